"""The buttons of a prediction: how sure, then what; and the sentence that follows."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
from IPython.display import display

from ..panels import guarded
from .boxes import show_box
from .predicting import SURE, Prediction, bundle_of, keep, predicted


class PredictionField:
    """Buttons for the options of a prediction. The first click counts, and tells what came out."""

    def __init__(self, prediction: Prediction) -> None:
        self.prediction = prediction
        self.sure = widgets.ToggleButtons(
            options=list(SURE), value="fairly sure", description="How sure:"
        )
        self.buttons = [self._button(option) for option in prediction.options]
        row = widgets.HBox(self.buttons, layout={"flex_flow": "wrap"})
        self.box = guarded(widgets.VBox([self.sure, row]))
        self.shown: Any = None

    def _button(self, option: str) -> widgets.Button:
        button = widgets.Button(
            description=option,
            tooltip=f"Predict: {option}",
            layout=widgets.Layout(width="auto", height="auto", min_height="32px"),
        )
        button.on_click(lambda _: self.take(option))
        return button

    def show(self) -> None:
        """Show the question with its buttons, or what was predicted on an earlier day."""
        earlier = predicted(self.prediction.id)
        question = f"Predict first. {self.prediction.question}"
        if earlier:
            display(bundle_of(f"{self.prediction.question} {earlier.text}", "Prediction"), raw=True)
            return
        self.shown = display(bundle_of(question, "Prediction"), raw=True, display_id=True)
        show_box(self.box, " / ".join(self.prediction.options))

    def take(self, option: str) -> None:
        """Keep a prediction, and tell what came out."""
        kept = keep(self.prediction.id, option, self.sure.value)
        for control in (self.sure, *self.buttons):
            # What was pressed keeps the focus, or the keyboard would be lost.
            control.disabled = control.description != option
        words = f"{self.prediction.question} {kept.text}"
        self.shown.update(bundle_of(words, "Prediction"), raw=True)
