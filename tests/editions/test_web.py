"""The notebooks in the browser edition, in Chromium, with every outside request refused.

It needs a local Pyodide, whose folder SANCTIONSLAB_PYODIDE names; tests/local_pyodide.py makes
one. `bash .ci/run` does.
"""

import shutil
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

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
    visit_lab,
    words,
)
from pages import violations
from servers import Server

from sanctionslab.classroom import grade

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
START, ANSWERED, PANELS = "00_start_here", "02_the_verdict", "05_what_if_lab"
LOOKED_AT = {START, ANSWERED, PANELS}  # other tests go on in their pages, and close them
pytestmark = pytest.mark.web


@pytest.fixture(scope="module")
def server(site):
    server = Server(site)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def address(server):
    return server.address


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


def test_a_later_start_takes_up_the_memory_and_the_bytecode_that_an_earlier_one_kept(
    returning, first_start, address
):
    """The seed of `hash` lies in the memory that is kept, so it is the same from then on.

    That of `random` must not be. The flags of a file of bytecode say whether it was kept.
    """
    starts = [first_start]
    for _ in range(2):
        page = open_notebook(returning, address, START)
        starts.append(seeds(page))
        assert kept(page)["bytecode"] > 1_000_000
        page.close()
    hashes, numbers, flags = zip(*starts, strict=True)
    assert hashes[0] != hashes[1] == hashes[2]
    assert len(set(numbers)) == 3
    assert flags == ("0", "3", "3")


def test_a_second_visit_needs_no_network_not_even_for_a_notebook_that_was_never_opened(
    returning, finished, server
):
    """Nothing but notebook 00 has been opened before. Meanwhile there is no server."""
    where = server.address
    server.stop()
    with pytest.raises(URLError):
        urlopen(where)
    try:
        page = returning.new_page()
        visit_lab(page, where)
        _, outputs = finished("03_resolution_history")
        said = [pair for output in outputs for pair in words(output)]
        assert said and not [text for kind, text in said if kind == "error"]
        page.goto(f"{where}/read/01_the_gift.html")
        assert page.get_by_role("heading").first.inner_text()
        for path in ("tree", "edit?path=glossary.ipynb", "notebooks?path=00_start_here.ipynb"):
            page.goto(f"{where}/{path}")
            assert page.url == f"{where}/{path.replace('?', '/?') if '?' in path else path + '/'}"
            page.wait_for_function("window.jupyterapp?.shell")
        kept(page)  # a page that is left sooner leaves a memory that the next one does not trust
        page.goto(f"{where}/read/no_such_page.html")
        assert page.get_by_role("link", name="Start with notebook 00").is_visible()
        page.close()
    finally:
        server.start()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_says_in_the_browser_what_it_says_in_cpython(finished, site, name):
    page, outputs = finished(name)
    # Not those of the site: what a prediction is asked of has no result there.
    stored = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    expected = [words(cell.outputs) for cell in stored.cells if cell.cell_type == "code"]
    assert [words(output) for output in outputs] == expected
    if name not in LOOKED_AT:
        page.close()


def test_work_and_progress_survive_a_reload_and_the_download_can_be_graded(
    returning, finished, address, tmp_path
):
    page, _ = finished(ANSWERED)
    place = next(at for at, source in enumerate(sources(page)) if '"02.3"' in source)
    run_cell(page, place, 'import sanctionslab as sl\nsl.check("02.3", "2397:6")')
    save(page)
    page.close()
    page = open_notebook(returning, address, ANSWERED)
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
    page = open_notebook(returning, address, START)
    assert "# mine" in sources(page)[1]
    page.close()


def test_links_between_notebooks_and_to_the_glossary_open_them(returning, finished):
    page, _ = finished(START)
    for link, heading in (("glossary", "Glossary"), ("01 The gift", "The gift")):
        with returning.expect_page() as opened:
            page.locator(".jp-RenderedMarkdown").get_by_role("link", name=link).first.click()
        opened.value.get_by_role("heading", name=heading, level=1, exact=True).wait_for()
        opened.value.close()
    page.close()
