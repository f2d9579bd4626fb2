"""Paragraphs of resolutions, and rows of the data, as people name them in a text."""

from __future__ import annotations

import functools
import re
import unicodedata

from ..law import law
from .plain import DASHES

NOISE_WORDS = (
    "security council",
    "unscr",
    "unsc",
    "un",
    "resolutions?",
    "res",
    "scr",
    "of the",
    "the",
    "operative",
    "sub-?paragraphs?",
    "paragraphs?",
    "paras?",
    "pars?",
    "clause",
    "number",
    "no",
    "nr",
    "item",
    "adopted",
)
NOISE = re.compile(
    rf"\b(?:{'|'.join(NOISE_WORDS)})\b\.?"
    r"|\bop\b\.?|\bop(?=\d)"
    "|[\u00a7\u00b6#\"'`\u201c\u201d\u2018\u2019\\[\\]{}]"
)

# "2397", "2397 (2017)"
RESOLUTION = r"(?<!\d)(\d{4})(?!\d)(?:\s*\(?(?:19|20)\d\d\)?(?!\d))?"
# "7", "8 (a)", "8(a)(iii)"
PARAGRAPH = (
    r"\(?(?<!\d)(\d{1,2})(?!\d)\)?"
    r"(?:\s*\(?([a-h])\)?(?:\s*\(?(i{1,3}|iv|v)\)?)?)?(?![a-z0-9])"
)
REFERENCE = re.compile(
    rf"{RESOLUTION}[\s:,./-]*{PARAGRAPH}\)?"
    rf"|{PARAGRAPH}\)?\s*,?\s*(?:of|in|from)\s*{RESOLUTION}"
)

ROW = re.compile(r"\b(kh|qv|t)[\s_-]?0*(\d{1,3})([a-z]?)\b", re.IGNORECASE)


def paragraphs_in(text: str) -> tuple[list[str], str]:
    """The ids of paragraphs that a text names, and what is left of the text without them.

    >>> paragraphs_in("Paragraph 7 of resolution 2397 bars it, and so does 1718 OP 8 (a) (iii).")
    (['1718:8(a)(iii)', '2397:7'], 'bars it, and so does .')
    """
    text = re.sub(DASHES, "-", unicodedata.normalize("NFKC", text).casefold())
    text = NOISE.sub(" ", text.replace("s/res/", " "))
    ids = set()

    def take(match: re.Match[str]) -> str:
        id_ = _paragraph_id(*match.groups())
        if id_ is None:
            return match[0]
        ids.add(id_)
        return " "

    rest = REFERENCE.sub(take, re.sub(r"\s+", " ", text))
    return sorted(ids), re.sub(r"\s+", " ", rest).strip()


def _paragraph_id(
    number: str | None,
    paragraph: str,
    letter: str,
    roman: str,
    paragraph2: str,
    letter2: str,
    roman2: str,
    number2: str,
) -> str | None:
    """The id in what one of the two orders of REFERENCE matched, or None if the law has no such
    resolution."""
    if number is None:
        number, paragraph, letter, roman = number2, paragraph2, letter2, roman2
    if number not in resolution_numbers():
        return None
    inner = "".join(f"({part})" for part in (letter, roman) if part)
    return f"{number}:{int(paragraph)}{inner}"


@functools.cache
def resolution_numbers() -> frozenset[str]:
    """The numbers of the resolutions in the law, as text."""
    numbers = (resolution.number for resolution in law().resolutions)
    return frozenset(str(number) for number in numbers if number)


def rows_in(text: str) -> list[str]:
    """The ids of claims and events that a text names.

    >>> rows_in("kh25 and T-9, but not KHL-7")
    ['KH-25', 'T-09']
    """
    rows = ROW.findall(text)
    return sorted({f"{kind.upper()}-{int(number):02}{part.lower()}" for kind, number, part in rows})
