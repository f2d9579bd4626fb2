"""The browser edition in Chromium, with every outside request refused.

It needs a local Pyodide, whose folder SANCTIONSLAB_PYODIDE names; tests/local_pyodide.py makes
one. `bash .ci/run` does.
"""

import shutil
from contextlib import contextmanager
from pathlib import Path

import live
import nbformat
import pytest
from lite import (
    HAS_MEMORY,
    kept,
    open_notebook,
    run_all,
    run_cell,
    save,
    sources,
    wait_until,
    words,
)
from pages import choose, violations
from playwright.sync_api import sync_playwright
from servers import Cached, Public, Quiet, serve

from sanctionslab.classroom import grade
from sanctionslab.editions import build_site
from sanctionslab.editions.site.jupyterlite import KERNEL
from sanctionslab.editions.site.offline import write_list
from sanctionslab.editions.site.pyodide import RUNTIME

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
pytestmark = pytest.mark.web


@pytest.fixture(scope="module")
def address(site):
    with serve(site) as where:
        yield where


@pytest.fixture(scope="module")
def chromium(site):
    """Chromium that finds no host but this machine, also in a worker or a service worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=live.find_browser(),
            args=[
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            ],
        )
        yield browser
        browser.close()


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


@contextmanager
def page_of_a_stranger(chromium):
    """A page in the browser of somebody who visits several servers."""
    made = chromium.new_context()
    made.set_default_timeout(live.LONG * 1000)
    yield made.new_page()
    made.close()


def visit_lab(page, where):
    """Open the lab alone from the landing page, and wait for its first verdict."""
    page.goto(f"{where}/index.html")
    page.get_by_role("link", name="Only the what-if lab").click()
    page.locator(".sl-result").get_by_text("PROHIBITED").first.wait_for()


@pytest.fixture
def context(chromium, address):
    with visitor(chromium, address) as made:
        yield made


@pytest.fixture(scope="module")
def returning(chromium, address):
    """A visitor who has been there before: later starts take up what an earlier one kept."""
    with visitor(chromium, address) as made:
        page = open_notebook(made, address, "00_start_here")
        kept(page)
        page.close()
        yield made


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_says_in_the_browser_what_it_says_in_cpython(returning, address, site, name):
    page = open_notebook(returning, address, name)
    # Not those of the site: what a prediction is asked of has no result there.
    stored = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    expected = [words(cell.outputs) for cell in stored.cells if cell.cell_type == "code"]
    found = [words(outputs) for outputs in run_all(page)]
    page.close()
    assert found == expected


def test_a_later_start_takes_up_the_memory_and_the_bytecode_that_an_earlier_one_kept(
    context, address
):
    """The seed of `hash` lies in the memory that is kept, so it is the same from then on.

    That of `random` must not be. The flags of a file of bytecode say whether it was kept.
    """
    ask = (
        "import random, IPython, pathlib\n"
        "flags = pathlib.Path(IPython.__cached__).read_bytes()[4]\n"
        "print(hash('x'), random.random(), flags, end='')"
    )
    hashes, numbers, flags = [], [], []
    for _ in range(3):
        page = open_notebook(context, address, "00_start_here")
        [(_, text)] = words(run_cell(page, 1, ask))
        for answers, answer in zip((hashes, numbers, flags), text.split(), strict=True):
            answers.append(answer)
        assert kept(page)["bytecode"] > 1_000_000
        page.close()
    assert hashes[0] != hashes[1] == hashes[2]
    assert len(set(numbers)) == 3
    assert flags == ["0", "3", "3"]


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


def test_every_panel_of_a_notebook_answers_to_the_keyboard(context, address):
    page = open_notebook(context, address, "05_what_if_lab")
    run_all(page)
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


def test_work_and_progress_survive_a_reload_and_the_download_can_be_graded(
    context, address, tmp_path
):
    page = open_notebook(context, address, "02_the_verdict")
    place = next(at for at, source in enumerate(sources(page)) if '"02.3"' in source)
    run_cell(page, place, 'import sanctionslab as sl\nsl.check("02.3", "2397:6")')
    save(page)
    page.close()
    page = open_notebook(context, address, "02_the_verdict")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_the_landing_page_fits_and_is_accessible(chromium, address, scheme, width):
    page = chromium.new_page(viewport={"width": width, "height": 768}, color_scheme=scheme)
    page.goto(f"{address}/index.html")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page, "html") == []
    assert page.get_by_role("link", name="Start with notebook 00").bounding_box()["y"] < 768
    page.close()


def test_a_reader_keeps_the_whole_with_a_button_and_needs_no_network_then(chromium, site):
    with page_of_a_stranger(chromium) as page:
        with serve(site) as where:
            page.goto(f"{where}/index.html")
            button = page.get_by_role("button", name="Keep all of it")
            button.press("Enter")
            page.get_by_text("it works offline").wait_for()
            assert not button.is_visible()
            page.goto("about:blank")
        page.goto(f"{where}/read/01_the_gift.html")
        assert page.get_by_role("heading").first.inner_text()


def test_links_between_notebooks_and_to_the_glossary_open_them(context, address):
    page = open_notebook(context, address, "00_start_here")
    for link, heading in (("glossary", "Glossary"), ("01 The gift", "The gift")):
        with context.expect_page() as opened:
            page.locator(".jp-RenderedMarkdown").get_by_role("link", name=link).first.click()
        opened.value.get_by_role("heading", name=heading, level=1, exact=True).wait_for()
        opened.value.close()
    page.close()


def test_who_waits_reads_a_word_and_what_is_typed_survives_without_saving(context, address):
    page = context.new_page()
    page.goto(f"{address}/notebooks/index.html?path=00_start_here.ipynb")
    assert page.get_by_role("status").first.inner_text()
    page.get_by_text("Python is starting").wait_for()
    page.wait_for_function("!document.querySelector('#waiting')")
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.type("# mine ")
    page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.close()
    page = open_notebook(context, address, "00_start_here")
    assert "# mine" in sources(page)[1]
    page.close()


def test_with_python_from_elsewhere_the_lab_starts_and_the_next_time_needs_neither_place(
    chromium, pyodide, tmp_path
):
    with page_of_a_stranger(chromium) as page:
        with (
            serve(pyodide, Public) as elsewhere,
            serve(build_site(tmp_path / "site", pyodide=elsewhere)) as where,
        ):
            visit_lab(page, where)
            kept(open_notebook(page.context, where, "00_start_here"))
            page.goto("about:blank")
        visit_lab(page, where)


def release(place):
    """Change a site as a new version of JupyterLite would.

    Parts of an extension get other names, and a page other words.
    """
    with (place / "read" / "glossary.html").open("a", encoding="utf-8") as glossary:
        glossary.write("<!-- a new word -->")
    settings, parts = place / "jupyter-lite.json", place / "extensions" / KERNEL / "static"
    [entry] = parts.glob("remoteEntry.*.js")
    script = entry.read_text(encoding="utf-8")
    renamed = 0
    for path in parts.glob("[0-9]*.js"):
        name, digest, _ = path.name.split(".")
        if digest in script:
            script = script.replace(digest, digest[::-1])
            path.rename(parts / f"{name}.{digest[::-1]}.js")
            renamed += 1
    assert renamed
    entry.unlink()
    (parts / "remoteEntry.new.js").write_text(script, encoding="utf-8")
    text = settings.read_text(encoding="utf-8").replace(entry.name, "remoteEntry.new.js")
    settings.write_text(text, encoding="utf-8")
    write_list(place, {})


def test_a_new_version_of_the_site_takes_the_place_of_the_old_one_whole_or_not_at_all(
    chromium, site, tmp_path
):
    """Though browsers keep what the server serves for a while, and the network is lost midway."""
    place = shutil.copytree(site, tmp_path / "site")

    class Server(Cached):
        pass

    with page_of_a_stranger(chromium) as page, serve(place, Server) as where:
        visit_lab(page, where)
        kept(open_notebook(page.context, where, "00_start_here"))
        release(place)
        Server.refuses = "/read/"
        visit_lab(page, where)
        wait_until(
            page,
            f"""async () => {{
            let shelves = 0;
            for (const name of await caches.keys()) {{
                const shelf = name.startsWith('sanctionslab ') && await caches.open(name);
                if (shelf && await shelf.match('{where}/package.json')) shelves += 1;
            }}
            return shelves === 2;
        }}""",
        )
        assert "a new word" not in page.goto(f"{where}/read/glossary.html?refused").text()
        Server.refuses = ()
        visit_lab(page, where)
        wait_until(
            page,
            """async () => {
            const names = await caches.keys();
            return names.filter(name => name.startsWith('sanctionslab ')).length === 1;
        }""",
        )
        Server.refuses = "/"
        assert "a new word" in page.goto(f"{where}/read/glossary.html?gone").text()
        visit_lab(page, where)


def test_a_second_visit_needs_no_network_not_even_for_a_notebook_that_was_never_opened(
    chromium, site
):
    """A server of its own, which is stopped between the visits."""
    with page_of_a_stranger(chromium) as page:
        with serve(site) as where:
            visit_lab(page, where)
            kept(open_notebook(page.context, where, "00_start_here"))
            page.goto("about:blank")
        visit_lab(page, where)
        notebook = open_notebook(page.context, where, "03_resolution_history")
        said = [pair for outputs in run_all(notebook) for pair in words(outputs)]
        assert not [text for kind, text in said if kind == "error"]
        notebook.goto(f"{where}/read/01_the_gift.html")
        assert notebook.get_by_role("heading").first.inner_text()
        for path in ("tree", "edit?path=glossary.ipynb", "notebooks?path=00_start_here.ipynb"):
            page.goto(f"{where}/{path}")
            assert page.url == f"{where}/{path.replace('?', '/?') if '?' in path else path + '/'}"
            page.wait_for_function("window.jupyterapp?.shell")
        page.goto(f"{where}/read/no_such_page.html")
        assert page.get_by_role("link", name="Start with notebook 00").is_visible()
