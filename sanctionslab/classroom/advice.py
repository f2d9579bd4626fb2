"""What to do where an answer is no Python yet: a word in quotation marks, an essay in three."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from ..outline import BOX, section_html
from .written import asked_in

NAME = re.compile(r"name '(\w+)' is not defined")


def advise(result: Any) -> None:
    """Say what to do under a cell that asked check() and ended in an error of spelling.

    Argument: `result`, what IPython says of a cell that was run.
    """
    error = result.error_before_exec or result.error_in_exec
    source = result.info.raw_cell or ""
    words = advice(source, error) if error and asked_in(source) else ""
    if words:
        from IPython.display import display

        body = f"<p><strong>What to do.</strong> {escape(words)}</p>"
        html = section_html("exercise", body, label="What to do", style=BOX)
        display({"text/plain": f"What to do. {words}", "text/html": html}, raw=True)


def advice(source: str, error: BaseException) -> str:
    """What to do about an error in a cell with an exercise, or an empty text.

    >>> advice("answer = kremlin", NameError("name 'kremlin' is not defined"))
    'Words stand in quotation marks: answer = "kremlin". Change it, and run the cell again.'
    """
    name = NAME.match(str(error)) if isinstance(error, NameError) else None
    if name and name[1] in ("sl", "sanctionslab"):
        return "Run the first cells of the notebook first: they make sl known."
    if name and re.search(rf"answer\s*=\s*\W*{name[1]}\b", source):
        return (
            f'Words stand in quotation marks: answer = "{name[1]}". Change it, and run the '
            "cell again."
        )
    if isinstance(error, SyntaxError):
        return (
            'An answer stands in quotation marks: answer = "2397:7". One over several lines '
            'stands in three of them: answer = """It was ... """. Or put the dots back '
            "(answer = ...), run the cell, and answer in the field."
        )
    return ""
