"""The browser edition: what is in the site, and the site in Chromium with every outside request refused.

The browser part needs a local Pyodide, whose folder SANCTIONSLAB_PYODIDE names; tests/local_pyodide.py makes one. `bash .ci/run` does.
"""

import functools
import http.server
import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from contextlib import contextmanager
from pathlib import Path

import live
import nbformat
import pytest
from pages import choose, kept, violations, wait_until
from playwright.sync_api import sync_playwright

from sanctionslab.classroom import grade
from sanctionslab.cli import main
from sanctionslab.editions import EditionError, build_site, leaks
from sanctionslab.editions import browser as later
from sanctionslab.editions.site.jupyterlite import KERNEL
from sanctionslab.editions.site.offline import write_list
from sanctionslab.editions.site.pyodide import FIRST
from sanctionslab.editions.site.tools import wheel

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def pyodide():
    place = os.environ.get("SANCTIONSLAB_PYODIDE")
    if not place or not live.find_browser():
        told = (
            "SANCTIONSLAB_PYODIDE names no local Pyodide: run python tests/local_pyodide.py FOLDER and set it to FOLDER"
            if not place
            else "no Chromium, Chrome or Edge found"
        )
        if os.environ.get("SANCTIONSLAB_REQUIRE_BROWSER"):
            pytest.fail(
                f"{told}; SANCTIONSLAB_REQUIRE_BROWSER asks for the test of the browser edition"
            )
        pytest.skip(f"{told}; without it the browser edition is not tried")
    return Path(place)


@pytest.fixture(scope="module")
def site(pyodide, tmp_path_factory):
    place = tmp_path_factory.mktemp("web") / "site"
    assert main(["edition", "web", "-o", str(place), "--pyodide", str(pyodide)]) == 0
    return place


class Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_):
        pass


class Cached(Quiet):
    """Lets browsers keep what it serves for ten minutes, as GitHub Pages does. Serves nothing under the paths that it `refuses`."""

    refuses = ()

    def do_GET(self):
        if self.path.startswith(self.refuses):
            return self.send_error(503)
        return super().do_GET()

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


class Public(Quiet):
    """Serves to the pages of other hosts too, as the public distribution does."""

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


@contextmanager
def serve(folder, handler=Quiet):
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(folder))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def address(site):
    with serve(site) as where:
        yield where


@pytest.fixture(scope="module")
def chromium(site):
    """Chromium that finds no host but this machine, whoever asks: page, worker or service worker."""
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
    """A new visitor's browser. Whatever is asked of another host than the site's fails the test at its end."""
    made = chromium.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    made.set_default_timeout(live.LONG * 1000)
    outside = []
    made.on(
        "request",
        lambda request: (
            outside.append(request.url)
            if not request.url.startswith((address, "data:", "blob:"))
            else None
        ),
    )
    page = made.new_page()
    page.goto(f"{address}/index.html")
    page.close()
    yield made
    made.close()
    assert outside == []


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


def open_notebook(context, address, name):
    page = context.new_page()
    page.goto(f"{address}/notebooks/index.html?path={name}.ipynb")
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.sessionContext")
    page.evaluate("""async () => {
        await window.jupyterapp.restored;
        await window.jupyterapp.shell.currentWidget.sessionContext.ready;
    }""")
    return page


def run_all(page):
    """Forget the stored outputs, run every cell, and give back each cell's outputs."""
    return page.evaluate("""async () => {
        const {commands, shell} = window.jupyterapp;
        await commands.execute('notebook:clear-all-cell-outputs');
        const late = new Promise((_, stop) => setTimeout(() => stop(new Error('not done after five minutes')), 300_000));
        await Promise.race([commands.execute('notebook:run-all-cells'), late]);
        return [...shell.currentWidget.content.model.cells].filter(cell => cell.type === 'code').map(cell => cell.outputs.toJSON());
    }""")


def words(outputs):
    """What outputs say: their text, with streams in one piece, and the words of HTML with its pictures left out."""
    said = []
    for output in outputs:
        if output["output_type"] == "stream":
            if said and said[-1][0] == output["name"]:
                said[-1] = (output["name"], said[-1][1] + "".join(output["text"]))
            else:
                said.append((output["name"], "".join(output["text"])))
        elif output["output_type"] == "error":
            said.append(("error", output["evalue"]))
        else:
            said += [
                (kind, re.sub(r"base64,[A-Za-z0-9+/=]+", "base64,IMAGE", "".join(text)))
                for kind, text in sorted(output["data"].items())
                if kind in ("text/plain", "text/html")
            ]
    return said


# The site as files


