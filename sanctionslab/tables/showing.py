"""Rows to read: a few columns of a table, and how often each value occurs, in plain words.

A frame is for working with. What these functions return is for reading: prose stands to the left
and is never cut, and there are no row numbers and no names of types.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from ..errors import KitError, near, quoted
from ..files import data_path, read_toml
from ..outline import WHOLE, Html, section_html, table_html, words_html

SHORT = 28  # letters of a cell that still stands beside the others in a terminal
APART = "  "
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")  # of a source, or a date


@dataclass(frozen=True)
class Shown:
    """Rows to read: what `show`, `counts` and `articles` return. It shows itself.

    `heads` are the headings of the columns, `rows` the cells as texts, `title` says what it is.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        lines = [self.title] if self.title else []
        if not self.rows:
            return "\n".join([*lines, "No row."])
        widths = [max(map(len, column)) for column in zip(self.heads, *self.rows, strict=True)]
        if all(width <= SHORT for width in widths[:-1]):
            return "\n".join([*lines, *_beside(self.heads, self.rows, widths)])
        return "\n".join([*lines, *_below(self.heads, self.rows)])

    def _repr_html_(self) -> str:
        rows = [[_cell_html(cell) for cell in row] for row in self.rows]
        table = table_html(self.title, self.heads, rows) if rows else "<p>No row.</p>"
        label = self.title or f"Table of {', '.join(self.heads)}"
        return section_html("table", table, label=label)


def _cell_html(text: str) -> Html:
    """A cell as HTML; a key, such as "rok-official", stays on its line."""
    whole = f"<span {WHOLE}>{escape(text)}</span>" if KEY.fullmatch(text) else words_html(text)
    return Html(whole)


