"""The solutions as notebooks: those of the learners with `teaching/solutions.toml` put in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode

from ..classroom import MIME
from .checks import Dots, checks_in
from .gate import solutions
from .notebooks import markdown_cell, read_notebook, run, with_exercises, write_notebook
from .source import EditionError, repository

INTRO = (
    "**Solutions, for teachers.** Made from `notebooks/{name}.ipynb` and "
    "`teaching/solutions.toml`. Change those, then run `sanctionslab edition solutions`. "
    "Please keep this notebook away from learners."
)
LINK = re.compile(r"\]\(([^)\s:#]+)(#[^)\s]*)?\)")  # to a file beside the notebook


def solution_notebooks(root: str | Path | None = None) -> list[Path]:
    """Write every solution notebook to `teaching/solutions/`, run from top to bottom.

    Arguments: `root` as for learner_files. Returns their paths. Raises EditionError for a solution
    that the kit does not accept.

    >>> solution_notebooks("no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    root = repository(root)
    answers = solutions(root)
    folder = root / "teaching" / "solutions"
    folder.mkdir(exist_ok=True)
    paths = []
    for name in with_exercises(root):
        asked = read_notebook(root / "notebooks" / f"{name}.ipynb")
        notebook = run(solved(asked, answers, name), folder)
        refuse_unaccepted(notebook, name)
        write_notebook(folder / f"{name}.ipynb", notebook)
        paths.append(folder / f"{name}.ipynb")
    return paths


def solved(
    notebook: NotebookNode, answers: Mapping[str, Mapping[str, str]], name: str
) -> NotebookNode:
    """A notebook with its exercises answered, not yet run: a new notebook.

    Arguments: `notebook`, as learners have it; `answers` as solutions() gives them; `name` of the
    notebook, for messages. After each exercise stands a cell that says why. Raises EditionError
    for an exercise without a solution.

    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> asked = new_notebook(cells=[new_code_cell('sl.check("09.1", ...)')])
    >>> made = solved(asked, {"09.1": {"answer": "12", "why": "There are twelve."}}, "09_new")
    >>> [cell.source for cell in made.cells[1:]]
    ['sl.check("09.1", 12)', '**Why.** There are twelve.']
    """
    copy = deepcopy(notebook)
    cells = [markdown_cell(f"{name[:2]}-solutions", INTRO.format(name=name))]
    for cell in copy.cells:
        cells.append(cell)
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(relinked, cell.source)
            continue
        cell.outputs, cell.execution_count = [], None
        ids, dots = checks_in(cell.source)
        if not ids:
            # A file of a case lies beside the notebooks, and solutions lie two folders away.
            cell.source = re.sub(r'"(\d\d_\w+\.toml)"', r'"../../notebooks/\1"', cell.source)
            continue
        refuse_unsolvable(ids, dots, answers, name)
        solution = answers[ids[0]]
        cell.source = filled_in(cell.source, dots[0], solution["answer"])
        cells.append(markdown_cell(f"{cell.id}-why", f"**Why.** {solution['why']}"))
    copy.cells = cells
    return copy


def relinked(link: re.Match) -> str:
    """A link of a notebook as it must be in `teaching/solutions/`."""
    target = posixpath.relpath(posixpath.join("notebooks", link[1]), "teaching/solutions")
    return f"]({target}{link[2] or ''})"


def filled_in(source: str, dots: Dots, answer: str) -> str:
    """The source of a cell with the answer in the place of the dots, which is given in bytes."""
    lines = source.encode().split(b"\n")
    line = lines[dots.line - 1]
    lines[dots.line - 1] = line[: dots.start] + answer.encode() + line[dots.end :]
    return b"\n".join(lines).decode()


def refuse_unsolvable(
    ids: list[str], dots: list[Dots], answers: Mapping[str, object], name: str
) -> None:
    """Raise EditionError unless a cell has one exercise, dots in one place, and a solution."""
    if len(ids) != 1 or len(dots) != 1:
        raise EditionError(
            f"{name}: the cell of exercise {ids[0]} needs one check and one place for the answer, "
            f"the dots; it has {len(ids)} and {len(dots)}.",
            "exercise",
            ids[0],
        )
    if ids[0] not in answers:
        raise EditionError(
            f"{name}: exercise {ids[0]} has no solution. Add it to teaching/solutions.toml.",
            "exercise",
            ids[0],
        )


def refuse_unaccepted(notebook: NotebookNode, name: str) -> None:
    """Raise EditionError if the kit did not accept a solution in a notebook that was run."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if MIME not in data:
                continue
            feedback = data["text/plain"]
            if not re.match(r"\S+ +(Right|Recorded)\.", feedback):
                raise EditionError(
                    f"{name}: the kit does not accept a solution: {feedback}", "solution", name
                )
