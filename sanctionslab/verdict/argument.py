"""What a finding says, as an outline: headings, and lines that may have lines under them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..files import as_of
from ..law import SUBJECTS
from ..logic import UNKNOWN
from ..outline import Line, Part, lines_of
from ..vocabulary import fact, facts, in_order, labels, spans_of
from .days import Stretch
from .parts import Ground, Opening, Verdict

if TYPE_CHECKING:
    from .finding import Finding

MEANING = {
    Verdict.PROHIBITED: "by at least one UN measure in this data.",
    Verdict.NOT_PROHIBITED: (
        "by no UN measure in this data. This is no legal advice and says nothing of national law."
    ),
    Verdict.UNDETERMINED: "the facts given do not settle it.",
}

BEYOND = "this vocabulary cannot say: paragraphs without tests here may speak to it."

TOLD_FIRST = ("on", "direction", "conduct", "item", "hs")  # of what happened


def outline(finding: Finding) -> list[Part]:
    """The argument: the verdict first, then each part that has something to say."""
    parts = [
        _grounds(finding),
        _lifted(finding),
        Part("It hinges on", [_open_question(finding, n) for n in in_order(finding.hinges_on)]),
        _possible(finding),
        _unsaid(finding),
        Part("What could lift it", list(_openings(finding.exceptions))),
        _near_misses(finding),
        Part("Assumed, because nobody has said otherwise", _values(finding, finding.assumed)),
        Part(
            "Makes no difference here",
            _values(finding, finding.immaterial & finding.case.given.keys()),
        ),
    ]
    opening = Part(headline(finding), lines_of([event(finding)]))
    return [opening, *(part for part in parts if part.lines)]


def headline(finding: Finding) -> str:
    """The verdict and what it means."""
    return f"{finding.verdict.upper()}: {meaning(finding)}{end_of_data(finding)}"


def meaning(finding: Finding) -> str:
    """What the verdict means."""
    return BEYOND if _is_beyond_words(finding) else MEANING[finding.verdict]


def end_of_data(finding: Finding) -> str:
    """A sentence, after a space, where the data ends before the date of the case; else nothing."""
    days, end = finding.case.value("on"), _last_day()
    if days is UNKNOWN or not any(span.last and span.last > end for span in spans_of(days)):
        return ""
    is_after = all(span.first and span.first > end for span in spans_of(days))
    date_ = "the date of the case" if is_after else "the last day that the case leaves possible"
    return f" The data ends on {fact('on').words(end)}, before {date_}."


def _is_beyond_words(finding: Finding) -> bool:
    """Whether nothing is open but what the vocabulary cannot say."""
    doubts = {doubt for described in facts().values() for doubt in described.untested.values()}
    return bool(finding.hinges_on) and finding.hinges_on <= doubts


def _is_met_beyond_words(finding: Finding) -> bool:
    """Whether it is prohibited by nothing but what the vocabulary cannot say."""
    return bool(finding.grounds) and not _tested(finding.grounds)


@functools.cache
def _last_day() -> date:
    return as_of()


def event(finding: Finding) -> str:
    """The case in one line: its title and what is given of what happened."""
    case = finding.case
    title = f"{case.title}. " if case.title else ""
    given = (name for name in TOLD_FIRST if name in case.given)
    return f"{title}{'; '.join(f'{fact(n).label}: {fact(n).words(case.value(n))}' for n in given)}."


def summary(finding: Finding) -> Iterator[str]:
    """The finding in a few lines of text."""
    yield headline(finding)
    word, grounds = (
        ("ground", finding.grounds) if finding.grounds else ("might prohibit", finding.possible)
    )
    yield from (f"  {word}: {ground.id} {ground.title}" for ground in _tested(grounds))
    if finding.unsaid:
        doubt = "the case says that" if _is_met_beyond_words(finding) else "cannot be said: whether"
        first, last = finding.unsaid[0].id, finding.unsaid[-1].id
        count = f"{len(finding.unsaid)} paragraphs without tests"
        yield f"  {doubt} one of {count} speaks to it, {first} to {last}"
    if finding.hinges_on:
        yield f"  hinges on: {', '.join(in_order(finding.hinges_on))}"
    if finding.assumed:
        yield f"  assumed: {', '.join(in_order(finding.assumed))}"


# The parts


def _grounds(finding: Finding) -> Part:
    heading = "Grounds"
    needs = frozenset().union(*(ground.needs for ground in finding.grounds))
    if needs:
        heading = f"Grounds: whatever the answer on {labels(needs)}, one of these applies"
    return Part(heading, [_ground(finding, ground) for ground in _tested(finding.grounds)])


def _tested(grounds: Iterable[Ground]) -> list[Ground]:
    """Those whose paragraph has tests; the others are told together, by subject."""
    return [ground for ground in grounds if not ground.measure.is_untested]


def _unsaid(finding: Finding) -> Part:
    """The paragraphs without tests, by subject, each with its duty."""
    by_subject: dict[str, list[str]] = {}
    for measure in finding.unsaid:
        line = f"{measure.id} {measure.title}: {measure.duty}"
        by_subject.setdefault(SUBJECTS[measure.subject], []).append(line)
    heading = "This vocabulary cannot say whether these speak to it"
    if _is_met_beyond_words(finding):
        heading = "One of these speaks to it, as the case says; this vocabulary cannot say which"
    return Part(heading, [Line(subject, lines_of(told)) for subject, told in by_subject.items()])


def _ground(finding: Finding, ground: Ground) -> Line:
    measure = ground.measure
    adopted = finding.law.resolution(measure.resolution).day
    since = fact("on").words(max(measure.starts or adopted, adopted))
    under = [
        f"in force since {since}; how sure we are of the reading: {measure.confidence}",
        *(step.words for step in ground.steps),
    ]
    if ground.needs:
        under.append(_needs(ground))
    return Line(f"{ground.id} {ground.title}", lines_of(under))


def _needs(ground: Ground) -> str:
    return f"needs to know: {labels(ground.needs)}"


def _lifted(finding: Finding) -> Part:
    lines = []
    for ground, openings in finding.lifted:
        under = lines_of(f"{one.id}: {one.text} ({one.granted_by})" for one in openings)
        lines.append(Line(f"{ground.id} {ground.title}", under))
    return Part("Would prohibit, but is lifted", lines)


def _open_question(finding: Finding, name: str) -> Line:
    """A question that the verdict hinges on; of the day, with what the days come to."""
    by_day = finding.by_day if name == "on" else ()
    lines = (_days_with(verdict, by_day) for verdict in Verdict)
    return Line(fact(name).question, lines_of(line for line in lines if line))


def _days_with(verdict: Verdict, by_day: tuple[Stretch, ...]) -> str:
    """On which of the days that are possible, and on how many, the verdict is this one."""
    stretches = [stretch for stretch in by_day if stretch.verdict is verdict]
    if not stretches:
        return ""
    words = " and ".join(stretch.words for stretch in stretches)
    if any(stretch.days is None for stretch in by_day):
        return f"{verdict}: {words}"
    days, all_days = (sum(one.days or 0 for one in some) for some in (stretches, by_day))
    return f"{verdict} on {days:,} of {all_days:,} days: {words}"


def _possible(finding: Finding) -> Part:
    # Grounds with needs are among the possible ones: they have been told with what they need.
    told = finding.grounds and finding.grounds[0].needs
    possible = () if told else finding.possible
    return Part(
        "Might also prohibit" if finding.grounds else "Might prohibit",
        [Line(f"{one.id} {one.title}", lines_of([_needs(one)])) for one in _tested(possible)],
    )


def _openings(openings: Iterable[Opening]) -> Iterator[Line]:
    """Openings that differ in nothing but the paragraph are told as one."""
    alike: dict[tuple, list[Opening]] = {}
    for one in openings:
        alike.setdefault((one.text, one.granted_by, one.lifts, one.confidence), []).append(one)
    for (text, granted_by, lifts, confidence), group in alike.items():
        under = [f"granted by: {granted_by}", f"lifts: {', '.join(lifts)}"]
        if confidence == "doubtful":
            under.append("this reading is doubtful")
        yield Line(f"{', '.join(one.id for one in group)}: {text}", lines_of(under))


def _near_misses(finding: Finding) -> Part:
    # Where something prohibits, what does not is of no interest.
    misses = () if finding.verdict is Verdict.PROHIBITED else finding.near_misses
    lines = [
        Line(f"{measure.id} {measure.title}", lines_of(step.words for step in failed))
        for measure, failed in misses
    ]
    return Part("Came close, but misses", lines)


def _values(finding: Finding, names: Iterable[str]) -> list[Line]:
    value = finding.case.value
    return lines_of(f"{fact(n).label}: {fact(n).words(value(n))}" for n in in_order(set(names)))
