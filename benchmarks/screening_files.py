"""How fast is the command line on files as people have them? Eleven columns, CSV and Parquet.

    python benchmarks/screening_files.py                   500,000 rows
    python benchmarks/screening_files.py --rows 5000000    five million

The base is what Polars takes to read the same file and to write it again, with nothing added. Then
`sl.screen` on values and quantities as text is compared with the same columns as numbers. Rows are
made by a seed. Times are the best of three, turn by turn in one run, after a first run that is not
counted. Targets: at most 4 x on Parquet, 5 x on CSV, 2 x for text.
"""

import argparse
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl
from screening import rows

import sanctionslab as sl
from sanctionslab.screening import screen_file

ASSUME = {"national_luxury": "no"}
TURNS = 3


def eleven_columns(count, seed=2397):
    """Random rows in the shape of UN Comtrade: months, codes of six digits, four partners."""
    rng = np.random.default_rng(seed)
    base = rows(count, seed)

    def some(values, shares=None):
        return pl.Series(values).gather(rng.choice(len(values), count, p=shares))

    def amounts(middle):
        return pl.Series(np.round(rng.lognormal(middle, 2, count), 2))

    return pl.DataFrame(
        {
            "typeCode": some(["C"]),
            "freqCode": some(["M"]),
            "period": base["date"].dt.strftime("%Y%m"),
            "reporterCode": some(["156", "643", "702", "458", "356"]),
            "flowCode": some(["M", "X"]),
            "partnerCode": some(["408", "410", "0", "392"], [0.4, 0.2, 0.2, 0.2]),
            "classificationCode": some(["H4", "H5"]),
            "cmdCode": base["hs"],
            "qtyUnitCode": some(["5", "8"]),
            "qty": amounts(5),
            "primaryValue": amounts(10),
        }
    )


def turn_by_turn(*tasks):
    """The shortest time of each task, all run in turn."""
    taken = [[] for _ in tasks]
    for task in tasks:
        task()
    for _ in range(TURNS):
        for times, task in zip(taken, tasks, strict=True):
            start = time.perf_counter()
            task()
            times.append(time.perf_counter() - start)
    return [min(times) for times in taken]


def tell(name, base, seconds, target):
    ratio = seconds / base
    print(f"  {name:34} {base:7.2f} s {seconds:7.2f} s   {ratio:5.1f} x   at most {target} x")


def read_and_write(kind, source, out):
    getattr(getattr(pl, f"read_{kind}")(source), f"write_{kind}")(out)


def compare(count):
    frame = eleven_columns(count)
    print(f"{count:,} rows of eleven columns: the base, screening, the ratio")
    with tempfile.TemporaryDirectory() as folder:
        for ending, target in ((".parquet", 4), (".csv", 5)):
            source, out = Path(folder, f"in{ending}"), Path(folder, f"out{ending}")
            kind = ending[1:]
            getattr(frame, f"write_{kind}")(source)
            base = partial(read_and_write, kind, source, out)
            ours = partial(screen_file, source, out, {"assume": ASSUME})
            tell(f"command line, {kind}", *turn_by_turn(base, ours), target)
    text = frame.with_columns(pl.col("qty", "primaryValue").cast(pl.String))
    numbers_and_text = turn_by_turn(
        lambda: sl.screen(frame, assume=ASSUME), lambda: sl.screen(text, assume=ASSUME)
    )
    tell("sl.screen: numbers, text", *numbers_and_text, 2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=500_000)
    compare(parser.parse_args().rows)
