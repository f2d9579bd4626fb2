"""Who handed in what: the student behind a path, as Moodle, Canvas and teachers lay files out.

Read from names alone, from the surest sign to the weakest: a number that Moodle or Canvas gave, a
folder that is named after somebody, what a file name says beside the notebook's. Where nothing
names anybody, each folder or file is a student of its own: two are never made into one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import PurePath
from typing import NamedTuple

from .bank import exercises
from .plain import clean

# "Ada Lovelace_48211_assignsubmission_file", as a folder or in front of a file's name.
MOODLE_NAME = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)(?:_|$)"
)
# "lovelaceada_LATE_1205_99817_02_the_verdict.ipynb"
CANVAS_NAME = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<number>\d+)_\d+_.+")

# Folders that sort what is handed in and name nobody.
SORTING = re.compile(
    r"(?:(?:week|assignment|exercise|homework|hw|session|unit|part|lab|task|submission|submitted"
    r"|attempt|try|version|upload|notebook|group|section|class|course|seminar)s?"
    r"[ _-]*(?:\d+|[a-z])?|\d{1,4})$",
    re.IGNORECASE,
)
# What a file name says of its state and not of its author.
FILE_STATES = re.compile(
    r"(?i)[ _-]*\b(?:copy ?\d*|final|draft|new|old|last|fixed|done|solved|v\d+|version ?\d*)\b"
    r"|\(\d+\)|(?<=.)-\d{1,2}$"
)
A_CLASS = 3  # folders side by side with the same notebook in them are students


class Person(NamedTuple):
    """A student as the files name one.

    `name` is what people call the student; `number` the one that Moodle or Canvas gave, with
    `system` saying which of them; `late` is whether Canvas marked the file as late; `key` tells
    students apart.
    """

    name: str
    key: str
    number: str = ""
    system: str = ""
    late: bool = False


def shown_name(text: str) -> str:
    """A name of a file or a student on one line, and not too long."""
    return re.sub(r"\s+", " ", clean(text, 100)) or "(no name)"


def plain_name(text: str) -> str:
    """A name for comparing: small letters without accents, its words in order.

    >>> plain_name("Lovelace, Ada"), plain_name("Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}")
    ('ada lovelace', 'zoe')
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(sorted(re.findall(r"\w+", bare.replace("_", " "))))


def notebook_in(name: str) -> str:
    """The notebook that a file is named after, or an empty text.

    >>> notebook_in("Ada 02 The Verdict (1).ipynb"), notebook_in("homework.ipynb")
    ('02_the_verdict', '')
    """
    notebooks = dict.fromkeys(exercise.notebook for exercise in exercises().values())
    named = (book for book in notebooks if re.search(name_pattern(book), name, re.IGNORECASE))
    return next(named, "")


def name_pattern(notebook: str) -> str:
    """A pattern for the name of a notebook as students write it."""
    return re.sub("_", "[ _-]?", notebook)


def people(paths: Iterable[PurePath]) -> dict[PurePath, Person]:
    """For each path, as seen from the graded folder, the Person who handed it in.

    >>> from pathlib import PurePosixPath as Path
    >>> whose = people([Path("week1/ada_02_the_verdict.ipynb"), Path("Bob/02_the_verdict.ipynb")])
    >>> [person.name for person in whose.values()]
    ['ada', 'Bob']
    """
    every = list(paths)
    sorting = _sorting_folders(every)
    return {path: _person(path, sorting) for path in every}


def folder_person(folder: PurePath) -> Person | None:
    """Who has an empty folder, or None where its name says nobody."""
    by_number = MOODLE_NAME.match(folder.name)
    if by_number:
        return _numbered(by_number, "moodle")
    return None if SORTING.match(folder.name) else _named(folder.name)


def _person(path: PurePath, sorting: Collection[PurePath]) -> Person:
    """Whose a file is: by what says most, a platform's number, a folder, the name of the file."""
    for part in path.parts:
        by_number = MOODLE_NAME.match(part)
        if by_number:
            return _numbered(by_number, "moodle")
    by_number = CANVAS_NAME.match(path.name)
    if by_number:
        return _numbered(by_number, "canvas")
    for depth in range(1, len(path.parts)):
        folder = PurePath(*path.parts[:depth])
        if folder not in sorting:
            return _named(path.parts[depth - 1])
    author = author_in(path.name)
    if author:
        return _named(author)
    place = path.parent if len(path.parts) > 1 else PurePath(_stem(path.name))
    return Person(shown_name(place.as_posix()), f"place {place.as_posix()}")


def _numbered(match: re.Match[str], system: str) -> Person:
    late = bool(match.groupdict().get("late"))
    number = match["number"]
    return Person(shown_name(match["name"]), f"{system} {number}", number, system, late)


def _named(name: str) -> Person:
    return Person(shown_name(name), f"name {plain_name(name)}")


def author_in(name: str) -> str:
    """What a file name says beside the notebook's and its own state: often the author.

    >>> author_in("02_the_verdict_Dan-Copy1.ipynb"), author_in("02_the_verdict.ipynb")
    ('Dan', '')
    """
    stem, book = _stem(name), notebook_in(name)
    rest = re.sub(name_pattern(book), " ", stem, flags=re.IGNORECASE) if book else stem
    rest = FILE_STATES.sub(" ", rest.replace("_", " "))
    return re.sub(r"[\s_-]*\s[\s_-]*", " ", rest).strip(" _-.")


def _stem(name: str) -> str:
    return re.sub(r"(?:\.ipynb)?\.[^.]*$", "", name)


def _sorting_folders(paths: Iterable[PurePath]) -> set[PurePath]:
    """The folders that hold several students' work: by their name, or by what is in them."""
    inside: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for path in paths:
        for depth in range(1, len(path.parts)):
            inside.setdefault(path.parts[:depth], []).append(path.parts[depth:])
    return {
        PurePath(*folder)
        for folder, files in inside.items()
        if SORTING.match(folder[-1]) or _is_a_class(files)
    }


def _is_a_class(files: Iterable[tuple[str, ...]]) -> bool:
    """Whether files in a folder, each by the parts of its path, are of several students."""
    authors: set[tuple[str, str]] = set()  # what lies there itself, by notebook and author
    holders: set[tuple[str, str]] = set()  # what lies in folders there, by notebook and folder
    for *folders, name in files:
        book = notebook_in(name)
        if book and not folders and author_in(name):
            authors.add((book, author_in(name)))
        elif book and folders and not SORTING.match(folders[0]):
            holders.add((book, folders[0]))
    most_authors = max(Counter(book for book, _ in authors).values(), default=0)
    most_holders = max(Counter(book for book, _ in holders).values(), default=0)
    return most_authors > 1 or most_holders >= A_CLASS
