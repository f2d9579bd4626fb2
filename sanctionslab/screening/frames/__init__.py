"""Each kind of frame: how it gives its columns to a plan, and takes the answers.

A module for each library, loaded when a frame of that library comes. It offers
`column_names(frame)`, `distinct(frame, name, numbers, rows)` (the different texts of a column, and
its numbers if asked for, of all rows or of so many; nothing of dates) and `screened(frame, plan)`.
Where columns of text can be had as pyarrow has them, `text_in(frame, name)` gives one.
What files are read into also offers its two halves, `source_of(frame)` and
`answered(frame, plan, places)`, and `with_texts`, `kept`, `rows_at` and `cells_at`
for what is written to a file or told of it.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from ...errors import KitError

# by the package and the name of a frame's type
MODULES = {
    ("pandas", "DataFrame"): "of_pandas",
    ("polars", "DataFrame"): "of_polars",
    ("polars", "LazyFrame"): "of_polars",
    ("pyarrow", "Table"): "of_arrow",
    ("pyarrow", "RecordBatch"): "of_arrow",
    ("duckdb", "DuckDBPyRelation"): "of_duckdb",
    ("dask", "DataFrame"): "of_dask",
    ("pyspark", "DataFrame"): "of_spark",
}


def library_of(frame: object) -> ModuleType:
    """The module for a frame. Raises KitError for a frame of another kind."""
    kind = type(frame)
    package = kind.__module__.partition(".")[0].lstrip("_")
    if (package, kind.__name__) not in MODULES:
        raise KitError(
            f"screen cannot read a {package}.{kind.__name__}. "
            "Give a pandas, Polars, Dask or Spark frame, a pyarrow table or a DuckDB relation.",
            "frame",
            kind,
        )
    return import_module(f".{MODULES[package, kind.__name__]}", __name__)
