"""How fast is sl.screen? One run, the same rows for everybody, results checked equal, ratios.

    python benchmarks/screening.py                   one million rows
    python benchmarks/screening.py --rows 10000000   ten million
    python benchmarks/screening.py --stream 100000000   as many rows from Parquet to Parquet, with the memory it took
    python benchmarks/screening.py --cluster         Dask on two workers and Spark, against pandas and Polars here

The question that everybody answers: which paragraphs touch a row, surely or possibly? The peers answer only that, and ask only
the paragraphs that goods passed on can meet. `sl.screen` asks the whole law, and also gives the exact verdict, what it hinges
on, and a decision that can be explained, for every row. "Limit" is the time to copy the columns that go in and come out, with as many threads.
Peers that are not installed are named. Times are the best of five (of two for the peers, of one at ten million rows), after a first run that is given by itself.
"""

import argparse
import functools
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl

import sanctionslab as sl
from sanctionslab.verdict import engine
from sanctionslab.vocabulary import OTHER, facts, items

ASSUME = {"national_luxury": "no"}
EPOCH = date(1970, 1, 1)


def rows(count, seed=1718):
    """Random rows: days of 2003 to 2024, codes of six digits as text, both directions."""
    rng = np.random.default_rng(seed)
    codes = np.array(
        [
            f"{chapter:02}{rest:04}"
            for chapter in range(1, 98)
            if chapter != 77
            for rest in range(100, 6100, 105)
        ]
    )
    named = [code.ljust(6, "0") for item in items().values() for code in item.codes]
    codes = pl.Series(
        [code for code in (*codes, *named) if not code.startswith("9009")]
    )  # of an old edition: screen reads it as 8443
    return pl.DataFrame(
        {
            "date": pl.Series(rng.integers(12053, 20089, count).astype("i4")).cast(pl.Date),
            "hs": codes.gather(rng.integers(0, len(codes), count)),
            "direction": pl.Series(["to_dprk", "from_dprk"]).gather(rng.integers(0, 2, count)),
        }
    )


def provisions(law):
    """What the law says of goods passed on, as a person would note it: (id, direction, first day, day after the last, HS prefixes)."""
    found = []
    days = [date(2003, 1, 1), *law.boundaries]
    for ban in engine(law).bans:
        standing = [day for day in days if ban in law.in_force(day)]
        after = [day for day in days if standing and day > standing[-1]]
        for tests in ban.when:
            if standing and all(may(test, {"conduct": "transfer"}) for test in tests):
                codes = goods(tests)
                found += [
                    (ban.id, way, standing[0], after[0] if after else date(2100, 1, 1), codes)
                    for way in ("to_dprk", "from_dprk")
                    if codes and all(may(test, {"direction": way}) for test in tests)
                ]
    return found


def may(test, known):
    return test.fact not in known or test.check(known[test.fact]) is not sl.Truth.NO


def goods(tests):
    """The HS prefixes of the goods that may meet these tests, each thing taken as it is presumed to be."""
    usual = {
        name: described.presumption
        for name, described in facts().items()
        if described.presumption is not None
    } | {"national_luxury": sl.Truth.NO}
    prefixes = set()
    for key, presumed, codes in [
        (OTHER, {}, [f"{n:02}" for n in range(1, 98)]),
        *((i.key, i.presumed, i.codes) for i in items().values()),
    ]:
        if all(
            may(test, {**usual, **presumed, "national_luxury": sl.Truth.NO, "item": key})
            for test in tests
        ):
            prefixes.update(codes)
    for test in tests:
        if test.fact == "hs":
            prefixes = {
                max(code, wanted, key=len)
                for code in prefixes
                for wanted in test.wanted
                if code.startswith(wanted) or wanted.startswith(code)
            }
    return tuple(sorted(prefixes))


def touched_by_screen(frame, ids):
    """The paragraphs that touch each row according to screen, as bits."""
    both = frame.select((pl.col("measures") + "; " + pl.col("possible")).alias("both"))
    kinds = both["both"].unique().to_list()
    if missing := {id for kind in kinds for id in kind.split("; ") if id} - set(ids):
        sys.exit(f"screen finds paragraphs that the peers do not ask: {sorted(missing)}")
    bits = [sum(1 << n for n, id in enumerate(ids) if id in kind.split("; ")) for kind in kinds]
    return both["both"].replace_strict(kinds, bits, return_dtype=pl.Int64).to_numpy()


