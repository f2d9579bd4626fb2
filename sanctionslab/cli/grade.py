"""sanctionslab grade: a folder of submitted notebooks made into a table of grades."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import KitError
from .shared import PLACE, place_option, refuse_taken, replacing, say, show_progress

if TYPE_CHECKING:
    from ..classroom import Grades, Marks

MISCONCEPTIONS = 5  # shown after grading, the most frequent first


@click.command("grade", short_help="grade a folder of submitted notebooks")
@click.argument("folder", type=PLACE)
@place_option(
    "-o",
    "--out",
    required=True,
    metavar="GRADES.csv",
    help="the file to write: one row for each student",
)
@place_option(
    "--class-view",
    metavar="VIEW.csv",
    help="a second file: one row for each exercise and outcome, misconceptions by name",
)
@place_option(
    "--key", metavar="KEY.toml", help="your own answers, in the form of data/exercises.toml"
)
@place_option(
    "--roster",
    metavar="CLASS.csv",
    help="who is in the class: names, and email addresses and ids if you have them",
)
@place_option(
    "--settings",
    metavar="SETTINGS.toml",
    help="what exercises weigh, the best grade, and what a late day costs",
)
@place_option(
    "--arguments",
    metavar="FOLDER",
    help="write all arguments there to read, and answers that were not recorded; marks put into "
    "its arguments.csv are taken back, and feedback.zip is made for the students",
)
@click.option(
    "--for",
    "platform",
    type=click.Choice(["moodle", "canvas", "nbgrader"]),
    help="write GRADES.csv as this platform imports it",
)
@click.option("--title", default="sanctionslab", help="what the assignment is called there")
@click.option("--force", is_flag=True, help="write over files that exist")
def grade_command(
    folder: Path,
    out: Path,
    class_view: Path | None,
    key: Path | None,
    roster: Path | None,
    settings: Path | None,
    arguments: Path | None,
    platform: str | None,
    title: str,
    force: bool,
) -> None:
    """Grade a folder of submitted notebooks by the answers that sl.check recorded in them.

    FOLDER is what Moodle or Canvas handed out, unpacked, or a folder with a folder for each
    student, or with files named after them: ada_02_the_verdict.ipynb. No code of a student is run.

    In GRADES.csv, 1 is right and 0 is not; "read" is an argument for you to read, "short" one that
    names too little, "unrecorded" an answer that stands in a cell and was not recorded, and a blank
    was not answered. "total" of "out_of" counts what was right of what can be right or wrong;
    "to_read" counts the arguments and the unrecorded answers that wait for a mark.
    """
    from ..classroom import grade, read_marks

    outs = [path for path in (out, class_view) if path]
    for path in outs:
        refuse_taken(path, force)
        others = {other.resolve() for other in (*outs, key) if other and other is not path}
        if path.is_dir() or path.resolve() in others:
            raise KitError(
                f"{path} cannot be written: it is a folder, the key, or named twice.", "out", path
            )
    marks = read_marks(arguments) if arguments else {}
    grades = grade(
        folder,
        key,
        roster=roster,
        settings=settings,
        given={mark: given.share for mark, given in marks.items() if given.share is not None},
        leave_out=(*outs, key, *_own_files(arguments)),
        tell=lambda done, total: show_progress(done / max(total, 1)),
    )
    show_progress(None)
    _write(grades, out, force, platform, title)
    if class_view:
        with replacing(class_view, force) as unfinished:
            grades.write_view(unfinished)
    for line in _summary(grades, folder, out):
        say(line)
    if arguments:
        say(_write_arguments(grades, arguments, marks))


def _own_files(folder: Path | None) -> list[Path]:
    """The files that a folder of arguments has, which nobody handed in."""
    return sorted(folder.iterdir()) if folder and folder.is_dir() else []


def _write(grades: Grades, out: Path, force: bool, platform: str | None, title: str) -> None:
    from ..classroom import write_gradebook

    with replacing(out, force) as unfinished:
        if platform:
            write_gradebook(grades, unfinished, platform, title)
        else:
            grades.write(unfinished)


def _write_arguments(grades: Grades, folder: Path, marks: Marks) -> str:
    """Write what a teacher reads and what students get back; a line that says so."""
    from ..classroom import write_arguments, write_returns

    folder.mkdir(parents=True, exist_ok=True)
    count = write_arguments(grades, folder, marks)
    with replacing(folder / "feedback.zip", True) as unfinished:
        write_returns(grades, unfinished, marks)
    given = sum(mark.value is not None for mark in marks.values())
    return f"  {count} arguments in {folder}, {given} of them marked; feedback.zip is for students"


def _summary(grades: Grades, folder: Path, out: Path) -> Iterator[str]:
    odd = sum(bool(row["odd"]) for row in grades.rows)
    students = "1 student" if len(grades.rows) == 1 else f"{len(grades.rows)} students"
    yield f"{folder}: {students}, written to {out}"
    yield f"  {odd} of them with something odd" + (": see the column odd" if odd else "")
    lost = sum(row["students"] for row in grades.view if row["outcome"] == "unrecorded")
    if lost:
        them = "1 answer was" if lost == 1 else f"{lost} answers were"
        yield f"  {them} not recorded and stand in cells: --arguments shows them"
    shown = [row for row in grades.view if row["misconception"]]
    for row in sorted(shown, key=lambda row: -row["students"])[:MISCONCEPTIONS]:
        yield f"  {row['students']:>4} in {row['exercise']}: {row['misconception']}"
