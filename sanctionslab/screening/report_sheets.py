"""A report as a spreadsheet: a sheet for each table, one for the arguments, one for pictures."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..errors import visible
from ..files import FORMULA_SIGNS
from .report import PICTURED, YEARS, Argued, Drawing, Link, Report, ReportTable
from .sheetfile import openpyxl_or_refusal

LONGEST_CELL = 32_000  # letters in a cell: a spreadsheet takes 32,767
WIDEST, NARROWEST = 60, 10  # letters
ROWS_OF_A_PICTURE, WIDTH = 30, 800  # of a picture: rows of a sheet, and pixels
LONG_COLUMNS = {"argument", "duty", "question", "next step", "reason", "words", "measures"}
NOT_IN_TITLES = str.maketrans("", "", "[]:*?/\\")


def write_sheets(report: Report, place: Path, draw: Drawing | None) -> None:
    """Write a report to a place. `draw` makes its pictures; None for none."""
    openpyxl = openpyxl_or_refusal()
    book = openpyxl.Workbook()
    book.remove(book.active)
    lines = [(line,) for line in report.method]
    lines += [(f"take care: {warning}",) for warning in report.warnings]
    _add(book, ReportTable("Method", "", ("how this was made",), lines))
    with tempfile.TemporaryDirectory() as folder:
        for table in report.tables():
            sheet = _add(book, table)
            if table.title == YEARS and draw:
                _add_years(sheet, draw.years(report.rows_by_year, report.law), Path(folder))
        _add(book, _decisions(report))
        if draw is not None:
            _add_pictures(book, report.decisions[:PICTURED], draw.argument, Path(folder))
    book.save(place)


def _decisions(report: Report) -> ReportTable:
    rows = [
        (
            argued.priority,
            argued.kind.row.verdict,
            *report.sums_of(argued.kind),
            argued.kind.row.measures or argued.kind.row.possible,
            argued.next_step,
            argued.decision.id,
            argued.decision.explain(),
        )
        for argued in report.decisions
    ]
    head = ("priority", "verdict", *report.heads_of_sums, "measures", "next step", "decision")
    note = "A row for each kind of row that is prohibited or open."
    return ReportTable("Decisions", note, (*head, "argument"), rows)


def _add(book: Any, table: ReportTable) -> Any:
    """Put a table on a sheet of its own: its note, its headings, which stay in view, its rows."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table.title.translate(NOT_IN_TITLES)[:31])  # the most that it takes
    start = 1
    if table.note:
        _fill(sheet.cell(1, 1), table.note)
        start = 3
    for at, name in enumerate(table.head, 1):
        _fill(sheet.cell(start, at), name)
        sheet.cell(start, at).font = Font(bold=True)
    for down, row in enumerate(table.rows, start + 1):
        for at, value in enumerate(row, 1):
            cell = sheet.cell(down, at)
            _fill(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=table.head[at - 1] in LONG_COLUMNS)
    sheet.freeze_panes = sheet.cell(start + 1, 1)
    for at, name in enumerate(table.head, 1):
        longest = max((len(str(row[at - 1])) for row in table.rows), default=0)
        width = WIDEST if name in LONG_COLUMNS else min(max(longest, len(name), NARROWEST), WIDEST)
        sheet.column_dimensions[get_column_letter(at)].width = width + 2
    return sheet


def _fill(cell: Any, value: Any) -> None:
    """Put a value into a cell: numbers as numbers, a link as one, text never as a formula."""
    if isinstance(value, Link):
        cell.value, cell.hyperlink = value.text, value.address
        cell.style = "Hyperlink"
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        cell.value, cell.number_format = value, "#,##0" if abs(value) >= 10_000 else "General"
    elif value is not None:
        cell.value = safe_text(str(value))
        cell.data_type = "s"  # or openpyxl makes a formula of what begins like one


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula, with its lines.

    >>> safe_text("=1+1"), safe_text("a\\nb")
    ("'=1+1", 'a\\nb')
    """
    lines = "\n".join(map(visible, text.split("\n")))[:LONGEST_CELL]
    return f"'{lines}" if lines.startswith(FORMULA_SIGNS) else lines


def _add_years(sheet: Any, figure: Any, folder: Path) -> None:
    """Put the picture of the years below their table, under its words; None for none."""
    if figure is None:
        return
    from openpyxl.styles import Alignment

    below = sheet.max_row + 2
    words = sheet.cell(below, 1)
    _fill(words, figure.alt)
    words.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.merge_cells(start_row=below, end_row=below + 5, start_column=1, end_column=11)
    _add_image(sheet, figure.save(folder / "years.png").read_bytes(), f"A{below + 7}")


def _add_image(sheet: Any, picture: bytes, place: str) -> None:
    from openpyxl.drawing.image import Image

    image = Image(io.BytesIO(picture))
    image.height = int(image.height * WIDTH / image.width)
    image.width = WIDTH
    sheet.add_image(image, place)


def _add_pictures(
    book: Any, argued: list[Argued], draw: Callable[[Any], Any], folder: Path
) -> None:
    from openpyxl.styles import Alignment

    sheet = book.create_sheet("Pictures")
    sheet.column_dimensions["A"].width = WIDEST
    for place, (words, picture) in enumerate(_drawn(argued, draw, folder)):
        top = 1 + place * ROWS_OF_A_PICTURE
        _fill(sheet.cell(top, 1), words)
        sheet.cell(top, 1).alignment = Alignment(vertical="top", wrap_text=True)
        sheet.merge_cells(
            start_row=top, end_row=top + ROWS_OF_A_PICTURE - 2, start_column=1, end_column=1
        )
        _add_image(sheet, picture, f"C{top}")


def _drawn(
    argued: list[Argued], draw: Callable[[Any], Any], folder: Path
) -> Iterator[tuple[str, bytes]]:
    """The words and the picture of each decision."""
    for place, each in enumerate(argued):
        figure = draw(each.decision)
        yield (
            f"{each.decision.id}\n\n{figure.alt}",
            figure.save(folder / f"{place}.png").read_bytes(),
        )
