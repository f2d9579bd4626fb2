"""A teacher's settings for grading: what each exercise weighs, and what a late day costs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from ..errors import KitError, near
from ..files import read_toml
from .bank import LEVELS, Exercise

SECONDS_A_DAY = 24 * 60 * 60

SETTINGS_KEYS = ("points", "weights", "late")
LATE_KEYS = ("due", "per_day", "grace")


class WeighedShare(NamedTuple):
    """What an exercise counts, and which share of it was reached, from 0 to 1."""

    weight: float
    share: float


@dataclass(frozen=True)
class Reckoning:
    """How a student's points come about.

    `parts` are the exercises that count, `waiting` the arguments that nobody has marked yet,
    `best` is the best grade; `days` is how late it was, of which `free` cost nothing, and
    `per_day` the share that each of the others costs; `is_counted` is whether the days were
    counted, or a platform said no more than that it was late.

    >>> parts = {"02.1": WeighedShare(2, 1), "02.3": WeighedShare(1, 0)}
    >>> late = Reckoning(parts, (), 9, days=3, free=1, per_day=0.1)
    >>> late.reached, late.possible, late.cost, late.points
    (2, 3, 0.2, 4.8)
    """

    parts: Mapping[str, WeighedShare] = field(hash=False)
    waiting: tuple[str, ...]
    best: float
    days: int
    free: int
    per_day: float
    is_counted: bool = True

    @property
    def reached(self) -> float:
        """The sum of what was reached, each exercise by its weight."""
        return rounded(sum(part.weight * part.share for part in self.parts.values()))

    @property
    def possible(self) -> float:
        """The sum of the weights."""
        return rounded(sum(part.weight for part in self.parts.values()))

    @property
    def cost(self) -> float:
        """The share of the points that late days cost, from 0 to 1."""
        return min(1.0, self.per_day * (self.days - self.free))

    @property
    def in_time(self) -> float:
        """The points without what late days cost."""
        return rounded(self.best * self._share)

    @property
    def points(self) -> float:
        """The points that the student has."""
        return rounded(self.best * self._share * (1 - self.cost))

    @property
    def _share(self) -> float:
        weights = sum(part.weight for part in self.parts.values())
        if not weights:
            return 0.0
        return sum(part.weight * part.share for part in self.parts.values()) / weights


@dataclass(frozen=True)
class Settings:
    """What the marks come to.

    `best` is the best grade, or None for the sum of the weights; `weights` say what an exercise or
    a level counts, 1 where nothing is said and 0 for an argument that nobody marked; `due` is the
    moment after which a file is late, `per_day` the share that each day begun costs, `grace` the
    days that cost nothing.
    """

    best: float | None = None
    weights: Mapping[str, float] = field(default_factory=dict, hash=False)
    due: datetime | None = None
    per_day: float = 0.0
    grace: int = 0

    def days_late(self, files: Iterable[Path], is_marked: bool = False) -> int:
        """The days begun after the due moment, by the time of the latest file; 1 if only marked."""
        if self.due is None:
            return int(is_marked)
        # An unpacked folder tells the time of a file; what a platform marks as late is so by a day.
        late = max((path.stat().st_mtime for path in files), default=0) - self.due.timestamp()
        return max(ceil(late / SECONDS_A_DAY), int(is_marked), 0)

    def reckoned(
        self,
        states: Mapping[str, str],
        questions: Mapping[str, Exercise],
        shares: Mapping[str, float],
        days: int = 0,
        marked: Collection[str] = (),
    ) -> Reckoning:
        """How a student's points come about.

        Arguments: `states`, what became of each exercise; `shares`, the marks from 0 to 1 that a
        teacher gave for arguments; `days`, how late it was; `marked`, the arguments that the
        teacher has marked in this class: one that was not handed in counts as nothing of it.
        """
        parts = {
            id_: WeighedShare(self.weight(questions[id_]), shares.get(id_, float(state == "right")))
            for id_, state in states.items()
            if questions[id_].level != "argue" or id_ in shares or id_ in marked
        }
        waiting = tuple(
            id_ for id_, state in states.items() if id_ not in parts and state != "missing"
        )
        possible = sum(part.weight for part in parts.values())
        best = rounded(possible if self.best is None else self.best)
        free, is_counted = min(days, self.grace), self.due is not None
        return Reckoning(parts, waiting, best, days, free, self.per_day, is_counted)

    def weight(self, exercise: Exercise) -> float:
        """What an exercise counts: by its id, by its level, else 1."""
        return self.weights.get(exercise.id, self.weights.get(exercise.level, 1))


def rounded(points: float) -> float:
    """Points with two digits at most; whole ones as whole numbers."""
    return int(points) if float(points).is_integer() else round(points, 2)


def read_settings(path: str | Path, questions: Mapping[str, Exercise]) -> Settings:
    """The Settings in a TOML file.

        points = 20
        [weights]
        "02.3" = 2
        argue = 3
        [late]
        due = 2026-12-01T23:59:00
        per_day = 0.1
        grace = 2

    Every part may be left out. Raises KitError for a file that says something else.
    """
    entries = read_toml(path)
    weights, late = entries.get("weights", {}), entries.get("late", {})
    for known, entry, place in (
        (SETTINGS_KEYS, entries, ""),
        (None, weights, "weights."),
        (LATE_KEYS, late, "late."),
    ):
        _refuse_unknown(path, entry, known, place)
    names = {*questions, *LEVELS}
    for name, weight in weights.items():
        if name not in names:
            _refuse(path, f"{name} is no exercise and no level.{near(name, names)}", name)
        _number(path, f"the weight of {name}", weight)
    due = late.get("due")
    if due is not None and not isinstance(due, datetime):
        _refuse(path, "late.due has to be a day and a time, as 2026-12-01T23:59:00.", due)
    return Settings(
        _number(path, "points", entries["points"]) if "points" in entries else None,
        weights,
        due,
        _number(path, "late.per_day", late.get("per_day", 0), 1),
        ceil(_number(path, "late.grace", late.get("grace", 0))),
    )


def _refuse_unknown(
    path: str | Path, entry: Any, known: Collection[str] | None, place: str
) -> None:
    if not isinstance(entry, dict):
        _refuse(path, f"{place.rstrip('.')} has to be a table.", entry)
    for name in entry:
        if known and name not in known:
            _refuse(
                path,
                f"{place}{name} is not known; there is {', '.join(known)}.{near(name, known)}",
                name,
            )


def _number(path: Any, what: str, value: Any, most: float = 1_000_000) -> float:
    if type(value) not in (int, float) or not 0 <= value <= most:
        _refuse(path, f"{what} has to be a number from 0 to {most:,}, and is {value!r:.40}.", value)
    return value


def _refuse(path: str | Path, sentence: str, value: object) -> NoReturn:
    raise KitError(f"The settings in {path}: {sentence}", "settings", value)
