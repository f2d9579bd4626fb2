"""What students get back: one page each, with what was right, which mistake it was, and remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..files import written_whole, zipped
from ..outline import Html, table_html
from .arguments import Marks
from .bank import Exercise
from .classview import ExerciseOutcome, Graded, Grades
from .settings import Reckoning, rounded
from .sheets import marked_up, sheet
from .written import Unrecorded

SAID = {
    "right": "Right.",
    "wrong": "Not right.",
    "unreadable": "It could not be read as an answer.",
    "recorded": "Handed in.",
    "short": "Handed in, and short of what was asked.",
    "unrecorded": "An answer stands in the cell, and it was not recorded",
    "missing": "Not answered.",
}
QUOTES = "Words stand in quotation marks"
THREE_QUOTES = (
    'A text stands between two quotation marks, and one over several lines between `"""` and `"""`.'
)
FROM_THE_TOP = "A cell above it was not run: run all from the top."
UNKNOWN_NAME = re.compile(r"NameError: name '(\w+)' is not defined")
WORDS = re.compile(r"[\w -]+")  # what is a text as soon as it stands in quotation marks
AGAIN = "Run the cell until your answer shows under it, save the notebook, and hand it in again."
UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]+$')  # in names of files, on one system or another


def write_returns(grades: Grades, path: str | Path, marks: Marks) -> None:
    """Write a zip file with a page for each student who handed something in.

    Arguments: `grades`; `path`, the file to write; `marks`, those of read_marks.

    Moodle takes it as "multiple feedback files in a zip": the names are those of its own folders.
    """
    entries = [
        (_file_name(student), _page(student, grades, marks).encode())
        for student in grades.students
        if student.row["files"]
    ]
    with written_whole(path, replace=True) as unfinished:
        unfinished.write_bytes(zipped(sorted(entries), compress=True))


def _file_name(student: Graded) -> str:
    person = student.person
    if person.system == "moodle":
        name = _safe(person.name).replace("_", " ")  # Moodle parts the name of the file there
        return _safe(f"{name}_{person.number}_assignsubmission_file_feedback.html")
    return _safe(f"{student.row['student']}_feedback.html")


def _safe(name: str) -> str:
    return UNSAFE.sub("_", name)


def _page(student: Graded, grades: Grades, marks: Marks) -> str:
    name = student.row["student"]
    reached = f"{student.row['total']:g} of {student.row['out_of']}"
    # Points come about for everybody; they are told where a teacher gave settings.
    reckoned = "points" in grades.columns
    parts = [
        Html.of("p", f"Right: {reached}."),
        *(_reckoned(student.reckoning) if reckoned else ()),
        *_exercises(student, grades.questions, marks),
    ]
    return sheet(name, "".join(parts))


def _reckoned(reckoning: Reckoning) -> Iterator[str]:
    """How the points come about, with what each exercise weighs and what late days cost."""
    rows = [
        [id_, f"{part.weight:g}", f"{rounded(part.weight * part.share):g}"]
        for id_, part in reckoning.parts.items()
    ]
    rows.append(["Together", f"{reckoning.possible:g}", f"{reckoning.reached:g}"])
    yield table_html("Your points", ["Exercise", "Counts", "Reached"], rows)
    if reckoning.waiting:
        yield Html.of(
            "p", f"Waits to be read, and does not count yet: {', '.join(reckoning.waiting)}."
        )
    yield Html.of("p", " ".join(_sum(reckoning)))


def _sum(reckoning: Reckoning) -> Iterator[str]:
    """The points that follow, in sentences."""
    best = f"{reckoning.best:g}"
    if reckoning.best != reckoning.possible:
        yield (
            f"{reckoning.reached:g} of {reckoning.possible:g}, where {best} is the best grade, "
            f"makes {reckoning.in_time:g}."
        )
    if reckoning.days:
        if reckoning.is_counted:
            yield f"Handed in {_days(reckoning.days)} late."
        else:
            yield "Handed in late, which counts as one day: nobody said how late."
        each, free = f"{100 * reckoning.per_day:.3g}%", _days(reckoning.free)
        if reckoning.cost and reckoning.free:
            yield f"{free.capitalize()} of grace cost nothing; each other day costs {each}:"
        elif reckoning.cost:
            yield f"Each day costs {each}:"
        yield f"{reckoning.cost:.0%} in all." if reckoning.cost else "It costs nothing."
    yield f"Your points: {reckoning.points:g} of {best}."


def _days(number: int) -> str:
    return "one day" if number == 1 else f"{number} days"


def _exercises(student: Graded, questions: Mapping[str, Exercise], marks: Marks) -> Iterator[str]:
    for id_, outcome in student.outcomes.items():
        exercise = questions[id_]
        yield f"{Html.of('h2', id_)}{marked_up(exercise.question)}"
        yield from _told(exercise, outcome)
        mark = marks.get((student.row["student"], id_))
        if mark and mark.value is not None and outcome.state != "right":
            yield Html.of("p", f"Mark: {mark.value:g} of {mark.out_of:g}.")
        if mark and mark.remark:
            yield marked_up(f"Remark: {mark.remark}")


def _told(exercise: Exercise, outcome: ExerciseOutcome) -> Iterator[str]:
    """What became of an exercise, and what to do about it."""
    hint = next((wrong.hint for wrong in exercise.wrong if wrong.name == outcome.misconception), "")
    trouble = outcome.unrecorded
    if outcome.state == "unrecorded" and trouble:
        yield Html.of("p", f"{SAID['unrecorded']}: {trouble.why}. It reads:")
        yield Html.of("pre", trouble.text)
        yield marked_up(f"{_way_out(exercise, trouble)} {AGAIN}".strip())
        return
    yield Html.of("p", SAID[outcome.state])
    if trouble:
        yield Html.of("p", f"It was not recorded, as {trouble.why}; it was read from the cell.")
    if hint:
        yield marked_up(f"It looks as if {outcome.misconception}. {hint}")
    elif outcome.state == "right" and exercise.lesson:
        yield marked_up(exercise.lesson)


def _way_out(exercise: Exercise, trouble: Unrecorded) -> str:
    """What to do about an answer that was not recorded, by what its cell ended in."""
    unknown = UNKNOWN_NAME.match(trouble.error)
    if unknown:
        is_word = unknown[1] in re.findall(r"\w+", trouble.text)
        if exercise.kind == "case" or not is_word:
            return FROM_THE_TOP
        meant = f': `answer = "{trouble.text}"`' if WORDS.fullmatch(trouble.text) else ""
        return f"{QUOTES}{meant}."
    if trouble.error.startswith("SyntaxError"):
        return THREE_QUOTES
    return "The error says what is amiss." if trouble.error else ""
