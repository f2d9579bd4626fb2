"""Codes of the Harmonized System: chapters, headings and subheadings of 2, 4 and 6 digits."""

import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from ..errors import quoted
from ..files import data_path, read_csv
from ..logic import Truth
from .possible import OneOf, members

# The HS keeps chapter 77 empty.
CHAPTERS = frozenset(f"{number:02}" for number in range(1, 98) if number != 77)
LENGTHS = (2, 4, 6)
NO_GOODS = "00"  # no chapter of the HS: the code of what is no goods, in items.csv alone


@functools.cache
def headings() -> Mapping[str, str]:
    """Every heading of the HS since 1992, with the editions that have it.

    Source: data/hs_headings.csv.

    >>> headings()["0306"], headings()["8524"], "3061" in headings()
    ('1992-2022', '1992-2002;2022', False)
    """
    rows = read_csv(data_path("hs_headings.csv"))
    return MappingProxyType({row["heading"]: row["editions"] for row in rows})


def is_heading(code: str) -> bool:
    """Whether a code lies under a heading of the HS, of any edition, or is a chapter.

    "8700" stands for a heading of chapter 87 that nothing singles out: no heading ends so.

    >>> is_heading("87"), is_heading("870323"), is_heading("6996"), is_heading("8700")
    (True, True, False, True)
    """
    return len(code) == 2 or code[2:4] == "00" or code[:4] in headings()


def expand(ranges: Iterable[object]) -> tuple[str, ...]:
    """HS codes and ranges as a tuple of codes of equal length within each range.

    Raises ValueError for what is none: "89-86" runs backwards, 77 is empty.

    >>> expand(["07", "86-89"])
    ('07', '86', '87', '88', '89')
    """
    codes: list[str] = []
    for text in ranges:
        run = _run(text) if isinstance(text, str) else []
        if not run or any(code[:2] not in CHAPTERS for code in run):
            raise ValueError(
                f"{quoted(text)} is not an HS code or a range of them "
                'such as "86-89" (chapters 01 to 97; 77 is empty)'
            )
        codes += run
    return tuple(codes)


def _run(text: str) -> list[str]:
    """The codes from the first of a range to its last; of a code alone, the code."""
    low, _, high = text.partition("-")
    high = high or low
    are_codes = low.isdecimal() and high.isdecimal() and len(low) in LENGTHS
    codes = range(int(low), int(high) + 1) if are_codes and len(low) == len(high) else ()
    return [f"{number:0{len(low)}}" for number in codes]


@functools.lru_cache(256)
def shortened(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Codes with runs shortened: ("86", "87", "88") becomes 86-88.

    >>> shortened(("07", "86", "87", "88"))
    ('07', '86-88')
    """
    runs: list[list[str]] = []
    for code in codes:
        if runs and len(code) == len(runs[-1][1]) and int(code) == int(runs[-1][1]) + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return tuple(low if low == high else f"{low}-{high}" for low, high in runs)


def within(code: str, prefixes: tuple[str, ...]) -> Truth:
    """Whether a code lies under one of the prefixes: UNKNOWN where it is too short to tell.

    >>> within("8703", ("87",)), within("0101", ("87",)), within("87", ("8703",))
    (YES, NO, UNKNOWN)
    """
    if code.startswith(prefixes):
        return Truth.YES
    return Truth.UNKNOWN if any(prefix.startswith(code) for prefix in prefixes) else Truth.NO


def without_finer(codes: Any) -> Any:
    """Several codes without those that lie under another of them; anything else as it is.

    >>> without_finer(one_of("87", "8703", "9503"))
    one_of("87", "9503")
    """
    several = members(codes)
    kept = [code for code in several if not _is_under_another(code, several)]
    # It may be all one heading and what lies under it.
    return kept[0] if len(kept) == 1 else OneOf(tuple(kept))


def _is_under_another(code: str, codes: Iterable[str]) -> bool:
    return any(code != other and code.startswith(other) for other in codes)


def overlap(one: str, other: str) -> bool:
    """Whether something can fall under both codes: one begins with the other.

    >>> overlap("87", "8703"), overlap("8703", "8702")
    (True, False)
    """
    return one.startswith(other) or other.startswith(one)
