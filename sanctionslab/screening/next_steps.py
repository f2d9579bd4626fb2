"""What a row of trade asks of a person: which rows come first, and what to find out next."""

from __future__ import annotations

import functools
from typing import NamedTuple

from ..errors import KitError
from ..law import Law
from ..vocabulary import fact, from_the_item, regime
from .decision import Decision, RowAnswer
from .groups import may_be_elsewhere

PROHIBITED = "1 prohibited"
MOST_DAYS = "2 on most days of the period"
IN_A_HEADING = "3 a listed thing inside a broad heading"
OTHER = "4 another open question"
LUXURY = "5 national luxury only"
A_GROUP = "6 a side may be another country"
PRIORITIES = (PROHIBITED, MOST_DAYS, IN_A_HEADING, OTHER, LUXURY, A_GROUP)

BY_LISTS = {"national_luxury"}  # each State has a list of its own, so this is open of most goods
STEPS = {
    "hs": "find the longer code of the goods",
    "on": "find the day",
    "direction": "find out which way the goods went, and whether each side is {state}",
}


class Next(NamedTuple):
    """What is added to a row for a person: names of columns that the command line can add."""

    priority: str = ""
    share_of_days: str = ""
    next_step: str = ""


def next_of(row: RowAnswer, law: Law | None = None) -> Next:
    """What a row asks of a person; nothing where it is cleared.

    `priority` begins with a number, 1 first; `share_of_days` is the part of the days of its period
    on which the row is prohibited; `next_step` says what to find out.

    >>> row = RowAnswer("undetermined", hinges_on="national_luxury", possible="1718:8(a)(iii)",
    ...     decision="on=2018-01-23..2019-12-21;direction=to_dprk;conduct=transfer;hs=3303")
    >>> next_of(row).priority, next_of(row).share_of_days
    ('5 national luxury only', '0')
    >>> next_of(row).next_step
    "ask: Is it on the supplying State's own list of luxury goods?"
    """
    if row.verdict == "unreadable":
        return Next(next_step="mend the row, or ask its publisher")
    if row.verdict == "prohibited":
        return Next(PROHIBITED, "1", "check what is presumed; ask for an approval in advance")
    if row.verdict != "undetermined":
        return Next()
    return _of_an_open(row, law)


@functools.lru_cache(maxsize=1 << 15)
def _of_an_open(row: RowAnswer, law: Law | None) -> Next:
    try:
        share = Decision(row.decision, law).share_of_days
    except KitError:  # made under another law
        share = None
    hinges = set(row.hinges_on.split("; ")) - {""}
    rounded = "" if share is None else f"{share:.2g}"
    return Next(_priority(row, hinges, share), rounded, _step(row, hinges))


def _priority(row: RowAnswer, hinges: set[str], share: float | None) -> str:
    if may_be_elsewhere(row):
        return A_GROUP
    if share is not None and share > 0.5:
        return MOST_DAYS
    if hinges <= BY_LISTS:
        return LUXURY
    return IN_A_HEADING if hinges & {"item", "hs", *from_the_item()} else OTHER


def _step(row: RowAnswer, hinges: set[str]) -> str:
    """What to find out: the questions of the facts that it hinges on."""
    names = [name for name in row.hinges_on.split("; ") if name]
    # The words of `Decision.reason`: a row keeps nothing else of it.
    if "too short" in row.reason and "hs" not in hinges:
        names.insert(0, "hs")
    steps = [STEPS[name].format(state=regime().state.name) for name in names if name in STEPS]
    asked = [fact(name).question for name in names if name not in STEPS]
    if asked:
        steps.append(f"ask: {' '.join(asked)}")
    return "; ".join(steps) or "read the argument: sl.explain(decision)"
