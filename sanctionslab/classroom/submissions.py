"""Reading a submitted notebook, which may be broken or hostile. No code in it is ever run.

A file is looked at before it is opened, and bounded before it is parsed. What cannot be graded is
Refused with the reason; what is merely odd is told beside the answers.
"""

from __future__ import annotations

import ast
import json
import re
import stat
import warnings
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from .. import __version__
from .answers import read
from .bank import exercises
from .feedback import MIME
from .plain import Unreadable, clean

LARGEST = 50_000_000  # bytes of a file
PARTS = 3_000_000  # brackets, braces and commas: what a parser would make objects of
LEVELS_OF_AN_ANSWER = 4  # lists inside lists
LONGEST_SOURCE = 4000  # letters of a cell whose answer is compared with what was recorded

NOTEBOOKS = (".ipynb", ".json", ".txt")  # browsers rename what they save
ARCHIVES = (".zip", ".gz", ".tar", ".7z", ".rar")
CHECK = re.compile(r"""\bcheck\(\s*(?:exercise\s*=\s*)?["'](\d\d\.\d{1,2})["']""")


class Refused(Exception):
    """A file that cannot be graded. The message is the reason."""


class Record(NamedTuple):
    """What check() recorded: an id, the answer or None, and whether there was one unreadable."""

    exercise: str
    answer: Any
    unreadable: bool


@dataclass
class Submission:
    """What one file holds: its records in order, the ids that its cells check, and what was odd."""

    path: Path
    records: list[Record] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    @property
    def notebooks(self) -> list[str]:
        """The notebooks that the file is made from, by its exercises and not by its name."""
        ids = [record.exercise for record in self.records] or self.asked
        return list(dict.fromkeys(exercises()[id_].notebook for id_ in ids if id_ in exercises()))


def shown_name(text: str) -> str:
    """A name of a file or a student on one line, and not too long."""
    return re.sub(r"\s+", " ", clean(text, 100)) or "(no name)"


def name_pattern(notebook: str) -> str:
    """A pattern for the name of a notebook as students write it."""
    return re.sub("_", "[ _-]?", notebook)


def read_submission(path: Path) -> Submission:
    """What a file holds. Raises Refused for one that cannot be graded, and OSError."""
    submission = Submission(path)
    notebook = _parsed(_content(path), submission)
    cells = _code_cells(notebook)
    _collect(cells, submission)
    if path.suffix.lower() != ".ipynb":
        submission.odd.append(f"renamed: the file ends in {path.suffix}")
    for name in submission.notebooks:
        if not re.search(name_pattern(name), path.name, re.IGNORECASE):
            submission.odd.append(f"renamed: it is {name}")
    return submission


def _content(path):
    about = path.lstat()
    if not stat.S_ISREG(about.st_mode):
        raise Refused("a link or a device, not a file; it was not followed")
    ending = path.suffix.lower()
    if ending in ARCHIVES:
        raise Refused("an archive; unpack it and grade again")
    if ending not in NOTEBOOKS:
        raise Refused("not a notebook")
    if about.st_size > LARGEST:
        raise Refused(
            f"too large ({about.st_size // 1_000_000} MB, the limit is {LARGEST // 1_000_000})"
        )
    content = path.read_bytes()
    if not content.strip():
        raise Refused("empty")
    if sum(content.count(mark) for mark in (b"[", b"{", b",")) > PARTS:
        raise Refused("far too many parts for a notebook")
    return content


def _parsed(content, submission):
    has_doubles = False

    def last_of_each(pairs):
        nonlocal has_doubles
        made = dict(pairs)
        if len(made) < len(pairs):
            has_doubles = True
        return made

    try:
        text = content.decode("utf-8-sig")
        notebook = json.loads(text, object_pairs_hook=last_of_each)
    except UnicodeDecodeError:
        raise Refused("not UTF-8 text, so no notebook") from None
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated"):
            raise Refused("cut off: the file ends too early") from None
        raise Refused(f"not a notebook: no JSON from line {error.lineno} on") from None
    except RecursionError:
        raise Refused("nested too deeply for a notebook") from None
    except ValueError:
        raise Refused("not a notebook: a number in it is too long") from None
    if has_doubles:
        submission.odd.append("a key stands twice in the file; the last one counts")
    return notebook


