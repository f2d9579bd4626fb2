"""whatif/scenariofile."""

import json
import tomllib
from pathlib import Path

from ..cases import Case, Claim, Evidence, cases
from ..errors import KitError, near
from .scenario import NOT_GIVEN, Scenario, plain


def save(path, scenario, *, replace=False):
    """Write a scenario to a small TOML file.

    Arguments: `path`, where to; `scenario`, a Scenario; `replace`, whether a file that exists may be replaced.
    Raises KitError if the file exists and may not be replaced, or cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(Path(folder) / "bus.toml", Scenario("aurus-2024-06", {"item": "bus"}))
    ...     load(Path(folder) / "bus.toml") == Scenario("aurus-2024-06", {"item": "bus"})
    True
    """
    path = Path(path)
    original, lines = (
        scenario.original,
        ["# A scenario of sanctionslab. Open it in the lab, or with sl.panels.load(...)."],
    )
    if original.key in cases():
        lines.append(_entry("case", original.key))
    for name in ("without", "distrust", "trust_only"):
        if keys := getattr(scenario, name):
            lines.append(_entry(name, list(keys)))
    if scenario.facts:
        lines += [
            "",
            "[facts]",
            *(_entry(n, NOT_GIVEN if v is None else v) for n, v in scenario.facts.items()),
        ]
    if original.key not in cases():
        lines += ["", "[original]", *(_entry(n, v) for n, v in original.given.items())]
        for name, known in original.evidence.items():
            lines += [
                "",
                f"[evidence.{name}]",
                *(_entry(k, v) for k, v in vars(known).items() if v),
            ]
        for row in {
            row: None
            for known in original.evidence.values()
            for row in known.rows
            if isinstance(row, Claim)
        }:
            lines += [
                "",
                f"[claim.{row}]",
                _entry("says", row.says),
                _entry("chain", [" > ".join(chain) for chain in row.chains]),
            ]
        lines[1:1] = [_entry("title", original.title)] * bool(original.title)
    try:
        with path.open("w" if replace else "x", encoding="utf-8", newline="\n") as file:
            file.write("\n".join([*lines, ""]))
    except FileExistsError:
        raise KitError(
            f'{path.name} exists already. Give another name, or tick "Replace the file" (in code: replace=True).',
            "file",
            str(path),
        ) from None
    except OSError as error:
        raise KitError(
            f"{path.name} could not be written: {error.strerror}. Give another name or folder.",
            "file",
            str(path),
        ) from None


def _entry(name, value):
    return f"{name} = {json.dumps(list(value) if isinstance(value, (list, tuple)) else plain(value), ensure_ascii=False)}"


def load(path):
    """Read a scenario from a TOML file that `save` wrote.

    Raises KitError, with the file and the reason, for a file that is not there or cannot be used.
    """
    path = Path(path)
    try:
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        there = sorted(p.name for p in path.parent.glob("*.toml"))
        hint = near(path.name, there) or (
            f" Here are: {', '.join(there)}." if there else " Save a scenario first."
        )
        raise KitError(f"There is no file {path.name}.{hint}", "file", str(path), there) from None
    except (OSError, ValueError) as error:
        raise KitError(
            f"{path.name} cannot be read as a scenario: {error}.", "file", str(path)
        ) from None
    try:
        title, own = entry.pop("title", None), entry.pop("original", None)
        claims = {
            id_: Claim(id_, c["says"], tuple(tuple(chain.split(" > ")) for chain in c["chain"]))
            for id_, c in entry.pop("claim", {}).items()
        }
        evidence = {
            n: Evidence(
                tuple(claims.get(row, row) for row in e.get("rows", ())),
                e.get("known"),
                e.get("note", ""),
            )
            for n, e in entry.pop("evidence", {}).items()
        }
        original = Case(title=title, evidence=evidence, **own) if own else entry.pop("case", None)
        return Scenario(original, **entry)
    except KitError as error:
        raise KitError(f"{path.name}: {error}", error.name, error.value, error.allowed) from None
    except (TypeError, AttributeError, KeyError):
        raise KitError(
            f"{path.name} is no scenario: it needs a case and may have facts, without, distrust and trust_only.",
            "file",
            str(path),
        ) from None
