"""Files: where the kit's data is, one reader of TOML and one of CSV, and careful writers.

Whoever reads a file words its own refusals: `read_toml` says what kind of trouble there is.
"""

import csv
import errno
import functools
import os
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal

from .errors import KitError

Trouble = Literal["missing", "closed", "no text", "no TOML"]

STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip file can hold


def data_path(*parts: str) -> Path:
    """The path of a file of the kit's data, in a checkout and in an installed wheel alike.

    >>> data_path("facts.toml").name
    'facts.toml'
    """
    here = Path(__file__).resolve().parent
    installed = here / "data"
    base = installed if installed.is_dir() else here.parent / "data"
    return base.joinpath(*parts)


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
        with open(path, "rb") as file:
            return tomllib.load(file)
    except FileNotFoundError as error:
        raise UnreadableFile(path, "missing", str(error.strerror), error) from None
    except OSError as error:
        raise UnreadableFile(path, "closed", str(error.strerror), error) from None
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, "no text", str(error), error) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableFile(path, "no TOML", str(error), error) from None


def read_csv(path: str | Path) -> list[dict[str, str]]:
    """The rows of a CSV file of the kit, each a text by column; a blank is an empty text.

    >>> read_csv(data_path("items.csv"))[0]["key"]
    'luxury_automobile'
    """
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_taken(place: str | Path) -> bool:
    """Whether something stands in a place already: a file, or a folder that is not empty.

    >>> is_taken(data_path()), is_taken("no such folder")
    (True, False)
    """
    place = Path(place)
    return place.is_file() or (place.is_dir() and any(place.iterdir()))


@contextmanager
def written_whole(path: str | Path, *, replace: bool = False) -> Iterator[Path]:
    """A path to write to, which becomes `path` only when all is written.

    It lies beside `path`, or beside the file that `path` is a link to; if writing fails it goes,
    and what was there before stays. Arguments: `replace`, whether a file may be replaced.
    Raises FileExistsError if there is one and it may not, OSError if nothing can be written there.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     note = Path(folder, "note.txt")
    ...     with written_whole(note) as unfinished:
    ...         _ = unfinished.write_text("all of it")
    ...     note.read_text()
    'all of it'
    """
    target = Path(path).resolve()
    if not replace and target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    # A name of its own: two kernels may write the same file at once.
    unfinished = target.with_name(f".{target.name}.{os.urandom(4).hex()}.unfinished")
    unfinished.touch(exist_ok=False)
    try:
        yield unfinished
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


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
