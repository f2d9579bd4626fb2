"""The words of a picture of an argument: its headline, its legend, and what a listener hears."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..verdict import Finding, Verdict, end_of_data
from .graph import Node
from .wording import counted, listed

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# Signs, each with its words, in the order in which a legend tells them.
LEGEND = {
    "answer yes": "met",
    "answer no": "not met",
    "answer unknown": "open",
    "answer none": "nobody asks",
    "fact given": "somebody says so",
    "fact several": "known in part",
    "fact presumed": "presumed",
    "fact unknown": "not known",
    "door open": "door open",
    "door could open": "could open",
    "door presumed": "shut, as presumed",
    "door shut": "door shut",
    "door ended": "its time is over",
    "door not yet": "not there yet",
    "aside": "makes no difference",
}


# The state of a door, in words.
DOORS = {
    "open": "open",
    "could open": "could open",
    "presumed": "shut, as nobody says otherwise",
    "shut": "shut",
    "ended": "closed for good",
    "not yet": "not there yet",
}


def number(count: int) -> str:
    """A number in words, as far as it is short.

    >>> number(2), number(22)
    ('two', '22')
    """
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def headline(finding: Finding) -> str:
    """The verdict, and what it stands on."""
    if finding.verdict is Verdict.PROHIBITED:
        return _of_prohibited(finding)
    if finding.verdict is Verdict.UNDETERMINED:
        count = number(len(finding.possible))
        paragraphs = "paragraph" if len(finding.possible) == 1 else "paragraphs"
        questions = "question" if len(finding.hinges_on) == 1 else "questions"
        asked = f"{number(len(finding.hinges_on))} {questions} open"
        return f"Undetermined: {count} {paragraphs} might bar it, {asked}"
    if finding.lifted:
        return "Not prohibited: what would bar it is lifted"
    if finding.near_misses:
        return "Not prohibited: what came close misses"
    if finding.not_yet:
        return "Not prohibited: what speaks to it is not yet in force"
    if finding.ended:
        return "Not prohibited: what spoke to it is no longer in force"
    return "Not prohibited: no paragraph asks about this"


def _of_prohibited(finding: Finding) -> str:
    count = len(finding.grounds)
    if count == 1:
        return f"Prohibited by one paragraph, {finding.grounds[0].id}"
    if finding.grounds[0].needs:
        return f"Prohibited whatever the answer, by {number(count)} paragraphs together"
    return f"Prohibited by {number(count)} paragraphs, each alone enough"


def legend(nodes: Sequence[Node]) -> tuple[tuple[str, str], ...]:
    """The signs that occur, each with its words."""
    seen = {f"fact {node.state}" for node in nodes if node.kind == "fact"}
    seen |= {f"answer {node.state}" for node in nodes if node.kind == "test"}
    seen |= {f"door {node.state}" for node in nodes if node.kind == "door"}
    seen |= {"aside" for node in nodes if node.kind == "aside"}
    return tuple((sign, words) for sign, words in LEGEND.items() if sign in seen)


def words(finding: Finding, nodes: Sequence[Node]) -> str:
    """What the picture shows, for those who hear it."""
    kinds: dict[str, list[Node]] = {}
    for node in nodes:
        kinds.setdefault(node.kind, []).append(node)
    title = finding.case.title or finding.event
    parts = [
        f"Picture of an argument: {title.rstrip('.')}.",
        f"{headline(finding)}.",
        *_paragraphs(kinds.get("paragraph", [])),
        *_facts(kinds.get("fact", [])),
        *_witnesses(kinds.get("source", []), kinds.get("claim", [])),
        *_doors(kinds.get("door", [])),
        *_presumed(kinds),
        *_asides(kinds.get("aside", [])),
        *_open(finding),
        end_of_data(finding).strip(),
    ]
    return " ".join(part for part in parts if part)


def _open(finding: Finding) -> Iterable[str]:
    if finding.verdict is Verdict.UNDETERMINED:
        yield finding.sentence


def _paragraphs(nodes: Iterable[Node]) -> Iterable[str]:
    by_words: dict[str, list[str]] = {}
    for node in nodes:
        by_words.setdefault(node.said, []).append(node.label if node.keys else "")
    for does, labels in by_words.items():
        if any(labels):
            yield f"{does[0].upper()}{does[1:]}: {listed(labels, most=8)}."


def _facts(nodes: Sequence[Node]) -> Iterable[str]:
    values = [
        f"{node.label}: {node.text}" for node in nodes if node.state not in ("presumed", "unknown")
    ]
    if values:
        yield f"The facts they rest on: {'; '.join(values)}."
    unknown = [node.label for node in nodes if node.state == "unknown"]
    if unknown:
        yield f"Not known: {listed(unknown, most=20)}."


def _witnesses(sources: Sequence[Node], claims: Sequence[Node]) -> Iterable[str]:
    if sources:
        names = listed([node.label for node in sources], most=4)
        yield f"They rest on {counted(len(claims), 'claim')} by {names}."


def _doors(nodes: Sequence[Node]) -> Iterable[str]:
    by_state: dict[str, dict[str, None]] = {}
    for node in nodes:
        by_state.setdefault(node.state, {}).update(dict.fromkeys(node.keys))
    if by_state:
        states = [f"{DOORS[state]}: {listed(list(keys), 20)}" for state, keys in by_state.items()]
        yield f"The doors: {'; '.join(states)}."


def _presumed(kinds: dict[str, list[Node]]) -> Iterable[str]:
    facts = [node for node in kinds.get("fact", []) if node.state == "presumed"]
    values = [f"{node.label}: {node.text}" for node in facts]
    values += [node.text for node in kinds.get("presumed", [])]
    if values:
        yield f"Presumed: {'; '.join(values)}."


def _asides(nodes: Sequence[Node]) -> Iterable[str]:
    if nodes:
        values = [f"{node.label}: {node.text}" for node in nodes]
        yield f"Makes no difference: {'; '.join(values)}."
