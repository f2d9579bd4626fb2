"""What students get back: one page each, with what was right, which mistake it was, and remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

from ..files import zipped
from ..outline import Html
from .arguments import Marks
from .bank import Exercise
from .classview import Graded, Grades

SAID = {
    "right": "Right.",
    "wrong": "Not right.",
    "unreadable": "It could not be read as an answer.",
    "recorded": "Handed in.",
    "short": "Handed in, and short of what was asked.",
    "missing": "Not answered.",
}
UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]+$')  # in names of files, on one system or another


def write_returns(grades: Grades, path: str | Path, marks: Marks) -> None:
    """Write a zip file with a page for each student who handed something in.

    Arguments: `grades`; `path`, the file to write; `marks`, those of read_marks.

    Moodle takes it as "multiple feedback files in a zip": the names are those of its own folders.
    """
    page = resources.files(__package__).joinpath("feedback.html").read_text(encoding="utf-8")
    entries = [
        (_file_name(student), _filled(page, student, grades.questions, marks).encode())
        for student in grades.students
        if student.row["files"]
    ]
    Path(path).write_bytes(zipped(sorted(entries), compress=True))


def _file_name(student: Graded) -> str:
    person = student.person
    if person.system == "moodle":
        return _safe(f"{person.name}_{person.number}_assignsubmission_file_feedback.html")
    return _safe(f"{student.row['student']}_feedback.html")


def _safe(name: str) -> str:
    return UNSAFE.sub("_", name)


def _filled(page: str, student: Graded, questions: Mapping[str, Exercise], marks: Marks) -> str:
    name = student.row["student"]
    reached = f"{student.row['total']:g} of {student.row['out_of']}"
    parts = "".join(_parts(student, questions, marks))
    head = f"{Html.of('h1', name)}{Html.of('p', f'Right: {reached}.')}"
    return page.replace("<!-- feedback -->", head + parts)


def _parts(student: Graded, questions: Mapping[str, Exercise], marks: Marks) -> Iterator[str]:
    for id_, outcome in student.outcomes.items():
        exercise = questions[id_]
        yield f"{Html.of('h2', id_)}{Html.of('p', exercise.question)}"
        yield Html.of("p", SAID[outcome.state])
        hint = next((w.hint for w in exercise.wrong if w.name == outcome.misconception), "")
        if hint:
            yield Html.of("p", f"It looks as if {outcome.misconception}. {hint}")
        elif outcome.state == "right" and exercise.lesson:
            yield Html.of("p", exercise.lesson)
        mark = marks.get((student.row["student"], id_))
        if mark and mark.value is not None:
            yield Html.of("p", f"Mark: {mark.value:g} of {mark.out_of:g}.")
        if mark and mark.remark:
            yield Html.of("p", f"Remark: {mark.remark}")
