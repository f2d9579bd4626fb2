"""cases/named."""

import functools
import tomllib
from types import MappingProxyType

from ..errors import _quoted, near
from ..files import data_path
from ..vocabulary import FactError
from .case import Case
from .evidence import Evidence


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
