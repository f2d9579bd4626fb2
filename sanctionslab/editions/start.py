"""A place of the learner's own: the notebooks are copied there, and JupyterLab opened on them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from ..files import written_whole
from .source import NOTEBOOKS, EditionError, contents, not_written, shipped


def settle(
    place: str | Path, again: Literal["open", "copy"] = "copy", today: date | None = None
) -> Path:
    """Copy the notebooks to a place of the learner's own. Returns the place.

    No work that is there is ever overwritten. Arguments: `place`, a folder; `again`, what to do
    where notebooks stand already: "open" keeps them and adds what is missing, a whole file or the
    rest of one that was cut off; "copy" makes a fresh copy beside them, with the date in its name;
    `today`, a date, or None for the machine's. Raises EditionError for a place that holds other
    things or cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     place = settle(Path(folder) / "mine")
    ...     again = settle(place, today=date(2026, 11, 21))
    ...     print(again.name, (again / "notebooks" / "00_start_here.ipynb").is_file())
    mine-2026-11-21 True
    """
    place = Path(place).expanduser().absolute()
    files = contents(shipped("notebooks").parent, NOTEBOOKS)
    try:
        place = prepared(place, again, today or date.today())
        for name, content in files.items():
            add(place / name, content)
    except OSError as error:
        raise not_written(place, error) from None
    return place


def settled(place: str | Path) -> bool:
    """Whether a folder holds a learner's notebooks already.

    >>> settled("no such folder")
    False
    """
    return any((Path(place).expanduser() / "notebooks").glob("*.ipynb"))


def _is_begun(place: Path) -> bool:
    """Whether copying was begun here and stopped before the first notebook was whole."""
    files = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    return [path.name for path in place.iterdir()] == ["notebooks"] and files <= set(NOTEBOOKS)


def prepared(place: Path, again: str, today: date) -> Path:
    """The folder that the notebooks go to: the place itself, or a new one beside it."""
    if place.exists() and not place.is_dir():
        raise EditionError(f"{place} is a file. Name a folder.", "place", str(place))
    if settled(place):
        return new_beside(place, today) if again == "copy" else place
    if place.is_dir() and any(place.iterdir()) and not _is_begun(place):
        raise EditionError(
            f"{place} holds other things. Name a folder that does not exist yet, for example "
            f"{place / 'sanctionslab'}.",
            "place",
            str(place),
        )
    place.mkdir(parents=True, exist_ok=True)
    return place


def new_beside(place: Path, today: date) -> Path:
    """A new folder beside a place, with the date in its name, and a number from the second on."""
    number = 1
    while True:
        suffix = f"-{number}" if number > 1 else ""
        fresh = place.with_name(f"{place.name}-{today.isoformat()}{suffix}")
        # By making it, not by looking: somebody else may make one at the same moment.
        try:
            fresh.mkdir()
        except FileExistsError:
            number += 1
        else:
            return fresh


def add(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, or of which only the beginning is.

    Any other stays as it is. A full disk or a loss of power may have left such a half.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    is_half = path.is_file() and is_beginning(path.read_bytes(), content)
    if is_half or not (path.exists() or path.is_symlink()):
        with written_whole(path, replace=is_half) as unfinished:
            unfinished.write_bytes(content)


def is_beginning(part: bytes, content: bytes) -> bool:
    """Whether a part is the beginning of a content, and not all of it."""
    return len(part) < len(content) and content.startswith(part)


def open_lab(place: str | Path, options: Iterable[str] = ()) -> None:
    """Open JupyterLab on the first notebook in a place, and wait until it ends.

    Arguments: `place` as settle gives it; `options` for JupyterLab, for example "--no-browser".
    Raises EditionError if JupyterLab is not installed or ends with an error.
    """
    if find_spec("jupyterlab") is None:
        raise EditionError(
            "JupyterLab is not installed for this Python. Run: python -m pip install jupyterlab",
            "jupyterlab",
        )
    command = [sys.executable, "-m", "jupyterlab", *options, "notebooks/00_start_here.ipynb"]
    try:
        code = subprocess.run(command, cwd=place).returncode
    except KeyboardInterrupt:  # the way to end JupyterLab
        return
    if code:
        raise EditionError(
            f"JupyterLab ended with code {code}; what it said stands above. "
            f"The notebooks are in {place}.",
            "jupyterlab",
            code,
        )
