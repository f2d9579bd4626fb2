"""What a figure costs, in plain pictures of its size with a hundred words each.

    python benchmarks/figures.py [number of runs]

Figures and plain pictures take turns in one run, and processor time is counted, so the ratios hold
on a busy machine. The first call of each figure is left out: it reads the data. A figure should
stay under LIMIT plain pictures; one that does not is marked.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from matplotlib.figure import Figure as Drawing

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sanctionslab import figures

LIMIT = 8
NAMES = [name for name in figures.__all__ if name.islower()]


def plain_picture() -> None:
    drawing = Drawing(figsize=(12.8, 7.2), dpi=150)
    for n in range(100):
        drawing.text(n % 10 / 10, n / 100, f"word {n}")
    drawing.savefig(io.BytesIO(), format="png")


def shown(name: str) -> None:
    """Make a figure and what Jupyter shows of it."""
    getattr(figures, name)()._repr_html_()


def seconds(work: Callable, *arguments) -> float:
    start = time.process_time()
    work(*arguments)
    return time.process_time() - start


def measure(runs: int = 3) -> dict[str, tuple[float, float]]:
    """The median seconds of each figure, and their ratio to a plain picture's."""
    plain_picture()
    for name in NAMES:
        shown(name)
    plain: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in NAMES}
    for _ in range(runs):
        for name in NAMES:
            plain.append(seconds(plain_picture))
            times[name].append(seconds(shown, name))
    unit = statistics.median(plain)
    medians = {name: statistics.median(figure_times) for name, figure_times in times.items()}
    return {name: (median, median / unit) for name, median in medians.items()}


if __name__ == "__main__":
    print(f"{'figure':16}{'ms':>6}{'plain pictures':>17}")
    for name, (median, ratio) in measure(*map(int, sys.argv[1:])).items():
        mark = f"  over {LIMIT}" if ratio > LIMIT else ""
        print(f"{name:16}{1000 * median:6.0f}{ratio:17.1f}{mark}")
