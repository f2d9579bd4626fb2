"""How large the browser edition is and what a reader waits for, side by side with the floor.

python benchmarks/web.py PYODIDE_FOLDER

It prints the table of docs/browser.md. Times are seconds from opening a page, first with nothing
kept (cold), then in the same browser again (warm), each the median of several visits. The server
is on this machine, so the time of a network comes on top of a cold start: reckon it from the
megabytes that a visit fetches. For phones a network and a slow processor are emulated.
"""

import gzip
import io
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import live
from lite import OPENED, kept, run_cell, wait_until
from servers import Quiet, serve

from sanctionslab.editions import build_site

VISITS = 3  # to what takes a second; a notebook is opened once
LATE = 300_000  # milliseconds

# Where the cells of code of an open notebook are, as soon as its Python is there.
CODE = f"""async () => {{
    await window.jupyterapp.restored;
    {OPENED}
    await shell.currentWidget.sessionContext.ready;
    return [...notebook.model.cells].flatMap((cell, at) => cell.type === 'code' ? [at] : []);
}}"""

# What Chromium's own tools call fast and slow 4G, in bytes and milliseconds, and how many times
# slower than this machine's a phone's processor is.
PHONES = {
    "phone, fast 4G": (9e6 / 8 * 0.9, 165, 4),
    "phone, slow 4G": (1.6e6 / 8 * 0.9, 562, 4),
}


class Counting(Quiet):
    """Serves a folder, texts packed as public servers do, and counts the bytes of what it sent."""

    sent = 0

    def send_head(self):
        path = Path(self.translate_path(self.path))
        if path.suffix not in (".html", ".js", ".mjs", ".json", ".css") or not path.is_file():
            return super().send_head()
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        return io.BytesIO(content)

    def copyfile(self, source, outputfile):
        content = source.read()
        Counting.sent += len(content)
        outputfile.write(content)


class Clock:
    """Seconds since it was made."""

    def __init__(self):
        self.start = time.perf_counter()

    def __call__(self):
        return time.perf_counter() - self.start


def floor(page, where):
    """A Python that gives one verdict, with no page around it."""
    page.goto(f"{where}/floor.html")
    clock = Clock()
    said = page.evaluate(
        """async places => {
        const address = new URL(`floor.mjs?${new URLSearchParams(places)}`, location.href);
        const worker = new Worker(address, {type: 'module'});
        return new Promise(done => { worker.onmessage = ({data}) => done(data); });
    }""",
        {"index": f"{where}/static/pyodide/", "kit": f"{where}/floor.whl"},
    )
    assert said == "prohibited", said
    return {"the floor: a Python that gives a verdict": clock()}


# Whether the memory of the lab's Python is kept for the next visit.
LAB_KEPT = """async () => {
    const name = (await caches.keys()).find(one => one.startsWith('sanctionslab-lab '));
    return name && (await (await caches.open(name)).keys()).length;
}"""

# Moves controls of the lab's page as soon as they are there; the second is answered by Python
# alone. Returns the milliseconds since the page was opened until each is shown.
MOVES = """async names => {
    const until = async found => {
        while (!found()) await new Promise(next => setTimeout(next, 2));
        return found();
    };
    const tick = name => [...document.querySelectorAll('.sl-tick')]
        .find(box => box.innerText.startsWith(name))?.querySelector('input');
    const tab = () => [...document.querySelectorAll('[role=tab]')]
        .find(one => one.innerText === 'Law');
    (await until(tab)).click();
    const times = [];
    for (const name of names) {
        (await until(() => tick(name))).click();
        await until(() => document.querySelectorAll('.sl-chip').length > times.length);
        times.push(performance.now());
    }
    return times;
}"""


def quick_lab(page, where):
    """The page of the lab: to a moved control, and to an answer that only Python has."""
    page.goto(f"{where}/lab.html", wait_until="commit")
    moved, answered = page.evaluate(MOVES, ["2397", "2094"])
    wait_until(page, LAB_KEPT)
    return {
        "lab: the first control is moved": moved / 1000,
        "lab: Python answers": answered / 1000,
    }