def test_the_site_holds_no_solution_and_names_no_other_host(site):
    assert (
        leaks(site / "files") == []
        and leaks(site / "read") == []
        and leaks(next((site / "static" / "kit").glob("sanctionslab-*.whl"))) == []
    )
    settings = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))[
        "jupyter-config-data"
    ]["litePluginSettings"][f"{KERNEL}:kernel"]
    assert settings["pyodideUrl"].startswith("./") and settings["disablePyPIFallback"]
    lock = json.loads((site / "static" / "pyodide-lock.json").read_text(encoding="utf-8"))[
        "packages"
    ]
    assert all((site / "static" / entry["file_name"]).is_file() for entry in lock.values())
    assert {"pandas", "matplotlib", *FIRST} <= set(lock)


def test_what_every_page_waits_for_needs_no_pandas(site):
    lock = json.loads((site / "static" / "pyodide-lock.json").read_text(encoding="utf-8"))[
        "packages"
    ]
    first, queue = set(), list(FIRST)
    while queue:
        name = queue.pop()
        if name not in first:
            first.add(name)
            queue += [need.lower().replace("_", "-") for need in lock[name]["depends"]]
    assert not first & {"pandas", "numpy", "matplotlib"}


def test_with_an_address_the_site_names_it_and_holds_no_pyodide(pyodide, tmp_path):
    with serve(pyodide) as where:
        place = build_site(tmp_path / "site", pyodide=where)
    assert not (place / "static" / "pyodide").exists()
    lock = json.loads((place / "static" / "pyodide-lock.json").read_text(encoding="utf-8"))[
        "packages"
    ]
    assert lock["pandas"]["file_name"].startswith(f"{where}/pandas-") and lock["sanctionslab"][
        "file_name"
    ].startswith("kit/")
    listed = json.loads((place / "static" / "kit" / "site.json").read_text(encoding="utf-8"))[
        "files"
    ]
    assert (
        f"{where}/pyodide.asm.wasm" in listed
        and lock["pandas"]["file_name"] in listed
        and "notebooks/index.html" in listed
    )
    assert f'"indexURL": "{where}/"' in (place / "jupyter-lite.json").read_text(encoding="utf-8")


def test_a_changed_notebook_makes_another_version_and_nothing_else_does(site, pyodide, tmp_path):
    root = shutil.copytree(
        ROOT, tmp_path / "root", ignore=shutil.ignore_patterns(".git", "__pycache__", ".*_cache")
    )
    notebook = root / "notebooks" / "07_your_own_case.ipynb"
    notebook.write_text(
        notebook.read_text(encoding="utf-8").replace("# Your own case", "# Your very own case", 1),
        encoding="utf-8",
    )
    other = build_site(tmp_path / "site", root, pyodide)
    names = {
        path.relative_to(place).as_posix()
        for place in (site, other)
        for path in place.rglob("*")
        if path.is_file()
    }
    changed = {
        name
        for name in names
        if not name.startswith("api/") and (site / name).read_bytes() != (other / name).read_bytes()
    }
    assert changed == {
        "files/07_your_own_case.ipynb",
        "read/07_your_own_case.html",
        "index.html",
        "static/kit/start.mjs",
        "static/kit/site.json",
    }


def test_every_link_of_the_landing_page_leads_somewhere(site):
    page = (site / "index.html").read_text(encoding="utf-8")
    targets = re.findall(r'href="([^"#?]+)(?:\?path=([\w.]+))?', page)
    assert len(targets) > 2 * len(NOTEBOOKS) and "$" not in page
    for target, notebook in targets:
        assert (site / target).is_file(), target
        assert not notebook or (site / "files" / notebook).is_file(), notebook


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (
            lambda folder: folder,
            "is no copy of Pyodide: it has no pyodide.mjs. Name the folder that pyodide.mjs lies in.",
        ),
        (
            lambda folder: "http://127.0.0.1:9",
            "With a local copy of Pyodide no network is needed: name its folder with --pyodide.",
        ),
    ],
)
def test_a_pyodide_that_is_none_is_refused_in_a_sentence(tmp_path, capsys, make, told):
    assert (
        main(["edition", "web", "-o", str(tmp_path / "site"), "--pyodide", str(make(tmp_path))])
        == 1
    )
    assert told in capsys.readouterr().err and not (tmp_path / "site").exists()


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(EditionError, match="is there already and is not overwritten"):
        build_site(tmp_path)


def test_a_wheel_is_the_same_from_the_same_files():
    files = {"b/x.py": b"1", "a/y.py": b"2"}
    assert wheel("some-name", "1.0", files) == wheel(
        "some-name", "1.0", dict(reversed(files.items()))
    )


