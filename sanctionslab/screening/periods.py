"""Dates and periods as people write them: the first and the last day of each."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import Any

from ..errors import shown
from .cells import is_missing, text_of

TIME = r"(?:[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?)?"

PERIODS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)" + TIME,
        r"(?P<year>\d{4})([-/])(?P<month>\d\d?)\2(?P<day>\d\d?)" + TIME,
        r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})" + TIME,
        r"(?P<year>\d{4})-?(?P<month>\d\d)",
        r"(?P<year>\d{4})[-/](?P<month>\d\d?)",
        r"(?P<month>\d\d?)/(?P<year>\d{4})",
        r"(?P<year>\d{4})-?M(?P<month>\d\d?)",
        r"(?P<year>\d{4})-?Q(?P<quarter>[1-4])",
        r"(?P<year>\d{4})",
    )
)

DAY_OR_MONTH_FIRST = re.compile(r"\d\d?([/-])\d\d?\1\d{4}" + TIME)


def period(raw: Any) -> tuple[date, date] | None:
    """The first and the last day of a date or period; None if it is missing.

    Takes a date, datetime or pandas Period, or text or a number: 2024, 202402, "2024-02", "2024/2",
    "02/2024", "2024M02", "2024Q1", 20240218, "2024-02-18", "2024/2/18", "18.02.2024".
    Raises ValueError with the reason for anything else: 18/02/2024 may have the month first, and
    2011/12 may be December or a year that runs into 2012.

    >>> period(202402), period("2024-02-18")[0] == period("2024-02-18")[1]
    ((datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)), True)
    """
    if is_missing(raw):
        return None
    if type(raw).__name__ == "Period" and hasattr(raw, "start_time"):
        # of pandas, whose years may begin in April
        return raw.start_time.date(), raw.end_time.date()
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return raw, raw
    text = text_of(raw)
    _refuse_running_year(raw, text)
    match = next(filter(None, (pattern.fullmatch(text) for pattern in PERIODS)), None)
    days = _days({name: int(digits) for name, digits in match.groupdict().items()}) if match else ()
    if days:
        return days
    if DAY_OR_MONTH_FIRST.fullmatch(text):
        raise ValueError(
            f"{shown(raw)} may have the day or the month first; write the year first: 2024-02-18"
        )
    raise ValueError(
        f"{shown(raw)} is no day, month or year of the calendar; write 2024-02-18, 2024-02 or 2024"
    )


def _refuse_running_year(raw: object, text: str) -> None:
    if not re.fullmatch(r"\d{4}/\d\d", text):
        return
    if int(text[2:4]) + 1 == int(text[5:]) <= 12:
        raise ValueError(
            f"{shown(raw)} may be a month, or a year that runs into the next; "
            f"write the month as {text[:4]}-{text[5:]}"
        )


def _days(part: dict[str, int]) -> tuple[date, date] | tuple[()]:
    """The first and the last day of what a pattern found; none for what the calendar has not."""
    year = part["year"]
    if not 1900 <= year <= 2100:
        return ()
    try:
        if "day" in part:
            day = date(**part)
            return day, day
        if "quarter" in part:
            first, last = 3 * part["quarter"] - 2, 3 * part["quarter"]
        else:
            first, last = part.get("month", 1), part.get("month", 12)
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except (ValueError, IndexError):  # monthrange of a thirteenth month raises either
        return ()
