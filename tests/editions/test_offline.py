"""The browser edition without a network, and with a new version or Python from elsewhere.

It needs a local Pyodide, whose folder SANCTIONSLAB_PYODIDE names; tests/local_pyodide.py makes
one. `bash .ci/run` does.
"""

import shutil

import pytest
from lite import (
    kept,
    open_notebook,
    page_of_a_stranger,
    visit_lab,
    wait_until,
)
from servers import Cached, Public, serve

from sanctionslab.editions import build_site
from sanctionslab.editions.site.jupyterlite import KERNEL
from sanctionslab.editions.site.offline import write_list

pytestmark = pytest.mark.web


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
