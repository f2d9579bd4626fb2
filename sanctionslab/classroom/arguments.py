"""Arguments for a teacher to read and mark: a page and a table; and the marks taken back.

Answers that stand in a cell and were not recorded are read with them. The table `arguments.csv` is
the teacher's: what is written into `mark` and `remark` there is kept when it is made anew, and goes
into the grades and into what the students get back.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import KitError
from ..files import from_cell, write_whole
from ..outline import Html, filled_html
from .bank import Exercise
from .checklist import Point, checklist
from .classview import Graded, Grades, write_table
from .sheets import marked_up, sheet

TABLE, PAGE = "arguments.csv", "arguments.html"
COLUMNS = ("student", "exercise", "mark", "out_of", "remark", "checklist", "state", "argument")
OUT_OF = 10  # what a mark is of, where the teacher's table says nothing else
HOW_TO_MARK = (
    "Marks and remarks go into the columns *mark* and *remark* of arguments.csv beside this page; "
    "grade again with the same --arguments folder, and they are added up and handed back."
)


class Mark(NamedTuple):
    """What a teacher gave for an argument: the mark, or None, what it is of, and a remark.

    `argument` is the text that was marked: where it has changed since, the remark says so.
    """

    value: float | None
    out_of: float
    remark: str
    argument: str

    @property
    def share(self) -> float | None:
        """The mark as a part of what could be had, or None."""
        return None if self.value is None else self.value / self.out_of


Marks = Mapping[tuple[str, str], Mark]  # by student and exercise


def read_marks(folder: str | Path) -> dict[tuple[str, str], Mark]:
    """The marks in a folder's arguments.csv, by student and exercise; none if there is no file.

    Raises KitError, with the line, for a mark that is no number or above what it is of.
    """
    path = Path(folder) / TABLE
    if not path.is_file():
        return {}
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError):
        raise KitError(
            f"{path} cannot be read. Save it from the spreadsheet as CSV UTF-8.", "marks", path
        ) from None
    # Where a comma is the decimal mark, spreadsheets part columns by semicolons.
    separator = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=separator)
    marks = {}
    try:
        _refuse_lack(path, rows.fieldnames or ())
        for row in rows:
            marks[from_cell(row["student"]), row["exercise"]] = _mark(path, rows.line_num, row)
    except csv.Error as error:
        raise KitError(f"{path}, line {rows.line_num}: {error}.", "marks", path) from None
    return marks


def _refuse_lack(path: Path, columns: Collection[str]) -> None:
    for name in ("student", "exercise", "mark"):
        if name not in columns:
            raise KitError(f"{path} has no column {name}.", "marks", path, COLUMNS)


def _mark(path: Path, line: int, row: Mapping[str, str | None]) -> Mark:
    # A blank is taken for the usual scale, and so is a 0, of which nothing is a part.
    out_of = _number(path, line, "out_of", row.get("out_of") or "") or OUT_OF
    value = _number(path, line, "mark", row["mark"] or "")
    if value is not None and not 0 <= value <= out_of:
        raise KitError(
            f"{path}, line {line}: the mark {row['mark']} is not between 0 and {out_of:g}.",
            "mark",
            row["mark"],
        )
    return Mark(value, out_of, row.get("remark") or "", row.get("argument") or "")


def _number(path: Path, line: int, column: str, text: str) -> float | None:
    text = text.strip().replace(",", ".")
    try:
        return float(text) if text else None
    except ValueError:
        raise KitError(
            f"{path}, line {line}: {column} is {text[:40]!r}, which is no number.", column, text
        ) from None


def write_arguments(grades: Grades, folder: str | Path, marks: Marks) -> int:
    """Write the table and the page of all arguments into a folder. Returns how many there are.

    Answers that were not recorded are among them. Arguments: `grades`; `folder`, which is there;
    `marks`, those of read_marks, to be kept.
    """
    rows = list(_rows(grades, marks))
    write_table(Path(folder, TABLE), COLUMNS, rows)
    body = marked_up(HOW_TO_MARK) + "".join(_articles(rows, grades.questions))
    write_whole(Path(folder, PAGE), sheet("Arguments to read", body), replace=True)
    return len(rows)


def _rows(grades: Grades, marks: Marks) -> Iterator[dict[str, Any]]:
    """A row for each argument and each answer not recorded, those on one exercise together."""
    for id_, exercise in grades.questions.items():
        for student in grades.students:
            text, items = _to_read(student, id_, exercise)
            if not text:
                continue
            name = student.row["student"]
            mark = marks.get((name, id_), Mark(None, OUT_OF, "", text))
            remark = mark.remark
            if mark.value is not None and _plain(mark.argument) != _plain(text):
                remark = f"(The argument has changed since it was marked.) {remark}".strip()
            yield {
                "student": name,
                "exercise": id_,
                "mark": "" if mark.value is None else f"{mark.value:g}",
                "out_of": f"{mark.out_of:g}",
                "remark": remark,
                "checklist": "; ".join(items),
                "items": items,
                "state": student.outcomes[id_].state,
                "argument": text,
            }


def _to_read(student: Graded, id_: str, exercise: Exercise) -> tuple[str, list[str]]:
    """What a student wrote that waits to be read, and what stands beside it; or an empty text."""
    outcome = student.outcomes.get(id_)
    if outcome is None or outcome.state not in ("recorded", "short", "unrecorded"):
        return "", []
    trouble = [f"not recorded: {outcome.unrecorded.why}"] if outcome.unrecorded else []
    if outcome.state == "unrecorded" and outcome.unrecorded:
        return outcome.unrecorded.text, trouble
    text = student.forms[id_]
    if exercise.level != "argue" or not isinstance(text, str):
        return "", []
    return text, [*trouble, *(f"{_sign(item)} {item.words}" for item in checklist(exercise, text))]


def _plain(text: str) -> str:
    """An argument for comparing: a spreadsheet keeps no line ends and may have quoted it."""
    return " ".join(from_cell(text).split())


def _sign(item: Point) -> str:
    return "yes:" if item.is_there else "no:"


def _articles(
    rows: Iterable[Mapping[str, Any]], questions: Mapping[str, Exercise]
) -> Iterator[str]:
    last = None
    for row in rows:
        if row["exercise"] != last:
            last = row["exercise"]
            yield f"{Html.of('h2', last)}{marked_up(questions[last].question)}"
        items = "".join(Html.of("li", item) for item in row["items"])
        # An answer that was not recorded is code, as it stands in its cell.
        is_code = row["state"] == "unrecorded"
        text = Html.of("pre", row["argument"]) if is_code else marked_up(row["argument"])
        mark = f"{row['mark'] or '____'} of {row['out_of']}"
        yield filled_html(
            __package__,
            "argument.html",
            label=f"{escape(row['student'])}, {row['exercise']}",
            student=escape(row["student"]),
            text=text,
            items=items,
            mark=escape(mark),
            remark=marked_up(f"Remark: {row['remark']}"),
        )
