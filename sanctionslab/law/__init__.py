"""The law as data: resolutions, their paragraphs as measures, the tests that they put to facts.

And the rulebook: how a case ends under a law.
"""

from .clauses import NONE, Ban, Clause, Clauses, intersection, union
from .codes import Codes
from .files import law, load
from .law import Law
from .measure import (
    CONFIDENCES,
    FORCES,
    Exemption,
    LawError,
    Measure,
    Resolution,
    Test,
    Tests,
)
from .questions import Answer, End, Position, Question, Split
from .reading import Reading
from .rulebook import Rulebook

__all__ = [
    "CONFIDENCES",
    "FORCES",
    "NONE",
    "Answer",
    "Ban",
    "Clause",
    "Clauses",
    "Codes",
    "End",
    "Exemption",
    "Law",
    "LawError",
    "Measure",
    "Position",
    "Question",
    "Reading",
    "Resolution",
    "Rulebook",
    "Split",
    "Test",
    "Tests",
    "intersection",
    "law",
    "load",
    "union",
]
