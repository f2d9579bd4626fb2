"""A verdict with the argument that carries it."""

from .argument import MEANING
from .finding import Finding, classify
from .parts import Ground, Opening, Step, Verdict, verdict_of

__all__ = [
    "MEANING",
    "Finding",
    "Ground",
    "Opening",
    "Step",
    "Verdict",
    "classify",
    "verdict_of",
]
