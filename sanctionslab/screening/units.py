"""The value of one thing, where the value and the quantity of a row allow it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .cells import Cell
from .columns import ColumnReader, Source
from .numbers import IN_ITEMS, NO_NUMBER, numbers
from .scope import Scope
from .values import Coded, Days, Numbers, ReadNumbers, Values, Whole


class UnitValueReader(ColumnReader):
    """Reads value and quantity as one column, the value of one thing.

    `counted` are readers of the columns that say whether things were counted at all, `marks` the
    decimal marks of value and quantity, as `number` takes them.
    """

    def __init__(
        self,
        value: object,
        quantity: object,
        marks: tuple[str, str],
        counted: Sequence[ColumnReader],
        scope: Scope,
    ) -> None:
        super().__init__("unit_value_usd", f"{value} / {quantity}", scope)
        self.value, self.quantity, self.marks, self.counted = value, quantity, marks, counted

    @property
    def limits(self) -> tuple:
        return self.scope.rulebook.limits(self.name)

    def ids_in(self, source: Source) -> np.ndarray:
        """The class number of each row of a frame.

        Where value or quantity is text that is no number, the class says so.
        """
        are_items = [np.isin(reader.ids_in(source), in_items(reader)) for reader in self.counted]
        counted = np.logical_and.reduce(are_items)  # true of every row where no column tells it
        of_value, of_quantity = self.marks
        value = numbers_in(source, self.value, of_value)
        quantity = numbers_in(source, self.quantity, of_quantity)
        each = value_of_one(value.numbers, quantity.numbers, counted, self.limits)
        ids = self.ids(Numbers(each))
        if value.are_sound and quantity.are_sound:
            return ids
        # Both reasons of a row as one number: 0 where neither cell has one.
        pairs = value.codes * len(quantity.reasons) + quantity.codes
        kinds, codes = np.unique(pairs, return_inverse=True)
        places = [divmod(pair, len(quantity.reasons)) for pair in kinds.tolist()]
        cells = [
            self.no_number(value.reasons[in_value], quantity.reasons[in_quantity])
            for in_value, in_quantity in places
        ]
        return np.where(pairs > 0, self.numbers_of(cells).take(codes), ids)

    def no_number(self, why_value: str, why_quantity: str) -> Cell:
        """The class of rows whose value or quantity is no number, from what is wrong with each."""
        wrong = ((self.value, why_value), (self.quantity, why_quantity))
        return Cell("unknown", note="; ".join(f"{column}: {why}" for column, why in wrong if why))


def in_items(reader: ColumnReader) -> list[int]:
    """The numbers of the classes in which things were counted."""
    return [number for number, cell in enumerate(reader.cells) if cell == IN_ITEMS]


def value_of_one(
    value: np.ndarray, quantity: np.ndarray, counted: np.ndarray | np.bool_, limits: tuple
) -> np.ndarray:
    """The value of one thing, not a number where it is not known.

    A mean over several things counts only where it is above every limit.
    """
    with np.errstate(all="ignore"):
        each = value / quantity
    known = np.isfinite(each) & (value > 0) & (quantity >= 1) & counted
    telling = (quantity == 1) | (each > max(limits, default=0))
    return np.where(known & telling, each, np.nan)


def numbers_in(source: Source, name: object, mark: str) -> ReadNumbers:
    """A column of a source as `numbers_of` reads it; read once where the source keeps it."""
    kept = getattr(source, "numbers", {})
    if (name, mark) not in kept:
        text = source.text(name)
        if text is None:
            kept[name, mark] = numbers_of(source.column(name), mark)
        else:
            from .manynumbers import numbers_of_text  # pyarrow is there: the text is one of its own

            kept[name, mark] = numbers_of_text(text, mark)
    return kept[name, mark]


def numbers_of(column: Values, mark: str) -> ReadNumbers:
    """A column as numbers, with what is wrong where there is none."""
    if isinstance(column, Coded):
        return _numbers_of_coded(column, mark)
    size = len(column.values)
    if isinstance(column, Days):
        filled = np.ones(size, "i8") if column.null is None else (~column.null).astype("i8")
        return ReadNumbers(np.full(size, np.nan), filled, ["", NO_NUMBER])
    values = np.asarray(column.values, "f8")
    if isinstance(column, Whole) and column.null is not None:
        values = np.where(column.null, np.nan, values)
    return ReadNumbers(values, np.zeros(size, "i8"), [""])


def _numbers_of_coded(column: Coded, mark: str) -> ReadNumbers:
    read, wrong = numbers(column.raws, mark)
    reasons = {why: at for at, why in enumerate(dict.fromkeys(["", *wrong]))}
    # As in `ColumnReader.ids`, the code -1 of no value points to one place more.
    size = int(column.places.max(initial=0)) + 2
    values, codes = np.full(size, np.nan), np.zeros(size, "i8")
    values[column.places] = read
    codes[column.places] = [reasons[why] for why in wrong] if len(reasons) > 1 else 0
    values, codes = values.take(column.codes), codes.take(column.codes)
    if column.null is not None:
        values[column.null], codes[column.null] = np.nan, 0
    return ReadNumbers(values, codes, list(reasons))
