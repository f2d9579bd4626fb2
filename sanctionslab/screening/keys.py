"""KeyTable: one number for the class numbers of several columns."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from math import prod

import numpy as np

LARGEST_TABLE = 1 << 25  # entries: 128 MB
LARGEST_KEY = 1 << 62


class KeyTable:
    """One number for each combination of class numbers that occurs.

    A combination is given its number once, by `make`. As long as the product of the classes is
    small, a table remembers the number of each combination; beyond that, keys are sorted out anew
    in each frame.
    """

    def __init__(self, make: Callable[[tuple[int, ...]], int]) -> None:
        self.make = make
        self.known: dict[tuple[int, ...], int] = {}
        self.sizes: list[int] = []
        self.table: np.ndarray | None = None
        self.lock = threading.RLock()

    def numbers(self, ids: Sequence[np.ndarray], counts: Sequence[int]) -> np.ndarray:
        """The number for each row.

        Arguments: the class numbers of each column, and how many classes each column has.
        """
        sizes, table = self._room_for(counts)
        keys = _keys(ids, sizes, "i8" if table is None else "i4")
        if table is None:
            _, first, places = np.unique(keys, return_index=True, return_inverse=True)
            numbers = [self._number(ids, row) for row in first.tolist()]
            return np.array(numbers, "i4").take(places)
        found = table.take(keys)  # 0 where a combination is new
        if not found.all():
            new = np.flatnonzero(found == 0)
            kinds, first = np.unique(keys[new], return_index=True)
            for kind, row in zip(kinds, new[first].tolist(), strict=True):
                table[kind] = self._number(ids, row) + 1
            found = table.take(keys)
        found -= 1
        return found

    def _room_for(self, counts: Sequence[int]) -> tuple[list[int], np.ndarray | None]:
        """How many classes of each column have room in a key, and the table of keys if it fits."""
        with self.lock:
            sizes = self.sizes or [0] * len(counts)
            if any(count > size for count, size in zip(counts, sizes, strict=True)):
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
            # no room for the next column: number anew what there is
            kinds, keys = np.unique(keys, return_inverse=True)
            span = len(kinds)
        keys *= size
        keys += numbers
        span *= size
    return keys
