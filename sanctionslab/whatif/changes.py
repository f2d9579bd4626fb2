"""whatif/changes."""

from dataclasses import dataclass

from ..errors import KitError, shown
from ..logic import UNKNOWN
from ..vocabulary import OTHER, fact, item


@dataclass(frozen=True)
class Change:
    """One change: a fact takes another value (`name`, `value`), or a resolution is left out (`value` is None).

    `others` are further values of the fact that do the same.

    >>> print(Change("conduct", "display"), "/", Change("2397"), "/", Change("unit_value_usd", 101, (102, 501)))
    What was done: something was shown / without resolution 2397 / Value of one (USD): above 100
    """

    name: str
    value: object = None
    others: tuple = ()

    @property
    def is_law(self):
        return self.value is None

    def __str__(self):
        if self.is_law:
            return f"without resolution {self.name}"
        return f"{fact(self.name).label}: {_told(self.name, (self.value, *self.others))}"


def _told(name, values):
    """A class of values in words: the first and how many more, or for a number the range."""
    described = fact(name)
    if described.type == "number":
        return f"up to {max(values):,}" if min(values) == 0 else f"above {min(values) - 1:,}"
    more = len(values) - 1 if described.type != "date" else 0
    return f"{described.words(values[0])}{f' (or {more} other' + 's' * (more > 1) + ')' if more else ''}"


def _bounded(size, budget):
    if not all(type(number) is int and number > 0 for number in (size, budget)):
        raise KitError(
            f"size and budget are whole numbers from 1 up, not {shown(size)} and {shown(budget)}.",
            "size",
            size,
        )


def _goes_nowhere(given):
    """Whether goods would be passed on in no direction, which is no event between the DPRK and anybody."""
    return given.get("conduct") == "transfer" and given.get("direction") == "none"


def _contradicts(given):
    """Whether the thing cannot fall under the HS code."""
    thing, hs = given.get("item", UNKNOWN), given.get("hs", UNKNOWN)
    return UNKNOWN not in (thing, hs) and thing != OTHER and not item(thing).fits(hs)
