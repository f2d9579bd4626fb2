"""A value of a fact as others read it: a control or a file, and Python code."""

from datetime import date

from ..logic import Truth
from ..vocabulary import OneOf, Span, in_code


def plain(value: object) -> object:
    """A value of a fact as text or a number: what a control shows and a file holds.

    >>> plain(UNKNOWN), plain(date(2024, 2, 18)), plain(150)
    ('unknown', '2024-02-18', 150)
    >>> plain(one_of("bus", "horse"))
    'bus or horse'
    """
    if isinstance(value, Truth):
        return value.value
    if isinstance(value, (OneOf, Span)):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def literal(value: object) -> str:
    """A value of a fact, or None, as Python code.

    >>> literal(UNKNOWN), literal("bus"), literal(99.5), literal(None)
    ('sl.UNKNOWN', '"bus"', '99.5', 'None')
    """
    return in_code(value, "sl.")
