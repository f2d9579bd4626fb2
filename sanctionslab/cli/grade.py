"""sanctionslab grade: a folder of submitted notebooks made into a table of grades."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import KitError
from .shared import PLACE, refuse_taken, replacing, say, show_progress

MISCONCEPTIONS = 5  # shown after grading, the most frequent first


@click.command("grade", short_help="grade a folder of submitted notebooks")
@click.argument("folder", type=PLACE)
@click.option(
    "-o",
    "--out",
    type=PLACE,
    required=True,
    metavar="GRADES.csv",
    help="the file to write: one row for each student",
)
@click.option(
    "--class-view",
    type=PLACE,
    metavar="VIEW.csv",
    help="a second file: one row for each exercise and outcome, misconceptions by name",
)
@click.option(
    "--key",
    type=PLACE,
    metavar="KEY.toml",
    help="your own answers, in the form of data/exercises.toml",
)
@click.option("--force", is_flag=True, help="write over files that exist")
def grade_command(
    folder: Path, out: Path, class_view: Path | None, key: Path | None, force: bool
) -> None:
    """Grade a folder of submitted notebooks by the answers that sl.check recorded in them.

    FOLDER is the folder with the submissions. No code of a student is run. A folder directly under
    FOLDER is a student; a file in FOLDER itself is named after one: ada_02_the_verdict.ipynb.
    """
    from ..classroom import grade

    outs = [path for path in (out, class_view) if path]
    for path in outs:
        refuse_taken(path, force)
        others = {other.resolve() for other in (*outs, key) if other and other is not path}
        if path.is_dir() or path.resolve() in others:
            raise KitError(
                f"{path} cannot be written: it is a folder, the key, or named twice.", "out", path
            )
    grades = grade(
        folder,
        key,
        leave_out=(*outs, key),
        tell=lambda done, total: show_progress(done / max(total, 1)),
    )
    show_progress(None)
    with replacing(out, force) as unfinished:
        grades.write(unfinished)
    if class_view:
        with replacing(class_view, force) as unfinished:
            grades.write_view(unfinished)
    for line in _summary(grades, folder, out):
        say(line)


def _summary(grades, folder, out):
    odd = sum(bool(row["odd"]) for row in grades.rows)
    yield f"{folder}: {len(grades.rows)} students, written to {out}"
    yield f"  {odd} of them with something odd" + (": see the column odd" if odd else "")
    shown = [row for row in grades.view if row["misconception"]]
    for row in sorted(shown, key=lambda row: -row["students"])[:MISCONCEPTIONS]:
        yield f"  {row['students']:>4} in {row['exercise']}: {row['misconception']}"