def _beside(
    heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]
) -> Iterator[str]:
    """Each row on a line, its cells under their headings."""
    for row in (heads, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield APART.join(cells).rstrip()


def _below(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Each row as its first cell, with a line for each of the others."""
    for row in rows:
        yield row[0]
        yield from (
            f"{APART}{head}: {cell}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell
        )


def show(table: pd.DataFrame, *columns: str, title: str = "", **where: Any) -> Shown:
    """A few columns of a table, for reading.

    Arguments: `table`, a frame; `columns`, their names, in the order wanted, or none for all;
    `title`, what stands above; `where`, the value that a column must have, or a list of them. A
    table with chains has a column more: `first_speaker`. Raises KitError for anything else.

    >>> from sanctionslab.tables import claims
    >>> show(claims(), "id", "first_speaker", "kind", id=["KH-25", "QV-07"])
    id     first speaker  kind
    KH-25  kremlin        fact
    QV-07  qonversations  fact
    >>> show(claims(), "speaker")
    Traceback (most recent call last):
    ...
    sanctionslab.errors.KitError: The table has no column "speaker". Did you mean "first_speaker"?
    """
    rows = _wanted(table, where)
    names = list(columns) or [str(name) for name in table.columns]
    for name in names:
        _column(rows, name)
    cells = zip(*(map(_text, rows[name]) for name in names), strict=True)
    return Shown(tuple(name.replace("_", " ") for name in names), tuple(cells), _titled(title))


def counts(
    table: pd.DataFrame, *columns: str, by: str | None = None, title: str = "", **where: Any
) -> Shown:
    """How many rows of a table have each value of a column, or each set of values of several.

    Arguments as for `show`; `by`, a second column whose values stand side by side. What occurs
    most often stands first; a closed list keeps its own order.

    >>> from sanctionslab.tables import claims
    >>> counts(claims(), "kind", by="source")
    kind         korea-herald  qonversations
    fact         17            12
    statement    8             6
    legal claim  6             5
    assessment   9             9
    question     0             1
    """
    if not columns:
        raise KitError('counts() needs the name of a column: counts(claims, "kind").', "columns")
    rows = _wanted(table, where)
    keys = list(zip(*(map(_text, _column(rows, name)) for name in columns), strict=True))
    across = [_text(value) for value in _column(rows, by)] if by else ["rows"] * len(rows)
    heads = list(dict.fromkeys(across))
    # As objects: each pair is one value to be counted.
    number = pd.Series(list(zip(keys, across, strict=True)), dtype=object).value_counts().to_dict()
    rows_shown = [
        (*key, *(str(number.get((key, head), 0)) for head in heads))
        for key in _in_order(rows, columns, keys)
    ]
    names = [name.replace("_", " ") for name in columns]
    return Shown((*names, *heads), tuple(rows_shown), _titled(title))


def _titled(title: object) -> str:
    if not isinstance(title, str):
        raise KitError(f"A title is a text, not {type(title).__name__}.", "title", title)
    return title


def _in_order(
    rows: pd.DataFrame, columns: Sequence[str], keys: Sequence[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """The keys, each once: as a closed list has them, or the most frequent first."""
    if len(columns) == 1 and isinstance(rows[columns[0]].dtype, pd.CategoricalDtype):
        return [(str(value),) for value in rows[columns[0]].cat.categories if (value,) in set(keys)]
    return list(pd.Series(keys, dtype=object).value_counts().index) if keys else []


def articles() -> Shown:
    """The two articles that the claims are taken from, side by side, with how to find them.

    >>> articles().heads
    ('About', 'The Korea Herald', 'Qonversations')
    """
    entries = read_toml(data_path("articles.toml"))
    asked = ("headline", "kind", "author", "date", "outlet", "address", "seen", "source")
    rows = tuple((_ASPECTS[key], *(str(entry[key]) for entry in entries.values())) for key in asked)
    return Articles(("About", *entries), rows, "Two articles on the car")


_ASPECTS = {
    "headline": "Headline begins",
    "kind": "What it is",
    "author": "Author",
    "date": "Published",
    "outlet": "Outlet",
    "address": "Address",
    "seen": "What we saw of it",
    "source": "Its key in the tables",
}


class Articles(Shown):
    """The articles; an address is a link."""

    def _repr_html_(self) -> str:
        html = super()._repr_html_()
        for cell in {cell for row in self.rows for cell in row if cell.startswith("http")}:
            link = f'<a href="{escape(cell)}" target="_blank" rel="noopener">{escape(cell)}</a>'
            html = html.replace(escape(cell), link)
        return html


def _wanted(table: Any, where: dict[str, Any]) -> pd.DataFrame:
    """The rows that have the values asked for, with the first speaker where there are chains."""
    if not isinstance(table, pd.DataFrame):
        raise KitError(
            "Only a table can be shown, such as sl.claims() or rows chosen from it.", "table"
        )
    rows = table
    if "chain" in rows.columns and "first_speaker" not in rows.columns:
        rows = rows.assign(first_speaker=rows["chain"].str.split(" > ").str[0])
    for name, value in where.items():
        several = [value] if isinstance(value, str) or not isinstance(value, Iterable) else value
        wanted = {_text(one) for one in several}
        rows = rows[[_text(cell) in wanted for cell in _column(rows, name)]]
    return rows


def _column(rows: pd.DataFrame, name: str) -> pd.Series:
    if not isinstance(name, str) or name not in rows.columns:
        names: Sequence[str] = [str(column) for column in rows.columns]
        raise KitError(f"The table has no column {quoted(name)}.{near(name, names)}", name)
    return rows[name]


def _text(value: Any) -> str:
    """A cell as a reader reads it: a day without its hour, nothing where there is nothing.

    >>> _text(pd.Timestamp("2013-03-07")), _text(None), _text(True), _text(10000.0)
    ('2013-03-07', '', 'yes', '10000')
    """
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "yes" if value else "no"
    # From a million on, :g would write 1e+06.
    return f"{value:g}" if isinstance(value, float) and value < 1e6 else str(value)
