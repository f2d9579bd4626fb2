"""HS codes as people write them, and what a code that is short or of another list says."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from screened_rows import ASSUME

import sanctionslab as sl
from sanctionslab.screening import code, explain, screen


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
        "803901",
        "30617000",
        "6996",
        "7812",
        "0870",
        "870310000000000",
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
    """The headings with which chapters 01 to 09 end are those of `last`."""
    last = {1: 106, 2: 210, 3: 309, 4: 410, 5: 511, 6: 604, 7: 714, 8: 814, 9: 910}
    for n in range(100, 1000):
        for raw in (str(n), n, float(n), f"{n}21"):
            if n % 100 and n <= last[n // 100]:
                assert code(raw) == f"0{raw}"[:6].removesuffix(".0")
            else:
                with pytest.raises(
                    ValueError,
                    match=f"is no HS code: it has [35] digits, and no heading 0{n} exists"
                    ".*write 2, 4 or 6 digits",
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
        "unreadable",
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


@pytest.mark.parametrize(
    "raw", ["8703219", 1012100, 1012100.0, "870321901", "101210000", "12345678901"]
)
def test_seven_or_nine_digits_can_be_read_in_two_ways(raw):
    with pytest.raises(
        ValueError,
        match=r"a leading zero was lost, or (one|three|five) national digits? follows? the six; "
        "give the first six digits",
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
    "classification, readable",
    [
        ("H0", True),
        ("H6", True),
        ("hs", True),
        ("HS2017", True),
        ("HS 1988/92", True),
        ("HS - as reported", True),
        ("SITC", False),
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
        "prohibited",
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
    told = explain("on=2017-06-01;direction=to_dprk;conduct=transfer;hs=5701;unit_value_usd=500<")
    assert told.explain().count("  Value of one (USD): above 500; argued here for 501\n") == 1


def test_goods_that_are_not_specified_are_unknown():
    out = screen(pd.DataFrame({"on": ["2018-06-01"], "hs": ["999999"], "direction": ["to_dprk"]}))
    assert out["verdict"][0] == "undetermined" and "HS 999999" in out["reason"][0]
