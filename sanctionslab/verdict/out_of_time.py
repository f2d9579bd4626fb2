"""Measures that a case would meet on another day: those to come, and those that had ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter

from ..cases import Case
from ..law import Ban, Clauses, End, Law
from ..logic import UNKNOWN
from ..vocabulary import ONE_DAY, spans_of
from .parts import OutOfTime


def not_yet(case: Case, law: Law, elsewhen: Clauses) -> tuple[OutOfTime, ...]:
    """Those that come into force after the last day that is possible, the first ones first.

    Arguments: `elsewhen`, the clauses that nothing but the day contradicts.
    """
    last = _end(case, lambda span: span.last, max)
    if last is None:
        return ()
    later = [day for day in law.boundaries if day > last]
    coming = [
        OutOfTime(ban.measure, is_sure, first=day)
        for ban, day, is_sure in _standing_elsewhen(case, law, elsewhen, last, later)
    ]
    return tuple(sorted(coming, key=attrgetter("first")))


def ended(case: Case, law: Law, elsewhen: Clauses) -> tuple[OutOfTime, ...]:
    """Those that were in force before the first day that is possible, the last ones first."""
    first = _end(case, lambda span: span.first, min)
    if first is None:
        return ()
    # A ban ends with a change of the law: its last day is the eve of that change.
    eves = [day - ONE_DAY for day in reversed(law.boundaries) if day <= first]
    gone = [
        OutOfTime(ban.measure, is_sure, last=day, replaced_by=_replacing(law, ban))
        for ban, day, is_sure in _standing_elsewhen(case, law, elsewhen, first, eves)
    ]
    return tuple(sorted(gone, key=attrgetter("last"), reverse=True))


def _end(case: Case, end: Callable, choose: Callable) -> date | None:
    """The first or the last of the days that are possible; None without such an end."""
    days = case.value("on")
    if days is UNKNOWN:
        return None
    ends = [end(span) for span in spans_of(days)]
    return None if None in ends else choose(ends)


def _standing_elsewhen(
    case: Case, law: Law, elsewhen: Clauses, day: date, others: Iterable[date]
) -> Iterator[tuple[Ban, date, bool]]:
    """The bans that do not stand on a day and do on another, and that the case would meet there.

    Each with the first of those `others`, and whether it would prohibit for sure. A ban without
    tests is left out: nobody can say that the case would meet it.
    """
    for ban in law.rulebook.bans_with(elsewhen):
        if ban.measure.is_untested or _stands(law, ban, day):
            continue
        nearest = next((other for other in others if _stands(law, ban, other)), None)
        if nearest is None:
            continue
        end = _end_on(case, law, ban, nearest)
        if end is not False:
            yield ban, nearest, end is True


def _stands(law: Law, ban: Ban, day: date) -> bool:
    return bool(ban.clauses & law.rulebook.in_force(day))


def _end_on(case: Case, law: Law, ban: Ban, day: date) -> End:
    """How the case would end on a day if there were no ban but this one."""
    position = law.rulebook.resolve({**case.given, "on": day})
    return law.rulebook.end(position.alive & ban.with_ways_out, position.questions)


def _replacing(law: Law, ban: Ban) -> tuple[str, ...]:
    """The ids of the measures that came in the place of a ban."""
    return tuple(measure.id for measure in law.measures if ban.measure.id in measure.replaces)
