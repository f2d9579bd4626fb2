"""sanctionslab doctor: what is there, what is missing, and what to type."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from typing import NamedTuple

import click

from .shared import say

# What each needs.
NOTEBOOKS = ("jupyterlab", "ipywidgets", "anywidget", "pandas", "matplotlib", "nbformat")
SCREENING = ("polars", "pyarrow", "duckdb", "openpyxl")
TESTING = ("pytest", "nbval", "hypothesis", "playwright")
INSTALL = "python -m pip install -r requirements.txt"


class Found(NamedTuple):
    """One thing that was looked for: whether it is there, whether it must be, what to do."""

    what: str
    is_there: bool
    is_needed: bool
    way_out: str


def found() -> Iterator[Found]:
    """Everything that the kit may need, in the order in which one needs it.

    >>> next(found()).is_there
    True
    """
    version = ".".join(map(str, sys.version_info[:3]))
    yield Found(f"Python {version}", sys.version_info >= (3, 11), True, "Install Python 3.11.")
    yield from _law()
    yield from _packages("the notebooks", NOTEBOOKS, True, INSTALL)
    yield from _notebooks()
    yield from _home()
    yield from _packages("frames beside pandas", SCREENING, False, 'pip install -e ".[screen]"')
    yield from _packages("the tests", TESTING, False, f"{INSTALL[:-4]}-test.txt")


def _law() -> Iterator[Found]:
    import sanctionslab as sl

    finding = sl.classify(sl.case("aurus-2024-02"))
    words = f"the law: {len(sl.law().measures)} measures; the gift comes out as {finding.verdict}"
    yield Found(words, True, True, "")


def _packages(purpose: str, names: Sequence[str], is_needed: bool, way_out: str) -> Iterator[Found]:
    versions = {name: _version(name) for name in names}
    missing = [name for name, version in versions.items() if version is None]
    present = ", ".join(f"{name} {versions[name]}" for name in names[:4])
    words = f"{purpose}: {', '.join(missing)} missing" if missing else f"{purpose}: {present}"
    yield Found(words, not missing, is_needed, f"Type: {way_out}")


def _version(name: str) -> str | None:
    """The version of a package, or None where it is not there."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _notebooks() -> Iterator[Found]:
    from ..editions import shipped

    number = len(list(shipped("notebooks").glob("*.ipynb")))
    way_out = "Install the kit from a full copy of the repository."
    yield Found(f"notebooks: {number}", number > 0, True, way_out)


def _home() -> Iterator[Found]:
    from ..classroom import can_keep, kept_in

    way_out = "Answers last until the kernel stops; name another folder in SANCTIONSLAB_HOME."
    yield Found(f"a folder for your progress: {kept_in()}", can_keep(), False, way_out)


@click.command(short_help="say what is there, what is missing, and what to type")
def doctor() -> int:
    """Say what the kit finds on this machine, what is missing, and what to type.

    Ends with 1 if something is missing that the notebooks need.
    """
    things = list(found())
    for thing in things:
        if thing.is_there:
            say(f"ok       {thing.what}")
            continue
        say(f"{'MISSING' if thing.is_needed else 'absent '}  {thing.what}")
        say(f"         {thing.way_out}")
    missing = [thing for thing in things if thing.is_needed and not thing.is_there]
    say("Something is missing." if missing else "All that the notebooks need is there.")
    return 1 if missing else 0
