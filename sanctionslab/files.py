"""Files: where the kit's data is, one reader of TOML and one of CSV, and careful writers.

Whoever reads a file words its own refusals: `read_toml` says what kind of trouble there is.
"""

import csv
import errno
import functools
import itertools
import os
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, Literal

from .errors import KitError, shown, visible

Trouble = Literal["missing", "closed", "no text", "no TOML"]

FORMULA_SIGNS = tuple("=+-@|%\uff1d\uff0b\uff0d\uff20")  # with which a formula can begin
STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip file can hold


def data_path(*parts: str) -> Path:
    """The path of a file of the data, in a checkout and in an installed wheel alike.

    The environment variable SANCTIONSLAB_DATA names another folder of data, of another regime;
    it is read once. Raises KitError where it names none.

    >>> data_path("facts.toml").name
    'facts.toml'
    """
    return _data_folder().joinpath(*parts)


@functools.cache
def _data_folder() -> Path:
    chosen = os.environ.get("SANCTIONSLAB_DATA")
    if not chosen:
        here = Path(__file__).resolve().parent
        installed = here / "data"
        return installed if installed.is_dir() else here.parent / "data"
    folder = path_of(chosen).resolve()
    if not (folder / "facts.toml").is_file():
        raise KitError(
            f"SANCTIONSLAB_DATA names {shown(chosen)}, and no facts.toml is there. Name a folder "
            "of data of the kit, or take the variable away.",
            "SANCTIONSLAB_DATA",
            chosen,
        )
    return folder


@functools.cache
def as_of() -> date:
    """The day up to which the kit's data goes, from `data/datapackage.json`.

    >>> as_of() > date(2026, 1, 1)
    True
    """
    import json  # only figures and screening ask

    package = json.loads(data_path("datapackage.json").read_text(encoding="utf-8"))
    return date.fromisoformat(package["asOf"])


class UnreadableFile(KitError):
    """A file that is not there, cannot be opened, is no UTF-8 text or is no TOML.

    `kind` says which of the four: "missing", "closed", "no text" or "no TOML"; `reason` is the
    system's or the parser's own word for it, `cause` the exception that came first.
    """

    def __init__(self, path: str | Path, kind: Trouble, reason: str, cause: Exception) -> None:
        fault = "cannot be read" if kind in ("missing", "closed") else "is not valid TOML"
        super().__init__(f"{path} {fault}: {reason}.", "file", str(path))
        self.kind, self.reason, self.cause = kind, reason, cause


def read_toml(path: str | Path) -> dict:
    """What a TOML file holds. Raises UnreadableFile, for the caller to word where it knows better.

    >>> list(read_toml(data_path("facts.toml")))[:2]
    ['on', 'direction']
    >>> read_toml("no_such.toml")
    Traceback (most recent call last):
    ...
    sanctionslab.files.UnreadableFile: no_such.toml cannot be read: No such file or directory.
    """
    try:
        content = path_of(path).read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(path, "missing", str(error.strerror), error) from None
    except OSError as error:
        raise UnreadableFile(path, "closed", str(error.strerror), error) from None
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, "no text", str(error), error) from None
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a ValueError
        raise UnreadableFile(path, "no TOML", str(error), error) from None


def read_csv(path: str | Path) -> list[dict[str, str]]:
    """The rows of a CSV file of the kit, each a text by column; a blank is an empty text.

    Raises UnreadableFile, which names a file that is not there.

    >>> read_csv(data_path("items.csv"))[0]["key"]
    'luxury_automobile'
    """
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        kind: Trouble = "missing" if isinstance(error, FileNotFoundError) else "closed"
        raise UnreadableFile(path, kind, str(error.strerror), error) from None


def as_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula and no terminal for a command, on one line.

    >>> as_cell("=1+1"), as_cell("Ada"), as_cell(1)
    ("'=1+1", 'Ada', 1)
    """
    if not isinstance(value, str):
        return value
    line = visible(" ".join(value.split()))
    return f"'{line}" if line.startswith(FORMULA_SIGNS) else line


def from_cell(text: str) -> str:
    """What as_cell made a cell of, but for its blanks: the mark goes where it put one.

    >>> from_cell("'=1+1"), from_cell("'t Hooft")
    ('=1+1', "'t Hooft")
    """
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_SIGNS) else text


# Places, and what is written there


def is_taken(place: str | Path) -> bool:
    """Whether something stands in a place already: a file, or a folder that is not empty.

    >>> is_taken(data_path()), is_taken("no such folder")
    (True, False)
    """
    place = Path(place)
    return place.is_file() or (place.is_dir() and any(place.iterdir()))


def path_of(given: object) -> Path:
    """A path from what was given. Raises KitError for what can name no place.

    >>> path_of("notes/my case.toml").name
    'my case.toml'
    """
    fault = ""
    if not isinstance(given, (str, Path)):
        fault = f"not {type(given).__name__}"
    elif "\0" in str(given):
        fault = "and no name has a NUL in it"
    elif not _can_be_named(str(given)):
        fault = "and half a letter is in it"
    if fault:
        message = f'A place is named by a text such as "my case.toml", {fault}.'
        raise KitError(message, "path", given)
    return Path(given)  # type: ignore[arg-type]


def _can_be_named(text: str) -> bool:
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return True


def begins_with(path: Path, line: str) -> bool:
    """Whether this is the first line of a file: the mark of what the kit itself has written.

    Raises OSError if the file cannot be read.

    >>> begins_with(data_path("items.csv"), "# Written by hand")
    False
    """
    with path.open("rb") as file:
        return file.readline().rstrip() == line.rstrip().encode()


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
