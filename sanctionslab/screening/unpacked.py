"""Files that come packed: what is inside a .gz or a .zip, read without unpacking it on the disk.

A small file can unpack to more than a machine holds. So what comes out is bounded by what went in.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from ..errors import KitError

PACKED = (".gz", ".zip")
FREE = 256 << 20  # bytes that any file may unpack to
TIMES_THE_SIZE = (
    200  # beyond that, at most so many times its own size: tables of trade pack 5 to 50 times
)


class Content(NamedTuple):
    """What a file holds: its bytes, the name that tells their kind, and how far they were read."""

    file: io.BufferedReader
    name: str
    packed: IO[bytes]
    size: int

    @property
    def done(self) -> float:
        """The part that was read, 0 to 1."""
        return min(self.packed.tell() / max(self.size, 1), 1.0)


def inner_name(path: Path, kinds: Collection[str]) -> str:
    """The name of the table in a file: its own, that without .gz, or the one in a .zip.

    `kinds` are the endings of tables. Raises KitError for a .zip that does not hold one table.
    """
    ending = path.suffix.lower()
    if ending == ".gz":
        return path.stem
    if ending != ".zip":
        return path.name
    with _zip(path) as archive:
        names = [
            entry.filename
            for entry in archive.infolist()
            if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")
        ]
    tables = [name for name in names if Path(name).suffix.lower() in kinds]
    if len(tables) != 1:
        inside = ", ".join(names[:5]) or "nothing"
        raise KitError(
            f"{path}: a .zip is read that holds one table ({', '.join(kinds)}); this one holds "
            f"{inside}. Unpack it and name the table.",
            "file",
            path,
        )
    return tables[0]


@contextmanager
def content(path: Path, kinds: Collection[str]) -> Iterator[Content]:
    """The bytes of the table in a file, open for reading. Raises KitError for what is broken."""
    name, ending = inner_name(path, kinds), path.suffix.lower()
    size = path.stat().st_size
    with ExitStack() as stack:
        packed: IO[bytes] = stack.enter_context(path.open("rb"))
        if ending not in PACKED:
            yield Content(io.BufferedReader(packed), name, packed, size)  # type: ignore[arg-type]
            return
        if ending == ".gz":
            stream: Any = stack.enter_context(gzip.GzipFile(fileobj=packed))
        else:
            archive = stack.enter_context(_zip(path, packed))
            stream = stack.enter_context(_entry(path, archive, name))
        yield Content(io.BufferedReader(Bounded(path, stream, size)), name, packed, size)


def refuse_large(path: Path, unpacked: int) -> None:
    """Refuse a file that unpacks to so many bytes, if that is more than a table of trade does."""
    if unpacked > max(FREE, TIMES_THE_SIZE * path.stat().st_size):
        raise KitError(
            f"{path} unpacks to more than {TIMES_THE_SIZE} times its size, "
            "which no table of trade does. Unpack it yourself if it is one.",
            "file",
            path,
        )


class Bounded(io.RawIOBase):
    """What comes out of a packed file, counted. Raises KitError where it is broken or too much."""

    def __init__(self, path: Path, stream: IO[bytes], size: int) -> None:
        self.path, self.stream, self.size = path, stream, size
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            part = self.stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
            raise _broken(self.path, error) from None
        self.count += len(part)
        if self.count > FREE:
            refuse_large(self.path, self.count)
        buffer[: len(part)] = part
        return len(part)


def _zip(path: Path, file: IO[bytes] | None = None) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file or path)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise _broken(path, error) from None


def _entry(path: Path, archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        return archive.open(name)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:  # under a password
        raise _broken(path, error) from None


def _broken(path: Path, error: Exception) -> KitError:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return KitError(f"{path} cannot be unpacked: {reason}. Get it anew.", "file", path)
