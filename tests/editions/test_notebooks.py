"""Notebooks that are run anew: their outputs change, and nothing else does."""

import shutil
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from sanctionslab import editions
from sanctionslab.editions import EditionError

pytestmark = pytest.mark.course

ROOT = Path(__file__).resolve().parents[2]


def cell(source, id_):
    return new_code_cell(source, id=id_)


@pytest.fixture
def copy(tmp_path):
    """A full copy of a repository of two small notebooks."""
    for name in ("pyproject.toml", "teaching/solutions.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "notebooks").mkdir()
    printing = 'print("one")\nprint("two", flush=True)\nprint("three")'
    sources = {"00_words": printing, "01_number": "6 * 7"}
    for name, source in sources.items():
        made = new_notebook(cells=[new_markdown_cell("Run it.", id="a"), cell(source, "b")])
        editions.write_notebook(tmp_path / "notebooks" / f"{name}.ipynb", made)
    return tmp_path


def outputs(copy, name):
    return editions.read_notebook(copy / "notebooks" / f"{name}.ipynb").cells[1].outputs


def test_all_notebooks_are_run_unless_some_are_named(copy):
    folder = copy / "notebooks"
    assert editions.rerun(["01"], copy) == [folder / "01_number.ipynb"]
    assert outputs(copy, "00_words") == []
    assert outputs(copy, "01_number")[0].data == {"text/plain": "42"}
    assert editions.rerun(root=copy) == [folder / "00_words.ipynb", folder / "01_number.ipynb"]
    assert [output.text for output in outputs(copy, "00_words")] == ["one\ntwo\nthree\n"]


def test_a_second_run_changes_nothing(copy):
    [path] = editions.rerun(["00_words"], copy)
    once = path.read_bytes()
    editions.rerun(["00_words.ipynb"], copy)
    assert path.read_bytes() == once
    assert b'execution"' not in once and b"Run it." in once


def test_a_name_that_no_notebook_has_stops_before_any_is_run(copy):
    with pytest.raises(EditionError, match=r'no notebook "09": it is one of 00, 01\.'):
        editions.rerun(["00", "09"], copy)
    assert outputs(copy, "00_words") == []


def test_a_notebook_with_a_cell_that_fails_stays_as_it_was(copy):
    path = copy / "notebooks" / "01_number.ipynb"
    editions.write_notebook(path, new_notebook(cells=[cell("1 / 0", "b")]))
    before = path.read_bytes()
    with pytest.raises(EditionError, match=r"01_number\.ipynb: A cell failed: ZeroDivisionError"):
        editions.rerun(["01"], copy)
    assert path.read_bytes() == before
