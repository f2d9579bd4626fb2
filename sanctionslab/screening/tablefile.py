"""A file of trade, CSV or Parquet, screened from end to end in the memory of one batch."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import KitError
from . import csvfile
from .csvfile import Batch, csv_batches, open_csv
from .screen import reading, screen
from .tally import Tally

CSV = (".csv", ".tsv", ".txt")
PARQUET = ".parquet"
WAYS_OUT = {
    **dict.fromkeys((".xlsx", ".xls", ".xlsm", ".ods"), " Save the table as CSV first."),
    **dict.fromkeys((".gz", ".zip", ".bz2", ".xz", ".zst", ".7z"), " Unpack it first."),
}
DELIMITER_WORDS = {"tab": "\t", "\\t": "\t"}


def check_files(source: Path, out: Path) -> None:
    """Raise KitError unless `source` is a table that can be read, and `out` a place for another."""
    for path in (source, out):
        if path.is_dir():
            raise KitError(f"{path} is a folder. Name a file.", "file", path)
    _refuse_other_kinds(source, WAYS_OUT.get(source.suffix.lower(), ""))
    _refuse_other_kinds(out, "")
    if not source.is_file():
        raise KitError(f"{source}: there is no such file.", "file", source)
    if out.exists() and out.resolve() == source.resolve():
        raise KitError(f"{out}: this is the file to read. Give another name.", "out", out)


def _refuse_other_kinds(path, way_out):
    if path.suffix.lower() not in (*CSV, PARQUET):
        raise KitError(
            f"{path}: screen reads and writes .csv, .tsv, .txt and .parquet, "
            f'not "{path.suffix}".{way_out}',
            "file",
            path,
        )


def screen_file(
    source: Path,
    out: Path,
    options: Mapping[str, Any],
    *,
    ending: str = "",
    delimiter: str | None = None,
    encoding: str | None = None,
    tell: Callable[[float], None] = lambda done: None,
) -> Tally:
    """Screen a file row by row, and write the rows with what was found. Returns the Tally.

    Arguments: `source` and `out`, that check_files has passed; `options`, what screen is given by
    name; `ending`, which says what to write where the name of `out` does not; `delimiter` and
    `encoding` of a CSV file, found out if None; `tell`, called after every batch with the part that
    is done, 0 to 1. Raises KitError, and what the system raises.
    """
    prefix = options.get("prefix", "")
    with (
        _batches(source, delimiter, encoding) as batches,
        _writer(out, (ending or out.suffix).lower()) as write,
    ):
        tally: Tally | None = None
        for frame, problems, done in batches:
            tally = tally or Tally(prefix, reading(frame, **options))
            screened = screen(frame, **options)
            if problems:
                screened = mark_unreadable(screened, problems, prefix)
            write(screened)
            tally.add(screened)
            tell(done)
    assert tally is not None  # there is at least one batch
    return tally


@contextmanager
def _batches(path, delimiter, encoding):
    if path.suffix.lower() == PARQUET:
        pyarrow = _pyarrow()
        try:
            file = pyarrow.parquet.ParquetFile(path)
        except pyarrow.ArrowException as error:
            raise KitError(
                f"{path} cannot be read as a Parquet file: {_first_line(error)}", "file", path
            ) from None
        with file:
            yield _parquet_batches(path, file, pyarrow)
        return
    character = DELIMITER_WORDS.get(delimiter, delimiter)
    if character is not None and (len(character) != 1 or character in '"\r\n'):
        raise KitError(
            f'--delimiter: "{delimiter}" cannot part columns. '
            'Give one character, for example ";", or the word tab.',
            "delimiter",
            character,
        )
    with open_csv(path, encoding) as file:
        yield csv_batches(path, file, character)


def _parquet_batches(path, file, pyarrow) -> Iterator[Batch]:
    done, batches = 0, file.iter_batches(batch_size=csvfile.ROWS)
    while True:
        try:
            batch = next(batches, None)
        except (pyarrow.ArrowException, OSError) as error:
            raise KitError(
                f"{path}: a part of it cannot be read: {_first_line(error)}", "file", path
            ) from None
        if batch is None:
            break
        done += len(batch)
        frame = pyarrow.Table.from_batches([batch])
        yield Batch(frame, {}, done / max(file.metadata.num_rows, 1))
    if not done:
        yield Batch(file.schema_arrow.empty_table(), {}, 1)


def _first_line(error):
    return str(error).splitlines()[0]


def mark_unreadable(screened: Any, problems: dict[int, str], prefix: str) -> Any:
    """A frame of pandas in which rows that are no rows of the table, by place, are unreadable."""
    import pandas as pd

    empty = dict.fromkeys(("measures", "possible", "hinges_on", "decision"), "")
    for name in ("verdict", *empty, "reason"):
        column = screened[prefix + name]
        texts = column.tolist()
        for place, problem in problems.items():
            texts[place] = {**empty, "verdict": "unreadable", "reason": problem}[name]
        screened[prefix + name] = pd.Series(texts, screened.index, column.dtype)
    return screened


@contextmanager
def _writer(out, ending):
    """A function that writes a frame after those before it."""
    if ending == PARQUET:
        with _parquet_writer(out) as write:
            yield write
    else:
        with out.open("w", encoding="utf-8", newline="") as file:
            yield _csv_writer(file, "\t" if ending == ".tsv" else ",")


@contextmanager
def _parquet_writer(out):
    pyarrow = _pyarrow()
    writer = None

    def write(frame):
        nonlocal writer
        table = frame
        if not isinstance(frame, pyarrow.Table):
            table = pyarrow.Table.from_pandas(frame, preserve_index=False)
        if writer is None:
            writer = pyarrow.parquet.ParquetWriter(out, table.schema)
        writer.write_table(table)

    try:
        yield write
    finally:
        if writer is not None:
            writer.close()


def _csv_writer(file, delimiter):
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    is_first = True

    def write(frame):
        nonlocal is_first
        if hasattr(frame, "to_pydict"):
            columns = frame.to_pydict()
        else:
            columns = {name: frame[name].tolist() for name in frame.columns}
        if is_first:
            writer.writerow(columns)
            is_first = False
        writer.writerows(zip(*columns.values(), strict=True))

    return write


def _pyarrow():
    try:
        import pyarrow.parquet
    except ImportError:
        raise KitError(
            "Parquet files need pyarrow: python -m pip install 'sanctionslab[screen]'. "
            "CSV files need nothing more.",
            "file",
        ) from None
    return pyarrow
