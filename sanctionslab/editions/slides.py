"""The slides: which cells of a notebook are shown, by `teaching/slides.toml`."""

from __future__ import annotations

import re
from collections.abc import Collection
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


def slide_types(notebook: NotebookNode, show: Collection[str]) -> list[str]:
    """What each cell is on the slides: its slide types, in order.

    Arguments: `notebook`; `show`, the headings whose sections are shown. A shown section opens
    with a slide, each comment in it opens a slide below, and the code stays with the text before
    it. Everything else is skipped. Raises EditionError for a heading that does not exist.

    >>> from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
    >>> cells = [new_markdown_cell("# One"), new_code_cell("1"), new_markdown_cell("So it is.")]
    >>> cells += [new_markdown_cell("## Two"), new_code_cell("2")]
    >>> slide_types(new_notebook(cells=cells), ["One"])
    ['slide', '-', 'subslide', 'skip', 'skip']
    """
    types = []
    headings = set()
    is_shown = False
    for cell in notebook.cells:
        is_prose = cell.cell_type == "markdown"
        heading = re.match(r"#+ +(.+)", cell.source) if is_prose else None
        if heading:
            title = heading[1].strip()
            headings.add(title)
            is_shown = title in show
        if not is_shown:
            types.append("skip")
        elif heading:
            types.append("slide")
        else:
            types.append("subslide" if is_prose else "-")
    if missing := sorted(set(show) - headings):
        raise EditionError(
            f'"{missing[0]}" of teaching/slides.toml heads no cell of its notebook.',
            "heading",
            missing[0],
            sorted(headings),
        )
    return types