def lengths(codes):
    return sorted({len(code) for code in codes})


def by_polars(frame, ids, rules):
    bit = {id: 1 << n for n, id in enumerate(ids)}
    found = {}
    for id, direction, first, after, codes in rules:
        hit = pl.any_horizontal(
            pl.col("hs").str.slice(0, n).is_in([c for c in codes if len(c) == n])
            for n in lengths(codes)
        )
        hit = (
            (pl.col("direction") == direction)
            & (pl.col("date") >= first)
            & (pl.col("date") < after)
            & hit
        )
        found[id] = found[id] | hit if id in found else hit
    return frame.select(
        pl.sum_horizontal(
            pl.when(hit).then(bit[id]).otherwise(0) for id, hit in found.items()
        ).alias("bits")
    )["bits"].to_numpy()


def by_duckdb(frame, ids, rules):
    table, cases = frame.with_row_index("row").to_arrow(), []
    for n, id in enumerate(ids):
        parts = []
        for _, direction, first, after, codes in (rule for rule in rules if rule[0] == id):
            lists = (
                f"substr(hs, 1, {k}) in ({', '.join(repr(c) for c in codes if len(c) == k)})"
                for k in lengths(codes)
            )
            parts.append(
                f"direction = '{direction}' and date >= '{first}' and date < '{after}' and ({' or '.join(lists)})"
            )
        cases.append(
            f"case when {' or '.join(f'({part})' for part in parts)} then {1 << n} else 0 end"
        )
    with duckdb.connect() as connection:
        found = (
            connection.from_arrow(table)
            .project("row, " + " + ".join(cases) + " as bits")
            .to_arrow_table()
        )
    bits = np.empty(len(found), "i8")
    bits[found["row"].to_numpy()] = found[
        "bits"
    ].to_numpy()  # a long list after "in" may change the order of rows
    return bits


