"""How a panel looks: its style sheet, its scripts, and what is told of a scenario as HTML.

ipywidgets cannot say what the two scripts say, so each runs as the load of a style element, once
that is in the page.
"""

import functools
import re
from collections.abc import Iterable
from html import escape
from importlib.resources import files

from ..outline import Part, line_html
from ..verdict import Verdict

LISTED = 6  # lines of a list, or open questions, that are shown at once

SIGNS = {Verdict.PROHIBITED: "●", Verdict.UNDETERMINED: "◐", Verdict.NOT_PROHIBITED: "○"}


def style_of(verdict: Verdict) -> str:
    """The class in panel.css that stands for a verdict."""
    return f"sl-{verdict.replace(' ', '-')}"


def opening(title: str) -> str:
    """The first HTML of a panel: its heading, with the style sheet and the script of the page."""
    style = f'<style onload="{_script("panel.js")}">\n{_asset("panel.css")}</style>'
    return f"{style}<h3>{escape(title)}</h3>"


def live(html: str) -> str:
    """HTML in a live region, whose changes a screen reader announces once it is free."""
    script = f'<style onload="{_script("live.js")}">/**/</style>'
    return f'<div role="status" aria-live="polite" aria-atomic="true">{html}{script}</div>'


def parts_html(parts: Iterable[Part], fold: bool = False) -> str:
    """Parts as HTML, with an arrow where the text has "->".

    If asked to `fold`, only the first lines of a long list are shown, and the rest can be opened.
    """
    html = "".join(_part_html(heading, lines, fold) for heading, lines in parts)
    return html.replace("-&gt;", "→")


def _part_html(heading, lines, fold):
    entries = [line_html(line) for line in lines]
    shown, rest = entries, []
    if fold and len(entries) > LISTED + 1:  # to fold a single line away would save nothing
        shown, rest = entries[:LISTED], entries[LISTED:]
    html = f"<h4>{escape(heading)}</h4><ul>{''.join(shown)}</ul>"
    if rest:
        more = f"<summary>{len(rest)} more</summary><ul>{''.join(rest)}</ul>"
        html += f"<details>{more}</details>"
    return html


@functools.cache
def _script(name):
    """A script as the value of an attribute: on one line, without its comments."""
    code = re.sub(r"/\*.*?\*/", "", _asset(name), flags=re.DOTALL)
    return escape(" ".join(code.split()))


@functools.cache
def _asset(name):
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
