"""The slides: the notebooks carry them, and they can be made."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from pages import Page

from sanctionslab import editions
from sanctionslab.editions import EditionError

pytestmark = pytest.mark.course

ROOT = Path(__file__).resolve().parents[2]
EACH = pytest.mark.parametrize("name, show", editions.headings_shown(ROOT).items())


@EACH
def test_notebooks_carry_their_slides(name, show):
    """Red? Run: sanctionslab edition slides"""
    notebook = editions.read_notebook(ROOT / "notebooks" / f"{name}.ipynb")
    carried = [cell.metadata.get("slideshow", {}).get("slide_type") for cell in notebook.cells]
    assert carried == editions.slide_types(notebook, show)


def test_slides_open_at_headings_and_skip_the_rest():
    cells = [new_markdown_cell("# One"), new_code_cell("1"), new_markdown_cell("so")]
    cells += [new_markdown_cell("## Two"), new_code_cell("2"), new_markdown_cell("## Three")]
    notebook = new_notebook(cells=cells)
    types = editions.slide_types(notebook, ["One", "Three"])
    assert types == ["slide", "-", "subslide", "skip", "skip", "slide"]
    with pytest.raises(EditionError, match=r'"Four" of teaching/slides\.toml heads no cell'):
        editions.slide_types(notebook, ["One", "Four"])


@EACH
def test_slides_can_be_made(name, show):
    from nbconvert import SlidesExporter

    page, _ = SlidesExporter().from_filename(str(ROOT / "notebooks" / f"{name}.ipynb"))
    shown = Page(page)
    assert [text for _, text in shown.headings if text in show] == show
    assert page.count("<section>") > len(show)
    assert not shown.faults
