"""A finding as HTML: one screen first, and everything else folded away below it."""

from __future__ import annotations

import functools
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from ..outline import BOX, Part, folded_html, list_html, section_html, words_html
from .parts import SIGNS, Verdict

if TYPE_CHECKING:
    from .finding import Finding


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
    return files(__package__).joinpath("finding.css").read_text(encoding="utf-8")
