"""Answers that can be opened after an honest try: out of sight in the data, and no secret.

What is sealed is packed and not encrypted: it is to keep an answer from being read by chance.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from typing import NamedTuple


class Opened(NamedTuple):
    """An answer that was opened: as one would write it, and why it is right."""

    answer: str
    why: str


def sealed_text(answer: str, why: str) -> str:
    """An answer and its reason packed into letters and digits.

    >>> unsealed(sealed_text('"2397:7"', "It takes the chapters."))
    Opened(answer='"2397:7"', why='It takes the chapters.')
    """
    packed = zlib.compress(json.dumps([answer, why]).encode("utf-8"), 9)
    return base64.b85encode(packed).decode("ascii")


def unsealed(text: str) -> Opened | None:
    """What sealed_text packed, or None where nothing readable is packed."""
    try:
        answer, why = json.loads(zlib.decompress(base64.b85decode(text)))
    except (ValueError, TypeError, zlib.error, binascii.Error):
        return None
    return Opened(str(answer), str(why))
