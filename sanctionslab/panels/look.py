"""What is told of a scenario as HTML, and the signs and styles of verdicts."""

from collections.abc import Iterable
from html import escape

from ..outline import Lines, Part, line_html
from ..verdict import Verdict

LISTED = 6  # lines of a list, or open questions, that are shown at once

SIGNS = {Verdict.PROHIBITED: "●", Verdict.UNDETERMINED: "◐", Verdict.NOT_PROHIBITED: "○"}


def style_of(verdict: Verdict) -> str:
    """The class in panel.css that stands for a verdict."""
    return f"sl-{verdict.replace(' ', '-')}"


def parts_html(parts: Iterable[Part], fold: bool = False) -> str:
    """Parts as HTML, with an arrow where the text has "->".

    If asked to `fold`, only the first lines of a long list are shown, and the rest can be opened.
    """
    html = "".join(_part_html(heading, lines, fold) for heading, lines in parts)
    return html.replace("-&gt;", "→")


def _part_html(heading: str, lines: Lines, fold: bool) -> str:
    entries = [line_html(line) for line in lines]
    is_long = len(entries) > LISTED + 1  # to fold a single line away would save nothing
    first = LISTED if fold and is_long else len(entries)
    shown, rest = entries[:first], entries[first:]
    html = f"<h4>{escape(heading)}</h4><ul>{''.join(shown)}</ul>"
    if rest:
        more = f"<summary>{len(rest)} more</summary><ul>{''.join(rest)}</ul>"
        html += f"<details>{more}</details>"
    return html
