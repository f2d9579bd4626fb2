"""The law as data: resolutions, their paragraphs as measures, the tests that a measure puts to the facts."""

from .files import law, load, read
from .law import Law
from .measure import CONFIDENCES, FORCES, SUBJECTS, Exemption, LawError, Measure, Resolution, Test

__all__ = [
    "CONFIDENCES",
    "Exemption",
    "FORCES",
    "Law",
    "LawError",
    "Measure",
    "Resolution",
    "SUBJECTS",
    "Test",
    "law",
    "load",
    "read",
]
