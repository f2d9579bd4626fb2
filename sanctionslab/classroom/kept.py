"""What is kept of a learner's work: small files in a folder of the learner's own.

A file for each thing, so that two kernels never overwrite one another's work. Nothing leaves the
machine.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..errors import KitError
from ..files import written_whole


def home() -> Path:
    """The folder in which progress is kept.

    SANCTIONSLAB_HOME if it is set, else the platform's place for data of programs.

    >>> home().is_absolute()
    True
    """
    chosen = os.environ.get("SANCTIONSLAB_HOME")
    if chosen:
        return Path(chosen).absolute()
    import platformdirs  # not at the top: the browser edition has none, and sets the variable

    try:
        place = platformdirs.user_data_path("sanctionslab", appauthor=False)
    except (RuntimeError, ValueError):  # a user without a home folder
        place = Path(tempfile.gettempdir()) / "sanctionslab"
    earlier = _earlier_home()
    return earlier if earlier and not place.is_dir() else place


def _earlier_home() -> Path | None:
    """Where progress was kept before platformdirs was asked, if there is some.

    That differs only where somebody set a variable by which one of the two goes and the other does
    not: LOCALAPPDATA on Windows, XDG_DATA_HOME on a Mac, a relative XDG_DATA_HOME elsewhere.
    """
    if sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Application Support")
    else:
        base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_DATA_HOME")
    place = Path(base).absolute() / "sanctionslab" if base else None
    return place if place and place.is_dir() else None


def read_kept(*parts: str) -> dict[str, Any]:
    """What a file holds, named by its folder and name; nothing where it cannot be read."""
    try:
        kept = json.loads(_path(parts).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def write_kept(entry: dict[str, Any], *parts: str) -> bool:
    """Keep an entry in a file. Returns whether it could be written."""
    with suppress(OSError, KitError):  # KitError: a link lies in its place
        path = _path(parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path, replace=True) as unfinished:
            unfinished.write_text(json.dumps(entry), "utf-8")
        return True
    return False


def forget_kept(*parts: str) -> None:
    """Forget what a file holds. What cannot be deleted cannot be forgotten."""
    with suppress(OSError):
        _path(parts).unlink(missing_ok=True)


def _path(parts: Sequence[str]) -> Path:
    return home().joinpath(*parts[:-1], f"{parts[-1]}.json")


def can_keep() -> bool:
    """Whether the folder can be written: a file is kept and forgotten."""
    is_kept = write_kept({}, "trial")
    forget_kept("trial")
    return is_kept
