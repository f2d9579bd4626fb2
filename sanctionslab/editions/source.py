"""Where editions come from: a full copy of the repository, or what travels with the package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from ..errors import KitError
from ..files import folder_whole, is_taken, write_whole

PACKAGE = Path(__file__).resolve().parents[1]
FULL_COPY = ("pyproject.toml", "notebooks", "teaching/solutions.toml")
FOLDERS = ("sanctionslab", "data", "notebooks")  # which an edition takes files from

# The notebooks, and what lies beside them: nothing else in that folder goes out.
NOTEBOOKS = (
    "notebooks/00_start_here.ipynb",
    "notebooks/01_the_gift.ipynb",
    "notebooks/02_the_verdict.ipynb",
    "notebooks/03_resolution_history.ipynb",
    "notebooks/04_cooperation_timeline.ipynb",
    "notebooks/05_what_if_lab.ipynb",
    "notebooks/06_screening.ipynb",
    "notebooks/07_example_case.toml",
    "notebooks/07_your_own_case.ipynb",
    "notebooks/glossary.md",
)


class EditionError(KitError):
    """An edition that cannot be made, or a place that cannot be used."""


def repository(root: str | Path | None = None) -> Path:
    """The folder of a full copy of the repository, solutions included.

    Arguments: `root`, a folder, or None for the one that this package lies in. Raises EditionError
    if it is no full copy.

    >>> repository("no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    root = PACKAGE.parent if root is None else Path(root)
    for name in FULL_COPY:
        if not (root / name).exists():
            raise EditionError(
                f'"{root}" is no full copy of the repository: it has no {name}. '
                "Install the kit from one.",
                "source",
                str(root),
            )
    return root


def shipped(name: str) -> Path:
    """A file or folder that travels with the package, in a checkout and in an installed wheel.

    >>> (shipped("notebooks") / "00_start_here.ipynb").is_file()
    True
    """
    installed = PACKAGE / name
    return installed if installed.exists() else PACKAGE.parent / name


def notebook_paths(root: str | Path | None = None) -> list[Path]:
    """The notebooks, in order. Argument: `root`, a folder that has `notebooks/`, or None.

    >>> notebook_paths()[0].name
    '00_start_here.ipynb'
    """
    folder = shipped("notebooks") if root is None else Path(root) / "notebooks"
    return sorted(path for path in folder.glob("[0-9][0-9]_*.ipynb") if not path.is_symlink())


def own_notebooks(root: Path) -> list[Path]:
    """The notebooks that go out: those of the closed list, and none that a link leads to.

    Argument: `root`, a folder that has `notebooks/`.

    >>> len(own_notebooks(shipped("notebooks").parent)) == len(notebook_paths())
    True
    """
    names = (name for name in NOTEBOOKS if name.endswith(".ipynb"))
    return [root / name for name in names if is_own(root, root / name)]


def own_text(root: Path, name: str) -> str:
    """The text of a file that goes out. Raises EditionError where a link leads to it."""
    if not is_own(root, root / name):
        raise EditionError(
            f"{name} in {root} is no file of the repository itself: a link leads to it, or it is "
            "not there. Put the file in its place.",
            "source",
            name,
        )
    return (root / name).read_bytes().decode()  # reading as text would change ends of lines


def contents(root: Path, patterns: Iterable[str]) -> dict[str, bytes]:
    """The content of files by their name inside `root`, sorted: a closed list of them.

    Arguments: `patterns`, names of files, which may have a star for a name and two for folders.
    Hidden files are no part of it, and nothing that a link leads to.
    """
    paths = {path for pattern in patterns for path in root.glob(pattern) if is_own(root, path)}
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(paths)}


def left_out(root: Path, taken: Iterable[str]) -> list[str]:
    """What lies among the files of an edition and is none of them, by name, sorted.

    Hidden files and what Python leaves behind are not told. Arguments: `taken`, the names of the
    files in the edition.
    """
    taken = set(taken)
    there = (path for folder in FOLDERS for path in (root / folder).rglob("*"))
    return sorted(
        inside.as_posix()
        for path in there
        if (path.is_symlink() or path.is_file())
        and not is_left_behind(inside := path.relative_to(root))
        and inside.as_posix() not in taken
    )


def is_own(root: Path, path: Path) -> bool:
    """Whether a path is a file of a copy of the repository itself, not one that a link leads to."""
    inside = path.relative_to(root)
    ways = [root / inside, *(root / parent for parent in inside.parents[:-1])]
    is_linked = any(way.is_symlink() for way in ways)
    return path.is_file() and not is_linked and not is_left_behind(inside)


def is_left_behind(inside: Path) -> bool:
    """Whether Python, Jupyter or the desktop has left a file."""
    return any(part.startswith(".") or part == "__pycache__" for part in inside.parts)


def unused(place: str | Path, kind: str = "folder") -> Path:
    """A place for something new. Raises EditionError if something stands there already.

    Arguments: `place`, a path; `kind`, what to name instead.
    """
    if is_taken(place):
        raise EditionError(
            f"{place} is there already and is not overwritten. Name a new {kind}.",
            "place",
            str(place),
        )
    place = Path(place)
    if place.is_dir() and place.samefile(Path.cwd()):
        raise EditionError(
            f"{place} is the folder that you are in. Name a new {kind}.", "place", str(place)
        )
    return place


@contextmanager
def new_folder(place: Path) -> Iterator[Path]:
    """A folder to fill, which becomes a place when all is in it. Raises EditionError."""
    try:
        with folder_whole(place) as unfinished:
            yield unfinished
    except OSError as error:
        raise not_written(place, error) from None


def not_written(place: Path, error: OSError) -> EditionError:
    """The error to raise where a place cannot be written."""
    return EditionError(
        f"{place} cannot be written: {error.strerror or error}. Name another place.",
        "place",
        str(place),
    )


def asset(name: str) -> str:
    """The text of a file of `assets/`: what pages look like, and what they do.

    >>> asset("landing.html").splitlines()[0]
    '<!DOCTYPE html>'
    """
    place = resources.files(__package__) / "assets" / name
    return place.read_text(encoding="utf-8")


def write_text(path: Path, text: str) -> None:
    """Write a text that was made from others, over the one that was made before."""
    write_whole(path, text, replace=True)
