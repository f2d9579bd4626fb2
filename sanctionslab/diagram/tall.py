"""The layout on a phone: the verdict on top, then paragraphs, facts, claims and who makes them."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from .blocks import CardBox, lines_of, write_legend
from .places import CARRYING, PAD, STEP, Box, Layout, Sign, Text, TextLine, Wire, height_of, set_in

if TYPE_CHECKING:
    from .graph import Diagram, Node

WIDTH = 420.0
LEFT, RIGHT = 14.0, 406.0
LANE = 16.0  # from one leg to the next
HEADINGS = {
    "fact": "The facts that they ask about",
    "claim": "The claims behind the facts",
    "source": "Who says it",
    "aside": "Makes no difference",
}


def tall_layout(diagram: Diagram) -> Layout:
    """Where everything stands on a page of 420 units, which a phone shows in full."""
    return _Tall(diagram).layout


class _Tall:
    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.layout = Layout(WIDTH)
        self.y = 30.0
        self.head()
        verdict = self.stand_verdict()
        self.stand_paragraphs(verdict)
        for kind in HEADINGS:
            self.stand(kind)
        self.layout.height = write_legend(self.layout, diagram, LEFT, self.y + 22, RIGHT) + 8

    def head(self) -> None:
        headline = set_in(self.diagram.headline, RIGHT - LEFT, size=15, bold=True)
        for line in headline:
            self.layout.lines("", LEFT, self.y, [line])
            self.y += 24
        title = set_in(self.diagram.title, RIGHT - LEFT, tone="soft")
        self.y = self.layout.lines("", LEFT, self.y, title) + 2

    def stand_verdict(self) -> Box:
        node = self.diagram["verdict"]
        left = LEFT + 56
        lines = [
            *set_in(node.label, RIGHT - left - PAD, size=13, bold=True, tone="verdict"),
            *set_in(node.text, RIGHT - left - PAD, tone="verdict"),
        ]
        height = max(height_of(lines), 56)
        place = (node.id, LEFT, self.y, RIGHT, self.y + height, f"verdict {node.state}")
        box = self.layout.box(*place)
        self.layout.signs.append(
            Sign(node.id, LEFT + 28, box.middle, f"verdict {node.state}"),
        )
        first = box.middle - STEP * (len(lines) - 1) / 2
        self.layout.lines(node.id, left, first, lines)
        self.y = box.bottom + 18
        return box

    def stand_paragraphs(self, verdict: Box) -> None:
        """The cards, each with its own lane for its leg up to the verdict."""
        legs = [edge for edge in self.diagram.edges if edge.end == "verdict"]
        left = LEFT + LANE * len(legs) + 6
        for place, edge in enumerate(legs):
            node = self.diagram[edge.start]
            box = self.stand_carrier(node, left)
            # The nearest card has the innermost lane, so that no leg crosses another.
            lane = LEFT + LANE * (len(legs) - place) - LANE / 2
            # A long card has its leg near its head.
            middle = min(box.middle, box.top + 24)
            up = [(left, middle), (lane, middle), (lane, verdict.bottom)]
            if edge.state not in CARRYING:
                # It ends on its way up: it does not carry.
                up = [(left, middle), (lane, middle), (lane, middle - 16)]
            self.layout.wires.append(
                Wire(edge.start, edge.end, tuple(up), f"leg {edge.state}"),
            )

    def stand_carrier(self, node: Node, left: float) -> Box:
        if node.kind == "paragraph":
            card = CardBox(self.diagram, node, RIGHT - left)
            card.stand(self.layout, left, self.y)
            self.y += card.height + 14
            return self.layout.box_of(node.id)
        lines = lines_of(node, RIGHT - left)
        return self.stand_lines(node, lines, left, "presumed")

    def stand_lines(self, node: Node, lines: list[TextLine], left: float, look: str) -> Box:
        box = self.layout.box(node.id, left, self.y, RIGHT, self.y + height_of(lines), look)
        self.layout.lines(node.id, left + PAD, self.y + PAD + 7, lines)
        self.y = box.bottom + 10
        return box

    def stand(self, kind: str) -> None:
        """All nodes of a kind under their heading; facts and sources two beside each other."""
        nodes = self.diagram.of_kind(kind)
        if not nodes:
            return
        self.y += 16
        self.layout.texts.append(Text("", LEFT, self.y, HEADINGS[kind], 12, True))
        self.y += 18
        if kind in ("fact", "source"):
            for pair in zip_longest(nodes[::2], nodes[1::2]):
                self.stand_beside([node for node in pair if node], kind)
            return
        for node in nodes:
            if kind == "aside":
                lines = set_in(f"{node.label}: {node.text}", RIGHT - LEFT - 2 * PAD, tone="soft")
                self.stand_lines(node, lines, LEFT, "aside")
                continue
            lines = self.told_lines(node, RIGHT - LEFT)
            self.stand_lines(node, lines, LEFT, f"{kind} {node.state}")

    def stand_beside(self, nodes: list[Node], kind: str) -> None:
        """One or two boxes side by side, of one height."""
        width = (RIGHT - LEFT - 10) / 2
        blocks = [self.told_lines(node, width) for node in nodes]
        height = max(height_of(lines) for lines in blocks)
        left = LEFT
        for node, lines in zip(nodes, blocks, strict=True):
            place = (node.id, left, self.y, left + width, self.y + height)
            self.layout.box(*place, f"{kind} {node.state}")
            self.layout.lines(node.id, left + PAD, self.y + PAD + 7, lines)
            left += width + 10
        self.y += height + 10

    def told_lines(self, node: Node, width: float) -> list[TextLine]:
        lines = lines_of(node, width, claim_lines=4)
        return lines + set_in(self.told(node), width - 2 * PAD, tone="soft", most=3)

    def told(self, node: Node) -> str:
        """In words what wires show on a page: on what a fact rests, who makes a claim."""
        behind = [
            self.diagram[edge.start].label for edge in self.diagram.edges if edge.end == node.id
        ]
        if node.kind == "fact" and behind:
            return f"rests on {', '.join(behind)}"
        return f"said by {', '.join(behind)}" if node.kind == "claim" else ""
