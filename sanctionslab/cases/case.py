"""Case: an immutable set of facts about one event, each with its evidence.

`given` holds what somebody says, each value in the one form that its fact gives it. What nobody
says is not filled in: `origin` says what holds of it, and why, whenever it is asked.
"""

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NoReturn, TypeAlias

from ..errors import shown
from ..logic import UNKNOWN, Truth
from ..outline import START, Html, table_html
from ..vocabulary import (
    NO_GOODS,
    OTHER,
    Fact,
    FactError,
    OneOf,
    Value,
    allows,
    between,
    fact,
    fits,
    fitting,
    from_the_item,
    has_its_thing,
    in_code,
    in_order,
    is_open,
    item,
)
from .evidence import Evidence, moment_key

# "code": no case says so, but a step can, of a thing that fills the heading.
Origin: TypeAlias = Literal["given", "item", "code", "presumed", "unknown"]


class Case:
    """An immutable set of facts about one event.

    Facts are given by name; a fact that is not given is presumed where `data/facts.toml` presumes
    it, and else unknown. `UNKNOWN` may be given for any fact and overrides its presumption. `None`
    means: not given. Raises FactError for a misspelt fact, a value that cannot stand, or two facts
    that contradict each other.

    >>> car = Case(
    ...     on="2024-02-18", direction="to_dprk", conduct="transfer", item="passenger_car"
    ... )
    >>> car.value("hs"), car.value("committee_approval"), car.value("national_luxury")
    ('8703', NO, UNKNOWN)
    >>> Case(on="2023-09", item=one_of("bus", "passenger_car")).value("hs")
    one_of("8702", "8703")
    >>> car.but(on="2015-01-01")
    Case(on="2015-01-01", direction="to_dprk", conduct="transfer", item="passenger_car")
    >>> Case(on="2024-02-18", item="passenger_car", hs="0101")
    Traceback (most recent call last):
    ...
    sanctionslab.vocabulary.values.FactError: item is "passenger_car" (HS 8703) but hs is "0101" \
(8703 does not cover it). Change one of them, or leave hs out.
    """

    __slots__ = ("evidence", "given", "key", "note", "title")

    given: Mapping[str, Value]
    evidence: Mapping[str, Evidence]
    key: str | None
    title: str | None
    note: str | None

    def __init__(
        self,
        *,
        key: str | None = None,
        title: str | None = None,
        note: str | None = None,
        evidence: Mapping[str, Evidence] | None = None,
        **given: object,
    ) -> None:
        parsed = {
            name: fact(name).parse(value) for name, value in given.items() if value is not None
        }
        if "on" not in parsed:
            message = 'A case needs a date: on="2024-02-18", or on=UNKNOWN if the day is not known.'
            raise FactError(message, "on")
        ordered = {name: parsed[name] for name in in_order(parsed)}
        _refuse_contradiction(ordered)
        for what, text in (("key", key), ("title", title), ("note", note)):
            if text is not None and (not isinstance(text, str) or isinstance(text, Truth)):
                raise FactError(f"{what} is a text, not {shown(text)}.", what, text)
        if evidence is not None and not _is_evidence(evidence):
            message = (
                f"evidence is {shown(evidence)}; it must hold an Evidence for each fact: "
                '{"item": Evidence(rows=("KH-25",))}.'
            )
            raise FactError(message, "evidence", evidence)
        behind = {name: known for name, known in (evidence or {}).items() if name in ordered}
        keep = functools.partial(object.__setattr__, self)  # past our own __setattr__
        keep("given", MappingProxyType(ordered))
        keep("evidence", MappingProxyType(behind))
        keep("key", key)
        keep("title", title)
        keep("note", note)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FactError(
            f"A case does not change. Make a changed copy: case.but({name}=...)", name, value
        )

    def value(self, name: str) -> Any:
        """The value of a fact here: given, presumed, or UNKNOWN. Its type is that of the fact.

        >>> Case(on="2024-02-18", item="bus").value("public_transport")
        YES
        """
        return self.origin(name)[0]

    def origin(self, name: str) -> tuple[Any, Origin]:
        """The value of a fact and where it comes from: "given", "item", "presumed" or "unknown".

        >>> Case(on="2024-02-18", item="bus").origin("hs")
        ('8702', 'item')
        """
        if isinstance(name, str) and name in self.given:
            return _from(self.given[name], "given")
        # From the date, from the thing, or the same in every case.
        described = fact(name)
        if described.presumed == "on":
            return _from(self.given["on"], "presumed")
        if name == "hs" or name in from_the_item():
            return self._origin_by_the_thing(described)
        return _from(described.presumption, "presumed")

    def _origin_by_the_thing(self, described: Fact) -> tuple[Any, Origin]:
        """The value of a fact that a thing brings along, and where it comes from."""
        name, thing = described.name, self.given.get("item", UNKNOWN)
        if is_open(thing) and name != "hs":  # presumed as far as all that it may be have it alike
            code = self.given.get("hs", UNKNOWN)
            return _from(_presumed_of_some_thing(name, code, thing), "presumed")
        if isinstance(thing, OneOf):
            return _from(_code_of_some_thing(thing), "item")
        if not is_open(thing) and thing != OTHER:
            value = item(thing).hs if name == "hs" else item(thing).presumed.get(name)
            if value is not None:
                return _from(value, "item")
        return _from(described.presumption, "presumed")

    def but(self, **changes: object) -> "Case":
        """A changed copy. `None` takes a fact back to not given.

        Evidence for a changed fact is dropped.

        >>> Case(on="2024-02-18", item="bus").but(item="wheelchair").value("hs")
        '8713'
        """
        # `fact` refuses a name that there is not.
        given = {**self.given, **{fact(name).name: value for name, value in changes.items()}}
        kept = {name: known for name, known in self.evidence.items() if name not in changes}
        return Case(key=self.key, title=self.title, note=self.note, evidence=kept, **given)

    def as_known(self, moment: object) -> "Case":
        """The case with only the facts that were public by a moment.

        Arguments: `moment`, a day as "2024-02-20", or a day with its part, as "2024-02-20 morning".
        Facts without a date of becoming known are kept: they are definitions.

        >>> case("aurus-2024-02").as_known("2024-02-20 morning").value("item")
        UNKNOWN
        """
        last = moment_key(moment)
        late = [
            name
            for name, behind in self.evidence.items()
            if behind.known and moment_key(behind.known) > last
        ]
        return self.without(*late, since=False)

    def without(self, *names: str, since: bool = True) -> "Case":
        """The case without some facts, each taken back to not given.

        A case has to have a date. Where its day goes, what was done had been done by the day on
        which that was public: the date of a report bounds what it reports. If nothing is left of
        that either, the date is UNKNOWN. Arguments: `names` of facts; `since`, whether the day
        before which it cannot have been still holds.

        >>> case("aurus-2024-02").without("on").value("on")
        between("2018-05-07", "2024-02-20")
        """
        if not names:
            return self
        changes: dict[str, object] = dict.fromkeys(fact(name).name for name in names)
        if "on" in changes:
            changes["on"] = self._bounds(names, since)
        return self.but(**changes)

    def _bounds(self, fallen: tuple[str, ...], since: bool) -> object:
        """What is left of the date where the day is gone."""
        day, act = self.evidence.get("on"), self.evidence.get("conduct")
        earliest = day.since if day and since else None
        # Nobody reports what has not been done yet; but a report that fell too bounds nothing.
        latest = None
        if act and act.rows and act.known and "conduct" not in fallen:
            latest, _ = moment_key(act.known)
        return between(earliest, latest) if earliest or latest else UNKNOWN

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Case) and dict(self.given) == dict(other.given)

    def __hash__(self) -> int:
        return hash(tuple(self.given.items()))

    def __repr__(self) -> str:
        return f"Case({', '.join(_in_code(name, value) for name, value in self.given.items())})"

    def _repr_html_(self) -> str:
        heads = ("Fact", "In words", "In code", "Rests on")
        rows = [self._row(name, value) for name, value in self.given.items()]
        return table_html(self.title or "A case", heads, rows, f"{START};font-weight:bold")

    def _row(self, name: str, value: Value) -> tuple[str, ...]:
        described, behind = fact(name), self.evidence.get(name)
        code = Html.of("code", _in_code(name, value))
        return (
            described.label,
            described.words(value),
            code,
            ", ".join(behind.rows if behind else ()),
        )