def test_a_package_is_fetched_when_it_is_asked_for_and_no_other():
    fetched = []
    finder = later.Fetcher(fetched.append, lambda: True)
    assert finder.find_spec("json") is None and fetched == []
    assert finder.find_spec("pandas").name == "pandas" and fetched == ["pandas"]


def test_kept_bytecode_is_taken_up_for_the_same_source_and_for_no_other(tmp_path):
    """Kept in one place and unpacked in another, as in a page that fetched its packages anew; the date of the source does not matter."""
    source, kept_in, unpacked = tmp_path / "lesson.py", tmp_path / "first", tmp_path / "later"
    source.write_text("print('one')", encoding="utf-8")

    def run(folder):
        done = subprocess.run(
            [sys.executable, "-v", "-X", f"pycache_prefix={folder}", "-c", "import lesson"],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        )
        return done.stdout.strip(), any(
            "code object from" in line and "lesson" in line and ".pyc" in line
            for line in done.stderr.splitlines()
        )

    assert run(kept_in) == ("one", False)
    zipfile.ZipFile(io.BytesIO(later.bytecode(kept_in))).extractall(unpacked)
    os.utime(source, (1, 1))
    assert run(unpacked) == ("one", True)
    source.write_text("print('two')", encoding="utf-8")
    assert run(unpacked)[0] == "two"


# The site in the browser


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_says_in_the_browser_what_it_says_in_cpython(returning, address, site, name):
    page = open_notebook(returning, address, name)
    stored = nbformat.read(site / "files" / f"{name}.ipynb", as_version=4)
    expected = [words(cell.outputs) for cell in stored.cells if cell.cell_type == "code"]
    found = [words(outputs) for outputs in run_all(page)]
    page.close()
    assert found == expected


def test_a_later_start_takes_up_the_memory_and_the_bytecode_that_an_earlier_one_kept(
    context, address
):
    """The seed of `hash` lies in the memory that is kept, so it is the same from then on; that of `random` must not be."""
    ask = "import random, IPython, pathlib; print(hash('x'), random.random(), pathlib.Path(IPython.__cached__).read_bytes()[4], end='')"
    said = []
    for _ in range(3):
        page = open_notebook(context, address, "00_start_here")
        outputs = page.evaluate(
            """async ask => {
            const {commands, shell} = window.jupyterapp, notebook = shell.currentWidget.content;
            notebook.model.cells.get(1).sharedModel.setSource(ask);
            notebook.activeCellIndex = 1;
            await commands.execute('notebook:run-cell');
            return notebook.model.cells.get(1).outputs.toJSON();
        }""",
            ask,
        )
        [(_, text)] = words(outputs)
        said.append(text.split())
        assert kept(page)["bytecode"] > 1_000_000
        page.close()
    first, second, third = said
    assert first[0] != second[0] == third[0]
    assert len({first[1], second[1], third[1]}) == 3
    assert [flags for _, _, flags in said] == ["0", "3", "3"]


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
    page.close()


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


