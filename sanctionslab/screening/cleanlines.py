"""Lines of a table of text that need no care: read and written by pyarrow, where it is there.

Lines without a quote, each with as many fields as there are headings, say nothing in two ways; most
files have no others. What pyarrow does not take as it stands is left to the reader that tells what
is wrong with a line, and to the writer that knows every kind of cell.
"""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Sequence
from typing import Any

import numpy as np

BLANK_LINES = ("\n", "\r\n", "\r")
EXTRA = "a field after the last"


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


def table_of(
    lines: Sequence[str], delimiter: str, names: Sequence[str], columns: Sequence[str] | None
) -> tuple[Any, bool] | None:
    """Lines as a table of text, and whether all end in a delimiter more; None if they need care.

    Arguments: `names` of the columns, `columns` those that are wanted, all if None.
    """
    pyarrow = _pyarrow()
    text = "".join(lines)
    if pyarrow is None or not lines or not delimiter.isascii() or '"' in text or "\0" in text:
        return None
    if max(map(len, lines)) >= csv.field_size_limit():
        return None
    first = next((line for line in lines if line not in BLANK_LINES), "")
    extra = first.count(delimiter) + 1 - len(names)
    if extra not in (0, 1):
        return None
    wanted = list(names if columns is None else columns)
    if extra:
        names, wanted = [*names, EXTRA], [*wanted, EXTRA]
    try:
        table = pyarrow.csv.read_csv(
            io.BytesIO(text.encode()),
            pyarrow.csv.ReadOptions(column_names=list(names)),
            pyarrow.csv.ParseOptions(delimiter=delimiter, quote_char=False),
            pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pyarrow.large_string()),
                strings_can_be_null=False,
                include_columns=wanted,
            ),
        )
    except (pyarrow.ArrowException, UnicodeError):
        return None
    if len(table) != len(lines) - sum(map(lines.count, BLANK_LINES)):
        return None
    if extra:
        if pyarrow.compute.any(pyarrow.compute.not_equal(table.column(EXTRA), "")).as_py():
            return None
        table = table.drop_columns([EXTRA])
    return table, bool(extra)


def texts_in(table: Any, name: str) -> list[str]:
    """The different texts of a column."""
    return table.column(name).unique().to_pylist()


def frame_of(table: Any) -> Any:
    """A table of text as a frame of pandas."""
    import pandas as pd

    text = pd.StringDtype(na_value=np.nan)
    columns = zip(table.column_names, table.columns, strict=True)
    return pd.DataFrame({name: text.__from_arrow__(column) for name, column in columns})


def lines_of(frame: Any, delimiter: str) -> memoryview | None:
    """The rows of a frame as lines of a table of text, in UTF-8; None for cells that need care.

    Fields are quoted where they have to be, as the module csv does it.
    """
    pyarrow = _pyarrow()
    if pyarrow is None or not len(frame):
        return None
    columns = [_texts(pyarrow, column, delimiter) for column in _columns(pyarrow, frame)]
    if len(columns) < 2 or any(column is None for column in columns):
        return None
    compute = pyarrow.compute
    mark, end, nothing = (pyarrow.scalar(x, pyarrow.large_string()) for x in (delimiter, "\n", ""))
    rows = compute.binary_join_element_wise(*columns, mark)
    rows = compute.binary_join_element_wise(rows, nothing, end).combine_chunks()
    if isinstance(rows, pyarrow.ChunkedArray):
        rows = pyarrow.concat_arrays(rows.chunks)
    ends = np.frombuffer(rows.buffers()[1], "i8")[rows.offset : rows.offset + len(rows) + 1]
    return memoryview(rows.buffers()[2])[ends[0] : ends[-1]]


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
    mark, nothing = (pyarrow.scalar(x, pyarrow.large_string()) for x in ('"', ""))
    quoted = compute.binary_join_element_wise(mark, doubled, mark, nothing)
    return compute.if_else(needs, quoted, column)


def _holds_special(pyarrow: Any, column: Any, delimiter: str) -> bool:
    """Whether a letter that can need quotes stands anywhere in a column of text."""
    chunks = column.chunks if isinstance(column, pyarrow.ChunkedArray) else [column]
    special = [letter.encode() for letter in ('"', "\r", "\n", delimiter)]
    letters = (bytes(chunk.buffers()[2] or b"") for chunk in chunks)
    return any(letter in text for text in letters for letter in special)
