"""Columns as a plan asks for them: what each kind of frame hands over, as NumPy arrays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple, NoReturn, TypeAlias

import numpy as np

from ..errors import KitError

EPOCH = date(1970, 1, 1)
PER_DAY = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


class Days(NamedTuple):
    """Dates as days since 1970; `null` is true where there is none."""

    values: np.ndarray
    null: np.ndarray | None = None

    @property
    def kind(self) -> str:
        return "days"

    def raw(self, value: int) -> date | str:
        """The date that a number of days stands for; words where the calendar has none."""
        try:
            return EPOCH + timedelta(days=value)
        except OverflowError:
            return f"a day {'after' if value > 0 else 'before'} the years of the calendar"


class Whole(NamedTuple):
    """Whole numbers; `digits` tells that they were text of that many digits."""

    values: np.ndarray
    null: np.ndarray | None = None
    digits: int = 0

    @property
    def kind(self) -> int:
        return self.digits

    def raw(self, value: int) -> int | str:
        """The number, or the text that it was."""
        return f"{value:0{self.digits}}" if self.digits else value


class Numbers(NamedTuple):
    """Numbers with decimals, not a number where unknown."""

    values: np.ndarray


class Coded(NamedTuple):
    """Anything else: a code for each row, and for each place that codes point to its raw value.

    The place -1 is no value; where `null` is true, the code of the row means nothing.
    """

    codes: np.ndarray
    places: np.ndarray
    raws: list
    null: np.ndarray | None = None


Values: TypeAlias = Days | Whole | Numbers | Coded


class ReadNumbers(NamedTuple):
    """Cells read as numbers, with what is wrong where there is none.

    `codes` point, for each row, to the reason in `reasons` why its cell is no number: 0 to none.
    """

    numbers: np.ndarray
    codes: np.ndarray
    reasons: list[str]

    @property
    def are_sound(self) -> bool:
        """Whether nothing is wrong with any cell: the only reason is none."""
        return len(self.reasons) == 1


class KeepingSource:
    """A frame as a source of columns that reads each of them once: several readers ask for one."""

    def __init__(self) -> None:
        self.columns: dict[object, Values] = {}
        self.numbers: dict[tuple[object, str], ReadNumbers] = {}  # what units.numbers_in has read

    def column(self, name: object) -> Values:
        if name not in self.columns:
            self.columns[name] = self.read(name)
        return self.columns[name]

    def read(self, name: object) -> Values:
        """A column of the frame, read anew."""
        raise NotImplementedError


def of_floats(values: np.ndarray) -> Whole | Numbers:
    """Floats as whole numbers where they all are."""
    null = np.isnan(values)
    filled = np.where(null, 0, values)
    # Up to there every whole number is a float of its own.
    if (np.abs(filled) < 2**53).all() and (filled == np.trunc(filled)).all():
        return Whole(filled.astype("i8"), null if null.any() else None)
    return Numbers(values)


def told_apart(name: object, values: Iterable, null: np.ndarray | None) -> Coded:
    """Python's values by type and value.

    For columns for which an engine has no codes, or in which it takes 1 for True.
    """
    values = list(values)
    missing = np.zeros(len(values), bool) if null is None else null
    places: dict[tuple[type, object], int] = {}
    try:
        codes = [
            -1 if none else places.setdefault((type(value), value), len(places))
            for value, none in zip(values, missing, strict=True)
        ]
    except TypeError:  # what has no hash
        refuse_nested(name)
    raws = [value for _, value in places]
    return Coded(np.array(codes, "i4"), np.arange(len(raws)), raws, null)


def refuse_nested(name: object) -> NoReturn:
    raise KitError(
        f'The column "{name}" has lists or the like in its cells, which screen cannot read. '
        "Give text, numbers or dates.",
        "column",
        name,
    )
