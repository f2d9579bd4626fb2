"""Allegation and admission: what others alleged first, and whether and when it was admitted."""

from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

import pandas as pd

from ..errors import KitError
from ..tables import date_span
from ..vocabulary import ONE_DAY
from .canvas import HEIGHT, Canvas
from .figure import Figure
from .inputs import by_day, events_or_all, first_day, last_day, timestamps
from .lettering import text_width, wrap
from .looks import CONTESTED, DASHED, GREY, INK, PAPER, RUST, SOFT, UNCONFIRMED, Swatch
from .timescale import TimeScale
from .words import counted, long_day, sentences, short_date, short_day, source_line

LEFT, RIGHT, TOP = 484, 1110, 112
EDGE = 1256  # up to where words go


def admissions(events: pd.DataFrame | None = None, since: str | date = "2022-01-01") -> Figure:
    """Events that others alleged first, whether and when they were admitted, the days between.

    Days count from the day on which the allegation was public; where only its month is known, from
    the end of that month, so they are the least there can be. Arguments: `events`, a frame like
    `sl.events()`; `since`, the first day. Reports that only repeat allegations (the category of UN
    process) are left out. Returns a Figure; its table has a row for each event, `days` blank if it
    was not admitted. Source: `data/events.csv`. Raises KitError if no event is left.

    >>> admissions().table.dropna(subset="admitted")[["id", "days"]].values.tolist()
    [['T-52', 190]]
    """
    frame = numbers(events_or_all(events), since)
    admitted, every = len(frame.admitted), len(frame.allegations)
    verb = "was" if admitted == 1 else "were"
    canvas = Canvas(f"{admitted} of {every} alleged events {verb} later admitted", height(frame))
    draw(canvas, frame)
    return Figure(
        "Allegation and admission",
        canvas.figure,
        words(frame),
        table(frame),
        source_line("data/events.csv"),
    )


@dataclass(frozen=True)
class Allegation:
    """An event that others alleged first.

    `when` and `alleged` are dates as the data has them: of the event, and on which the allegation
    was public; `public` is the first and the last day that `alleged` can mean. `waited` is how many
    days it took at least to the admission, or to where the data ends. What is not in the data is
    None; `admitted` is None where nothing was admitted.
    """

    id: str
    when: str
    headline: str
    contested: str
    start: date
    end: date
    alleged: str | None
    public: tuple[date, date] | None
    admitted: date | None
    waited: int | None

    @property
    def public_words(self) -> str:
        if self.alleged is None:
            return "public on a day that is not in the data"
        return f"public on {short_date(self.alleged)}"


@dataclass(frozen=True)
class Frame:
    """The allegations from a day on; `covered` is the last day of the data."""

    since: date
    covered: date
    allegations: list[Allegation]

    @property
    def admitted(self) -> list[Allegation]:
        return [allegation for allegation in self.allegations if allegation.admitted]

    @property
    def still_open(self) -> list[Allegation]:
        return [allegation for allegation in self.allegations if not allegation.admitted]


def numbers(events: pd.DataFrame, since: str | date) -> Frame:
    day, covered = first_day(since), last_day(events)
    shown = events[
        events["contested"].isin(["alleged then admitted", *UNCONFIRMED])
        & (events["category"] != "un-process")
        & (events["end"] >= pd.Timestamp(day))
    ]
    if shown.empty:
        raise KitError(
            f"No alleged event is left from {day} on. Give an earlier day, or more events.",
            "since",
            since,
        )
    allegations = [allegation_of(event, covered) for event in by_day(shown).itertuples()]
    return Frame(day, covered, allegations)


def allegation_of(event: Any, covered: date) -> Allegation:
    alleged = None if pd.isna(event.reported) else event.reported
    public = None
    if alleged:
        first, last = date_span(alleged, alleged)
        assert first and last  # a date that was reported has an end
        public = first, last
    admitted = None if pd.isna(event.admitted) else event.admitted.date()
    return Allegation(
        id=event.id,
        when=event.date,
        headline=event.headline,
        contested=event.contested,
        start=event.start.date(),
        end=event.end.date(),
        alleged=alleged,
        public=public,
        admitted=admitted,
        waited=((admitted or covered) - public[1]).days if public else None,
    )


def table(frame: Frame) -> pd.DataFrame:
    rows = [
        {
            "id": allegation.id,
            "date": allegation.when,
            "headline": allegation.headline,
            "contested": allegation.contested,
            "alleged": allegation.alleged,
            "admitted": allegation.admitted,
            "days": allegation.waited if allegation.admitted else None,
            "days open": None if allegation.admitted else allegation.waited,
        }
        for allegation in frame.allegations
    ]
    whole = pd.DataFrame(rows).astype({"days": "Int64", "days open": "Int64"})
    return whole.assign(admitted=timestamps(whole["admitted"]))


def words(frame: Frame) -> str:
    first = short_date(frame.allegations[0].when)
    return sentences(
        f"A line for each of {counted(len(frame.allegations), 'event')} that others alleged first, "
        f"from {first} on.",
        *(
            admission_words(allegation, allegation.admitted)
            for allegation in frame.allegations
            if allegation.admitted
        ),
        *open_words(frame),
        "An open line says that nothing was admitted in the sources read, "
        "not that the allegation is false.",
    )


