"""The direction that reporter, partner, second partner and flow tell of together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..vocabulary import regime
from .cells import UNKNOWN_CELL, Cell
from .columns import Classes, ColumnReader
from .keys import KeyTable
from .sides import SIDE_READERS, SideKind

ColumnCells = Sequence[tuple[object, Cell]]  # columns about one thing, each with what it says


class DirectionReader(Classes):
    """Reads several columns as one: the direction of trade with the State concerned.

    Sides that are assumed for all rows stand beside those that columns tell.
    """

    def __init__(self, readers: Sequence[ColumnReader], assumed: Mapping[str, object]) -> None:
        super().__init__("direction")
        self.readers, self.assumed = readers, assumed
        self.table = KeyTable(self._number)

    def ids(self, ids: Sequence[np.ndarray]) -> np.ndarray:
        """The class number of each row, from the class numbers of each reader."""
        return self.table.numbers(ids, [len(reader.cells) for reader in self.readers])

    def _number(self, numbers: tuple[int, ...]) -> int:
        cells = [reader.cells[at] for reader, at in zip(self.readers, numbers, strict=True)]
        return self.number(self.cell(cells))

    def cell(self, cells: Sequence[Cell]) -> Cell:
        """The class of a row whose columns say this: one cell for each reader."""
        columns_of: dict[str, list[tuple[object, Cell]]] = {name: [] for name in SIDE_READERS}
        for name, value in self.assumed.items():
            columns_of[name].append((name, SIDE_READERS[name](value)))
        for reader, cell in zip(self.readers, cells, strict=True):
            columns_of[reader.name].append((reader.called, cell))
        return direction_of(columns_of)


def direction_of(columns_of: Mapping[str, ColumnCells]) -> Cell:
    """The direction, from the columns about each side and about the flow."""
    reporter, partner = together(columns_of["reporter"]), together(columns_of["partner"])
    sides = {reporter.text, partner.text}
    if sides == {SideKind.CONCERNED}:
        return Cell(problem=f"{_name()} stands on both sides")
    if SideKind.CONCERNED in sides and SideKind.CONTRADICTED not in sides:
        return _way(reporter, columns_of["flow"])
    notes = [cell.note for cell in (reporter, partner) if cell.note]
    second = (name for name, cell in columns_of["partner2"] if cell.text == SideKind.CONCERNED)
    if (name := next(second, None)) is not None:
        notes.append(f"{name}: {_name()} is the second partner")
    if sides == {SideKind.OTHER} and not notes:
        return Cell(regime().state.neither, note=f"does not concern {_name()}")
    why = "; ".join(notes) or f"a side is missing or a group that may take in {_name()}"
    # Either way or neither: what is barred both ways stays open, and is not cleared.
    return Cell(f"unknown|{regime().state.neither}", note=why)


def _way(reporter: Cell, flows: ColumnCells) -> Cell:
    """The direction where one side surely is the State concerned: only then is the flow asked."""
    if problems := [cell.problem for _, cell in flows if cell.problem]:
        return Cell(problem="; ".join(problems))
    flow = together(flows)
    if flow.text not in ("in", "out"):
        return Cell("unknown", note=flow.note or "the flow is missing")
    state = regime().state
    it_reports, goods_come_in = reporter.text == SideKind.CONCERNED, flow.text == "in"
    return Cell(state.into if it_reports == goods_come_in else state.out_of)


def _name() -> str:
    return regime().state.name


def together(columns: ColumnCells) -> Cell:
    """What the columns about one thing say together.

    A blank one says nothing, and two may contradict each other.
    """
    speaking = [(column, cell) for column, cell in columns if cell.text != "unknown"]
    sure = [(column, cell) for column, cell in speaking if not cell.note]
    known = {cell.text for _, cell in sure}
    if len(known) > 1:
        names = " and ".join(str(column) for column, _ in sure)
        return Cell(SideKind.CONTRADICTED, note=f"{names} contradict each other")
    if known == {SideKind.CONCERNED}:
        return Cell(SideKind.CONCERNED)
    unsure = [cell for _, cell in speaking if cell.note]
    if unsure:
        return unsure[0]
    return Cell(known.pop()) if known else UNKNOWN_CELL
