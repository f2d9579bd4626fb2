"""The editions: what learners get holds no solution, is the same byte for byte, works, and never overwrites anybody's work."""

import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from datetime import date
from html.parser import HTMLParser
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote

import live
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pages import violations

from sanctionslab import editions
from sanctionslab.classroom import MIME, exercises
from sanctionslab.editions import EditionError
from sanctionslab.editions.site.pages import write_handouts
from sanctionslab.errors import KitError

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SOLUTIONS = sorted((ROOT / "teaching" / "solutions").glob("*.ipynb"))
PUBLISHED = pytest.mark.parametrize(
    "path", NOTEBOOKS + SOLUTIONS, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
ANSWERS = editions.solutions(ROOT)
LINE = 'sl.check("02.3", "2397:7")'
WHY = ANSWERS["02.3"]["why"]


@pytest.fixture(scope="module")
def files():
    return editions.learner_files(ROOT)


@pytest.fixture
def copy(tmp_path):
    """A full copy of the repository that a test may spoil."""
    root = editions.learner(tmp_path / "copy", ROOT)
    shutil.copytree(ROOT / "teaching", root / "teaching", dirs_exist_ok=True)
    shutil.copy(ROOT / "requirements-test.txt", root)
    return root


# The learner edition


def test_a_learner_gets_notebooks_data_package_and_requirements(files):
    for name in (
        "README.md",
        "LICENSE",
        "pyproject.toml",
        "data/facts.toml",
        "data/law/2397.toml",
        "data/exercises.toml",
        "sanctionslab/__init__.py",
        "notebooks/glossary.md",
        *(f"notebooks/{p.name}" for p in NOTEBOOKS),
    ):
        assert files[name] == (ROOT / name).read_bytes()


def test_a_learner_installs_what_the_notebooks_need_and_no_more(files):
    lines = [
        line
        for line in files["requirements.txt"].decode().splitlines()
        if line and not line.lstrip().startswith("#")
    ]
    assert lines[-1] == "-e ." and set(lines) < set(
        (ROOT / "requirements-test.txt").read_text(encoding="utf-8").splitlines()
    )
    names = {Requirement(line).name for line in lines[:-1]}
    assert names >= {
        "jupyterlab",
        "ipywidgets",
        "pandas",
        "matplotlib",
        "voila",
        "pytest",
        "nbval",
        "numpy",
    }
    assert not names & {
        "polars",
        "pyarrow",
        "duckdb",
        "dask",
        "playwright",
        "frictionless",
        "jupyterlite-core",
    }
    for line in lines[:-1]:
        pinned = Requirement(line)
        if not pinned.marker or pinned.marker.evaluate():
            needed = [Requirement(text) for text in metadata.requires(pinned.name) or ()]
            missing = [
                str(need)
                for need in needed
                if (not need.marker or need.marker.evaluate({"extra": ""}))
                and canonicalize_name(need.name) not in names
            ]
            assert not missing, pinned


def test_a_learner_gets_no_solutions_no_guide_and_no_tests(files):
    assert [name for name in files if name.startswith(("teaching", "tests"))] == ["tests/nbval.cfg"]
    assert not any("/." in f"/{name}" or "__pycache__" in name for name in files)


def test_two_editions_are_the_same_byte_for_byte_whatever_the_umask(tmp_path):
    made = []
    for number, mask in enumerate((0o022, 0o077)):
        old = os.umask(mask)
        try:
            archive = editions.learner(tmp_path / f"{number}.zip", ROOT)
            folder = editions.learner(tmp_path / str(number), ROOT)
        finally:
            os.umask(old)
        listing = [
            (
                p.relative_to(folder).as_posix(),
                p.stat().st_mode,
                p.stat().st_mtime,
                p.is_file() and p.read_bytes(),
            )
            for p in sorted(folder.rglob("*"))
        ]
        made.append((archive.read_bytes(), listing))
    assert made[0] == made[1]


def test_the_zip_is_sorted_with_fixed_times_and_rights(tmp_path, files):
    with zipfile.ZipFile(editions.learner(tmp_path / "edition.zip", ROOT)) as archive:
        entries = archive.infolist()
        assert {e.filename.removeprefix("sanctionslab/"): archive.read(e) for e in entries} == files
    assert [e.filename for e in entries] == sorted(e.filename for e in entries)
    assert {
        (e.date_time, e.external_attr >> 16, e.create_system, e.compress_type) for e in entries
    } == {((1980, 1, 1, 0, 0, 0), 0o100644, 3, zipfile.ZIP_STORED)}


@pytest.mark.parametrize("name", ["edition", "edition.zip"])
def test_an_edition_overwrites_nothing(tmp_path, name):
    place = tmp_path / name
    if place.suffix:
        place.write_bytes(b"mine")
    else:
        place.mkdir()
        (place / "mine.txt").write_bytes(b"mine")
    with pytest.raises(EditionError, match="is there already and is not overwritten"):
        editions.learner(place, ROOT)
    assert (place if place.suffix else place / "mine.txt").read_bytes() == b"mine"


def test_an_edition_needs_a_full_copy(tmp_path):
    with pytest.raises(
        KitError, match="is no full copy of the repository: it has no pyproject.toml"
    ):
        editions.learner(tmp_path / "edition", tmp_path)
    assert not (tmp_path / "edition").exists()


def test_a_learner_can_run_the_tests_of_the_edition(tmp_path):
    """What the README says of pytest is true of the edition as well: examples and notebooks run there."""
    place = editions.learner(tmp_path / "edition", ROOT)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "sanctionslab/editions",
            "sanctionslab/logic.py",
            "notebooks/00_start_here.ipynb",
        ],
        cwd=place,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


