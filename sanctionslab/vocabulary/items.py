"""The things that a case can be about, as `data/items.csv` lists them."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ..logic import UNKNOWN
from .facts import OTHER, fact, from_the_item, thing_rows
from .hs import NO_GOODS, expand, overlap
from .possible import OneOf, members
from .values import FactError, Value


@dataclass(frozen=True)
class Item:
    """A thing that a case can be about: a row of `data/items.csv`.

    `hs` is its code, `codes` every code under which it is found, `presumed` what holds of it
    unless said otherwise. `fills` are the headings that it fills, on the ground `fills_ground`:
    no thing that the list does not name is classed there.

    >>> item("bus").hs, item("bus").presumed["public_transport"]
    ('8702', YES)
    >>> item("coal").fills, item("bus").fills
    (('2701',), ())
    """

    key: str
    label: str
    group: str
    hs: str
    codes: tuple[str, ...]
    presumed: dict[str, Value] = field(hash=False)
    note: str = ""
    fills: tuple[str, ...] = ()
    fills_ground: str = ""

    def fits(self, hs: str) -> bool:
        """Whether the thing can fall under this HS code.

        >>> item("bus").fits("87"), item("bus").fits("8703")
        (True, False)
        """
        return any(overlap(code, hs) for code in self.codes)


@functools.cache
def items() -> Mapping[str, Item]:
    """Every item by key, in the order of `data/items.csv`.

    >>> len(items()), items()["luxury_automobile"].hs
    (98, '8703')
    """
    return MappingProxyType({key: _item(row) for key, row in thing_rows().items()})


def _item(row: Mapping[str, str]) -> Item:
    also = _codes(row["also_hs"])
    return Item(
        key=row["key"],
        label=row["label"],
        group=row["group"],
        hs=row["hs"],
        codes=(row["hs"], *also),
        presumed={name: fact(name).parse(row[name]) for name in from_the_item() if row[name]},
        note=row["note"],
        fills=_codes(row["fills"]),
        fills_ground=row["fills_ground"],
    )


def _codes(cell: str) -> tuple[str, ...]:
    return expand(code for code in cell.split(";") if code)


def item(key: object) -> Item:
    """One item by its key. Raises FactError with the near miss.

    >>> item("horse").label
    'horse'
    """
    parsed = fact("item").parse(key)
    if parsed not in items():
        message = (
            f'"{parsed}" has no row in data/items.csv: it stands for what the list does not name.'
        )
        raise FactError(message, "item", key, items())
    return items()[str(parsed)]


@functools.cache
def filled_headings() -> tuple[str, ...]:
    """The headings that things of the list fill, as prefixes of codes.

    >>> "2701" in filled_headings(), "2710" in filled_headings()
    (True, False)
    """
    return tuple(sorted({code for thing in items().values() for code in thing.fills}))


@functools.lru_cache(maxsize=20_000)
def fits(thing: object, code: object) -> bool:
    """Whether a thing and an HS code can stand together.

    Either may be one of several, UNKNOWN, or None.

    A thing that the list does not name stands under no heading that a listed thing fills.

    >>> fits("bus", "8702"), fits("bus", "8703"), fits("bus", UNKNOWN), fits(None, "8703")
    (True, False, True, True)
    >>> fits(OTHER, "2701"), fits(OTHER, "27")
    (False, True)
    """
    if thing in (None, UNKNOWN) or code in (None, UNKNOWN):
        return True
    if isinstance(thing, OneOf) or isinstance(code, OneOf):
        return any(fits(key, digits) for key in members(thing) for digits in members(code))
    if thing == OTHER:
        # Under a filled heading there is nothing that the list does not name.
        return not str(code).startswith(filled_headings())
    return item(thing).fits(str(code))


@functools.lru_cache(maxsize=10_000)
def has_its_thing(conduct: object, thing: object) -> bool:
    """Whether an act can stand beside a thing: what is passed on or repaired cannot be nothing.

    Either may be one of several, UNKNOWN, or None. Which acts are done to a thing, the vocabulary
    says (`of_things`).

    >>> has_its_thing("transfer", "nothing"), has_its_thing("finance", "nothing")
    (False, True)
    >>> has_its_thing("transfer", OneOf(("nothing", "coal"))), has_its_thing("transfer", None)
    (True, True)
    """
    things = [items().get(key) for key in members(thing)]
    is_nothing = all(known is not None and known.hs == NO_GOODS for known in things)
    acts = fact("conduct").of_things
    return not (is_nothing and all(act in acts for act in members(conduct)))


@functools.lru_cache(maxsize=10_000)
def fitting(code: object) -> tuple[str, ...]:
    """Every thing that a code does not rule out. The code may be UNKNOWN, or None.

    >>> fitting("2701"), fitting("9102")
    (('coal',), ('watch', 'another thing'))
    """
    if code in (None, UNKNOWN):
        return (*items(), OTHER)
    codes = members(code)
    keys = [key for key, thing in items().items() if any(map(thing.fits, codes))]
    return (*keys, OTHER) if fits(OTHER, code) else tuple(keys)
