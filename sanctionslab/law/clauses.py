"""Clauses: what a law comes down to when it is put to the facts of a case.

A set of clauses is a whole number with a bit for each of them. `a & b` is what is in both sets,
`a | b` what is in either, `a & ~b` what is in the first and not in the second; the empty set is
false. So thousands of sets are compared in the time that one takes as a Python set.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import and_, or_
from typing import TypeAlias

from ..logic import Truth
from ..vocabulary import facts
from .measure import Measure, Test, Tests

Clauses: TypeAlias = int
NONE: Clauses = 0


def union(sets: Iterable[Clauses]) -> Clauses:
    """The clauses that are in any of these sets."""
    return functools.reduce(or_, sets, NONE)


def intersection(sets: Iterable[Clauses]) -> Clauses:
    """The clauses that are in each of these sets, of which there is at least one."""
    return functools.reduce(and_, sets)


# Clauses and bans are told apart by identity: two paragraphs may ask the same.


@dataclass(eq=False, repr=False)
class Clause:
    """One way of meeting a ban, or one way out of bans: tests that must all be met.

    `paragraph` is the id of the paragraph that it stands in, `alone` the set of this one clause.
    `ban` is what it meets, None for a way out; `lifts` are the clauses that a way out is one of.
    """

    tests: Tests
    paragraph: str
    alone: Clauses
    ban: Ban | None = None
    lifts: Clauses = NONE

    def __repr__(self) -> str:
        asked = ", ".join(f"{test.fact}: {test.asks}" for test in self.tests)
        return f"<Clause of {self.paragraph}: {asked}>"


@dataclass(eq=False, repr=False)
class Ban:
    """A paragraph that prohibits: the clauses that meet it, and those that are a way out of it.

    `place` is its number in the order of the law. `tests` are those of the paragraph, one
    conjunction for each clause; a paragraph without tests has those of `untested()`. The rulebook
    that makes the clauses enters them.
    """

    place: int
    measure: Measure
    tests: tuple[Tests, ...]
    ways_out: Clauses
    clauses: Clauses = field(default=NONE, init=False)

    @property
    def with_ways_out(self) -> Clauses:
        """Both together."""
        return self.clauses | self.ways_out

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
