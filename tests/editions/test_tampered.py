"""A page of the browser edition whose Python is not the file it should be.

It needs a local Pyodide, whose folder SANCTIONSLAB_PYODIDE names; tests/local_pyodide.py makes
one. `bash .ci/run` does.
"""

import pytest
from lite import page_of_a_stranger
from pages import violations
from servers import Quiet, serve

pytestmark = pytest.mark.web


class Changed(Quiet):
    """Serves something else in the place of one file."""

    name = ""

    def do_GET(self):
        if self.name not in self.path:
            return super().do_GET()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"something else")


@pytest.mark.parametrize(
    "name, said",
    [
        ("/pyodide.asm.wasm", "pyodide.asm.wasm is not there, or is not the file it should be"),
        ("/kit/sanctionslab-", "the package sanctionslab is not there, or is not the file"),
    ],
)
def test_a_notebook_says_that_its_python_is_another_and_what_to_do(chromium, site, name, said):
    handler = type("Changed", (Changed,), {"name": name})
    with page_of_a_stranger(chromium) as page, serve(site, handler) as where:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{where}/notebooks/index.html?path=00_start_here.ipynb")
        alert = page.get_by_role("alert").filter(has_text="Python did not start")
        alert.wait_for()
        assert said in alert.inner_text() and "Load the page again" in alert.inner_text()
        box = alert.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
        assert violations(page, "#waiting") == []
