"""The facts that a case can state, as `data/facts.toml` describes them.

A `Fact` reads a value (`parse`, by the parsers of `values`) and says it in words. Below it stand
the readers of the two tables that the vocabulary is made from, and what is asked of it by name.
"""

import functools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from ..errors import KitError, near, quoted
from ..files import data_path, read_csv, read_toml
from ..logic import UNKNOWN
from . import values
from .hs import NO_GOODS, without_finer
from .possible import (
    OR,
    TOGETHER,
    OneOf,
    Span,
    day_in_words,
    in_a_row,
    merged,
    parts,
    span_in_words,
)
from .values import FactError, Value

OTHER = "another thing"  # stands for every item that items.csv does not list


@dataclass(frozen=True)
class Fact:
    """One fact of the vocabulary, as `data/facts.toml` describes it.

    `of_things` are the acts that are done to a thing. `untested` holds values that stand for what
    no tests ask for ("something else"), each with the fact that says whether a paragraph without
    tests speaks to it; `unasked` the other values that no paragraph asks for, each with the reason.
    `particular` facts single out one project or kind of part: unless somebody says so, no case is
    about it. `silence` says in a sentence that a fact is presumed.

    >>> fact("direction").question
    'Did it go into the DPRK, out of it, or neither?'
    >>> list(fact("direction").values)
    ['to_dprk', 'from_dprk', 'none']
    """

    name: str
    label: str
    group: str
    type: str
    question: str
    why: str
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    presumed: str | None = None
    directions: Mapping[str, Sequence[str]] = field(default_factory=dict, hash=False)
    of_things: Sequence[str] = ()
    untested: Mapping[str, str] = field(default_factory=dict, hash=False)
    unasked: Mapping[str, str] = field(default_factory=dict, hash=False)
    particular: bool = False
    silence: str = ""

    @functools.cached_property
    def presumption(self) -> Value | None:
        """The value presumed whatever the item is, or None."""
        # From the thing or from the date: what it is depends on the case, so the case says it.
        if self.presumed is None or self.presumed in ("item", "on"):
            return None
        return self.parse(self.presumed.removeprefix("item, else "))

    @property
    def inline_label(self) -> str:
        """The label inside a sentence.

        >>> fact("unit_value_usd").inline_label, fact("hs").inline_label
        ('value of one (USD)', 'HS code')
        """
        # "HS code" stays as it is.
        is_acronym = self.label[1].isupper()
        return self.label if is_acronym else self.label[0].lower() + self.label[1:]

    def parse(self, value: object) -> Value:
        """A value in its one canonical form: a date, a Truth, a number or a string.

        Where several are possible it is a OneOf, a Span, or UNKNOWN. Raises FactError, with the
        value, what was allowed and the next step.

        >>> fact("hs").parse("87.03"), fact("on").parse("2024-02-18"), fact("new").parse(True)
        ('8703', datetime.date(2024, 2, 18), YES)
        >>> fact("on").parse("2023-09"), fact("item").parse("passenger_car or bus")
        (between("2023-09-01", "2023-09-30"), one_of("passenger_car", "bus"))
        """
        if value is UNKNOWN:
            return UNKNOWN
        if isinstance(value, str):
            if value.strip().lower() == "unknown":
                return UNKNOWN
            are_several = OR in value
        else:
            are_several = isinstance(value, TOGETHER) and bool(parts(value))
        if are_several:
            return self._several(value)
        match self.type:
            case "yes/no":
                return values.parse_truth(self.name, value)
            case "choice":
                return values.parse_choice(self.name, value, self.values)
            case "date":
                return values.parse_date(self.name, value)
            case "hs":
                return values.parse_hs(self.name, value)
            case "item":
                return values.parse_item(self.name, value, thing_rows(), OTHER)
        return values.parse_number(self.name, value)

    def _several(self, value: object) -> Value:
        """Several values as one: all that there are come to UNKNOWN."""
        parsed = merged((self.parse(part) for part in self._named_in(value)), self._place)
        # An unknown direction leaves "neither" out of a transfer; one that is told does not.
        if self._is_everything(parsed) and self.name != "direction":
            return UNKNOWN
        return without_finer(parsed) if self.type == "hs" else parsed

    def _named_in(self, value: object) -> list[Any]:
        """The values that are named together. A list in a list is refused."""
        named = [part.strip() if isinstance(part, str) else part for part in parts(value)]
        if any(isinstance(part, TOGETHER) and not isinstance(part, OneOf) for part in named):
            values.refuse(self.name, value, "a list of values", " Leave the lists inside it out.")
        if self.type == "number" and isinstance(value, str):
            # A text is no number, but may be a span of numbers: here from one to itself.
            return [part if ".." in str(part) else f"{part}..{part}" for part in named]
        return named

    def _is_everything(self, parsed: Value) -> bool:
        return isinstance(parsed, OneOf) and set(parsed.values) >= self._all_values()

    def _all_values(self) -> set[object]:
        """All values that there are, of a fact with a list of them; else what no values match."""
        if self.type == "yes/no":
            return set(values.YES_OR_NO.values())
        return set(self.values) or {None}  # no value is ever None

    def _place(self, value: object) -> Any:
        """By which several values are put in order: as the vocabulary lists them."""
        if self.type == "choice":
            return list(self.values).index(str(value))
        if self.type == "item":
            return [*thing_rows(), OTHER].index(str(value))
        return str(value)

    def words(self, value: object) -> str:
        """The value in words.

        >>> fact("direction").words("to_dprk"), fact("item").words("bus")
        ('into the DPRK', 'city bus or coach')
        >>> fact("on").words(fact("on").parse("2023-09"))
        'in September 2023'
        """
        if value is UNKNOWN:
            return "unknown"
        if isinstance(value, OneOf):
            return in_a_row(map(self.words, value.values))
        if isinstance(value, Span):
            return span_in_words(value)
        if self.type == "choice":
            return self.values[str(value)]
        if self.type == "item":
            if value == OTHER:
                return "a thing that the list of items does not name"
            return thing_rows()[str(value)]["label"]
        if value == NO_GOODS:
            return "none: no goods"
        if isinstance(value, date):
            return day_in_words(value)
        return f"{value:,}" if self.type == "number" else str(value)

    def __repr__(self) -> str:
        return f"<Fact {self.name}: {self.question}>"


