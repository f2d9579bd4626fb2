"""Rows made into a frame with the types that `data/datapackage.json` gives to their columns."""

import functools
import json
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

from ..errors import KitError, quoted
from ..files import data_path, read_csv

TableRow: TypeAlias = dict[str, Any]

# Before pandas 3 "str" made objects of texts.
TEXT = "str" if int(pd.__version__.partition(".")[0]) >= 3 else "string"
DAY = "datetime64[ns]"

# The columns between whose first and last day a row lies. After the second stand `start` and `end`.
SPANS = {
    "claims": ("event_date", "event_date"),
    "events": ("date", "date"),
    "news": ("date", "date"),
    "national_cars": ("from", "until"),
}


@functools.cache
def described() -> dict[str, dict[str, Any]]:
    """What the data package says of every table, by name."""
    package = json.loads(data_path("datapackage.json").read_text(encoding="utf-8"))
    return {table["name"]: table for table in package["resources"] + package["computed"]}


def schema(name: str) -> dict[str, Any]:
    """The schema of a table: its fields, in order, and its keys.

    >>> schema("claims")["primaryKey"]
    ['id']
    """
    return described()[name]["schema"]


def key_of(name: str, row: TableRow) -> tuple:
    """The primary key of a row of a table."""
    return tuple(row[column] for column in schema(name)["primaryKey"])


@functools.cache
def rows_of(name: str) -> list[TableRow]:
    """The rows of a CSV file of the data, None for a blank."""
    return [
        {column: text or None for column, text in row.items()}
        for row in read_csv(data_path(f"{name}.csv"))
    ]


def table(rows: Callable[[], list[TableRow]]) -> Callable[[], pd.DataFrame]:
    """Make a function that gives rows give a frame.

    The first paragraph of the function's docstring describes it, in `attrs`.
    """
    name, paragraph = rows.__name__, (rows.__doc__ or "").partition("\n\n")[0]
    description = " ".join(paragraph.split())

    @functools.wraps(rows)
    def frame() -> pd.DataFrame:
        made = pd.DataFrame(_columns(name, rows()))
        made.attrs.update(table=name, description=description)
        return made

    return frame


def _columns(name: str, rows: list[TableRow]) -> dict[str, pd.Series]:
    first, last = SPANS.get(name, ("", ""))
    columns = {}
    for field in schema(name)["fields"]:
        column = field["name"]
        cells = [row[column] for row in rows]
        _refuse_unlisted(name, field, cells)
        columns[column] = pd.Series(cells, dtype=_dtype(field))
        if column == last:
            spans = [date_span(row[first], row[last]) for row in rows]
            columns["start"] = pd.Series([start for start, _ in spans], dtype=DAY)
            columns["end"] = pd.Series([end for _, end in spans], dtype=DAY)
    return columns


def _refuse_unlisted(name: str, field: dict[str, Any], cells: list[Any]) -> None:
    """Refuse a value that the data package does not list: the frame would show a blank for it."""
    if field["type"] != "string" or not (listed := field.get("constraints", {}).get("enum")):
        return
    for cell in cells:
        if cell is not None and cell not in listed:
            column = field["name"]
            message = f"{name}, {column}: {quoted(cell)} is not listed in datapackage.json. "
            way_out = f"Write it into the enum of {column} there, or take one of "
            raise KitError(f"{message}{way_out}{', '.join(listed)}.", column, cell, listed)


def _dtype(field: dict[str, Any]) -> Any:
    """The pandas type of a field of the data package."""
    rules = field.get("constraints", {})
    if field["type"] == "integer":
        return "int64" if rules.get("required") else "Int64"
    if field["type"] == "string" and "enum" in rules:
        return pd.CategoricalDtype(rules["enum"], field.get("categoriesOrdered", False))
    return {"string": TEXT, "date": DAY, "number": "float64", "boolean": "bool"}[field["type"]]


def date_span(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """The first day that one date can mean and the last day that another can.

    A date is a day, a month, a year, or two of them with "/" between. None where there is none.

    >>> date_span("2023-09/2024-02", "2023-09/2024-02")
    (datetime.date(2023, 9, 1), datetime.date(2024, 2, 29))
    """
    start = _edge(first.partition("/")[0], last=False) if first else None
    end = _edge(last.rpartition("/")[2], last=True) if last else None
    return start, end


def _edge(text: str, last: bool) -> date:
    """The first or the last day that a day, month or year can mean.

    >>> _edge("2024-02", last=True), _edge("2024", last=False)
    (datetime.date(2024, 2, 29), datetime.date(2024, 1, 1))
    """
    year, *rest = [int(part) for part in text.split("-")]
    if len(rest) == 2:
        return date(year, *rest)
    month_of_a_year = 12 if last else 1
    month = rest[0] if rest else month_of_a_year
    return date(year, month, monthrange(year, month)[1] if last else 1)
