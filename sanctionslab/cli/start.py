"""sanctionslab start: a folder of one's own, and JupyterLab in it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .shared import PLACE, say


@click.command(short_help="copy the notebooks to a folder of your own and open JupyterLab there")
@click.argument("folder", type=PLACE, default=Path("~") / "sanctionslab-notebooks")
@click.option("--keep", is_flag=True, help="do not ask; go on with the notebooks that are there")
@click.option(
    "--fresh", is_flag=True, help="do not ask; make a new copy, with the date in its name"
)
@click.option("--no-lab", is_flag=True, help="copy only; do not open JupyterLab")
@click.option(
    "--lab",
    multiple=True,
    metavar="OPTION",
    help="an option for JupyterLab, for example --lab=--no-browser; may be repeated",
)
def start(folder: Path, keep: bool, fresh: bool, no_lab: bool, lab: tuple[str, ...]) -> None:
    """Copy the notebooks to a folder of your own and open JupyterLab there.

    FOLDER is the folder to work in; sanctionslab-notebooks in your home folder if left out. Work
    that is there is never overwritten: you are asked whether to go on with it or to begin anew
    beside it.
    """
    from ..editions import open_lab, settle, settled

    if keep and fresh:
        raise click.UsageError("Give --keep or --fresh, not both.")
    if not (keep or fresh) and settled(folder) and sys.stdin.isatty():
        keep = _goes_on(folder)
    place = settle(folder, "open" if keep else "copy")
    say(f"Your notebooks are in {place}")
    if not no_lab:
        open_lab(place, list(lab))


def _goes_on(folder: Path) -> bool:
    say(f"There are notebooks in {folder.expanduser()} already.")
    try:
        answer = input("Enter to go on with them, n for a new copy beside them: ")
    except EOFError:
        raise click.Abort from None
    return not answer.strip().lower().startswith("n")
