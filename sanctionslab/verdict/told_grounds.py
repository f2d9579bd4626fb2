"""What a finding says of its grounds: the rule, the tests, the claims behind them, the doors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..outline import Line, Part, lines_of
from ..vocabulary import fact, labels, regime
from .parts import Door, Ground
from .sentence import tested
from .told_doors import Told, kind_of, reach, shared, tell_doors

if TYPE_CHECKING:
    from .finding import Finding

MANY = 6  # possible grounds that are told one by one; more are told by their subject


def tell_grounds(finding: Finding) -> Iterator[Part]:
    """The grounds, each with what makes it one; then the ways out that all of them share."""
    shown = tested(finding.grounds)
    if shown:
        heading = "Grounds"
        needs = frozenset().union(*(ground.needs for ground in shown))
        if needs:
            heading = f"Grounds: one of these applies, whatever the answer on {labels(needs)}"
        yield from _argued(finding, heading, shown)
    elif finding.grounds:  # none has tests: they are told by their subject, their doors here
        ways = tell_doors(finding, finding.doors_of(finding.grounds[0]), Told())
        yield Part("Doors: the ways out", list(ways))


def tell_possible(finding: Finding) -> Iterator[Part]:
    """What might prohibit, too: in full if that is what the case is about."""
    # Grounds with needs are among the possible ones: they have been told with what they need.
    grounds = {ground.id for ground in finding.grounds}
    shown = [ground for ground in tested(finding.possible) if ground.id not in grounds]
    if not shown:
        return
    if finding.grounds:
        yield Part("Might also prohibit", _in_brief(shown))
    elif len(shown) > MANY:
        yield Part("Might prohibit", _by_subject(shown))
    else:
        yield from _argued(finding, "Might prohibit", shown)


def tell_lifted(finding: Finding) -> Part:
    """What would prohibit, or else what might, and the doors that stand open."""
    behind = Told()
    lines = []
    for ground, _ in finding.lifted or finding.spared:
        open_doors = [door for door in finding.doors_of(ground) if door.state == "open"]
        lines.append(_ground(finding, ground, open_doors, behind))
    would = "Would" if finding.lifted else "Might"
    return Part(f"{would} prohibit, but is lifted", lines)


def tell_unsaid(finding: Finding) -> Part:
    """The paragraphs without tests, by subject, each with its duty."""
    by_subject: dict[str, list[str]] = {}
    for measure in finding.unsaid:
        line = f"{measure.id} {measure.title}: {measure.duty}"
        by_subject.setdefault(regime().subjects[measure.subject], []).append(line)
    heading = "This vocabulary cannot say whether these speak to it"
    if finding.grounds and not tested(finding.grounds):
        heading = "One of these speaks to it, as the case says; this vocabulary cannot say which"
    return Part(
        heading, [Line(subject, lines_of(titles)) for subject, titles in by_subject.items()]
    )


def tell_elsewhere(finding: Finding) -> Part:
    """Ways out that the case meets and that lead out of other measures only."""
    by_reach: dict[str, list[str]] = {}
    for paragraph in finding.elsewhere:
        by_reach.setdefault(reach(finding, paragraph.lifts), []).append(paragraph.id)
    measure = finding.law.measure
    lines = [
        Line(f"{', '.join(ids)} {measure(ids[0]).title}", lines_of([what_it_lifts]))
        for what_it_lifts, ids in by_reach.items()
    ]
    return Part("Lifts other measures, and nothing here", lines)


def _argued(finding: Finding, heading: str, shown: list[Ground]) -> Iterator[Part]:
    """Grounds in full. The doors that several have in common are told after them, once."""
    # One `Told` for all of them: what was said of a claim or a door is not said again.
    behind, common = Told(), shared(finding, shown)
    alike = {kind_of(door) for door in common}
    lines = []
    for ground in shown:
        own = [door for door in finding.doors_of(ground) if kind_of(door) not in alike]
        lines.append(_ground(finding, ground, own, behind))
    yield Part(heading, lines)
    if common:
        count = "both" if len(shown) == 2 else "all"
        yield Part(f"Doors: the ways out of {count}", list(tell_doors(finding, common, behind)))


def _ground(finding: Finding, ground: Ground, own: list[Door], behind: Told) -> Line:
    measure = ground.measure
    resolution = finding.law.resolution(measure.resolution)
    since = fact("on").words(max(measure.starts or resolution.day, resolution.day))
    under = [
        Line(f"the rule: {measure.duty}"),
        Line(f"in force since {since}, by {resolution.symbol}; {measure.reading}"),
        *(behind.step(step) for step in ground.steps),
    ]
    if ground.needs:
        under.append(Line(_needs(ground)))
    if own:
        under.append(Line("doors:", list(tell_doors(finding, own, behind))))
    return Line(f"{ground.id} {ground.title}", under)


def _needs(ground: Ground) -> str:
    return f"needs to know: {labels(ground.needs)}"


def _in_brief(shown: Iterable[Ground]) -> list[Line]:
    return [Line(f"{ground.id} {ground.title}", lines_of([_needs(ground)])) for ground in shown]


def _by_subject(shown: Iterable[Ground]) -> list[Line]:
    """Many grounds, by what they are about."""
    subjects: dict[str, list[Ground]] = {}
    for ground in shown:
        subjects.setdefault(regime().subjects[ground.measure.subject], []).append(ground)
    return [
        Line(subject, lines_of(f"{ground.id} {ground.title}" for ground in grounds))
        for subject, grounds in subjects.items()
    ]
