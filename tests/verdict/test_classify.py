"""Verdicts: the reader's list, and properties that must hold of every case."""

from datetime import date
from itertools import combinations, islice, product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from oracle import ORACLE, Oracle, cut_laws, gappy_cases, hazy_cases, values
from reader import BARRED, FREE, NAMED, OPEN, READER

import sanctionslab as sl
from sanctionslab import UNKNOWN, Case, KitError, Verdict, case, cases, classify, facts, law
from sanctionslab.vocabulary import OneOf, Span


def test_the_table_of_items_is_whole():
    assert [line.split()[0] for line in NAMED.strip().splitlines()] == list(ORACLE.items)


@pytest.mark.parametrize("check", READER.values(), ids=READER)
def test_reader(check):
    check(law())


def test_the_named_gift():
    gift = classify(case("aurus-2024-02"))
    assert (gift.verdict, {g.id for g in gift.grounds}, gift.assumed) == (
        BARRED,
        {"2094:23", "2397:7"},
        {"committee_approval", "diplomatic_mission_use"},
    )


# properties of every case


def plain(one):
    """The facts of a case as the oracle takes them."""
    return {
        name: f"{value.first}/{value.last}"
        if isinstance(value, Span)
        else [str(one) for one in value.values]
        if isinstance(value, OneOf)
        else value
        if isinstance(value, (date, int, float))
        else str(value)
        for name, value in one.given.items()
    }


def but(one, **changes):
    """A changed copy, or None where the change contradicts the rest."""
    try:
        return one.but(**changes)
    except KitError:
        return None


@settings(max_examples=400)
@given(gappy_cases())
def test_the_verdict_is_what_every_completion_says(given_facts):
    assert classify(Case(**given_facts)).verdict == ORACLE.verdict(given_facts)


@settings(max_examples=100)
@given(hazy_cases())
def test_the_oracle_that_looks_once_says_what_it_says_one_by_one(given_facts):
    """It passes over what was filled in differently and leaves the same to be asked."""
    told = ORACLE.answers(given_facts)
    completions = ORACLE._completions(given_facts)
    tried = [answer for _, answer in islice(completions, 1000)]
    assert set(tried) == told if len(tried) < 1000 else set(tried) <= told


@pytest.mark.slow
@settings(max_examples=60)  # some have a hundred thousand completions
@given(hazy_cases(known=2))
def test_the_verdict_on_what_is_possible_is_what_every_completion_says(given_facts):
    assert classify(Case(**given_facts)).verdict == ORACLE.verdict(given_facts)


@pytest.mark.slow
@settings(max_examples=25)
@given(hazy_cases(known=2))
def test_grounds_where_several_values_are_possible(given_facts):
    found = classify(Case(**given_facts))
    sure, possible = ORACLE.sure_and_possible(given_facts)
    assert {g.id for g in found.possible} == possible
    if sure or found.verdict != BARRED:
        assert {g.id for g in found.grounds} == sure
    else:
        assert {g.id for g in found.grounds} <= possible and len(found.grounds) > 1


@pytest.mark.slow
@settings(max_examples=200)
@given(hazy_cases(known=2))
def test_where_several_values_are_possible_it_hinges_on_what_the_oracle_finds(given_facts):
    expected = ORACLE.hinges_on(given_facts, limit=300)
    assume(expected is not None)
    assert classify(Case(**given_facts)).hinges_on == expected


@pytest.mark.slow
@settings(max_examples=150)
@given(hazy_cases(), cut_laws)
def test_a_finding_on_several_values_shows_its_argument(given_facts, names):
    found = classify(Case(**given_facts), law().without(*names))
    text = found.explain()
    assert all(facts()[name].question in text for name in found.hinges_on)
    assert (found.verdict == OPEN) == bool(found.hinges_on)
    assert not found.immaterial & (found.hinges_on | found.assumed)
    assert eval(repr(found.case), {"Case": Case, **sl.__dict__}) == found.case
    for stretch in found.by_day:
        day = stretch.first or stretch.last
        assert classify(found.case.but(on=day), found.law).verdict == stretch.verdict


@settings(max_examples=150)
@given(gappy_cases(), cut_laws)
def test_the_verdict_under_a_cut_law(given_facts, names):
    assert classify(Case(**given_facts), law().without(*names)).verdict == Oracle(names).verdict(
        given_facts
    )


