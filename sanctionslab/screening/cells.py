"""What a single cell of a customs table says: a period, an HS code, a side, a flow, a number."""

import csv
import functools
import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal
from math import isfinite, isnan
from typing import NamedTuple

from ..errors import shown
from ..files import as_of, data_path
from ..vocabulary import fact


class _Read(NamedTuple):
    """What a value of a column says: text for the decision, or why it cannot be read, and a remark for the reason."""

    text: str = ""
    problem: str = ""
    note: str = ""


_MISSING = ("", "na", "nan", "nat", "null")


def _missing(raw):
    return (
        raw is None
        or (isinstance(raw, float) and isnan(raw))
        or (isinstance(raw, Decimal) and raw.is_nan())
        or type(raw).__name__ in ("NaTType", "NAType")
        or (isinstance(raw, str) and raw.strip().lower() in _MISSING)
    )


def _text(raw):
    """A raw value as text; a whole number without its decimals, and without the signs by which a spreadsheet keeps text: '0303 or ="0303"."""
    if isinstance(raw, (float, Decimal)) and isfinite(raw) and raw == int(raw):
        raw = int(raw)
    text = str(raw).strip()
    kept = re.fullmatch(r"'(.*)|=\"(.*)\"", text)
    return text if kept is None else (kept[1] or kept[2] or "").strip()


_TIME = r"(?:[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?)?"


_PERIODS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)" + _TIME,
        r"(?P<year>\d{4})([-/])(?P<month>\d\d?)\2(?P<day>\d\d?)" + _TIME,
        r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})" + _TIME,
        r"(?P<year>\d{4})-?(?P<month>\d\d)",
        r"(?P<year>\d{4})[-/](?P<month>\d\d?)",
        r"(?P<month>\d\d?)/(?P<year>\d{4})",
        r"(?P<year>\d{4})-?M(?P<month>\d\d?)",
        r"(?P<year>\d{4})-?Q(?P<quarter>[1-4])",
        r"(?P<year>\d{4})",
    )
)


_EITHER_WAY = re.compile(r"\d\d?([/-])\d\d?\1\d{4}" + _TIME)


def period(raw):
    """The first and the last day of a date or period; None if it is missing.

    Takes a date, datetime or pandas Period, or text or a number: 2024, 202402, "2024-02", "2024/2", "02/2024", "2024M02", "2024Q1",
    20240218, "2024-02-18", "2024/2/18", "18.02.2024". Raises ValueError with the reason for anything else: 18/02/2024 may have
    the month first, and 2011/12 may be December or a year that runs into 2012.

    >>> period(202402), period("2024-02-18")[0] == period("2024-02-18")[1]
    ((datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)), True)
    """
    if _missing(raw):
        return None
    if type(raw).__name__ == "Period" and hasattr(
        raw, "start_time"
    ):  # pandas: a year may begin in April
        return raw.start_time.date(), raw.end_time.date()
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return raw, raw
    text = _text(raw)
    if re.fullmatch(r"\d{4}/\d\d", text) and int(text[2:4]) + 1 == int(text[5:]) <= 12:
        raise ValueError(
            f"{shown(raw)} may be a month, or a year that runs into the next; write the month as {text[:4]}-{text[5:]}"
        )
    for pattern in _PERIODS:
        if match := pattern.fullmatch(text):
            part = {name: int(digits) for name, digits in match.groupdict().items()}
            try:
                if not 1900 <= part["year"] <= 2100:
                    break
                if "day" in part:
                    return (date(**part),) * 2
                if "quarter" in part:
                    first, last = 3 * part["quarter"] - 2, 3 * part["quarter"]
                else:
                    first, last = part.get("month", 1), part.get("month", 12)
                return date(part["year"], first, 1), date(
                    part["year"], last, monthrange(part["year"], last)[1]
                )
            except (ValueError, IndexError):
                break
    if _EITHER_WAY.fullmatch(text):
        raise ValueError(
            f"{shown(raw)} may have the day or the month first; write the year first: 2024-02-18"
        )
    raise ValueError(
        f"{shown(raw)} is no day, month or year of the calendar; write 2024-02-18, 2024-02 or 2024"
    )


