"""What a fact rests on: rows of claims and events, the chains of speakers behind them, moments."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from ..errors import near, quoted, shown
from ..files import data_path, read_csv
from ..vocabulary import FactError, known_day

# From the first speaker to the outlet in which it was read, as keys of sources.csv.
Chain: TypeAlias = tuple[str, ...]

_PARTS_OF_THE_DAY = ("morning", "afternoon", "evening")

# The columns that hold chains, by file.
_CHAIN_COLUMNS = {
    "claims.csv": ("chain", "corroborated_by"),
    "events.csv": ("asserted_by",),
    "news.csv": ("asserted_by",),
}


@dataclass(frozen=True)
class Evidence:
    """What a fact of a named case rests on.

    `rows` are ids of claims.csv (KH-25), events.csv (T-34) or news.csv (N-01); `known` is the
    moment from which the fact was public, a day or a day with its part; `note` says how the rows
    bear on the fact. A fact without rows is a definition.

    Of a date, `since` is a day before which it cannot have been, as "2018-05-07", whatever becomes
    of the rows, and `since_rows` what that rests on.
    """

    rows: tuple[str, ...] = ()
    known: str | None = None
    note: str = ""
    since: str | None = None
    since_rows: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("rows", "since_rows"):
            rows = getattr(self, name)
            if not isinstance(rows, (tuple, list)) or not all(isinstance(row, str) for row in rows):
                message = (
                    f'{name} of Evidence is a tuple of ids, such as ("KH-25",), not {shown(rows)}.'
                )
                raise FactError(message, name, rows)
            object.__setattr__(self, name, tuple(rows))
        for name in ("known", "note", "since"):
            text = getattr(self, name)
            if not isinstance(text, str) and (text is not None or name == "note"):
                raise FactError(f"{name} of Evidence is a text, not {shown(text)}.", name, text)


class Claim(str):
    """The id of a claim in a case file, with what it says and the chains that lead to it.

    It is a text, since every row of evidence goes by its id.
    """

    says: str
    chains: tuple[Chain, ...]

    def __new__(cls, id_: str, says: str, chains: tuple[Chain, ...]) -> "Claim":
        self = super().__new__(cls, id_)
        self.says, self.chains = says, chains
        return self


def moment_key(moment: object) -> tuple[date, int]:
    """A day, or a day and its part, as something that sorts. A day alone means the end of it.

    Raises FactError for what is none.

    >>> morning, evening = moment_key("2024-02-20 morning"), moment_key("2024-02-20 evening")
    >>> morning < evening == moment_key("2024-02-20")
    True
    """
    day, part = moment, ""
    if isinstance(moment, str):
        day, _, part = moment.strip().partition(" ")
    if part and part not in _PARTS_OF_THE_DAY:
        message = f'"{part}" is not a part of the day. Use morning, afternoon or evening.'
        raise FactError(message, "moment", moment, _PARTS_OF_THE_DAY)
    message = (
        f"{shown(moment)} is unknown as a moment. "
        'Give a day, or a day with its part: "2024-02-20 morning".'
    )
    known = known_day(day, FactError(message, "moment", moment))
    return known, _PARTS_OF_THE_DAY.index(part or "evening")


@functools.cache
def chains() -> Mapping[str, tuple[Chain, ...]]:
    """For each row of evidence, the chains that lead to it: first speaker first.

    >>> chains()["KH-25"][0]
    ('kremlin', 'ria', 'korea-herald')
    """
    by_row = {}
    for name, columns in _CHAIN_COLUMNS.items():
        for row in read_csv(data_path(name)):
            # One cell can hold several chains.
            texts = [text for column in columns for text in row[column].split(";")]
            by_row[row["id"]] = parse_chains(text for text in texts if text.strip())
    return MappingProxyType(by_row)


def parse_chains(texts: Iterable[str]) -> tuple[Chain, ...]:
    """Chains as they are written, from the speaker to the reader.

    >>> parse_chains(["mayor > town-gazette", "kremlin"])
    (('mayor', 'town-gazette'), ('kremlin',))
    """
    return tuple(tuple(link.strip() for link in text.split(">")) for text in texts)


def chains_of(row: str) -> tuple[Chain, ...]:
    """The chains that lead to a row of evidence. A claim of a case file brings its chains along.

    Raises FactError, with the near miss, for a row that there is not.

    >>> len(chains_of("KH-25")) > 1
    True
    """
    if isinstance(row, Claim):
        return row.chains
    if row not in chains():
        hint = near(row, chains()) or " sl.claims() and sl.events() have them."
        message = f"A fact rests on {quoted(row)}, which is no row of the data.{hint}"
        raise FactError(message, "row", row, chains())
    return chains()[row]


@functools.cache
def source_rows() -> Mapping[str, dict[str, str]]:
    """The rows of sources.csv by key, each a text by column; a blank is an empty text.

    >>> source_rows()["kcna"]["stands_behind"]
    'Government of the DPRK'
    """
    return MappingProxyType({row["key"]: row for row in read_csv(data_path("sources.csv"))})


@functools.cache
def source_keys() -> frozenset[str]:
    """The keys of sources.csv: whom a reader can distrust.

    >>> "kremlin" in source_keys()
    True
    """
    return frozenset(source_rows())
