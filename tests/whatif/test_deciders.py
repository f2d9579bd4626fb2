"""deciders(): every answer settles the case, no part of it does, and none is missed."""

import functools
from itertools import combinations, product

from changed import GIFT, few, laws, pairs, parts, some_cases, values_of, verdict_after
from hypothesis import assume, example, given
from hypothesis import strategies as st
from oracle import values

import sanctionslab as sl
from sanctionslab import UNKNOWN, Case, KitError, Verdict, case, classify, law


@few
@given(some_cases(), laws)
@example(
    Case(on="2017-12-22", direction="to_dprk", conduct=UNKNOWN, item=UNKNOWN), law()
)  # a code tells which things it may be
def test_every_answer_settles_the_case_and_no_part_of_it_does(one, some_law):
    finding = classify(one, some_law)
    for decider in sl.deciders(one, some_law, size=2):
        assert decider.facts <= finding.hinges_on and 0 < decider.settles <= 1
        for answer, verdict in decider.answers:
            assert {
                change.name for change in answer
            } == decider.facts and verdict is not Verdict.UNDETERMINED
            assert verdict_after(one, some_law, pairs(answer)) is verdict
            for part in parts(answer):
                assert verdict_after(one, some_law, pairs(part)) is Verdict.UNDETERMINED
            for place, change in enumerate(answer):
                for other in change.others:
                    swapped = (
                        *pairs(answer)[:place],
                        (change.name, other),
                        *pairs(answer)[place + 1 :],
                    )
                    assert verdict_after(one, some_law, swapped) is verdict, (answer, other)


@given(some_cases(), laws)
def test_only_an_open_case_has_deciders(one, some_law):
    finding = classify(one, some_law)
    assume(len(finding.hinges_on) <= 3)
    found = sl.deciders(one, some_law)
    assert bool(found) == (finding.verdict is Verdict.UNDETERMINED) == bool(finding.hinges_on)
    assert not found.cut
    assert [len(d.facts) for d in found] == sorted(len(d.facts) for d in found)
    if not found:
        assert "the verdict is settled" in repr(found)


@st.composite
def nearly_settled(draw):
    """A law and a case that hinges on up to three facts, none of them a day, a thing or a code."""
    some_law, one = draw(laws), draw(some_cases())
    many = {"on", "contract_date", "item", "hs"}  # facts with too many values to try them all
    while len(open_facts := sorted(classify(one, some_law).hinges_on)) > 3 or many & set(
        open_facts
    ):
        name = draw(st.sampled_from(sorted(many & set(open_facts)) or open_facts))
        fitting = values(name).filter(functools.partial(fits, one, name))
        one = one.but(**{name: draw(fitting)})
    return one, some_law


def fits(one, name, value):
    try:
        return bool(one.but(**{name: value}))
    except KitError:
        return False


@given(nearly_settled())
@example(
    (
        Case(on="2006-10-14", item="luxury_automobile", national_luxury="yes"),
        law(),
    )
)  # out of the DPRK and nowhere are alike, but goods that are passed on do not go nowhere
def test_deciders_are_those_that_brute_force_finds(both):
    one, some_law = both
    open_facts = sorted(classify(one, some_law).hinges_on)
    found = {decider.facts: decider for decider in sl.deciders(one, some_law)}
    settling = set()
    for size in range(1, len(open_facts) + 1):
        for names in combinations(open_facts, size):
            settled, minimal, total = 0, {}, 0
            for combination in product(*map(values_of, names)):
                answer = tuple(zip(names, combination, strict=True))
                verdict = verdict_after(one, some_law, answer)
                total += verdict is not None
                if any(set(part) in settling for part in map(frozenset, parts(answer))):
                    settled += verdict is not None
                elif verdict not in (Verdict.UNDETERMINED, None):
                    settled += 1
                    minimal[answer] = verdict
            settling |= {frozenset(answer) for answer in minimal}
            decider = found.get(frozenset(names))
            assert bool(minimal) == (decider is not None)
            if decider:
                assert (settled == total) == (decider.settles == 1)
                told = {
                    tuple(sorted(zip([c.name for c in answer], combination, strict=True))): verdict
                    for answer, verdict in decider.answers
                    for combination in product(*((c.value, *c.others) for c in answer))
                }
                assert {
                    answer: verdict
                    for answer, verdict in minimal.items()
                    if "unit_value_usd" not in names
                } == {
                    answer: verdict
                    for answer, verdict in told.items()
                    if "unit_value_usd" not in names
                }


def test_goods_that_may_have_been_passed_on_went_some_way():
    car = Case(on="2006-10-14", item="luxury_automobile", national_luxury="yes")
    both = {"conduct", "direction"}
    [decider] = [one for one in sl.deciders(car, size=2) if one.facts == both]
    ways = {change for answer, _ in decider.answers for change in pairs(answer)} & {
        ("direction", way) for way in ("to_dprk", "from_dprk", "none")
    }
    assert ways == {("direction", "to_dprk"), ("direction", "from_dprk")}


def test_what_would_settle_the_tea_set():
    tea = case("tea-set-2024-06")
    found = sl.deciders(tea)
    assert [sorted(d.facts) for d in found] == [
        ["unit_value_usd"],
        ["national_luxury"],
        ["national_luxury", "unit_value_usd"],
    ]
    assert [d.settles for d in found] == [0.5, 0.5, 1]
    one_answer = sl.deciders(tea, size=1)
    assert [len(d.facts) for d in one_answer] == [1, 1]
    assert one_answer.cut and not sl.deciders(tea, size=2).cut
    assert [str(d) for d in found] == [
        "Value of one (USD): above 100 -> prohibited",  # annex IV of 2321
        "On the supplier's luxury list: yes -> prohibited",  # 1718 leaves it to the State
        "Value of one (USD): up to 100 and On the supplier's luxury list: no -> not prohibited",
    ]
    assert found[2].settles == 1 and not found.cut
    assert sl.deciders(tea, size=1).cut


def test_a_short_code_is_settled_by_a_longer_one():
    part = dict(on="2018-09-01", direction="to_dprk", conduct="transfer", civil_aircraft_part="yes")
    found = [decider for decider in sl.deciders(Case(**part, hs="88")) if "hs" in decider.facts]
    changes = [change for decider in found for answer, _ in decider.answers for change in answer]
    codes = {change.value for change in changes if change.name == "hs"}
    assert "8802" in codes and all(code.startswith("88") for code in codes), codes


def test_deciders_end_with_their_budget_and_say_so():
    found = sl.deciders(Case(on=UNKNOWN, conduct="transfer"), budget=1)
    assert found.cut and "The search was cut" in repr(found)
    # Of a tea set: two values, two lists, and the four that are both.
    tea = case("tea-set-2024-06")
    assert [sl.deciders(tea, budget=budget).cut for budget in (7, 8)] == [True, False]


def test_an_unknown_day_is_asked_for():
    found = sl.deciders(GIFT.but(on=UNKNOWN))
    assert "on" in found[0].facts
    early, late = (
        verdict
        for day in ("2005-01-01", "2018-01-01")
        for verdict in [classify(GIFT.but(on=day)).verdict]
    )
    assert {early, late} == {verdict for answer, verdict in found[0].answers}


def test_a_thing_and_a_code_that_settle_a_case_can_stand_together():
    parcel = Case(on="2018-06-01", direction="from_dprk", conduct="transfer")
    [decider] = [one for one in sl.deciders(parcel, size=2) if one.facts == {"item", "hs"}]
    for answer, verdict in decider.answers:
        assert classify(parcel.but(**dict(pairs(answer)))).verdict is verdict
