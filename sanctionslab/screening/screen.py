"""screen(frame): the same law on many rows. Any dataframe in, the same kind of dataframe out.

How it works. Each column is read into classes that the law treats alike: an HS code into its scope class, a date into the
stretch in which the law stood still. The classes of a row make one integer key. Each key that occurs becomes a decision,
which `classify` settles once; its answers are then gathered back to the rows. A decision is its own name: the text in the
column `decision` holds every fact that went in, and `explain` argues it in full.
"""

import functools
import threading
import zlib
from bisect import bisect_right
from datetime import date, timedelta
from html import escape
from itertools import product
from math import prod

from ..cases import Case
from ..errors import KitError, near, shown
from ..files import as_of
from ..law import Law
from ..law import law as whole_law
from ..logic import UNKNOWN
from ..verdict import Verdict, classify, engine
from ..vocabulary import FROM_THE_ITEM, FactError, fact, facts, items
from .cells import (
    _ITEM_UNITS,
    _READERS,
    _direction,
    _estimated,
    _later,
    _missing,
    _number,
    _Read,
    _text,
    code,
    period,
)
from .frames import _EPOCH, _KINDS, _Coded, _Days, _Numbers, _numbers, _unit_values

COLUMNS = ("verdict", "measures", "possible", "hinges_on", "decision", "reason")


UNREADABLE = "unreadable"


CONVENTIONS = {
    "on": ("on", "date", "period", "refYear"),
    "hs": ("hs", "cmdCode"),
    "direction": ("direction",),
    "reporter": ("reporterCode", "reporterISO", "reporterDesc"),
    "partner": ("partnerCode", "partnerISO", "partnerDesc"),
    "partner2": ("partner2Code", "partner2ISO", "partner2Desc"),
    "flow": ("flowCode", "flowDesc"),
    "value": ("primaryValue",),
    "quantity": ("qty",),
    "quantity_unit": ("qtyUnitCode", "qtyUnitAbbr"),
    "quantity_estimated": ("isQtyEstimated",),
    "classification": ("classificationCode", "classification"),
}


_SIDES = ("reporter", "partner", "flow")


_WAY = (*_SIDES, "partner2")


_COUNTED = ("value", "quantity", "quantity_unit", "quantity_estimated")


_DAY = timedelta(days=1)


_FIRST, _LAST = (date.min - _EPOCH).days, (date.max - _EPOCH).days


_DENSE = 1 << 22  # a whole number below this is looked up in a table


# Decisions: what a key means, and what classify says of it
class Decision:
    """What `screen` decided for all rows with the same id: the argument behind them.

    `verdict`, `measures` (ids that prohibit), `possible` (ids that might) and `hinges_on` are what the columns hold;
    `findings` holds what `classify` said of each `case` that the id stands for: one, or one for each stretch of law in a period.

    >>> decision = explain("on=2017-12-01..2017-12-31;direction=to_dprk;conduct=transfer;hs=8703")
    >>> decision.verdict == "undetermined", "on" in decision.hinges_on
    (True, True)
    >>> decision.changes
    (datetime.date(2017, 12, 22),)
    """

    def __init__(self, id, law=None):
        self.id = id
        self.law = whole_law() if law is None else law
        self._tokens = _tokens(id, self.law)
        options = {name: _values(name, text, self.law) for name, text in self._tokens.items()}
        self.cases = tuple(
            _case(id, dict(zip(options, values))) for values in product(*options.values())
        )
        self.findings = tuple(classify(case, self.law) for case in self.cases)
        found = {finding.verdict for finding in self.findings}
        self.verdict = found.pop() if len(found) == 1 else Verdict.UNDETERMINED
        if self.verdict is Verdict.UNDETERMINED:
            self.measures = ()
            self.possible = self._ids(g for f in self.findings for g in (*f.grounds, *f.possible))
        else:
            self.measures = self._ids(g for f in self.findings for g in f.grounds)
            self.possible = tuple(
                i
                for i in self._ids(g for f in self.findings for g in f.possible)
                if i not in self.measures
            )
        varying = (
            frozenset(n for n in ("on", "direction") if self._varies(n))
            if self.verdict is Verdict.UNDETERMINED
            else frozenset()
        )
        self.hinges_on = varying.union(
            *(f.hinges_on for f in self.findings if self.verdict is Verdict.UNDETERMINED)
        )

    def _ids(self, grounds):
        found = {ground.id for ground in grounds}
        return tuple(m.id for m in self.law.measures if m.id in found)

    def _varies(self, name):
        """Whether the answer is not the same for all values that the id leaves open for this fact, the others held."""
        seen = {}
        for case, finding in zip(self.cases, self.findings):
            rest = tuple((n, v) for n, v in case.given.items() if n != name)
            seen.setdefault(rest, set()).add(finding._node)
        return any(len(nodes) > 1 for nodes in seen.values())

    @property
    def changes(self):
        """The days inside the period on which the answer changes."""
        found = []
        for (case, finding), (later, after) in zip(self._pairs, self._pairs[1:]):
            if case.but(on=later.given["on"]) == later and finding._node != after._node:
                found.append(later.given["on"])
        return tuple(sorted(set(found)))

    @property
    def _pairs(self):
        return sorted(
            zip(self.cases, self.findings),
            key=lambda pair: (str(pair[0].given.get("direction")), str(pair[0].given["on"])),
        )

    @property
    def _told(self):
        """The cases and findings without those that repeat the one before them on a later day."""
        found, last = [], None
        for case, finding in self._pairs:
            kind = (
                case.given.get("direction"),
                finding._node,
                *(
                    tuple(part.id for part in parts)
                    for parts in (finding.grounds, finding.possible, finding.exceptions)
                ),
            )
            if kind != last:
                found.append((case, finding))
            last = kind
        return found

    @property
    def reason(self):
        """Why no answer is possible from the row as it stands, beyond the facts in `hinges_on`: its period, or its short code."""
        if self.verdict is not Verdict.UNDETERMINED:
            return ""
        said = []
        if self.changes:
            days = ", ".join(str(day) for day in self.changes)
            said.append(f"the answer changes inside the period, on {days}")
        label = self._tokens.get("hs", "")
        if "item" not in self._tokens and label.isdecimal() and _named(self.law, label):
            longer = (*_children(self.law, label), f"{label}*")
            ids = (self.id.replace(f"hs={label}", f"hs={one}", 1) for one in longer)
            if any(Decision(i, self.law).verdict is not Verdict.UNDETERMINED for i in ids):
                said.append(f"HS code {label} is too short: a longer one could settle it")
        return "; ".join(said)

    def explain(self):
        """The argument as text: what the decision stands for, then the finding for each stretch of law in it."""
        parts = [self._scope]
        for case, finding in self._told:
            if len(self._told) > 1:
                parts.append(
                    f"--- {fact('on').words(case.value('on'))}; {fact('direction').words(case.value('direction'))} ---"
                )
            parts.append(finding.explain())
        return "\n\n".join(parts)

    @property
    def _scope(self):
        told = []
        for name, text in self._tokens.items():
            described = fact(name)
            if name == "on":
                words = _period_words(text)
            elif name == "hs" and text.endswith("*"):
                words = f"under {text[:-1]}, and under none of {', '.join(_children(self.law, text[:-1]))}; argued here for {_stands_for(self.law, text)}"
            elif name == "direction" and "|" in text:
                words = "unknown: into the DPRK, out of it, or neither"
            else:
                words = (
                    text
                    if text == "unknown"
                    else _between(text)
                    if "<" in text
                    else described.words(_plain(name, text))
                )
            assumed = " (assumed for all rows)" if name in self._assumed else ""
            told.append(f"  {described.label}: {words}{assumed}")
        several = (
            ""
            if len(self._told) == 1
            else f"\nRows of this kind cover {len(self._told)} cases that the law treats differently."
        )
        return (
            "\n".join([f"{self.verdict.upper()}: the decision for every row with", *told]) + several
        )

    @property
    def _assumed(self):
        return {
            part.partition("=")[0].removeprefix("assume:")
            for part in self.id.split(";")
            if part.startswith("assume:")
        }

    def __repr__(self):
        return self.explain()

    def _repr_html_(self):
        return "".join(
            [
                f"<pre>{escape(self._scope)}</pre>",
                *(finding._repr_html_() for case, finding in self._told),
            ]
        )