def _code_cells(notebook):
    if not isinstance(notebook, dict):
        raise Refused("JSON, but not a notebook")
    if isinstance(notebook.get("worksheets"), list):
        raise Refused("a notebook in an old format; open it in JupyterLab and save it")
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise Refused("JSON, but not a notebook")
    return [cell for cell in cells if isinstance(cell, dict) and cell.get("cell_type") == "code"]


def _collect(cells, submission):
    """Put into a submission what its cells recorded, and what is odd about how they were run."""
    counts, changed, outputs, versions = [], [], 0, set()
    for cell in cells:
        source = _joined(cell.get("source"))
        own = [output for output in _list(cell.get("outputs")) if isinstance(output, dict)]
        bundles = [bundle for bundle in map(_bundle, own) if bundle]
        records = [_record(bundle) for bundle in bundles]
        asked = list(dict.fromkeys(CHECK.findall(source)))
        submission.asked += asked
        submission.records += records
        outputs += len(own)
        versions |= {_version(bundle) for bundle in bundles} - {None}
        if source.strip():
            count = cell.get("execution_count")
            counts.append(count if type(count) is int else None)
        changed += [
            record.exercise
            for record in records
            if record.exercise in asked and _is_changed(source, record)
        ]
    if cells and submission.asked and not outputs:
        submission.odd.append("cleared outputs: nothing is recorded; run all cells and save")
    elif not submission.records and not submission.asked:
        submission.odd.append("no exercise in it")
    else:
        submission.odd += _not_run(counts)
    submission.odd += _out_of_order(counts)
    submission.odd += _other_versions(versions)
    if changed:
        submission.odd.append(
            f"changed after its last run: {', '.join(changed)}; the recorded answer counts"
        )


def _not_run(counts):
    if None in counts and any(count is not None for count in counts):
        yield f"{counts.count(None)} of {len(counts)} cells were not run before it was saved"


def _out_of_order(counts):
    run = [count for count in counts if count is not None]
    if any(later <= sooner for sooner, later in pairwise(run)):
        yield "cells were not run from top to bottom"


def _other_versions(versions):
    others = sorted(versions - {__version__})
    if others:
        yield f"recorded with version {', '.join(others)} of the kit; this is {__version__}"


def _list(value):
    return value if isinstance(value, list) else []


def _joined(source):
    if isinstance(source, str):
        return source
    return "".join(part for part in _list(source) if isinstance(part, str))


def _bundle(output):
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


def _record(bundle):
    id_, answer = clean(bundle["exercise"], 20), bundle.get("answer")
    if _is_deeper(answer, LEVELS_OF_AN_ANSWER):
        # No answer, and not safe to compare or print.
        return Record(id_, None, True)
    return Record(id_, answer, bundle.get("unreadable") is True)


def _is_deeper(value, levels):
    parts = value.values() if isinstance(value, dict) else _list(value)
    if not parts:
        return False
    return not levels or any(_is_deeper(part, levels - 1) for part in parts)


def _version(bundle):
    version = bundle.get("kit")
    return shown_name(version) if isinstance(version, str) else None


def _is_changed(source, record):
    """Whether the answer that stands in a cell is another one than was recorded."""
    exercise = exercises().get(record.exercise)
    if record.unreadable or exercise is None or len(source) > LONGEST_SOURCE:
        return False
    try:
        written = _written_answer(source)
    except (SyntaxError, ValueError, TypeError, IndexError, RecursionError, MemoryError):
        return False
    if written is ...:
        return record.answer is not None
    try:
        return read(exercise.kind, written, exercise.options) != record.answer
    except Unreadable:
        return record.answer is not None


def _written_answer(source):
    """What a cell assigns to `answer` last, if that is plain text, a number or a list of such.

    Nothing is run. Raises one of several errors where there is no such answer.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of escapes in a student's text
        tree = ast.parse(source)
    values = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and [getattr(target, "id", "") for target in node.targets] == ["answer"]
    ]
    return ast.literal_eval(values[-1])
