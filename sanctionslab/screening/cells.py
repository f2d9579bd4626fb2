"""A cell: what one value of a customs table says, and when it says nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite, isnan
from typing import NamedTuple

from ..errors import LONGEST_NAME, shown
from ..files import FORMULA_SIGNS

MISSING = ("", "na", "nan", "nat", "null")


class Cell(NamedTuple):
    """What a value of a column says.

    `text` goes into the decision, `problem` says why the value cannot be read, `note` is a remark
    for the reason. Cells that are equal are one class: the law treats their rows alike.
    """

    text: str = ""
    problem: str = ""
    note: str = ""


UNKNOWN_CELL = Cell("unknown")


def called(column: object) -> str:
    """What a column is called in a reason: no formula, no command of a terminal, and not long.

    >>> called("hs"), called("=1+1")
    ('hs', "'=1+1'")
    """
    text = str(column)
    is_plain = text.isprintable() and not text.startswith(FORMULA_SIGNS)
    return text if is_plain and len(text) < LONGEST_NAME else shown(text)


def is_missing(raw: object) -> bool:
    """Whether a value says nothing, in any of the ways in which frames and files leave it out."""
    if raw is None or type(raw).__name__ in ("NaTType", "NAType"):
        return True
    if isinstance(raw, str):
        return raw.strip().lower() in MISSING
    if isinstance(raw, float):
        return isnan(raw)
    return isinstance(raw, Decimal) and raw.is_nan()


def text_of(raw: object) -> str:
    """A value as text: a whole number without decimals.

    The signs by which a table keeps text as text ('0303, '0303' or ="0303") are taken off.
    """
    if isinstance(raw, (float, Decimal)) and isfinite(raw) and raw == int(raw):
        raw = int(raw)
    text = str(raw).strip()
    if not text.startswith(("'", '="')):
        return text
    kept = re.fullmatch(r"'(.*?)'?|=\"(.*)\"", text)
    if kept is None:
        return text
    return (kept[1] or kept[2] or "").strip()
