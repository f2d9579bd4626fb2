"""Text on a canvas: its font, how wide it is, and where its lines break."""

import functools

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

SHARPNESS = 1.5  # pixels a unit: a picture of 1280 by 720 units is 1920 by 1080 pixels
DPI = 100 * SHARPNESS

SIZE = 11  # of ordinary text, in points


def font(size: float, bold: bool) -> FontProperties:
    """The font of all pictures: it comes with matplotlib, so they look the same everywhere."""
    return FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")


@functools.cache
def _ruler() -> RendererAgg:
    """A renderer that only measures: to make one for each text would take longer than the text."""
    return RendererAgg(1, 1, DPI)


def text_width(text: str, size: float = SIZE, bold: bool = False) -> float:
    """The width of a line of text, in units of the canvas."""
    width, _, _ = _ruler().get_text_width_height_descent(text, font(size, bold), False)
    return width / SHARPNESS


def wrap(text: str, width: float, size: float = SIZE, bold: bool = False) -> list[str]:
    """The lines of a text that fit a width; a word that is wider stands on a line of its own."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
