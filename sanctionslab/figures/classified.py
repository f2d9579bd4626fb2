"""The timeline, classified: a verdict for every event with a named case."""

from collections import Counter
from typing import NamedTuple

import pandas as pd

from ..cases import case
from ..errors import KitError
from ..law import Law
from ..verdict import Verdict, classify
from ..vocabulary import regime
from .canvas import HEIGHT, Canvas
from .figure import Figure
from .inputs import by_day, events_or_all, first_case_called, law_or_whole
from .lettering import text_width, wrap
from .looks import INK, PAPER, SOFT, UNCONFIRMED, VERDICT_COLOURS, VERDICT_LETTERS, Swatch
from .words import counted, first_of, labels, listed, sentences, short_date, source_line

COLUMN_WIDTHS = {
    Verdict.PROHIBITED: 394,
    Verdict.UNDETERMINED: 450,
    Verdict.NOT_PROHIBITED: 388,
}
LINE = 16.5


def classified(events: pd.DataFrame | None = None, law: Law | None = None) -> Figure:
    """The timeline judged: for every event with a named case its verdict, and what is behind it.

    Behind a verdict stand the paragraphs, or the open questions. Arguments: `events`, a frame like
    `sl.events()`; `law`, the whole law if left out. Returns a Figure; its table has a row for each
    pair of event and case. Source: `data/events.csv`, `data/cases.toml`, through `classify`.
    Raises KitError if no event has a case.

    >>> rows = classified().table.query("case == 'aurus-2024-02'")
    >>> rows[["verdict", "grounds"]].values.tolist()
    [['prohibited', '2094:23; 2397:7']]
    """
    judgements = numbers(events_or_all(events), law_or_whole(law))
    columns = laid_out(judgements)
    counts = {column.verdict: len(column.entries) for column in columns}
    canvas = Canvas(
        f"{counts[Verdict.PROHIBITED]} of {len(judgements)} cases are prohibited, "
        f"{counts[Verdict.UNDETERMINED]} hang on facts that are not known",
        int(max(HEIGHT, 138 + max(column.height for column in columns))),
    )
    draw(canvas, columns)
    return Figure(
        "The timeline, classified",
        canvas.figure,
        words(judgements),
        table(judgements),
        source_line("data/events.csv and data/cases.toml, put to the classifier"),
    )


class Classified(NamedTuple):
    """An event with a case, its verdict, and the paragraphs and open questions behind it."""

    date: str
    event: str
    case: str
    title: str
    contested: str
    verdict: Verdict
    grounds: list[str]
    questions: list[str]

    @property
    def unconfirmed(self) -> bool:
        return self.contested in UNCONFIRMED


def numbers(events: pd.DataFrame, law: Law) -> list[Classified]:
    judgements = []
    for event in by_day(events[events["case"].notna()]).itertuples():
        for key in event.case.split("; "):
            finding, title = classify(case(key), law), case(key).title or ""
            judgements.append(
                Classified(
                    date=event.date,
                    event=event.id,
                    case=key,
                    title=title.rpartition(", ")[0] or title,  # the date stands beside it
                    contested=event.contested,
                    verdict=finding.verdict,
                    grounds=[ground.id for ground in finding.grounds],
                    questions=labels(finding.hinges_on),
                )
            )
    if not judgements:
        raise KitError(
            "None of these events has a named case. Take sl.events(), or rows of it with a case.",
            "events",
            len(events),
        )
    return judgements


def table(judgements: list[Classified]) -> pd.DataFrame:
    whole = pd.DataFrame(judgements)
    return whole.assign(
        verdict=[str(judged.verdict) for judged in judgements],
        grounds=["; ".join(judged.grounds) for judged in judgements],
        questions=["; ".join(judged.questions) for judged in judgements],
    ).rename(columns={"questions": "depends on"})


