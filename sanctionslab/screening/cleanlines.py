"""Lines of a table of text that need no care: read and written by pyarrow, where it is there.

Lines without a quote, each with as many fields as there are headings, say nothing in two ways; most
files have no others. What pyarrow does not take as it stands is left to the reader that tells what
is wrong with a line, and to the writer that knows every kind of cell.
"""

from __future__ import annotations

import codecs
import csv
import functools
import io
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np


class Clean(NamedTuple):
    """Lines that need no care: the columns that are wanted, and the lines as they stand.

    `lines` has each with a delimiter at its end, `used` how many there were with the blank ones,
    `ends_blank` whether all end in a delimiter more than the headings.
    """

    table: Any
    lines: Any
    used: int
    ends_blank: bool


@functools.cache
def _pyarrow() -> Any:
    """pyarrow, None where it is not installed or pandas keeps text otherwise."""
    try:
        import pandas as pd
        import pyarrow.compute
        import pyarrow.csv
    except ImportError:
        return None
    kept = pd.array([], dtype="str").dtype
    return pyarrow if getattr(kept, "storage", "") == "pyarrow" else None


def clean_lines(
    text: str, delimiter: str, names: Sequence[str], columns: Sequence[str] | None
) -> Clean | None:
    """Whole lines as a table of text; None if they need care.

    Arguments: `names` of the columns, `columns` those that are wanted, all if None.
    """
    pyarrow = _pyarrow()
    if pyarrow is None or not delimiter.isascii():
        return None
    try:
        letters, mark = text.encode(), delimiter.encode()
    except UnicodeError:
        return None
    tidied = _tidied(letters, mark, len(names))
    if tidied is None:
        return None
    letters, begins, count, ends_blank = tidied
    try:
        table = pyarrow.csv.read_csv(
            io.BytesIO(letters),
            pyarrow.csv.ReadOptions(column_names=list(names)),
            pyarrow.csv.ParseOptions(delimiter=delimiter, quote_char=False),
            pyarrow.csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, pyarrow.large_string()),
                strings_can_be_null=False,
                include_columns=list(names if columns is None else columns),
            ),
        )
    except pyarrow.ArrowException:
        return None
    if len(table) != len(begins) - 1:  # a row for each line, or an answer stands beside another
        return None
    # A delimiter takes the place of each line's end. It is as long, so `begins` still parts them.
    buffers = [pyarrow.py_buffer(begins), pyarrow.py_buffer(letters.replace(b"\n", mark))]
    text_kind = pyarrow.large_string()
    lines = pyarrow.Array.from_buffers(text_kind, len(table), [None, *buffers])
    return Clean(table, lines, count, ends_blank)


def _tidied(letters: bytes, mark: bytes, width: int) -> tuple[bytes, np.ndarray, int, bool] | None:
    """The lines without blank ones, ended in one way; where each begins, and the next would.

    Then how many there were with the blank ones, and whether each ended in a delimiter more. None
    where a quote, or what may end a line or not, asks for care.
    """
    if b'"' in letters or b"\0" in letters or letters.startswith(codecs.BOM_UTF8):
        return None
    if b"\r" in letters:
        letters = letters.replace(b"\r\n", b"\n")
        if b"\r" in letters:  # alone, it ends a line to some programs and not to others
            return None
    begins = _begins(letters)
    count = len(begins) - 1
    if (np.diff(begins) == 1).any():  # a line that has nothing but its end
        letters = re.sub(b"\n+", b"\n", letters).removeprefix(b"\n")
        begins = _begins(letters)
    # The reader that takes care refuses a field of that length: it may be in such a line.
    if not letters or np.diff(begins).max() >= csv.field_size_limit():
        return None
    # The first line stands for all: pyarrow refuses a block in which others have another width.
    extra = letters[: begins[1]].count(mark) + 1 - width
    if extra == 0:
        return letters, begins, count, False
    end = mark + b"\n"
    if extra == 1 and letters.count(end) == len(begins) - 1:
        letters = letters.replace(end, b"\n")
        return letters, _begins(letters), count, True
    return None


