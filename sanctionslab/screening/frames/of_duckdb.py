"""Relations of DuckDB, by way of Arrow."""

from __future__ import annotations

import duckdb

from ..plan import Plan
from . import of_arrow


def column_names(relation: duckdb.DuckDBPyRelation) -> list[str]:
    return relation.columns


def screened(relation: duckdb.DuckDBPyRelation, plan: Plan) -> duckdb.DuckDBPyRelation:
    """The relation with the answers added."""
    # DuckDB finds the table by the name of this variable
    answers = of_arrow.screened(relation.to_arrow_table(), plan)  # noqa: F841
    return relation.query("relation", "select * from answers")
