"""The same law on many rows of trade."""

from .codes import code
from .decision import Decision, explain
from .periods import period
from .plan import UNREADABLE
from .question import COLUMNS, CONVENTIONS
from .screen import reading, screen
from .tablefile import check_files, screen_file

__all__ = [
    "COLUMNS",
    "CONVENTIONS",
    "UNREADABLE",
    "Decision",
    "check_files",
    "code",
    "explain",
    "period",
    "reading",
    "screen",
    "screen_file",
]