def by_numpy(frame, ids, rules):
    code, days = frame["hs"].cast(pl.Int32).to_numpy(), frame["date"].to_physical().to_numpy()
    way = (frame["direction"] == "to_dprk").to_numpy()
    bits, day = np.zeros(len(code), "i8"), lambda d: (d - EPOCH).days
    for id, direction, first, after, codes in rules:
        mask = (way == (direction == "to_dprk")) & (days >= day(first)) & (days < day(after))
        mask &= np.logical_or.reduce(
            [
                np.isin(code // 10 ** (6 - n), [int(c) for c in codes if len(c) == n])
                for n in lengths(codes)
            ]
        )
        bits |= np.where(mask, 1 << ids.index(id), 0)
    return bits


def by_pandas(frame, ids, rules):
    table = frame if isinstance(frame, pd.DataFrame) else frame.to_pandas()
    bits, days = np.zeros(len(table), "i8"), pd.to_datetime(table["date"])
    for id, direction, first, after, codes in rules:
        mask = (
            (table["direction"] == direction)
            & (days >= pd.Timestamp(first))
            & (days < pd.Timestamp(after))
        )
        mask &= np.logical_or.reduce(
            [table["hs"].str[:n].isin([c for c in codes if len(c) == n]) for n in lengths(codes)]
        )
        bits |= np.where(mask, 1 << ids.index(id), 0)
    return bits


def by_loop(frame, ids, rules):
    found = []
    for day, hs, direction in frame.iter_rows():
        bits = 0
        for id, wanted, first, after, codes in rules:
            if direction == wanted and first <= day < after and hs.startswith(codes):
                bits |= 1 << ids.index(id)
        found.append(bits)
    return np.array(found)


@functools.cache
def written_rules(ids, rules):
    import rule_engine

    written = []
    for id, direction, first, after, codes in rules:
        any_of = " or ".join(
            f'hs =~ "{"|".join(c for c in codes if len(c) == n)}.*"' for n in lengths(codes)
        )
        written.append(
            (
                ids.index(id),
                rule_engine.Rule(
                    f'direction == "{direction}" and day >= d"{first}" and day < d"{after}" and ({any_of})'
                ),
            )
        )
    return written


def by_rule_engine(frame, ids, rules):
    found = []
    for day, hs, direction in frame.iter_rows():
        row, bits = (
            {"day": datetime(day.year, day.month, day.day), "hs": hs, "direction": direction},
            0,
        )
        for n, rule in written_rules(tuple(ids), tuple(rules)):
            bits |= rule.matches(row) << n
        found.append(bits)
    return np.array(found)


def by_openfisca(frame, ids, rules):
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

    row = entities.build_entity("row", "rows", "a row", is_person=True)
    system = taxbenefitsystems.TaxBenefitSystem([row])
    base = {"entity": row, "definition_period": periods.YEAR, "label": "screening"}

    def formula(id, mine):
        def touched(rows_, period):
            code, days, way = rows_("code", period), rows_("day", period), rows_("way", period)
            found = np.zeros(len(code), bool)
            for _, direction, first, after, codes in mine:
                lists = [
                    np.isin(code // 10 ** (6 - n), [int(c) for c in codes if len(c) == n])
                    for n in lengths(codes)
                ]
                inside = (days >= (first - EPOCH).days) & (days < (after - EPOCH).days)
                found |= (way == (direction == "to_dprk")) & inside & np.logical_or.reduce(lists)
            return found

        return touched

    for name, kind in (("code", int), ("day", int), ("way", bool)):
        system.add_variable(type(name, (variables.Variable,), {**base, "value_type": kind}))
    for n, id in enumerate(ids):
        mine = [rule for rule in rules if rule[0] == id]
        system.add_variable(
            type(
                f"touched_{n}",
                (variables.Variable,),
                {**base, "value_type": bool, "formula": formula(id, mine)},
            )
        )
    simulation = simulations.SimulationBuilder().build_default_simulation(system, count=len(frame))
    simulation.set_input("code", "2024", frame["hs"].cast(pl.Int32).to_numpy())
    simulation.set_input("day", "2024", frame["date"].to_physical().to_numpy())
    simulation.set_input("way", "2024", (frame["direction"] == "to_dprk").to_numpy())
    return sum(
        simulation.calculate(f"touched_{n}", "2024").astype("i8") << n for n in range(len(ids))
    )


PEERS = {
    "Polars, by hand": (by_polars, 1),
    "DuckDB CASE": (by_duckdb, 1),
    "NumPy masks": (by_numpy, 1),
    "OpenFisca": (by_openfisca, 1),
    "pandas masks": (by_pandas, 10),
    "Python loop": (by_loop, 50),
    "rule-engine": (by_rule_engine, 2000),
}


def copy(frame):
    """Copy every buffer of every column, in pieces, on as many threads as there are processors."""
    pieces = []
    for column in frame:
        whole = column.to_arrow(compat_level=pl.CompatLevel.newest())
        for chunk in getattr(whole, "chunks", [whole]):
            pieces += [
                (buffer, at)
                for buffer in chunk.buffers()[:2]
                if buffer
                for at in range(0, buffer.size, 1 << 22)
            ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(
            pool.map(
                lambda piece: np.frombuffer(piece[0], "u1")[piece[1] : piece[1] + (1 << 22)].copy(),
                pieces,
            )
        )


def best(task, times=3):
    """The shortest time of some runs, and what the last one gave."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        result = task()
        found.append(time.perf_counter() - start)
    return min(found), result


def line(name, seconds, base, note=""):
    print(
        f"  {name:34} {seconds * 1000:12,.0f} ms   {seconds / base:8.2f} x screen   {note}",
        flush=True,
    )


def compare(count):
    frame, law = rows(count), sl.law()
    rules = provisions(law)
    ids = list(dict.fromkeys(rule[0] for rule in rules))
    print(
        f"{count:,} rows; {len(engine(law).bans)} measures in screen, {len(ids)} of them can meet goods passed on; {os.cpu_count()} processors"
    )
    first, _ = best(lambda: sl.screen(frame, assume=ASSUME), 1)
    seconds, out = best(lambda: sl.screen(frame, assume=ASSUME), 5)
    line("sl.screen, Polars", seconds, seconds, f"first run {first * 1000:,.0f} ms")
    copying, _ = best(lambda: copy(out), 5)
    line(
        "limit: copying in and out",
        copying,
        seconds,
        f"screen is {seconds / copying:.2f} x the limit",
    )
    wanted = touched_by_screen(out, ids)
    for name, (peer, part) in PEERS.items():
        few = frame.head(max(count // part, 1))
        try:
            peer(few.head(100), ids, rules)
            taken, got = best(
                lambda: peer(few, ids, rules), 2 if part == 1 and count <= 1_000_000 else 1
            )
        except ImportError:
            print(f"  {name:34} not installed")
            continue
        if not np.array_equal(got, wanted[: len(few)]):
            sys.exit(
                f"{name} and screen disagree on {np.count_nonzero(got != wanted[: len(few)]):,} rows"
            )
        line(name, taken * part, seconds, "equal" + (f", on 1 row in {part:,}" if part > 1 else ""))
    fewer = law.only(1718, 1874, 2087, 2094, 2397)
    sl.screen(frame, assume=ASSUME, law=fewer)
    small, _ = best(lambda: sl.screen(frame, assume=ASSUME, law=fewer), 5)
    line(
        f"sl.screen with {len(engine(fewer).bans)} measures",
        small,
        seconds,
        f"whole law is {seconds / small:.2f} x this",
    )


def stream(count, part=5_000_000):
    """Screen a Parquet file of many rows into another, and say how much memory that took at most."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in.parquet"), Path(folder, "out.parquet")
        writer = None
        import pyarrow.parquet as parquet

        for n in range(0, count, part):
            table = rows(min(part, count - n), seed=n).to_arrow(
                compat_level=pl.CompatLevel.oldest()
            )
            writer = writer or parquet.ParquetWriter(source, table.schema)
            writer.write_table(table)
        writer.close()
        program = (
            "import polars as pl, sanctionslab as sl, resource, sys, time; start = time.perf_counter();"
            "sl.screen(pl.scan_parquet(sys.argv[1]), assume={'national_luxury': 'no'}).sink_parquet(sys.argv[2]);"
            "print(f'{time.perf_counter() - start:.1f} s, at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB')"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, str(source), str(out)],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        written = parquet.ParquetFile(out).metadata.num_rows
        print(
            f"{count:,} rows streamed ({source.stat().st_size / 1e6:,.0f} MB in, {out.stat().st_size / 1e6:,.0f} MB out): {done.stdout.strip()}"
        )
        if written != count:
            sys.exit(f"{count - written:,} rows were lost")


def cluster(counts=(1_000_000, 4_000_000, 16_000_000)):
    """Dask and Spark against one machine, each counting the verdicts of the same rows, and from what size they would pay."""
    import dask.dataframe
    from distributed import Client, LocalCluster

    spark, times = session(), {}
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as workers,
        Client(workers),
        tempfile.TemporaryDirectory() as folder,
    ):
        for count in counts:
            frame, path = rows(count), Path(folder, f"{count}.parquet")
            frame.write_parquet(path, row_group_size=250_000)
            del frame
            ways = {
                "Polars": lambda: dict(
                    sl.screen(pl.read_parquet(path), assume=ASSUME)["verdict"].value_counts().rows()
                ),
                "pandas": lambda: (
                    sl.screen(pd.read_parquet(path, dtype_backend="pyarrow"), assume=ASSUME)[
                        "verdict"
                    ]
                    .value_counts()
                    .to_dict()
                ),
                "Dask, two workers": lambda: (
                    sl.screen(dask.dataframe.read_parquet(path, split_row_groups=1), assume=ASSUME)[
                        "verdict"
                    ]
                    .value_counts()
                    .compute()
                    .to_dict()
                ),
            }
            if spark:
                ways["Spark, local[2]"] = lambda: dict(
                    map(
                        tuple,
                        sl.screen(spark.read.parquet(str(path)), assume=ASSUME)
                        .groupBy("verdict")
                        .count()
                        .collect(),
                    )
                )
            print(f"{count:,} rows, read and counted")
            for name, way in ways.items():
                seconds, got = best(way, 3)
                times.setdefault(name, []).append(seconds)
                if name == "Polars":
                    wanted = got
                elif got != wanted:
                    sys.exit(f"{name} and Polars disagree: {got} and {wanted}")
                line(name, seconds, times["Polars"][-1])
    print(
        "Each time as a start and so much for each million rows; where more processors would catch up with Polars on these two"
    )
    each = {
        name: (taken[-1] - taken[0]) / (counts[-1] - counts[0]) for name, taken in times.items()
    }
    for name, taken in times.items():
        start, ratio = max(taken[0] - each[name] * counts[0], 0), each[name] / each["Polars"]
        told = (
            ""
            if name in ("Polars", "pandas")
            else (
                f"   pays with more than {2 * ratio:.0f} processors; with {4 * ratio:.0f} of them from "
                f"{2 * start / each['Polars'] / 1e6:,.0f} million rows"
            )
        )
        print(f"  {name:34} {start:6.2f} s + {each[name] * 1e6:6.3f} s{told}")


def session():
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
    stream(given.stream) if given.stream else cluster() if given.cluster else compare(given.rows)
