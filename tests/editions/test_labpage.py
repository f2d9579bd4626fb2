"""The page of the lab: its answers are the panel's, it is small, and it does what it says."""

import gzip
import json
import re
import shutil

import live
import pytest
from jupyterlite_pyodide_kernel import constants
from pages import violations
from playwright.sync_api import expect, sync_playwright
from servers import serve

import sanctionslab as sl
from sanctionslab.cli import main
from sanctionslab.editions import EditionError, build_lab
from sanctionslab.editions.site.labanswers import TOGETHER
from sanctionslab.editions.site.pyodide import LOCK, PINNED, RUNTIME, find_pyodide, public_address

BEFORE_THE_FIRST_MOVE = 60_000  # bytes, as a server sends them
PARTS = ("kit", "form", "state", "picture", "rest", "work")


@pytest.fixture(scope="module")
def folder(made_once, tmp_path_factory):
    """The page with a Python that does not start."""
    python = tmp_path_factory.mktemp("no Python")
    for name in RUNTIME:
        (python / name).write_text("throw new Error('no Python here')", encoding="utf-8")
    (python / LOCK).write_text('{"info": {"abi_version": ""}, "packages": {}}', encoding="utf-8")

    def build(place):
        assert main(["edition", "lab", "-o", str(place), "--pyodide", str(python)]) == 0

    return made_once("lab page", build)


@pytest.fixture(scope="module")
def browser():
    if not live.find_browser():
        pytest.skip("no Chromium, Chrome or Edge found; install one to test the page in it")
    with sync_playwright() as playwright, live.chromium(playwright) as started:
        yield started


@pytest.fixture
def page(folder, browser):
    with serve(folder) as where:
        made = browser.new_page(viewport={"width": 1366, "height": 900})
        made.set_default_timeout(30_000)
        made.goto(f"{where}/lab.html")
        yield made
        made.close()


def in_page(folder, name):
    """What stands in a script of the page as JSON."""
    text = (folder / "lab.html").read_text(encoding="utf-8")
    return json.loads(re.search(rf'<script id="{name}"[^>]*>(.*?)</script>', text)[1])


def parts_of(value):
    """Every text, list and object, as the packer numbers them."""
    if isinstance(value, (str, list, dict)):
        yield value
    parts = [value[key] for key in sorted(value)] if isinstance(value, dict) else value
    if isinstance(value, (list, dict)):
        for part in parts:
            yield from parts_of(part)


def unpacked(folder, first, name):
    """The views of a stored file."""
    file = json.loads(gzip.decompress((folder / "quicklab" / f"{name}.packed").read_bytes()))
    made = [*parts_of(first)]

    def whole(value):
        if isinstance(value, list):
            return [whole(part) for part in value]
        if isinstance(value, dict):
            if "=" in value:
                return made[value["="]]
            return {key: whole(part) for key, part in value.items()}
        return value

    for value in file["new"]:
        made.append(whole(value))
    return whole(file["views"])


def shown_by(panel):
    """What a widget shows once its search is over, as JSON has it."""
    while panel.work["more"]:
        panel.answer({"control": "go_on"})
    return json.loads(json.dumps({name: getattr(panel, name) for name in PARTS}))


@pytest.fixture
def with_downloads(monkeypatch):
    """Panels that keep files by download, as the page does."""
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/1")


def test_the_first_view_is_that_of_the_panel(folder, with_downloads):
    assert in_page(folder, "first") == shown_by(sl.panels.lab())


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["tick", "choice", "search"])
def test_every_stored_answer_is_what_the_panel_shows(folder, with_downloads, kind):
    first = in_page(folder, "first")
    told, answers = 0, {}
    for control, described in first["kit"].items():
        if described["kind"] != kind or control in ("case", "argument"):
            continue
        values = [one[0] for one in described.get("options", [])] or [False, True]
        for at, value in enumerate(values):
            name, place = f"{control}-{at // TOGETHER}", at % TOGETHER
            if name not in answers:
                answers[name] = unpacked(folder, first, name)
            if answers[name][place] is None:
                continue
            panel = sl.panels.lab()
            panel.control(control).value = value
            assert answers[name][place] == shown_by(panel), (control, value)
            told += value != first["state"]["values"][control]
    assert told >= {"tick": 25, "choice": 150, "search": 180}[kind]


