"""A verdict with the argument that carries it."""

from .argument import MEANING, end_of_data, meaning
from .behind import Behind
from .classifying import classify
from .days import Stretch
from .finding import Finding
from .openings import granting
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
from .told_rest import assumptions

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
    "assumptions",
    "classify",
    "end_of_data",
    "granting",
    "meaning",
    "verdict_of",
]
