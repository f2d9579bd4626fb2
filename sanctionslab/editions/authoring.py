"""A new exercise, or new right answers to an old one, in every place that has to know of it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import tomlkit
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from tomlkit import TOMLDocument
from tomlkit.items import Table

from ..classroom import FORMS, LEVELS, Unreadable, read, salted
from ..errors import near
from .notebooks import is_named, markdown_cell, read_notebook, write_notebook
from .source import EditionError, notebook_paths, repository, write_text

AFTER_EXERCISES = re.compile(r"#+ +(?:Key points|To discuss|Further|Next)")
PLACEHOLDER = "..."  # what is still to be written


@dataclass(frozen=True)
class ExerciseDraft:
    """What is given of an exercise: its id and what its entry says. Blanks are to be written yet.

    `answers` are right ones, in any spelling; `why` is the reason that the solution gives.
    """

    id: str
    kind: str = ""
    level: str = ""
    question: str = ""
    hints: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    why: str = ""


def write_exercise(draft: ExerciseDraft, root: str | Path | None = None) -> list[Path]:
    """Write an exercise into the data, the solutions and its notebook: the paths.

    An exercise that is there already gets the new right answers and reason, and keeps the rest.
    Arguments: `draft`; `root`, a full copy of the repository, or None for this one. Raises
    EditionError for an id without a notebook, an unknown kind or level, or an answer that cannot
    be read as one of its kind; nothing is written then.

    >>> write_exercise(ExerciseDraft("02.9"), "no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    root = repository(root)
    notebook = _notebook_of(draft.id, root)
    data, solutions = root / "data" / "exercises.toml", root / "teaching" / "solutions.toml"
    # By tomlkit, which keeps the comments and the order of what it does not change.
    entries = tomlkit.parse(data.read_text(encoding="utf-8"))
    reasons = tomlkit.parse(solutions.read_text(encoding="utf-8"))
    is_new = draft.id not in entries
    if is_new:
        _refuse_incomplete(draft)
        entries[draft.id] = _entry(draft, notebook.stem)
    entry = entries[draft.id]
    if draft.answers:
        entry["right"] = _digests(draft, entry)
    _solve(reasons, draft)
    write_text(data, tomlkit.dumps(entries))
    write_text(solutions, tomlkit.dumps(reasons))
    if not is_new:
        return [data, solutions]
    write_notebook(notebook, with_exercise(read_notebook(notebook), draft))
    return [data, solutions, notebook]


def _notebook_of(id_: str, root: Path) -> Path:
    if not re.fullmatch(r"\d\d\.\d{1,2}", id_):
        raise EditionError(
            f'"{id_}" is no id of an exercise. It has the number of its notebook and its own, '
            'such as "02.9".',
            "exercise",
            id_,
        )
    paths = notebook_paths(root)
    for path in paths:
        if is_named(path, id_[:2]):
            return path
    numbers = ", ".join(path.stem[:2] for path in paths)
    raise EditionError(f"There is no notebook {id_[:2]}: it is one of {numbers}.", "exercise", id_)


def _refuse_incomplete(draft: ExerciseDraft) -> None:
    for name, value, allowed in (("kind", draft.kind, FORMS), ("level", draft.level, LEVELS)):
        if value not in allowed:
            raise EditionError(
                f"{draft.id} is new, and its {name} is {value or 'not given'}. It is one of "
                f"{', '.join(allowed)}.{near(value, allowed)}",
                name,
                value,
                tuple(allowed),
            )
    if not draft.question:
        raise EditionError(f"{draft.id} is new and has no question.", "question", "")


def _entry(draft: ExerciseDraft, notebook: str) -> Table:
    entry = tomlkit.table()
    entry["notebook"] = notebook
    entry["level"] = draft.level
    entry["kind"] = draft.kind
    entry["question"] = draft.question
    entry["salt"] = secrets.token_hex(8)
    entry["hints"] = list(draft.hints) or [PLACEHOLDER, PLACEHOLDER]
    return entry


def _digests(draft: ExerciseDraft, entry: Table) -> list[str]:
    """The digests of the right answers, each once."""
    if not entry.get("salt"):
        entry["salt"] = secrets.token_hex(8)
    options = entry.get("options", {})
    try:
        forms = [read(entry["kind"], answer, options) for answer in draft.answers]
    except Unreadable as error:
        raise EditionError(
            f"{draft.id}: {error} {FORMS[entry['kind']]}", "answer", draft.answers
        ) from None
    return list(dict.fromkeys(salted(entry["salt"], form) for form in forms))


def _solve(reasons: TOMLDocument, draft: ExerciseDraft) -> None:
    if draft.id not in reasons:
        reasons[draft.id] = tomlkit.table()
        reasons[draft.id]["answer"] = PLACEHOLDER
        reasons[draft.id]["why"] = PLACEHOLDER
    if draft.answers:
        reasons[draft.id]["answer"] = repr(draft.answers[0])
    if draft.why:
        reasons[draft.id]["why"] = draft.why


def with_exercise(notebook: NotebookNode, draft: ExerciseDraft) -> NotebookNode:
    """A notebook with the cells of an exercise after the last one that it has.

    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> made = with_exercise(new_notebook(cells=[new_markdown_cell("## Key points")]),
    ...                      ExerciseDraft("02.9", level="recall", question="Who?"))
    >>> [cell.source.split()[0] for cell in made.cells]
    ['###', 'answer', '##']
    """
    place = _place(notebook.cells)
    number = draft.id.replace(".", "-e")
    question = f"### {draft.id}\n\n*{draft.level.capitalize()}.* {draft.question}"
    code = new_code_cell(f'answer = ...\nsl.check("{draft.id}", answer)', id=f"{number}a")
    notebook.cells[place:place] = [markdown_cell(f"{number}q", question), code]
    return notebook


def _place(cells: Iterable[NotebookNode]) -> int:
    """Where a new exercise goes: after the last one, else before what closes the notebook."""
    cells = list(cells)
    asked = [place for place, cell in enumerate(cells) if re.search(r"\bcheck\(", cell.source)]
    if asked:
        return asked[-1] + 1
    ends = (place for place, cell in enumerate(cells) if AFTER_EXERCISES.match(cell.source))
    return next(ends, len(cells))
