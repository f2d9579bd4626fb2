"""flips(): the smallest changes of facts or law that turn a verdict."""

import functools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from operator import and_
from typing import Any

from ..cases import Case
from ..law import NONE, Clauses, Law, Position, Reading
from ..logic import UNKNOWN
from ..outline import Answers
from ..verdict import Finding, Ground, Verdict, classify, verdict_of
from ..vocabulary import Span, Value, facts, fits, is_open, spans_of
from .changes import Change, check_bounds, check_seconds, goes_nowhere, taken_out

DAY, NO_DAYS = timedelta(days=1), timedelta(0)
MOST_TOLD = 12  # paragraphs named in one line


@dataclass(frozen=True)
class Flip:
    """A smallest set of changes that turns the verdict, and the paragraphs responsible.

    `verdict` is the new one; `because` holds the ids of the paragraphs and `how` says in what way
    they are responsible ("lifted by"). `case` and `law` are the changed ones:
    `classify(flip.case, flip.law).verdict == flip.verdict`.
    """

    changes: tuple[Change, ...]
    verdict: Verdict
    how: str
    because: tuple[str, ...]
    case: Case
    law: Law

    def __str__(self) -> str:
        changes = " and ".join(map(str, self.changes))
        more = len(self.because) - MOST_TOLD
        told = ", ".join(self.because[:MOST_TOLD]) + (f" and {more} more" if more > 0 else "")
        return f"{changes} -> {self.verdict} ({self.how} {told})"


def flips(
    case: Case,
    law: Law | None = None,
    *,
    size: int = 2,
    budget: int = 200_000,
    seconds: float | None = None,
) -> Answers[Flip]:
    """Every smallest set of changes that turns the verdict, smallest first.

    A change is a fact with another value (granting an exemption is one, and so is another date) or
    a resolution left out. A set is smallest if no part of it turns the verdict. Values of a fact
    that do the same are told as one change.

    Arguments: `case`; `law`, the whole law if left out; `size`, the most changes in a set;
    `budget`, the most sets tried; `seconds`, how long at most, or None. Returns Answers of Flip,
    complete up to `size` unless one of the two ran out, which `.stopped` says. Larger sets are left
    out, and `.cut` says so.

    >>> car = Case(
    ...     on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile"
    ... )
    >>> print(flips(car)[0])
    Committee approved: yes -> not prohibited (lifted by 2321:46, 2371:26, 2375:26, 2397:25)
    >>> [str(flip) for flip in flips(car) if all(change.is_law for change in flip.changes)][0]
    'without resolution 1718 and without resolution 2397 -> not prohibited (no longer barred by \
2094:23, 2397:7)'
    """
    finding = classify(case, law)
    check_bounds(size, budget)
    check_seconds(seconds)
    search = Search(finding, size, budget, seconds)
    for count in range(1, size + 1):
        search.try_sets_of(count)
    turned = (
        search.flip(names, verdict, values) for (names, verdict), values in search.turned.items()
    )
    return Answers(
        sorted(turned, key=_order),
        cut=True,
        title=f'Smallest changes that turn "{finding.verdict}":',
        nothing=f"no set of up to {size} changes turns it",
        stopped=search.is_over,
    )


