"""Cells of tables that people open in a spreadsheet."""

from typing import Any

from ..errors import visible

FORMULA_SIGNS = tuple("=+-@|%\uff1d\uff0b\uff0d\uff20")  # with which a formula can begin


def as_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula and no terminal for a command, on one line.

    >>> as_cell("=1+1"), as_cell("Ada"), as_cell(1)
    ("'=1+1", 'Ada', 1)
    """
    if not isinstance(value, str):
        return value
    line = visible(" ".join(value.split()))
    return f"'{line}" if line.startswith(FORMULA_SIGNS) else line


def from_cell(text: str) -> str:
    """What as_cell made a cell of, but for its blanks: the mark goes where it put one.

    >>> from_cell("'=1+1"), from_cell("'t Hooft")
    ('=1+1', "'t Hooft")
    """
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_SIGNS) else text
