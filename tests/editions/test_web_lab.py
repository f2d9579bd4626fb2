"""The lab alone and the landing page of the browser edition, in Chromium.

It needs a local Pyodide, whose folder SANCTIONSLAB_PYODIDE names; tests/local_pyodide.py makes
one. `bash .ci/run` does.
"""

import pytest
from lite import HAS_MEMORY, visit_lab, visitor, wait_until
from pages import choose, violations
from servers import Quiet, serve

from sanctionslab.editions.site.pyodide import RUNTIME

pytestmark = pytest.mark.web


@pytest.fixture(scope="module")
def first_visit(chromium, site):
    """The lab alone in the browser of a stranger: its page, where it lies, what was asked for."""
    asked = []

    class Counting(Quiet):
        def log_request(self, *_):
            asked.append(self.path.partition("?")[0])

    with serve(site, Counting) as where, visitor(chromium, where) as context:
        page = context.new_page()
        page.goto(f"{where}/index.html")
        page.get_by_role("link", name="Only the what-if lab").press("Enter")
        page.locator(".sl-result").get_by_text("PROHIBITED").first.wait_for()
        yield page, where, asked


@pytest.fixture
def panel(first_visit):
    page, *_ = first_visit
    panel = page.locator(".sl-panel")
    yield panel
    panel.get_by_role("button", name="Reset").first.press("Enter")
    panel.locator(".sl-now").get_by_text("PROHIBITED", exact=True).wait_for()


def test_the_lab_alone_starts_by_itself_and_answers_to_the_keyboard(panel):
    page = panel.page
    page.wait_for_function("document.querySelector('.sl-panel').getBoundingClientRect().top >= -1")
    page.wait_for_function("!document.querySelector('#waiting')")
    assert panel.bounding_box()["y"] < 20
    page.get_by_role("link", name="All notebooks").focus()
    choose(panel, "What was done", "something was shown")
    panel.locator(".sl-result").get_by_text("NOT PROHIBITED").wait_for()
    assert violations(page, ".sl-panel") == []
    assert violations(page, "#back") == []


def test_enter_does_in_the_lab_alone_what_it_does_elsewhere(panel):
    """A date counts, a button is pressed, what is folded opens: the console has no say in it."""
    now = panel.locator(".sl-now")
    day = panel.get_by_role("textbox", name="Date").first
    day.fill("1 January 2004")
    day.press("Enter")
    now.get_by_text("NOT PROHIBITED").wait_for()
    panel.get_by_role("button", name="Reset").press("Enter")
    now.get_by_text("PROHIBITED", exact=True).wait_for()
    folded = panel.locator("details:not([open]) > summary:visible").first
    words = folded.inner_text()
    folded.press("Enter")
    panel.locator("details[open] > summary").get_by_text(words, exact=True).wait_for()


def test_the_lab_alone_is_light(first_visit):
    """Each file of Python is asked for once, and the notebooks not at all."""
    page, where, asked = first_visit
    wait_until(page, HAS_MEMORY)
    page.goto("about:blank")
    visit_lab(page, where)
    for name in RUNTIME:
        assert asked.count(f"/static/pyodide/{name}") == 1, name
    assert not [path for path in asked if path.startswith(("/read/", "/files/"))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_the_landing_page_fits_and_is_accessible(chromium, address, scheme, width):
    page = chromium.new_page(viewport={"width": width, "height": 768}, color_scheme=scheme)
    page.goto(f"{address}/index.html")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page, "html") == []
    assert page.get_by_role("link", name="Start with notebook 00").bounding_box()["y"] < 768
    page.close()
