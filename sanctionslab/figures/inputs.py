"""What the figures take: a law, events, a first day, each checked and with its default."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from ..errors import KitError, shown
from ..law import Law, law
from ..shapes import DAY, TEXT, TEXTS, Key, Kind, first_fault
from ..tables import events as every_event
from ..vocabulary import known_day, regime

TABLE = Kind("a table", lambda value: isinstance(value, dict))
TWO = Kind(
    "a table with two keys of items", lambda value: isinstance(value, dict) and len(value) == 2
)

# What a figure takes from its section of regime.toml.
SECTIONS: dict[str, dict[str, Key]] = {
    "one_car": {
        "since": Key(DAY, needed=True),
        "cars": Key(TWO, needed=True),
        "cases": Key(TEXTS, needed=True),
        "lesson": Key(TEXT, needed=True),
    },
    "status_by_date": {
        "groups": Key(TABLE, needed=True),
        "told_in_full": Key(TEXTS, needed=True),
    },
    "cooperation": {"title": Key(TEXT, needed=True), "labels": Key(TABLE, needed=True)},
}

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


def chosen(figure: str) -> Mapping[str, Any]:
    """What `data/regime.toml` tells a figure to show.

    Raises KitError where it tells nothing, and where what it tells is amiss.

    >>> chosen("one_car")["cars"]["ordinary car"]
    'passenger_car'
    """
    place = f"[figures.{figure}] of data/regime.toml"
    if figure not in regime().figures:
        message = f"{figure}() shows what {place} names, and this regime has no such section. "
        raise KitError(f"{message}Write one, or take another figure.", "figure", figure)
    keys, section = SECTIONS[figure], regime().figures[figure]
    fault = first_fault(section, keys)
    if fault:
        message = f"{place}: {fault.key} is {fault.kind}; {shown(fault.value)} stands there. "
        raise KitError(f"{message}Its keys are {', '.join(keys)}.", fault.key, fault.value, keys)
    return section


def first_case_called() -> str:
    """The first case of the course at the head of a sentence."""
    called = regime().first_case_called
    return called[0].upper() + called[1:]


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
