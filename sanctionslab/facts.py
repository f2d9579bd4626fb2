"""The vocabulary of facts, and Case: an immutable set of facts, each with its evidence.

The facts themselves are data: `data/facts.toml` describes each one, `data/items.csv` lists the things
and what is presumed of them, `data/cases.toml` holds the named cases.
"""

import csv
import difflib
import functools
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from pathlib import Path
from types import MappingProxyType

from .logic import UNKNOWN, Truth

OTHER = "another thing"  # stands for every item that items.csv does not list
DERIVED = ("arms", "public_transport", "national_luxury", "control_listed", "civil_aircraft_part")


def data_path(*parts):
    """The path of a file of the kit's data, in a checkout and in an installed wheel alike.

    >>> data_path("facts.toml").name
    'facts.toml'
    """
    here = Path(__file__).resolve().parent
    base = here / "data"
    return (base if base.is_dir() else here.parent / "data").joinpath(*parts)


@functools.cache
def as_of():
    """The day up to which the kit's data goes, from `data/datapackage.json`.

    >>> as_of() > date(2026, 1, 1)
    True
    """
    import json  # only figures and screening ask

    return date.fromisoformat(
        json.loads(data_path("datapackage.json").read_text(encoding="utf-8"))["asOf"]
    )


class KitError(ValueError):
    """A mistake in what the kit was given. The message is one sentence with the way out.

    Arguments: `name` is the thing at fault, `value` what was given, `allowed` what could stand there.
    Programs can read them as attributes. A notebook shows the sentence without a traceback.
    """

    def __init__(self, message, name=None, value=None, allowed=()):
        super().__init__(message)
        self.name, self.value, self.allowed = name, value, tuple(allowed)

    def _render_traceback_(self):
        return [f"{type(self).__name__}: {self}"]


class FactError(KitError):
    """A fact that does not exist, or a value that it cannot have."""


def shown(value):
    """A value as an error can show it: its repr, cut where it is long, or its type where it has none.

    >>> shown("87a"), shown(10 ** 9999)
    ("'87a'", 'a value of type int')
    """
    try:
        text = repr(value)
    except Exception:
        return f"a value of type {type(value).__name__}"
    return text if len(text) <= 80 else f"{text[:77]}..."


def near(word, options):
    """A "did you mean" for a misspelt word, or an empty string.

    >>> near("passenger_cars", ["passenger_car", "bus"])
    ' Did you mean "passenger_car"?'
    """
    options = [str(option) for option in options]
    if not isinstance(word, str):
        return ""
    hit = difflib.get_close_matches(word, options, 1, 0.6)
    if not hit:
        lowered = {option.lower(): option for option in options}
        hit = [lowered[low] for low in difflib.get_close_matches(word.lower(), lowered, 1, 0.6)]
    return f' Did you mean "{hit[0]}"?' if hit else ""


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
    sanctionslab.facts.FactError: "colour" is not a fact of the vocabulary. sl.facts() lists them.
    """
    if not isinstance(name, str) or name not in facts():
        hint = near(name, facts()) or " sl.facts() lists them."
        raise FactError(
            f"{_quoted(name)} is not a fact of the vocabulary.{hint}", name, name, facts()
        )
    return facts()[name]


def _quoted(name):
    return f'"{name}"' if isinstance(name, str) and len(name) < 80 else shown(name)


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
                {name: fact(name).parse(row[name]) for name in DERIVED if row[name]},
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
    sanctionslab.facts.FactError: item is "passenger_car" (HS 8703) but hs is "0101" (8703 does not cover it). Change one of them, or leave hs out.
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
        if thing is UNKNOWN and name in DERIVED:
            value = _presumed_of_some_thing(name, self.given.get("hs", UNKNOWN))
            return value, "unknown" if value is UNKNOWN else "presumed"
        if thing not in (UNKNOWN, OTHER) and (name == "hs" or name in DERIVED):
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
def cases():
    """Every named case by key, in the order of `data/cases.toml`.

    >>> cases()["aurus-2024-02"].value("conduct")
    'transfer'
    """
    with data_path("cases.toml").open("rb") as file:
        return MappingProxyType(
            {key: _named(key, entry) for key, entry in tomllib.load(file).items()}
        )


def _named(key, entry):
    given = {name: detail["value"] for name, detail in entry["facts"].items()}
    evidence = {
        name: Evidence(
            tuple(detail.get("evidence", ())), detail.get("known"), detail.get("note", "")
        )
        for name, detail in entry["facts"].items()
    }
    return Case(key=key, title=entry["title"], note=entry.get("note"), evidence=evidence, **given)


def case(key):
    """A named case, every fact with its evidence. Raises FactError with the near miss.

    >>> case("aurus-2024-02").value("on")
    datetime.date(2024, 2, 18)
    """
    if not isinstance(key, str) or key not in cases():
        hint = near(key, cases()) or " sl.cases() lists them."
        raise FactError(
            f"{_quoted(key)} is not a named case of data/cases.toml.{hint}", "case", key, cases()
        )
    return cases()[key]


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