def _from(value: Value | None, origin: Origin) -> tuple[Value, Origin]:
    if value is None or value is UNKNOWN:
        return UNKNOWN, "unknown"
    return value, origin


@functools.cache
def _presumed_of_some_thing(name: str, hs: Value, things: Value) -> Value | None:
    """What is presumed of a thing of which not all is known: its HS code, or some that it may be.

    Where one thing that it may be differs from another, several values or UNKNOWN.
    """
    general = fact(name).presumption
    keys = [key for key in fitting(hs) if allows(things, key)]
    values = {general if key == OTHER else item(key).presumed.get(name, general) for key in keys}
    if len(values) == 1:
        return values.pop()
    # It is open, too, where one of them has no presumption, or only a code tells what it may be.
    several = things is not UNKNOWN and None not in values
    return fact(name).parse(OneOf(tuple(values))) if several else UNKNOWN


@functools.cache
def _code_of_some_thing(things: OneOf) -> Value:
    """The HS codes of things, of which it is one. Another thing may have any."""
    codes = [None if key == OTHER else item(key).hs for key in things.values]
    if None in codes or NO_GOODS in codes:
        return UNKNOWN
    return fact("hs").parse(OneOf(tuple(codes)))


def _in_code(name: str, value: Value) -> str:
    return f"{name}={in_code(value)}"


def _is_evidence(evidence: object) -> bool:
    if not isinstance(evidence, Mapping):
        return False
    return all(isinstance(known, Evidence) for known in evidence.values())


def _refuse_contradiction(given: Mapping[str, Value]) -> None:
    """Refuse a thing, a code and an act that cannot stand together."""
    thing, hs, conduct = given.get("item"), given.get("hs"), given.get("conduct")
    if not has_its_thing(conduct, thing):
        message = (
            f'item is "{thing}" but conduct is "{conduct}", and such an act is done to a thing. '
            "Name the thing, leave item out if it is not known, or choose another act."
        )
        raise FactError(message, "item", thing)
    if fits(thing, hs):
        return
    if isinstance(thing, OneOf) or isinstance(hs, OneOf):
        message = (
            f'item is "{thing}" but hs is "{hs}", and no such thing has such a code. '
            "Change one of them, or leave hs out."
        )
        raise FactError(message, "hs", hs)
    if thing == OTHER:
        named = ", ".join(fitting(hs))
        message = (
            f'item is "{OTHER}" but hs is "{hs}", and that heading holds nothing but what is '
            f"listed: {named}. Change one of them, or leave item out."
        )
        raise FactError(message, "item", thing, fitting(hs))
    listed = item(thing)
    message = (
        f'item is "{thing}" (HS {listed.hs}) but hs is "{hs}" '
        f"({', '.join(listed.codes)} does not cover it). Change one of them, or leave hs out."
    )
    raise FactError(message, "hs", hs, listed.codes)