def landing(page, where):
    page.goto(f"{where}/index.html")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    return {"landing page: first paint": page.evaluate(paint) / 1000}


def lab_in_jupyter(page, where):
    page.goto(f"{where}/index.html")
    clock = Clock()
    page.get_by_role("link", name="Only the what-if lab").click()
    page.locator(".sl-result").get_by_text("PROHIBITED").first.wait_for()
    return {"lab in JupyterLab: first panel": clock()}


def notebook(page, where):
    clock, took = Clock(), {}
    page.goto(f"{where}/lab/index.html?path=02_the_verdict.ipynb")
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.sessionContext")
    took["notebook: there to read"] = clock()
    code = page.evaluate(CODE)
    run_cell(page, code[0])
    took["notebook: first cell, with Python's start"] = clock()
    for what, cell in (("second cell", ()), ("first table, with pandas", ("sl.measures().shape",))):
        clock = Clock()
        run_cell(page, code[1 + bool(cell)], *cell)
        took[f"notebook: {what}"] = clock()
    kept(page)
    return took


def visited(browser, where, look, visits=1):
    """What looking takes, cold and warm, and the megabytes that a cold visit asks for."""
    cold, warm, fetched = [], [], []
    for _ in range(visits):
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        context.set_default_timeout(LATE)
        Counting.sent = 0
        for times in (cold, warm):
            page = context.new_page()
            times.append(look(page, where))
            page.close()
            if times is cold:
                fetched.append(Counting.sent / 1e6)
        context.close()
    middle = lambda times, what: statistics.median(one[what] for one in times)  # noqa: E731
    for what in cold[0]:
        row(what, middle(cold, what), middle(warm, what), statistics.median(fetched))


def on_a_phone(browser, where, name):
    """The page of the lab on a phone: its first control is moved."""
    speed, latency, slower = PHONES[name]
    times = []
    for _ in range(VISITS):
        context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
        context.set_default_timeout(LATE)
        page = context.new_page()
        tools = context.new_cdp_session(page)
        network = {"offline": False, "latency": latency, "downloadThroughput": speed}
        tools.send("Network.emulateNetworkConditions", network | {"uploadThroughput": speed})
        tools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.goto(f"{where}/lab.html", wait_until="commit")
        times.append(page.evaluate(MOVES, ["2397"])[0] / 1000)
        context.close()
    row(f"lab on a {name}: the first control is moved", statistics.median(times))


def row(what, cold, warm=None, fetched=None):
    cells = [f"{cold:.2f}", "" if warm is None else f"{warm:.2f}"]
    cells.append("" if fetched is None else f"{fetched:.1f}")
    print(f"| {what} | {' | '.join(cells)} |", flush=True)


def measure(pyodide):
    """Sizes, and the seconds of cold and warm visits."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        site = build_site(Path(folder) / "site", pyodide=pyodide)
        print(f"build: {time.perf_counter() - start:.1f} s")
        print(f"site: {megabytes(site):.1f} MB, of which {', '.join(parts(site))}")
        print(f"before the first move: {before_the_first_move(site) / 1000:.0f} kB\n")
        [kit] = (site / "static" / "kit").glob("sanctionslab-*.whl")
        shutil.copy(kit, site / "floor.whl")
        shutil.copy(Path(__file__).parent / "floor.mjs", site)
        (site / "floor.html").write_text("<!DOCTYPE html><title>floor</title>", encoding="utf-8")
        print("| | cold, s | warm, s | fetched, MB |\n|---|---|---|---|")
        with (
            serve(site, Counting) as where,
            sync_playwright() as playwright,
            live.chromium(playwright) as browser,
        ):
            visited(browser, where, floor, VISITS)
            visited(browser, where, quick_lab, VISITS)
            for name in PHONES:
                on_a_phone(browser, where, name)
            visited(browser, where, landing, VISITS)
            visited(browser, where, lab_in_jupyter)
            visited(browser, where, notebook)


def megabytes(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def before_the_first_move(site):
    """Bytes of the page of the lab and of one answer, as a server that packs sends them."""
    page = len(gzip.compress((site / "lab.html").read_bytes()))
    return page + (site / "quicklab" / "2397-0.packed").stat().st_size


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
