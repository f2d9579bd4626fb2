"""A report on a screened file, as one would hand it to somebody: its parts, whatever shows them."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from ..files import as_of
from ..law import Law
from ..outline import DOCUMENTS
from ..vocabulary import fact, regime
from .answers import settling
from .decision import Decision
from .groups import ELSEWHERE, RowKind, Sum
from .next_steps import PRIORITIES, next_of
from .summary import basis, titles
from .tally import Tally

ARGUED = 200  # decisions that have a row of their own, those with the most rows first
PICTURED = 8  # of these, at most so many have a picture
OF_GROUP = ("prohibited", "undetermined")
USD = "USD"
YEARS = "By year"


def _in_a_narrow_column(group: str) -> str:
    return f"no trade with {regime().state.name}" if group == ELSEWHERE else group


class ReportTable(NamedTuple):
    """A table of a report: a title, a sentence about it, headings and rows of cells."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class Link(NamedTuple):
    """A text that leads to a document."""

    text: str
    address: str


class Drawing(NamedTuple):
    """What draws the pictures of a report.

    `argument` makes a figure of a finding; `years` one of `rows_by_year` and a law, or None where
    the law touches no row.
    """

    argument: Callable[[Any], Any]
    years: Callable[[list[dict[str, Any]], Law], Any]


class Argued(NamedTuple):
    """A decision with its rows."""

    decision: Decision
    kind: RowKind
    priority: str
    next_step: str


