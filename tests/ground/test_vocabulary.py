"""The vocabulary of facts, and Case: what it accepts, what it presumes, what it refuses and how it says so."""

import csv
import tomllib
from datetime import date, datetime
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracle import DATA, FROM_THE_ITEM, ORACLE, OTHER, gappy_cases, values

from sanctionslab import UNKNOWN, Case, KitError, Truth, case, cases, classify, facts
from sanctionslab.cases import Evidence
from sanctionslab.errors import near
from sanctionslab.vocabulary import FactError, fact, item, items, within

DAY = "2024-02-18"


def plain(truth_or_value):
    return str(truth_or_value) if isinstance(truth_or_value, Truth) else truth_or_value


# the vocabulary

PROMISED = """
    on date -; direction choice -; conduct choice -; mode choice -; personal_use yes/no -; item item -; hs hs item
    arms choice item, else none; new yes/no -; unit_value_usd number -; public_transport yes/no item; national_luxury yes/no item
    reading_2094_cars choice -; committee_approval yes/no no; notified yes/no -; livelihood yes/no -; within_cap yes/no -
    designated_party yes/no no; military_finding yes/no no; wmd_finding yes/no no; state_finding yes/no -; contract_date date on
    rajin_transit yes/no no; civil_aircraft_part yes/no item, else no; fuelled_outside_dprk yes/no no
    diplomatic_mission_use yes/no no; humanitarian_actor yes/no no; earning_income yes/no -; refugee yes/no no
    finance_kind choice -; related_discipline yes/no -; field choice -
"""


def test_the_promised_facts_are_there_with_their_types_and_presumptions():
    for line in PROMISED.replace("\n", ";").split(";"):
        if line := line.strip():
            name, kind, presumed = line.split(maxsplit=2)
            assert (facts()[name].type, facts()[name].presumed or "-") == (kind, presumed), name


def test_the_vocabulary_is_the_file():
    with (DATA / "facts.toml").open("rb") as file:
        assert list(facts()) == list(tomllib.load(file))
    for name, described in facts().items():
        assert (
            described.question.endswith("?") and described.why.endswith(".") and described.label
        ), name
        assert bool(described.values) == (described.type == "choice"), name


def test_every_value_of_every_choice_stands_and_has_words():
    for name, described in facts().items():
        for value in described.values:
            assert Case(**{"on": DAY, name: value}).value(name) == value and described.words(value)


