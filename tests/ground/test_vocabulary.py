"""The vocabulary: its facts, things and codes, and the values that a fact accepts."""

import csv
import tomllib
from datetime import date, datetime
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from odd import junk, odd
from oracle import DATA, FROM_THE_ITEM, ORACLE, OTHER, values

import sanctionslab as sl
from sanctionslab import UNKNOWN, Case, KitError, Truth, case, facts
from sanctionslab.errors import near
from sanctionslab.vocabulary import allows, fact, in_code, is_open, item, items, within

DAY = "2024-02-18"


# the vocabulary

# A fact, its type and what is presumed of it.
PROMISED = """
    on date -
    direction choice -
    conduct choice -
    mode choice -
    personal_use yes/no -
    item item -
    hs hs item
    arms choice item, else none
    new yes/no -
    unit_value_usd number -
    public_transport yes/no item
    national_luxury yes/no item
    reading_2094_cars choice -
    committee_approval yes/no no
    notified yes/no -
    livelihood yes/no -
    within_cap yes/no -
    designated_party yes/no no
    military_finding yes/no no
    wmd_finding yes/no no
    state_finding yes/no -
    contract_date date on
    rajin_transit yes/no no
    civil_aircraft_part yes/no item, else no
    fuelled_outside_dprk yes/no no
    diplomatic_mission_use yes/no no
    humanitarian_actor yes/no no
    earning_income yes/no -
    refugee yes/no no
    finance_kind choice -
    related_discipline yes/no -
    field choice -
"""


def test_the_promised_facts_are_there_with_their_types_and_presumptions():
    for line in PROMISED.strip().splitlines():
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
            assert str(thing.value(name)) == (row[name] or general), (row["key"], name)


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
    # so the presumption holds
    assert Case(on=DAY, committee_approval=None).value("committee_approval") is Truth.NO


def test_a_known_code_rules_items_out_and_never_in():
    assert not item("statue").fits("1101")
    assert all(item("statue").fits(code) for code in ("9703", "97", "970310"))
    assert Case(on=DAY, hs="8703").value("item") is UNKNOWN
    assert within("8703", ("87",)) is Truth.YES
    assert within("8803", ("87",)) is Truth.NO
    assert within("87", ("8703",)) is UNKNOWN


def test_near_misses_are_near():
    assert near("Passenger_Car", items()) == ' Did you mean "passenger_car"?'
    assert near("xyzzy", items()) == ""


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


SPANS = {
    "2023-09": ("2023-09-01", "2023-09-30", "in September 2023"),
    "2023": ("2023-01-01", "2023-12-31", "in 2023"),
    "2024-02": ("2024-02-01", "2024-02-29", "in February 2024"),
    "/2024-02-20": (None, "2024-02-20", "by 20 February 2024"),
    "2024-02-01/": ("2024-02-01", None, "on or after 1 February 2024"),
    "2023-12/2024-01-05": (
        "2023-12-01",
        "2024-01-05",
        "between 1 December 2023 and 5 January 2024",
    ),
}


