"""How the picture of an argument is drawn, on light paper and on dark.

Nothing rests on colour alone: a fact's edge is solid, dotted or dashed, an answer has its sign, a
door is drawn open or shut, and each is told in words beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..diagram import Box, Layout, Sign, Wire
from .canvas import Canvas, Place
from .looks import (
    DASHED,
    GREEN,
    INK,
    NAVY,
    PAPER,
    RULE,
    RUST,
    SHADE,
    SOFT,
    STATUS_COLOURS,
    Stroke,
)

DOTTED: Stroke = (0, (1, 2))

CORNER = 6  # the radius of the corners of most boxes

Edges = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Palette:
    """The colours of a picture on one kind of paper."""

    paper: str
    ink: str
    soft: str
    rule: str
    card: str
    head: str
    given: str
    open: str
    yes: str
    no: str
    verdicts: dict[str, tuple[str, str, str]]  # fill, edge, ink


LIGHT = Palette(
    paper=PAPER,
    ink=INK,
    soft=SOFT,
    rule=RULE,
    card="#FFFFFF",
    head=SHADE,
    given=NAVY,
    open="#8A5A00",
    yes=GREEN,
    no=RUST,
    verdicts={
        "prohibited": (STATUS_COLOURS["prohibited"], STATUS_COLOURS["prohibited"], "#FFFFFF"),
        "undetermined": (STATUS_COLOURS["conditional"], "#8A5A00", INK),
        "not prohibited": (SHADE, "#6B675E", INK),
    },
)
DARK = Palette(
    paper="#15181E",
    ink="#EDEAE3",
    soft="#B4B2AB",
    rule="#3B404A",
    card="#1E222A",
    head="#2A2F39",
    given="#9CC4EE",
    open="#F2BE4A",
    yes="#7CCBB2",
    no="#F0A060",
    verdicts={
        "prohibited": ("#A93426", "#E58373", "#FFFFFF"),
        "undetermined": ("#F2BE4A", "#F2BE4A", "#15181E"),
        "not prohibited": ("#353B46", "#B4B2AB", "#EDEAE3"),
    },
)
PALETTES = {"light": LIGHT, "dark": DARK}

# The strokes of a fact and of what leads from it: solid, dotted if presumed, dashed if not known.
FACT_STROKES = {"given": "-", "thing": "-", "code": "-", "presumed": DOTTED}
CARRIES = ("alone", "together")


def draw(canvas: Canvas, layout: Layout, palette: Palette) -> None:
    """Draw a layout: wires behind, then boxes, signs and text."""
    verdict = next(box.look for box in layout.boxes if box.node == "verdict")
    drawing = _Drawing(canvas, palette, verdict.partition(" ")[2])
    for wire in layout.wires:
        drawing.wire(wire)
    for box in layout.boxes:
        drawing.box(box)
    for sign in layout.signs:
        drawing.sign(sign)
    for text in layout.texts:
        colours = {"ink": palette.ink, "soft": palette.soft, "verdict": drawing.verdict[2]}
        colour = colours[text.tone]
        canvas.text(text.x, text.y, text.text, size=text.size, bold=text.bold, colour=colour)


class _Drawing:
    def __init__(self, canvas: Canvas, palette: Palette, verdict: str) -> None:
        self.canvas, self.palette = canvas, palette
        self.verdict = palette.verdicts[verdict]

    def stroke(self, state: str) -> Stroke:
        return FACT_STROKES.get(state, DASHED)

    # Wires

    def wire(self, wire: Wire) -> None:
        kind, _, state = wire.look.partition(" ")
        if kind == "leg":
            self.leg(wire, state)
            return
        palette = self.palette
        colour = {"no": palette.no, "unknown": palette.open, "none": palette.soft}.get(
            state, palette.given
        )
        start, end = wire.points
        self.canvas.curve(start, end, colour, 1.2, self.stroke(kind))

    def leg(self, wire: Wire, state: str) -> None:
        """A beam if it carries, a dashed line if it might, a stump with its end if it does not."""
        xs, ys = zip(*wire.points, strict=True)
        fill, edge, _ = self.verdict
        if state in CARRIES:
            self.canvas.line(xs, ys, fill, 11 if self.canvas.wide else 6, "-", z=0.8)
        elif state == "might":
            self.canvas.line(xs, ys, edge, 4, (0, (2, 1)), z=0.8)
        elif state == "presumed":
            self.canvas.line(xs, ys, self.palette.soft, 3, DOTTED, z=0.8)
        else:
            self.canvas.line(xs, ys, self.palette.soft, 4, "-", z=0.8)
            self.stump(wire.points)

    def stump(self, points: Sequence[Place]) -> None:
        """The end of a leg that does not reach the verdict."""
        (_, y0), (x, y) = points[-2:]
        # Across the leg: upright where it comes level, level where it comes from above.
        if y0 == y:
            self.canvas.line([x, x], [y - 9, y + 9], self.palette.soft, 3)
        else:
            self.canvas.line([x - 6, x + 6], [y, y], self.palette.soft, 3)

    # Boxes

    def box(self, box: Box) -> None:
        kind, _, state = box.look.partition(" ")
        place = (box.left, box.top, box.right, box.bottom)
        palette = self.palette
        if kind == "source":
            self.canvas.box(*place, palette.head, radius=CORNER)
        elif kind == "claim":
            self.canvas.box(*place, palette.card, palette.rule, radius=CORNER)
            self.canvas.box(box.left, box.top + 5, box.left + 3, box.bottom - 5, palette.given, z=2)
        elif kind == "fact":
            self.fact(place, state)
        elif kind == "paragraph":
            self.paragraph(place, state)
        elif kind == "presumed":
            self.canvas.box(*place, palette.paper, palette.soft, 1.6, style=DOTTED, radius=CORNER)
        elif kind == "verdict":
            fill, edge, _ = self.verdict
            self.canvas.box(*place, fill, edge, 2, radius=10)
        elif kind == "aside":
            self.canvas.box(*place, palette.head, radius=12)

    def fact(self, place: Edges, state: str, radius: float = 12) -> None:
        colour = self.palette.open if state in ("unknown", "several") else self.palette.given
        if state == "presumed":
            colour = self.palette.soft
        style = self.stroke(state)
        self.canvas.box(*place, self.palette.card, colour, 1.6, style=style, radius=radius)

    def paragraph(self, place: Edges, state: str) -> None:
        fill, edge, _ = self.verdict
        colour = {"might": edge, **dict.fromkeys(CARRIES, fill)}.get(state, self.palette.soft)
        style = DASHED if state == "might" else "-"
        self.canvas.box(*place, self.palette.card, colour, 1.8, style=style, radius=CORNER)

    # Signs

    def sign(self, sign: Sign) -> None:
        kind, _, state = sign.look.partition(" ")
        draw_sign = getattr(self, f"{kind}_sign")
        draw_sign(sign.x, sign.y, state)

    def answer_sign(self, x: float, y: float, state: str) -> None:
        palette = self.palette
        if state == "yes":
            self.canvas.line([x - 5, x - 1.5, x + 6], [y, y + 4.5, y - 5], palette.yes, 2.4, z=3)
        elif state == "no":
            self.canvas.line([x - 5, x + 5], [y - 5, y + 5], palette.no, 2.4, z=3)
            self.canvas.line([x - 5, x + 5], [y + 5, y - 5], palette.no, 2.4, z=3)
        elif state == "none":
            self.canvas.line([x - 5, x + 5], [y, y], palette.soft, 2.4, z=3)
        else:
            self.canvas.text(x, y, "?", size=12, bold=True, colour=palette.open, ha="center")

    def door_sign(self, x: float, y: float, state: str) -> None:
        """A door in its frame: swung open, ajar, or shut; walled up if its time is over.

        Where nothing but a presumption keeps it shut, it is dotted. One that is not there yet has
        no leaf.
        """
        canvas, ink, palette = self.canvas, self.palette.ink, self.palette
        left, top, right, bottom = x - 9, y - 14, x + 9, y + 14
        frame = [(left, top), (right, top), (right, bottom), (left, bottom)]
        if state == "presumed":
            canvas.shape(frame, palette.head, ink, 1.8, DOTTED, z=2)
        else:
            canvas.shape(frame, palette.soft if state == "shut" else palette.paper, ink, 1.4, z=2)
        if state in ("shut", "presumed"):
            canvas.box(right - 6, y - 2, right - 3, y + 2, ink, z=3)
        elif state in ("open", "could open"):
            self.leaf(left, right, top, bottom, state)
        elif state == "ended":
            for height in (top + 7, y, bottom - 7):
                canvas.line([left, right], [height, height], palette.soft, 1.4, z=3)
            for height, place in ((top + 3.5, x), (y - 3.5, x - 4), (y + 3.5, x + 4)):
                around = [height - 3.5, height + 3.5]
                canvas.line([place, place], around, palette.soft, 1.4, z=3)

    def leaf(self, left: float, right: float, top: float, bottom: float, state: str) -> None:
        """The leaf of a door that stands open, swung out, or of one that could, ajar."""
        if state == "open":
            swung = [(left, top), (left - 6, top + 4), (left - 6, bottom + 4), (left, bottom)]
            self.canvas.shape(swung, self.palette.yes, self.palette.ink, 1.2)
            return
        edge = right - 7
        ajar = [(left, top), (edge, top + 4), (edge, bottom + 4), (left, bottom)]
        self.canvas.shape(ajar, self.palette.head, self.palette.open, 1.4, DASHED)

    def verdict_sign(self, x: float, y: float, state: str) -> None:
        """A bar across a disc, a question, or an empty ring."""
        ink = self.verdict[2]
        size = 34.0
        self.canvas.ring(x, y, size / 2, ink, 3)
        if state == "prohibited":
            self.canvas.line([x - 9, x + 9], [y, y], ink, 5, z=3)
        elif state == "undetermined":
            self.canvas.text(x, y, "?", size=15, bold=True, colour=ink, ha="center")

    def fact_sign(self, x: float, y: float, state: str) -> None:
        """A fact in small, for the legend."""
        self.fact((x - 11, y - 8, x + 11, y + 8), state, radius=5)

    def aside_sign(self, x: float, y: float, state: str) -> None:
        self.canvas.box(x - 10, y - 7, x + 10, y + 7, self.palette.head, radius=7)
