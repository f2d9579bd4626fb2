"""Clauses: what a law comes down to when it is put to the facts of a case.

A set of clauses is a whole number with a bit for each of them. `a & b` is what is in both sets,
`a | b` what is in either, `a & ~b` what is in the first and not in the second; the empty set is
false. So thousands of sets are compared in the time that one takes as a Python set.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from operator import and_, or_
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from ..logic import Truth
from ..vocabulary import facts
from .measure import Exemption, Measure, Test, Tests, When

if TYPE_CHECKING:
    from .law import Law

Owner = TypeVar("Owner")

Clauses: TypeAlias = int
NONE: Clauses = 0


def union(sets: Iterable[Clauses]) -> Clauses:
    """The clauses that are in any of these sets."""
    return functools.reduce(or_, sets, NONE)


def intersection(sets: Iterable[Clauses]) -> Clauses:
    """The clauses that are in each of these sets, of which there is at least one."""
    return functools.reduce(and_, sets)


# Clauses and bans are told apart by identity: two paragraphs may ask the same.


@dataclass(frozen=True, eq=False, repr=False)
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


@dataclass(frozen=True, eq=False, repr=False)
class Ban:
    """A paragraph that prohibits: the clauses that meet it, and those that are a way out of it.

    `tests` are those of the paragraph, one conjunction for each clause; a paragraph without tests
    has those of `untested()`.
    """

    measure: Measure
    tests: When
    clauses: Clauses
    ways_out: Clauses

    @property
    def with_ways_out(self) -> Clauses:
        """Both together."""
        return self.clauses | self.ways_out

    def __repr__(self) -> str:
        return f"<Ban {self.measure.id}>"


def untested() -> When:
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


def ways_out_and_bans(law: Law) -> tuple[dict[Exemption, Clauses], tuple[Ban, ...]]:
    """The ways out of the bans of a law, and the bans, each with its clauses.

    Several bans share a way out, so ways out are numbered first, and each once. The clauses of the
    bans have the places after them, ban by ban in the order of the law.
    """
    binding = [measure for measure in law.measures if measure.prohibits or measure.is_untested]
    exemptions = {measure: law.exemptions(measure) for measure in binding}
    ways_out = _numbered({out: out.when for outs in exemptions.values() for out in outs})
    without_tests = untested()
    tests = {measure: measure.when or without_tests for measure in binding}
    first = union(ways_out.values()).bit_length()
    bans = tuple(
        Ban(measure, tests[measure], clauses, union(ways_out[out] for out in exemptions[measure]))
        for measure, clauses in _numbered(tests, first).items()
    )
    return ways_out, bans


def _numbered(when: Mapping[Owner, When], first: int = 0) -> dict[Owner, Clauses]:
    """The clauses of each of these, one for each of its conjunctions, with places from `first`."""
    clauses = {}
    for owner, conjunctions in when.items():
        # As many ones as there are conjunctions, moved up to their places.
        clauses[owner] = ((1 << len(conjunctions)) - 1) << first
        first += len(conjunctions)
    return clauses


def each_clause(law: Law, ways_out: Iterable[Exemption], bans: Iterable[Ban]) -> Iterator[Clause]:
    """The clauses one by one, each at the place of its bit: of the ways out, then of the bans."""
    lifts = dict.fromkeys(ways_out, NONE)
    for ban in bans:
        for exemption in law.exemptions(ban.measure):
            lifts[exemption] |= ban.clauses
    bits = (1 << place for place in count())
    for exemption, lifted in lifts.items():
        for tests in exemption.when:
            yield Clause(tests, exemption.by, next(bits), lifts=lifted)
    for ban in bans:
        for tests in ban.tests:
            yield Clause(tests, ban.measure.id, next(bits), ban=ban)
