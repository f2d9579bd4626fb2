"""A table of grades in the form that a learning platform takes back.

The forms are those of Moodle's offline grading worksheet (mod/assign/feedback/offline), of the
file that Canvas exports and imports, and of the CSV file that nbgrader exports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import KitError, first_few
from .classview import Graded, Grades, write_table

GradeRow = Mapping[str, Any]  # by the headings of the table
PlatformTable = tuple[tuple[str, ...], Iterable[GradeRow]]  # the headings, and the rows

MOODLE_COLUMNS = (
    "Identifier",
    "Full name",
    "Email address",
    "Grade",
    "Maximum grade",
    "Last modified (grade)",
    "Feedback comments",
)
CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
NBGRADER_COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


def write_gradebook(grades: Grades, path: str | Path, platform: str, title: str) -> None:
    """Write grades as a platform imports them.

    Arguments: `grades`; `path`; `platform`, "moodle", "canvas" or "nbgrader"; `title`, what the
    assignment is called there. Raises KitError where the platform cannot know the students: Moodle
    asks for the participants' numbers, which are in the names of what it hands out, or in a roster;
    and where its worksheet has another maximum grade.
    """
    columns, rows = _gradebook(grades, platform, title)
    write_table(path, columns, list(rows))


def _gradebook(grades: Grades, platform: str, title: str) -> PlatformTable:
    match platform:
        case "moodle":
            return _for_moodle(grades)  # its worksheet is of one assignment and does not name it
        case "canvas":
            return _for_canvas(grades, title)
        case "nbgrader":
            return _for_nbgrader(grades, title)
    raise KeyError(platform)


def _for_moodle(grades: Grades) -> PlatformTable:
    # Who handed in nothing and has no number stands in the teacher's table alone.
    listed = [student for student in grades.students if _number(student) or student.row["files"]]
    unknown = [student.row["student"] for student in listed if not _number(student)]
    if unknown:
        raise KitError(
            "Moodle knows participants by their numbers, and there is none for "
            f"{first_few(unknown, 1)}. Grade the folders as Moodle hands them out, or give its "
            "grading worksheet as the roster: it has the column Identifier.",
            "platform",
            "moodle",
        )
    for student in listed:
        _refuse_other_scale(student)
    return MOODLE_COLUMNS, map(_moodle_row, listed)


def _refuse_other_scale(student: Graded) -> None:
    """Grades of 20 in an assignment of 100 points would be read as a fifth of what they are."""
    best = _points(student.row)[1]
    worksheet = student.listed.best.replace(",", ".") if student.listed else ""
    if not re.fullmatch(r"\d+(\.\d+)?", worksheet) or float(worksheet) == best:
        return
    wanted = f"{float(worksheet):g}"
    raise KitError(
        f"The worksheet says that the maximum grade is {wanted}, and these grades are "
        f"of {best:g}. Write points = {wanted} into the file for --settings, or change "
        "the maximum grade of the assignment and download its worksheet again.",
        "platform",
        "moodle",
    )


def _number(student: Graded) -> str:
    """The number that Moodle knows a participant by; a school's own ids are none."""
    return student.person.number if student.person.system == "moodle" else ""


def _moodle_row(student: Graded) -> GradeRow:
    row = student.row
    reached, best = _points(row)
    return {
        "Identifier": f"Participant {_number(student)}",
        "Full name": row["student"],
        "Email address": row["email"],
        "Grade": reached,
        "Maximum grade": best,
        # Blank: Moodle compares it with the time of a grade that is there already.
        "Last modified (grade)": "",
        "Feedback comments": _comment(student),
    }


def _comment(student: Graded) -> str:
    row, reckoning = student.row, student.reckoning
    parts = [f"{row['total']:g} of {row['out_of']} right."]
    if row["missing"]:
        parts.append(f"Not answered: {row['missing']}.")
    states = {id_: outcome.state for id_, outcome in student.outcomes.items()}
    unrecorded = [id_ for id_, state in states.items() if state == "unrecorded"]
    if unrecorded:
        parts.append(f"Answered and not recorded: {' '.join(unrecorded)}.")
    if reckoning.cost:
        parts.append(f"Handed in late, which took {reckoning.cost:.0%} off.")
    return " ".join(parts)


def _for_canvas(grades: Grades, title: str) -> PlatformTable:
    best = _points(grades.rows[0])[1] if grades.rows else 0
    # The best marks stand in a line that Canvas begins just so.
    points = dict.fromkeys(CANVAS_COLUMNS, "") | {"Student": "    Points Possible", title: best}
    return (*CANVAS_COLUMNS, title), _canvas_rows(grades, title, points)


def _canvas_rows(grades: Grades, title: str, points: GradeRow) -> Iterator[GradeRow]:
    yield points
    for student in grades.students:
        row, person = student.row, student.person
        yield {
            "Student": row["student"],
            "ID": person.number if person.system == "canvas" else "",
            "SIS User ID": student.listed.sis if student.listed else "",
            "SIS Login ID": row["email"],
            "Section": student.listed.section if student.listed else "",
            title: _points(row)[0],
        }


def _for_nbgrader(grades: Grades, title: str) -> PlatformTable:
    return NBGRADER_COLUMNS, (_nbgrader_row(student, title) for student in grades.students)


def _nbgrader_row(student: Graded, title: str) -> GradeRow:
    """A row as nbgrader exports it; what it does not know of a submission is blank."""
    row = student.row
    reached, best = _points(row)
    words = row["student"].split()
    return {
        "assignment": title,
        "duedate": "",
        "timestamp": "",
        "student_id": row["id"] or row["student"],
        "last_name": words[-1] if len(words) > 1 else "",
        "first_name": " ".join(words[:-1] or words),
        "email": row["email"],
        "raw_score": reached,
        "late_submission_penalty": 0,
        "score": reached,
        "max_score": best,
    }


def _points(row: GradeRow) -> tuple[Any, Any]:
    """The points that a student has and those that can be had, late days taken off."""
    return row["points"], row["points_of"]
