"""Careful writers: a file is there whole or not at all, and nothing is lost that was there."""

import errno
import itertools
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import KitError
from .places import path_of

STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip file can hold


class Kept(KitError):
    """What was written is whole, but had to be kept under another name: `place`."""

    def __init__(self, path: Path, place: Path, error: OSError) -> None:
        reason = "it is there by now" if isinstance(error, FileExistsError) else error.strerror
        super().__init__(
            f"{path} cannot be written ({reason}), perhaps because another program has it open. "
            f"What was to stand there is kept in {place}.",
            "path",
            path,
        )
        self.place = place


@contextmanager
def written_whole(path: str | Path, *, replace: bool = False) -> Iterator[Path]:
    """A path to write to, which becomes `path` only when all is written.

    It lies beside `path`, under a name that nobody else has. If writing fails it goes, and what was
    there before stays. Arguments: `replace`, whether a file may be replaced; one that appears
    meanwhile is not, unless it may. Raises FileExistsError if there is one and it may not be,
    OSError if nothing can be written there, KitError for a link or a device, and Kept if the name
    is taken or locked when all is written: then the work lies beside it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     note = Path(folder, "note.txt")
    ...     with written_whole(note) as unfinished:
    ...         _ = unfinished.write_text("all of it")
    ...     note.read_text()
    'all of it'
    """
    path = path_of(path)
    _refuse_links(path)
    if path.exists():
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not replace:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    import shutil  # only writers need it

    unfinished = _unfinished(path)
    unfinished.touch(exist_ok=False)
    try:
        if path.is_file():
            shutil.copymode(path, unfinished)
        yield unfinished
        try:
            if replace:
                os.replace(unfinished, path)
            else:
                _named(unfinished, path)
        except OSError as error:
            raise Kept(path, _kept_beside(unfinished, path), error) from None
    finally:
        unfinished.unlink(missing_ok=True)


def write_whole(path: str | Path, text: str, *, replace: bool = False) -> None:
    """Write a text whole, the same on every system: UTF-8, and a plain line feed after each line.

    Arguments and errors as for `written_whole`.
    """
    with written_whole(path, replace=replace) as unfinished:
        unfinished.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def folder_whole(path: str | Path) -> Iterator[Path]:
    """A folder to fill, which becomes `path` only when all is in it: a new or an empty folder.

    Raises OSError if something stands there, or nothing can be written, and KitError for a link.
    """
    import shutil  # only writers need it

    path = path_of(path).absolute()
    _refuse_links(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = _unfinished(path)
    unfinished.mkdir()
    try:
        yield unfinished
        if path.is_dir():
            path.rmdir()  # which refuses a folder that is not empty
        os.rename(unfinished, path)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{os.urandom(8).hex()}.unfinished")


def _refuse_links(path: Path) -> None:
    """Refuse what a planted name could lead elsewhere, and what is neither a file nor a folder."""
    if path.is_symlink():
        message = f"{path} is a link, and nothing is written through one. Name the file itself."
        raise KitError(message, "path", path)
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise KitError(f"{path} is no file. Give another name.", "path", path)


def _named(unfinished: Path, path: Path) -> None:
    """Give a file its name. Raises FileExistsError where something bears that name already."""
    if os.name == "nt":  # where renaming refuses a name that is taken; elsewhere it takes it over
        os.rename(unfinished, path)
        return
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError, NotImplementedError):
        # A file has one name only here: on a FAT disk, on Android, in a browser.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
        os.replace(unfinished, path)


def _kept_beside(unfinished: Path, path: Path) -> Path:
    """Where a finished file is kept whose name is taken or locked: note-2.txt for note.txt."""
    for number in itertools.count(2):
        place = path.with_name(f"{path.stem}-{number}{path.suffix}")
        with suppress(FileExistsError):
            _named(unfinished, place)
            return place
    raise AssertionError("there is no end of numbers")


def zipped(entries: Iterable[tuple[str, bytes]], *, compress: bool = False) -> bytes:
    """A zip file as bytes, the same from the same entries wherever and whenever it is made.

    Arguments: `entries`, (name, content) in the order that they are to have; `compress`, whether
    they are deflated.

    >>> zipped([("a.txt", b"one")]) == zipped([("a.txt", b"one")])
    True
    """
    import io  # only editions ask
    import zipfile

    method = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, STAMP)
            entry.create_system = 3  # Unix, so that the mode below counts
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content, method)
    return stream.getvalue()
