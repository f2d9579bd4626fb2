"""The facts of a case in the parts that are settled together: the date, the act, the thing.

A part gives a Position for its facts: the clauses that they leave alive, and the questions that
they leave open. The rulebook takes the positions of all parts together. Facts that hang together
cannot be asked one by one: a luxury car has one code, and goods that are passed on go one way.
"""

from __future__ import annotations

import functools
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from ..logic import UNKNOWN
from ..vocabulary import (
    CHAPTERS,
    ONE_DAY,
    OTHER,
    OneOf,
    allows,
    directions_of,
    fact,
    filled_headings,
    fitting,
    from_the_item,
    is_open,
    item,
    members,
    overlap,
    spans_of,
)
from .clauses import Clauses, union
from .memory import remembered
from .questions import Answer, Position, Question

if TYPE_CHECKING:
    from .rulebook import Rulebook

LONG_BEFORE = date(2005, 1, 1)  # before the first sanctions
Given = Mapping[str, Any]


class CasePart(Protocol):
    """Facts that are settled together. Only the date asks which resolutions are left out."""

    @property
    def names(self) -> tuple[str, ...]:
        """The facts."""

    def position(self, given: Given, left_out: frozenset[str] = frozenset()) -> Position:
        """Where a case stands by these of its given facts."""


class FactPart:
    """A fact that is settled by itself."""

    def __init__(self, rulebook: Rulebook, name: str) -> None:
        self.rulebook, self.names = rulebook, (name,)

    def position(self, given: Given, left_out: frozenset[str] = frozenset()) -> Position:
        (name,) = self.names
        return self.rulebook.single(name, given.get(name, _presumption(name)))


class DatePart:
    """The day decides which law there was. A contract is of that day unless it has its own."""

    names = ("on", "contract_date")

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def position(self, given: Given, left_out: frozenset[str] = frozenset()) -> Position:
        return self.at(given["on"], given.get("contract_date"), left_out)

    @remembered
    def at(self, day: Any, contract: Any, left_out: frozenset[str]) -> Position:
        """Where a case stands by its day and the day of its contract (None: the same day)."""
        follows = contract is None
        days = self.days(day, follows, left_out)
        answers = (Answer(first, self.standing(first, follows, left_out)) for first in days)
        position = self.rulebook.one_of("on", tuple(answers))
        # A contract of a day of its own does not move with that of the case.
        return position if follows else position & self.rulebook.single("contract_date", contract)

    def days(
        self, among: Any, contract_follows: bool = False, left_out: frozenset[str] = frozenset()
    ) -> tuple[date, ...]:
        """Of the days that are possible, the first of each stretch in which nothing changes."""
        if not is_open(among):
            return (among,)
        turns = self.turns(contract_follows, left_out)
        # The days before the first turn are a stretch too: any one of them stands for it.
        before = min(LONG_BEFORE, turns[0] - ONE_DAY) if turns else LONG_BEFORE
        if among is UNKNOWN:
            return (before, *turns)
        days = []
        for span in spans_of(among):
            # Without a first day it begins before all turns, or at its last day if that is earlier.
            first = span.first or min(before, span.last)
            days += [first, *(day for day in turns if first < day and day in span)]
        return tuple(days)

    def ever_standing(self, days: Any, contract_follows: bool = False) -> Clauses:
        """What some day that is possible leaves standing."""
        firsts = self.days(days, contract_follows)
        return union(self.standing(day, contract_follows) for day in firsts)

    def classes(self, among: Any, contract_follows: bool) -> tuple[tuple[date, ...], ...]:
        """The days that are possible in classes: on those of one class the law is the same."""
        classes: dict[Clauses, list[date]] = {}
        for day in self.days(among, contract_follows):
            classes.setdefault(self.standing(day, contract_follows), []).append(day)
        return tuple(map(tuple, classes.values()))

    @remembered
    def turns(
        self, contract_follows: bool, left_out: frozenset[str] = frozenset()
    ) -> tuple[date, ...]:
        """The days on which the clauses that a day leaves standing change, in order."""
        limits = set(self.rulebook.limits("on"))
        if contract_follows:
            limits.update(self.rulebook.limits("contract_date"))
        # "Before", "on or before" and "on or after" a limit turn on that day or on the next.
        days = sorted({*self.rulebook.law.boundaries, *limits, *(day + ONE_DAY for day in limits)})
        return tuple(
            day
            for day in days
            if self.standing(day, contract_follows, left_out)
            != self.standing(day - ONE_DAY, contract_follows, left_out)
        )

    def standing(
        self, day: date, contract_follows: bool = False, left_out: frozenset[str] = frozenset()
    ) -> Clauses:
        """What a known day leaves standing."""
        rulebook = self.rulebook
        standing = rulebook.in_force(day, left_out) & rulebook.standing("on", day)
        return standing & rulebook.standing("contract_date", day) if contract_follows else standing


