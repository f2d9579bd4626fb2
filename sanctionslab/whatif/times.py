"""whatif/times."""

from dataclasses import dataclass
from datetime import date, timedelta

from ..errors import KitError
from ..logic import UNKNOWN
from ..outline import Answers
from ..verdict import Verdict, classify, engine
from ..vocabulary import fact

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Interval:
    """A stretch of days with one verdict: first day, last day (None: to this day), the grounds, and what changed it."""

    start: date
    end: date | None
    verdict: Verdict
    grounds: tuple
    changed_by: tuple

    def __str__(self):
        until = f"to {self.end}" if self.end else "on"
        by = f", changed by {', '.join(self.changed_by)}" if self.changed_by else ""
        return f"from {self.start} {until}: {self.verdict}{by}"


class Times(Answers):
    """The verdicts over time, as Intervals in order."""

    def at(self, day):
        """The Interval that a day falls in."""
        day = _day(day, "day")
        if day < self[0].start:
            raise KitError(
                f"{day} is before {self[0].start}, where this look over time begins. Give since= an earlier day.",
                "day",
                day,
            )
        return next(i for i in reversed(self) if i.start <= day)

    def nearest(self, day):
        """The nearest days before and after with another verdict: (last day before or None, first day after or None)."""
        place = self.index(self.at(day))
        before = self[place - 1].end if place else None
        after = self[place + 1].start if place + 1 < len(self) else None
        return before, after


def over_time(case, law=None, *, since="2006-01-01"):
    """The verdict that the same case would have had on every day, as intervals with the paragraph that made each change.

    Arguments: `case` (its own date does not count); `law`, the whole law if left out; `since`, the first day looked at.
    Returns Times, a tuple of Interval; the last one is open.

    >>> car = Case(on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile")
    >>> for interval in over_time(car): print(interval)
    from 2006-01-01 to 2006-10-13: not prohibited
    from 2006-10-14 to 2013-03-06: undetermined, changed by 1718:8(a)(iii)
    from 2013-03-07 on: prohibited, changed by 2094:23
    """
    law = classify(case, law).law
    first = _day(since, "since")
    e = engine(law)
    days = {first, *(d for d in law.boundaries)}
    names = {"on", *(["contract_date"] if "contract_date" not in case.given else [])}
    for test in (t for tests in e.tests for t in tests if t.fact in names):
        days.add(test.wanted[0] + _DAY * (test.op == "on_or_before"))
    spans = []
    for day in sorted(d for d in days if d >= first):
        given = {**case.given, "on": day}
        verdict = e.verdict(given)
        if not spans or spans[-1][1] is not verdict:
            spans.append((day, verdict))
    intervals, previous = [], None
    for place, (start, verdict) in enumerate(spans):
        finding = classify(case.but(on=start), law)
        end = spans[place + 1][0] - _DAY if place + 1 < len(spans) else None
        eve = classify(case.but(on=start - _DAY), law) if previous else None
        intervals.append(
            Interval(
                start,
                end,
                verdict,
                tuple(g.id for g in finding.grounds),
                _turned(eve, finding) if eve else (),
            )
        )
        previous = finding
    return Times(intervals, title=f"The same case on every day since {first}:")


def _day(value, name):
    day = fact("on").parse(value)
    if day is UNKNOWN:
        raise KitError(f'{name} must be a day such as "2012-01-01", not UNKNOWN.', name, value)
    return day


def _turned(eve, finding):
    """The paragraphs that made the difference between two days."""

    def standing(f):
        return [g.id for g in f.grounds] + [g.id for g in f.possible if g not in f.grounds]

    new = [
        i
        for i in ([g.id for g in finding.grounds] or standing(finding))
        if i not in [g.id for g in eve.grounds]
    ]
    if finding.verdict is Verdict.PROHIBITED or not eve.grounds:
        fresh = [i for i in new if i not in standing(eve)]
        if fresh or new:
            return tuple(fresh or new)
    lifting = [o.id for _, openings in finding.lifted for o in openings]
    return (
        tuple(dict.fromkeys(lifting))
        or tuple(i for i in standing(eve) if i not in standing(finding))
        or tuple(standing(eve))
    )