class Search:
    """Sets of changes, tried by size; those are kept that turn the verdict though no part does.

    The facts fall into parts that are settled together (the date, the act, the thing, every other
    fact by itself), so that a set of changes needs only its own parts to be looked at again.
    """

    def __init__(
        self, finding: Finding, size: int, budget: int, seconds: float | None = None
    ) -> None:
        self.finding, self.case, self.law = finding, finding.case, finding.law
        self.rulebook, self.left = finding.law.rulebook, budget
        self.until = time.monotonic() + seconds if seconds else float("inf")
        self.is_over = False
        self.reading = Reading(self.rulebook, self.case)
        self.alike: dict[tuple, tuple] = {}  # further values that do the same as a value
        self.values = {name: self.values_of(name) for name in self.names()}
        self.present = {part: self.position(part, ()) for part in self.rulebook.parts}
        self.asking = [entry for entry in self.present.items() if entry[1].questions]
        self.shut = {part: ~position.alive for part, position in self.present.items()}
        self.shut_by = self.counted(size)
        self.moved = {name: self.moves(name) for name in self.values}
        self.turning: set[tuple] = set()  # sets of changes that turn the verdict
        self.turned: dict[tuple, list[tuple]] = {}  # (names, verdict): values that lead to it
        self._rests: dict[frozenset, Position] = {}
        self._kinds: dict[tuple, dict] = {}
        self._verdicts: dict[tuple, Verdict] = {}

    # What can be changed

    def names(self) -> Iterator[str]:
        """Resolutions that ask about facts, and the facts that the law asks about."""
        for resolution in self.law.resolutions:
            if resolution.adopted and any(m.when or m.is_untested for m in resolution.measures):
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
        others = [values for values in self.reading.classes(name) if now not in values]
        for first, *alike in others:
            self.alike[name, first] = tuple(alike)
        return [values[0] for values in others]

    def days(self, now: Value) -> list[date]:
        """The nearest day on either side for each state of the law.

        Of days that are possible, the first for each state inside, and the nearest outside.
        """
        turning = {day for turn in self.rulebook.turning_days() for day in (turn, turn - DAY)}
        away = {day: _days_away(day, now) for day in turning}
        nearest: dict[tuple, date] = {}
        for day in sorted(turning, key=lambda day: (abs(away[day]), day)):
            state = self.rulebook.date.standing(day, contract_follows=False)
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

    def can_be(self, changes: tuple) -> bool:
        """Whether what is given after some changes can be true together."""
        given, _ = self.changed(changes)
        return fits(given.get("item"), given.get("hs")) and not goes_nowhere(given)

    def position(self, part: str, changes: tuple) -> Position:
        """Where the case stands by one part of its facts after some changes."""
        return self.rulebook.parts[part].position(*self.changed(changes))

    def moves(self, name: str) -> dict[Value | None, Position]:
        """Where the case stands by the part of a fact, after each change of the fact alone."""
        part, moves = self.rulebook.part_of(name), {}
        for value in self.values[name]:
            given, left_out = self.changed(((name, value),))
            if not goes_nowhere(given):
                moves[value] = self.rulebook.parts[part].position(given, left_out)
        return moves

    def counted(self, most: int) -> list[Clauses]:
        """The clauses that no part of the facts contradicts, those that one does, and so on."""
        shut_by = [self.rulebook.clauses, *[NONE] * most]
        for shut in self.shut.values():
            for count in range(most, 0, -1):
                shut_by[count] = (shut_by[count] & ~shut) | (shut_by[count - 1] & shut)
            shut_by[0] &= ~shut
        return shut_by

    def rest(self, parts: frozenset[str]) -> Position:
        """Where the case stands by all other parts of its facts."""
        if parts not in self._rests:
            alive = NONE
            for count in range(len(parts) + 1):
                for some in combinations(parts, count):  # these contradict it, and no others
                    alive |= functools.reduce(
                        and_, (self.shut[part] for part in some), self.shut_by[count]
                    )
            questions = [
                question
                for part, position in self.asking
                if part not in parts
                for question in position.questions
            ]
            self._rests[parts] = Position(self.rulebook.that_count(alive), tuple(questions))
        return self._rests[parts]

    def verdict(self, *position: Any) -> Verdict:
        """The verdict where the case stands: clauses alive, questions open."""
        if position not in self._verdicts:
            self._verdicts[position] = verdict_of(self.rulebook.settled(*position))
        return self._verdicts[position]

    # The search

    def try_sets_of(self, count: int) -> None:
        """Try every set of so many changes, as far as the budget goes."""
        for names in combinations(self.values, count):
            for values, verdict in self.outcomes(names):
                self.left -= 1
                if self.left < 0 or time.monotonic() > self.until:
                    self.is_over = True
                    return
                if verdict is not self.finding.verdict:
                    self.keep(names, values, verdict)

    def keep(self, names: tuple, values: tuple, verdict: Verdict) -> None:
        changes = tuple(zip(names, values, strict=True))
        smaller = (part for size in range(1, len(changes)) for part in combinations(changes, size))
        if not any(part in self.turning for part in smaller):
            self.turning.add(changes)
            self.turned.setdefault((names, verdict), []).append(values)

    def outcomes(self, names: tuple) -> Iterator[tuple[tuple, Verdict]]:
        """Every combination of new values for some facts, with the verdict that it leads to."""
        parts = [self.rulebook.part_of(name) for name in names]
        if len(set(parts)) == len(parts):
            return self.outcomes_apart(names, parts)
        return self.outcomes_together(names, frozenset(parts))

    def outcomes_together(self, names: tuple, parts: frozenset) -> Iterator[tuple[tuple, Verdict]]:
        """The outcomes where some changes are in one part: each combination by itself."""
        rest = self.rest(parts)
        for values in product(*(self.values[name] for name in names)):
            changes = tuple(zip(names, values, strict=True))
            if self.can_be(changes):
                position = rest
                for part in parts:
                    position &= self.position(part, changes)
                yield values, self.verdict(*position)

    def outcomes_apart(self, names: tuple, parts: list) -> Iterator[tuple[tuple, Verdict]]:
        """The outcomes where each change is in a part of its own.

        Values that leave the same of the rest of the case are of one kind, and tried once. A value
        that leaves what the present one does changes nothing.
        """
        rest = self.rest(frozenset(parts))
        kinds = [self.kinds(name, frozenset(parts)) for name in names]
        for positions in product(*kinds):
            position, *others = positions
            for other in others:
                position &= other
            verdict = self.verdict(position.alive, rest.questions + position.questions)
            alike = (kind[one] for kind, one in zip(kinds, positions, strict=True))
            for values in product(*alike):
                yield values, verdict

    def kinds(self, name: str, parts: frozenset) -> dict[Position, list[Value | None]]:
        """The values of a fact, by what they leave of the case but for these parts of it."""
        alive = self.rest(parts).alive
        key = name, alive, len(parts)  # larger sets are without values that turn it in smaller ones
        if key not in self._kinds:

            def left_by(position: Position) -> Position:
                return Position(position.alive & alive, position.questions)

            kinds: dict[Position, list[Value | None]] = {}
            for value, position in self.moved[name].items():
                if ((name, value),) not in self.turning:
                    kinds.setdefault(left_by(position), []).append(value)
            kinds.pop(left_by(self.present[self.rulebook.part_of(name)]), None)
            self._kinds[key] = kinds
        return self._kinds[key]

    # What is told

    def flip(self, names: tuple, verdict: Verdict, combinations_: list[tuple]) -> Flip:
        """Values for the same names that lead to the same verdict, told as one flip."""
        first = combinations_[0]
        changes = []
        for place, (name, value) in enumerate(zip(names, first, strict=True)):
            swaps = [
                values[place]
                for values in combinations_
                if values[:place] == first[:place] and values[place + 1 :] == first[place + 1 :]
            ]
            same = [one for swap in swaps for one in (swap, *self.alike.get((name, swap), ()))]
            others = []
            for one in same:
                swapped = (*first[:place], one, *first[place + 1 :])
                if one != value and self.can_be(tuple(zip(names, swapped, strict=True))):
                    others.append(one)
            goes = () if "hs" in names else taken_out(name, value, self.case.given)
            changes.append(Change(name, value, tuple(others), goes))
        given, left_out = self.changed(tuple(zip(names, first, strict=True)))
        evidence = {
            name: known
            for name, known in self.case.evidence.items()
            if given.get(name) == self.case.given.get(name)
        }
        case = Case(key=self.case.key, title=self.case.title, evidence=evidence, **given)
        law = self.law.without(*left_out) if left_out else self.law
        how, because = _because(self.finding, classify(case, law))
        return Flip(tuple(changes), verdict, how, because, case, law)