class ActPart:
    """What was done, and which way: goods that are passed on go one way or the other."""

    names = ("conduct", "direction")

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def position(self, given: Given, left_out: frozenset[str] = frozenset()) -> Position:
        return self.at(given.get("conduct", UNKNOWN), given.get("direction", UNKNOWN))

    @remembered
    def at(self, conduct: Any, direction: Any) -> Position:
        rulebook = self.rulebook
        if not is_open(direction):
            return rulebook.single("conduct", conduct) & rulebook.single("direction", direction)
        # Which ways there are depends on the act, so each act asks for its direction itself.
        conducts = rulebook.possible("conduct", conduct)
        return rulebook.one_of("conduct", tuple(self._act(act, direction) for act in conducts))

    def _act(self, conduct: str, direction: Any) -> Answer:
        """An act that goes one of the ways that are possible."""
        way = self.rulebook.choice("direction", self.ways(conduct, direction))
        standing = self.rulebook.standing("conduct", conduct)
        return Answer(conduct, standing & way.alive, way.questions)

    @staticmethod
    def ways(conduct: Any, among: Any = UNKNOWN) -> tuple[str, ...]:
        """Which way it may have gone: as the case says, or as the act can go."""
        if isinstance(among, OneOf):
            return tuple(among.values)
        return tuple(way for way in directions_of(conduct) if allows(among, way))