# The gate: a leak planted in each place is found


def _notebook(name="02_the_verdict"):
    return editions.read_notebook(ROOT / "notebooks" / f"{name}.ipynb")


def _stored():
    """A notebook as it lies in its file, each text as a list of its lines."""
    return json.loads((ROOT / "notebooks" / "02_the_verdict.ipynb").read_text(encoding="utf-8"))


def _bytes(notebook):
    return json.dumps(notebook).encode()


def _zip(name, content):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return kept.getvalue()


def run(*words, **options):
    """A command of the command line: its exit code, what it said, and what it complained of."""
    done = subprocess.run(
        [sys.executable, "-m", "sanctionslab.cli", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        **options,
    )
    return done.returncode, done.stdout, done.stderr


def _with(change):
    notebook = _stored()
    code = next(c for c in notebook["cells"] if c["cell_type"] == "code" and c["outputs"])
    change(notebook, code)
    return {"notebooks/02_the_verdict.ipynb": _bytes(notebook)}


PLANTED = {
    "a source": _with(lambda nb, cell: cell.update(source=[LINE])),
    "a source in another spelling": _with(
        lambda nb, cell: cell.update(source=["sl.check( '02.3',\n", "    '2397:7' )"])
    ),
    "an answer that is not the stored one": _with(
        lambda nb, cell: cell.update(source=['sl.check("02.3", ["2397:7"])'])
    ),
    "a line of a solution notebook": {"README.md": b'answer = "2397:7"\nsl.check("02.3", answer)'},
    "an answer in a name": _with(
        lambda nb, cell: cell.update(source=['mine = "2397:7"\n', 'sl.check("02.3", mine)'])
    ),
    "a source that is no Python": _with(
        lambda nb, cell: cell.update(source=['sl.check("02.3", "2397:7"'])
    ),
    "a printed output": _with(
        lambda nb, cell: cell.update(
            outputs=[{"output_type": "stream", "name": "stdout", "text": [f"{LINE}\n"]}]
        )
    ),
    "an HTML output": _with(
        lambda nb, cell: cell.update(
            outputs=[
                {
                    "output_type": "display_data",
                    "metadata": {},
                    "data": {
                        "text/html": ["<code>sl.check(&quot;02.3&quot;, &quot;2397:7&quot;)</code>"]
                    },
                }
            ]
        )
    ),
    "a recorded answer": _with(
        lambda nb, cell: cell.update(
            outputs=[
                {
                    "output_type": "execute_result",
                    "metadata": {},
                    "execution_count": 1,
                    "data": {MIME: {"exercise": "02.3", "answer": ["2397:7"]}},
                }
            ]
        )
    ),
    "the metadata of a cell": _with(lambda nb, cell: cell["metadata"].update(note=WHY)),
    "the name of a key": _with(lambda nb, cell: cell["metadata"].update({WHY: True})),
    "the metadata of a notebook": _with(
        lambda nb, cell: nb["metadata"].update(solutions={"02.3": [WHY]})
    ),
    "the metadata of an output": _with(
        lambda nb, cell: cell["outputs"][0].update(metadata={"why": WHY})
    ),
    "a markdown cell": _with(
        lambda nb, cell: nb["cells"].append(
            {
                "cell_type": "markdown",
                "id": "x",
                "metadata": {},
                "source": [part + " \n" for part in WHY.split()],
            }
        )
    ),
    "an attachment": _with(
        lambda nb, cell: nb["cells"][0].update(attachments={"a.txt": {"text/plain": WHY}})
    ),
    "the package": {"sanctionslab/classroom/bank.py": f"# {LINE}\n".encode()},
    "the data": {"data/exercises.toml": f'lesson = "{WHY}"\n'.encode()},
    "one sentence of a model argument": {
        "README.md": ANSWERS["02.8"]["answer"].strip('"\n').split(".")[1].encode()
    },
    "a file that is kept back": {"teaching/solutions/02_the_verdict.ipynb": b"{}"},
    "the answer key of the tests": {"tests/answer_key.py": b""},
    "an archive": {"data/more.zip": _zip("notes.txt", LINE)},
    "an archive in an archive": {
        "data/more.zip": _zip("inner.zip", _zip("teaching/solutions.toml", b""))
    },
    "a notebook that is none": {"notebooks/08_broken.ipynb": b"{"},
}


@pytest.mark.parametrize("where", PLANTED)
def test_a_leak_is_found_in(where):
    assert editions.leaks(PLANTED[where], ANSWERS), f"nothing found in {where}"


def test_nothing_is_found_where_nothing_was_planted(files):
    assert editions.leaks(files, ANSWERS) == []
    assert editions.leaks({"notebooks/02_the_verdict.ipynb": _bytes(_stored())}, ANSWERS) == []


def test_a_committed_answer_stops_the_edition(copy, tmp_path):
    """A teacher tried an exercise in notebooks/ and saved: nothing is written, and the message says where."""
    notebook = _notebook()
    [cell] = [cell for cell in notebook.cells if 'check("02.3"' in cell.source]
    cell.source = cell.source.replace("...", '"2397:7"')
    editions.write_notebook(copy / "notebooks" / "02_the_verdict.ipynb", notebook)
    with pytest.raises(EditionError, match="02_the_verdict.ipynb .*02.3 in the source of cell"):
        editions.learner(tmp_path / "edition.zip", copy)
    assert not (tmp_path / "edition.zip").exists()


# The wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    directory = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "--target",
            "wheel",
            "--directory",
            str(directory),
        ],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = directory.glob("*.whl")
    return built


