"""What tests do with a page: read it, choose in Chromium, ask axe-core for faults."""

import re
from html.parser import HTMLParser

from axe_playwright_python.base import AXE_FILE_PATH


class Page(HTMLParser):
    """What matters for reading on a page: its headings, links and anchors.

    `faults` are pictures without words and tables without headers.
    """

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
        words = (attributes.get("alt") or "").strip()
        if tag == "img" and (not words or words.startswith("No description")):
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
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    result = page.evaluate("selector => axe.run(selector, {resultTypes: ['violations']})", selector)
    return [
        (fault["id"], [node["html"][:120] for node in fault["nodes"]])
        for fault in result["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
