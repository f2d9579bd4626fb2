"""What is odd about how a notebook was run and saved, in sentences for a teacher.

None of it costs a mark: a record counts, whatever is odd about the file that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from .bank import exercises
from .people import shown_name
from .written import is_other_answer

if TYPE_CHECKING:
    from .submissions import CodeCell, Record, Submission


def oddities(code: list[CodeCell], submission: Submission) -> Iterator[str]:
    counts = [cell.run for cell in code if cell.source.strip()]
    outputs = sum(cell.outputs for cell in code)
    if code and submission.asked and not outputs:
        yield "cleared outputs: nothing is recorded; run all cells and save"
    elif not submission.records and not submission.asked:
        if not _is_of_the_kit(submission.path):
            yield "no exercise in it"
    else:  # of a notebook with nothing to check it does not matter which cells were run
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


def _is_of_the_kit(path: Path) -> bool:
    """Whether a file without exercises is named after a notebook of the kit that has none."""
    return path.name.casefold().replace(" ", "_").find("start_here") >= 0


def _unrecorded_told(code: list[CodeCell], submission: Submission) -> Iterator[str]:
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


def _not_made_by_their_cell(code: list[CodeCell]) -> Iterator[str]:
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


def _other_versions(code: list[CodeCell]) -> Iterator[str]:
    versions = {_version(bundle) for cell in code for bundle in cell.bundles}
    others = sorted(filter(None, versions - {__version__}))
    if others:
        yield f"recorded with version {', '.join(others)} of the kit; this is {__version__}"


def _version(bundle: dict[str, Any]) -> str | None:
    version = bundle.get("kit")
    return shown_name(version) if isinstance(version, str) else None


def _is_changed(source: str, record: Record) -> bool:
    """Whether the answer that stands in a cell is another one than was recorded."""
    exercise = exercises().get(record.exercise)
    if record.unreadable or record.by_field or exercise is None:
        return False
    return is_other_answer(source, exercise, record.answer)
