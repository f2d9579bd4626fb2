"""Every paragraph is reached by some case, every test and every value can turn one.

All of it is generated from the data, so that a new paragraph or value is held to it at once.
"""

from datetime import timedelta

import pytest
from law_cases import BANS, a_case, edited
from oracle import ORACLE, clauses

from sanctionslab import Case, classify, law
from sanctionslab.errors import KitError
from sanctionslab.law import LawError, load
from sanctionslab.logic import Truth
from sanctionslab.vocabulary import OTHER, FactError, fact, facts, items
from sanctionslab.vocabulary.facts import facts_from

ONE = timedelta(days=1)
CLAUSES = [(measure, tests) for measure in BANS for tests in measure.when]
BINDING = [measure for measure in law().measures if measure.force == "binding"]
MOST_OUT_OF_REACH = 10


def of_clause(pair):
    return f"{pair[0].id} {', '.join(str(test.wanted[0]) for test in pair[1])}"


def days_of(measure):
    """The first day of a measure, and the day after its last one or None."""
    stands = [day for day in law().boundaries if measure in law().in_force(day)]
    after = [day for day in law().boundaries if day > stands[-1]]
    return stands[0], after[0] if after else None


def grounds(case, some_law=None):
    return {ground.id for ground in classify(case, some_law).grounds}


# days


@pytest.mark.parametrize(("measure", "tests"), CLAUSES, ids=map(of_clause, CLAUSES))
def test_every_clause_bites_from_its_first_day_to_its_last(measure, tests):
    first, after = days_of(measure)
    case = a_case(tests, on=first)
    assert measure.id in grounds(case.but(on=first))
    assert measure.id not in grounds(case.but(on=first - ONE))
    if after:
        assert measure.id in grounds(case.but(on=after - ONE))
        assert measure.id not in grounds(case.but(on=after))


# tests


def others_of(test):
    """Values of a fact that do not meet a test."""
    described = fact(test.fact)
    if test.op == "hs":
        candidates = ["01", "87", "27", "72", "93"]
    elif described.type == "item":
        candidates = [OTHER, *items()]
    elif described.type == "yes/no":
        candidates = ["yes", "no"]
    elif described.type == "choice":
        candidates = list(described.values)
    else:
        candidates = [test.wanted[0]]  # limits here are above, never at
    return [value for value in map(described.parse, candidates) if test.check(value) is Truth.NO]


def beside(tests, when):
    """Facts that keep a case out of the other clauses, as far as this one does not ask for them."""
    asked = {test.fact for test in tests}
    others = [test for other in when for test in other if test.fact not in asked]
    return {test.fact: others_of(test)[0] for test in others if test.fact not in ("item", "hs")}


def alone(measure):
    """The law with no bans but one, and those that it extends, without which it is not in force."""
    base, kept = {measure.id}, set()
    while base - kept:
        kept |= base
        base = {paragraph for one in base for paragraph in law().measure(one).extends}
    return law().without(*(ban.id for ban in BANS if ban.id not in kept))


def _contradicts(case, changes):
    """Whether a case would say what cannot be: goods that are passed on, and no thing."""
    try:
        case.but(**changes)
    except KitError as refused:
        assert "nothing" in str(refused)
        return True
    return False


@pytest.mark.parametrize("measure", BANS, ids=lambda measure: measure.id)
def test_every_test_of_every_measure_can_turn_a_verdict(measure):
    only, first = alone(measure), days_of(measure)[0]
    for tests in measure.when:
        case = a_case(tests, on=first).but(**beside(tests, measure.when))
        assert classify(case, only).verdict == "prohibited"
        for test in tests:
            turned = []
            for value in others_of(test):
                changes = {test.fact: value}
                if test.fact in ("item", "hs"):
                    changes = {"item": None, "hs": None, **changes}
                if not _contradicts(case, changes):
                    turned.append(classify(case.but(**changes), only).verdict)
            assert set(turned) - {"prohibited"}, (measure.id, test)


# values


def asked_values(name):
    """The values of a fact that the tests of some paragraph or exemption name."""
    parts = [*law().measures, *(out for measure in law().measures for out in measure.unless)]
    every = (test for part in parts for tests in part.when for test in tests)
    return {value for test in every if test.fact == name for value in test.wanted}


