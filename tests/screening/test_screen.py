"""screen: many rows at once. One law, one interpreter: row by row it says what classify says."""

import csv
import json
import os
import re
import subprocess
import sys
import warnings
from datetime import date, timedelta
from itertools import product

import dask.dataframe
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from distributed import Client, LocalCluster
from hypothesis import given, settings
from hypothesis import strategies as st

import sanctionslab as sl
from sanctionslab.cases import Case
from sanctionslab.errors import KitError
from sanctionslab.files import data_path
from sanctionslab.screening import COLUMNS, Decision, code, explain, period, reading, screen
from sanctionslab.screening.plan import plan_for
from sanctionslab.screening.question import question_of
from sanctionslab.screening.values import Numbers
from sanctionslab.tables import trade
from sanctionslab.verdict import classify
from sanctionslab.vocabulary import OTHER, facts, items

UNKNOWN = sl.UNKNOWN


def said(finding):
    """What screen must say of a row, from what classify says of its case."""
    grounds = [g.id for g in finding.grounds]
    return (
        str(finding.verdict),
        grounds,
        [g.id for g in finding.possible if g.id not in grounds],
        [n for n in facts() if n in finding.hinges_on],
    )


def rows(frame):
    """The added columns of a pandas frame, row by row, in the form of `said`."""
    split = [
        frame[name].map(lambda text: text.split("; ") if text else [])
        for name in ("measures", "possible", "hinges_on")
    ]
    return list(zip(frame["verdict"], *split))


# One law, one interpreter

DAYS = st.one_of(
    st.none(),
    st.dates(date(2005, 1, 1), date(2026, 1, 1)),
    st.sampled_from(sl.law().boundaries),
    st.sampled_from([day - timedelta(1) for day in sl.law().boundaries]),
)
NAMED = sorted({c for i in items().values() for c in i.codes})
CODES = st.one_of(
    st.none(),
    st.sampled_from(NAMED),
    st.sampled_from([f"{n:02}" for n in range(1, 98) if n != 77]),
    st.integers(10100, 979999).filter(lambda n: n // 10000 != 77).map(lambda n: f"{n:06}"),
    st.tuples(st.sampled_from(NAMED), st.integers(0, 99)).map(lambda t: (t[0] + f"{t[1]:02}")[:6]),
).filter(
    lambda code: code is None or not code.startswith("9009")
)  # of an old edition, read as 8443
ASSUMED = {
    "national_luxury": st.sampled_from(["yes", "no", UNKNOWN]),
    "committee_approval": st.sampled_from(["yes", UNKNOWN]),
    "conduct": st.sampled_from(["transfer", "ship_to_ship", "repair", UNKNOWN]),
    "arms": st.sampled_from(["none", "heavy", UNKNOWN]),
    "contract_date": st.one_of(st.just(UNKNOWN), st.dates(date(2017, 1, 1), date(2018, 1, 1))),
    "designated_party": st.sampled_from(["no", UNKNOWN]),
    "within_cap": st.sampled_from(["yes", "no"]),
    "unit_value_usd": st.sampled_from([50, 100, 150, 501, 2500]),
}
BY_COLUMN = {
    "new": st.sampled_from([None, "yes", "no"]),
    "item": st.sampled_from([None, "coal", "passenger_car", "rug", "refined_petroleum", OTHER]),
    "civil_aircraft_part": st.sampled_from([None, True, False]),
}


@st.composite
def frames(draw):
    columns = {
        "on": DAYS,
        "hs": CODES,
        "direction": st.sampled_from([None, "to_dprk", "from_dprk", "none"]),
    }
    columns |= {
        name: BY_COLUMN[name]
        for name in draw(st.sets(st.sampled_from(sorted(BY_COLUMN)), max_size=2))
    }
    table = draw(st.lists(st.fixed_dictionaries(columns), min_size=1, max_size=12))
    free = sorted(set(ASSUMED) - set(columns))
    assume = {
        name: draw(ASSUMED[name]) for name in draw(st.sets(st.sampled_from(free), max_size=3))
    }
    return table, assume


@settings(max_examples=150, deadline=None)
@given(frames())
def test_screen_says_row_by_row_what_classify_says(drawn):
    table, assume = drawn
    frame = pd.DataFrame(table, dtype=object)
    by_column = {name: name for name in frame.columns if name not in ("on", "hs", "direction")}
    out = screen(frame, assume=assume, **by_column)
    for row, got, decision in zip(table, rows(out), out["decision"], strict=True):
        known = {name: UNKNOWN if value is None else value for name, value in row.items()}
        try:
            case = Case(**{"conduct": "transfer", "contract_date": UNKNOWN, **known, **assume})
        except KitError:
            assert got[0] == "unreadable"  # an HS code that the item does not have
            continue
        assert got == said(classify(case)), (row, assume)
        assert str(explain(decision).verdict) == got[0]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2006, 2020),
    st.integers(0, 12),
    CODES.filter(bool),
    st.sampled_from(["to_dprk", "from_dprk"]),
    st.sampled_from([{}, {"national_luxury": "no"}]),
)
def test_a_period_has_an_answer_only_if_all_its_days_have_the_same(
    year, month, hs, direction, assume
):
    text = f"{year}-{month:02}" if month else f"{year}"
    [got] = rows(
        screen(
            pd.DataFrame({"period": [text], "hs": [hs], "direction": [direction]}), assume=assume
        )
    )
    first, last = period(text)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    found = [
        classify(
            Case(
                on=day,
                conduct="transfer",
                hs=hs,
                direction=direction,
                contract_date=UNKNOWN,
                **assume,
            )
        )
        for day in days
    ]
    verdicts = {str(finding.verdict) for finding in found}
    assert got[0] == (verdicts.pop() if len(verdicts) == 1 else "undetermined")
    if {str(finding.verdict) for finding in found} > {got[0]}:
        assert "on" in got[3]
    touched = {g.id for finding in found for g in (*finding.grounds, *finding.possible)}
    assert set(got[1]) | set(got[2]) == touched


def test_a_period_names_the_days_on_which_the_answer_changes():
    out = screen(
        pd.DataFrame(
            {
                "period": ["201712", "201711", "201801", "201802"],
                "hs": ["8421"] * 4,
                "direction": ["from_dprk"] * 4,
            }
        )
    )
    assert list(out["verdict"]) == ["undetermined", "not prohibited", "undetermined", "prohibited"]
    assert list(out["hinges_on"]) == [
        "on; contract_date; notified",
        "",
        "on; contract_date; notified",
        "",
    ]
    assert (
        "2017-12-22" in out["reason"][0]
        and "2018-01-22" in out["reason"][2]
        and not out["reason"][1]
    )
    assert Decision(out["decision"][0]).changes == (date(2017, 12, 22),)


def test_the_day_of_the_contract_is_not_presumed_to_be_that_of_shipment():
    frame = pd.DataFrame(
        {
            "on": ["2018-01-10"] * 3,
            "hs": ["8504"] * 3,
            "direction": ["from_dprk"] * 3,
            "signed": ["2017-12-01", "2018-01-02", None],
        }
    )
    plain, signed = screen(frame), screen(frame, contract_date="signed", assume={"notified": "yes"})
    assert (
        plain["verdict"][0] == "undetermined" and plain["hinges_on"][0] == "contract_date; notified"
    )
    assert list(signed["verdict"]) == ["not prohibited", "prohibited", "undetermined"]
    assert screen(frame, assume={"contract_date": "2018-01-10"})["verdict"][0] == "prohibited"
    told = explain(plain["decision"][0]).explain()
    assert (
        "contract" not in plain["decision"][0]
        and "On what day was the written contract concluded?" in told
    )


# The same from every kind of frame

COMTRADE = {
    "period": [
        "202402",
        "201712",
        "2017",
        None,
        "2020",
        "201801",
        "202001",
        "2020",
        "rubbish",
        "201806",
    ],
    "reporterISO": ["RUS", "CHN", "PRK", "CHN", "CHN", "DEU", "W00", "PRK", "CHN", None],
    "partnerISO": ["PRK", "PRK", "CHN", "PRK", "KOR", None, "FRA", "PRK", "PRK", "PRK"],
    "flowCode": ["X", "X", "M", "M", "X", "X", "M", "M", "X", "M"],
    "cmdCode": ["870323", "8703", "27", "1", "8418", "301", "TOTAL", "8703", "abc", "84.21"],
    "primaryValue": [900.0, 30000.0, 12.5, None, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0],
    "qty": [1.0, 2.0, None, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 0.0],
    "qtyUnitCode": [5, 5, 8, 5, 5, 5, 5, 5, 5, 5],
    "note": ["ä", "b", "c", "d", "e", "f", "g", "h", "i", "j"],
}
ASSUME = {"national_luxury": "no"}


@pytest.fixture(scope="module")
def expected():
    return screen(pd.DataFrame(COMTRADE), assume=ASSUME)


