"""The named cases of `data/cases.toml`."""

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ..errors import near, quoted
from ..files import data_path, read_toml
from ..vocabulary import FactError
from .case import Case
from .evidence import Evidence


@functools.cache
def cases() -> Mapping[str, Case]:
    """Every named case by key, in the order of `data/cases.toml`.

    >>> cases()["aurus-2024-02"].value("conduct")
    'transfer'
    """
    entries = read_toml(data_path("cases.toml"))
    return MappingProxyType({key: _named(key, entry) for key, entry in entries.items()})


def _named(key: str, entry: dict[str, Any]) -> Case:
    details = entry["facts"]
    given = {name: detail["value"] for name, detail in details.items()}
    evidence = {name: _evidence(detail) for name, detail in details.items()}
    return Case(key=key, title=entry["title"], note=entry.get("note"), evidence=evidence, **given)


def _evidence(detail: dict[str, Any]) -> Evidence:
    rows = tuple(detail.get("evidence", ()))
    since = detail.get("since", {})
    return Evidence(
        rows=rows,
        known=detail.get("known"),
        note=detail.get("note", ""),
        since=since.get("day"),
        since_rows=tuple(since.get("evidence", ())),
    )


def case(key: object) -> Case:
    """A named case, every fact with its evidence. Raises FactError with the near miss.

    >>> case("aurus-2024-02").value("on")
    datetime.date(2024, 2, 18)
    """
    if not isinstance(key, str) or key not in cases():
        hint = near(key, cases()) or " sl.cases() lists them."
        if isinstance(key, str) and key.endswith(".toml"):
            hint = f" A file of your own is read by sl.own_case({quoted(key)})."
        message = f"{quoted(key)} is not a named case of data/cases.toml.{hint}"
        raise FactError(message, "case", key, cases())
    return cases()[key]
