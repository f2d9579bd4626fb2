"""The cooperation of Russia and the DPRK over time, a lane for each kind of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from ..errors import KitError
from ..files import as_of
from ..vocabulary import ONE_DAY, regime
from .canvas import Canvas
from .figure import Figure
from .inputs import by_day, chosen, events_or_all, first_case_called, first_day, last_day
from .lettering import text_width
from .looks import CONTESTED, INK, LONG_DASHES, PAPER, SHADE, SOFT, UNCONFIRMED
from .timescale import TimeScale
from .words import counted, listed, long_day, sentences, short_date, source_line

LANE_WORDS = {"un-process": "UN process"}

LEFT, RIGHT, TOP = 130, 1256, 108


def cooperation(events: pd.DataFrame | None = None, since: str | date = "2022-01-01") -> Figure:
    """The cooperation of Russia and the DPRK over time: a mark for each event by its dispute.

    There is a lane for each kind, in order of how much of it is not confirmed.
    Arguments: `events`, a frame like `sl.events()`; `since`, the first day. Returns a Figure; its
    table is the events drawn. Source: `data/events.csv`. Raises KitError if no event is left.

    >>> cooperation().table.query("id == 'T-34'")[["category", "contested"]].values.tolist()
    [['gift', 'both confirm']]
    """
    frame = numbers(events_or_all(events), since)
    canvas = Canvas(
        f"Both governments confirm {frame.counts['both confirm']} of {len(frame.table)} events; "
        f"{frame.doubt['sum'].sum()} rest on what others allege"
    )
    draw(canvas, frame)
    return Figure(
        _chosen().get("title", "Events by their dispute"),
        canvas.figure,
        words(frame),
        frame.table,
        source_line("data/events.csv"),
    )


def _chosen() -> Mapping[str, Any]:
    """What the regime tells the figure; one that tells nothing has no labels."""
    return chosen("cooperation") if "cooperation" in regime().figures else {}


@dataclass(frozen=True)
class Frame:
    """The events from a day on.

    `doubt` says of each category how many of its events (`size`) neither government confirms
    (`sum`), and their share (`mean`), most first; `counts` is by degree of dispute; `covered` is
    the last day of the data.
    """

    since: date
    events: pd.DataFrame
    table: pd.DataFrame
    doubt: pd.DataFrame
    counts: dict[str, int]
    covered: date

    @property
    def lanes(self) -> list[str]:
        return self.doubt.index.tolist()


def numbers(events: pd.DataFrame, since: str | date) -> Frame:
    day = first_day(since)
    shown = by_day(events[events["end"] >= pd.Timestamp(day)])
    if shown.empty:
        raise KitError(
            f"No event is left from {day} on. Give an earlier day, or more events.", "since", since
        )
    columns = ["id", "date", "category", "headline", "contested", "measures", "sources"]
    table = shown[columns].reset_index(drop=True)
    alleged = table["contested"].isin(UNCONFIRMED)
    doubt = alleged.groupby(table["category"].astype(str)).agg(["mean", "sum", "size"])
    return Frame(
        since=day,
        events=shown,
        table=table,
        doubt=doubt.sort_values(["mean", "size"], ascending=False),
        counts={kind: int((table["contested"] == kind).sum()) for kind in CONTESTED},
        covered=last_day(events),
    )


def words(frame: Frame) -> str:
    lanes, first = counted(len(frame.lanes), "lane"), frame.events["date"].iloc[0]
    degrees = "; ".join(
        f"{CONTESTED[kind].words}: {count}" for kind, count in frame.counts.items() if count
    )
    years = frame.events["start"].dt.year.value_counts()
    gift = frame.events[frame.events["case"].str.contains(regime().first_case, na=False)]
    gifts = [
        f"{first_case_called()}, on {short_date(row.date)}: {CONTESTED[row.contested].words}."
        for row in gift.itertuples()
    ]
    return sentences(
        f"Timeline with {lanes} and {counted(len(frame.table), 'event')} from "
        f"{short_date(first)} on.",
        f"{degrees.capitalize()}.",
        *doubt_words(frame.doubt),
        f"The busiest year is {years.index[0]}, with {counted(years.iloc[0], 'event')}.",
        *gifts,
        f"After {long_day(frame.covered)} the data has no event: "
        "a gap in the sources, not a finding of calm.",
    )


def doubt_words(doubt: pd.DataFrame) -> list[str]:
    """Where dispute clusters, and where there is none."""
    lanes = doubt.index.to_series().replace(LANE_WORDS)
    most = lanes[doubt["mean"] >= 0.5].tolist()
    whole = lanes[doubt["mean"] == 1].tolist()
    calm = lanes[doubt["sum"] == 0].tolist()
    parts = []
    if most:
        all_of_them = f", in {listed(whole)} all of them" if whole and whole != most else ""
        parts.append(
            f"Dispute clusters: in {listed(most)} at least half of the entries are others' "
            f"allegations{all_of_them}."
        )
    if calm:
        parts.append(f"Nothing is left to allegation in {listed(calm)}.")
    return parts


class Area(NamedTuple):
    """A part of the canvas that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Area") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class DrawnEvent(NamedTuple):
    """An event where it is drawn."""

    event: Any  # a row of the events
    area: Area
    height: float