def test_every_case_can_be_chosen_and_is_what_the_panel_shows(folder, with_downloads):
    first = in_page(folder, "first")
    keys = [value for value, _, _ in first["kit"]["case"]["options"]]
    assert set(keys) == set(sl.cases())
    for key in keys[::7]:
        assert unpacked(folder, first, f"case-{key}") == [shown_by(sl.panels.lab(key))], key


def test_little_is_needed_before_the_first_move(folder):
    assert len(gzip.compress((folder / "lab.html").read_bytes())) < BEFORE_THE_FIRST_MOVE
    largest = max(path.stat().st_size for path in (folder / "quicklab").glob("*.packed"))
    assert largest < 100_000


def test_a_place_that_is_taken_and_no_pyodide_are_refused(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(EditionError, match="not overwritten"):
        build_lab(tmp_path / "there")
    with pytest.raises(EditionError, match=r"no copy of Pyodide: it has no pyodide\.mjs"):
        build_lab(tmp_path / "new", pyodide=tmp_path)


def test_the_public_pyodide_is_the_one_that_was_looked_at_or_none(tmp_path, monkeypatch):
    """The digests in the repository are those of the version that the kernel asks for."""
    [version] = [version for version in PINNED if f"/v{version}/" in public_address()]
    assert set(PINNED[version]) == set(RUNTIME)
    files = tmp_path / f"v{version}" / "full"
    files.mkdir(parents=True)
    for name in RUNTIME:
        (files / name).write_bytes(b"something else")
    (files / LOCK).write_text('{"info": {"abi_version": ""}, "packages": {}}', encoding="utf-8")
    with serve(tmp_path) as where:
        assert find_pyodide(f"{where}/v{version}/full").runtime  # one's own copy is one's own
        monkeypatch.setattr(constants, "PYODIDE_CDN_URL", f"{where}/v{version}/full")
        with pytest.raises(EditionError, match="is not the file of Pyodide's npm package"):
            find_pyodide(None)


def headline(page):
    return page.locator(".sl-result .sl-word .sl-now")


@pytest.mark.browser
def test_single_changes_are_answered_without_a_network(page):
    page.wait_for_function("document.documentElement.dataset.kept")
    page.context.set_offline(True)
    page.get_by_role("tab", name="Law").click()
    tick = page.get_by_role("checkbox", name=re.compile("^2397"))
    tick.focus()
    tick.press("Space")
    without = sl.panels.Scenario("aurus-2024-02", without=[2397])
    expect(headline(page)).to_contain_text(str(without.finding.verdict), ignore_case=True)
    expect(page.get_by_role("button", name=re.compile("^Take back: without"))).to_be_visible()
    tick.press("Space")
    expect(page.get_by_role("button", name=re.compile("^Take back"))).to_have_count(0)


@pytest.mark.browser
def test_two_changes_without_python_change_nothing_and_say_what_is_needed(page):
    page.get_by_role("tab", name="Law").click()
    for key in ("2397", "2094"):
        page.get_by_role("checkbox", name=re.compile(f"^{key}")).click()
    expect(page.get_by_role("alert")).to_contain_text("this needs Python")
    expect(page.get_by_role("checkbox", name=re.compile("^2094"))).to_be_checked()
    expect(page.get_by_role("button", name=re.compile("^Take back"))).to_have_count(1)
    page.get_by_role("button", name="Reset").first.click()
    expect(page.get_by_role("checkbox", name=re.compile("^2397"))).to_be_checked()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["pyodide/pyodide.asm.wasm", "sanctionslab-*.whl"])