def explain(decision, law=None):
    """The full argument behind a row: what `screen` wrote into its column `decision`, turned back into cases and findings.

    Arguments: `decision`, the text from the column; `law`, the law that the rows were screened under, if not the whole law.
    Returns a Decision, which prints as the argument. It needs nothing but the text, so it works in another session.
    Raises KitError for text that is no decision, or one made under another law.

    >>> print(explain("on=2019-12-22..2022-12-08;direction=to_dprk;conduct=transfer;hs=8421"))   # doctest: +ELLIPSIS
    PROHIBITED: the decision for every row with
      Date: from 22 December 2019 to 8 December 2022
      Direction: into the DPRK
      What was done: goods were passed on (supplied, sold, given, lent)
      HS code: 8421
    <BLANKLINE>
    PROHIBITED: by at least one UN measure in this data...
    """
    if not isinstance(decision, str) or not decision:
        raise KitError(
            f'explain needs the text of a decision, not {decision!r}. Take it from the column "decision"; an unreadable row has none.',
            "decision",
            decision,
        )
    return Decision(decision, _law(law))


def _law(law):
    if law is not None and not isinstance(law, Law):
        raise KitError(
            f"law must be a Law, not {type(law).__name__}. Take sl.law(), or a changed copy such as sl.law().without(2397).",
            "law",
            law,
        )
    return whole_law() if law is None else law


def _fingerprint(law):
    """Eight digits that tell one changed law from another; empty for the whole law."""
    if law is whole_law() or law == whole_law():
        return ""
    if "fingerprint" not in law._cache:
        law._cache["fingerprint"] = f"{zlib.crc32(repr(law.resolutions).encode()):08x}"
    return law._cache["fingerprint"]


def _tokens(id, law):
    tokens, stamp = {}, ""
    for part in id.split(";"):
        name, equals, text = part.removeprefix("assume:").partition("=")
        if name == "law":
            stamp = text
        elif not equals or not text or name in tokens:
            raise KitError(
                f'"{id}" is no decision: "{part}" is no fact with a value. Copy the whole text from the column "decision".',
                "decision",
                id,
            )
        else:
            tokens[fact(name).name] = text
    if stamp != _fingerprint(law):
        made = "a changed law" if stamp else "the whole law"
        raise KitError(
            f'The decision "{id}" was made under {made}. Give that law to explain, as law=...',
            "law",
            stamp,
        )
    if "on" not in tokens:
        raise KitError(
            f'"{id}" is no decision: it has no date. Copy the whole text from the column "decision".',
            "decision",
            id,
        )
    return tokens


def _plain(name, text):
    """The value of a fact from its text in a decision."""
    if fact(name).type == "number" and text != "unknown":
        try:
            return fact(name).parse(float(text))
        except ValueError:
            pass
    return fact(name).parse(text)