def test_the_wheel_holds_no_solution(wheel):
    assert editions.leaks(wheel, ANSWERS) == []


@pytest.mark.parametrize(
    "name, content",
    [
        ("sanctionslab/classroom/bank.py", LINE),
        ("sanctionslab/notebooks/02_the_verdict.ipynb", PLANTED["a source"]),
        ("sanctionslab/teaching/solutions.toml", ""),
        ("sanctionslab-0.1.0.dist-info/METADATA", WHY),
    ],
)
def test_a_leak_in_the_wheel_is_found(wheel, tmp_path, name, content):
    spoilt = tmp_path / wheel.name
    content = next(iter(content.values())) if isinstance(content, dict) else content
    with zipfile.ZipFile(wheel) as good, zipfile.ZipFile(spoilt, "w") as bad:
        for entry in good.namelist():
            if entry != name:
                bad.writestr(entry, good.read(entry))
        bad.writestr(name, content)
    found = editions.leaks(spoilt, ANSWERS)
    assert found and all(f" {name}, which" in line for line in found)


def test_start_works_from_the_wheel_alone(wheel, tmp_path):
    """Unpacked away from the checkout, found before it, and started elsewhere: the notebooks come out of the wheel."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        "from sanctionslab import editions as e; place = e.settle('mine'); print(e.__file__);"
        "print(*sorted(p.relative_to(place).as_posix() for p in place.rglob('*') if p.is_file()), sep='\\n')"
    )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=elsewhere,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
    )
    assert done.returncode == 0, done.stderr
    module, *copied = done.stdout.splitlines()
    assert Path(module).is_relative_to(tmp_path / "site")
    expected = [
        f"notebooks/{p.relative_to(ROOT / 'notebooks').as_posix()}"
        for p in (ROOT / "notebooks").rglob("*")
        if p.is_file() and not any(part.startswith(".") for part in p.parts)
    ]
    assert copied == sorted(expected)


# The solutions


def _bones(notebook):
    return [
        (c["id"], c["cell_type"], "".join(c["source"]), c["metadata"]) for c in notebook["cells"]
    ], notebook["metadata"]


def test_every_exercise_has_a_solution_and_every_solution_an_exercise():
    assert list(ANSWERS) == sorted(exercises())


def test_every_notebook_with_exercises_has_its_solutions():
    assert (
        [path.stem for path in SOLUTIONS]
        == editions.with_exercises(ROOT)
        == sorted({e.notebook for e in exercises().values()})
    )


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_the_solutions_are_what_the_notebooks_and_the_answers_make(path):
    """nbval compares their outputs; here is their text. Red? Run: sanctionslab edition solutions"""
    made = editions.solved(
        editions.read_notebook(ROOT / "notebooks" / path.name), ANSWERS, path.stem
    )
    assert _bones(editions.read_notebook(path)) == _bones(made)


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_the_kit_accepts_every_solution(path):
    shown = [
        output["data"]
        for cell in editions.read_notebook(path)["cells"]
        for output in cell.get("outputs", ())
        if MIME in output.get("data", {})
    ]
    assert [data[MIME]["exercise"] for data in shown] == [
        id_ for id_, e in exercises().items() if e.notebook == path.stem
    ]
    for data in shown:
        assert re.match(r"\d\d\.\d+  (Right|Recorded)\.", "".join(data["text/plain"])), data[
            "text/plain"
        ]


def test_an_exercise_without_a_solution_is_named():
    notebook = new_notebook(cells=[new_code_cell('sl.check("09.9", ...)')])
    with pytest.raises(
        EditionError, match="exercise 09.9 has no solution. Add it to teaching/solutions.toml"
    ):
        editions.solved(notebook, {}, "09_new")
    notebook.cells[0].source = 'sl.check("09.9", "mine")'
    with pytest.raises(EditionError, match="needs one check and one place for the answer"):
        editions.solved(notebook, {}, "09_new")


def test_an_answer_goes_in_the_place_of_the_dots_and_nowhere_else():
    cell = new_code_cell('# first ... then\nanswer = ...  # "..."\nsl.check("02.3", answer)')
    made = editions.solved(new_notebook(cells=[cell]), ANSWERS, "02_the_verdict").cells
    assert (
        made[1].source == '# first ... then\nanswer = "2397:7"  # "..."\nsl.check("02.3", answer)'
    )
    assert made[2].source == f"**Why.** {WHY}"
    assert cell.source.count("...") == 3


# Slides and pages


@pytest.mark.parametrize("name, show", editions.headings_shown(ROOT).items())
def test_notebooks_carry_their_slides(name, show):
    """Red? Run: sanctionslab edition slides"""
    cells = _notebook(name)["cells"]
    assert [
        c["metadata"].get("slideshow", {}).get("slide_type") for c in cells
    ] == editions.slide_types(_notebook(name), show)


def test_slides_open_at_headings_and_skip_the_rest():
    words = [
        ("markdown", "# One"),
        ("code", "1"),
        ("markdown", "so"),
        ("markdown", "## Two"),
        ("code", "2"),
        ("markdown", "## Three"),
    ]
    new_cell = {"code": new_code_cell, "markdown": new_markdown_cell}
    notebook = new_notebook(cells=[new_cell[kind](text) for kind, text in words])
    assert editions.slide_types(notebook, ["One", "Three"]) == [
        "slide",
        "-",
        "subslide",
        "skip",
        "skip",
        "slide",
    ]
    with pytest.raises(EditionError, match='"Four" of teaching/slides.toml heads no cell'):
        editions.slide_types(notebook, ["One", "Four"])


@pytest.mark.parametrize("name, show", editions.headings_shown(ROOT).items())
def test_slides_can_be_made(name, show):
    from nbconvert import SlidesExporter

    page, _ = SlidesExporter().from_filename(str(ROOT / "notebooks" / f"{name}.ipynb"))
    shown = Page(page)
    assert [text for level, text in shown.headings if text in show] == show
    assert page.count("<section>") > len(show)
    assert not shown.faults


class Page(HTMLParser):
    """What matters for reading on a page: headings, links, anchors, and pictures or tables without words."""

    def __init__(self, page):
        super().__init__()
        self.headings, self.links, self.anchors, self.faults = [], [], set(), []
        self._heading, self._tables = None, []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if attributes.get("id"):
            self.anchors.add(attributes["id"])
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        if tag == "img" and (attributes.get("alt") or "No description").strip().startswith(
            "No description"
        ):
            self.faults.append("a picture without words")
        if re.fullmatch("h[1-6]", tag):
            self._heading = [tag, ""]
        if tag == "table":
            self._tables.append(False)
        if tag == "th" and self._tables:
            self._tables[-1] = True

    def handle_data(self, text):
        if self._heading:
            self._heading[1] += text

    def handle_endtag(self, tag):
        if self._heading and tag == self._heading[0]:
            self.headings.append((tag, self._heading[1].strip().rstrip("¶")))
            self._heading = None
        if tag == "table" and not self._tables.pop():
            self.faults.append("a table without headers")


@PUBLISHED
def test_the_page_of_a_notebook_can_be_read(path):
    """As HTML every picture has words, every table headers, and every link leads somewhere."""
    from nbconvert import HTMLExporter

    page, _ = HTMLExporter().from_filename(str(path))
    shown = Page(page)
    assert not shown.faults
    assert [tag for tag, _ in shown.headings].count("h1") == 1
    for link in shown.links:
        assert _leads_somewhere(link, path, shown), f"{link} leads nowhere"


def test_the_pages_stand_by_themselves(tmp_path):
    """Every page and the glossary in one folder: every link of each resolves there, and nothing is fetched from elsewhere."""
    made = {
        path.name: Page(path.read_text(encoding="utf-8"))
        for path in editions.pages(tmp_path / "pages", ROOT)
    }
    assert list(made) == [f"{path.stem}.html" for path in NOTEBOOKS] + ["glossary.html"]
    for name, page in made.items():
        text = (tmp_path / "pages" / name).read_text(encoding="utf-8")
        assert not re.search(r"""(?:src|<link[^>]*href)=["']?https?:""", text), name
        assert not page.faults and [tag for tag, _ in page.headings].count("h1") == 1
        for link in page.links:
            target, _, anchor = link.partition("#")
            assert re.match("https?://", link) or target in {"", *made}, (
                f"{link} in {name} leads nowhere"
            )
            assert not anchor or {anchor, unquote(anchor)} & made[target or name].anchors, (
                f"{link} in {name} leads nowhere"
            )
    for path in NOTEBOOKS:
        page = (tmp_path / "pages" / f"{path.stem}.html").read_text(encoding="utf-8")
        printed = [
            line
            for cell in editions.read_notebook(path)["cells"]
            for output in cell.get("outputs", ())
            for line in output.get("text", "").splitlines(keepends=True)
        ]
        assert all(html.escape(line, quote=False) in page for line in printed)
    with pytest.raises(EditionError, match="is not overwritten"):
        editions.pages(tmp_path / "pages", ROOT)


