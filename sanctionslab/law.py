"""The law as data: resolutions, their paragraphs as measures, and the tests that a measure puts to the facts.

Everything about a paragraph stands in `data/law/`, one file per resolution. Nothing about one stands here.
"""

import functools
import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from html import escape
from types import MappingProxyType

from . import facts as vocabulary
from .facts import KitError, data_path, fact, near, shown
from .logic import UNKNOWN, Truth

SUBJECTS = {
    "arms": "arms",
    "wmd": "weapons programmes",
    "luxury": "luxury goods",
    "finance": "finance and business",
    "exports": "goods from the DPRK",
    "imports": "goods to the DPRK",
    "petroleum": "petroleum",
    "labour": "workers",
    "science": "teaching and science",
    "diplomatic": "diplomatic channel",
    "shipping": "ships and cargo",
    "humanitarian": "exemptions",
    "monitoring": "monitoring",
    "dprk": "duties of the DPRK itself",
}
FORCES = ("binding", "hortatory")
CONFIDENCES = ("verified", "known", "doubtful")
KINDS = ("sanctions", "panel", "humanitarian", "thematic", "draft")


class LawError(KitError):
    """Law that cannot be used: a malformed file, a paragraph or a resolution that does not exist."""


@dataclass(frozen=True)
class Test:
    """A fact and what it must be.

    `op` is "in" (one of `wanted`), "hs" (under one of the prefixes `wanted`), "above", "below", "before" or "on_or_before".

    >>> test = law().measure("2397:7").when[0][2]
    >>> test.fact, test.op, test.check("8703"), test.check("0101"), test.check(UNKNOWN)
    ('hs', 'hs', YES, NO, UNKNOWN)
    """

    __test__ = False  # not for pytest to collect

    fact: str
    op: str
    wanted: tuple

    def check(self, value):
        """YES, NO or UNKNOWN for a value of the fact."""
        if value is UNKNOWN:
            return UNKNOWN
        if self.op == "hs":
            return vocabulary.within(value, self.wanted)
        met = {
            "in": lambda: value in self.wanted,
            "above": lambda: value > self.wanted[0],
            "below": lambda: value < self.wanted[0],
            "before": lambda: value < self.wanted[0],
            "on_or_before": lambda: value <= self.wanted[0],
        }[self.op]()
        return Truth.YES if met else Truth.NO

    @property
    def label(self):
        """The fact that the test asks about, as a short label inside a sentence."""
        label = fact(self.fact).label
        return label if label[1].isupper() else label[0].lower() + label[1:]

    @property
    def asks(self):
        """What the test asks for, in words.

        >>> law().measure("2270:39").when[1][3].asks, law().measure("2397:7").when[0][2].asks
        ('above 2,000', 'a code under 72-76, 78-89')
        """
        if self.op == "hs":
            return f"a code under {', '.join(_ranges(self.wanted))}"
        words = [fact(self.fact).words(value) for value in self.wanted]
        values = words[0] if len(words) == 1 else f"one of: {'; '.join(words)}"
        return values if self.op == "in" else f"{self.op.replace('_', ' ')} {values}"


def _ranges(codes):
    """The codes with runs shortened: ("86", "87", "88") becomes 86-88.

    >>> _ranges(("07", "86", "87", "88"))
    ['07', '86-88']
    """
    runs = []
    for code in codes:
        if runs and len(code) == len(runs[-1][1]) and int(code) == int(runs[-1][1]) + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return [low if low == high else f"{low}-{high}" for low, high in runs]


@dataclass(frozen=True)
class Exemption:
    """A way out of a measure: what must hold (`when`), the paragraph that grants it (`by`) and who may grant it."""

    by: str
    granted_by: str
    text: str
    when: tuple
    confidence: str = "known"

    @property
    def id(self):
        return self.by


