"""What a finding says of its doors: what each asks for, who grants it, and why it is shut or open.

Doors that say the same are told once: several paragraphs grant the same exemption, and one door
can lead out of several grounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..outline import Line, lines_of
from ..vocabulary import fact
from .parts import Door, Ground, Step, Verdict
from .sentence import tested

if TYPE_CHECKING:
    from .finding import Finding

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


class Told:
    """What has been said: whose word is behind a step, and what a door says, is said once."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._doors: set[tuple] = set()

    def tell_once(self, door: Door) -> bool:
        """Whether a door that says this is told for the first time. From now on it has been."""
        kind = *kind_of(door), _standing(door)
        is_new = kind not in self._doors
        self._doors.add(kind)
        return is_new

    def step(self, step: Step, words: str = "") -> Line:
        """A step as a line, with the claims behind it that have not been told."""
        new = [claim for claim in step.claims if claim.id not in self._ids]
        self._ids.update(claim.id for claim in new)
        return Line(words or step.words, lines_of(map(str, new)))


def shared(finding: Finding, grounds: list[Ground]) -> list[Door]:
    """The doors that several grounds have in common; of a single ground none."""
    if len(grounds) < 2:
        return []
    first, *others = (finding.doors_of(ground) for ground in grounds)
    kinds = [{kind_of(door) for door in doors_of_one} for doors_of_one in others]
    return [door for door in first if all(kind_of(door) in known for known in kinds)]


def kind_of(door: Door) -> tuple[str, str]:
    """What makes two doors of different grounds one to a reader."""
    return door.id, door.text


def tell_doors(finding: Finding, several: Iterable[Door], behind: Told) -> Iterator[Line]:
    """Doors as lines: what each asks for, who grants it, and what makes its state."""
    paragraph_of: dict[str, str] = {}  # the texts that have been told, each with its paragraph
    for group in alike(several):
        first = group[0]
        if not behind.tell_once(first):
            yield Line(f"{ids(group)}, {state(first)}: as above")
            continue
        # The same text, or more of it, in another state or for another reason: only that is told.
        again = next(
            (paragraph for text, paragraph in paragraph_of.items() if first.text.startswith(text)),
            "",
        )
        paragraph_of.setdefault(first.text, first.id)
        text = f"as under {again}" if again else first.text
        under = [] if again else [Line(f"granted by: {first.granted_by}")]
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


def alike(several: Iterable[Door]) -> list[list[Door]]:
    """Doors that say the same, or the same and more, are one: the shortest text leads."""
    groups: list[list[Door]] = []
    # The shortest text first, so that a longer one finds it there.
    for door in sorted(several, key=lambda door: (len(door.text), door.id)):
        for group in groups:
            if door.text.startswith(group[0].text) and _standing(door) == _standing(group[0]):
                group.append(door)
                break
        else:
            groups.append([door])
    # By identity: doors that are alike can be equal.
    order = {id(door): place for place, door in enumerate(several)}  # the nearest door comes first
    return sorted(groups, key=lambda group: min(order[id(door)] for door in group))


def _standing(door: Door) -> tuple:
    """How a door stands: who grants it, its state, what makes it so, and how sure that is."""
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
    return reach(finding, lifts) if lifts and lifts != ("all",) else ""


def reach(finding: Finding, lifts: Iterable[str]) -> str:
    """What paragraphs with this in `lifts` lift, as a part of a sentence."""
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
    in_force = [door for door in common if door.state != "not yet"]
    if not in_force:
        return [Line("no way out that was in force leads out of all of this")]
    # Here the texts are left out: doors that stand alike are one line, whatever they say.
    groups: dict[tuple, list[Door]] = {}
    for door in in_force:
        groups.setdefault(_standing(door), []).append(door)
    return [
        Line(f"{ids(group)}, by {group[0].granted_by}: {_in_short(group[0])}")
        for group in groups.values()
    ]


def _in_short(door: Door) -> str:
    """The state of a door with its reason."""
    silences = [fact(step.test.fact).silence for step in door.because]
    if door.is_presumed and all(silences):
        return f"{STATES[door.state]}, as {' and '.join(silences)}"
    reasons = "; ".join(_because(door, step) for step in door.because)
    return f"{state(door)} ({reasons})" if reasons and not door.last else state(door)
