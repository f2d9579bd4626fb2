"""In the browser edition: packages that come when first asked for, and what is kept for next time.

A verdict and the panels need neither pandas nor matplotlib, which are most of what a page would
have to wait for. So the page starts without them, and the first `import` of one fetches it. What
start.mjs keeps in the browser is made here.

Every page waits for this file while its Python starts, so it imports little itself.
"""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path

from ..files import zipped

LATER = ("pandas", "matplotlib")

# A .pyc file begins with four words of four bytes: the number of Python's bytecode, flags, and two
# for the date and the size of the source, or for its hash. These flags ask for the hash.
HEADER = 16
CHECKED_BY_HASH = (0b11).to_bytes(4, "little")


class Fetcher:
    """A finder for `sys.meta_path`: fetches a package of LATER that is not there yet.

    Arguments: `fetch`, called with the name of the package, returns when it is there; `can_wait`,
    called to ask whether this browser can wait inside a cell.
    """

    def __init__(self, fetch: Callable[[str], object], can_wait: Callable[[], bool]) -> None:
        self.fetch = fetch
        self.can_wait = can_wait

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """The spec of a package that has been fetched; None for a package that is none of LATER.

        Raises ModuleNotFoundError, with the way out, in a browser that cannot wait.

        >>> Fetcher(print, lambda: False).find_spec("pandas")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        ModuleNotFoundError: pandas is not loaded yet, and this browser cannot wait for it here. ...
        """
        if name not in LATER:
            return None
        if not self.can_wait():
            raise ModuleNotFoundError(
                f"{name} is not loaded yet, and this browser cannot wait for it here. "
                f"Run import {', '.join(LATER)} in a cell of its own, then this cell again.",
                name=name,
            )
        self.fetch(name)
        importlib.invalidate_caches()
        return PathFinder.find_spec(name)


def fetch_when_asked() -> None:
    """Let packages of LATER be fetched from the place that the page names. Only in a browser."""
    import pyodide_js
    from pyodide.ffi import can_run_sync, run_sync

    def fetch(name: str) -> None:
        run_sync(pyodide_js.loadPackage(name))

    if not any(isinstance(finder, Fetcher) for finder in sys.meta_path):
        sys.meta_path.append(Fetcher(fetch, can_run_sync))


def let_go_of_page() -> None:
    """Leave nothing of this page in Python's memory, so that it can be kept for another page.

    The kit itself is forgotten, which looks for a shell and a page when it is imported; what it has
    loaded stays, and is there at once when it is imported again.
    """
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, Fetcher)]
    sys.modules.pop(__name__.partition(".")[0], None)
    gc.collect()


def bytecode(place: str | Path) -> bytes:
    """The bytecode that Python wrote under a folder, as the bytes of a zip file.

    Arguments: `place`, the folder that `sys.pycache_prefix` names. Each file is bound to the
    content of its source, not to its date: Python takes it up only for the very same source.

    >>> bytecode("no such folder")[:2]
    b'PK'
    """
    return zipped(bound_to_sources(Path(place)))


def bound_to_sources(place: Path) -> Iterator[tuple[str, bytes]]:
    """The names and contents of the files of bytecode under a folder whose sources are there."""
    for path in sorted(place.rglob("*.pyc")):
        inside = path.relative_to(place)
        source = Path("/", inside.parent, f"{inside.name.partition('.')[0]}.py")
        if source.is_file():
            binding = CHECKED_BY_HASH + source_hash(source.read_bytes())
            yield inside.as_posix(), MAGIC_NUMBER + binding + path.read_bytes()[HEADER:]
