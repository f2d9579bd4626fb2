"""How long grading takes: 500 submissions of about 200 kB each, a tenth of them broken.

Run: python benchmarks/grading.py [number]
"""

import json
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from submissions import NOTEBOOK, hand_in, notebook, right_of

from sanctionslab.classroom import grade

MISTAKES = [
    {},
    {"02.1": "not prohibited"},
    {"02.2": ["personal_use"]},
    {"02.3": "2094:23", "02.4": ...},
    {"02.8": "Short."},
]


def hand_in_class(folder, number):
    """A class of `number` students; every tenth file is broken, each in another way."""
    for n in range(number):
        answers = {**right_of(n), **MISTAKES[n % len(MISTAKES)]}
        content = json.dumps(notebook(answers, padding=200_000), indent=1)
        broken = [content[:100_000], "", b"\xff\xfe", "[" * 50_000, '{"cells": 3}']
        if n % 10 == 9:
            content = broken[n // 10 % len(broken)]
        hand_in(folder / f"student {n:04}" / f"{NOTEBOOK}.ipynb", content)


def measure(number=500):
    """Seconds, submissions a second, and peak memory in MB for grading a class once."""
    with tempfile.TemporaryDirectory() as place:
        hand_in_class(Path(place), number)
        start = time.perf_counter()
        grades = grade(place)
        seconds = time.perf_counter() - start
        tracemalloc.start()
        grade(place)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    assert len(grades.rows) == number
    assert sum(not row["files"] for row in grades.rows) == number // 10
    return {
        "submissions": number,
        "seconds": round(seconds, 2),
        "a_second": round(number / seconds),
        "peak_mb": round(peak, 1),
    }


if __name__ == "__main__":
    for name, value in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 500).items():
        print(f"{name}: {value}")
