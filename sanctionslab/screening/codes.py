"""HS codes as customs tables write them, lost zeros and national digits included."""

from __future__ import annotations

import re

from ..errors import shown
from ..vocabulary import headings
from .cells import is_missing, text_of

LENGTHS = (2, 4, 6, 8, 10, 12, 13)  # of codes with the digits that States and unions add
IN_TWO_WAYS = {7: "one national digit follows", 9: "three national digits follow"}
IN_TWO_WAYS[11] = "five national digits follow"
SPECIAL = ("98", "99")  # chapters that States fill as they like

# "HS 8703", "8703 - Cars", "8703, cars", "8703 cars"; confidential in Eurostat: 27XXXXXX
PREFIX = re.compile(r"HS ?(?=\d)", re.IGNORECASE)
DESCRIBED = re.compile(r"(\d[\d. ]*?)\s*[-\u2013\u2014:,;]\s*[^\W\d].*", re.DOTALL)
WITH_WORDS = re.compile(r"(\d\d+) +[^\W\d].*", re.DOTALL)
CONFIDENTIAL = re.compile(r"(\d\d(?:\d\d){0,2})[Xx]+")
UNSPECIFIED = re.compile(r"(9[89]\d{0,2})[A-Z]{1,2}", re.IGNORECASE)  # 9999AA of UN Comtrade


def code(raw: object, length: int = 0) -> str | None:
    """An HS code of 2, 4 or 6 digits from text or a number; None if it is missing.

    Dots and spaces are dropped, a lost leading zero is put back where that gives a heading of the
    HS, national digits after the sixth are left out. Raises ValueError with the reason for anything
    else: a heading that no edition of the HS has had, and 7, 9 or 11 digits, which can be read in
    two ways, unless the first is a zero. `length` says how long all codes of the table are: one
    that is a digit shorter has lost its zero.

    >>> code("8703.21"), code(101), code("2204.21.0010"), code("87032190"), code("HS 8703 - cars")
    ('870321', '0101', '220421', '870321', '8703')
    >>> code("010121000"), code("870323530", length=9), code("30614000", length=9)
    ('010121', '870323', '030614')
    >>> code("30617000")
    Traceback (most recent call last):
    ...
    ValueError: '30617000' is no HS code: no edition of the HS has a heading 3061; was a zero lost \
at the beginning (0306)?
    """
    if is_missing(raw):
        return None
    digits = _digits(raw, length)
    if len(digits) in (1, 3, 5) or len(digits) + 1 == length:
        digits = _with_its_zero(raw, digits)
    # Such a chapter has no headings of the HS to be checked by.
    if digits[:2] in SPECIAL:
        return digits[:6]
    # The HS begins with chapter 01, and keeps 77 free.
    if len(digits) not in (*LENGTHS, *IN_TWO_WAYS) or digits[:2] in ("00", "77"):
        raise ValueError(f"{shown(raw)} is no HS code of 2 to 13 digits in chapters 01 to 97")
    if len(digits) > 2 and digits[:4] not in headings():
        raise ValueError(f"{shown(raw)} is no HS code: {_no_heading(digits)}")
    return digits[:6]


def is_code(text: str, length: int = 0) -> bool:
    """Whether a text is an HS code, as `code` reads it.

    >>> is_code("8703"), is_code("7812")
    (True, False)
    """
    try:
        return code(text, length) is not None
    except ValueError:
        return False


def _no_heading(digits: str) -> str:
    why = f"no edition of the HS has a heading {digits[:4]}"
    if f"0{digits[:3]}" in headings():
        return f"{why}; was a zero lost at the beginning (0{digits[:3]})?"
    return f"{why}; is it of another classification?"


def _digits(raw: object, length: int) -> str:
    """The digits of a code, without what publishers write around them. Raises ValueError."""
    text = PREFIX.sub("", re.sub(r"\.0$", "", text_of(raw)), count=1)
    for pattern in (DESCRIBED, WITH_WORDS, CONFIDENTIAL, UNSPECIFIED):
        if match := pattern.fullmatch(text):
            text = match[1]
            break
    parts = [part for part in re.split(r"[.\s]", text) if part]
    digits = "".join(parts)
    if not (digits.isdecimal() and digits.isascii()):
        is_sum = text.upper() in ("TOTAL", "ALL")
        more = "; it stands for a sum over all goods" if is_sum else ""
        raise ValueError(f"{shown(raw)} is no HS code{more}")
    if any(len(part) % 2 for part in parts[1:]):
        raise ValueError(
            f"{shown(raw)} is no HS code: after a dot stand two or four digits; "
            "was it read as a number with decimals?"
        )
    # Dots, the length of the column's codes or a zero in front show how such a code is meant.
    is_plain = len(parts) == 1 and not digits.startswith("0")
    is_known_length = len(digits) in (length, length - 1)
    if len(digits) in IN_TWO_WAYS and is_plain and not is_known_length:
        raise ValueError(
            f"{shown(raw)} has {len(digits)} digits: a leading zero was lost, "
            f"or {IN_TWO_WAYS[len(digits)]} the six; give the first six digits"
        )
    return digits


def _with_its_zero(raw: object, digits: str) -> str:
    """The code with the zero that it lost, if there is a heading for which it could have."""
    whole = "0" + digits
    if len(whole) > 2 and whole[:4] not in headings():
        raise ValueError(
            f"{shown(raw)} is no HS code: it has {len(digits)} digits, and no heading {whole[:4]} "
            "exists for which a zero could be lost; write 2, 4 or 6 digits, such as 0303 or 8703"
        )
    return whole
