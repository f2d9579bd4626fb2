"""The answer field: buttons for what can be chosen, a line or a box for the rest.

It stands under a cell whose answer is still the dots. What is answered there is judged and
recorded like an answer in the cell: the record replaces the one that the cell showed first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from ..panels import guarded
from ..verdict import Verdict
from .bank import Exercise
from .boxes import show_box

EXAMPLES = {
    "verdicts": "prohibited, undetermined",
    "paragraphs": "2321:29",
    "resolutions": "2321",
    "facts": "arms",
    "sources": "tass",
    "rows": "KH-01",
    "date": "2009-06-12",
    "number": "12",
    "text": "Your argument",
}
YES_NO = {"yes": "yes", "no": "no", "unknown": "unknown"}


def choices_of(exercise: Exercise) -> dict[str, str]:
    """What can be chosen as an answer: its label by the answer; nothing where it is typed.

    >>> from sanctionslab.classroom import exercises
    >>> list(choices_of(exercises()["02.1"]))
    ['prohibited', 'not prohibited', 'undetermined']
    """
    if exercise.kind == "verdict":
        return {str(verdict): str(verdict) for verdict in Verdict}
    if exercise.kind == "choice":
        return {letter: f"{letter}: {words}" for letter, words in exercise.options.items()}
    return YES_NO if exercise.kind == "yesno" else {}


def has_field(exercise: Exercise) -> bool:
    """Whether an exercise can be answered in a field: a case of one's own is written in the cell.

    >>> from sanctionslab.classroom import exercises
    >>> has_field(exercises()["02.1"]), has_field(exercises()["02.5"])
    (True, False)
    """
    return exercise.kind != "case"


class AnswerField:
    """A field for one exercise, and what it shows about the answer.

    `answered` is called with what was chosen or typed and returns the bundle to show; `first` is
    the bundle that is shown before; `given` is what was answered on an earlier day, or None.
    """

    def __init__(
        self,
        exercise: Exercise,
        answered: Callable[[str], dict[str, Any]],
        first: dict[str, Any],
        given: str | None = None,
    ) -> None:
        self.exercise, self.answered, self.first = exercise, answered, first
        choices = choices_of(exercise)
        self.box = guarded(self._buttons(choices) if choices else self._line(given or ""))
        self.shown: Any = None
        self._taken = given  # Enter, and the button after it, are one answer

    def _buttons(self, choices: Mapping[str, str]) -> widgets.Box:
        buttons = []
        for answer, label in choices.items():
            button = widgets.Button(
                description=label,
                tooltip=f"Answer {self.exercise.id} with {label}",
                layout=widgets.Layout(width="auto", height="auto", min_height="32px"),
            )
            # As a default: a name of the loop would mean its last answer when somebody clicks.
            button.on_click(lambda _, answer=answer: self.take(answer))
            buttons.append(button)
        is_long = self.exercise.kind == "choice"
        box = widgets.VBox if is_long else widgets.HBox
        return box(buttons, layout={"flex_flow": "wrap"})

    def _line(self, given: str) -> widgets.Box:
        is_essay = self.exercise.kind == "text"
        make = widgets.Textarea if is_essay else widgets.Text
        self.typed = make(
            value=given,
            placeholder=EXAMPLES.get(self.exercise.kind, ""),
            description=f"Your answer to {self.exercise.id}",
            style={"description_width": "initial"},
            layout=widgets.Layout(width="100%", max_width="46rem"),
            continuous_update=is_essay,  # a line is an answer once it is left, or Enter is pressed
        )
        if is_essay:
            self.typed.rows = 8
        else:
            self.typed.observe(lambda change: self.take(change["new"]), "value")
        button = widgets.Button(
            description=f"Check {self.exercise.id}",
            tooltip=f"Check the answer to {self.exercise.id}",
        )
        button.on_click(lambda _: self.take(self.typed.value))
        return widgets.VBox([self.typed, button])

    def show(self) -> None:
        """Show the field and, under it, what there is to say so far."""
        show_box(self.box)
        self.shown = display(self.first, raw=True, display_id=True)

    def take(self, given: str) -> None:
        """Take an answer: what is told about it replaces what was told before, record and all."""
        if given.strip() and given != self._taken:
            self._taken = given
            self.shown.update(self.answered(given), raw=True)
