"""What a submitted notebook holds, which may be broken or hostile. No code in it is ever run.

Records count. What stands in a cell and was never recorded is told beside them with the cell's
own error. An argument counts wherever it stands: in a cell that was not run or ended in an error,
and in a cell of text under its exercise.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from .. import __version__
from .bank import exercises
from .feedback import MIME
from .opened import cells_in, content_of
from .people import notebook_in, shown_name
from .plain import clean
from .written import (
    Unrecorded,
    argument_under,
    asked_in,
    error_of,
    is_other_answer,
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


class _Cell(NamedTuple):
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
    in_code = {id_: one.argument for id_, one in submission.unrecorded.items() if one.argument}
    submission.arguments = _arguments(cells) | in_code
    submission.odd += _oddities(code, submission)


def _cell(cell: Json) -> _Cell:
    source = _joined(cell.get("source"))
    outputs = [output for output in _list(cell.get("outputs")) if isinstance(output, dict)]
    bundles = [bundle for bundle in map(_bundle, outputs) if bundle]
    count = cell.get("execution_count")
    return _Cell(
        source,
        asked_in(source),
        bundles,
        [_record(bundle) for bundle in bundles if bundle.get("opened") is not True],
        len(outputs),
        count if type(count) is int else None,
        error_of(outputs),
    )


def _oddities(code: list[_Cell], submission: Submission) -> Iterator[str]:
    counts = [cell.run for cell in code if cell.source.strip()]
    outputs = sum(cell.outputs for cell in code)
    if code and submission.asked and not outputs:
        yield "cleared outputs: nothing is recorded; run all cells and save"
    elif not submission.records and not submission.asked:
        if not _is_of_the_kit(submission.path):
            yield "no exercise in it"
    else:
        yield from _not_run(counts)
    if outputs:
        yield from _unrecorded_told(code, submission)
    yield from _not_made_by_their_cell(code)
    yield from _out_of_order(counts)
    yield from _other_versions(code)
    changed = [
        record.exercise
        for cell in code
        for record in cell.records
        if record.exercise in cell.asked
        and record.exercise not in submission.unrecorded
        and _is_changed(cell.source, record)
    ]
    if changed:
        yield f"changed after its last run: {', '.join(changed)}; the recorded answer counts"
    if submission.opened:
        yield f"the answer was opened: {', '.join(dict.fromkeys(submission.opened))}"
    for id_ in submission.arguments:
        if id_ in submission.unrecorded and submission.unrecorded[id_].argument:
            continue
        yield f"{id_}: the argument stands in a cell of text and not in its answer"


def _opened_in(bundles: list[Json]) -> list[str]:
    return [clean(b["exercise"], 20) for b in bundles if b.get("opened") is True]


def _is_of_the_kit(path: Path) -> bool:
    """Whether a file without exercises is named after a notebook of the kit that has none."""
    return path.name.casefold().replace(" ", "_").find("start_here") >= 0


def _unrecorded(code: list[_Cell], records: list[Record]) -> dict[str, Unrecorded]:
    """For each exercise the answer that stands in its last cell, if none was recorded."""
    recorded = {one.exercise for one in records if one.answer is not None or one.unreadable}
    found: dict[str, Unrecorded] = {}
    for cell in reversed(code):
        for id_ in reversed(cell.asked):
            if id_ in exercises() and id_ not in recorded and id_ not in found:
                answer = unrecorded_in(cell.source, id_, cell.error)
                if answer:
                    found[id_] = answer
    return dict(reversed(found.items()))


def _unrecorded_told(code: list[_Cell], submission: Submission) -> Iterator[str]:
    """What stands as an answer and was not recorded, with the error that its cell ended in."""
    for id_, answer in submission.unrecorded.items():
        if answer.argument:
            yield f"{id_}: {answer.why}; the argument was read from it"
        elif id_ in submission.arguments:
            continue
        elif answer.error:
            yield f'{id_}: {answer.why}, so the answer "{answer.text[:60]}" was not recorded'
        else:
            yield f'{id_}: the answer "{answer.text[:60]}" stands in its cell and was not recorded'
    known = {record.exercise for record in submission.records}
    known |= {*submission.unrecorded, *submission.arguments}
    for cell in code:
        for id_ in cell.asked:
            if cell.error and id_ in exercises() and id_ not in known:
                yield f"{id_}: its cell ended in {cell.error}, so an answer was not recorded"


def _not_made_by_their_cell(code: list[_Cell]) -> Iterator[str]:
    """Records that no run of their cell can have left there."""
    strange = [
        record.exercise
        for cell in code
        for record in cell.records
        if "check" not in cell.source and record.exercise not in cell.source
    ]
    if strange:
        ids = ", ".join(dict.fromkeys(shown_name(id_) for id_ in strange))
        yield f"recorded in a cell that cannot have made it: {ids}"
    if any(cell.records for cell in code) and all(cell.run is None for cell in code):
        yield "it has records, and no cell of it was ever run"


def _not_run(counts: list[int | None]) -> Iterator[str]:
    if None in counts and any(count is not None for count in counts):
        yield f"{counts.count(None)} of {len(counts)} cells were not run before it was saved"


def _out_of_order(counts: list[int | None]) -> Iterator[str]:
    run = [count for count in counts if count is not None]
    if any(later <= sooner for sooner, later in pairwise(run)):
        yield "cells were not run from top to bottom"


def _other_versions(code: list[_Cell]) -> Iterator[str]:
    versions = {_version(bundle) for cell in code for bundle in cell.bundles}
    others = sorted(filter(None, versions - {__version__}))
    if others:
        yield f"recorded with version {', '.join(others)} of the kit; this is {__version__}"


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
    tries = tries if type(tries) is int and 1 <= tries < 10_000 else 1
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


def _version(bundle: Json) -> str | None:
    version = bundle.get("kit")
    return shown_name(version) if isinstance(version, str) else None


def _is_changed(source: str, record: Record) -> bool:
    """Whether the answer that stands in a cell is another one than was recorded."""
    exercise = exercises().get(record.exercise)
    if record.unreadable or record.by_field or exercise is None:
        return False
    return is_other_answer(source, exercise, record.answer)
