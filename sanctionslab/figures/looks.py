"""Colours and signs, the same in every figure.

Nothing rests on colour alone: a degree of dispute has its own shape, a verdict its own letter,
a side its own stroke.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from ..verdict import Verdict

PAPER, INK, SOFT, RULE, SHADE = "#FCFBF8", "#1B1B1B", "#595959", "#D5D0C6", "#EFECE4"
NAVY, STEEL, RUST, GREY = "#17375E", "#8FB0D0", "#A34C00", "#C4C9D1"
AMBER, GREEN = "#F2BE4A", "#2E6E5E"
# Darker edges, so that pale fills stand out from the paper.
GREY_EDGE, AMBER_EDGE, SHADE_EDGE = "#7C828C", "#8A7434", "#A9A295"

# A name of matplotlib's, or an offset and the lengths of ink and gap.
Stroke: TypeAlias = Literal["-", "-."] | tuple[int, tuple[float, ...]]

DASHED: Stroke = (0, (3, 2))
LONG_DASHES: Stroke = (0, (4, 3))

NOT_COVERED, CONDITIONAL, CAPPED, PROHIBITED = "not covered", "conditional", "capped", "prohibited"

# The more is barred, the darker: it holds in greyscale too.
STATUS_COLOURS = {
    NOT_COVERED: SHADE,
    CONDITIONAL: AMBER,
    CAPPED: "#3F8FC4",
    PROHIBITED: "#7A1F12",
}

VERDICT_COLOURS = {
    Verdict.NOT_PROHIBITED: STATUS_COLOURS[NOT_COVERED],
    Verdict.UNDETERMINED: STATUS_COLOURS[CONDITIONAL],
    Verdict.PROHIBITED: STATUS_COLOURS[PROHIBITED],
}

VERDICT_LETTERS = {
    Verdict.PROHIBITED: "P",
    Verdict.UNDETERMINED: "U",
    Verdict.NOT_PROHIBITED: "N",
}

# A colour and a stroke for each side that speaks; they come round again after four.
STROKES: list[tuple[str, Stroke]] = [
    (NAVY, "-"),
    (RUST, (0, (5, 2))),
    (GREEN, (0, (1.5, 1.5))),
    (SOFT, "-."),
]


@dataclass(frozen=True)
class Look:
    """How one degree of dispute is drawn: a shape for a day, a fill for a span, and its words."""

    words: str
    marker: str
    face: str
    edge: str
    hatch: str = ""


class Swatch(NamedTuple):
    """A small square in a key."""

    fill: str
    edge: str


CONTESTED = {
    "both confirm": Look("both governments confirm", "o", NAVY, NAVY),
    "one confirms": Look("one of them confirms", "s", STEEL, NAVY),
    "alleged then admitted": Look("alleged, later admitted", "D", AMBER, INK),
    "alleged": Look("alleged by others", "^", PAPER, RUST),
    "denied": Look("alleged and denied", "X", RUST, RUST, "xxxx"),
}

# Degrees of dispute at which neither government has confirmed anything.
UNCONFIRMED = ("alleged", "denied")
