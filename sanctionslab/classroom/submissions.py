"""What a submitted notebook holds, which may be broken or hostile. No code in it is ever run.

A notebook is JSON that anybody may have edited: nothing in it is taken to be of the kind that it
should be of. Records count. What stands in a cell and was never recorded is told beside them with
the cell's own error (`written` reads it, `oddities` tells it). An argument counts wherever it
stands: in a cell that was not run or ended in an error, and in a cell of text under its exercise.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from .bank import exercises
from .feedback import MIME
from .oddities import oddities
from .opened import cells_in, content_of
from .people import notebook_in
from .plain import clean
from .written import (
    Unrecorded,
    argument_under,
    asked_in,
    error_of,
    unrecorded_in,
)

LEVELS_OF_AN_ANSWER = 4  # lists inside lists


class Record(NamedTuple):
    """What check() recorded: an id, the answer or None, and whether there was one unreadable.

    `tries` is how often the exercise had been tried until then, in one run of the kernel;
    `by_field` is whether it was answered in the field under the cell.
    """

    exercise: str
    answer: Any
    unreadable: bool
    tries: int = 1
    by_field: bool = False


@dataclass
class Submission:
    """What one file holds: its records in order, the ids that its cells check, and what was odd.

    `unrecorded` are the answers that stand in cells and were not recorded; `arguments` those that
    can be read, there or in a cell of text under their exercise; `opened` are the exercises whose
    answer was opened; `print` tells whether two files are one and the same.
    """

    path: Path
    records: list[Record] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    unrecorded: dict[str, Unrecorded] = field(default_factory=dict)
    arguments: dict[str, str] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    print: str = ""

    @property
    def notebooks(self) -> list[str]:
        """The notebooks that the file is made from, by its exercises and not by its name."""
        ids = [record.exercise for record in self.records] or self.asked
        return list(dict.fromkeys(exercises()[id_].notebook for id_ in ids if id_ in exercises()))


def read_submission(path: Path) -> Submission:
    """What a file holds. Raises Refused for one that cannot be graded, and OSError."""
    content = content_of(path)
    cells, has_doubles = cells_in(content)
    submission = Submission(path, print=hashlib.sha256(content).hexdigest())
    if has_doubles:
        submission.odd.append("a key stands twice in the file; the last one counts")
    _collect(cells, submission)
    if path.suffix.lower() != ".ipynb":
        submission.odd.append(f"renamed: the file ends in {path.suffix}")
    for name in submission.notebooks:
        if notebook_in(path.name) != name:
            submission.odd.append(f"renamed: it is {name}")
    return submission


Json = dict[str, Any]  # an object as a notebook's JSON has it


class CodeCell(NamedTuple):
    """A code cell: its source, the ids that it checks, its records, its run and its error."""

    source: str
    asked: list[str]
    bundles: list[dict[str, Any]]
    records: list[Record]
    outputs: int
    run: int | None  # its number among the runs of the kernel
    error: str


def _collect(cells: list[Json], submission: Submission) -> None:
    """Put into a submission what its cells recorded, and what is odd about how they were run."""
    code = [_cell(cell) for cell in cells if cell.get("cell_type") == "code"]
    for cell in code:
        submission.asked += cell.asked
        submission.records += cell.records
        submission.opened += _opened_in(cell.bundles)
    submission.unrecorded = _unrecorded(code, submission.records)
    unrecorded = submission.unrecorded.items()
    in_code = {id_: answer.argument for id_, answer in unrecorded if answer.argument}
    submission.arguments = _arguments(cells) | in_code
    submission.odd += oddities(code, submission)


def _cell(cell: Json) -> CodeCell:
    source = _joined(cell.get("source"))
    outputs = [output for output in _list(cell.get("outputs")) if isinstance(output, dict)]
    bundles = [bundle for bundle in map(_bundle, outputs) if bundle]
    count = cell.get("execution_count")
    return CodeCell(
        source,
        asked_in(source),
        bundles,
        [_record(bundle) for bundle in bundles if bundle.get("opened") is not True],
        len(outputs),
        count if type(count) is int else None,  # true is an int as well, and counts no run
        error_of(outputs),
    )


def _opened_in(bundles: list[Json]) -> list[str]:
    opened = (bundle for bundle in bundles if bundle.get("opened") is True)
    return [clean(bundle["exercise"], 20) for bundle in opened]


def _unrecorded(code: list[CodeCell], records: list[Record]) -> dict[str, Unrecorded]:
    """For each exercise the answer that stands in its last cell, if none was recorded."""
    recorded = {
        record.exercise for record in records if record.answer is not None or record.unreadable
    }
    answers: dict[str, Unrecorded] = {}
    for cell in reversed(code):  # the last cell counts, as the last record does
        for id_ in reversed(cell.asked):
            if id_ in exercises() and id_ not in recorded and id_ not in answers:
                answer = unrecorded_in(cell.source, id_, cell.error)
                if answer:
                    answers[id_] = answer
    return dict(reversed(answers.items()))


def _arguments(cells: list[Json]) -> dict[str, str]:
    """For each exercise that asks for an argument: one that stands in a cell of text under it."""
    arguments: dict[str, str] = {}
    asked: list[str] = []
    for cell in cells:
        source = _joined(cell.get("source"))
        if cell.get("cell_type") == "code":
            asked = asked_in(source) or asked
            continue
        if cell.get("cell_type") != "markdown":
            continue
        id_, text = argument_under(source, cell.get("id"), asked)
        if id_ and text:
            arguments[id_] = f"{arguments.get(id_, '')} {text}".strip()
    return arguments


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _joined(source: object) -> str:
    if isinstance(source, str):
        return source
    return "".join(part for part in _list(source) if isinstance(part, str))


def _bundle(output: Json) -> Json | None:
    """What check() recorded in an output, or None."""
    data = output.get("data")
    bundle = data.get(MIME) if isinstance(data, dict) else None
    if isinstance(bundle, str):
        try:
            bundle = json.loads(bundle)
        except (ValueError, RecursionError):
            return None
    is_record = isinstance(bundle, dict) and isinstance(bundle.get("exercise"), str)
    return bundle if is_record else None


def _record(bundle: Json) -> Record:
    id_, answer = clean(bundle["exercise"], 20), bundle.get("answer")
    tries = bundle.get("tries")
    tries = tries if type(tries) is int and 1 <= tries < 10_000 else 1  # else it was edited
    if _is_deeper(answer, LEVELS_OF_AN_ANSWER):
        # No answer, and not safe to compare or print.
        return Record(id_, None, True, tries)
    by_field = bundle.get("by") == "field"
    return Record(id_, answer, bundle.get("unreadable") is True, tries, by_field)


def _is_deeper(value: object, levels: int) -> bool:
    parts = value.values() if isinstance(value, dict) else _list(value)
    if not parts:
        return False
    return not levels or any(_is_deeper(part, levels - 1) for part in parts)