_LAST_HEADINGS = {
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


def code(raw):
    """An HS code of 2, 4 or 6 digits from text or a number; None if it is missing.

    Dots and spaces are dropped, a lost leading zero is put back where that gives a heading of the HS, national digits after the
    sixth are left out. Raises ValueError with the reason for anything else, and for 7 or 9 digits, which can be read in two ways.

    >>> code("8703.21"), code(101), code("2204.21.0010"), code("87032190")
    ('870321', '0101', '220421', '870321')
    """
    if _missing(raw):
        return None
    text = re.sub(r"\.0$", "", _text(raw))
    parts = [part for part in re.split(r"[.\s]", text) if part]
    digits = "".join(parts)
    if not (digits.isdecimal() and digits.isascii()):
        raise ValueError(
            f"{shown(raw)} is no HS code"
            + ("; it stands for a sum over all goods" if text.upper() in ("TOTAL", "ALL") else "")
        )
    if any(len(part) % 2 for part in parts[1:]):
        raise ValueError(
            f"{shown(raw)} is no HS code: after a dot stand two or four digits; was it read as a number with decimals?"
        )
    if len(digits) in (7, 9) and len(parts) == 1:
        more = "one national digit follows" if len(digits) == 7 else "three national digits follow"
        raise ValueError(
            f"{shown(raw)} has {len(digits)} digits: a leading zero was lost, or {more} the six; give the first six digits"
        )
    if len(digits) % 2:
        digits = "0" + digits
        if 2 < len(digits) <= 10 and not 1 <= int(digits[2:4]) <= _LAST_HEADINGS.get(digits[:2], 0):
            raise ValueError(
                f"{shown(raw)} is no HS code: it has {len(digits) - 1} digits, and no heading {digits[:4]} exists for which a zero could be "
                f"lost; write 2, 4 or 6 digits, such as 0303 or 8703"
            )
    if not 2 <= len(digits) <= 10 or not ("00" < digits[:2] and digits[:2] != "77"):
        raise ValueError(f"{shown(raw)} is no HS code of 2 to 10 digits in chapters 01 to 97")
    return digits[:6]


_IN = {
    "M",
    "FM",
    "RM",
    "MIP",
    "MOP",
    "I",
    "IM",
    "IMP",
    "IMPORT",
    "IMPORTS",
    "RE-IMPORT",
    "RE-IMPORTS",
    "FOREIGN IMPORT",
    "IMPORT OF GOODS FOR INWARD PROCESSING",
    "IMPORT OF GOODS AFTER OUTWARD PROCESSING",
    "1",
    "4",
}


_OUT = {
    "X",
    "DX",
    "RX",
    "XIP",
    "XOP",
    "E",
    "EX",
    "EXP",
    "EXPORT",
    "EXPORTS",
    "RE-EXPORT",
    "RE-EXPORTS",
    "DOMESTIC EXPORT",
    "EXPORT OF GOODS AFTER INWARD PROCESSING",
    "EXPORT OF GOODS FOR OUTWARD PROCESSING",
    "2",
    "3",
}


_ITEM_UNITS = {"5", "U", "NO", "PCS", "NUMBER OF ITEMS", "NUMBER", "ITEMS"}


@functools.cache
def _sides():
    """What the names, letters and numbers of data/countries.csv stand for: the DPRK, another country, or a group that may take it in."""
    found = {}
    with data_path("countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            meaning = (
                "dprk" if row["key"] == "PRK" else "group" if row["kind"] == "group" else "other"
            )
            for name in (row["key"], row["iso2"], *row["m49"].split(";"), *row["names"].split(";")):
                found[_words(name)] = meaning
    del found[""]
    return found


def _words(name):
    """A name as its words in order of the alphabet, without case, accents and punctuation.

    >>> _words("Korea (the Democratic People’s Republic of)"), _words("'0408"), _words("The Gambia")
    ('democratic korea peoples republic', '408', 'gambia')
    """
    plain = unicodedata.normalize("NFKD", re.sub("['’‘ʼ`´]", "", name.casefold()))
    words = re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))
    if len(words) == 1:
        return words[0].lstrip("0") or "0" if words[0].isdecimal() else words[0]
    return " ".join(sorted(word for word in words if word not in ("the", "of", "and")))


