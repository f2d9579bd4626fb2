"""The same law on many rows of trade."""

from .codes import code
from .decision import Decision, explain
from .formats import described, formats
from .periods import period
from .plan import UNREADABLE
from .question import COLUMNS
from .report import Drawing, Report
from .report_writers import writer_for
from .screen import reading, screen
from .summary import summary
from .tablefile import check_files, screen_file

__all__ = [
    "COLUMNS",
    "UNREADABLE",
    "Decision",
    "Drawing",
    "Report",
    "check_files",
    "code",
    "described",
    "explain",
    "formats",
    "period",
    "reading",
    "screen",
    "screen_file",
    "summary",
    "writer_for",
]
