"""Opening a file that somebody handed in: looked at first, bounded, and never run."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

LARGEST = 50_000_000  # bytes of a file
PARTS = 3_000_000  # brackets, braces and commas: what a parser would make objects of

NOTEBOOKS = (".ipynb", ".json", ".txt")  # browsers rename what they save
ARCHIVES = (".zip", ".gz", ".tar", ".7z", ".rar")


class Refused(Exception):
    """A file that cannot be graded. The message is the reason."""


def cells_in(content: bytes) -> tuple[list[dict[str, Any]], bool]:
    """The cells of a notebook, and whether a key stands twice in it. Raises Refused."""
    notebook, has_doubles = _parsed(content)
    return _cells(notebook), has_doubles


def content_of(path: Path) -> bytes:
    """What a file holds. Raises Refused for one that can be no notebook, and OSError."""
    about = path.lstat()
    if stat.S_ISDIR(about.st_mode):
        raise Refused("a folder that is closed or lies too deep; it was not opened")
    if not stat.S_ISREG(about.st_mode):
        raise Refused("a link or a device, not a file; it was not followed")
    ending = path.suffix.lower()
    if ending in ARCHIVES:
        raise Refused("an archive; unpack it and grade again")
    if ending not in NOTEBOOKS:
        raise Refused("not a notebook")
    if about.st_size > LARGEST:
        raise Refused(
            f"too large ({about.st_size // 1_000_000} MB, the limit is {LARGEST // 1_000_000})"
        )
    content = path.read_bytes()
    if not content.strip():
        raise Refused("empty")
    # A small file can be a million lists: what it would be in memory is looked at before it is.
    if sum(content.count(mark) for mark in (b"[", b"{", b",")) > PARTS:
        raise Refused("far too many parts for a notebook")
    return content


def _parsed(content: bytes) -> tuple[Any, bool]:
    """A file as JSON, and whether a key stands twice in it. Raises Refused."""
    has_doubles = False

    def last_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal has_doubles
        entry = dict(pairs)
        if len(entry) < len(pairs):
            has_doubles = True
        return entry

    try:
        text = content.decode("utf-8-sig")
        notebook = json.loads(text, object_pairs_hook=last_of_each)
    except UnicodeDecodeError:
        raise Refused("not UTF-8 text, so no notebook") from None
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated"):
            raise Refused("cut off: the file ends too early") from None
        raise Refused(f"not a notebook: no JSON from line {error.lineno} on") from None
    except RecursionError:
        raise Refused("nested too deeply for a notebook") from None
    except ValueError:
        raise Refused("not a notebook: a number in it is too long") from None
    return notebook, has_doubles


def _cells(notebook: Any) -> list[dict[str, Any]]:
    if not isinstance(notebook, dict):
        raise Refused("JSON, but not a notebook")
    if isinstance(notebook.get("worksheets"), list):
        raise Refused("a notebook in an old format; open it in JupyterLab and save it")
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise Refused("JSON, but not a notebook")
    return [cell for cell in cells if isinstance(cell, dict)]