@dataclass(frozen=True, repr=False)
class Measure:
    """One operative paragraph, or the part of it that is one rule.

    `when` is a tuple of conjunctions of tests: the measure bites if one of them is met and no exemption is.
    An empty `when` means that the paragraph is recorded as text: it cannot be tested against the facts of a case.

    >>> measure = law().measure("2094:23")
    >>> measure.title, measure.extends, len(measure.when)
    ('Luxury goods named in annex IV of 2094', ('1718:8(a)(iii)',), 3)
    """

    id: str
    title: str
    subject: str
    force: str
    duty: str
    confidence: str
    source: tuple
    when: tuple = ()
    unless: tuple = ()
    lifts: tuple = ()
    granted_by: str = ""
    starts: date | None = None
    ends: date | None = None
    replaces: tuple = ()
    extends: tuple = ()
    note: str = ""

    def _told(self):
        yield self.duty
        if self.note:
            yield self.note
        yield f"{self.force.capitalize()}. How sure we are of the reading: {self.confidence}. Source: {', '.join(self.source)}."

    def __repr__(self):
        return "\n".join([f"{self.id} {self.title}", *(f"  {line}" for line in self._told())])

    def _repr_html_(self):
        lines = "".join(f"<p>{escape(line)}</p>" for line in self._told())
        return f'<section class="sanctionslab-measure" style="max-width:60em"><h4>{escape(f"{self.id} {self.title}")}</h4>{lines}</section>'

    @property
    def prohibits(self):
        """Whether the paragraph can be a ground: it binds, it has tests, and it is no exemption."""
        return self.force == "binding" and bool(self.when) and not self.lifts

    @property
    def resolution(self):
        """The number of its resolution, as text."""
        return self.id.partition(":")[0]


@dataclass(frozen=True)
class Resolution:
    """A resolution of the Security Council, or a draft that failed (`adopted` is None).

    >>> law().resolution(2664).abstained
    ('India',)
    """

    key: str
    symbol: str
    kind: str
    in_favour: int
    against: tuple
    abstained: tuple
    trigger: str
    summary: str
    confidence: str
    source: tuple
    number: int | None = None
    adopted: date | None = None
    voted: date | None = None
    panel: dict | None = field(default=None, hash=False)
    measures: tuple = ()
    note: str = ""

    @property
    def vote(self):
        """For, against, abstaining: "15-0-0"."""
        return f"{self.in_favour}-{len(self.against)}-{len(self.abstained)}"


