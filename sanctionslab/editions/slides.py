"""The slides: which cells of a notebook are shown, by `teaching/slides.toml`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from nbformat import NotebookNode

from ..files import read_toml
from .source import EditionError, repository


def headings_shown(root: str | Path | None = None) -> dict[str, list[str]]:
    """The headings that go on slides, by notebook, as `teaching/slides.toml` has them.

    Argument: `root` as for learner_files.

    >>> headings_shown("no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    entries = read_toml(repository(root) / "teaching" / "slides.toml")
    return {name: entry["show"] for name, entry in entries.items()}


def slide_cells(notebook: NotebookNode, show: Collection[str]) -> list[tuple[NotebookNode, str]]:
    """The cells of a notebook, each with what it is on the slides: its slide type.

    Arguments: `notebook`; `show`, the headings whose sections are shown. A shown section opens
    with a slide, each comment in it opens a slide below, and the code stays with the text before
    it. Everything else is skipped. A cell in which a section begins is parted there. Raises
    EditionError for a heading that does not exist.

    >>> from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
    >>> cells = [new_markdown_cell("# One"), new_code_cell("1"), new_markdown_cell("So it is.")]
    >>> cells += [new_markdown_cell("## Two"), new_code_cell("2")]
    >>> [kind for _, kind in slide_cells(new_notebook(cells=cells), ["One"])]
    ['slide', '-', 'subslide', 'skip', 'skip']
    """
    cells = []
    headings = set()
    is_shown = False
    for cell in _parted(notebook.cells):
        is_prose = cell.cell_type == "markdown"
        heading = re.match(r"#+ +(.+)", cell.source) if is_prose else None
        if heading:
            title = heading[1].strip()
            headings.add(title)
            is_shown = title in show
        if not is_shown:
            cells.append((cell, "skip"))
        elif heading:
            cells.append((cell, "slide"))
        else:
            cells.append((cell, "subslide" if is_prose else "-"))
    if missing := sorted(set(show) - headings):
        raise EditionError(
            f'"{missing[0]}" of teaching/slides.toml heads no section of its notebook.',
            "heading",
            missing[0],
            sorted(headings),
        )
    return cells


def _parted(cells: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    """Cells, those of text parted where a section begins in them."""
    for cell in cells:
        parts = re.split(r"\n+(?=## )", cell.source) if cell.cell_type == "markdown" else []
        if len(parts) > 1:
            yield from (NotebookNode({**cell, "source": part}) for part in parts)
        else:
            yield cell
