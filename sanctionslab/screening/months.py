"""A year and a month that stand in columns of their own, read as one period."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from .cells import Cell
from .columns import Classes, ColumnReader
from .keys import KeyTable

YEAR, MONTH = "year", "month"  # what such columns are called as parts of a plan


class MonthReader(Classes):
    """Reads two columns as one: the year, and the month in it.

    `dates` reads a period as a column of dates does.
    """

    def __init__(self, year: ColumnReader, month: ColumnReader, dates: ColumnReader) -> None:
        super().__init__("on")
        self.readers, self.dates = [year, month], dates
        self.table = KeyTable(self._number)

    def ids(self, ids: Sequence[np.ndarray]) -> np.ndarray:
        """The class number of each row, from the class numbers of each reader."""
        return self.table.numbers(ids, [len(reader.cells) for reader in self.readers])

    def _number(self, numbers: tuple[int, ...]) -> int:
        year, month = (
            reader.cells[number].text for reader, number in zip(self.readers, numbers, strict=True)
        )
        return self.number(self.cell(year, month))

    def cell(self, year: str, month: str) -> Cell:
        """The class of a row with this year and month.

        Where the first is more than a year, or the second no month, the first is read alone.
        """
        if re.fullmatch(r"\d{4}", year) and month.isdecimal() and 1 <= int(month) <= 12:
            return self.dates.read(f"{year}-{int(month):02}")
        return self.dates.read(year)
