"""In the browser edition: packages that come when they are first asked for.

A verdict and the panels need neither pandas nor matplotlib, which are most of what a page would have to wait for. So the page starts
without them, and the first `import` of one fetches it.
"""
import importlib
import sys
from importlib.machinery import PathFinder

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
            raise ModuleNotFoundError(f"{name} is not loaded yet, and this browser cannot wait for it here. Run import {', '.join(LATER)} "
                                      "in a cell of its own, then this cell again.", name=name)
        self.fetch(name)
        importlib.invalidate_caches()
        return PathFinder.find_spec(name)


def fetch_when_asked():
    """Let packages of LATER be fetched from the place that the page names. Only in a browser."""
    import pyodide_js
    from pyodide.ffi import can_run_sync, run_sync

    if not any(isinstance(finder, Fetcher) for finder in sys.meta_path):
        sys.meta_path.append(Fetcher(lambda name: run_sync(pyodide_js.loadPackage(name)), can_run_sync))