def test_every_item_brings_its_code_and_what_is_presumed_of_it():
    with (DATA / "items.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["key"] for row in rows] == list(items())
    for row in rows:
        thing = Case(on=DAY, item=row["key"])
        assert thing.value("hs") == row["hs"]
        for name in FROM_THE_ITEM:
            general = {"arms": "none", "control_listed": "no", "civil_aircraft_part": "no"}.get(
                name, "unknown"
            )
            assert plain(thing.value(name)) == (row[name] or general), (row["key"], name)


# what a fact accepts


@pytest.mark.parametrize(
    ("name", "said", "meant"),
    [
        ("on", date(2024, 2, 18), date(2024, 2, 18)),
        ("on", datetime(2024, 2, 18, 23, 59), date(2024, 2, 18)),  # a moment of a day is that day
        ("on", pd.Timestamp("2024-02-18"), date(2024, 2, 18)),  # as a cell of a table holds it
        ("on", " 2024-02-18 ", date(2024, 2, 18)),
        ("on", "2024-02-29", date(2024, 2, 29)),  # a leap year
        ("hs", "87.03", "8703"),
        ("hs", "8703", "8703"),
        ("hs", 8703, "8703"),
        ("hs", "8703 23", "870323"),
        ("hs", "07", "07"),
        ("new", True, Truth.YES),
        ("new", "No", Truth.NO),
        ("new", Truth.YES, Truth.YES),
        ("unit_value_usd", 150, 150),
        ("unit_value_usd", 99.5, 99.5),
        ("unit_value_usd", Decimal("80"), 80),
        ("unit_value_usd", 0, 0),
        ("item", OTHER, OTHER),
    ],
)
def test_a_value_has_one_canonical_form(name, said, meant):
    assert fact(name).parse(said) == meant and type(fact(name).parse(said)) is type(meant)


@pytest.mark.parametrize("name", list(facts()))
def test_unknown_may_be_given_for_any_fact_and_overrides_its_presumption(name):
    for said in (UNKNOWN, "unknown", "UNKNOWN"):
        asked = Case(**{"on": DAY, "item": "aircraft_part", name: said})
        assert asked.origin(name) == (UNKNOWN, "unknown")


def test_none_means_not_given():
    assert Case(on=DAY, item="bus", committee_approval=None) == Case(on=DAY, item="bus")
    assert (
        Case(on=DAY, committee_approval=None).value("committee_approval") is Truth.NO
    )  # so the presumption holds


# what a case presumes


def test_where_a_value_comes_from():
    car = Case(on=DAY, item="passenger_car", notified=True)
    assert car.origin("notified") == (Truth.YES, "given")
    assert car.origin("hs") == ("8703", "item")  # an item implies its code
    assert car.origin("public_transport") == (Truth.NO, "item")
    assert car.origin("arms") == ("none", "presumed")
    assert car.origin("contract_date") == (date(2024, 2, 18), "presumed")  # the day of the event
    assert car.origin("national_luxury") == (
        UNKNOWN,
        "unknown",
    )  # never presumed to be on a list, nor off it
    assert Case(on=UNKNOWN).origin("contract_date") == (UNKNOWN, "unknown")
    assert Case(on=DAY, item="drone").origin("arms") == (
        UNKNOWN,
        "unknown",
    )  # "?" in the list of items
    assert Case(on=DAY, item="aircraft_part").origin("civil_aircraft_part") == (UNKNOWN, "unknown")
    assert Case(on=DAY, item="passenger_car", hs="870323").origin("hs") == (
        "870323",
        "given",
    )  # a finer code may be given


def test_a_known_code_rules_items_out_and_never_in():
    assert not item("statue").fits("1101")
    assert (
        item("statue").fits("9703") and item("statue").fits("97") and item("statue").fits("970310")
    )
    assert Case(on=DAY, hs="8703").value("item") is UNKNOWN
    assert (within("8703", ("87",)), within("8803", ("87",)), within("87", ("8703",))) == (
        Truth.YES,
        Truth.NO,
        UNKNOWN,
    )


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
    assert (
        other.but(**{name: one.given.get(name)}) == one
    )  # and back; None takes a fact back to not given


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
    assert (
        "on" not in other.evidence
        and other.evidence["item"] == gift.evidence["item"]
        and "on" in gift.evidence
    )
    assert (
        Case(on=DAY, evidence={"item": Evidence(("KH-25",))}).evidence == {}
    )  # evidence for a fact that is not given


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
    assert shown.as_known("2024-02-19").given == {
        "on": UNKNOWN,
        "mode": "gift",
    }  # a fact without a date is a definition
    assert (
        shown.as_known("2024-02-20 afternoon").value("on") is UNKNOWN
    )  # a day alone means the end of it
    assert shown.as_known("2024-02-20") == shown


def test_named_cases_are_cases():
    for key, named in cases().items():
        assert named.key == key and named.title and classify(named).explain()
    gift = case("aurus-2024-02")
    assert gift.value("item") == "luxury_automobile" and gift.value("on") == date(2024, 2, 18)


# what a case refuses: the message names the thing and the value, and shows the way out

REFUSED = [
    (dict(on=DAY, itme="bus"), ['"itme"', 'Did you mean "item"?']),
    (
        dict(on=DAY, committee_aproval=True),
        ['"committee_aproval"', 'Did you mean "committee_approval"?'],
    ),
    (dict(on=DAY, zzz=1), ['"zzz"', "sl.facts() lists them"]),
    (dict(), ["needs a date", 'on="2024-02-18"', "UNKNOWN"]),
    (dict(on=None, item="bus"), ["needs a date"]),
    (
        dict(on="2024-02-30"),
        ["on", "'2024-02-30'", "day of the calendar", "Check the month and the day"],
    ),
    (dict(on="2023-02-29"), ["on", "'2023-02-29'", "day of the calendar"]),
    (dict(on="18 Feb 2024"), ["on", "'18 Feb 2024'", 'as "2024-02-18"']),
    (dict(on="2024-02"), ["on", "'2024-02'", "UNKNOWN if only the month or year is known"]),
    (dict(on="20240218"), ["on", "'20240218'", 'as "2024-02-18"']),
    (dict(on=2024), ["on", "2024", 'as "2024-02-18"']),
    (dict(on=pd.NaT), ["on", "NaT", "UNKNOWN"]),
    (
        dict(on=DAY, direction="to dprk"),
        ["direction", "'to dprk'", "to_dprk, from_dprk, none", 'Did you mean "to_dprk"?'],
    ),
    (dict(on=DAY, conduct="Transfer"), ["conduct", "'Transfer'", 'Did you mean "transfer"?']),
    (dict(on=DAY, mode="theft"), ["mode", "'theft'", "gift, sale, barter, loan, aid", "UNKNOWN"]),
    (
        dict(on=DAY, item="passenger_cars"),
        ["item", "'passenger_cars'", 'Did you mean "passenger_car"?'],
    ),
    (dict(on=DAY, item="zeppelin"), ["item", "'zeppelin'", "sl.items() lists them", "hs code"]),
    (dict(on=DAY, new="maybe"), ["new", "'maybe'", '"yes", "no", True or False', "UNKNOWN"]),
    (dict(on=DAY, new=1), ["new", "1", "True or False"]),
    (
        dict(on=DAY, unit_value_usd="150"),
        ["unit_value_usd", "'150'", "number from 0 up", "for example 150"],
    ),
    (dict(on=DAY, unit_value_usd=-1), ["unit_value_usd", "-1", "number from 0 up"]),
    (dict(on=DAY, unit_value_usd=float("nan")), ["unit_value_usd", "nan", "UNKNOWN"]),
    (dict(on=DAY, unit_value_usd=float("inf")), ["unit_value_usd", "inf"]),
    (dict(on=DAY, unit_value_usd=10**400), ["unit_value_usd", "number from 0 up"]),
    (dict(on=DAY, unit_value_usd=True), ["unit_value_usd", "True", "number"]),
    (dict(on=DAY, hs="7"), ["hs", "'7'", "leading zero", '"07"']),
    (dict(on=DAY, hs=101), ["hs", "101", "leading zero", '"0101"']),
    (dict(on=DAY, hs="70310"), ["hs", "'70310'", "leading zero", '"070310"']),
    (dict(on=DAY, hs="87032310"), ["hs", "'87032310'", "at most 6 digits", '"870323"']),
    (dict(on=DAY, hs="7701"), ["hs", "'7701'", "77 is empty"]),
    (dict(on=DAY, hs="9801"), ["hs", "'9801'", "chapters 01 to 97"]),
    (dict(on=DAY, hs="00"), ["hs", "'00'", "chapters 01 to 97"]),
    (dict(on=DAY, hs="cars"), ["hs", "'cars'", '"8703"']),
    (dict(on=DAY, hs="8703a"), ["hs", "'8703a'", '"8703"']),
    (dict(on=DAY, hs="٨٧٠٣"), ["hs", '"8703"']),  # digits, but not of this notation
    (dict(on=DAY, hs=-8703), ["hs", "-8703", '"8703"']),
    (dict(on=DAY, hs=8703.0), ["hs", "8703.0", "as text"]),
    (dict(on=DAY, hs=True), ["hs", "True"]),
    (dict(on=DAY, hs=""), ["hs", "''"]),
    (
        dict(on=DAY, item="passenger_car", hs="0101"),
        ["item", '"passenger_car"', "8703", "hs", '"0101"', "leave hs out"],
    ),
    (
        dict(on=DAY, item="statue", hs="1101"),
        ['"statue"', '"1101"', "9703", "8306"],
    ),  # every code of the item is named
    (dict(on=DAY, evidence="KH-25"), ["evidence"]),
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
        (dict(dirction="to_dprk"), 'Did you mean "direction"'),
        (dict(hs="0101"), "does not cover it"),
        (dict(on=None), "needs a date"),
        (dict(title="x"), "not a fact of the vocabulary"),
    ]:
        with pytest.raises(FactError, match=words):
            car.but(**wrong)


def test_an_unknown_named_case():
    with pytest.raises(
        FactError, match='"aurus-2024-03" is not a named case .* Did you mean "aurus-2024-0'
    ):
        case("aurus-2024-03")
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


def test_near_misses_are_near():
    assert near("Passenger_Car", items()) == ' Did you mean "passenger_car"?'
    assert near("xyzzy", items()) == ""


# junk: nothing but a KitError comes out

ODD = {
    "<unknown>": UNKNOWN,
    "<yes>": Truth.YES,
    "<missing>": pd.NA,
    "<no time>": pd.NaT,
    "<object>": object(),
    "<class>": Case,
    "<function>": len,
}
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**400),
    st.floats(),
    st.text(max_size=12),
    st.binary(max_size=4),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.decimals(),
    st.fractions(),
    st.complex_numbers(),
    st.lists(st.integers(), max_size=2),
    st.tuples(),
    st.dictionaries(st.text(max_size=2), st.none(), max_size=1),
    st.sampled_from([*ODD, "bus", "8703", "2397:7"]),
)


def odd(value):
    """Junk with its odd objects put in. Hypothesis stumbles over strings of a class of their own, so it draws names for them."""
    if isinstance(value, (list, dict)):
        return (
            [odd(v) for v in value]
            if isinstance(value, list)
            else {k: odd(v) for k, v in value.items()}
        )
    return ODD.get(value, value) if isinstance(value, str) else value


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
    assert (
        eval(repr(made)) == made and classify(made).explain()
    )  # what is accepted is a case like any other


@given(junk)
def test_junk_for_a_name_is_a_kit_error(wrong):
    assume(not isinstance(wrong, str) or wrong not in (*facts(), *items()))
    for ask in (fact, item, case, Case(on=DAY).value, Case(on=DAY).origin):
        with pytest.raises(KitError):
            ask(odd(wrong))


@given(st.text())
def test_any_text_for_any_fact(text):
    for name in facts():
        try:
            Case(**{"on": DAY, name: text})
        except KitError as error:
            assert error.name == name and name in str(error)


def test_the_oracle_reads_the_same_vocabulary():
    assert list(ORACLE.facts) == list(facts()) and list(ORACLE.items) == list(items())