def _leads_somewhere(link, path, page):
    if re.match(r"https?://|mailto:", link):
        return True
    name, _, anchor = link.partition("#")
    if not name:
        return {anchor, unquote(anchor)} & page.anchors
    target = (path.parent / unquote(name)).resolve()
    if not anchor or not target.is_file() or target.suffix != ".md":
        return target.is_file()
    headings = re.findall(r"^#+ +(.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
    return anchor in {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings
    }


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """The pages as the site has them: with the teaching guide, and the way back."""
    work = tmp_path_factory.mktemp("read")
    write_handouts(work / "site", work, ROOT)
    return work / "site" / "read"


LOOKED_AT = {
    "01_the_gift",
    "02_the_verdict",
    "glossary",
}  # by axe-core, which needs seconds for a page
# What is cut off: it reaches out of the text, and lies in nothing that scrolls.
CUT = """() => {
    const edge = document.querySelector('main').getBoundingClientRect().right + 1, out = element => element.getBoundingClientRect().right > edge;
    return [...document.querySelectorAll('main *')].filter(element => {
        for (let box = element; box.tagName !== 'MAIN'; box = box.parentElement)
            if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return out(box);
        return out(element);
    }).map(element => element.outerHTML.slice(0, 90));
}"""


@pytest.mark.parametrize(
    "scheme, ground", [("light", "rgb(255, 255, 255)"), ("dark", "rgb(17, 17, 17)")]
)
@pytest.mark.parametrize("width", [390, 1366])
def test_the_pages_follow_the_system_and_fit_a_phone(browser, read, scheme, ground, width):
    page, pages = (
        browser.new_page(viewport={"width": width, "height": 768}, color_scheme=scheme),
        sorted(read.glob("*.html")),
    )
    found = {}
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate(
            "document.querySelectorAll('details').forEach(details => { details.open = true; })"
        )
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
        found[path.stem] = page.evaluate(CUT) + (
            violations(page, "html") if path.stem in LOOKED_AT else []
        )
    page.close()
    assert found == {path.stem: [] for path in pages} and len(found) == len(NOTEBOOKS) + 2


def test_what_scrolls_on_a_page_is_reached_by_keyboard_and_nothing_else(browser, read):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((read / "06_screening.html").as_uri())
    stops = "[...document.querySelectorAll('[tabindex]')].map(e => e.scrollWidth - e.clientWidth)"
    page.wait_for_function(f"{stops}.length")
    assert all(over > 0 for over in page.evaluate(stops))
    narrow = len(page.evaluate(stops))
    first = page.locator(".jp-InputArea-editor[tabindex]").first
    first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.wait_for_function(f"{stops}.length < {narrow / 4}")
    page.close()


def test_a_page_is_printed_light_and_nothing_is_cut_off(browser, read):
    page = browser.new_page(viewport={"width": 698, "height": 1000}, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for path in sorted(read.glob("*.html")):
        page.goto(path.as_uri())
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "normal"
        assert (
            page.evaluate(
                "[...document.querySelectorAll('main *')].filter(e => e.clientWidth && e.scrollWidth > e.clientWidth && "
                "getComputedStyle(e).overflowX !== 'visible').map(e => e.outerHTML.slice(0, 90))"
            )
            == []
        ), path.name
        assert page.evaluate(CUT) == []
    page.close()


# A place of the learner's own


def _kept(place):
    return {
        p.relative_to(place).as_posix(): p.read_bytes()
        for p in sorted(place.rglob("*"))
        if p.is_file()
    }


def test_start_gives_a_learner_every_notebook_and_the_glossary(tmp_path):
    place = editions.settle(tmp_path / "mine" / "work")
    assert {f"notebooks/{path.name}" for path in NOTEBOOKS} | {"notebooks/glossary.md"} <= set(
        _kept(place)
    )
    assert {name.split("/")[0] for name in _kept(place)} == {"notebooks"}
    assert editions.leaks(place, ANSWERS) == []


def test_work_is_never_overwritten(tmp_path):
    place = editions.settle(tmp_path / "work")
    work = place / "notebooks" / "02_the_verdict.ipynb"
    work.write_bytes(b"my answers")
    first = editions.settle(place, today=date(2026, 11, 21))
    second = editions.settle(place, today=date(2026, 11, 21))
    assert (first.name, second.name) == ("work-2026-11-21", "work-2026-11-21-2")
    assert work.read_bytes() == b"my answers"
    assert _kept(first) == _kept(second) != _kept(place)


def test_going_on_adds_what_is_missing_and_changes_nothing(tmp_path):
    place = editions.settle(tmp_path / "work")
    (place / "notebooks" / "02_the_verdict.ipynb").write_bytes(b"my answers")
    (place / "notebooks" / "00_start_here.ipynb").unlink()
    assert editions.settle(place, again="open") == place
    assert (place / "notebooks" / "02_the_verdict.ipynb").read_bytes() == b"my answers"
    assert (place / "notebooks" / "00_start_here.ipynb").is_file()


def test_a_place_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "diary.txt").write_bytes(b"mine")
    with pytest.raises(
        EditionError, match="holds other things. Name a folder that does not exist yet"
    ):
        editions.settle(tmp_path)
    with pytest.raises(EditionError, match="is a file. Name a folder"):
        editions.settle(tmp_path / "diary.txt")
    with pytest.raises(EditionError, match="cannot be written"):
        editions.settle(tmp_path / "diary.txt" / "inside")
    assert _kept(tmp_path) == {"diary.txt": b"mine"}


# The command line


@pytest.mark.parametrize(
    "words",
    [
        ["start"],
        ["edition"],
        ["edition", "learner"],
        ["edition", "check"],
        ["edition", "solutions"],
    ],
    ids=" ".join,
)
def test_every_command_explains_itself(words):
    code, said, complaint = run(*words, "--help")
    assert (code, complaint) == (0, "")
    assert said.startswith(f"Usage: sanctionslab {' '.join(words)} [OPTIONS]")
    assert "-h, --help" in said and len(said.split()) > 15


def test_the_edition_is_made_and_checked_on_the_command_line(tmp_path):
    place = tmp_path / "learners.zip"
    assert run("edition", "learner", "-o", place) == (
        0,
        f"Made {place}, and found no solution in it\n",
        "",
    )
    assert run("edition", "check", place) == (0, f"No solution found in {place}\n", "")
    code, said, complaint = run("edition", "learner", "-o", place)
    assert (code, said) == (1, "") and re.fullmatch(
        r"sanctionslab: .*not overwritten.*\n", complaint
    )


@pytest.mark.parametrize(
    "place, complaint",
    [
        ("teaching", r"sanctionslab: .*holds solutions: .*\n"),
        ("nowhere", r"sanctionslab: nowhere does not exist.*\n"),
    ],
)
def test_a_check_that_finds_something_says_so_in_one_line(place, complaint):
    code, said, told = run("edition", "check", place, cwd=ROOT)
    assert (code, said) == (1, "") and re.fullmatch(complaint, told)


def test_start_keeps_work_or_makes_a_dated_copy(tmp_path):
    place = tmp_path / "mine"
    assert run("start", place, "--no-lab") == (0, f"Your notebooks are in {place}\n", "")
    (place / "notebooks" / "00_start_here.ipynb").write_bytes(b"my answers")
    assert run("start", place, "--no-lab", "--keep") == (0, f"Your notebooks are in {place}\n", "")
    code, said, _ = run("start", place, "--no-lab")
    assert code == 0 and re.fullmatch(
        rf"Your notebooks are in {re.escape(str(place))}-\d{{4}}-\d\d-\d\d\n", said
    )
    assert (place / "notebooks" / "00_start_here.ipynb").read_bytes() == b"my answers"
    code, said, complaint = run("start", tmp_path, "--no-lab")
    assert (
        (code, said) == (1, "") and complaint.count("\n") == 1 and "holds other things" in complaint
    )


def test_start_opens_jupyterlab_on_the_first_notebook(tmp_path):
    """JupyterLab itself, without a browser: it serves the learner's own copy, and ends when it is told to."""
    options = ["--lab=--no-browser", "--lab=--ServerApp.port=0"] + ["--lab=--allow-root"] * (
        hasattr(os, "geteuid") and os.geteuid() == 0
    )
    place, log = tmp_path / "mine", (tmp_path / "log.txt").open("w+", encoding="utf-8")
    running = tmp_path / "runtime"
    with (
        log,
        subprocess.Popen(
            [sys.executable, "-m", "sanctionslab.cli", "start", str(place), *options],
            stdout=log,
            stderr=log,
            env={
                **os.environ,
                "JUPYTER_RUNTIME_DIR": str(running),
                "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
            },
        ) as started,
    ):
        try:
            server = _wait_for(
                lambda: next(
                    (
                        json.loads(p.read_text(encoding="utf-8"))
                        for p in running.glob("jpserver-*.json")
                    ),
                    None,
                ),
                started,
                log,
            )
            api = f"{server['url']}api/"
            token = {"Authorization": f"token {server['token']}"}
            asked = urllib.request.Request(f"{api}contents/00_start_here.ipynb", headers=token)
            with _wait_for(lambda: urllib.request.urlopen(asked), started, log) as answer:
                assert json.load(answer)["content"]["cells"][0]["source"].startswith("# Start here")
            urllib.request.urlopen(
                urllib.request.Request(f"{api}shutdown", headers=token, method="POST")
            ).close()
            assert started.wait(60) == 0
        finally:
            started.kill()
    assert Path(server["root_dir"]).resolve() == (place / "notebooks").resolve()


def _wait_for(look, started, log):
    until = time.monotonic() + live.LONG
    while time.monotonic() < until and started.poll() is None:
        try:
            if found := look():
                return found
        except (ValueError, urllib.error.URLError):
            pass  # the file is being written, or the server does not listen yet
        time.sleep(0.2)
    log.seek(0)
    pytest.fail(f"JupyterLab did not start:\n{log.read()}")
