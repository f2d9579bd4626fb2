"""law/law."""

import functools
import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date

from ..errors import _quoted, near
from ..logic import UNKNOWN
from ..vocabulary import fact
from .entries import _entry, _measure
from .lint import _lint
from .measure import Exemption, LawError
from .rulebook import Rulebook


class Law:
    """Resolutions and their measures. Immutable: every method that changes the law returns a changed copy.

    >>> law().measure("2397:5") in law().in_force("2024-02-18")
    True
    >>> [m.id for m in law().without(2397).in_force("2024-02-18") if m.id.startswith("2375:14")]
    ['2375:14']
    """

    def __init__(self, resolutions, removed=frozenset()):
        self._resolutions = {
            r.key: r for r in sorted(resolutions, key=lambda r: (r.adopted or r.voted, r.key))
        }
        self._removed = removed  # paragraphs taken out one by one: what they granted is gone too
        self._measures = {m.id: m for r in self._resolutions.values() for m in r.measures}
        self._cache = {}

    @property
    def resolutions(self):
        """Every resolution and failed draft in this law, by date."""
        return tuple(self._resolutions.values())

    @property
    def measures(self):
        """Every measure in this law, by resolution and paragraph."""
        return tuple(self._measures.values())

    def resolution(self, number):
        """A resolution by its number (2397) or a draft by its symbol. Raises LawError with the near miss."""
        return self._resolutions[self._key(number)]

    def measure(self, paragraph):
        """A measure by its id ("2397:7"). Raises LawError with the near miss.

        >>> law().measure("2397:77")
        Traceback (most recent call last):
        ...
        sanctionslab.law.measure.LawError: "2397:77" is no measure in this law. Did you mean "2397:7"?
        """
        if not isinstance(paragraph, str) or paragraph not in self._measures:
            hint = near(paragraph, self._measures) or " sl.law().measures lists them."
            raise LawError(
                f"{_quoted(paragraph)} is no measure in this law.{hint}",
                "measure",
                paragraph,
                self._measures,
            )
        return self._measures[paragraph]

    def _key(self, number):
        text = (
            str(number)
            if type(number) is int and 0 < number < 10_000
            else number.strip()
            if isinstance(number, str)
            else ""
        )
        match = _NUMBER.fullmatch(text)
        key = (
            match[1]
            if match
            else next((k for k, r in self._resolutions.items() if text in (k, r.symbol)), None)
        )
        if key not in self._resolutions:
            hint = (
                near(text, self._resolutions)
                or f" It has {', '.join(self._resolutions) or 'none'}."
            )
            raise LawError(
                f"{_quoted(text or number)} is no resolution in this law.{hint}",
                "resolution",
                number,
                self._resolutions,
            )
        return key

    def as_of(self, day):
        """The law as it had been adopted by the end of a day.

        >>> [r.number for r in law().as_of("2012-01-01").resolutions if r.kind == "sanctions"]
        [1718, 1874]
        """
        day = fact("on").parse(day)
        if day is UNKNOWN:
            raise LawError('as_of needs a day such as "2012-01-01".', "as_of", day)
        return Law((r for r in self.resolutions if (r.adopted or r.voted) <= day), self._removed)

    def without(self, *names):
        """The law without some resolutions (2397) or single measures ("2397:7").

        What they replaced comes back; what only extended them falls with them.

        >>> law().without(2397, "2375:14").measure("2371:8").id
        '2371:8'
        """
        paragraphs = [n for n in names if isinstance(n, str) and ":" in n]
        measures = {self.measure(n).id for n in paragraphs}
        numbers = {self._key(n) for n in names if n not in paragraphs}
        left_out = frozenset(measures | numbers)
        if left_out not in self._cache:
            self._cache[left_out] = Law(
                (
                    replace(r, measures=tuple(m for m in r.measures if m.id not in measures))
                    if measures
                    else r
                    for r in self.resolutions
                    if r.key not in numbers
                ),
                self._removed | measures,
            )
        return self._cache[left_out]

    def only(self, *numbers):
        """The law with nothing but some resolutions.

        >>> [r.number for r in law().only(1718).resolutions]
        [1718]
        """
        keep = {self._key(number) for number in numbers}
        return Law((r for r in self.resolutions if r.key in keep), self._removed)

    def changed(self, paragraph, **fields):
        """A copy with one measure changed, checked like the law files.

        Arguments: the id of the measure, and the keys of its TOML entry with their new values (`from_` for `from`).

        >>> strict = law().changed("2321:5", when={"direction": "to_dprk", "conduct": "transfer", "item": "rug"})
        >>> len(strict.measure("2321:5").when)
        1
        """
        old = self.measure(paragraph)
        entry = {**_entry(old), **{name.rstrip("_"): value for name, value in fields.items()}}
        new = _measure(entry, f"changed({paragraph})", self.resolution(old.resolution))
        changed = Law(
            (
                replace(r, measures=tuple(new if m.id == paragraph else m for m in r.measures))
                for r in self.resolutions
            ),
            self._removed,
        )
        _lint(changed)
        return changed

    def last_change(self, day):
        """The last of the boundaries up to a day; the first day of the calendar before them."""
        place = bisect_right(self.boundaries, day)
        return self.boundaries[place - 1] if place else date.min

    def has(self, paragraph):
        """Whether a measure with this id is in this law."""
        return paragraph in self._measures

    @functools.cached_property
    def rulebook(self):
        """This law made ready for deciding cases."""
        return Rulebook(self)

    @functools.cached_property
    def boundaries(self):
        """Every day on which the law in force can change, in order."""
        days = set()
        for resolution in self.resolutions:
            if resolution.adopted:
                days.add(resolution.adopted)
                days.update(day for m in resolution.measures for day in (m.starts, m.ends) if day)
        return tuple(sorted(days))

    def in_force(self, day):
        """The measures in force on a day, in order.

        A measure is in force from the adoption of its resolution, or from its own later day, unless a measure that replaces it
        (directly or through others) has taken effect; a measure that extends others is in force only while one of them is.

        >>> law().measure("2270:29") in law().in_force("2016-06-01"), law().measure("2270:29") in law().in_force("2018-01-01")
        (True, False)
        """
        day = fact("on").parse(day)
        if day is UNKNOWN:
            raise LawError('in_force needs a day such as "2024-02-18".', "in_force", day)
        epoch = bisect_right(self.boundaries, day)
        if epoch not in self._cache:
            start = self.boundaries[epoch - 1] if epoch else date.min
            self._cache[epoch] = tuple(m for m in self.measures if self._stands(m, start))
        return self._cache[epoch]

    def _enacted(self, measure, day):
        adopted = self._resolutions[measure.resolution].adopted
        if (
            adopted is None
            or day < (measure.starts or adopted)
            or (measure.ends and day >= measure.ends)
        ):
            return False
        if not measure.extends:
            return True
        extended = (self._measures[i] for i in measure.extends if i in self._measures)
        return any(self._enacted(m, day) and not self._displaced(m, day) for m in extended)

    def _displaced(self, measure, day):
        replacers = self._replacers.get(measure.id, ())
        return any(self._enacted(m, day) or self._displaced(m, day) for m in replacers)

    def _stands(self, measure, day):
        return self._enacted(measure, day) and not self._displaced(measure, day)

    @functools.cached_property
    def _replacers(self):
        found = {}
        for measure in self.measures:
            for old in measure.replaces:
                found.setdefault(old, []).append(measure)
        return found

    def exemptions(self, measure):
        """Every exemption that this law knows for a measure: its own, then those of paragraphs that lift it.

        >>> [e.by for e in law().exemptions(law().measure("2397:7"))]
        ['2397:7', '2321:46', '2375:26', '2397:25']
        """
        key = "exemptions", measure.id
        if key not in self._cache:
            family = {measure.id} | self._ancestors(measure)
            own = [
                e
                for e in measure.unless
                if e.by.partition(":")[0] in self._resolutions and e.by not in self._removed
            ]
            lifted = [
                Exemption(m.id, m.granted_by, m.duty, m.when, m.confidence)
                for m in self.measures
                if m.lifts == ("all",) or family & set(m.lifts)
            ]
            self._cache[key] = tuple(own + lifted)
        return self._cache[key]

    def _ancestors(self, measure):
        found = set()
        for parent in measure.extends:
            found.add(parent)
            if parent in self._measures:
                found |= self._ancestors(self._measures[parent])
        return found

    def __eq__(self, other):
        return isinstance(other, Law) and (self._resolutions, self._removed) == (
            other._resolutions,
            other._removed,
        )

    def __hash__(self):
        return hash(tuple(self._resolutions))

    def __repr__(self):
        return f"<Law: {len(self._resolutions)} resolutions and drafts, {len(self._measures)} measures>"


_NUMBER = re.compile(r"(?:S/RES/|UNSCR |resolution )?(\d{4})(?: ?\(\d{4}\))?", re.IGNORECASE)
