"""Three truth values and how they combine: Kleene's strong logic.

An unknown fact is neither yes nor no. A conjunction with one NO is NO whatever else is unknown;
a disjunction with one YES is YES; everything else that is unknown stays unknown.
"""

from enum import Enum


class Truth(str, Enum):
    """YES, NO or UNKNOWN.

    >>> Truth.YES & Truth.UNKNOWN, Truth.NO & Truth.UNKNOWN
    (UNKNOWN, NO)
    >>> Truth.YES | Truth.UNKNOWN, Truth.NO | Truth.UNKNOWN
    (YES, UNKNOWN)
    >>> ~Truth.UNKNOWN
    UNKNOWN

    A truth value is no Python bool, because UNKNOWN would silently count as one of the two:

    >>> if Truth.UNKNOWN: pass
    Traceback (most recent call last):
    ...
    TypeError: UNKNOWN is a Truth, not a bool. Compare it: value is Truth.YES
    """

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"

    def __and__(self, other):
        return _WEAKER[self, other]

    def __or__(self, other):
        return ~(~self & ~other)

    def __invert__(self):
        return _OPPOSITE[self]

    def __bool__(self):
        raise TypeError(f"{self.name} is a Truth, not a bool. Compare it: value is Truth.YES")

    def __repr__(self):
        return self.name

    def __str__(self):
        return self.value


_ORDER = [Truth.NO, Truth.UNKNOWN, Truth.YES]
_WEAKER = {(a, b): _ORDER[min(i, j)] for i, a in enumerate(_ORDER) for j, b in enumerate(_ORDER)}
_OPPOSITE = dict(zip(_ORDER, reversed(_ORDER)))

UNKNOWN = Truth.UNKNOWN


def all_of(truths):
    """Combine truth values by "and". The conjunction of none is YES.

    >>> all_of([Truth.YES, Truth.UNKNOWN]), all_of([])
    (UNKNOWN, YES)
    """
    result = Truth.YES
    for truth in truths:
        result = result & truth
    return result


def any_of(truths):
    """Combine truth values by "or". The disjunction of none is NO.

    >>> any_of([Truth.NO, Truth.UNKNOWN]), any_of([])
    (UNKNOWN, NO)
    """
    return ~all_of(~truth for truth in truths)
