"""In the browser edition: packages that come when they are first asked for, and what is kept for the next start.

A verdict and the panels need neither pandas nor matplotlib, which are most of what a page would have to wait for. So the page starts
without them, and the first `import` of one fetches it. What start.mjs keeps in the browser is made here.
"""

import importlib
import io
import sys
import zipfile
from importlib.machinery import PathFinder
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path

LATER = ("pandas", "matplotlib")


class Fetcher:
    """A finder for `sys.meta_path`: fetches a package of LATER that is not there yet, and waits for it.

    Arguments: `fetch`, called with the name of the package; `waits`, called to ask whether this browser can wait inside a cell.
    """

    def __init__(self, fetch, waits):
        self.fetch, self.waits = fetch, waits

    def find_spec(self, name, path=None, target=None):
        """The spec of a package that has been fetched; None for a package that is none of LATER.

        Raises ModuleNotFoundError, with the way out, in a browser that cannot wait.

        >>> Fetcher(print, lambda: False).find_spec("pandas")
        Traceback (most recent call last):
        ...
        ModuleNotFoundError: pandas is not loaded yet, and this browser cannot wait for it here. Run import pandas, matplotlib in a cell of its own, then this cell again.
        """
        if name not in LATER:
            return None
        if not self.waits():
            raise ModuleNotFoundError(
                f"{name} is not loaded yet, and this browser cannot wait for it here. Run import {', '.join(LATER)} "
                "in a cell of its own, then this cell again.",
                name=name,
            )
        self.fetch(name)
        importlib.invalidate_caches()
        return PathFinder.find_spec(name)


def fetch_when_asked():
    """Let packages of LATER be fetched from the place that the page names. Only in a browser."""
    import pyodide_js
    from pyodide.ffi import can_run_sync, run_sync

    if not any(isinstance(finder, Fetcher) for finder in sys.meta_path):
        sys.meta_path.append(
            Fetcher(lambda name: run_sync(pyodide_js.loadPackage(name)), can_run_sync)
        )


def bytecode(place):
    """The bytecode that Python wrote under a folder, as the bytes of a zip file.

    Arguments: `place`, the folder that `sys.pycache_prefix` names. Each file is bound to the content of its source, not to its date: Python
    takes it up only for the very same source.

    >>> bytecode("no such folder")[:2]
    b'PK'
    """
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for path in sorted(Path(place).rglob("*.pyc")):
            inside = path.relative_to(place)
            source = Path("/", inside.parent, f"{inside.name.partition('.')[0]}.py")
            if source.is_file():
                checked = (3).to_bytes(4, "little") + source_hash(source.read_bytes())
                archive.writestr(inside.as_posix(), MAGIC_NUMBER + checked + path.read_bytes()[16:])
    return kept.getvalue()
