"""What tests of the figures share: figures made once, and the texts in a picture."""

import functools
import json
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.text import Text

import sanctionslab as sl
from sanctionslab import figures
from sanctionslab.files import data_path

NAMES = [
    "growth",
    "status_by_date",
    "monitoring",
    "cooperation",
    "classified",
    "one_car",
    "screened",
    "admissions",
    "argument",
    "attribution",
]
DAY = timedelta(days=1)
AS_OF = date.fromisoformat(
    json.loads(data_path("datapackage.json").read_text(encoding="utf-8"))["asOf"]
)


@functools.cache
def built(name):
    """A figure of the whole data, made once."""
    return getattr(figures, name)()


@functools.cache
def page(name):
    """What Jupyter shows of a figure of the whole data."""
    return built(name)._repr_html_()


def texts(picture):
    """Every text in a picture with its box, in pixels."""
    return texts_in(picture.figure)


def texts_in(drawing):
    """Every text in a drawing with its box, in pixels."""
    renderer = drawing.canvas.get_renderer()
    return [
        (t, t.get_window_extent(renderer)) for t in drawing.findobj(Text) if t.get_text().strip()
    ]


def misplaced(drawing):
    """What is wrong with the places of the texts: cut off, or one over the other."""
    found, edge = texts_in(drawing), drawing.bbox
    for t, box in found:
        if not (box.x0 > 9 and box.y0 > 6 and box.x1 < edge.x1 - 9 and box.y1 < edge.y1 - 6):
            yield f"{t.get_text()!r} leaves the picture"
    for (one, a), (other, b) in combinations(found, 2):
        across, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        if across > 1 and down > 3:
            yield f"{one.get_text()!r} and {other.get_text()!r} overlap"


def faint(drawing):
    """The texts that are too small, or too faint for what lies behind most of them.

    At least 11 points at 1280 pixels; contrast of 4.5 to 1.
    """
    found = texts_in(drawing)
    for t, _ in found:
        t.set_visible(False)
    drawing.canvas.draw()
    pixels = np.asarray(drawing.canvas.buffer_rgba())[::-1, :, :3]
    behind = pixels @ np.array([1 << 16, 1 << 8, 1])  # a colour is one number: soon counted
    for t, box in found:
        t.set_visible(True)
        patch = behind[int(box.y0) : int(box.y1) + 1, int(box.x0) : int(box.x1) + 1]
        colours, counts = np.unique(patch, return_counts=True)
        most = f"#{colours[counts.argmax()]:06x}"
        stands_out = contrast(to_rgb(t.get_color()), most) >= 4.5
        if t.get_fontsize() < 11 or not stands_out:
            yield t.get_text()


def linear(colour):
    colour = np.asarray(to_rgb(colour) if isinstance(colour, str) else colour, dtype=float)
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return linear(colour) @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def changed(frame, row, **values):
    """A copy of a frame with one row changed."""
    copy = frame.copy()
    for name, value in values.items():
        copy.loc[copy["id"] == row, name] = value
    return copy


def four_rows():
    """One row that 2397 prohibits, one open under it, one cleared, one without a readable day."""
    return sl.screen(
        pd.DataFrame(
            {
                "period": ["2018", "2017", "2012", "when?"],
                "cmdCode": ["842139", "842139", "100630", "842139"],
            }
        ),
        assume={"direction": "to_dprk", "national_luxury": "no"},
    )
