"""What every figure is drawn on: a canvas in the pixels of a slide."""

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from .lettering import DPI, SIZE, font, text_width
from .looks import INK, PAPER, RULE, Look, Stroke, Swatch

WIDTH, HEIGHT = 1280, 720  # in units of the canvas

Place = tuple[float, float]  # x and y


class Canvas:
    """1280 units wide, 720 high, or as given, with y downwards, under a headline if there is one.

    What stands in front of what goes by `z`: rules 0.5, boxes 1, plates 2.5, signs 3, text 5.
    """

    def __init__(
        self,
        headline: str = "",
        height: float = HEIGHT,
        width: float = WIDTH,
        *,
        paper: str = PAPER,
        edge: str = RULE,
    ) -> None:
        self.height, self.wide = height, width >= WIDTH
        self.figure = Drawing(
            figsize=(width / 100, height / 100),
            dpi=DPI,
            facecolor=paper,
            edgecolor=edge,
            linewidth=2,
        )
        # Not by pyplot, which keeps every figure and may ask for a window.
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, width), ylim=(height, 0))
        self.axes.set_axis_off()
        if headline:
            self.text(24, 34, headline, size=18, bold=True)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = SIZE,
        bold: bool = False,
        colour: str = INK,
        ha: str = "left",
        plate: bool = False,
    ) -> None:
        """Write a line, its capitals centred on a height; a plate hides the rules behind it."""
        if plate:
            width = text_width(text, size, bold)
            left = x - width * {"left": 0, "center": 0.5, "right": 1}[ha]
            self.box(left - 3, y - 9, left + width + 3, y + 9, PAPER, z=2.5)
        self.axes.text(
            x,
            y + size * 0.507,  # half the height of a capital, in units a point
            text,
            fontproperties=font(size, bold),
            color=colour,
            ha=ha,
            va="baseline",
            zorder=5,
            parse_math=False,  # a dollar sign is one
            usetex=False,
        )

    def lines(
        self, x: float, y: float, texts: Sequence[str], step: float = 18, **style: Any
    ) -> float:
        """Write lines under each other, the first at a height. Returns the height after the last.

        `style` is what `text` takes.
        """
        for place, text in enumerate(texts):
            self.text(x, y + place * step, text, **style)
        return y + len(texts) * step

    def fit(self, x: float, y: float, width: float, options: Iterable[str], **style: Any) -> str:
        """Write the first of several texts that fits a width, or nothing. Returns the text."""
        for text in options:
            if text_width(text, bold=style.get("bold", False)) <= width:
                self.text(x, y, text, **style)
                return text
        return ""

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        fill: str,
        edge: str = "none",
        width: float = 1.0,
        hatch: str = "",
        *,
        style: Stroke = "-",
        radius: float = 0,
        z: float = 1,
    ) -> None:
        """Draw a rectangle; `width` is that of its edge in points, `radius` that of its corners."""
        patch: type[Rectangle | FancyBboxPatch] = Rectangle
        corners: dict[str, Any] = {}
        if radius:
            patch = FancyBboxPatch
            corners = {"boxstyle": f"round,pad=0,rounding_size={radius}"}
        self.axes.add_patch(
            patch(
                (left, top),
                right - left,
                bottom - top,
                facecolor=fill,
                edgecolor=edge,
                linewidth=width,
                linestyle=style,
                hatch=hatch or None,
                zorder=z,
                **corners,
            )
        )

    def shape(
        self,
        places: Sequence[Place],
        fill: str,
        edge: str = "none",
        width: float = 1.0,
        style: Stroke = "-",
        z: float = 3,
    ) -> None:
        """Draw a polygon through places."""
        self.axes.add_patch(
            Polygon(
                places,
                closed=True,
                facecolor=fill,
                edgecolor=edge,
                linewidth=width,
                linestyle=style,
                zorder=z,
            )
        )

    def ring(
        self, x: float, y: float, radius: float, colour: str, width: float, z: float = 3
    ) -> None:
        """Draw a ring; `width` is that of its stroke in points."""
        self.axes.add_patch(
            Circle((x, y), radius, facecolor="none", edgecolor=colour, linewidth=width, zorder=z)
        )

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: str = RULE,
        width: float = 1.0,
        style: Stroke = "-",
        z: float = 0.5,
    ) -> None:
        """Draw a line through places given as all their x and all their y."""
        self.axes.add_line(
            Line2D(
                xs,
                ys,
                color=colour,
                linewidth=width,
                linestyle=style,
                zorder=z,
                solid_capstyle="butt",
            )
        )

    def upright(self, x: float, top: float, bottom: float, *style: Any, **more: Any) -> None:
        """Draw a vertical line; `style` is what `line` takes."""
        self.line([x, x], [top, bottom], *style, **more)

    def level(self, y: float, left: float, right: float, *style: Any, **more: Any) -> None:
        """Draw a horizontal line; `style` is what `line` takes."""
        self.line([left, right], [y, y], *style, **more)

    def mark(self, x: float, y: float, look: Look, size: float = 10, z: float = 3) -> None:
        """Draw the sign of a degree of dispute."""
        self.axes.add_line(
            Line2D(
                [x],
                [y],
                marker=look.marker,
                markersize=size,
                markerfacecolor=look.face,
                markeredgecolor=look.edge,
                markeredgewidth=1.4,
                linestyle="none",
                zorder=z,
            )
        )

    def arrow(self, x: float, y: float, colour: str, size: float = 10) -> None:
        """Draw an arrowhead to the right: it goes on."""
        self.axes.add_line(
            Line2D([x], [y], marker=">", markersize=size, color=colour, linestyle="none", zorder=3)
        )

    def curve(self, start: Place, end: Place, colour: str, width: float, style: Stroke) -> None:
        """Draw a curve from one place to another that leaves and arrives level."""
        (x0, y0), (x1, y1) = start, end
        bend = (x1 - x0) / 2
        path = Path(
            [(x0, y0), (x0 + bend, y0), (x1 - bend, y1), (x1, y1)],
            [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4],
        )
        self.axes.add_patch(
            PathPatch(
                path,
                facecolor="none",
                edgecolor=colour,
                linestyle=style,
                linewidth=width,
                zorder=1,
            )
        )

    def key(self, entries: Iterable[tuple[Look | Swatch, str]], x: float = 24) -> None:
        """Draw the line under the headline: signs, each with its words."""
        y = 66
        for sign, words in entries:  # each is 14 units wide, with its words 7 units beside it
            if isinstance(sign, Look):
                self.mark(x + 7, y, sign)
            else:
                self.box(x, y - 7, x + 14, y + 7, sign.fill, sign.edge)
            self.text(x + 21, y, words)
            x += 21 + text_width(words) + 24
