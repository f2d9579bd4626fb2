"""What a finding says, as an outline: a first screen, and the parts that unfold below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..files import as_of
from ..law import law as whole_law
from ..logic import UNKNOWN
from ..outline import Line, Part, lines_of
from ..vocabulary import fact, labels, spans_of
from . import told_doors, told_grounds, told_rest
from .openings import granting
from .parts import Verdict
from .sentence import is_beyond_words, one_untested, tested

if TYPE_CHECKING:
    from .finding import Finding

NO_ADVICE = "This is no legal advice and says nothing of national law."

MEANING = {
    Verdict.PROHIBITED: "by at least one UN measure in this data.",
    Verdict.NOT_PROHIBITED: f"by no UN measure in this data. {NO_ADVICE}",
    Verdict.UNDETERMINED: "the facts given do not settle it.",
}

OF_A_CHANGED_LAW = "by no UN measure of this law, which is changed or cut. " + NO_ADVICE

BEYOND = "this vocabulary cannot say: paragraphs without tests here may speak to it."

TOLD_FIRST = ("on", "direction", "conduct", "item", "hs")  # of what happened

FIRST = 4  # paragraphs that might prohibit, or nearly do, named on the first screen


def outline(finding: Finding) -> list[Part]:
    """The argument: the verdict first, then each part that has something to say."""
    parts = [
        *told_grounds.tell_grounds(finding),
        told_grounds.tell_elsewhere(finding),
        told_grounds.tell_lifted(finding),
        told_rest.tell_hinges(finding),
        *told_grounds.tell_possible(finding),
        told_grounds.tell_unsaid(finding),
        told_rest.tell_near_misses(finding),
        told_rest.tell_not_yet(finding),
        told_rest.tell_ended(finding),
        told_rest.tell_assumed(finding),
        told_rest.tell_immaterial(finding),
    ]
    return [first_screen(finding), *(part for part in parts if part.lines)]


def first_screen(finding: Finding) -> Part:
    """The verdict and its sentence; the case; and in a line each what it is, or what it is not."""
    lines = [Line(event(finding))]
    if finding.verdict is Verdict.NOT_PROHIBITED:
        lines.append(Line(f"That means: {meaning(finding)}"))
    lines += lines_of(_paragraphs(finding))
    if out := told_doors.ways_out(finding):
        lines.append(Line("What would have made it lawful:", out))
    return Part(headline(finding), lines)


def _paragraphs(finding: Finding) -> Iterator[str]:
    """The paragraphs that carry the verdict, or come closest to it, in a line each."""
    if finding.grounds:
        yield from (f"{ground.id} {ground.title}" for ground in tested(finding.grounds))
        return
    lines = [f"{ground.id} might prohibit: {ground.title}" for ground in tested(finding.possible)]
    if finding.verdict is Verdict.NOT_PROHIBITED:
        lines = [
            f"{ground.id} {'would' if finding.lifted else 'might'} prohibit, and is lifted by "
            f"{', '.join(granting(openings))}"
            for ground, openings in finding.lifted or finding.spared
        ]
        lines += [
            f"{measure.id} is not yet in force: {measure.title}, {measure.words}"
            for measure in finding.not_yet
        ]
        lines += [
            f"{measure.id} comes close: {measure.title}" for measure, _ in finding.near_misses
        ]
    yield from lines[:FIRST]
    if len(lines) > FIRST:
        yield f"and {len(lines) - FIRST} more, below"


def headline(finding: Finding) -> str:
    """The verdict and its sentence."""
    return f"{finding.verdict.upper()}. {finding.sentence}{end_of_data(finding)}"


def meaning(finding: Finding) -> str:
    """What the verdict means."""
    if finding.verdict is Verdict.NOT_PROHIBITED and finding.law != whole_law():
        return OF_A_CHANGED_LAW
    return BEYOND if is_beyond_words(finding) else MEANING[finding.verdict]


def end_of_data(finding: Finding) -> str:
    """A sentence, after a space, where the data ends before the date of the case; else nothing."""
    days, end = finding.case.value("on"), as_of()
    # Of days without an end nobody says that one of them comes after it.
    if days is UNKNOWN or not any(span.last and span.last > end for span in spans_of(days)):
        return ""
    is_after = all(span.first and span.first > end for span in spans_of(days))
    date_ = "the date of the case" if is_after else "the last day that the case leaves possible"
    return f" The data ends on {fact('on').words(end)}, before {date_}."


def event(finding: Finding) -> str:
    """The case in one line: its title and what is given of what happened."""
    case = finding.case
    title = f"{case.title}. " if case.title else ""
    facts = (fact(name) for name in TOLD_FIRST if name in case.given)
    values = (f"{given.label}: {given.words(case.value(given.name))}" for given in facts)
    return f"{title}{'; '.join(values)}."


def summary(finding: Finding) -> Iterator[str]:
    """The finding in a few lines of text."""
    yield headline(finding)
    word, grounds = (
        ("ground", finding.grounds) if finding.grounds else ("might prohibit", finding.possible)
    )
    yield from (f"  {word}: {ground.id} {ground.title}" for ground in tested(grounds))
    if finding.unsaid:
        met = finding.grounds and not tested(finding.grounds)
        doubt = "the case says that" if met else "cannot be said: whether"
        ids = [measure.id for measure in finding.unsaid]
        which = ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"
        yield f"  {doubt} {one_untested(finding)} speaks to it, {which}"
    if finding.hinges_on:
        yield f"  hinges on: {labels(finding.hinges_on)}"
    if finding.assumed:
        yield f"  assumed: {labels(finding.assumed)}"
