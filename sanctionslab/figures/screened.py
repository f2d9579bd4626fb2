"""What the law touched, year by year: many rows of trade by the resolutions that touch them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ..errors import KitError, quoted
from ..law import Law
from ..screening import period, screen
from ..tables import trade_extract
from ..verdict import Verdict
from .canvas import Canvas
from .figure import Figure
from .inputs import law_or_whole, timestamps
from .looks import (
    AMBER_EDGE,
    CONDITIONAL,
    PROHIBITED,
    SHADE,
    SHADE_EDGE,
    SOFT,
    STATUS_COLOURS,
    Swatch,
)
from .words import counted, listed, sentences, short_day, source_line

ALL = "all rows"  # the first lane; the others are resolutions

DARK, LIGHT = STATUS_COLOURS[PROHIBITED], STATUS_COLOURS[CONDITIONAL]
# The bars of a year: the side of its middle on which each stands, its fill and its edge.
BARS = {"prohibited": (-1, DARK, DARK), "may be": (1, LIGHT, AMBER_EDGE)}

LEFT, RIGHT, TOP = 132, 1256, 136
HEAD = 24 + 14  # the room above the bars of a lane


def screened(
    rows: pd.DataFrame | None = None,
    on: str = "period",
    law: Law | None = None,
    count: str | None = None,
) -> Figure:
    """What the law touched, year by year: rows that each resolution prohibits, or may prohibit.

    A row counts for every resolution that touches it, in the year in which its period begins.
    Bars of all lanes have one scale. Arguments: `rows`, a pandas frame from `sl.screen`, or the
    made-up extract, with what States list as luxury set aside; `on`, its column of dates or
    periods; `law`, the law that it was screened under, the whole law if left out; `count`, a column
    that says for how many rows each stands, one if left out. Returns a Figure; its table has a row
    for each year, and for each resolution and year in which it touches rows.
    Source: `data/trade_extract.csv` or the frame. Raises KitError for a frame without these
    columns, or without a row that the law touches.

    >>> table = screened().table.query("resolution == '2397' and year == 2018")
    >>> table[["prohibited", "may be"]].values.tolist()
    [[13, 16]]
    """
    law = law_or_whole(law)
    source = "the rows given"
    if rows is None:
        source = "data/trade_extract.csv, which is made up"
        rows = screen(trade_extract(), assume={"national_luxury": "no"}, law=law)
    frame = numbers(rows, on, law, count)
    canvas = Canvas(bite(frame))
    draw(canvas, frame)
    return Figure(
        "What the law touched, year by year",
        canvas.figure,
        words(frame),
        frame.table,
        source_line(f"{source}, put to the classifier"),
    )


@dataclass(frozen=True)
class Frame:
    """Rows by lane and year; `dated` of them have a year, `undated` have none that can be read.

    `adopted` has the day of every resolution of sanctions, touching or not.
    """

    table: pd.DataFrame
    lanes: list[str]
    years: range
    adopted: dict[str, date]
    dated: int
    undated: int


def numbers(rows: pd.DataFrame, on: str, law: Law, count: str | None = None) -> Frame:
    """The rows by year, and by the resolution that touches them."""
    if not isinstance(rows, pd.DataFrame):
        raise KitError(f"rows is a frame of pandas, not {type(rows).__name__}.", "rows", rows)
    for name in (on, "verdict", "measures", "possible", *([] if count is None else [count])):
        if not isinstance(name, (str, int)) or name not in rows:
            raise KitError(
                f"This frame has no column {quoted(name)}. Take what sl.screen gives back, "
                'and name its dates: on="period".',
                "rows",
                name,
            )
    adopted = {each.key: each.day for each in law.resolutions if each.kind == "sanctions"}
    written = rows[on]
    years = written.map({raw: year_of(raw) for raw in written.unique()})
    readable = years.notna()
    dated, years = rows[readable], years[readable].astype(int)
    each = pd.Series(1, rows.index) if count is None else rows[count]
    counts = touches(years, dated, each[readable])
    touching = {lane for lane, _, _ in counts}
    lanes = [key for key in adopted if key in touching]
    if not lanes:
        raise KitError(
            "The law touches none of these rows, or none has a date that can be read: "
            "there is nothing to draw.",
            "rows",
            len(rows),
        )
    lanes.insert(0, ALL)
    span = range(years.min(), years.max() + 1)
    return Frame(
        table=tabled(counts, lanes, span, adopted),
        lanes=lanes,
        years=span,
        adopted=adopted,
        dated=int(each[readable].sum()),
        undated=int(each[~readable].sum()),
    )


def year_of(raw: object) -> int | None:
    """The year in which a period begins; None where it is missing or cannot be read."""
    try:
        days = period(raw)
    except ValueError:
        return None
    return days[0].year if days else None


def touches(years: pd.Series, rows: pd.DataFrame, each: pd.Series) -> Counter:
    """How many rows there are for each (lane, year, verdict), and for each (all, year, "rows").

    `each` says for how many a row stands.
    """
    counts: Counter = Counter()
    columns = (rows[name] for name in ("verdict", "measures", "possible"))
    for year, several, verdict, measures, possible in zip(years, each, *columns, strict=True):
        sure, maybe = resolutions_in(measures), resolutions_in(possible)
        touched = [(ALL, year, "rows"), (ALL, year, verdict)]
        touched += [(key, year, Verdict.PROHIBITED) for key in sure]
        # A resolution that bars a row by one paragraph is not told of as one that may.
        touched += [(key, year, Verdict.UNDETERMINED) for key in maybe - sure]
        for lane in touched:
            counts[lane] += int(several)
    return counts


def resolutions_in(cell: str) -> set[str]:
    """The resolutions of the paragraphs in a cell.

    >>> sorted(resolutions_in("2397:7; 2397:8; 2094:23"))
    ['2094', '2397']
    """
    return {paragraph.partition(":")[0] for paragraph in cell.split("; ")}


def tabled(
    counts: Counter, lanes: list[str], years: range, adopted: dict[str, date]
) -> pd.DataFrame:
    """A row for every year, and for every other lane and year with a row that is touched."""
    rows = []
    for lane in lanes:
        for year in years:
            prohibited = counts[lane, year, Verdict.PROHIBITED]
            maybe = counts[lane, year, Verdict.UNDETERMINED]
            if lane == ALL or prohibited or maybe:
                rows.append(
                    {
                        "resolution": lane,
                        "adopted": adopted.get(lane),
                        "year": year,
                        "rows": counts[ALL, year, "rows"],
                        "prohibited": prohibited,
                        "may be": maybe,
                    }
                )
    table = pd.DataFrame(rows)
    return table.assign(adopted=timestamps(table["adopted"]))


def bite(frame: Frame) -> str:
    """How many of all rows are prohibited, and left open, and since when, in words."""
    table = frame.table
    whole = table[table["resolution"] == ALL]
    endings = {"prohibited": f" of {counted(frame.dated, 'row')} prohibited", "may be": " open"}
    parts = []
    for name, ending in endings.items():
        touched = whole[whole[name] > 0]
        if len(touched):
            first = touched["year"].min()
            parts.append(f"{touched[name].sum()}{ending}, the first in {first}")
        else:
            parts.append(f"None{ending}")
    return "; ".join(parts)


def words(frame: Frame) -> str:
    sums = []
    for lane in frame.lanes[1:]:
        rows = frame.table[frame.table["resolution"] == lane]
        prohibited, maybe = rows["prohibited"].sum(), rows["may be"].sum()
        sums.append(f"{lane}: {prohibited} and {maybe}, from {rows['year'].min()} on")
    idle = [key for key in frame.adopted if key not in frame.lanes]
    undated = counted(frame.undated, "row")
    return sentences(
        f"Bars by year from {frame.years[0]} to {frame.years[-1]}, two for each year: "
        "left the rows that are prohibited, right those left open, which may be.",
        "The first lane is for all rows, then comes one for each of "
        f"{counted(len(sums), 'resolution')} in order of adoption.",
        f"{bite(frame)}.",
        f"By resolution, prohibited and may be: {'; '.join(sums)}.",
        f"No row is touched by {listed(idle)}." if idle else "",
        f"{undated} without a date that can be read left out." if frame.undated else "",
        "A row counts for every resolution that touches it, so the lanes do not add up.",
    )


def draw(canvas: Canvas, frame: Frame) -> None:
    canvas.key(
        [
            (Swatch(DARK, DARK), "left, bold: rows that are prohibited"),
            (Swatch(LIGHT, AMBER_EDGE), "right: rows left open, which may be"),
            (Swatch(SHADE, SHADE_EDGE), "years before its adoption"),
        ]
    )
    canvas.text(24, 118, "rows", colour=SOFT)
    column = (RIGHT - LEFT) / len(frame.years)
    lanes = {lane: frame.table[frame.table["resolution"] == lane] for lane in frame.lanes}
    tallest = {lane: rows[list(BARS)].max().max() for lane, rows in lanes.items()}
    bottom = canvas.height - 40
    unit = (bottom - TOP - len(lanes) * HEAD) / sum(tallest.values())
    top = TOP
    for lane, rows in lanes.items():
        floor = top + HEAD + tallest[lane] * unit
        draw_lane_head(canvas, frame, lane, top, floor)
        for row in rows.to_dict("records"):
            middle = LEFT + (row["year"] - frame.years[0] + 0.5) * column
            draw_bars(canvas, row, middle, floor, column, unit)
        canvas.level(floor, 24, RIGHT, SHADE_EDGE)
        top = floor
    draw_years(canvas, frame, lanes[ALL], column)
    counted_so = (
        "A row counts for every resolution that touches it, in the year in which its period begins."
    )
    canvas.text(24, canvas.height - 20, counted_so, colour=SOFT)


def draw_lane_head(canvas: Canvas, frame: Frame, lane: str, top: float, floor: float) -> None:
    """The name of a lane, and the shade over the years before its adoption."""
    middle = (top + floor) / 2
    if lane == ALL:
        canvas.text(24, middle, lane, bold=True)
        return
    adopted = frame.adopted[lane]
    canvas.lines(24, middle - 9, [lane, short_day(adopted)])
    years = min(max(adopted.year - frame.years[0], 0), len(frame.years))
    right = LEFT + (RIGHT - LEFT) / len(frame.years) * years
    canvas.box(LEFT, top + 4, right, floor, SHADE, z=0.2)


def draw_bars(
    canvas: Canvas, row: dict, middle: float, floor: float, column: float, unit: float
) -> None:
    """The two bars of a year, each with its number."""
    for name, (side, colour, edge) in BARS.items():
        count = row[name]
        if not count:
            continue
        # Beside thousands of rows, a few would have no height at all.
        x, height = middle + side * column / 4, max(count * unit, 2)
        canvas.box(x - column / 6, floor - height, x + column / 6, floor, colour, edge)
        bold = name == "prohibited"
        canvas.fit(x, floor - height - 9, column / 2 - 1, short(count), bold=bold, ha="center")


def draw_years(canvas: Canvas, frame: Frame, rows: pd.DataFrame, column: float) -> None:
    """The years and their numbers of rows, only every second or third where they stand close."""
    every = 1 + int(40 // column)
    for year, total in list(zip(frame.years, rows["rows"], strict=True))[::every]:
        middle = LEFT + (year - frame.years[0] + 0.5) * column
        canvas.text(middle, 98, str(year), colour=SOFT, ha="center")
        room = column * every - 4
        canvas.fit(middle, 118, room, short(total), colour=SOFT, ha="center")


def short(count: int) -> list[str]:
    """A number, and a shorter way to write it."""
    return [f"{count}", f"{count / 1000:.0f}k"]
