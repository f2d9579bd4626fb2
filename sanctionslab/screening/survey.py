"""Survey: what the columns of a table show as a whole, before a cell of them is read.

03/02/2018 is in February where another cell of the column is 25/02/2018; 1.200 is a thousand where
another is 3,50; 408 may not be the DPRK where another is a number that M49 does not have.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..errors import KitError, first_few
from .cells import is_missing, text_of
from .codes import is_code
from .formats import Format, formats, squashed_all
from .manner import Manner
from .numbers import marks_told
from .periods import orders
from .question import TableQuestion
from .readers import is_number
from .sides import M49, meaning_of_names, meaning_of_numbers, words_of

COUNTRIES = ("reporter", "partner", "partner2")
ODD_SHARE = 0.05  # of the different numbers of a column: more in no list, and it is another list
FEW_CODES = 5  # codes that say nothing of a column
NUMBERS_SHOWN = 3


class Survey:
    """Gathers what the columns of a question show, from all their values, in any number of parts.

    `columns` lists the columns to look at; `add` takes values of one; `settled` gives the question
    with the manner of each column.
    """

    def __init__(self, question: TableQuestion) -> None:
        self.question = question
        self.roles = {
            column: part
            for part, column in question.parts
            if _is_surveyed(part) and not (part == "hs" and "classification" in question.columns)
        }
        self.columns = tuple(self.roles)
        self.orders: dict[object, set[str]] = {}
        self.marks: dict[object, set[str]] = {}
        self.numbers: dict[object, set[str]] = {}
        self.names: dict[object, set[str]] = {}
        self.codes: dict[bool, set[str]] = {True: set(), False: set()}  # of the HS, and others
        self.long_codes: dict[int, set[str]] = {}  # of more than six digits, by their length

    def wants_numbers(self, column: object) -> bool:
        """Whether a column is worth a look that holds numbers and no text."""
        return self.roles[column] in (*COUNTRIES, "hs")

    def wants_beginning(self, column: object) -> bool:
        """Whether the first rows of a column are enough: all of them is a long look at codes."""
        return self.roles[column] == "hs"

    def wants_marks(self, column: object) -> bool:
        """Whether a column is looked at for its decimal mark: pyarrow's text of it is welcome."""
        return self.roles[column] not in (*COUNTRIES, "hs", "on")

    def add(self, column: object, values: Any) -> None:
        """Look at values of a column, each at least once, or at a column of text of pyarrow."""
        part = self.roles[column]
        if _is_of_pyarrow(values):
            values = self._of_pyarrow(column, values)
        if part in COUNTRIES:
            self._add_countries(column, values)
        elif part == "hs":
            self._add_codes(column, values)
        elif part == "on":
            shown = self.orders.setdefault(column, set())
            for value in _texts(values):
                if len(possible := orders(value.strip())) == 1:  # a date with one reading
                    shown |= possible
        else:
            shown = self.marks.setdefault(column, set())
            if len(shown) < 2:  # else the column contradicts itself already
                shown |= _marks_in(values)

    def _of_pyarrow(self, column: object, values: Any) -> Any:
        """What is worth a look in a column of pyarrow."""
        from .frames.of_arrow import different, is_looked_at  # pyarrow is there

        if self.wants_marks(column) and is_looked_at(values.type, False):
            return values
        return different(values, self.wants_numbers(column))

    def _add_countries(self, column: object, values: Iterable[object]) -> None:
        numbers = self.numbers.setdefault(column, set())
        names = self.names.setdefault(column, set())
        for value in values:
            # "NA" may be Namibia: whether it is, the other cells show.
            if is_missing(value) and str(value).strip().lower() != "na":
                continue
            word = words_of(text_of(value).removesuffix(".0"))
            (numbers if word.isdecimal() else names).add(word)

    def _add_codes(self, column: object, values: Iterable[object]) -> None:
        length = self.question.manner(column).digits
        for value in values:
            text, is_of_hs = _code_in(text_of(value), length)
            if 3 <= len(text) <= 6:
                self.codes[is_of_hs].add(text)
            elif text:
                self.long_codes.setdefault(len(text), set()).add(text)

    def settled(self) -> TableQuestion:
        """The question, each column with its manner.

        Raises KitError for numbers of a list that is not known.
        """
        other = [column for column in self.numbers if self._is_of_another_list(column)]
        for column in other:
            self._refuse_without_names(column)
        manners = tuple(
            (column, self._manner(column, manner)) for column, manner in self.question.manners
        )
        return replace(
            self.question,
            parts=tuple(pair for pair in self.question.parts if pair[1] not in other),
            manners=tuple(pair for pair in manners if pair[0] not in other),
            notes=(*self.question.notes, *map(_left_out, other), *self._notes(manners)),
        )

    def _manner(self, column: object, manner: Manner) -> Manner:
        """The manner of a column. What shows two things, or nothing, leaves the cell unreadable."""
        orders = self.orders.get(column, set())
        return manner._replace(
            order=min(orders) if len(orders) == 1 else "",
            mark=self._mark(column),
            na_is_missing=self._is_na_missing(column),
            digits=manner.digits or (self._length if self.roles.get(column) == "hs" else 0),
            is_hs=self.roles.get(column) != "hs" or not self._is_of_another_classification,
        )

    def _mark(self, column: object) -> str:
        """The decimal mark that the numbers of a column show, or else its form; empty for two."""
        marks = self.marks.get(column)
        if marks:
            return min(marks) if len(marks) == 1 else ""
        form = formats()[self.question.form]
        return form.decimal if _heads(form, self.roles.get(column), column) else ""

    @property
    def _length(self) -> int:
        """How long the codes are, where some have lost a zero and others show it; 0 if unknown.

        Then there are two lengths, and every shorter code is one when the zero is put back.
        """
        longest, shorter = max(self.long_codes, default=0), min(self.long_codes, default=0)
        if len(self.long_codes) != 2 or longest != shorter + 1 or longest > 10:
            return 0
        every = self.long_codes[longest] | self.long_codes[shorter]
        are_codes = all(is_code(digits, longest) for digits in every)
        return longest if len(every) >= FEW_CODES and are_codes else 0

    @property
    def _is_of_another_classification(self) -> bool:
        """Whether codes are under no heading of the HS more often than not."""
        others = len(self.codes[False])
        return others >= FEW_CODES and others > len(self.codes[True])

    def _is_na_missing(self, column: object) -> bool:
        """Whether NA stands for nothing: Namibia has two letters, and the others here do not."""
        others = self.names.get(column, set()) - {"na"}
        return bool(self.numbers.get(column)) or any(len(name) != 2 for name in others)

    def _is_of_another_list(self, column: object) -> bool:
        numbers = self.numbers[column]
        if self.question.manner(column).countries != M49:
            return False
        return len(self._odd(column)) > ODD_SHARE * len(numbers)

    def _odd(self, column: object) -> list[str]:
        return sorted(self.numbers[column] - set(meaning_of_numbers(M49)), key=int)

    def _refuse_without_names(self, column: object) -> None:
        """Refuse a column of numbers of another list, unless names of the same side stand by it."""
        part = self.roles[column]
        for beside, role in self.roles.items():
            names = self.names.get(beside, set())
            if role == part and beside != column and names & set(meaning_of_names()):
                return
        odd = self._odd(column)
        raise KitError(
            f'{part}: {first_few(odd, NUMBERS_SHOWN)} in the column "{column}" are in no list of '
            "M49 numbers, so its numbers may be those of another list (408 is the DPRK in M49, and "
            'Bolivia in Chinese customs\'). Name the list (country_codes="china" or '
            "--country-codes china), or a column with names.",
            part,
            odd[0],
        )

    def _notes(self, manners: Iterable[tuple[object, Manner]]) -> Iterator[str]:
        for column, manner in manners:
            if not manner.is_hs:
                yield f"{column}: most codes are under no heading of the HS, so none is read"
            if manner.digits and self.roles.get(column) == "hs" and len(self.long_codes) == 2:
                yield f"{column}: codes of {manner.digits} digits; shorter ones have lost a zero"
            if manner.order:
                yield f"{column}: {manner.order}"
            if manner.mark == ",":
                yield f"{column}: decimal comma"
            if len(self.orders.get(column, ())) > 1:
                yield f"{column}: the day first in some cells and the month first in others"
            if len(self.marks.get(column, ())) > 1:
                yield f"{column}: decimal points and decimal commas"


