"""Grading from what check() recorded: stored outputs are read and judged afresh.

Who is who: everything in a folder directly under the graded one belongs to the student whose name
the folder has. A file that lies in the graded folder itself belongs to the student that its name
names beside the notebook's: "ada_02_the_verdict.ipynb" is Ada's.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from ..errors import KitError
from .answers import read
from .bank import exercises, load
from .classview import Graded, Grades, Outcome, class_view
from .judges import judge
from .plain import clean
from .submissions import (
    Record,
    Refused,
    Submission,
    name_pattern,
    read_submission,
    shown_name,
)

JUNK = re.compile(r"^(?:\..*|__MACOSX|__pycache__|Thumbs\.db|desktop\.ini|~\$.*)$")
MARKS = {
    "right": 1,
    "wrong": 0,
    "unreadable": 0,
    "recorded": "read",
    "short": "short",
    "missing": "",
}
NOT_A_NOTEBOOK = ": not a notebook"


def grade(
    folder: str | Path,
    key: str | Path | None = None,
    *,
    leave_out: Iterable[str | Path | None] = (),
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Grades:
    """Grade a folder of submitted notebooks by the answers that they recorded.

    Arguments: `folder`; `key`, a TOML file with a teacher's own answers or None; `leave_out`, files
    that are no submissions; `tell`, called with the number of files done and of all files. Returns
    Grades: a row for every student, with the reason where a file could not be read. In a cell:
    1 right, 0 not, "read" an argument for the teacher to read, "short" one that names too little,
    blank missing. Raises KitError if the folder is none, or the key cannot be used.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise KitError(
            f'"{folder}" is no folder. Name the one that holds the submitted notebooks.',
            "folder",
            str(folder),
        )
    questions = load(key, exercises()) if key else exercises()
    skipped = {Path(path).resolve() for path in leave_out if path}
    files = [path for path in _files(folder) if path.resolve() not in skipped]
    students = _students(folder, files, tell)
    handed_in = {
        name
        for submissions in students.values()
        for submission in submissions
        if isinstance(submission, Submission)
        for name in submission.notebooks
    }
    ids = [id_ for id_, exercise in questions.items() if exercise.notebook in handed_in]
    graded = [
        _graded(name, submissions, folder, questions, ids)
        for name, submissions in sorted(students.items())
    ]
    columns = ("student", "total", "out_of", "to_read", *ids, "missing", "odd", "files")
    view = class_view(graded, questions, ids)
    return Grades([student.row for student in graded], view, columns)


def _files(folder):
    """Every file under a folder that somebody handed in, sorted; links are listed, not followed."""
    paths = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not JUNK.match(name))
        links = [name for name in folders if Path(place, name).is_symlink()]
        paths += [Path(place, name) for name in [*names, *links] if not JUNK.match(name)]
    return sorted(paths)


def _students(folder, files, tell):
    """For each student what they handed in: Submissions, and reasons why there is none."""
    students: dict[str, list[Submission | str]] = {}
    for done, path in enumerate(files):
        tell(done, len(files))
        students.setdefault(_student(folder, path), []).append(_submission(path))
    tell(len(files), len(files))
    for place in folder.iterdir():
        if place.is_dir() and not JUNK.match(place.name):
            students.setdefault(shown_name(place.name), [])
    return students


def _student(folder, path):
    inside = path.relative_to(folder)
    if len(inside.parts) > 1:
        return shown_name(inside.parts[0])
    stem = re.sub(r"(?:\.ipynb)?\.[^.]*$", "", inside.name)
    notebooks = "|".join(name_pattern(exercise.notebook) for exercise in exercises().values())
    rest = re.sub(rf"(?i){notebooks}|[ _-]?copy\d*$|\(\d+\)", " ", stem)
    return shown_name(re.sub(r"[\s_-]*\s[\s_-]*", " ", rest).strip(" _-.") or stem)


def _submission(path):
    """A Submission, or the reason why there is none."""
    name = shown_name(path.name)
    try:
        return read_submission(path)
    except Refused as reason:
        return f"{name}: {reason}"
    except OSError as error:
        return f"{name}: cannot be read ({error.strerror})"
    except Exception as error:  # whatever else a file may do, the others have to be graded
        return f"{name}: cannot be graded ({type(error).__name__})"


def _graded(student, submissions, folder, questions, ids):
    """A student's row, and what became of each exercise."""
    oldest_first = sorted(
        (each for each in submissions if isinstance(each, Submission)),
        key=lambda submission: (submission.path.stat().st_mtime, submission.path),
    )
    odd = _reasons(submissions)
    records, odd_records = _last_records(oldest_first, questions)
    odd += odd_records
    odd += _handed_in_again(oldest_first)
    nothing = Record("", None, False)
    outcomes = {id_: _outcome(questions[id_], records.get(id_, nothing)) for id_ in ids}
    states = {id_: outcome.state for id_, outcome in outcomes.items()}
    counts = Counter(states.values())
    files = (each.path.relative_to(folder).as_posix() for each in oldest_first)
    row = {
        "student": student,
        "total": counts["right"],
        "out_of": sum(questions[id_].level != "argue" for id_ in ids),
        "to_read": counts["recorded"],
        **{id_: MARKS[state] for id_, state in states.items()},
        "missing": " ".join(id_ for id_, state in states.items() if state == "missing"),
        "odd": "; ".join(dict.fromkeys(odd)),
        "files": "; ".join(clean(name, 200) for name in files),
    }
    return Graded(row, outcomes)


def _reasons(submissions):
    """Why files could not be read. Beside a notebook that could, other files are no oddity."""
    if not submissions:
        return ["the folder is empty"]
    reasons = [each for each in submissions if isinstance(each, str)]
    if len(reasons) < len(submissions):
        reasons = [reason for reason in reasons if not reason.endswith(NOT_A_NOTEBOOK)]
    return reasons


def _last_records(oldest_first, questions):
    """The record of each exercise that counts, and what is odd about the records."""
    records: dict[str, Record] = {}
    odd: list[str] = []
    for submission in oldest_first:
        file = shown_name(submission.path.name)
        odd += [f"{file}: {what}" for what in submission.odd]
        for record in submission.records:
            id_ = record.exercise
            if id_ not in questions:
                odd.append(f"{file}: {id_ or 'an exercise without id'} is no exercise of this kit")
                continue
            if id_ in records and records[id_] != record:
                odd.append(f"{id_} is recorded twice with different answers; the last counts")
                if record.answer is None and not record.unreadable:
                    continue  # dots take nothing back
            records[id_] = record
    return records, odd


def _handed_in_again(oldest_first):
    times: Counter[str] = Counter()
    latest: dict[str, str] = {}
    for submission in oldest_first:
        for notebook in submission.notebooks:
            times[notebook] += 1
            latest[notebook] = shown_name(submission.path.name)
    return [
        f"{notebook} was handed in {count} times; {latest[notebook]} is the latest"
        for notebook, count in times.items()
        if count > 1
    ]


def _outcome(exercise, record):
    if record.unreadable:
        return Outcome("unreadable")
    if record.answer is None:
        return Outcome("missing")
    try:
        form = read(exercise.kind, record.answer, exercise.options)
        judgement = judge(exercise, form)
    except Exception:  # an answer that breaks the reading or the judging is that student's alone
        return Outcome("unreadable")
    misconception = judgement.misconception.name if judgement.misconception else ""
    if judgement.state != "wrong":
        return Outcome(judgement.state, misconception)
    return Outcome("wrong", misconception, json.dumps(form, ensure_ascii=False)[:80])
