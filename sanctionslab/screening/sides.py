"""Reporter, partner, flow and classification: who traded with whom, which way, in which codes."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum

from ..errors import KitError, shown
from ..files import data_path, read_csv
from ..vocabulary import regime
from .cells import UNKNOWN_CELL, Cell, is_missing, text_of
from .formats import flow_words, squashed

M49, NO_LIST = "m49", "none"

# ' and ` and what stands for them: two quotation marks, a modifier letter, an acute accent
APOSTROPHES = re.compile("['`\u2019\u2018\u02bc\u00b4]")

IN_HS = r"H[0-6]|HS[ -]*(\d{4}(/\d\d)?)?( ?AS REPORTED)?"


class SideKind(StrEnum):
    """What a reporter or a partner is, as far as columns tell.

    A group may take in the State concerned, and so may what is in no list; of what is
    contradicted, one column says this and another that.
    """

    CONCERNED = "concerned"
    OTHER = "other"
    GROUP = "group"
    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"


def side(raw: object, system: str = M49) -> Cell:
    """What a reporter or a partner is: the State concerned, another country, or a group.

    `system` is the list by which a number is read. What is not in the list may be that State under
    another name: it clears no row.
    """
    if is_missing(raw) and str(raw).strip().lower() != "na":  # "NA" is Namibia
        return UNKNOWN_CELL
    text = re.sub(r"\.0$", "", text_of(raw))
    words = words_of(text)
    meanings = meaning_of_numbers(system) if words.isdecimal() else meaning_of_names()
    if words not in meanings:
        return Cell(SideKind.GROUP, note=f'"{text}" is not recognised as a country')
    return Cell(meanings[words])


def flow(raw: object, flows: tuple[tuple[str, str], ...] = ()) -> Cell:
    """Which way goods went, seen from the reporter. Raises ValueError for what is no flow.

    `flows` holds pairs of a value and what the table means by it, beside the usual words: numbers
    mean one thing here and another there, so none is read without them.
    """
    if is_missing(raw):
        return UNKNOWN_CELL
    word = squashed(text_of(raw))
    meanings = {**flow_words(), **dict(flows)}
    for each in (word, word.lstrip("0")):
        if each in meanings:
            return Cell(meanings[each])
    more = "; a number means different things in different files" if word.isdecimal() else ""
    raise ValueError(f"{shown(raw)} is no flow; M (imports) and X (exports) are{more}")


def classification(raw: object) -> Cell:
    """Of which classification the code is. Raises ValueError for any other than the HS."""
    if is_missing(raw) or re.fullmatch(IN_HS, text_of(raw).upper()):
        return Cell("hs")
    raise ValueError(
        f"{shown(raw)} is not the Harmonized System (H0 to H6, or HS), "
        "so the code of the goods is no HS code"
    )


SIDE_READERS: dict[str, Callable[..., Cell]] = {
    "reporter": side,
    "partner": side,
    "flow": flow,
    "partner2": side,
}


@functools.cache
def meaning_of_names() -> Mapping[str, SideKind]:
    """What names and letters stand for: the State concerned, another country, or a group.

    Source: data/countries.csv and, for names that publishers use, data/country_codes.csv.
    """
    meanings: dict[str, SideKind] = {}
    for row in _countries():
        names = row["key"], row["iso2"], *row["names"].split(";")
        meanings.update(dict.fromkeys(map(words_of, names), _meaning(row)))
    for key, row in _codes_of_publishers():
        meanings.update(dict.fromkeys(map(words_of, row["names"].split(";")), key))
    meanings.pop("", None)
    return meanings


@functools.cache
def meaning_of_numbers(system: str) -> Mapping[str, SideKind]:
    """What the numbers of a list stand for: those of M49 with UN Comtrade's, or a publisher's.

    Source: data/countries.csv for M49, data/country_codes.csv for the others. Raises KitError for
    a list that is not there; "none" is an empty one.

    >>> print(meaning_of_numbers("m49")["408"], meaning_of_numbers("china")["408"])
    concerned other
    """
    if system == M49:
        numbers = ((number, _meaning(row)) for row in _countries() for number in _m49(row))
    else:
        publishers = _codes_of_publishers()
        numbers = ((row["code"], key) for key, row in publishers if row["system"] == system)
    meanings = {words_of(number): meaning for number, meaning in numbers}
    if not meanings and system != NO_LIST:
        systems = [M49, *dict.fromkeys(row["system"] for _, row in _codes_of_publishers())]
        raise KitError(
            f'country_codes: there is no list "{system}" of numbers of countries. '
            f"Give one of {', '.join(systems)}.",
            "country_codes",
            system,
            systems,
        )
    return meanings


@functools.cache
def _countries() -> list[dict[str, str]]:
    """The rows of countries.csv. Without the State concerned all trade would be cleared."""
    rows = read_csv(data_path("countries.csv"))
    key = regime().state.country
    if key not in {row["key"] for row in rows}:
        raise KitError(
            f"regime.toml, state: country is {shown(key)}, and countries.csv has no such key. "
            "Write a row for the State concerned there.",
            "country",
            key,
        )
    return rows


@functools.cache
def _codes_of_publishers() -> list[tuple[SideKind, dict[str, str]]]:
    """The codes of publishers, each with what its country means."""
    meaning_of_key = {row["key"]: _meaning(row) for row in _countries()}
    return [(meaning_of_key[row["key"]], row) for row in read_csv(data_path("country_codes.csv"))]


def _m49(row: dict[str, str]) -> list[str]:
    return [number for number in row["m49"].split(";") if number]


def _meaning(row: dict[str, str]) -> SideKind:
    if row["key"] == regime().state.country:
        return SideKind.CONCERNED
    return SideKind.GROUP if row["kind"] == "group" else SideKind.OTHER


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
        # In one order, because lists write "Korea, Republic of" and "Republic of Korea".
        return " ".join(sorted(word for word in words if word not in ("the", "of", "and")))
    word = words[0] if words else ""
    if word.isdecimal():
        return word.lstrip("0") or "0"
    return word