def same(expected, columns):
    for name in (*COMTRADE, *COLUMNS):
        got = [None if pd.isna(value) else value for value in columns[name]]
        want = [None if pd.isna(value) else value for value in expected[name]]
        assert got == want, name


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
        same(expected, dict(zip(out.columns, zip(*out.fetchall()))))
        assert out.filter("verdict = 'prohibited'").aggregate("count(*)").fetchall() == [(2,)]


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


@pytest.fixture(scope="module")
def spark():
    """A real local session. Where PySpark and Java are asked for, their absence is an error."""
    if not os.environ.get("SANCTIONSLAB_REQUIRE_SPARK"):
        pytest.importorskip(
            "pyspark",
            reason="PySpark is an extra: python -m pip install 'sanctionslab[spark]', with Java 17 or later",
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PySpark 4.3 warns of pandas 3
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()
        )
        yield session
        session.stop()


def test_spark(expected, spark):
    schema = (
        "period string, reporterISO string, partnerISO string, flowCode string, cmdCode string, primaryValue double, "
        "qty double, qtyUnitCode long, note string"
    )
    frame = spark.createDataFrame(list(zip(*COMTRADE.values())), schema).repartition(3)
    out = screen(frame, assume=ASSUME)
    assert type(out) is type(frame) and out.columns == [*COMTRADE, *COLUMNS]
    found = sorted(
        (row.asDict() for row in out.collect()), key=lambda row: COMTRADE["note"].index(row["note"])
    )
    same(expected, {name: [row[name] for row in found] for name in out.columns})
    plan = out._jdf.queryExecution().executedPlan().toString()
    assert "Python" not in plan and "Arrow" not in plan, "rows were shipped to Python"


def test_spark_takes_dates_and_moments(spark):
    frame = spark.sql(
        "select date '2018-06-01' as on, timestamp '2017-06-01 12:00:00' as moment, 842139 as hs, 'from_dprk' as direction"
    )
    assert screen(frame).first()["verdict"] == "prohibited"
    assert screen(frame, on="moment").first()["verdict"] == "not prohibited"


@pytest.mark.parametrize(
    "days",
    [
        pd.Series(["2018-06-01", None], dtype="datetime64[ns]"),
        pd.Series(pd.to_datetime(["2018-06-01 23:30", None])).dt.tz_localize("Asia/Seoul"),
        pd.Series([date(2018, 6, 1), None], dtype=object),
        pd.Series([201806, None], dtype="float"),
        pd.Series([20180601, None], dtype="Int64"),
        pd.Series(["2018-06", None], dtype="str"),
        pd.Series(["2018-06", None], dtype="category"),
        pd.Series(pd.PeriodIndex(["2018-06", None], freq="M")),
        pd.Series([date(2018, 6, 1), None], dtype=pd.ArrowDtype(pa.date32())),
        pd.Series(pd.to_datetime(["2018-06-01 23:30", None]))
        .dt.tz_localize("Asia/Seoul")
        .astype(pd.ArrowDtype(pa.timestamp("us", "Asia/Seoul"))),
    ],
    ids=lambda series: str(series.dtype),
)
def test_dates_of_every_type(days):
    frame = pd.DataFrame({"on": days, "hs": [842139, 842139], "direction": "from_dprk"})
    out = screen(frame)
    assert list(out["verdict"]) == ["prohibited", "undetermined"]
    assert (
        out["reason"][1] == "the date is missing"
        and out["hinges_on"][1] == "on; contract_date; notified"
    )
    if str(days.dtype) not in ("object", "period[M]"):
        assert screen(pl.from_pandas(frame))["verdict"].to_list() == ["prohibited", "undetermined"]
        assert screen(pa.Table.from_pandas(frame))["verdict"].to_pylist() == [
            "prohibited",
            "undetermined",
        ]


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


WIDE = [
    name
    for name, described in facts().items()
    if described.type in ("yes/no", "choice") and name != "direction"
][:20]
CELLS = {name: [None, "unknown", *(facts()[name].values or ("yes", "no"))] for name in WIDE}


def wide_frame(count, seed):
    rng = np.random.default_rng(seed)
    columns = {
        name: rng.choice(np.array(values, object), count).tolist() for name, values in CELLS.items()
    }
    return pd.DataFrame(
        {
            "on": rng.choice(["2017-10-01", "2024-02-18"], count),
            "hs": rng.choice(["8703", "2710", "0303"], count),
            "direction": rng.choice(["to_dprk", "from_dprk"], count),
            **columns,
        },
        dtype=object,
    )


@pytest.mark.parametrize("columns", [len(WIDE), 9])
def test_many_columns_of_facts(columns):
    """More combinations than a whole number of 64 bits can tell apart, in frames that follow each other under one plan."""
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


def test_many_columns_of_many_unreadable_texts():
    frame = pd.DataFrame(
        {
            name: [f"{name}{n}" for n in range(70_000)]
            for name in ("on", "hs", "direction", "new", "livelihood")
        }
    )
    out = screen(frame, new="new", livelihood="livelihood")
    assert set(out["verdict"]) == {"unreadable"} and all(
        str(n) in reason for n, reason in enumerate(out["reason"])
    )


def test_many_columns_of_facts_on_spark(spark):
    frame = wide_frame(60, 3)
    out = screen(
        spark.createDataFrame(
            list(frame.assign(row=range(60)).itertuples(index=False, name=None)),
            ", ".join(f"`{name}` string" for name in frame.columns) + ", row int",
        ).repartition(3),
        **{n: n for n in WIDE},
    )
    found, wanted = out.orderBy("row").collect(), screen(frame, **{n: n for n in WIDE})
    for name in COLUMNS:
        assert [row[name] for row in found] == wanted[name].tolist()


# Reading


@pytest.mark.parametrize(
    "raw, digits",
    [
        ("8703", "8703"),
        (8703, "8703"),
        (8703.0, "8703"),
        ("87.03", "8703"),
        ("8703.21", "870321"),
        ("8703.21.90", "870321"),
        (101, "0101"),
        ("101", "0101"),
        ("101.21", "010121"),
        (1, "01"),
        ("0101", "0101"),
        ("8703219010", "870321"),
        (803901, "803901"),
        ("8703.0", "8703"),
        (" 8703 ", "8703"),
        ("'0303", "0303"),
        ('="0303"', "0303"),
        (' ="870323" ', "870323"),
        ("", None),
        (None, None),
        (float("nan"), None),
        ("nan", None),
        (10121, "010121"),
    ],
)
def test_hs_codes_as_people_write_them(raw, digits):
    assert code(raw) == digits


@pytest.mark.parametrize(
    "raw",
    [
        "TOTAL",
        "87o3",
        "8703.2",
        8703.1,
        "77",
        "00",
        "12345678901",
        "-8703",
        "+8703",
        "٨٧٠٣",
        "AG2",
        float("inf"),
        ["8703"],
    ],
)
def test_what_is_no_hs_code(raw):
    with pytest.raises(ValueError, match="is no HS code"):
        code(raw)


