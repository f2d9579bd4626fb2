"""Plan: how the rows of a frame are answered, and the memory of those that were.

Each column is read into classes that the law treats alike (`columns`). The classes of a row make
one key (`keys`). Each key that occurs is settled once (`row`, which asks `decision.answer`); its
answers are then gathered back to the rows. So the law is asked once for each kind of row, however
many rows there are.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ..errors import KitError
from ..vocabulary import every_fact, from_the_item, regime
from .cells import UNKNOWN_CELL, Cell
from .columns import Classes, ColumnReader, Source
from .decision import RowAnswer, answer
from .direction import DirectionReader
from .keys import KeyTable
from .months import MONTH, YEAR, MonthReader
from .question import COLUMNS, TableQuestion
from .roles import COUNTED, WAY
from .scope import scope_of
from .tokens import shared_ending, written
from .units import UnitValueReader

UNREADABLE = "unreadable"
OF_GOODS = ("hs", "classification")


class Plan:
    """A question with its readers and its answers. `rows` holds an entry for each kind of row."""

    def __init__(self, question: TableQuestion) -> None:
        self.question = question
        self.scope = scope_of(question.law)
        self.ending = shared_ending(question.assumed_facts, self.scope)
        self.unit_value = self._unit_value_reader()
        self.readers = [
            ColumnReader(part, column, self.scope, question.manner(column))
            for part, column in self._alone()
        ]
        if self.unit_value:
            self.readers.append(self.unit_value)
        self.direction = self._direction_reader()
        self.period = self._month_reader()
        self.keys = self._key_readers()
        self.table = KeyTable(self._place)
        self.rows: list[RowAnswer] = []
        self.reasons: list[tuple[str, ...]] = []  # of each row's entry, one by one
        self.made: dict[Callable, tuple[int, list]] = {}  # what `labels` made, of how many rows
        self.grown: dict[type, list] = {}  # what a library keeps of `rows`, and adds to
        self.lock = threading.RLock()
        # Where nothing but the code tells the thing, one code may stand for others of its kind.
        things_are_told = not set(from_the_item()).isdisjoint(question.columns)
        self.joins_codes = "item" not in question.named and not things_are_told
        self.code_of_kind: dict[Hashable, str] = {}
        self.code_of_label: dict[str, str] = {}

    def __reduce__(self) -> tuple:
        return plan_for, (self.question,)  # another machine makes up its own mind

    def _unit_value_reader(self) -> UnitValueReader | None:
        columns = self.question.columns
        if "value" not in columns or "unit_value_usd" not in every_fact():
            return None
        counted = [
            ColumnReader(part, columns[part], self.scope)
            for part in ("quantity_unit", "quantity_estimated")
            if part in columns
        ]
        value, quantity = columns["value"], columns["quantity"]
        marks = self.question.manner(value).mark, self.question.manner(quantity).mark
        return UnitValueReader(value, quantity, marks, counted, self.scope)

    def _alone(self) -> Iterator[tuple[str, object]]:
        """The parts of the question whose columns are read one by one."""
        for part, column in self.question.parts:
            if part == "on" and MONTH in self.question.columns:
                yield YEAR, column
            elif part not in COUNTED:
                yield part, column

    def _month_reader(self) -> MonthReader | None:
        by_name = {reader.name: reader for reader in self.readers}
        if YEAR not in by_name:
            return None
        column = by_name[YEAR].column
        dates = ColumnReader("on", column, self.scope, self.question.manner(column))
        return MonthReader(by_name[YEAR], by_name[MONTH], dates)

    def _direction_reader(self) -> DirectionReader | None:
        if "direction" in self.question.named:
            return None
        readers = [reader for reader in self.readers if reader.name in WAY]
        return DirectionReader(readers, self.question.assumed_sides)

    def _key_readers(self) -> list[Classes]:
        """The readers whose classes make the key: those that tell one thing together are one."""
        apart = (*WAY, YEAR, MONTH)
        readers: list[Classes] = [reader for reader in self.readers if reader.name not in apart]
        return [*readers, *self._together()]

    def _together(self) -> list[DirectionReader | MonthReader]:
        """The readers that read several columns as one."""
        return [reader for reader in (self.direction, self.period) if reader and reader.readers]

    def ids(self, source: Source) -> list[np.ndarray]:
        """The class numbers of each reader, from a source of columns."""
        return [reader.ids_in(source) for reader in self.readers]

    def settle(self, ids: Sequence[np.ndarray]) -> np.ndarray:
        """For each row the place of its entry in `rows`, from the class numbers of each reader."""
        ids_of: dict[Classes, np.ndarray] = dict(zip(self.readers, ids, strict=True))
        for reader in self._together():
            ids_of[reader] = reader.ids([ids_of[column] for column in reader.readers])
        counts = [len(reader.cells) for reader in self.keys]
        return self.table.numbers([ids_of[reader] for reader in self.keys], counts)

    def _place(self, numbers: tuple[int, ...]) -> int:
        """The place of the entry for a row of these classes, which is new."""
        with self.lock:
            cells = [reader.cells[at] for reader, at in zip(self.keys, numbers, strict=True)]
            row, reasons = self.row(cells)
            self.reasons.append(reasons)
            self.rows.append(row)
            return len(self.rows) - 1

    def row(self, cells: Sequence[Cell]) -> tuple[RowAnswer, tuple[str, ...]]:
        """The added values for a row whose columns say this, and its reasons one by one.

        `cells` holds one for each of `keys`.
        """
        cell_of = {reader.name: cell for reader, cell in zip(self.keys, cells, strict=True)}
        if self.direction and not self.direction.readers:
            cell_of["direction"] = self.direction.cell([])  # the same for all rows
        if cell_of.get("direction", Cell()).text == regime().state.neither:
            # Trade with others needs no code that can be read.
            unread = (name for name in OF_GOODS if cell_of.get(name, Cell()).problem)
            cell_of |= dict.fromkeys(unread, UNKNOWN_CELL)
        if problems := [cell.problem for cell in cell_of.values() if cell.problem]:
            return RowAnswer(UNREADABLE, reason="; ".join(problems)), tuple(problems)
        cell_of.pop("classification", None)  # it has said that the code is one of the HS
        texts = self._texts(cell_of)
        try:
            decided = answer(self._id_to_decide(texts), self.scope.law)
        except KitError as error:
            return RowAnswer(UNREADABLE, reason=str(error)), (str(error),)
        reasons = [decided.reason, *(cell.note for cell in cell_of.values())]
        reasons = [reason for reason in reasons if reason]
        row = decided._replace(decision=written(texts, self.ending), reason="; ".join(reasons))
        return row, tuple(reasons)

    def _texts(self, cell_of: Mapping[str, Cell]) -> dict[str, str]:
        """The facts of a row as a decision writes them."""
        texts = {name: cell.text for name, cell in cell_of.items()}
        if texts.get("unit_value_usd") == "unknown":  # as it is where it is not named
            del texts["unit_value_usd"]
        if "conduct" not in self.question.assumed_facts:
            texts.setdefault("conduct", regime().state.act)
        return texts

    def _id_to_decide(self, texts: Mapping[str, str]) -> str:
        """The id of a decision that holds for these facts.

        Codes that the law treats alike are decided once, for the first of them.
        """
        if self.joins_codes and "hs" in texts:
            texts = {**texts, "hs": self._code_to_decide(texts["hs"])}
        return written(texts, self.ending)

    def _code_to_decide(self, label: str) -> str:
        if label not in self.code_of_label:
            code = label
            # A short code stands for itself: which longer one it is, is a question of its own.
            if not self.scope.codes.below(label):
                of_thing = tuple(map(self.question.assumed_facts.get, from_the_item()))
                code = self.code_of_kind.setdefault(self.scope.kind(label, of_thing), label)
            self.code_of_label[label] = code
        return self.code_of_label[label]

    def labels(self, make: Callable[[list[str]], Any]) -> list:
        """The columns of `rows`, each made by `make`, once for as long as no entry is added."""
        # Frames of two libraries may ask the same plan, and each makes columns of its own kind.
        with self.lock:
            count, columns = self.made.get(make, (-1, []))
            if count != len(self.rows):
                columns = [make([row[place] for row in self.rows]) for place in range(len(COLUMNS))]
                self.made[make] = len(self.rows), columns
            return columns


@functools.lru_cache(maxsize=8)
def plan_for(question: TableQuestion) -> Plan:
    """The plan for a question, kept: the next frame of the same kind finds its keys decided."""
    return Plan(question)
