"""How large the browser edition is and what a student waits for: python benchmarks/web.py PYODIDE_FOLDER

Times are seconds from opening a page, first with nothing kept (cold), then in the same browser again (warm). The server is on this machine, so the
time of a network comes on top of a cold start: reckon it from the megabytes that the first visit fetches.
"""

import functools
import http.server
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import live  # noqa: E402
from pages import kept  # noqa: E402

from sanctionslab.editions import build_site  # noqa: E402


class Counting(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and counts the bytes of what it served."""

    sent = 0
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def copyfile(self, source, outputfile):
        Counting.sent += Path(source.name).stat().st_size
        super().copyfile(source, outputfile)

    def log_message(self, *_):
        pass


def megabytes(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def first_paint(page):
    return (
        page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
    )


def visit(context, where):
    """Seconds until each thing that a student waits for."""
    page, took = context.new_page(), {}
    page.goto(f"{where}/index.html")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    took["landing page: first paint"] = first_paint(page)
    start = time.perf_counter()
    page.get_by_role("link", name="Only the what-if lab").click()
    page.locator(".sl-result").get_by_text("PROHIBITED").first.wait_for()
    took["lab alone: first panel"] = time.perf_counter() - start
    start = time.perf_counter()
    page.goto(f"{where}/lab/index.html?path=02_the_verdict.ipynb")
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.sessionContext")
    took["notebook: there to read"] = time.perf_counter() - start
    for place, what in ((1, "first cell, with Python's start"), (2, "second cell")):
        start = start if place == 1 else time.perf_counter()
        page.evaluate(
            """async place => {
            const {commands, shell, restored} = window.jupyterapp, notebook = shell.currentWidget.content;
            await restored;
            await shell.currentWidget.sessionContext.ready;
            const code = [...notebook.model.cells].flatMap((cell, at) => cell.type === 'code' ? [at] : []);
            notebook.activeCellIndex = code[place - 1];
            await commands.execute('notebook:run-cell');
        }""",
            place,
        )
        took[f"notebook: {what}"] = time.perf_counter() - start
    start = time.perf_counter()
    page.evaluate("""async () => {
        const {commands, shell} = window.jupyterapp, notebook = shell.currentWidget.content;
        notebook.activeCellIndex = [...notebook.model.cells].flatMap((cell, at) => cell.type === 'code' ? [at] : [])[2];
        notebook.activeCell.model.sharedModel.setSource('sl.measures().shape');
        await commands.execute('notebook:run-cell');
    }""")
    took["notebook: first table, with pandas"] = time.perf_counter() - start
    kept(page)
    page.close()
    return took


def measure(pyodide):
    """Sizes in MB, and the seconds of a cold and a warm visit."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        site = build_site(Path(folder) / "site", pyodide=pyodide)
        print(f"build: {time.perf_counter() - start:.1f} s")
        print(
            f"site: {megabytes(site):.1f} MB, of which Pyodide {megabytes(site / 'static' / 'pyodide'):.1f}, "
            f"JupyterLab {megabytes(site / 'build') + megabytes(site / 'extensions'):.1f}, "
            f"the kit and its pages {megabytes(site / 'static' / 'kit') + megabytes(site / 'files') + megabytes(site / 'read'):.1f}"
        )
        with (
            http.server.ThreadingHTTPServer(
                ("127.0.0.1", 0), functools.partial(Counting, directory=str(site))
            ) as server,
            sync_playwright() as playwright,
        ):
            threading.Thread(target=server.serve_forever, daemon=True).start()
            with live.chromium(playwright) as browser:
                context = browser.new_context(viewport={"width": 1366, "height": 768})
                context.set_default_timeout(300_000)
                for name in ("cold", "warm"):
                    Counting.sent = 0
                    took = visit(context, f"http://127.0.0.1:{server.server_port}")
                    print(f"{name}: {Counting.sent / 1e6:.1f} MB asked of the server")
                    for what, seconds in took.items():
                        print(f"  {what:42} {seconds:6.1f} s")
            server.shutdown()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    measure(sys.argv[1])
