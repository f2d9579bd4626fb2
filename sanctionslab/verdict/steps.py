"""Steps: the tests of a clause, put one by one to the facts of a case."""

from collections.abc import Iterable

from ..cases import Case
from ..law import Measure, Test
from ..logic import UNKNOWN, Truth, all_of
from ..vocabulary import FROM_THE_ITEM, OTHER, OneOf, fact, fits, is_open, item
from .parts import Step

OF_A_THING = ("item", "hs", *FROM_THE_ITEM)


def steps_of(case: Case, tests: Iterable[Test]) -> tuple[Step, ...]:
    """The steps of a conjunction of tests."""
    return tuple(_step(case, test) for test in tests)


def closest_steps(case: Case, measure: Measure) -> tuple[Step, ...]:
    """The steps of the clause of a measure that the case comes closest to meeting."""
    return max((steps_of(case, tests) for tests in measure.when), key=_closeness)


def _closeness(steps: tuple[Step, ...]) -> tuple[bool, bool, int]:
    truth = all_of(step.truth for step in steps)
    met = sum(step.truth is Truth.YES for step in steps)
    return truth is not Truth.NO, truth is Truth.YES, met


def _step(case: Case, test: Test) -> Step:
    value, origin = case.origin(test.fact)
    if test.fact == "item" and isinstance(value, OneOf):
        value = fact("item").parse([key for key in value.values if fits(key, case.value("hs"))])
    if value is UNKNOWN and test.fact in OF_A_THING:
        truth = _truth_of_unknown_thing(case, test)
    else:
        truth = test.check(value)
    return Step(test, value, origin, truth, _rows_behind(case, test.fact, origin))


def _rows_behind(case: Case, name: str, origin: str) -> tuple[str, ...]:
    """The rows of evidence behind a fact; what comes with the thing rests on the thing's."""
    evidence = case.evidence.get("item") if origin == "item" else None
    if evidence is None and origin == "given":
        evidence = case.evidence.get(name)
    return evidence.rows if evidence else ()


def _truth_of_unknown_thing(case: Case, test: Test) -> Truth:
    """The truth of a test on a thing of which not all is known.

    An HS code rules out the things that it does not cover; a thing rules out the codes that it
    does not fall under.
    """
    thing, code = case.value("item"), case.value("hs")
    if test.fact == "item" and code is not UNKNOWN:
        return UNKNOWN if any(fits(key, code) for key in test.wanted) else Truth.NO
    if test.fact == "hs" and not is_open(thing) and thing != OTHER:
        truths = {test.check(own) for own in item(thing).codes}
        return truths.pop() if len(truths) == 1 else UNKNOWN
    return UNKNOWN
