"""What came out of a screened file, counted: every row once, by its kind and by its year.

A file comes in parts. `Tally.add` counts each with NumPy, by the number that the plan gave to each
row's entry; when all are counted, what is asked of a tally is worked out from these counts.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from .amounts import Amounts, YearReader
from .columns import Source
from .csvfile import Batch
from .decision import RowAnswer
from .groups import GROUPS, RowKind, Sum, Touch, group_of, may_be_elsewhere, touch_of
from .leading import Leading
from .owncodes import OwnCodes
from .plan import UNREADABLE, Plan
from .question import read_as
from .traps import Traps

TO_LEAD = ("prohibited", "undetermined")  # groups of which the rows worth most are kept

# What differs from row to row in reasons of the same kind: values in quotes, numbers, lines, codes.
PARTICULAR = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"[^"]*"|(?<=: )-?\d[\d.]*|(?<=line )\d+"""
    r"|(?<= has )\d+(?= fields)|(?<=HS )\d+|(?<=HS code )\d+"
)


class ScreenedPart(NamedTuple):
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

    def with_frame(self, frame: Any) -> ScreenedPart:
        return self._replace(batch=self.batch._replace(frame=frame))


class Tally:
    """The rows of a file by kind.

    `said` is what was found out about the file, `reading` what reading() says, `amounts` where the
    values stand, None without any, `columns` those of the file that it looks at. `rows` and `usd`
    are counts by the number of an entry in the plan, `groups` and `touched` what that entry comes
    to; the plan grows from part to part, and they grow after it.
    """

    def __init__(self, plan: Plan, amounts: Amounts | None = None) -> None:
        self.plan, self.amounts = plan, amounts
        self.reading = read_as(plan.question)
        self.said: list[str] = []
        self.rows = np.zeros(0)
        self.usd = np.zeros(0)
        self.broken: Counter[str] = Counter()
        self.unvalued = 0  # rows whose value cannot be read
        self.groups = np.zeros(0, "i8")  # places in GROUPS
        self.year_reader = YearReader(plan.question) if "on" in plan.question.columns else None
        self.touches: dict[Touch, int] = {}
        self.touched = np.zeros(0, "i8")  # numbers of `touches`
        self.by_year: dict[tuple[int, int], Sum] = {}  # by class of year and number of Touch
        self.traps = Traps(plan.question)
        self.own_codes = OwnCodes(plan)
        self.columns = list(plan.question.asked)
        if amounts and amounts.column not in self.columns:
            self.columns.append(amounts.column)
        self.leading = {group: Leading(self.columns) for group in TO_LEAD}

    def add(self, part: ScreenedPart) -> None:
        """Count the rows of a part."""
        places, usd = part.places, None
        if self.amounts:
            usd = self.amounts.of(part.source)
        self.traps.add(part.source)
        self.own_codes.add(part.frame, part.places)
        self._lead(part, usd)
        years = self.year_reader.ids_in(part.source) if self.year_reader else None
        # A broken row is counted by what is wrong with it: what it says may be another column's.
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

    def _lead(self, part: ScreenedPart, usd: np.ndarray | None) -> None:
        groups = self._groups().take(part.places)
        groups[list(part.problems)] = GROUPS.index(UNREADABLE)
        for group, leading in self.leading.items():
            wanted = groups == GROUPS.index(group)
            # These rows are not counted yet, so `count` is how many stand before them.
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
        """Count rows by year and touch: two numbers of a row make one, counted at once."""
        keys = years * len(self.touches) + touched
        rows = np.bincount(keys)
        sums = np.zeros(len(rows)) if usd is None else np.bincount(keys, usd)
        for key in np.flatnonzero(rows).tolist():
            year_and_touch = divmod(key, len(self.touches))
            before = self.by_year.get(year_and_touch, Sum())
            self.by_year[year_and_touch] = before + Sum(int(rows[key]), float(sums[key]))

    @functools.cached_property
    def kinds(self) -> tuple[RowKind, ...]:
        """The kinds of rows, once all are counted, the most rows first; broken rows among them."""
        usd = self.usd if len(self.usd) else np.zeros(len(self.rows))
        plan = self.plan
        kinds = [
            RowKind(
                plan.rows[place],
                group_of(plan.rows[place]),
                plan.reasons[place],
                Sum(int(self.rows[place]), float(usd[place])),
                place,
            )
            for place in np.flatnonzero(self.rows).tolist()
        ]
        kinds += [
            RowKind(RowAnswer(UNREADABLE, reason=reason), UNREADABLE, (reason,), Sum(count))
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
        totals = {}
        for (year, touch), total in self.by_year.items():
            assert self.year_reader  # it has read these years
            totals[self.year_reader.cells[year].text, touches[touch]] = total
        return dict(sorted(totals.items()))

    @functools.cached_property
    def years(self) -> Mapping[tuple[str, str], Sum]:
        """The rows by year and group; broken rows have no year."""
        totals: dict[tuple[str, str], Sum] = {}
        for (year, touch), total in self.touched_years.items():
            totals[year, touch.group] = totals.get((year, touch.group), Sum()) + total
        return dict(sorted(totals.items()))

    def sums(self, names_of: Callable[[RowKind], Iterable[str]]) -> dict[str, Sum]:
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


def _added(sums: np.ndarray, more: np.ndarray) -> np.ndarray:
    # The plan grows: whichever is longer takes up the other.
    if len(more) > len(sums):
        sums, more = more.astype(float), sums
    sums[: len(more)] += more
    return sums