@functools.cache
def thing_rows() -> Mapping[str, dict[str, str]]:
    """The rows of `data/items.csv` as they stand, by key."""
    return MappingProxyType({row["key"]: row for row in read_csv(data_path("items.csv"))})


@functools.cache
def every_fact() -> Mapping[str, Fact]:
    """Every fact by name as it is read, in the order of `data/facts.toml`; `facts()` shows them.

    >>> list(every_fact())[:2]
    ['on', 'direction']
    """
    return facts_from(read_toml(data_path("facts.toml")))


@functools.cache
def from_the_item() -> tuple[str, ...]:
    """Facts that a thing brings along beside its code: those that are presumed from the item.

    >>> from_the_item()[:2]
    ('arms', 'public_transport')
    """
    return tuple(
        name
        for name, described in every_fact().items()
        if described.type != "hs" and str(described.presumed).startswith("item")
    )


def facts_from(entries: Mapping[str, Any]) -> Mapping[str, Fact]:
    """The facts of a vocabulary from its TOML entries.

    Raises FactError for a vocabulary that does not say which acts pass goods on, and which way: an
    engine that had to guess it would let goods go nowhere.

    >>> facts_from({"conduct": {"label": "Act", "values": {"transfer": "goods were passed on"}}})
    Traceback (most recent call last):
    ...
    sanctionslab.vocabulary.values.FactError: facts.toml, conduct: directions is missing, so \
nothing says which acts pass goods on. Write [conduct.directions] with a line such as \
transfer = ["to_dprk", "from_dprk"].
    """
    ways = entries.get("conduct", {}).get("directions")
    if not isinstance(ways, dict) or not ways:
        message = (
            "facts.toml, conduct: directions is missing, so nothing says which acts pass goods on. "
            'Write [conduct.directions] with a line such as transfer = ["to_dprk", "from_dprk"].'
        )
        raise FactError(message, "directions", ways)
    _refuse_lost_values(entries, ways)
    described = {name: Fact(name, **_fixed(entry)) for name, entry in entries.items()}
    return MappingProxyType(described)


