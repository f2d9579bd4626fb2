"""Reporter, partner, flow and classification: who traded with whom, which way, in which codes."""

from __future__ import annotations

import functools
import re
import unicodedata

from ..errors import shown
from ..files import data_path, read_csv
from .cells import UNKNOWN_CELL, Cell, is_missing, text_of

# flows as UN Comtrade and its forerunners write them: letters, names, numbers
IN = {
    *("M", "FM", "RM", "MIP", "MOP", "I", "IM", "IMP", "IMPORT", "IMPORTS"),
    *("RE-IMPORT", "RE-IMPORTS", "FOREIGN IMPORT"),
    "IMPORT OF GOODS FOR INWARD PROCESSING",
    "IMPORT OF GOODS AFTER OUTWARD PROCESSING",
    *("1", "4"),
}
OUT = {
    *("X", "DX", "RX", "XIP", "XOP", "E", "EX", "EXP", "EXPORT", "EXPORTS"),
    *("RE-EXPORT", "RE-EXPORTS", "DOMESTIC EXPORT"),
    "EXPORT OF GOODS AFTER INWARD PROCESSING",
    "EXPORT OF GOODS FOR OUTWARD PROCESSING",
    *("2", "3"),
}

# ' and ` and what stands for them: two quotation marks, a modifier letter, an acute accent
APOSTROPHES = re.compile("['`\u2019\u2018\u02bc\u00b4]")

DPRK, GROUP, OTHER_COUNTRY = "dprk", "group", "other"


def side(raw: object) -> Cell:
    """What a reporter or a partner is: the DPRK, another country, or a group.

    What is not in the list may be the DPRK under another name: it clears no row.
    """
    if is_missing(raw) and str(raw).strip().lower() != "na":  # "NA" is Namibia
        return UNKNOWN_CELL
    text = re.sub(r"\.0$", "", text_of(raw))
    meaning = meaning_of_names().get(words_of(text))
    if meaning is None:
        return Cell(GROUP, note=f'"{text}" is not recognised as a country')
    return Cell(meaning)


def flow(raw: object) -> Cell:
    """Which way goods went, seen from the reporter. Raises ValueError for what is no flow."""
    if is_missing(raw):
        return UNKNOWN_CELL
    name = text_of(raw).upper()
    if name in IN:
        return Cell("in")
    if name in OUT:
        return Cell("out")
    raise ValueError(f"{shown(raw)} is no flow; M (imports) and X (exports) are")


def classification(raw: object) -> Cell:
    """Of which classification the code is. Raises ValueError for any other than the HS."""
    if is_missing(raw) or re.fullmatch(r"H[0-6]|HS ?(\d{4})?", text_of(raw).upper()):
        return Cell("hs")
    raise ValueError(
        f"{shown(raw)} is not the Harmonized System (H0 to H6, or HS), "
        "so the code of the goods is no HS code"
    )


SIDE_READERS = {"reporter": side, "partner": side, "flow": flow, "partner2": side}


@functools.cache
def meaning_of_names() -> dict[str, str]:
    """What the names, letters and numbers of data/countries.csv stand for.

    The DPRK, another country, or a group that may take the DPRK in.
    """
    meanings: dict[str, str] = {}
    for row in read_csv(data_path("countries.csv")):
        names = row["key"], row["iso2"], *row["m49"].split(";"), *row["names"].split(";")
        meanings.update(dict.fromkeys(map(words_of, names), _meaning(row)))
    del meanings[""]
    return meanings


def _meaning(row: dict[str, str]) -> str:
    if row["key"] == "PRK":
        return DPRK
    return GROUP if row["kind"] == "group" else OTHER_COUNTRY


def words_of(name: str) -> str:
    """A name as its words in order of the alphabet, without case, accents and punctuation.

    >>> words_of("Korea (the Democratic People's Republic of)")
    'democratic korea peoples republic'
    >>> words_of("'0408"), words_of("The Gambia")
    ('408', 'gambia')
    """
    letters = unicodedata.normalize("NFKD", APOSTROPHES.sub("", name.casefold()))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.findall(r"\w+", plain)
    if len(words) > 1:
        return " ".join(sorted(word for word in words if word not in ("the", "of", "and")))
    word = words[0] if words else ""
    if word.isdecimal():
        return word.lstrip("0") or "0"
    return word