WRITTEN = {
    "18 February 2024": "2024-02-18",
    "18 Feb 2024": "2024-02-18",
    "February 18, 2024": "2024-02-18",
    "on 18th february 2024": "2024-02-18",
    "1. May 2018": "2018-05-01",
    "February 2024": "2024-02",
    "in Sept. 2023": "2023-09",
    "by 20 February 2024": "/2024-02-20",
    "1 February 2024/20 February 2024": "2024-02-01/2024-02-20",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_day_as_people_write_it(text):
    assert fact("on").parse(text) == fact("on").parse(WRITTEN[text])


@pytest.mark.parametrize("text", ["30 February 2024", "18 Ma 2024", "may 2018 or so", "02/03/2024"])
def test_a_day_that_can_mean_none_or_two_is_refused(text):
    with pytest.raises(KitError, match="on: "):
        fact("on").parse(text)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_the_words_for_a_day_are_read_as_that_day(day):
    assert fact("on").parse(fact("on").words(day)) == day


@pytest.mark.parametrize("text", SPANS)
def test_a_span_of_days_from_text(text):
    first, last, words = SPANS[text]
    span = fact("on").parse(text)
    assert span == fact("on").parse(sl.between(first, last)) == fact("on").parse(str(span))
    assert fact("on").words(span) == words
    day = date.fromisoformat(first or last)
    assert (day in span and date(1999, 1, 1) not in span) or first is None
    assert all(date.fromisoformat(end) in span for end in (first, last) if end)


@pytest.mark.parametrize(
    ("text", "read", "words"),
    [
        ("100..600", "100..600", "between 100 and 600"),
        ("1,000..2,000.5", "1000..2000.5", "between 1,000 and 2,000.5"),
        ("..600", "..600", "up to 600"),
        ("100..", "100..", "100 or more"),
        ("0..600", "..600", "up to 600"),  # no value is below 0
        ("0..", "unknown", "unknown"),
        ("0..0", "0", "0"),
        ("..0", "0", "0"),
        ("5..5", "5", "5"),
        ("100..600 or 600..700", "100..700", "between 100 and 700"),
        ("100..600 or 200..300", "100..600", "between 100 and 600"),
        ("100.. or 200..300", "100..", "100 or more"),
        ("..600 or 300..", "unknown", "unknown"),
        ("..600 or 700..", "..600 or 700..", "up to 600 or 700 or more"),
        ("100..600 or 601..700", "100..600 or 601..700", "between 100 and 600 or between 601 and"),
    ],
)
def test_a_span_of_numbers_from_text(text, read, words):
    value = fact("unit_value_usd").parse(text)
    assert str(value) == read and fact("unit_value_usd").words(value).startswith(words)


@pytest.mark.parametrize("text", ["1..2..3", "..", "600..100", "-5..3", "a..b", "5..-1"])
def test_what_is_no_span_of_numbers_is_refused(text):
    with pytest.raises(KitError, match="unit_value_usd: ") as caught:
        fact("unit_value_usd").parse(text)
    assert caught.value.value in (text, "a", -5, -1)
    assert fact("unit_value_usd").parse(sl.between(100, 600)) == sl.between(100, 600)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2024-02-01/2024-02-10 or 2024-02-11/2024-02-20", "2024-02-01/2024-02-20"),
        ("2024-02-01/2024-02-10 or 2024-02-12", "2024-02-01/2024-02-10 or 2024-02-12"),
        ("2024-02-01/2024-02-28", "2024-02-01/2024-02-28"),
        ("2024-02-02/2024-02-29", "2024-02-02/2024-02-29"),
        ("2023-02-01/2024-02-29", "2023-02-01/2024-02-29"),
        ("2024-03-01/2024-03-05 or /2024-02-10", "/2024-02-10 or 2024-03-01/2024-03-05"),
        ("2023-01-01/2023-12-31", "2023"),
        ("2023-02-01/2023-12-31", "2023-02-01/2023-12-31"),
        ("9999-12-01/9999-12-31", "9999-12"),  # the last month there is
        ("9999-11-01/9999-12-31", "9999-11-01/9999-12-31"),
    ],
)
def test_days_that_are_a_month_or_follow_each_other_are_one(text, read):
    assert str(fact("on").parse(text)) == read


def test_what_is_described_can_be_a_member_of_a_set():
    for name in facts():
        assert {fact(name), fact(name)} == {fact(name)}
    assert len({*items().values(), item("bus")}) == len(items())
    resolutions = sl.law().resolutions
    assert len({*resolutions, sl.law().resolution(1874)}) == len(resolutions)


def test_a_fact_shows_its_question():
    assert repr(fact("on")) == "<Fact on: On what day did it happen?>"


def test_to_name_all_that_there_is_is_to_know_nothing():
    new, mode, thing = fact("new"), fact("mode"), fact("item")
    assert new.parse("yes or no") is mode.parse(list(mode.values)) is UNKNOWN
    assert thing.parse("bus or unknown") is thing.parse(["bus", UNKNOWN]) is UNKNOWN
    assert mode.parse(["gift", "sale"]) == sl.one_of("gift", "sale")


def test_code_gives_a_text_as_it_is_written():
    assert in_code("дело 🎈") == '"дело 🎈"' and in_code(None) == "None"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("8703101", 'at most 6 digits. National digits come after the sixth; give "870310".'),
        ("8799", "Near it are 8714, 8715, 8716; the chapter alone is 87."),
        ("870", 'Was a leading zero lost? Then give "0870".'),
        ("7701", "in chapters 01 to 97 (77 is empty). Check the digits."),
    ],
)
def test_a_code_that_is_none_is_refused_with_the_nearest(code, said):
    with pytest.raises(KitError) as caught:
        fact("hs").parse(code)
    assert said in str(caught.value)


@given(st.sampled_from(list(facts())), st.data())
def test_several_values_are_one_value_in_one_order(name, data):
    several = data.draw(st.lists(values(name), min_size=1, max_size=4))
    parsed = fact(name).parse(sl.one_of(*several))
    assert parsed == fact(name).parse(sl.one_of(*reversed(several))) == fact(name).parse(parsed)
    assert hash(parsed) == hash(fact(name).parse(list(several)))
    if is_open(parsed):
        assert fact(name).parse(str(parsed)) == parsed
        assert fact(name).parse(eval(in_code(parsed, "sl."), {"sl": sl})) == parsed
    assert all(allows(parsed, fact(name).parse(one)) for one in several if name != "hs")
    assert fact(name).words(parsed)
