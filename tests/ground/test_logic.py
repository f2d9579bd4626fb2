"""Kleene's strong logic of three values, checked over all of them."""

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionslab.logic import UNKNOWN, Truth, all_of, any_of

NO, YES = Truth.NO, Truth.YES
VALUES = [NO, UNKNOWN, YES]
SURE = {False: NO, True: YES}
truths = st.lists(st.sampled_from(VALUES), max_size=6)


def readings(truth):
    """The plain bools that a truth value may stand for."""
    return {NO: [False], YES: [True], UNKNOWN: [False, True]}[truth]


def common(answers):
    """The one answer that all readings give, or UNKNOWN."""
    answers = set(answers)
    return SURE[answers.pop()] if len(answers) == 1 else UNKNOWN


def test_tables_are_what_every_reading_of_the_unknowns_has_in_common():
    for a, b in product(VALUES, VALUES):
        assert a & b is common(x and y for x in readings(a) for y in readings(b))
        assert a | b is common(x or y for x in readings(a) for y in readings(b))
    for a in VALUES:
        assert ~a is common(not x for x in readings(a))


def test_one_no_settles_an_and_and_one_yes_settles_an_or():
    for a in VALUES:
        assert a & NO is NO and a | YES is YES  # whatever else is unknown
        assert a & YES is a and a | NO is a  # these two add nothing


def test_laws_of_a_de_morgan_algebra():
    for a, b, c in product(VALUES, repeat=3):
        assert a & b is b & a and a | b is b | a
        assert a & (b & c) is (a & b) & c and a | (b | c) is (a | b) | c
        assert a & (b | c) is (a & b) | (a & c) and a | (b & c) is (a | b) & (a | c)
        assert a & (a | b) is a and a | (a & b) is a
        assert ~(a & b) is ~a | ~b and ~(a | b) is ~a & ~b
        assert a & a is a and a | a is a and ~~a is a


def test_no_excluded_middle_for_the_unknown():
    # why the verdict is computed over completions
    assert UNKNOWN | ~UNKNOWN is UNKNOWN and UNKNOWN & ~UNKNOWN is UNKNOWN


def test_learning_more_never_takes_a_settled_answer_back():
    def sharper(truth):
        return [SURE[x] for x in readings(truth)]

    for a, b in product(VALUES, VALUES):
        for before, after in (
            (a & b, [x & y for x in sharper(a) for y in sharper(b)]),
            (a | b, [x | y for x in sharper(a) for y in sharper(b)]),
        ):
            assert before is UNKNOWN or set(after) == {before}


@given(truths)
def test_all_of_and_any_of_fold_the_operators(found):
    assert all_of(found) is (NO if NO in found else UNKNOWN if UNKNOWN in found else YES)
    assert any_of(found) is (YES if YES in found else UNKNOWN if UNKNOWN in found else NO)
    assert all_of(found) is ~any_of(~truth for truth in found)  # from a generator, too


def test_order_does_not_matter():
    for found in permutations(VALUES):
        assert all_of(found) is NO and any_of(found) is YES


@pytest.mark.parametrize("truth", VALUES)
def test_a_truth_is_no_bool(truth):
    for misuse in (
        lambda: bool(truth),
        lambda: not truth,
        lambda: truth and YES,
        lambda: YES if truth else NO,
    ):
        with pytest.raises(TypeError, match="Compare it: value is Truth.YES"):
            misuse()


def test_how_a_truth_shows_itself():
    assert [str(t) for t in VALUES] == ["no", "unknown", "yes"]
    assert [repr(t) for t in VALUES] == ["NO", "UNKNOWN", "YES"]
    assert Truth("unknown") is UNKNOWN
