"""What a learner is told about an answer, as it is shown and as a notebook keeps it.

The output of a cell holds the answer beside the words. That is the record that grading reads.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from html import escape
from typing import Any, ClassVar

from .. import __version__
from ..outline import BOX, Html, section_html

MIME = "application/vnd.sanctionslab.answer+json"


@dataclass(frozen=True)
class Feedback:
    """What check and hint return.

    It shows itself in Jupyter and in a terminal, and records the answer in the output of the cell.
    `state` is right, wrong, short, recorded, unreadable, unanswered, unknown, hint or opened;
    `answer` is the answer in its one form; `tries` is how often it was tried, in this session;
    `by_field` is whether it was answered in a field and not in the cell; `shown_in` is the number
    of the cell run that has shown it already.
    """

    exercise: str
    state: str
    text: str
    answer: Any = None
    tries: int = field(default=1, compare=False)
    by_field: bool = field(default=False, compare=False)
    shown_in: int | None = field(default=None, compare=False)

    _HEADS: ClassVar[dict[str, str]] = {
        "right": "Right.",
        "recorded": "Recorded.",
        "wrong": "Not yet.",
        "short": "Nearly.",
        "unreadable": "Not read.",
        "unanswered": "Not answered yet.",
        "unknown": "No such exercise.",
        "hint": "",
        "opened": "Opened.",
    }

    @property
    def right(self) -> bool:
        """Whether nothing is left to do here."""
        return self.state in ("right", "recorded")

    def __repr__(self) -> str:
        words = f"{self._HEADS[self.state]} {self.text}".strip()
        return "  ".join(filter(None, (self.exercise, words)))

    def _repr_html_(self) -> str:
        head = f"{self.exercise} {self._HEADS[self.state]}".strip()
        body = f"<p>{Html.of('strong', head)} {escape(self.text)}</p>"
        return section_html("exercise", body, label=head, style=BOX)

    def bundle(self) -> dict[str, Any]:
        """What the output of a cell holds: the words as text and as HTML, and the record."""
        bundle: dict[str, Any] = {"text/plain": repr(self), "text/html": self._repr_html_()}
        if self.state in ("unknown", "hint"):
            return bundle
        # What is as usual is left out: a notebook keeps one of these for each answer.
        record = {"exercise": self.exercise, "answer": self.answer}
        if self.state == "unreadable":
            record["unreadable"] = True
        if self.state != "unanswered":
            record["kit"] = __version__
        if self.tries > 1:
            record["tries"] = self.tries
        if self.by_field:
            record["by"] = "field"
        if self.state == "opened":
            record["opened"] = True
        return bundle | {MIME: record}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return self.bundle()

    def _ipython_display_(self) -> None:
        """Show it, unless this run of a cell has shown it already."""
        shell = shell_here()
        if shell and self.shown_in != shell.execution_count:
            publish(self)


def shell_here() -> Any:
    """The shell of the notebook or terminal that this runs in, or None."""
    # Not imported for the question: where a shell of IPython runs, it has been.
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def publish(feedback: Feedback) -> None:
    from IPython.display import display  # a shell is running, so it is there

    display(feedback.bundle(), raw=True)
