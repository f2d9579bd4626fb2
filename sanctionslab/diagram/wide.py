"""The layout on a page: who speaks on the left, then claims, facts, paragraphs, the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from .blocks import CardBox, lines_of, write_legend
from .places import (
    CARRYING,
    PAD,
    STEP,
    Box,
    Layout,
    Sign,
    Text,
    TextLine,
    Wire,
    height_of,
    mean,
    set_in,
    settled,
)

if TYPE_CHECKING:
    from .graph import Diagram, Edge, Node

WIDTH = 1280.0
LEFT, RIGHT = 24.0, 1256.0
TOP = 124.0

# The left and the right edge of each column, with its heading.
COLUMNS = {
    "source": (24.0, 174.0, "Who says it"),
    "claim": (206.0, 410.0, "What they claim"),
    "fact": (444.0, 658.0, "Facts"),
    "paragraph": (706.0, 1022.0, "Paragraphs: tests and doors"),
    "verdict": (1072.0, 1256.0, "Verdict"),
}
# Where nobody claims anything, the rest has their room.
WITHOUT_CLAIMS = {
    "fact": (24.0, 296.0, "Facts"),
    "paragraph": (380.0, 970.0, "Paragraphs: tests and doors"),
    "verdict": (1072.0, 1256.0, "Verdict"),
}
CLAIM_LINES = 3  # of a claim
MORE_CLAIM_LINES = (4, 5, 6)  # where there is room for them

# The verdict: a sign, and words below it.
HIGHEST = 560.0  # so that all legs are level
USUAL = 400.0  # where some legs have to come to it from further away
AROUND_WORDS = 90.0  # above and below its words at least: the sign, and an edge
BEYOND_LEGS = 60.0  # beyond the first and the last leg together
SIGN_TO_WORDS = 44.0  # from the middle of the sign to that of the first line
SIGN_RADIUS = 18.0

# The legs to it, of which some make a step.
EDGE = 16.0  # from the edge of the verdict to a leg, and from one leg to the next
STEP_APART = 10.0  # from the step of a leg to that of the next
STEPS_ROOM = 40.0  # of all steps beside each other
LEVEL = 1.0  # so far up or down a leg needs no step

FOOT = 26.0  # from what carries the verdict to what makes no difference
GAP = {"source": 14.0, "claim": 12.0, "fact": 12.0, "paragraph": 20.0}


def wide_layout(diagram: Diagram) -> Layout:
    """Where everything stands on a page of 1280 units."""
    return _Wide(diagram).layout


Blocks: TypeAlias = "dict[str, list[tuple[Node, list[TextLine]]]]"


class _Wide:
    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.layout = Layout(WIDTH)
        self.columns = COLUMNS if diagram.of_kind("claim") else WITHOUT_CLAIMS
        self.cards = [CardBox(diagram, node, self.width("paragraph")) for node in self.paragraphs]
        self.presumed = [
            (node, lines_of(node, self.width("paragraph"))) for node in diagram.of_kind("presumed")
        ]
        self.kinds: list[str] = [
            kind for kind in ("fact", "claim", "source") if kind in self.columns
        ]
        self.blocks: Blocks = {kind: self.lines(kind) for kind in self.kinds}
        self.bottom = TOP + max(self.room(kind) for kind in ("paragraph", *self.kinds))
        self.lengthen_claims()
        self.head()
        self.stand_paragraphs()
        for kind in self.kinds:
            self.stand(kind)
        self.stand_verdict()
        self.wire()
        self.foot()

    @property
    def paragraphs(self) -> list[Node]:
        return self.diagram.of_kind("paragraph")

    def width(self, kind: str) -> float:
        left, right, _ = self.columns[kind]
        return right - left

    def lines(self, kind: str, most: int = CLAIM_LINES) -> list[tuple[Node, list[TextLine]]]:
        width = self.width(kind)
        return [(node, lines_of(node, width, most)) for node in self.diagram.of_kind(kind)]

    def lengthen_claims(self) -> None:
        """Tell more of each claim where there is room for it."""
        if "claim" not in self.kinds:
            return
        for most in MORE_CLAIM_LINES:
            shorter = self.blocks["claim"]
            self.blocks["claim"] = self.lines("claim", most)
            if TOP + self.room("claim") > self.bottom:
                self.blocks["claim"] = shorter
                return

    def heights(self, kind: str) -> list[float]:
        if kind == "paragraph":
            presumed = [height_of(lines) for _, lines in self.presumed]
            return [card.height for card in self.cards] + presumed
        return [height_of(lines) for _, lines in self.blocks[kind]]

    def room(self, kind: str) -> float:
        heights = self.heights(kind)
        return sum(heights) + GAP[kind] * (len(heights) - 1)

    def head(self) -> None:
        self.layout.texts.append(Text("", LEFT, 34, self.diagram.headline, 18, True))
        title = set_in(self.diagram.title, RIGHT - LEFT, size=12, tone="soft", most=1)
        self.layout.lines("", LEFT, 64, title)
        for kind, (left, _, heading) in self.columns.items():
            if kind == "verdict" or self.heights(kind):
                self.layout.texts.append(Text("", left, TOP - 24, heading, tone="soft"))

    def stand_paragraphs(self) -> None:
        """The cards under each other, with what is presumed beside them at the end."""
        left, right, _ = self.columns["paragraph"]
        y = TOP + (self.bottom - TOP - self.room("paragraph")) / 2
        for card in self.cards:
            card.stand(self.layout, left, y)
            y += card.height + GAP["paragraph"]
        for node, lines in self.presumed:
            self.layout.box(node.id, left, y, right, y + height_of(lines), "presumed")
            self.layout.lines(node.id, left + PAD, y + PAD + 7, lines)

    def stand(self, kind: str) -> None:
        """A column of boxes, each as near as may be to what it leads to."""
        ends = {box.node: box.middle for box in self.layout.boxes}
        wanted = {
            node.id: mean([ends[edge.end] for edge in self.edges_from(node) if edge.end in ends])
            for node, _ in self.blocks[kind]
        }
        # In the order of what they lead to, so that few wires cross.
        blocks = sorted(self.blocks[kind], key=lambda block: wanted[block[0].id])
        left, right, _ = self.columns[kind]
        heights = [height_of(lines) for _, lines in blocks]
        places = [wanted[node.id] for node, _ in blocks]
        tops = settled(places, heights, GAP[kind], TOP, self.bottom)
        for (node, lines), top, height in zip(blocks, tops, heights, strict=True):
            self.layout.box(node.id, left, top, right, top + height, f"{kind} {node.state}")
            self.layout.lines(node.id, left + PAD, top + PAD + 7, lines)

    def edges_from(self, node: Node) -> list[Edge]:
        return [edge for edge in self.diagram.edges if edge.start == node.id]

    def stand_verdict(self) -> None:
        """The verdict, as high as what carries it."""
        left, right, _ = self.columns["verdict"]
        node = self.diagram["verdict"]
        room = right - left - 2 * PAD
        lines = [
            *set_in(node.label, room, size=13, bold=True, tone="verdict"),
            *set_in(node.text, room, tone="verdict"),
        ]
        words = STEP * len(lines)
        top, height = self.verdict_span(words + AROUND_WORDS)
        self.layout.box(node.id, left, top, right, top + height, f"verdict {node.state}")
        # Sign and words together have their middle in that of the box.
        sign = top + height / 2 - (words + SIGN_TO_WORDS) / 2 + SIGN_RADIUS
        self.layout.signs.append(Sign(node.id, (left + right) / 2, sign, f"verdict {node.state}"))
        self.layout.lines(node.id, left + PAD, sign + SIGN_TO_WORDS, lines)
        self.bottom = max(self.bottom, top + height)

    def verdict_span(self, least: float) -> tuple[float, float]:
        """The top of the verdict and its height, with its middle in that of what carries it."""
        carriers = [self.layout.box_of(edge.start).middle for edge in self.legs]
        first, last = carriers[0], carriers[-1]
        reach = last - first + BEYOND_LEGS
        height = max(least, reach if reach <= HIGHEST else USUAL)
        return max((first + last) / 2 - height / 2, TOP), height

    @property
    def legs(self) -> list[Edge]:
        return [edge for edge in self.diagram.edges if edge.end == "verdict"]

    def wire(self) -> None:
        boxes = {box.node: box for box in self.layout.boxes}
        self.layout.wires += _legs(self.legs, boxes)
        for edge in self.diagram.edges:
            if edge.end == "verdict":
                continue
            start, end = boxes[edge.start], boxes[edge.end]
            points = ((start.right, start.middle), (end.left, _entry(end)))
            look = f"{edge.state} {edge.answer}".strip()
            self.layout.wires.append(Wire(edge.start, edge.end, points, look, bent=True))

    def foot(self) -> None:
        """What makes no difference, grey and apart; the legend."""
        y = self.bottom + FOOT
        asides = self.diagram.of_kind("aside")
        if asides:
            self.layout.texts.append(Text("", LEFT, y + 8, "Makes no difference:", tone="soft"))
            y = self.stand_asides(asides, y) + 8
        self.layout.height = write_legend(self.layout, self.diagram, LEFT, y + 20, RIGHT) + 10

    def stand_asides(self, asides: Sequence[Node], top: float) -> float:
        start = LEFT + TextLine("Makes no difference:").width + 14
        x, y = start, top
        for node in asides:
            (line,) = set_in(f"{node.label}: {node.text}", RIGHT - start - 20, tone="soft", most=1)
            if x > start and x + line.width + 20 > RIGHT:
                x, y = start, y + 34
            self.layout.box(node.id, x, y - 5, x + line.width + 20, y + 21, "aside")
            self.layout.lines(node.id, x + 10, y + 8, [line])
            x += line.width + 32
        return y + 26


def _entry(box: Box) -> float:
    """The height at which an edge enters a box: of a test, at its first line."""
    return box.top + STEP / 2 if box.look.startswith(("test", "door")) else box.middle


def _legs(edges: Sequence[Edge], boxes: dict[str, Box]) -> Iterator[Wire]:
    """From each paragraph to the verdict: level where it can be, else by a step.

    Half the way only, if it does not carry.
    """
    verdict = boxes["verdict"]
    heights = [boxes[edge.start].middle for edge in edges]
    bounds = (verdict.top + EDGE, verdict.bottom - EDGE)
    arrivals = settled(heights, [0.0] * len(edges), EDGE, *bounds)
    nearer = _nearer(heights, arrivals)
    for edge, y, arrival, aside in zip(edges, heights, arrivals, nearer, strict=True):
        start = boxes[edge.start]
        half_way = (start.right + verdict.left) / 2
        points = [(start.right, y)]
        if edge.state not in CARRYING:
            points += [(half_way, y)]
        elif aside is None:
            points += [(verdict.left, y)]
        else:
            step = half_way + aside
            points += [(step, y), (step, arrival), (verdict.left, arrival)]
        yield Wire(edge.start, edge.end, tuple(points), f"leg {edge.state}")


def _nearer(heights: Sequence[float], arrivals: Sequence[float]) -> list[float | None]:
    """How much nearer to the verdict each leg makes its step; None for one that is level.

    The further a paragraph from the verdict, the nearer its step: so no leg crosses another.
    """
    steps = [arrival - height for height, arrival in zip(heights, arrivals, strict=True)]
    down = [leg for leg, step in enumerate(steps) if step > LEVEL]
    up = [leg for leg, step in enumerate(steps) if step < -LEVEL]
    most = max(len(down), len(up))
    apart = min(STEP_APART, STEPS_ROOM / max(most, 1))
    middle = apart * (most - 1) / 2  # of the steps, which is half the way to the verdict
    nearer: list[float | None] = [None] * len(steps)
    # Of the legs that go down the last one is nearest, of those that go up the first one.
    for nearest_first in (down[::-1], up):
        for rank, leg in enumerate(nearest_first):
            nearer[leg] = rank * apart - middle
    return nearer
