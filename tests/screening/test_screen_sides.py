"""The direction, from reporter, partner and flow by any usual name."""

import csv
import re

import dask.dataframe
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screened_rows import BESIDE, check_beside

from sanctionslab.errors import KitError
from sanctionslab.files import data_path
from sanctionslab.screening import explain, screen


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
    try:
        got, _ = sided(name, "RUS") if first else sided("RUS", name)
    except KitError as error:  # a number of another list
        assert "are in no list of M49 numbers" in str(error)
        return
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
        if name and name != "NA"  # beside names that are no two letters, NA is no Namibia
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