def _days_away(day: date, now: Value) -> timedelta:
    """How far a day is after (or, less than 0, before) the days that are possible."""
    return min((_away_from(day, span) for span in spans_of(now)), key=abs)


def _away_from(day: date, span: Span) -> timedelta:
    if span.first is not None and day < span.first:
        return day - span.first
    return day - span.last if span.last is not None and day > span.last else NO_DAYS


def _because(before: Finding, after: Finding) -> tuple[str, tuple[str, ...]]:
    """How the verdict turned, and the ids of the paragraphs that turned it."""
    old = [ground.id for ground in before.grounds]
    new = [ground.id for ground in after.grounds]
    if new:
        fresh = [one for one in new if one not in old]
        how = "now barred by one of" if _all_untested(after.grounds) else "now barred by"
        return how, tuple(fresh or new)
    lifting = dict.fromkeys(o.id for o in after.lifting(before.grounds or before.possible))
    if lifting and not after.possible:
        return "lifted by", tuple(lifting)
    is_beyond = _all_untested(after.possible)
    beyond = "beyond this vocabulary, " if is_beyond else ""
    if before.verdict is Verdict.NOT_PROHIBITED:
        return f"{beyond}open under", tuple(ground.id for ground in after.possible)
    still_open = [] if is_beyond else [ground.id for ground in after.possible]
    was_doubt = not old and _all_untested(before.possible)
    old = old or [ground.id for ground in before.possible]
    gone = [one for one in old if one not in still_open]
    how = "no longer in doubt under" if was_doubt else f"{beyond}no longer barred by"
    return how, tuple(gone or old)


def _all_untested(grounds: tuple[Ground, ...]) -> bool:
    """Whether nothing but paragraphs without tests is left."""
    return bool(grounds) and all(ground.measure.is_untested for ground in grounds)


def _order(flip: Flip) -> tuple:
    """Smallest first; then what the Committee may grant; then the law; then facts in order."""
    places = {name: place for place, name in enumerate(facts())}
    names = [change.name for change in flip.changes]
    return (
        len(names),
        [name != "committee_approval" for name in names],
        [(name in places, places.get(name, name)) for name in names],
        flip.verdict.value,
    )
