"""Places: where the kit's data is, and what can name a file or a folder."""

import functools
import os
from pathlib import Path

from ..errors import KitError, shown


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
        here = Path(__file__).resolve().parents[1]  # the package
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


def is_taken(place: str | Path) -> bool:
    """Whether something stands in a place already: a file, or a folder that is not empty.

    >>> is_taken(data_path()), is_taken("no such folder")
    (True, False)
    """
    place = Path(place)
    return place.is_file() or (place.is_dir() and any(place.iterdir()))
