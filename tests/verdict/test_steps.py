"""Steps: what is told of a test, where not all is known of the thing."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from oracle import ORACLE

from sanctionslab import UNKNOWN, Case, Truth, case, cases, classify, law
from sanctionslab.verdict.steps import Steps
from sanctionslab.vocabulary import Span

OUT = {"on": "2018-01-01", "direction": "from_dprk", "conduct": "transfer"}
TESTS = [test for measure in law().measures for tests in measure.when for test in tests]


def told(met):
    """The truth of what is met by all that is possible, by none of it, or by some."""
    if len(met) == 2:
        return UNKNOWN
    return Truth.YES if met == {True} else Truth.NO


@pytest.mark.parametrize("code", ["0901", "2701", "8703", "84", "010129", "7108", "2604"])
def test_a_test_of_an_unknown_thing_is_told_by_all_that_the_code_leaves(code):
    steps = Steps(Case(**OUT, hs=code))
    left = ORACLE._things(code)
    asked = [test for test in TESTS if test.fact == "item"]
    for test in asked:
        truth = told({thing in test.wanted for thing in left})
        assert steps.of([test])[0].truth is truth, (test, left)
    assert asked


def around(limit):
    """Values at and beside a limit."""
    step = timedelta(days=1) if isinstance(limit, date) else 1
    return [limit - step, limit, limit + step]


LIMITS = {test: test.wanted[0] for test in TESTS if test.op not in ("in", "hs")}


@pytest.mark.parametrize("test", LIMITS, ids=lambda test: f"{test.fact} {test.op}")
def test_a_limit_is_told_by_all_the_days_or_numbers_that_are_possible(test):
    limit = LIMITS[test]
    far = timedelta(days=3000) if isinstance(limit, date) else 50
    nearby = [limit - far, *around(limit), limit + far]
    for first, last in combinations([None, *nearby, None], 2):
        inside = [
            value
            for value in nearby
            if (first is None or value >= first) and (last is None or value <= last)
        ]
        truths = {test.check(value) is Truth.YES for value in inside}
        assert test.check(Span(first, last)) is told(truths), (first, last)


@pytest.mark.parametrize("thing", ["coal", "vessel", "passenger_car", "statue", "horse"])
def test_a_test_of_an_unknown_code_is_told_by_the_codes_of_the_thing(thing):
    steps = Steps(Case(**OUT, item=thing, hs=UNKNOWN))
    codes = ORACLE.items[thing]["codes"]
    asked = [test for test in TESTS if test.fact == "hs"]
    for test in asked:
        within = {code.startswith(test.wanted) for code in codes}
        touched = any(prefix.startswith(code) for code in codes for prefix in test.wanted)
        truth = steps.of([test])[0].truth
        if not touched or within == {True}:
            assert truth is told(within), (test, codes)
        else:
            assert truth is UNKNOWN, (test, codes)
    assert asked


def test_of_several_ways_of_meeting_a_paragraph_the_nearest_is_told():
    visas = {ground.id: ground for ground in classify(case("student-visas-2024")).possible}
    truths = {step.test.fact: str(step.truth) for step in visas["2397:8"].steps}
    assert truths == {  # and not the way of remote work on a reading that is open, too
        "direction": "yes",
        "conduct": "yes",
        "earning_income": "unknown",
        "remote_work": "yes",
    }


@pytest.mark.parametrize("key", list(cases()))
def test_a_ground_that_needs_nothing_is_met_in_every_step(key):
    for ground in classify(case(key)).grounds:
        if not ground.needs:
            assert ground.tests == ground.steps
