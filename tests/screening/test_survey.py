"""What a column shows as a whole decides how its cells are read, in every kind of frame."""

import re

import dask.dataframe
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from sanctionslab.errors import KitError
from sanctionslab.screening import COLUMNS, reading, screen

USUAL = {
    "period": "2018-06",
    "reporterISO": "CHN",
    "partnerISO": "PRK",
    "flowCode": "M",
    "cmdCode": "850440",
}


def table(**columns):
    """A frame of trade out of the DPRK, with other columns in place of the usual ones."""
    lists = [values for values in columns.values() if isinstance(values, list)]
    size = max(map(len, lists), default=1)
    told = {name: value for name, value in {**USUAL, **columns}.items() if value is not None}
    return pd.DataFrame(told, index=range(size))


def days(values):
    """The first day that each of some periods is read as, empty where it is not read."""
    out = screen(table(period=values, cmdCode="27"))
    found = (re.search(r"on=([^.;]*)", text) for text in out["decision"])
    return [each[1] if each else "" for each in found]


def in_every_library(frame):
    """What screen adds to the same rows in a frame of each library, as lists."""
    arrow = pa.Table.from_pandas(frame)
    with duckdb.connect() as connection:
        yield screen(connection.from_arrow(arrow)).df()
    yield screen(frame)
    yield screen(arrow).to_pandas()
    yield screen(pl.from_arrow(arrow)).to_pandas()
    yield screen(pl.from_arrow(arrow).lazy()).collect().to_pandas()
    parts = dask.dataframe.from_pandas(frame, npartitions=2)
    yield screen(parts).compute(scheduler="sync")


@pytest.mark.parametrize(
    "columns",
    [
        {"period": ["03/02/2018", "25/02/2018", "01/09/2017"]},
        {"period": ["03/02/2018", "02/25/2018", "25/02/2018"]},
        {
            "primaryValue": ["1.200", "3,50", "700"],
            "qty": ["1", "1,0", "1"],
            "qtyUnitAbbr": "u",
            "cmdCode": "8703",
        },
        {"partnerCode": [109, 110, 116], "partnerDesc": ["North Korea", "HK", "Japan"]},
        {"cmdCode": ["7812", "8421", "6996", "2786", "7649", "8931", "7232"]},
        {"cmdCode": [301990000, 306140000, 8703232100, 8703232200, 407000000, 8421000000]},
        {"reporterISO": ["CHN", "NA", "RUS"], "partnerISO": ["JPN", "KOR", "NA"]},
    ],
    ids=lambda columns: "+".join(columns),
)
def test_every_library_reads_a_column_as_the_others_do(columns):
    frame = table(**columns)
    first, *others = in_every_library(frame)
    for out in others:
        for name in COLUMNS:
            assert list(map(str, out[name])) == list(map(str, first[name])), name


def test_the_order_of_day_and_month_is_that_of_the_column():
    assert days(["03/02/2018", "25/02/2018"]) == days(["2018-02-03", "2018-02-25"])
    assert days(["03-02-2018", "02-25-2018"]) == days(["2018-03-02", "2018-02-25"])
    assert days(["03/02/2018"]) == [""]
    mixed = days(["03/02/2018", "25/02/2018", "02/25/2018"])
    assert mixed == ["", *days(["2018-02-25", "2018-02-25"])]
    out = screen(table(period=["03/02/2018", "25/02/2018", "02/25/2018"]))
    assert "may have the day or the month first" in out["reason"][0]
    assert reading(table(period=["25/02/2018"]))["notes"] == ("period: day first",)


def each(values):
    """The class of the value of one thing, from texts in a column of values."""
    frame = table(
        primaryValue=values, qty="1", qtyUnitAbbr="u", cmdCode="8703", period="2017-01-01"
    )
    out = screen(frame.assign(flowCode="X"))
    found = (re.search(r"unit_value_usd=([^;]*)", text) for text in out["decision"])
    return [one[1] if one else "" for one in found], list(out["reason"])


def test_a_comma_is_a_decimal_one_where_the_column_shows_it():
    assert each(["1.200", "3,50"])[0] == ["500<2000", "<100"]
    assert each(["1,200", "3.50"])[0] == ["500<2000", "<100"]
    assert each(["1,200", "1,200,000"])[0] == ["500<2000", "2000<"]
    assert each(["1 200,5", "1.200"])[0] == ["500<2000", "500<2000"]
    for unclear in (["1.200"], ["1,200", "300"]):
        classes, reasons = each(unclear)
        assert classes[0] == "" and "thousands or decimals?" in reasons[0]
    classes, reasons = each(["1,200", "3,50", "3.50"])
    assert classes == ["", "", "<100"] and all(reasons[:2])
    assert each(["3,50", "1200.50"])[0] == ["", "500<2000"]


