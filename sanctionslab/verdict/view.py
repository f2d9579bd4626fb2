"""A finding as HTML, one screen first and the rest folded away below it, and as a picture."""

from __future__ import annotations

import functools
from html import escape
from typing import TYPE_CHECKING

from ..outline import BOX, Part, folded_html, list_html, section_html, words_html
from .parts import SIGNS, Verdict

if TYPE_CHECKING:
    from ..figures import Figure
    from .finding import Finding


def drawn(finding: Finding, theme: str = "light") -> Figure:
    """The argument as a picture, with its words and its table.

    Who claims what stands on the left, then facts, then paragraphs with their doors, the verdict
    on the right. Arguments: `theme`, "light" or "dark". Returns a Figure. Needs matplotlib.

    >>> classify(case("aurus-2024-02")).picture().title
    'The argument: The gift of an Aurus car, February 2024'
    """
    from ..figures import argument  # upwards, and only when somebody asks

    return argument(finding, theme)


def finding_html(finding: Finding) -> str:
    """The outline of a finding as HTML. It works without scripts, and reads without its style."""
    first, *rest = finding.outline()
    body = _first_screen(first, finding.verdict) + "".join(map(folded_html, rest))
    kind = f"finding sl-finding-{finding.verdict.replace(' ', '-')}"
    label = f"Verdict: {finding.verdict}"
    return section_html(kind, f"<style>{_style()}</style>{body}", label=label, style=BOX)


def _first_screen(part: Part, verdict: Verdict) -> str:
    """The verdict as word, sign and colour; its sentence; the case; the paragraphs."""
    word, _, sentence = part.heading.partition(". ")
    sign = f'<span aria-hidden="true">{SIGNS[verdict]}</span>'
    event, *lines = part.lines
    return (
        f'<h3><span class="sl-word">{sign} {escape(word)}</span></h3>'
        f'<p class="sl-sentence">{words_html(sentence)}</p>'
        f"<p>{words_html(event[0])}</p>{list_html(lines) if lines else ''}"
    )


@functools.cache
def _style() -> str:
    from importlib.resources import files  # six milliseconds, which few who import pay

    return files(__package__).joinpath("finding.css").read_text(encoding="utf-8")