def test_a_lost_zero_is_put_back_only_where_that_gives_a_heading():
    """Chapters 01 to 09 end with the headings 0106, 0210, 0309, 0410, 0511, 0604, 0714, 0814 and 0910."""
    last = {1: 106, 2: 210, 3: 309, 4: 410, 5: 511, 6: 604, 7: 714, 8: 814, 9: 910}
    for n in range(100, 1000):
        for raw in (str(n), n, float(n), f"{n}21"):
            if n % 100 and n <= last[n // 100]:
                assert code(raw) == f"0{raw}"[:6].removesuffix(".0")
            else:
                with pytest.raises(
                    ValueError,
                    match=f"is no HS code: it has [35] digits, and no heading 0{n} exists.*write 2, 4 or 6 digits",
                ):
                    code(raw)
    cars = pd.DataFrame(
        {
            "on": "2018-06-01",
            "hs": ["870", "87032", "870.32", "0870", "101"],
            "direction": "to_dprk",
        }
    )
    assert list(screen(cars, assume=ASSUME)["verdict"]) == [
        "unreadable",
        "unreadable",
        "unreadable",
        "not prohibited",
        "not prohibited",
    ]


def test_photocopiers_of_an_old_edition():
    row = {"on": ["2018-06-01"] * 3, "hs": ["900912", "9009", "9008"], "direction": ["to_dprk"] * 3}
    for frame in (pd.DataFrame(row), pl.DataFrame(row)):
        out = screen(frame, assume=ASSUME)
        assert list(out["verdict"]) == ["prohibited", "prohibited", "not prohibited"]
        assert (
            "HS 900912 is of an edition before 2007; photocopiers are read as 8443"
            in out["reason"][0]
            and not out["reason"][2]
        )


def test_numbers_of_32_bits_are_read_as_they_are_written():
    frame = pd.DataFrame(
        {
            "on": "2018-06-01",
            "direction": "from_dprk",
            "hs": pd.Series([8703.23, 8703.2], dtype="float32"),
        }
    )
    for each in (
        frame,
        frame.astype({"hs": "Float32"}),
        pl.from_pandas(frame),
        pa.Table.from_pandas(frame),
    ):
        out = screen(each)
        assert "hs=8703" in str(out["decision"][0]) and str(out["reason"][1]).startswith(
            "hs: 8703.2 is no HS code"
        )


@pytest.mark.parametrize("raw", ["8703219", 1012100, 1012100.0, "870321901", "101210000"])
def test_seven_or_nine_digits_can_be_read_in_two_ways(raw):
    with pytest.raises(
        ValueError,
        match="a leading zero was lost, or (one|three) national digits? follows? the six; give the first six digits",
    ):
        code(raw)
    frame = pd.DataFrame(
        {"on": ["2018-06-01"] * 2, "hs": [raw, "842139"], "direction": ["from_dprk"] * 2},
        dtype=object,
    )
    assert list(screen(frame)["verdict"]) == ["unreadable", "prohibited"]


def test_decimals_of_a_typed_column_are_no_digits_of_a_code():
    codes = pa.array([8703, 842139], pa.int64()).cast(pa.decimal128(21, 2))
    table = pa.table({"on": ["2018-06-01"] * 2, "hs": codes, "direction": ["from_dprk"] * 2})
    for frame in (table, pl.from_arrow(table), table.to_pandas()):
        assert not any("hs=870300" in str(decision) for decision in screen(frame)["decision"])
        assert list(map(str, screen(frame)["verdict"])) == ["not prohibited", "prohibited"]


def test_text_with_a_sign_is_bad_among_good_codes_too():
    out = screen(
        pl.DataFrame(
            {"on": ["2018-06-01"] * 2, "hs": ["842139", "+42139"], "direction": ["from_dprk"] * 2}
        )
    )
    assert out["verdict"].to_list() == ["prohibited", "unreadable"]


@pytest.mark.parametrize(
    "raw, first, last",
    [
        ("2024-02-18", "2024-02-18", "2024-02-18"),
        (20240218, "2024-02-18", "2024-02-18"),
        ("202402", "2024-02-01", "2024-02-29"),
        (2024, "2024-01-01", "2024-12-31"),
        ("2024.0", None, None),
        (2024.0, "2024-01-01", "2024-12-31"),
        ("2024Q1", "2024-01-01", "2024-03-31"),
        ("2024-02-18T10:00:00Z", "2024-02-18", "2024-02-18"),
        ("18/02/2024", None, None),
        ("202413", None, None),
        ("2023-02-29", None, None),
        (24, None, None),
        ("18.02.2024", "2024-02-18", "2024-02-18"),
        ("8.2.2024", "2024-02-08", "2024-02-08"),
        ("2024/02/18", "2024-02-18", "2024-02-18"),
        ("2024/2/8 10:00", "2024-02-08", "2024-02-08"),
        ("2024-2-8", "2024-02-08", "2024-02-08"),
        ("2024M02", "2024-02-01", "2024-02-29"),
        ("2024-M2", "2024-02-01", "2024-02-29"),
        ("02/18/2024", None, None),
        ("8-2-2024", None, None),
        ("18.02.24", None, None),
        ("30.02.2024", None, None),
        ("2024M13", None, None),
        ("2024/13/1", None, None),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("2024/2", "2024-02-01", "2024-02-29"),
        ("2017/12", "2017-12-01", "2017-12-31"),
        ("12/2017", "2017-12-01", "2017-12-31"),
        ("2/2024", "2024-02-01", "2024-02-29"),
        ("13/2017", None, None),
        ("2017/00", None, None),
        ("'2024-02", "2024-02-01", "2024-02-29"),
        ('="2024"', "2024-01-01", "2024-12-31"),
        (pd.Period("2018", "Y-MAR"), "2017-04-01", "2018-03-31"),
        (pd.Period("2018-06-06", "W"), "2018-06-04", "2018-06-10"),
        (pd.Period("2018Q1", "Q-MAR"), "2017-04-01", "2017-06-30"),
    ],
)
def test_periods_as_people_write_them(raw, first, last):
    if first is None:
        with pytest.raises(
            ValueError,
            match="first: 2024-02-18"
            if re.fullmatch(r"\d+([/-])\d+\1\d{4}", str(raw))
            else "no day, month or year",
        ):
            period(raw)
    else:
        assert period(raw) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("raw", ["2011/12", "2007/08", "2009/10"])
def test_a_year_that_may_run_into_the_next_is_no_month(raw):
    with pytest.raises(
        ValueError, match="may be a month, or a year that runs into the next; write the month as 20"
    ):
        period(raw)


def test_fiscal_years_of_pandas():
    frame = pd.DataFrame(
        {
            "on": pd.PeriodIndex(["2018", "2019", None], freq="Y-MAR"),
            "hs": "8421",
            "direction": "from_dprk",
        }
    )
    out = screen(frame)
    assert (
        list(out["verdict"]) == ["undetermined", "prohibited", "undetermined"]
        and "2017-12-22" in out["reason"][0]
    )
    assert "on=2017-04-01..2018-03-31;" in out["decision"][0]


@pytest.mark.parametrize(
    "reporter, partner, flow, direction",
    [
        ("CHN", "PRK", "X", "to_dprk"),
        ("CHN", "PRK", "M", "from_dprk"),
        ("PRK", "CHN", "M", "to_dprk"),
        ("PRK", "CHN", "X", "from_dprk"),
        (156, 408, "RX", "to_dprk"),
        ("China", "Dem. People's Rep. of Korea", "Import", "from_dprk"),
        ("CHN", "PRK", None, "unknown"),
        ("CHN", "RUS", "X", "none"),
        ("KOR", "RUS", "X", "none"),
        ("CHN", "W00", "X", "unknown|none"),
        (None, "RUS", "X", "unknown|none"),
        (None, "PRK", "X", "to_dprk"),
        ("PRK", "W00", "X", "from_dprk"),
        ("NA", "ZA", "X", "none"),
        ("410", "408.0", "X", "to_dprk"),
    ],
)
def test_direction_from_the_two_sides_and_the_flow(reporter, partner, flow, direction):
    frame = pd.DataFrame(
        {
            "on": ["2018"],
            "hs": ["8703"],
            "reporterISO": [reporter],
            "partnerISO": [partner],
            "flowCode": [flow],
        },
        dtype=object,
    )
    assert f"direction={direction};" in screen(frame)["decision"][0]


def sided(reporter, partner, flow="X"):
    """The direction that the decision names, and the reason, for a row with these two sides."""
    frame = pd.DataFrame(
        {
            "on": ["2018-06-01"],
            "hs": ["0101"],
            "reporterDesc": [reporter],
            "partnerDesc": [partner],
            "flowCode": [flow],
        },
        dtype=object,
    )
    out = screen(frame)
    return re.search("direction=([^;]+);", out["decision"][0])[1], out["reason"][0]


DPRK = [
    "Korea (North)",
    "North Korea (DPRK)",
    "Korea, DPR",
    "N. Korea",
    "Democratic Peoples Republic of Korea",
    "Dem. People’s Rep. of Korea",
    "KP",
    "prk",
    "Korea (the Democratic People's Republic of)",
    "Nordkorea",
    "Corée du Nord",
    "COREE DU NORD",
    "Corea del Norte",
    "КНДР",
    "Северная Корея",
    "朝鲜",
    "북한",
    "كوريا الشمالية",
    "République populaire démocratique de Corée",
    "República Popular Democrática de Corea",
    "'408",
    "0408",
    408,
    408.0,
    " D.P.R.K. ",
    "Korea, Dem. People's Rep.",
    "Korea,Democratic People's Republic of",
    "Demokratische Volksrepublik Korea",
    "north  korea",
    "North-Korea",
]
OTHERS = [
    "China",
    "Rep. of Korea",
    "Korea, Republic of",
    "KOREA (SOUTH)",
    "ROK",
    "USA",
    842,
    "251",
    757,
    "699",
    579,
    "4",
    "NA",
    "Namibia",
    "Côte d'Ivoire",
    "Cote d’Ivoire",
    "Dem. Rep. of the Congo",
    "Russian Federation",
    "UK",
    "Türkiye",
    "Viet Nam",
    "Lao People's Dem. Rep.",
    "Europe EU, nes",
    "Bosnia & Herzegovina",
]
GROUPS = [
    "World",
    "W00",
    0,
    "000",
    "Areas, nes",
    "_X",
    899,
    "Bunkers",
    "Special Categories",
    "Free Zones",
    "Other Asia, nes",
    "S19",
    "Korea",
    "Unspecified",
    "Asia",
]
NOBODY = [
    "-",
    "n.a.",
    "?",
    "Nordkoreanisch",
    "North",
    "People's Republic",
    "5790",
    "109",
    "DPRK/China",
    "the",
    "confidential",
]


@pytest.mark.parametrize(
    "name, direction",
    [
        *((n, "to_dprk") for n in DPRK),
        *((n, "none") for n in OTHERS),
        *((n, "unknown|none") for n in GROUPS + NOBODY),
    ],
)
def test_a_side_by_any_usual_name_letters_or_number(name, direction):
    got, reason = sided("China", name)
    assert got == direction
    assert ("is not recognised as a country" in reason) == (name in NOBODY) and (
        name not in NOBODY or f'partnerDesc: "{name}"' in reason
    )
    assert ("does not concern the DPRK" in reason) == (direction == "none")
    assert (
        sided(name, "PRK", "M")[0]
        == {"to_dprk": "unknown", "none": "from_dprk", "unknown|none": "from_dprk"}[direction]
        if name not in DPRK
        else True
    )


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=12),
        st.integers(-5, 99999),
        st.sampled_from(DPRK + OTHERS).map(lambda name: f"{name}!x"),
    ),
    st.booleans(),
)
def test_no_side_is_cleared_that_is_not_in_the_list(name, first):
    with data_path("countries.csv").open(encoding="utf-8", newline="") as file:
        listed = {
            text
            for row in csv.DictReader(file)
            if row["kind"] != "group" and row["key"] != "PRK"
            for text in (row["key"], row["iso2"], *row["m49"].split(";"), *row["names"].split(";"))
        }
    letters = {"".join(filter(str.isalnum, text.casefold().lstrip("0"))) for text in listed}
    got, reason = sided(name, "RUS") if first else sided("RUS", name)
    if got == "none":
        assert (
            "".join(filter(str.isalnum, str(name).casefold().lstrip("0"))) in letters
            or not str(name).isascii()
        )


