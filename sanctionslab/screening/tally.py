"""What came out of a screened file, counted: every row once, by its kind and by its year."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from ..vocabulary import regime
from .amounts import Amounts, YearReader
from .columns import Source
from .csvfile import Batch
from .decision import Row
from .leading import Leading
from .owncodes import OwnCodes
from .plan import UNREADABLE, Plan
from .question import read_as
from .traps import Traps

ELSEWHERE = "elsewhere"  # not prohibited, because it is no trade with the State concerned
GROUPS = ("prohibited", "not prohibited", ELSEWHERE, "undetermined", UNREADABLE)
TO_LEAD = ("prohibited", "undetermined")  # groups of which the rows worth most are kept

# What differs from row to row in reasons of the same kind: values in quotes, numbers, lines, codes.
PARTICULAR = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"[^"]*"|(?<=: )-?\d[\d.]*|(?<=line )\d+"""
    r"|(?<= has )\d+(?= fields)|(?<=HS )\d+|(?<=HS code )\d+"
)


class Part(NamedTuple):
    """Some rows of a file, screened.

    `places` has the place of each row's entry in the plan's `rows`; `source` are the columns as
    they were read.
    """

    batch: Batch
    places: np.ndarray
    source: Source

    @property
    def frame(self) -> Any:
        return self.batch.frame

    @property
    def problems(self) -> dict[int, str]:
        """What is wrong with rows that are none, by their place in the frame."""
        return self.batch.problems

    def with_frame(self, frame: Any) -> Part:
        return self._replace(batch=self.batch._replace(frame=frame))


class Sum(NamedTuple):
    """A number of rows, and what those are worth in US dollars of which the value can be read."""

    rows: int = 0
    usd: float = 0.0

    def __add__(self, other: object) -> Sum:
        assert isinstance(other, Sum)
        return Sum(self.rows + other.rows, self.usd + other.usd)


class Touch(NamedTuple):
    """How the law touches a row: its group, and the resolutions that prohibit it, or might."""

    group: str
    measures: str = ""
    possible: str = ""


class Kind(NamedTuple):
    """Rows that are alike to the law: what they are told, why, and how many there are."""

    row: Row
    group: str
    reasons: tuple[str, ...]
    sum: Sum
    place: int = -1  # of the entry in the plan


