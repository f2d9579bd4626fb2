"""Grading from what check() recorded: stored outputs are read and judged afresh, and no student's code is ever run.

Who is who: everything in a folder directly under the graded one belongs to the student whose name the folder has. A file that lies
in the graded folder itself belongs to the student that its name names beside the notebook's: "ada_02_the_verdict.ipynb" is Ada's.
"""

import ast
import csv
import json
import os
import re
import stat
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from .. import __version__
from ..errors import KitError
from .answers import Unreadable, clean, read
from .bank import MIME, exercises, judge, load

LARGEST = 50_000_000  # bytes of a file


PARTS = 3_000_000  # brackets, braces and commas: what a parser would make objects of


_JUNK = re.compile(r"^(?:\..*|__MACOSX|__pycache__|Thumbs\.db|desktop\.ini|~\$.*)$")


_CHECK = re.compile(r"""\bcheck\(\s*(?:exercise\s*=\s*)?["'](\d\d\.\d{1,2})["']""")


class Refused(Exception):
    """A file that cannot be graded. The message is the reason."""


@dataclass
class Submission:
    """What one file holds: the recorded answers in order, the exercises that its cells check, and what was odd."""

    path: Path
    records: list = field(
        default_factory=list
    )  # (exercise id, recorded answer or None, whether it was unreadable)
    asked: list = field(default_factory=list)
    odd: list = field(default_factory=list)

    @property
    def notebooks(self):
        """The notebooks that the file is made from, by the exercises in it and not by its name."""
        ids = [id_ for id_, _, _ in self.records] or self.asked
        return list(dict.fromkeys(exercises()[i].notebook for i in ids if i in exercises()))


@dataclass(frozen=True)
class Grades:
    """The grades of a class: `rows`, a dict for each student, and `view`, a dict for each outcome of each exercise."""

    rows: list
    view: list
    columns: tuple

    def write(self, path):
        """Write one row per student as CSV."""
        _write(path, self.columns, self.rows)

    def write_view(self, path):
        """Write the class view as CSV: one row per exercise and outcome."""
        _write(path, _VIEW, self.view)


