"""Near misses: measures that speak to the thing or the field of a case, and still are not met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..cases import Case
from ..law import NONE, Law, Measure, Position, Reading, Tests, union
from ..logic import UNKNOWN, Truth
from .doors import scope
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
    rulebook = law.rulebook
    # Only what somebody gave can be missed: what is presumed or open would be told elsewhere.
    may_fail = frozenset(case.given) - scope()
    of_its_kind = union(rulebook.about.get(name, NONE) for name in scope())
    nearly_met = reading.alive_but_for(may_fail) & rulebook.ever_in_force(day) & of_its_kind
    misses = []
    for ban in rulebook.bans_with(nearly_met & ~position.alive):
        # It is no miss: another clause of it is alive.
        if ban.clauses & position.alive:
            continue
        clauses = rulebook.members(nearly_met & ban.clauses)
        failed = next(_narrowly_failed((clause.tests for clause in clauses), steps), None)
        if failed is not None:
            misses.append((ban.measure, failed))
    return tuple(misses)


def _narrowly_failed(clauses: Iterable[Tests], steps_of: Steps) -> Iterator[tuple[Step, ...]]:
    """For each clause, of those that are nearly met, whose thing or field is met: what fails."""
    for tests in clauses:
        steps = steps_of.of(tests)
        failed = tuple(step for step in steps if step.truth is Truth.NO)
        of_its_kind = any(step.test.fact in scope() and step.truth is Truth.YES for step in steps)
        if of_its_kind and all(step.origin == "given" for step in failed):
            yield failed
