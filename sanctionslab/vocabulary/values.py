"""Values of facts, each parsed into its one canonical form: a date, a Truth, a number or a text.

Every parser takes the name of the fact, for what it says when it refuses, and the value.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NoReturn, TypeAlias

from ..errors import KitError, near, shown
from ..logic import Truth
from .days import ONE_DAY, in_figures
from .hs import CHAPTERS, LENGTHS, headings, is_heading
from .possible import OneOf, Span, simplest

Value: TypeAlias = date | Truth | int | float | str | OneOf | Span

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


def parse_date(name: str, value: object) -> Value:
    """A day, or a span of days: "2023-09", "2023", "2024-02-01/2024-02-20", "/2024-02-20".

    A month may be written out: "18 February 2024".
    """
    # First, as a datetime is a date too.
    if isinstance(value, datetime):
        if value == value:  # pandas' NaT is a datetime that equals nothing
            return value.date()
    elif isinstance(value, date):
        return value
    elif isinstance(value, Span):
        return _span(name, value, _end_of_days(name, value.first), _end_of_days(name, value.last))
    elif isinstance(value, str):
        return _days(name, value)
    refuse(name, value, "a date", DATE_STEP)


DATE_STEP = (
    ' Give a day as "2024-02-18" or "18 February 2024", a month as "2024-02", '
    'a span as "2024-02-01/2024-02-20" or "/2024-02-20" (by then), or UNKNOWN.'
)


def _days(name: str, text: str) -> Value:
    """The days that a text stands for."""
    text = in_figures(text.strip())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            refuse(name, text, "a day of the calendar", " Check the month and the day.")
    first, mark, last = text.partition("/")
    if mark and (first or last):
        return _span(name, text, _end_of_days(name, first), _end_of_days(name, last))
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", first, re.ASCII)
    if match is None or mark:
        refuse(name, text, "a date", DATE_STEP)
    year, month = match.groups()
    try:
        if month:
            begin = date.fromisoformat(f"{first}-01")
            return Span(begin, _last_of_month(begin))
        return Span(date(int(year), 1, 1), date(int(year), 12, 31))
    except ValueError:
        refuse(name, text, "a month or year of the calendar", " Check the digits.")


def _last_of_month(begin: date) -> date:
    if begin.month == 12:
        return begin.replace(day=31)
    return begin.replace(month=begin.month + 1) - ONE_DAY


def _end_of_days(name: str, end: object) -> Value | None:
    """One end of a span of days: a day, a month or a year; None for an open end."""
    if end is None or end == "":
        return None
    days = parse_date(name, end)
    if isinstance(days, Span) and (days.first is None or days.last is None):
        refuse(name, end, "a day, a month or a year", DATE_STEP)
    return days


def _span(name: str, given: object, first: Any, last: Any) -> Value:
    """A span from one end to another, each of which may be a span itself."""
    begin = first.first if isinstance(first, Span) else first
    end = last.last if isinstance(last, Span) else last
    if begin is not None and end is not None and end < begin:
        refuse(name, given, "a span: it ends before it begins", " Give the earlier end first.")
    return simplest(Span(begin, end))


MOST_TOLD = 12  # values in a refusal that has a better hint


def parse_choice(name: str, value: object, options: Collection[str]) -> str:
    if isinstance(value, str) and value in options:
        return value
    hint = near(value, options)
    # The name that was meant says more than a long list of names.
    is_told = not hint or len(options) <= MOST_TOLD
    allowed = f"one of {', '.join(options)}" if is_told else f"one of its {len(options)} values"
    refuse(name, value, allowed, hint or " Or give UNKNOWN.", list(options))


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


SPAN_STEP = ' Give one as "100..600", "..600" or "100..".'


def parse_number(name: str, value: object) -> Value:
    """A number, or a span of numbers: between(100, 600), or as text "100..600"."""
    if isinstance(value, Span):
        return _numbers(name, value, value.first, value.last)
    if isinstance(value, str) and ".." in value:
        ends = [end.strip().replace(",", "") for end in value.split("..")]
        if len(ends) > 2:
            refuse(name, value, "a span of numbers", SPAN_STEP)
        first, last = (_number_in(end) if end else None for end in ends)
        return _numbers(name, value, first, last)
    number = _number(value)
    if 0 <= number < float("inf"):
        # One form for one number: 150.0 is 150.
        return int(number) if number == int(number) else number
    step = (
        " Give plain US dollars, for example 150, a span such as between(100, 600) or "
        '"100..600", or UNKNOWN.'
    )
    refuse(name, value, "a number from 0 up", step)


def _numbers(name: str, given: object, first: object, last: object) -> Value:
    """A span of numbers. From 0 up there is any number."""
    if first is None and last is None:
        refuse(name, given, "a span of numbers", SPAN_STEP)
    ends = (None if limit is None else parse_number(name, limit) for limit in (first, last))
    begin, end = ends
    # A number of dollars is never below 0, so a span from 0 has no first end that says anything.
    span = _span(name, given, begin, end)
    if isinstance(span, Span) and span.first == 0:
        return simplest(Span(None, span.last))
    return 0 if span == Span(None, 0) else span


def _number_in(text: str) -> float | str:
    """The number that a text gives, or the text, to be refused."""
    try:
        return float(text)
    except ValueError:
        return text


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
    # A spreadsheet takes a code for a number, and its leading zero is gone.
    if len(code) in (1, 3, 5) and "0" + code[:1] in CHAPTERS:
        step = f' Was a leading zero lost? Then give "0{code}".'
        refuse(name, value, "an HS code of 2, 4 or 6 digits", step)
    if len(code) > 6:
        step = f' National digits come after the sixth; give "{code[:6]}".'
        refuse(name, value, "an HS code of at most 6 digits", step)
    if code[:2] not in CHAPTERS or len(code) not in LENGTHS:
        allowed = "an HS code of 2, 4 or 6 digits in chapters 01 to 97 (77 is empty)"
        refuse(name, value, allowed, " Check the digits.")
    if not is_heading(code):
        _refuse_heading(name, value, code)
    return code


def _refuse_heading(name: str, value: object, code: str) -> NoReturn:
    """Say which headings of the chapter come near one that no edition of the HS has."""
    chapter = [heading for heading in headings() if heading[:2] == code[:2]]
    nearest = sorted(chapter, key=lambda heading: abs(int(heading) - int(code[:4])))[:3]
    step = f" Near it are {', '.join(sorted(nearest))}; the chapter alone is {code[:2]}."
    allowed = f"an HS code: no edition since 1992 has a heading {code[:4]}"
    refuse(name, value, allowed, step, chapter)


def _digits(value: object) -> str:
    """A code without its dots and spaces, or an empty text for what is no code at all."""
    if isinstance(value, str):
        return re.sub(r"[\s.]", "", value)
    # Longer numbers are no codes, and Python refuses to print the very long ones.
    return str(value) if type(value) is int and abs(value) < 10**12 else ""
