"""cases/evidence."""

import csv
import functools
from dataclasses import dataclass
from types import MappingProxyType

from ..errors import shown
from ..files import data_path
from ..logic import UNKNOWN
from ..vocabulary import FactError, fact

_PARTS = {"morning": 0, "afternoon": 1, "evening": 2}


def moment_key(moment):
    """A day, or a day and its part, as something that sorts. A day alone means the end of it.

    >>> moment_key("2024-02-20 morning") < moment_key("2024-02-20 evening") == moment_key("2024-02-20")
    True
    """
    day, _, part = moment.strip().partition(" ") if isinstance(moment, str) else (moment, "", "")
    if part and part not in _PARTS:
        raise FactError(
            f'"{part}" is not a part of the day. Use morning, afternoon or evening.',
            "moment",
            moment,
            _PARTS,
        )
    parsed = fact("on").parse(day)
    if parsed is UNKNOWN:
        raise FactError(
            f'{shown(moment)} is unknown as a moment. Give a day, or a day with its part: "2024-02-20 morning".',
            "moment",
            moment,
        )
    return parsed, _PARTS.get(part, 2)


@dataclass(frozen=True)
class Evidence:
    """What a fact of a named case rests on.

    `rows` are ids of claims.csv (KH-25) or events.csv (T-34); `known` is the moment from which the fact was public,
    a day or a day with its part; `note` says how the rows bear on the fact. A fact without rows is a definition.
    """

    rows: tuple = ()
    known: str | None = None
    note: str = ""


@functools.cache
def chains():
    """For each row of claims.csv and events.csv, the attribution chains that lead to it: first speaker first.

    >>> chains()["KH-25"][0]
    ('kremlin', 'ria', 'korea-herald')
    """
    found = {}
    for name, columns in (
        ("claims.csv", ("chain", "corroborated_by")),
        ("events.csv", ("asserted_by",)),
    ):
        with data_path(name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                texts = [
                    text for column in columns for text in row[column].split(";") if text.strip()
                ]
                found[row["id"]] = tuple(
                    tuple(link.strip() for link in text.split(">")) for text in texts
                )
    return MappingProxyType(found)


def chains_of(row):
    """The chains that lead to a row of evidence. A claim of a case of one's own brings its chains along.

    >>> len(chains_of("KH-25")) > 1
    True
    """
    return row.chains if hasattr(row, "chains") else chains()[row]


@functools.cache
def source_keys():
    """The keys of sources.csv: whom a reader can distrust.

    >>> "kremlin" in source_keys()
    True
    """
    with data_path("sources.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["key"] for row in csv.DictReader(file))
