"""The entries of a law file, checked and made into measures; and a measure as its entry again.

`where` is the file and the paragraph, as an error names them.
"""

import functools
from collections.abc import Mapping
from typing import Any

from ..errors import near, shown
from ..logic import UNKNOWN, Truth
from ..shapes import DAY, TEXT, TEXTS, Key, Kind, first_fault, is_text, is_texts
from ..vocabulary import Fact, Value, by_labels, expand, fact, is_open, regime
from .measure import (
    CONFIDENCES,
    FORCES,
    Exemption,
    LawError,
    Measure,
    Resolution,
    Test,
    Tests,
    When,
)

TESTS = Kind("a table or a list", lambda value: isinstance(value, (dict, list, tuple)))
TABLES = Kind("a list of tables", lambda value: isinstance(value, (list, tuple)))
ALL_OR_TEXTS = Kind('"all" or a list of texts', lambda value: is_text(value) or is_texts(value))

YES_NO = Kind("true or false", lambda value: isinstance(value, bool))

CONFIDENCE = Key(TEXT, allowed=CONFIDENCES)
NEEDED_TEXT = Key(TEXT, needed=True)

MEASURE = {
    "id": NEEDED_TEXT,
    "title": NEEDED_TEXT,
    "subject": NEEDED_TEXT,
    "force": Key(TEXT, needed=True, allowed=FORCES),
    "duty": NEEDED_TEXT,
    "confidence": Key(TEXT, needed=True, allowed=CONFIDENCES),
    "source": Key(TEXTS, needed=True),
    "when": Key(TESTS),
    "unless": Key(TABLES),
    "lifts": Key(ALL_OR_TEXTS),
    "granted_by": Key(TEXT),
    "from": Key(DAY),
    "until": Key(DAY),
    "replaces": Key(TEXTS),
    "extends": Key(TEXTS),
    "note": Key(TEXT),
    "firm": Key(YES_NO),
    "unreachable": Key(TEXT),
}

UNLESS = {
    "by": NEEDED_TEXT,
    "granted_by": NEEDED_TEXT,
    "text": NEEDED_TEXT,
    "when": Key(TESTS, needed=True),
    "confidence": CONFIDENCE,
}

# The limits that a test can set, by the type of the fact.
LIMITS = {"number": ("above", "below"), "date": ("before", "on_or_before", "on_or_after")}


@functools.cache
def measure_keys() -> Mapping[str, Key]:
    """The keys of a measure, with the subjects of the regime."""
    # Made when it is first asked for: the regime is data, and is not read to import a module.
    return {**MEASURE, "subject": Key(TEXT, needed=True, allowed=tuple(regime().subjects))}


def check_entry(entry: object, keys: Mapping[str, Key], where: str) -> None:
    """Refuse an entry that is no table, or has a key too many, one too few or one amiss."""
    fault = first_fault(entry, keys)
    if fault is None:
        return
    key, allowed = fault.key, fault.allowed
    match fault.kind:
        case "entry":
            reason = f"an entry holds keys and values, not {shown(entry)}."
            raise LawError(f"{where}: {reason}", key, entry)
        case "key":
            raise LawError(f"{where}: no key {shown(key)}.{near(key, keys)}", "key", key, allowed)
        case "type":
            reason = f"{key} is {shown(fault.value)}; it must be {keys[key].kind.words}."
            raise LawError(f"{where}: {reason}", key, fault.value)
        case "missing":
            hint = f" Allowed: {', '.join(allowed)}." if allowed else ""
            raise LawError(f"{where}: {key} is missing.{hint}", key, None, allowed)
    reason = f"{key} is {shown(fault.value)}; allowed: {', '.join(allowed)}."
    raise LawError(f"{where}: {reason}{near(fault.value, allowed)}", key, fault.value, allowed)


def measure_from(entry: Any, where: str, resolution: Resolution) -> Measure:
    """A measure from its TOML entry. Raises LawError with the place and the reason."""
    name = "a measure"
    if isinstance(entry, dict):
        name = entry.get("id", "a measure without id")
    where = f"{where}, {name}"
    check_entry(entry, measure_keys(), where)
    if entry["id"].partition(":")[0] != resolution.key:
        reason = f"the id must begin with {resolution.key}:, as its file does."
        raise LawError(f"{where}: {reason}", "id", entry["id"])
    return Measure(
        entry["id"],
        entry["title"],
        entry["subject"],
        entry["force"],
        entry["duty"],
        entry["confidence"],
        tuple(entry["source"]),
        when=_clauses(entry["when"], where) if "when" in entry else (),
        unless=tuple(
            _exemption(unless, where, entry["confidence"]) for unless in entry.get("unless", ())
        ),
        lifts=_lifts(entry, where),
        granted_by=entry.get("granted_by", ""),
        starts=entry.get("from"),
        ends=entry.get("until"),
        replaces=tuple(entry.get("replaces", ())),
        extends=tuple(entry.get("extends", ())),
        note=by_labels(entry.get("note", "")),
        firm=entry.get("firm", False),
        unreachable=entry.get("unreachable", ""),
    )