def test_every_name_in_the_list_of_countries_means_one_thing():
    with data_path("countries.csv").open(encoding="utf-8", newline="") as file:
        rows_ = list(csv.DictReader(file))
    kinds = {row["key"]: row["kind"] for row in rows_}
    assert (
        sum(kind == "country" for kind in kinds.values()) > 249
        and kinds["PRK"] == "country"
        and kinds["W00"] == "group"
    )
    names = [
        (name, row)
        for row in rows_
        for name in (row["key"], row["iso2"], *row["m49"].split(";"), *row["names"].split(";"))
        if name
    ]
    frame = pd.DataFrame(
        {
            "on": "2018-06-01",
            "hs": "0101",
            "reporter": "RUS",
            "partner": [name for name, _ in names],
            "flow": "X",
        }
    )
    out = screen(frame, reporter="reporter", partner="partner", flow="flow")
    wanted = {"country": "none", "region": "none", "group": "unknown|none"}
    for (name, row), decision in zip(names, out["decision"], strict=True):
        assert (
            f"direction={'to_dprk' if row['key'] == 'PRK' else wanted[row['kind']]};" in decision
        ), name


def test_columns_that_interfaces_leave_empty_are_filled_from_those_beside_them():
    row = {
        "period": ["201806"],
        "cmdCode": ["8421"],
        "reporterCode": [156],
        "reporterISO": [None],
        "reporterDesc": [None],
        "partnerCode": [408],
        "partnerISO": [None],
        "partnerDesc": [None],
        "flowCode": ["X"],
    }
    assert screen(pd.DataFrame(row))["verdict"][0] == "prohibited"
    assert reading(pd.DataFrame(row))["columns"]["partner"] == (
        "partnerCode",
        "partnerISO",
        "partnerDesc",
    )
    assert reading(pd.DataFrame(row))["columns"]["flow"] == "flowCode"


BESIDE = (
    pd.DataFrame(
        [
            # partnerCode, partnerISO, partnerDesc, flowCode, flowDesc, partner2ISO; direction; words of the reason
            (408, "PRK", "Dem. People's Rep. of Korea", "X", "Export", "W00", "to_dprk", ""),
            (None, "PRK", None, None, "Import", None, "from_dprk", ""),
            (None, None, "North Korea", "DX", "Domestic Export", None, "to_dprk", ""),
            (410, None, "Rep. of Korea", "X", None, "CHN", "none", "does not concern the DPRK"),
            (
                410,
                "PRK",
                None,
                "X",
                None,
                None,
                "unknown|none",
                "partnerCode and partnerISO contradict each other",
            ),
            (
                408,
                "KOR",
                "Rep. of Korea",
                "X",
                None,
                None,
                "unknown|none",
                "partnerCode and partnerISO and partnerDesc contradict each other",
            ),
            (
                0,
                "PRK",
                None,
                "X",
                None,
                None,
                "unknown|none",
                "partnerCode and partnerISO contradict each other",
            ),
            (
                410,
                None,
                "Nordkoreanisch",
                "X",
                None,
                None,
                "unknown|none",
                'partnerDesc: "Nordkoreanisch" is not recognised as a country',
            ),
            (408, None, "Nordkoreanisch", "X", None, None, "to_dprk", ""),
            (
                408,
                None,
                None,
                "X",
                "Import",
                None,
                "unknown",
                "flowCode and flowDesc contradict each other",
            ),
            (410, None, None, "X", "Import", None, "none", "does not concern the DPRK"),
            (
                410,
                None,
                None,
                "X",
                None,
                "PRK",
                "unknown|none",
                "partner2ISO: the DPRK is the second partner",
            ),
            (
                None,
                None,
                None,
                "X",
                None,
                "PRK",
                "unknown|none",
                "partner2ISO: the DPRK is the second partner",
            ),
            (408, None, None, "X", None, "PRK", "to_dprk", ""),
            (410, None, None, "X", None, "Nordkoreanisch", "none", "does not concern the DPRK"),
            (None, None, None, "X", None, None, "unknown|none", "a side is missing"),
        ],
        columns=[
            "partnerCode",
            "partnerISO",
            "partnerDesc",
            "flowCode",
            "flowDesc",
            "partner2ISO",
            "way",
            "words",
        ],
    )
    .assign(period="201806", cmdCode="0101", reporterISO="CHN")
    .astype({"partnerCode": "Int64"})
)


def check_beside(decisions, reasons):
    for want, words, decision, reason in zip(
        BESIDE["way"], BESIDE["words"], decisions, reasons, strict=True
    ):
        assert f"direction={want};" in decision and (
            reason.startswith(words) if words else not reason
        ), (want, words, decision, reason)


def test_columns_about_one_side_are_read_together():
    frame = BESIDE.drop(columns=["way", "words"])
    table = pa.Table.from_pandas(frame)
    for each in (frame, table, pl.from_arrow(table)):
        out = screen(each)
        check_beside(list(map(str, out["decision"])), list(map(str, out["reason"])))
    out = screen(dask.dataframe.from_pandas(frame, npartitions=3), assume={}).compute(
        scheduler="sync"
    )
    check_beside(out["decision"], out["reason"])
    alone = screen(frame, partner="partnerCode", flow="flowCode")
    assert (
        "direction=none;" in alone["decision"][4] and "direction=to_dprk;" in alone["decision"][9]
    )
    assert (
        "direction=from_dprk;"
        in screen(frame, reporter="partnerCode", assume={"partner": "CHN"})["decision"][0]
    )


def test_columns_about_one_side_are_read_together_on_spark(spark):
    frame = BESIDE.drop(columns=["way", "words"]).astype(object)
    rows_ = [
        (n, *(None if pd.isna(value) else value for value in row))
        for n, row in enumerate(frame.itertuples(index=False, name=None))
    ]
    out = screen(
        spark.createDataFrame(
            rows_,
            "row int, "
            + ", ".join(f"{n} {'int' if n == 'partnerCode' else 'string'}" for n in frame.columns),
        )
    )
    found = out.orderBy("row").collect()
    check_beside([row["decision"] for row in found], [row["reason"] for row in found])


def test_two_columns_that_could_hold_the_code_are_refused():
    frame = pd.DataFrame(
        {"on": ["2018-06-01"], "hs": ["0101"], "cmdCode": ["8703"], "direction": ["to_dprk"]}
    )
    with pytest.raises(
        KitError,
        match=r'hs: "hs" and "cmdCode" could both hold the HS code. Name the one that does \(hs="hs" or --hs hs\)',
    ):
        screen(frame)
    with pytest.raises(KitError, match="could both hold"):
        screen(frame.rename(columns={"hs": "CMDCODE"}))
    assert (
        "hs=01" in screen(frame, hs="hs")["decision"][0]
        and "hs=8703" in screen(frame, hs="cmdCode")["decision"][0]
    )


def test_usual_names_are_found_whatever_their_case():
    frame = pd.DataFrame(
        {
            "Period": ["201806"],
            "CMDCODE": ["8421"],
            "ReporterIso": ["CHN"],
            "PARTNERISO": ["PRK"],
            "FlowCode": ["X"],
        }
    )
    assert reading(frame)["columns"] == {
        "on": "Period",
        "hs": "CMDCODE",
        "reporter": "ReporterIso",
        "partner": "PARTNERISO",
        "flow": "FlowCode",
    }
    assert reading(frame.assign(date="2018-06-01", on="x"))["columns"]["on"] == "on"


def test_a_table_that_tells_no_direction_is_refused():
    frame = pd.DataFrame({"on": ["2018-06-01"], "hs": ["8418"], "flowCode": ["M"]})
    with pytest.raises(
        KitError,
        match="direction: no column found that tells it.*--reporter and --partner.*--assume direction=unknown",
    ):
        screen(frame)
    out = screen(frame, assume={"direction": "unknown"})
    assert out["verdict"][0] == "prohibited" and out["decision"][0].endswith(
        ";assume:direction=unknown"
    )


