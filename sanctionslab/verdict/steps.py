"""Steps: the tests of a clause, put one by one to the facts of a case."""

from collections.abc import Iterable

from ..cases import Case, Origin
from ..law import Test, Tests
from ..logic import UNKNOWN, Truth, all_of
from ..vocabulary import OTHER, OneOf, Value, fact, fits, fitting, from_the_item, is_open, item
from .parts import Step


class Steps:
    """The steps of a case. Paragraphs ask the same again and again: each test is put once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._steps: dict[int, Step] = {}  # by the id of the test: quicker than by value

    def of(self, tests: Iterable[Test]) -> tuple[Step, ...]:
        """The steps of a conjunction of tests."""
        return tuple(map(self._of, tests))

    def _of(self, test: Test) -> Step:
        step = self._steps.get(id(test))
        if step is None:
            step = self._steps[id(test)] = _step(self.case, test)
        return step

    def closest(self, clauses: Iterable[Tests]) -> tuple[Step, ...]:
        """The steps of the clause, of several, that the case comes closest to meeting."""
        return max(map(self.of, clauses), key=_closeness)


def _closeness(steps: tuple[Step, ...]) -> tuple[bool, bool, int]:
    truth = all_of(step.truth for step in steps)
    met = sum(step.truth is Truth.YES for step in steps)
    # Tuples compare from the left: what can still be met, what is met, then by how many tests.
    return truth is not Truth.NO, truth is Truth.YES, met


def _step(case: Case, test: Test) -> Step:
    value, origin = case.origin(test.fact)
    if test.fact == "item" and isinstance(value, OneOf):
        # Of several things those that the code allows.
        value = fact("item").parse([key for key in value.values if fits(key, case.value("hs"))])
    elif test.fact == "item" and value is UNKNOWN:
        value, origin = _thing_by_its_code(case.value("hs"))
    if value is UNKNOWN and test.fact in ("item", "hs", *from_the_item()):
        truth = _truth_of_unknown_thing(case, test)
    else:
        truth = test.check(value)
    return Step(test, value, origin, truth, _rows_behind(case, test.fact, origin))


def _thing_by_its_code(code: Value) -> tuple[Value, Origin]:
    """What it must be, or one of what, under a heading that a thing fills; else UNKNOWN."""
    things = fitting(code)
    return (UNKNOWN, "unknown") if OTHER in things else (fact("item").parse(things), "code")


def _rows_behind(case: Case, name: str, origin: str) -> tuple[str, ...]:
    """The rows of evidence behind a fact.

    What comes with the thing rests on the thing's, and what the code tells on the code's.
    """
    if origin == "code":
        name, origin = "hs", "given"
    evidence = case.evidence.get("item") if origin == "item" else None
    if evidence is None and origin == "given":
        evidence = case.evidence.get(name)
    return evidence.rows if evidence else ()


def _truth_of_unknown_thing(case: Case, test: Test) -> Truth:
    """The truth of a test on a thing of which not all is known.

    An HS code rules out the things that it does not cover, and under a heading that a thing fills,
    every thing that is not listed; a thing rules out the codes that it does not fall under.
    """
    thing, code = case.value("item"), case.value("hs")
    if test.fact == "item":
        # With both in it, some things that the code allows would meet the test, and some not.
        met = {key in test.wanted for key in fitting(code)}
        if len(met) == 2:
            return UNKNOWN
        return Truth.YES if True in met else Truth.NO
    if test.fact == "hs" and not is_open(thing) and thing != OTHER:
        truths = {test.check(own) for own in item(thing).codes}
        return truths.pop() if len(truths) == 1 else UNKNOWN
    return UNKNOWN
