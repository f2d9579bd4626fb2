"""The browser edition as files: what is in the site, and what its Python takes up.

What needs a site needs a local Pyodide, whose folder SANCTIONSLAB_PYODIDE names;
tests/local_pyodide.py makes one. `bash .ci/run` does.
"""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from servers import serve

from sanctionslab.cli import main
from sanctionslab.editions import EditionError, Fetcher, build_site, bytecode, leaks
from sanctionslab.editions.front import picture_names
from sanctionslab.editions.site.jupyterlite import KERNEL
from sanctionslab.editions.site.pages import write_handouts, write_landing_page
from sanctionslab.editions.site.pyodide import FIRST, RUNTIME
from sanctionslab.editions.site.tools import digest, wheel

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


def loaded(path):
    return json.loads(path.read_text(encoding="utf-8"))


def packages(place):
    """Pyodide's list of packages in a site: the entries by name."""
    return loaded(place / "static" / "pyodide-lock.json")["packages"]


def names_in(place):
    return {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}


@pytest.mark.web
def test_the_site_holds_no_solution_and_names_no_other_host(site):
    [package] = (site / "static" / "kit").glob("sanctionslab-*.whl")
    assert leaks(site / "files") == leaks(site / "read") == leaks(package) == []
    plugins = loaded(site / "jupyter-lite.json")["jupyter-config-data"]["litePluginSettings"]
    settings = plugins[f"{KERNEL}:kernel"]
    assert settings["pyodideUrl"].startswith("./") and settings["disablePyPIFallback"]
    entries = packages(site)
    assert all((site / "static" / entry["file_name"]).is_file() for entry in entries.values())
    assert {"pandas", "matplotlib", *FIRST} <= set(entries)


@pytest.mark.web
def test_what_every_page_waits_for_needs_no_pandas(site):
    entries = packages(site)
    first, queue = set(), list(FIRST)
    while queue:
        name = queue.pop()
        if name not in first:
            first.add(name)
            queue += [need.lower().replace("_", "-") for need in entries[name]["depends"]]
    assert not first & {"pandas", "numpy", "matplotlib"}


@pytest.mark.web
def test_with_an_address_the_site_names_it_and_holds_no_pyodide(pyodide, tmp_path):
    with serve(pyodide) as where:
        place = build_site(tmp_path / "site", pyodide=where)
    assert not (place / "static" / "pyodide").exists()
    pandas = packages(place)["pandas"]["file_name"]
    assert pandas.startswith(f"{where}/pandas-")
    assert packages(place)["sanctionslab"]["file_name"].startswith("kit/")
    listed = loaded(place / "static" / "kit" / "site.json")["files"]
    assert {f"{where}/pyodide.asm.wasm", pandas, "notebooks/index.html"} <= set(listed)
    digests = loaded(place / "static" / "kit" / "runtime.json")
    assert set(digests) == set(RUNTIME)
    for address, sure in listed.items():
        if address.startswith(where):
            name = address.rpartition("/")[2]
            assert sure == digest((pyodide / name).read_bytes()) == digests.get(name, sure)
    assert f'"indexURL": "{where}/"' in (place / "jupyter-lite.json").read_text(encoding="utf-8")


SECRET = "Ada: 6 of 8"  # what stands in files that are nobody's business
STRAY = ("notebooks/grades.csv", "notebooks/my_case.toml", "docs/pictures/class.svg")


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """A full copy of the repository in which other things lie, and links that lead out of it."""
    folder = tmp_path_factory.mktemp("copy")
    left_out = shutil.ignore_patterns(".git", "__pycache__", ".*_cache")
    root = shutil.copytree(ROOT, folder / "root", ignore=left_out)
    for name in STRAY:
        (root / name).write_text(SECRET, encoding="utf-8")
    notebook = json.dumps(
        {
            "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": SECRET}],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )
    (root / "notebooks" / "02_the_verdict-Copy1.ipynb").write_text(notebook, encoding="utf-8")
    outside = folder / "outside"
    outside.mkdir()
    (outside / "08_linked.ipynb").write_text(notebook, encoding="utf-8")
    for name in ("notebooks/08_linked.ipynb", "sanctionslab/linked.py", "docs/pictures/l.svg"):
        (root / name).symlink_to(outside / "08_linked.ipynb")
    (root / "docs" / "pictures" / "folder").symlink_to(outside, target_is_directory=True)
    return root


def test_what_lies_beside_the_notebooks_is_on_no_page(spoilt, tmp_path):
    """A teacher's copy with the answers of a class in it, a table of grades, a link out of it."""
    write_handouts(tmp_path, spoilt)
    write_landing_page(tmp_path, spoilt)
    pages = {f"{name}.html" for name in (*NOTEBOOKS, "glossary", "teaching_guide")}
    assert {path.name for path in (tmp_path / "read").iterdir()} == pages
    assert {path.name for path in (tmp_path / "pictures").iterdir()} == set(picture_names())
    for name in names_in(tmp_path):
        assert SECRET.encode() not in (tmp_path / name).read_bytes(), name


