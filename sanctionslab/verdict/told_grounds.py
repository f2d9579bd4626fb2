"""What a finding says of its grounds: the rule, the tests, the claims behind them, the doors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..outline import Line, Part, lines_of
from ..vocabulary import fact, labels, regime
from .parts import Door, Ground, Step, Verdict
from .sentence import tested

if TYPE_CHECKING:
    from .finding import Finding

MANY = 6  # possible grounds that are told one by one; more are told by their subject


def grounds(finding: Finding) -> Iterator[Part]:
    """The grounds, each with what makes it one; then the ways out that all of them share."""
    shown = tested(finding.grounds)
    if shown:
        heading = "Grounds"
        needs = frozenset().union(*(ground.needs for ground in shown))
        if needs:
            heading = f"Grounds: one of these applies, whatever the answer on {labels(needs)}"
        yield from _argued(finding, heading, shown)
    elif finding.grounds:  # none has tests: they are told by their subject, their doors here
        ways = doors(finding, finding.doors_of(finding.grounds[0]), Told())
        yield Part("Doors: the ways out", list(ways))


def possible(finding: Finding) -> Iterator[Part]:
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


def lifted(finding: Finding) -> Part:
    """What would prohibit, or else what might, and the doors that stand open."""
    behind = Told()
    lines = [
        _ground(finding, ground, [d for d in finding.doors_of(ground) if d.state == "open"], behind)
        for ground, _ in finding.lifted or finding.spared
    ]
    would = "Would" if finding.lifted else "Might"
    return Part(f"{would} prohibit, but is lifted", lines)


def unsaid(finding: Finding) -> Part:
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


def elsewhere(finding: Finding) -> Part:
    """Ways out that the case meets and that lead out of other measures only."""
    by_reach: dict[str, list[str]] = {}
    for measure in finding.elsewhere:
        by_reach.setdefault(_reach(finding, measure.lifts), []).append(measure.id)
    title = finding.law.measure
    lines = [
        Line(f"{', '.join(some)} {title(some[0]).title}", lines_of([reach]))
        for reach, some in by_reach.items()
    ]
    return Part("Lifts other measures, and nothing here", lines)


def _argued(finding: Finding, heading: str, shown: list[Ground]) -> Iterator[Part]:
    """Grounds in full. The doors that several have in common are told after them, once."""
    behind, common = Told(), shared(finding, shown)
    alike = {_kind(door) for door in common}
    lines = []
    for ground in shown:
        own = [door for door in finding.doors_of(ground) if _kind(door) not in alike]
        lines.append(_ground(finding, ground, own, behind))
    yield Part(heading, lines)
    if common:
        count = "both" if len(shown) == 2 else "all"
        yield Part(f"Doors: the ways out of {count}", list(doors(finding, common, behind)))


def shared(finding: Finding, grounds: list[Ground]) -> list[Door]:
    """The doors that several grounds have in common; of a single ground none."""
    first, *others = (finding.doors_of(ground) for ground in grounds)
    kinds = [{_kind(door) for door in some} for some in others]
    return [door for door in first if others and all(_kind(door) in some for some in kinds)]


def _kind(door: Door) -> tuple[str, str]:
    return door.id, door.text


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
        under.append(Line("doors:", list(doors(finding, own, behind))))
    return Line(f"{ground.id} {ground.title}", under)


class Told:
    """What has been said: whose word is behind a step, and what a door says, is said once."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._doors: set[tuple] = set()

    def is_new(self, door: Door) -> bool:
        """Whether a door that says this has not been told before."""
        kind = *_kind(door), _as(door)
        is_new = kind not in self._doors
        self._doors.add(kind)
        return is_new

    def step(self, step: Step, words: str = "") -> Line:
        """A step as a line, with the claims behind it that have not been told."""
        new = [one for one in step.claims if one.id not in self._ids]
        self._ids.update(one.id for one in new)
        return Line(words or step.words, lines_of(map(str, new)))


def _needs(ground: Ground) -> str:
    return f"needs to know: {labels(ground.needs)}"


def _in_brief(shown: Iterable[Ground]) -> list[Line]:
    return [Line(f"{one.id} {one.title}", lines_of([_needs(one)])) for one in shown]


def _by_subject(shown: Iterable[Ground]) -> list[Line]:
    """Many grounds, by what they are about."""
    subjects: dict[str, list[Ground]] = {}
    for ground in shown:
        subjects.setdefault(regime().subjects[ground.measure.subject], []).append(ground)
    return [
        Line(subject, lines_of(f"{one.id} {one.title}" for one in some))
        for subject, some in subjects.items()
    ]


# Doors

STATES = {
    "open": "open",
    "could open": "could still open",
    "shut": "shut",
    "ended": "closed",
    "not yet": "not there yet",
}
REASONS = {
    "open": "opened by",
    "could open": "waits for",
    "shut": "shut by",
    "ended": "closed by",
    "not yet": "too early",
}


