"""Dask frames: each partition is a pandas frame, screened where it is."""

from __future__ import annotations

from collections.abc import Iterable

import dask.dataframe

from ..plan import Plan
from . import of_pandas


def column_names(frame: dask.dataframe.DataFrame) -> list:
    return list(frame.columns)


def distinct(
    frame: dask.dataframe.DataFrame, name: object, numbers: bool, rows: int | None = None
) -> Iterable:
    """The different texts of a column, and its numbers if they are asked for: the frame is read."""
    if not of_pandas.is_looked_at(frame._meta[name].dtype, numbers):
        return ()
    column = frame[[name]]
    if rows is not None:
        return of_pandas.distinct(column.head(rows, npartitions=-1), name, numbers)
    return of_pandas.distinct(column.drop_duplicates().compute(), name, numbers)


def screened(frame: dask.dataframe.DataFrame, plan: Plan) -> dask.dataframe.DataFrame:
    """The frame with the answers added, when it is computed."""
    added = of_pandas.screened(frame._meta, plan)  # what Dask itself calls the empty frame
    return frame.map_partitions(of_pandas.screened, plan, meta=added)
