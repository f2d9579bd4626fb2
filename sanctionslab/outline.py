"""An argument as headings and nested lines, and its views: text and HTML.

A part is (heading, lines); a line is (text, further lines under it).
"""

import re
from html import escape

BOX = "border-inline-start:.3em solid currentColor;padding-inline-start:1em;max-width:60em"


PARAGRAPHS = re.compile(r"^((?:\d{4}:[^\s,:]+(?:, (?=\d))?)+)")


def as_text(parts):
    for heading, lines in parts:
        yield heading
        yield from indented(lines, "  ")
        yield ""


def indented(lines, margin):
    for text, under in lines:
        yield margin + text
        yield from indented(under, margin + "  ")


def as_html(line):
    text, under = line
    inner = f"<ul>{''.join(map(as_html, under))}</ul>" if under else ""
    return "<li>" + PARAGRAPHS.sub(r"<strong>\1</strong>", escape(text)) + inner + "</li>"


SHOWN = 12


class Answers(tuple):
    """A tuple of results that shows itself as a list, and says in `cut` whether the search was cut short."""

    def __new__(cls, results, cut=False, title="", nothing="none"):
        self = super().__new__(cls, results)
        self.cut, self.title, self.nothing = cut, title, nothing
        return self

    def _lines(self):
        lines = [str(result) for result in self[:SHOWN]] or [self.nothing]
        if len(self) > SHOWN:
            lines.append(f"and {len(self) - SHOWN} more: go through them with a for loop.")
        return (
            lines + ["The search was cut; there may be more, with more changes at once."] * self.cut
        )

    def __repr__(self):
        return "\n".join([self.title, *(f"  {line}" for line in self._lines())])

    def _repr_html_(self):
        return f"<p>{escape(self.title)}</p><ul>{''.join(f'<li>{escape(line)}</li>' for line in self._lines())}</ul>"
