"""The gate: no solution where a learner looks."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..classroom import MIME
from ..files import UnreadableFile, read_toml
from .checks import checks_in
from .source import EditionError, repository

KEPT_BACK = re.compile(r"teaching/|tests/(?!nbval\.cfg)")
DEEPEST = 4  # archives in each other
LARGEST = 200_000_000  # bytes that an archive comes to when unpacked
TELLING_LETTERS = 40  # from so many letters on, a piece of text is taken to be the solution's own

Trace = tuple[str, str]  # an exercise, and a text without spaces and quotes that gives it away


def solutions(root: str | Path | None = None) -> dict[str, dict[str, str]]:
    """The solutions by exercise: the `answer`, an expression for the dots, and `why` it is right.

    Arguments: `root`, a full copy of the repository, or None for this one. Raises EditionError for
    an entry that is not complete.

    >>> solutions("no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    path = repository(root) / "teaching" / "solutions.toml"
    try:
        entries = read_toml(path)
    except UnreadableFile as error:
        raise EditionError(str(error), "solutions", str(path)) from None
    for id_, entry in entries.items():
        if not isinstance(entry, dict) or set(entry) != {"answer", "why"}:
            raise EditionError(
                f'Solution "{id_}" needs an answer and a why, and nothing else.',
                "solution",
                id_,
                ("answer", "why"),
            )
    return entries


def leaks(
    place: str | Path | Mapping[str, bytes],
    answers: Mapping[str, Mapping[str, str]] | None = None,
) -> list[str]:
    """Where solutions can be found in what is meant for learners, in order.

    Arguments: `place`, a folder, a zip file, a wheel, or a dict of contents by name; `answers` as
    solutions() gives them, or None for those of this repository. Returns one sentence for each
    place. Raises EditionError if there is no such place.

    It looks for the solutions' text in every file, in sources, outputs and metadata of notebooks
    and in archives inside; for exercises that somebody answered; for answers recorded in outputs;
    and for files that are kept back.

    >>> answers = {"09.1": {"answer": "12", "why": "There are twelve."}}
    >>> dots, solved = b'check("09.1", ...)', b'check("09.1", 12)'
    >>> leaks({"a.txt": dots, "b.txt": solved, "teaching/guide.md": b""}, answers)
    ['b.txt shows the solution of 09.1', 'teaching/guide.md is kept back from learners']
    """
    marks = marks_of(solutions() if answers is None else answers)
    sentences = [
        f"{name} {fault}"
        for name, content in files_of(place)
        for fault in faults_in(name, content, marks)
    ]
    return list(dict.fromkeys(sentences))


def files_of(place: str | Path | Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The names and contents of the files in a place."""
    if isinstance(place, Mapping):
        yield from place.items()
        return
    place = Path(place)
    if place.is_dir():
        for path in sorted(place.rglob("*")):
            if path.is_file():
                yield path.relative_to(place).as_posix(), path.read_bytes()
    elif place.is_file():
        yield place.name, place.read_bytes()
    else:
        raise EditionError(
            f"{place} does not exist, so it cannot be searched for solutions.", "place", str(place)
        )


def marks_of(answers: Mapping[str, Mapping[str, str]]) -> list[Trace]:
    """What gives a solution away: its line, and each sentence that is long enough to tell apart."""
    marks = []
    for id_, entry in answers.items():
        answer = bare(entry["answer"])
        # An answer stands in the call of check, or is assigned above it. By itself it may be any
        # word of the page.
        if answer != "...":  # dots stand where the teacher alone has the answer
            marks.append((id_, f"check({id_},{answer})"))
            marks.append((id_, f"={answer}sl.check({id_}"))
        sentences = re.split(r"(?<=[.;:?!])\s+", f"{entry['answer']}\n{entry['why']}")
        marks += [(id_, mark) for mark in map(bare, sentences) if len(mark) >= TELLING_LETTERS]
    return marks


def bare(text: str) -> str:
    """Text without what may change on the way: spaces, quotes, backslashes, HTML entities.

    >>> bare('check( &quot;02.3&quot;, 12 )')
    'check(02.3,12)'
    """
    plain = "".join(html.unescape(text).split())
    for quote in "\"'\\`":
        plain = plain.replace(quote, "")
    return plain


def faults_in(name: str, content: bytes, marks: list[Trace], depth: int = 0) -> Iterator[str]:
    """What is wrong with a file, each time as the rest of a sentence that its name begins."""
    if KEPT_BACK.search(name):
        yield "is kept back from learners"
    # Both: a text may begin so, and a picture may end as an archive does.
    if content[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(content)):
        yield from faults_in_archive(content, marks, depth)
        return
    text = content.decode("utf-8", "replace")  # what is no text is searched all the same
    if name.endswith(".ipynb"):
        yield from faults_in_notebook(text, marks)
    else:
        yield from shown_in([("", text)], marks)


def faults_in_archive(content: bytes, marks: list[Trace], depth: int) -> Iterator[str]:
    """What is wrong with the files in an archive, and in the archives among them."""
    if depth == DEEPEST:
        yield f"lies in more than {DEEPEST} archives in each other, so it cannot be cleared"
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                size = LARGEST // 1_000_000
                yield f"holds more than {size} MB when unpacked, so it cannot be cleared"
                return
            unpacked = {name: archive.read(name) for name in sorted(archive.namelist())}
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError):
        yield "is an archive that cannot be unpacked, so it cannot be cleared"
        return
    for inside, file in unpacked.items():
        for fault in faults_in(inside, file, marks, depth + 1):
            yield f"holds {inside}, which {fault}"


def faults_in_notebook(text: str, marks: list[Trace]) -> Iterator[str]:
    """What is wrong with a notebook. It may be broken: then it is searched as plain text."""
    pieces = [("", text)]
    try:
        notebook = json.loads(text)  # not nbformat: nothing in the file may go unseen
        pieces = [(f" in {place}", piece) for place, piece in texts_in(notebook)]
        yield from answered_in(notebook)
    except (ValueError, AttributeError, TypeError, RecursionError):
        yield "cannot be read as a notebook, so it cannot be cleared"
    yield from shown_in(pieces, marks)


def shown_in(pieces: Iterable[tuple[str, str]], marks: list[Trace]) -> Iterator[str]:
    """The solutions that pieces of text show. A piece is (where it stands, its text)."""
    plain = [(place, bare(piece)) for place, piece in pieces]
    whole = "\n".join(piece for _, piece in plain)  # no mark has a line's end in it
    found = [(id_, mark) for id_, mark in marks if mark in whole]
    for place, piece in plain if found else ():
        for id_, mark in found:
            if mark in piece:
                yield f"shows the solution of {id_}{place}"


def answered_in(notebook: dict) -> Iterator[str]:
    """Exercises that somebody answered: the dots are gone, or the output holds an answer."""
    for number, cell in enumerate(notebook.get("cells", ()), start=1):
        if cell.get("cell_type") == "code":
            ids, dots = checks_in("".join(cell.get("source", ())))
            if len(ids) > len(dots):
                yield f"has an answer to {ids[0]} in the source of cell {number}"
        for output in cell.get("outputs", ()):
            recorded = output.get("data", {}).get(MIME)
            if recorded is not None and recorded.get("answer") is not None:
                yield f"has an answer to {recorded.get('exercise')} in the outputs of cell {number}"


def texts_in(value: object, place: str = "its metadata") -> Iterator[tuple[str, str]]:
    """Every piece of text in a notebook with the place that it stands in; keys are text too."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        if value and all(isinstance(part, str) for part in value):
            yield place, "".join(value)  # one text, kept as its lines
        else:
            for part in value:
                yield from texts_in(part, place)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield place, key
            if key == "cells" and isinstance(part, list):
                yield from texts_in_cells(part)
            else:
                yield from texts_in(part, place)


def texts_in_cells(cells: list) -> Iterator[tuple[str, str]]:
    """Every piece of text in cells; what is neither source nor output counts as metadata."""
    for number, cell in enumerate(cells, start=1):
        for field, value in cell.items():
            part = field if field in ("source", "outputs") else "metadata"
            yield from texts_in(value, f"the {part} of cell {number}")