class ThingPart:
    """A thing, its HS code, and what is presumed of it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook, self.names = rulebook, ("item", "hs", *from_the_item())

    def position(self, given: Given, left_out: frozenset[str] = frozenset()) -> Position:
        derived = tuple(map(given.get, from_the_item()))
        return self.at(given.get("item", UNKNOWN), given.get("hs"), derived)

    @remembered
    def at(self, key: Any, hs: Any, derived: tuple) -> Position:
        """Where a case stands by a thing, its code, and each fact that comes with the thing.

        None is for what is not given: the thing then brings it.
        """
        if is_open(key):
            return self._one_of(key, hs, derived)
        pairs = zip(derived, self.brought(key), strict=True)
        values = tuple(brought if stated is None else stated for stated, brought in pairs)
        return Position.together(
            (
                self.rulebook.single("item", key),
                self.rulebook.choice("hs", self.codes(key, hs)),
                self._derived(values),
            )
        )

    @staticmethod
    @functools.cache
    def brought(key: str) -> tuple[Any, ...]:
        """The facts that come with a thing, as they are presumed of it."""
        presumed = {} if key == OTHER else item(key).presumed
        return tuple(presumed.get(name, _presumption(name)) for name in from_the_item())

    @remembered
    def _derived(self, values: tuple) -> Position:
        """Where a case stands by the facts that come with the thing."""
        named = zip(from_the_item(), values, strict=True)
        singles = (self.rulebook.single(name, value) for name, value in named)
        return Position.together((self.rulebook.nothing_known, *singles))

    def _one_of(self, keys: Any, hs: Any, derived: tuple) -> Position:
        position = self.rulebook.one_of("item", self._answers(keys, hs, derived))
        # Whatever the thing is, what is stated of it holds: that need not wait for the answer.
        for name, value in zip(from_the_item(), derived, strict=True):
            if value is not None and not is_open(value):
                position &= self.rulebook.single(name, value)
        return position

    @remembered
    def things(self, hs: Any, derived: tuple) -> Question:
        """The question what it was, as a code leaves it: there may be one answer only."""
        return self.rulebook.question("item", self._answers(UNKNOWN, hs, derived))

    def _answers(self, keys: Any, hs: Any, derived: tuple) -> tuple[Answer, ...]:
        return tuple(Answer(key, *self.at(key, hs, derived)) for key in self.among(keys, hs))

    @remembered
    def classes(self, hs: Any) -> tuple[tuple[str, ...], ...]:
        """Things in classes that the law does not tell apart, whatever else is told of them."""
        return grouped((key, self._kind((key,), hs)) for key in fitting(hs))

    @remembered
    def code_classes(self) -> tuple[tuple[str, ...], ...]:
        """Codes of an unknown thing in classes that the law does not tell apart."""
        codes = self.rulebook.codes.all_kinds()
        return grouped((code, self._kind(fitting(code), code)) for code in codes)

    def _kind(self, keys: Iterable[str], hs: Any) -> frozenset[tuple]:
        """What tells one of these things from others.

        What a thing brings is kept apart from what it is: it can be told otherwise.
        """
        nothing_brought = (UNKNOWN,) * len(from_the_item())
        return frozenset((self.at(key, hs, nothing_brought), self.brought(key)) for key in keys)

    @staticmethod
    def among(keys: Any, hs: Any) -> tuple[str, ...]:
        """The things that are possible and that a code does not rule out."""
        return tuple(key for key in fitting(hs) if allows(keys, key))

    @remembered
    def codes(self, key: str, hs: Any) -> tuple[str, ...]:
        """What the code of a thing may be, one code for each kind that the law tells apart."""
        kinds: dict[Clauses, str] = {}
        for start in self._starts(key, hs):
            for code in self._kinds(key, start):
                # Codes that leave the same standing are alike: the first stands for them.
                kinds.setdefault(self.rulebook.standing("hs", code), code)
        return tuple(kinds.values())

    def _kinds(self, key: str, start: str) -> Iterator[str]:
        """What a code can be completed to for a thing, one code for each kind."""
        if key != OTHER:
            yield from self.rulebook.named_codes.kinds(start)
            return
        for code in self.rulebook.told_codes.kinds(start):
            if not code.startswith(filled_headings()):  # those hold what the list names
                yield code

    @staticmethod
    def _starts(key: str, hs: Any) -> Iterable[str]:
        """The codes, complete or not, that a thing may have."""
        # None: nobody gives a code, so it is the one that the thing brings. UNKNOWN: somebody says
        # that the code is not known, so it is any of those under which the thing is found.
        if hs is None:
            return sorted(CHAPTERS) if key == OTHER else [item(key).hs]
        if hs is UNKNOWN:
            return sorted(CHAPTERS) if key == OTHER else item(key).codes
        if key == OTHER:
            return members(hs)
        # The longer one of a code and a heading of the thing, where one is in the other.
        return [
            max(code, own, key=len)
            for code in members(hs)
            for own in item(key).codes
            if overlap(own, code)
        ]


@functools.cache
def _presumption(name: str) -> Any:
    """What is presumed of a fact that is not given, whatever the thing; else UNKNOWN."""
    presumption = fact(name).presumption
    return UNKNOWN if presumption is None else presumption


def grouped(kinds: Iterable[tuple[Any, Hashable]]) -> tuple[tuple[Any, ...], ...]:
    """Values in classes, from pairs of a value and its kind.

    >>> grouped([("86", "rail"), ("01", "animals"), ("87", "road"), ("02", "animals")])
    (('86',), ('01', '02'), ('87',))
    """
    classes: dict[Hashable, list] = {}
    for value, kind in kinds:
        classes.setdefault(kind, []).append(value)
    return tuple(map(tuple, classes.values()))
