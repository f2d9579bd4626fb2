"""The lab alone and the landing page of the browser edition, in Chromium.

It needs a local Pyodide, whose folder SANCTIONSLAB_PYODIDE names; tests/local_pyodide.py makes
one. `bash .ci/run` does.
"""

import pytest
from lite import (
    HAS_MEMORY,
    page_of_a_stranger,
    visit_lab,
    wait_until,
)
from pages import choose, violations
from servers import Quiet, serve

from sanctionslab.editions.site.pyodide import RUNTIME

pytestmark = pytest.mark.web


def test_the_lab_alone_starts_by_itself_and_answers_to_the_keyboard(context, address):
    page = context.new_page()
    page.goto(f"{address}/index.html")
    page.get_by_role("link", name="Only the what-if lab").press("Enter")
    panel = page.locator(".sl-panel")
    result = panel.locator(".sl-result")
    result.get_by_text("PROHIBITED").first.wait_for()
    page.wait_for_function("document.querySelector('.sl-panel').getBoundingClientRect().top >= -1")
    page.wait_for_function("!document.querySelector('#waiting')")
    assert page.locator(".sl-panel").bounding_box()["y"] < 20
    page.get_by_role("link", name="All notebooks").focus()
    choose(panel, "What was done", "something was shown")
    result.get_by_text("NOT PROHIBITED").wait_for()
    assert violations(page, ".sl-panel") == []
    assert violations(page, "#back") == []
    page.close()


def test_enter_does_in_the_lab_alone_what_it_does_elsewhere(context, address):
    """A date counts, a button is pressed, what is folded opens: the console has no say in it."""
    page = context.new_page()
    visit_lab(page, address)
    panel = page.locator(".sl-panel")
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
    page.close()


def test_the_lab_alone_is_light(chromium, site):
    """Each file of Python is asked for once, and the notebooks not at all."""
    asked = []

    class Counting(Quiet):
        def log_request(self, *_):
            asked.append(self.path.partition("?")[0])

    with page_of_a_stranger(chromium) as page, serve(site, Counting) as where:
        visit_lab(page, where)
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
