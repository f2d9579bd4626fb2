"""Lines of a table as records: a quote that was left open costs its own line and no other.

A record is the fields of one row. It is a line, or several where a quoted field runs over them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable

SPAN = 50  # lines at most that a quoted field may run over

Record = tuple[list[str], int, str]  # fields, the place of its first line, what is wrong with it


def read_records(
    lines: list[str], size: int, delimiter: str, width: int
) -> tuple[Iterable[Record], int]:
    """The records that begin in the first `size` lines, and how many lines they took.

    `width` is the number of columns.
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


def read_record(lines: list[str], delimiter: str, width: int | None) -> tuple[list[str], int, str]:
    """The record that begins with the first of these lines: (fields, number of lines, problem).

    A quoted field may run over lines. But where what is joined has not as many fields as the
    header, or swallows a line that has as many by itself, a quote was left open by mistake: then
    the line is a bad record, and the next line begins another. `width` is None for the header.
    """
    try:
        fields = fields_of(lines[0], delimiter)
    except csv.Error as error:
        return [lines[0].strip()], 1, str(error)
    if not _is_open(fields):
        return fields, 1, ""
    # A strict reader says so where the quote is not closed in any of these lines.
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        joined = next(reader)
        inside = lines[1 : reader.line_num - 1]
        if width is None or _is_one_record(joined, inside, delimiter, width):
            return joined, reader.line_num, ""
    except csv.Error:
        pass
    fields[-1] = fields[-1].rstrip("\r\n")
    return fields, 1, "a quote is opened and not closed"


def fields_of(line: str, delimiter: str) -> list[str]:
    """The fields of a line by itself. Raises csv.Error for one that Python refuses."""
    return next(csv.reader([line], delimiter=delimiter))


def _is_one_record(joined: list[str], inside: list[str], delimiter: str, width: int) -> bool:
    """Whether lines that a quote joins are one record, by their fields and by those inside it."""
    if len(_without_blank_end(joined, width)) != width:
        return False
    return not any(len(fields_of(line, delimiter)) == width for line in inside)


def _is_open(fields: list[str]) -> bool:
    """Whether a quote is open where the line ends: its end is then a part of the last field."""
    return bool(fields) and fields[-1].endswith(("\n", "\r"))


def _without_blank_end(fields: list[str], width: int) -> list[str]:
    return fields[:width] if len(fields) > width and not any(fields[width:]) else fields