def _lifts(entry: dict[str, Any], where: str) -> tuple[str, ...]:
    """The paragraphs that a measure lifts, or ("all",)."""
    lifts = entry.get("lifts", ())
    if isinstance(lifts, str) and lifts != "all":
        reason = f'lifts is {shown(lifts)}; it must be "all" or a list of paragraphs.'
        raise LawError(f"{where}: {reason}", "lifts", lifts)
    if lifts and not entry.get("when"):
        reason = "it lifts other paragraphs but when is missing, so it would always lift them."
        raise LawError(f"{where}: {reason}", "when")
    return (lifts,) if isinstance(lifts, str) else tuple(lifts)


def _exemption(entry: Any, where: str, confidence: str) -> Exemption:
    """An exemption from its entry, as sure as its measure unless it says otherwise."""
    check_entry(entry, UNLESS, f"{where}, unless")
    return Exemption(
        entry["by"],
        entry["granted_by"],
        entry["text"],
        _clauses(entry["when"], where),
        entry.get("confidence", confidence),
    )


def _clauses(entry: Any, where: str) -> When:
    # A table is one conjunction, a list of tables are several.
    return tuple(_tests(part, where) for part in (entry if isinstance(entry, list) else [entry]))


def _tests(entry: Any, where: str) -> Tests:
    if not isinstance(entry, dict) or not entry:
        reason = f'"when" holds tests as fact = value, not {shown(entry)}.'
        raise LawError(f"{where}: {reason}", "when", entry)
    tests = []
    for name, wanted in entry.items():
        try:
            tests.append(_test(name, wanted))
        except ValueError as error:
            raise LawError(f"{where}: {error}", name, wanted) from None
    return tuple(tests)


def _test(name: str, wanted: object) -> Test:
    described = fact(name)
    if isinstance(wanted, dict):
        return _limit(described, wanted)
    values = list(wanted) if isinstance(wanted, (list, tuple)) else [wanted]
    if not values:
        raise ValueError(f"{name} = [] is empty, so it can never be met")
    if described.type == "hs":
        return _one_test(name, "hs", expand(values))
    if described.type in LIMITS:
        raise ValueError(
            f"{name} is tested with a limit such as {{ before = 2017-08-05 }} or {{ above = 500 }}"
        )
    return _one_test(name, "in", tuple(_known(described, value) for value in values))


@functools.cache
def _one_test(name: str, op: str, wanted: tuple[Any, ...]) -> Test:
    """One object for equal tests: paragraphs ask the same again and again."""
    return Test(name, op, wanted)


def _limit(described: Fact, wanted: dict[str, Any]) -> Test:
    """A test that compares a number or a day: { above = 500 }."""
    name, allowed = described.name, LIMITS.get(described.type, ())
    if len(wanted) != 1:
        raise ValueError(f"{shown(wanted)} cannot test {name}; allowed is {_one_of(allowed)}")
    ((op, limit),) = wanted.items()
    if op not in allowed:
        raise ValueError(f'"{op}" cannot test {name}; allowed is {_one_of(allowed)}')
    return _one_test(name, op, (_known(described, limit),))


def _one_of(limits: tuple[str, ...]) -> str:
    return f"one limit: {', '.join(limits)}" if limits else "a value or a list"


def _known(described: Fact, value: object) -> Value:
    parsed = described.parse(value)
    if parsed is UNKNOWN:
        raise ValueError(f"{described.name} is tested for unknown; a test asks for a value")
    if is_open(parsed):
        raise ValueError(f"{described.name} is tested for {parsed}; a list says: one of these")
    return parsed


def entry_of(measure: Measure) -> dict[str, Any]:
    """A measure as the TOML entry that gives it: what `Law.changed` starts from."""
    # It goes by the keys of the file, not by the names of the fields.
    # What is blank is left out, as it is in a file.
    entry = {
        "id": measure.id,
        "title": measure.title,
        "subject": measure.subject,
        "force": measure.force,
        "duty": measure.duty,
        "confidence": measure.confidence,
        "source": measure.source,
        "when": _plain_clauses(measure.when),
        "unless": [_plain_exemption(exemption) for exemption in measure.unless],
        "lifts": "all" if measure.lifts == ("all",) else measure.lifts,
        "granted_by": measure.granted_by,
        "from": measure.starts,
        "until": measure.ends,
        "replaces": measure.replaces,
        "extends": measure.extends,
        "note": measure.note,
        "firm": measure.firm,
        "unreachable": measure.unreachable,
    }
    return {key: value for key, value in entry.items() if value not in (None, (), [], "", False)}


def _plain_exemption(exemption: Exemption) -> dict[str, Any]:
    return {
        "by": exemption.by,
        "granted_by": exemption.granted_by,
        "text": exemption.text,
        "when": _plain_clauses(exemption.when),
        "confidence": exemption.confidence,
    }


def _plain_clauses(when: When) -> list[dict[str, Any]]:
    return [{test.fact: _plain(test) for test in tests} for tests in when]


def _plain(test: Test) -> Any:
    if test.op == "in":
        return [value.value if isinstance(value, Truth) else value for value in test.wanted]
    return list(test.wanted) if test.op == "hs" else {test.op: test.wanted[0]}
