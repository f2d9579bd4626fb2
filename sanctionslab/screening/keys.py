"""KeyTable: one number for the class numbers of several columns."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from math import prod
from typing import NamedTuple

import numpy as np

LARGEST_TABLE = 1 << 25  # entries: 128 MB
LARGEST_KEY = 1 << 62


class Sorted(NamedTuple):
    """Keys in order with their numbers, and the sizes by which they were made."""

    keys: np.ndarray
    numbers: np.ndarray
    sizes: list[int]


NOTHING = Sorted(np.zeros(0, "i8"), np.zeros(0, "i4"), [])


class KeyTable:
    """One number for each combination of class numbers that occurs.

    A combination is given its number once, by `make`. As long as the product of the classes is
    small, a table remembers the number of each combination; beyond that, keys are kept in order and
    looked up. A table answers in one step for all rows, whatever their order; sorted keys have to
    be sorted for each frame.
    """

    def __init__(self, make: Callable[[tuple[int, ...]], int]) -> None:
        self.make = make
        self.known: dict[tuple[int, ...], int] = {}
        self.sizes: list[int] = []
        self.table: np.ndarray | None = None
        self.sorted = NOTHING
        self.lock = threading.RLock()

    def numbers(self, ids: Sequence[np.ndarray], counts: Sequence[int]) -> np.ndarray:
        """The number for each row.

        Arguments: the class numbers of each column, and how many classes each column has.
        """
        sizes, table = self._room_for(counts)
        keys = _keys(ids, sizes, "i8" if table is None else "i4")
        if table is None:
            kinds, first, places = np.unique(keys, return_index=True, return_inverse=True)
            return self._numbers_of(kinds, first, ids, sizes).take(places)
        numbers = table.take(keys)  # one too high, and 0 where a combination is new
        if not numbers.all():
            new = np.flatnonzero(numbers == 0)
            kinds, first = np.unique(keys[new], return_index=True)
            for kind, row in zip(kinds, new[first].tolist(), strict=True):
                table[kind] = self._number(ids, row) + 1
            numbers = table.take(keys)
        numbers -= 1
        return numbers

    def _numbers_of(
        self, kinds: np.ndarray, first: np.ndarray, ids: Sequence[np.ndarray], sizes: list[int]
    ) -> np.ndarray:
        """The number of each kind of key, in order; those of earlier frames are looked up."""
        is_stable = prod(sizes) <= LARGEST_KEY  # keys mean the same in every frame
        known = self.sorted if is_stable and self.sorted.sizes is sizes else NOTHING
        at = np.minimum(np.searchsorted(known.keys, kinds), max(len(known.keys) - 1, 0))
        numbers = np.full(len(kinds), -1, "i4")
        if len(known.keys):
            is_known = known.keys[at] == kinds
            numbers[is_known] = known.numbers[at[is_known]]
        new = np.flatnonzero(numbers < 0)
        for place in new.tolist():
            numbers[place] = self._number(ids, int(first[place]))
        if is_stable and len(new):
            keys = np.concatenate([known.keys, kinds[new]])
            order = np.argsort(keys)
            together = np.concatenate([known.numbers, numbers[new]])
            self.sorted = Sorted(keys[order], together[order], sizes)
        return numbers

    def _room_for(self, counts: Sequence[int]) -> tuple[list[int], np.ndarray | None]:
        """How many classes of each column have room in a key, and the table of keys if it fits."""
        with self.lock:
            sizes = self.sizes or [0] * len(counts)
            if any(count > size for count, size in zip(counts, sizes, strict=True)):
                # Room for twice as many: columns grow, and every new size is a new table.
                self.sizes = [1 << max(3, (2 * count).bit_length()) for count in counts]
                entries = prod(self.sizes)
                self.table = np.zeros(entries, "i4") if entries <= LARGEST_TABLE else None
            return self.sizes, self.table

    def _number(self, ids: Sequence[np.ndarray], row: int) -> int:
        combination = tuple(int(column[row]) for column in ids)
        with self.lock:
            if combination not in self.known:
                self.known[combination] = self.make(combination)
            return self.known[combination]


def _keys(ids: Sequence[np.ndarray], sizes: Sequence[int], kind: str) -> np.ndarray:
    """Each row's class numbers as the digits of one number."""
    keys, span = np.zeros(len(ids[0]), kind), 1
    for size, numbers in zip(sizes, ids, strict=True):
        if span * size > LARGEST_KEY:
            # No room for the next column: number anew what there is.
            kinds, keys = np.unique(keys, return_inverse=True)
            span = len(kinds)
        keys *= size
        keys += numbers
        span *= size
    return keys