@settings(max_examples=150)
@given(gappy_cases(known=2))
def test_grounds_and_possible_grounds_are_what_the_oracle_finds(given_facts):
    found = classify(Case(**given_facts))
    sure, possible = ORACLE.sure_and_possible(given_facts)
    assert {g.id for g in found.possible} == possible
    if sure or found.verdict != BARRED:
        assert {g.id for g in found.grounds} == sure
    else:  # forced: none is sure, but together they leave no way out
        assert {g.id for g in found.grounds} <= possible and len(found.grounds) > 1


@settings(max_examples=200)
@given(gappy_cases(known=2))
def test_it_hinges_on_what_the_oracle_finds(given_facts):
    expected = ORACLE.hinges_on(given_facts, limit=300)
    assume(expected is not None)
    assert classify(Case(**given_facts)).hinges_on == expected


@pytest.mark.parametrize("key", cases())
def test_named_cases_by_the_oracle(key):
    named = plain(case(key))
    assert classify(case(key)).verdict == ORACLE.verdict(named)
    expected = ORACLE.hinges_on(named, limit=300)
    assert expected is None or classify(case(key)).hinges_on == expected


@pytest.mark.slow
@settings(max_examples=80)
@given(gappy_cases())
def test_taking_a_ban_away_prohibits_nothing_new(given_facts):
    one = Case(**given_facts)
    before = classify(one)
    assume(before.verdict != BARRED)
    for measure in law().measures:
        if measure.prohibits:
            after = classify(one, law().without(measure.id))
            assert after.verdict != BARRED or has_a_reason(after, measure), measure.id


def has_a_reason(after, measure):
    """Whether a case can be prohibited because a ban was taken away."""
    # The older rule that it had replaced is stricter, or it had granted an exemption.
    back = {ground.id for ground in after.grounds} & set(measure.replaces)
    gave = (e.by for ground in after.grounds for e in law().exemptions(ground.measure))
    return back or measure.id in gave


@settings(max_examples=200)
@given(gappy_cases(), st.data())
def test_learning_a_fact_never_moves_a_settled_verdict(given_facts, data):
    one = Case(**given_facts)
    found = classify(one)
    open_facts = [name for name in facts() if one.value(name) is UNKNOWN]
    assume(found.verdict != OPEN and open_facts)
    name = data.draw(st.sampled_from(open_facts))
    value = data.draw(
        values(name).filter(lambda v: v != "none")
    )  # a transfer of unknown direction went in or out
    learned = but(one, **{name: value})
    assume(learned)
    assert classify(learned).verdict == found.verdict


@settings(max_examples=300)
@given(gappy_cases(), st.data())
def test_an_immaterial_fact_changes_nothing(given_facts, data):
    one = Case(**given_facts)
    found = classify(one)
    name = data.draw(st.sampled_from([n for n in facts() if n in found.immaterial]))
    value = data.draw(
        values(name).filter(lambda v: v != "none" or name != "direction") | st.just("unknown")
    )
    changed = but(one, **{name: value})
    assume(changed)
    assert classify(changed).verdict == found.verdict, (name, value)


@example(
    {"on": date(2016, 11, 30), "direction": "to_dprk", "conduct": "training"}
)  # an unknown thing has unknown arms
@given(gappy_cases())
def test_what_matters_is_not_called_immaterial(given_facts):
    found = classify(Case(**given_facts))
    assert (
        not found.immaterial & found.hinges_on
        and not found.immaterial & found.assumed
        and not found.assumed & found.hinges_on
    )
    assert "on" not in found.immaterial
    needed = {
        test.fact
        for ground in found.grounds
        if len(ground.measure.when) == 1
        for test in ground.measure.when[0]
    }
    assert not found.immaterial & needed


def presumed(one):
    """The facts that are presumed: by a rule, by what the thing is, or by the date."""
    return {
        name for name in facts() if one.origin(name)[1] in ("presumed", "item") and name != "hs"
    }


def others(name):
    """Every value a presumed fact could have instead, as far as the law tells them apart."""
    return ORACLE.turning_days if name == "contract_date" else facts()[name].values or ["yes", "no"]


