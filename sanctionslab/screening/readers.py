"""How a cell is read, by the part that its column has in the question.

A reader takes a value and returns a Cell. It raises ValueError for what it cannot read.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from ..files import as_of
from ..logic import UNKNOWN
from ..vocabulary import fact, facts
from . import numbers, sides
from .cells import UNKNOWN_CELL, Cell, is_missing
from .codes import code
from .periods import period
from .scope import Scope

TRUE_OR_FALSE = {"true": True, "false": False}  # in columns of text


def is_number(name: str) -> bool:
    return name in facts() and fact(name).type == "number"


def cell_reader(name: str, column: object, scope: Scope) -> Callable[[object], Cell]:
    """The function that reads a cell of a column with this part in the question."""
    plain: dict[str, Callable[[object], Cell]] = {
        "classification": sides.classification,
        "quantity_unit": numbers.unit,
        "quantity_estimated": numbers.estimated,
        "on": functools.partial(date_cell, scope),
        "hs": functools.partial(code_cell, scope),
    }
    if name in plain:
        return plain[name]
    if name in sides.SIDE_READERS:
        return functools.partial(side_cell, name, column)
    if is_number(name):
        return functools.partial(number_cell, name, column, scope)
    return functools.partial(fact_cell, name)


def side_cell(name: str, column: object, raw: object) -> Cell:
    cell = sides.SIDE_READERS[name](raw)
    return cell._replace(note=f"{column}: {cell.note}") if cell.note else cell


def date_cell(scope: Scope, raw: object) -> Cell:
    days = period(raw)
    if days is None:
        return Cell("unknown", note="the date is missing")
    first, last = days
    note = ""
    if last > as_of():
        note = later("the date is" if first == last else "the period ends")
    if scope.place(first) == scope.place(last):
        return Cell(scope.stretch(scope.place(first)), note=note)
    return Cell(f"{first}..{last}", note=note)


def later(what: str) -> str:
    return f"{what} later than the state of this data, {fact('on').words(as_of())}"


def code_cell(scope: Scope, raw: object) -> Cell:
    digits = code(raw)
    if digits is None:
        return Cell("unknown", note="the HS code is missing")
    if digits.startswith("9009"):
        note = (
            f"HS {digits} is of an edition before 2007; "
            "photocopiers are read as 8443, where they went"
        )
        return Cell(scope.codes.scope("8443"), note=note)
    if digits[:2] in ("98", "99"):
        return Cell("unknown", note=f"HS {digits} does not say what the goods are")
    return Cell(scope.codes.scope(digits))


def number_cell(name: str, column: object, scope: Scope, raw: object) -> Cell:
    if is_missing(raw):
        return UNKNOWN_CELL
    value: Any = raw
    if isinstance(raw, str) and raw.strip().lower() != "unknown":
        value, wrong = numbers.number(raw)
        if wrong:
            return Cell("unknown", note=f"{column}: {wrong}")
    value = fact(name).parse(value)
    if value is UNKNOWN:
        return UNKNOWN_CELL
    if value == 0:
        return Cell("unknown", note=f"{column}: 0 is no price")
    return Cell(scope.between(name, value))


def fact_cell(name: str, raw: Any) -> Cell:
    if is_missing(raw):
        return Cell("unknown", note="the direction is missing" if name == "direction" else "")
    value = raw
    if isinstance(raw, str):
        value = raw.strip()
        if fact(name).type == "yes/no":
            value = TRUE_OR_FALSE.get(value.lower(), value)
    return Cell(str(fact(name).parse(value)))
