"""Values of facts, each parsed into its one canonical form: a date, a Truth, a number or a text.

Every parser takes the name of the fact, for what it says when it refuses, and the value.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import NoReturn, TypeAlias

from ..errors import KitError, near, shown
from ..logic import Truth
from .hs import CHAPTERS, LENGTHS

Value: TypeAlias = date | Truth | int | float | str

YES_OR_NO = MappingProxyType({"yes": Truth.YES, "no": Truth.NO})

# What people and files write besides, for those who read more kindly than the facts do.
SPELLINGS = MappingProxyType(
    {**YES_OR_NO, "y": Truth.YES, "true": Truth.YES, "n": Truth.NO, "false": Truth.NO}
)


class FactError(KitError):
    """A fact that does not exist, or a value that it cannot have."""


def refuse(
    name: str, value: object, allowed: str, step: str, options: Collection[str] = ()
) -> NoReturn:
    """Raise the FactError that says what a value is not, and the next step."""
    raise FactError(f"{name}: {shown(value)} is not {allowed}.{step}", name, value, options)


def parse_date(name: str, value: object) -> date:
    if isinstance(value, datetime):
        if value == value:  # pandas' NaT is a datetime that equals nothing
            return value.date()
    elif isinstance(value, date):
        return value
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            refuse(name, value, "a day of the calendar", " Check the month and the day.")
    step = ' Give a day as "2024-02-18", or UNKNOWN if only the month or year is known.'
    refuse(name, value, "a date", step)


def parse_choice(name: str, value: object, options: Collection[str]) -> str:
    if isinstance(value, str) and value in options:
        return value
    step = near(value, options) or " Or give UNKNOWN."
    refuse(name, value, f"one of {', '.join(options)}", step, list(options))


def truth_of(value: object, spellings: Mapping[str, Truth] = YES_OR_NO) -> Truth | None:
    """The Truth that a value stands for, or None: a Truth, a bool of Python or NumPy, or a text.

    Arguments: `spellings`, the texts that count, in lower case.

    >>> truth_of("Yes"), truth_of(False), truth_of("true"), truth_of("true", SPELLINGS)
    (YES, NO, None, YES)
    """
    if isinstance(value, Truth):
        return value
    if type(value).__name__ in ("bool", "bool_"):  # NumPy's is known by its name, unimported
        return Truth.YES if value else Truth.NO
    return spellings.get(value.strip().lower()) if isinstance(value, str) else None


def parse_truth(name: str, value: object) -> Truth:
    truth = truth_of(value)
    if truth is None:
        step = " If you do not know, give UNKNOWN."
        refuse(name, value, '"yes", "no", True or False', step, tuple(YES_OR_NO))
    return truth


def parse_number(name: str, value: object) -> int | float:
    number = _number(value)
    if 0 <= number < float("inf"):
        return int(number) if number == int(number) else number
    step = " Give plain US dollars, for example 150, or UNKNOWN."
    refuse(name, value, "a number from 0 up", step)


def _number(value: object) -> float:
    if isinstance(value, (bool, str)):
        return float("nan")
    try:
        return float(value)  # type: ignore[arg-type]
    except Exception:  # a number of any library, so its errors are any library's too
        return float("nan")


def parse_item(name: str, value: object, keys: Collection[str], other: str) -> str:
    if isinstance(value, str) and (value in keys or value == other):
        return value
    step = near(value, keys) or (
        " sl.items() lists them; a thing that is not there goes by its hs code."
    )
    refuse(name, value, "an item of data/items.csv", step, keys)


def parse_hs(name: str, value: object) -> str:
    code = _digits(value)
    if not code.isdecimal() or not code.isascii():
        step = ' Give 2, 4 or 6 digits as text, for example "8703".'
        refuse(name, value, "an HS code", step)
    if len(code) in (1, 3, 5) and "0" + code[:1] in CHAPTERS:
        step = f' Was a leading zero lost? Then give "0{code}".'
        refuse(name, value, "an HS code of 2, 4 or 6 digits", step)
    if len(code) > 6:
        step = f' National digits come after the sixth; give "{code[:6]}".'
        refuse(name, value, "an HS code of at most 6 digits", step)
    if code[:2] not in CHAPTERS or len(code) not in LENGTHS:
        allowed = "an HS code of 2, 4 or 6 digits in chapters 01 to 97 (77 is empty)"
        refuse(name, value, allowed, " Check the digits.")
    return code


def _digits(value: object) -> str:
    """A code without its dots and spaces, or an empty text for what is no code at all."""
    if isinstance(value, str):
        return re.sub(r"[\s.]", "", value)
    # Longer numbers are no codes, and Python refuses to print the very long ones.
    return str(value) if type(value) is int and abs(value) < 10**12 else ""
