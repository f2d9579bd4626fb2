"""The same from every kind of frame, of few rows and of many."""

import pickle
import subprocess
import sys

import dask.dataframe
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from distributed import Client, LocalCluster
from screened_rows import ASSUME, COMTRADE, WIDE, rows, said, same, wide_frame

import sanctionslab as sl
from sanctionslab.cases import Case
from sanctionslab.screening import COLUMNS, screen
from sanctionslab.verdict import classify

UNKNOWN = sl.UNKNOWN


def test_what_pandas_gets(expected):
    assert list(expected["verdict"]) == [
        "prohibited",
        "undetermined",
        "undetermined",
        "not prohibited",
        "not prohibited",
        "undetermined",
        "unreadable",
        "unreadable",
        "unreadable",
        "prohibited",
    ]
    assert list(expected.columns) == [*COMTRADE, *COLUMNS]
    assert expected["reason"][4] == "does not concern the DPRK"


def test_pandas_backed_by_arrow(expected):
    frame = pa.table(COMTRADE).to_pandas(types_mapper=pd.ArrowDtype)
    out = screen(frame, assume=ASSUME)
    assert list(out.dtypes[list(COMTRADE)]) == list(frame.dtypes)
    same(expected, out)


def test_polars(expected):
    out = screen(pl.DataFrame(COMTRADE), assume=ASSUME)
    assert isinstance(out, pl.DataFrame)
    same(expected, out.to_dict(as_series=False))


def test_polars_lazy_stays_lazy(expected):
    out = screen(pl.LazyFrame(COMTRADE), assume=ASSUME)
    assert isinstance(out, pl.LazyFrame) and out.collect_schema().names() == [*COMTRADE, *COLUMNS]
    same(expected, out.collect().to_dict(as_series=False))
    assert out.filter(pl.col("verdict") == "prohibited").select("note").collect()[
        "note"
    ].to_list() == ["ä", "j"]


def test_pyarrow(expected):
    out = screen(pa.table(COMTRADE), assume=ASSUME)
    assert isinstance(out, pa.Table)
    same(expected, out.to_pydict())
    [batch] = pa.table(COMTRADE).to_batches()
    out = screen(batch, assume=ASSUME)
    assert isinstance(out, pa.RecordBatch)
    same(expected, out.to_pydict())


def test_duckdb(expected):
    with duckdb.connect() as connection:
        out = screen(connection.from_arrow(pa.table(COMTRADE)), assume=ASSUME)
        assert isinstance(out, duckdb.DuckDBPyRelation)
        same(expected, dict(zip(out.columns, zip(*out.fetchall(), strict=True), strict=False)))
        assert out.filter("verdict = 'prohibited'").aggregate("count(*)").fetchall() == [(2,)]


@pytest.mark.slow
def test_dask_on_two_workers(expected):
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster),
    ):
        out = screen(
            dask.dataframe.from_pandas(pd.DataFrame(COMTRADE), npartitions=4, sort=False),
            assume=ASSUME,
        )
        assert isinstance(out, dask.dataframe.DataFrame)
        same(expected, out.compute())
        changed = screen(
            dask.dataframe.from_pandas(pd.DataFrame(COMTRADE), npartitions=2, sort=False),
            law=sl.law().without(2397),
        )
        assert changed.compute()["verdict"].iloc[0] == "undetermined"


def test_a_changed_law_travels_whole():
    """To the workers of Dask: what a paragraph granted stays gone with it."""
    law = sl.law().without("2397:25", 2664)
    assert law.rulebook.bans  # is remembered, and cannot travel
    there = pickle.loads(pickle.dumps(law))
    assert there == law and there.removed == {"2397:25"} and there != sl.law().without(2664)


def test_the_frame_is_left_as_it_was():
    frame = pd.DataFrame(
        {"hs": ["8703", "0101"], "on": ["2018", "2019"], "x": [[1], [2]]}, index=["b", "a"]
    )
    before = frame.copy(deep=True)
    out = screen(frame, assume={"direction": "unknown"})
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(out[["hs", "on", "x"]], before)


