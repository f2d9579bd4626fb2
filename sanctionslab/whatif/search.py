"""The search for sets of changes that turn a verdict, the smallest first.

It can be left, and taken up where it was left. A case has a hundred thousand pairs of changes, and
few of them do anything: only what reaches a clause that can matter is put together (`sets`), and
values that do the same are tried as one (`outcomes`).
"""

import functools
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise, product
from math import prod
from operator import and_
from typing import Any, TypeAlias

from ..law import NONE, Clauses, Position, Reading, union
from ..logic import UNKNOWN
from ..verdict import Finding, Verdict, verdict_of
from ..vocabulary import ONE_DAY, Span, Value, facts, is_open, spans_of
from .changes import can_be

NO_DAYS = timedelta(0)

# For each of some names new values of which it does not matter which one is taken.
Choices: TypeAlias = Sequence[Sequence[Value | None]]


class Search:
    """Sets of changes, tried by size; those are kept that turn the verdict though no part does.

    The facts fall into parts that are settled together (the date, the act, the thing, every other
    fact by itself), so that a set of changes needs only its own parts to be looked at again.

    Not tried, since it would be no answer to "what would have turned it": a fact made unknown or
    taken back; a day where none is known; of days, any but the nearest on each side for each state
    of the law; a paragraph left out without its resolution; what leads back to where the case is.
    """

    def __init__(self, finding: Finding, size: int, budget: int) -> None:
        """Arguments: `size`, the most changes in a set; `budget`, the most sets tried."""
        self.finding, self.case, self.law = finding, finding.case, finding.law
        self.rulebook, self.size = finding.law.rulebook, size
        self.reading = Reading(self.rulebook, self.case)
        # How far it has gone: sets that were tried, those that may be, whether all were, and
        # whether there is nothing more to do, since all were tried or the budget is used up.
        self.tried, self.left = 0, budget
        self.is_whole = self.is_over = False
        # What has been found: sets of changes that turn the verdict; by (names, verdict) the
        # values that lead to it.
        self.turning: set[tuple] = set()
        self.turned: dict[tuple, list[tuple]] = {}
        # What can be changed: for each name new values, further ones that do the same as one of
        # these, and the part of the facts that it belongs to.
        self.alike: dict[tuple, tuple] = {}
        self.values = {name: self.values_of(name) for name in self.names()}
        self.part = {name: self.rulebook.part_of(name) for name in self.values}
        # Where the case stands by each part now: what that asks, what it shuts, and which clauses
        # so many parts shut.
        given = self.case.given
        self.present = {name: part.position(given) for name, part in self.rulebook.parts.items()}
        self.asking = {
            part: position.questions
            for part, position in self.present.items()
            if position.questions
        }
        self.shut = {part: ~position.alive for part, position in self.present.items()}
        self.shut_by = self.counted(size)
        # Where it stands after each change alone, and all that changes of one name can reach.
        self.moved = {name: self.moves(name) for name in self.values}
        self.reach = {name: self.reached(name) for name in self.values}
        # What was asked before, and the tries that are still to come.
        self._rests: dict[frozenset, Position] = {}
        self._kinds: dict[tuple, dict] = {}
        self._verdicts: dict[tuple, Verdict] = {}
        self._tries = self.tries()

    # What can be changed

    def names(self) -> Iterator[str]:
        """Resolutions that ask about facts, and the facts that the law asks about."""
        for resolution in self.law.resolutions:
            asking = (measure.when or measure.is_untested for measure in resolution.measures)
            if resolution.adopted and any(asking):
                yield resolution.key
        for name in facts():
            if name == "on" or name in self.rulebook.about:
                yield name

    def values_of(self, name: str) -> list[Any]:
        """The values worth trying, one for each class that no part of the law tells apart.

        None leaves a resolution out.
        """
        if name not in facts():
            return [None]
        now = self.case.value(name)
        if name == "on":
            return [] if now is UNKNOWN else self.days(now)
        # The class that the present value is in does the same as it.
        others = [values for values in self.reading.classes(name) if now not in values]
        for first, *alike in others:
            self.alike[name, first] = tuple(alike)
        return [values[0] for values in others]

    def days(self, now: Value) -> list[date]:
        """The nearest day on either side for each state of the law.

        Of days that are possible, the first for each state inside, and the nearest outside.
        """
        turning = {day for turn in self.rulebook.turning_days() for day in (turn, turn - ONE_DAY)}
        away = {day: _days_away(day, now) for day in turning}
        nearest: dict[tuple, date] = {}
        for day in sorted(turning, key=lambda day: (abs(away[day]), day)):
            state = self.rulebook.date.standing(day)
            # 1 for a day after those that are possible, -1 for one before them, 0 for one of them.
            side = (away[day] > NO_DAYS) - (away[day] < NO_DAYS)
            nearest.setdefault((state, side), day)
        return [day for day in nearest.values() if day != now]

    # What a set of changes does

    def changed(self, changes: tuple) -> tuple[dict[str, Any], frozenset[str]]:
        """The given facts and the resolutions left out after some (name, value) changes."""
        given = dict(self.case.given)
        for name, value in changes:
            if name == "item" and not is_open(self.case.value("item")):
                given.pop("hs", None)  # another thing brings its own code
            if value is not None:
                given[name] = value
        return given, frozenset(name for name, value in changes if value is None)

    def moves(self, name: str) -> dict[Value | None, Position]:
        """Where the case stands by the part of a fact, after each change of the fact alone."""
        part, moves = self.rulebook.parts[self.part[name]], {}
        for value in self.values[name]:
            given, left_out = self.changed(((name, value),))
            if can_be(given):
                moves[value] = part.position(given, left_out)
        return moves

    def reached(self, name: str) -> Clauses:
        """The clauses that some change of a fact could open or shut, or leave to a question."""
        now = self.present[self.part[name]]
        moved = self.moved[name].values()
        asked = {question for position in (now, *moved) for question in position.questions}
        touched = union(question.touches for question in asked)
        # `^` is what is in one set and not in the other: clauses that open, and those that shut.
        return touched | union(position.alive ^ now.alive for position in moved)

    def counted(self, most: int) -> list[Clauses]:
        """The clauses that no part of the facts contradicts, those that one does, and so on."""
        shut_by = [self.rulebook.clauses, *[NONE] * most]
        # A clause moves on by one with each part that shuts it; from the end, lest it move twice.
        for shut in self.shut.values():
            for count in range(most, 0, -1):
                shut_by[count] = (shut_by[count] & ~shut) | (shut_by[count - 1] & shut)
            shut_by[0] &= ~shut
        return shut_by

    def shut_by_others(self, parts: Iterable[str]) -> list[Clauses]:
        """The clauses that no part but these contradicts, those that one other does, and so on."""
        shut_by = self.shut_by
        for part in parts:  # taken out again: what it shut, one part fewer shuts
            shut = self.shut[part]
            shut_by = [(fewer & ~shut) | (more & shut) for fewer, more in pairwise(shut_by)]
        return shut_by

    def rest(self, parts: frozenset[str]) -> Position:
        """Where the case stands by all other parts of its facts."""
        if parts not in self._rests:
            alive, *_ = self.shut_by_others(parts)
            questions = [
                question
                for part, questions in self.asking.items()
                if part not in parts
                for question in questions
            ]
            self._rests[parts] = Position(self.rulebook.that_count(alive), tuple(questions))
        return self._rests[parts]

    def verdict(self, position: Position) -> Verdict:
        """The verdict where the case stands."""
        if position not in self._verdicts:
            self._verdicts[position] = verdict_of(self.rulebook.settled(*position))
        return self._verdicts[position]

    # The search

    def go_on(self, seconds: float | None = None) -> None:
        """Search on from where it was left: for so many seconds, as far as the budget goes."""
        until = time.monotonic() + seconds if seconds else float("inf")
        for count in self._tries:  # an iterator that is kept: it stops here, and goes on from here
            self.left -= count
            if self.left < 0 or time.monotonic() > until:
                self.is_over = self.left < 0
                return
        self.is_whole = self.is_over = True

    def tries(self) -> Iterator[int]:
        """Try every set of changes, smaller ones first. Stops before each: its number is 1.

        Sets that do the same and turn nothing are tried together: their number is how many.
        """
        for size in range(1, self.size + 1):
            for names in self.sets(size):
                for choices, verdict in self.outcomes(names):
                    if verdict is self.finding.verdict:
                        count = prod(map(len, choices))
                        yield count
                        self.tried += count
                        continue
                    for values in product(*choices):
                        yield 1
                        self.tried += 1
                        self.keep(names, values, verdict)

    def sets(self, size: int) -> Iterator[tuple[str, ...]]:
        """What could be changed together: so many facts and resolutions, each of which matters.

        One matters if it reaches a clause that no part of the facts contradicts but those that
        are changed. Within a part changes can do together what none does alone.
        """
        names = list(self.values)
        for first in combinations(names, size - 1):
            begin = names.index(first[-1]) + 1 if first else 0
            for last in self.going_with(first, names[begin:]):
                yield (*first, last)

    def going_with(self, first: tuple[str, ...], others: Iterable[str]) -> Iterator[str]:
        """Of others those that could be changed together with the first ones."""
        parts = {self.part[name] for name in first}
        are_apart = len(parts) == len(first)
        reaches = [self.reach[name] for name in first]
        # What no part shuts but those of the first ones, and what one part more does.
        open_, shut_by_one, *_ = self.shut_by_others(parts)
        for last in others:
            part = self.part[last]
            if not are_apart or part in parts:
                yield last  # some changes are in one part
                continue
            alive = open_ | (shut_by_one & self.shut[part])
            if all(reach & alive for reach in (self.reach[last], *reaches)):
                yield last

    def keep(self, names: tuple, values: tuple, verdict: Verdict) -> None:
        # A set of which a part turns the verdict is not smallest, whatever it leads to.
        changes = tuple(zip(names, values, strict=True))
        smaller = (part for size in range(1, len(changes)) for part in combinations(changes, size))
        if not any(part in self.turning for part in smaller):
            self.turning.add(changes)
            self.turned.setdefault((names, verdict), []).append(values)

    def outcomes(self, names: tuple[str, ...]) -> Iterator[tuple[Choices, Verdict]]:
        """Every combination of new values for some facts, with the verdict that it leads to.

        Combinations of which it is known that they do the same come as one.
        """
        parts = frozenset(self.part[name] for name in names)
        if len(parts) == len(names):
            return self.outcomes_apart(names, self.rest(parts))
        return self.outcomes_together(names, parts)

    def outcomes_together(
        self, names: tuple[str, ...], parts: frozenset[str]
    ) -> Iterator[tuple[Choices, Verdict]]:
        """The outcomes where some changes are in one part: each combination by itself."""
        rest = self.rest(parts)
        for values in product(*(self.values[name] for name in names)):
            given, left_out = self.changed(tuple(zip(names, values, strict=True)))
            if can_be(given):
                # Only the parts of the changes are looked at anew: `rest` is all the others.
                moved = (self.rulebook.parts[part].position(given, left_out) for part in parts)
                position = functools.reduce(and_, moved, rest)
                yield [(value,) for value in values], self.verdict(position)

    def outcomes_apart(
        self, names: tuple[str, ...], rest: Position
    ) -> Iterator[tuple[Choices, Verdict]]:
        """The outcomes where each change is in a part of its own.

        Values that leave the same of the rest of the case are of one kind, and tried once. A value
        that leaves what the present one does changes nothing.
        """
        kinds = [self.kinds(name, rest.alive, len(names)).items() for name in names]
        for chosen in product(*kinds):
            position = functools.reduce(and_, (left for left, _ in chosen), rest)
            yield [values for _, values in chosen], self.verdict(position)

    def kinds(self, name: str, alive: Clauses, size: int) -> dict[Position, list[Value | None]]:
        """The values of a fact, by what they leave of the clauses that the rest leaves alive.

        Argument: `size`, of the set; larger ones are without values that turn it in smaller ones.
        """
        key = name, alive, size
        if key not in self._kinds:

            def left_by(position: Position) -> Position:
                return Position(position.alive & alive, position.questions)

            kinds: dict[Position, list[Value | None]] = {}
            for value, position in self.moved[name].items():
                # In a larger set it would be one change too many.
                if ((name, value),) not in self.turning:
                    kinds.setdefault(left_by(position), []).append(value)
            # What leaves the rest as the present value does changes nothing here.
            kinds.pop(left_by(self.present[self.part[name]]), None)
            self._kinds[key] = kinds
        return self._kinds[key]


def _days_away(day: date, now: Value) -> timedelta:
    """How far a day is after (or, less than 0, before) the days that are possible."""
    return min((_away_from(day, span) for span in spans_of(now)), key=abs)


def _away_from(day: date, span: Span) -> timedelta:
    nearest = day if span.first is None else max(day, span.first)
    nearest = nearest if span.last is None else min(nearest, span.last)
    return day - nearest