def words(judgements: list[Classified]) -> str:
    counts = Counter(judged.verdict for judged in judgements)
    paragraphs = Counter(id_ for judged in judgements for id_ in judged.grounds).most_common(3)
    questions = Counter(name for judged in judgements for name in judged.questions).most_common(3)
    barred = [judged for judged in judgements if judged.verdict is Verdict.PROHIBITED]
    alleged = sum(judged.unconfirmed for judged in barred)
    on_allegations = (
        f"{alleged} of the {len(barred)} prohibited rest on allegations of others, "
        "so they are prohibited if they happened as told."
    )
    gift = next((judged for judged in judgements if judged.case == regime().first_case), None)
    first, last = short_date(judgements[0].date), short_date(judgements[-1].date)
    return sentences(
        f"Three lists by date, from {first} to {last}: "
        f"of {counted(len(judgements), 'case')} in the timeline, "
        f"{counts[Verdict.PROHIBITED]} are prohibited, "
        f"{counts[Verdict.UNDETERMINED]} undetermined and "
        f"{counts[Verdict.NOT_PROHIBITED]} not prohibited by any UN measure in this data, "
        "on the facts that somebody has asserted.",
        on_allegations if alleged else "",
        f"The paragraphs that bar most are {tally(paragraphs)}." if paragraphs else "",
        f"What most often keeps a case open: {tally(questions)}." if questions else "",
        gift_words(gift) if gift else "",
    )


def tally(counts: list[tuple[str, int]]) -> str:
    return listed([f"{name} ({count})" for name, count in counts])


def gift_words(gift: Classified) -> str:
    by = f", by {listed(gift.grounds)}" if gift.grounds else ""
    return f"{first_case_called()} is {gift.verdict}{by}."


class Entry(NamedTuple):
    """A case in a column: the lines of its title, the line under it, and what it is about."""

    title: list[str]
    behind: str
    judged: Classified


class Column(NamedTuple):
    verdict: Verdict
    entries: list[Entry]

    @property
    def width(self) -> float:
        return COLUMN_WIDTHS[self.verdict]

    @property
    def height(self) -> float:
        return sum((len(entry.title) + 1) * LINE + 7 for entry in self.entries)


def laid_out(judgements: list[Classified]) -> list[Column]:
    """A column for each verdict, with the lines that fit its width."""
    columns = []
    for verdict in VERDICT_LETTERS:
        room = COLUMN_WIDTHS[verdict] - 46
        entries = []
        for judged in judgements:
            if judged.verdict is verdict:
                title = wrap(judged.title, room, bold=judged.case == regime().first_case)
                entries.append(Entry(title, line_behind(judged, room), judged))
        columns.append(Column(verdict, entries))
    return columns


def line_behind(judged: Classified, room: float) -> str:
    """The date and as much of what is behind a verdict as fits a width."""
    # The longest first; the date stands alone where nothing else has room.
    day = short_date(judged.date)
    lines = (f"{day} · {behind}" for behind in behind_words(judged))
    return next((line for line in lines if text_width(line) <= room), day)


def behind_words(judged: Classified) -> list[str]:
    """What can be said of what is behind a verdict, the longest first."""
    if judged.verdict is Verdict.NOT_PROHIBITED:
        return ["no measure"]
    if judged.verdict is Verdict.PROHIBITED:
        return [", ".join(judged.grounds)]
    questions = judged.questions
    return [
        f"open: {', '.join(questions)}",
        *(f"open: {first_of(questions, most)}" for most in range(len(questions) - 1, 0, -1)),
        f"open: {counted(len(questions), 'question')}",
    ]


def draw(canvas: Canvas, columns: list[Column]) -> None:
    canvas.key(
        [
            (Swatch(INK, INK), "confirmed by at least one of the two governments"),
            (Swatch(PAPER, INK), "alleged by others: judged as if it happened as told"),
        ]
    )
    x: float = 24
    for column in columns:
        draw_column(canvas, x, column)
        x += column.width


def draw_column(canvas: Canvas, x: float, column: Column) -> None:
    verdict, letter = column.verdict, VERDICT_LETTERS[column.verdict]
    fill = VERDICT_COLOURS[verdict]
    colour = PAPER if verdict is Verdict.PROHIBITED else INK
    # The fill of what is not prohibited is too pale to end without an edge.
    edge = "#8A8578" if verdict is Verdict.NOT_PROHIBITED else fill
    canvas.box(x, 86, x + column.width - 16, 114, fill, edge)
    head = f"{letter}  {verdict}: {len(column.entries)}"
    canvas.text(x + 8, 100, head, bold=True, colour=colour)
    y: float = 132
    for title, behind, judged in column.entries:
        ground, ink = (PAPER, INK) if judged.unconfirmed else (fill, colour)
        canvas.box(x + 1, y - 9, x + 20, y + 9, ground, edge, 1.6)
        canvas.text(x + 10.5, y, letter, bold=True, colour=ink, ha="center")
        y = canvas.lines(x + 28, y, title, LINE, bold=judged.case == regime().first_case)
        y = canvas.lines(x + 28, y, [behind], LINE, colour=SOFT) + 7