def test_a_direction_that_is_missing_is_said_to_be():
    out = screen(
        pd.DataFrame(
            {
                "on": ["2018-06-01"] * 3,
                "hs": ["8418"] * 3,
                "direction": [None, "unknown", "to_dprk"],
            }
        )
    )
    assert list(out["reason"]) == ["the direction is missing", "", ""] and set(out["verdict"]) == {
        "prohibited"
    }


@pytest.mark.parametrize(
    "columns, assume, direction",
    [
        ({"partner": "PRK", "flow": "X"}, {"reporter": "CHN"}, "to_dprk"),
        ({"partner": "RUS", "flow": "X"}, {"reporter": 156}, "none"),
        ({"partner": "W00"}, {"reporter": "CHN", "flow": "X"}, "unknown|none"),
        ({"partner": "PRK"}, {"flow": "M"}, "from_dprk"),
        ({"flow": "M"}, {"reporter": "North Korea"}, "to_dprk"),
        ({}, {"reporter": "CHN", "partner": "PRK", "flow": "M"}, "from_dprk"),
        ({}, {"reporter": "CHN", "partner": "PRK"}, "unknown"),
    ],
)
def test_sides_and_flow_can_be_assumed(columns, assume, direction):
    row = {
        "on": ["2018-06-01"],
        "hs": ["0101"],
        **{name: [value] for name, value in columns.items()},
    }
    for frame in (pd.DataFrame(row), pl.DataFrame(row)):
        out = screen(frame, assume=assume, **{name: name for name in columns})
        assert (
            f"direction={direction};" in out["decision"][0] and "reporter" not in out["decision"][0]
        )
        assert str(explain(out["decision"][0]).verdict) == out["verdict"][0]


@pytest.mark.parametrize(
    "classification, readable",
    [
        ("H0", True),
        ("H6", True),
        ("hs", True),
        ("HS2017", True),
        (None, True),
        ("", True),
        ("S1", False),
        ("S4", False),
        ("B5", False),
        ("EB", False),
        ("H7", False),
    ],
)
def test_codes_of_another_classification_are_no_hs_codes(classification, readable):
    row = {
        "on": ["2018-06-01"] * 2,
        "hs": ["8421"] * 2,
        "direction": ["from_dprk"] * 2,
        "classificationCode": ["H5", classification],
    }
    for frame in (
        pd.DataFrame(row),
        pl.DataFrame(row),
        pd.DataFrame(row).rename(columns={"classificationCode": "Classification"}),
    ):
        out = screen(frame)
        assert list(out["verdict"]) == ["prohibited", "prohibited" if readable else "unreadable"]
        assert readable or "is not the Harmonized System" in out["reason"][1]
    assert (
        list(
            screen(
                pd.DataFrame(row).rename(columns={"classificationCode": "c"}), classification="c"
            )["verdict"]
        )[1]
        == out["verdict"][1]
    )


LAST = json.loads(data_path("datapackage.json").read_text(encoding="utf-8"))["asOf"]


@pytest.mark.parametrize(
    "text, note",
    [
        (LAST, ""),
        (str(int(LAST[:4]) + 1), "the period ends"),
        ("2090-01-01", "the date is"),
        ("209001", "the period ends"),
        ("2018-06-01", ""),
        (str(date.fromisoformat(LAST) + timedelta(1)), "the date is"),
    ],
)
def test_a_date_after_the_state_of_the_data_gets_its_verdict_and_a_note(text, note):
    frame = pd.DataFrame(
        {"on": [text, "2018-06-01"], "hs": ["8421"] * 2, "direction": ["to_dprk"] * 2}
    )
    frames_ = [frame, pl.from_pandas(frame), pa.Table.from_pandas(frame)]
    if len(text) == 10:
        frames_ += [
            frame.assign(on=pd.to_datetime(frame["on"])),
            pl.from_pandas(frame.assign(on=pd.to_datetime(frame["on"]))),
        ]
    for each in frames_:
        out = screen(each)
        assert list(map(str, out["verdict"])) == ["prohibited"] * 2
        assert list(map(str, out["reason"])) == [
            f"{note} later than the state of this data, {facts()['on'].words(date.fromisoformat(LAST))}"
            if note
            else "",
            "",
        ]


def test_a_row_that_may_not_concern_the_dprk_is_never_prohibited():
    frame = pd.DataFrame(
        {
            "on": ["2018-06-01"] * 2,
            "hs": ["8418"] * 2,
            "reporterISO": ["CHN"] * 2,
            "partnerISO": ["W00", "PRK"],
            "flowCode": ["X", None],
        }
    )
    out = screen(frame)
    assert list(out["verdict"]) == [
        "undetermined",
        "prohibited",
    ]  # barred both ways, if it is trade with the DPRK
    assert out["hinges_on"][0] == "direction"


def test_missing_is_unknown_and_never_no():
    good = {"on": "2018-06-01", "hs": "8421", "direction": "from_dprk"}
    for name in good:
        [got] = rows(screen(pd.DataFrame([{**good, name: None}], columns=list(good), dtype=object)))
        assert got == said(
            classify(Case(**{**good, name: UNKNOWN}, conduct="transfer", contract_date=UNKNOWN))
        )
        assert got[0] != "not prohibited"


def test_a_code_too_short_to_decide_says_so():
    out = screen(
        pd.DataFrame(
            {
                "on": ["2018-06-01"] * 4,
                "hs": ["27", "2710", "87", "2701"],
                "direction": ["from_dprk"] * 4,
            }
        )
    )
    assert list(out["verdict"]) == [
        "undetermined",
        "not prohibited",
        "undetermined",
        "undetermined",
    ]
    assert ["too short" in reason for reason in out["reason"]] == [
        True,
        False,
        True,
        False,
    ]  # 8710 may be a tank


def test_a_short_code_says_so_under_a_changed_law_and_with_assumptions_too():
    rows = pd.DataFrame({"on": ["2018-06-01"], "hs": ["27"], "direction": ["from_dprk"]})
    for law in (sl.law().without(2094), sl.law().only(2371, 2397)):
        out = screen(rows, law=law, assume={"committee_approval": "no"})
        assert out["verdict"][0] == "undetermined" and "27 is too short" in out["reason"][0]
    assert (
        explain("on=2017-06-01;direction=to_dprk;conduct=transfer;hs=5701;unit_value_usd=500<")
        .explain()
        .count("above 500")
        == 1
    )


def test_goods_that_are_not_specified_are_unknown():
    out = screen(pd.DataFrame({"on": ["2018-06-01"], "hs": ["999999"], "direction": ["to_dprk"]}))
    assert out["verdict"][0] == "undetermined" and "HS 999999" in out["reason"][0]


@pytest.mark.parametrize(
    "value, quantity, unit, verdict",
    [
        (3000, 1, "u", "prohibited"),
        (1999, 1, "u", "not prohibited"),
        (2000, 1, "u", "not prohibited"),
        (30000, 10, "u", "prohibited"),
        (3000, 10, "u", "undetermined"),
        (3000, 1, "kg", "undetermined"),
        (3000, 0, "u", "undetermined"),
        (None, 1, "u", "undetermined"),
        (0, 1, "u", "undetermined"),
        (-3000, -1, "u", "undetermined"),
        (1500, 0.5, "u", "undetermined"),
        (1500, 0.001, "u", "undetermined"),
    ],
)
def test_the_value_of_one_thing_only_where_value_and_quantity_allow_it(
    value, quantity, unit, verdict
):
    row = {
        "on": ["2017-01-01"],
        "direction": ["to_dprk"],
        "primaryValue": [value],
        "qty": [quantity],
        "qtyUnitAbbr": [unit],
        "what": ["snowmobile"],
    }
    for frame in (pd.DataFrame(row), pl.DataFrame(row)):
        assert list(screen(frame, item="what", assume=ASSUME)["verdict"]) == [verdict]


COUNTED = [
    (False, True),
    (True, False),
    ("false", True),
    ("True", False),
    ("FALSE", True),
    (0, True),
    (1, False),
    ("perhaps", False),
    (None, True),
    ("", True),
]


def estimates(kind):
    marks, counted = zip(
        *(
            (mark, counted)
            for mark, counted in COUNTED
            if kind is object or mark is None or type(mark) is kind
        )
    )
    table = pd.DataFrame(
        {
            "on": "2017-01-01",
            "direction": "to_dprk",
            "primaryValue": 30000.0,
            "qty": 10,
            "qtyUnitAbbr": "u",
            "what": "snowmobile",
            "isQtyEstimated": pd.Series(marks, dtype=object),
        }
    )
    return table, ["prohibited" if one else "undetermined" for one in counted]


@pytest.mark.parametrize("kind", [object, bool, str, int])
def test_a_quantity_that_was_estimated_is_no_count(kind):
    table, wanted = estimates(kind)
    assert list(screen(table, item="what", assume=ASSUME)["verdict"]) == wanted
    if kind is not object:
        whole = pa.Table.from_pandas(table)
        for frame in (whole, pl.from_arrow(whole)):
            assert list(map(str, screen(frame, item="what", assume=ASSUME)["verdict"])) == wanted
    other = screen(
        table.rename(columns={"qty": "n"}),
        item="what",
        value="primaryValue",
        quantity="n",
        quantity_unit="qtyUnitAbbr",
        assume=ASSUME,
    )
    assert set(other["verdict"]) == {"prohibited"}


