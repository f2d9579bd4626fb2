"""Cells of every kind: each is read, or has a reason why it is not."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from sanctionslab.errors import KitError
from sanctionslab.screening import screen


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


def test_every_bad_row_has_a_reason_and_the_counts_add_up(expected):
    assert expected["verdict"].value_counts().sum() == len(expected)
    bad = expected[expected["verdict"] == "unreadable"]
    assert (bad["reason"] != "").all() and (bad["decision"] == "").all()
    assert "'TOTAL'" in bad["reason"].iloc[0] and "both sides" in bad["reason"].iloc[1]
    assert "'rubbish'" in bad["reason"].iloc[2] and "'abc'" in bad["reason"].iloc[2]


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
