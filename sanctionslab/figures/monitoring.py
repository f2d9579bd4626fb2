"""Monitoring, and what outlived it: mandates of the Panel, vetoes, the Committee, the MSMT."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from ..errors import KitError
from ..files import as_of
from ..law import Law, Measure, Resolution
from ..vocabulary import ONE_DAY
from .canvas import Canvas
from .figure import Figure
from .inputs import events_or_all, last_day, law_or_whole, timestamps
from .lettering import wrap
from .looks import CONTESTED, DASHED, GREY, INK, NAVY, PAPER, RUST, SOFT, STEEL
from .timescale import TimeScale
from .words import counted, listed, long_day, sentences, short_day, source_line

LEFT, RIGHT = 200, 1226  # edges of the time scale; what a lane shows stands to the left of it


def monitoring(law: Law | None = None, events: pd.DataFrame | None = None) -> Figure:
    """Who watched over the measures, and what ended and what did not.

    It shows the Panel's mandates, the vetoes, the Committee and the Multilateral Sanctions
    Monitoring Team (MSMT). Arguments: `law`, the whole law if left out; `events`, a frame like
    `sl.events()`. Returns a Figure; its table has a row for each mandate, failed draft and act of
    the MSMT, and for what goes on. Source: `data/law/`, `data/events.csv`. Raises KitError for a
    law without a mandate of the Panel.

    >>> table = monitoring().table
    >>> table[table["what"] == "mandate of the Panel"]["until"].max().date().isoformat()
    '2024-04-30'
    """
    frame = numbers(law_or_whole(law), events_or_all(events))
    outlived = frame.end < as_of() and frame.standing_today and frame.committee
    canvas = Canvas(
        "The Panel ended; the measures and the Committee did not"
        if outlived
        else "Who watches over the measures"
    )
    draw(canvas, frame)
    return Figure(
        "Monitoring, and what outlived it",
        canvas.figure,
        words(frame),
        table(frame),
        source_line("data/law and data/events.csv"),
    )


@dataclass(frozen=True)
class Frame:
    """What watched over the measures.

    `mandates` and `drafts` are resolutions, `committee` is the paragraph that made the Committee,
    `steps` are days with the number of measures in force from then on, `team` are the events of
    the MSMT, `covered` is the last day of the events.
    """

    law: Law
    mandates: list[Resolution]
    drafts: list[Resolution]
    committee: Measure | None
    steps: list[tuple[date, int]]
    team: pd.DataFrame
    covered: date

    @property
    def end(self) -> date:
        """The day on which the last mandate of the Panel ends."""
        return max(map(end_of, self.mandates))

    @property
    def standing_today(self) -> int:
        _, count = self.steps[-1]
        return count

    @property
    def launch(self) -> date | None:
        """The day on which the MSMT was launched."""
        return self.team["start"].iloc[0].date() if len(self.team) else None

    @property
    def gap(self) -> int:
        """The days between the end of the Panel and the launch of the MSMT."""
        if self.launch is None:
            return 0
        return max((self.launch - self.end).days, 0)

    @cached_property
    def goes_on(self) -> str:
        """How many measures are in force today, in words."""
        count = self.standing_today
        endless = not any(measure.ends for measure in standing(self.law, as_of()))
        return (
            f"{counted(count, 'measure')} {'is' if count == 1 else 'are'} in force on "
            f"{long_day(as_of())}{', none with an end date' if endless else ''}"
        )


def numbers(law: Law, events: pd.DataFrame) -> Frame:
    mandates = [resolution for resolution in law.resolutions if resolution.panel]
    if not mandates:
        raise KitError(
            "This law has no mandate of the Panel of Experts to draw. "
            "Take sl.law(), or leave fewer out.",
            "law",
            law,
        )
    # The paragraph that made the Committee, and its events, are known by the words of the data.
    committees = (
        measure
        for measure in law.measures
        if measure.subject == "monitoring" and "Committee" in measure.title
    )
    by_the_team = events["participants"].str.contains("MSMT", na=False)
    in_the_un = events["category"] == "un-process"
    return Frame(
        law=law,
        mandates=mandates,
        drafts=[resolution for resolution in law.resolutions if resolution.kind == "draft"],
        committee=next(committees, None),
        steps=steps_of(law),
        team=events[by_the_team & in_the_un].sort_values("start"),
        covered=min(last_day(events), as_of()),
    )


def end_of(mandate: Resolution) -> date:
    """The last day of a mandate of the Panel."""
    assert mandate.panel is not None  # that makes a resolution a mandate
    until: date = mandate.panel["until"]
    return until


def standing(law: Law, day: date) -> list[Measure]:
    """The measures in force on a day, without those on monitoring itself."""
    return [measure for measure in law.in_force(day) if measure.subject != "monitoring"]


def steps_of(law: Law) -> list[tuple[date, int]]:
    """The days on which the number of measures in force changes, each with the new number."""
    steps: list[tuple[date, int]] = []
    count = 0
    for day in (day for day in law.boundaries if day <= as_of()):
        number = len(standing(law, day))
        if number != count:
            steps.append((day, number))
            count = number
    return steps


def table(frame: Frame) -> pd.DataFrame:
    rows = [
        row("mandate of the Panel", mandate.key, mandate.day, end_of(mandate), mandate.vote)
        for mandate in frame.mandates
    ]
    rows += [
        row("draft that failed", draft.symbol, draft.day, vote=draft.vote, words=opposed(draft))
        for draft in frame.drafts
    ]
    rows += [
        row("MSMT, not a UN body", event.id, event.date, words=event.headline)
        for event in frame.team.itertuples()
    ]
    if frame.committee:
        base = frame.committee
        since = frame.law.resolution(base.resolution).day
        rows.append(row("Committee, goes on", base.id, since, words=base.title))
    rows += [row("measures in force", str(count), day) for day, count in frame.steps]
    whole = pd.DataFrame(rows)
    return whole.assign(until=timestamps(whole["until"]))


def row(
    what: str,
    number: str,
    since: date | str,
    until: date | None = None,
    vote: str = "",
    words: str = "",
) -> dict[str, Any]:
    return {
        "what": what,
        "number": number,
        "from": str(since),  # a day, or a date as the data has it
        "until": until,
        "vote": vote,
        "words": words,
    }


def states(names: tuple[str, ...]) -> str:
    return listed(["Russia" if name == "Russian Federation" else name for name in names])


def opposed(draft: Resolution) -> str:
    """Who voted against a draft, and who abstained."""
    abstained = f"; abstaining: {states(draft.abstained)}" if draft.abstained else ""
    return f"against: {states(draft.against)}{abstained}"


def words(frame: Frame) -> str:
    first_day, _ = frame.steps[0]
    failures = [
        f"On {long_day(draft.day)} draft {draft.symbol} failed, {draft.vote}, "
        f"{states(draft.against)} voting against."
        for draft in frame.drafts
    ]
    committee = f"The Committee of {frame.committee.id} goes on, and " if frame.committee else ""
    after = len(standing(frame.law, frame.end + ONE_DAY))
    launched = ""
    if frame.launch and frame.gap:
        launched = (
            f"{frame.team['headline'].iloc[0]} on {long_day(frame.launch)}, "
            f"{counted(frame.gap, 'day')} after the Panel's end; it is not a UN body."
        )
    return sentences(
        f"Timeline from {first_day.year} to {as_of().year}.",
        f"{counted(len(frame.mandates), 'mandate')} of the Panel of Experts follow each other from "
        f"{long_day(frame.mandates[0].day)} and stop on {long_day(frame.end)}.",
        *failures,
        "What ended is the Panel alone.",
        f"{committee}{frame.goes_on} (paragraphs on monitoring not counted); "
        f"on the day after the Panel's end there were {after}.",
        launched,
    )


def draw(canvas: Canvas, frame: Frame) -> None:
    first_day, _ = frame.steps[0]
    scale = TimeScale(date(first_day.year, 1, 1), as_of(), LEFT, RIGHT)
    scale.draw_years(canvas, 66, canvas.height - 24)
    draw_measures(canvas, scale, frame)
    if frame.committee:
        draw_committee(canvas, scale, frame.committee, frame.law)
    draw_mandates(canvas, scale, frame)
    draw_drafts(canvas, scale, frame)
    if frame.launch:
        draw_team(canvas, scale, frame, frame.launch)


def draw_measures(canvas: Canvas, scale: TimeScale, frame: Frame) -> None:
    """The number of measures in force, as steps."""
    floor, top = 240, 104
    unit = (floor - top) / max(count for _, count in frame.steps)
    canvas.lines(24, 162, ["Measures", "in force"], bold=True)
    ends = [*(day for day, _ in frame.steps[1:]), as_of()]
    for (day, count), end in zip(frame.steps, ends, strict=True):
        canvas.box(scale(day), floor - count * unit, scale(end), floor, NAVY)
    canvas.arrow(RIGHT + 8, (floor + top) / 2, NAVY, 14)
    lines = wrap(frame.goes_on, 390)
    canvas.lines(RIGHT - 16, floor - 18 * len(lines) + 2, lines, colour=PAPER, ha="right")


def draw_committee(canvas: Canvas, scale: TimeScale, committee: Measure, law: Law) -> None:
    since = law.resolution(committee.resolution).day
    canvas.text(24, 278, "Committee", bold=True)
    canvas.box(scale(since), 262, RIGHT, 294, STEEL, NAVY)
    canvas.arrow(RIGHT + 8, 278, NAVY, 14)
    canvas.text(RIGHT - 16, 278, f"{committee.id}, goes on", ha="right")


def draw_mandates(canvas: Canvas, scale: TimeScale, frame: Frame) -> None:
    """The mandates in a row, each from the day on which the one before had ended."""
    canvas.lines(24, 332, ["Panel of Experts"], bold=True)
    canvas.lines(24, 351, [counted(len(frame.mandates), "mandate")], colour=SOFT)
    # A mandate is renewed before it ends: it is drawn from where the one before stops.
    ended = date.min
    for place, mandate in enumerate(frame.mandates):
        until = end_of(mandate)
        left, right = scale(max(mandate.day, ended)), scale(until)
        ended = max(ended, until)
        canvas.box(left, 322, right - 1.5, 358, GREY if place % 2 else STEEL)
        middle = (left + right) / 2
        # Its number stands in it or, where it is too short for that, below.
        if not canvas.fit(middle, 340, right - left, [mandate.key], ha="center"):
            canvas.text(middle, 372, mandate.key, ha="center", plate=True)
    end = scale(frame.end)
    canvas.upright(end, 314, 366, RUST, 4, z=4)
    canvas.lines(end + 12, 331, ["ended", short_day(frame.end)], bold=True, colour=RUST, plate=True)


def draw_drafts(canvas: Canvas, scale: TimeScale, frame: Frame) -> None:
    """The drafts that failed; one that came within a year of the Panel's end is joined to it."""
    canvas.lines(24, 438, ["Drafts", "that failed"], bold=True)
    end = scale(frame.end)
    for place, draft in enumerate(frame.drafts):
        x, y = scale(draft.day), 418 + 66 * place
        vote = f"{draft.symbol}, {short_day(draft.day)}, {draft.vote}"
        canvas.text(x - 18, y, vote, bold=True, ha="right", plate=True)
        canvas.text(x - 18, y + 20, opposed(draft), ha="right", plate=True)
        if 0 <= (frame.end - draft.day).days < 365:
            canvas.line([x, x, end, end], [y, 392, 376, 368], RUST, 1.4)
        canvas.mark(x, y, CONTESTED["denied"], 13)


