"""Measures that a case would meet on another day: those to come, and those that had ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from operator import attrgetter

from ..cases import Case
from ..law import Ban, Clauses, Law
from ..logic import UNKNOWN
from ..vocabulary import spans_of
from .parts import OutOfTime

DAY = timedelta(days=1)


def not_yet(case: Case, law: Law, elsewhen: Clauses) -> tuple[OutOfTime, ...]:
    """Those that come into force after the last day that is possible, the first ones first.

    Arguments: `elsewhen`, the clauses that nothing but the day contradicts.
    """
    last = _end(case, lambda span: span.last, max)
    if last is None:
        return ()
    return tuple(sorted(_to_come(case, law, elsewhen, last), key=attrgetter("first")))


def ended(case: Case, law: Law, elsewhen: Clauses) -> tuple[OutOfTime, ...]:
    """Those that were in force before the first day that is possible, the last ones first."""
    first = _end(case, lambda span: span.first, min)
    if first is None:
        return ()
    return tuple(sorted(_gone(case, law, elsewhen, first), key=attrgetter("last"), reverse=True))


def _end(case: Case, end: Callable, choose: Callable) -> date | None:
    """The first or the last of the days that are possible; None without such an end."""
    days = case.value("on")
    if days is UNKNOWN:
        return None
    ends = [end(span) for span in spans_of(days)]
    return None if None in ends else choose(ends)


def _bans(law: Law, elsewhen: Clauses) -> Iterator[Ban]:
    """The bans with tests that nothing but the day keeps from being met."""
    bans = [ban for ban in law.rulebook.bans_with(elsewhen) if not ban.measure.is_untested]
    yield from reversed(bans)


def _to_come(case: Case, law: Law, elsewhen: Clauses, last: date) -> Iterator[OutOfTime]:
    later = [day for day in law.boundaries if day > last]
    for ban in _bans(law, elsewhen):
        if _stands(law, ban, last):
            continue
        first = next((day for day in later if _stands(law, ban, day)), None)
        if first is not None and (end := _end_on(case, law, ban, first)) is not False:
            yield OutOfTime(ban.measure, is_sure=end is True, first=first)


def _gone(case: Case, law: Law, elsewhen: Clauses, first: date) -> Iterator[OutOfTime]:
    earlier = [day for day in reversed(law.boundaries) if day <= first]
    for ban in _bans(law, elsewhen):
        if _stands(law, ban, first):
            continue
        # The day of the change that ended it: on the day before, it stood.
        end_day = next((day for day in earlier if _stands(law, ban, day - DAY)), None)
        if end_day is None:
            continue
        last = end_day - DAY
        if (end := _end_on(case, law, ban, last)) is not False:
            by = tuple(m.id for m in law.measures if ban.measure.id in m.replaces)
            yield OutOfTime(ban.measure, is_sure=end is True, last=last, replaced_by=by)


def _stands(law: Law, ban: Ban, day: date) -> bool:
    return bool(ban.clauses & law.rulebook.in_force(day))


def _end_on(case: Case, law: Law, ban: Ban, day: date) -> object:
    """How the case would end on a day if there were no ban but this one."""
    position = law.rulebook.resolve({**case.given, "on": day})
    return law.rulebook.end(position.alive & ban.with_ways_out, position.questions)
