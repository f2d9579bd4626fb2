"""One car, twenty years: the same transfer judged on every day, for a luxury car and another."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ..cases import Case
from ..cases import case as named_case
from ..files import as_of
from ..law import Law
from ..verdict import Verdict
from ..vocabulary import ONE_DAY, regime
from .canvas import Canvas
from .figure import Figure
from .inputs import chosen, law_or_whole
from .lettering import text_width, wrap
from .looks import INK, LONG_DASHES, PAPER, PROHIBITED, VERDICT_COLOURS
from .spans import Phase, course, start_of, table_of
from .timescale import TimeScale
from .words import counted, labels, listed, long_day, sentences, short_day, source_line

LEFT, RIGHT = 148, 1256
BAND_TOPS, BAND = (190, 460), 124


def one_car(law: Law | None = None) -> Figure:
    """One car, twenty years: the same transfer into the DPRK judged on every day from 2005 on.

    It is done for a luxury car and for an ordinary one. Arguments: `law`, the whole law if left
    out. Returns a Figure; its table has a row for each stretch of days with the same verdict and
    paragraphs. Source: `data/law/`, through `classify`.

    >>> rows = one_car().table
    >>> rows.loc[rows["car"] == "ordinary car", "verdict"].tolist()
    ['not prohibited', 'undetermined', 'undetermined', 'prohibited']
    """
    frame = numbers(law_or_whole(law))
    canvas = Canvas(headline(frame))
    draw(canvas, frame)
    return Figure(
        "One car, twenty years",
        canvas.figure,
        words(frame),
        frame.table,
        source_line("data/law, put to the classifier"),
    )


@dataclass(frozen=True)
class Frame:
    """How each car fared, by its name."""

    courses: dict[str, list[Phase]]
    table: pd.DataFrame

    @property
    def barred(self) -> dict[str, date]:
        """The first day on which each car is prohibited; `date.max` where none is."""
        return {name: start_of(spans, PROHIBITED) for name, spans in self.courses.items()}


def numbers(law: Law) -> Frame:
    """The same transfer of each car on every day."""
    shown, state = chosen("one_car"), regime().state
    given = {"on": shown["since"], "direction": state.into, "conduct": state.act}
    courses = {
        name: course(Case(**given, item=item), law, shown["since"])
        for name, item in shown["cars"].items()
    }
    rows = [
        {
            "car": name,
            "from": span.start,
            "to": span.end,
            "days": span.days,
            "verdict": str(span.finding.verdict),
            "paragraphs": "; ".join(span.paragraphs),
            "depends on": "; ".join(labels(span.finding.hinges_on)),
        }
        for name, spans in courses.items()
        for span in spans
    ]
    return Frame(courses, table_of(rows))


def with_article(name: str) -> str:
    """A name with its article.

    >>> with_article("ordinary car")
    'an ordinary car'
    """
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def headline(frame: Frame) -> str:
    barred = [
        f"{with_article(name)} since {short_day(day)}"
        for name, day in frame.barred.items()
        if day < date.max
    ]
    if not barred:
        return "Under this law no car is prohibited as such"
    return f"Prohibited: {listed(barred)}"


def words(frame: Frame) -> str:
    return sentences(
        f"Two bands, one for each kind of car, over every day from "
        f"{long_day(chosen('one_car')['since'])} to "
        f"{long_day(as_of())}; the same transfer into {regime().state.name} is judged on each.",
        *(story(name, spans) for name, spans in frame.courses.items()),
        conclusion(frame.barred),
    )


def story(name: str, spans: list[Phase]) -> str:
    """The verdicts on a car with their first days and paragraphs."""
    parts = []
    for span in spans:
        paragraphs = f" ({listed(span.paragraphs)})" if span.paragraphs else ""
        parts.append(f"{span.finding.verdict} from {long_day(span.start)}{paragraphs}")
    return f"{name.capitalize()}: {'; '.join(parts)}."


def conclusion(barred: dict[str, date]) -> str:
    """How much later the second car was prohibited; empty unless both cars are, in this order."""
    (first, earlier), (second, later) = barred.items()
    if not earlier < later < date.max:
        return ""
    gap = counted((later - earlier).days, "day")
    return (
        f"So {with_article(second)} became prohibited {gap} after "
        f"{with_article(first)}, and {chosen('one_car')['lesson']}."
    )


def draw(canvas: Canvas, frame: Frame) -> None:
    scale = TimeScale(chosen("one_car")["since"], as_of(), LEFT, RIGHT)
    bottom = canvas.height - 56
    scale.draw_years(canvas, bottom, bottom + 24)
    for top, (name, spans) in zip(BAND_TOPS, frame.courses.items(), strict=True):
        canvas.lines(24, top + BAND / 2 - 10, name.split(), 20, bold=True, size=13)
        for before, span in zip([None, *spans], spans, strict=False):  # each with the one before
            draw_span(canvas, scale, top, span, before)
            if before:
                draw_change(canvas, scale(span.start), top, span, before)
    gifts = [named_case(key).value("on") for key in chosen("one_car")["cases"]]
    for day in gifts:
        canvas.upright(scale(day), 92, bottom, INK, 1.4, LONG_DASHES)
        for top in BAND_TOPS:  # in the colour of paper where it crosses a band
            canvas.upright(scale(day), top, top + BAND, PAPER, 1.4, LONG_DASHES, z=3)
    dashed = f"dashed: the gifts of {listed([short_day(day) for day in gifts])}"
    canvas.text(RIGHT, 84, dashed, ha="right")


def draw_span(
    canvas: Canvas, scale: TimeScale, top: float, span: Phase, before: Phase | None
) -> None:
    """A stretch of a band, with its verdict where that is new, what is behind it, and its days."""
    finding, earlier = span.finding, before.finding if before else None
    left, right = scale(span.start), scale(span.end + ONE_DAY)
    x, room = left + 7, right - left - 12
    colour = PAPER if finding.verdict is Verdict.PROHIBITED else INK
    # A line of paper stays free before the next.
    canvas.box(left, top, right - 1.5, top + BAND, VERDICT_COLOURS[finding.verdict])
    y = top + 22
    # Only what is new is written: most stretches are too narrow for more.
    if earlier is None or earlier.verdict is not finding.verdict:
        verdict = str(finding.verdict)
        bold = text_width(verdict, bold=True) < room
        lines = wrap(verdict, room + 4, bold=bold)
        y = canvas.lines(x, y, lines, bold=bold, colour=colour) + 2
    new_questions = earlier is None or earlier.hinges_on != finding.hinges_on
    if finding.hinges_on and new_questions:
        questions = ", ".join(labels(finding.hinges_on))
        canvas.lines(x, y, wrap(f"open: {questions}", room), colour=colour)
    if finding.verdict is Verdict.PROHIBITED:
        canvas.lines(x, y, wrap(f"by {listed(span.paragraphs)}", room), colour=colour)
    canvas.fit(x, top + BAND - 16, room + 4, [counted(span.days, "day")], colour=colour)


def draw_change(canvas: Canvas, x: float, top: float, span: Phase, before: Phase) -> None:
    """The day above a band on which a stretch begins, and the paragraphs that are new."""
    canvas.upright(x, top - 56, top, INK, 1.2)
    canvas.text(x + 7, top - 48, short_day(span.start), bold=True)
    new = [name for name in span.paragraphs if name not in before.paragraphs]
    canvas.text(x + 7, top - 28, ", ".join(new))
