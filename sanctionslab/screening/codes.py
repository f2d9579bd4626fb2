"""HS codes as customs tables write them, lost zeros and national digits included."""

from __future__ import annotations

import re

from ..errors import shown
from .cells import is_missing, text_of

# the last heading of each chapter whose number begins with a zero
LAST_HEADINGS = {
    "01": 6,
    "02": 10,
    "03": 9,
    "04": 10,
    "05": 11,
    "06": 4,
    "07": 14,
    "08": 14,
    "09": 10,
}


def code(raw: object) -> str | None:
    """An HS code of 2, 4 or 6 digits from text or a number; None if it is missing.

    Dots and spaces are dropped, a lost leading zero is put back where that gives a heading of the
    HS, national digits after the sixth are left out. Raises ValueError with the reason for anything
    else, and for 7 or 9 digits, which can be read in two ways.

    >>> code("8703.21"), code(101), code("2204.21.0010"), code("87032190")
    ('870321', '0101', '220421', '870321')
    """
    if is_missing(raw):
        return None
    digits = _digits(raw)
    if len(digits) % 2:
        digits = _with_its_zero(raw, digits)
    if not 2 <= len(digits) <= 10 or digits[:2] in ("00", "77"):
        raise ValueError(f"{shown(raw)} is no HS code of 2 to 10 digits in chapters 01 to 97")
    return digits[:6]


def _digits(raw: object) -> str:
    text = re.sub(r"\.0$", "", text_of(raw))
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
    if len(digits) in (7, 9) and len(parts) == 1:
        national = (
            "one national digit follows" if len(digits) == 7 else "three national digits follow"
        )
        raise ValueError(
            f"{shown(raw)} has {len(digits)} digits: a leading zero was lost, "
            f"or {national} the six; give the first six digits"
        )
    return digits


def _with_its_zero(raw: object, digits: str) -> str:
    """The code with the zero that it lost, if there is a heading for which it could have."""
    whole = "0" + digits
    if 2 < len(whole) <= 10 and not 1 <= int(whole[2:4]) <= LAST_HEADINGS.get(whole[:2], 0):
        raise ValueError(
            f"{shown(raw)} is no HS code: it has {len(digits)} digits, and no heading {whole[:4]} "
            "exists for which a zero could be lost; write 2, 4 or 6 digits, such as 0303 or 8703"
        )
    return whole
