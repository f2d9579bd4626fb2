"""What the figures take: a law, events, a first day, each checked and with its default."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from ..errors import KitError
from ..law import Law, law
from ..tables import events as every_event
from ..vocabulary import known_day

# Without these columns no figure can draw an event.
EVENT_COLUMNS = ("id", "date", "start", "end", "contested", "category")


def law_or_whole(given: Law | None) -> Law:
    """The law to draw, checked, or the whole law."""
    if given is not None and not isinstance(given, Law):
        raise KitError(f"law is a Law such as sl.law(), not {type(given).__name__}.", "law", given)
    return law() if given is None else given


def events_or_all(given: pd.DataFrame | None) -> pd.DataFrame:
    """The events to draw: those given, checked for their columns, or all of them."""
    if given is None:
        return every_event()
    if not isinstance(given, pd.DataFrame):
        raise KitError(
            f"events is a table such as sl.events() gives, not {type(given).__name__}.",
            "events",
            given,
        )
    missing = [name for name in EVENT_COLUMNS if name not in given]
    if missing:
        raise KitError(
            f'These events have no column "{missing[0]}". '
            "Start from sl.events() and keep its columns.",
            "events",
            missing,
        )
    return given


def first_day(since: str | date) -> date:
    """The day that `since` names. Raises KitError where it is unknown."""
    refusal = KitError('since must be a day such as "2022-01-01".', "since", since)
    return known_day(since, refusal)


def by_day(events: pd.DataFrame) -> pd.DataFrame:
    """Events in the order of their days."""
    return events.sort_values(["start", "end", "id"])


def last_day(events: pd.DataFrame) -> date:
    """The last day that the events reach; a plan for some time in a year does not count."""
    exact = events[events["precision"] != "year"]
    return (exact if len(exact) else events)["end"].max().date()


def timestamps(days: Iterable[date | None]) -> pd.Series:
    """Days as a column of a table."""
    return pd.Series(days, dtype="datetime64[ns]")
