"""Steps: what is told of a test, where not all is known of the thing."""

import pytest
from oracle import ORACLE

from sanctionslab import UNKNOWN, Case, Truth, law
from sanctionslab.verdict.steps import Steps

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
