"""The growth of the regime: what each resolution added, by subject, and what it replaced."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..errors import KitError
from ..law import Law, Measure, Resolution
from ..vocabulary import regime
from .canvas import Canvas
from .figure import Figure
from .inputs import law_or_whole, timestamps
from .looks import GREY, GREY_EDGE, NAVY, PAPER, SOFT, Swatch
from .words import counted, listed, long_day, sentences, short_day, source_line

LEFT, RIGHT = 204, 1256
FLOOR, TALLEST = 226, 112  # of the bars
TOP, ROW = 296, 23.5  # of the squares


def growth(law: Law | None = None) -> Figure:
    """What each resolution added to the regime, by subject, and what it replaced.

    Arguments: `law`, the whole law if left out. Returns a Figure; its table has a row for each
    resolution of sanctions. Source: `data/law/`. Raises KitError for a law without resolutions of
    sanctions.

    >>> growth().table[["resolution", "added", "standing"]].values.tolist()[0]
    ['1718', 14, 14]
    """
    frame = numbers(law_or_whole(law))
    years, most = frame.busiest
    canvas = Canvas(f"{most} of {frame.total} measures came in {years}")
    draw(canvas, frame)
    return Figure(
        "The growth of the regime",
        canvas.figure,
        words(frame),
        frame.table,
        source_line("data/law"),
    )


@dataclass(frozen=True)
class Frame:
    """The resolutions of sanctions, and what came of their measures.

    `subjects` are the keys of the subjects in the order in which they came up, `replaced` the ids
    of measures that a later one replaces, `lapsed` is how many had ended by the last resolution.
    """

    resolutions: list[Resolution]
    subjects: list[str]
    replaced: set[str]
    lapsed: int
    table: pd.DataFrame

    @property
    def total(self) -> int:
        return self.table["added"].sum()

    @property
    def busiest(self) -> tuple[str, int]:
        """The two years that brought most, in words, and how many measures they brought."""
        by_year: Counter[int] = Counter()
        for adopted, added in zip(self.table["adopted"], self.table["added"], strict=True):
            by_year[adopted.year] += added
        years = sorted(year for year, _ in by_year.most_common(2))
        return listed([str(year) for year in years]), sum(by_year[year] for year in years)


def numbers(law: Law) -> Frame:
    """What each resolution added and replaced, and how many measures stood after it."""
    resolutions = [each for each in law.resolutions if each.kind == "sanctions"]
    if not resolutions:
        raise KitError(
            "This law has no resolution of sanctions to draw. Take sl.law(), or leave fewer out.",
            "law",
            law,
        )
    in_this_law = {measure.id for measure in law.measures}
    measures = [measure for each in resolutions for measure in each.measures]
    subjects = list(dict.fromkeys(measure.subject for measure in measures))
    rows, standing, lapsed = [], 0, 0
    for resolution in resolutions:
        added = resolution.measures
        gone = [old for old in replaced_by(added) if old in in_this_law]
        ended = [each for each in measures if each.ends and each.ends <= resolution.day]
        # Out goes what is replaced, and what has lapsed since the resolution before.
        standing += len(added) - len(gone) - (len(ended) - lapsed)
        lapsed = len(ended)
        by_subject = Counter(measure.subject for measure in added)
        rows.append(
            {
                "resolution": resolution.key,
                "adopted": resolution.day,
                "added": len(added),
                "binding": sum(measure.force == "binding" for measure in added),
                "replaced": "; ".join(gone),
                "standing": standing,
                **{regime().subjects[subject]: by_subject[subject] for subject in subjects},
            }
        )
    adopted = timestamps([resolution.adopted for resolution in resolutions])
    table = pd.DataFrame(rows).assign(adopted=adopted)
    replaced = in_this_law.intersection(replaced_by(law.measures))
    return Frame(resolutions, subjects, replaced, lapsed, table)


def replaced_by(measures: Sequence[Measure]) -> list[str]:
    """The ids of what measures replace, each once."""
    return list(dict.fromkeys(old for measure in measures for old in measure.replaces))


def words(frame: Frame) -> str:
    table = frame.table
    resolutions = counted(len(table), "sanctions resolution")
    lapsed = f"{frame.lapsed} lapsed, " if frame.lapsed else ""
    years, most = frame.busiest
    # Stable: of equal steps the earlier one comes first.
    largest = table.sort_values("added", ascending=False, kind="stable")[:3]
    steps = [f"{row.resolution} with {row.added}" for row in largest.itertuples()]
    replaced = listed(sorted(frame.replaced))
    empty = table.loc[table["added"] == 0, "resolution"].tolist()
    theirs = "its" if len(empty) == 1 else "their"
    by_subject = Counter(
        {
            regime().subjects[subject]: table[regime().subjects[subject]].sum()
            for subject in frame.subjects
        }
    )
    subjects = [f"{name} ({count})" for name, count in by_subject.most_common(4)]
    return sentences(
        "Bars over a chart of small squares, one square for each measure.",
        f"{resolutions} from {long_day(table['adopted'].iloc[0])} to "
        f"{long_day(table['adopted'].iloc[-1])} brought {counted(frame.total, 'measure')}, "
        "as this data divides the paragraphs; "
        f"{len(frame.replaced)} were replaced by later ones, {lapsed}and "
        f"{table['standing'].iloc[-1]} stood after the last.",
        f"{years} brought {most} of them.",
        f"The largest steps are {listed(steps)}.",
        f"{listed(empty)} added no measure of {theirs} own." if empty else "",
        f"By subject, most concern {listed(subjects)}.",
        f"What was replaced: {replaced}." if replaced else "Nothing was replaced.",
    )


def draw(canvas: Canvas, frame: Frame) -> None:
    canvas.key(
        [
            (Swatch(NAVY, NAVY), "binding"),
            (Swatch(PAPER, NAVY), "only calls upon States"),
            (Swatch(GREY, GREY_EDGE), "replaced later"),
        ]
    )
    canvas.text(24, 110, "Measures that stand", bold=True)
    canvas.text(24, 130, "dark: added that day", colour=SOFT)
    for line, subject in enumerate(frame.subjects):
        y = TOP + line * ROW
        canvas.text(24, y, regime().subjects[subject])
        canvas.level(y + ROW / 2, 24, RIGHT)
    below = TOP + len(frame.subjects) * ROW + 6
    canvas.text(24, below, "It replaced", bold=True)
    # A law of few resolutions is not stretched over the whole width.
    column = min((RIGHT - LEFT) / len(frame.resolutions), 170)
    unit = TALLEST / frame.table["standing"].max()
    for place, row in enumerate(frame.table.itertuples()):
        middle = LEFT + (place + 0.5) * column
        draw_bar(canvas, middle, row, unit)
        draw_squares(canvas, middle, column, frame.resolutions[place], frame)
        canvas.lines(middle, below, row.replaced.split("; "), 17, ha="center")


def draw_bar(canvas: Canvas, middle: float, row: Any, unit: float) -> None:
    """A bar of the measures that stand, those added that day on top and dark."""
    kept = row.standing - row.added
    joint, top = FLOOR - kept * unit, FLOOR - row.standing * unit
    canvas.box(middle - 20, joint, middle + 20, FLOOR, GREY)
    canvas.box(middle - 20, top, middle + 20, joint, NAVY)
    canvas.text(middle, top - 11, str(row.standing), bold=True, ha="center")
    canvas.text(middle, FLOOR + 14, row.resolution, bold=True, ha="center")
    canvas.text(middle, FLOOR + 33, short_day(row.adopted), colour=SOFT, ha="center")


def draw_squares(
    canvas: Canvas, middle: float, column: float, resolution: Resolution, frame: Frame
) -> None:
    """A square for each measure of a resolution, in the row of its subject."""
    if not resolution.measures:
        canvas.lines(middle, TOP, ["no new", "measure"], ROW, colour=SOFT, ha="center")
    for line, subject in enumerate(frame.subjects):
        added = [measure for measure in resolution.measures if measure.subject == subject]
        gap = min(15, (column - 12) / max(len(added), 1))
        y = TOP + line * ROW
        for place, measure in enumerate(added):
            x = middle + (place - len(added) / 2) * gap
            if measure.id in frame.replaced:
                canvas.box(x + 1, y - 6, x + gap - 2, y + 6, GREY, GREY_EDGE, 1.2)
                canvas.line([x + 2, x + gap - 3], [y + 5, y - 5], GREY_EDGE, 1.4, z=2)
            else:
                fill = PAPER if measure.force == "hortatory" else NAVY
                canvas.box(x + 1, y - 6, x + gap - 2, y + 6, fill, NAVY, 1.2)
