"""Near misses: measures that speak to the thing or the field of a case, and still are not met."""

from __future__ import annotations

from collections.abc import Iterator

from ..cases import Case
from ..law import Law, Measure, Position, Reading
from ..logic import UNKNOWN, Truth
from .doors import SCOPE
from .parts import Step
from .steps import Steps

Miss = tuple[Measure, tuple[Step, ...]]


def near_misses(
    case: Case, law: Law, steps: Steps, reading: Reading, position: Position
) -> tuple[Miss, ...]:
    """Measures in force that a case misses only by what was done, which way, or a limit."""
    day = case.value("on")
    if day is UNKNOWN:
        return ()
    in_force = law.rulebook.ever_in_force(day)
    may_fail = frozenset(case.given) - SCOPE
    nearly_met = reading.alive_but_for(may_fail) & in_force & ~position.alive
    misses = []
    for ban in law.rulebook.bans:
        if ban.clauses & nearly_met and not ban.clauses & position.alive:
            failed = next(_narrowly_failed(ban.measure, steps), None)
            if failed is not None:
                misses.append((ban.measure, failed))
    return tuple(misses)


def _narrowly_failed(measure: Measure, steps_of: Steps) -> Iterator[tuple[Step, ...]]:
    """For each clause of a measure that the case just misses, the steps that fail."""
    for tests in measure.when:
        steps = steps_of.of(tests)
        failed = tuple(step for step in steps if step.truth is Truth.NO)
        of_its_kind = any(s.test.fact in SCOPE and s.truth is Truth.YES for s in steps)
        if of_its_kind and all(
            step.test.fact not in SCOPE and step.origin == "given" for step in failed
        ):
            yield failed