@pytest.mark.parametrize("name", ["notebooks/glossary.md", "teaching/guide.md"])
def test_a_text_that_a_link_leads_to_is_refused(tmp_path, name):
    root = tmp_path / "root"
    for folder in ("notebooks", "teaching"):
        shutil.copytree(ROOT / folder, root / folder)
    (tmp_path / "outside.md").write_text(SECRET, encoding="utf-8")
    (root / name).unlink()
    (root / name).symlink_to(tmp_path / "outside.md")
    with pytest.raises(EditionError, match=f"{name} in .* a link leads to it"):
        write_handouts(tmp_path / "site", root)


@pytest.mark.web
def test_a_changed_notebook_makes_another_version_and_nothing_else_does(
    site, pyodide, spoilt, tmp_path
):
    """Not even what lies beside the notebooks and is no part of the course."""
    notebook = spoilt / "notebooks" / "07_your_own_case.ipynb"
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(
        text.replace("# Your own case", "# Your very own case", 1), encoding="utf-8"
    )
    other = build_site(tmp_path / "site", spoilt, pyodide)
    changed = {
        name
        for name in names_in(site) | names_in(other)
        if not name.startswith("api/") and (site / name).read_bytes() != (other / name).read_bytes()
    }
    assert changed == {
        "files/07_your_own_case.ipynb",
        "read/07_your_own_case.html",
        "index.html",
        "static/kit/start.mjs",
        "static/kit/site.json",
    }


@pytest.mark.web
def test_no_icon_is_heavy(site):
    assert all(icon.stat().st_size < 2_000 for icon in site.glob("*/favicon.ico"))


@pytest.mark.web
def test_every_link_of_the_landing_page_leads_somewhere(site):
    page = (site / "index.html").read_text(encoding="utf-8")
    targets = re.findall(r'href="([^"#?]+)(?:\?path=([\w.]+))?', page)
    assert len(targets) > 2 * len(NOTEBOOKS) and "$" not in page
    for target, notebook in targets:
        assert (site / target).is_file(), target
        assert not notebook or (site / "files" / notebook).is_file(), notebook


NO_COPY = "is no copy of Pyodide: it has no pyodide.mjs. Name the folder that pyodide.mjs lies in."
NO_LIST = "With a local copy of Pyodide no network is needed: name its folder with --pyodide."


@pytest.mark.parametrize("where, sentence", [(None, NO_COPY), ("http://127.0.0.1:9", NO_LIST)])
def test_a_pyodide_that_is_none_is_refused_in_a_sentence(tmp_path, capsys, where, sentence):
    place = tmp_path / "site"
    assert main(["edition", "web", "-o", str(place), "--pyodide", where or str(tmp_path)]) == 1
    assert sentence in capsys.readouterr().err and not place.exists()


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(EditionError, match="is there already and is not overwritten"):
        build_site(tmp_path)


def test_a_wheel_is_the_same_from_the_same_files():
    files = {"b/x.py": b"1", "a/y.py": b"2"}
    turned = dict(reversed(files.items()))
    assert wheel("some-name", "1.0", files) == wheel("some-name", "1.0", turned)


def test_a_page_imports_no_more_of_the_editions_than_it_needs():
    """Its own file, and the door that stands before it."""
    code = (
        "import sys; from sanctionslab.editions import fetch_when_asked;"
        "print(*sorted(name for name in sys.modules if 'editions' in name or name == 'nbformat'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert done.stdout.split() == ["sanctionslab.editions", "sanctionslab.editions.browser"]


def test_of_a_memory_that_is_kept_the_page_is_forgotten_and_what_was_loaded_stays():
    code = """
import sys
import sanctionslab as sl
from sanctionslab.editions import Fetcher, let_go_of_page
sys.meta_path.append(Fetcher(print, lambda: False))
let_go_of_page()
assert "sanctionslab" not in sys.modules and "sanctionslab.verdict" in sys.modules
assert not any(isinstance(finder, Fetcher) for finder in sys.meta_path)
import sanctionslab as again
assert again is not sl and again.classify is sl.classify
print(again.classify(again.case("aurus-2024-02")).verdict)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert done.stdout == "prohibited\n", done.stderr


def test_a_package_is_fetched_when_it_is_asked_for_and_no_other():
    fetched = []
    finder = Fetcher(fetched.append, lambda: True)
    assert finder.find_spec("json") is None and fetched == []
    assert finder.find_spec("pandas").name == "pandas" and fetched == ["pandas"]


def test_kept_bytecode_is_taken_up_for_the_same_source_and_for_no_other(tmp_path):
    """Kept in one place and unpacked in another, as in a page that fetched its packages anew.

    The date of the source does not matter.
    """
    source, first, later = tmp_path / "lesson.py", tmp_path / "first", tmp_path / "later"
    source.write_text("print('one')", encoding="utf-8")

    def run(folder):
        """What the lesson prints, and whether its bytecode came from the folder."""
        done = subprocess.run(
            [sys.executable, "-v", "-X", f"pycache_prefix={folder}", "-c", "import lesson"],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        )
        taken_up = re.search(r"code object from .*lesson.*\.pyc", done.stderr)
        return done.stdout.strip(), taken_up is not None

    assert run(first) == ("one", False)
    zipfile.ZipFile(io.BytesIO(bytecode(first))).extractall(later)
    os.utime(source, (1, 1))
    assert run(later) == ("one", True)
    source.write_text("print('two')", encoding="utf-8")
    assert run(later)[0] == "two"