def admission_words(allegation: Allegation, admitted: date) -> str:
    later = "" if allegation.waited is None else f", {counted(allegation.waited, 'day')} later"
    return (
        f"Admitted: {allegation.headline}. It was {allegation.public_words} and first admitted on "
        f"{long_day(admitted)}{later}."
    )


def open_words(frame: Frame) -> list[str]:
    """How many lines stay open, and the one that has been open for longest."""
    waiting = frame.still_open
    if not waiting:
        return []
    denied = sum(allegation.contested == "denied" for allegation in waiting)
    parts = [
        f"The other {len(waiting)} lines stay open to {long_day(frame.covered)}, where the data "
        f"ends: {denied} denied by at least one of the two governments, "
        f"{len(waiting) - denied} confirmed by neither."
    ]
    dated = [(allegation.waited, allegation) for allegation in waiting if allegation.waited]
    if dated:
        days, oldest = max(dated, key=itemgetter(0))
        parts.append(
            f"The longest open one, {oldest.public_words}, is: {oldest.headline} "
            f"({counted(days, 'day')})."
        )
    return parts


def height(frame: Frame) -> float:
    """As high as the headlines need it, each with the same room."""
    lines = max(len(wrap(one.headline, LEFT - 40)) for one in frame.allegations)
    return max(HEIGHT, TOP + 20 + (17 * lines + 6) * len(frame.allegations))


def draw(canvas: Canvas, frame: Frame) -> None:
    scale = TimeScale(frame.since, frame.covered, LEFT, RIGHT)
    scale.draw_years(canvas, 84, canvas.height - 18)
    canvas.key(
        [
            (CONTESTED["alleged"], "allegation public"),
            (CONTESTED["alleged then admitted"], "admitted"),
            (Swatch(GREY, GREY), "the event itself"),
        ]
    )
    explained = f"dashed: nothing admitted by {frame.covered:%b %Y}"
    if not all(allegation.alleged for allegation in frame.allegations):
        explained += "; no triangle: day not in the data"
    canvas.text(EDGE, 66, explained, colour=SOFT, ha="right")
    step = (canvas.height - TOP - 20) / len(frame.allegations)
    for place, allegation in enumerate(frame.allegations):
        y = TOP + (place + 0.5) * step
        canvas.level(y + step / 2, 24, EDGE)
        draw_event(canvas, scale, y, allegation)
        begin = draw_wait(canvas, scale, y, allegation)
        if allegation.admitted:
            draw_admission(canvas, scale, y, allegation, allegation.admitted, begin)
        else:
            canvas.arrow(RIGHT + 5, y, RUST, 7)
            state = "denied" if allegation.contested == "denied" else "unconfirmed"
            canvas.text(RIGHT + 18, y, state, colour=RUST)


def event_edges(scale: TimeScale, allegation: Allegation) -> tuple[float, float]:
    start, end = max(allegation.start, scale.first), min(allegation.end, scale.last)
    return scale(start), scale(end + ONE_DAY)


def draw_event(canvas: Canvas, scale: TimeScale, y: float, allegation: Allegation) -> None:
    """The headline, and the days of the event itself."""
    headline = wrap(allegation.headline, LEFT - 40)
    top = y - 8.5 * (len(headline) - 1)
    canvas.lines(24, top, headline, 17, bold=bool(allegation.admitted))
    left, right = event_edges(scale, allegation)
    canvas.box(left, y - 8, max(right, left + 3), y + 8, GREY)  # a day alone would not be seen


def draw_wait(canvas: Canvas, scale: TimeScale, y: float, allegation: Allegation) -> float:
    """The line from the allegation to the admission or to the end. Returns where it begins."""
    if allegation.public:
        first, last = allegation.public
        begin = scale(last)
    else:
        _, begin = event_edges(scale, allegation)
    if allegation.admitted:
        canvas.level(y, begin, scale(allegation.admitted), INK, 3, z=2)
    else:
        canvas.level(y, begin, RIGHT, RUST, 1.6, DASHED, z=2)
    if allegation.public and first != last:
        canvas.box(scale(first), y - 5, scale(last + ONE_DAY), y + 5, PAPER, RUST, 1.6, z=3)
    elif allegation.public:
        canvas.mark(begin, y, CONTESTED["alleged"])
    return begin


def draw_admission(
    canvas: Canvas,
    scale: TimeScale,
    y: float,
    allegation: Allegation,
    admitted: date,
    begin: float,
) -> None:
    """The admission, with its day to the right of it or, where there is no room, before it all."""
    end = scale(admitted)
    canvas.mark(end, y, CONTESTED["alleged then admitted"], 11)
    text = short_day(admitted)
    if allegation.waited is not None:
        text = f"{counted(allegation.waited, 'day')}, {text}"
    if end + 14 + text_width(text, bold=True) < EDGE:
        canvas.text(end + 14, y, text, bold=True, plate=True)
    else:
        canvas.text(begin - 14, y, text, bold=True, ha="right", plate=True)
