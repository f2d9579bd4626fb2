"""Scope: what a law tells apart in a column of HS codes, of dates, of numbers.

A column has few classes, however many values: an HS code is read into its scope class, a date into
the stretch of time in which the law stood still, a number into its place between the limits.
"""

from __future__ import annotations

import functools
import zlib
from bisect import bisect_right
from collections.abc import Hashable
from datetime import date

from ..errors import KitError
from ..law import Law
from ..law import law as whole_law
from ..logic import UNKNOWN
from ..vocabulary import ONE_DAY, fact, headings

SOME_DAY = date(2006, 10, 14)  # of resolution 1718


class Scope:
    """What one law tells apart. `scope_of(law)` gives that of a law.

    >>> scope = scope_of(law())
    >>> [scope.codes.scope(code) for code in ("8421", "84", "870321", "910111", "310210")]
    ['84*', '84', '8703*', '9101', '31']
    >>> scope.stretch(scope.place(date(2020, 6, 1))), scope.between("unit_value_usd", 600)
    ('2019-12-23..2022-12-08', '500<2000')
    """

    def __init__(self, law: Law) -> None:
        self.law = law
        self.rulebook = law.rulebook
        self.codes = self.rulebook.codes
        # A law without any turn gets one, so that there is a stretch to ask about.
        self.turns = self.rulebook.turning_days() or law.boundaries[:1] or (SOME_DAY,)
        self._examples: dict[str, str] = {}

    @functools.cached_property
    def fingerprint(self) -> str:
        """Eight digits that tell one changed law from another; empty for the whole law."""
        if self.law == whole_law():
            return ""
        # It keeps no secret: a few letters in every id are to tell laws apart.
        return f"{zlib.crc32(repr(self.law.resolutions).encode()):08x}"

    def place(self, day: date) -> int:
        """The number of the stretch of time that a day is in: 0 ends before the first turn."""
        return bisect_right(self.turns, day)

    def stretch(self, place: int) -> str:
        """The days between two turns of the law, as "first..last"."""
        first = str(self.turns[place - 1]) if place else ""
        last = str(self.turns[place] - ONE_DAY) if place < len(self.turns) else ""
        return f"{first}..{last}"

    def between(self, name: str, value: float) -> str:
        """The class of a number: on a limit that the law sets, or between two, as "100<500"."""
        limits = self.rulebook.limits(name)
        if not limits:
            return "unknown"
        place = bisect_right(limits, value)
        if place and limits[place - 1] == value:
            return f"{value:g}"
        low = limits[place - 1] if place else ""
        high = limits[place] if place < len(limits) else ""
        return f"{low}<{high}"

    def example(self, label: str) -> str:
        """One code of a scope class such as "84*", a heading of the HS if there is one."""
        if label not in self._examples:
            stem = label[:-1]
            below = (heading for heading in sorted(headings()) if heading.startswith(stem))
            of_the_class = (heading for heading in below if self.codes.scope(heading) == label)
            code = next(of_the_class, None) or self.codes.beside(stem)
            if code is None:
                raise KitError(
                    f'"hs={label}" stands for no code: every code below {stem} is named.',
                    "hs",
                    label,
                )
            self._examples[label] = str(fact("hs").parse(code))
        return self._examples[label]

    def kind(self, label: str, of_thing: tuple) -> Hashable:
        """What the law makes of a scope class where the thing is unknown.

        Classes of one kind are decided once. `of_thing` holds what is given for each of the facts
        that come with a thing, in their order, or None.
        """
        if label == "unknown":
            return self.rulebook.thing.things(UNKNOWN, of_thing)
        code = self.example(label) if label.endswith("*") else label
        return self.rulebook.thing.things(code, of_thing)


@functools.lru_cache(maxsize=32)
def scope_of(law: Law) -> Scope:
    """The scope of a law, kept while the law is among those asked last."""
    return Scope(law)


def checked_law(law: Law | None) -> Law:
    """The law that was given, or the whole law. Raises KitError for what is no law."""
    if law is None:
        return whole_law()
    if not isinstance(law, Law):
        raise KitError(
            f"law must be a Law, not {type(law).__name__}. "
            "Take sl.law(), or a changed copy such as sl.law().without(2397).",
            "law",
            law,
        )
    return law
