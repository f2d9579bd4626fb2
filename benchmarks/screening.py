"""How fast is sl.screen? One run, the same rows for everybody, results checked equal, ratios.

    python benchmarks/screening.py                     one million rows
    python benchmarks/screening.py --rows 10000000     ten million
    python benchmarks/screening.py --stream 100000000  as many rows from Parquet to Parquet, with
                                                       the memory it took
    python benchmarks/screening.py --cluster           Dask on two workers and Spark, against pandas
                                                       and Polars here

The question that everybody answers: which paragraphs touch a row, surely or possibly? The peers
(screening_peers.py) answer only that, and ask only the paragraphs that goods passed on can meet.
`sl.screen` asks the whole law, and also gives the exact verdict, what it hinges on, and a decision
that can be explained, for every row. "Limit" is the time to copy the columns that go in and come
out, with as many threads. Peers that are not installed are named. Times are the best of five (of
two for the peers, of one at ten million rows), after a first run that is given by itself.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
from screening_peers import ASSUME, PEERS, WAYS, rules_of

import sanctionslab as sl
from sanctionslab.vocabulary import headings, items


def rows(count, seed=1718):
    """Random rows: days of 2003 to 2024, codes of six digits as text, both directions."""
    rng = np.random.default_rng(seed)
    codes = [f"{heading}{rest:02}" for heading in headings() for rest in range(10, 60, 11)]
    codes += [code.ljust(6, "0") for item in items().values() for code in item.codes]
    # 9009 is of an old edition: screen reads it as 8443; a chapter filled up is no heading
    codes = pl.Series([code for code in codes if code[:4] in {*headings()} - {"9009"}])
    return pl.DataFrame(
        {
            "date": pl.Series(rng.integers(12053, 20089, count).astype("i4")).cast(pl.Date),
            "hs": codes.gather(rng.integers(0, len(codes), count)),
            "direction": pl.Series(WAYS).gather(rng.integers(0, 2, count)),
        }
    )


def touched_by_screen(frame, ids):
    """The paragraphs that touch each row according to screen, as bits."""
    both = frame.select((pl.col("measures") + "; " + pl.col("possible")).alias("both"))
    kinds = both["both"].unique().to_list()
    if missing := {id for kind in kinds for id in kind.split("; ") if id} - set(ids):
        sys.exit(f"screen finds paragraphs that the peers do not ask: {sorted(missing)}")
    bits = [sum(1 << n for n, id in enumerate(ids) if id in kind.split("; ")) for kind in kinds]
    return both["both"].replace_strict(kinds, bits, return_dtype=pl.Int64).to_numpy()


def copy(frame, size=1 << 22):
    """Copy every buffer of every column, in pieces, on as many threads as there are processors."""
    pieces = []
    for column in frame:
        whole = column.to_arrow(compat_level=pl.CompatLevel.newest())
        for chunk in getattr(whole, "chunks", [whole]):
            for buffer in filter(None, chunk.buffers()[:2]):
                pieces += [(buffer, at) for at in range(0, buffer.size, size)]

    def copied(piece):
        buffer, at = piece
        return np.frombuffer(buffer, "u1")[at : at + size].copy()

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(copied, pieces))


def best(task, times=3):
    """The shortest time of some runs, and what the last one gave."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        result = task()
        taken.append(time.perf_counter() - start)
    return min(taken), result


def line(name, seconds, base, note=""):
    ratio = f"{seconds / base:8.2f} x screen"
    print(f"  {name:34} {seconds * 1000:12,.0f} ms   {ratio}   {note}", flush=True)


def compare(count):
    """Screen so many rows, and let the peers answer the same question."""
    frame, law = rows(count), sl.law()
    rules = rules_of(law)
    ids = list(dict.fromkeys(rule.id for rule in rules))
    print(
        f"{count:,} rows; {len(law.rulebook.bans)} measures in screen, {len(ids)} of them can meet "
        f"goods passed on; {os.cpu_count()} processors"
    )
    ask = partial(sl.screen, frame, assume=ASSUME)
    first, _ = best(ask, 1)
    seconds, out = best(ask, 5)
    line("sl.screen, Polars", seconds, seconds, f"first run {first * 1000:,.0f} ms")
    copying, _ = best(lambda: copy(out), 5)
    note = f"screen is {seconds / copying:.2f} x the limit"
    line("limit: copying in and out", copying, seconds, note)
    wanted = touched_by_screen(out, ids)
    for name in PEERS:
        ask_peer(name, frame, ids, rules, wanted, seconds)
    fewer = law.only(1718, 1874, 2087, 2094, 2397)
    ask_fewer = partial(sl.screen, frame, assume=ASSUME, law=fewer)
    ask_fewer()
    small, _ = best(ask_fewer, 5)
    name = f"sl.screen with {len(fewer.rulebook.bans)} measures"
    line(name, small, seconds, f"whole law is {seconds / small:.2f} x this")