class Law:
    """Resolutions and their measures. Immutable: every method that changes the law returns a changed copy.

    >>> law().measure("2397:5") in law().in_force("2024-02-18")
    True
    >>> [m.id for m in law().without(2397).in_force("2024-02-18") if m.id.startswith("2375:14")]
    ['2375:14']
    """

    def __init__(self, resolutions, removed=frozenset()):
        self._resolutions = {
            r.key: r for r in sorted(resolutions, key=lambda r: (r.adopted or r.voted, r.key))
        }
        self._removed = removed  # paragraphs taken out one by one: what they granted is gone too
        self._measures = {m.id: m for r in self._resolutions.values() for m in r.measures}
        self._cache = {}

    @property
    def resolutions(self):
        """Every resolution and failed draft in this law, by date."""
        return tuple(self._resolutions.values())

    @property
    def measures(self):
        """Every measure in this law, by resolution and paragraph."""
        return tuple(self._measures.values())

    def resolution(self, number):
        """A resolution by its number (2397) or a draft by its symbol. Raises LawError with the near miss."""
        return self._resolutions[self._key(number)]

    def measure(self, paragraph):
        """A measure by its id ("2397:7"). Raises LawError with the near miss.

        >>> law().measure("2397:77")
        Traceback (most recent call last):
        ...
        sanctionslab.law.LawError: "2397:77" is no measure in this law. Did you mean "2397:7"?
        """
        if not isinstance(paragraph, str) or paragraph not in self._measures:
            hint = near(paragraph, self._measures) or " sl.law().measures lists them."
            raise LawError(
                f"{_quoted(paragraph)} is no measure in this law.{hint}",
                "measure",
                paragraph,
                self._measures,
            )
        return self._measures[paragraph]

    def _key(self, number):
        text = (
            str(number)
            if type(number) is int and 0 < number < 10_000
            else number.strip()
            if isinstance(number, str)
            else ""
        )
        match = _NUMBER.fullmatch(text)
        key = (
            match[1]
            if match
            else next((k for k, r in self._resolutions.items() if text in (k, r.symbol)), None)
        )
        if key not in self._resolutions:
            hint = (
                near(text, self._resolutions)
                or f" It has {', '.join(self._resolutions) or 'none'}."
            )
            raise LawError(
                f"{_quoted(text or number)} is no resolution in this law.{hint}",
                "resolution",
                number,
                self._resolutions,
            )
        return key

    def as_of(self, day):
        """The law as it had been adopted by the end of a day.

        >>> [r.number for r in law().as_of("2012-01-01").resolutions if r.kind == "sanctions"]
        [1718, 1874]
        """
        day = fact("on").parse(day)
        if day is UNKNOWN:
            raise LawError('as_of needs a day such as "2012-01-01".', "as_of", day)
        return Law((r for r in self.resolutions if (r.adopted or r.voted) <= day), self._removed)

    def without(self, *names):
        """The law without some resolutions (2397) or single measures ("2397:7").

        What they replaced comes back; what only extended them falls with them.

        >>> law().without(2397, "2375:14").measure("2371:8").id
        '2371:8'
        """
        paragraphs = [n for n in names if isinstance(n, str) and ":" in n]
        measures = {self.measure(n).id for n in paragraphs}
        numbers = {self._key(n) for n in names if n not in paragraphs}
        left_out = frozenset(measures | numbers)
        if left_out not in self._cache:
            self._cache[left_out] = Law(
                (
                    replace(r, measures=tuple(m for m in r.measures if m.id not in measures))
                    if measures
                    else r
                    for r in self.resolutions
                    if r.key not in numbers
                ),
                self._removed | measures,
            )
        return self._cache[left_out]

    def only(self, *numbers):
        """The law with nothing but some resolutions.

        >>> [r.number for r in law().only(1718).resolutions]
        [1718]
        """
        keep = {self._key(number) for number in numbers}
        return Law((r for r in self.resolutions if r.key in keep), self._removed)

    def changed(self, paragraph, **fields):
        """A copy with one measure changed, checked like the law files.

        Arguments: the id of the measure, and the keys of its TOML entry with their new values (`from_` for `from`).

        >>> strict = law().changed("2321:5", when={"direction": "to_dprk", "conduct": "transfer", "item": "rug"})
        >>> len(strict.measure("2321:5").when)
        1
        """
        old = self.measure(paragraph)
        entry = {**_entry(old), **{name.rstrip("_"): value for name, value in fields.items()}}
        new = _measure(entry, f"changed({paragraph})", self.resolution(old.resolution))
        changed = Law(
            (
                replace(r, measures=tuple(new if m.id == paragraph else m for m in r.measures))
                for r in self.resolutions
            ),
            self._removed,
        )
        _lint(changed)
        return changed

    @functools.cached_property
    def boundaries(self):
        """Every day on which the law in force can change, in order."""
        days = set()
        for resolution in self.resolutions:
            if resolution.adopted:
                days.add(resolution.adopted)
                days.update(day for m in resolution.measures for day in (m.starts, m.ends) if day)
        return tuple(sorted(days))

    def in_force(self, day):
        """The measures in force on a day, in order.

        A measure is in force from the adoption of its resolution, or from its own later day, unless a measure that replaces it
        (directly or through others) has taken effect; a measure that extends others is in force only while one of them is.

        >>> law().measure("2270:29") in law().in_force("2016-06-01"), law().measure("2270:29") in law().in_force("2018-01-01")
        (True, False)
        """
        day = fact("on").parse(day)
        if day is UNKNOWN:
            raise LawError('in_force needs a day such as "2024-02-18".', "in_force", day)
        epoch = bisect_right(self.boundaries, day)
        if epoch not in self._cache:
            start = self.boundaries[epoch - 1] if epoch else date.min
            self._cache[epoch] = tuple(m for m in self.measures if self._stands(m, start))
        return self._cache[epoch]

    def _enacted(self, measure, day):
        adopted = self._resolutions[measure.resolution].adopted
        if (
            adopted is None
            or day < (measure.starts or adopted)
            or (measure.ends and day >= measure.ends)
        ):
            return False
        if not measure.extends:
            return True
        extended = (self._measures[i] for i in measure.extends if i in self._measures)
        return any(self._enacted(m, day) and not self._displaced(m, day) for m in extended)

    def _displaced(self, measure, day):
        replacers = self._replacers.get(measure.id, ())
        return any(self._enacted(m, day) or self._displaced(m, day) for m in replacers)

    def _stands(self, measure, day):
        return self._enacted(measure, day) and not self._displaced(measure, day)

    @functools.cached_property
    def _replacers(self):
        found = {}
        for measure in self.measures:
            for old in measure.replaces:
                found.setdefault(old, []).append(measure)
        return found

    def exemptions(self, measure):
        """Every exemption that this law knows for a measure: its own, then those of paragraphs that lift it.

        >>> [e.by for e in law().exemptions(law().measure("2397:7"))]
        ['2397:7', '2321:46', '2375:26', '2397:25']
        """
        key = "exemptions", measure.id
        if key not in self._cache:
            family = {measure.id} | self._ancestors(measure)
            own = [
                e
                for e in measure.unless
                if e.by.partition(":")[0] in self._resolutions and e.by not in self._removed
            ]
            lifted = [
                Exemption(m.id, m.granted_by, m.duty, m.when, m.confidence)
                for m in self.measures
                if m.lifts == ("all",) or family & set(m.lifts)
            ]
            self._cache[key] = tuple(own + lifted)
        return self._cache[key]

    def _ancestors(self, measure):
        found = set()
        for parent in measure.extends:
            found.add(parent)
            if parent in self._measures:
                found |= self._ancestors(self._measures[parent])
        return found

    def __eq__(self, other):
        return isinstance(other, Law) and (self._resolutions, self._removed) == (
            other._resolutions,
            other._removed,
        )

    def __hash__(self):
        return hash(tuple(self._resolutions))

    def __repr__(self):
        return f"<Law: {len(self._resolutions)} resolutions and drafts, {len(self._measures)} measures>"