def _fixed(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry whose tables nobody can change: all cases share the vocabulary."""
    return {key: _unchanging(value) for key, value in entry.items()}


def _unchanging(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType(value)
    return tuple(value) if isinstance(value, list) else value


def _refuse_lost_values(entries: Mapping[str, Any], ways: Mapping[str, list[str]]) -> None:
    """Refuse a vocabulary in which one value is told of by a name that is none."""
    acts, directions = entries["conduct"]["values"], entries["direction"]["values"]
    # What is named where, and among what it has to be described: (table, name, allowed names).
    named = [("conduct", act, acts) for act in (*ways, *entries["conduct"].get("of_things", ()))]
    named += [("direction", way, directions) for of_act in ways.values() for way in of_act]
    for name, entry in entries.items():
        for table in ("untested", "unasked"):
            named += [(name, value, entry.get("values", ())) for value in entry.get(table, ())]
        named += [(name, doubt, entries) for doubt in entry.get("untested", {}).values()]
    for name, value, allowed in named:
        if value not in allowed:
            message = f"facts.toml, {name}: {quoted(value)} is named there and described nowhere."
            raise FactError(f"{message}{near(value, allowed)}", name, value, allowed)


def fact(name: object) -> Fact:
    """One fact by its name. Raises FactError with the near miss for a name that does not exist.

    >>> fact("colour")
    Traceback (most recent call last):
    ...
    sanctionslab.vocabulary.values.FactError: "colour" is not a fact of the vocabulary. \
sl.facts() lists them.
    """
    every = every_fact()
    if not isinstance(name, str) or name not in every:
        hint = near(name, every) or " sl.facts() lists them."
        message = f"{quoted(name)} is not a fact of the vocabulary.{hint}"
        raise FactError(message, name, name, every)  # type: ignore[arg-type]
    return every[name]


def in_order(names: Collection[str]) -> list[str]:
    """Names of facts in the order of the vocabulary; what is no fact is left out.

    >>> in_order({"hs", "on", "item"})
    ['on', 'item', 'hs']
    """
    places = _places()
    return sorted({name for name in names if name in places}, key=places.__getitem__)


@functools.cache
def _places() -> dict[str, int]:
    return {name: place for place, name in enumerate(every_fact())}


def labels(names: Collection[str], between: str = "; ") -> str:
    """The labels of facts, in the order of the vocabulary, as one text.

    >>> labels({"hs", "on"})
    'Date; HS code'
    """
    return between.join(fact(name).label for name in in_order(names))


def by_labels(text: str) -> str:
    """A text for people: the names of facts in it give way to their labels.

    >>> by_labels("That is argued (reading_1695_force).")
    'That is argued (“Reading of 1695 on its force”).'
    """
    if "_" not in text:  # as most texts have none, and this is asked of every note of the law
        return text
    return re.sub(r"\b[a-z]+(?:_[a-z0-9]+)+\b", _label_of, text)


def _label_of(match: re.Match[str]) -> str:
    described = every_fact().get(match[0])
    return f"“{described.label}”" if described else match[0]


def known_day(value: object, refusal: KitError) -> date:
    """A day, parsed as the fact `on` is.

    Raises FactError for what is none, `refusal` for UNKNOWN and for more days than one.

    >>> known_day("2024-02-18", KitError("A day is needed."))
    datetime.date(2024, 2, 18)
    """
    day = fact("on").parse(value)
    if not isinstance(day, date):
        raise refusal
    return day


@functools.cache
def directions_of(conduct: str) -> tuple[str, ...]:
    """The directions that an act can have: goods that are passed on go into a country or out of it.

    >>> directions_of("transfer"), len(directions_of("meeting"))
    (('to_dprk', 'from_dprk'), 3)
    """
    return tuple(fact("conduct").directions.get(conduct, fact("direction").values))
