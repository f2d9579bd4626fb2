"""Openings: the exemptions that could lift some grounds, or do."""

from __future__ import annotations

from collections.abc import Iterable

from ..cases import Case
from ..law import NONE, Clauses, Exemption, Law
from ..logic import UNKNOWN, Truth, all_of, any_of
from .parts import Ground, Opening, Step
from .steps import Steps


def openings(
    case: Case, law: Law, steps: Steps, grounds: Iterable[Ground], are_met: bool
) -> tuple[Opening, ...]:
    """The exemptions of some grounds that are met, or that are not and still can be."""
    lifted: dict[Exemption, list[str]] = {}
    in_force, ways_out = clauses_in_force(case, law), law.rulebook.ways_out
    for ground in grounds:
        for exemption in law.exemptions(ground.measure):
            # A ground of another law may have exemptions that this one does not know.
            if in_force & ways_out.get(exemption, NONE):
                lifted.setdefault(exemption, []).append(ground.id)
    doors = []
    for exemption, ids in lifted.items():
        clauses = [steps.of(tests) for tests in exemption.when]
        truth = any_of(all_of(step.truth for step in clause) for clause in clauses)
        reachable = [clause for clause in clauses if _reachable(clause)]
        if (truth is Truth.YES) is are_met and reachable:
            doors.append(_opening(exemption, ids, reachable))
    return tuple(doors)


def granting(openings: Iterable[Opening]) -> tuple[str, ...]:
    """The ids of the paragraphs that grant some openings, each once."""
    return tuple(dict.fromkeys(opening.id for opening in openings))


def clauses_in_force(case: Case, law: Law) -> Clauses:
    """The clauses in force on some day that is possible."""
    day = case.value("on")
    return law.rulebook.clauses if day is UNKNOWN else law.rulebook.ever_in_force(day)


def _reachable(steps: tuple[Step, ...]) -> bool:
    """Whether nothing stands against a clause but what is only presumed."""
    # A presumption may turn out to be wrong.
    return all(step.truth is not Truth.NO or step.origin == "presumed" for step in steps)


def _opening(exemption: Exemption, lifts: list[str], reachable: list[tuple[Step, ...]]) -> Opening:
    needs = {step.test.fact for steps in reachable for step in steps if step.truth is not Truth.YES}
    return Opening(
        id=exemption.by,
        granted_by=exemption.granted_by,
        text=exemption.text,
        lifts=tuple(lifts),
        needs=frozenset(needs),
        confidence=exemption.confidence,
    )
