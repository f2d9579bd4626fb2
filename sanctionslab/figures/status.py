"""What was barred, and when: twenty subjects by steps of the law, each put to the classifier."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ..cases import Case
from ..files import as_of
from ..law import Law
from ..vocabulary import regime
from .canvas import Canvas
from .figure import Figure
from .inputs import chosen, law_or_whole
from .looks import (
    CAPPED,
    CONDITIONAL,
    INK,
    NOT_COVERED,
    PAPER,
    PROHIBITED,
    SHADE_EDGE,
    SOFT,
    STATUS_COLOURS,
    Swatch,
)
from .spans import Phase, changes, course, start_of, table_of
from .timescale import TimeScale
from .words import listed, long_day, sentences, source_line

LEFT, RIGHT = 158, 1256
TOP, ROW = 196, 21.8
FIRST_COLUMN, LAST_COLUMN = 101, 146  # wider than those between


def status_by_date(law: Law | None = None) -> Figure:
    """What was not covered, conditional, capped or prohibited, and when.

    Twenty subjects are each put to the classifier. A contract is taken to be of the day itself,
    and nothing approved. Conditional: an unknown fact decides (a notice, livelihood, a State's own
    list). Capped: one of those facts is the quantity, a number of permits included. Columns are
    steps of the law, not a scale of time; a strip above gives the scale.
    Arguments: `law`, the whole law if left out. Returns a Figure; its table has a row for each
    stretch of days. Source: `data/law/`, through `classify`.

    >>> rows = status_by_date().table
    >>> rows.loc[rows["subject"] == "coal", "status"].tolist()
    ['not covered', 'conditional', 'capped', 'prohibited']
    """
    frame = numbers(law_or_whole(law))
    canvas = Canvas(
        f"{len(frame.today[PROHIBITED])} of {len(frame.courses)} subjects are prohibited today; "
        f"in {regime().since:%B %Y} {frame.prohibited_at_first}"
    )
    draw(canvas, frame)
    return Figure(
        "What was barred, and when",
        canvas.figure,
        words(frame),
        frame.table,
        source_line("data/law, put to the classifier"),
    )


@dataclass(frozen=True)
class Frame:
    """How each subject fared: its spans by name, the names by group, both in order of hardship."""

    law: Law
    groups: dict[str, list[str]]
    courses: dict[str, list[Phase]]
    table: pd.DataFrame

    @property
    def steps(self) -> list[date]:
        """The days on which some subject's status or paragraphs change, the first day included."""
        return sorted({span.start for spans in self.courses.values() for span in spans})

    @property
    def today(self) -> dict[str, list[str]]:
        """The subjects by the status that they have in the end."""
        names: dict[str, list[str]] = {status: [] for status in STATUS_COLOURS}
        for name, spans in self.courses.items():
            names[spans[-1].status].append(name)
        return names

    @property
    def prohibited_at_first(self) -> str:
        """How many subjects were prohibited on the first day, with the verb."""
        count = sum(spans[0].status == PROHIBITED for spans in self.courses.values())
        return {0: "none was", 1: "1 was"}.get(count, f"{count} were")


def numbers(law: Law) -> Frame:
    """How each subject of the chosen groups fared, from the first day to that of the data."""
    groups: dict[str, list[str]] = {}
    courses: dict[str, list[Phase]] = {}
    rows: list[dict[str, Any]] = []
    since = regime().since
    for group, topics in chosen("status_by_date")["groups"].items():
        fared = {
            name: course(Case(on=since, **facts), law, since) for name, facts in topics.items()
        }
        ordered = sorted(fared.items(), key=lambda topic: hardship(topic[1]))
        groups[group] = [name for name, _ in ordered]
        courses.update(ordered)
        for name, spans in ordered:
            rows += [
                {
                    "subject": name,
                    "way": group,
                    "from": span.start,
                    "to": span.end,
                    "status": span.status,
                    "paragraphs": "; ".join(span.paragraphs),
                }
                for span in spans
            ]
    return Frame(law, groups, courses, table_of(rows))


def hardship(spans: list[Phase]) -> tuple[date, date]:
    """What subjects are sorted by: when they were first touched, and when first prohibited."""
    return start_of(spans, CONDITIONAL, CAPPED, PROHIBITED), start_of(spans, PROHIBITED)


