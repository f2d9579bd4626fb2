"""Parquet files, read in batches and written frame by frame."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import KitError
from . import csvfile
from .csvfile import Batch

KIND = ".parquet"
ARROW = b"ARROW:schema"  # under which pyarrow, and others, look for the types of columns
VALUES = 1 << 14  # of a column that are encoded at a time
TIMES_THE_ROWS = (
    2  # so many times the rows of a table of text are read at a time: they are packed closer
)


class ParquetTable:
    """A table in a Parquet file. Raises KitError for what is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._opened() as file:
            self.schema = file.schema_arrow
            self.coded = list(_coded(file))
        self.names = self.schema.names
        self.said = ["Parquet"]

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """Tables of pyarrow; at least one, which has no rows if the file has none.

        `columns` are those to be looked at, all if None; if any are named, text may come coded.
        """
        for table, done in self._parts(None, columns is not None):
            yield Batch(table, {}, done)

    def values(self, columns: Sequence[str]) -> Iterator[tuple[dict[str, Any], float]]:
        """Some columns, part by part, and the part read so far."""
        if not columns:
            return
        for table, done in self._parts(list(columns), True):
            yield {name: table.column(name) for name in columns}, done

    def _parts(self, columns: list[str] | None, coded: bool) -> Iterator[tuple[Any, float]]:
        """Tables of rows, at least one, and the part read so far. `coded` leaves text in codes."""
        pyarrow = pyarrow_or_refusal()
        with self._opened(self.coded if coded else ()) as file:
            done, total = 0, max(file.metadata.num_rows, 1)
            batches = file.iter_batches(batch_size=TIMES_THE_ROWS * csvfile.ROWS, columns=columns)
            while True:
                try:  # of the reading alone: what becomes of a part is no fault of the file
                    batch = next(batches, None)
                except (pyarrow.ArrowException, OSError) as error:
                    raise KitError(
                        f"{self.path}: a part of it cannot be read: {_first_line(error)}",
                        "file",
                        self.path,
                    ) from None
                if batch is None:
                    break
                done += len(batch)
                yield pyarrow.Table.from_batches([batch]), done / total
            if not done:
                yield file.schema_arrow.empty_table(), 1.0

    @contextmanager
    def _opened(self, coded: Sequence[str] = ()) -> Iterator[Any]:
        pyarrow = pyarrow_or_refusal()
        try:
            file = pyarrow.parquet.ParquetFile(self.path, read_dictionary=coded)
        except pyarrow.ArrowException as error:
            raise KitError(
                f"{self.path} cannot be read as a Parquet file: {_first_line(error)}",
                "file",
                self.path,
            ) from None
        with file:
            yield file


def _coded(file: Any) -> Iterator[str]:
    """The columns of text of which the file holds each text once, and codes."""
    from .arrowtext import is_text

    if not file.metadata.num_row_groups:
        return
    types = {field.name: field.type for field in file.schema_arrow}
    group = file.metadata.row_group(0)
    for column in map(group.column, range(group.num_columns)):
        name = column.path_in_schema
        if name in types and column.has_dictionary_page and is_text(types[name]):
            yield name


@contextmanager
def parquet_writer(out: Path, schema: Any = None) -> Iterator[Callable[[Any], None]]:
    """A function that writes a frame after those before it.

    `schema` is that of the file that was read, whose columns are called what they were called
    there; None where that file was no Parquet.
    """
    pyarrow = pyarrow_or_refusal()
    writer = None

    def write(frame: Any) -> None:
        nonlocal writer
        table = frame
        if not isinstance(frame, pyarrow.Table):
            table = pyarrow.Table.from_pandas(frame, preserve_index=False)
        if writer is None:
            # Numbers with decimals hardly repeat, so a dictionary of them spares nothing.
            floats = pyarrow.types.is_floating
            repeat = [column.name for column in table.schema if not floats(column.type)]
            writer = pyarrow.parquet.ParquetWriter(
                out,
                table.schema,
                use_dictionary=repeat,
                write_statistics=table.schema.names if schema is None else schema.names,
                write_batch_size=VALUES,
                store_schema=schema is None,
            )
            if schema is not None:
                writer.add_key_value_metadata(_described(table.schema, schema))
        later.do(writer.write_table, table)

    with ThreadPoolExecutor(1) as pool:
        later = _Later(pool)
        try:
            yield write
            later.wait()
        finally:
            wait(later.pending)
            if writer is not None:
                writer.close()


class _Later:
    """Does one thing at a time while the next is made ready; at once where there are no threads."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool = pool
        self.pending: list[Future] = []

    def do(self, task: Callable[[Any], Any], what: Any) -> None:
        """Begin a task once the one before it is done. Raises what that one raised."""
        self.wait()
        try:
            self.pending = [self.pool.submit(task, what)]
        except RuntimeError:  # in a browser no thread can be started
            task(what)

    def wait(self) -> None:
        """Wait for what was begun. Raises what it raised."""
        for begun in self.pending:
            begun.result()
        self.pending = []


def _described(written: Any, read: Any) -> dict[bytes, bytes]:
    """What a file says of its types: text as it was called, though it is written by codes."""
    pyarrow = pyarrow_or_refusal()
    added = (pyarrow.field(name, pyarrow.string()) for name in written.names[len(read.names) :])
    described = pyarrow.schema([*read, *added], read.metadata)
    return {**(read.metadata or {}), ARROW: base64.b64encode(described.serialize())}


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def pyarrow_or_refusal() -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        raise KitError(
            "Parquet files need pyarrow: python -m pip install 'sanctionslab[screen]'. "
            "CSV files need nothing more.",
            "file",
        ) from None
    return pyarrow
