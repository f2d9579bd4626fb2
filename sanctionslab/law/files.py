"""law/files."""

import functools
import tomllib
from dataclasses import replace
from datetime import date

from ..errors import shown
from ..files import data_path
from .entries import _check, _measure
from .law import Law
from .lint import _lint
from .measure import KINDS, LawError, Resolution

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


@functools.cache
def law():
    """The whole law in `data/law/`: every resolution, Panel mandate and failed draft.

    >>> law().resolution(2397).vote, law().resolution("S-2024-255").vote
    ('15-0-0', '13-1-1')
    """
    return load(data_path("law"))
