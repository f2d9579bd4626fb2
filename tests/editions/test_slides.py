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
    types = [kind for _, kind in editions.slide_cells(notebook, ["One", "Three"])]
    assert types == ["slide", "-", "subslide", "skip", "skip", "slide"]
    with pytest.raises(EditionError, match=r'"Four" of teaching/slides\.toml heads no section'):
        editions.slide_cells(notebook, ["One", "Four"])


def test_a_section_that_begins_within_a_cell_is_a_slide_of_its_own():
    cells = [new_markdown_cell("# One"), new_markdown_cell("So it is.\n\n## Two\n\nText.")]
    made = editions.slide_cells(new_notebook(cells=cells), ["One"])
    assert [(cell.source[:5], kind) for cell, kind in made] == [
        ("# One", "slide"),
        ("So it", "subslide"),
        ("## Tw", "skip"),
    ]


@EACH
def test_every_plan_has_its_slides(name, show):
    notebook = editions.read_notebook(ROOT / "notebooks" / f"{name}.ipynb")
    kinds = [kind for _, kind in editions.slide_cells(notebook, show)]
    assert kinds.count("slide") == len(show)