_NUMBER = re.compile(r"(?:S/RES/|UNSCR |resolution )?(\d{4})(?: ?\(\d{4}\))?", re.IGNORECASE)


def _quoted(name):
    return f'"{name}"' if isinstance(name, str) and len(name) < 80 else shown(name)


def _tests(entry, where):
    if not isinstance(entry, dict) or not entry:
        raise LawError(
            f'{where}: "when" holds tests as fact = value, not {shown(entry)}.', "when", entry
        )
    return tuple(_test(name, wanted, where) for name, wanted in entry.items())


def _test(name, wanted, where):
    try:
        described = fact(name)
        if isinstance(wanted, dict):
            allowed = {"number": ("above", "below"), "date": ("before", "on_or_before")}.get(
                described.type, ()
            )
            if len(wanted) != 1 or next(iter(wanted)) not in allowed:
                told = f'"{next(iter(wanted))}"' if len(wanted) == 1 else shown(wanted)
                raise ValueError(
                    f"{told} cannot test {name}; allowed is {'one limit: ' + ', '.join(allowed) if allowed else 'a value or a list'}"
                )
            ((op, limit),) = wanted.items()
            return Test(name, op, (_known(described, limit),))
        values = list(wanted) if isinstance(wanted, (list, tuple)) else [wanted]
        if not values:
            raise ValueError(f"{name} = [] is empty, so it can never be met")
        if described.type == "hs":
            return Test(name, "hs", vocabulary.expand(values))
        if described.type in ("date", "number"):
            raise ValueError(
                f"{name} is tested with a limit such as {{ before = 2017-08-05 }} or {{ above = 500 }}"
            )
        return Test(name, "in", tuple(_known(described, value) for value in values))
    except ValueError as error:
        raise LawError(f"{where}: {error}", name, wanted) from None


