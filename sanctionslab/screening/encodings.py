"""The encoding of a table of text: tried in order, on the whole file, until one fits."""

from __future__ import annotations

import codecs
from pathlib import Path

from ..errors import KitError
from .formats import format_of, formats
from .unpacked import content

BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # with which a file in UTF-16 begins
PART = 1 << 20
DELIMITERS = ",;\t|"
EVERYWHERE = ("cp1252", "iso-8859-1")  # of western Europe; the second fits any file


def encoding_of(path: Path, kinds: tuple[str, ...]) -> str:
    """The encoding of the text in a file, which may be packed; `kinds` are the endings of tables.

    UTF-16 is known by its mark and UTF-8 by its form. Then the encodings of a publisher are tried,
    where the headings make sense in one; then those of western Europe.
    Raises KitError for a file that is no text.
    """
    with content(path, kinds) as table:
        head = table.file.read(PART)
    if head.startswith(BOMS):
        return "utf-16"
    if b"\0" in head:
        raise KitError(
            f"{path} is no table of text. If it is text in UTF-16, say so with --encoding utf-16.",
            "file",
            path,
        )
    tried = ("utf-8-sig", *_of_publishers(head), *EVERYWHERE)
    return next(encoding for encoding in tried if _fits(path, kinds, encoding))


def _of_publishers(head: bytes) -> list[str]:
    """The encodings in which the first line has the headings of a publisher who uses them."""
    line = head.partition(b"\n")[0]
    encodings = []
    for form in formats().values():
        for encoding in form.encodings:
            headings = _split(line.decode(encoding, errors="replace"))
            if format_of(headings) == form and form.knows(headings):
                encodings.append(encoding)
    return encodings


def _split(line: str) -> list[str]:
    return line.strip().split(delimiter_of(line))


def delimiter_of(line: str) -> str:
    """What parts the columns of a line, of the usual four the most frequent."""
    return max(DELIMITERS, key=line.count)


def _fits(path: Path, kinds: tuple[str, ...], encoding: str) -> bool:
    """Whether the whole file can be read in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with content(path, kinds) as table:
        try:
            while part := table.file.read(PART):
                decoder.decode(part)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
