"""What tests do with a page in Chromium: choose, wait, and ask axe-core for faults."""

import live
import pytest
from axe_playwright_python.base import AXE_FILE_PATH

# The bytes of what start.mjs has kept, by name, as soon as all of it is there.
KEPT = """async () => {
    const sizes = {};
    for (const shelf of await caches.keys()) {
        if (!shelf.startsWith("sanctionslab ")) continue;
        const site = shelf.split(" ")[1];
        for (const what of ["memory", "bytecode", "whole"]) {
            const answer = await (await caches.open(shelf)).match(new URL(what, site).href);
            if (answer) sizes[what] = (await answer.blob()).size;
        }
    }
    return sizes.memory && sizes.bytecode && sizes.whole && sizes;
}"""


def choose(panel, control, label):
    """Choose an entry of a drop-down by keyboard, with the arrow keys alone."""
    box = panel.get_by_role("combobox", name=control, exact=True)
    labels = box.evaluate(
        "box => [...box.options].map(option => option.label.replaceAll('\u00a0', ' '))"
    )
    box.focus()
    steps = labels.index(label) - box.evaluate("box => box.selectedIndex")
    for _ in range(abs(steps)):
        box.press("ArrowDown" if steps > 0 else "ArrowUp")


def violations(page, selector):
    """The serious and critical faults that axe-core finds in an element."""
    page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    result = page.evaluate("selector => axe.run(selector, {resultTypes: ['violations']})", selector)
    return [
        (fault["id"], [node["html"][:120] for node in fault["nodes"]])
        for fault in result["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


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
