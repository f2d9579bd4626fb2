"""Tables and record batches of pyarrow."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..arrowtext import is_text, listed
from ..plan import Plan
from ..values import (
    PER_DAY,
    Coded,
    Days,
    KeepingSource,
    Values,
    Whole,
    of_floats,
    refuse_nested,
    told_apart,
)


def column_names(table: pa.Table | pa.RecordBatch) -> list[str]:
    return table.schema.names


def is_looked_at(kind: pa.DataType, numbers: bool) -> bool:
    """Whether a column of this type holds texts, or numbers that are asked for."""
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return numbers
    return is_text(kind)


def distinct(
    table: pa.Table | pa.RecordBatch, name: str, numbers: bool, rows: int | None = None
) -> Iterable:
    """The different texts of a column, and its numbers if they are asked for."""
    column = table.column(name)
    if isinstance(column, pa.Array):
        column = pa.chunked_array([column])
    return different(column.slice(0, rows), numbers)


def different(column: pa.ChunkedArray, numbers: bool) -> Iterable:
    """The different texts in a column, and its numbers if they are asked for."""
    column = _plain(column)
    kind = column.type
    if pa.types.is_dictionary(kind):
        return listed(column.unify_dictionaries().chunk(0).dictionary) if len(column) else ()
    if not is_looked_at(kind, numbers):
        return ()
    return listed(pc.unique(column))


def text_in(table: pa.Table | pa.RecordBatch, name: object) -> pa.ChunkedArray | None:
    """A column of text, which may be coded; None for another."""
    column = table.column(name)
    kind = column.type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return column if is_text(kind) else None


def screened(table: pa.Table | pa.RecordBatch, plan: Plan) -> pa.Table | pa.RecordBatch:
    """The table with the answers added."""
    if isinstance(table, pa.RecordBatch):
        whole = _table_screened(pa.Table.from_batches([table]), plan).combine_chunks()
        if not len(table):  # a table without rows makes no batch
            return pa.RecordBatch.from_pylist([], whole.schema)
        return whole.to_batches()[0]
    return _table_screened(table, plan)


def source_of(table: pa.Table) -> ArrowSource:
    """The table as a source of columns."""
    return ArrowSource(table)


def _table_screened(table: pa.Table, plan: Plan) -> pa.Table:
    return answered(table, plan, plan.settle(plan.ids(ArrowSource(table))))


def answered(table: pa.Table, plan: Plan, places: np.ndarray) -> pa.Table:
    """The table with the answers added, from the place of each row's."""
    for name, labels in zip(plan.question.added, _labels_of(plan), strict=True):
        table = table.append_column(name, labels.at(places))
    return table


def with_texts(table: pa.Table, name: str, labels: list[str], places: np.ndarray) -> pa.Table:
    """The table with a column of text more, from the place of each row's label."""
    texts = _Labels()
    texts.add(labels)
    return table.append_column(name, texts.at(places))


def kept(table: pa.Table, rows: np.ndarray) -> pa.Table:
    """The rows of a table that are marked."""
    return table.filter(pa.array(rows))


def cells_at(table: pa.Table, column: str, places: np.ndarray) -> list:
    """The cells of a column in some rows."""
    cells = table.column(column).take(pa.array(places))
    if pa.types.is_dictionary(cells.type):
        cells = cells.cast(cells.type.value_type)
    return listed(cells)


def rows_at(table: pa.Table, columns: list, places: np.ndarray) -> list[dict]:
    """Some rows of a table, with these columns."""
    some = table.select(columns).take(pa.array(places))
    return [
        dict(zip(columns, row, strict=True))
        for row in zip(*(listed(column) for column in some.columns), strict=True)
    ]


class _Labels:
    """Texts by their places, each distinct text held once. More may come."""

    def __init__(self) -> None:
        self.distinct: dict[str, int] = {}
        self.codes = np.zeros(0, "i4")
        self.texts = pa.array([], pa.string())

    def add(self, labels: Iterable[str]) -> None:
        """Add the texts of the places after those that are there."""
        codes = [self.distinct.setdefault(label, len(self.distinct)) for label in labels]
        self.codes = np.concatenate([self.codes, np.array(codes, "i4")])
        if len(self.distinct) > len(self.texts):
            self.texts = pa.array(list(self.distinct), pa.string())

    def at(self, places: np.ndarray) -> pa.DictionaryArray:
        """A column of text, from the place of each row's."""
        return pa.DictionaryArray.from_arrays(pa.array(self.codes.take(places)), self.texts)


def _labels_of(plan: Plan) -> list[_Labels]:
    """The texts of the added columns, by the place of each entry of a plan."""
    with plan.lock:
        kept = plan.grown.setdefault(_Labels, [_Labels() for _ in plan.question.added])
        new = plan.rows[len(kept[0].codes) :]
        if new:
            for labels, texts in zip(kept, zip(*new, strict=True), strict=True):
                labels.add(texts)
        return kept


class ArrowSource(KeepingSource):
    """A table as a source of columns."""

    def __init__(self, table: pa.Table) -> None:
        super().__init__()
        self.table = table

    def text(self, name: object) -> pa.ChunkedArray | None:
        return text_in(self.table, name)

    def read(self, name: object) -> Values:
        column = _plain(self.table.column(name))
        kind = column.type
        null = column.is_null().to_numpy() if column.null_count else None
        if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
            return Days(_days(column), null)
        if pa.types.is_integer(kind):
            return Whole(column.fill_null(0).to_numpy(), null)
        if pa.types.is_nested(kind):
            refuse_nested(name)
        if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
            # 32 bits stay as they are: read as 64, 8703.23 gets digits that nobody wrote.
            floats = column if pa.types.is_float32(kind) else column.cast(pa.float64())
            return of_floats(floats.fill_null(float("nan")).to_numpy())
        if pa.types.is_null(kind):  # a column of nothing has no values to tell apart
            return Coded(np.zeros(len(column), "i4"), np.zeros(1, "i4"), [None])
        if not pa.types.is_dictionary(kind):
            try:
                column = column.dictionary_encode()
            except pa.ArrowNotImplementedError:  # of a few types: Python tells their values apart
                return told_apart(name, column.to_pylist(), null)
        return _coded(column, null)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column as its storage has it; codes are kept only where they stand for text."""
    if isinstance(column.type, pa.BaseExtensionType):
        chunks = [chunk.storage for chunk in column.chunks]
        column = pa.chunked_array(chunks, column.type.storage_type)
    # Coded numbers and days are read as what they are, at once for the whole column.
    if pa.types.is_dictionary(column.type) and not pa.types.is_string(column.type.value_type):
        column = column.cast(column.type.value_type)
    return column


def _days(column: pa.ChunkedArray) -> np.ndarray:
    """Dates or moments as days since 1970, by the clock of their own time zone."""
    if pa.types.is_date(column.type):
        days = column.cast(pa.date32(), safe=False).cast(pa.int32())
        return days.fill_null(0).to_numpy()
    unit = column.type.unit
    if column.type.tz:
        column = pc.local_timestamp(column)
    return column.cast(pa.int64()).fill_null(0).to_numpy() // PER_DAY[unit]


def _coded(column: pa.ChunkedArray, null: np.ndarray | None) -> Coded:
    if not len(column):
        return Coded(np.zeros(0, "i4"), np.arange(0), [], null)
    column = column.unify_dictionaries().combine_chunks()
    raws = listed(column.dictionary)
    codes = column.indices.fill_null(0).to_numpy(zero_copy_only=False)
    return Coded(codes, np.arange(len(raws)), raws, null)