def test_no_file_of_python_is_taken_but_the_one_whose_digest_is_known(
    folder, browser, tmp_path, name
):
    place = shutil.copytree(folder, tmp_path / "lab")
    [changed] = (place / "quicklab").glob(name)
    changed.write_bytes(b"something else")
    with serve(place) as where:
        page = browser.new_page()
        page.goto(f"{where}/lab.html")
        page.get_by_role("tab", name="Law").click()
        for key in ("2397", "2094"):
            page.get_by_role("checkbox", name=re.compile(f"^{key}")).click()
        expect(page.get_by_role("alert")).to_contain_text("is not the file it should be")
        page.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_accessible_and_as_wide_as_the_screen(page, width, theme):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 844})
    for tab in ("Facts", "Law", "Sources", "Code and file"):
        page.get_by_role("tab", name=tab).click()
        assert violations(page, "html") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# What can be pressed and is lower or narrower than 24 pixels.
SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(element => element.checkVisibility())
  .map(element => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
  .filter(([, {width, height}]) => Math.min(width, height) < 23.9).map(([html]) => html)"""


@pytest.mark.browser
def test_on_a_phone_a_finger_meets_every_control_and_the_verdict_stays(page):
    page.set_viewport_size({"width": 390, "height": 844})
    for tab in ("Facts", "Sources", "Code and file", "Law"):
        page.get_by_role("tab", name=tab).click()
        assert page.evaluate(SMALL) == []
    page.get_by_role("checkbox", name=re.compile("^2664")).click()
    box = page.get_by_role("checkbox", name=re.compile("^2664")).bounding_box()
    verdict = page.locator(".sl-top").bounding_box()
    assert 0 <= verdict["y"] < 20 and verdict["y"] + verdict["height"] < box["y"]


@pytest.mark.browser
def test_on_paper_the_lab_is_whole(page):
    page.emulate_media(media="print")
    panels = page.locator("[role=tabpanel]")
    assert panels.count() == 4
    for panel in panels.all():
        assert panel.is_visible() and panel.bounding_box()["height"] > 50
    for folded in page.locator(".sl-panel details > :not(summary)").all():
        assert folded.bounding_box()["height"] > 0
    assert not page.get_by_role("tablist").is_visible()
    assert page.locator(".sl-top").evaluate("box => getComputedStyle(box).position") == "static"


@pytest.mark.web
def test_python_takes_over_where_no_answer_is_stored(site, browser, tmp_path):
    """In the browser edition: two changes, a file out and in, and another case."""
    with serve(site) as where:
        page = browser.new_page()
        page.set_default_timeout(live.LONG * 1000)
        page.goto(f"{where}/index.html")
        page.get_by_role("link", name="Try the what-if lab now").press("Enter")
        page.get_by_role("tab", name="Law").click()
        for key in ("2397", "2094"):
            page.get_by_role("checkbox", name=re.compile(f"^{key}")).click()
        chips = page.get_by_role("button", name=re.compile("^Take back:"))
        chips.nth(1).wait_for()
        both = sl.panels.Scenario("aurus-2024-02", without=[2397, 2094])
        expect(headline(page)).to_contain_text(str(both.finding.verdict), ignore_case=True)

        page.get_by_role("tab", name="Code and file").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download as a file").click()
        kept = tmp_path / "kept.toml"
        download.value.save_as(kept)
        assert sl.panels.load(kept) == both
        page.get_by_role("button", name="Reset").first.click()
        chips.nth(0).wait_for(state="detached")
        page.get_by_label("Load a file that was downloaded here").set_input_files(kept)
        chips.nth(1).wait_for()

        page.get_by_role("combobox", name="Case", exact=True).select_option("horses-2022-11")
        chips.nth(0).wait_for(state="detached")
        page.get_by_role("tab", name="Law").click()
        page.get_by_role("checkbox", name=re.compile("^2397")).click()
        chips.nth(0).wait_for()
        horses = sl.panels.Scenario("horses-2022-11", without=[2397])
        expect(page.locator(".sl-result")).to_contain_text(
            str(horses.finding.verdict), ignore_case=True
        )
        page.close()
