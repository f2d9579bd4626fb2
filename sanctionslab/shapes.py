"""The shape of an entry in a TOML file: which keys it may have, what each holds, which it needs.

`first_fault` finds what is wrong with an entry. It has no words for it: those who write a law, a
case of their own, an exercise or a solution are told in the words of what they write.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from .logic import Truth


def is_text(value: object) -> bool:
    """Whether a value is a text. A Truth is a str to Python, but no text that a file can hold."""
    return isinstance(value, str) and not isinstance(value, Truth)


def is_texts(value: object) -> bool:
    """Whether a value is a list of texts, or a tuple of them."""
    return isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value)


def is_day(value: object) -> bool:
    """Whether a value is a day, without the time of the day."""
    return isinstance(value, date) and not isinstance(value, datetime)


@dataclass(frozen=True)
class Kind:
    """What a key may hold: in `words`, and as a test; `blank` says whether nothing is filled in."""

    words: str
    holds: Callable[[object], bool]
    blank: Callable[[object], bool] = lambda value: not value


ANYTHING = Kind("anything", lambda value: True, lambda value: value is None)
TEXT = Kind("a text", is_text)
TEXTS = Kind("a list of texts", is_texts)
DAY = Kind("a date such as 2017-12-22", is_day)


@dataclass(frozen=True)
class Key:
    """A key of an entry: its kind, whether the entry needs it, and the closed list it is from."""

    kind: Kind = ANYTHING
    needed: bool = False
    allowed: Collection[str] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong with an entry.

    `kind` is "entry" (no table at all), "key" (no such key), "type" (another kind of value),
    "missing" (needed and not there, or blank) or "value" (none of the closed list). `key` names
    the place, `value` what stands there, `allowed` what could: the keys, or the closed list.
    """

    kind: Literal["entry", "key", "type", "missing", "value"]
    key: str = "entry"
    value: object = None
    allowed: tuple[str, ...] = field(default=())


def first_fault(entry: object, keys: Mapping[str, Key]) -> Fault | None:
    """The first thing that is wrong with an entry, or None.

    Keys and types are looked at in the order of the entry, then what is missing and what is none
    of a closed list, in the order of `keys`.

    >>> keys = {"id": Key(TEXT, needed=True), "force": Key(TEXT, allowed=("binding", "hortatory"))}
    >>> first_fault({"id": "2397:7", "force": "binding"}, keys)
    >>> first_fault({"id": 7}, keys).kind, first_fault({"force": "binding"}, keys).kind
    ('type', 'missing')
    >>> first_fault({"di": "2397:7"}, keys)
    Fault(kind='key', key='di', value='2397:7', allowed=('id', 'force'))
    """
    if not isinstance(entry, dict):
        return Fault("entry", value=entry)
    for name, value in entry.items():
        if name not in keys:
            return Fault("key", name, value, tuple(keys))
        if not keys[name].kind.holds(value):
            return Fault("type", name, value)
    # A misspelt key is missing too: the one that stands there is told first, and says more.
    for name, key in keys.items():
        if key.needed and (name not in entry or key.kind.blank(entry[name])):
            return Fault("missing", name, entry.get(name), tuple(key.allowed))
    for name, key in keys.items():
        if key.allowed and name in entry and entry[name] not in key.allowed:
            return Fault("value", name, entry[name], tuple(key.allowed))
    return None
