"""The argument of a scenario as a picture to be taken apart: with what is struck, and what fell.

The picture of a finding shows what is left of an argument. Whoever strikes a claim wants to see
what was: so what the original had stands there too, greyed, with the leg that broke.
"""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..cases import chains_of
from ..diagram import Diagram, Edge, Node, diagram_of
from ..vocabulary import fact, facts
from ..whatif import Scenario
from .controls import Control

STRUCK, FALLEN, NEW, CHANGED = "struck", "fallen", "new", "changed"


class Picture:
    """The pictures of one original, as its scenarios take it apart."""

    def __init__(self, original: Scenario) -> None:
        self.before = diagram_of(original.before)

    def of(self, scenario: Scenario, controls: Mapping[str, Control]) -> dict[str, Any]:
        """The picture of a scenario as the front end draws it.

        Beside the diagram it has `marks`, a word for each node that is struck, fallen, new or
        changed, and `acts`: for each node the controls that it moves, and whether a press flips
        the one.
        """
        now = self.before
        if scenario.changes:
            now = _WithWhatWas(self.before, diagram_of(scenario.finding), scenario).diagram
        return {
            **now.as_dict(),
            "marks": _marks(self.before, now, scenario),
            "acts": {node.id: act for node in now.nodes if (act := _act(now, node, controls))},
        }


def _act(diagram: Diagram, node: Node, controls: Mapping[str, Control]) -> dict[str, Any] | None:
    """Which controls a node moves. A source, a claim and a paragraph of one resolution flip."""
    names = [
        name for name in _moved(diagram, node) if name in controls and not controls[name].disabled
    ]
    flips = node.kind in ("source", "claim", "paragraph") and len(names) == 1
    return {"controls": names, "flips": flips} if names else None


def _moved(diagram: Diagram, node: Node) -> Iterable[str]:
    match node.kind:
        case "source" | "claim" | "fact":
            return [node.key]
        case "paragraph":
            return _resolutions(node)
        case "presumed":
            return node.keys
        case "aside":
            return [node.key] if node.key in facts() else _resolutions(node)
        case "door":
            starts = [edge.start for edge in diagram.edges if edge.end == node.id]
            return [start.removeprefix("fact:") for start in starts]
    return []


def _resolutions(node: Node) -> list[str]:
    return list(dict.fromkeys(key.partition(":")[0] for key in node.keys))


def _marks(before: Diagram, diagram: Diagram, scenario: Scenario) -> dict[str, str]:
    """A word for each node that is not as it was."""
    known = {node.id for node in before.nodes}
    marks = {}
    for node in diagram.nodes:
        if node.state in (STRUCK, FALLEN):
            marks[node.id] = node.state
        elif node.kind in ("fact", "aside") and node.key in scenario.facts:
            marks[node.id] = CHANGED
        elif node.kind == "paragraph" and node.keys and node.id not in known:
            marks[node.id] = NEW
    return marks


