"""A case is a set of facts, each with its evidence."""

from .case import Case, Origin
from .casefile import CaseFileError, own_case
from .casereview import remarks
from .draft import Draft
from .evidence import (
    Chain,
    Claim,
    Evidence,
    chains,
    chains_of,
    moment_key,
    parse_chains,
    source_keys,
    source_rows,
)
from .named import case, cases

__all__ = [
    "Case",
    "CaseFileError",
    "Chain",
    "Claim",
    "Draft",
    "Evidence",
    "Origin",
    "case",
    "cases",
    "chains",
    "chains_of",
    "moment_key",
    "own_case",
    "parse_chains",
    "remarks",
    "source_keys",
    "source_rows",
]
