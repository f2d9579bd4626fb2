"""Spark frames get what pandas frames get, without a row shipped to Python."""

from itertools import product

import pandas as pd
import pytest
from screened_rows import (
    ASSUME,
    BESIDE,
    COMTRADE,
    WIDE,
    check_beside,
    check_values,
    same,
    values_frame,
    wide_frame,
)

from sanctionslab.errors import KitError
from sanctionslab.screening import COLUMNS, screen

pytestmark = pytest.mark.spark


def test_spark(expected, spark):
    schema = (
        "period string, reporterISO string, partnerISO string, flowCode string, "
        "cmdCode string, primaryValue double, "
        "qty double, qtyUnitCode long, note string"
    )
    frame = spark.createDataFrame(list(zip(*COMTRADE.values(), strict=True)), schema).repartition(3)
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
        "select date '2018-06-01' as on, timestamp '2017-06-01 12:00:00' as moment, "
        "842139 as hs, 'from_dprk' as direction"
    )
    assert screen(frame).first()["verdict"] == "prohibited"
    assert screen(frame, on="moment").first()["verdict"] == "not prohibited"


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
        "on string, direction string, what string, row int, primaryValue double, qty double, "
        "qtyUnitAbbr string, "
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


def test_text_that_is_no_plain_number_on_spark(spark):
    rows_ = [tuple(row.values()) for row in values_frame().to_pylist()]
    frame = spark.createDataFrame(
        rows_,
        "on string, direction string, primaryValue string, qty string, qtyUnitAbbr string, "
        "what string, row int",
    ).repartition(3)
    out = screen(frame, item="what", assume=ASSUME).orderBy("row").collect()
    check_values({name: [row[name] for row in out] for name in COLUMNS})


def test_days_beyond_the_calendar_and_odd_columns_on_spark(spark):
    frame = spark.sql(
        "select timestamp '+12000-01-01 00:00:00' as far, date '2018-06-01' as day, "
        "interval 1 month as odd, cast(8421.39 as float) as small, binary('8421') as bytes, "
        "'8421' as text, 'from_dprk' as direction, 'True' as new, \"'12,5\" as v, true as q"
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


def test_what_a_column_shows_decides_on_spark_too(spark):
    frame = pd.DataFrame(
        {
            "row": range(4),
            "period": ["03/02/2017", "25/02/2017", "01/09/2017", "12/25/2017"],
            "reporterISO": "CHN",
            "partnerCode": ["109", "408", "110", "116"],
            "partnerDesc": ["North Korea", "Bolivia", "DPRK", "Japan"],
            "flowCode": "X",
            "cmdCode": ["8703", "8703", "870323", "6996"],
            "primaryValue": ["1.200", "3,50", "1 234,5", "3.50"],
            "qty": ["1", "1,0", "1", "1"],
            "qtyUnitAbbr": "u",
        }
    )
    for table in (frame, frame.iloc[:3]):
        rows_ = list(table.itertuples(index=False, name=None))
        schema = ", ".join(f"{n} {'int' if n == 'row' else 'string'}" for n in table.columns)
        found = screen(spark.createDataFrame(rows_, schema)).orderBy("row").collect()
        wanted = screen(table)
        for name in COLUMNS:
            assert [row[name] for row in found] == wanted[name].tolist()


def test_a_month_in_a_column_of_its_own_is_read_with_its_year_on_spark(spark):
    rows = [("2017", 12, "8421"), ("2018", 6, "8421"), ("2017", 52, "8421"), ("", 1, "8421")]
    names = ["year", "month", "hs"]
    out = screen(spark.createDataFrame(rows, names), assume={"direction": "to_dprk"})
    told = screen(pd.DataFrame(rows, columns=names), assume={"direction": "to_dprk"})
    assert sorted(row["decision"] for row in out.collect()) == sorted(told["decision"])
    assert len(set(told["decision"])) == 4
