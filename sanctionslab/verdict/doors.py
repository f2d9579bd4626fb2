"""Doors: the ways out of a ground that can fit a case, and what opens or shuts each of them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ..cases import Case
from ..law import NONE, Clauses, Exemption, Law, Measure, intersection
from ..logic import UNKNOWN, Truth
from ..vocabulary import ONE_DAY, Value, fact, is_open, regime, spans_of
from .openings import clauses_in_force
from .parts import Door, DoorState, Ground, Step
from .steps import Steps

NEAREST_FIRST: tuple[DoorState, ...] = ("open", "could open", "shut", "ended", "not yet")


@functools.cache
def scope() -> frozenset[str]:
    """The facts that say what a measure is about, against how the act is done.

    >>> sorted(scope())
    ['arms', 'field', 'finance_kind', 'hs', 'item']
    """
    return frozenset({"item", "hs", *regime().about})


class _Way(NamedTuple):
    """How an exemption stands to a case: what its tests say, and what makes it so."""

    state: DoorState
    steps: tuple[Step, ...]
    because: tuple[Step, ...]
    first: date | None = None
    last: date | None = None


class Doors:
    """The doors of a case under a law. An exemption of several grounds is looked at once."""

    def __init__(self, case: Case, law: Law, steps: Steps) -> None:
        self.case, self.law, self.steps = case, law, steps
        self._ways: dict[int, _Way | None] = {}  # by id: quicker than by value
        self._doors: dict[Measure, tuple[Door, ...]] = {}
        self._in_force = clauses_in_force(case, law)

    def of(self, measure: Measure) -> tuple[Door, ...]:
        """The doors of a measure, the nearest first."""
        doors = self._doors.get(measure)
        if doors is None:
            nearest = sorted(self._of(measure), key=lambda door: NEAREST_FIRST.index(door.state))
            doors = self._doors[measure] = tuple(nearest)
        return doors

    def _of(self, measure: Measure) -> Iterator[Door]:
        for exemption in self.law.exemptions(measure):
            if id(exemption) not in self._ways:
                self._ways[id(exemption)] = self._look(exemption)
            way = self._ways[id(exemption)]
            if way is None:
                continue
            yield Door(
                id=exemption.by,
                ground=measure.id,
                text=exemption.text,
                granted_by=exemption.granted_by,
                confidence=exemption.confidence,
                state=way.state,
                steps=way.steps,
                because=way.because,
                first=way.first,
                last=way.last,
            )

    def _look(self, exemption: Exemption) -> _Way | None:
        """How an exemption stands, and from which day on where it was not in force yet.

        None if it cannot fit the case, or had ended with the paragraph that grants it.
        """
        conjunctions = (self.steps.of(tests) for tests in exemption.when)
        ways = [_way(steps) for steps in conjunctions if self._fits(steps)]
        if not ways:
            return None
        # Of several ways to meet it, it stands as the one that is nearest to open.
        nearest = min(ways, key=lambda way: NEAREST_FIRST.index(way.state))
        clauses = self.law.rulebook.ways_out.get(exemption, NONE)
        if not self._in_force & clauses:
            return self._to_come(exemption, nearest)
        day_is_open = is_open(self.case.value("on"))
        if nearest.state == "open" and day_is_open and not self._always_in_force & clauses:
            # It opens on some of the days that are possible, and on others it is not there yet.
            return nearest._replace(state="could open", because=(), first=self._starts(exemption))
        return nearest

    def _to_come(self, exemption: Exemption, way: _Way) -> _Way | None:
        """How an exemption stands that no day which is possible has: to come, or else ended."""
        first = self._starts(exemption)
        if first is None or not _is_before(self.case.value("on"), first):
            return None
        return way._replace(state="not yet", because=(), first=first, last=None)

    @functools.cached_property
    def _always_in_force(self) -> Clauses:
        """The clauses in force on every day that is possible."""
        rulebook = self.law.rulebook
        days = rulebook.date.days(self.case.value("on"))
        return intersection(map(rulebook.in_force, days))

    @staticmethod
    def _fits(steps: tuple[Step, ...]) -> bool:
        """Whether a way out is for cases of this kind: no other thing, act, project or part."""
        names_the_thing = any(
            step.test.fact == "item" and step.truth is Truth.YES for step in steps
        )
        for step in steps:
            if step.truth is not Truth.NO:
                continue
            # One that asks for another thing or act than the case has is for other cases.
            if step.test.fact in scope() | {"conduct"}:
                return False
            # One for a project or a part that nobody has named is for other cases, unless it names
            # the thing.
            is_particular = fact(step.test.fact).particular and step.origin != "given"
            if is_particular and not names_the_thing:
                return False
        return True

    def _starts(self, exemption: Exemption) -> date | None:
        """The day from which a paragraph of this law grants it; None if none does."""
        if not self.law.has(exemption.by):
            return None
        measure = self.law.measure(exemption.by)
        return measure.starts or self.law.resolution(measure.resolution).adopted


def leading_elsewhere(
    case: Case, law: Law, steps: Steps, grounds: Iterable[Ground]
) -> tuple[Measure, ...]:
    """The paragraphs in force that lift some measures, are met by what is stated, and lift none of
    these grounds."""
    grounds = tuple(grounds)
    day = case.value("on")
    # What is in force depends on the day.
    if not grounds or is_open(day):
        return ()
    near = {exemption.by for ground in grounds for exemption in law.exemptions(ground.measure)}
    stated = [
        measure
        for measure in law.lifting
        if measure.id not in near and any(_is_stated(steps.of(tests)) for tests in measure.when)
    ]
    in_force = law.in_force(day) if stated else ()
    return tuple(measure for measure in stated if measure in in_force)


def _is_stated(steps: tuple[Step, ...]) -> bool:
    return all(step.truth is Truth.YES for step in steps) and any(
        step.origin == "given" for step in steps
    )


def _is_before(days: Value, first: date) -> bool:
    """Whether all the days that are possible come before one."""
    if days is UNKNOWN:
        return False
    return all(span.last is not None and span.last < first for span in spans_of(days))


def _way(steps: tuple[Step, ...]) -> _Way:
    """What the tests of a way out come to, and which of them make it so."""
    failed = tuple(step for step in steps if step.truth is Truth.NO)
    if not failed:
        unknown = tuple(step for step in steps if step.truth is UNKNOWN)
        return _Way("could open", steps, unknown) if unknown else _Way("open", steps, steps)
    # A window had closed, or had not opened yet.
    day = next((step for step in failed if step.test.fact == "on"), None)
    if day is None:
        return _Way("shut", steps, failed)
    # Beside the day only what is stated counts: a presumption may fall, and it is too late still.
    stated = tuple(step for step in failed if step is not day and step.origin == "given")
    if day.test.op == "on_or_after":
        return _Way("not yet", steps, (day, *stated), first=day.test.wanted[0])
    return _Way("ended", steps, (day, *stated), last=_last_day(day))


def _last_day(step: Step) -> date:
    """The last day of a window."""
    (limit,) = step.test.wanted
    return limit if step.test.op == "on_or_before" else limit - ONE_DAY