def test_binder_follows_the_pinned_file():
    lines = (ROOT / ".binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["-r ../requirements.txt"]
    assert re.fullmatch(
        r"python-3\.1[1-4]\n", (ROOT / ".binder" / "runtime.txt").read_text(encoding="utf-8")
    )
    assert not (ROOT / "runtime.txt").exists()
    assert os.access(ROOT / ".binder" / "postBuild", os.X_OK) or os.name == "nt"


def test_work_and_progress_survive_a_reload_and_the_download_can_be_graded(
    context, address, tmp_path
):
    page = open_notebook(context, address, "02_the_verdict")
    page.evaluate("""async () => {
        const {commands, shell} = window.jupyterapp, notebook = shell.currentWidget.content;
        const place = [...notebook.model.cells].findIndex(cell => cell.sharedModel.source.includes('"02.3"'));
        notebook.model.cells.get(place).sharedModel.setSource('import sanctionslab as sl\\nsl.check("02.3", "2397:6")');
        notebook.activeCellIndex = place;
        await commands.execute('notebook:run-cell');
        await commands.execute('docmanager:save');
    }""")
    page.close()
    page = open_notebook(context, address, "02_the_verdict")
    said = page.evaluate("""async () => {
        const {commands, shell} = window.jupyterapp, notebook = shell.currentWidget.content;
        notebook.model.cells.get(1).sharedModel.setSource('import sanctionslab as sl\\nprint(sl.progress().tried)');
        notebook.activeCellIndex = 1;
        await commands.execute('notebook:run-cell');
        return [notebook.model.cells.get(1).outputs.toJSON(), [...notebook.model.cells].map(cell => cell.sharedModel.source).join('\\n')];
    }""")
    assert words(said[0]) == [("stdout", "('02.3',)\n")]
    assert 'sl.check("02.3", "2397:6")' in said[1]
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
    assert "# mine" in page.evaluate(
        "window.jupyterapp.shell.currentWidget.content.model.cells.get(1).sharedModel.source"
    )
    page.close()


def test_with_python_from_elsewhere_the_lab_starts_and_the_next_time_needs_neither_place(
    chromium, pyodide, tmp_path
):
    someone = chromium.new_context()
    someone.set_default_timeout(live.LONG * 1000)
    page = someone.new_page()

    def visit(where):
        page.goto(f"{where}/index.html")
        page.get_by_role("link", name="Only the what-if lab").click()
        page.locator(".sl-result").get_by_text("PROHIBITED").first.wait_for()

    with (
        serve(pyodide, Public) as elsewhere,
        serve(build_site(tmp_path / "site", pyodide=elsewhere)) as where,
    ):
        visit(where)
        kept(page)
        page.goto("about:blank")
    visit(where)
    someone.close()


def release(place):
    """Change a site as a new version of JupyterLite would: parts of an extension get other names, and pages other words."""
    glossary = place / "read" / "glossary.html"
    glossary.write_text(
        glossary.read_text(encoding="utf-8") + "<!-- a new word -->", encoding="utf-8"
    )
    settings, parts = place / "jupyter-lite.json", place / "extensions" / KERNEL / "static"
    [entry] = parts.glob("remoteEntry.*.js")
    text, renamed = entry.read_text(encoding="utf-8"), 0
    for path in parts.glob("[0-9]*.js"):
        name, digest, _ = path.name.split(".")
        if digest in text:
            text = text.replace(digest, digest[::-1])
            path.rename(parts / f"{name}.{digest[::-1]}.js")
            renamed += 1
    entry.unlink()
    (parts / "remoteEntry.new.js").write_text(text, encoding="utf-8")
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(entry.name, "remoteEntry.new.js"),
        encoding="utf-8",
    )
    assert renamed
    write_list(place, [])


def test_a_new_version_of_the_site_takes_the_place_of_the_old_one_whole_or_not_at_all(
    chromium, site, tmp_path
):
    """Though browsers may keep what the server serves for a while, and though the network is lost on the way."""
    place, someone = shutil.copytree(site, tmp_path / "site"), chromium.new_context()
    someone.set_default_timeout(live.LONG * 1000)
    page = someone.new_page()
    shelves = "(await caches.keys()).filter(name => name.startsWith('sanctionslab '))"

    def visit(where):
        page.goto(f"{where}/index.html")
        page.get_by_role("link", name="Only the what-if lab").click()
        page.locator(".sl-result").get_by_text("PROHIBITED").first.wait_for()

    class Server(Cached):
        pass

    with serve(place, Server) as where:
        visit(where)
        kept(page)
        release(place)
        Server.refuses = "/read/"
        visit(where)
        wait_until(
            page,
            f"async () => (await Promise.all({shelves}.map(async name => (await caches.open(name)).match('{where}/package.json')))).filter(Boolean).length === 2",
        )
        assert "a new word" not in page.goto(f"{where}/read/glossary.html?refused").text()
        Server.refuses = ()
        visit(where)
        wait_until(page, f"async () => {shelves}.length === 1")
        Server.refuses = "/"
        assert "a new word" in page.goto(f"{where}/read/glossary.html?gone").text()
        visit(where)
    someone.close()


def test_a_second_visit_needs_no_network_not_even_for_a_notebook_that_was_never_opened(
    chromium, site
):
    """A server of its own, which is stopped between the visits."""
    someone = chromium.new_context()
    someone.set_default_timeout(live.LONG * 1000)
    page = someone.new_page()
    with serve(site) as where:
        page.goto(f"{where}/index.html")
        page.get_by_role("link", name="Only the what-if lab").click()
        page.locator(".sl-result").get_by_text("PROHIBITED").first.wait_for()
        kept(page)
        page.goto("about:blank")
    page.goto(f"{where}/index.html")
    page.get_by_role("link", name="Only the what-if lab").click()
    page.locator(".sl-result").get_by_text("PROHIBITED").first.wait_for()
    page.close()
    page = open_notebook(someone, where, "03_resolution_history")
    outputs = run_all(page)
    assert not [said for cell in outputs for kind, said in words(cell) if kind == "error"]
    page.goto(f"{where}/read/01_the_gift.html")
    assert page.get_by_role("heading").first.inner_text()
    someone.close()
