"""The browser edition in a second engine: landing page, lab and notebook 00 in Firefox."""

import os
from pathlib import Path

import firefox
import nbformat
import pytest
from lite import open_notebook, run_all, words
from pages import violations
from servers import serve

import sanctionslab as sl

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.web

# What the verdict of the lab says, and how many changes can be taken back.
NOW = "document.querySelector('.sl-result .sl-now').innerText"
CHIPS = "document.querySelectorAll('.sl-chip').length"


@pytest.fixture(scope="module")
def address(site):
    with serve(site) as where:
        yield where


@pytest.fixture
def page(tmp_path):
    """Firefox; a test that needs it is skipped where there is none."""
    if not firefox.find():
        if os.environ.get("SANCTIONSLAB_REQUIRE_FIREFOX"):
            pytest.fail("no Firefox found, and SANCTIONSLAB_REQUIRE_FIREFOX asks for one")
        pytest.skip("no Firefox found; install one to test the browser edition in it")
    with firefox.page(tmp_path) as made:
        yield made


@pytest.mark.parametrize("width", [390, 1366])
def test_landing_page_and_lab_fit_and_are_accessible(page, address, width):
    page.size(width, 844)
    for name in ("index.html", "lab.html"):
        page.goto(f"{address}/{name}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(page, "html") == []


def tick(name):
    """The checkbox of a resolution in the tab of the law."""
    found = "[...document.querySelectorAll('.sl-panel [role=tabpanel] .sl-tick')]"
    return f"{found}.find(box => box.innerText.startsWith('{name}'))?.querySelector('input')"


def test_the_lab_answers_to_the_keyboard_first_from_files_and_then_by_python(page, address):
    page.goto(f"{address}/lab.html")
    tabs = "[...document.querySelectorAll('[role=tab]')]"
    page.press(f"{tabs}.find(tab => tab.innerText === 'Law')", "Enter")
    struck = []
    for key in (2397, 2094):
        page.press(tick(key), "Space")
        struck.append(key)
        page.wait_for_function(f"{CHIPS} === {len(struck)}")
        shown = sl.panels.Scenario("aurus-2024-02", without=struck)
        assert str(shown.finding.verdict) in page.evaluate(NOW).lower()
    assert page.evaluate("document.documentElement.dataset.python") == "ready"


class Firefox:
    """What `open_notebook` asks of a context: one page."""

    def __init__(self, page):
        self.new_page = lambda: page


def test_notebook_00_says_in_firefox_what_it_says_in_cpython(page, address):
    open_notebook(Firefox(page), address, "00_start_here")
    stored = nbformat.read(ROOT / "notebooks" / "00_start_here.ipynb", as_version=4)
    expected = [words(cell.outputs) for cell in stored.cells if cell.cell_type == "code"]
    assert [words(outputs) for outputs in run_all(page)] == expected
