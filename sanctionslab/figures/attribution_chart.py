"""The picture of the attribution: sides on the left, relays in the middle, what is read right."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ..cases import Chain
from .attribution_chains import Frame
from .canvas import HEIGHT, Canvas
from .lettering import text_width, wrap
from .looks import INK, PAPER, SHADE, SOFT, STROKES, Swatch

TOP = 92
SPEAKER, RELAY, END = 404, 620, 1004  # left edges of the three kinds of node
SPEAKER_ROOM, END_ROOM = 150, 250


class Stop(NamedTuple):
    kind: str  # "speaker", "relay" or "end"
    key: str


class Side:
    """What one side says: its head, and its statements with whether they rest on it alone."""

    def __init__(self, frame: Frame, camp: str) -> None:
        self.head = wrap(camp[0].upper() + camp[1:], 330, 12, True)
        self.entries = [
            (wrap(statement, 318), statement in frame.alone[camp])
            for statement in frame.camps[camp]
        ]
        self.speakers = frame.speakers(camp)

    @cached_property
    def height(self) -> float:
        entries = sum(18 * len(lines) + 5 for lines, _ in self.entries)
        # Speakers are spread over the block, and may need more room than what they say.
        return max(22 + 19 * len(self.head) + entries, 76 * len(self.speakers))


@dataclass
class Chart:
    """Where everything stands."""

    frame: Frame

    def __post_init__(self) -> None:
        frame = self.frame
        self.blocks = [Side(frame, camp) for camp in frame.camps]
        # Articles come before other pages.
        self.ends = sorted(
            {chain[-1] for chain in frame.chains if len(chain) > 1},
            key=lambda key: (key not in frame.articles, key),
        )
        blocks = sum(block.height for block in self.blocks)
        end_step = 14 + 18 * max((self.line_count(key, END_ROOM) for key in self.ends), default=1)
        self.height = int(
            max(
                HEIGHT,
                TOP + 24 + blocks + 16 * len(self.blocks),
                TOP + 24 + end_step * len(self.ends),
            )
        )
        self.bottom = self.height - 24
        self.spare = (self.bottom - TOP - blocks) / len(self.blocks)
        # How far along its chains a relay stands at most.
        self.depths: dict[str, int] = {}
        for chain in frame.chains:
            for depth, key in enumerate(chain[1:-1]):
                self.depths[key] = max(self.depths.get(key, 0), depth)
        levels = sorted(set(self.depths.values()))
        self.relay_step = min(160, (END - 24 - RELAY) / max(len(levels), 1))
        self.places: dict[Stop, float] = {}
        # In this order: a relay stands half way between its speakers and its ends.
        self.place_speakers()
        self.place_ends(end_step)
        for depth in levels:
            self.place_relays([key for key in self.depths if self.depths[key] == depth])

    def line_count(self, key: str, room: float) -> int:
        return len(wrap(self.frame.names[key], room))

    def block_tops(self) -> Iterable[tuple[Side, float]]:
        y = TOP + self.spare / 2
        for block in self.blocks:
            yield block, y
            y += block.height + self.spare

    def place_speakers(self) -> None:
        """Spread the speakers of each side over the height of its block."""
        for block, top in self.block_tops():
            for number, key in enumerate(block.speakers):
                place = top + block.height * (number + 0.5) / len(block.speakers)
                self.places[Stop("speaker", key)] = place

    def place_ends(self, step: float) -> None:
        """Spread what we can read over the whole height, in the order of who is read there."""
        wanted = {
            key: mean(
                self.places[Stop("speaker", chain[0])]
                for chain in self.frame.chains
                if chain[-1] == key
            )
            for key in self.ends
        }
        for key, place in spread(wanted, step, TOP, self.bottom).items():
            self.places[Stop("end", key)] = place

    def place_relays(self, keys: list[str]) -> None:
        """Spread the relays of one depth, each about half way between the ends of its chains."""
        wanted = {
            key: mean(self.half_way(chain) for chain in self.frame.chains if key in chain[1:-1])
            for key in keys
        }
        lines = max(self.line_count(key, self.relay_step - 14) for key in keys)
        room = 10 + 18 * lines
        reach = max(wanted.values()) - min(wanted.values())
        # Around the middle of where they belong, and no further than the chart reaches.
        half = min(max(reach, max(room, 90) * len(keys)), self.bottom - TOP) / 2
        middle = min(max(mean(wanted.values()), TOP + half), self.bottom - half)
        for key, place in spread(wanted, room, middle - half, middle + half).items():
            self.places[Stop("relay", key)] = place

    def half_way(self, chain: Chain) -> float:
        speaker, end = Stop("speaker", chain[0]), Stop("end", chain[-1])
        return (self.places[speaker] + self.places[end]) / 2

    def left_of(self, node: Stop) -> float:
        if node.kind == "relay":
            return RELAY + self.depths[node.key] * self.relay_step
        return SPEAKER if node.kind == "speaker" else END

    def room_of(self, node: Stop) -> float:
        if node.kind == "relay":
            return self.relay_step - 14
        return SPEAKER_ROOM if node.kind == "speaker" else END_ROOM

    def is_article(self, node: Stop) -> bool:
        return node.kind == "end" and node.key in self.frame.articles


def mean(numbers: Iterable[float]) -> float:
    values = list(numbers)
    return sum(values) / len(values)


def spread(wanted: dict[str, float], room: float, top: float, bottom: float) -> dict[str, float]:
    """Heights in the order of the wanted ones, evenly spread over a stretch.

    Where it is too short for the room that each needs, they go beyond its end.

    >>> spread({"a": 9, "b": 1}, 10, 0, 40)
    {'b': 10.0, 'a': 30.0}
    """
    step = max((bottom - top) / max(len(wanted), 1), room)
    order = sorted(wanted, key=lambda key: wanted[key])
    return {key: top + (number + 0.5) * step for number, key in enumerate(order)}


def charted(headline: str, frame: Frame) -> Canvas:
    """A canvas as high as it must be, with the chart on it."""
    layout = Chart(frame)
    canvas = Canvas(headline, layout.height)
    draw(canvas, layout)
    return canvas


def draw(canvas: Canvas, layout: Chart) -> None:
    for number, (block, top) in enumerate(layout.block_tops()):
        colour, _ = STROKES[number % len(STROKES)]
        draw_block(canvas, block, top, colour)
    rights = {node: draw_node(canvas, layout, node) for node in layout.places}
    draw_chains(canvas, layout, rights)
    canvas.key(
        [
            (Swatch(SOFT, SOFT), "rests on this word alone"),
            (Swatch(PAPER, SOFT), "borne out by others"),
        ]
    )
    explained = "from first speaker to what we can read; thicker: more statements"
    canvas.text(1256, 66, explained, colour=SOFT, ha="right")


def draw_block(canvas: Canvas, block: Side, top: float, colour: str) -> None:
    canvas.box(24, top, 388, top + block.height, SHADE)
    canvas.box(24, top, 30, top + block.height, colour)
    y = canvas.lines(42, top + 18, block.head, 19, bold=True, size=12, colour=colour) + 4
    for lines, alone in block.entries:
        canvas.box(43, y - 5, 53, y + 5, colour if alone else SHADE, colour, 1.4)
        y = canvas.lines(62, y, lines) + 5


def draw_node(canvas: Canvas, layout: Chart, node: Stop) -> float:
    """Write a name, an article's in a box. Returns where it ends on the right."""
    article = layout.is_article(node)
    left, y = layout.left_of(node), layout.places[node]
    lines = wrap(layout.frame.names[node.key], layout.room_of(node), bold=article)
    right = left + max(text_width(line, bold=article) for line in lines)
    if article:
        right += 8
        canvas.box(left - 8, y - 15, right, y + 15, PAPER, INK, 1.6, z=2)
    top = y - 9 * (len(lines) - 1)
    canvas.lines(left, top, lines, bold=article, plate=node.kind == "relay")
    return right


