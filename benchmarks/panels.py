"""How quick the lab is: from a key press to the new verdict in the page, and the kernel's share.

The row of nodes is the picture: from the press on a node to the picture that is drawn anew.

    python benchmarks/panels.py

It opens the lab in a real JupyterLab and in Chromium, moves the controls by keyboard, and prints
milliseconds. Every value is visited for the first time: nothing is warm that a user would find
cold. The kernel's share is the processor time of the thread that computes, so it does not depend on
what else the machine does; the times in the page do. The limit is one frame, 16 ms.
"""

import json
import pathlib
import statistics
import sys
import tempfile

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests"))
import live

FRAME = 16
LAB = "import sanctionslab as sl\npanel = sl.panels.lab()\npanel"
KERNEL = """
import json, pathlib, time
import sanctionslab as sl

panel, marks = sl.panels.lab(), []
panel.observe(lambda change: marks.append(time.thread_time()), "state")
panel.observe(lambda change: marks.append(time.thread_time()), "picture")
facts = ("conduct", "direction", "item", "committee_approval")
sanctions = [r.key for r in panel.law.resolutions if r.kind == "sanctions"]
nodes = [act["controls"][0] for act in panel.picture["acts"].values() if act["flips"]]
moves = {"a fact": [(n, v) for n in facts for v, _, _ in panel.control(n).options],
         "the date": [("on", f"{y}-06-01") for y in range(2005, 2026)],
         "a resolution": [(key, on) for key in sanctions for on in (False, True)],
         "a source": [(s, on) for s in sl.sources_of(panel.case) for on in (False, True)],
         "a node": [(name, on) for name in nodes for on in (False, True)],
         "the case": [("case", key) for key in sl.cases()]}
found = {}
for kind, steps in moves.items():
    found[kind] = [], []
    for name, value in steps:
        del marks[:]
        start = time.thread_time()
        panel.control(name).value = value
        end = time.thread_time()
        if marks:
            found[kind][0].append(1000 * (marks[kind == "a node"] - start))
            found[kind][1].append(1000 * (end - start))
    panel.control("reset").click()
pathlib.Path("kernel.json").write_text(json.dumps(found), encoding="utf-8")
"""
WATCH = """panel => {
    window.times = {verdict: [], picture: []};
    let pressed = 0;
    window.addEventListener('keydown', () => { pressed = performance.now(); }, true);
    const watch = (region, times) => new MutationObserver(() => {
        const since = pressed;
        requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - since)));
    }).observe(region, {childList: true, subtree: true, characterData: true});
    watch(panel.querySelector('.sl-result'), window.times.verdict);
    watch(panel.querySelector('.sl-picture svg'), window.times.picture);
}"""


def in_the_page(page):
    """Milliseconds from key press to painted verdict, by kind of change."""
    panel = page.locator(".sl-panel")
    panel.locator(".sl-result").wait_for()
    panel.evaluate(WATCH)
    found = {}

    def press(kind, box, key, seen="verdict"):
        before = page.evaluate(f"window.times.{seen}.length")
        box.press(key)
        page.wait_for_function(f"before => window.times.{seen}.length > before", arg=before)
        page.wait_for_timeout(50)
        taken = page.evaluate(f"before => window.times.{seen}[before]", before)
        found.setdefault(kind, []).append(taken)

    box = panel.get_by_role("combobox", name="What was done", exact=True)
    for _ in range(15):
        press("a fact", box, "ArrowDown")
    thing = panel.get_by_role("combobox", name="Thing", exact=True)
    for _ in range(40):
        for _ in range(2):  # the list opens at the thing that is chosen
            thing.press("ArrowDown")
        press("a fact", thing, "Enter")
    date = panel.get_by_role("textbox", name="Date", exact=True).first
    for year in range(2006, 2024):
        date.fill(f"{year}-06-01")
        press("the date", date, "Enter")
    for tab, kind, boxes in (("Law", "a resolution", 10), ("Sources", "a source", 10)):
        panel.get_by_role("tab", name=tab).click()
        ticks = panel.locator("[role=tabpanel] input[type=checkbox]:visible")
        ticks.nth(boxes - 1).wait_for()
        names = ticks.evaluate_all("ticks => ticks.map(tick => tick.labels[0].innerText)")
        for name in names[:boxes]:
            press(kind, panel.get_by_role("checkbox", name=name, exact=True), "Space")
    panel.get_by_role("button", name="Reset").press("Enter")
    page.wait_for_timeout(500)
    nodes = panel.locator(".sl-picture [role=button][aria-pressed]")
    for id_ in nodes.evaluate_all("nodes => nodes.map(node => node.dataset.node)"):
        for _ in range(2):
            press("a node", panel.locator(f"[data-node='{id_}']"), "Enter", seen="picture")
    box = panel.get_by_role("combobox", name="Case", exact=True)
    for _ in range(30):
        press("the case", box, "ArrowDown")
    return found


def measure():
    """Rows of (kind of change, kernel to verdict, kernel to the end, page), each of the three a
    list of milliseconds.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for name in ("notebooks", "server"):
            (folder / name).mkdir()
        live.notebook(folder / "notebooks" / "lab.ipynb", LAB)
        live.notebook(folder / "notebooks" / "kernel.ipynb", KERNEL)
        server = live.Server(
            "lab", folder / "server", f"--ServerApp.root_dir={folder / 'notebooks'}"
        )
        try:
            server.wait()
            with sync_playwright() as playwright, live.chromium(playwright) as browser:
                page = browser.new_page(viewport={"width": 1280, "height": 1000})
                server.open(page, "kernel.ipynb")
                kernel = json.loads(
                    (folder / "notebooks" / "kernel.json").read_text(encoding="utf-8")
                )
                page.close()
                page = browser.new_page(viewport={"width": 1280, "height": 1000})
                server.open(page, "lab.ipynb")
                pages = in_the_page(page)
        finally:
            server.stop()
    return [(kind, *kernel[kind], pages[kind]) for kind in kernel]


def told(times):
    ordered = sorted(times)
    late = ordered[int(0.95 * (len(ordered) - 1))]
    return f"{statistics.median(ordered):6.1f} {late:6.1f} {ordered[-1]:6.1f}"


if __name__ == "__main__":
    print(
        f"{'milliseconds':14}{'kernel, to the verdict':>24}"
        f"{'kernel, to the end':>24}{'page, key to verdict':>24}"
    )
    print(f"{'change of':14}" + f"{'median    95%    max':>24}" * 3)
    rows = measure()
    for kind, *columns in rows:
        print(f"{kind:14}" + "".join(f"{told(times):>24}" for times in columns))
    verdict, end = (statistics.median(times) for times in rows[0][1:3])
    print(
        f"The kernel's share of a change of facts: {verdict:.1f} ms to the verdict, "
        f"{verdict / FRAME:.2f} of a frame of {FRAME} ms; {end:.1f} ms to the end."
    )
