"""The slides: which cells of a notebook are shown."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from sanctionslab import editions
from sanctionslab.editions import EditionError

pytestmark = pytest.mark.course

ROOT = Path(__file__).resolve().parents[2]
EACH = pytest.mark.parametrize("name, show", editions.headings_shown(ROOT).items())


def test_slides_open_at_headings_and_skip_the_rest():
    cells = [new_markdown_cell("# One"), new_code_cell("1"), new_markdown_cell("so")]
    cells += [new_markdown_cell("## Two"), new_code_cell("2"), new_markdown_cell("## Three")]
    notebook = new_notebook(cells=cells)
    types = editions.slide_types(notebook, ["One", "Three"])
    assert types == ["slide", "-", "subslide", "skip", "skip", "slide"]
    with pytest.raises(EditionError, match=r'"Four" of teaching/slides\.toml heads no cell'):
        editions.slide_types(notebook, ["One", "Four"])


@EACH
def test_every_plan_has_its_slides(name, show):
    notebook = editions.read_notebook(ROOT / "notebooks" / f"{name}.ipynb")
    kinds = editions.slide_types(notebook, show)
    assert kinds.count("slide") == len(show)
