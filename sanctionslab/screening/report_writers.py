"""What writes a report, by the ending of its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..errors import KitError


def writer_for(place: Path) -> Callable[..., None]:
    """What writes a report, by the ending of its place. Raises KitError where nothing does."""
    ending = place.suffix.lower()
    if ending == ".html":
        from .report_html import write_html

        return write_html
    if ending == ".xlsx":
        from .report_sheets import write_sheets
        from .sheetfile import openpyxl_or_refusal

        openpyxl_or_refusal()
        return write_sheets
    raise KitError(
        f'{place}: a report is .html or .xlsx, not "{place.suffix}". Change the ending.',
        "report",
        place,
        (".html", ".xlsx"),
    )
