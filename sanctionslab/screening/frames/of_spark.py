"""Spark frames, native throughout.

The distinct values of each column are read here; the rows stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

import numpy as np
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from ..cells import MISSING, UNKNOWN_CELL, Cell
from ..columns import ColumnReader
from ..numbers import GROUPED, NO_NUMBER, PLAIN_NUMBER, STYLED, THOUSANDS, TWO_WAYS
from ..plan import Plan
from ..units import UnitValueReader, in_items
from ..values import refuse_nested

NESTED = ("array", "map", "struct")
AS_TEXT = ("binary", "interval", "variant", "void")
OF_NUMBERS = ("tinyint", "smallint", "int", "bigint", "float", "double", "decimal")


def column_names(frame: DataFrame) -> list[str]:
    return frame.columns


def distinct(frame: DataFrame, name: str, numbers: bool, rows: int | None = None) -> Iterable:
    """The different texts of a column, and its numbers if they are asked for: the frame is read."""
    kind = dict(frame.dtypes)[name]
    if kind != "string" and not (numbers and kind.partition("(")[0] in OF_NUMBERS):
        return ()
    column = frame.select(F.col(f"`{name}`"))
    column = column if rows is None else column.limit(rows)
    return [row[0] for row in column.distinct().collect()]


def screened(frame: DataFrame, plan: Plan) -> DataFrame:
    """The frame with the answers added."""
    source = SparkSource(frame)
    for name in plan.question.asked:
        source.refuse_nested(name)
    own = [F.col(f"`{name}`") for name in frame.columns]
    classed, ids = source.with_classes(_read_alone(plan))
    if plan.unit_value:
        ids[plan.unit_value] = _unit_value(source, plan.unit_value, ids)
    names = [f"__key_{number}" for number in range(len(plan.readers))]
    keys = [ids[reader].alias(name) for reader, name in zip(plan.readers, names, strict=True)]
    keyed = classed.select(*own, *keys)
    answers = _answers(keyed, names, plan)
    added = [F.col(f"`{name}`") for name in plan.question.added]
    return keyed.join(F.broadcast(answers), names, "left").select(*own, *added)


def _read_alone(plan: Plan) -> list[ColumnReader]:
    """The readers of one column each."""
    alone = [reader for reader in plan.readers if reader is not plan.unit_value]
    return alone + (list(plan.unit_value.counted) if plan.unit_value else [])


def _answers(keyed: DataFrame, names: list[str], plan: Plan) -> DataFrame:
    """The answers by keys, for the keys that occur."""
    rows = [tuple(row) for row in keyed.select(*names).distinct().collect()]
    numbers = [np.array(ids, "i8") for ids in zip(*rows, strict=True)]
    places = plan.settle(numbers) if rows else np.zeros(0, "i8")
    schema = [f"{name} int" for name in names]
    schema += [f"`{name}` string" for name in plan.question.added]
    answered = [(*row, *plan.rows[place]) for row, place in zip(rows, places, strict=True)]
    return keyed.sparkSession.createDataFrame(answered, ", ".join(schema))


class SparkSource:
    """A Spark frame whose columns are read by their distinct values."""

    def __init__(self, frame: DataFrame) -> None:
        self.frame = frame
        self.kinds: dict[object, str] = dict(frame.dtypes)

    def refuse_nested(self, name: object) -> None:
        if self.kinds[name].startswith(NESTED):
            refuse_nested(name)

    def column(self, name: object) -> Column:
        """A column in a type that comes over to Python."""
        column, kind = F.col(f"`{name}`"), self.kinds[name]
        if kind.startswith(("date", "timestamp")):
            return F.to_date(column).cast("string")  # Python has no days after the year 9999
        if kind.startswith(AS_TEXT):
            return column.cast("string")
        if kind == "float":
            # by its text: 8703.23 of 32 bits has more digits in 64
            return column.cast("string").cast("double")
        return column

    def with_classes(
        self, readers: list[ColumnReader]
    ) -> tuple[DataFrame, dict[ColumnReader, Column]]:
        """The frame with the class numbers of these readers joined to it, and their columns."""
        sets = [
            F.collect_set(self.column(reader.column)).alias(f"__{number}")
            for number, reader in enumerate(readers)
        ]
        distinct = self.frame.agg(*sets).first()
        assert distinct is not None  # an aggregate of no rows is a row
        classed, ids = self.frame, {}
        for number, reader in enumerate(readers):
            column, value, id = self.column(reader.column), f"__value_{number}", f"__class_{number}"
            kind = self.frame.select(column.alias(value)).schema[value].dataType.simpleString()
            table = self.frame.sparkSession.createDataFrame(
                [(raw, reader.id(raw)) for raw in (*distinct[number], None)],
                f"{value} {kind}, {id} int",
            )
            same = column.eqNullSafe(F.col(value))
            classed = classed.join(F.broadcast(table), same, "left").drop(value)
            ids[reader] = F.col(id)
        return classed, ids


class _Read(NamedTuple):
    """Numbers as a column, and what is wrong where there is none."""

    numbers: Column
    why: Column


def _numbers(source: SparkSource, name: object, mark: str) -> _Read:
    """A column as numbers, read as `numbers.number` reads a cell."""
    column = source.column(name)
    if source.kinds[name].startswith(OF_NUMBERS):
        return _Read(column.try_cast("double"), F.lit(""))
    text = F.trim(column.cast("string"))
    missing = text.isNull() | F.lower(text).isin(*MISSING)
    if mark:
        # as plain numbers are written, where it is one of this manner
        plainly = F.replace(F.regexp_replace(text, THOUSANDS[mark], ""), F.lit(mark), F.lit("."))
        styled = text.rlike(f"^{STYLED[mark]}$") & text.rlike("[0-9]")
        other = F.when(text.contains("."), F.lit("?")).otherwise(text) if mark == "," else text
        text = F.when(styled, plainly).otherwise(other)
    grouped = F.lit(False) if mark else text.rlike(f"^{GROUPED}$")
    plain = text.rlike(f"^{PLAIN_NUMBER}$")
    why = F.when(missing, "").when(grouped, TWO_WAYS).when(plain, "").otherwise(NO_NUMBER)
    return _Read(F.when(plain & ~grouped, text.try_cast("double")), why)


def _unit_value(
    source: SparkSource, reader: UnitValueReader, ids: dict[ColumnReader, Column]
) -> Column:
    """The class of the value of one thing, as `units.value_of_one` has it, as a column."""

    def class_of(cell: Cell) -> int:
        return reader.number(cell)

    def class_between(value: float) -> int:
        return class_of(Cell(reader.scope.between(reader.name, value)))

    limits = reader.limits
    highest = max(limits, default=0)
    of_value, of_quantity = reader.marks
    value = _numbers(source, reader.value, of_value)
    quantity = _numbers(source, reader.quantity, of_quantity)
    each = F.try_divide(value.numbers, quantity.numbers)
    one = quantity.numbers == 1
    known = (quantity.numbers >= 1) & (value.numbers > 0) & (each < float("inf"))
    known = known & (one | (each > highest))
    for counted in reader.counted:
        known = known & ids[counted].isin(*in_items(counted))
    # A first branch that is never taken, so that all others can follow one.
    chain = F.when(F.lit(False), 0)
    reasons = ("", TWO_WAYS, NO_NUMBER)
    for why_value, why_quantity in product(reasons, repeat=2):
        if why_value or why_quantity:
            both = (value.why == why_value) & (quantity.why == why_quantity)
            chain = chain.when(both, class_of(reader.no_number(why_value, why_quantity)))
    chain = chain.when(~known | known.isNull(), class_of(UNKNOWN_CELL))
    # Half a dollar below a limit lies above the one before: limits are whole dollars.
    for limit in limits:
        chain = chain.when(each < limit, class_between(limit - 0.5))
        chain = chain.when(each == limit, class_between(limit))
    return chain.otherwise(class_between(highest + 1))
