"""Forms of tables: which heading says what, publisher by publisher, as data has it.

`data/trade_formats.toml` holds them. A table is recognised by its headings.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from ..errors import KitError
from ..files import data_path, read_toml

SEEN = {
    "file": "rows of such a file were seen",
    "program": "seen in programs that read such files, not in a file",
    "known": "not seen",
}


@dataclass(frozen=True)
class Format:
    """One form of table. What each part means stands at the head of the data file.

    >>> formats()["baci"].columns["hs"], formats()["baci"].sides
    (['k'], {'flow': 'X'})
    """

    key: str
    title: str
    address: str
    seen: str
    note: str = ""
    marks: list[list[str]] = field(default_factory=list, hash=False)
    columns: dict[str, list[str]] = field(default_factory=dict, hash=False)
    flows: dict[str, str] = field(default_factory=dict, hash=False)
    sides: dict[str, str] = field(default_factory=dict, hash=False)
    countries: str = "m49"
    periods: str = ""
    digits: int = 0
    decimal: str = ""
    value_in: str = "USD"
    encodings: list[str] = field(default_factory=list, hash=False)
    way_out: str = ""

    def fit(self, headings: set[str]) -> int:
        """How many of its marks are among these headings; 0 if a mark is missing."""
        complete = (len(marks) for marks in self.marks if squashed_all(marks) <= headings)
        return max(complete, default=0)

    def knows(self, headings: Iterable[object]) -> bool:
        """Whether a table with these headings tells a date and goods, as this form calls them."""
        known = squashed_all(headings)
        return all(known & squashed_all(self.columns.get(part, ())) for part in ("on", "hs"))


def squashed(heading: object) -> str:
    """The letters and digits of a heading, in lower case.

    R puts an X before a heading that begins with a digit.

    >>> squashed("Trade Value (US$)") == squashed("Trade.Value..US..")
    True
    >>> squashed("X2nd.Partner.ISO"), squashed("2nd Partner ISO"), squashed("贸易伙伴编码")
    ('2ndpartneriso', '2ndpartneriso', '贸易伙伴编码')
    """
    text = "".join(letter for letter in str(heading).casefold() if letter.isalnum())
    return re.sub(r"^x(?=\d)", "", text)


def squashed_all(headings: Iterable[object]) -> set[str]:
    return set(map(squashed, headings))


@functools.cache
def _read() -> Mapping[str, dict]:
    return read_toml(data_path("trade_formats.toml"))


@functools.cache
def formats() -> Mapping[str, Format]:
    """The forms of tables by their keys.

    >>> [formats()[key].countries for key in ("comtrade", "china", "japan")]
    ['m49', 'china', 'japan']
    """
    entries = {key: entry for key, entry in _read().items() if key != "words"}
    return MappingProxyType({key: Format(key, **entry) for key, entry in entries.items()})


def usual_format() -> Format:
    """The form of a table that has no marks: what is read where no other is recognised."""
    return next(each for each in formats().values() if not each.marks)


def format_of(headings: Sequence) -> Format:
    """The form of the table with these headings.

    >>> format_of(["t", "i", "j", "k", "v", "q"]).key, format_of(["period", "cmdCode"]).key
    ('baci', 'comtrade')
    """
    # The form with most marks: those of one may be among those of another.
    known = squashed_all(headings)
    best = max(formats().values(), key=lambda form: form.fit(known))
    return best if best.fit(known) else usual_format()


def refuse_form(names: Sequence) -> None:
    """Raise KitError for a table in a form that can never be read as it stands."""
    form = format_of(names)
    if not form.columns:
        raise KitError(f"This is {form.title}. {form.way_out}", "form", form.key)


def place_of_headings(lines: Sequence[Sequence[str]]) -> int:
    """Which of the first lines of a table has the headings: titles may stand above them.

    >>> place_of_headings([["Imports by commodity"], ["t", "i", "j", "k", "v", "q"]])
    1
    """
    known = (
        place
        for place, names in enumerate(lines)
        if format_of(names).marks or usual_format().knows(names)
    )
    return next(known, 0)


@functools.cache
def flow_words() -> Mapping[str, str]:
    """What flows are called in any file, squashed, with "in" or "out" as the reporter sees it.

    >>> flow_words()["grossexp"], flow_words()["进口"]
    ('out', 'in')
    """
    return {squashed(word): way for way in ("in", "out") for word in _read()["words"][way]}


@functools.cache
def unit_words() -> frozenset[str]:
    """Units, squashed, in which a quantity is a number of things.

    >>> "辆" in unit_words(), "kg" in unit_words()
    (True, False)
    """
    return frozenset(map(squashed, _read()["words"]["things"]))


def described() -> list[str]:
    """Lines that list every form of table, for the command line.

    >>> [line for line in described() if line.startswith("baci")]
    ['baci: BACI of CEPII: t, i, j, k, v, q']
    """
    lines = []
    for each in formats().values():
        lines.append(f"{each.key}: {each.title}")
        lines.append(f"    {each.address} ({SEEN[each.seen]})")
        for marks in each.marks:
            lines.append(f"    recognised by {', '.join(marks)}")
        columns = (f"{part}={'+'.join(names)}" for part, names in each.columns.items())
        lines.append(f"    read: {', '.join(columns) or 'no'}")
        lines += [f"    {words}" for words in (each.note, each.way_out) if words]
    return lines
