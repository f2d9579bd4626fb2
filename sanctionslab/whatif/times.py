"""over_time(): the verdict that a case would have had on every day."""

from dataclasses import dataclass
from datetime import date

from ..cases import Case
from ..errors import KitError, shown
from ..law import Law
from ..outline import Answers
from ..verdict import Finding, Verdict, classify, verdict_of
from ..vocabulary import ONE_DAY, known_day, regime


@dataclass(frozen=True)
class Interval:
    """A stretch of days with one verdict.

    First day, last day (None: to this day), the verdict, the ids of its grounds, and the ids of
    the paragraphs that changed it.
    """

    start: date
    end: date | None
    verdict: Verdict
    grounds: tuple[str, ...]
    changed_by: tuple[str, ...]

    def __str__(self) -> str:
        until = f"to {self.end}" if self.end else "on"
        by = f", changed by {', '.join(self.changed_by)}" if self.changed_by else ""
        return f"from {self.start} {until}: {self.verdict}{by}"


class Times(Answers[Interval]):
    """The verdicts over time, as Intervals in order."""

    def at(self, day: object) -> Interval:
        """The Interval that a day falls in."""
        day = _known(day, "day")
        first = self[0].start
        if day < first:
            message = (
                f"{day} is before {first}, where this look over time begins. "
                "Give since= an earlier day."
            )
            raise KitError(message, "day", day)
        return next(interval for interval in reversed(self) if interval.start <= day)

    def nearest(self, day: object) -> tuple[date | None, date | None]:
        """The nearest days with another verdict: the last day before, the first day after.

        None stands for a side on which there is none.
        """
        place = self.index(self.at(day))
        before = self[place - 1].end if place else None
        after = self[place + 1].start if place + 1 < len(self) else None
        return before, after


def over_time(case: Case, law: Law | None = None, *, since: object = None) -> Times:
    """The verdict that the same case would have had on every day.

    Arguments: `case` (its own date does not count); `law`, the whole law if left out; `since`, the
    first day looked at, that of `data/regime.toml` if left out. Returns Times, a tuple of
    Interval, each with the paragraphs that made the change; the last one is open.

    >>> car = Case(
    ...     on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile"
    ... )
    >>> for interval in over_time(car): print(interval)
    from 2006-01-01 to 2006-10-13: not prohibited
    from 2006-10-14 to 2013-03-06: undetermined, changed by 1718:8(a)(iii)
    from 2013-03-07 on: prohibited, changed by 2094:23
    """
    law = classify(case, law).law
    first = _known(regime().since if since is None else since, "since")
    starts = _starts(case, law, first)
    ends = [start - ONE_DAY for start in starts[1:]]
    intervals: list[Interval] = []
    for start, end in zip(starts, [*ends, None], strict=True):
        finding = classify(case.but(on=start), law)
        # The first stretch was made by no change.
        eve = classify(case.but(on=start - ONE_DAY), law) if intervals else None
        intervals.append(
            Interval(
                start=start,
                end=end,
                verdict=finding.verdict,
                grounds=tuple(_grounds(finding)),
                changed_by=_turned_by(eve, finding) if eve else (),
            )
        )
    return Times(intervals, title=f"The same case on every day since {first}:")


def _starts(case: Case, law: Law, first: date) -> list[date]:
    """The first day looked at, and each later one on which the verdict turns."""
    turning = law.rulebook.turning_days(contract_follows="contract_date" not in case.given)
    starts, last = [], None
    for day in (first, *(day for day in turning if day > first)):
        verdict = verdict_of(law.rulebook.settled_of({**case.given, "on": day}))
        if verdict is not last:
            starts.append(day)
        last = verdict
    return starts


def _known(day: object, name: str) -> date:
    refusal = KitError(f'{name} must be a day such as "2012-01-01", not {shown(day)}.', name, day)
    return known_day(day, refusal)


def _turned_by(eve: Finding, finding: Finding) -> tuple[str, ...]:
    """The paragraphs that made the difference between two days."""
    before, after = _standing(eve), _standing(finding)
    barring = _grounds(finding) if finding.grounds else after
    new = [id_ for id_ in barring if id_ not in _grounds(eve)]
    # What has come bars it now, or opens what nothing had barred.
    if new and (finding.verdict is Verdict.PROHIBITED or not eve.grounds):
        return _but_for(new, before)
    return finding.lifted_by or _but_for(before, after)


def _but_for(ids: list[str], others: list[str]) -> tuple[str, ...]:
    """Ids without those that are among others; all of them where all are."""
    return tuple(id_ for id_ in ids if id_ not in others) or tuple(ids)


def _grounds(finding: Finding) -> list[str]:
    return [ground.id for ground in finding.grounds]


def _standing(finding: Finding) -> list[str]:
    """The ids of all that prohibits or might."""
    others = [ground.id for ground in finding.possible if ground not in finding.grounds]
    return _grounds(finding) + others
