"""Notebooks: read, written the way Jupyter does, and run from top to bottom."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from .checks import checks_in
from .source import EditionError, notebook_paths, repository, write_text

# The name of a panel in the memory of a kernel: another one in each run.
LIVE = "application/vnd.jupyter.widget-view+json"
CELL_TIMEOUT = 300  # seconds
PREDICTION = re.compile(r"sl\.predict\(")
GUESS = "sl.guess()"


def read_notebook(path: str | Path) -> NotebookNode:
    """A notebook. Raises EditionError for a file that is none.

    >>> from sanctionslab.editions import shipped
    >>> read_notebook(shipped("notebooks") / "00_start_here.ipynb").nbformat
    4
    """
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, nbformat.ValidationError) as error:
        raise EditionError(
            f"{path} cannot be read as a notebook: {error}.", "notebook", str(path)
        ) from None


def write_notebook(path: str | Path, notebook: NotebookNode) -> None:
    """Write a notebook the way Jupyter does, so that a change shows as a change and nothing else.

    >>> from tempfile import TemporaryDirectory
    >>> from nbformat.v4 import new_notebook
    >>> with TemporaryDirectory() as folder:
    ...     write_notebook(Path(folder) / "a.ipynb", new_notebook())
    ...     read_notebook(Path(folder) / "a.ipynb").cells
    []
    """
    text = nbformat.writes(notebook) + "\n"
    write_text(Path(path), text)


def markdown_cell(id_: str, text: str) -> NotebookNode:
    """A cell of prose."""
    return new_markdown_cell(text, id=id_)


def prose_notebook(like: NotebookNode, id_: str, text: str) -> NotebookNode:
    """A notebook of one cell of prose, with the metadata of another notebook."""
    return nbformat.from_dict({**like, "cells": [markdown_cell(id_, text)]})


def with_exercises(root: str | Path | None = None) -> list[str]:
    """The names of the notebooks that hold exercises, in order.

    Argument: `root`, a folder that has `notebooks/`, or None.

    >>> "00_start_here" in with_exercises()
    False
    """
    return [path.stem for path in notebook_paths(root) if has_exercises(read_notebook(path))]


def has_exercises(notebook: NotebookNode) -> bool:
    """Whether a cell of a notebook checks an answer."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return any(ids for ids, _ in map(checks_in, code))


def unspoilt(content: bytes) -> bytes:
    """A notebook without the results that a prediction is asked of.

    Those are what stands between a prediction and the next prose, and all that follows the first
    guess. Argument: `content` of a notebook's file.
    """
    notebook = nbformat.reads(content.decode("utf-8"), as_version=4)
    is_asked = is_guessed = False
    for cell in notebook.cells:
        if cell.cell_type != "code":
            is_asked = is_guessed
        elif cell.source == GUESS:
            is_asked = is_guessed = True
        elif PREDICTION.match(cell.source):
            is_asked = True
        elif is_asked:
            cell.outputs, cell.execution_count = [], None
    return f"{nbformat.writes(notebook)}\n".encode()


def rerun(names: Iterable[str] = (), root: str | Path | None = None) -> list[Path]:
    """Run notebooks of `notebooks/` anew and write them as they are committed: their paths.

    Arguments: `names`, their numbers or names, or none for all of them; `root` as for
    learner_files. Raises EditionError for a name that no notebook has, before it runs any, and
    for a cell that fails; the notebook of that cell stays as it was.

    >>> rerun(["03"], root="no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    chosen = chosen_notebooks(names, repository(root))
    for path in chosen:
        try:
            made = run(read_notebook(path), path.parent)
        except EditionError as error:
            raise EditionError(f"{path.name}: {error}", "notebook", str(path)) from None
        write_notebook(path, made)
    return chosen


def chosen_notebooks(names: Iterable[str], root: Path) -> list[Path]:
    """The notebooks that are named by number or name, in order; all of them if none is named."""
    paths = notebook_paths(root)
    names = list(names)
    for name in names:
        if not any(is_named(path, name) for path in paths):
            numbers = ", ".join(path.stem[:2] for path in paths)
            raise EditionError(
                f'There is no notebook "{name}": it is one of {numbers}.', "notebook", name
            )
    return [path for path in paths if not names or any(is_named(path, name) for name in names)]


def is_named(path: Path, name: str) -> bool:
    """Whether a notebook is meant by `03`, `03_resolution_history` or the name of its file."""
    return name in (path.stem[:2], path.stem, path.name)


def run(notebook: NotebookNode, folder: str | Path) -> NotebookNode:
    """A notebook run from top to bottom in a kernel of its own: a new notebook.

    Arguments: `notebook`, which stays as it is; `folder`, where its kernel works. Progress of
    exercises is not kept. Raises EditionError with the error of a cell that fails.

    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> made = run(new_notebook(cells=[new_code_cell("6 * 7")]), ".")
    >>> made.cells[0].outputs[0].data
    {'text/plain': '42'}
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    copy = deepcopy(notebook)
    client = NotebookClient(
        copy,
        timeout=CELL_TIMEOUT,
        coalesce_streams=True,  # or what a cell prints is cut wherever the kernel happened to pause
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    with tempfile.TemporaryDirectory() as home:
        try:
            client.execute(env={**os.environ, "SANCTIONSLAB_HOME": home})
        except CellExecutionError as error:
            raise EditionError(
                f"A cell failed: {error.ename}: {error.evalue}", "notebook", str(folder)
            ) from None
    for cell in copy.cells:
        cell.metadata.pop("execution", None)  # when it ran
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(LIVE, None)
    copy.metadata = deepcopy(notebook.metadata)  # the kernel has put its version of Python there
    return copy