def _known(described, value):
    parsed = described.parse(value)
    if parsed is UNKNOWN:
        raise ValueError(f"{described.name} is tested for unknown; a test asks for a value")
    return parsed


def _clauses(entry, where):
    return tuple(_tests(part, where) for part in (entry if isinstance(entry, list) else [entry]))


_KEYS = {
    "id": str,
    "title": str,
    "subject": str,
    "force": str,
    "duty": str,
    "confidence": str,
    "source": list,
    "when": (dict, list),
    "unless": list,
    "lifts": (str, list),
    "granted_by": str,
    "from": date,
    "until": date,
    "replaces": list,
    "extends": list,
    "note": str,
}
_TEXTS = ("source", "replaces", "extends", "lifts", "against", "abstained")
_UNLESS = {"by": str, "granted_by": str, "text": str, "when": (dict, list), "confidence": str}


def _check(entry, keys, needed, where):
    """Refuse an entry with a key that does not exist, a value of another type, or a needed key left out."""
    if not isinstance(entry, dict):
        raise LawError(
            f"{where}: an entry holds keys and values, not {shown(entry)}.", "entry", entry
        )
    for key, value in entry.items():
        if key not in keys:
            raise LawError(f"{where}: no key {shown(key)}.{near(key, keys)}", "key", key, keys)
        fits = (
            not isinstance(value, Truth)
            and isinstance(value, keys[key])
            or (isinstance(value, tuple) and keys[key] in (list, (dict, list), (str, list)))
        )
        if (
            not fits
            or type(value).__name__ == "datetime"
            or (
                key in _TEXTS
                and not isinstance(value, str)
                and not all(isinstance(v, str) for v in value)
            )
        ):
            kind = {list: "a list of texts", date: "a date such as 2017-12-22", str: "a text"}.get(
                keys[key], "a table or a list"
            )
            raise LawError(f"{where}: {key} is {shown(value)}; it must be {kind}.", key, value)
    for key in needed:
        if not entry.get(key):
            allowed = {"subject": SUBJECTS, "force": FORCES, "confidence": CONFIDENCES}.get(key, ())
            raise LawError(
                f"{where}: {key} is missing.{' Allowed: ' + ', '.join(allowed) + '.' if allowed else ''}",
                key,
                None,
                allowed,
            )
    for key, allowed in (("subject", SUBJECTS), ("force", FORCES), ("confidence", CONFIDENCES)):
        if key in entry and entry[key] not in allowed:
            raise LawError(
                f"{where}: {key} is {shown(entry[key])}; allowed: {', '.join(allowed)}.{near(entry[key], allowed)}",
                key,
                entry[key],
                allowed,
            )


