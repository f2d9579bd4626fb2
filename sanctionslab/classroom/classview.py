"""What a teacher gets: the grades of a class, and what its students had in common, as CSV files."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ..files import as_cell, written_whole
from .bank import Exercise
from .people import Person
from .roster import Student
from .settings import Reckoning
from .written import Unrecorded

VIEW_COLUMNS = (
    "exercise",
    "notebook",
    "level",
    "outcome",
    "misconception",
    "students",
    "share",
    "who",
    "say",
)


class ExerciseOutcome(NamedTuple):
    """What became of an exercise: its state, the misconception's name, and a wrong answer.

    `unrecorded` is the answer as it stands in its cell, where check() recorded none.
    """

    state: str
    misconception: str = ""
    answer: str = ""
    unrecorded: Unrecorded | None = None


class Graded(NamedTuple):
    """A student's row of the grades, with the outcome and the answer of each exercise by id.

    `person` is who it is by the names of the files, `reckoning` how the points come about,
    `listed` the line of the roster, if there is one.
    """

    row: dict[str, Any]
    outcomes: dict[str, ExerciseOutcome]
    forms: dict[str, Any]
    person: Person
    reckoning: Reckoning
    listed: Student | None = None


@dataclass(frozen=True)
class Grades:
    """The grades of a class.

    `rows` has a dict for each student, `view` one for each outcome of each exercise, `columns`
    the columns of the rows, `students` a Graded for each row, and `questions` the exercises.
    """

    rows: list[dict[str, Any]]
    view: list[dict[str, Any]]
    columns: tuple[str, ...]
    students: list[Graded] = field(default_factory=list)
    questions: Mapping[str, Exercise] = field(default_factory=dict)

    def write(self, path: str | Path) -> None:
        """Write one row per student as CSV, in the way that spreadsheet programs open it.

        A file that is there is replaced, whole or not at all. Raises KitError for a link.
        """
        write_table(path, self.columns, self.rows)

    def write_view(self, path: str | Path) -> None:
        """Write the class view as CSV, as `write` does: one row per exercise and outcome."""
        write_table(path, VIEW_COLUMNS, self.view)


def class_view(
    graded: Sequence[Graded], questions: Mapping[str, Exercise], ids: Iterable[str]
) -> list[dict[str, Any]]:
    """For each exercise, each outcome with how many had it and what one could say about it."""
    return [row for id_ in ids for row in _rows_of(questions[id_], graded)]


def _rows_of(exercise: Exercise, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
    """A row for each outcome of an exercise, what most students had first."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for student in graded:
        outcome = student.outcomes[exercise.id]
        group = groups.setdefault((outcome.state, outcome.misconception), [])
        group.append((student.row["student"], outcome.answer))
    hints = {wrong.name: wrong.hint for wrong in exercise.wrong}
    largest_first = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    for (state, misconception), members in largest_first:
        yield {
            "exercise": exercise.id,
            "notebook": exercise.notebook,
            "level": exercise.level,
            "outcome": state,
            "misconception": misconception,
            "students": len(members),
            "share": f"{len(members) / len(graded):.2f}",
            "who": "; ".join(student for student, _ in members),
            "say": hints.get(misconception) or _usual_answers(members),
        }


def _usual_answers(members: Iterable[tuple[str, str]]) -> str:
    counts = Counter(answer for _, answer in members if answer)
    return "; ".join(f"{answer} ({count})" for answer, count in counts.most_common(3))


def write_table(
    path: str | Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Write rows as CSV. The mark in front tells Excel on Windows that it is UTF-8."""
    with (
        written_whole(path, replace=True) as unfinished,
        open(unfinished, "w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[as_cell(row[column]) for column in columns] for row in rows])