def turns(one, names):
    """Whether other values of some facts turn the verdict."""
    before = classify(one).verdict
    return any(
        classify(one.but(**dict(zip(names, chosen, strict=True)))).verdict != before
        for chosen in product(*map(others, names))
    )


@settings(max_examples=200)
@example(
    {
        "on": date(2017, 10, 1),
        "direction": "from_dprk",
        "conduct": "transfer",
        "item": "textiles",
        "notified": "yes",
    }
)  # the contract
@example({"on": date(2016, 11, 30), "direction": "to_dprk", "conduct": "training"})
@example({"on": date(2017, 12, 22), "direction": "unknown", "conduct": "transfer", "hs": "02"})
@example({"on": date(2006, 10, 14), "direction": "unknown", "conduct": "transfer", "hs": "02"})
@example(
    {"on": date(2023, 5, 11), "conduct": "joint_venture", "designated_party": "yes"}
)  # two grounds, each with doors of its own
@given(gappy_cases())
def test_the_verdict_rests_on_what_is_assumed(given_facts):
    one = Case(**given_facts)
    found = classify(one)
    assert found.assumed <= presumed(one)
    for name in presumed(one):
        assert name in found.assumed or not turns(one, [name]), (
            name
        )  # whatever turns it alone is listed
    rest = [name for name in sorted(found.assumed) if not turns(one, [name])]
    for size in range(2, len(rest) + 1):
        for names in combinations(rest, size):
            if turns(one, names):
                rest = [name for name in rest if name not in names]
    assert rest == []  # and whatever is listed turns it, alone or with others
    if found.verdict != OPEN:  # without the others the verdict stands
        assert (
            classify(one.but(**dict.fromkeys(presumed(one) - found.assumed, UNKNOWN))).verdict
            == found.verdict
        )


@settings(max_examples=80)
@given(gappy_cases(known=2))
def test_the_date_in_the_case_and_the_law_as_of_that_day_agree(given_facts):
    assume(given_facts["on"] != "unknown")
    one = Case(**given_facts)
    now, then = classify(one), classify(one, law().as_of(one.value("on")))
    assert (now.verdict, now.hinges_on, now.assumed) == (then.verdict, then.hinges_on, then.assumed)
    assert [g.id for g in now.grounds] == [g.id for g in then.grounds]
    assert ORACLE.verdict(given_facts) == Oracle(until=one.value("on")).verdict(given_facts)


@settings(max_examples=100)
@given(st.lists(gappy_cases(), min_size=2, max_size=8))
def test_what_was_asked_before_makes_no_difference(many):
    fresh = law().without(
        "S-2022-431"
    )  # law that no other test has asked about, then one that all have
    for given_facts in many:
        one = Case(**given_facts)
        assert classify(one, fresh).verdict == classify(one).verdict
        assert classify(one, fresh).hinges_on == classify(one).hinges_on


@settings(max_examples=150)
@example({"on": date(2017, 9, 11), "conduct": "finance", "finance_kind": "investment"})
@given(gappy_cases())
def test_a_finding_shows_its_argument(given_facts):
    found = classify(Case(**given_facts))
    text = found.explain()
    assert text.startswith(str(found.verdict).upper())
    for ground in found.grounds:
        assert f"{ground.id} {ground.title}" in text and str(found.verdict) == BARRED
    assert all(facts()[name].question in text for name in found.hinges_on)
    assert (found.verdict == OPEN) == bool(found.hinges_on)
    assert repr(found).startswith(str(found.verdict).upper()) and found._repr_html_().startswith(
        "<section"
    )
    for ground, openings in found.lifted:
        assert ground.id not in {g.id for g in found.grounds} and openings and ground.id in text
    presumed = text.partition("Assumed, because nobody")[2]
    for opening in found.exceptions:
        assert set(opening.lifts) <= {g.id for g in found.grounds}
        # a door for one project that nobody speaks of is told by what is presumed of it
        particular = [facts()[name].label for name in opening.needs if facts()[name].particular]
        is_presumed = any(label in presumed for label in particular)
        assert is_presumed or (opening.id in text and opening.granted_by in text)


def test_verdicts_are_their_words():
    assert [str(v) for v in Verdict] == [BARRED, FREE, OPEN] and Verdict.PROHIBITED == BARRED
