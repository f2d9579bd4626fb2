"""screen: many rows at once. One law, one interpreter: row by row it says what classify says."""

import csv
import os
import subprocess
import sys
import warnings
from datetime import date, timedelta

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
from sanctionslab import trade
from sanctionslab.classify import classify
from sanctionslab.facts import OTHER, Case, KitError, data_path, facts, items
from sanctionslab.screen import COLUMNS, Decision, code, explain, period, screen

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
    split = [frame[name].map(lambda text: text.split("; ") if text else []) for name in ("measures", "possible", "hinges_on")]
    return list(zip(frame["verdict"], *split))


# One law, one interpreter

DAYS = st.one_of(st.none(), st.dates(date(2005, 1, 1), date(2026, 1, 1)), st.sampled_from(sl.law().boundaries),
                 st.sampled_from([day - timedelta(1) for day in sl.law().boundaries]))
NAMED = sorted({c for i in items().values() for c in i.codes})
CODES = st.one_of(st.none(), st.sampled_from(NAMED), st.sampled_from([f"{n:02}" for n in range(1, 98) if n != 77]),
                  st.integers(10100, 979999).filter(lambda n: n // 10000 != 77).map(lambda n: f"{n:06}"),
                  st.tuples(st.sampled_from(NAMED), st.integers(0, 99)).map(lambda t: (t[0] + f"{t[1]:02}")[:6]))
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
    columns = {"on": DAYS, "hs": CODES, "direction": st.sampled_from([None, "to_dprk", "from_dprk", "none"])}
    columns |= {name: BY_COLUMN[name] for name in draw(st.sets(st.sampled_from(sorted(BY_COLUMN)), max_size=2))}
    table = draw(st.lists(st.fixed_dictionaries(columns), min_size=1, max_size=12))
    free = sorted(set(ASSUMED) - set(columns))
    assume = {name: draw(ASSUMED[name]) for name in draw(st.sets(st.sampled_from(free), max_size=3))}
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
            case = Case(**{"conduct": "transfer", **known, **assume})
        except KitError:
            assert got[0] == "unreadable"  # an HS code that the item does not have
            continue
        assert got == said(classify(case)), (row, assume)
        assert str(explain(decision).verdict) == got[0]


@settings(max_examples=60, deadline=None)
@given(st.integers(2006, 2020), st.integers(0, 12), CODES.filter(bool), st.sampled_from(["to_dprk", "from_dprk"]),
       st.sampled_from([{}, {"national_luxury": "no"}]))
def test_a_period_has_an_answer_only_if_all_its_days_have_the_same(year, month, hs, direction, assume):
    text = f"{year}-{month:02}" if month else f"{year}"
    [got] = rows(screen(pd.DataFrame({"period": [text], "hs": [hs], "direction": [direction]}), assume=assume))
    first, last = period(text)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    found = [classify(Case(on=day, conduct="transfer", hs=hs, direction=direction, **assume)) for day in days]
    verdicts = {str(finding.verdict) for finding in found}
    assert got[0] == (verdicts.pop() if len(verdicts) == 1 else "undetermined")
    if {str(finding.verdict) for finding in found} > {got[0]}:
        assert "on" in got[3]
    touched = {g.id for finding in found for g in (*finding.grounds, *finding.possible)}
    assert set(got[1]) | set(got[2]) == touched


def test_a_period_names_the_day_on_which_the_answer_changes():
    out = screen(pd.DataFrame({"period": ["201712", "201711", "201801"], "hs": ["8421"] * 3, "direction": ["from_dprk"] * 3}))
    assert list(out["verdict"]) == ["undetermined", "not prohibited", "prohibited"]
    assert out["hinges_on"][0] == "on"
    assert "2017-12-22" in out["reason"][0] and not out["reason"][1]
    assert Decision(out["decision"][0]).changes == (date(2017, 12, 22),)


# The same from every kind of frame

COMTRADE = {
    "period": ["202402", "201712", "2017", None, "2020", "201801", "202001", "2020", "rubbish", "201806"],
    "reporterISO": ["RUS", "CHN", "PRK", "CHN", "CHN", "DEU", "W00", "PRK", "CHN", None],
    "partnerISO": ["PRK", "PRK", "CHN", "PRK", "KOR", None, "FRA", "PRK", "PRK", "PRK"],
    "flowCode": ["X", "X", "M", "M", "X", "X", "M", "M", "X", "M"],
    "cmdCode": ["870323", "8703", "27", "1", "8418", "841", "TOTAL", "8703", "abc", "84.21"],
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
    assert list(expected["verdict"]) == ["prohibited", "undetermined", "undetermined", "not prohibited", "not prohibited",
                                         "undetermined", "unreadable", "unreadable", "unreadable", "prohibited"]
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
    assert out.filter(pl.col("verdict") == "prohibited").select("note").collect()["note"].to_list() == ["ä", "j"]


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
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        out = screen(dask.dataframe.from_pandas(pd.DataFrame(COMTRADE), npartitions=4, sort=False), assume=ASSUME)
        assert isinstance(out, dask.dataframe.DataFrame)
        same(expected, out.compute())
        changed = screen(dask.dataframe.from_pandas(pd.DataFrame(COMTRADE), npartitions=2, sort=False), law=sl.law().without(2397))
        assert changed.compute()["verdict"].iloc[0] == "undetermined"


@pytest.fixture(scope="module")
def spark():
    """A real local session. Where PySpark and Java are asked for, their absence is an error."""
    if not os.environ.get("SANCTIONSLAB_REQUIRE_SPARK"):
        pytest.importorskip("pyspark", reason="PySpark is an extra: python -m pip install 'sanctionslab[spark]', with Java 17 or later")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PySpark 4.3 warns of pandas 3
        from pyspark.sql import SparkSession

        session = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
                   .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate())
        yield session
        session.stop()


def test_spark(expected, spark):
    schema = ("period string, reporterISO string, partnerISO string, flowCode string, cmdCode string, primaryValue double, "
              "qty double, qtyUnitCode long, note string")
    frame = spark.createDataFrame(list(zip(*COMTRADE.values())), schema).repartition(3)
    out = screen(frame, assume=ASSUME)
    assert type(out) is type(frame) and out.columns == [*COMTRADE, *COLUMNS]
    found = sorted((row.asDict() for row in out.collect()), key=lambda row: COMTRADE["note"].index(row["note"]))
    same(expected, {name: [row[name] for row in found] for name in out.columns})
    plan = out._jdf.queryExecution().executedPlan().toString()
    assert "Python" not in plan and "Arrow" not in plan, "rows were shipped to Python"


def test_spark_takes_dates_and_moments(spark):
    frame = spark.sql("select date '2018-06-01' as on, timestamp '2017-06-01 12:00:00' as moment, 842139 as hs, 'from_dprk' as direction")
    assert screen(frame).first()["verdict"] == "prohibited"
    assert screen(frame, on="moment").first()["verdict"] == "not prohibited"


@pytest.mark.parametrize("days", [
    pd.Series(["2018-06-01", None], dtype="datetime64[ns]"),
    pd.Series(pd.to_datetime(["2018-06-01 23:30", None])).dt.tz_localize("Asia/Seoul"),
    pd.Series([date(2018, 6, 1), None], dtype=object),
    pd.Series([201806, None], dtype="float"),
    pd.Series([20180601, None], dtype="Int64"),
    pd.Series(["2018-06", None], dtype="str"),
    pd.Series(["2018-06", None], dtype="category"),
    pd.Series(pd.PeriodIndex(["2018-06", None], freq="M")),
    pd.Series([date(2018, 6, 1), None], dtype=pd.ArrowDtype(pa.date32())),
    pd.Series(pd.to_datetime(["2018-06-01 23:30", None])).dt.tz_localize("Asia/Seoul").astype(pd.ArrowDtype(pa.timestamp("us", "Asia/Seoul"))),
], ids=lambda series: str(series.dtype))
def test_dates_of_every_type(days):
    frame = pd.DataFrame({"on": days, "hs": [842139, 842139], "direction": "from_dprk"})
    out = screen(frame)
    assert list(out["verdict"]) == ["prohibited", "undetermined"]
    assert out["reason"][1] == "the date is missing" and out["hinges_on"][1] == "on"
    if str(days.dtype) not in ("object", "period[M]"):
        assert screen(pl.from_pandas(frame))["verdict"].to_list() == ["prohibited", "undetermined"]
        assert screen(pa.Table.from_pandas(frame))["verdict"].to_pylist() == ["prohibited", "undetermined"]


def test_the_frame_is_left_as_it_was():
    frame = pd.DataFrame({"hs": ["8703", "0101"], "on": ["2018", "2019"], "x": [[1], [2]]}, index=["b", "a"])
    before = frame.copy(deep=True)
    out = screen(frame)
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(out[["hs", "on", "x"]], before)


def test_no_rows_in_no_rows_out():
    frame = pd.DataFrame({"on": pd.Series([], dtype="str"), "hs": pd.Series([], dtype="str")})
    for empty in (frame, pl.from_pandas(frame), pa.Table.from_pandas(frame)):
        assert len(screen(empty)) == 0


def test_many_rows_in_chunks_and_with_more_keys_than_a_table_holds():
    rng = np.random.default_rng(1)
    n = 300_000
    frame = pl.DataFrame({
        "on": pl.Series(rng.integers(13000, 19000, n).astype("i4")).cast(pl.Date),
        "hs": pl.Series([f"{code:04}" for code in rng.choice([101, 8703, 2701, 8421, 2204], n)]),
        "direction": pl.Series(["to_dprk", "from_dprk", None]).gather(rng.integers(0, 3, n)),
        "signed": pl.Series(rng.integers(17000, 17400, n).astype("i4")).cast(pl.Date),
    })
    plain, signed = screen(frame), screen(frame, contract_date="signed")
    for at in rng.integers(0, n, 40).tolist():
        day, hs, direction, contract = frame.row(at)
        case = Case(on=day, hs=hs, direction=UNKNOWN if direction is None else direction, conduct="transfer")
        assert plain["verdict"][at] == classify(case).verdict
        assert signed["verdict"][at] == classify(case.but(contract_date=contract)).verdict


# Reading


@pytest.mark.parametrize("raw, digits", [
    ("8703", "8703"), (8703, "8703"), (8703.0, "8703"), ("87.03", "8703"), ("8703.21", "870321"), ("8703.21.90", "870321"), (101, "0101"),
    ("101", "0101"), ("101.21", "010121"), (1, "01"), ("0101", "0101"), ("8703219010", "870321"), (803901, "803901"), ("8703.0", "8703"),
    (" 8703 ", "8703"), ("", None), (None, None), (float("nan"), None), ("nan", None), (10121, "010121"),
])
def test_hs_codes_as_people_write_them(raw, digits):
    assert code(raw) == digits


@pytest.mark.parametrize("raw", ["TOTAL", "87o3", "8703.2", 8703.1, "77", "00", "12345678901", "-8703", "+8703", "٨٧٠٣", "AG2"])
def test_what_is_no_hs_code(raw):
    with pytest.raises(ValueError, match="is no HS code"):
        code(raw)


def test_text_with_a_sign_is_bad_among_good_codes_too():
    out = screen(pl.DataFrame({"on": ["2018-06-01"] * 2, "hs": ["842139", "+42139"], "direction": ["from_dprk"] * 2}))
    assert out["verdict"].to_list() == ["prohibited", "unreadable"]


@pytest.mark.parametrize("raw, first, last", [
    ("2024-02-18", "2024-02-18", "2024-02-18"), (20240218, "2024-02-18", "2024-02-18"), ("202402", "2024-02-01", "2024-02-29"),
    (2024, "2024-01-01", "2024-12-31"), ("2024.0", None, None), (2024.0, "2024-01-01", "2024-12-31"), ("2024Q1", "2024-01-01", "2024-03-31"),
    ("2024-02-18T10:00:00Z", "2024-02-18", "2024-02-18"), ("18/02/2024", None, None), ("202413", None, None), ("2023-02-29", None, None), (24, None, None),
])
def test_periods_as_people_write_them(raw, first, last):
    if first is None:
        with pytest.raises(ValueError, match="no day, month or year"):
            period(raw)
    else:
        assert period(raw) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("reporter, partner, flow, direction", [
    ("CHN", "PRK", "X", "to_dprk"), ("CHN", "PRK", "M", "from_dprk"), ("PRK", "CHN", "M", "to_dprk"), ("PRK", "CHN", "X", "from_dprk"),
    (156, 408, "RX", "to_dprk"), ("China", "Dem. People's Rep. of Korea", "Import", "from_dprk"), ("CHN", "PRK", None, "unknown"),
    ("CHN", "RUS", "X", "none"), ("KOR", "RUS", "X", "none"), ("CHN", "W00", "X", "unknown|none"), (None, "RUS", "X", "unknown|none"),
    (None, "PRK", "X", "to_dprk"), ("PRK", "W00", "X", "from_dprk"), ("NA", "ZA", "X", "none"), ("410", "408.0", "X", "to_dprk"),
])
def test_direction_from_the_two_sides_and_the_flow(reporter, partner, flow, direction):
    frame = pd.DataFrame({"on": ["2018"], "hs": ["8703"], "reporterISO": [reporter], "partnerISO": [partner], "flowCode": [flow]}, dtype=object)
    assert f"direction={direction};" in screen(frame)["decision"][0]


def test_a_row_that_may_not_concern_the_dprk_is_never_prohibited():
    frame = pd.DataFrame({"on": ["2018-06-01"] * 2, "hs": ["8418"] * 2, "reporterISO": ["CHN"] * 2, "partnerISO": ["W00", "PRK"], "flowCode": ["X", None]})
    out = screen(frame)
    assert list(out["verdict"]) == ["undetermined", "prohibited"]  # barred both ways, if it is trade with the DPRK
    assert out["hinges_on"][0] == "direction"


def test_missing_is_unknown_and_never_no():
    good = {"on": "2018-06-01", "hs": "8421", "direction": "from_dprk"}
    for name in good:
        [got] = rows(screen(pd.DataFrame([{**good, name: None}], columns=list(good), dtype=object)))
        assert got == said(classify(Case(**{**good, name: UNKNOWN}, conduct="transfer")))
        assert got[0] != "not prohibited"


def test_a_code_too_short_to_decide_says_so():
    out = screen(pd.DataFrame({"on": ["2018-06-01"] * 4, "hs": ["27", "2710", "87", "2701"], "direction": ["from_dprk"] * 4}))
    assert list(out["verdict"]) == ["undetermined", "not prohibited", "undetermined", "undetermined"]
    assert ["too short" in reason for reason in out["reason"]] == [True, False, True, False]  # 8710 may be a tank


def test_goods_that_are_not_specified_are_unknown():
    out = screen(pd.DataFrame({"on": ["2018-06-01"], "hs": ["999999"], "direction": ["to_dprk"]}))
    assert out["verdict"][0] == "undetermined" and "HS 999999" in out["reason"][0]


@pytest.mark.parametrize("value, quantity, unit, verdict", [
    (3000, 1, "u", "prohibited"), (1999, 1, "u", "not prohibited"), (2000, 1, "u", "not prohibited"), (30000, 10, "u", "prohibited"),
    (3000, 10, "u", "undetermined"), (3000, 1, "kg", "undetermined"), (3000, 0, "u", "undetermined"), (None, 1, "u", "undetermined"),
])
def test_the_value_of_one_thing_only_where_value_and_quantity_allow_it(value, quantity, unit, verdict):
    row = {"on": ["2017-01-01"], "direction": ["to_dprk"], "primaryValue": [value], "qty": [quantity], "qtyUnitAbbr": [unit], "what": ["snowmobile"]}
    for frame in (pd.DataFrame(row), pl.DataFrame(row)):
        assert list(screen(frame, item="what", assume=ASSUME)["verdict"]) == [verdict]


def test_a_column_of_unit_values():
    values = [0, 99.5, 100, 100.5, 5000, None]
    frame = pd.DataFrame({"on": "2018-06-01", "direction": "to_dprk", "each": values})
    out = screen(frame, unit_value_usd="each", assume={"item": "porcelain_tableware", **ASSUME})
    assert list(out["verdict"]) == ["not prohibited"] * 3 + ["prohibited"] * 2 + ["undetermined"]
    bad = screen(frame.assign(each=[-1.0] * 6), unit_value_usd="each", assume={"item": "porcelain_tableware"})
    assert set(bad["verdict"]) == {"unreadable"} and "each" in bad["reason"][0]


# Bad input


def test_every_bad_row_has_a_reason_and_the_counts_add_up(expected):
    assert expected["verdict"].value_counts().sum() == len(expected)
    bad = expected[expected["verdict"] == "unreadable"]
    assert (bad["reason"] != "").all() and (bad["decision"] == "").all()
    assert "'TOTAL'" in bad["reason"].iloc[0] and "both sides" in bad["reason"].iloc[1]
    assert "'rubbish'" in bad["reason"].iloc[2] and "'abc'" in bad["reason"].iloc[2]


FRAME = pd.DataFrame({"period": ["2018"], "cmdCode": ["8703"], "flow": ["x"]})


@pytest.mark.parametrize("arguments, words", [
    ({"on": "perod"}, 'on: there is no column "perod". Did you mean "period"?'),
    ({"itm": "cmdCode"}, '"itm" is not a fact of the vocabulary. Did you mean "item"?'),
    ({"assume": {"national_luxry": "no"}}, 'Did you mean "national_luxury"?'),
    ({"assume": {"national_luxury": "maybe"}}, "is not"),
    ({"new": "flow", "assume": {"new": "yes"}}, "by a column and by assume"),
    ({"direction": "flow", "reporter": "flow"}, "both tell the direction"),
    ({"law": 2397}, "law must be a Law"),
])
def test_mistakes_name_the_thing_and_the_way_out(arguments, words):
    with pytest.raises(KitError) as caught:
        screen(FRAME, **arguments)
    assert words in str(caught.value)


def test_frames_that_cannot_be_screened():
    with pytest.raises(KitError, match="screen cannot read a builtins.list"):
        screen([1])
    with pytest.raises(KitError, match="hs: no column found"):
        screen(pd.DataFrame({"period": ["2018"]}))
    with pytest.raises(KitError, match='already has a column "verdict"'):
        screen(FRAME.assign(verdict=1))
    assert "sl_verdict" in screen(FRAME.assign(verdict=1), prefix="sl_")


# Decisions


def test_what_is_assumed_is_written_into_every_decision(expected):
    decided = expected.loc[expected["decision"] != "", "decision"]
    assert decided.str.endswith(";assume:national_luxury=no").all()
    assert "assumed for all rows" in explain(decided.iloc[0]).explain()


def test_a_decision_explains_itself_in_another_session(expected):
    decision = expected["decision"][1]
    ask = [sys.executable, "-c", "import sys, sanctionslab as sl; print(sl.explain(sys.argv[1]).explain())", decision]
    done = subprocess.run(ask, capture_output=True, encoding="utf-8", check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
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
    out = screen(pd.DataFrame({"on": ["2018-06-01"], "hs": ["8421"], "direction": ["from_dprk"]}), law=law)
    assert out["verdict"][0] == "not prohibited"
    with pytest.raises(KitError, match="made under a changed law"):
        explain(out["decision"][0])
    assert explain(out["decision"][0], law=law).verdict == "not prohibited"


@pytest.mark.parametrize("text", ["", None, "rubbish", "on=2018-01-01;hs=", "hs=8703", "on=2018-01-01;colour=red", "on=2018-02-01..2018-01-01;hs=8703"])
def test_text_that_is_no_decision(text):
    with pytest.raises(KitError):
        explain(text)


def test_screen_is_a_function_whatever_was_imported():
    question = ("import sanctionslab.screen, sanctionslab as sl, pandas as pd;"
                "print(sl.screen(pd.DataFrame({'on': ['2018'], 'hs': ['8703']}), assume={'direction': 'to_dprk'}).verdict[0]);"
                "from sanctionslab.screen import explain; print(sl.screen(pd.DataFrame({'on': [], 'hs': []})).shape)")
    done = subprocess.run([sys.executable, "-c", question], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split("\n")[:2] == ["prohibited", "(0, 8)"]


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
    for words in ("does not concern the DPRK", "a side is missing", "too short", "HS 999999", "TOTAL", "changes inside the period, on 2017-12-22"):
        assert words in told
    before = out[out["period"].str[:4] < "2006"]
    assert set(before["verdict"]) <= {"not prohibited", "unreadable"}
