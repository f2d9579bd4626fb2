"""A verdict with the argument that carries it."""

from .argument import MEANING, end_of_data, meaning
from .behind import Behind
from .classifying import classify
from .days import Stretch
from .finding import Finding
from .parts import (
    SIGNS,
    Door,
    DoorState,
    Ground,
    Hinge,
    Opening,
    Outcome,
    OutOfTime,
    Step,
    Verdict,
    verdict_of,
)

__all__ = [
    "MEANING",
    "SIGNS",
    "Behind",
    "Door",
    "DoorState",
    "Finding",
    "Ground",
    "Hinge",
    "Opening",
    "OutOfTime",
    "Outcome",
    "Step",
    "Stretch",
    "Verdict",
    "classify",
    "end_of_data",
    "meaning",
    "verdict_of",
]
