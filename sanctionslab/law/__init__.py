"""The law as data: resolutions, their paragraphs as measures, the tests that a measure puts to the facts."""

from .clauses import NONE, Ban, Clause, Clauses
from .codes import Codes
from .files import law, load, read
from .law import Law
from .measure import CONFIDENCES, FORCES, SUBJECTS, Exemption, LawError, Measure, Resolution, Test
from .questions import Answer, End, Position, Question, Split
from .reading import Reading
from .rulebook import Rulebook

__all__ = [
    "Answer",
    "Ban",
    "CONFIDENCES",
    "Clause",
    "Clauses",
    "End",
    "Codes",
    "Exemption",
    "FORCES",
    "Law",
    "LawError",
    "Measure",
    "NONE",
    "Position",
    "Question",
    "Reading",
    "Resolution",
    "Rulebook",
    "SUBJECTS",
    "Split",
    "Test",
    "law",
    "load",
    "read",
]
