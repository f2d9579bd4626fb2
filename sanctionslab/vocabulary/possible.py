"""What is still possible: several values, or a span of days or numbers.

A value of a fact is one thing, several (OneOf), a span (Span), or everything (UNKNOWN). A text that
says so is read by the vocabulary: "2023-09", "/2024-02-20", "100..600", "bus or passenger_car".
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..errors import KitError, shown
from ..logic import UNKNOWN
from .days import ONE_DAY

OR = " or "


@dataclass(frozen=True, repr=False)
class OneOf:
    """One of several values, it is not known which. `one_of` makes it, a fact puts it in order.

    >>> str(one_of("bus", "passenger_car")), "bus" in one_of("bus", "passenger_car")
    ('bus or passenger_car', True)
    """

    values: tuple[Any, ...]

    def __contains__(self, value: object) -> bool:
        return any(allows(member, value) for member in self.values)

    def __str__(self) -> str:
        return OR.join(_text(value) for value in self.values)

    def __repr__(self) -> str:
        return in_code(self)


@dataclass(frozen=True, repr=False)
class Span:
    """Every day, or every number, from the first to the last; None where it has no such end.

    >>> span = between("2024-02-01", "2024-02-20")
    >>> span, str(span)
    (between("2024-02-01", "2024-02-20"), '2024-02-01/2024-02-20')
    """

    first: Any
    last: Any

    def __contains__(self, value: Any) -> bool:
        after_first = self.first is None or self.first <= value
        return after_first and (self.last is None or value <= self.last)

    def __str__(self) -> str:
        mark = ".." if _is_number(self.first) or _is_number(self.last) else "/"
        ends = ("" if end is None else _text(end) for end in (self.first, self.last))
        return _as_calendar_has_it(self) or mark.join(ends)

    def __repr__(self) -> str:
        return f"between({in_code(self.first)}, {in_code(self.last)})"


def one_of(*values: object) -> OneOf:
    """One of several values of a fact, where it is not known which.

    Arguments: the values, two or more; a span may be among them. Returns what a Case takes for any
    fact. Raises KitError where there is no value at all.

    >>> one_of("bus", "passenger_car")
    one_of("bus", "passenger_car")
    """
    if not values:
        raise KitError('one_of needs values, such as one_of("bus", "passenger_car").', "values")
    return OneOf(values)


def between(first: object = None, last: object = None) -> Span:
    """A span of days or of numbers, both ends included.

    Arguments: `first` and `last`, numbers or days as "2024-02-01"; None for an open end. Returns
    what a Case takes for a date or a number. Raises KitError where both ends are missing.

    >>> between(100, 600), between(last="2024-02-20")
    (between(100, 600), between(None, "2024-02-20"))
    """
    if first is None and last is None:
        message = "A span needs a first or a last value, such as between(100, 600)."
        raise KitError(message, "first")
    return Span(first, last)


def is_open(value: object) -> bool:
    """Whether more than one thing is still possible.

    >>> is_open("bus"), is_open(UNKNOWN), is_open(one_of("bus", "horse"))
    (False, True, True)
    """
    return value is UNKNOWN or isinstance(value, (OneOf, Span))


def allows(value: object, single: object) -> bool:
    """Whether a value of a fact still allows a single one.

    >>> allows("bus", "horse"), allows(UNKNOWN, "horse"), allows(between(100, 600), 150)
    (False, True, True)
    """
    if isinstance(value, (OneOf, Span)):
        return single in value
    return value is UNKNOWN or value == single


def members(value: object) -> tuple[Any, ...]:
    """The values that a OneOf names; any other value alone.

    >>> members(one_of("bus", "horse")), members("bus")
    (('bus', 'horse'), ('bus',))
    """
    return value.values if isinstance(value, OneOf) else (value,)


def spans_of(value: object) -> tuple[Span, ...]:
    """The days or numbers of a value as spans; a single one is a span of its own.

    >>> spans_of(date(2024, 2, 18))
    (between("2024-02-18", "2024-02-18"),)
    """
    return tuple(
        member if isinstance(member, Span) else Span(member, member) for member in members(value)
    )


# Reading


# What names several values; a text does with its "or".
TOGETHER = (OneOf, list, tuple, set, frozenset)


def parts(value: Any) -> tuple[object, ...]:
    """The values that are named together, as they were given."""
    if isinstance(value, str):
        return tuple(value.split(OR))
    return tuple(value.values if isinstance(value, OneOf) else value)


def merged(values: Iterable[Any], place: Callable[[Any], Any]) -> Any:
    """Parsed values as one value: in order, each once, spans that meet as one.

    Arguments: `place`, by which the values are sorted.
    """
    flat = {member for value in values for member in members(value)}
    # Among several, one that may be anything leaves nothing out.
    if UNKNOWN in flat:
        return UNKNOWN
    if any(isinstance(member, (Span, date)) or _is_number(member) for member in flat):
        ordered = _joined(flat)
    else:
        ordered = sorted(flat, key=place)
    return ordered[0] if len(ordered) == 1 else OneOf(tuple(ordered))


def _joined(values: Iterable[Any]) -> list[Any]:
    """Days or numbers in order; spans that overlap, or follow each other day by day, as one."""
    spans = sorted((spans_of(value)[0] for value in values), key=_from_the_first)
    joined: list[Span] = []
    for span in spans:
        if joined and _meet(joined[-1], span):
            before = joined[-1]
            # One that lies inside the span before it adds nothing.
            reaches_on = before.last is not None and (span.last is None or span.last > before.last)
            joined[-1] = Span(before.first, span.last if reaches_on else before.last)
        else:
            joined.append(span)
    return [simplest(span) for span in joined]


def _from_the_first(span: Span) -> tuple[bool, Any]:
    """What spans are sorted by: one without a first end comes before all others."""
    return (False, 0) if span.first is None else (True, span.first)


def _meet(span: Span, following: Span) -> bool:
    """Whether a span reaches the one that begins next. Days have a next day, numbers have none."""
    if span.last is None or following.first is None:
        return True
    last = span.last + ONE_DAY if isinstance(span.last, date) else span.last
    return following.first <= last


def simplest(span: Span) -> Any:
    """A span, or what it comes to: a single value, or UNKNOWN without any end."""
    if span.first is None and span.last is None:
        return UNKNOWN
    return span.first if span.first == span.last else span


# Writing


@functools.lru_cache(4096)
def day_in_words(day: date) -> str:
    """A day as a text has it.

    >>> day_in_words(date(2024, 2, 18))
    '18 February 2024'
    """
    return f"{day.day} {day:%B} {day.year}"


def span_in_words(span: Span) -> str:
    """A span of days or numbers as a text has it.

    >>> span_in_words(Span(date(2023, 9, 1), date(2023, 9, 30)))
    'in September 2023'
    >>> span_in_words(Span(None, date(2024, 2, 20))), span_in_words(Span(100, 600))
    ('by 20 February 2024', 'between 100 and 600')
    """
    first, last = span.first, span.last
    if _is_number(first) or _is_number(last):
        if first is None:
            return f"up to {last:,}"
        return f"{first:,} or more" if last is None else f"between {first:,} and {last:,}"
    if first is None:
        return f"by {day_in_words(last)}"
    if last is None:
        return f"on or after {day_in_words(first)}"
    text = _as_calendar_has_it(span)
    if text:
        is_month = "-" in text
        return f"in {first:%B} {first.year}" if is_month else f"in {text}"
    return f"between {day_in_words(first)} and {day_in_words(last)}"


def in_a_row(words: Iterable[str]) -> str:
    """Words with commas, and an "or" before the last.

    >>> in_a_row(["bus", "car", "horse"])
    'bus, car or horse'
    """
    *before, last = words
    return f"{', '.join(before)} or {last}" if before else last


def _as_calendar_has_it(span: Span) -> str:
    """A whole month as "2023-09", a whole year as "2023", or an empty text."""
    first, last = span.first, span.last
    if not (isinstance(first, date) and isinstance(last, date)) or first.day != 1:
        return ""
    if (first.month, last) == (1, date(first.year, 12, 31)):
        return first.isoformat()[:4]
    is_in_the_month = (first.year, first.month) == (last.year, last.month)
    # The last day of the calendar ends a month, and has no day after it.
    is_to_its_end = last == date.max or (last + ONE_DAY).day == 1
    return first.isoformat()[:7] if is_in_the_month and is_to_its_end else ""


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _text(value: object) -> str:
    if isinstance(value, (str, Span)):
        return str(value)
    return value.isoformat() if isinstance(value, date) else shown(value)


def in_code(value: object, kit: str = "") -> str:
    """A value of a fact as the code that gives it.

    Arguments: `kit`, what stands before the names of the kit, such as "sl.".

    >>> in_code(UNKNOWN, "sl."), in_code(between(100, 600)), in_code(Span(None, date(2024, 2, 20)))
    ('sl.UNKNOWN', 'between(100, 600)', '"/2024-02-20"')
    """
    if value is UNKNOWN:
        return f"{kit}UNKNOWN"
    if isinstance(value, OneOf):
        return f"{kit}one_of({', '.join(in_code(member, kit) for member in value.values)})"
    # A span of numbers has two dots in its text; one of days is written as a text, below.
    if isinstance(value, Span) and ".." in str(value):
        return f"{kit}between({in_code(value.first)}, {in_code(value.last)})"
    if isinstance(value, (str, date, Span)):
        return json.dumps(_text(value), ensure_ascii=False)
    return shown(value)
