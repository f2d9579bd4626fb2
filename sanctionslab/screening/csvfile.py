"""CSV files as people have them, read in batches: a broken line costs its own row and no other.

A quote that was left open (`records`), too many fields or too few: such a row keeps its place, and
what is wrong with it is told. Lines with nothing of the kind go a faster way (`cleanlines`).
Found out are the delimiter, the encoding, the note "sep=;", delimiters that end every line, and a
first column without a heading, as R writes the names of rows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from ..errors import KitError
from .cleanlines import clean_lines
from .encodings import delimiter_of, encoding_of
from .formats import place_of_headings, refuse_form
from .records import SPAN, Record, fields_of, read_record, read_records
from .unpacked import Content, content

ROWS = 50_000  # read, screened and written at a time: memory stays the same for a file of any size
LETTERS = 100  # of a row, more or less
TITLES = 12  # lines at most among which headings are looked for
TEXT_KINDS = (".csv", ".tsv", ".txt", ".dat")
DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
ROW_NAMES = "row"  # the heading of R's column of names of rows, which has none


class Batch(NamedTuple):
    """Rows of a file: a frame, what is wrong with rows by their place, the part read so far.

    Where the lines of the rows can be written as they stand, `lines` has them, each with a
    delimiter at its end; the frame may then have no more than the columns that were asked for.
    """

    frame: Any
    problems: dict[int, str]
    done: float
    lines: Any = None


class CsvTable:
    """A table of text in a file, which may be packed. It can be read several times.

    Arguments: `delimiter` and `encoding`, found out if None. Raises KitError for a file that is
    empty, in another encoding, or without usable names of columns.
    """

    def __init__(self, path: Path, delimiter: str | None, encoding: str | None) -> None:
        self.path, self.delimiter = path, delimiter or ""
        self.encoding = encoding or encoding_of(path, TEXT_KINDS)
        self.ends_blank = False
        with self._opened() as (_, lines):
            beginning = _take(lines, SPAN)
        # From the top: a note on the delimiter, titles above the headings, the headings, rows.
        first = beginning[0] if beginning else ""
        note = re.fullmatch(r'"?sep=(.)"?\s*', first)  # that spreadsheets write and read
        self.skipped = 1 if note else 0  # lines before the first row
        if note:
            self.delimiter = self.delimiter or note[1]
        beginning = beginning[self.skipped :]
        self.above = self._above(beginning)
        self.skipped, beginning = self.skipped + self.above, beginning[self.above :]
        if not beginning or not beginning[0].strip():
            raise KitError(f"{path}: the file is empty.", "file", path)
        self.delimiter = self.delimiter or delimiter_of(beginning[0])
        self.names, used = _header(path, beginning, 1 + self.skipped, self.delimiter)
        self.skipped += used
        self.has_row_names = _has_row_names(beginning[used:], self.delimiter, len(self.names))
        if self.has_row_names:
            self.names = [ROW_NAMES, *self.names]

    def _above(self, lines: list[str]) -> int:
        """How many lines stand above the headings, titles or blank ones."""
        blank = next((place for place, line in enumerate(lines) if line.strip()), 0)
        try:
            parted = [
                fields_of(line, self.delimiter or delimiter_of(line)) for line in lines[:TITLES]
            ]
        except csv.Error:  # told of the line that it is about
            return blank
        return place_of_headings(parted) or blank

    @property
    def said(self) -> list[str]:
        """What was found out about the file, in words."""
        parted = DELIMITER_NAMES.get(self.delimiter, f'"{self.delimiter}"')
        sentences = [f"{self.encoding}, parted by {parted}"]
        if self.above:
            sentences.append(f"{self.above} lines above the headings left out")
        if self.ends_blank:
            sentences.append("lines end in a delimiter more than the headings")
        if self.has_row_names:
            sentences.append(f'a first column without a heading, called "{ROW_NAMES}" here')
        return sentences

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """Frames of rows; at least one, which has no rows if the file has none.

        `columns` are those to be looked at, all if None.
        """
        import pandas as pd

        for rows, problems, done in self._parts(columns):
            if isinstance(rows, list):
                yield Batch(pd.DataFrame(rows, columns=self.names, dtype="str"), problems, done)
            else:
                yield Batch(rows.table, problems, done, rows.lines)

    def values(self, columns: Sequence[str]) -> Iterator[tuple[dict[str, Any], float]]:
        """The texts of some columns, each at least once, part by part, and the part read so far.

        Broken rows are left out: what stands in their columns may be that of others.
        """
        places = {name: self.names.index(name) for name in columns}
        for rows, problems, done in self._parts(columns):
            if not isinstance(rows, list):
                yield {name: rows.table.column(name) for name in columns}, done
                continue
            if problems:
                rows = [row for place, row in enumerate(rows) if place not in problems]
            yield {name: {row[at] for row in rows} for name, at in places.items()}, done

    def _parts(
        self, columns: Sequence[str] | None = None
    ) -> Iterator[tuple[Any, dict[int, str], float]]:
        """Rows as texts, what is wrong with them by their place, and the part read so far.

        Rows are lists of all fields, or clean lines with some columns, all if None.
        """
        width, number, is_first = len(self.names), 1 + self.skipped, True
        with self._opened() as (table, text):
            _take(text, self.skipped)
            ahead: list[str] = []
            while True:
                block = "".join(ahead) + _block(text)
                if not block and not is_first:
                    return
                clean = clean_lines(block, self.delimiter, self.names, columns)
                is_first = False
                if clean is not None:
                    self.ends_blank |= clean.ends_blank
                    yield clean, {}, table.done
                    ahead, number = [], number + clean.used
                    continue
                # A quoted field that begins in this block may end in the next: its lines are read
                # with it, and those that no record took stand ahead of the next block.
                lines = list(io.StringIO(block, newline=""))
                size = len(lines)
                lines += _take(text, SPAN)
                records, used = read_records(lines, size, self.delimiter, width)
                rows, problems = self._rows(records, number)
                yield rows, problems, table.done
                ahead, number = lines[used:], number + used

    def _rows(
        self, records: Iterable[Record], number: int
    ) -> tuple[list[list[str]], dict[int, str]]:
        """The rows of records that begin at a line, all of the same width, and their problems."""
        width = len(self.names)
        rows: list[list[str]] = []
        problems: dict[int, str] = {}
        for fields, place, problem in records:
            if not fields:  # a blank line
                continue
            if len(fields) > width and not any(fields[width:]):
                fields = fields[:width]
                self.ends_blank = True
            if problem or len(fields) != width:
                miscounted = f" has {len(fields)} fields, the header has {width}"
                fault = f": {problem}" if problem else miscounted
                problems[len(rows)] = f"line {number + place}{fault}"
                fields = _fitted(fields, self.delimiter, width)
            rows.append(fields)
        return rows, problems

    @contextmanager
    def _opened(self) -> Iterator[tuple[Content, io.TextIOWrapper]]:
        """The file and its text. Raises KitError where it is not in its encoding."""
        with content(self.path, TEXT_KINDS) as table:
            try:
                text = io.TextIOWrapper(table.file, self.encoding, newline="")
            except LookupError as error:
                _refuse_encoding(self.path, self.encoding, error)
            try:
                yield table, text
            except UnicodeError as error:
                _refuse_encoding(self.path, self.encoding, error)


def _refuse_encoding(path: Path, encoding: str, error: Exception) -> NoReturn:
    raise KitError(
        f"{path}: cannot be read as {encoding} ({error}). "
        "Name its encoding, for example --encoding cp1252.",
        "encoding",
        path,
    ) from None


def _header(path: Path, lines: list[str], number: int, delimiter: str) -> tuple[list[str], int]:
    """The names of the columns, without blank ones at the end, and how many lines they took."""
    header, used, problem = read_record(lines, delimiter, None)
    if problem:
        raise KitError(
            f"{path}, line {number}: {problem}. Mend the names of the columns.", "file", path
        )
    while len(header) > 1 and not header[-1].strip():
        header = header[:-1]
    refuse_form(header)
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise KitError(f'{path}: two columns are called "{twice}". Rename one.', "column", twice)
    return header, used


def _has_row_names(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether every row has a field more than there are headings, and that one numbers the rows."""
    records, _ = read_records(lines, len(lines), delimiter, width + 1)
    rows = [fields for fields, _, problem in records if fields and not problem][:SPAN]
    if len(rows) < 2 or not all(len(row) == width + 1 and row[-1] for row in rows):
        return False
    # R counts from 1, pandas from 0.
    return any(
        all(row[0] == str(number) for number, row in enumerate(rows, first)) for first in (0, 1)
    )


def _block(text: io.TextIOWrapper) -> str:
    """Some whole lines of a file, the last one ended as the others are."""
    block = text.read(ROWS * LETTERS) + text.readline()
    return block if not block or block.endswith(("\n", "\r")) else f"{block}\n"


def _take(lines: Iterator[str], count: int) -> list[str]:
    """Some lines of a file, the last one ended as the others are."""
    taken = list(islice(lines, count))
    if taken and not taken[-1].endswith(("\n", "\r")):
        taken[-1] += "\n"
    return taken


def _fitted(fields: list[str], delimiter: str, width: int) -> list[str]:
    """As many fields as the header has: the last takes what is too much, or blanks are added."""
    if len(fields) > width:
        return [*fields[: width - 1], delimiter.join(fields[width - 1 :])]
    return fields + [""] * (width - len(fields))