def _measure(entry, where, resolution):
    where = f"{where}, {entry.get('id', 'a measure without id') if isinstance(entry, dict) else 'a measure'}"
    _check(entry, _KEYS, ("id", "title", "subject", "force", "duty", "confidence", "source"), where)
    if entry["id"].partition(":")[0] != resolution.key:
        raise LawError(
            f"{where}: the id must begin with {resolution.key}:, as its file does.",
            "id",
            entry["id"],
        )
    lifts = entry.get("lifts", ())
    if isinstance(lifts, str) and lifts != "all":
        raise LawError(
            f'{where}: lifts is {shown(lifts)}; it must be "all" or a list of paragraphs.',
            "lifts",
            lifts,
        )
    if lifts and not entry.get("when"):
        raise LawError(
            f"{where}: it lifts other paragraphs but when is missing, so it would always lift them.",
            "when",
        )
    for exemption in entry.get("unless", ()):
        _check(exemption, _UNLESS, ("by", "granted_by", "text", "when"), f"{where}, unless")
    unless = tuple(
        Exemption(
            e["by"],
            e["granted_by"],
            e["text"],
            _clauses(e["when"], where),
            e.get("confidence", entry["confidence"]),
        )
        for e in entry.get("unless", ())
    )
    return Measure(
        entry["id"],
        entry["title"],
        entry["subject"],
        entry["force"],
        entry["duty"],
        entry["confidence"],
        tuple(entry["source"]),
        when=_clauses(entry["when"], where) if "when" in entry else (),
        unless=unless,
        lifts=("all",) if lifts == "all" else tuple(lifts),
        granted_by=entry.get("granted_by", ""),
        starts=entry.get("from"),
        ends=entry.get("until"),
        replaces=tuple(entry.get("replaces", ())),
        extends=tuple(entry.get("extends", ())),
        note=entry.get("note", ""),
    )


def _plain(test):
    if test.op == "in":
        return [value.value if isinstance(value, Truth) else value for value in test.wanted]
    return list(test.wanted) if test.op == "hs" else {test.op: test.wanted[0]}


def _entry(measure):
    """A measure as the TOML entry that gives it: what `changed` starts from."""

    def clauses(when):
        return [{test.fact: _plain(test) for test in tests} for tests in when]

    entry = {
        "id": measure.id,
        "title": measure.title,
        "subject": measure.subject,
        "force": measure.force,
        "duty": measure.duty,
        "confidence": measure.confidence,
        "source": measure.source,
        "when": clauses(measure.when),
        "unless": [
            {
                "by": e.by,
                "granted_by": e.granted_by,
                "text": e.text,
                "when": clauses(e.when),
                "confidence": e.confidence,
            }
            for e in measure.unless
        ],
        "lifts": "all" if measure.lifts == ("all",) else measure.lifts,
        "granted_by": measure.granted_by,
        "from": measure.starts,
        "until": measure.ends,
        "replaces": measure.replaces,
        "extends": measure.extends,
        "note": measure.note,
    }
    return {key: value for key, value in entry.items() if value not in (None, (), [], "")}


_RESOLUTION = {
    "number": int,
    "symbol": str,
    "kind": str,
    "adopted": date,
    "voted": date,
    "in_favour": int,
    "against": list,
    "abstained": list,
    "trigger": str,
    "summary": str,
    "confidence": str,
    "source": list,
    "note": str,
    "panel": dict,
    "measure": list,
}


def read(path):
    """A resolution from its TOML file, with its measures. Raises LawError with file, paragraph and reason."""
    name = path.name
    try:
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LawError(f"{name}: not a TOML file that can be read: {error}", "file", name) from None
    measures = entry.pop("measure", [])
    if not isinstance(measures, list):
        raise LawError(
            f"{name}: measures are written as [[measure]], with two brackets.", "measure", measures
        )
    _check(
        entry, _RESOLUTION, ("symbol", "kind", "trigger", "summary", "confidence", "source"), name
    )
    if entry["kind"] not in KINDS:
        raise LawError(
            f"{name}: kind is {shown(entry['kind'])}; allowed: {', '.join(KINDS)}.",
            "kind",
            entry["kind"],
            KINDS,
        )
    if ("adopted" in entry) == ("voted" in entry):
        raise LawError(
            f"{name}: it needs one date such as 2017-12-22: adopted for a resolution, voted for a draft that failed.",
            "adopted",
        )
    if "number" in entry and str(entry["number"]) != path.stem:
        raise LawError(
            f"{name}: number is {entry['number']}, but the file says {path.stem}.",
            "number",
            entry["number"],
        )
    for key in ("against", "abstained", "source"):
        entry[key] = tuple(entry.get(key, ()))
    resolution = Resolution(key=path.stem, **{"in_favour": 0, **entry})
    return replace(resolution, measures=tuple(_measure(m, name, resolution) for m in measures))


