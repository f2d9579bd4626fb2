"""The codes of goods that rows had, of which a decision names no more than a class."""

from __future__ import annotations

import numpy as np

from .codes import code
from .decision import RowAnswer
from .frames import library_of
from .plan import Plan


class OwnCodes:
    """Keeps, for each entry of a plan, the code of the first row of its kind.

    An argument that stands for many codes can then speak of one that the file has.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.column = plan.question.columns.get("hs")
        self.lacking = np.zeros(0, bool)  # of the plan's entries
        self.found: dict[int, object] = {}  # the cells, by the place of the entry

    def add(self, frame: object, places: np.ndarray) -> None:
        """Look at the rows of a frame, each with the place of its entry."""
        new = self.plan.rows[len(self.lacking) :]
        self.lacking = np.concatenate([self.lacking, np.array([*map(_has_code, new)], bool)])
        if self.column is None or not self.lacking.any():
            return
        first = np.full(len(self.lacking), -1)
        # Written from the last row up, so that of each entry the first row stays.
        first[places[::-1]] = np.arange(len(places) - 1, -1, -1)
        entries = np.flatnonzero(self.lacking & (first >= 0))
        cells = library_of(frame).cells_at(frame, self.column, first[entries])
        self.found |= zip(entries.tolist(), cells, strict=True)
        self.lacking[entries] = False

    def of(self, place: int) -> str:
        """The code for an entry; empty where there is none of the class in its decision."""
        if place not in self.found:
            return ""
        own = code(self.found[place], self.plan.question.manner(self.column).digits)
        if own is None:
            return ""
        label = f"hs={self.plan.scope.codes.scope(own)}"
        return own if label in self.plan.rows[place].decision.split(";") else ""


def _has_code(row: RowAnswer) -> bool:
    return "hs=" in row.decision and "hs=unknown" not in row.decision
