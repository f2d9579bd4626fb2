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

    def numbers_of(self, kinds: np.ndarray) -> np.ndarray:
        """The number of each kind of key, -1 of one that is new."""
        numbers = np.full(len(kinds), -1, "i4")
        if len(self.keys):
            # What would stand behind the last key is compared with the last, and is not equal.
            at = np.minimum(np.searchsorted(self.keys, kinds), len(self.keys) - 1)
            is_known = self.keys[at] == kinds
            numbers[is_known] = self.numbers[at[is_known]]
        return numbers

    def with_new(self, kinds: np.ndarray, numbers: np.ndarray) -> Sorted:
        """These keys and some that are new, all in order."""
        keys = np.concatenate([self.keys, kinds])
        order = np.argsort(keys)
        return Sorted(keys[order], np.concatenate([self.numbers, numbers])[order], self.sizes)


def _nothing_sorted(sizes: list[int]) -> Sorted:
    return Sorted(np.zeros(0, "i8"), np.zeros(0, "i4"), sizes)


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
        # The number of each key and one more, so that 0 means that the combination is new.
        self.table: np.ndarray | None = None
        self.sorted = _nothing_sorted(self.sizes)
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
        numbers = table.take(keys)
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
        known = self.sorted
        # `_keys` numbers anew what has no room in a key: such keys are of this frame alone.
        is_stable = prod(sizes) <= LARGEST_KEY
        # By identity: with new sizes, whatever they are, the same key is another combination.
        if not is_stable or known.sizes is not sizes:
            known = _nothing_sorted(sizes)
        numbers = known.numbers_of(kinds)
        new = np.flatnonzero(numbers < 0)
        for place in new.tolist():
            numbers[place] = self._number(ids, int(first[place]))
        if is_stable and len(new):
            self.sorted = known.with_new(kinds[new], numbers[new])
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
        # A number once given stays: `known` has it, whatever becomes of the tables.
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
