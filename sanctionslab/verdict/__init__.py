"""A verdict with the argument that carries it."""

from .argument import MEANING, end_of_data, meaning
from .days import Stretch
from .finding import Finding, classify
from .parts import Ground, Opening, Step, Verdict, verdict_of

__all__ = [
    "MEANING",
    "Finding",
    "Ground",
    "Opening",
    "Step",
    "Stretch",
    "Verdict",
    "classify",
    "end_of_data",
    "meaning",
    "verdict_of",
]
