"""What is told of a scenario as HTML, and the styles of verdicts."""

from collections.abc import Iterable

from ..outline import Part, part_html
from ..verdict import Verdict

LISTED = 6  # lines of a list, or open questions, that are shown at once


def style_of(verdict: Verdict) -> str:
    """The class in panel.css that stands for a verdict."""
    return f"sl-{verdict.replace(' ', '-')}"


def parts_html(parts: Iterable[Part], fold: bool = False) -> str:
    """Parts as HTML, with an arrow where the text has "->".

    If asked to `fold`, only the first lines of a long list are shown, and the rest can be opened.
    """
    html = "".join(part_html(part, shown=LISTED if fold else None) for part in parts)
    return html.replace("-&gt;", "→")
