"""One reader of TOML and one of CSV.

Whoever reads a file words its own refusals: `read_toml` says what kind of trouble there is.
"""

import csv
import functools
import tomllib
from datetime import date
from pathlib import Path
from typing import Literal

from ..errors import KitError
from .places import data_path, path_of

Trouble = Literal["missing", "closed", "no text", "no TOML"]


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
    sanctionslab.files.reading.UnreadableFile: no_such.toml cannot be read: No such file or \
directory.
    """
    try:
        content = path_of(path).read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(path, "missing", str(error.strerror), error) from None
    except OSError as error:
        raise UnreadableFile(path, "closed", str(error.strerror), error) from None
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, "no text", str(error), error) from None
    return toml_in(text, path)


def toml_in(text: str, name: str | Path) -> dict:
    """What a text of TOML holds. Raises UnreadableFile with its `name` if it is none.

    >>> toml_in("on = 2024-02-18", "a line")
    {'on': datetime.date(2024, 2, 18)}
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a ValueError
        raise UnreadableFile(name, "no TOML", str(error), error) from None


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


def begins_with(path: Path, line: str) -> bool:
    """Whether this is the first line of a file: the mark of what the kit itself has written.

    Raises OSError if the file cannot be read.

    >>> begins_with(data_path("items.csv"), "# Written by hand")
    False
    """
    with path.open("rb") as file:
        return file.readline().rstrip() == line.rstrip().encode()
