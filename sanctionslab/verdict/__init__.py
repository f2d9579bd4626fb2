"""A verdict with the argument that carries it."""

from .argument import MEANING
from .finding import Finding, classify
from .parts import Ground, Opening, Step, Verdict
from .rulebook import engine

__all__ = ["Finding", "Ground", "MEANING", "Opening", "Step", "Verdict", "classify", "engine"]
