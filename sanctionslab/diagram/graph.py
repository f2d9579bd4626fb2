"""The argument of a finding as a graph: what its nodes and edges are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .places import Layout
from .tall import tall_layout
from .wide import wide_layout

# What stands in a picture, from those who speak to the verdict, with the states that it can have.
# A test and a door stand in a paragraph.
STATES = {
    "source": ("given",),
    "claim": ("given",),
    "fact": ("given", "several", "thing", "code", "presumed", "unknown"),
    "paragraph": ("alone", "together", "might", "lifted", "misses", "later", "ended", "none"),
    "test": ("yes", "no", "unknown", "none"),
    "door": ("open", "could open", "presumed", "shut", "ended", "not yet"),
    "presumed": ("presumed",),
    "verdict": ("prohibited", "undetermined", "not prohibited"),
    "aside": ("immaterial",),
}
KINDS = tuple(STATES)


@dataclass(frozen=True)
class Node:
    """One thing in the argument.

    `id` is the kind and a key, as "claim:KH-25"; `key` is what the rest of the kit calls it: the
    key of a source, the id of a row, the name of a fact, the id of a measure. `label` says what it
    is and `text` what it says, both short; `state` is one of STATES for its kind, and `said` tells
    it in words. `full` is the whole of what `text` shortens. A test and a door have the `parent` in
    which they stand; `keys` are the measures that a paragraph stands for, several if they are
    folded, or the paragraphs of a door.
    """

    id: str
    kind: str
    key: str
    label: str
    text: str
    state: str
    said: str = ""
    full: str = ""
    parent: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edge:
    """One step from a node to another, and how it fares.

    `state` is that of what it carries: of a fact "given", "presumed", "unknown" and so on, of a
    paragraph what it does to the verdict. `answer` is that of the test at which it ends.
    """

    start: str
    end: str
    state: str
    answer: str = ""


@dataclass(frozen=True)
class Diagram:
    """The argument of a finding as nodes and edges, with a place for each.

    `title` is the case, `headline` the verdict with what it stands on, `words` tell the picture,
    `legend` explains the signs that occur: (sign, words).
    `wide` and `tall` are where everything stands, on a page and on a phone.

    >>> from sanctionslab.diagram import diagram_of
    >>> diagram = diagram_of(classify(case("aurus-2024-02")))
    >>> [node.key for node in diagram.of_kind("paragraph")]
    ['2094:23', '2397:7']
    >>> sorted({edge.end for edge in diagram.edges if edge.start == "claim:KH-25"})
    ['fact:item']
    """

    title: str
    headline: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    words: str
    legend: tuple[tuple[str, str], ...]

    def of_kind(self, kind: str) -> list[Node]:
        """The nodes of one kind, in order."""
        return [node for node in self.nodes if node.kind == kind]

    def inside(self, parent: str, kind: str) -> list[Node]:
        """The tests or the doors of a paragraph, in order."""
        return [node for node in self.nodes if node.parent == parent and node.kind == kind]

    def __getitem__(self, id_: str) -> Node:
        return self._by_id[id_]

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def wide(self) -> Layout:
        """Where everything stands on a page: from the left to the right."""
        return wide_layout(self)

    @cached_property
    def tall(self) -> Layout:
        """Where everything stands on a phone: from the top to the bottom."""
        return tall_layout(self)

    def as_dict(self) -> dict[str, Any]:
        """Everything as lists, dictionaries, texts and numbers, as JSON has them.

        >>> from sanctionslab.diagram import diagram_of
        >>> whole = diagram_of(classify(case("aurus-2024-02"))).as_dict()
        >>> sorted(whole), sorted(whole["layouts"])
        (['edges', 'headline', 'layouts', 'legend', 'nodes', 'title', 'words'], ['tall', 'wide'])
        """
        return {
            "title": self.title,
            "headline": self.headline,
            "words": self.words,
            "nodes": [vars(node) | {"keys": list(node.keys)} for node in self.nodes],
            "edges": [dict(vars(edge)) for edge in self.edges],
            "legend": [list(entry) for entry in self.legend],
            "layouts": {"wide": self.wide.as_dict(), "tall": self.tall.as_dict()},
        }
