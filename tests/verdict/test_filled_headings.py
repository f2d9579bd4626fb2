"""Headings that a thing fills: under them there is no other thing."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import ORACLE, codes

import sanctionslab as sl
from sanctionslab import UNKNOWN, Case, classify
from sanctionslab.errors import KitError
from sanctionslab.vocabulary import OTHER, fits, fitting

OUT = {"direction": "from_dprk", "conduct": "transfer"}
IN = {"direction": "to_dprk", "conduct": "transfer", "national_luxury": "no"}

# A day, the way, a code, and the paragraph that the code alone leads to.
BY_CODE = [
    ("2019-05-01", OUT, "2701", "2371:8"),
    ("2017-08-05", OUT, "260111", "2371:8"),
    ("2017-08-05", OUT, "0306", "2371:9"),
    ("2017-08-05", OUT, "1605", "2371:9"),
    ("2017-08-05", OUT, "7801", "2371:10"),
    ("2017-08-05", OUT, "2607", "2371:10"),
    ("2017-09-11", OUT, "610910", "2375:16"),
    ("2017-09-11", OUT, "5205", "2375:16"),
    ("2017-09-11", OUT, "6302", "2375:16"),
    ("2016-03-02", OUT, "7108", "2270:30"),
    ("2013-03-07", IN, "7113", "2094:23"),
    ("2016-03-02", IN, "9101", "2270:39"),
    ("2016-03-02", OUT, "2614", "2270:30"),
    ("2016-03-02", OUT, "2846", "2270:30"),
    ("2016-11-30", OUT, "7403", "2321:28"),
    ("2016-11-30", OUT, "7502", "2321:28"),
    ("2016-11-30", OUT, "7106", "2321:28"),
    ("2016-11-30", OUT, "7901", "2321:28"),
    ("2006-10-14", IN, "8710", "1718:8(a)(i)"),
    ("2013-03-07", IN, "7103", "2094:23"),
]


@pytest.mark.parametrize(("day", "way", "code", "paragraph"), BY_CODE)
def test_the_code_alone_tells_the_thing(day, way, code, paragraph):
    finding = classify(Case(on=day, hs=code, **way))
    assert paragraph in [ground.id for ground in (*finding.grounds, *finding.possible)]
    assert "item" not in finding.hinges_on


def test_coal_by_its_heading_is_prohibited_and_says_why():
    coal = Case(on="2019-05-01", hs="2701", **OUT)
    finding = classify(coal)
    assert finding.verdict == "prohibited"
    assert [ground.id for ground in finding.grounds] == ["2371:8"]
    assert "thing: coal (by the code, whose heading it fills)" in finding.explain()
    assert classify(coal.but(on="2017-08-04")).verdict != "prohibited"  # the cap of 2321:26
    rows = pd.DataFrame({"on": ["2019-05-01"], "hs": ["2701"], "direction": ["from_dprk"]})
    assert list(sl.screen(rows)["measures"]) == ["2371:8"]


# Doubt stays: which oil, which boat, originals of every kind, ore of copper, any arm.
@pytest.mark.parametrize("code", ["2710", "2711", "8903", "9306", "9703", "2603", "9102"])
def test_where_doubt_is_left_another_thing_stays_possible(code):
    assert OTHER in fitting(code)


def test_what_else_is_listed_stays_possible_under_a_filled_heading():
    assert fitting("6211") == ("textiles", "body_armour")
    assert fitting("2709") == ("crude_oil", "condensate")
    vest = Case(on="2010-01-01", hs="6211", **OUT)
    assert "item" in classify(vest).hinges_on  # a garment was free then, armour was not
    assert OTHER in fitting("27") and OTHER not in fitting("62")


def test_another_thing_under_a_filled_heading_is_refused():
    with pytest.raises(KitError, match="that heading holds nothing but what is listed: coal"):
        Case(on="2019-05-01", item=OTHER, hs="2701")
    assert Case(on="2019-05-01", item=OTHER, hs="27").value("hs") == "27"


def test_every_filled_heading_has_its_ground_and_is_one_of_the_thing():
    for key, row in ORACLE.items.items():
        assert bool(row["fills"]) == bool(row["fills_ground"]), key
        assert all(fits(key, code) for code in row["fills"]), key


@settings(max_examples=200)
@given(codes)
def test_what_fits_a_code_is_what_the_oracle_lets_stand(code):
    told = {thing for thing in (*ORACLE.items, OTHER) if ORACLE.stand_together(thing, code)}
    assert set(fitting(code)) == told


@settings(max_examples=100, deadline=None)
@given(
    st.dates(pd.Timestamp("2006-01-01").date(), pd.Timestamp("2026-01-01").date()),
    codes,
    st.sampled_from(["to_dprk", "from_dprk"]),
)
def test_a_code_and_the_one_thing_that_fits_it_have_one_verdict(day, code, way):
    things = fitting(code)
    by_code = classify(Case(on=day, direction=way, conduct="transfer", hs=code))
    verdicts = set()
    for thing in things:
        case = Case(on=day, direction=way, conduct="transfer", hs=code, item=thing)
        verdicts.add(classify(case).verdict)
    if len(things) == 1:
        assert {by_code.verdict} == verdicts
    elif by_code.verdict != "undetermined":
        assert verdicts == {by_code.verdict}


def test_several_codes_leave_the_things_that_fill_them():
    ore_or_coal = Case(on="2019-05-01", hs=sl.one_of("2601", "2701"), **OUT)
    assert classify(ore_or_coal).verdict == "prohibited"
    assert "thing: coal or iron ore (by the code" in classify(ore_or_coal).explain()


def test_an_unknown_code_or_thing_is_as_open_as_before():
    assert fitting(UNKNOWN)[-1] == OTHER and fits(OTHER, UNKNOWN)
