"""The doors of a paragraph as they stand in a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..verdict import Door, Finding
from ..vocabulary import fact, in_order
from .wording import short_value

FEW = 2  # doors that a paragraph shows one by one though nothing rests on them
IDLE = "nobody says that one of them fits"


@dataclass(frozen=True)
class Doorway:
    """One door, or several that stand alike and that the same hold.

    `ids` are the paragraphs that grant it; `state` is that of a Door, or "presumed" if nothing but
    a presumption shuts it; `because` says in few words what makes it so, `facts` which facts do.
    """

    ids: tuple[str, ...]
    state: str
    who: str
    because: str
    full: str
    facts: tuple[str, ...]


def doorways(finding: Finding, measure: str) -> list[Doorway]:
    """The doors of a paragraph, those together that differ in nothing but who grants them."""
    alike: dict[tuple[str, str, str], list[Doorway]] = {}
    for doorway in _each(finding, measure):
        alike.setdefault((doorway.state, doorway.who, doorway.because), []).append(doorway)
    return _few([_together(group) for group in alike.values()], finding.assumed)


def _few(doors: list[Doorway], assumed: frozenset[str]) -> list[Doorway]:
    """Of many doors, those that only an idle presumption shuts are one."""
    # The verdict rests on none of the facts that shut these.
    idle = [door for door in doors if door.state == "presumed" and assumed.isdisjoint(door.facts)]
    if len(idle) <= FEW:
        return doors
    rest = replace(_together(idle), who="each under its own terms", because=IDLE)
    return [*(door for door in doors if door not in idle), rest]


def _each(finding: Finding, measure: str) -> Iterator[Doorway]:
    for door in finding.doors.get(measure, ()):
        yield Doorway(
            ids=(door.id,),
            state="presumed" if door.is_presumed else door.state,
            who=door.granted_by,
            because=_because(door),
            full=door.text,
            facts=tuple(step.test.fact for step in door.because),
        )


def _together(group: Sequence[Doorway]) -> Doorway:
    first = group[0]
    return Doorway(
        ids=tuple(dict.fromkeys(id_ for door in group for id_ in door.ids)),
        state=first.state,
        who=first.who,
        because=first.because,
        full=" ".join(dict.fromkeys(door.full for door in group)),
        facts=tuple(in_order({name for door in group for name in door.facts})),
    )


def _because(door: Door) -> str:
    """What makes the state of a door."""
    if door.last:
        return f"its last day was {fact('on').words(door.last)}"
    if door.first:
        return f"in force from {fact('on').words(door.first)}"
    if door.state == "could open":
        labels = dict.fromkeys(step.test.label for step in door.because)
        return f"waits for: {', '.join(labels)}"
    silences = [fact(step.test.fact).silence for step in door.because]
    if door.is_presumed and all(silences):
        return " and ".join(silences)
    reasons = [
        f"{step.test.label}: {short_value(step.test.fact, step.value)}" for step in door.because
    ]
    return "; ".join(reasons)
