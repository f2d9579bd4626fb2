"""Spreadsheets: one sheet of an .xlsx file as a table of text.

openpyxl reads them row by row. A reader of one's own would be a hundred lines and more for dates
alone, which are numbers with a format.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from ..errors import KitError
from . import csvfile
from .csvfile import Batch
from .formats import place_of_headings, refuse_form
from .unpacked import refuse_large

SHEET_KINDS = (".xlsx", ".xlsm")


class SheetTable:
    """The first sheet of a spreadsheet that holds a table. Raises KitError for what is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as archive:
                refuse_large(path, sum(entry.file_size for entry in archive.infolist()))
        except zipfile.BadZipFile as error:
            raise _unreadable(path, error) from None
        self.sheet, self.above, self.names, others = self._table()
        sheets = f", the first of {others + 1} sheets with a table" if others else ""
        self.said = [f'the sheet "{self.sheet}"{sheets}']

    def _table(self) -> tuple[str, int, list[str], int]:
        """The first sheet with headings: name, rows above, headings, and how many others are."""
        with self._opened() as book:
            headed = []
            for sheet in book.worksheets:
                first = [_names(row) for row in islice(_rows(sheet), csvfile.TITLES)]
                above = place_of_headings(first)
                if first and len(first[above]) > 1:
                    headed.append((sheet.title, above, first[above]))
        if not headed:
            raise KitError(
                f"{self.path}: no sheet begins with a row of headings.", "file", self.path
            )
        title, above, names = headed[0]
        refuse_form(names)
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise KitError(
                f'{self.path}: two columns are called "{twice}". Rename one.', "column", twice
            )
        return title, above, names, len(headed) - 1

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """Frames of rows; at least one, which has no rows if the sheet has none."""
        import pandas as pd

        for rows, done in self._parts():
            yield Batch(pd.DataFrame(rows, columns=self.names, dtype="str"), {}, done)

    def values(self, columns: Sequence[str]) -> Iterator[tuple[dict[str, set[str]], float]]:
        """The different texts of some columns, part by part, and the part read so far."""
        places = {name: self.names.index(name) for name in columns}
        for rows, done in self._parts():
            yield {name: {row[at] for row in rows} for name, at in places.items()}, done

    def _parts(self) -> Iterator[tuple[list[list[str]], float]]:
        width, is_first, read = len(self.names), True, 0
        with self._opened() as book:
            sheet = book[self.sheet]
            total = max(sheet.max_row or 1, 1)
            rows = _rows(sheet)
            next(islice(rows, self.above, None))  # titles, and the headings below them
            while True:
                part = list(islice(rows, csvfile.ROWS))
                if not part and not is_first:
                    return
                read += len(part)
                texts = [[text_of_cell(cell) for cell in row[:width]] for row in part]
                texts = [row + [""] * (width - len(row)) for row in texts if any(row)]
                yield texts, min(read / total, 1.0)
                is_first = False

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        openpyxl = openpyxl_or_refusal()
        try:
            book = openpyxl.load_workbook(self.path, read_only=True, data_only=True)
        except (OSError, KeyError, ValueError, zipfile.BadZipFile, ParseError) as error:
            raise _unreadable(self.path, error) from None
        try:
            yield book  # openpyxl reads row by row, and meets what is broken only then
        except (ParseError, zipfile.BadZipFile) as error:
            raise _unreadable(self.path, error) from None
        finally:
            book.close()


def _names(row: tuple) -> list[str]:
    """The cells of a row as texts, without blank ones at the end."""
    names = [text_of_cell(cell) for cell in row]
    while names and not names[-1].strip():
        names = names[:-1]
    return names


def _rows(sheet: Any) -> Iterator[tuple]:
    """The rows of a sheet from the first on that is not blank."""
    sheet.reset_dimensions()  # programs write wrong ones
    is_begun = False
    for row in sheet.iter_rows(values_only=True):
        is_begun = is_begun or any(cell is not None for cell in row)
        if is_begun:
            yield row


def text_of_cell(cell: object) -> str:
    """A cell as the text that a table of text would have.

    >>> text_of_cell(8703.0), text_of_cell(datetime(2017, 12, 22)), text_of_cell(None)
    ('8703', '2017-12-22', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _unreadable(path: Path, error: Exception) -> KitError:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return KitError(
        f"{path} cannot be read as a spreadsheet: {reason}. Save the table as CSV.", "file", path
    )


def openpyxl_or_refusal() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise KitError(
            "Spreadsheets need openpyxl: python -m pip install 'sanctionslab[screen]'. "
            "CSV files need nothing more.",
            "file",
        ) from None
    return openpyxl
