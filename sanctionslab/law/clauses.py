"""Clauses: what a law comes down to when it is put to the facts of a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..logic import Truth
from ..vocabulary import facts
from .measure import Measure, Test, Tests

# Clauses and bans are told apart by identity: two paragraphs may ask the same.


@dataclass(eq=False, repr=False)
class Clause:
    """One way of meeting a ban, or one way out of bans: tests that must all be met.

    `paragraph` is the id of the paragraph that it stands in; `ban` is None for a way out.
    """

    tests: tuple[Test, ...]
    paragraph: str
    ban: Ban | None = None

    def allows(self, name: str, value: Any) -> bool:
        """Whether a value of a fact contradicts none of the tests."""
        return all(test.check(value) is not Truth.NO for test in self.tests if test.fact == name)

    def __repr__(self) -> str:
        asked = ", ".join(f"{test.fact}: {test.asks}" for test in self.tests)
        return f"<Clause of {self.paragraph}: {asked}>"


Clauses = frozenset[Clause]
NONE: Clauses = frozenset()


@dataclass(eq=False, repr=False)
class Ban:
    """A paragraph that prohibits: the clauses that meet it, and those that are a way out of it.

    `place` is its number in the order of the law. `tests` are those of the paragraph, one
    conjunction for each clause; a paragraph without tests has those of `untested()`.
    """

    place: int
    measure: Measure
    tests: tuple[Tests, ...]
    ways_out: Clauses
    clauses: Clauses = field(init=False)
    with_ways_out: Clauses = field(init=False)  # both together

    def __post_init__(self) -> None:
        self.clauses = frozenset(Clause(tests, self.measure.id, self) for tests in self.tests)
        self.with_ways_out = self.clauses | self.ways_out

    def __repr__(self) -> str:
        return f"<Ban {self.measure.id}>"


def untested() -> tuple[Tests, ...]:
    """When a paragraph without tests is met: something was done that no tests ask for, and
    somebody says that a paragraph of this kind speaks to it. The facts say which value that is.

    >>> [[(test.fact, test.wanted) for test in tests] for tests in untested()]
    [[('conduct', ('other',)), ('unsaid', (YES,))]]
    """
    return tuple(
        (Test(described.name, "in", (value,)), Test(doubt, "in", (Truth.YES,)))
        for described in facts().values()
        for value, doubt in described.untested.items()
    )
