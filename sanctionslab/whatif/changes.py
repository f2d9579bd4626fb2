"""Change: one thing that is otherwise, a fact or a resolution; and what no change can do."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import KitError, shown
from ..vocabulary import Value, directions_of, fact, fits, has_its_thing


@dataclass(frozen=True)
class Change:
    """One change: a fact takes another value, or a resolution is left out (`value` is None).

    `name` is the fact or the resolution; `others` are further values of the fact that do the same;
    `takes_out` are facts that cannot stand beside the new value, so that they go with the old one.

    >>> print(Change("conduct", "display"))
    What was done: something was shown
    >>> print(Change("unit_value_usd", 101, (102, 501)), "/", Change("2397"))
    Value of one (USD): above 100 / without resolution 2397
    >>> print(Change("item", "bus", takes_out=("hs",)))
    Thing: city bus or coach, and the given HS code goes
    """

    name: str
    value: Value | None = None
    others: tuple[Value, ...] = ()
    takes_out: tuple[str, ...] = ()

    @property
    def is_law(self) -> bool:
        """Whether a resolution is left out."""
        return self.value is None

    def __str__(self) -> str:
        if self.is_law:
            return f"without resolution {self.name}"
        goes = "".join(f", and the given {fact(name).label} goes" for name in self.takes_out)
        return f"{fact(self.name).label}: {_in_words(self.name, (self.value, *self.others))}{goes}"


def taken_out(name: str, value: Value | None, given: Mapping) -> tuple[str, ...]:
    """What is given and cannot stay beside a new value: the HS code that is not the new thing's."""
    return ("hs",) if name == "item" and not fits(value, given.get("hs")) else ()


def _in_words(name: str, values: tuple) -> str:
    """A class of values: the first one and how many more, or for a number the range."""
    described = fact(name)
    if described.type == "number":
        # Numbers of one class are limits and numbers next to them: they stand for a range.
        return f"up to {max(values):,}" if min(values) == 0 else f"above {min(values) - 1:,}"
    others = len(values) - 1
    if described.type == "date" or not others:
        return described.words(values[0])
    return f"{described.words(values[0])} (or {others} other{'s' if others > 1 else ''})"


def check_bounds(size: int, budget: int) -> None:
    """Refuse a size of sets, or a number of tries, that is no whole number from 1 up."""
    # `type`, as True is an int too.
    if not all(type(number) is int and number > 0 for number in (size, budget)):
        message = (
            f"size and budget are whole numbers from 1 up, not {shown(size)} and {shown(budget)}."
        )
        raise KitError(message, "size", size)


def check_seconds(seconds: object) -> None:
    """Refuse a time that a search may take at most, unless it is a number above 0, or None."""
    is_time = isinstance(seconds, (int, float)) and seconds > 0
    if seconds is not None and not is_time:
        message = f"seconds is a number above 0, or None, not {shown(seconds)}."
        raise KitError(message, "seconds", seconds)


def can_be(given: Mapping) -> bool:
    """Whether facts can be true together: a thing with its code, an act with its thing and way.

    Goods that are passed on go somewhere, and they are some goods.
    """
    conduct, thing, direction = given.get("conduct"), given.get("item"), given.get("direction")
    if not fits(thing, given.get("hs")) or not has_its_thing(conduct, thing):
        return False
    # Of a direction that is open, or that nobody gives, some way may do.
    is_known = direction in fact("direction").values
    return not is_known or direction in directions_of(conduct)
