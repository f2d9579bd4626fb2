"""Slides on a projector of 1280 by 720: each fits, each can be read, keys and buttons move them."""

from pathlib import Path

import pytest
from pages import Page

from sanctionslab import editions

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
SMALLEST = 0.6  # of letters that are 20 pixels high: smaller ones cannot be read at the back
MEASURED = """() => {
  const slide = document.querySelector(".slide.current");
  const content = slide.firstElementChild.getBoundingClientRect();
  // What is cut off at the right, or would have to be scrolled; what is read out alone is 1 wide.
  const cut = [...slide.querySelectorAll("*")]
    .filter((one) => one.clientWidth > 2 && one.scrollWidth > one.clientWidth + 1)
    .filter((one) => getComputedStyle(one).overflowX !== "visible")
    .filter((one) => !one.closest("details:not([open])"))
    .map((one) => `${one.className} ${one.scrollWidth} > ${one.clientWidth}`);
  const scale = +slide.dataset.scale;
  return {id: slide.id, bottom: content.bottom, right: content.right, scale, cut};
}"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return editions.slide_pages(tmp_path_factory.mktemp("slides") / "made", ROOT)


@pytest.fixture(scope="module")
def projector(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    yield page, asked
    page.close()


def test_every_slide_fits_and_can_be_read(made, projector):
    page, _ = projector
    misfits = []
    for path in made:
        page.goto(path.as_uri())
        for _ in range(page.locator(".slide").count()):
            slide = page.evaluate(MEASURED)
            is_outside = slide["bottom"] > 720 or slide["right"] > 1281
            if is_outside or slide["cut"] or slide["scale"] < SMALLEST:
                misfits.append((path.stem, slide))
            page.keyboard.press("ArrowRight")
    assert not misfits


def test_nothing_comes_from_a_network(made, projector):
    page, asked = projector
    for path in made:
        page.goto(path.as_uri())
    assert asked and not [url for url in asked if not url.startswith(("file:", "data:"))]


def test_no_link_leads_to_a_file_that_is_not_there(made, projector):
    page, _ = projector
    for path in made:
        page.goto(path.as_uri())
        links = page.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        nearby = [link for link in links if not link.startswith(("https://", "http://"))]
        assert not nearby, (path.stem, nearby)
        assert not page.locator(".anchor-link").count(), path.stem


def test_a_result_comes_a_click_after_the_question(made, projector):
    page, _ = projector
    page.goto(next(path for path in made if path.stem == "02_the_verdict").as_uri())
    kinds = page.locator(".slide").evaluate_all("all => all.map(one => one.className)")
    shown = [number for number, kind in enumerate(kinds) if "shown" in kind]
    assert len(shown) > 5
    for number in shown:
        before = page.locator(".slide").nth(number - 1)
        assert before.locator(".jp-CodeCell").count(), number
        assert not before.locator(".jp-OutputArea-output").count(), number


def test_keys_buttons_and_places(made, projector):
    page, _ = projector
    page.goto(made[0].as_uri())
    place = page.get_by_role("status")
    last = page.locator(".slide").count()
    page.keyboard.press("End")
    assert place.inner_text() == f"{last} of {last}"
    page.get_by_role("button", name="Previous slide").press("Enter")
    assert place.inner_text() == f"{last - 1} of {last}"
    page.reload()
    assert place.inner_text() == f"{last - 1} of {last}"
    page.keyboard.press("Home")
    page.get_by_role("button", name="Next slide").press(" ")
    assert place.inner_text() == f"2 of {last}"


def test_pictures_have_words(made):
    for path in made:
        assert not Page(path.read_text(encoding="utf-8")).faults, path.stem