def test_no_rows_in_no_rows_out():
    frame = pd.DataFrame(
        {
            "on": pd.Series([], dtype="str"),
            "hs": pd.Series([], dtype="str"),
            "direction": pd.Series([], dtype="str"),
        }
    )
    for empty in (frame, pl.from_pandas(frame), pa.Table.from_pandas(frame)):
        assert len(screen(empty)) == 0


@pytest.mark.slow
def test_many_rows_in_chunks_and_with_more_keys_than_a_table_holds():
    rng = np.random.default_rng(1)
    n = 300_000
    frame = pl.DataFrame(
        {
            "on": pl.Series(rng.integers(13000, 19000, n).astype("i4")).cast(pl.Date),
            "hs": pl.Series(
                [f"{code:04}" for code in rng.choice([101, 8703, 2701, 8421, 2204], n)]
            ),
            "direction": pl.Series(["to_dprk", "from_dprk", None]).gather(rng.integers(0, 3, n)),
            "signed": pl.Series(rng.integers(17000, 17400, n).astype("i4")).cast(pl.Date),
        }
    )
    plain, signed = screen(frame), screen(frame, contract_date="signed")
    for at in rng.integers(0, n, 40).tolist():
        day, hs, direction, contract = frame.row(at)
        case = Case(
            on=day,
            hs=hs,
            direction=UNKNOWN if direction is None else direction,
            conduct="transfer",
            contract_date=UNKNOWN,
        )
        assert plain["verdict"][at] == classify(case).verdict
        assert signed["verdict"][at] == classify(case.but(contract_date=contract)).verdict


@pytest.mark.parametrize("columns", [len(WIDE), 9])
def test_many_columns_of_facts(columns):
    """More combinations than 64 bits can tell apart, in frames that follow under one plan."""
    assert len(WIDE) == 20
    names = WIDE[-columns:]
    for seed in (1, 2):
        frame = wide_frame(150, seed)[["on", "hs", "direction", *names]]
        by_column = {name: name for name in names}
        table = pa.Table.from_pandas(
            frame.astype("str").where(frame.notna(), None), preserve_index=False
        )
        outs = [
            screen(frame, **by_column),
            screen(pl.from_arrow(table), **by_column).to_pandas(),
            screen(table, **by_column).to_pandas().astype("str"),
        ]
        for n, row in enumerate(frame.to_dict("records")):
            known = {name: UNKNOWN if value is None else value for name, value in row.items()}
            wanted = said(
                classify(Case(**{"conduct": "transfer", "contract_date": UNKNOWN, **known}))
            )
            for out in outs:
                assert rows(out.iloc[[n]]) == [wanted], (n, row)


@pytest.mark.slow
def test_many_columns_of_many_unreadable_texts():
    frame = pd.DataFrame(
        {
            name: [f"{name}{n}" for n in range(70_000)]
            for name in ("on", "hs", "direction", "new", "livelihood")
        }
    )
    out = screen(frame, new="new", livelihood="livelihood")
    assert set(out["verdict"]) == {"unreadable"} and all(out["reason"])
    # Later ones share a sentence, so that memory stays bounded.
    assert all(str(n) in reason for n, reason in enumerate(out["reason"][:9_000]))


def test_screen_is_a_function_whatever_was_imported():
    question = (
        "import sanctionslab.screening, sanctionslab as sl, pandas as pd;"
        "one = pd.DataFrame({'on': ['2018'], 'hs': ['8703']});"
        "print(sl.screen(one, assume={'direction': 'to_dprk'}).verdict[0]);"
        "from sanctionslab.screening import explain;"
        "print(sl.screen(pd.DataFrame({'on': [], 'hs': [], 'direction': []})).shape)"
    )
    done = subprocess.run(
        [sys.executable, "-c", question], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.split("\n")[:2] == ["prohibited", "(0, 9)"]
