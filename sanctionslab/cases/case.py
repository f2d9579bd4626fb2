"""cases/case."""

import functools
from html import escape
from types import MappingProxyType

from ..errors import shown
from ..logic import UNKNOWN
from ..vocabulary import FROM_THE_ITEM, OTHER, FactError, fact, facts, item, items
from .evidence import Evidence, moment_key


class Case:
    """An immutable set of facts about one event.

    Facts are given by name; a fact that is not given is presumed where `data/facts.toml` presumes it, and else unknown.
    `UNKNOWN` may be given for any fact and overrides its presumption. `None` means: not given.
    Raises FactError for a misspelt fact, a value that cannot stand, or two facts that contradict each other.

    >>> car = Case(on="2024-02-18", direction="to_dprk", conduct="transfer", item="passenger_car")
    >>> car.value("hs"), car.value("committee_approval"), car.value("national_luxury")
    ('8703', NO, UNKNOWN)
    >>> car.but(on="2015-01-01")
    Case(on="2015-01-01", direction="to_dprk", conduct="transfer", item="passenger_car")
    >>> Case(on="2024-02-18", item="passenger_car", hs="0101")
    Traceback (most recent call last):
    ...
    sanctionslab.vocabulary.FactError: item is "passenger_car" (HS 8703) but hs is "0101" (8703 does not cover it). Change one of them, or leave hs out.
    """

    __slots__ = ("given", "evidence", "key", "title", "note")

    def __init__(self, *, key=None, title=None, note=None, evidence=None, **given):
        parsed = {
            name: fact(name).parse(value) for name, value in given.items() if value is not None
        }
        if "on" not in parsed:
            raise FactError(
                'A case needs a date: on="2024-02-18", or on=UNKNOWN if the day is not known.', "on"
            )
        ordered = {name: parsed[name] for name in facts() if name in parsed}
        _refuse_contradiction(ordered)
        if evidence is not None and not (
            hasattr(evidence, "values") and all(isinstance(e, Evidence) for e in evidence.values())
        ):
            raise FactError(
                f'evidence is {shown(evidence)}; it must hold an Evidence for each fact: {{"item": Evidence(rows=("KH-25",))}}.',
                "evidence",
                evidence,
            )
        for name, value in (
            ("given", MappingProxyType(ordered)),
            ("key", key),
            ("title", title),
            ("note", note),
            (
                "evidence",
                MappingProxyType({n: e for n, e in (evidence or {}).items() if n in ordered}),
            ),
        ):
            object.__setattr__(self, name, value)

    def __setattr__(self, name, value):
        raise FactError(
            f"A case does not change. Make a changed copy: case.but({name}=...)", name, value
        )

    def value(self, name):
        """The value of a fact here: given, presumed, or UNKNOWN.

        >>> Case(on="2024-02-18", item="bus").value("public_transport")
        YES
        """
        return self.origin(name)[0]

    def origin(self, name):
        """The value of a fact and where it comes from: "given", "item", "presumed" or "unknown".

        >>> Case(on="2024-02-18", item="bus").origin("hs")
        ('8702', 'item')
        """
        described = fact(name)
        if name in self.given:
            value = self.given[name]
            return value, "unknown" if value is UNKNOWN else "given"
        thing = self.given.get("item", UNKNOWN)
        if described.presumed == "on":
            value = self.given["on"]
            return value, "unknown" if value is UNKNOWN else "presumed"
        if thing is UNKNOWN and name in FROM_THE_ITEM:
            value = _presumed_of_some_thing(name, self.given.get("hs", UNKNOWN))
            return value, "unknown" if value is UNKNOWN else "presumed"
        if thing not in (UNKNOWN, OTHER) and (name == "hs" or name in FROM_THE_ITEM):
            value = item(thing).hs if name == "hs" else item(thing).presumed.get(name)
            if value is not None:
                return value, "unknown" if value is UNKNOWN else "item"
        value = described.presumption
        return (UNKNOWN, "unknown") if value is None else (value, "presumed")

    def but(self, **changes):
        """A changed copy. `None` takes a fact back to not given. Evidence for a changed fact is dropped.

        >>> Case(on="2024-02-18", item="bus").but(item="wheelchair").value("hs")
        '8713'
        """
        given = {**self.given, **{fact(name).name: value for name, value in changes.items()}}
        kept = {name: e for name, e in self.evidence.items() if name not in changes}
        return Case(key=self.key, title=self.title, note=self.note, evidence=kept, **given)

    def as_known(self, moment):
        """The case with only the facts that were public by a moment.

        Arguments: `moment`, a day as "2024-02-20", or a day with its part, as "2024-02-20 morning".
        Facts without a date of becoming known are kept: they are definitions.

        >>> case("aurus-2024-02").as_known("2024-02-20 morning").value("item")
        UNKNOWN
        """
        by = moment_key(moment)
        late = {
            name: None for name, e in self.evidence.items() if e.known and moment_key(e.known) > by
        }
        if "on" in late:
            late["on"] = UNKNOWN
        return self.but(**late) if late else self

    def __eq__(self, other):
        return isinstance(other, Case) and dict(self.given) == dict(other.given)

    def __hash__(self):
        return hash(tuple(self.given.items()))

    def __repr__(self):
        return f"Case({', '.join(f'{name}={_code(value)}' for name, value in self.given.items())})"

    def _repr_html_(self):
        rows = "".join(
            f"<tr><th scope='row' style='text-align:start'>{escape(fact(name).label)}</th>"
            f"<td style='text-align:start'>{escape(fact(name).words(value))}</td>"
            f"<td style='text-align:start'><code>{escape(f'{name}={_code(value)}')}</code></td>"
            f"<td style='text-align:start'>{escape(', '.join(known.rows) if (known := self.evidence.get(name)) else '')}</td></tr>"
            for name, value in self.given.items()
        )
        heads = "".join(
            f"<th scope='col' style='text-align:start'>{head}</th>"
            for head in ("Fact", "In words", "In code", "Rests on")
        )
        title = f"<caption style='text-align:start;font-weight:bold'>{escape(self.title or 'A case')}</caption>"
        return f"<table>{title}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


@functools.cache
def _presumed_of_some_thing(name, hs):
    """What is presumed of a thing of which only the HS code is known, if that: UNKNOWN where one thing differs from another."""
    general = fact(name).presumption
    fitting = [thing for thing in items().values() if hs is UNKNOWN or thing.fits(hs)]
    values = {general, *(thing.presumed.get(name, general) for thing in fitting)}
    return UNKNOWN if len(values) > 1 or None in values else values.pop()


def _code(value):
    if value is UNKNOWN or isinstance(value, (int, float)):
        return repr(value)
    return f'"{value}"'


def _refuse_contradiction(given):
    thing, hs = given.get("item", UNKNOWN), given.get("hs", UNKNOWN)
    if UNKNOWN in (thing, hs) or thing == OTHER or item(thing).fits(hs):
        return
    codes = ", ".join(item(thing).codes)
    raise FactError(
        f'item is "{thing}" (HS {item(thing).hs}) but hs is "{hs}" ({codes} does not cover it). '
        "Change one of them, or leave hs out.",
        "hs",
        hs,
        item(thing).codes,
    )
