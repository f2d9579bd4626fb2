"""How large the browser edition is and what a student waits for.

python benchmarks/web.py PYODIDE_FOLDER

Times are seconds from opening a page, first with nothing kept (cold), then in the same browser
again (warm). The server is on this machine, so the time of a network comes on top of a cold start:
reckon it from the megabytes that the first visit fetches.
"""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import live
from lite import OPENED, kept, run_cell
from servers import Quiet, serve

from sanctionslab.editions import build_site


class Counting(Quiet):
    """Serves a folder and counts the bytes of what it served."""

    sent = 0

    def copyfile(self, source, outputfile):
        Counting.sent += Path(source.name).stat().st_size
        super().copyfile(source, outputfile)


# Where the cells of code of an open notebook are, as soon as its Python is there.
CODE = f"""async () => {{
    await window.jupyterapp.restored;
    {OPENED}
    await shell.currentWidget.sessionContext.ready;
    return [...notebook.model.cells].flatMap((cell, at) => cell.type === 'code' ? [at] : []);
}}"""


def megabytes(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def first_paint(page):
    return (
        page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
    )


def visit_quick_lab(context, where):
    """Seconds from opening the page of the lab: to a moved control, and to a Python that answers.

    The control is moved as soon as it is there.
    """
    page, took = context.new_page(), {}
    start = time.perf_counter()
    page.goto(f"{where}/lab.html", wait_until="commit")
    page.get_by_role("tab", name="Law").click()
    page.get_by_role("checkbox", name="2397 (2017)").click()
    page.locator(".sl-chip").first.wait_for()
    took["lab: open to first moved control"] = time.perf_counter() - start
    page.get_by_role("checkbox", name="2094 (2013)").click()
    page.locator(".sl-chip").nth(1).wait_for()
    took["lab: open to an answer by Python"] = time.perf_counter() - start
    page.close()
    return took


def visit(context, where):
    """Seconds until each thing that a student waits for."""
    took = visit_quick_lab(context, where)
    page = context.new_page()
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
    code = page.evaluate(CODE)
    for place, what in ((0, "first cell, with Python's start"), (1, "second cell")):
        start = start if place == 0 else time.perf_counter()
        run_cell(page, code[place])
        took[f"notebook: {what}"] = time.perf_counter() - start
    start = time.perf_counter()
    run_cell(page, code[2], "sl.measures().shape")
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
        print(f"site: {megabytes(site):.1f} MB, of which {', '.join(parts(site))}")
        with (
            serve(site, Counting) as where,
            sync_playwright() as playwright,
            live.chromium(playwright) as browser,
        ):
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            context.set_default_timeout(300_000)
            for name in ("cold", "warm"):
                Counting.sent = 0
                took = visit(context, where)
                print(f"{name}: {Counting.sent / 1e6:.1f} MB asked of the server")
                for what, seconds in took.items():
                    print(f"  {what:42} {seconds:6.1f} s")


def parts(site):
    """What a site consists of, and the megabytes of each."""
    folders = {
        "Pyodide": ("static/pyodide",),
        "JupyterLab": ("build", "extensions"),
        "the kit and its pages": ("static/kit", "files", "read"),
    }
    for what, names in folders.items():
        yield f"{what} {sum(megabytes(site / name) for name in names):.1f}"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    measure(sys.argv[1])
