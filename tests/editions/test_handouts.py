"""The handouts: pages that can be read, stand by themselves, fit a phone and can be printed."""

import html
import re
from itertools import product
from pathlib import Path
from urllib.parse import unquote

import pytest
from pages import Page, violations

from sanctionslab import editions
from sanctionslab.editions import EditionError
from sanctionslab.editions.site.pages import write_handouts

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SOLUTIONS = sorted((ROOT / "teaching" / "solutions").glob("*.ipynb"))
LOOKED_AT = {"01_the_gift", "02_the_verdict", "glossary"}  # axe-core needs seconds for a page

# What is cut off: it reaches out of the text, and lies in nothing that scrolls.
CUT = """() => {
    const edge = document.querySelector('main').getBoundingClientRect().right + 1;
    const out = element => element.getBoundingClientRect().right > edge;
    return [...document.querySelectorAll('main *')].filter(element => {
        for (let box = element; box.tagName !== 'MAIN'; box = box.parentElement)
            if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return out(box);
        return out(element);
    }).map(element => element.outerHTML.slice(0, 90));
}"""

# What scrolls inside itself, which paper does not.
SCROLLING = """() => [...document.querySelectorAll('main *')].filter(element =>
    element.clientWidth > 1 && element.scrollWidth > element.clientWidth
    && getComputedStyle(element).overflowX !== 'visible'
).map(element => element.outerHTML.slice(0, 90))"""
GROUND = "getComputedStyle(document.body).backgroundColor"
WHITE = "rgb(255, 255, 255)"
GROUNDS = {"light": WHITE, "dark": "rgb(17, 17, 17)"}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """The pages as the site has them: with the teaching guide, and the way back."""
    work = tmp_path_factory.mktemp("read")
    write_handouts(work / "site", ROOT)
    return work / "site" / "read"


@pytest.mark.parametrize(
    "path", NOTEBOOKS + SOLUTIONS, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_the_page_of_a_notebook_can_be_read(path):
    """As HTML every picture has words, every table headers, and every link leads somewhere."""
    from nbconvert import HTMLExporter

    page, _ = HTMLExporter().from_filename(str(path))
    shown = Page(page)
    assert not shown.faults
    assert [tag for tag, _ in shown.headings].count("h1") == 1
    for link in shown.links:
        assert leads_somewhere(link, path, shown), f"{link} leads nowhere"


def test_the_pages_stand_by_themselves(tmp_path):
    """All pages in one folder: every link resolves there, and nothing comes from elsewhere."""
    paths = editions.pages(tmp_path / "pages", ROOT)
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    pages = {name: Page(text) for name, text in texts.items()}
    assert list(pages) == [f"{path.stem}.html" for path in NOTEBOOKS] + ["glossary.html"]
    for name, page in pages.items():
        assert not re.search(r"""(?:src|<link[^>]*href)=["']?https?:""", texts[name]), name
        assert not page.faults and [tag for tag, _ in page.headings].count("h1") == 1
        for link in page.links:
            nowhere = f"{link} in {name} leads nowhere"
            target, _, anchor = link.partition("#")
            assert re.match("https?://", link) or target in {"", *pages}, nowhere
            if anchor:
                assert {anchor, unquote(anchor)} & pages[target or name].anchors, nowhere
    for path in NOTEBOOKS:
        printed = [
            line
            for cell in editions.read_notebook(path).cells
            for output in cell.get("outputs", ())
            for line in output.get("text", "").splitlines(keepends=True)
        ]
        text = texts[f"{path.stem}.html"]
        assert all(html.escape(line, quote=False) in text for line in printed)
    with pytest.raises(EditionError, match="is not overwritten"):
        editions.pages(tmp_path / "pages", ROOT)


def leads_somewhere(link, path, page):
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


@pytest.mark.browser
def test_the_pages_follow_the_system_and_fit_a_phone(browser, read):
    """Also when the system or the width changes while a page is open."""
    page = browser.new_page()
    paths = sorted(read.glob("*.html"))
    assert len(paths) == len(NOTEBOOKS) + 2
    faults = []
    for path in paths:
        page.goto(path.as_uri())
        page.evaluate(
            "document.querySelectorAll('details').forEach(details => { details.open = true; })"
        )
        for scheme, width in product(GROUNDS, (390, 1366)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 768})
            assert page.evaluate(GROUND) == GROUNDS[scheme]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
            found = page.evaluate(CUT)
            if path.stem in LOOKED_AT:
                found += violations(page, "html")
            faults += [(path.stem, scheme, width, fault) for fault in found]
    page.close()
    assert faults == []


@pytest.mark.browser
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


@pytest.mark.browser
def test_a_page_is_printed_light_and_nothing_is_cut_off(browser, read):
    page = browser.new_page(viewport={"width": 698, "height": 1000}, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for path in sorted(read.glob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate(GROUND) == WHITE
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "normal"
        assert page.evaluate(SCROLLING) == [], path.name
        assert page.evaluate(CUT) == []
    page.close()
