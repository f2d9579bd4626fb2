"""What a finding says beside its grounds: what it hinges on, what came close, what is presumed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..logic import Truth
from ..outline import Line, Part, lines_of
from ..vocabulary import fact, in_order, labels
from .days import Stretch
from .near_misses import Miss
from .parts import Hinge, Outcome, OutOfTime, Verdict
from .sentence import left_out, tested

if TYPE_CHECKING:
    from .finding import Finding

ASKED = 6  # questions that are told with their answers
OPEN = 4  # answers to one question that settle nothing
SHUT = ("shut", "ended")  # of a door
NEEDED = 5  # further questions that an answer leaves


def tell_hinges(finding: Finding) -> Part:
    """The open questions with what each answer comes to; of many, the last ones without."""
    heading = (
        "It hinges on" if len(finding.answers) < 2 else "It hinges on: ask the first one first"
    )
    lines = [_hinge(finding, hinge) for hinge in finding.answers[:ASKED]]
    lines += lines_of(hinge.question for hinge in finding.answers[ASKED:])
    return Part(heading, lines)


def _hinge(finding: Finding, hinge: Hinge) -> Line:
    """A question with its answers; of several days, with what the days come to."""
    if hinge.fact == "on" and finding.by_day:
        lines = [_days_with(verdict, finding.by_day) for verdict in Verdict]
        return Line(hinge.question, lines_of(line for line in lines if line))
    settling = [outcome for outcome in hinge.outcomes if not outcome.needs]
    still_open = hinge.leaves_open
    if len(still_open) > OPEN and not hinge.settles:
        return Line(hinge.question, lines_of(["no answer settles it by itself"]))
    # What settles the case is told whole, of what does not only the first answers.
    shown = (*settling, *still_open[:OPEN])
    lines = [f"{outcome.words}: {_comes_to(outcome)}" for outcome in shown]
    if len(still_open) > OPEN:
        lines.append("any other answer: it still hinges on other questions")
    return Line(hinge.question, lines_of(lines))


def _comes_to(outcome: Outcome) -> str:
    names = in_order(outcome.needs)
    if not names:
        return str(outcome.verdict)
    more = f" and {len(names) - NEEDED} more" if len(names) > NEEDED else ""
    return f"it still hinges on {labels(names[:NEEDED])}{more}"


def _days_with(verdict: Verdict, by_day: tuple[Stretch, ...]) -> str:
    """On which of the days that are possible, and on how many, the verdict is this one."""
    stretches = [stretch for stretch in by_day if stretch.verdict is verdict]
    if not stretches:
        return ""
    words = " and ".join(stretch.words for stretch in stretches)
    # Without an end they cannot be counted.
    if any(stretch.days is None for stretch in by_day):
        return f"{verdict}: {words}"
    return f"{verdict} on {_days_of(stretches):,} of {_days_of(by_day):,} days: {words}"


def _days_of(stretches: Iterable[Stretch]) -> int:
    """How many days some stretches have together; each has an end."""
    return sum(stretch.days or 0 for stretch in stretches)


def tell_near_misses(finding: Finding) -> Part:
    """What speaks to the thing or the field, and by what the case misses it."""
    lines = [
        Line(f"{measure.id} {measure.title}", lines_of(step.words for step in failed))
        for measure, failed in _misses(finding)
    ]
    return Part("Came close, but misses", lines)


def _misses(finding: Finding) -> tuple[Miss, ...]:
    """Near misses; where something prohibits, what does not is of no interest."""
    return () if finding.verdict is Verdict.PROHIBITED else finding.near_misses


def tell_not_yet(finding: Finding) -> Part:
    """What comes into force later."""
    return Part("Not yet in force", list(map(_out_of_time, finding.not_yet)))


def tell_ended(finding: Finding) -> Part:
    """What had ended; of a case that is prohibited, nothing: what prohibits it came after."""
    past = () if finding.verdict is Verdict.PROHIBITED else finding.ended
    return Part("Had ended", list(map(_out_of_time, past)))


def _out_of_time(measure: OutOfTime) -> Line:
    if measure.last:
        verb = "prohibited" if measure.is_sure else "might have prohibited"
    else:
        verb = "prohibits" if measure.is_sure else "might prohibit"
    by = f"; replaced by {', '.join(measure.replaced_by)}" if measure.replaced_by else ""
    words = f"{verb} the same {measure.words}{by}"
    return Line(f"{measure.id} {measure.title}", lines_of([words]))


def assumptions(finding: Finding) -> Part:
    """The facts that the verdict rests on because nobody has said otherwise."""
    heading = "Assumed, because nobody has said otherwise"
    return Part(heading, _values(finding, finding.assumed))


def tell_assumed(finding: Finding) -> Part:
    """What the verdict rests on so, and what the answers that bar it do."""
    heading, assumed = assumptions(finding)
    lines = list(assumed)
    if presumed := left_out(finding):
        lines.append(Line(f"{presumed[0].upper()}{presumed[1:]}."))
    if others := _behind_answers(finding):
        lines.append(Line("Answers that bar rest on these too:", _values(finding, others)))
    return Part(heading, lines)


def _behind_answers(finding: Finding) -> set[str]:
    """The presumed facts that shut the doors of what an answer might make prohibit."""
    if finding.verdict is not Verdict.UNDETERMINED:
        return set()
    doors = (door for ground in finding.possible for door in finding.doors_of(ground))
    shut = {step.test.fact for door in doors if door.is_presumed for step in door.because}
    return {name for name in shut - finding.assumed if not fact(name).particular}


def tell_immaterial(finding: Finding) -> Part:
    """What is said and makes no difference: also what a door asks for that is shut all the same."""
    grounds = tested(finding.grounds)
    shut = [door for one in grounds for door in finding.doors_of(one) if door.state in SHUT]
    doors_asking: dict[str, set[str]] = {}
    for door in shut:
        for step in door.steps:
            if step.truth is Truth.YES:
                doors_asking.setdefault(step.test.fact, set()).add(door.id)
    close = {step.test.fact for _, failed in _misses(finding) for step in failed}
    lines = []
    for name in in_order(finding.immaterial & finding.case.given.keys()):
        doors = ", ".join(sorted(doors_asking.get(name, ())))
        met = f"; as {doors} asks, which is shut all the same" if doors else ""
        alone = "; not by itself: see what came close" if name in close else ""
        lines.append(f"{_value(finding, name)}{met}{alone}")
    return Part("Makes no difference here", lines_of(lines))


def _values(finding: Finding, names: Iterable[str]) -> list[Line]:
    return lines_of(_value(finding, name) for name in in_order(set(names)))


def _value(finding: Finding, name: str) -> str:
    return f"{fact(name).label}: {fact(name).words(finding.case.value(name))}"
