"""Dates and periods as people write them, of every type of column."""

import json
from datetime import date, timedelta

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from sanctionslab.files import data_path
from sanctionslab.screening import period, reading, screen
from sanctionslab.vocabulary import facts


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


@pytest.mark.parametrize(
    "raw, first, last",
    [
        ("2024-02-18", "2024-02-18", "2024-02-18"),
        (20240218, "2024-02-18", "2024-02-18"),
        ("202402", "2024-02-01", "2024-02-29"),
        (2024, "2024-01-01", "2024-12-31"),
        ("2024.0", "2024-01-01", "2024-12-31"),
        ("201712.0", "2017-12-01", "2017-12-31"),
        ("20171222.0", "2017-12-22", "2017-12-22"),
        ("Dec 2017", "2017-12-01", "2017-12-31"),
        ("december 2017", "2017-12-01", "2017-12-31"),
        ("Sept. 2017", "2017-09-01", "2017-09-30"),
        ("2017 Dec", "2017-12-01", "2017-12-31"),
        ("Dec-2017", "2017-12-01", "2017-12-31"),
        ("22 Dec 2017", "2017-12-22", "2017-12-22"),
        ("Dec-17", None, None),
        ("Decem 2017", None, None),
        ("2017-Q4", "2017-10-01", "2017-12-31"),
        ("Q4 2017", "2017-10-01", "2017-12-31"),
        ("2017Q5", None, None),
        ("2017年12月", "2017-12-01", "2017-12-31"),
        ("2017年", "2017-01-01", "2017-12-31"),
        ("43091", "2017-12-22", "2017-12-22"),
        (43091, "2017-12-22", "2017-12-22"),
        (43091.0, "2017-12-22", "2017-12-22"),
        ("20171", None, None),
        ("99999", None, None),
        ("201752", None, None),
        (2024.0, "2024-01-01", "2024-12-31"),
        ("2024Q1", "2024-01-01", "2024-03-31"),
        ("2024-02-18T10:00:00Z", "2024-02-18", "2024-02-18"),
        ("18/02/2024", "2024-02-18", "2024-02-18"),
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
        ("02/18/2024", "2024-02-18", "2024-02-18"),
        ("30/02/2024", None, None),
        ("19/19/2024", None, None),
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
            match="first: 2024-02-18" if raw == "8-2-2024" else "no day, month or year",
        ):
            period(raw)
    else:
        assert period(raw) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("raw", ["2017/18", "2017-18", "2017-2018", "2017/2018", "2015-2018"])
def test_a_year_that_runs_into_the_next_is_refused_where_its_months_are_not_said(raw):
    with pytest.raises(ValueError, match="is a year that runs into the next, and its first month"):
        period(raw)


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
    last = facts()["on"].words(date.fromisoformat(LAST))
    for each in frames_:
        out = screen(each)
        assert list(map(str, out["verdict"])) == ["prohibited"] * 2
        assert list(map(str, out["reason"])) == [
            f"{note} later than the state of this data, {last}" if note else "",
            "",
        ]


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


IN_MONTHS = {
    "year": ["2017", "2017", "2018", "2017", "201806", "", "2018-06-05"],
    "month": ["12", "9", "06", "52", "1", "3", "x"],
    "hs": ["8421"] * 7,
    "direction": ["to_dprk"] * 7,
}
AS_PERIODS = ["2017-12", "2017-09", "2018-06", "2017", "2018-06", "", "2018-06-05"]


@pytest.mark.parametrize("made", [pd.DataFrame, pl.DataFrame, pa.table, pl.LazyFrame])
def test_a_month_in_a_column_of_its_own_is_read_with_its_year(made):
    out = screen(made(IN_MONTHS))
    out = out.collect() if isinstance(out, pl.LazyFrame) else out
    columns = {name: IN_MONTHS[name] for name in ("hs", "direction")}
    told = screen(pd.DataFrame({"period": AS_PERIODS, **columns}))
    for name in ("verdict", "decision", "reason"):
        assert list(pd.Series(out[name].to_pylist() if made is pa.table else out[name])) == list(
            told[name]
        )


def test_numbers_of_years_and_months_are_read_and_a_given_date_leaves_them_alone(tmp_path):
    frame = pd.DataFrame({**IN_MONTHS, "year": 2018, "month": [1, 2, 3, 4, 5, 6, 13]})
    decisions = screen(frame)["decision"]
    assert decisions[5].startswith("on=2018-01-22..") and decisions[6].startswith("on=2018-01-01..")
    assert reading(frame)["columns"]["month"] == "month"
    at_once = screen(frame, assume={"on": "2018-06-01"})
    assert set(at_once["decision"]) == {
        "direction=to_dprk;conduct=transfer;hs=84*;assume:on=2018-06-01"
    }
    path = tmp_path / "in.csv"
    frame.rename(columns={"month": "MES"}).to_csv(path, index=False)
    assert list(screen(path, month="MES")["decision"]) == list(decisions)