def _values(name, text, law):
    """The values that a text stands for: one, or several that the law may treat differently."""
    if name == "on" and ".." in text:
        first, last = (fact("on").parse(day) if day else None for day in text.split("..", 1))
        first, last = first or date.min, last or date.max
        if first > last:
            raise KitError(f'"on={text}" ends before it begins.', "on", text)
        breaks = _breaks(law)
        inner = [day for day in breaks if first < day <= last]
        return [first if first > date.min else min(last, breaks[0] - _DAY), *inner]
    if name == "direction" and "|" in text:
        return [_plain(name, part) for part in text.split("|")]
    if name == "hs" and text.endswith("*"):
        return [_stands_for(law, text)]
    if "<" in text:
        low, _, high = text.partition("<")
        return [
            (float(low) + float(high)) / 2
            if low and high
            else float(high) / 2
            if high
            else float(low) + 1
        ]
    return [_plain(name, text)]


def _case(id, given):
    """A case of a decision. A row of trade tells the day of shipment, not that of the contract: what is not given is unknown."""
    try:
        return Case(**{"contract_date": UNKNOWN, **given})
    except FactError as error:
        raise KitError(str(error), error.name, error.value, error.allowed) from None


def _between(text):
    low, _, high = text.partition("<")
    return (
        f"between {low} and {high}" if low and high else f"above {low}" if low else f"below {high}"
    )


def _period_words(text):
    if ".." not in text:
        return "unknown" if text == "unknown" else fact("on").words(fact("on").parse(text))
    first, last = (
        fact("on").words(fact("on").parse(day)) if day else "" for day in text.split("..", 1)
    )
    return (
        f"from {first} to {last}"
        if first and last
        else f"from {first} on"
        if first
        else f"up to {last}"
    )


# Scope classes of HS codes and stretches of time
def _breaks(law):
    """The days on which some answer can change, whatever the date of the contract."""
    if "breaks" not in law._cache:
        e = engine(law)
        limits = {t.wanted[0] for tests in e.tests for t in tests if t.fact == "on"}
        days = sorted({*law.boundaries, *limits, *(day + _DAY for day in limits)}) or [
            date(2006, 10, 14)
        ]
        found, last = [], e.dated(days[0] - _DAY, UNKNOWN)
        for day in days:
            mask = e.dated(day, UNKNOWN)
            if mask != last:
                found.append(day)
            last = mask
        law._cache["breaks"] = tuple(found) or (days[0],)
    return law._cache["breaks"]


def _named(law, prefix):
    """The HS codes below a prefix that the law or the list of items names."""
    if "named" not in law._cache:
        asked = {
            p for tests in engine(law).tests for t in tests if t.fact == "hs" for p in t.wanted
        }
        below = {}
        for named in sorted(asked.union(*(i.codes for i in items().values()))):
            below.setdefault(named, [])
            for n in range(2, len(named), 2):
                below.setdefault(named[:n], []).append(named)
        law._cache["named"] = below
    return law._cache["named"].get(prefix, ())


def _children(law, prefix):
    """Of the named codes below a prefix, those that are below no other of them."""
    below = _named(law, prefix)
    return tuple(code for code in below if not any(code != p and code.startswith(p) for p in below))


def _label(law, code):
    """The scope class of an HS code: "8703" itself, or "84*" for a code under 84 that lies under no finer named code.

    >>> [_label(whole_law(), code) for code in ("8421", "84", "870321", "910111", "310210")]
    ['84*', '84', '8703*', '9101', '31']
    """
    if _named(law, code):
        return code
    named = law._cache["named"]
    stem = next((code[:n] for n in range(len(code), 2, -2) if code[:n] in named), code[:2])
    return f"{stem}*" if stem != code and named.get(stem) else stem


def _stands_for(law, label):
    """One code of a scope class such as "84*"."""
    stem = label[:-1]
    below = _named(law, stem)
    for n in range(100):
        code = f"{stem}{n:02}"
        if not any(code.startswith(p) or p.startswith(code) for p in below):
            return fact("hs").parse(code)
    raise KitError(
        f'"hs={label}" stands for no code: every code below {stem} is named.', "hs", label
    )


def _scope(law, label, derived):
    """What the engine makes of a scope class when the thing is unknown: classes with the same scope are decided once."""
    code = (
        UNKNOWN if label == "unknown" else _stands_for(law, label) if label.endswith("*") else label
    )
    return engine(law).things(code, derived)