def _side(raw):
    """What a reporter or partner is. What is not in the list may be the DPRK under another name: it clears no row."""
    if _missing(raw) and str(raw).strip().lower() != "na":  # "NA" is Namibia
        return _Read("unknown")
    text = re.sub(r"\.0$", "", _text(raw))
    meaning = _sides().get(_words(text))
    return (
        _Read(meaning)
        if meaning
        else _Read("group", note=f'"{text}" is not recognised as a country')
    )


def _flow(raw):
    if _missing(raw):
        return _Read("unknown")
    name = _text(raw).upper()
    if name in _IN or name in _OUT:
        return _Read("in" if name in _IN else "out")
    return _Read(problem=f"{shown(raw)} is no flow; M (imports) and X (exports) are")


def _classification(raw):
    if _missing(raw) or re.fullmatch(r"H[0-6]|HS ?(\d{4})?", _text(raw).upper()):
        return _Read("hs")
    return _Read(
        problem=f"{shown(raw)} is not the Harmonized System (H0 to H6, or HS), so the code of the goods is no HS code"
    )


_PLAIN = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"


_TWO_WAYS, _NO_NUMBER = (
    "thousands or decimals? write 1200 or 1.2000 as it is meant",
    "no plain number; write it as 1200.50",
)


_GROUPED = r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}"


def _number(raw):
    """The number in a cell, not a number where there is none, and what is wrong with it.

    The reason does not repeat the cell: a file of odd numbers would have as many reasons as rows.

    >>> _number("1200.50"), _number("1.200")
    ((1200.5, ''), (nan, 'thousands or decimals? write 1200 or 1.2000 as it is meant'))
    """
    if _missing(raw):
        return float("nan"), ""
    if isinstance(raw, str) and re.fullmatch(_GROUPED, raw.strip()):
        return float("nan"), _TWO_WAYS
    try:
        if type(raw).__name__ not in ("bool", "bool_") and (
            not isinstance(raw, str) or re.fullmatch(_PLAIN, raw.strip())
        ):
            return float(raw), ""
    except (TypeError, ValueError, OverflowError):
        pass
    return float("nan"), _NO_NUMBER


def _together(columns):
    """What the columns about one thing say together, each given with what it says: a blank one says nothing, and two may contradict each other."""
    said = [(column, read) for column, read in columns if read.text != "unknown"]
    known = {read.text for _, read in said if not read.note}
    if len(known) > 1:
        return _Read(
            "either",
            note=f"{' and '.join(str(column) for column, read in said if not read.note)} contradict each other",
        )
    unsure = [read for _, read in said if read.note]
    return (
        _Read("dprk")
        if known == {"dprk"}
        else unsure[0]
        if unsure
        else _Read(*known or ["unknown"])
    )


def _direction(columns):
    """The direction that reporter, partner and flow tell of, as text for the decision. Each is given as columns with what they say."""
    if problems := [read.problem for part in columns.values() for _, read in part if read.problem]:
        return _Read(problem="; ".join(problems))
    reporter, partner, flow = (_together(columns[part]) for part in ("reporter", "partner", "flow"))
    sides, notes = (
        (reporter.text, partner.text),
        [side.note for side in (reporter, partner) if side.note],
    )
    if sides == ("dprk", "dprk"):
        return _Read(problem="the DPRK stands on both sides")
    if "dprk" in sides and "either" not in sides:
        if flow.text not in ("in", "out"):
            return _Read("unknown", note=flow.note or "the flow is missing")
        return _Read("to_dprk" if (flow.text == "in") == (reporter.text == "dprk") else "from_dprk")
    notes += [
        f"{column}: the DPRK is the second partner"
        for column, read in columns["partner2"]
        if read.text == "dprk"
    ][:1]
    if sides == ("other", "other") and not notes:
        return _Read("none", note="does not concern the DPRK")
    return _Read(
        "unknown|none",
        note="; ".join(notes) or "a side is missing or a group that may take in the DPRK",
    )


def _estimated(raw):
    """Whether a quantity was counted or estimated: what is not clearly counted says nothing about one thing."""
    return _Read(
        "items"
        if _missing(raw) or _text(raw).lower() in ("false", "f", "no", "n", "0")
        else "other"
    )


_READERS = {
    "reporter": _side,
    "partner": _side,
    "flow": _flow,
    "partner2": _side,
    "classification": _classification,
}


def _later(what):
    return f"{what} later than the state of this data, {fact('on').words(as_of())}"
