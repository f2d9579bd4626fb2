"""Dask frames: each partition is a pandas frame, screened where it is."""

from __future__ import annotations

import dask.dataframe

from ..plan import Plan
from . import of_pandas


def column_names(frame: dask.dataframe.DataFrame) -> list:
    return list(frame.columns)


def screened(frame: dask.dataframe.DataFrame, plan: Plan) -> dask.dataframe.DataFrame:
    """The frame with the answers added, when it is computed."""
    added = of_pandas.screened(frame._meta, plan)  # what Dask itself calls the empty frame
    return frame.map_partitions(of_pandas.screened, plan, meta=added)
