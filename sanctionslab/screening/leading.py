"""The rows of a file that are worth most, kept while it is read."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .frames import library_of

MOST_ROWS = 20


class Lead(NamedTuple):
    """A row of a file: its number there, its value in USD, the place of its entry, its cells."""

    number: int
    usd: float
    place: int
    cells: dict[str, Any]


class Leading:
    """Keeps the rows of the highest value among some; the first ones where there are no values."""

    def __init__(self, columns: list) -> None:
        self.columns = columns
        self.rows: list[Lead] = []

    def add(
        self, frame: Any, wanted: np.ndarray, places: np.ndarray, usd: np.ndarray | None, first: int
    ) -> None:
        """Look at the rows of a frame that are `wanted`; `first` is the number of its first row."""
        rows = np.flatnonzero(wanted)
        worth = np.zeros(len(rows)) if usd is None else np.nan_to_num(usd[rows])
        if len(self.rows) == MOST_ROWS:
            is_more = worth > self.rows[-1].usd
            rows, worth = rows[is_more], worth[is_more]
        if len(worth) > MOST_ROWS:
            # A partition finds the least that may lead in one step; what is left is soon sorted.
            may_lead = worth >= np.partition(worth, -MOST_ROWS)[-MOST_ROWS]
            rows, worth = rows[may_lead], worth[may_lead]
        best = np.argsort(-worth, kind="stable")[:MOST_ROWS]
        if not len(best):
            return
        at = rows[best]
        cells = library_of(frame).rows_at(frame, self.columns, at)
        leads = zip(at.tolist(), worth[best].tolist(), places[at].tolist(), cells, strict=True)
        self.rows += [Lead(first + row, value, place, some) for row, value, place, some in leads]
        self.rows = sorted(self.rows, key=lambda lead: -lead.usd)[:MOST_ROWS]
