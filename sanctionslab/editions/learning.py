"""The learner edition: a copy of what a learner needs and of nothing else.

It is the same byte for byte wherever it is made, and refused if a solution is found in it.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from ..errors import first_few
from ..files import STAMP, written_whole, zipped
from .answerless import without_answers
from .gate import leaks, solutions
from .notebooks import unspoilt
from .source import (
    NOTEBOOKS,
    EditionError,
    contents,
    left_out,
    new_folder,
    not_written,
    own_text,
    repository,
    unused,
)

# What a learner gets, with the files that the data package names.
LEARNER = (
    "sanctionslab/**/*.py",
    "sanctionslab/**/*.pyi",
    "sanctionslab/py.typed",
    "sanctionslab/**/*.css",
    "sanctionslab/**/*.html",
    "sanctionslab/**/*.js",
    "sanctionslab/**/*.mjs",
    *NOTEBOOKS,
    "pyproject.toml",
    "requirements.txt",
    "LICENSE",
    "CITATION.cff",
)
README = "teaching/for_learners.md"  # stands where the repository has the page for everybody
EXERCISES = "data/exercises.toml"
LEAKS_SHOWN = 5  # leaks that a message lists


def learner_files(root: str | Path | None = None, *, answers: bool = True) -> dict[str, bytes]:
    """What a learner gets: the content of every file by its name, sorted.

    Arguments: `root`, a full copy of the repository, or None for this one; `answers`, whether the
    exercises tell at once what is right, or record what is answered for the teacher.
    Raises EditionError, with the places, if a solution is in it.

    >>> learner_files("no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    root = repository(root)
    files = contents(root, [*LEARNER, *data_names(root)])
    files["README.md"] = own_text(root, README).encode()
    for name in files:
        if name.endswith(".ipynb"):
            files[name] = unspoilt(files[name])
    if not answers:
        files[EXERCISES] = without_answers(files[EXERCISES])
    if places := leaks(files, solutions(root)):
        raise EditionError(
            "The learner edition was not made, because it would hold solutions: "
            f"{first_few(places, LEAKS_SHOWN, '; ')}. Put the dots back there.",
            "leak",
            places,
        )
    return dict(sorted(files.items()))


def data_names(root: Path) -> list[str]:
    """The names of the files of data: the data package, and what it lists."""
    package = "data/datapackage.json"
    resources = json.loads((root / package).read_text(encoding="utf-8"))["resources"]
    paths = [resource["path"] for resource in resources]
    names = [name for path in paths for name in ([path] if isinstance(path, str) else path)]
    return [package, *(f"data/{name}" for name in names)]


def not_for_learners(root: str | Path | None = None) -> list[str]:
    """What lies beside the files of the learner edition and does not go out, by name, sorted.

    Argument: `root` as for learner_files.

    >>> not_for_learners("no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    root = repository(root)
    return left_out(root, contents(root, [*LEARNER, *data_names(root)]))


def learner(place: str | Path, root: str | Path | None = None, *, answers: bool = True) -> Path:
    """Make the learner edition. Returns the path of what was made.

    Arguments: `place`, a new or empty folder, or the name of a new zip file; `root` and
    `answers` as for learner_files. Two runs over the same source give the same bytes: names are
    sorted, times and rights fixed, nothing is compressed. Raises EditionError if something stands
    in the place already, or if a solution would leak.

    >>> learner("learners.zip", "no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    place = unused(place, "folder or zip file")
    files = learner_files(root, answers=answers)
    if place.suffix.lower() == ".zip":
        write_zip(files, place)
    else:
        with new_folder(place) as unfinished:
            write_folder(files, unfinished)
    return place


def write_zip(files: dict[str, bytes], place: Path) -> None:
    """Write files by their names into a new zip file, whole or not at all."""
    entries = sorted((f"sanctionslab/{name}", content) for name, content in files.items())
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(place) as unfinished:
            unfinished.write_bytes(zipped(entries))
    except OSError as error:
        raise not_written(place, error) from None


def write_folder(files: dict[str, bytes], place: Path) -> None:
    """Write files by their names into a folder, with the times and rights that they have in a zip.

    Folders get theirs last: writing into one changes its time.
    """
    moment = datetime(*STAMP, tzinfo=UTC).timestamp()
    folders = {place}
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o644)
        os.utime(path, (moment, moment))
        folders.update(parent for parent in path.parents if parent.is_relative_to(place))
    for folder in sorted(folders, reverse=True):
        folder.chmod(0o755)
        os.utime(folder, (moment, moment))
