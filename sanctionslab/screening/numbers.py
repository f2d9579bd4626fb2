"""Values and quantities: plain numbers, and whether things were counted."""

from __future__ import annotations

import re

from .cells import Cell, is_missing, text_of

# Spark matches these two by its own engine: keep to what both understand.
PLAIN = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
GROUPED = r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}"

TWO_WAYS = "thousands or decimals? write 1200 or 1.2000 as it is meant"
NO_NUMBER = "no plain number; write it as 1200.50"

UNITS_OF_ITEMS = {"5", "U", "NO", "PCS", "NUMBER OF ITEMS", "NUMBER", "ITEMS"}

IN_ITEMS, OTHERWISE = Cell("items"), Cell("other")


def number(raw: object) -> tuple[float, str]:
    """The number in a cell, not a number where there is none, and what is wrong with it.

    The reason does not repeat the cell: a file of odd numbers would have as many reasons as rows.

    >>> number("1200.50"), number("1.200")
    ((1200.5, ''), (nan, 'thousands or decimals? write 1200 or 1.2000 as it is meant'))
    """
    none = float("nan")
    if is_missing(raw):
        return none, ""
    if isinstance(raw, str):
        if re.fullmatch(GROUPED, raw.strip()):
            return none, TWO_WAYS
        if not re.fullmatch(PLAIN, raw.strip()):
            return none, NO_NUMBER
    if type(raw).__name__ in ("bool", "bool_"):  # Python's or NumPy's
        return none, NO_NUMBER
    try:
        return float(raw), ""  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return none, NO_NUMBER


def unit(raw: object) -> Cell:
    """Whether the unit of a quantity is the thing itself."""
    counts = not is_missing(raw) and text_of(raw).upper() in UNITS_OF_ITEMS
    return IN_ITEMS if counts else OTHERWISE


def estimated(raw: object) -> Cell:
    """Whether a quantity was estimated: what is not clearly counted says nothing of one thing."""
    counted = is_missing(raw) or text_of(raw).lower() in ("false", "f", "no", "n", "0")
    return IN_ITEMS if counted else OTHERWISE
