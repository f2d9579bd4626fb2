"""predict(): a prediction is asked for before the result is shown."""

from __future__ import annotations

from typing import Any

from ..errors import KitError, near, shown
from .plain import clean
from .predicting import Prediction, predicted, predictions


class Asked:
    """What predict() returns: the question, and what was predicted if something was.

    In a notebook it shows buttons; elsewhere it shows itself as text.
    """

    def __init__(self, prediction: Prediction) -> None:
        self.prediction = prediction

    def __repr__(self) -> str:
        earlier = predicted(self.prediction.id)
        return earlier.text if earlier else _question_text(self.prediction)

    def _ipython_display_(self) -> None:
        from .predictionfield import PredictionField  # widgets: only a notebook has them

        PredictionField(self.prediction).show()


def _question_text(asked: Prediction) -> str:
    return f"Predict first. {asked.question} {' / '.join(asked.options)}"


def predict(id_: Any = None) -> Asked:
    """Ask for a prediction before the result is shown: one click, kept on this machine.

    Argument: `id_`, that of a prediction, such as "05.p1". Once something is predicted, what came
    out is told with the reason; running the cell again tells both. Raises KitError for an id that
    there is not.

    >>> predict("05.p1")
    Predict first. The same gift ten years earlier, in 2014: which verdict? prohibited / ...
    """
    name = clean(id_ if isinstance(id_, str) else shown(id_), 20)
    if name not in predictions():
        raise KitError(
            f'"{name}" is no prediction. It looks like "05.p1".{near(name, predictions())}',
            "prediction",
            name,
            tuple(predictions()),
        )
    return Asked(predictions()[name])