class Report:
    """What is to be told of a screened file.

    Arguments: the tally of the file; `source` and `out`, the places of the file and of what was
    written; `without` and `assumed`, the law that was left out and what was assumed, as given.
    """

    def __init__(
        self,
        tally: Tally,
        source: Path,
        out: Path,
        without: tuple[str, ...] = (),
        assumed: Mapping[str, str] | None = None,
    ) -> None:
        self.tally, self.source, self.out = tally, source, out
        self.law = tally.plan.scope.law
        self._basis = list(basis(tally, without, assumed or {}))
        self._has_values = tally.amounts is not None

    @functools.cached_property
    def method(self) -> list[str]:
        """What was read, how, and under which law, in lines."""
        with self.source.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return [
            f"file: {self.source.name}, {self.source.stat().st_size:,} bytes",
            f"sha256: {digest}",
            f"rows written to: {self.out.name}",
            f"law and data as of: {as_of()}",
            *self._basis,
            "One screening, by the headings of the columns and without the documents behind a row. "
            "A prohibited row is the start of an inquiry and no finding.",
        ]

    @property
    def warnings(self) -> list[str]:
        """The known traps of trade statistics that the file shows."""
        return list(self.tally.traps.warnings())

    def tables(self) -> Iterator[ReportTable]:
        """The tables, in the order in which they are to be read."""
        yield self._verdicts()
        yield self._settling()
        yield self._priorities()
        yield self._years()
        yield self._directions()
        yield self._paragraphs()
        yield from self._top_rows()
        yield self._unreadable()

    def _head(self, *names: str) -> tuple[str, ...]:
        return (*names, "rows", USD) if self._has_values else (*names, "rows")

    def _cells(self, total: Sum) -> tuple[Any, ...]:
        return (total.rows, round(total.usd)) if self._has_values else (total.rows,)

    def _verdicts(self) -> ReportTable:
        rows = []
        for group, total in self.tally.by_group.items():
            rows.append((titles()[group], *self._cells(total)))
            if group == "undetermined" and self.tally.of_groups.rows:
                rows.append(("of these a side is a group", *self._cells(self.tally.of_groups)))
        note = f"All {self.tally.count:,} rows, each in one line."
        if self.tally.unvalued:
            note += f" {self.tally.unvalued:,} have no value that can be read and are in no sum."
        return ReportTable("By verdict", note, self._head("verdict"), rows)

    def _settling(self) -> ReportTable:
        rows = [
            (fact(each.fact).question, each.value, each.verdict, *self._cells(each.sum))
            for each in settling(self.tally)[:ARGUED]
        ]
        note = "Open rows that one answer would settle, if it is true of all of them."
        return ReportTable(
            "What one answer would settle", note, self._head("question", "answer", "then"), rows
        )

    def _priorities(self) -> ReportTable:
        sums = self.tally.sums(lambda kind: (next_of(kind.row, self.law).priority,))
        rows = [(name, *self._cells(sums[name])) for name in PRIORITIES if name in sums]
        return ReportTable("What comes first", "", self._head("priority"), rows)

    def _years(self) -> ReportTable:
        totals = self.tally.years
        rows: list[tuple[Any, ...]] = []
        for year in dict.fromkeys(year for year, _ in totals):
            cells = (self._cells(totals.get((year, group), Sum())) for group in titles())
            rows.append((year, *chain.from_iterable(cells)))
        head = ["year"]
        for name in map(_in_a_narrow_column, titles()):
            head += [name, f"{name}, {USD}"] if self._has_values else [name]
        note = "By the year of the period. Broken rows have no year."
        return ReportTable(YEARS, note, tuple(head), rows)

    @property
    def rows_by_year(self) -> list[dict[str, Any]]:
        """How many rows of each year the law touches in which way, for a picture."""
        verdicts = {ELSEWHERE: "not prohibited"}
        return [
            {
                "year": year[:4],  # that in which a longer period begins
                "verdict": verdicts.get(touch.group, touch.group),
                "measures": touch.measures,
                "possible": touch.possible,
                "rows": total.rows,
            }
            for (year, touch), total in self.tally.touched_years.items()
        ]

    def _directions(self) -> ReportTable:
        # Two names as one text: `sums` counts by one, and neither has a line end in it.
        sums = self.tally.sums(lambda kind: (f"{_direction(kind)}\n{kind.group}",))
        rows = []
        for name, total in sorted(sums.items()):
            way, group = name.split("\n")
            direction = fact("direction").values.get(way, "not known")
            rows.append((direction, _in_a_narrow_column(group), *self._cells(total)))
        return ReportTable("By direction", "", self._head("direction", "verdict"), rows)

    def _paragraphs(self) -> ReportTable:
        rows = []
        for column, word in (("measures", "prohibits"), ("possible", "might prohibit")):
            for id, total in self.tally.listed(column).items():
                measure = self.law.measure(id)
                symbol = self.law.resolution(measure.resolution).symbol
                link = Link(symbol, DOCUMENTS + symbol.replace(" ", ""))
                rows.append((id, word, *self._cells(total), measure.duty, link))
        note = "A row counts for every paragraph that touches it. The duty is in our own words."
        return ReportTable(
            "By paragraph", note, (*self._head("paragraph", "it"), "duty", "document"), rows
        )

    def _top_rows(self) -> Iterator[ReportTable]:
        for group, leading in self.tally.leading.items():
            head = ("row", *map(str, leading.columns), "measures", "next step")
            rows = []
            for lead in leading.rows:
                row = self.tally.plan.rows[lead.place]
                step = next_of(row, self.law).next_step
                paragraphs = row.measures or row.possible
                rows.append((lead.number, *lead.cells.values(), paragraphs, step))
            order = "worth most" if self._has_values else "first"
            note = f"The {len(rows)} that are {order}, as they stand in the file."
            yield ReportTable(f"Rows that are {titles()[group]}", note, head, rows)

    def _unreadable(self) -> ReportTable:
        rows = [(reason, *self._cells(total)) for reason, total in self.tally.reasons.items()]
        note = "What is to be said of rows beyond their verdict, what could not be read among it."
        return ReportTable("Reasons", note, self._head("reason"), rows)

    @functools.cached_property
    def decisions(self) -> list[Argued]:
        """The decisions about rows that are prohibited or open, by priority."""
        kinds = [kind for kind in self.tally.kinds if kind.group in OF_GROUP][:ARGUED]
        decisions = []
        for kind in kinds:
            follow_up = next_of(kind.row, self.law)
            own_code = self.tally.own_codes.of(kind.place) or None
            decision = Decision(kind.row.decision, self.law, own_code)
            decisions.append(Argued(decision, kind, follow_up.priority, follow_up.next_step))
        return sorted(decisions, key=lambda each: (each.priority, -each.kind.sum.rows))

    def sums_of(self, kind: RowKind) -> tuple[Any, ...]:
        """The rows of a kind, and their value if the file has values."""
        return self._cells(kind.sum)

    @property
    def heads_of_sums(self) -> tuple[str, ...]:
        return self._head()


def _direction(kind: RowKind) -> str:
    parts = (part.removeprefix("assume:") for part in kind.row.decision.split(";"))
    facts = dict(part.split("=", 1) for part in parts if "=" in part)
    return facts.get("direction", "unknown")
