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
from ..source import asset, new_folder, repository, unused, write_text
from .labanswers import View, answers, written
from .pyodide import RUNTIME, Pyodide, find_pyodide
from .python import packaged, repacked
from .tools import digest, wheel

PAGE, LAB_FOLDER = "lab.html", "quicklab"
BACK_FROM_LAB = '<nav><a href="index.html">Back to sanctionslab in the browser</a></nav>'


def build_lab(
    place: str | Path, root: str | Path | None = None, pyodide: str | Path | None = None
) -> Path:
    """Build the page of the lab alone. Returns the folder, whose lab.html it is.

    Arguments: `place`, a new or empty folder; `root`, a full copy of the repository, or None for
    this one; `pyodide`, a folder with a local copy of Pyodide to put inside, the address of one,
    or None for the public distribution; the page takes no other files than those that are there
    now. Raises EditionError if something stands in the place, a tool is missing, or Pyodide is not
    there.

    >>> build_lab("lab", pyodide="no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: no such folder is no copy of Pyodide: it has no ...
    """
    root = repository(root)
    place = unused(place)
    python = find_pyodide(pyodide)
    with new_folder(place) as unfinished:
        index = f"{python.address}/"
        if python.folder:
            index = f"{LAB_FOLDER}/pyodide/"
            copy_runtime(python.folder, unfinished / index)
        wheels = write_wheels(unfinished / LAB_FOLDER, root)
        write_lab(unfinished, python, index, wheels)
    return place


def put_lab_in(site: Path, python: Pyodide) -> None:
    """Put the page into the site, whose Pyodide and wheels it uses."""
    index = "static/pyodide/" if python.folder else f"{python.address}/"
    wheels = {}
    for name in ("sanctionslab", "tomlkit"):
        place = python.packages[name]["file_name"]
        # A package that is fetched is listed with its address, one inside with its place.
        wheels[place if "://" in place else f"static/{place}"] = python.digest_of(name)
    write_lab(site, python, index, wheels, BACK_FROM_LAB)


def copy_runtime(pyodide: Path, place: Path) -> None:
    """Copy what a Python without packages consists of."""
    place.mkdir(parents=True)
    for name in RUNTIME:
        shutil.copyfile(pyodide / name, place / name)


def write_wheels(place: Path, root: Path) -> dict[str, str]:
    """Write the kit as a wheel, and what it keeps files with.

    Returns their digests, by their places in the page.
    """
    place.mkdir(parents=True, exist_ok=True)
    kit = wheel("sanctionslab", __version__, packaged(learner_files(root)))
    version, tomlkit = repacked("tomlkit")
    contents = {
        f"sanctionslab-{__version__}-py3-none-any.whl": kit,
        f"tomlkit-{version}-py3-none-any.whl": tomlkit,
    }
    for name, content in contents.items():
        (place / name).write_bytes(content)
    return {f"{LAB_FOLDER}/{name}": digest(content) for name, content in contents.items()}


def write_lab(
    place: Path, python: Pyodide, index: str, wheels: dict[str, str], back: str = ""
) -> None:
    """Write the page, its worker and its answers.

    Arguments: `place`, the folder of the page; `python`, whose files are checked; `index`, where
    the page finds them; `wheels`, the digests of the kit and of what it needs, by their places;
    `back`, HTML that leads back to where one came from.
    """
    first, stored = answers()
    folder = place / LAB_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in stored.items():
        (folder / f"{name}.packed").write_bytes(content)
    write_text(folder / "python.mjs", asset("python.mjs") + asset("labpython.mjs"))
    settings = {
        "index": index,
        "abi": python.abi,
        "runtime": python.runtime,
        "wheels": wheels,
        "folder": LAB_FOLDER,
    }
    write_text(place / PAGE, lab_page(first, settings, back))


def lab_page(first: View, settings: dict[str, Any], back: str) -> str:
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
