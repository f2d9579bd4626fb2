"""How a cell is read, by the part that its column has in the question.

A reader takes a value and returns a Cell. It raises ValueError for what it cannot read.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from ..errors import shown
from ..files import as_of
from ..logic import UNKNOWN
from ..vocabulary import SPELLINGS, fact, facts, truth_of
from . import numbers, sides
from .cells import UNKNOWN_CELL, Cell, is_missing, text_of
from .codes import SPECIAL, code
from .manner import PLAIN_MANNER, Manner
from .periods import days_of
from .scope import Scope


def is_number(name: str) -> bool:
    return name in facts() and fact(name).type == "number"


def cell_reader(
    name: str, column: object, scope: Scope, manner: Manner = PLAIN_MANNER
) -> Callable[[object], Cell]:
    """The function that reads a cell of a column with this part in the question."""
    plain: dict[str, Callable[[object], Cell]] = {
        "classification": sides.classification,
        "quantity_unit": numbers.unit,
        "quantity_estimated": numbers.estimated,
        "on": functools.partial(date_cell, scope, manner),
        "hs": functools.partial(code_cell, scope, manner),
        "flow": functools.partial(sides.flow, flows=manner.flows),
        **dict.fromkeys(("year", "month"), text_cell),
    }
    if name in plain:
        return plain[name]
    if name in sides.SIDE_READERS:
        return functools.partial(side_cell, column, manner)
    if is_number(name):
        return functools.partial(number_cell, name, column, scope, manner.mark)
    return functools.partial(fact_cell, name)


def side_cell(column: object, manner: Manner, raw: object) -> Cell:
    if manner.na_is_missing and is_missing(raw):
        return UNKNOWN_CELL
    cell = sides.side(raw, manner.countries)
    return cell._replace(note=f"{column}: {cell.note}") if cell.note else cell


def text_cell(raw: object) -> Cell:
    return Cell("" if is_missing(raw) else re.sub(r"\.0$", "", text_of(raw)))


def date_cell(scope: Scope, manner: Manner, raw: object) -> Cell:
    """The stretch of time that a date is in; a period over which the law changed, as it is."""
    days = days_of(raw, manner.order, manner.periods)
    if days is None:
        return Cell("unknown", note="the date is missing")
    first, last, note = days
    if last > as_of():
        more = later("the date is" if first == last else "the period ends")
        note = f"{note}; {more}" if note else more
    if scope.place(first) == scope.place(last):
        return Cell(scope.stretch(scope.place(first)), note=note)
    return Cell(f"{first}..{last}", note=note)


def later(what: str) -> str:
    return f"{what} later than the state of this data, {fact('on').words(as_of())}"


def code_cell(scope: Scope, manner: Manner, raw: object) -> Cell:
    """The scope class of a code. Raises ValueError for what is no code of the HS."""
    if not manner.is_hs and not is_missing(raw):
        raise ValueError(
            f"{shown(raw)} is no HS code: most codes of its column are under no heading of the HS, "
            "so they are of another classification"
        )
    digits = code(raw, manner.digits)
    if digits is None:
        return Cell("unknown", note="the HS code is missing")
    if digits.startswith("9009"):
        note = (
            f"HS {digits} is of an edition before 2007; "
            "photocopiers are read as 8443, where they went"
        )
        return Cell(scope.codes.scope("8443"), note=note)
    if digits[:2] in SPECIAL:
        return Cell("unknown", note=f"HS {digits} does not say what the goods are")
    return Cell(scope.codes.scope(digits))


def number_cell(name: str, column: object, scope: Scope, mark: str, raw: object) -> Cell:
    """The class of a number: which limits of the law it lies between."""
    if is_missing(raw):
        return UNKNOWN_CELL
    value: Any = raw
    if isinstance(raw, str) and raw.strip().lower() != "unknown":
        value, wrong = numbers.number(raw, mark)
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
    value = raw.strip() if isinstance(raw, str) else raw
    if isinstance(raw, str) and fact(name).type == "yes/no":
        truth = truth_of(value, SPELLINGS)
        value = value if truth is None else truth
    return Cell(str(fact(name).parse(value)))
