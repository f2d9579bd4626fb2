"""ColumnReader: a column's part in the question, its values read into few classes."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any, Protocol

import numpy as np

from ..errors import bounded, visible
from ..files import as_of
from .cells import Cell, called
from .manner import PLAIN_MANNER, Manner
from .readers import cell_reader, is_number, later
from .scope import Scope
from .values import EPOCH, Coded, Days, Numbers, Values, Whole

MOST_TOLD = 10_000  # classes of a column, of which what is told of a value says which one it was
MOST_REMEMBERED = 1_000_000  # values whose class is remembered for the next frame
TOLD = 400  # letters that are told of a value
SHARED = f"one of more than {MOST_TOLD:,} different values that cannot be read as they stand"
DENSE = 1 << 22  # a whole number below this is looked up in a table
FIRST_DAY, LAST_DAY = (date.min - EPOCH).days, (date.max - EPOCH).days


class Source(Protocol):
    """A frame, as a reader asks it for a column by its name.

    `text` gives a column of text as pyarrow has it; None for another, and where there is none.
    """

    def column(self, name: object) -> Values: ...

    def text(self, name: object) -> Any: ...


class Classes:
    """Cells numbered in the order in which they turn up. Number 0 is no class."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells = [Cell()]
        self.numbered: dict[Cell, int] = {}
        self.lock = threading.RLock()

    def number(self, cell: Cell) -> int:
        """The number of a class."""
        with self.lock:
            if cell not in self.numbered:
                self.numbered[cell] = len(self.cells)
                self.cells.append(cell)
            return self.numbered[cell]

    def numbers_of(self, cells: Iterable[Cell]) -> np.ndarray:
        """The numbers of several classes."""
        return np.array([self.number(cell) for cell in cells], "i4")