class Tally:
    """The rows of a file by kind. `said` is what was found out about the file.

    `reading` is what reading() says, `amounts` where the values stand, None without any, `columns`
    those of the file that it looks at.
    """

    def __init__(self, plan: Plan, amounts: Amounts | None = None) -> None:
        self.plan, self.amounts = plan, amounts
        self.reading = read_as(plan.question)
        self.said: list[str] = []
        self.rows = np.zeros(0)
        self.usd = np.zeros(0)
        self.broken: Counter[str] = Counter()
        self.unvalued = 0  # rows whose value cannot be read
        self.groups = np.zeros(0, "i8")  # of the plan's entries
        self.year_reader = YearReader(plan.question) if "on" in plan.question.columns else None
        self.touches: dict[Touch, int] = {}
        self.touched = np.zeros(0, "i8")  # of the plan's entries
        self.by_year: dict[tuple[int, int], Sum] = {}
        self.traps = Traps(plan.question)
        self.own_codes = OwnCodes(plan)
        self.columns = list(plan.question.asked)
        if amounts and amounts.column not in self.columns:
            self.columns.append(amounts.column)
        self.leading = {group: Leading(self.columns) for group in TO_LEAD}

    def add(self, part: Part) -> None:
        """Count the rows of a part."""
        places, usd = part.places, None
        if self.amounts:
            usd = self.amounts.of(part.source)
        self.traps.add(part.source)
        self.own_codes.add(part.frame, part.places)
        self._lead(part, usd)
        years = self.year_reader.ids_in(part.source) if self.year_reader else None
        if part.problems:
            self.broken.update(part.problems.values())
            kept = np.ones(len(places), bool)
            kept[list(part.problems)] = False
            places = places[kept]
            usd = None if usd is None else usd[kept]
            years = None if years is None else years[kept]
        if usd is not None:
            unvalued = np.isnan(usd)
            self.unvalued += int(unvalued.sum())
            usd = np.where(unvalued, 0, usd)
        self.rows = _added(self.rows, np.bincount(places))
        self.usd = _added(self.usd, np.bincount(places, usd)) if usd is not None else self.usd
        if years is not None:
            self._add_years(years, self._touched().take(places), usd)

    def _lead(self, part: Part, usd: np.ndarray | None) -> None:
        groups = self._groups().take(part.places)
        groups[list(part.problems)] = GROUPS.index(UNREADABLE)
        for group, leading in self.leading.items():
            wanted = groups == GROUPS.index(group)
            leading.add(part.frame, wanted, part.places, usd, self.count + 1)

    def _groups(self) -> np.ndarray:
        """The group of each entry of the plan, by its number."""
        new = [GROUPS.index(group_of(row)) for row in self.plan.rows[len(self.groups) :]]
        if new:
            self.groups = np.concatenate([self.groups, np.array(new)])
        return self.groups

    def _touched(self) -> np.ndarray:
        """How the law touches each entry of the plan, by the number of the Touch."""
        known = len(self.touched)
        new = [
            self.touches.setdefault(
                touch_of(GROUPS[group], row.measures, row.possible), len(self.touches)
            )
            for row, group in zip(
                self.plan.rows[known:], self._groups()[known:].tolist(), strict=True
            )
        ]
        if new:
            self.touched = np.concatenate([self.touched, np.array(new)])
        return self.touched

    def _add_years(self, years: np.ndarray, touched: np.ndarray, usd: np.ndarray | None) -> None:
        keys = years * len(self.touches) + touched
        rows = np.bincount(keys)
        sums = np.zeros(len(rows)) if usd is None else np.bincount(keys, usd)
        for key in np.flatnonzero(rows).tolist():
            year_and_touch = divmod(key, len(self.touches))
            found = self.by_year.get(year_and_touch, Sum())
            self.by_year[year_and_touch] = found + Sum(int(rows[key]), float(sums[key]))

    @functools.cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of rows, once all are counted, the most rows first; broken rows among them."""
        usd = self.usd if len(self.usd) else np.zeros(len(self.rows))
        plan = self.plan
        kinds = [
            Kind(
                plan.rows[place],
                group_of(plan.rows[place]),
                plan.reasons[place],
                Sum(int(self.rows[place]), float(usd[place])),
                place,
            )
            for place in np.flatnonzero(self.rows).tolist()
        ]
        kinds += [
            Kind(Row(UNREADABLE, reason=reason), UNREADABLE, (reason,), Sum(count))
            for reason, count in self.broken.items()
        ]
        return tuple(sorted(kinds, key=lambda kind: -kind.sum.rows))

    @property
    def count(self) -> int:
        """The number of all rows."""
        return int(self.rows.sum()) + self.broken.total()

    @property
    def nothing_read(self) -> bool:
        """Whether there are rows, and none of them could be read."""
        return 0 < self.count == self.by_group[UNREADABLE].rows

    @functools.cached_property
    def by_group(self) -> Mapping[str, Sum]:
        """The rows of each of GROUPS."""
        return {**dict.fromkeys(GROUPS, Sum()), **self.sums(lambda kind: (kind.group,))}

    @functools.cached_property
    def of_groups(self) -> Sum:
        """The open rows that may be no trade with the State, because a side is a group."""
        open_sides = (
            kind.sum
            for kind in self.kinds
            if kind.group == "undetermined" and may_be_elsewhere(kind.row)
        )
        return sum(open_sides, Sum())

    @functools.cached_property
    def touched_years(self) -> Mapping[tuple[str, Touch], Sum]:
        """The rows by year and by how the law touches them; broken rows have no year."""
        touches = list(self.touches)
        found = {}
        for (year, touch), total in self.by_year.items():
            assert self.year_reader
            found[self.year_reader.cells[year].text, touches[touch]] = total
        return dict(sorted(found.items()))

    @functools.cached_property
    def years(self) -> Mapping[tuple[str, str], Sum]:
        """The rows by year and group; broken rows have no year."""
        found: dict[tuple[str, str], Sum] = {}
        for (year, touch), total in self.touched_years.items():
            found[year, touch.group] = found.get((year, touch.group), Sum()) + total
        return dict(sorted(found.items()))

    def sums(self, names_of: Callable[[Kind], Iterable[str]]) -> dict[str, Sum]:
        """The rows under each name that a kind of row has, the most rows first."""
        sums: dict[str, Sum] = {}
        for kind in self.kinds:
            for name in dict.fromkeys(names_of(kind)):
                sums[name] = sums.get(name, Sum()) + kind.sum
        return dict(sorted(sums.items(), key=lambda pair: -pair[1].rows))

    def listed(self, column: str) -> dict[str, Sum]:
        """The rows under each entry of measures, possible or hinges_on."""
        return self.sums(lambda kind: filter(None, getattr(kind.row, column).split("; ")))

    @functools.cached_property
    def reasons(self) -> Mapping[str, Sum]:
        """The rows under each reason, with what differs from row to row left out."""
        return self.sums(lambda kind: (PARTICULAR.sub("…", reason) for reason in kind.reasons))


def may_be_elsewhere(row: Row) -> bool:
    """Whether a side of an open row is a group, or in no list."""
    return f"direction=unknown|{regime().state.neither}" in row.decision.split(";")


def group_of(row: Row) -> str:
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


def _added(sums: np.ndarray, more: np.ndarray) -> np.ndarray:
    if len(more) > len(sums):
        sums, more = more.astype(float), sums
    sums[: len(more)] += more
    return sums
