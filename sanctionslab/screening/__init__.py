"""The same law on many rows of trade."""

from .cells import code, period
from .screen import COLUMNS, CONVENTIONS, UNREADABLE, Decision, explain, reading, screen
from .tablefile import check_files, replacing, screen_file

__all__ = [
    "COLUMNS",
    "CONVENTIONS",
    "Decision",
    "UNREADABLE",
    "check_files",
    "code",
    "explain",
    "period",
    "reading",
    "replacing",
    "screen",
    "screen_file",
]
