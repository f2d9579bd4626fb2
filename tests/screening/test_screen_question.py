"""Which column is taken for what, what is presumed, and which questions are refused."""

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from screened_rows import COMTRADE

import sanctionslab as sl
from sanctionslab.errors import KitError
from sanctionslab.screening import reading, screen


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


def test_two_columns_that_could_hold_the_code_are_refused():
    frame = pd.DataFrame(
        {"on": ["2018-06-01"], "hs": ["0101"], "cmdCode": ["8703"], "direction": ["to_dprk"]}
    )
    with pytest.raises(
        KitError,
        match=r'hs: "hs" and "cmdCode" could both hold the HS code. '
        r'Name the one that does \(hs="hs" or --hs hs\)',
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
        match=r"direction: no column found that tells it.*--reporter and --partner.*"
        "--assume direction=unknown",
    ):
        screen(frame)
    out = screen(frame, assume={"direction": "unknown"})
    assert out["verdict"][0] == "prohibited" and out["decision"][0].endswith(
        ";assume:direction=unknown"
    )


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