def draw_team(canvas: Canvas, scale: TimeScale, frame: Frame, launch: date) -> None:
    """The MSMT from its launch to where the data ends, its reports, and the gap before it."""
    canvas.lines(24, 560, ["MSMT, which is", "not a UN body"], bold=True)
    end, start = scale(frame.end), scale(launch)
    # Where the data ends with the launch, there is still a sliver of it.
    covered = max(scale(frame.covered), start + 4)
    canvas.box(start, 560, covered, 596, PAPER, RUST, 1.6, "////")
    canvas.level(578, covered, RIGHT, RUST, 1.6, DASHED)
    no_data = f"no data after {frame.covered:%b %Y}"
    canvas.text(RIGHT, 618, no_data, colour=SOFT, ha="right", plate=True)
    for event in frame.team.iloc[1:].itertuples():
        left, right = scale(event.start.date()), scale(event.end.date() + ONE_DAY)
        # A day is drawn as wide as can be seen.
        canvas.box(min(left, right - 4), 554, right, 602, RUST)
    launched = f"launched {short_day(launch)}"
    canvas.text(start - 10, 568, launched, bold=True, ha="right", colour=RUST, plate=True)
    reports = counted(len(frame.team) - 1, "report or briefing", "reports and briefings")
    canvas.text(start - 10, 588, f"then {reports}", ha="right", plate=True)
    if frame.gap:
        canvas.line([end, end, start, start], [634, 644, 644, 634], INK, 1.4, z=3)
        neither = f"{frame.gap} days with neither"
        canvas.text((end + start) / 2, 662, neither, bold=True, ha="center", plate=True)
