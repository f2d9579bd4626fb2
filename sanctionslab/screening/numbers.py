"""Values and quantities: numbers as their column writes them, and whether things were counted.

What 1.200 is depends on its column: `marks_told` says which decimal mark some texts show, `survey`
asks it of all of them, and `number` reads a cell by that mark. The patterns named MANY look at a
thousand texts at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from .cells import Cell, is_missing, text_of
from .formats import squashed, unit_words

# Spark matches these by its own engine: keep to what both understand.
PLAIN_NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
GROUPED = r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}"
BLANKS = "[ \u00a0\u202f']"  # that part thousands
# How numbers look in a column with this decimal mark, and which marks part its thousands.
STYLED = {
    ".": rf"[+-]?([0-9]{{1,3}}(,[0-9]{{3}})+|[0-9]{{1,3}}({BLANKS}[0-9]{{3}})+|[0-9]+)?(\.[0-9]*)?",
    ",": rf"[+-]?([0-9]{{1,3}}(\.[0-9]{{3}})+|[0-9]{{1,3}}({BLANKS}[0-9]{{3}})+|[0-9]+)?(,[0-9]*)?",
}
THOUSANDS = {".": f"{BLANKS}|,", ",": rf"{BLANKS}|\."}

TWO_WAYS = "thousands or decimals? write 1200 or 1.2000 as it is meant"
NO_NUMBER = "no plain number; write it as 1200.50"

# Many numbers at once, a line each, that are written plainly for this decimal mark: one look tells
# of a thousand what would take a thousand looks.
MANY = 1000
MANY_PLAIN = {
    ".": re.compile(r"(?:[0-9]+(?:\.[0-9]*)?\n)*"),
    ",": re.compile(r"(?:[0-9]+\n)*"),
    "": re.compile(r"(?:[0-9]+(?:\.(?:[0-9]{1,2}|[0-9]{4,})?)?\n)*"),
}

IN_ITEMS, OTHERWISE = Cell("items"), Cell("other")


def number(raw: object, mark: str = "") -> tuple[float, str]:
    """The number in a cell, not a number where there is none, and what is wrong with it.

    `mark` is the decimal mark of its column, "." or ","; without one only plain numbers are read.
    The reason does not repeat the cell: a file of odd numbers would have as many reasons as rows.

    >>> number("1200.50"), number("1.200", ","), number("1,234,567.8", ".")
    ((1200.5, ''), (1200.0, ''), (1234567.8, ''))
    >>> number("1.200")
    (nan, 'thousands or decimals? write 1200 or 1.2000 as it is meant')
    """
    none = float("nan")
    if is_missing(raw):
        return none, ""
    if isinstance(raw, str):
        raw = raw.strip()
        # All parts of the form may be left out, so a digit has to be looked for.
        if mark and any(map(str.isdigit, raw)) and re.fullmatch(STYLED[mark], raw):
            return float(re.sub(THOUSANDS[mark], "", raw).replace(mark, ".")), ""
        if not mark and re.fullmatch(GROUPED, raw):
            return none, TWO_WAYS
        if not re.fullmatch(PLAIN_NUMBER, raw) or (mark == "," and "." in raw):
            return none, NO_NUMBER
    if type(raw).__name__ in ("bool", "bool_"):  # Python's or NumPy's
        return none, NO_NUMBER
    try:
        return float(raw), ""  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return none, NO_NUMBER


def numbers(raws: Sequence[object], mark: str = "") -> tuple[list[float], list[str]]:
    """The number in each of some cells, and what is wrong with each, as `number` tells it.

    >>> numbers(["1200.50", 3, "1.200"])[0]
    [1200.5, 3.0, nan]
    """
    values: list[float] = []
    reasons: list[str] = []
    for start in range(0, len(raws), MANY):
        cells = raws[start : start + MANY]
        try:
            values += _plain_numbers(cells, mark)
            reasons += [""] * len(cells)
        except (TypeError, ValueError):  # not all of them are text, or plain
            read = [number(raw, mark) for raw in cells]
            values += [value for value, _ in read]
            reasons += [reason for _, reason in read]
    return values, reasons


def _plain_numbers(texts: Sequence[Any], mark: str) -> list[float]:
    """Texts as numbers. Raises ValueError or TypeError unless all are plain ones."""
    if not MANY_PLAIN[mark].fullmatch("\n".join(texts) + "\n"):
        raise ValueError("one of them is written otherwise")
    return list(map(float, texts))


# A number that shows which mark is the decimal one: a group of three digits alone does not.
TELLING = {
    mark: re.compile(
        rf"[+-]?([0-9]{{1,3}}({part}[0-9]{{3}}){{2,}}|[0-9]{{1,3}}({part}[0-9]{{3}})+{own}[0-9]*"
        rf"|(?![1-9][0-9]{{0,2}}{own}[0-9]{{3}}$)([0-9]|{BLANKS})*{own}[0-9]+)"
    )
    for mark, own, part in ((".", r"\.", ","), (",", ",", r"\."))
}


def marks_told(texts: Iterable[str]) -> set[str]:
    """The decimal marks that some texts show.

    >>> marks_told(["12", "1.200"]), marks_told(["1.200", "3,5"]), marks_told(["1,200,000"])
    (set(), {','}, {'.'})
    """
    marks: set[str] = set()
    texts = list(texts)
    for start in range(0, len(texts), MANY):
        lines = "\n".join(texts[start : start + MANY]) + "\n"
        if not MANY_PLAIN["."].fullmatch(lines):
            marks |= _told_one_by_one(texts[start : start + MANY], marks)
        elif "." not in marks and POINT_IN_LINES.search(lines):
            marks.add(".")
        if len(marks) == len(TELLING):  # more marks there are not
            break
    return marks


# Among plain numbers, a line each: one whose decimals cannot be a group of thousands.
POINT_IN_LINES = re.compile(r"^(?![1-9][0-9]{0,2}\.[0-9]{3}$)[0-9]+\.[0-9]+$", re.MULTILINE)


def _told_one_by_one(texts: Iterable[str], known: set[str]) -> set[str]:
    """The marks that are known, and those that these texts show."""
    marks = set(known)
    for text in texts:
        marks.update(mark for mark, form in TELLING.items() if form.fullmatch(text.strip()))
        if len(marks) == len(TELLING):
            break
    return marks


def unit(raw: object) -> Cell:
    """Whether the unit of a quantity is the thing itself."""
    counts = not is_missing(raw) and squashed(text_of(raw)) in unit_words()
    return IN_ITEMS if counts else OTHERWISE


def estimated(raw: object) -> Cell:
    """Whether a quantity was estimated: what is not clearly counted says nothing of one thing."""
    counted = is_missing(raw) or text_of(raw).lower() in ("false", "f", "no", "n", "0")
    return IN_ITEMS if counted else OTHERWISE