_VIEW = (
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


def grade(folder, key=None, *, leave_out=(), tell=lambda done, total: None):
    """Grade a folder of submitted notebooks by the answers that they recorded.

    Arguments: `folder`; `key`, a TOML file with a teacher's own answers or None; `leave_out`, files that are no submissions;
    `tell`, called with the number of files done and of all files. Returns Grades: a row for every student, with the reason where a
    file could not be read. In a cell: 1 right, 0 not, "read" an argument for the teacher to read, "short" one that names too little, blank missing.
    Raises KitError if the folder is none, or the key cannot be used.
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
    students = {}
    for done, path in enumerate(files):
        tell(done, len(files))
        students.setdefault(_student(folder, path), []).append(_submission(path))
    tell(len(files), len(files))
    for place in folder.iterdir():
        if place.is_dir() and not _JUNK.match(place.name):
            students.setdefault(_name(place.name), [])
    handed_in = {
        name
        for submissions in students.values()
        for s in submissions
        if isinstance(s, Submission)
        for name in s.notebooks
    }
    ids = [i for i, e in questions.items() if e.notebook in handed_in]
    judged = [
        _judged(name, submissions, folder, questions, ids)
        for name, submissions in sorted(students.items())
    ]
    columns = ("student", "total", "out_of", "to_read", *ids, "missing", "odd", "files")
    return Grades([row for row, _ in judged], _class_view(judged, questions, ids), columns)


def _files(folder):
    """Every file under a folder that somebody handed in, sorted; links are listed and not followed."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _JUNK.match(name))
        links = [name for name in folders if Path(place, name).is_symlink()]
        found += [Path(place, name) for name in [*names, *links] if not _JUNK.match(name)]
    return sorted(found)


def _student(folder, path):
    inside = path.relative_to(folder)
    if len(inside.parts) > 1:
        return _name(inside.parts[0])
    stem = re.sub(r"(?:\.ipynb)?\.[^.]*$", "", inside.name)
    notebooks = "|".join(re.sub("_", "[ _-]?", e.notebook) for e in exercises().values())
    rest = re.sub(rf"(?i){notebooks}|[ _-]?copy\d*$|\(\d+\)", " ", stem)
    return _name(re.sub(r"[\s_-]*\s[\s_-]*", " ", rest).strip(" _-.") or stem)


def _name(text):
    return re.sub(r"\s+", " ", clean(text, 100)) or "(no name)"


def _submission(path):
    """A Submission, or the reason why there is none."""
    try:
        return _read_notebook(path)
    except Refused as reason:
        return f"{_name(path.name)}: {reason}"
    except OSError as error:
        return f"{_name(path.name)}: cannot be read ({error.strerror})"
    except Exception as error:  # whatever else a file may do, the others have to be graded
        return f"{_name(path.name)}: cannot be graded ({type(error).__name__})"


def _read_notebook(path):
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise Refused("a link or a device, not a file; it was not followed")
    if path.suffix.lower() not in (".ipynb", ".json", ".txt"):
        archive = path.suffix.lower() in (".zip", ".gz", ".tar", ".7z", ".rar")
        raise Refused("an archive; unpack it and grade again" if archive else "not a notebook")
    if found.st_size > LARGEST:
        raise Refused(
            f"too large ({found.st_size // 1_000_000} MB, the limit is {LARGEST // 1_000_000})"
        )
    content = path.read_bytes()
    if not content.strip():
        raise Refused("empty")
    if content.count(b"[") + content.count(b"{") + content.count(b",") > PARTS:
        raise Refused("far too many parts for a notebook")
    submission = Submission(path)
    notebook = _parsed(content, submission)
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if isinstance(notebook, dict) and isinstance(notebook.get("worksheets"), list):
        raise Refused("a notebook in an old format; open it in JupyterLab and save it")
    if not isinstance(cells, list):
        raise Refused("JSON, but not a notebook")
    _take_cells(
        [cell for cell in cells if isinstance(cell, dict) and cell.get("cell_type") == "code"],
        submission,
    )
    if path.suffix.lower() != ".ipynb":
        submission.odd.append(f"renamed: the file ends in {path.suffix}")
    for name in submission.notebooks:
        if not re.search(re.sub("_", "[ _-]?", name), path.name, re.IGNORECASE):
            submission.odd.append(f"renamed: it is {name}")
    return submission


def _parsed(content, submission):
    doubled = []

    def pairs(found):
        made = dict(found)
        if len(made) < len(found):
            doubled.append(True)
        return made

    try:
        notebook = json.loads(content.decode("utf-8-sig"), object_pairs_hook=pairs)
    except UnicodeDecodeError:
        raise Refused("not UTF-8 text, so no notebook") from None
    except json.JSONDecodeError as error:
        at_end = error.pos >= len(content.decode("utf-8-sig").rstrip()) - 1 or error.msg.startswith(
            "Unterminated"
        )
        raise Refused(
            "cut off: the file ends too early"
            if at_end
            else f"not a notebook: no JSON from line {error.lineno} on"
        ) from None
    except RecursionError:
        raise Refused("nested too deeply for a notebook") from None
    except ValueError:
        raise Refused("not a notebook: a number in it is too long") from None
    if doubled:
        submission.odd.append("a key stands twice in the file; the last one counts")
    return notebook


def _take_cells(cells, submission):
    """Collect the records of code cells, and what is odd about how they were run."""
    counts, changed, outputs, versions = [], [], 0, set()
    for cell in cells:
        source = _joined(cell.get("source"))
        own = [output for output in _list(cell.get("outputs")) if isinstance(output, dict)]
        outputs += len(own)
        bundles = [b for b in map(_bundle, own) if b]
        records = [
            (clean(b["exercise"], 20), None, True)
            if _deep(b.get("answer"), 4)
            else (clean(b["exercise"], 20), b.get("answer"), b.get("unreadable") is True)
            for b in bundles
        ]
        versions |= {_name(b["kit"]) for b in bundles if isinstance(b.get("kit"), str)}
        asked = list(dict.fromkeys(_CHECK.findall(source)))
        submission.asked += asked
        if source.strip():
            counts.append(
                cell.get("execution_count") if type(cell.get("execution_count")) is int else None
            )
        changed += [
            id_
            for id_, answer, unreadable in records
            if not unreadable and id_ in asked and _differs(source, id_, answer)
        ]
        submission.records += records
    run = [count for count in counts if count is not None]
    if cells and submission.asked and not outputs:
        submission.odd.append("cleared outputs: nothing is recorded; run all cells and save")
    elif not submission.records and not submission.asked:
        submission.odd.append("no exercise in it")
    elif run and None in counts:
        submission.odd.append(
            f"{counts.count(None)} of {len(counts)} cells were not run before it was saved"
        )
    if any(later <= sooner for sooner, later in zip(run, run[1:])):
        submission.odd.append("cells were not run from top to bottom")
    if other := versions - {__version__}:
        submission.odd.append(
            f"recorded with version {', '.join(sorted(other))} of the kit; this is {__version__}"
        )
    if changed:
        submission.odd.append(
            f"changed after its last run: {', '.join(changed)}; the recorded answer counts"
        )


def _list(value):
    return value if isinstance(value, list) else []


def _joined(source):
    return (
        source
        if isinstance(source, str)
        else "".join(part for part in _list(source) if isinstance(part, str))
    )


def _bundle(output):
    """What check() recorded in an output, or None."""
    data = output.get("data")
    bundle = data.get(MIME) if isinstance(data, dict) else None
    if isinstance(bundle, str):
        try:
            bundle = json.loads(bundle)
        except (ValueError, RecursionError):
            return None
    return bundle if isinstance(bundle, dict) and isinstance(bundle.get("exercise"), str) else None


def _deep(value, levels):
    """Whether a value has more levels of lists than that, so that it is no answer and not safe to compare or print."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return bool(parts) and (not levels or any(_deep(part, levels - 1) for part in parts))


def _differs(source, id_, recorded):
    """Whether the answer that stands in a cell as plain text, number or list is another one than was recorded. Nothing is run."""
    exercise = exercises().get(id_)
    if exercise is None or len(source) > 4000:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = [
                node.value
                for node in ast.parse(source).body
                if isinstance(node, ast.Assign)
                and [getattr(t, "id", "") for t in node.targets] == ["answer"]
            ]
        written = ast.literal_eval(values[-1])
    except (SyntaxError, ValueError, TypeError, IndexError, RecursionError, MemoryError):
        return False
    if written is ...:
        return recorded is not None
    try:
        return read(exercise.kind, written, exercise.options) != recorded
    except Unreadable:
        return recorded is not None


def _judged(name, submissions, folder, questions, ids):
    """The row of a student, and the outcome of each exercise: (state, misconception, answer)."""
    odd = [s for s in submissions if isinstance(s, str)] if submissions else ["the folder is empty"]
    read_ = sorted(
        (s for s in submissions if isinstance(s, Submission)),
        key=lambda s: (s.path.stat().st_mtime, s.path),
    )
    if read_:
        odd = [reason for reason in odd if not reason.endswith(": not a notebook")]
    answers, last, versions = {}, {}, Counter(book for s in read_ for book in s.notebooks)
    for submission in read_:
        shown = _name(submission.path.name)
        odd += [f"{shown}: {what}" for what in submission.odd]
        for id_, answer, unreadable in submission.records:
            if id_ not in questions:
                odd.append(f"{shown}: {id_ or 'an exercise without id'} is no exercise of this kit")
            elif id_ in answers and answers[id_] != (answer, unreadable):
                odd.append(f"{id_} is recorded twice with different answers; the last counts")
                answers[id_] = (
                    (answer, unreadable) if answer is not None or unreadable else answers[id_]
                )
            else:
                answers[id_] = (answer, unreadable)
        last.update(dict.fromkeys(submission.notebooks, shown))
    odd += [
        f"{book} was handed in {n} times; {last[book]} is the latest"
        for book, n in versions.items()
        if n > 1
    ]
    outcomes = {id_: _outcome(questions[id_], *answers.get(id_, (None, False))) for id_ in ids}
    marks = {
        "right": 1,
        "wrong": 0,
        "unreadable": 0,
        "recorded": "read",
        "short": "short",
        "missing": "",
    }
    row = {
        "student": name,
        "total": sum(state == "right" for state, _, _ in outcomes.values()),
        "out_of": sum(questions[i].level != "argue" for i in ids),
        "to_read": sum(state == "recorded" for state, _, _ in outcomes.values()),
        **{id_: marks[state] for id_, (state, _, _) in outcomes.items()},
        "missing": " ".join(id_ for id_, (state, _, _) in outcomes.items() if state == "missing"),
        "odd": "; ".join(dict.fromkeys(odd)),
        "files": "; ".join(clean(s.path.relative_to(folder).as_posix(), 200) for s in read_),
    }
    return row, outcomes


def _outcome(exercise, answer, unreadable):
    if unreadable:
        return "unreadable", "", ""
    if answer is None:
        return "missing", "", ""
    try:
        form = read(exercise.kind, answer, exercise.options)
        judgement = judge(exercise, form)
    except Exception:  # an answer that breaks the reading or the judging is that student's alone
        return "unreadable", "", ""
    shown = json.dumps(form, ensure_ascii=False)[:80] if judgement.state == "wrong" else ""
    return judgement.state, judgement.misconception.name if judgement.misconception else "", shown


def _class_view(judged, questions, ids):
    """For each exercise, each outcome with how many students had it and what one could say about it."""
    view = []
    for id_ in ids:
        exercise, groups = questions[id_], {}
        for row, outcomes in judged:
            state, misconception, shown = outcomes[id_]
            groups.setdefault((state, misconception), []).append((row["student"], shown))
        hints = {w.name: w.hint for w in exercise.wrong}
        for (state, misconception), members in sorted(
            groups.items(), key=lambda group: (-len(group[1]), group[0])
        ):
            common = Counter(shown for _, shown in members if shown).most_common(3)
            say = hints.get(misconception) or "; ".join(f"{shown} ({n})" for shown, n in common)
            view.append(
                {
                    "exercise": id_,
                    "notebook": exercise.notebook,
                    "level": exercise.level,
                    "outcome": state,
                    "misconception": misconception,
                    "students": len(members),
                    "share": f"{len(members) / len(judged):.2f}",
                    "who": "; ".join(name for name, _ in members),
                    "say": say,
                }
            )
    return view


def _write(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[_cell(row[column]) for column in columns] for row in rows])


def _cell(value):
    """A cell that no spreadsheet takes for a formula, on one line.

    >>> _cell("=1+1"), _cell("Ada"), _cell(1)
    ("'=1+1", 'Ada', 1)
    """
    if not isinstance(value, str):
        return value
    line = re.sub(r"\s+", " ", value).strip()
    return f"'{line}" if line[:1] in tuple("=+-@|%\uff1d\uff0b\uff0d\uff20") and line else line
