"""Predictions: one click before the result, kept, and then the answer shows itself.

`data/predictions.toml` has the questions. What was predicted lies in the learner's own folder; it
cannot be changed afterwards, and it is no part of a grade.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from ..errors import KitError
from ..files import data_path, read_toml
from ..outline import BOX, section_html
from .kept import forget_kept, read_kept, write_kept

SURE = ("a guess", "fairly sure", "certain")
PREDICTIONS_FOLDER = "predictions"

unwritten_predictions: dict[str, dict[str, str]] = {}  # what could not be written, in this session


@dataclass(frozen=True)
class Prediction:
    """A question that is asked before a result is shown.

    `options` are what can be chosen, `truth` is the one that comes out, and `why` a sentence on it.
    """

    id: str
    notebook: str
    question: str
    options: tuple[str, ...]
    truth: str
    why: str


@functools.cache
def predictions() -> Mapping[str, Prediction]:
    """Every prediction of `data/predictions.toml` by id, in order.

    >>> predictions()["05.p1"].options
    ('prohibited', 'not prohibited', 'undetermined')
    """
    entries = read_toml(data_path("predictions.toml"))
    return {id_: _prediction(id_, entry) for id_, entry in entries.items()}


def _prediction(id_: str, entry: Mapping[str, Any]) -> Prediction:
    prediction = Prediction(id_, **{**entry, "options": tuple(entry["options"])})
    if prediction.truth not in prediction.options:
        raise KitError(
            f'Prediction "{id_}": the truth "{prediction.truth}" is none of its options.',
            "truth",
            prediction.truth,
            prediction.options,
        )
    return prediction


@dataclass(frozen=True)
class Predicted:
    """What was predicted: the option, how sure, and whether it came out so."""

    id: str
    chosen: str
    sure: str

    @property
    def right(self) -> bool:
        """Whether it came out as predicted."""
        return self.chosen == predictions()[self.id].truth

    @property
    def text(self) -> str:
        """What was predicted and what came out, in words."""
        asked = predictions()[self.id]
        came_out = "That is how it is." if self.right else f"It is: {asked.truth}."
        return f"You predicted: {self.chosen} ({self.sure}). {came_out} {asked.why}"


def predicted(id_: str) -> Predicted | None:
    """What was predicted, or None. What cannot be read counts as nothing."""
    kept = read_kept(PREDICTIONS_FOLDER, id_) or unwritten_predictions.get(id_, {})
    chosen, sure = kept.get("chosen", ""), kept.get("sure", "")
    is_whole = chosen in predictions()[id_].options and sure in SURE
    return Predicted(id_, chosen, sure) if is_whole else None


def keep(id_: str, chosen: str, sure: str) -> Predicted:
    """Keep a prediction; the first one counts. Returns what is kept."""
    earlier = predicted(id_)
    if earlier:
        return earlier
    entry = {"prediction": id_, "chosen": chosen, "sure": sure}
    if not write_kept(entry, PREDICTIONS_FOLDER, id_):
        unwritten_predictions[id_] = entry
    return Predicted(id_, chosen, sure)


def forget_predictions() -> None:
    """Forget every prediction."""
    unwritten_predictions.clear()
    for id_ in predictions():
        forget_kept(PREDICTIONS_FOLDER, id_)


def bundle_of(words: str, label: str) -> dict[str, Any]:
    """A sentence about a prediction, as text and as HTML."""
    body = f"<p>{escape(words)}</p>"
    return {
        "text/plain": words,
        "text/html": section_html("prediction", body, label=label, style=BOX),
    }


def tally() -> list[str]:
    """How good the predictions were so far, as sentences; none if there are none.

    >>> forget_predictions()
    >>> tally()
    []
    """
    made = [prediction for prediction in map(predicted, predictions()) if prediction]
    if not made:
        return []
    right = sum(prediction.right for prediction in made)
    lines = [f"{len(made)} of {len(predictions())} predictions made, {right} of them right."]
    for sure in SURE:
        right_of_these = [prediction.right for prediction in made if prediction.sure == sure]
        if right_of_these:
            lines.append(f"{sure}: {sum(right_of_these)} of {len(right_of_these)} right")
    wrong = (prediction for prediction in made if not prediction.right)
    surest = next((prediction for prediction in wrong if prediction.sure == "certain"), None)
    if surest:
        question = predictions()[surest.id].question
        lines.append(f"certain and wrong, for example {surest.id}: {question} {surest.text}")
    return lines
