"""Where things stand in a picture: boxes, lines of text, signs and wires, in units of the picture.

What is drawn is these four and nothing else, so that every drawing of them looks alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .letters import text_width, wrap

SIZE = 11.0  # of ordinary text, in points
STEP = 18.0  # from line to line
PAD = 9.0  # from the edge of a box to its text

# What a paragraph does to the verdict where its leg reaches the verdict.
CARRYING = ("alone", "together", "might", "presumed")


@dataclass(frozen=True)
class Box:
    """A node's rectangle; `look` names how it is drawn."""

    node: str
    left: float
    top: float
    right: float
    bottom: float
    look: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Text:
    """A line of text, its capitals centred on a height. `tone` is "ink", "soft" or "verdict"."""

    node: str
    x: float
    y: float
    text: str
    size: float = SIZE
    bold: bool = False
    tone: str = "ink"


@dataclass(frozen=True)
class Sign:
    """A small sign with its middle at a place."""

    node: str
    x: float
    y: float
    look: str


@dataclass(frozen=True)
class Wire:
    """The line of an edge through places; `bent` if it leaves and arrives level, as a curve."""

    start: str
    end: str
    points: tuple[tuple[float, float], ...]
    look: str
    bent: bool = False


@dataclass
class Layout:
    """A picture's size and all that stands in it."""

    width: float
    height: float = 0.0
    boxes: list[Box] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Everything as JSON has it."""
        size = {"width": self.width, "height": self.height}
        parts = ("boxes", "texts", "signs", "wires")
        return size | {name: [vars(one) for one in getattr(self, name)] for name in parts}

    def box(self, *place: Any) -> Box:
        box = Box(*place)
        self.boxes.append(box)
        return box

    def box_of(self, node: str) -> Box:
        return next(box for box in self.boxes if box.node == node)

    def lines(self, node: str, x: float, y: float, lines: Sequence[TextLine]) -> float:
        """Write lines under each other, the first with its middle at a height. Returns the next."""
        for line in lines:
            self.texts.append(Text(node, x, y, line.text, line.size, line.bold, line.tone))
            y += STEP
        return y


class TextLine(NamedTuple):
    """A line of text that has no place yet."""

    text: str
    size: float = SIZE
    bold: bool = False
    tone: str = "ink"

    @property
    def width(self) -> float:
        return text_width(self.text, self.size, self.bold)


def set_in(
    text: str,
    width: float,
    *,
    size: float = SIZE,
    bold: bool = False,
    tone: str = "ink",
    most: int | None = None,
) -> list[TextLine]:
    """A text in lines that fit a width; no line for no text."""
    if not text:
        return []
    return [TextLine(line, size, bold, tone) for line in wrap(text, width, size, bold, most)]


def height_of(lines: Sequence[TextLine]) -> float:
    """The height of a box around lines."""
    return 2 * PAD + STEP * len(lines) - 4


def settled(
    wanted: Sequence[float], heights: Sequence[float], gap: float, top: float, bottom: float
) -> list[float]:
    """The upper edges of boxes under each other, each as near as may be to where it is wanted.

    Arguments: `wanted`, where the middle of each box is wanted, in order from above; `heights` of
    the boxes; the `gap` between them; the `top` above which and the `bottom` below which none goes.

    >>> settled([50, 50], [20, 20], 10, 0, 200)
    [25.0, 55.0]
    """
    # Without heights and gaps in between, the boxes must only keep their order: equal ones merge.
    before = [sum(heights[:place]) + gap * place for place in range(len(heights))]
    last = bottom - (sum(heights) + gap * (len(heights) - 1))
    # Isotonic regression, by pooling adjacent violators: whoever would stand above one before it
    # shares a pool with that one, and a pool stands at the mean of what is wanted in it.
    pools: list[list[float]] = []
    for middle, height, above in zip(wanted, heights, before, strict=True):
        edge = middle - height / 2 - above
        # Where there is too little room, all begin at the top, and the last goes below the bottom.
        pools.append([min(max(edge, top), max(last, top))])
        while len(pools) > 1 and mean(pools[-2]) >= mean(pools[-1]):
            lower = pools.pop()
            pools[-1] += lower
    edges = [mean(pool) for pool in pools for _ in pool]
    return [float(edge + above) for edge, above in zip(edges, before, strict=True)]


def mean(numbers: Sequence[float]) -> float:
    """The mean of some numbers; of none, 0."""
    return sum(numbers) / len(numbers) if numbers else 0.0
