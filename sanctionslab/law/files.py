"""The law files: one TOML file for each resolution, its measures in the order of paragraphs."""

import functools
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import shown
from ..files import UnreadableFile, data_path, read_toml
from ..shapes import DAY, TEXT, TEXTS, Key, Kind
from ..vocabulary import by_labels
from .entries import NEEDED_TEXT, check_entry, measure_from
from .law import Law
from .lint import lint
from .measure import CONFIDENCES, KINDS, LawError, Resolution

WHOLE_NUMBER = Kind("a whole number", lambda value: type(value) is int)
TABLE = Kind("a table", lambda value: isinstance(value, dict))

RESOLUTION = {
    "number": Key(WHOLE_NUMBER),
    "symbol": NEEDED_TEXT,
    "regime": NEEDED_TEXT,
    "kind": NEEDED_TEXT,
    "gist": Key(TEXT),
    "adopted": Key(DAY),
    "voted": Key(DAY),
    "in_favour": Key(WHOLE_NUMBER, needed=True),
    "against": Key(TEXTS),
    "abstained": Key(TEXTS),
    "trigger": NEEDED_TEXT,
    "summary": NEEDED_TEXT,
    "confidence": Key(TEXT, needed=True, allowed=CONFIDENCES),
    "source": Key(TEXTS, needed=True),
    "note": Key(TEXT),
    "panel": Key(TABLE),
    "measure": Key(),
}


def read(path: Path) -> Resolution:
    """A resolution from its TOML file, with its measures.

    Raises LawError with file, paragraph and reason.
    """
    name = path.name
    try:
        entry = read_toml(path)
    except UnreadableFile as trouble:
        reason = f"not a TOML file that can be read: {trouble.cause}"
        raise LawError(f"{name}: {reason}", "file", name) from None
    measures = entry.pop("measure", [])
    if not isinstance(measures, list):
        reason = "measures are written as [[measure]], with two brackets."
        raise LawError(f"{name}: {reason}", "measure", measures)
    resolution = _resolution(entry, path)
    made = tuple(measure_from(measure, name, resolution) for measure in measures)
    return replace(resolution, measures=made)


def _resolution(entry: dict[str, Any], path: Path) -> Resolution:
    """A resolution without its measures."""
    name, key = path.name, path.stem
    check_entry(entry, RESOLUTION, name)
    if entry["kind"] not in KINDS:
        reason = f"kind is {shown(entry['kind'])}; allowed: {', '.join(KINDS)}."
        raise LawError(f"{name}: {reason}", "kind", entry["kind"], KINDS)
    if ("adopted" in entry) == ("voted" in entry):
        reason = (
            "it needs one date such as 2017-12-22: "
            "adopted for a resolution, voted for a draft that failed."
        )
        raise LawError(f"{name}: {reason}", "adopted")
    if "number" in entry and str(entry["number"]) != key:
        reason = f"number is {entry['number']}, but the file says {key}."
        raise LawError(f"{name}: {reason}", "number", entry["number"])
    lists = {name: tuple(entry.get(name, ())) for name in ("against", "abstained", "source")}
    note = by_labels(entry.get("note", ""))
    return Resolution(key=key, **{**entry, **lists, "note": note})


def load(folder: Path) -> Law:
    """The law in a folder of TOML files. Raises LawError for law that cannot be used.

    >>> load(data_path("law")) == law()
    True
    """
    loaded = Law(read(path) for path in sorted(folder.glob("*.toml")))
    if not loaded.resolutions:
        reason = "holds no law: a file such as 2397.toml for each resolution is needed."
        raise LawError(f"{folder} {reason}", "folder", folder)
    lint(loaded, whole=True)
    return loaded


@functools.cache
def law() -> Law:
    """The whole law in `data/law/`: every resolution, Panel mandate and failed draft.

    >>> law().resolution(2397).vote, law().resolution("S-2024-255").vote
    ('15-0-0', '13-1-1')
    """
    return load(data_path("law"))
