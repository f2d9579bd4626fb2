"""What is behind a step: the ids of claims and events, each with who says so, through whom."""

import functools
from dataclasses import dataclass

from ..cases import Chain, chains_of, source_rows

NAMED_SPEAKERS = 2  # other speakers that are named before the rest are counted


@dataclass(frozen=True)
class Behind:
    """A row of evidence in a few words.

    `words` names the first speaker and through whom the word came, then others who say the same.

    >>> print(behind("KH-25"))
    KH-25, The Kremlin and its spokesman through RIA Novosti
    """

    id: str
    words: str

    def __str__(self) -> str:
        return f"{self.id}, {self.words}" if self.words else self.id


def behind(row: str) -> Behind:
    """What is behind a fact, by the id of a row, or by a claim of a case file."""
    return Behind(str(row), _told(chains_of(row)))


@functools.lru_cache(1024)
def _told(chains: tuple[Chain, ...]) -> str:
    """The first speaker of the first chain and the next link; then the other first speakers."""
    if not chains:
        return ""
    first, *_ = chains
    speaker, *links = map(short_name, first[:2])
    voice = f"{speaker} through {links[0]}" if links else speaker
    # Two sources can have one short name.
    others = list(dict.fromkeys(short_name(chain[0]) for chain in chains if chain[0] != first[0]))
    if not others:
        return voice
    named, more = others[:NAMED_SPEAKERS], len(others) - NAMED_SPEAKERS
    if more > 0:
        named.append(f"{more} more")
    return f"{voice}; also {' and '.join(named)}"


@functools.cache
def short_name(key: str) -> str:
    """The name of a source as far as its first comma, colon or bracket; else its key.

    >>> short_name("kcna"), short_name("korea-herald"), short_name("my-neighbour")
    ('Korean Central News Agency', 'The Korea Herald', 'my-neighbour')
    """
    row = source_rows().get(key)
    name = row["name"] if row else key
    for mark in (",", ":", " ("):
        name = name.partition(mark)[0]
    return name
