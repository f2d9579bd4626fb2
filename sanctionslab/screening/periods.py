"""Dates and periods as people write them: the first and the last day of each."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, NoReturn

from ..errors import shown
from ..vocabulary import MONTHS
from .cells import is_missing, text_of

TIME = r"(?:[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?)?"

MONTH_NAME = rf"(?:{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in MONTHS)}|sept)\.?"
NAME = rf"(?P<name>{MONTH_NAME})"

PERIODS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)" + TIME,
        r"(?P<year>\d{4})([-/])(?P<month>\d\d?)\2(?P<day>\d\d?)" + TIME,
        r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})" + TIME,
        r"(?P<year>\d{4})-?(?P<month>\d\d)",
        r"(?P<year>\d{4})[-/](?P<month>\d\d?)",
        r"(?P<year>\d{4})\.(?P<month>\d\d)",
        r"(?P<month>\d\d?)/(?P<year>\d{4})",
        r"(?P<year>\d{4})-?M(?P<month>\d\d?)",
        r"(?P<year>\d{4})[- /]?Q(?P<quarter>[1-4])",
        r"Q(?P<quarter>[1-4])[- /]?(?P<year>\d{4})",
        r"(?P<year>\d{4})年(?:(?P<month>\d\d?)月)?",
        rf"(?:(?P<day>\d\d?)[- ])?{NAME}[- ,]+(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[- ]{NAME}",
        r"(?P<year>\d{4})",
    )
)

TWO_ORDERS = re.compile(r"(\d\d?)([/-])(\d\d?)\2(\d{4})" + TIME)
TWO_YEARS = re.compile(r"(\d{4})[-/](\d\d|\d{4})")
# a spreadsheet counts days from the end of 1899: here from 2000 to 2050
DAY_ZERO, FIRST_COUNTED, LAST_COUNTED = date(1899, 12, 30), 36526, 55153
YEAR_OF_MONTH_52, APRIL = "month 52 is the year", "years from April"


class ReadPeriod(NamedTuple):
    """The first and the last day of a period, and what is to be said of how it was read."""

    first: date
    last: date
    note: str = ""


def period(raw: Any, order: str = "", form: str = "") -> tuple[date, date] | None:
    """The first and the last day of a date or period; None if it is missing.

    Takes a date, datetime or pandas Period, or text or a number: 2024, 202402, "2024-02", "2024/2",
    "02/2024", "2024M02", "2024Q1", "Feb 2024", 20240218, "2024-02-18", "2024/2/18", "18.02.2024",
    and the number by which a spreadsheet counts days from 2000 on, 45340.
    `order` is "day first" or "month first" where the column shows which: 03/02/2024 is refused
    without it. `form` is what data/trade_formats.toml says of the periods of a table.
    Raises ValueError with the reason for anything else: 2011/12 may be December or a year that runs
    into 2012.

    >>> period(202402), period("2024-02-18")[0] == period("2024-02-18")[1]
    ((datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)), True)
    >>> period("3/2/2024", "day first")[0], period("2018-2019", form="years from April")[0]
    (datetime.date(2024, 2, 3), datetime.date(2018, 4, 1))
    """
    days = days_of(raw, order, form)
    return None if days is None else days[:2]


def days_of(raw: Any, order: str, form: str) -> ReadPeriod | None:
    """A period as `period` reads it, with what is to be said of how it was read."""
    if is_missing(raw):
        return None
    if type(raw).__name__ == "Period" and hasattr(raw, "start_time"):
        # of pandas, whose years may begin in April
        return ReadPeriod(raw.start_time.date(), raw.end_time.date())
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return ReadPeriod(raw, raw)
    # A column of numbers with gaps in it is one of floats: 2017.0.
    text = re.sub(r"^(\d{4,8})\.0+$", r"\1", text_of(raw))
    of_a_form = _of_a_form(text, form)
    if of_a_form:
        return of_a_form
    _refuse_between_years(raw, text)
    return _counted(text) or _in_order(raw, text, order) or _written(text) or _refuse(raw)


def _refuse(raw: object) -> NoReturn:
    raise ValueError(
        f"{shown(raw)} is no day, month or year of the calendar; write 2024-02-18, 2024-02 or 2024"
    )


def _of_a_form(text: str, form: str) -> ReadPeriod | None:
    """A period that only a table of this form writes so."""
    if form == YEAR_OF_MONTH_52 and re.fullmatch(r"\d{4}52", text):
        return _days({"year": int(text[:4])})
    if form != APRIL:
        return None
    if re.fullmatch(r"\d{4}", text):
        note = "the year may be the one that begins in April or the one that ends then"
        return _years(int(text) - 1, int(text) + 1, note)
    years = TWO_YEARS.fullmatch(text)
    if years and int(years[1][-2:]) + 1 == int(years[2][-2:]):
        return _years(int(years[1]), int(years[1]) + 1)
    return None


def _years(first: int, last: int, note: str = "") -> ReadPeriod | None:
    """From the April of a year to the March of another."""
    if not 1900 <= first < last <= 2100:
        return None
    return ReadPeriod(date(first, 4, 1), date(last, 3, 31), note)


def _refuse_between_years(raw: object, text: str) -> None:
    """Refuse a year that runs into the next: where it begins is not said."""
    years = TWO_YEARS.fullmatch(text)
    if not years:
        return
    first, last = int(years[1]), int(years[2][-2:])
    if len(years[2]) == 4 or (first % 100 + 1 == last and last > 12):
        raise ValueError(
            f"{shown(raw)} is a year that runs into the next, and its first month is not said; "
            "write the months or the days"
        )
    if "/" in text and first % 100 + 1 == last:
        raise ValueError(
            f"{shown(raw)} may be a month, or a year that runs into the next; "
            f"write the month as {text[:4]}-{text[5:]}"
        )


def _counted(text: str) -> ReadPeriod | None:
    """A day by the number that a spreadsheet has for it."""
    if not re.fullmatch(r"\d{5}", text) or not FIRST_COUNTED <= int(text) <= LAST_COUNTED:
        return None
    day = DAY_ZERO + timedelta(days=int(text))
    return ReadPeriod(day, day, "a day by its number in a spreadsheet, counted from 1900")


def orders(text: str) -> set[str]:
    """In which order day and month can stand; empty for what is not of that form.

    >>> sorted(orders("3/2/2024")), orders("18/02/2024"), orders("2024-02-18")
    (['day first', 'month first'], {'day first'}, set())
    """
    match = TWO_ORDERS.fullmatch(text)
    if not match:
        return set()
    one, other = int(match[1]), int(match[3])
    return {
        order
        for order, month, day in (("day first", other, one), ("month first", one, other))
        if 1 <= month <= 12 and 1 <= day <= 31
    }


def _in_order(raw: object, text: str, order: str) -> ReadPeriod | None:
    possible = orders(text)
    if not possible:
        return None
    if len(possible) > 1:
        possible &= {order}
    if not possible:
        raise ValueError(
            f"{shown(raw)} may have the day or the month first; write the year first: 2024-02-18"
        )
    one, _, other, year = TWO_ORDERS.fullmatch(text).groups()  # type: ignore[union-attr]
    day, month = (one, other) if possible == {"day first"} else (other, one)
    return _days({"year": int(year), "month": int(month), "day": int(day)})


def _written(text: str) -> ReadPeriod | None:
    match = next(filter(None, (pattern.fullmatch(text) for pattern in PERIODS)), None)
    if match is None:
        return None
    written = {name: part for name, part in match.groupdict().items() if part is not None}
    month_name = written.pop("name", None)
    numbers = {name: int(digits) for name, digits in written.items()}
    if month_name:
        numbers["month"] = 1 + [month[:3] for month in MONTHS].index(month_name[:3].lower())
    return _days(numbers)


def _days(part: dict[str, int]) -> ReadPeriod | None:
    """The first and the last day of what a pattern found; none for what the calendar has not."""
    year = part["year"]
    if not 1900 <= year <= 2100:
        return None
    try:
        if "day" in part:
            day = date(**part)
            return ReadPeriod(day, day)
        if "quarter" in part:
            first, last = 3 * part["quarter"] - 2, 3 * part["quarter"]
        else:
            first, last = part.get("month", 1), part.get("month", 12)
        return ReadPeriod(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
    except (ValueError, IndexError):  # monthrange of a thirteenth month raises either
        return None
