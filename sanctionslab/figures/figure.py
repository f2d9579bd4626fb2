"""A figure as everybody gets it: the picture, its words and its table, on a page or in a file."""

import base64
import io
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import matplotlib
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ..errors import KitError
from ..files import path_of, written_whole
from ..outline import START, filled_html
from .canvas import WIDTH

ENDINGS = (".png", ".svg")
MAKER = "made with sanctionslab"


def _filled(name: str, **blanks: object) -> str:
    return filled_html(__package__, name, **blanks)


def _in_text(picture: bytes) -> str:
    return base64.b64encode(picture).decode("ascii")


@dataclass(frozen=True)
class Figure:
    """A picture, the words for it and the numbers in it.

    It shows itself in Jupyter; in a terminal it is its words. `figure` is the matplotlib figure,
    `alt` what a sighted reader would take from it, `table` the numbers as a pandas frame,
    `title` a short title, `source` the line that says where the numbers come from and up to
    which day.

    >>> from sanctionslab.figures import one_car
    >>> picture = one_car()
    >>> picture.title, len(picture.table)
    ('One car, twenty years', 8)
    """

    title: str
    figure: Drawing = field(compare=False)
    alt: str
    table: pd.DataFrame = field(compare=False)
    source: str
    narrow: Drawing | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return self.alt

    def _png(self, drawing: Drawing | None = None) -> bytes:
        """The picture as PNG in 256 colours: about a third of the size that it has in all."""
        canvas = FigureCanvasAgg(drawing or self.figure)
        canvas.draw()
        image = Image.frombytes("RGBA", canvas.get_width_height(), canvas.buffer_rgba().tobytes())
        words, stream = PngInfo(), io.BytesIO()
        words.add_itxt("Title", self.title)
        words.add_itxt("Description", self.alt)
        words.add_itxt("Software", MAKER)
        image.convert("RGB").quantize(256).save(stream, "PNG", pnginfo=words)
        return stream.getvalue()

    def _repr_html_(self) -> str:
        picture = _filled("image.html", alt=escape(self.alt), png=_in_text(self._png()))
        if self.narrow is not None:
            narrow = _in_text(self._png(self.narrow))
            picture = _filled("two_sizes.html", narrow=narrow, wide=picture)
        return _filled(
            "figure.html",
            width=WIDTH,
            picture=picture,
            title=escape(self.title),
            source=escape(self.source),
            numbers=_numbers(self.table),
        )

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file, for a slide or in print, with its words in the metadata.

        Arguments: `path`, ending in .png (1920 pixels wide) or .svg. Returns the path.
        A picture that was saved by the kit is replaced, no other file is.
        Raises KitError for another ending, a folder that does not exist, or a place that is taken
        or cannot be written.

        >>> from sanctionslab.figures import one_car
        >>> one_car().save("a.gif")
        Traceback (most recent call last):
        ...
        sanctionslab.errors.KitError: "a.gif": a figure is saved as .png or .svg. Change the ending.
        """
        file = path_of(path)
        ending = file.suffix.lower()
        if ending not in ENDINGS:
            sentence = f'"{path}": a figure is saved as .png or .svg. Change the ending.'
            raise KitError(sentence, "path", path, ENDINGS)
        if not file.parent.is_dir():
            sentence = (
                f'"{path}": there is no folder "{file.parent}". Make it first, or save elsewhere.'
            )
            raise KitError(sentence, "path", path)
        try:
            with written_whole(file, replace=_is_ours(file)) as unfinished:
                if ending == ".png":
                    unfinished.write_bytes(self._png())
                else:
                    self._save_svg(unfinished)
        except OSError as error:
            sentence = f'"{path}" cannot be written: {error.strerror}. Give another name.'
            raise KitError(sentence, "path", path) from None
        return file

    def _save_svg(self, file: Path) -> None:
        # A salt and no date: the same figure gives the same file. Letters as paths: no font needed.
        with matplotlib.rc_context({"svg.hashsalt": self.title, "svg.fonttype": "path"}):
            self.figure.savefig(
                file,
                format="svg",
                metadata={
                    "Title": self.title,
                    "Description": self.alt,
                    "Creator": MAKER,
                    "Date": None,
                },
            )


def _is_ours(file: Path) -> bool:
    """Whether a file is a picture that the kit has saved."""
    return file.is_file() and MAKER.encode() in file.read_bytes()


def _numbers(table: pd.DataFrame) -> str:
    """A table as HTML, with days as days and blanks blank."""
    days = dict.fromkeys(table.select_dtypes("datetime"), _iso_day)
    with pd.option_context("display.max_colwidth", None):
        html = table.to_html(index=False, na_rep="", border=0, formatters=days)
    # Most of these are words, and pandas writes no style.
    return html.replace("<td>", f"<td style='{START}'>").replace("<th>", f"<th style='{START}'>")


def _iso_day(day: pd.Timestamp) -> str:
    return "" if pd.isna(day) else f"{day:%Y-%m-%d}"
