"""CSV files as people have them, read in batches: a broken line costs its own row and no other.

A quote that was left open, too many fields or too few: such a row keeps its place, and what is
wrong with it is told. Found out are the delimiter, the encoding's mark, and the note "sep=;".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TextIO

from ..errors import KitError

ROWS = 50_000  # read, screened and written at a time: memory stays the same for a file of any size
SPAN = 50  # lines at most that a quoted field may run over
BOMS = (b"\xff\xfe", b"\xfe\xff")  # with which a file in UTF-16 begins

Record = tuple[list[str], int, str]  # fields, place of its first line or number of lines, problem


class Batch(NamedTuple):
    """Rows of a file: a frame, what is wrong with rows by their place, the part read so far."""

    frame: Any
    problems: dict[int, str]
    done: float


def open_csv(path: Path, encoding: str | None) -> TextIO:
    """A CSV file open for reading. Its encoding is found out if None. Raises KitError."""
    if not encoding:
        with path.open("rb") as file:
            encoding = "utf-16" if file.read(2) in BOMS else "utf-8-sig"
    try:
        return path.open(encoding=encoding, newline="")
    except LookupError as error:
        _refuse_encoding(path, encoding, error)


def _refuse_encoding(path, encoding, error) -> NoReturn:
    raise KitError(
        f"{path}: cannot be read as {encoding} ({error}). "
        "Name its encoding, for example --encoding cp1252.",
        "encoding",
        path,
    ) from None


def csv_batches(path: Path, file: TextIO, delimiter: str | None) -> Iterator[Batch]:
    """Batches of an open CSV file; at least one, which has no rows if the file has none.

    Arguments: `path`, for what is told; `file`, open; `delimiter`, found out if None. Raises
    KitError for a file that is empty, in another encoding, or without usable names of columns.
    """
    import pandas as pd

    size = max(path.stat().st_size, 1)
    lines, number, delimiter = _beginning(path, file, delimiter)
    ahead = _take(lines, SPAN)
    header, used = _header(path, ahead, number, delimiter)
    ahead, number = ahead[used:], number + used
    is_first = True
    while True:
        block = ahead + _take(lines, ROWS + SPAN - len(ahead))
        if not block and not is_first:
            return
        records, used = read_records(block, min(len(block), ROWS), delimiter, len(header))
        rows, problems = _rows(records, number, delimiter, len(header))
        frame = pd.DataFrame(rows, columns=header, dtype="str")
        yield Batch(frame, problems, file.buffer.tell() / size)
        ahead, number, is_first = block[used:], number + used, False


def _beginning(path, file, delimiter):
    """The lines from the header on, the number of that line, and the delimiter."""
    lines, number = _decoded(path, file), 1
    first = next(lines, "")
    note = re.fullmatch(r'"?sep=(.)"?\s*', first)  # that spreadsheets write and read
    if note:
        delimiter, first, number = delimiter or note[1], next(lines, ""), 2
    if not first.strip():
        raise KitError(f"{path}: the file is empty.", "file", path)
    return chain([first], lines), number, delimiter or max(",;\t|", key=first.count)


def _decoded(path, file):
    """The lines of a text file. Raises KitError where one is not in the encoding of the file."""
    try:
        yield from file
    except UnicodeError as error:
        _refuse_encoding(path, file.encoding, error)


def _header(path, lines, number, delimiter):
    """The names of the columns, and how many lines they took."""
    header, used, problem = read_record(lines, delimiter, None)
    if problem:
        raise KitError(
            f"{path}, line {number}: {problem}. Mend the names of the columns.", "file", path
        )
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise KitError(f'{path}: two columns are called "{twice}". Rename one.', "column", twice)
    return header, used


def _take(lines, count):
    """Some lines of a file, the last one ended as the others are."""
    taken = list(islice(lines, count))
    if taken and not taken[-1].endswith(("\n", "\r")):
        taken[-1] += "\n"
    return taken


def _rows(records, number, delimiter, width):
    """The rows of records that begin at a line, all of the same width, and their problems."""
    rows: list[list[str]] = []
    problems: dict[int, str] = {}
    for fields, place, problem in records:
        if not fields:
            continue
        fields = _without_blank_end(fields, width)
        if problem or len(fields) != width:
            what = problem or f"has {len(fields)} fields, the header has {width}"
            joint = ": " if problem else " "
            problems[len(rows)] = f"line {number + place}{joint}{what}"
            fields = _fitted(fields, delimiter, width)
        rows.append(fields)
    return rows, problems


def _fitted(fields, delimiter, width):
    """As many fields as the header has: the last takes what is too much, or blanks are added."""
    if len(fields) > width:
        return [*fields[: width - 1], delimiter.join(fields[width - 1 :])]
    return fields + [""] * (width - len(fields))


def _without_blank_end(fields, width):
    return fields[:width] if len(fields) > width and not any(fields[width:]) else fields


def read_records(
    lines: list[str], size: int, delimiter: str, width: int
) -> tuple[Iterable[Record], int]:
    """The records that begin in the first `size` lines, and how many lines they took.

    Each is (fields, place of its line, problem). `width` is the number of columns.
    """
    try:
        rows = list(csv.reader(lines[:size], delimiter=delimiter))
    except csv.Error:  # raised again, or not, for the line that it is about
        rows = []
    # The usual case, and fast: a record for each line.
    if len(rows) == size and not (rows and _is_open(rows[-1])):
        return ((fields, place, "") for place, fields in enumerate(rows)), size
    records: list[Record] = []
    at = 0
    while at < size:
        fields, taken, problem = read_record(lines[at : at + SPAN], delimiter, width)
        records.append((fields, at, problem))
        at += taken
    return records, at


def read_record(lines: list[str], delimiter: str, width: int | None) -> Record:
    """The record that begins with the first of these lines: (fields, number of lines, problem).

    A quoted field may run over lines. But where what is joined has not as many fields as the
    header, or swallows a line that has as many by itself, a quote was left open by mistake: then
    the line is a bad record, and the next line begins another. `width` is None for the header.
    """
    try:
        fields = _fields(lines[0], delimiter)
    except csv.Error as error:
        return [lines[0].strip()], 1, str(error)
    if not _is_open(fields):
        return fields, 1, ""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        joined = next(reader)
        inside = lines[1 : reader.line_num - 1]
        if width is None or _is_one_record(joined, inside, delimiter, width):
            return joined, reader.line_num, ""
    except csv.Error:
        pass  # the quote is not closed in any of the lines
    fields[-1] = fields[-1].rstrip("\r\n")
    return fields, 1, "a quote is opened and not closed"


def _fields(line, delimiter):
    return next(csv.reader([line], delimiter=delimiter))


def _is_one_record(joined, inside, delimiter, width):
    if len(_without_blank_end(joined, width)) != width:
        return False
    return not any(len(_fields(line, delimiter)) == width for line in inside)


def _is_open(fields):
    """Whether a quote is open where the line ends: its end is then a part of the last field."""
    return bool(fields) and fields[-1].endswith(("\n", "\r"))
