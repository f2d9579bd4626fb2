"""What the commands have in common: places, new files, and the bar that shows progress."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from ..errors import KitError, visible
from ..files import written_whole

PLACE = click.Path(path_type=Path, readable=False)  # what is wrong with it is told by the command

# An option that names a file or a folder.
place_option = functools.partial(click.option, type=PLACE)


def say(line: str, err: bool = False) -> None:
    """Print a line, harmless in a terminal: names of files and columns are anybody's."""
    print(visible(line), file=sys.stderr if err else sys.stdout)  # a page's kernel catches it


def refuse_taken(out: Path, force: bool) -> None:
    """Refuse a file that is there already, and one in a folder that is not there."""
    if out.exists() and not force:
        raise KitError(f"{out} exists. Give another name, or --force to write over it.", "out", out)
    if not out.resolve().parent.is_dir():
        raise KitError(f"{out}: there is no such folder. Make it first.", "out", out)


@contextmanager
def replacing(out: Path, force: bool) -> Iterator[Path]:
    """A path to write to, which becomes `out` when all is written.

    Raises KitError before the work if nothing can be written there, and after it where `out` is
    locked or, without force, there by now: then the work is kept beside it.
    """
    with ExitStack() as stack:
        try:
            unfinished = stack.enter_context(written_whole(out, replace=force))
        except OSError as error:
            raise KitError(
                f"{out} cannot be written: {error.strerror}. Name another place.", "out", out
            ) from None
        yield unfinished


def show_progress(done: float | None) -> None:
    """A bar on standard error, if a person is looking at it. `done` is a part, or None to end it.

    Four lines: tqdm would be one more package for everybody, and click's bar prints to files too.
    """
    if sys.stderr.isatty():
        bar = "" if done is None else f"[{'#' * round(30 * done):30}] {done:4.0%}"
        end = "\r" if done is None else ""
        print(f"\r{bar:38}", end=end, file=sys.stderr, flush=True)