# Roles: what a column is for, and the classes that its values fall into
class _Role:
    """A column's part in the question: its values read into classes, each read once. Class 0 is no class."""

    def __init__(self, plan, name, column):
        self.plan, self.name, self.column = plan, name, column
        self.kind = fact(name).type if name in facts() else ""
        self.classes, self._ids, self._seen, self._tables = [None], {}, {}, {}
        self._lock = threading.RLock()

    def read(self, raw):
        """The class of one value."""
        try:
            return self._of(raw)
        except ValueError as error:
            return _Read(problem=f"{self.column}: {str(error).removeprefix(f'{self.name}: ')}")

    def _of(self, raw):
        if self.name in _READERS:
            found = _READERS[self.name](raw)
            return found._replace(
                **{
                    part: f"{self.column}: {text}"
                    for part in ("problem", "note")
                    if (text := getattr(found, part))
                }
            )
        if self.name == "quantity_unit":
            return _Read(
                "items" if not _missing(raw) and _text(raw).upper() in _ITEM_UNITS else "other"
            )
        if self.name == "quantity_estimated":
            return _estimated(raw)
        if self.name == "on":
            return self._span(period(raw))
        if self.name == "hs":
            digits = code(raw)
            if digits is None:
                return _Read("unknown", note="the HS code is missing")
            if digits.startswith("9009"):
                return _Read(
                    _label(self.plan.law, "8443"),
                    note=f"HS {digits} is of an edition before 2007; photocopiers are read as 8443, where they went",
                )
            if digits[:2] in ("98", "99"):
                return _Read("unknown", note=f"HS {digits} does not say what the goods are")
            return _Read(_label(self.plan.law, digits))
        if _missing(raw):
            return _Read(
                "unknown", note="the direction is missing" if self.name == "direction" else ""
            )
        number = self.kind == "number"
        if number and isinstance(raw, str) and raw.strip().lower() != "unknown":
            raw, wrong = _number(raw)
            if wrong:
                return _Read("unknown", note=f"{self.column}: {wrong}")
        raw = raw.strip() if isinstance(raw, str) else raw
        if self.kind == "yes/no" and isinstance(raw, str) and raw.lower() in ("true", "false"):
            raw = raw.lower() == "true"
        value = fact(self.name).parse(raw)
        if number and value == 0:
            return _Read("unknown", note=f"{self.column}: 0 is no price")
        return self.limited(value) if number and value is not UNKNOWN else _Read(str(value))

    def _span(self, span):
        if span is None:
            return _Read("unknown", note="the date is missing")
        breaks = self.plan.breaks
        first, last = bisect_right(breaks, span[0]), bisect_right(breaks, span[1])
        note = (
            ""
            if span[1] <= as_of()
            else _later("the date is" if span[0] == span[1] else "the period ends")
        )
        return (
            self.stretch(first, note)
            if first == last
            else _Read(f"{span[0]}..{span[1]}", note=note)
        )

    def stretch(self, number, note=""):
        """The class of the days between two changes of the law."""
        breaks = self.plan.breaks
        first = str(breaks[number - 1]) if number else ""
        last = str(breaks[number] - _DAY) if number < len(breaks) else ""
        return _Read(f"{first}..{last}", note=note)

    def limited(self, value):
        """The class of a number: on a limit that the law sets, or between two."""
        limits = self.plan.limits(self.name)
        if not limits:
            return _Read("unknown")
        place = bisect_right(limits, value)
        if place and limits[place - 1] == value:
            return _Read(f"{value:g}")
        return _Read(
            f"{limits[place - 1] if place else ''}<{limits[place] if place < len(limits) else ''}"
        )

    def id(self, raw):
        """The number of the class of a value."""
        key = (type(raw), raw)
        found = self._seen.get(key)
        if found is None:
            with self._lock:
                found = self._seen[key] = self.number(self.read(raw))
        return found

    def number(self, read):
        with self._lock:
            if read not in self._ids:
                self._ids[read] = len(self.classes)
                self.classes.append(read)
            return self._ids[read]

    def items(self):
        """The numbers of the classes in which things were counted, of a column that tells of the quantity."""
        return [n for n, read in enumerate(self.classes) if read and read.text == "items"]

    def ids(self, column):
        """The class numbers of a column, given as _Days, _Whole, _Numbers or _Coded."""
        import numpy as np

        if isinstance(column, _Numbers):
            return self._of_numbers(column.values)
        if isinstance(column, _Coded):
            table = np.zeros(int(column.places.max(initial=0)) + 2, "i4")
            table[column.places] = [self.id(raw) for raw in column.raws]
            return _take(table, column.codes, column.null, self)
        values = column.values
        if column.null is not None:
            values = np.where(column.null, values.dtype.type(0), values)
        low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
        if isinstance(column, _Days) and self.name == "on" and _FIRST <= low and high <= _LAST:
            starts = np.array([(day - _EPOCH).days for day in self.plan.breaks])
            days, today = np.arange(low, high + 1), (as_of() - _EPOCH).days
            table = np.zeros(len(days), "i4")
            for some, note in ((days <= today, ""), (days > today, _later("the date is"))):
                if some.any():
                    stretches = np.array(
                        [self.number(self.stretch(n, note)) for n in range(len(starts) + 1)], "i4"
                    )
                    table[some] = stretches[np.searchsorted(starts, days[some], side="right")]
            return _take(table, values - low, column.null, self)
        if 0 <= low and high < _DENSE:
            with self._lock:
                table = self._tables.get(column.kind)
                if table is None:
                    table = self._tables[column.kind] = np.zeros(_DENSE, "i4")
            found = table.take(values)
            if not found.all():
                with self._lock:
                    for value in np.unique(values[found == 0]).tolist():
                        table[value] = self.id(column.raw(value))
                found = table.take(values)
            return _take(None, found, column.null, self)
        unique, codes = np.unique(values, return_inverse=True)
        table = np.array([self.id(column.raw(value)) for value in unique.tolist()], "i4")
        return _take(table, codes, column.null, self)

    def _of_numbers(self, values):
        import numpy as np

        if self.kind != "number":
            unique, codes = np.unique(values, return_inverse=True)
            return np.array([self.id(float(str(raw))) for raw in unique], "i4").take(
                codes
            )  # 8703.23 of 32 bits has more digits in 64
        limits = np.array(self.plan.limits(self.name), float)
        places = np.searchsorted(limits, values, side="left") + np.searchsorted(
            limits, values, side="right"
        )
        between = [
            0,
            *((low + high) / 2 for low, high in zip(limits, limits[1:])),
            *limits[-1:] + 1,
        ]
        samples = [limits[p // 2] if p % 2 else between[p // 2] for p in range(2 * len(limits) + 1)]
        table = np.array([self.number(self.limited(float(value))) for value in samples], "i4")
        ids = table.take(places)
        none = np.isnan(values)
        ids[none] = self.id(None)
        for raw in set(values[~none & ~(np.isfinite(values) & (values > 0))].tolist()):
            ids[values == raw] = self.id(raw)
        return ids


def _take(table, codes, null, role):
    ids = codes if table is None else table.take(codes)
    if null is not None and null.any():
        ids[null] = role.id(None)
    return ids


class _Fold:
    """One number for the class numbers of several columns. Each combination that occurs is given its number once, by `make`."""

    def __init__(self, make):
        self._make, self._known, self._sizes, self._table = make, {}, [], None
        self._lock = threading.RLock()

    def numbers(self, ids, counts):
        """The number for each row, from the class numbers of each column and how many classes each has."""
        import numpy as np

        with self._lock:
            if not self._sizes or any(count > size for count, size in zip(counts, self._sizes)):
                self._sizes = [1 << max(3, (2 * count).bit_length()) for count in counts]
                self._table = (
                    np.zeros(prod(self._sizes), "i4") if prod(self._sizes) <= 1 << 25 else None
                )
            sizes, table = self._sizes, self._table
        key, span = np.zeros(len(ids[0]), "i8" if table is None else "i4"), 1
        for size, numbers in zip(sizes, ids):
            if (
                span * size > 1 << 62
            ):  # number what there is anew, or the key has no room for the next column
                kinds, key = np.unique(key, return_inverse=True)
                span = len(kinds)
            key *= size
            key += numbers
            span *= size
        if table is None:
            _, first, codes = np.unique(key, return_index=True, return_inverse=True)
            return np.array([self._number(ids, row) for row in first.tolist()], "i4").take(codes)
        found = table.take(key)
        if not found.all():
            new = np.flatnonzero(found == 0)
            kinds, first = np.unique(key[new], return_index=True)
            for kind, row in zip(kinds, new[first].tolist()):
                table[kind] = self._number(ids, row) + 1
            found = table.take(key)
        found -= 1
        return found

    def _number(self, ids, row):
        numbers = tuple(int(column[row]) for column in ids)
        with self._lock:
            if numbers not in self._known:
                self._known[numbers] = self._make(numbers)
            return self._known[numbers]


# The plan: which column is what, and what each key means
class _Plan:
    """What to ask of a frame: its roles, what is assumed, and the memory of what has been decided."""

    def __init__(self, parts, assume, law, prefix):
        self.parts, self.prefix = parts, prefix
        self.columns = columns = dict(
            reversed(parts)
        )  # of columns that are read together the first
        self.asked = list(dict.fromkeys(column for _, column in parts))
        self.sides = {name: assume[name] for name in _SIDES if name in assume}
        self.assume = {name: value for name, value in assume.items() if name not in _SIDES}
        self.law = whole_law() if law is None else law
        self._given_law = law
        named = {**columns, **self.assume}
        self.breaks = _breaks(self.law)
        self.roles = [_Role(self, name, column) for name, column in parts if name not in _COUNTED]
        self.counts = "value" in columns
        if self.counts:
            self.roles.append(
                _Role(self, "unit_value_usd", f"{columns['value']} / {columns['quantity']}")
            )
        self.counted = [
            _Role(self, name, columns[name])
            for name in ("quantity_unit", "quantity_estimated")
            if name in columns
        ]
        self.added = [prefix + name for name in COLUMNS]
        self.tail = ";".join(
            [f"assume:{n}={'unknown' if v is UNKNOWN else v}" for n, v in self.assume.items()]
            + [f"law={s}" for s in [_fingerprint(self.law)] if s]
        )
        self.coarse = "item" not in named and not set(FROM_THE_ITEM) & set(columns)
        self.rows, self._scopes = [], {}
        self._decided = self.law._cache.setdefault("decided", {})
        self.ways = [role for role in self.roles if role.name in _WAY]
        self.way = None if "direction" in named else _Role(self, "direction", None)
        self.keys = [role for role in self.roles if role not in self.ways] + [self.way] * bool(
            self.ways
        )
        self._way_of, self._places, self._labels, self._lock = (
            _Fold(self._told_way),
            _Fold(self._place),
            {},
            threading.RLock(),
        )

    def __reduce__(self):
        law = None if self._given_law is None else self._given_law.resolutions
        return _unpack, (self.parts, tuple({**self.assume, **self.sides}.items()), law, self.prefix)

    @property
    def presumed(self):
        """What is taken for granted of rows: facts that neither a column nor `assume` gives and the law asks of goods passed on."""
        e, named, asked = engine(self.law), {**self.columns, **self.assume}, 0
        done = "transfer" if "conduct" not in named else self.assume.get("conduct", UNKNOWN)
        for clauses, exemptions in zip(e.clauses, e.exemptions):
            met = clauses if done is UNKNOWN else clauses & e.ok("conduct", done)
            asked |= met | exemptions if met else 0
        found = {
            name: described.presumption
            for name, described in facts().items()
            if described.presumption is not None and e.mentions.get(name, 0) & asked
        }
        return {
            name: value
            for name, value in ({"conduct": "transfer"} | found).items()
            if name not in named
        }

    def limits(self, name):
        """The numbers that the law compares a fact with."""
        return sorted(
            {t.wanted[0] for tests in engine(self.law).tests for t in tests if t.fact == name}
        )

    def row(self, reads):
        """The added values for a row whose columns say this: one _Read for each of `keys`."""
        said = {role.name: read for role, read in zip(self.keys, reads)}
        if self.way and not self.ways:
            said["direction"] = self._directed()
        problems = [read.problem for read in said.values() if read.problem]
        said.pop("classification", None)
        if problems:
            return UNREADABLE, "", "", "", "", "; ".join(problems)
        texts = {
            name: read.text
            for name, read in said.items()
            if (name, read.text) != ("unit_value_usd", "unknown")
        }
        if "conduct" not in texts and "conduct" not in self.assume:
            texts["conduct"] = "transfer"
        try:
            decided = self._decide(texts)
        except KitError as error:
            return UNREADABLE, "", "", "", "", str(error)
        verdict, measures, possible, hinges_on, reason = decided
        notes = [read.note for read in said.values() if read.note]
        return (
            verdict,
            measures,
            possible,
            hinges_on,
            self.id(texts),
            "; ".join([reason] * bool(reason) + notes),
        )

    def id(self, texts):
        """The id of a decision: every fact of the rows that it is for, then what is assumed for all rows."""
        parts = [f"{name}={texts[name]}" for name in facts() if name in texts]
        return ";".join(parts + [self.tail] * bool(self.tail))

    def _decide(self, texts):
        label = texts.get("hs")
        short = label and label.isdecimal() and _named(self.law, label)
        if label and self.coarse and not short:
            scope = _scope(self.law, label, tuple(map(self.assume.get, FROM_THE_ITEM)))
            texts = {**texts, "hs": self._scopes.setdefault(scope, label)}
        id = self.id(texts)
        if id not in self._decided:
            decision = Decision(id, self.law)
            hinges = "; ".join(n for n in facts() if n in decision.hinges_on)
            self._decided[id] = (
                str(decision.verdict),
                "; ".join(decision.measures),
                "; ".join(decision.possible),
                hinges,
                decision.reason,
            )
        return self._decided[id]

    def ids(self, source):
        """The class numbers of every role, one array each, from a source of columns."""
        found = []
        for role in self.roles:
            counted = self.counts and role is self.roles[-1]
            found.append(
                self._unit_ids(source) if counted else role.ids(source.column(role.column))
            )
        return found

    def _unit_ids(self, source):
        """The class numbers of the value of one thing; where value or quantity is text that is no number, the class says so."""
        import numpy as np

        role, counted = self.roles[-1], True
        for other in self.counted:
            counted = np.isin(other.ids(source.column(other.column)), other.items()) & counted
        value, odd_values, why_value = _numbers(source.column(self.columns["value"]))
        quantity, odd_quantities, why_quantity = _numbers(source.column(self.columns["quantity"]))
        found = role.ids(
            _Numbers(_unit_values(value, quantity, counted, self.limits("unit_value_usd")))
        )
        pairs = odd_values * len(why_quantity) + odd_quantities
        if pairs.any():
            kinds, codes = np.unique(pairs, return_inverse=True)
            wrong = [
                (why_value[n // len(why_quantity)], why_quantity[n % len(why_quantity)])
                for n in kinds.tolist()
            ]
            table = np.array([role.number(self.no_number(*both)) for both in wrong], "i4")
            found = np.where(pairs > 0, table.take(codes), found)
        return found

    def no_number(self, value, quantity):
        """The class of rows whose value or quantity is text that is no number, from what is wrong with each."""
        wrong = (
            (self.columns[name], text)
            for name, text in (("value", value), ("quantity", quantity))
            if text
        )
        return _Read("unknown", note="; ".join(f"{column}: {text}" for column, text in wrong))

    def settle(self, ids):
        """For each row the number of its entry in `rows`, from the class numbers of each role."""
        of = dict(zip(self.roles, ids))
        if self.ways:
            of[self.way] = self._way_of.numbers(
                [of[role] for role in self.ways], [len(role.classes) for role in self.ways]
            )
        return self._places.numbers(
            [of[role] for role in self.keys], [len(role.classes) for role in self.keys]
        )

    def _told_way(self, numbers):
        """The number of the direction that columns of these classes tell of."""
        return self.way.number(
            self._directed([role.classes[number] for role, number in zip(self.ways, numbers)])
        )

    def _directed(self, reads=()):
        told = {
            name: [(name, _READERS[name](self.sides[name]))] if name in self.sides else []
            for name in _WAY
        }
        for role, read in zip(self.ways, reads):
            told[role.name].append((role.column, read))
        return _direction(told)

    def _place(self, numbers):
        """The number of the entry for a row of these classes."""
        with self._lock:
            self.rows.append(
                self.row([role.classes[number] for role, number in zip(self.keys, numbers)])
            )
            return len(self.rows) - 1

    def labels(self, make):
        """The columns of `rows`, each made once by `make` for as long as no entry is added."""
        with self._lock:
            count, columns = self._labels.get(make, (-1, ()))
            if count != len(self.rows):
                columns = [
                    make(list(column))
                    for column in (zip(*self.rows) if self.rows else [()] * len(COLUMNS))
                ]
                self._labels[make] = len(self.rows), columns
            return columns


@functools.lru_cache(maxsize=8)
def _planned(parts, assume, law, prefix):
    """The plan for these columns, kept: the next frame of the same kind finds its keys decided."""
    return _Plan(parts, dict(assume), law, prefix)


@functools.lru_cache(maxsize=8)
def _unpack(parts, assume, resolutions, prefix):
    return _planned(parts, assume, None if resolutions is None else Law(resolutions), prefix)


def screen(
    frame,
    *,
    on=None,
    hs=None,
    direction=None,
    reporter=None,
    partner=None,
    flow=None,
    value=None,
    quantity=None,
    quantity_unit=None,
    classification=None,
    assume=None,
    law=None,
    prefix="",
    **columns,
):
    """Ask the law about every row of a table of trade.

    Arguments:
        frame: a pandas, Polars (eager or lazy), Dask or Spark frame, a pyarrow table, or a DuckDB relation.
        on, hs: the columns with the date or period, and with the HS code. Left out, `date`, `period`, `refYear`, `hs`
            and `cmdCode` are looked for, as in UN Comtrade and whatever their case.
        direction: a column with to_dprk, from_dprk or none. Or reporter, partner and flow: columns with the two sides
            (ISO letters, M49 numbers or names, as data/countries.csv has them) and M or X; left out, the Comtrade names are
            looked for, and those of one side are read together: one fills what another leaves blank, and where they contradict
            each other the direction is unknown. So it is where the second partner is the DPRK and no other side. Unknown means: into the DPRK or out of it, and nobody says which. A row with a group that may take in the
            DPRK, or with a side that is not in the list, may be no trade with it: that is "unknown|none" in the decision.
        value, quantity, quantity_unit: columns in US dollars and in numbers of things, for the value of one thing. A mean over
            several things counts only where it is above every limit, because some of them may have cost more than the mean. A value
            of 0 is no price, and a quantity below 1, or marked in Comtrade's column isQtyEstimated, is no count.
            Text is read as 1200.50; other text is unknown, and `reason` says so.
        classification: a column that says of which classification the code is; a row of another one than the HS is unreadable.
        assume: facts that hold for all rows, for example {"national_luxury": "no"}; reporter, partner and flow, too. They are
            written into every decision, the sides as its direction.
        law: a Law; the whole law if left out.
        prefix: put before the names of the added columns.
        columns: any other fact of the vocabulary, as fact="column".

    Returns the same kind of frame, its rows and columns as they were, with text columns added: `verdict` (prohibited,
    not prohibited, undetermined, or unreadable for a bad row), `measures` (ids that prohibit), `possible` (ids that might),
    `hinges_on` (unknown facts that decide), `decision` (for `explain`) and `reason`. Several entries are parted by "; ".
    A row is taken as goods passed on (conduct "transfer"), and other facts are presumed, as data/facts.toml has it: `reading`
    lists which. Everything else that is missing is unknown, the date of the contract included. A period is every day in it:
    where the answer changes inside it, the row is undetermined and hinges on "on".
    Chapters of the HS have hardly changed since 1996, headings have: a thing that moved between headings (drones and aircraft
    parts in 2022) is known by both, but a code of an old edition in another chapter (some display panels) reads as that chapter. Photocopiers, 9009 until 2006,
    are read as 8443, and `reason` says so.
    On Spark the frame is read twice here; `frame.cache()` first may pay.
    Raises KitError for a column or a fact that does not exist, for a table that tells no date, code or direction, and for a
    frame of another kind.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"date": ["2017-06-01", "2018-06-01"], "cmdCode": ["8703.23", "842139"]})
    >>> out = screen(rows, assume={"direction": "to_dprk", "national_luxury": "no"})
    >>> list(out["verdict"]), out["measures"][1], out["hinges_on"][0]
    (['undetermined', 'prohibited'], '2397:7', 'item; reading_2094_cars')
    """
    given = {
        "on": on,
        "hs": hs,
        "direction": direction,
        "reporter": reporter,
        "partner": partner,
        "flow": flow,
        "value": value,
        "quantity": quantity,
        "quantity_unit": quantity_unit,
        "classification": classification,
        **columns,
    }
    add, plan = _asked(frame, given, assume, law, prefix)
    return add(frame, plan)


def reading(frame, *, assume=None, law=None, prefix="", **columns):
    """How `screen` reads a frame, given the same arguments: which column it takes for what, and what it presumes.

    Returns a dict: "columns", with the column for each part, or a tuple of columns that are read together; "presumed", with the facts that nobody gave and the law asks of
    goods passed on, as they are presumed of every row; "presumed_of_things", with those that give way where data/items.csv has
    something else of a thing that the row may be about. Raises what `screen` raises.

    >>> import pandas as pd
    >>> told = reading(pd.DataFrame({"Period": [], "cmdCode": []}), assume={"direction": "to_dprk", "designated_party": "unknown"})
    >>> told["columns"], told["presumed"]["committee_approval"], "designated_party" in told["presumed"]
    ({'on': 'Period', 'hs': 'cmdCode'}, NO, False)
    >>> told["presumed_of_things"]
    {'arms': 'none', 'control_listed': NO, 'civil_aircraft_part': NO}
    """
    _, plan = _asked(frame, columns, assume, law, prefix)
    of_things = {name: value for name, value in plan.presumed.items() if name in FROM_THE_ITEM}
    columns = {
        name: tuple(column for other, column in plan.parts if other == name)
        for name, _ in plan.parts
    }
    return {
        "columns": {name: found if len(found) > 1 else found[0] for name, found in columns.items()},
        "presumed": {name: value for name, value in plan.presumed.items() if name not in of_things},
        "presumed_of_things": of_things,
    }


def _asked(frame, given, assume, law, prefix):
    kind = type(frame).__module__.partition(".")[0].lstrip("_"), type(frame).__name__
    if kind not in _KINDS:
        raise KitError(
            f"screen cannot read a {'.'.join(kind)}. Give a pandas, Polars, Dask or Spark frame, a pyarrow table or a DuckDB relation.",
            "frame",
            type(frame),
        )
    add, names_of = _KINDS[kind]
    given = {name: column for name, column in given.items() if column is not None}
    return add, _plan(
        given, names_of(frame), assume or {}, _law(law) if law is not None else None, prefix
    )


def _plan(given, names, assume, law, prefix):
    """The plan for a frame with columns of these names. Raises KitError for what cannot be done."""
    there = f"The columns are: {', '.join(map(str, names))}."
    if len(set(names)) < len(names):
        twice = next(name for n, name in enumerate(names) if name in names[:n])
        raise KitError(f'Two columns are called "{twice}". Rename one.', "column", twice)
    for name, column in given.items():
        if name not in CONVENTIONS:
            fact(name)
        if not isinstance(column, (str, int, tuple)):
            usual = (
                getattr(column, "name", None)
                if isinstance(getattr(column, "name", None), str)
                else CONVENTIONS.get(name, (name,))[0]
            )
            raise KitError(
                f'{name}: give the name of a column, as {name}="{usual}", not a {type(column).__name__}.',
                name,
            )
        if column not in names:
            raise KitError(
                f'{name}: there is no column "{column}".{near(column, names)} {there}',
                name,
                column,
                names,
            )
    assume = _assumed(assume)
    if both := sorted(set(given) & set(assume)):
        raise KitError(
            f'"{both[0]}" is given by a column and by assume. Leave one of them out.',
            both[0],
            given[both[0]],
        )
    sides = [name for name in _SIDES if name in given or name in assume]
    if sides and ("direction" in given or "direction" in assume):
        raise KitError(
            f"direction and {sides[0]} both tell the direction. Leave one of them out.",
            sides[0],
            given.get(sides[0]),
        )
    columns, siblings = dict(given), {}
    for role, usual in CONVENTIONS.items():
        settled = {
            **dict.fromkeys(_WAY, "direction"),
            **dict.fromkeys(_COUNTED, "unit_value_usd"),
        }.get(role, role)
        if {role, settled} & {*columns, *assume} or (role == "direction" and sides):
            continue
        found = [
            name
            for one in usual
            for name in sorted(
                (n for n in names if str(n).lower() == one.lower()), key=lambda n: n != one
            )
        ]
        if role == "hs" and len(found) > 1:
            raise KitError(
                f'hs: "{found[0]}" and "{found[1]}" could both hold the HS code. Name the one that does (hs="{found[0]}" or --hs {found[0]}).',
                "hs",
                found[0],
                found,
            )
        if found:
            columns[role] = found[0]
            siblings[role] = found[1:] if role in _WAY else []
    if not {"reporter", "partner", "direction"} & {*columns, *assume}:
        raise KitError(
            "direction: no column found that tells it. Name it (direction=... or --direction ...), or the two sides (reporter=... and "
            "partner=..., or --reporter and --partner). If every row is trade with the DPRK and only the way is unknown, assume that "
            f'(assume={{"direction": "unknown"}} or --assume direction=unknown). {there}',
            "direction",
            None,
            names,
        )
    trusted = "value" in given and "quantity" in given
    if not {"value", "quantity"} <= set(columns) or not ("quantity_unit" in columns or trusted):
        for role in _COUNTED:
            columns.pop(role, None)
    if str(columns.get("quantity")).lower() != "qty" and "quantity_estimated" not in given:
        columns.pop("quantity_estimated", None)  # it is about the column of Comtrade
    for role in ("on", "hs"):
        if role not in {*columns, *assume} and not (role == "hs" and "item" in {*columns, *assume}):
            raise KitError(
                f"{role}: no column found. Name it ({role}=... or --{role} ...). {there}",
                role,
                None,
                names,
            )
    added = {(prefix + name).lower() for name in COLUMNS}
    if not columns:
        raise KitError(
            f"All is assumed, and no column is left to read. Name one, or ask sl.classify about the one case. {there}",
            "assume",
            assume,
            names,
        )
    if clash := [
        name for name in names if str(name).lower() in added
    ]:  # to some engines "Verdict" and "verdict" are one name
        raise KitError(
            f'The frame already has a column "{clash[0]}". Rename it, or name the added columns otherwise (prefix="sl_" or --prefix sl_).',
            "prefix",
            clash[0],
        )
    parts = tuple(
        (role, column)
        for role, first in columns.items()
        for column in (first, *siblings.get(role, ()))
    )
    return _planned(parts, tuple(assume.items()), law, prefix)


def _assumed(assume):
    """What is assumed, each value in its one form: facts first, in their order, then sides as they were given."""
    if not isinstance(assume, dict):
        raise KitError(
            f'assume: give facts with their values, for example assume={{"national_luxury": "no"}}, not a {type(assume).__name__}.',
            "assume",
            assume,
        )
    for name in assume:
        if name not in _SIDES:
            fact(name)
    sides = {name: assume[name] for name in _SIDES if name in assume}
    for name, value in sides.items():
        read = (
            _READERS[name](value)
            if isinstance(value, (str, int))
            else _Read(problem=f"{shown(value)} is neither text nor a number")
        )
        if read.problem or read.note:
            raise KitError(
                f"{name}: {read.problem or read.note}. Give a side by ISO letters, M49 number or English name, and a flow as M or X.",
                name,
                value,
            )
    fixed = Case(
        **{"on": UNKNOWN, **{name: value for name, value in assume.items() if name not in _SIDES}}
    ).given
    return {name: fixed[name] for name in facts() if name in assume} | sides
