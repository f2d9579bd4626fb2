"""Short words for a picture: of values, of what a test asks, of who speaks."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from ..cases import Claim, chains_of, source_rows
from ..files import data_path, read_csv
from ..law import Test
from ..logic import UNKNOWN
from ..vocabulary import Value, fact

# The column of a file of evidence that holds what a row says.
WHAT_IT_SAYS = {"claims.csv": "claim", "events.csv": "headline", "news.csv": "headline"}


def short(words: str) -> str:
    """Words without what explains them.

    >>> short("luxury car (for example an Aurus Senat)"), short("ship: cargo or passenger")
    ('luxury car', 'ship')
    """
    return words.partition(" (")[0].partition(": ")[0]


def short_value(name: str, value: Value) -> str:
    """The value of a fact in few words.

    >>> short_value("conduct", "transfer")
    'goods were passed on'
    """
    return "not known" if value is UNKNOWN else short(fact(name).words(value))


def short_ask(test: Test, value: Value = UNKNOWN) -> str:
    """What a test asks for, in few words; of many values the one that meets it.

    >>> test = law().measure("2397:7").when[0][1]
    >>> short_ask(test, "transfer"), short_ask(test, "display")
    ('goods were passed on', 'goods were passed on, or 1 other act')
    """
    if test.op == "hs":
        return f"HS {test.asks.removeprefix('a ')}"
    if test.op != "in":
        return short(test.asks)
    values = list(test.wanted)
    if value in values:
        return short_value(test.fact, value)
    first = short_value(test.fact, values[0])
    if len(values) == 1:
        return first
    # Acts have long words.
    if len(values) == 2 and test.fact != "conduct":
        return f"{first} or {short_value(test.fact, values[1])}"
    others = len(values) - 1
    kind = {"conduct": "act", "item": "thing"}.get(test.fact, "answer")
    return f"{first}, or {others} other {kind}{'s' if others > 1 else ''}"


def listed(words: Sequence[str], most: int = 4) -> str:
    """A list in words, of a long one the first and how many more.

    >>> listed(["arms", "oil"]), listed(["a", "b", "c", "d"], most=2)
    ('arms and oil', 'a, b and 2 more')
    """
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def counted(count: int, thing: str) -> str:
    """A number of things.

    >>> counted(1, "test"), counted(2, "test")
    ('1 test', '2 tests')
    """
    return f"{count} {thing}{'' if count == 1 else 's'}"


@functools.cache
def _what_rows_say() -> dict[str, str]:
    return {
        row["id"]: row[column]
        for file, column in WHAT_IT_SAYS.items()
        for row in read_csv(data_path(file))
    }


def what_it_says(row: str) -> str:
    """What a claim or an event says.

    >>> what_it_says("KH-10")
    'The car was handed over on Sunday, 18 February 2024.'
    """
    return row.says if isinstance(row, Claim) else _what_rows_say()[row]


def name_of(source: str) -> str:
    """The short name of a source; of one from a case file its key.

    >>> name_of("kremlin"), name_of("my-mayor")
    ('The Kremlin', 'my-mayor')
    """
    row = source_rows().get(source)
    if row is None:
        return source
    name = row["name"].partition(":")[0]
    return short(name.partition(" and its ")[0])


def passed_on(source: str, rows: Iterable[str]) -> str:
    """Through whom, and in how many places, the word of a speaker was read.

    >>> passed_on("kremlin", ["KH-25"])
    'through RIA Novosti and 1 more, read in 6 places'
    """
    chains = {chain for row in rows for chain in chains_of(row) if chain[0] == source}
    relays = dict.fromkeys(link for chain in sorted(chains) for link in chain[1:-1])
    places = sorted({chain[-1] for chain in chains if len(chain) > 1})
    parts = []
    if relays:
        parts.append(f"through {listed([name_of(link) for link in relays], most=1)}")
    if places:
        where = name_of(places[0]) if len(places) == 1 else f"{len(places)} places"
        parts.append(f"read in {where}")
    return ", ".join(parts) or "read where it was said"