class _WithWhatWas:
    """The diagram of what is, with what was."""

    def __init__(self, before: Diagram, now: Diagram, scenario: Scenario) -> None:
        self.before, self.now, self.scenario = before, now, scenario
        self.nodes = {node.id: node for node in now.nodes}
        self.edges = list(now.edges)
        self.add_facts()
        self.add_witnesses()
        self.add_paragraphs()

    @property
    def diagram(self) -> Diagram:
        nodes, edges = tuple(self.nodes.values()), tuple(dict.fromkeys(self.edges))
        return replace(self.now, nodes=nodes, edges=edges, words=self.words)

    @property
    def words(self) -> str:
        """What is told of the picture, and what is struck and fallen."""
        sentences = [self.now.words]
        for state in (STRUCK, FALLEN):
            labels = [node.label for node in self.nodes.values() if node.state == state]
            if labels:
                sentences.append(f"{state.capitalize()}: {', '.join(labels)}.")
        return " ".join(sentences)

    def ghost(self, node: Node, state: str, said: str = "") -> None:
        self.nodes[node.id] = replace(node, state=state, said=said)

    # Facts

    def add_facts(self) -> None:
        """The facts that fell or were changed, where no paragraph asks about them any more."""
        for node in self.before.of_kind("fact"):
            if node.id in self.nodes:
                continue
            if node.key in self.scenario.facts:
                value = self.scenario.case.value(node.key)
                words = fact(node.key).words(value)
                self.nodes[node.id] = replace(node, text=words, full=words)
            elif self.has_fallen(node.key):
                self.ghost(node, FALLEN, "nobody believed says so")

    def has_fallen(self, name: str) -> bool:
        original, believed = self.scenario.original.given, self.scenario.believed.given
        return original.get(name) != believed.get(name)

    # Who speaks

    def add_witnesses(self) -> None:
        for kind, stands in (("claim", self.claim_stands), ("source", self.source_stands)):
            now = {node.id for node in self.now.of_kind(kind)}
            for node in (*self.now.of_kind(kind), *self.before.of_kind(kind)):
                if not stands(node.key):
                    # A source falls by nobody else's word: whoever does not believe it struck it.
                    is_struck = node.key in self.scenario.distrust or kind == "source"
                    self.ghost(node, STRUCK if is_struck else FALLEN, "not believed")
                elif node.id not in now:
                    self.ghost(node, FALLEN, "says nothing that is asked now")
        self.edges = [self.as_it_fares(edge) for edge in self.edges]
        standing = {(edge.start, edge.end) for edge in self.edges}
        for edge in self.before.edges:
            kinds = self.kind(edge.start), self.kind(edge.end)
            is_word = kinds in (("source", "claim"), ("claim", "fact"))
            if is_word and (edge.start, edge.end) not in standing:
                self.edges.append(replace(edge, state=FALLEN))

    def kind(self, id_: str) -> str:
        return self.nodes[id_].kind if id_ in self.nodes else ""

    def as_it_fares(self, edge: Edge) -> Edge:
        fell = {self.nodes[end].state for end in (edge.start, edge.end)} & {STRUCK, FALLEN}
        return replace(edge, state=FALLEN) if fell else edge

    def claim_stands(self, row: str) -> bool:
        if row in self.scenario.distrust:
            return False
        return row not in self.rows or any(map(self.chain_stands, chains_of(self.rows[row])))

    @functools.cached_property
    def rows(self) -> dict[str, str]:
        """The rows behind the original, which bring their chains along."""
        evidence = self.scenario.original.evidence.values()
        return {str(row): row for behind in evidence for row in behind.rows}

    def chain_stands(self, chain: tuple[str, ...]) -> bool:
        if self.scenario.trust_only:
            return chain[0] in self.scenario.trust_only
        return not {*chain} & {*self.scenario.distrust}

    def source_stands(self, key: str) -> bool:
        if self.scenario.trust_only:
            return key in self.scenario.trust_only
        return key not in self.scenario.distrust

    # Paragraphs

    def add_paragraphs(self) -> None:
        """The paragraphs that are not there any more, each with the leg that broke."""
        shown = {key for node in self.now.of_kind("paragraph") for key in node.keys}
        might = {key for node in self.now.of_kind("aside") for key in node.keys}
        legs = []
        for node in self.before.of_kind("paragraph"):
            if not node.keys or shown & {*node.keys}:
                continue
            becomes = "not sure to bar it now" if might & {*node.keys} else "does not bar it now"
            if {*node.keys, *_resolutions(node)} & {*self.scenario.without}:
                becomes = "switched off"
            self.ghost(node, FALLEN, becomes)
            legs.append(Edge(node.id, "verdict", FALLEN))
            self.edges += self.broken(node)
        # Legs stand from above: what is presumed beside the paragraphs stands lowest.
        last = [edge for edge in self.edges if edge.start == "presumed"]
        self.edges = [edge for edge in self.edges if edge not in last] + legs + last

    def broken(self, paragraph: Node) -> list[Edge]:
        """From the facts that fell or are changed to a paragraph that needed them."""
        tests = {node.id: node.key for node in self.before.inside(paragraph.id, "test")}
        return [
            Edge(f"fact:{name}", paragraph.id, FALLEN)
            for name in dict.fromkeys(tests.values())
            if f"fact:{name}" in self.nodes
            and (name in self.scenario.facts or self.has_fallen(name))
        ]