def test_units_on_spark_are_what_they_are_elsewhere(spark):
    cells = list(
        product(
            [0.0, 30000.0, 3000.0],
            [0.5, 1.0, 10.0, None],
            ["5", "'5", "kg", " u "],
            [True, False, None],
        )
    )
    rows_ = [("2017-01-01", "to_dprk", "snowmobile", n, *cell) for n, cell in enumerate(cells)]
    frame = spark.createDataFrame(
        rows_,
        "on string, direction string, what string, row int, primaryValue double, qty double, qtyUnitAbbr string, "
        "isQtyEstimated boolean",
    )
    wanted = screen(
        pd.DataFrame(rows_, columns=frame.columns).astype({"isQtyEstimated": object}),
        item="what",
        assume=ASSUME,
    )
    assert [
        row["verdict"] for row in screen(frame, item="what", assume=ASSUME).orderBy("row").collect()
    ] == wanted["verdict"].tolist()
    assert (
        wanted["verdict"].value_counts()["prohibited"] == 2 * 3 * 3
    )  # one or ten things that are dear enough, counted and not estimated


VALUES = {
    "primaryValue": [
        "3000",
        "1200,00",
        "1,200.00",
        "USD 1200",
        "1.200",
        "1,200",
        "1.2e3",
        " 1200.50 ",
        "",
        None,
        "nan",
        "0.500",
        "3000",
        "12345.678",
        "3000",
    ],
    "qty": ["1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "one", "1", "1.000"],
}
NOTES = {n: "primaryValue: no plain number; write it as 1200.50" for n in (1, 2, 3)} | {
    n: "primaryValue: thousands or decimals? write 1200 or 1.2000" for n in (4, 5)
}
NOTES |= {12: "qty: no plain number", 14: "qty: thousands or decimals?"}


def check_values(out):
    """`out` holds the added columns of VALUES with a snowmobile, of which 2094 bars those worth more than 2,000 dollars each."""
    for n, (verdict, reason) in enumerate(zip(out["verdict"], out["reason"], strict=True)):
        assert verdict == (
            "prohibited"
            if n in (0, 13)
            else "not prohibited"
            if n in (6, 7, 11)
            else "undetermined"
        ), n
        assert str(reason).startswith(NOTES[n]) if n in NOTES else not reason, n


def values_frame():
    n = len(VALUES["qty"])
    return pa.table(
        {
            "on": ["2017-01-01"] * n,
            "direction": ["to_dprk"] * n,
            **VALUES,
            "qtyUnitAbbr": ["u"] * n,
            "what": ["snowmobile"] * n,
            "row": list(range(n)),
        }
    )


def test_text_that_is_no_plain_number_is_unknown_and_said_to_be():
    table = values_frame()
    with duckdb.connect() as connection:
        relation = screen(connection.from_arrow(table), item="what", assume=ASSUME)
        check_values(dict(zip(relation.columns, zip(*relation.order("row").fetchall()))))
    for frame in (
        table,
        pl.from_arrow(table),
        table.to_pandas(),
        table.to_pandas(types_mapper=pd.ArrowDtype),
    ):
        out = screen(frame, item="what", assume=ASSUME)
        check_values({name: list(map(str, out[name])) for name in COLUMNS})
    check_values(
        screen(pl.from_arrow(table).lazy(), item="what", assume=ASSUME)
        .collect()
        .to_dict(as_series=False)
    )
    check_values(
        screen(
            dask.dataframe.from_pandas(table.to_pandas(), npartitions=2), item="what", assume=ASSUME
        ).compute(scheduler="sync")
    )
    both = screen(
        pd.DataFrame(
            {"on": ["2017-01-01"], "hs": ["8703"], "direction": ["to_dprk"], "a": ["x"], "b": ["y"]}
        ),
        value="a",
        quantity="b",
    )
    assert (
        both["reason"][0].startswith("a: no plain number")
        and "b: no plain number" in both["reason"][0]
    )


def test_odd_numbers_take_one_class_for_each_kind_of_oddity():
    table = pd.DataFrame(
        {
            "on": "2017-01-01",
            "direction": "to_dprk",
            "v": [f"{n}.345,67" for n in range(1, 500)],
            "q": [f"{n},5" for n in range(1, 500)],
        }
    )
    for frame in (table, pl.from_pandas(table), pa.Table.from_pandas(table)):
        question = question_of(
            {"value": "v", "quantity": "q"},
            ["on", "hs", "direction", "v", "q"],
            assume={"hs": "8703"},
            prefix="odd_",
        )
        plan = plan_for(question)
        screen(frame, value="v", quantity="q", assume={"hs": "8703"}, prefix="odd_")
        assert len(plan.unit_value.cells) < 20 and len(plan.rows) == 1
    text = screen(table, unit_value_usd="v", assume={"hs": "8703"})
    assert set(text["reason"]) == {"v: no plain number; write it as 1200.50"}


def test_text_that_is_no_plain_number_on_spark(spark):
    rows_ = [tuple(row.values()) for row in values_frame().to_pylist()]
    frame = spark.createDataFrame(
        rows_,
        "on string, direction string, primaryValue string, qty string, qtyUnitAbbr string, what string, row int",
    ).repartition(3)
    out = screen(frame, item="what", assume=ASSUME).orderBy("row").collect()
    check_values({name: [row[name] for row in out] for name in COLUMNS})


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 1e7).map(lambda x: f"{x:.2f}"),
            st.sampled_from(["", " ", "USD ", ",", "x"]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_only_a_plain_number_counts(cells):
    texts = [mark + number for number, mark in cells]
    frame = pd.DataFrame(
        {"on": "2017-01-01", "direction": "to_dprk", "v": texts, "q": 1, "what": "snowmobile"}
    )
    out = screen(frame, value="v", quantity="q", item="what", assume=ASSUME)
    for (number, mark), verdict, reason in zip(cells, out["verdict"], out["reason"], strict=True):
        assert verdict == (
            "undetermined"
            if mark.strip() or not float(number)
            else "prohibited"
            if float(number) > 2000
            else "not prohibited"
        )
        assert ("no plain number" in reason) == bool(mark.strip())


def test_unknown_values_are_read_once_for_all_rows():
    question = question_of({"value": "v", "quantity": "q"}, ["on", "hs", "direction", "v", "q"])
    reader = plan_for(question).unit_value
    assert len(reader.ids(Numbers(np.full(1000, np.nan)))) == 1000 and len(reader.seen) == 1


def test_a_column_of_unit_values():
    values = [0, 99.5, 100, 100.5, 5000, None]
    frame = pd.DataFrame({"on": "2018-06-01", "direction": "to_dprk", "each": values})
    out = screen(frame, unit_value_usd="each", assume={"item": "porcelain_tableware", **ASSUME})
    assert list(out["verdict"]) == ["undetermined"] + ["not prohibited"] * 2 + [
        "prohibited"
    ] * 2 + ["undetermined"]
    assert list(out["reason"]) == ["each: 0 is no price"] + [""] * 5
    whole = screen(
        frame.assign(each=[0, 50, 5000, 0, 1, 2]),
        unit_value_usd="each",
        assume={"item": "porcelain_tableware", **ASSUME},
    )
    assert list(whole["verdict"][:3]) == ["undetermined", "not prohibited", "prohibited"]
    bad = screen(
        frame.assign(each=[-1.0] * 6), unit_value_usd="each", assume={"item": "porcelain_tableware"}
    )
    assert set(bad["verdict"]) == {"unreadable"} and "each" in bad["reason"][0]
    text = screen(
        frame.assign(each=["50", "5000", "1,000", "cheap", "", None]),
        unit_value_usd="each",
        assume={"item": "porcelain_tableware", **ASSUME},
    )
    assert list(text["verdict"]) == ["not prohibited", "prohibited"] + ["undetermined"] * 4
    assert [bool(reason) for reason in text["reason"]] == [False, False, True, True, False, False]


@pytest.mark.parametrize(
    "values, wanted",
    [
        (
            ["True", "False", "true", " FALSE ", "yes", "unknown"],
            ["yes", "no", "yes", "no", "yes", "unknown"],
        ),
        ([True, 1, False, 0], ["yes", None, "no", None]),
        ([1, True, 0, False], [None, "yes", None, "no"]),
        ([1.0, True], [None, "yes"]),
        ([True, False, None], ["yes", "no", "unknown"]),
        (["True", None], ["yes", "unknown"]),
        (["Truth", "1"], [None, None]),
    ],
)
def test_yes_and_no_in_every_spelling(values, wanted):
    frame = pd.DataFrame(
        {
            "on": "2018-06-01",
            "hs": "0303",
            "direction": "to_dprk",
            "x": pd.Series(values, dtype=object),
        }
    )
    frames_ = [frame]
    if len({type(value) for value in values} - {type(None)}) == 1:
        frames_ += [pa.Table.from_pandas(frame), pl.from_pandas(frame)]
    for each in frames_:
        out = screen(each, new="x")
        for value, decision, verdict in zip(
            wanted, map(str, out["decision"]), map(str, out["verdict"]), strict=True
        ):
            assert f"new={value}" in decision if value else verdict == "unreadable"


# Bad input


def test_every_bad_row_has_a_reason_and_the_counts_add_up(expected):
    assert expected["verdict"].value_counts().sum() == len(expected)
    bad = expected[expected["verdict"] == "unreadable"]
    assert (bad["reason"] != "").all() and (bad["decision"] == "").all()
    assert "'TOTAL'" in bad["reason"].iloc[0] and "both sides" in bad["reason"].iloc[1]
    assert "'rubbish'" in bad["reason"].iloc[2] and "'abc'" in bad["reason"].iloc[2]


FRAME = pd.DataFrame({"period": ["2018"], "cmdCode": ["8703"], "flow": ["x"]})


@pytest.mark.parametrize(
    "arguments, words",
    [
        ({"on": "perod"}, 'on: there is no column "perod". Did you mean "period"?'),
        ({"itm": "cmdCode"}, '"itm" is not a fact of the vocabulary. Did you mean "item"?'),
        ({"assume": {"national_luxry": "no"}}, 'Did you mean "national_luxury"?'),
        ({"assume": {"national_luxury": "maybe"}}, "is not"),
        ({"new": "flow", "assume": {"new": "yes"}}, "by a column and by assume"),
        ({"direction": "flow", "reporter": "flow"}, "both tell the direction"),
        ({"law": 2397}, "law must be a Law"),
        ({"hs": FRAME["cmdCode"]}, 'hs: give the name of a column, as hs="cmdCode", not a Series'),
        ({"assume": [("direction", "to_dprk")]}, 'assume={"national_luxury": "no"}, not a list'),
        (
            {"assume": {"reporter": "Chnia"}},
            'reporter: "Chnia" is not recognised as a country. Give a side by ISO letters',
        ),
        ({"assume": {"flow": "sideways"}}, "'sideways' is no flow"),
        ({"assume": {"reporter": ["CHN"]}}, "is neither text nor a number"),
        ({"assume": {"reporter": "CHN", "direction": "to_dprk"}}, "both tell the direction"),
        ({"reporter": "flow", "assume": {"reporter": "CHN"}}, "by a column and by assume"),
        (
            {"assume": {"on": "2018-06-01", "hs": "8703", "direction": "to_dprk"}},
            "All is assumed, and no column is left to read",
        ),
    ],
)
def test_mistakes_name_the_thing_and_the_way_out(arguments, words):
    with pytest.raises(KitError) as caught:
        screen(FRAME, **arguments)
    assert words in str(caught.value)


def test_frames_that_cannot_be_screened():
    with pytest.raises(KitError, match="screen cannot read a builtins.list"):
        screen([1])
    with pytest.raises(KitError, match=r"hs: no column found. Name it \(hs=... or --hs ...\)"):
        screen(pd.DataFrame({"period": ["2018"], "direction": ["to_dprk"]}))
    with pytest.raises(KitError, match='already has a column "verdict"'):
        screen(FRAME.assign(verdict=1), assume={"direction": "to_dprk"})
    assert "sl_verdict" in screen(
        FRAME.assign(verdict=1), assume={"direction": "to_dprk"}, prefix="sl_"
    )
    table = pa.Table.from_pandas(FRAME.assign(Verdict=1))
    with duckdb.connect() as connection:
        for frame in (
            table.to_pandas(),
            table,
            pl.from_arrow(table),
            pl.from_arrow(table).lazy(),
            connection.from_arrow(table),
        ):
            with pytest.raises(KitError, match=r'already has a column "Verdict".*prefix="sl_"'):
                screen(frame, assume={"direction": "to_dprk"})


def test_columns_that_cannot_be_told_apart_or_read():
    with pytest.raises(KitError, match='Two columns are called "hs". Rename one.'):
        screen(
            pd.DataFrame([["2018", "8703", "0101"]], columns=["on", "hs", "hs"]),
            assume={"direction": "to_dprk"},
        )
    nested = pa.table(
        {"on": ["2018-06-01"] * 2, "hs": [["8703"], None], "direction": ["to_dprk"] * 2}
    )
    for frame in (
        nested,
        pl.from_arrow(nested),
        nested.to_pandas(),
        nested.to_pandas(types_mapper=pd.ArrowDtype),
    ):
        with pytest.raises(KitError, match='The column "hs" has lists or the like in its cells'):
            screen(frame)


FAR = {
    "seconds": pa.array([10**12, None], pa.timestamp("s")),
    "zoned": pa.array([10**12, None], pa.timestamp("s", "Asia/Seoul")),
    "days": pa.array([2**31 - 1, None], pa.int32()).cast(pa.date32()),
    "coded": pa.array([10**12, None], pa.timestamp("s")).dictionary_encode(),
    "longest": pa.array([2**63 - 1, None], pa.timestamp("s")),
    "before": pa.array([-(2**62), None], pa.timestamp("s")),
}
ODD = FAR | {
    "duration": pa.array([5, None], pa.duration("s")),
    "bytes": pa.array([b"\xff", None]),
    "time": pa.array([5, None], pa.time32("s")),
    "uuid": pa.array([bytes(16), None], pa.uuid()),
    "json": pa.array(["{}", None], pa.json_()),
    "view": pa.array([b"\xff", None], pa.binary_view()),
    "interval": pa.array([(1, 2, 3), None], pa.month_day_nano_interval()),
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("role", ["on", "hs", "new", "contract_date", "primaryValue", "partnerISO"])
def test_cells_of_odd_kinds_have_a_reason_and_no_traceback(role, kind):
    row = {
        "on": ["2018-01-10"] * 2,
        "hs": ["8504"] * 2,
        "partnerISO": ["CHN"] * 2,
        "flowCode": ["X"] * 2,
        "new": ["no"] * 2,
        "reporterISO": ["CHN" if role == "partnerISO" else "PRK"] * 2,
        "contract_date": ["2017-10-01"] * 2,
        "primaryValue": [5.0] * 2,
        "qty": [1] * 2,
        "qtyUnitAbbr": ["u"] * 2,
    }
    table = pa.table({**row, role: ODD[kind]})
    frames_ = [table, table.to_pandas(types_mapper=pd.ArrowDtype)]
    if kind not in (
        "seconds",
        "zoned",
        "coded",
        "longest",
        "before",
        "interval",
    ):  # Polars knows no seconds: below
        frames_.append(pl.from_arrow(table))
    for frame in frames_:
        out = screen(frame, new="new", contract_date="contract_date")
        verdicts, reasons = list(map(str, out["verdict"])), list(map(str, out["reason"]))
        if role in ("primaryValue", "partnerISO"):
            assert "no plain number" in reasons[0] or "not recognised as a country" in reasons[0]
        else:
            assert (
                verdicts[0] == "unreadable"
                and reasons[0].startswith(f"{role}: ")
                and verdicts[1] != "unreadable"
            )


@pytest.mark.parametrize(
    "values",
    [
        pl.Series([10**15, None], dtype=pl.Int64).cast(pl.Datetime("ms")),
        pl.Series([9 * 10**18, None], dtype=pl.Int64).cast(pl.Datetime("us")),
        pl.Series([10**15, None], dtype=pl.Int64).cast(pl.Datetime("ms", "Asia/Seoul")),
        pl.Series([2**100, None], dtype=pl.Int128),
        np.array([10**12, np.iinfo("i8").min]).astype("datetime64[s]"),
    ],
    ids=lambda values: str(values.dtype),
)
def test_days_and_numbers_beyond_all_years(values):
    kind = pl.DataFrame if isinstance(values, pl.Series) else pd.DataFrame
    for name in ("on", "hs"):
        frame = kind(
            {
                "on": ["2018-06-01"] * 2,
                "hs": ["8421"] * 2,
                "direction": ["from_dprk"] * 2,
                name: values,
            }
        )
        for each in (frame, frame.lazy()) if kind is pl.DataFrame else (frame,):
            out = screen(each).lazy().collect() if kind is pl.DataFrame else screen(each)
            assert list(out["verdict"]) == ["unreadable", "undetermined"] and out["reason"][
                0
            ].startswith(f"{name}: ")


def test_a_moment_before_1970_stays_on_its_day():
    for unit in ("s", "us", "ns"):
        table = pa.table(
            {
                "on": pa.array([-1], pa.timestamp("s")).cast(pa.timestamp(unit)),
                "hs": ["8421"],
                "direction": ["from_dprk"],
            }
        )
        assert "contract_date=1969-12-31;" in str(
            screen(table, contract_date="on", assume={"on": "2018-01-10"})["decision"][0]
        )


def test_cells_that_cannot_be_compared_are_refused_in_a_sentence():
    from decimal import Decimal

    row = {"on": ["2018-06-01"] * 2, "hs": ["8421"] * 2, "direction": ["from_dprk"] * 2}
    with pytest.raises(KitError, match='The column "hs" has a signalling NaN'):
        screen(pd.DataFrame({**row, "hs": [Decimal("sNaN"), Decimal(8421)]}))
    odd = pl.DataFrame({**row, "hs": pl.Series([object(), None], dtype=pl.Object)})
    for frame in (odd, odd.lazy()):
        with pytest.raises(KitError, match='The column "hs" has lists or the like'):
            screen(frame)
    out = screen(
        pd.DataFrame({**row, "v": pd.Series([10**400, 5], dtype=object), "q": [1, 1]}),
        value="v",
        quantity="q",
    )
    assert "no plain number" in out["reason"][0]


def test_decimals_are_no_side_and_no_unit():
    row = {
        "on": ["2018-06-01"] * 2,
        "hs": ["8504"] * 2,
        "reporterCode": [156.5, 156],
        "partnerCode": [408, 408.5],
        "flowCode": ["X"] * 2,
        "primaryValue": [1.0] * 2,
        "qty": [1.0] * 2,
        "qtyUnitCode": [5.5, 5],
        "isQtyEstimated": [0.5, 0],
    }
    for frame in (pd.DataFrame(row), pl.DataFrame(row, strict=False), pa.table(row)):
        out = screen(frame)
        assert "direction=to_dprk;" in str(out["decision"][0]) and "unit_value_usd" not in str(
            out["decision"][0]
        )
        assert 'partnerCode: "408.5" is not recognised as a country' in str(out["reason"][1])


def test_days_beyond_the_calendar_and_odd_columns_on_spark(spark):
    frame = spark.sql(
        "select timestamp '+12000-01-01 00:00:00' as far, date '2018-06-01' as day, interval 1 month as odd, cast(8421.39 as float) as small, "
        "binary('8421') as bytes, '8421' as text, 'from_dprk' as direction, 'True' as new, \"'12,5\" as v, true as q"
    )
    for day, hs, verdict, words in (
        ("far", "text", "unreadable", "far: '+12000-01-01' is no day"),
        ("day", "odd", "unreadable", "odd: "),
        (
            "day",
            "small",
            "prohibited",
            "v: no plain number; write it as 1200.50; q: no plain number",
        ),
        ("day", "bytes", "prohibited", "v: no plain number"),
    ):
        row = (
            screen(frame, on=day, hs=hs, new="new", value="v", quantity="q")
            .select(*COLUMNS)
            .first()
        )
        assert row["verdict"] == verdict and row["reason"].startswith(words), row
    with pytest.raises(KitError, match='already has a column "Verdict"'):
        screen(frame.withColumnRenamed("odd", "Verdict"), on="day", hs="text")


def test_what_is_read_from_where_and_what_is_presumed():
    told = reading(
        pd.DataFrame({name: [values[0]] for name, values in COMTRADE.items()}),
        assume={"designated_party": "no"},
    )
    assert (
        told["columns"]["on"] == "period"
        and told["columns"]["value"] == "primaryValue"
        and "note" not in told["columns"].values()
    )
    presumed = {name: str(value) for name, value in told["presumed"].items()}
    assert presumed["conduct"] == "transfer" and presumed["committee_approval"] == "no"
    assert not {
        "designated_party",
        "refugee",
        "host_national",
        "contract_date",
        "arms",
        "control_listed",
    } & set(presumed)
    of_things = {name: str(value) for name, value in told["presumed_of_things"].items()}
    assert of_things == {"arms": "none", "control_listed": "no", "civil_aircraft_part": "no"}
    given = reading(
        pd.DataFrame({"on": [], "hs": [], "arms": []}),
        arms="arms",
        assume={"direction": "to_dprk", "control_listed": "unknown"},
    )
    assert list(given["presumed_of_things"]) == ["civil_aircraft_part"]
    work = reading(
        pd.DataFrame({"on": []}), assume={"conduct": "work", "direction": "none", "item": "coal"}
    )["presumed"]
    assert "refugee" in work and "conduct" not in work and "rajin_transit" not in work
    fewer = reading(
        pd.DataFrame({"on": [], "hs": []}), law=sl.law().only(2397), assume={"direction": "to_dprk"}
    )
    assert set(fewer["presumed"]) - {"designated_party"} < set(presumed) and list(
        fewer["presumed_of_things"]
    ) == ["civil_aircraft_part"]


def test_nuclear_goods_are_never_cleared_by_a_presumption():
    """The control lists are about them, so that "no" must be said; a measure on the whole chapter decides without it."""
    codes, ways, days = (
        ("2612", "2844.10", "28", "284510", "8401", "84"),
        ("to_dprk", "from_dprk"),
        ("2015-06-01", "2024-06-01"),
    )
    frame = pd.DataFrame(product(days, codes, ways), columns=["on", "hs", "direction"])
    chapter = frame["hs"].str.startswith("84") & (frame["on"] > "2017")
    out = screen(frame, assume={"national_luxury": "no"})
    assert (out["verdict"] == chapter.map({True: "prohibited", False: "undetermined"})).all()
    assert (out.loc[~chapter, "hinges_on"].map(lambda facts: "control_listed" in facts)).all()
    told = screen(frame, assume={"national_luxury": "no", "control_listed": "no"})
    assert (told.loc[frame["hs"].isin(["2844.10", "284510"]), "verdict"] == "not prohibited").all()
    assert not told["hinges_on"].map(lambda facts: "control_listed" in facts).any()
    listed = screen(frame, assume={"national_luxury": "no", "control_listed": "yes"})
    assert (listed["verdict"] == "prohibited").all()
    assert set(listed.loc[~chapter, "measures"]) == {"1718:8(a)(ii)", "1718:8(b)"}


# Decisions


def test_what_is_assumed_is_written_into_every_decision(expected):
    decided = expected.loc[expected["decision"] != "", "decision"]
    assert decided.str.endswith(";assume:national_luxury=no").all()
    assert "assumed for all rows" in explain(decided.iloc[0]).explain()


def test_a_decision_explains_itself_in_another_session(expected):
    decision = expected["decision"][1]
    ask = [
        sys.executable,
        "-c",
        "import sys, sanctionslab as sl; print(sl.explain(sys.argv[1]).explain())",
        decision,
    ]
    done = subprocess.run(
        ask,
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.strip() == explain(decision).explain().strip()
    assert "2397:7 Machinery, vehicles and metals to the DPRK" in done.stdout


def test_every_decision_says_what_its_row_says(expected):
    for row in expected[expected["decision"] != ""].itertuples():
        decision = explain(row.decision)
        assert (str(decision.verdict), "; ".join(decision.measures)) == (row.verdict, row.measures)
        assert set(filter(None, row.hinges_on.split("; "))) == decision.hinges_on
        assert row.verdict.upper() in decision.explain().splitlines()[0]


def test_a_decision_under_a_changed_law_needs_that_law():
    law = sl.law().without(2397)
    out = screen(
        pd.DataFrame({"on": ["2018-06-01"], "hs": ["8421"], "direction": ["from_dprk"]}), law=law
    )
    assert out["verdict"][0] == "not prohibited"
    with pytest.raises(KitError, match="made under a changed law"):
        explain(out["decision"][0])
    assert explain(out["decision"][0], law=law).verdict == "not prohibited"


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "rubbish",
        "on=2018-01-01;hs=",
        "hs=8703",
        "on=2018-01-01;colour=red",
        "on=2018-02-01..2018-01-01;hs=8703",
    ],
)
def test_text_that_is_no_decision(text):
    with pytest.raises(KitError):
        explain(text)


def test_screen_is_a_function_whatever_was_imported():
    question = (
        "import sanctionslab.screening, sanctionslab as sl, pandas as pd;"
        "print(sl.screen(pd.DataFrame({'on': ['2018'], 'hs': ['8703']}), assume={'direction': 'to_dprk'}).verdict[0]);"
        "from sanctionslab.screening import explain; print(sl.screen(pd.DataFrame({'on': [], 'hs': [], 'direction': []})).shape)"
    )
    done = subprocess.run(
        [sys.executable, "-c", question], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.split("\n")[:2] == ["prohibited", "(0, 9)"]


# The made-up extract


def test_the_extract_is_what_its_seed_gives():
    with data_path("trade_extract.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == trade.made_up()
    assert data_path("trade_extract.csv").stat().st_size < 300_000
    assert trade.made_up(seed=2) != trade.made_up()


def test_the_extract_has_every_kind_of_row_that_a_lesson_needs():
    out = screen(trade.trade_extract(), assume=ASSUME)
    assert set(out["verdict"]) == {"prohibited", "not prohibited", "undetermined", "unreadable"}
    told = " ".join(set(out["reason"]))
    for words in (
        "does not concern the DPRK",
        "a side is missing",
        "too short",
        "HS 999999",
        "TOTAL",
        "changes inside the period, on 2017-12-22",
    ):
        assert words in told
    before = out[out["period"].str[:4] < "2006"]
    assert set(before["verdict"]) <= {"not prohibited", "unreadable"}
