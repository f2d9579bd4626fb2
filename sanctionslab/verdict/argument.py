"""What a finding says, as an outline: headings, and lines that may have lines under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..outline import Line, Part, lines_of
from ..vocabulary import fact, in_order, labels
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

TOLD_FIRST = ("on", "direction", "conduct", "item", "hs")  # of what happened


def outline(finding: Finding) -> list[Part]:
    """The argument: the verdict first, then each part that has something to say."""
    parts = [
        _grounds(finding),
        _lifted(finding),
        Part("It hinges on", [_open_question(finding, n) for n in in_order(finding.hinges_on)]),
        _possible(finding),
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
    return f"{finding.verdict.upper()}: {MEANING[finding.verdict]}"


def event(finding: Finding) -> str:
    """The case in one line: its title and what is given of what happened."""
    case = finding.case
    title = f"{case.title}. " if case.title else ""
    given = (name for name in TOLD_FIRST if name in case.given)
    return f"{title}{'; '.join(f'{fact(n).label}: {fact(n).words(case.value(n))}' for n in given)}."


def summary(finding: Finding) -> Iterator[str]:
    """The finding in a few lines of text."""
    yield headline(finding)
    if finding.grounds:
        yield from (f"  ground: {ground.id} {ground.title}" for ground in finding.grounds)
    else:
        yield from (f"  might prohibit: {ground.id} {ground.title}" for ground in finding.possible)
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
    return Part(heading, [_ground(finding, ground) for ground in finding.grounds])


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
        [Line(f"{one.id} {one.title}", lines_of([_needs(one)])) for one in possible],
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
