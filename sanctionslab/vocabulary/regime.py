"""What is particular to a regime and is no law, fact or evidence: `data/regime.toml`.

The State concerned, the subjects of its paragraphs, and with what panels and figures begin.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from ..errors import KitError, near, shown
from ..files import data_path, read_toml
from ..shapes import DAY, TEXT, TEXTS, Key, Kind, first_fault
from .facts import fact

TABLE = Kind("a table", lambda value: isinstance(value, dict))
NAMES = Kind(
    "a table of texts",
    lambda value: isinstance(value, dict) and all(isinstance(one, str) for one in value.values()),
)

SECTIONS = {
    "state": Key(TABLE, needed=True),
    "subjects": Key(NAMES, needed=True),
    "first_case": Key(TEXT, needed=True),
    "first_case_called": Key(TEXT, needed=True),
    "since": Key(DAY, needed=True),
    "about": Key(TEXTS),
    "figures": Key(TABLE),
}
STATE = {
    **dict.fromkeys(
        ("country", "name", "act", "into", "out_of", "neither"), Key(TEXT, needed=True)
    ),
    **dict.fromkeys(("namesake", "both"), Key(TEXT)),
}


@dataclass(frozen=True)
class State:
    """The State that the regime concerns, and how trade with it is told in facts.

    `country` is its key in countries.csv, `name` what sentences call it; `act` is the conduct that
    passes goods on; `into`, `out_of` and `neither` are values of direction. `namesake` is the key
    of a country that records take for it now and then, if there is one; `both` names the two.
    """

    country: str
    name: str
    act: str
    into: str
    out_of: str
    neither: str
    namesake: str = ""
    both: str = ""


@dataclass(frozen=True)
class Regime:
    """A regime as `data/regime.toml` tells it.

    `subjects` are words by key; `first_case` is the key of the case with which panels and figures
    begin, `first_case_called` what sentences call it, `since` the day with which timelines do;
    `figures` holds, for a figure of this course alone, what it shows; `about` are facts that say,
    beside the thing and its code, what a measure is about.
    """

    state: State
    subjects: Mapping[str, str]
    first_case: str
    first_case_called: str
    since: date
    figures: Mapping[str, Any]
    about: tuple[str, ...] = ()


@functools.cache
def regime() -> Regime:
    """The regime that the data is about. Raises KitError for a `regime.toml` that is amiss.

    >>> regime().state.into, regime().subjects["luxury"]
    ('to_dprk', 'luxury goods')
    """
    return regime_from(read_toml(data_path("regime.toml")))


def regime_from(entries: Mapping[str, Any]) -> Regime:
    """A regime from its TOML entries. Raises KitError that names the key and the way out.

    >>> regime_from({"subjects": {"arms": "arms"}, "first_case": "gift"})
    Traceback (most recent call last):
    ...
    sanctionslab.errors.KitError: regime.toml: state is missing; it must be a table.
    """
    _refuse(entries, SECTIONS, "regime.toml")
    _refuse(entries["state"], STATE, "regime.toml, state")
    state = State(**entries["state"])
    _refuse_lost(state)
    for name in entries.get("about", ()):
        fact(name)  # refuses a name that facts.toml does not have
    return Regime(
        state,
        MappingProxyType(entries["subjects"]),
        entries["first_case"],
        entries["first_case_called"],
        entries["since"],
        MappingProxyType(entries.get("figures", {})),
        tuple(entries.get("about", ())),
    )


def _refuse(entry: Mapping[str, Any], keys: Mapping[str, Key], where: str) -> None:
    """Refuse a key too many, one too few, or one of the wrong kind."""
    fault = first_fault(entry, keys)
    if fault is None:
        return
    if fault.kind == "key":
        message = f"no key {shown(fault.key)}.{near(fault.key, keys)}"
        raise KitError(f"{where}: {message}", fault.key, fault.value, keys)
    value = "missing" if fault.kind == "missing" else shown(fault.value)
    message = f"{where}: {fault.key} is {value}; it must be {keys[fault.key].kind.words}."
    raise KitError(message, fault.key, fault.value)


def _refuse_lost(state: State) -> None:
    """Refuse an act or a way that the vocabulary does not have, and two ways that are one."""
    ways, acts = fact("direction").values, fact("conduct").directions
    named = {"act": acts, "into": ways, "out_of": ways, "neither": ways}
    for key, allowed in named.items():
        value = getattr(state, key)
        if value not in allowed:
            message = f"regime.toml, state: {key} is {shown(value)}, which facts.toml does not have"
            hint = f"; allowed: {', '.join(allowed)}.{near(value, allowed)}"
            raise KitError(message + hint, key, value, allowed)
    # With two alike, a way in could be told as a way out.
    if len({state.into, state.out_of, state.neither}) < 3:
        message = "regime.toml, state: into, out_of and neither must be three values of direction."
        raise KitError(message, "into", state.into)
