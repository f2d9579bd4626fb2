"""Case: what it presumes, that it is a value, what it refuses and how it says so."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from odd import junk, odd
from oracle import gappy_cases, values

from sanctionslab import UNKNOWN, Case, KitError, Truth, between, case, cases, classify, facts
from sanctionslab.cases import Evidence
from sanctionslab.vocabulary import FactError, fact

DAY = "2024-02-18"


def plain(truth_or_value):
    return str(truth_or_value) if isinstance(truth_or_value, Truth) else truth_or_value


# what a case presumes


def test_where_a_value_comes_from():
    car = Case(on=DAY, item="passenger_car", notified=True)
    assert car.origin("notified") == (Truth.YES, "given")
    assert car.origin("hs") == ("8703", "item")  # an item implies its code
    assert car.origin("public_transport") == (Truth.NO, "item")
    assert car.origin("arms") == ("none", "presumed")
    assert car.origin("contract_date") == (date(2024, 2, 18), "presumed")  # the day of the event
    # never presumed to be on a list, nor off it
    assert car.origin("national_luxury") == (UNKNOWN, "unknown")
    assert Case(on=UNKNOWN).origin("contract_date") == (UNKNOWN, "unknown")
    # "?" in the list of items
    assert Case(on=DAY, item="drone").origin("arms") == (UNKNOWN, "unknown")
    assert Case(on=DAY, item="aircraft_part").origin("civil_aircraft_part") == (UNKNOWN, "unknown")
    # a finer code may be given
    finer = Case(on=DAY, item="passenger_car", hs="870323")
    assert finer.origin("hs") == ("870323", "given")


# a case as a value


@given(gappy_cases())
def test_a_case_comes_back_from_its_own_text(facts_given):
    one = Case(**facts_given)
    assert eval(repr(one)) == one and hash(eval(repr(one))) == hash(one)


@given(gappy_cases())
def test_the_order_of_the_facts_does_not_matter(facts_given):
    one, other = Case(**facts_given), Case(**dict(reversed(facts_given.items())))
    assert one == other and hash(one) == hash(other) and repr(one) == repr(other)


@given(gappy_cases(), st.data())
def test_a_changed_copy_changes_nothing_else(facts_given, data):
    one = Case(**facts_given)
    before = repr(one)
    name = data.draw(st.sampled_from([n for n in facts() if n not in ("item", "hs")]))
    value = data.draw(values(name) | st.just("unknown"))
    other = one.but(**{name: value})
    assert repr(one) == before and plain(other.given[name]) == plain(value)
    assert {n: v for n, v in other.given.items() if n != name} == {
        n: v for n, v in one.given.items() if n != name
    }
    # and back; None takes a fact back to not given
    assert other.but(**{name: one.given.get(name)}) == one


def test_a_case_cannot_be_changed_in_place():
    car = Case(on=DAY, item="bus")
    with pytest.raises(KitError, match=r"case\.but\(on=\.\.\.\)"):
        car.on = "2015-01-01"
    with pytest.raises(KitError, match="does not change"):
        car.given = {}
    with pytest.raises(TypeError):
        car.given["item"] = "truck"


def test_a_changed_fact_loses_its_evidence_and_the_others_keep_theirs():
    gift = case("aurus-2024-02")
    other = gift.but(on="2015-01-01")
    assert "on" in gift.evidence and "on" not in other.evidence
    assert other.evidence["item"] == gift.evidence["item"]
    # evidence for a fact that is not given
    assert Case(on=DAY, evidence={"item": Evidence(("KH-25",))}).evidence == {}


def test_a_case_as_it_was_known_on_a_day():
    shown = Case(
        on=DAY,
        item="bus",
        mode="gift",
        evidence={
            "on": Evidence(known="2024-02-20"),
            "item": Evidence(known="2024-02-20 evening"),
            "mode": Evidence(),
        },
    )
    # a fact without a date is a definition
    assert shown.as_known("2024-02-19").given == {"on": UNKNOWN, "mode": "gift"}
    # a day alone means the end of it
    assert shown.as_known("2024-02-20 afternoon").value("on") is UNKNOWN
    assert shown.as_known("2024-02-20") == shown


def test_named_cases_are_cases():
    for key, named in cases().items():
        assert named.key == key and named.title and classify(named).explain()
    gift = case("aurus-2024-02")
    assert gift.value("item") == "luxury_automobile" and gift.value("on") == date(2024, 2, 18)


# what a case refuses: the message names the thing and the value, and shows the way out

REFUSED = [
    ({"on": DAY, "itme": "bus"}, ['"itme"', 'Did you mean "item"?']),
    (
        {"on": DAY, "committee_aproval": True},
        ['"committee_aproval"', 'Did you mean "committee_approval"?'],
    ),
    ({"on": DAY, "zzz": 1}, ['"zzz"', "sl.facts() lists them"]),
    ({}, ["needs a date", 'on="2024-02-18"', "UNKNOWN"]),
    ({"on": None, "item": "bus"}, ["needs a date"]),
    (
        {"on": "2024-02-30"},
        ["on", "'2024-02-30'", "day of the calendar", "Check the month and the day"],
    ),
    ({"on": "2023-02-29"}, ["on", "'2023-02-29'", "day of the calendar"]),
    ({"on": "18 Febber 2024"}, ["on", "'18 Febber 2024'", 'as "2024-02-18"']),
    ({"on": "2024-13"}, ["on", "'2024-13'", "not a month or year of the calendar"]),
    ({"on": "2024-02-20/2024-02-01"}, ["on", "'2024-02-20/2024-02-01'", "ends before it begins"]),
    ({"on": "/"}, ["on", "'/'", '"2024-02-01/2024-02-20"', "UNKNOWN"]),
    ({"on": "2024-02-01/20"}, ["on", "'20'", '"2024-02-01/2024-02-20"']),
    ({"on": between(1, 2)}, ["on", "1", "not a date"]),
    ({"on": DAY, "unit_value_usd": ".."}, ["unit_value_usd", "'..'", '"100..600"']),
    ({"on": DAY, "unit_value_usd": "600..100"}, ["unit_value_usd", "ends before it begins"]),
    ({"on": DAY, "unit_value_usd": "a..b"}, ["unit_value_usd", "'a'", "number from 0 up"]),
    ({"on": DAY, "item": "bus or hors"}, ["item", "'hors'", 'Did you mean "horse"?']),
    ({"on": DAY, "item": []}, ["item", "[]"]),
    ({"on": DAY, "new": between("a", "b")}, ["new", "between"]),
    (
        {"on": DAY, "item": ["bus", "horse"], "hs": "8703"},
        ["item", '"bus or horse"', '"8703"', "leave hs out"],
    ),
    ({"on": "20240218"}, ["on", "'20240218'", 'as "2024-02-18"']),
    ({"on": 2024}, ["on", "2024", 'as "2024-02-18"']),
    ({"on": pd.NaT}, ["on", "NaT", "UNKNOWN"]),
    (
        {"on": DAY, "direction": "to dprk"},
        ["direction", "'to dprk'", "to_dprk, from_dprk, none", 'Did you mean "to_dprk"?'],
    ),
    ({"on": DAY, "conduct": "Transfer"}, ["conduct", "'Transfer'", 'Did you mean "transfer"?']),
    ({"on": DAY, "mode": "theft"}, ["mode", "'theft'", "gift, sale, barter, loan, aid", "UNKNOWN"]),
    (
        {"on": DAY, "item": "passenger_cars"},
        ["item", "'passenger_cars'", 'Did you mean "passenger_car"?'],
    ),
    ({"on": DAY, "item": "zeppelin"}, ["item", "'zeppelin'", "sl.items() lists them", "hs code"]),
    ({"on": DAY, "new": "maybe"}, ["new", "'maybe'", '"yes", "no", True or False', "UNKNOWN"]),
    ({"on": DAY, "new": 1}, ["new", "1", "True or False"]),
    (
        {"on": DAY, "unit_value_usd": "150"},
        ["unit_value_usd", "'150'", "number from 0 up", "for example 150"],
    ),
    ({"on": DAY, "unit_value_usd": -1}, ["unit_value_usd", "-1", "number from 0 up"]),
    ({"on": DAY, "unit_value_usd": float("nan")}, ["unit_value_usd", "nan", "UNKNOWN"]),
    ({"on": DAY, "unit_value_usd": float("inf")}, ["unit_value_usd", "inf"]),
    ({"on": DAY, "unit_value_usd": 10**400}, ["unit_value_usd", "number from 0 up"]),
    ({"on": DAY, "unit_value_usd": True}, ["unit_value_usd", "True", "number"]),
    ({"on": DAY, "hs": "7"}, ["hs", "'7'", "leading zero", '"07"']),
    ({"on": DAY, "hs": 101}, ["hs", "101", "leading zero", '"0101"']),
    ({"on": DAY, "hs": "70310"}, ["hs", "'70310'", "leading zero", '"070310"']),
    ({"on": DAY, "hs": "87032310"}, ["hs", "'87032310'", "at most 6 digits", '"870323"']),
    ({"on": DAY, "hs": "7701"}, ["hs", "'7701'", "77 is empty"]),
    ({"on": DAY, "hs": "9801"}, ["hs", "'9801'", "chapters 01 to 97"]),
    ({"on": DAY, "hs": "00"}, ["hs", "'00'", "chapters 01 to 97"]),
    ({"on": DAY, "hs": "cars"}, ["hs", "'cars'", '"8703"']),
    ({"on": DAY, "hs": "8703a"}, ["hs", "'8703a'", '"8703"']),
    ({"on": DAY, "hs": "٨٧٠٣"}, ["hs", '"8703"']),  # digits, but not of this notation
    ({"on": DAY, "hs": -8703}, ["hs", "-8703", '"8703"']),
    ({"on": DAY, "hs": 8703.0}, ["hs", "8703.0", "as text"]),
    ({"on": DAY, "hs": True}, ["hs", "True"]),
    ({"on": DAY, "hs": ""}, ["hs", "''"]),
    (
        {"on": DAY, "item": "passenger_car", "hs": "0101"},
        ["item", '"passenger_car"', "8703", "hs", '"0101"', "leave hs out"],
    ),
    # every code of the item is named
    ({"on": DAY, "item": "statue", "hs": "1101"}, ['"statue"', '"1101"', "9703", "8306"]),
    ({"on": DAY, "evidence": "KH-25"}, ["evidence"]),
    ({"on": DAY, "title": 5}, ["title is a text, not 5"]),
    ({"on": DAY, "note": UNKNOWN}, ["note is a text, not UNKNOWN"]),
]


@pytest.mark.parametrize(("wrong", "words"), REFUSED, ids=lambda x: None)
def test_a_refusal_names_the_thing_the_value_and_the_way_out(wrong, words):
    with pytest.raises(FactError) as caught:
        Case(**wrong)
    message = str(caught.value)
    assert [word for word in words if word not in message] == [], message
    assert "\n" not in message and len(message) < 500 and message[-1] in ".?"


def test_a_changed_copy_refuses_like_a_new_case():
    car = Case(on=DAY, item="passenger_car")
    for wrong, words in [
        ({"dirction": "to_dprk"}, 'Did you mean "direction"'),
        ({"hs": "0101"}, "does not cover it"),
        ({"on": None}, "needs a date"),
        ({"title": "x"}, "not a fact of the vocabulary"),
    ]:
        with pytest.raises(FactError, match=words):
            car.but(**wrong)


def test_an_unknown_named_case():
    with pytest.raises(
        FactError, match='"aurus-2024-03" is not a named case .* Did you mean "aurus-2024-0'
    ):
        case("aurus-2024-03")
    with pytest.raises(
        FactError, match=r'"mine.toml" is not .* read by sl\.own_case\("mine.toml"\)'
    ):
        case("mine.toml")
    with pytest.raises(
        FactError, match=r'"limousine" is not a named case .*sl\.cases\(\) lists them'
    ):
        case("limousine")


def test_a_moment_that_is_none():
    for wrong, words in [
        ("2024-02-20 noon", '"noon" is not a part of the day'),
        ("yesterday", "'yesterday' is not a date"),
        ("unknown", "unknown"),
    ]:
        with pytest.raises(FactError, match=words):
            case("aurus-2024-02").as_known(wrong)


def test_the_error_can_be_read_by_programs_and_shows_no_traceback_in_a_notebook():
    with pytest.raises(KitError) as caught:
        Case(on=DAY, direction="up")
    assert (caught.value.name, caught.value.value, caught.value.allowed) == (
        "direction",
        "up",
        ("to_dprk", "from_dprk", "none"),
    )
    assert caught.value._render_traceback_() == [f"FactError: {caught.value}"]


# junk: nothing but a KitError comes out


@given(
    st.dictionaries(
        st.sampled_from(list(facts()))
        | st.text(max_size=8).filter(lambda n: n not in ("self", "key", "title", "note")),
        junk,
        max_size=5,
    )
)
def test_junk_makes_a_case_or_a_kit_error(wrong):
    try:
        made = Case(**{"on": DAY, **odd(wrong)})
    except KitError:
        return
    # what is accepted is a case like any other
    assert eval(repr(made)) == made and classify(made).explain()


def test_a_case_shows_what_each_fact_rests_on():
    html = case("aurus-2024-02")._repr_html_()
    assert "luxury car" in html and "luxury_automobile" in html and "KH-25" in html
    bare = Case(on="2024-02-18", conduct="transfer", title="A <b> case")._repr_html_()
    assert "A &lt;b&gt; case" in bare and "KH-" not in bare and "transfer" in bare


def test_of_things_of_which_it_is_one_what_each_brings_is_possible():
    rifle_or_car = Case(on="2018-01-01", item="small_arms or passenger_car")
    assert rifle_or_car.value("arms") == fact("arms").parse("none or small_arms")
    car_or_bus = Case(on="2018-01-01", item="passenger_car or bus")
    assert car_or_bus.value("arms") == "none"
    assert Case(on="2018-01-01", hs="8703").value("arms") == "none"  # whichever car it was
    assert Case(on="2018-01-01").value("arms") is UNKNOWN


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": "KH-25"},
        {"rows": (25,)},
        {"since_rows": "KH-25"},
        {"since_rows": ["KH-25", None]},
        {"known": 2024},
        {"since": date(2024, 2, 18)},
        {"note": None},
        {"note": 5},
    ],
    ids=str,
)
def test_evidence_is_ids_of_rows_and_texts(wrong):
    with pytest.raises(FactError, match=f"{next(iter(wrong))} of Evidence is a"):
        Evidence(**wrong)
    assert Evidence(["KH-25"], None, "", None).rows == ("KH-25",)


def test_a_case_is_equal_to_one_of_the_same_facts_and_to_nothing_else():
    one = Case(on="2024-02-18", item="bus")
    assert one == Case(item="bus", on="2024-02-18", title="A bus") != one.but(item="horse")
    assert one != "a case" and one != dict(one.given)