def _is_surveyed(part: str) -> bool:
    return part in (*COUNTRIES, "on", "hs", "value", "quantity") or is_number(part)


def _heads(form: Format, part: str | None, column: object) -> bool:
    """Whether a column stands under a heading of the form, so that what the form says holds."""
    return bool(squashed_all([column]) & squashed_all(form.columns.get(part or "", ())))


@functools.lru_cache(maxsize=1 << 16)
def _code_in(cell: str, length: int) -> tuple[str, bool]:
    """The digits of a code of three or more, and whether it is one of the HS; empty for another.

    The cell is given as text: values of other types may be alike, and refuse to be compared.
    """
    text = cell.removesuffix(".0").replace(".", "")
    if not text.isdecimal() or len(text) < 3:
        return "", False
    return text, is_code(text, length)


def _is_of_pyarrow(values: Any) -> bool:
    return hasattr(values, "dictionary_encode")


def _marks_in(values: Any) -> set[str]:
    if not _is_of_pyarrow(values):
        return marks_told(_texts(values))
    from .manynumbers import marks_in_text  # pyarrow is there: the values are one of its own

    return marks_in_text(values)


def _texts(values: Iterable[object]) -> Iterable[str]:
    return (value for value in values if isinstance(value, str))


def _left_out(column: object) -> str:
    return f"{column}: numbers of a list that is not known, left out; the names beside it are read"
