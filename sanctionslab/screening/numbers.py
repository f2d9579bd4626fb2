"""Values and quantities: numbers as their column writes them, and whether things were counted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .cells import Cell, is_missing, text_of
from .formats import squashed, unit_words

# Spark matches these by its own engine: keep to what both understand.
PLAIN = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
GROUPED = r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}"
BLANKS = "[ \u00a0\u202f']"  # that part thousands
# how numbers look in a column with this decimal mark, and which marks part its thousands
STYLED = {
    ".": rf"[+-]?([0-9]{{1,3}}(,[0-9]{{3}})+|[0-9]{{1,3}}({BLANKS}[0-9]{{3}})+|[0-9]+)?(\.[0-9]*)?",
    ",": rf"[+-]?([0-9]{{1,3}}(\.[0-9]{{3}})+|[0-9]{{1,3}}({BLANKS}[0-9]{{3}})+|[0-9]+)?(,[0-9]*)?",
}
THOUSANDS = {".": f"{BLANKS}|,", ",": rf"{BLANKS}|\."}

TWO_WAYS = "thousands or decimals? write 1200 or 1.2000 as it is meant"
NO_NUMBER = "no plain number; write it as 1200.50"

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
        if mark and any(map(str.isdigit, raw)) and re.fullmatch(STYLED[mark], raw):
            return float(re.sub(THOUSANDS[mark], "", raw).replace(mark, ".")), ""
        if not mark and re.fullmatch(GROUPED, raw):
            return none, TWO_WAYS
        if not re.fullmatch(PLAIN, raw) or (mark == "," and "." in raw):
            return none, NO_NUMBER
    if type(raw).__name__ in ("bool", "bool_"):  # Python's or NumPy's
        return none, NO_NUMBER
    try:
        return float(raw), ""  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return none, NO_NUMBER


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
    told: set[str] = set()
    for text in texts:
        told.update(mark for mark, form in TELLING.items() if form.fullmatch(text.strip()))
        if len(told) == len(TELLING):
            break
    return told


def unit(raw: object) -> Cell:
    """Whether the unit of a quantity is the thing itself."""
    counts = not is_missing(raw) and squashed(text_of(raw)) in unit_words()
    return IN_ITEMS if counts else OTHERWISE


def estimated(raw: object) -> Cell:
    """Whether a quantity was estimated: what is not clearly counted says nothing of one thing."""
    counted = is_missing(raw) or text_of(raw).lower() in ("false", "f", "no", "n", "0")
    return IN_ITEMS if counted else OTHERWISE