def ask_peer(name, frame, ids, rules, wanted, seconds):
    """The time of one peer, with its answers checked."""
    peer, part = PEERS[name]
    few = frame.head(max(len(frame) // part, 1))
    times = 2 if part == 1 and len(frame) <= 1_000_000 else 1
    try:
        peer(few.head(100), ids, rules)
        taken, got = best(lambda: peer(few, ids, rules), times)
    except ImportError:
        print(f"  {name:34} not installed")
        return
    wrong = np.count_nonzero(got != wanted[: len(few)])
    if wrong:
        sys.exit(f"{name} and screen disagree on {wrong:,} rows")
    note = "equal" if part == 1 else f"equal, on 1 row in {part:,}"
    line(name, taken * part, seconds, note)


STREAM = """
import resource, sys, time
import polars as pl, sanctionslab as sl
start = time.perf_counter()
rows = sl.screen(pl.scan_parquet(sys.argv[1]), assume={"national_luxury": "no"})
rows.sink_parquet(sys.argv[2])
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{time.perf_counter() - start:.1f} s, at most {memory:,.0f} MB")
"""


def stream(count, part=5_000_000):
    """Screen a Parquet file of many rows into another, and say how much memory that took."""
    import pyarrow.parquet as parquet

    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in.parquet"), Path(folder, "out.parquet")
        writer = None
        for n in range(0, count, part):
            some = rows(min(part, count - n), seed=n)
            table = some.to_arrow(compat_level=pl.CompatLevel.oldest())
            writer = writer or parquet.ParquetWriter(source, table.schema)
            writer.write_table(table)
        writer.close()
        done = subprocess.run(
            [sys.executable, "-c", STREAM, str(source), str(out)],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        written = parquet.ParquetFile(out).metadata.num_rows
        sizes = [file.stat().st_size / 1e6 for file in (source, out)]
        print(
            f"{count:,} rows streamed ({sizes[0]:,.0f} MB in, {sizes[1]:,.0f} MB out): "
            f"{done.stdout.strip()}"
        )
        if written != count:
            sys.exit(f"{count - written:,} rows were lost")


def counted(frame):
    """The number of rows with each verdict."""
    return dict(frame["verdict"].value_counts().items())


def with_polars(path):
    return dict(sl.screen(pl.read_parquet(path), assume=ASSUME)["verdict"].value_counts().rows())


def with_pandas(path):
    return counted(sl.screen(pd.read_parquet(path, dtype_backend="pyarrow"), assume=ASSUME))


def with_dask(path):
    import dask.dataframe

    frame = dask.dataframe.read_parquet(path, split_row_groups=1)
    return dict(sl.screen(frame, assume=ASSUME)["verdict"].value_counts().compute().items())


def with_spark(spark, path):
    out = sl.screen(spark.read.parquet(str(path)), assume=ASSUME)
    return dict(map(tuple, out.groupBy("verdict").count().collect()))


def cluster(counts=(1_000_000, 4_000_000, 16_000_000)):
    """Dask and Spark against one machine, and from what size they would pay.

    Each counts the verdicts of the same rows.
    """
    from distributed import Client, LocalCluster

    ways = {"Polars": with_polars, "pandas": with_pandas, "Dask, two workers": with_dask}
    if spark := session():
        ways["Spark, local[2]"] = partial(with_spark, spark)
    times = {name: [] for name in ways}
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as workers,
        Client(workers),
        tempfile.TemporaryDirectory() as folder,
    ):
        for count in counts:
            path = Path(folder, f"{count}.parquet")
            rows(count).write_parquet(path, row_group_size=250_000)
            print(f"{count:,} rows, read and counted")
            wanted = with_polars(path)
            for name, way in ways.items():
                seconds, got = best(partial(way, path), 3)
                if got != wanted:
                    sys.exit(f"{name} and Polars disagree: {got} and {wanted}")
                times[name].append(seconds)
                line(name, seconds, times["Polars"][-1])
    tell_where_it_pays(times, counts)


def tell_where_it_pays(times, counts):
    """Each time as a start and so much for each row, and where more processors would catch up."""
    print(
        "Each time as a start and so much for each million rows; "
        "where more processors would catch up with Polars on these two"
    )
    each = {
        name: (taken[-1] - taken[0]) / (counts[-1] - counts[0]) for name, taken in times.items()
    }
    for name, taken in times.items():
        start, ratio = max(taken[0] - each[name] * counts[0], 0), each[name] / each["Polars"]
        note = ""
        if name not in ("Polars", "pandas"):
            millions = 2 * start / each["Polars"] / 1e6
            note = (
                f"   pays with more than {2 * ratio:.0f} processors; "
                f"with {4 * ratio:.0f} of them from {millions:,.0f} million rows"
            )
        print(f"  {name:34} {start:6.2f} s + {each[name] * 1e6:6.3f} s{note}")


def session():
    """A local session of Spark, None where it is not installed."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        print("Spark is not installed: python -m pip install 'sanctionslab[spark]'")
        return None
    return (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "4g")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--stream", type=int, metavar="ROWS")
    parser.add_argument("--cluster", action="store_true")
    given = parser.parse_args()
    if given.stream:
        stream(given.stream)
    elif given.cluster:
        cluster()
    else:
        compare(given.rows)
