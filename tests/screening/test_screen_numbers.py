"""The value of one thing, from columns of numbers and of text."""

import dask.dataframe
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screened_rows import ASSUME, check_values, values_frame

from sanctionslab.screening import COLUMNS, screen
from sanctionslab.screening.plan import plan_for
from sanctionslab.screening.question import question_of
from sanctionslab.screening.values import Numbers


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
        ),
        strict=True,
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


def test_text_that_is_no_plain_number_is_unknown_and_said_to_be():
    table = values_frame()
    with duckdb.connect() as connection:
        relation = screen(connection.from_arrow(table), item="what", assume=ASSUME)
        check_values(
            dict(
                zip(
                    relation.columns,
                    zip(*relation.order("row").fetchall(), strict=True),
                    strict=True,
                )
            )
        )
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
            "v": [f"USD {n}" for n in range(1, 500)],
            "q": [f"{n} pieces" for n in range(1, 500)],
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