def load(folder):
    """The law in a folder of TOML files. Raises LawError for law that cannot be used.

    >>> load(data_path("law")) == law()
    True
    """
    found = Law(read(path) for path in sorted(folder.glob("*.toml")))
    if not found.resolutions:
        raise LawError(
            f"{folder} holds no law: a file such as 2397.toml for each resolution is needed.",
            "folder",
            folder,
        )
    _lint(found, whole=True)
    return found


def _lint(checked, whole=False):
    """Refuse law that cannot be used. In a `whole` law every paragraph that is named must be there."""
    measures = checked._measures

    def refuse(measure, reason, key, value=None):
        raise LawError(f"{measure.resolution}.toml, {measure.id}: {reason}", key, value)

    seen = set()
    for measure in (m for r in checked.resolutions for m in r.measures):
        if measure.id in seen:
            refuse(measure, "two measures have this id.", "id")
        seen.add(measure.id)
        adopted = checked.resolution(measure.resolution).adopted
        for key, ids in (
            ("replaces", measure.replaces),
            ("extends", measure.extends),
            ("lifts", measure.lifts),
            ("by", [e.by for e in measure.unless if e.by.partition(":")[0] != measure.resolution]),
        ):
            for other in ids:
                if (
                    other not in measures
                    and other != "all"
                    and (whole or other.partition(":")[0] in checked._resolutions)
                    and other not in checked._removed
                ):
                    refuse(
                        measure,
                        f"{key} names {_quoted(other)}, which is no measure.{near(other, measures)}",
                        key,
                        other,
                    )
        if adopted and measure.starts and measure.starts < adopted:
            refuse(
                measure,
                f"from {measure.starts} is before its adoption on {adopted}.",
                "from",
                measure.starts,
            )
        if adopted and measure.ends and measure.ends <= (measure.starts or adopted):
            refuse(
                measure,
                f"it ends on {measure.ends}, before it begins, so it can never apply.",
                "until",
                measure.ends,
            )
        for tests in (*measure.when, *(t for e in measure.unless for t in e.when)):
            if reason := _impossible(measure, tests, adopted):
                refuse(measure, reason, "when", tests)
    _refuse_cycles(measures, refuse)


def _impossible(measure, tests, adopted):
    """Why no case can meet a conjunction, or None."""
    by_fact = {}
    for test in tests:
        by_fact.setdefault(test.fact, []).append(test)
    things = {key for test in by_fact.get("item", ()) for key in test.wanted}
    codes = [
        code for key in things if key != vocabulary.OTHER for code in vocabulary.item(key).codes
    ]
    for test in by_fact.get("hs", ()):
        if codes and all(test.check(code) is Truth.NO for code in codes):
            return "its item and its hs exclude each other, so it can never apply."
    starts = measure.starts or adopted
    for test in by_fact.get("on", ()):
        if starts and test.wanted[0] - timedelta(days=test.op == "before") < starts:
            return f"on {test.op} {test.wanted[0]} is over before it begins, so it can never apply."
    return None


def _refuse_cycles(measures, refuse):
    for key in ("replaces", "extends"):
        done, path = set(), []

        def walk(paragraph):
            if paragraph in path:
                chain = " -> ".join([*path[path.index(paragraph) :], paragraph])
                refuse(measures[paragraph], f"a cycle of {key}: {chain}.", key, paragraph)
            if paragraph in measures and paragraph not in done:
                path.append(paragraph)
                for other in getattr(measures[paragraph], key):
                    walk(other)
                done.add(path.pop())

        for start in measures:
            walk(start)


@functools.cache
def law():
    """The whole law in `data/law/`: every resolution, Panel mandate and failed draft.

    >>> law().resolution(2397).vote, law().resolution("S-2024-255").vote
    ('15-0-0', '13-1-1')
    """
    return load(data_path("law"))
