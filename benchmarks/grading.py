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

from submissions import NOTEBOOK, RIGHT, hand_in, notebook

from sanctionslab.classroom import grade

WAYS = [
    RIGHT,
    {**RIGHT, "02.1": "not prohibited"},
    {**RIGHT, "02.2": ["personal_use"]},
    {**RIGHT, "02.3": "2094:23", "02.4": ...},
    {**RIGHT, "02.8": "Short."},
]


def hand_in_class(folder, number):
    """A class of `number` students; every tenth file is broken, each in another way."""
    made = [json.dumps(notebook(way, padding=200_000), indent=1) for way in WAYS]
    broken = [made[0][:100_000], "", b"\xff\xfe", "[" * 50_000, '{"cells": 3}']
    for n in range(number):
        content = broken[n // 10 % len(broken)] if n % 10 == 9 else made[n % len(made)]
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
    assert (
        len(grades.rows) == number and sum(bool(row["odd"]) for row in grades.rows) == number // 10
    )
    return {
        "submissions": number,
        "seconds": round(seconds, 2),
        "a_second": round(number / seconds),
        "peak_mb": round(peak, 1),
    }


if __name__ == "__main__":
    for name, value in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 500).items():
        print(f"{name}: {value}")
