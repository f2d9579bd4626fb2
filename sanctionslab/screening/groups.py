"""What a screened row comes to: its group, how the law touches it, and rows of a kind together."""

from __future__ import annotations

import functools
from typing import NamedTuple

from ..vocabulary import regime
from .decision import RowAnswer
from .plan import UNREADABLE

ELSEWHERE = "elsewhere"  # not prohibited, because it is no trade with the State concerned
GROUPS = ("prohibited", "not prohibited", ELSEWHERE, "undetermined", UNREADABLE)


class Sum(NamedTuple):
    """A number of rows, and what those are worth in US dollars of which the value can be read."""

    rows: int = 0
    usd: float = 0.0

    def __add__(self, other: object) -> Sum:
        # As of any tuple, + would put one behind the other.
        assert isinstance(other, Sum)
        return Sum(self.rows + other.rows, self.usd + other.usd)


class Touch(NamedTuple):
    """How the law touches a row: its group, and the resolutions that prohibit it, or might."""

    group: str
    measures: str = ""
    possible: str = ""


class RowKind(NamedTuple):
    """Rows that are alike to the law: what they are told, why, and how many there are."""

    row: RowAnswer
    group: str
    reasons: tuple[str, ...]
    sum: Sum
    place: int = -1  # of the entry in the plan


def may_be_elsewhere(row: RowAnswer) -> bool:
    """Whether a side of an open row is a group, or in no list."""
    return f"direction=unknown|{regime().state.neither}" in row.decision.split(";")


def group_of(row: RowAnswer) -> str:
    """Which of GROUPS a row is in."""
    if row.verdict != "not prohibited":
        return row.verdict
    parts = row.decision.split(";")
    neither = f"direction={regime().state.neither}"
    is_elsewhere = neither in parts or f"assume:{neither}" in parts
    return ELSEWHERE if is_elsewhere else row.verdict


@functools.lru_cache(maxsize=1 << 12)
def touch_of(group: str, measures: str, possible: str) -> Touch:
    """How the law touches a row, from its group and the paragraphs in its columns.

    >>> touch_of("prohibited", "2397:7; 2397:8", "2094:23")
    Touch(group='prohibited', measures='2397', possible='2094')
    """
    cells = (measures, possible)
    resolutions = ({id.partition(":")[0] for id in cell.split("; ")} for cell in cells)
    return Touch(group, *("; ".join(sorted(some)) for some in resolutions))
