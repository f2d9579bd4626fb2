"""HS codes as the law sees them: which it names, and which it does not tell apart."""

from __future__ import annotations

from collections.abc import Iterable

from ..vocabulary import CHAPTERS
from .memory import remembered


class Codes:
    """A set of HS codes that are named somewhere. All codes between them are alike.

    >>> codes = Codes(["84", "8471", "847130", "88"])
    >>> codes.below("84"), codes.next_below("84"), codes.below("88")
    (('8471', '847130'), ('8471',), ())
    >>> [codes.scope(code) for code in ("84", "8421", "84713010", "8802", "0101")]
    ['84', '84*', '847130', '88', '01']
    """

    def __init__(self, named: Iterable[str]) -> None:
        self.named = tuple(sorted(set(named)))
        # Every code that is named or stands above a named one, with the named codes below it.
        self._below: dict[str, tuple[str, ...]] = dict.fromkeys(self.named, ())
        for code in self.named:
            for length in range(2, len(code), 2):
                above = code[:length]
                self._below[above] = (*self._below.get(above, ()), code)

    def below(self, code: str) -> tuple[str, ...]:
        """The named codes below a code, at any depth."""
        return self._below.get(code, ())

    def next_below(self, code: str) -> tuple[str, ...]:
        """Of the named codes below a code, those that lie below no other of them."""
        below = self.below(code)
        return tuple(
            named
            for named in below
            if not any(named != other and named.startswith(other) for other in below)
        )

    def beside(self, code: str) -> str | None:
        """A code under this one that is under no named code and above none; None if all are.

        >>> Codes(["8400", "8401"]).beside("84")
        '8402'
        >>> Codes(f"84{number:02}00" for number in range(100)).beside("84") is None
        True
        """
        below = self.below(code)
        for number in range(100):
            candidate = f"{code}{number:02}"
            if candidate not in self._below and not candidate.startswith(below):
                return candidate
        return None

    @remembered
    def kinds(self, code: str) -> tuple[str, ...]:
        """What a code can be completed to, one code for each kind: the named ones, and another."""
        below = self.below(code)
        if not below:
            return (code,)
        # All codes that nothing names are alike, so one of them stands for them.
        other = self.beside(code)
        return below if other is None else (*below, other)

    def all_kinds(self) -> tuple[str, ...]:
        """One code for each kind there is, chapter by chapter."""
        return tuple(code for chapter in sorted(CHAPTERS) for code in self.kinds(chapter))

    def scope(self, code: str) -> str:
        """The kind of a code as a label.

        "84" stands for itself: the law tells apart what it could be completed to. "8471" stands
        for all codes below it. "84*" is any code under 84 that is under no finer named code.
        """
        if self.below(code):
            return code
        above = (code[:length] for length in range(len(code), 2, -2))
        stem = next((one for one in above if one in self._below), code[:2])
        return f"{stem}*" if stem != code and self.below(stem) else stem
