"""How one case fares from day to day, in spans of days over which nothing changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ..cases import Case
from ..files import as_of
from ..law import Law
from ..verdict import Finding, Verdict, classify
from ..vocabulary import ONE_DAY
from .inputs import timestamps
from .looks import CAPPED, CONDITIONAL, NOT_COVERED, PROHIBITED


@dataclass(frozen=True)
class Phase:
    """Days over which a case fares the same.

    First and last day, the finding, its status, and the paragraphs behind it.
    """

    start: date
    end: date
    finding: Finding
    status: str
    paragraphs: tuple[str, ...]

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def status_of(finding: Finding) -> str:
    """What a finding amounts to for a whole class of cases.

    A case that hangs on unknown facts is capped if one of them is whether it stays inside a
    quantity, and else conditional.
    """
    if finding.verdict is Verdict.PROHIBITED:
        return PROHIBITED
    if finding.verdict is Verdict.NOT_PROHIBITED:
        return NOT_COVERED
    return CAPPED if "within_cap" in finding.hinges_on else CONDITIONAL


def course(case: Case, law: Law, since: date) -> list[Phase]:
    """How a case fares from a day to the day of the data.

    A new span begins wherever the status or the paragraphs change.
    """
    last = as_of()
    days = [day for day in law.rulebook.turning_days() if since < day <= last]
    starts: list[tuple[date, Finding, str, tuple[str, ...]]] = []
    for day in (since, *days):
        finding = classify(case.but(on=day), law)
        # What bars the case, or else what may.
        paragraphs = tuple(ground.id for ground in finding.grounds or finding.possible)
        status = status_of(finding)
        if not starts or starts[-1][2:] != (status, paragraphs):  # without its day and finding
            starts.append((day, finding, status, paragraphs))
    ends = [day - ONE_DAY for day, *_ in starts[1:]] + [last]
    return [
        Phase(day, end, finding, status, paragraphs)
        for (day, finding, status, paragraphs), end in zip(starts, ends, strict=True)
    ]


def start_of(spans: Sequence[Phase], *statuses: str) -> date:
    """The first day with one of the statuses; `date.max` where there is none."""
    return next((span.start for span in spans if span.status in statuses), date.max)


def changes(spans: Sequence[Phase]) -> list[Phase]:
    """The spans that begin with another status than the one before had."""
    befores = [None, *spans]
    return [
        span
        for before, span in zip(befores, spans, strict=False)
        if before is None or before.status != span.status
    ]


def table_of(rows: list[dict]) -> pd.DataFrame:
    """Rows about spans as a table, their first and last days as timestamps."""
    table = pd.DataFrame(rows)
    return table.assign(**{"from": timestamps(table["from"]), "to": timestamps(table["to"])})