def test_numbers_of_another_list_are_refused_with_the_way_out():
    """109 is the DPRK for Chinese customs, 104 for those of Japan; 408 is it in M49."""
    for numbers in ([109, 408], ["110", "104", "408"], [408.0, 5790.0]):
        frame = table(partnerISO=None, partnerCode=numbers)
        with pytest.raises(KitError, match=r"in no list of M49 numbers.*--country-codes china"):
            screen(frame)
    frame = table(partnerISO=None, partnerCode=["109", "408", "104"])
    china = list(screen(frame, country_codes="china")["verdict"])
    assert china == ["prohibited", "not prohibited", "not prohibited"]
    japan = table(partnerISO=None, partnerCode=["103", "408", "104"], cmdCode="030614")
    assert list(screen(japan, country_codes="japan")["verdict"])[2] == "prohibited"
    with pytest.raises(KitError, match='no list "mars" of numbers of countries'):
        screen(frame, country_codes="mars")


def test_one_odd_number_among_many_costs_its_own_row():
    many = [4, 8, 12, 20, 24, 28, 31, 32, 36, 40, 44, 48, 50, 51, 52, 56, 60, 64, 68, 70, 408, 5790]
    out = screen(table(partnerISO=None, partnerCode=many))
    assert list(out["verdict"][-2:]) == ["prohibited", "undetermined"]
    assert "not recognised as a country" in out["reason"].iloc[-1]


def test_names_beside_numbers_of_another_list_are_read_and_the_numbers_left_out():
    frame = table(
        partnerISO=None,
        partnerCode=["109", "408", "110"],
        partnerDesc=["朝鲜", "玻利维亚", "香港"],
    )
    out = screen(frame)
    assert list(out["verdict"]) == ["prohibited", "not prohibited", "not prohibited"]
    read = reading(frame)
    assert read["columns"]["partner"] == "partnerDesc"
    assert read["notes"] == (
        "partnerCode: numbers of a list that is not known, left out; the names beside it are read",
    )
    both = screen(table(partnerISO=None, partnerCode=["408"], partnerDesc=["Bolivia"]))
    assert "contradict each other" in both["reason"][0]


def test_na_is_namibia_only_among_letters_of_two():
    frame = table(reporterISO=["CN", "NA"], partnerISO=["KP", "ZA"])
    assert list(screen(frame)["verdict"]) == ["prohibited", "not prohibited"]
    frame = table(reporterISO=["CHN", "NA"], partnerISO=["PRK", "ZAF"])
    assert list(screen(frame)["verdict"]) == ["prohibited", "undetermined"]


def test_codes_of_another_classification_are_none_of_the_hs():
    """SITC 8421 is a coat, HS 8421 a centrifuge: neither is cleared nor barred by the other."""
    codes = ["7812", "8421", "6996", "2786", "7649", "8931", "7232"]
    out = screen(table(cmdCode=codes))
    assert set(out["verdict"]) == {"unreadable"}
    assert all("of another classification" in reason for reason in out["reason"])
    elsewhere = screen(table(cmdCode=codes, partnerISO="JPN"))
    assert set(elsewhere["verdict"]) == {"not prohibited"}
    few = screen(table(cmdCode=["7812", "8421"]))
    assert list(few["verdict"]) == ["unreadable", "prohibited"]


def test_chapters_that_a_program_took_for_numbers_are_chapters():
    codes = ["18.0", "22.0", "24.0", "30.0", "27.0", "37.0", "8.0"]
    assert "unreadable" not in set(screen(table(cmdCode=codes))["verdict"])
    assert reading(table(cmdCode=codes))["notes"] == ()


def test_a_zero_that_was_lost_shows_in_the_lengths_of_the_codes():
    codes = [306140000, 407000000, 8703232100, 8421000000, 2701110000]
    out = screen(table(cmdCode=codes))
    assert list(out["verdict"]) == ["prohibited", "not prohibited", *out["verdict"][2:]]
    assert "hs=03" in out["decision"][0] and "hs=04" in out["decision"][1]
    assert reading(table(cmdCode=codes))["notes"] == (
        "cmdCode: codes of 10 digits; shorter ones have lost a zero",
    )
    # eight digits beside one of nine are codes of eight digits, and the one is odd
    mixed = screen(table(cmdCode=[40110000, 87032321, 84213900, 85044000, 61091000, 870323210]))
    assert "hs=40" in mixed["decision"][0] and mixed["verdict"].iloc[-1] == "unreadable"


def test_trade_with_others_needs_no_code_and_no_flow_that_can_be_read():
    frame = table(
        cmdCode=["abc", "TOTAL", "6996", "850440"],
        partnerISO=["JPN", "KOR", "PRK", "JPN"],
        flowCode=["M", "M", "M", "?"],
        classification=["S4", "H5", "H5", "H5"],
    )
    out = screen(frame)
    assert list(out["verdict"]) == ["not prohibited"] * 2 + ["unreadable", "not prohibited"]
    assert out["reason"][0] == "does not concern the DPRK"


def test_a_number_of_a_flow_means_nothing_without_a_publisher():
    """1 is imports for Comtrade and Eurostat, and exports for Japan."""
    out = screen(table(flowCode=["1", "M"]))
    assert list(out["verdict"]) == ["unreadable", "prohibited"]
    assert "a number means different things in different files" in out["reason"][0]
