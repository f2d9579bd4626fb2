"""The law as data: resolutions, their paragraphs as measures, the tests that a measure puts to the facts."""

from .clauses import Ban, Clause
from .codes import Codes
from .files import law, load, read
from .law import Law
from .measure import CONFIDENCES, FORCES, SUBJECTS, Exemption, LawError, Measure, Resolution, Test
from .questions import Answer, Position, Question, Split
from .rulebook import Rulebook

__all__ = [
    "Answer",
    "Ban",
    "CONFIDENCES",
    "Clause",
    "Codes",
    "Exemption",
    "FORCES",
    "Law",
    "LawError",
    "Measure",
    "Position",
    "Question",
    "Resolution",
    "Rulebook",
    "SUBJECTS",
    "Split",
    "Test",
    "law",
    "load",
    "read",
]
