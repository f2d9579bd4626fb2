"""Slides as one page for each notebook, for a projector: no network, and each fits its screen.

A result comes a click after the question: what a cell shows is a slide of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from .handouts import page_style, plain_page
from .notebooks import read_notebook
from .slides import headings_shown, slide_cells
from .source import asset, new_folder, repository, unused, write_text

if TYPE_CHECKING:
    from nbconvert import HTMLExporter

MAIN = re.compile(r"<main>(.*)</main>", re.DOTALL)
SCRIPT = re.compile(r'<script.*?</script>| tabindex="0"', re.DOTALL)
ANCHOR = re.compile(r'<a class="anchor-link".*?</a>', re.DOTALL)  # nbconvert's, behind a heading
# A link that leads to a file beside the notebook or to another section, and what it says.
NEARBY = re.compile(r'<a [^>]*href="(?!https?://|mailto:)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
LONG_TEXT = 900  # letters of prose beside which no code goes on the same slide


def slide_pages(place: str | Path, root: str | Path | None = None) -> list[Path]:
    """Write a page of slides for each notebook of `teaching/slides.toml`: their paths.

    Arguments: `place`, a new or empty folder; `root` as for learner_files. Raises EditionError if
    something stands in the place already, or a heading is none of its notebook's.

    >>> slide_pages("slides", "no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    from nbconvert import HTMLExporter

    root = repository(root)
    place = unused(place)
    exporter = HTMLExporter(require_js_url="", mathjax_url="", jquery_url="")
    with new_folder(place) as unfinished:
        for name, show in headings_shown(root).items():
            notebook = read_notebook(root / "notebooks" / f"{name}.ipynb")
            slides = list(slides_of(notebook, show))
            write_text(unfinished / f"{name}.html", slides_page(exporter, notebook, slides))
    return [place / f"{name}.html" for name in headings_shown(root)]


def slides_of(notebook: NotebookNode, show: list[str]) -> Iterator[list[NotebookNode]]:
    """The cells of each slide, in order: text with its code, then what the code shows, alone.

    >>> from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
    >>> shown = new_code_cell("6 * 7", outputs=[new_output("stream", text="42")])
    >>> made = new_notebook(cells=[new_markdown_cell("# One"), shown])
    >>> [[cell.cell_type for cell in slide] for slide in slides_of(made, ["One"])]
    [['markdown', 'code'], ['code']]
    """
    slide: list[NotebookNode] = []
    for cell, kind in slide_cells(notebook, show):
        if kind == "skip":
            continue
        is_prose = cell.cell_type == "markdown"
        if slide and (is_prose or sum(len(one.source) for one in slide) > LONG_TEXT):
            yield slide
            slide = []
        if is_prose:
            slide.append(cell)
            continue
        yield [*slide, asked_of(cell)]
        slide = []
        if cell.outputs:
            yield [shown_of(cell)]
    if slide:
        yield slide


def asked_of(cell: NotebookNode) -> NotebookNode:
    """A cell of code without what it shows."""
    return NotebookNode({**cell, "outputs": []})


def shown_of(cell: NotebookNode) -> NotebookNode:
    """What a cell of code shows, without the code."""
    return NotebookNode({**cell, "source": "", "metadata": {"tags": ["shown"]}})


def unlinked(page: str) -> str:
    """A page whose links lead to the web only: slides are one file, with nothing beside it.

    >>> unlinked('a <a href="glossary.md#claim">claim</a>, <a href="https://un.org">the UN</a>')
    'a claim, <a href="https://un.org">the UN</a>'
    """
    return NEARBY.sub(r"\1", ANCHOR.sub("", page))


def slides_page(
    exporter: HTMLExporter, notebook: NotebookNode, slides: list[list[NotebookNode]]
) -> str:
    """A page with slides, made from the cells of each."""
    # The first cell alone makes a page, of which the head and the tail are taken.
    whole = plain_page(exporter, new_notebook(cells=notebook.cells[:1], metadata=notebook.metadata))
    sections = []
    for number, cells in enumerate(slides, 1):
        made = new_notebook(cells=cells, metadata=notebook.metadata)
        page, _ = exporter.from_notebook_node(made)
        body = unlinked(SCRIPT.sub("", page))
        kind = "shown" if cells[0].get("metadata", {}).get("tags") == ["shown"] else "asked"
        sections.append(
            f'<section class="slide {kind}" id="slide-{number}" '
            f'aria-label="{escape(f"{number} of {len(slides)}")}"><div>{MAIN.split(body)[1]}'
            "</div></section>"
        )
    head, tail = MAIN.split(whole)[0], MAIN.split(whole)[2]
    style = page_style(exporter).replace(
        "</head>", f"<style>\n{asset('slides.css')}</style>\n</head>"
    )
    head = head.replace("</head>", style, 1)
    tail = tail.replace("</body>", f"<script>\n{asset('slides.js')}</script>\n</body>", 1)
    return f"{head}<main>{''.join(sections)}</main>{asset('slides-bar.html')}{tail}"
