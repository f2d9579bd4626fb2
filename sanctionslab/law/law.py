"""Law: the resolutions, what is in force on a day, and changed copies."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeGuard

from ..errors import KitError, near, quoted, shown
from ..logic import UNKNOWN
from ..vocabulary import known_day
from .entries import entry_of, measure_from
from .lint import lint
from .measure import Exemption, LawError, Measure, Resolution
from .memory import remembered
from .rulebook import Rulebook

WRITTEN_NUMBER = re.compile(r"(?:S/RES/|UNSCR |resolution )?(\d{4})(?: ?\(\d{4}\))?", re.IGNORECASE)


def _checked(given: object) -> list[Resolution]:
    """Resolutions to make a law of. Raises LawError for anything else."""
    resolutions: list[Any] = list(given) if isinstance(given, Iterable) else [given]
    for resolution in resolutions:
        if not isinstance(resolution, Resolution):
            message = (
                f"A Law is made of resolutions, not of {shown(resolution)}. "
                "Start from sl.law(), or take some of sl.law().resolutions."
            )
            raise LawError(message, "resolutions", resolution)
    return resolutions


class Law:
    """Resolutions and their measures.

    Immutable: every method that changes the law returns a changed copy.

    >>> law().measure("2397:5") in law().in_force("2024-02-18")
    True
    >>> [m.id for m in law().without(2397).in_force("2024-02-18") if m.id.startswith("2375:14")]
    ['2375:14']
    """

    def __init__(
        self, resolutions: Iterable[Resolution], removed: frozenset[str] = frozenset()
    ) -> None:
        in_order = sorted(_checked(resolutions), key=lambda adopted: (adopted.day, adopted.key))
        self._resolutions = {resolution.key: resolution for resolution in in_order}
        measures = (measure for resolution in in_order for measure in resolution.measures)
        self._measures = {measure.id: measure for measure in measures}
        self.removed = removed  # paragraphs taken out one by one: what they granted is gone too

    # What is in it

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """Every resolution and failed draft in this law, by date."""
        return tuple(self._resolutions.values())

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure in this law, by resolution and paragraph."""
        return tuple(self._measures.values())

    def resolution(self, number: int | str) -> Resolution:
        """A resolution by its number (2397) or a draft by its symbol.

        Raises LawError with the near miss.
        """
        return self._resolutions[self._key(number)]

    def measure(self, paragraph: str) -> Measure:
        """A measure by its id ("2397:7"). Raises LawError with the near miss.

        >>> law().measure("2397:77")
        Traceback (most recent call last):
        ...
        sanctionslab.law.measure.LawError: "2397:77" is no measure in this law. \
Did you mean "2397:7"?
        """
        if not isinstance(paragraph, str) or paragraph not in self._measures:
            hint = near(paragraph, self._measures) or " sl.law().measures lists them."
            message = f"{quoted(paragraph)} is no measure in this law.{hint}"
            raise LawError(message, "measure", paragraph, self._measures)
        return self._measures[paragraph]

    def has(self, name: str) -> bool:
        """Whether a measure with this id, or a resolution with this key, is in this law.

        >>> law().has("2397:7"), law().has("2397"), law().without(2397).has("2397")
        (True, True, False)
        """
        is_name = isinstance(name, str)
        return is_name and (name in self._measures or name in self._resolutions)

    def _key(self, number: object) -> str:
        """The key of a resolution from its number or symbol as people write them."""
        if type(number) is int and 0 < number < 10_000:  # Python prints no very long number
            text = str(number)
        else:
            text = number.strip() if isinstance(number, str) else ""
        if match := WRITTEN_NUMBER.fullmatch(text):
            key: str | None = match[1]
        else:
            named = self._resolutions.values()
            key = next((known.key for known in named if text in (known.key, known.symbol)), None)
        if key is None or key not in self._resolutions:
            has = f" It has {', '.join(self._resolutions) or 'none'}."
            hint = near(text, self._resolutions) or has
            message = f"{quoted(text or number)} is no resolution in this law.{hint}"
            raise LawError(message, "resolution", number, self._resolutions)
        return key

    # Changed copies

    def as_of(self, day: object) -> Law:
        """The law as it had been adopted by the end of a day.

        >>> [r.number for r in law().as_of("2012-01-01").resolutions if r.kind == "sanctions"]
        [1718, 1874]
        """
        last = known_day(day, _no_day("as_of", "2012-01-01"))
        adopted = (resolution for resolution in self.resolutions if resolution.day <= last)
        return Law(adopted, self.removed)

    def without(self, *names: int | str) -> Law:
        """The law without some resolutions (2397) or single measures ("2397:7").

        What they replaced comes back; what only extended them falls with them.

        >>> law().without(2397, "2375:14").measure("2371:8").id
        '2371:8'
        """
        measures = frozenset(self.measure(name).id for name in names if _is_paragraph(name))
        keys = frozenset(self._key(name) for name in names if not _is_paragraph(name))
        return self._copy_without(keys, measures)

    @remembered  # a copy has a rulebook of its own, which takes far longer to make than the copy
    def _copy_without(self, keys: frozenset[str], measures: frozenset[str]) -> Law:
        kept = (resolution for resolution in self.resolutions if resolution.key not in keys)
        if measures:
            kept = (_without_measures(resolution, measures) for resolution in kept)
        return Law(kept, self.removed | measures)

    def only(self, *numbers: int | str) -> Law:
        """The law with nothing but some resolutions.

        >>> [r.number for r in law().only(1718).resolutions]
        [1718]
        """
        keep = {self._key(number) for number in numbers}
        kept = (resolution for resolution in self.resolutions if resolution.key in keep)
        return Law(kept, self.removed)

    def changed(self, paragraph: str, **fields: Any) -> Law:
        """A copy with one measure changed, checked like the law files.

        Arguments: the id of the measure, and the keys of its TOML entry with their new values
        (`from_` for `from`).

        >>> rugs = {"direction": "to_dprk", "conduct": "transfer", "item": "rug"}
        >>> len(law().changed("2321:5", when=rugs).measure("2321:5").when)
        1
        """
        old = self.measure(paragraph)
        entry = {**entry_of(old), **{name.rstrip("_"): value for name, value in fields.items()}}
        new = measure_from(entry, f"changed({paragraph})", self.resolution(old.resolution))
        resolutions = (_with_measure(resolution, new) for resolution in self.resolutions)
        changed = Law(resolutions, self.removed)
        lint(changed)
        return changed

    # What is in force

    @functools.cached_property
    def rulebook(self) -> Rulebook:
        """This law made ready for deciding cases."""
        return Rulebook(self)

    @functools.cached_property
    def boundaries(self) -> tuple[date, ...]:
        """Every day on which the law in force can change, in order."""
        days: set[date] = set()
        for resolution in self.resolutions:
            if resolution.adopted:
                days.add(resolution.adopted)
                for measure in resolution.measures:
                    days.update(day for day in (measure.starts, measure.ends) if day)
        return tuple(sorted(days))

    def last_change(self, day: date) -> date:
        """The last of the boundaries up to a day; the first day of the calendar before them."""
        place = bisect_right(self.boundaries, day)
        # Before the first change every day is like the first of the calendar.
        return self.boundaries[place - 1] if place else date.min

    def in_force(self, day: object) -> tuple[Measure, ...]:
        """The measures in force on a day, in order.

        A measure is in force from the adoption of its resolution, or from its own later day,
        unless a measure that replaces it (directly or through others) has taken effect; a measure
        that extends others is in force only while one of them is.

        >>> leasing = law().measure("2270:29")
        >>> [leasing in law().in_force(day) for day in ("2016-06-01", "2018-01-01")]
        [True, False]
        """
        known = known_day(day, _no_day("in_force", "2024-02-18"))
        return self._in_force_since(self.last_change(known))

    @remembered
    def _in_force_since(self, day: date) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measures if self._stands(measure, day))

    def _stands(self, measure: Measure, day: date) -> bool:
        return self._enacted(measure, day) and not self._displaced(measure, day)

    def _enacted(self, measure: Measure, day: date) -> bool:
        adopted = self._resolutions[measure.resolution].adopted
        if adopted is None or day < (measure.starts or adopted):
            return False
        # The day of `until` is the first one without it.
        if measure.ends and day >= measure.ends:
            return False
        if not measure.extends:
            return True
        # What a measure extends may have been taken out of this law.
        extended = (self._measures[id_] for id_ in measure.extends if id_ in self._measures)
        return any(self._stands(other, day) for other in extended)

    def _displaced(self, measure: Measure, day: date) -> bool:
        # What took the place of a measure keeps it out even when it has been replaced in turn:
        # a ban that a later one took over does not come back beside it.
        replacers = self._replacers.get(measure.id, ())
        return any(self._enacted(other, day) or self._displaced(other, day) for other in replacers)

    @functools.cached_property
    def _replacers(self) -> dict[str, list[Measure]]:
        """For the id of each measure that is replaced, the measures that do."""
        replacers: dict[str, list[Measure]] = {}
        for measure in self.measures:
            for replaced in measure.replaces:
                replacers.setdefault(replaced, []).append(measure)
        return replacers

    @remembered  # by the measure, not by its id: another law may have another one under it
    def exemptions(self, measure: Measure) -> tuple[Exemption, ...]:
        """Every exemption that this law knows for a measure.

        First its own, then those of paragraphs that lift it.

        >>> [e.by for e in law().exemptions(law().measure("2397:7"))]
        ['2397:7', '2397:16', '2321:46', '2371:26', '2375:26', '2397:22', '2397:25']
        """
        return (*self._own_exemptions(measure), *self._lifting(measure))

    def regime(self, measure: Measure) -> str:
        """The regime of sanctions that a measure belongs to.

        >>> law().regime(law().measure("2397:7"))
        'dprk-1718'
        """
        return self._resolutions[measure.resolution].regime

    def _own_exemptions(self, measure: Measure) -> list[Exemption]:
        # What is granted by a paragraph that this law lacks is not granted.
        return [
            exemption
            for exemption in measure.unless
            if exemption.by.partition(":")[0] in self._resolutions
            and exemption.by not in self.removed
        ]

    @functools.cached_property
    def lifting(self) -> tuple[Measure, ...]:
        """The measures that lift others."""
        return tuple(measure for measure in self.measures if measure.lifts)

    def _lifting(self, measure: Measure) -> list[Exemption]:
        """What other paragraphs of its regime lift: this measure, one that it extends, or all."""
        family = {measure.id} | self._ancestors(measure)
        lifting = [
            other
            for other in self.lifting
            if family & set(other.lifts) or (other.lifts == ("all",) and not measure.firm)
        ]
        # A measure of another law may be asked about, which this one does not have any more.
        if self.has(measure.resolution):
            regime = self.regime(measure)
            lifting = [other for other in lifting if self.regime(other) == regime]
        return [other.as_exemption for other in lifting]

    def _ancestors(self, measure: Measure) -> set[str]:
        """The ids of the measures that this one extends, directly or through others."""
        ancestors = set()
        for parent in measure.extends:
            # The one that is named may be missing here: its id counts all the same.
            ancestors.add(parent)
            if parent in self._measures:
                ancestors |= self._ancestors(self._measures[parent])
        return ancestors

    # Laws as values

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Law):
            return False
        return self._resolutions == other._resolutions and self.removed == other.removed

    def __reduce__(self) -> tuple[Any, ...]:
        return Law, (self.resolutions, self.removed)  # it travels without what it remembers

    def __hash__(self) -> int:
        # By the keys alone, which is quick: of laws with the same keys `==` compares all.
        return hash(tuple(self._resolutions))

    def __repr__(self) -> str:
        count = f"{len(self._resolutions)} resolutions and drafts"
        return f"<Law: {count}, {len(self._measures)} measures>"


def _without_measures(resolution: Resolution, ids: frozenset[str]) -> Resolution:
    kept = tuple(measure for measure in resolution.measures if measure.id not in ids)
    return replace(resolution, measures=kept)


def _with_measure(resolution: Resolution, new: Measure) -> Resolution:
    """A resolution with a measure in the place of the one that has its id, if there is one."""
    measures = (new if measure.id == new.id else measure for measure in resolution.measures)
    return replace(resolution, measures=tuple(measures))


def _no_day(name: str, example: str) -> KitError:
    return LawError(f'{name} needs a day such as "{example}".', name, UNKNOWN)


def _is_paragraph(name: object) -> TypeGuard[str]:
    return isinstance(name, str) and ":" in name