def draw_chains(canvas: Canvas, layout: Chart, rights: dict[Stop, float]) -> None:
    """Curves from node to node, those of a side in its stroke, thicker for more statements."""
    camps = layout.frame.camps
    for number, chains_by_statement in enumerate(camps.values()):
        colour, style = STROKES[number % len(STROKES)]
        # The curves of several sides arrive beside each other.
        shift = (number - (len(camps) - 1) / 2) * 5
        for (start, end), statements in edges_of(chains_by_statement).items():
            gap = 10 if layout.is_article(end) else 6
            arrival = layout.places[end] + (shift if end.kind == "end" else 0)
            canvas.curve(
                (rights[start] + 6, layout.places[start]),
                (layout.left_of(end) - gap, arrival),
                colour,
                0.9 + 0.5 * len(statements),
                style,
            )


def edges_of(chains_by_statement: dict[str, list[Chain]]) -> dict[tuple[Stop, Stop], set[str]]:
    """The pairs of nodes that a side's chains join, each with the statements that pass there."""
    edges: dict[tuple[Stop, Stop], set[str]] = {}
    for statement, carriers in chains_by_statement.items():
        for chain in carriers:
            if len(chain) == 1:  # read where it was said
                continue
            speaker, *relays, end = chain
            nodes = [
                Stop("speaker", speaker),
                *(Stop("relay", key) for key in relays),
                Stop("end", end),
            ]
            for edge in pairwise(nodes):
                edges.setdefault(edge, set()).add(statement)
    return edges
