"""The notebooks in the browser edition, in Chromium, with every outside request refused.

It needs a local Pyodide, whose folder SANCTIONSLAB_PYODIDE names; tests/local_pyodide.py makes
one. `bash .ci/run` does.
"""

import shutil
from pathlib import Path

import nbformat
import pytest
from lite import (
    kept,
    open_notebook,
    run_all,
    run_cell,
    save,
    seeds,
    sources,
    words,
)
from pages import violations

from sanctionslab.classroom import grade

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
PANELS = "05_what_if_lab"
pytestmark = pytest.mark.web


@pytest.fixture(scope="module")
def finished(returning, address):
    """A notebook that has run from top to bottom: its page, and the outputs of its cells."""
    pages = {}

    def run_once(name):
        if name not in pages:
            page = open_notebook(returning, address, name)
            pages[name] = page, run_all(page)
        return pages[name]

    return run_once


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_says_in_the_browser_what_it_says_in_cpython(finished, site, name):
    page, outputs = finished(name)
    # Not those of the site: what a prediction is asked of has no result there.
    stored = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    expected = [words(cell.outputs) for cell in stored.cells if cell.cell_type == "code"]
    assert [words(output) for output in outputs] == expected
    if name != PANELS:
        page.close()


def test_a_later_start_takes_up_the_memory_and_the_bytecode_that_an_earlier_one_kept(
    returning, first_start, address
):
    """The seed of `hash` lies in the memory that is kept, so it is the same from then on.

    That of `random` must not be. The flags of a file of bytecode say whether it was kept.
    """
    starts = [first_start]
    for _ in range(2):
        page = open_notebook(returning, address, "00_start_here")
        starts.append(seeds(page))
        assert kept(page)["bytecode"] > 1_000_000
        page.close()
    hashes, numbers, flags = zip(*starts, strict=True)
    assert hashes[0] != hashes[1] == hashes[2]
    assert len(set(numbers)) == 3
    assert flags == ("0", "3", "3")


def test_every_panel_of_a_notebook_answers_to_the_keyboard(finished):
    page, _ = finished(PANELS)
    moves = [
        ("combobox", "Committee approved", "ArrowDown"),
        ("checkbox", "2397 (2017)", "Space"),
        ("checkbox", "[kremlin]", "Space"),
    ]
    for cell in page.locator(".jp-Cell:has(.sl-panel)").all():
        cell.scroll_into_view_if_needed()
    said = {}
    for panel in page.locator(".sl-panel").all():
        for control, name, key in moves:
            box = panel.get_by_role(control, name=name).first
            if box.is_visible():
                before = panel.inner_text()
                box.press(key)
                page.wait_for_function(
                    "([panel, before]) => panel.innerText !== before",
                    arg=[panel.element_handle(), before],
                )
                said[name] = panel.inner_text()
    assert set(said) == {name for _, name, _ in moves}
    assert violations(page, ".sl-panel") == []
    page.close()


def test_work_and_progress_survive_a_reload_and_the_download_can_be_graded(
    returning, address, tmp_path
):
    page = open_notebook(returning, address, "02_the_verdict")
    place = next(at for at, source in enumerate(sources(page)) if '"02.3"' in source)
    run_cell(page, place, 'import sanctionslab as sl\nsl.check("02.3", "2397:6")')
    save(page)
    page.close()
    page = open_notebook(returning, address, "02_the_verdict")
    outputs = run_cell(page, 1, "import sanctionslab as sl\nprint(sl.progress().tried)")
    assert words(outputs) == [("stdout", "('02.3',)\n")]
    assert 'sl.check("02.3", "2397:6")' in sources(page)[place]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").first.click()
    (tmp_path / "ada").mkdir()
    shutil.move(download.value.path(), tmp_path / "ada" / download.value.suggested_filename)
    page.close()
    [row] = grade(tmp_path).rows
    assert row["student"] == "ada" and row["02.3"] == 0
    [shown] = [row for row in grade(tmp_path).view if row["exercise"] == "02.3" and row["students"]]
    assert "goods from the DPRK" in shown["misconception"]


def test_links_between_notebooks_and_to_the_glossary_open_them(returning, address):
    page = open_notebook(returning, address, "00_start_here")
    for link, heading in (("glossary", "Glossary"), ("01 The gift", "The gift")):
        with returning.expect_page() as opened:
            page.locator(".jp-RenderedMarkdown").get_by_role("link", name=link).first.click()
        opened.value.get_by_role("heading", name=heading, level=1, exact=True).wait_for()
        opened.value.close()
    page.close()


def test_who_waits_reads_a_word_and_what_is_typed_survives_without_saving(returning, address):
    page = returning.new_page()
    page.goto(f"{address}/notebooks/index.html?path=00_start_here.ipynb")
    assert page.get_by_role("status").first.inner_text()
    page.get_by_text("Python is starting").wait_for()
    page.wait_for_function("!document.querySelector('#waiting')")
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.type("# mine ")
    page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.close()
    page = open_notebook(returning, address, "00_start_here")
    assert "# mine" in sources(page)[1]
    page.close()
