"""Parquet files, read in batches and written frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import KitError
from . import csvfile
from .csvfile import Batch

KIND = ".parquet"


class ParquetTable:
    """A table in a Parquet file. Raises KitError for what is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._opened() as file:
            self.names = file.schema_arrow.names
        self.said = ["Parquet"]

    def batches(self) -> Iterator[Batch]:
        """Tables of pyarrow; at least one, which has no rows if the file has none."""
        for table, done in self._parts(None):
            yield Batch(table, {}, done)

    def values(self, columns: Sequence[str]) -> Iterator[tuple[dict[str, Any], float]]:
        """The different values of some columns, part by part, and the part read so far."""
        from .frames import of_arrow

        if not columns:
            return
        for table, done in self._parts(list(columns)):
            yield {name: of_arrow.distinct(table, name, True) for name in columns}, done

    def _parts(self, columns: list[str] | None) -> Iterator[tuple[Any, float]]:
        pyarrow = pyarrow_or_refusal()
        with self._opened() as file:
            done, total = 0, max(file.metadata.num_rows, 1)
            batches = file.iter_batches(batch_size=csvfile.ROWS, columns=columns)
            while True:
                try:
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
    def _opened(self) -> Iterator[Any]:
        pyarrow = pyarrow_or_refusal()
        try:
            file = pyarrow.parquet.ParquetFile(self.path)
        except pyarrow.ArrowException as error:
            raise KitError(
                f"{self.path} cannot be read as a Parquet file: {_first_line(error)}",
                "file",
                self.path,
            ) from None
        with file:
            yield file


@contextmanager
def parquet_writer(out: Path) -> Iterator[Callable[[Any], None]]:
    """A function that writes a frame after those before it."""
    pyarrow = pyarrow_or_refusal()
    writer = None

    def write(frame: Any) -> None:
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
