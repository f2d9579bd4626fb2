"""The strip of a panel: the verdict on the same act over time, in proportion, as HTML."""

import functools
from dataclasses import dataclass
from datetime import date
from html import escape

from ..cases import cases
from ..errors import KitError
from ..law import law
from ..logic import UNKNOWN
from ..verdict import SIGNS
from ..vocabulary import ONE_DAY, Value, spans_of
from ..whatif import Scenario, Times, times
from .look import style_of

YEARS_APART = 5  # of the years written under the strip
ROOM_FOR_A_YEAR = 3  # years between the last one written and the end of the strip


@dataclass(frozen=True)
class Scale:
    """Days as places between 0 and 100, in percent of the width of the strip."""

    first: date
    last: date

    def place(self, day: date) -> float:
        return 100 * max(0, (day - self.first).days) / (self.last - self.first).days


def strip(scenario: Scenario) -> str:
    """The verdict on the same act over time: a strip of spans in proportion, as HTML.

    Each span has its words, its sign and its colour; years stand below, the day of the case above.

    >>> "from 2013-03-07 on: prohibited" in strip(Scenario("aurus-2024-06"))
    True
    """
    if not isinstance(scenario, Scenario):
        raise KitError(
            f"strip needs a Scenario, not {type(scenario).__name__}. A panel has one: "
            "lab.scenario.",
            "scenario",
            scenario,
        )
    intervals, on = times(scenario), scenario.case.value("on")
    day = _marked_day(on)
    last = max(_last_day(), day) if day else _last_day()
    scale = Scale(intervals[0].start, last)
    words = ["The verdict on the same act over time", *map(str, intervals)]
    day_mark = line = ""
    if day and day >= scale.first:
        words.append(f"the date of the case is {on}")
        day_mark = _day_mark(day, str(on), scale)
        line = f'<span class="sl-here" style="left:{scale.place(day):.2f}%"></span>'
    label = escape("; ".join(words))
    return (
        f'<div class="sl-strip" role="img" aria-label="{label}.">'
        f'<div class="sl-scale">{day_mark}</div>'
        f'<div class="sl-spans">{_spans(intervals, scale)}{line}</div>'
        f'<div class="sl-scale">{_years(scale)}</div></div>'
    )


def _spans(intervals: Times, scale: Scale) -> str:
    html = ""
    # A width is a number of each span's own, so it stands in the element; the look is in the class.
    for interval in intervals:
        end = interval.end + ONE_DAY if interval.end else scale.last
        width = scale.place(end) - scale.place(interval.start)
        html += (
            f'<span class="sl-span {style_of(interval.verdict)}" style="width:{width:.2f}%" '
            f'title="{escape(str(interval))}">'
            f"{SIGNS[interval.verdict]}<b> {interval.verdict}</b></span>"
        )
    return html


def _marked_day(on: Value) -> date | None:
    """The day at which the date of a case is marked: of several days the last, if there is one."""
    if on is UNKNOWN:
        return None
    span = spans_of(on)[-1]
    return span.last or span.first


def _day_mark(day: date, text: str, scale: Scale) -> str:
    """The date of the case, written on that side of its place where there is room."""
    place = scale.place(day)
    if place < 50:
        return f'<span style="left:{place:.2f}%">▼ {text}</span>'
    return f'<span style="right:{100 - place:.2f}%">{text} ▼</span>'


def _years(scale: Scale) -> str:
    years = range(scale.first.year, scale.last.year - ROOM_FOR_A_YEAR, YEARS_APART)
    return "".join(
        f'<span style="left:{scale.place(date(year, 1, 1)):.2f}%">{year}</span>' for year in years
    )


@functools.cache
def _last_day() -> date:
    """The end of the year of the last named case, or of the last change of the law."""
    days = [case.value("on") for case in cases().values()]
    known = [day for day in days if isinstance(day, date)]
    return date(max(*known, law().boundaries[-1]).year, 12, 31)
