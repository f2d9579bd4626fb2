"""What a finding says beside its grounds: what it hinges on, what came close, what is presumed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..outline import Line, Part, lines_of
from ..vocabulary import fact, in_order, labels
from .days import Stretch
from .parts import Hinge, Outcome, OutOfTime, Verdict
from .sentence import left_out

if TYPE_CHECKING:
    from .finding import Finding


def hinges(finding: Finding) -> Part:
    """The open questions with what each answer comes to."""
    heading = (
        "It hinges on" if len(finding.answers) < 2 else "It hinges on: ask the first one first"
    )
    return Part(heading, [_hinge(finding, hinge) for hinge in finding.answers])


def _hinge(finding: Finding, hinge: Hinge) -> Line:
    """A question with its answers; of several days, with what the days come to."""
    if hinge.fact == "on" and finding.by_day:
        lines = [_days_with(verdict, finding.by_day) for verdict in Verdict]
    else:
        lines = [f"{outcome.words}: {_comes_to(outcome)}" for outcome in hinge.outcomes]
    return Line(hinge.question, lines_of(line for line in lines if line))


def _comes_to(outcome: Outcome) -> str:
    if outcome.needs:
        return f"it still hinges on {labels(outcome.needs)}"
    return str(outcome.verdict)


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


def near_misses(finding: Finding) -> Part:
    """What speaks to the thing or the field, and by what the case misses it."""
    # Where something prohibits, what does not is of no interest.
    misses = () if finding.verdict is Verdict.PROHIBITED else finding.near_misses
    lines = [
        Line(f"{measure.id} {measure.title}", lines_of(step.words for step in failed))
        for measure, failed in misses
    ]
    return Part("Came close, but misses", lines)


def not_yet(finding: Finding) -> Part:
    """What comes into force later."""
    return Part("Not yet in force", [_out_of_time(one) for one in finding.not_yet])


def ended(finding: Finding) -> Part:
    """What had ended; of a case that is prohibited, nothing: what prohibits it came after."""
    past = () if finding.verdict is Verdict.PROHIBITED else finding.ended
    return Part("Had ended", [_out_of_time(one) for one in past])


def _out_of_time(one: OutOfTime) -> Line:
    sure = "prohibits" if one.is_sure else "might prohibit"
    told = f"{sure} the same {one.words}"
    if one.last:
        told = f"{'prohibited' if one.is_sure else 'might have prohibited'} the same {one.words}"
    by = f"; replaced by {', '.join(one.replaced_by)}" if one.replaced_by else ""
    return Line(f"{one.id} {one.title}", lines_of([f"{told}{by}"]))


def assumed(finding: Finding) -> Part:
    """What the verdict rests on because nobody has said otherwise."""
    lines = _values(finding, finding.assumed)
    if presumed := left_out(finding):
        lines.append(Line(f"{presumed[0].upper()}{presumed[1:]}."))
    return Part("Assumed, because nobody has said otherwise", lines)


def immaterial(finding: Finding) -> Part:
    """What is said and makes no difference."""
    given = finding.immaterial & finding.case.given.keys()
    return Part("Makes no difference here", _values(finding, given))


def _values(finding: Finding, names: Iterable[str]) -> list[Line]:
    value = finding.case.value
    return lines_of(f"{fact(n).label}: {fact(n).words(value(n))}" for n in in_order(set(names)))
