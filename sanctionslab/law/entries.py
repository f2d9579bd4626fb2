"""law/entries."""

from datetime import date

from .. import vocabulary
from ..errors import near, shown
from ..logic import UNKNOWN, Truth
from ..vocabulary import fact
from .measure import CONFIDENCES, FORCES, SUBJECTS, Exemption, LawError, Measure, Test


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
