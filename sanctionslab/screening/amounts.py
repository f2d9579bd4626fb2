"""What a row of a file is counted by: its value in US dollars, and the year of its period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .cells import Cell, is_missing
from .columns import ColumnReader, Source
from .formats import Format, formats
from .periods import days_of
from .question import TableQuestion
from .roles import headed
from .scope import scope_of
from .units import numbers_in

DOLLARS = "USD"


class Amounts(NamedTuple):
    """The column that holds values, its decimal mark, and how many dollars one of it is."""

    column: object
    mark: str
    each: float

    def of(self, source: Source) -> np.ndarray:
        """The value of each row in US dollars, not a number where there is none to be read."""
        values = numbers_in(source, self.column, self.mark).numbers
        with np.errstate(all="ignore"):
            return np.where(np.isfinite(values), values * self.each, np.nan)


def amounts_of(question: TableQuestion, names: Sequence, given: object) -> Amounts | None:
    """Where a table has values in US dollars; None where it has none.

    Arguments: `names` of its columns, `given`, the column of values that the caller names.
    """
    form = formats()[question.form]
    each = 1.0 if given is not None else dollars(form)
    there = [given] if given is not None else headed(form.columns.get("value", ()), names)
    if not there or not each:
        return None
    column = there[0]
    mark = question.manner(column).mark if column in question.asked else form.decimal
    return Amounts(column, mark, each)


def dollars(form: Format) -> float:
    """How many US dollars one of a form's values is; 0 for another currency.

    >>> dollars(formats()["baci"]), dollars(formats()["eurostat"])
    (1000.0, 0.0)
    """
    count, _, unit = form.value_in.rpartition(" ")  # "1000 USD", or "USD" alone
    return float(count or 1) if unit == DOLLARS else 0.0


class YearReader(ColumnReader):
    """Reads the column of dates or periods: the year, or the years, of each."""

    def __init__(self, question: TableQuestion) -> None:
        column = question.columns["on"]
        manner = question.manner(column)
        super().__init__("year", column, scope_of(question.law), manner)

    def read(self, raw: object) -> Cell:
        """The year of a period as text, empty where there is none to be read."""
        try:
            days = days_of(raw, self.manner.order, self.manner.periods)
        except ValueError:
            days = None
        if days is None or is_missing(raw):
            return Cell("no year")
        first, last = days.first.year, days.last.year
        return Cell(f"{first}" if first == last else f"{first}-{last}")
