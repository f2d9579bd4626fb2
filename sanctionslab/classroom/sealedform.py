"""The form of the sealed guess."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from ..panels import guarded
from ..verdict import Verdict
from .boxes import show_box
from .plain import clean
from .predicting import SURE, bundle_of
from .sealed import Guess, seal

LONGEST_REASON = 2000  # letters of a reason
LABEL = "Your guess"


def show_guess(words: Callable[[], str], with_form: bool) -> None:
    """Show what there is to say of a guess, and the form if it is still to be made.

    Argument: `words` gives what there is to say, now and once it is sealed.
    """
    shown = display(bundle_of(words(), LABEL), raw=True, display_id=True)
    if with_form:
        show_box(GuessForm(words, shown).box)


class GuessForm:
    """A verdict, how sure, and why: sealed by a button.

    `words` gives what there is to say of the guess, `shown` is where it is said.
    """

    def __init__(self, words: Callable[[], str], shown: Any) -> None:
        self.words, self.shown = words, shown
        self.verdict = widgets.ToggleButtons(
            options=[str(verdict) for verdict in Verdict], value=None, description="The gift was:"
        )
        self.sure = widgets.ToggleButtons(options=list(SURE), value=None, description="How sure:")
        self.why = widgets.Textarea(
            description="Why:", rows=4, layout=widgets.Layout(width="100%", max_width="46rem")
        )
        self.button = widgets.Button(description="Seal it", tooltip="Seal the guess")
        self.button.on_click(lambda _: self.take())
        self.box = guarded(widgets.VBox([self.verdict, self.sure, self.why, self.button]))

    def take(self) -> None:
        """Seal what the form says."""
        if not self.verdict.value or not self.sure.value:
            words = "Nothing is sealed yet: choose what the gift was, and how sure you are."
            self.shown.update(bundle_of(words, LABEL), raw=True)
            return
        reason = clean(self.why.value, LONGEST_REASON)
        made = Guess(self.verdict.value, self.sure.value, reason, date.today().isoformat())
        is_kept = seal(made)
        for control in (self.verdict, self.sure, self.why):  # the button keeps the focus
            control.disabled = is_kept
        words = self.words() if is_kept else "It cannot be written here. Write it on paper."
        self.shown.update(bundle_of(words, LABEL), raw=True)