class ColumnReader(Classes):
    """Reads a column: each value is read once, and belongs to a class from then on.

    `name` is the column's part in the question (a fact, a side, "quantity_unit" …), `column` is
    what the frame calls it, `manner` how it is written.
    """

    def __init__(
        self, name: str, column: object, scope: Scope, manner: Manner = PLAIN_MANNER
    ) -> None:
        super().__init__(name)
        self.column, self.scope, self.manner = column, scope, manner
        self.called = called(column)
        self.read_cell = cell_reader(name, self.called, scope, manner)
        self.seen: dict[tuple[type, object], int] = {}
        self.tables: dict[object, np.ndarray] = {}

    def read(self, raw: object) -> Cell:
        """The class of one value.

        What is said of a value is harmless and short. Where ever more values have something of
        their own said of them, the later ones share a sentence: memory stays bounded.
        """
        try:
            cell = self.read_cell(raw)
        except ValueError as error:
            reason = str(error).removeprefix(f"{self.name}: ")
            cell = Cell(problem=f"{self.called}: {reason}")
        if not (cell.problem or cell.note):
            return cell
        in_full = Cell(cell.text, *(visible(bounded(words, TOLD)) for words in cell[1:]))
        if len(self.cells) <= MOST_TOLD or in_full in self.numbered:
            return in_full
        shared = f"{self.called}: {SHARED}"
        return Cell(cell.text, shared if cell.problem else "", shared if cell.note else "")

    def id(self, raw: object) -> int:
        """The number of the class of one value."""
        key = (type(raw), raw)  # 1, 1.0 and True are equal, and not the same cell
        number = self.seen.get(key)
        if number is None:
            with self.lock:
                number = self.number(self.read(raw))
                if len(self.seen) < MOST_REMEMBERED:  # others are read again when they come again
                    self.seen[key] = number
        return number

    def ids_in(self, source: Source) -> np.ndarray:
        """The class number of each row of a frame."""
        return self.ids(source.column(self.column))

    def ids(self, column: Values) -> np.ndarray:
        """The class number of each value of a column."""
        if isinstance(column, Numbers):
            return self._ids_of_numbers(column.values)
        if isinstance(column, Coded):
            # Only the distinct values are read; the codes of the rows point into their table. It
            # has one place more than the last code, which the code -1 of no value points to.
            table = np.zeros(int(column.places.max(initial=0)) + 2, "i4")
            table[column.places] = [self.id(raw) for raw in column.raws]
            return self._without_nulls(table.take(column.codes), column.null)
        return self._without_nulls(self._ids_of_whole(column), column.null)

    def _without_nulls(self, ids: np.ndarray, null: np.ndarray | None) -> np.ndarray:
        if null is not None and null.any():
            ids[null] = self.id(None)
        return ids

    def _ids_of_whole(self, column: Days | Whole) -> np.ndarray:
        values = column.values
        if column.null is not None:  # what stands there is any number: it must not widen the range
            values = np.where(column.null, values.dtype.type(0), values)
        low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
        in_calendar = low >= FIRST_DAY and high <= LAST_DAY
        if self.name == "on" and isinstance(column, Days) and in_calendar:
            return self._classes_of_days(low, high).take(values - low)
        if low >= 0 and high < DENSE:
            return self._ids_by_table(column, values)
        # Numbers below 0, or so large that a table of them would not fit, are sorted instead.
        unique, codes = np.unique(values, return_inverse=True)
        table = np.array([self.id(column.raw(value)) for value in unique.tolist()], "i4")
        return table.take(codes)

    def _classes_of_days(self, low: int, high: int) -> np.ndarray:
        """The class of each day from one to another, both in days since 1970."""
        turns = np.array([(day - EPOCH).days for day in self.scope.turns])
        days, today = np.arange(low, high + 1), (as_of() - EPOCH).days
        table = np.zeros(len(days), "i4")
        # Days after the state of the data are classes of their own: their rows are told so.
        for part, note in ((days <= today, ""), (days > today, later("the date is"))):
            if part.any():
                stretches = self.numbers_of(
                    Cell(self.scope.stretch(place), note=note) for place in range(len(turns) + 1)
                )
                table[part] = stretches[np.searchsorted(turns, days[part], side="right")]
        return table

    def _ids_by_table(self, column: Days | Whole, values: np.ndarray) -> np.ndarray:
        """The classes of small numbers, by a table that is kept for the next frame."""
        with self.lock:
            table = self.tables.get(column.kind)
            if table is None:
                table = self.tables[column.kind] = np.zeros(DENSE, "i4")
        ids = table.take(values)
        if not ids.all():  # 0 is no class: some of these values have not been read yet
            with self.lock:
                for value in np.unique(values[ids == 0]).tolist():
                    table[value] = self.id(column.raw(value))
            ids = table.take(values)
        return ids

    def _ids_of_numbers(self, values: np.ndarray) -> np.ndarray:
        if not is_number(self.name):
            unique, codes = np.unique(values, return_inverse=True)
            # By their text: 8703.23 of 32 bits has more digits in 64.
            return np.array([self.id(float(str(raw))) for raw in unique], "i4").take(codes)
        limits = np.array(self.scope.rulebook.limits(self.name), float)
        below = np.searchsorted(limits, values, side="left")
        up_to = np.searchsorted(limits, values, side="right")
        samples = _samples(limits.tolist())
        table = self.numbers_of(Cell(self.scope.between(self.name, sample)) for sample in samples)
        ids = table.take(below + up_to)  # even between two limits, odd on one
        missing = np.isnan(values)
        ids[missing] = self.id(None)
        # Infinite numbers, 0 and what is below it are read one by one, as text would be.
        strange = ~missing & ~(np.isfinite(values) & (values > 0))
        for raw in set(values[strange].tolist()):
            ids[values == raw] = self.id(raw)
        return ids


def _samples(limits: list[float]) -> list[float]:
    """A number below the first limit, on it, between it and the next, and so on."""
    samples = [0.0]
    for low, high in pairwise(limits):
        samples += [low, (low + high) / 2]
    if limits:
        samples += [limits[-1], limits[-1] + 1]
    return samples
