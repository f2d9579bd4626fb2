"""What tests of the figures share: figures made once, and the texts in a picture."""

import functools
import json
from datetime import date, timedelta

import pandas as pd
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
    renderer = picture.figure.canvas.get_renderer()
    return [
        (t, t.get_window_extent(renderer))
        for t in picture.figure.findobj(Text)
        if t.get_text().strip()
    ]


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
