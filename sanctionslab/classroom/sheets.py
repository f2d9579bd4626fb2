"""Pages for people to read and to print: one style, and Markdown made into HTML.

What learners and teachers wrote is Markdown or plain text. HTML in it is shown and never taken
over, pictures are not fetched, and links lead to the web or nowhere.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from html import escape
from importlib.resources import files

from ..outline import Html, page_html

WAYS_TO_THE_WEB = ("https://", "http://", "mailto:")


def sheet(title: str, body: str) -> str:
    """A page with a title, whole in itself. `body` is HTML."""
    style = files(__package__).joinpath("sheet.css").read_text(encoding="utf-8")
    return page_html(title, body, style)


def marked_up(text: str) -> Html:
    """A text in Markdown as HTML; the ends of its lines are kept.

    >>> marked_up("*Show* `2397:7`.")
    '<p><em>Show</em> <code>2397:7</code>.</p>'
    >>> marked_up("<script>alert(1)</script>")
    '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'
    """
    return Html(str(_markdown()(inspect.cleandoc(text))).strip())


@functools.cache
def _markdown() -> Callable[[str], object]:
    import mistune  # only pages ask

    class Renderer(mistune.HTMLRenderer):
        def heading(self, text: str, level: int, **attributes: object) -> str:
            """A heading of somebody's text is none of the page's."""
            return f"<p><strong>{text}</strong></p>\n"

        def image(self, text: str, url: str, title: str | None = None) -> str:
            return escape(f"[{text}]({url})")

        def link(self, text: str, url: str, title: str | None = None) -> str:
            if not url.casefold().startswith(WAYS_TO_THE_WEB):
                return f"{text} ({escape(url)})"
            return f'<a href="{escape(url)}" rel="noopener noreferrer">{text}</a>'

    return mistune.create_markdown(renderer=Renderer(escape=True), hard_wrap=True)
