"""Which row an id or a row of a frame is, and the keys of other tables that a row names."""

import functools
import inspect
import re
from typing import Any

import pandas as pd

from ..errors import KitError, near, quoted, shown
from .tables import TABLES
from .typed import TableRow, described, key_of, schema

# What names one row, for those who give an id: a table and its column.
IDS = (
    ("claims", "id"),
    ("events", "id"),
    ("news", "id"),
    ("measures", "id"),
    ("resolutions", "key"),
    ("resolutions", "symbol"),
    ("sources", "key"),
    ("items", "key"),
    ("national_cars", "instrument"),
)

ROW_WANTED = (
    "Give a row of a table, for example sl.claims().iloc[0], "
    'or an id such as "KH-25", "T-34" or "2397:7".'
)


@functools.cache
def index() -> dict[str, dict[tuple, TableRow]]:
    """Every table's rows by primary key."""
    rows = {table.__name__: inspect.unwrap(table)() for table in TABLES}  # before they are a frame
    return {name: {key_of(name, row): row for row in rows[name]} for name in rows}


@functools.cache
def ids() -> dict[str, tuple[str, TableRow]]:
    """Every id that names one row: the table and the row."""
    return {row[column]: (name, row) for name, column in IDS for row in index()[name].values()}


def find(row: Any) -> tuple[str, TableRow]:
    """The table and the record of what `why` was given. Raises KitError with the near miss."""
    if isinstance(row, pd.DataFrame):
        row = _only_row(row)
    if isinstance(row, pd.Series):
        return _match(row)
    # 2397 names a resolution. True is an int as well, and a name of nothing.
    if not isinstance(row, str) and not (type(row) is int and abs(row) < 10**9):
        raise KitError(f"why() cannot tell where {shown(row)} comes from. {ROW_WANTED}", "row", row)
    text = str(row).strip()
    if text in ids():
        return ids()[text]
    for name in ids():  # "kh-25" is meant for KH-25
        if name.lower() == text.lower():
            return ids()[name]
    hint = near(text, ids()) or f" {ROW_WANTED}"
    raise KitError(f"{quoted(row)} is no row of the data.{hint}", "row", row, ids())


def _only_row(frame: pd.DataFrame) -> pd.Series:
    count = len(frame)
    if count != 1:
        message = f"why() takes one row, and this frame has {count} rows. Pick one: frame.iloc[0]."
        raise KitError(message, "row", count, (1,))
    return frame.iloc[0]


def _match(row: pd.Series) -> tuple[str, TableRow]:
    """By its key, in the table with which it shares most columns; else by its label."""
    columns = set(row.index)

    def in_common(name: str) -> int:
        return len(columns & {field["name"] for field in schema(name)["fields"]})

    # Several tables have a column "id": the one that looks most like the row is asked first.
    for name in sorted(index(), key=in_common, reverse=True):
        if columns.issuperset(schema(name)["primaryKey"]):
            record = index()[name].get(key_of(name, row))
            if record is not None:
                return name, record
    if row.name in ids():
        return ids()[row.name]
    some = ", ".join(map(str, row.index[:6]))
    message = f"why() finds no key of the kit's tables in this row (columns: {some}). {ROW_WANTED}"
    raise KitError(message, "row", some)


def keys_named(name: str, row: TableRow, target: str) -> list[str]:
    """The keys of `target` that a row of the table `name` names, each once, by column.

    >>> keys_named("events", {"measures": "2397:7; 2094:23"}, "measures.id")
    ['2397:7', '2094:23']
    """
    keys: list[str | None] = []
    # Cells that hold several keys say so by `references`, those with one key by `foreignKeys`.
    for field in schema(name)["fields"]:
        reference, value = field.get("references", {}), row.get(field["name"])
        if reference.get("to") == target and value:
            keys += _pieces(value, reference)
    for key in schema(name).get("foreignKeys", ()):
        reference = key["reference"]
        if f"{reference['resource']}.{reference['fields']}" == target:
            keys.append(row.get(key["fields"]))
    if target == "sources.key":  # a table as a whole can rest on sources
        keys += [source["key"] for source in described()[name].get("sources", ())]
    return list(dict.fromkeys(key for key in keys if key))


def _pieces(value: str, reference: dict[str, Any]) -> list[str]:
    """The keys in a cell, cut or matched as the data package says.

    >>> _pieces("kremlin > ria; kcna", {"separators": ["; ", " > "]})
    ['kremlin', 'ria', 'kcna']
    """
    if "pattern" in reference:
        return re.findall(reference["pattern"], value)
    pieces = [value]
    for separator in reference["separators"]:
        pieces = [part for piece in pieces for part in piece.split(separator)]
    return pieces
