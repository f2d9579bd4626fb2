"""A case is a set of facts, each with its evidence."""

from .case import Case
from .casefile import CaseFileError, Claim, own_case, remarks
from .evidence import Evidence, chains, chains_of, moment_key, source_keys
from .named import case, cases

__all__ = [
    "Case",
    "CaseFileError",
    "Claim",
    "Evidence",
    "case",
    "cases",
    "chains",
    "chains_of",
    "moment_key",
    "own_case",
    "remarks",
    "source_keys",
]
