"""Relations of DuckDB, by way of Arrow."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from ..plan import Plan
from . import of_arrow


def column_names(relation: duckdb.DuckDBPyRelation) -> list[str]:
    return relation.columns


def distinct(
    relation: duckdb.DuckDBPyRelation, name: str, numbers: bool, rows: int | None = None
) -> Iterable:
    """The different texts of a column, and its numbers if they are asked for."""
    column = relation.select(duckdb.ColumnExpression(name))
    column = column if rows is None else column.limit(rows)
    if not list(of_arrow.distinct(column.limit(1).to_arrow_table(), name, numbers)):
        return ()
    return of_arrow.distinct(column.distinct().to_arrow_table(), name, numbers)


def screened(relation: duckdb.DuckDBPyRelation, plan: Plan) -> duckdb.DuckDBPyRelation:
    """The relation with the answers added."""
    # DuckDB finds the table by the name of this variable
    answers = of_arrow.screened(relation.to_arrow_table(), plan)  # noqa: F841
    with_answers = relation.query("relation", "select * from answers")
    assert with_answers is not None  # a select has rows, or none of them
    return with_answers
