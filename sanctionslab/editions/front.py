"""The picture that README and the landing page open with, drawn by the kit itself."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from ..cases import case
from ..diagram import diagram_of
from ..verdict import classify
from ..vocabulary import regime
from .source import repository, write_text

if TYPE_CHECKING:
    from ..figures import Figure

PICTURES = "docs/pictures"
# The picture in README, up to its words and after them.
IN_README = re.compile(rf'(<img src="{PICTURES}/argument-[^>]*alt=")[^"]*(")')


def picture_names() -> list[str]:
    """The files of the picture: light and dark, for a page and for a phone.

    >>> picture_names()[:2]
    ['argument-light.svg', 'argument-light-phone.svg']
    """
    sizes = ("", "-phone")
    return [f"argument-{theme}{size}.svg" for theme, size in product(("light", "dark"), sizes)]


def picture_words() -> str:
    """What the picture shows, as an attribute in HTML takes it.

    >>> picture_words()[:54]
    'Picture of an argument: The gift of an Aurus car, Febr'
    """
    return html.escape(diagram_of(classify(case(regime().first_case))).words)


def write_pictures(root: str | Path | None = None) -> list[Path]:
    """Draw the picture of the gift's argument anew and tell its words in README.

    Argument: `root`, a full copy of the repository, or None for this one. Returns the paths of
    what was written, the pictures in `docs/pictures`.

    >>> write_pictures("no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    root = repository(root)
    folder = root / PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [drawn(name).save(folder / name) for name in picture_names()]
    readme = root / "README.md"
    text = readme.read_text(encoding="utf-8")
    words = picture_words()
    write_text(readme, IN_README.sub(lambda image: f"{image[1]}{words}{image[2]}", text))
    return [*pictures, readme]


def drawn(name: str) -> Figure:
    """The figure of a name."""
    from ..figures import argument

    picture = argument(regime().first_case, "dark" if "dark" in name else "light")
    return (
        replace(picture, figure=picture.narrow) if "phone" in name and picture.narrow else picture
    )