def words(frame: Frame) -> str:
    today = frame.today
    prohibited = listed(today[PROHIBITED]) or "none"
    others = [
        f"{status.capitalize()}: {listed(today[status])}."
        for status in (CAPPED, CONDITIONAL, NOT_COVERED)
        if today[status]
    ]
    told_in_full = chosen("status_by_date")["told_in_full"]
    stories = [f"{name.capitalize()}: {story(frame.courses[name])}." for name in told_in_full]
    return sentences(
        f"Table of {len(frame.courses)} subjects by steps of the law, "
        "each cell coloured and named.",
        f"In {regime().since:%B %Y} {frame.prohibited_at_first} prohibited.",
        f"On {long_day(as_of())} prohibited: {prohibited}.",
        *others,
        busiest_years(frame),
        "The path differs.",
        *stories,
    )


def busiest_years(frame: Frame) -> str:
    """The two years in which most bans fell, as a sentence; empty where there is no ban."""
    starts = [start_of(spans, PROHIBITED) for spans in frame.courses.values()]
    by_year = Counter(day.year for day in starts if day < date.max)
    if not by_year:
        return ""
    years = [year for year, _ in by_year.most_common(2)]
    bans = sum(by_year[year] for year in years)
    names = listed([str(year) for year in sorted(years)])
    return f"Most bans fell in {names}: {bans} of {by_year.total()}."


def story(spans: list[Phase]) -> str:
    """Each status that a subject came to have, and since when."""
    _, *later = changes(spans)
    return listed([f"{span.status} from {long_day(span.start)}" for span in later]) or (
        "never covered"
    )


def draw(canvas: Canvas, frame: Frame) -> None:
    canvas.key([(Swatch(colour, "#8A909A"), status) for status, colour in STATUS_COLOURS.items()])
    edges = column_edges(frame.steps)
    draw_steps_head(canvas, frame.law, edges)
    y: float = TOP
    for group, names in frame.groups.items():
        canvas.text(24, y, group, bold=True)
        y += ROW
        for name in names:
            canvas.text(34, y, name)
            for before, span, right in cells(frame.courses[name], edges):
                draw_cell(canvas, y, edges[span.start], right, span, before)
            y += ROW
        y += 4


def column_edges(steps: list[date]) -> dict[date, float]:
    """Where the column of each step begins: the first and the last are wide, the others even."""
    between = RIGHT - LEFT - FIRST_COLUMN - LAST_COLUMN
    width = between / max(len(steps) - 2, 1)
    edges = [LEFT, *(LEFT + FIRST_COLUMN + place * width for place in range(len(steps) - 1))]
    return dict(zip(steps, edges, strict=True))


def draw_steps_head(canvas: Canvas, law: Law, edges: dict[date, float]) -> None:
    """The strip to scale, and below it the steps, each joined to its place in the strip."""
    scale = TimeScale(regime().since, as_of(), LEFT, RIGHT)
    scale.draw_years(canvas, 88, 106)
    canvas.text(24, 97, "to scale", colour=SOFT)
    canvas.text(24, 146, "step by step", colour=SOFT)
    adopted = {each.adopted: each.key for each in law.resolutions if each.kind == "sanctions"}
    (_, first_edge), *later = edges.items()
    canvas.text(first_edge + 4, 146, "before", bold=True)
    for day, edge in later:
        canvas.line([scale(day), scale(day), edge, edge], [106, 112, 134, 168], SHADE_EDGE)
        canvas.text(edge + 4, 146, adopted.get(day, "deadline"), bold=True)
        canvas.text(edge + 4, 164, f"{day.day} {day:%b %y}", colour=SOFT)


def cells(
    spans: list[Phase], edges: dict[date, float]
) -> Iterator[tuple[Phase | None, Phase, float]]:
    """Each span with the one before it and the place where it ends."""
    befores = [None, *spans[:-1]]
    rights = [*(edges[span.start] for span in spans[1:]), RIGHT]
    return zip(befores, spans, rights, strict=True)


def draw_cell(
    canvas: Canvas, y: float, left: float, right: float, span: Phase, before: Phase | None
) -> None:
    changed = before is None or before.status != span.status
    gap = 1 if changed else 0  # a cell of the same status joins the one before
    top, bottom = y - ROW / 2 + 1, y + ROW / 2 - 1
    canvas.box(left + gap, top, right - 1, bottom, STATUS_COLOURS[span.status])
    colour = {PROHIBITED: PAPER, NOT_COVERED: SOFT}.get(span.status, INK)
    canvas.fit(left + 5, y, right - left - 6, cell_words(span, before), colour=colour)


def cell_words(span: Phase, before: Phase | None) -> list[str]:
    """What a cell may say, the longest first."""
    paragraphs = ", ".join(span.paragraphs)
    if before is None or before.status != span.status:
        return [f"{span.status} {paragraphs}".strip(), span.status]
    more = ", ".join(id_ for id_ in span.paragraphs if id_ not in before.paragraphs)
    if set(before.paragraphs) < set(span.paragraphs):
        return [f"+ {more}", more]
    return [f"now {paragraphs}", more]
