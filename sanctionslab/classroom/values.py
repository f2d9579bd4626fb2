"""Answers that are no names of the data: days, numbers, yes and no, choices, arguments, cases.

Each reader takes a plain value and gives its one form. All raise Unreadable for another kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ..cases import Case, case
from ..logic import UNKNOWN
from ..vocabulary import MONTHS, SPELLINGS, fact, facts, truth_of
from .plain import Unreadable, as_given, one, squeezed

# fmt: off
COUNT = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)
# fmt: on
MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
NUMBER_WORDS = {word: number for number, word in enumerate(COUNT)} | {"none": 0, "no": 0}
# A number with its thousands apart, or any other.
NUMBER = re.compile(r"-?\d{1,3}(?:[,_\u202f ]\d{3})+(?:\.\d+)?(?!\d)|-?\d+(?:\.\d+)?")

ANSWERS = {**SPELLINGS, "unknown": UNKNOWN}

Numbers = tuple[int, ...]  # a year, a month and a day


def read_date(value: Any) -> str:
    """A day, as "2017-12-22"."""
    value = one(value)
    if isinstance(value, date):
        return value.isoformat()
    text = _without_frills(squeezed(value)) if isinstance(value, str) else ""
    parts = _year_first(text) or _month_by_name(text) or _numbers_only(text, value)
    if parts is None:
        raise Unreadable(f"{as_given(value)} is no day.")
    try:
        return date(*parts).isoformat()
    except ValueError:
        raise Unreadable(f"{as_given(value)} is no day of the calendar.") from None


def _without_frills(text: str) -> str:
    """A day without "on the", the "nd" of "22nd", commas, and a time behind it."""
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b|\bthe\b|^on ", " ", text)
    text = re.sub(r"[t ]\d\d:\d\d.*$", "", text)
    return text.replace(",", " ").strip()


def _year_first(text: str) -> Numbers | None:
    match = re.fullmatch(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})", text)
    return tuple(map(int, match.groups())) if match else None


def _month_by_name(text: str) -> Numbers | None:
    words = text.replace(".", " ").split()
    if len(words) != 3:
        return None
    place = next((place for place in (0, 1) if words[place][:3] in MONTH_NUMBERS), None)
    if place is None:
        return None
    month = MONTH_NUMBERS[words.pop(place)[:3]]
    # A word in place of a number is 0, which is no day of the calendar.
    day, year = (int(word) if word.isdecimal() else 0 for word in words)
    return year, month, day


def _numbers_only(text: str, value: object) -> Numbers | None:
    """Day, month and year; with slashes or dashes perhaps the month first, where that is sure."""
    match = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text)
    if not match:
        return None
    day, month, year = map(int, match.groups())
    can_be_either = day <= 12 and month <= 12 and day != month
    if can_be_either and "." not in text:
        raise Unreadable(f"{as_given(value)} can mean two days.")
    if month > 12:
        day, month = month, day
    return year, month, day


def read_number(value: Any) -> int | float:
    """A number: digits, a word up to twenty, or the only number in a text."""
    value = one(value)
    if isinstance(value, str):
        text = squeezed(value)
        if text in NUMBER_WORDS:
            return NUMBER_WORDS[text]
        numbers = NUMBER.findall(text)
        if len(numbers) != 1 or len(numbers[0]) > 20:
            raise Unreadable(f"{as_given(value)} is no single number.")
        value = float(re.sub(r"[,_\s]", "", numbers[0]))
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not -1e15 < value < 1e15:  # inside what a float keeps exactly
        raise Unreadable(f"{as_given(value)} is no number.")
    return int(value) if value == int(value) else value


def read_yesno(value: Any) -> str:
    """yes, no or unknown."""
    value = one(value)
    truth = truth_of(squeezed(value) if isinstance(value, str) else value, ANSWERS)
    if truth is None:
        raise Unreadable(f"{as_given(value)} is neither yes nor no.")
    return str(truth)


def read_choice(value: Any, options: Mapping[str, str]) -> str:
    """The letter of an option, given by letter or text. `options` holds the texts by letter."""
    value = one(value)
    text = squeezed(value) if isinstance(value, str) else ""
    for letter, words in options.items():
        words = squeezed(words)
        by_letter = rf"(?:option|answer|choice) {letter}|{letter}[.):] ?{re.escape(words)}"
        if text in (letter, words) or re.fullmatch(by_letter, text):
            return letter
    raise Unreadable(f"{as_given(value)} is none of {', '.join(options)}.")


def read_text(value: Any) -> str:
    """An argument: text, or lines of text in a list."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    if not isinstance(value, str):
        raise Unreadable(f"{as_given(value)} is no text.")
    return value


def read_case(value: Any) -> dict[str, Any]:
    """The facts that a case gives. A named case may be given by its key."""
    if isinstance(value, str):
        value = case(value.strip())
    if isinstance(value, dict):
        value = Case(**{fact(name).name: given for name, given in value.items()})
    if not isinstance(value, Case):
        raise Unreadable(f"{as_given(value)} is no case.")
    return {
        name: given if isinstance(given, int | float) else str(given)
        for name, given in value.given.items()
        if name in facts()
    }
