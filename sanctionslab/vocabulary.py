"""vocabulary."""

import csv
import functools
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from .errors import KitError, _quoted, near, shown
from .files import data_path
from .logic import UNKNOWN, Truth

OTHER = "another thing"  # stands for every item that items.csv does not list


FROM_THE_ITEM = (
    "arms",
    "public_transport",
    "national_luxury",
    "control_listed",
    "civil_aircraft_part",
)


class FactError(KitError):
    """A fact that does not exist, or a value that it cannot have."""


@dataclass(frozen=True)
class Fact:
    """One fact of the vocabulary, as `data/facts.toml` describes it.

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
    values: dict = field(default_factory=dict, hash=False)
    presumed: str | None = None

    @property
    def presumption(self):
        """The value presumed whatever the item is, or None."""
        if self.presumed is None or self.presumed in ("item", "on"):
            return None
        return self.parse(self.presumed.removeprefix("item, else "))

    def parse(self, value):
        """A value in its one canonical form: a date, a Truth, a number or a string.

        Raises FactError, with the value, what was allowed and the next step.

        >>> fact("hs").parse("87.03"), fact("on").parse("2024-02-18"), fact("new").parse(True)
        ('8703', datetime.date(2024, 2, 18), YES)
        """
        if value is UNKNOWN or (isinstance(value, str) and value.strip().lower() == "unknown"):
            return UNKNOWN
        return _PARSERS[self.type](self, value)

    def words(self, value):
        """The value in words.

        >>> fact("direction").words("to_dprk"), fact("item").words("bus")
        ('into the DPRK', 'city bus or coach')
        """
        if value is UNKNOWN:
            return "unknown"
        if self.type == "choice":
            return self.values[value]
        if self.type == "item":
            return (
                item(value).label
                if value != OTHER
                else "a thing that the list of items does not name"
            )
        if self.type == "date":
            return f"{value.day} {value:%B} {value.year}"
        if self.type == "number":
            return f"{value:,}"
        return str(value)

    def __repr__(self):
        return f"<Fact {self.name}: {self.question}>"


def _refuse(fact_, value, allowed, step, options=()):
    raise FactError(
        f"{fact_.name}: {shown(value)} is not {allowed}.{step}", fact_.name, value, options
    )


def _parse_date(fact_, value):
    if (
        isinstance(value, datetime) and value == value
    ):  # pandas' NaT is a datetime that equals nothing
        return value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            _refuse(fact_, value, "a day of the calendar", " Check the month and the day.")
    _refuse(
        fact_,
        value,
        "a date",
        ' Give a day as "2024-02-18", or UNKNOWN if only the month or year is known.',
    )


def _parse_choice(fact_, value):
    if isinstance(value, str) and value in fact_.values:
        return value
    options = list(fact_.values)
    _refuse(
        fact_,
        value,
        f"one of {', '.join(options)}",
        near(value, options) or " Or give UNKNOWN.",
        options,
    )


def _parse_truth(fact_, value):
    if isinstance(value, Truth):
        return value
    if type(value).__name__ in ("bool", "bool_"):  # Python's or NumPy's
        return Truth.YES if value else Truth.NO
    if isinstance(value, str) and value.strip().lower() in ("yes", "no"):
        return Truth(value.strip().lower())
    _refuse(
        fact_,
        value,
        '"yes", "no", True or False',
        " If you do not know, give UNKNOWN.",
        ("yes", "no"),
    )


def _parse_number(fact_, value):
    if not isinstance(value, (bool, str)):
        try:
            number = float(value)
        except Exception:
            number = float("nan")
        if 0 <= number < float("inf"):
            return int(number) if number == int(number) else number
    _refuse(
        fact_, value, "a number from 0 up", " Give plain US dollars, for example 150, or UNKNOWN."
    )


def _parse_item(fact_, value):
    if isinstance(value, str) and (value in items() or value == OTHER):
        return value
    _refuse(
        fact_,
        value,
        "an item of data/items.csv",
        near(value, items())
        or " sl.items() lists them; a thing that is not there goes by its hs code.",
        items(),
    )


def _parse_hs(fact_, value):
    code = (
        re.sub(r"[\s.]", "", value)
        if isinstance(value, str)
        else str(value)
        if type(value) is int and abs(value) < 10**12
        else ""
    )
    if not code.isdecimal() or not code.isascii():
        _refuse(fact_, value, "an HS code", ' Give 2, 4 or 6 digits as text, for example "8703".')
    if len(code) in (1, 3, 5) and "0" + code[:1] in _CHAPTERS:
        _refuse(
            fact_,
            value,
            "an HS code of 2, 4 or 6 digits",
            f' Was a leading zero lost? Then give "0{code}".',
        )
    if len(code) > 6:
        _refuse(
            fact_,
            value,
            "an HS code of at most 6 digits",
            f' National digits come after the sixth; give "{code[:6]}".',
        )
    if code[:2] not in _CHAPTERS or len(code) not in (2, 4, 6):
        _refuse(
            fact_,
            value,
            "an HS code of 2, 4 or 6 digits in chapters 01 to 97 (77 is empty)",
            " Check the digits.",
        )
    return code


_CHAPTERS = {f"{n:02}" for n in range(1, 98) if n != 77}


_PARSERS = {
    "date": _parse_date,
    "choice": _parse_choice,
    "yes/no": _parse_truth,
    "number": _parse_number,
    "item": _parse_item,
    "hs": _parse_hs,
}


def expand(ranges):
    """HS codes and ranges as a tuple of codes of equal length within each range.

    Raises ValueError for what is none: "89-86" runs backwards, 77 is empty.

    >>> expand(["07", "86-89"])
    ('07', '86', '87', '88', '89')
    """
    codes = []
    for text in ranges:
        low, _, high = text.partition("-") if isinstance(text, str) else ("", "", "")
        high = high or low
        run = []
        if low.isdecimal() and high.isdecimal() and len(low) == len(high) and len(low) in (2, 4, 6):
            run = [f"{n:0{len(low)}}" for n in range(int(low), int(high) + 1)]
        if not run or any(code[:2] not in _CHAPTERS for code in run):
            raise ValueError(
                f'{_quoted(text)} is not an HS code or a range of them such as "86-89" (chapters 01 to 97; 77 is empty)'
            )
        codes += run
    return tuple(codes)


def within(code, prefixes):
    """Whether an HS code lies under one of the prefixes: YES, NO, or UNKNOWN where the code is too short to tell.

    >>> within("8703", ("87",)), within("0101", ("87",)), within("87", ("8703",))
    (YES, NO, UNKNOWN)
    """
    if code.startswith(prefixes):
        return Truth.YES
    return Truth.UNKNOWN if any(prefix.startswith(code) for prefix in prefixes) else Truth.NO


@dataclass(frozen=True)
class Item:
    """A thing that a case can be about: a row of `data/items.csv`.

    `hs` is its code, `codes` every code under which it is found, `presumed` what holds of it unless said otherwise.

    >>> item("bus").hs, item("bus").presumed["public_transport"]
    ('8702', YES)
    """

    key: str
    label: str
    group: str
    hs: str
    codes: tuple
    presumed: dict = field(hash=False)
    note: str = ""

    def fits(self, hs):
        """Whether the thing can fall under this HS code."""
        return any(code.startswith(hs) or hs.startswith(code) for code in self.codes)


@functools.cache
def facts():
    """Every fact of the vocabulary by name, in the order of `data/facts.toml`.

    >>> list(facts())[:4]
    ['on', 'direction', 'conduct', 'item']
    """
    with data_path("facts.toml").open("rb") as file:
        return MappingProxyType(
            {name: Fact(name, **entry) for name, entry in tomllib.load(file).items()}
        )


def fact(name):
    """One fact by its name. Raises FactError with the near miss for a name that does not exist.

    >>> fact("colour")
    Traceback (most recent call last):
    ...
    sanctionslab.vocabulary.FactError: "colour" is not a fact of the vocabulary. sl.facts() lists them.
    """
    if not isinstance(name, str) or name not in facts():
        hint = near(name, facts()) or " sl.facts() lists them."
        raise FactError(
            f"{_quoted(name)} is not a fact of the vocabulary.{hint}", name, name, facts()
        )
    return facts()[name]


@functools.cache
def items():
    """Every item by key, in the order of `data/items.csv`.

    >>> len(items()), items()["luxury_automobile"].hs
    (97, '8703')
    """
    with data_path("items.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType(
        {
            row["key"]: Item(
                row["key"],
                row["label"],
                row["group"],
                row["hs"],
                (row["hs"], *expand(filter(None, row["also_hs"].split(";")))),
                {name: fact(name).parse(row[name]) for name in FROM_THE_ITEM if row[name]},
                row["note"],
            )
            for row in rows
        }
    )


def item(key):
    """One item by its key. Raises FactError with the near miss.

    >>> item("horse").label
    'horse'
    """
    parsed = fact("item").parse(key)
    if parsed not in items():
        raise FactError(
            f'"{parsed}" has no row in data/items.csv: it stands for what the list does not name.',
            "item",
            key,
            items(),
        )
    return items()[parsed]
