"""Notebooks in the browser edition: opened, run, and read in JupyterLite."""

import re
from contextlib import contextmanager

import live
import pytest

# The bytes of what start.mjs has kept, by name, as soon as all of it is there, and no memory is on
# trial: one from which no kernel came up is thrown away by the next start.
KEPT = """async () => {
    const sizes = {};
    for (const shelf of await caches.keys()) {
        if (!shelf.startsWith("sanctionslab ")) continue;
        const site = shelf.split(" ")[1];
        for (const what of ["memory", "bytecode", "whole", "tried"]) {
            const answer = await (await caches.open(shelf)).match(new URL(what, site).href);
            if (answer) sizes[what] = (await answer.blob()).size;
        }
    }
    return sizes.memory && sizes.bytecode && sizes.whole && !sizes.tried && sizes;
}"""

# Whether the memory of a fresh Python is kept.
HAS_MEMORY = """async () => {
    for (const shelf of await caches.keys()) {
        const kept = shelf.startsWith("sanctionslab ") && await caches.open(shelf);
        if (kept && await kept.match(new URL("memory", shelf.split(" ")[1]).href)) return true;
    }
}"""

# Whatever is asked of a page whose notebook is open begins with these.
OPENED = "const {commands, shell} = window.jupyterapp, notebook = shell.currentWidget.content;"


def wait_until(page, asked):
    """Ask the page again and again, until the answer, which may be a promise, is true."""
    for _ in range(live.LONG * 2):
        if answer := page.evaluate(asked):
            return answer
        page.wait_for_timeout(500)
    pytest.fail(f"not true after {live.LONG} seconds: {asked}")


def kept(page):
    """Wait until a page of the browser edition has kept what a later start takes up.

    Returns the bytes of the memory and of the bytecode, by name, and of the mark that all files
    of the site are there.
    """
    return wait_until(page, KEPT)


def open_notebook(context, address, name):
    """A page with a notebook, as soon as its Python is there."""
    page = context.new_page()
    page.goto(f"{address}/notebooks/index.html?path={name}.ipynb")
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.sessionContext")
    page.evaluate("""async () => {
        await window.jupyterapp.restored;
        await window.jupyterapp.shell.currentWidget.sessionContext.ready;
    }""")
    return page


def run_all(page):
    """Forget the stored outputs, run every cell, and give back the outputs of each cell of code."""
    return page.evaluate(f"""async () => {{
        {OPENED}
        await commands.execute('notebook:clear-all-cell-outputs');
        const late = new Promise((_, stop) =>
            setTimeout(() => stop(new Error('not done after five minutes')), 300_000));
        await Promise.race([commands.execute('notebook:run-all-cells'), late]);
        const code = [...notebook.model.cells].filter(cell => cell.type === 'code');
        return code.map(cell => cell.outputs.toJSON());
    }}""")


def run_cell(page, number, source=None):
    """Run a cell, counted from 0, with another source if one is given: its outputs."""
    return page.evaluate(
        f"""async ([number, source]) => {{
            {OPENED}
            const cell = notebook.model.cells.get(number);
            if (source) cell.sharedModel.setSource(source);
            notebook.activeCellIndex = number;
            await commands.execute('notebook:run-cell');
            return cell.outputs.toJSON();
        }}""",
        [number, source],
    )


def seeds(page):
    """What a start of Python drew by lot: a hash, a number of `random`, and the flags of a file of
    bytecode, which is 0 in the kernel's own and 3 in what an earlier start kept.
    """
    ask = (
        "import random, IPython, pathlib\n"
        "flags = pathlib.Path(IPython.__cached__).read_bytes()[4]\n"
        "print(hash('x'), random.random(), flags, end='')"
    )
    source = sources(page)[1]
    [(_, text)] = words(run_cell(page, 1, ask))
    # The notebook is left as it was: what is typed is kept by itself.
    page.evaluate(
        f"""source => {{
            {OPENED}
            notebook.model.cells.get(1).sharedModel.setSource(source);
        }}""",
        source,
    )
    save(page)
    return text.split()


def sources(page):
    """The sources of all cells, as they stand in the page."""
    return page.evaluate(f"""() => {{
        {OPENED}
        return [...notebook.model.cells].map(cell => cell.sharedModel.source);
    }}""")


def save(page):
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")


def words(outputs):
    """What outputs say, as (kind, text): streams in one piece, HTML without its pictures."""
    said = []
    for output in outputs:
        if output["output_type"] == "stream":
            name, text = output["name"], "".join(output["text"])
            if said and said[-1][0] == name:
                said[-1] = (name, said[-1][1] + text)
            else:
                said.append((name, text))
        elif output["output_type"] == "error":
            said.append(("error", output["evalue"]))
        else:
            said += [
                (kind, re.sub(r"base64,[A-Za-z0-9+/=]+", "base64,IMAGE", "".join(text)))
                for kind, text in sorted(output["data"].items())
                if kind in ("text/plain", "text/html")
            ]
    return said


def visit_lab(page, where):
    """Open the lab alone from the landing page, and wait for its first verdict."""
    page.goto(f"{where}/index.html")
    page.get_by_role("link", name="Only the what-if lab").click()
    page.locator(".sl-result").get_by_text("PROHIBITED").first.wait_for()


@contextmanager
def page_of_a_stranger(chromium):
    """A page in the browser of somebody who visits several servers."""
    made = chromium.new_context()
    made.set_default_timeout(live.LONG * 1000)
    yield made.new_page()
    made.close()


@contextmanager
def visitor(chromium, address):
    """A new visitor's browser. Asking another host than the site's fails the test at its end."""
    made = chromium.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    made.set_default_timeout(live.LONG * 1000)
    outside = []

    def note(request):
        if not request.url.startswith((address, "data:", "blob:")):
            outside.append(request.url)

    made.on("request", note)
    page = made.new_page()
    page.goto(f"{address}/index.html")
    page.close()
    yield made
    made.close()
    assert outside == []