@pytest.mark.parametrize("name", facts())
def test_every_value_is_asked_for_or_has_its_reason(name):
    described, asked = fact(name), asked_values(name)
    if (
        not asked
        and name != "on"
        and not any(name in f.untested.values() for f in facts().values())
    ):
        assert described.why.startswith("No paragraph asks.")
        return
    if described.type == "choice":
        told = {*described.unasked, *described.untested}
        assert told == set(described.values) - asked
        assert all(reason.endswith(".") for reason in described.unasked.values())


def test_a_value_with_a_reason_bars_nothing():
    """An act that no paragraph asks for is not prohibited, whatever else may be the case."""
    for act in fact("conduct").unasked:
        found = classify(Case(on="2024-01-01", conduct=act, designated_party="yes"))
        assert (found.verdict, found.hinges_on) == ("not prohibited", frozenset()), act


# what no case can reach


def test_a_binding_paragraph_is_reached_or_says_why_not():
    without = [measure for measure in BINDING if not measure.when]
    assert without
    for measure in without:
        ways = (bool(measure.extends), bool(measure.unreachable), measure.subject == "humanitarian")
        assert sum(ways) == 1, measure.id
        assert bool(measure.unreachable) == measure.is_untested


def test_few_binding_paragraphs_are_out_of_reach():
    out = [measure for measure in BINDING if measure.is_untested]
    assert 0 < len(out) <= MOST_OUT_OF_REACH
    assert all(measure.unreachable.endswith(".") for measure in out)
    assert all(measure.unreachable in repr(measure) for measure in out)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("1718.toml", "unreachable = ", "# ", ["1718:12", "no case can reach it", "extends"]),
        (
            "2371.toml",
            'conduct = "chemical_weapons"',
            'conduct = "chemical_weapons"\n[[measure]]\nid = "2371:99"\ntitle = "x"\n'
            'subject = "dprk"\nforce = "binding"\nduty = "x"\nconfidence = "known"\n'
            'source = ["resolution-text"]\nextends = ["2371:99b"]',
            ["2371:99", "extends"],
        ),
        (
            "2371.toml",
            'id = "2371:15"',
            'id = "2371:15"\nunreachable = "No reason."',
            ["2371:15", "unreachable is for"],
        ),
        (
            "2321.toml",
            'extends = ["2270:18"]',
            'extends = ["1718:12"]',
            ["2321:13", "nor has what it extends"],
        ),
    ],
)
def test_what_is_out_of_reach_without_a_reason_is_refused(tmp_path, name, old, new, words):
    with pytest.raises(LawError) as caught:
        load(edited(tmp_path, name, old, new))
    assert [word for word in (name, *words) if word not in str(caught.value)] == []


# a vocabulary that says too little


def test_a_vocabulary_without_directions_is_refused_with_a_sentence():
    plain = {"label": "x", "group": "x", "type": "choice", "question": "x?", "why": "x"}
    acts = {**plain, "values": {"transfer": "goods were passed on"}}
    ways = {**plain, "values": {"to_dprk": "in"}}
    for lacking in ({}, {"directions": {}}, {"directions": "transfer"}):
        with pytest.raises(FactError, match=r"facts.toml, conduct: directions is missing"):
            facts_from({"conduct": {**acts, **lacking}, "direction": ways})
    for lost, words in [
        ({"directions": {"transfers": ["to_dprk"]}}, 'conduct: "transfers".*Did you mean "tr'),
        ({"directions": {"transfer": ["out"]}}, 'direction: "out"'),
        ({"directions": {"transfer": ["to_dprk"]}, "unasked": {"talk": "x"}}, '"talk"'),
        ({"directions": {"transfer": ["to_dprk"]}, "untested": {"transfer": "doubt"}}, '"doubt"'),
    ]:
        with pytest.raises(FactError, match=words):
            facts_from({"conduct": {**acts, **lost}, "direction": ways})
    whole = facts_from(
        {"conduct": {**acts, "directions": {"transfer": ["to_dprk"]}}, "direction": ways}
    )
    assert whole["conduct"].directions == {"transfer": ["to_dprk"]}


def test_the_oracle_finds_the_same_out_of_reach():
    """Read anew from the files: binding, without tests, and nothing that it extends."""
    out = {
        paragraph
        for paragraph, entry in ORACLE.measures.items()
        if entry["force"] == "binding"
        and not clauses(entry.get("when", []))
        and not entry.get("extends")
        and entry["subject"] != "humanitarian"
    }
    assert out == {measure.id for measure in BINDING if measure.is_untested}