def draw(canvas: Canvas, frame: Frame) -> None:
    canvas.key(
        [
            (look, f"{look.words} ({frame.counts[kind]})")
            for kind, look in CONTESTED.items()
            if frame.counts[kind]
        ]
    )
    bottom = canvas.height - 40
    last_year = max(as_of().year, frame.events["end"].max().year)
    scale = TimeScale(frame.since, date(last_year, 12, 31), LEFT, RIGHT)
    scale.draw_years(canvas, 86, bottom)
    covered = frame.covered
    # From the first of the month after the last event: within a month there may be more to come.
    next_month = date(covered.year + covered.month // 12, covered.month % 12 + 1, 1)
    gap = max(LEFT, scale(next_month))
    canvas.box(gap, TOP, RIGHT, bottom, SHADE, z=0.2)
    signs = draw_lanes(canvas, scale, frame, bottom)
    draw_labels(canvas, signs, bottom, gap)
    explained = "A sign is a day or a few; a bar is a month or longer. Dashed: the gift of the car."
    canvas.text(24, canvas.height - 20, explained, colour=SOFT)
    shaded = f"shaded: no data after {covered:%B %Y}"
    canvas.text(RIGHT, canvas.height - 20, shaded, colour=SOFT, ha="right")


def draw_lanes(canvas: Canvas, scale: TimeScale, frame: Frame, bottom: float) -> list[DrawnEvent]:
    """Draw the lanes, each as deep as its events need, and return where the signs are."""
    placed = {
        lane: place(list(frame.events[frame.events["category"] == lane].itertuples()), scale)
        for lane in frame.lanes
    }
    depths = {lane: 1 + max(sublane for *_, sublane in rows) for lane, rows in placed.items()}
    # A lane has some room of its own and more for each sublane; together they fill the picture.
    unit = (bottom - TOP) / sum(0.55 + 0.45 * depth for depth in depths.values())
    signs, y = [], TOP
    for lane, rows in placed.items():
        height = (0.55 + 0.45 * depths[lane]) * unit
        canvas.level(y, 24, RIGHT)
        canvas.text(24, y + height / 2, LANE_WORDS.get(lane, lane))
        for event, (left, right), sublane in rows:
            middle = y + height / 2 + (sublane - (depths[lane] - 1) / 2) * 0.45 * unit
            signs.append(draw_sign(canvas, event, left, right, middle))
        y += height
    canvas.level(y, 24, RIGHT)
    return signs


def place(events: list, scale: TimeScale) -> list[tuple]:
    """Each event with its left and right edge, and the number of its sublane."""
    edges = []
    for event in events:
        start, end = max(event.start.date(), scale.first), min(event.end.date(), scale.last)
        edges.append((scale(start), scale(end + ONE_DAY)))
    return list(zip(events, edges, sublanes(edges), strict=True))


def sublanes(edges: Sequence[tuple[float, float]], room: float = 11) -> list[int]:
    """For each (left, right), the number of the first sublane in which it touches no other.

    >>> sublanes([(0, 10), (5, 30), (25, 40)])
    [0, 1, 0]
    """
    ends: list[float] = []
    numbers = []
    for left, right in edges:
        free = (place for place, end in enumerate(ends) if left >= end + room)
        number = next(free, len(ends))
        ends[number : number + 1] = [right]  # past the last one, it is a new sublane
        numbers.append(number)
    return numbers


def draw_sign(canvas: Canvas, event: Any, left: float, right: float, middle: float) -> DrawnEvent:
    """Draw an event: a bar where it is long or its day is not known, else a mark."""
    look = CONTESTED[event.contested]
    if event.precision in ("month", "year") or right - left > 12:
        fill = PAPER if look.hatch else look.face
        canvas.box(left, middle - 4.5, right, middle + 4.5, fill, look.edge, 1.4, look.hatch, z=3)
        return DrawnEvent(event, Area(left, middle - 6, right, middle + 6), middle)
    centre = (left + right) / 2
    canvas.mark(centre, middle, look)
    return DrawnEvent(event, Area(centre - 7, middle - 7, centre + 7, middle + 7), middle)


def draw_labels(canvas: Canvas, signs: list[DrawnEvent], bottom: float, gap: float) -> None:
    """Write a label to the right of a sign or else to its left, wherever it covers nothing."""
    labels = _chosen().get("labels", {})
    # Those that are listed first have the first choice of a place.
    ranks = {name: rank for rank, name in enumerate(labels)}
    taken = [sign.area for sign in signs]
    for sign in sorted(signs, key=lambda sign: ranks.get(sign.event.id, len(ranks))):
        gift = regime().first_case in str(sign.event.case)
        if gift:
            centre = (sign.area.left + sign.area.right) / 2
            canvas.upright(centre, TOP, bottom, INK, 1.2, LONG_DASHES)
        text = labels.get(sign.event.id)
        if not text:
            continue
        width = text_width(text, bold=gift)
        for start in (sign.area.right + 5, sign.area.left - 5 - width):
            area = Area(start - 3, sign.height - 9, start + width + 3, sign.height + 9)
            inside = area.left > LEFT and area.right < RIGHT
            # A label may touch its own sign, and no other.
            if inside and not any(area.touches(other) for other in taken if other != sign.area):
                canvas.text(start, sign.height, text, bold=gift, plate=area.right < gap)
                taken.append(area)
                break
