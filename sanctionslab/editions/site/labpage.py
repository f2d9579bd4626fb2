"""A page of its own for the what-if lab: there at once, by answers that were made before.

The page holds the panel's front end and the first view. A single change is answered from a file
that the kit's own Python wrote; whatever else is asked is answered by the same Python in a worker.
"""

from __future__ import annotations

import shutil
import string
from pathlib import Path
from typing import Any

from ... import __version__
from ...panels import script, styles
from ..learning import learner_files
from ..source import EditionError, asset, new_folder, repository, unused, write_text
from .labanswers import View, answers, written
from .pyodide import LOCK, RUNTIME, Pyodide, public_address
from .python import packaged, repacked
from .tools import wheel

PAGE, FOLDER = "lab.html", "quicklab"
BACK = '<nav><a href="index.html">Back to sanctionslab in the browser</a></nav>'


def build_lab(
    place: str | Path, root: str | Path | None = None, pyodide: str | Path | None = None
) -> Path:
    """Build the page of the lab alone. Returns the folder, whose lab.html it is.

    Arguments: `place`, a new or empty folder; `root`, a full copy of the repository, or None for
    this one; `pyodide`, a folder with a local copy of Pyodide to put inside, the address of one,
    or None for the public distribution. Raises EditionError if something stands in the place, or a
    tool is missing.

    >>> build_lab("lab", pyodide="no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: no such folder is no copy of Pyodide: it has no ...
    """
    root = repository(root)
    place = unused(place)
    index = index_url(pyodide)
    with new_folder(place) as unfinished:
        if "://" not in index:
            copy_runtime(Path(str(pyodide)), unfinished / FOLDER / "pyodide")
        wheels = write_wheels(unfinished / FOLDER, root)
        write_lab(unfinished, index, wheels)
    return place


def put_lab_in(site: Path, python: Pyodide) -> None:
    """Put the page into the site, whose Pyodide and wheels it uses."""
    index = "static/pyodide/" if python.folder else f"{python.address}/"
    names = [python.packages[name]["file_name"] for name in ("sanctionslab", "tomlkit")]
    write_lab(site, index, [name if "://" in name else f"static/{name}" for name in names], BACK)


def index_url(pyodide: str | Path | None) -> str:
    """Where the page finds Pyodide, as seen from the page. Raises EditionError for no Pyodide."""
    if pyodide is None or "://" in str(pyodide):
        return f"{str(pyodide or public_address()).rstrip('/')}/"
    for name in (*RUNTIME, LOCK):
        if not (Path(pyodide) / name).is_file():
            raise EditionError(
                f"{pyodide} is no copy of Pyodide: it has no {name}. "
                "Name the folder that pyodide.mjs lies in.",
                "pyodide",
                str(pyodide),
            )
    return f"{FOLDER}/pyodide/"


def copy_runtime(pyodide: Path, place: Path) -> None:
    """Copy what a Python without packages consists of."""
    place.mkdir(parents=True)
    for name in (*RUNTIME, LOCK):
        shutil.copyfile(pyodide / name, place / name)


def write_wheels(place: Path, root: Path) -> list[str]:
    """Write the kit as a wheel, and what it keeps files with. Returns their places in the page."""
    place.mkdir(parents=True, exist_ok=True)
    kit = wheel("sanctionslab", __version__, packaged(learner_files(root)))
    version, tomlkit = repacked("tomlkit")
    contents = {
        f"sanctionslab-{__version__}-py3-none-any.whl": kit,
        f"tomlkit-{version}-py3-none-any.whl": tomlkit,
    }
    for name, content in contents.items():
        (place / name).write_bytes(content)
    return [f"{FOLDER}/{name}" for name in contents]


def write_lab(place: Path, index: str, wheels: list[str], back: str = "") -> None:
    """Write the page, its worker and its answers.

    Arguments: `place`, the folder of the page; `index`, where the page finds Pyodide; `wheels`,
    where it finds the kit and what that needs; `back`, HTML that leads back to where one came from.
    """
    first, stored = answers()
    folder = place / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in stored.items():
        (folder / f"{name}.packed").write_bytes(content)
    write_text(folder / "python.mjs", asset("labpython.mjs"))
    settings = {"index": index, "wheels": wheels, "folder": FOLDER}
    write_text(place / PAGE, page_of(first, settings, back))


def page_of(first: View, settings: dict[str, Any], back: str) -> str:
    """The page. Arguments: `first`, the first view; `settings`, where it finds Python."""
    return string.Template(asset("lab.html")).substitute(
        style=styles() + asset("lab.css"),
        panels=script(),
        script=asset("lab.js"),
        first=in_html(first),
        settings=in_html(settings),
        back=back,
        version=__version__,
    )


def in_html(value: Any) -> str:
    """A value as JSON that can stand in a script of a page."""
    return written(value).replace("<", "\\u003c")