def doors(finding: Finding, some: Iterable[Door], behind: Told) -> Iterator[Line]:
    """Doors as lines: what each asks for, who grants it, and what makes its state."""
    told_of: dict[str, str] = {}  # texts, each with the paragraph that it was told of
    for group in alike(some):
        first = group[0]
        if not behind.is_new(first):
            yield Line(f"{ids(group)}, {state(first)}: as above")
            continue
        again = next((ids_ for text, ids_ in told_of.items() if first.text.startswith(text)), "")
        told_of.setdefault(first.text, first.id)
        text = f"as under {again}" if again else first.text
        under = [Line(f"granted by: {first.granted_by}")] if not again else []
        yield Line(f"{ids(group)}, {state(first)}: {text}", [*under, *_why(finding, group, behind)])


def _why(finding: Finding, group: list[Door], behind: Told) -> Iterator[Line]:
    """What makes the state of doors that are alike, what they reach, and how sure that is."""
    first = group[0]
    for step in first.because:
        yield behind.step(step, f"{REASONS[first.state]}: {_because(first, step)}")
    for door in sorted(group, key=lambda door: door.id):
        if door.first:
            yield Line(f"{door.id} in force from {fact('on').words(door.first)}")
    if reach := _reach_of(finding, first):
        yield Line(reach)
    if first.confidence == "doubtful":
        yield Line("this reading is doubtful")


def alike(some: Iterable[Door]) -> list[list[Door]]:
    """Doors that say the same, or the same and more, are one: the shortest text leads."""
    groups: list[list[Door]] = []
    for door in sorted(some, key=lambda door: (len(door.text), door.id)):
        for group in groups:
            if door.text.startswith(group[0].text) and _as(door) == _as(group[0]):
                group.append(door)
                break
        else:
            groups.append([door])
    order = {id(door): place for place, door in enumerate(some)}
    return sorted(groups, key=lambda group: min(order[id(door)] for door in group))


def _as(door: Door) -> tuple:
    doubtful = door.confidence == "doubtful"
    because = tuple(map(id, door.because))  # a finding puts each test once
    return door.granted_by, door.state, because, door.last, doubtful


def ids(group: Iterable[Door]) -> str:
    """The ids of doors that say the same, in order."""
    return ", ".join(sorted(dict.fromkeys(door.id for door in group)))


def state(door: Door) -> str:
    """The state of a door in words, with the day of it."""
    if door.last:
        return f"{STATES[door.state]} after {fact('on').words(door.last)}"
    if door.is_presumed:
        return f"{STATES[door.state]}, as nobody says otherwise"
    return STATES[door.state]


def _because(door: Door, step: Step) -> str:
    goes_without_saying = door.state == "open" or fact(step.test.fact).type == "yes/no"
    return step.told if goes_without_saying else f"{step.told}; it asks for {step.asked}"


def _reach_of(finding: Finding, door: Door) -> str:
    """What a door lifts, if it is the paragraph of a resolution that lifts some measures only."""
    if not finding.law.has(door.id):
        return ""
    lifts = finding.law.measure(door.id).lifts
    return _reach(finding, lifts) if lifts and lifts != ("all",) else ""


def _reach(finding: Finding, lifts: Iterable[str]) -> str:
    law = finding.law
    if tuple(lifts) == ("all",):
        return "lifts whatever can be lifted, and what prohibits here cannot"
    named = [f"{id_} {law.measure(id_).title}" if law.has(id_) else id_ for id_ in lifts]
    return f"lifts {'; '.join(named)}, with what extends it, and nothing else"


def ways_out(finding: Finding) -> list[Line]:
    """In a line each: what would have made a prohibited case lawful as a whole."""
    shown = tested(finding.grounds)
    if finding.verdict is not Verdict.PROHIBITED or not shown:
        return []
    common = shared(finding, shown) if len(shown) > 1 else finding.doors_of(shown[0])
    there = [door for door in common if door.state != "not yet"]
    if not there:
        return [Line("no way out that was in force leads out of all of this")]
    alike_: dict[tuple, list[Door]] = {}
    for door in there:
        alike_.setdefault(_as(door), []).append(door)
    return [
        Line(f"{ids(group)}, by {group[0].granted_by}: {_in_short(group[0])}")
        for group in alike_.values()
    ]


def _in_short(door: Door) -> str:
    """The state of a door with its reason."""
    silences = [fact(step.test.fact).silence for step in door.because]
    if door.is_presumed and all(silences):
        return f"{STATES[door.state]}, as {' and '.join(silences)}"
    reasons = "; ".join(_because(door, step) for step in door.because)
    return f"{state(door)} ({reasons})" if reasons and not door.last else state(door)
