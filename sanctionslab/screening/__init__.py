"""The same law on many rows of trade."""

from .cells import code, period
from .screen import COLUMNS, CONVENTIONS, UNREADABLE, Decision, explain, reading, screen

__all__ = [
    "COLUMNS",
    "CONVENTIONS",
    "Decision",
    "UNREADABLE",
    "code",
    "explain",
    "period",
    "reading",
    "screen",
]
