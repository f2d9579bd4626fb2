"""Polars frames: eager ones in slices on all processors, lazy ones stay lazy."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from typing import Any

import numpy as np
import polars as pl

from ..plan import Plan
from ..values import (
    PER_DAY,
    Coded,
    Days,
    Values,
    Whole,
    of_floats,
    refuse_nested,
    told_apart,
)

SLICE = 1 << 18  # rows at a time: what is worked on stays in the processor's cache
FEW_TEXTS = 6  # distinct texts that are quicker compared one by one than coded


def column_names(frame: pl.DataFrame | pl.LazyFrame) -> list[str]:
    return frame.collect_schema().names() if isinstance(frame, pl.LazyFrame) else frame.columns


def distinct(
    frame: pl.DataFrame | pl.LazyFrame, name: str, numbers: bool, rows: int | None = None
) -> Iterable:
    """The different texts of a column, and its numbers if they are asked for.

    A lazy frame is read for that.
    """
    kind = frame.collect_schema()[name]
    is_text = kind == pl.String or isinstance(kind, (pl.Categorical, pl.Enum))
    if not is_text and not (numbers and (kind.is_integer() or kind.is_float())):
        return ()
    column = frame.lazy().select(name)
    column = column if rows is None else column.head(rows)
    return column.unique().collect()[name].to_list()


def text_in(frame: pl.DataFrame | pl.LazyFrame, name: str) -> Any:
    """A column of text as pyarrow has it; None for another, and where pyarrow is not there."""
    if isinstance(frame, pl.LazyFrame) or frame.schema[name] != pl.String or not _has_pyarrow():
        return None
    return frame[name].to_arrow()


@functools.cache
def _has_pyarrow() -> bool:
    return find_spec("pyarrow") is not None


def screened(frame: pl.DataFrame | pl.LazyFrame, plan: Plan) -> pl.DataFrame | pl.LazyFrame:
    """The frame with the answers added."""
    if isinstance(frame, pl.LazyFrame):
        return _screened_later(frame, plan)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        slices = frame.select(plan.question.asked).iter_slices(SLICE)
        parts = list(pool.map(lambda part: _added(part, plan), slices))
        added = pl.concat(parts or [_added(frame, plan)], rechunk=False)
    return frame.hstack(added.get_columns())


def _screened_later(frame: pl.LazyFrame, plan: Plan) -> pl.LazyFrame:
    def answers(rows: pl.Series) -> pl.Series:
        return _added(rows.struct.unnest(), plan).to_struct(rows.name)

    schema = frame.collect_schema()
    asked = plan.question.asked
    for name in asked:
        if schema[name] == pl.Object:
            refuse_nested(name)
    added = pl.Struct(dict.fromkeys(plan.question.added, pl.String))
    batches = pl.struct(asked).map_batches(answers, return_dtype=added, is_elementwise=True)
    return frame.with_columns(__screened=batches).unnest("__screened")


def _added(rows: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """The added columns alone."""
    places = pl.Series("place", plan.settle(plan.ids(PolarsSource(rows))))
    labels = plan.labels(_strings)
    return pl.DataFrame(
        [
            texts.gather(places).alias(name)
            for name, texts in zip(plan.question.added, labels, strict=True)
        ]
    )


def _strings(texts: list[str]) -> pl.Series:
    return pl.Series(texts, dtype=pl.String)


class PolarsSource:
    """A Polars frame as a source of columns."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def text(self, name: Any) -> Any:
        return text_in(self.frame, name)

    def column(self, name: Any) -> Values:
        series = self.frame[name]
        if isinstance(series.dtype, pl.BaseExtension):
            series = series.ext.storage()
        kind = series.dtype
        null = series.is_null().to_numpy() if series.null_count() else None
        if kind == pl.Date:
            return Days(_filled(series.to_physical()), null)
        if isinstance(kind, pl.Datetime):
            moments = _filled(series.dt.replace_time_zone(None).to_physical())
            return Days(moments // PER_DAY[kind.time_unit], null)
        if kind.is_nested() or kind == pl.Object:
            refuse_nested(name)
        if kind in (pl.Int128, pl.UInt128, pl.Duration, pl.Binary):
            return told_apart(name, series.to_list(), null)
        if kind.is_integer():
            return Whole(_filled(series), null)
        if kind.is_float() or kind.is_decimal():
            floats = series if kind == pl.Float32 else series.cast(pl.Float64)
            return of_floats(floats.fill_null(float("nan")).to_numpy())
        if isinstance(kind, (pl.Categorical, pl.Enum)):
            return _by_codes(series, null)
        return _text(series.cast(pl.String), null)


def _filled(series: pl.Series) -> np.ndarray:
    return (series.fill_null(0) if series.null_count() else series).to_numpy()


def _text(series: pl.Series, null: np.ndarray | None) -> Values:
    """A series of text, in the quickest of three ways that serves."""
    return (
        _by_digits(series, null)
        or _by_comparing(series, null)
        or _by_codes(series.cast(pl.Categorical), null)
    )


def _by_digits(series: pl.Series, null: np.ndarray | None) -> Whole | None:
    """Text as numbers, if every text is of as many digits."""
    first: Any = series.first()  # a text, which its type does not say; and so below
    if first is not None and not first.isdecimal():
        return None
    text = pl.col(series.name)
    numbers, lowest, highest, least = series.to_frame().select(
        text.cast(pl.UInt32, strict=False).alias("numbers"),
        text.str.len_bytes().min().alias("lowest"),
        text.str.len_bytes().max().alias("highest"),
        text.min().alias("least"),
    )
    digits: Any = lowest.first() or 0
    # Up to six digits a number is looked up in a table (`columns.DENSE`), and above it is not.
    if not 0 < digits <= 6 or digits != highest.first():
        return None
    # a cast takes a sign for part of a number: "+" and "-" come before "0"
    smallest: Any = least.first()
    if smallest < "0" or numbers.null_count() != series.null_count():
        return None
    return Whole(_filled(numbers), null, digits)


def _by_comparing(series: pl.Series, null: np.ndarray | None) -> Coded | None:
    """Text by comparing the column with each of its texts, if there are few."""
    few = series.head(1000).drop_nulls().unique().to_list()
    if len(few) > FEW_TEXTS:
        return None
    codes = np.zeros(len(series), "i4")
    for code, value in enumerate(few, 1):
        same = series == value
        codes += np.int32(code) * (same if null is None else same.fill_null(False)).to_numpy()
    if np.count_nonzero(codes) != len(series) - series.null_count():
        return None  # another text came later
    return Coded(codes, np.arange(1, len(few) + 1), few, null)


def _by_codes(series: pl.Series, null: np.ndarray | None) -> Coded:
    raws = series.drop_nulls().unique()
    codes, places = _filled(series.to_physical()), raws.to_physical().to_numpy()
    return Coded(codes, places, raws.cast(pl.String).to_list(), null)