def _begins(letters: bytes) -> np.ndarray:
    ends = np.flatnonzero(np.frombuffer(letters, "u1") == ord("\n"))
    return np.concatenate([[0], ends + 1])


def in_pandas(frame: Any) -> Any:
    """A table of text as a frame of pandas; one that is there already as it is."""
    import pandas as pd

    if isinstance(frame, pd.DataFrame):
        return frame
    text = pd.StringDtype(na_value=np.nan)
    columns = zip(frame.column_names, frame.columns, strict=True)
    return pd.DataFrame({name: text.__from_arrow__(column) for name, column in columns})


def ended(lines: Any, ends: list[str], places: np.ndarray) -> memoryview:
    """Lines of text, each with the end that stands at its place among `ends`, in UTF-8."""
    pyarrow = _pyarrow()
    text = pyarrow.large_string()
    chosen = pyarrow.array(ends or [""], text).take(pyarrow.array(places))
    nothing = pyarrow.scalar("", text)
    return _letters(pyarrow.compute.binary_join_element_wise(lines, chosen, nothing))


def lines_of(frame: Any, delimiter: str) -> memoryview | None:
    """The rows of a frame as lines of a table of text, in UTF-8; None for cells that need care.

    Fields are quoted where they have to be, as the module csv does it.
    """
    pyarrow = _pyarrow()
    if pyarrow is None or not len(frame):
        return None
    columns = [_texts(pyarrow, column, delimiter) for column in _columns(pyarrow, frame)]
    # Of a single column a blank cell would be a blank line, which is no row to most readers.
    if len(columns) < 2 or any(column is None for column in columns):
        return None
    compute = pyarrow.compute
    texts = (delimiter, "\n", "")
    mark, end, nothing = (pyarrow.scalar(text, pyarrow.large_string()) for text in texts)
    rows = compute.binary_join_element_wise(*columns, mark)
    rows = compute.binary_join_element_wise(rows, nothing, end).combine_chunks()
    return _letters(rows)


def _letters(rows: Any) -> memoryview:
    """All the letters of an array of long text, as they stand one after another."""
    ends = np.frombuffer(rows.buffers()[1], "i8")[rows.offset : rows.offset + len(rows) + 1]
    return memoryview(rows.buffers()[2] or b"")[ends[0] : ends[-1]]


def _columns(pyarrow: Any, frame: Any) -> list:
    """The columns of a frame as pyarrow has them, None for one that it has not."""
    if isinstance(frame, pyarrow.Table):
        return list(frame.columns)
    columns = (frame[name] for name in frame.columns)
    return [
        column.array.__arrow_array__()
        if getattr(column.dtype, "storage", "") == "pyarrow"
        else None
        for column in columns
    ]


def _texts(pyarrow: Any, column: Any, delimiter: str) -> Any:
    """A column of text with quotes where they are needed; None for another column."""
    if column is None or column.null_count:
        return None
    kind = column.type
    if pyarrow.types.is_dictionary(kind):
        kind = kind.value_type
    if not (pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind)):
        return None
    compute, column = pyarrow.compute, column.cast(pyarrow.large_string())
    try:
        column.validate(full=True)
    except pyarrow.ArrowInvalid:  # a file of Parquet may call bytes text that are none
        return None
    if not _holds_special(pyarrow, column, delimiter):
        return column
    needs = compute.match_substring_regex(column, f'["\\r\\n{delimiter}]')
    doubled = compute.replace_substring(column, '"', '""')
    mark, nothing = (pyarrow.scalar(text, pyarrow.large_string()) for text in ('"', ""))
    quoted = compute.binary_join_element_wise(mark, doubled, mark, nothing)
    return compute.if_else(needs, quoted, column)


def _holds_special(pyarrow: Any, column: Any, delimiter: str) -> bool:
    """Whether a letter that can need quotes stands anywhere in a column of text."""
    chunks = column.chunks if isinstance(column, pyarrow.ChunkedArray) else [column]
    special = [letter.encode() for letter in ('"', "\r", "\n", delimiter)]
    letters = (bytes(chunk.buffers()[2] or b"") for chunk in chunks)
    return any(letter in text for text in letters for letter in special)
