"""What law is made of: resolutions, their measures, the tests of a measure and its exemptions."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any, TypeAlias

from ..errors import KitError
from ..logic import UNKNOWN, Truth
from ..outline import READABLE, section_html, titled, words_html
from ..vocabulary import OneOf, Span, Value, fact, shortened, within

FORCES = ("binding", "hortatory")
# How sure we are of our reading of a paragraph, and what that rests on.
READINGS = {
    "verified": "our reading was seen in a source",
    "known": "our reading is known from the text, but no source that we saw shows all of it",
    "doubtful": "our reading is doubtful, so check the official text",
}
CONFIDENCES = tuple(READINGS)
KINDS = ("sanctions", "panel", "humanitarian", "thematic", "draft")


class LawError(KitError):
    """Law that cannot be used: a malformed file, a paragraph or a resolution that is not there."""


@dataclass(frozen=True)
class Test:
    """A fact and what it must be.

    `op` is "in" (one of `wanted`), "hs" (under one of the prefixes `wanted`), "above", "below",
    "before", "on_or_before" or "on_or_after".

    >>> test = law().measure("2397:7").when[0][2]
    >>> test.fact, test.op, test.check("8703"), test.check("0101"), test.check(UNKNOWN)
    ('hs', 'hs', YES, NO, UNKNOWN)
    >>> test.check(one_of("8703", "8702")), test.check(one_of("8703", "0101"))
    (YES, UNKNOWN)
    """

    __test__ = False  # not for pytest to collect

    fact: str
    op: str
    wanted: tuple[Any, ...]

    def check(self, value: Value) -> Truth:
        """YES, NO or UNKNOWN for a value of the fact."""
        if value is UNKNOWN:
            return UNKNOWN
        if isinstance(value, (OneOf, Span)):
            # Where all that is possible says the same, that is said; else it is open.
            truths = {self.check(telling) for telling in _telling(value)}
            return truths.pop() if len(truths) == 1 else UNKNOWN
        if self.op == "hs":
            return within(str(value), self.wanted)
        return Truth.YES if self._is_met_by(value) else Truth.NO

    def _is_met_by(self, value: Any) -> bool:
        if self.op == "in":
            return value in self.wanted
        limit = self.wanted[0]
        if self.op == "above":
            return value > limit
        if self.op == "on_or_before":
            return value <= limit
        if self.op == "on_or_after":
            return value >= limit
        return value < limit  # below a number, before a day

    @property
    def label(self) -> str:
        """The fact that the test asks about, as a short label inside a sentence."""
        return fact(self.fact).inline_label

    @property
    def asks(self) -> str:
        """What the test asks for, in words.

        >>> law().measure("2270:39").when[1][3].asks, law().measure("2397:7").when[0][2].asks
        ('above 2,000', 'a code under 72-76, 78-89')
        """
        if self.op == "hs":
            return f"a code under {', '.join(shortened(self.wanted))}"
        words = [fact(self.fact).words(value) for value in self.wanted]
        values = words[0] if len(words) == 1 else f"one of: {'; '.join(words)}"
        return values if self.op == "in" else f"{self.op.replace('_', ' ')} {values}"


def _telling(value: OneOf | Span) -> tuple[Any, ...]:
    """Values that tell whether a test is met by all that is possible.

    Of a span its ends do: what is above a limit, or before a day, stays so on its side.
    """
    if isinstance(value, OneOf):
        return value.values
    if isinstance(value.first or value.last, date):
        return value.first or date.min, value.last or date.max
    return (
        # No number of a case is below 0.
        0 if value.first is None else value.first,
        float("inf") if value.last is None else value.last,
    )


# Tests that all have to be met, and the conjunctions of which one has to be.
Tests: TypeAlias = tuple[Test, ...]
When: TypeAlias = tuple[Tests, ...]


@dataclass(frozen=True)
class Exemption:
    """A way out of a measure.

    What must hold (`when`), the paragraph that grants it (`by`) and who may grant it.
    """

    by: str
    granted_by: str
    text: str
    when: When = field(hash=False)  # long, and hashed often: what the others say tells enough
    confidence: str = "known"

    @property
    def id(self) -> str:
        return self.by


@dataclass(frozen=True, repr=False)
class Measure:
    """One operative paragraph, or the part of it that is one rule.

    `when` is a tuple of conjunctions of tests: the measure bites if one of them is met and no
    exemption is. An empty `when` means that the paragraph is recorded as text: it says what the
    paragraphs mean that it extends, or no case can reach it, for the reason `unreachable`. What
    lifts all measures does not lift a `firm` one, such as a duty of the DPRK itself.

    >>> measure = law().measure("2094:23")
    >>> measure.title, measure.extends, len(measure.when)
    ('Luxury goods named in annex IV of 2094', ('1718:8(a)(iii)',), 3)
    """

    id: str
    title: str
    subject: str
    force: str
    duty: str
    confidence: str
    source: tuple[str, ...]
    when: When = ()
    unless: tuple[Exemption, ...] = ()
    lifts: tuple[str, ...] = ()
    granted_by: str = ""
    starts: date | None = None
    ends: date | None = None
    replaces: tuple[str, ...] = ()
    extends: tuple[str, ...] = ()
    note: str = ""
    firm: bool = False
    unreachable: str = ""

    def __hash__(self) -> int:
        return hash(self.id)  # asked often, and the rest is long: what differs in it is not equal

    @property
    def prohibits(self) -> bool:
        """Whether it can be a ground: it binds, it has tests, and it is no exemption."""
        return self.force == "binding" and bool(self.when) and not self.lifts

    @property
    def is_untested(self) -> bool:
        """Whether it binds and no case can reach it: not by tests, not through what it extends."""
        says_it_all = self.when or self.extends or self.subject == "humanitarian"
        return self.force == "binding" and not says_it_all

    @property
    def as_exemption(self) -> Exemption:
        """What a measure that lifts others is to them."""
        return Exemption(self.id, self.granted_by, self.duty, self.when, self.confidence)

    @functools.cached_property
    def resolution(self) -> str:
        """The number of its resolution, as text."""
        return self.id.partition(":")[0]

    @property
    def reading(self) -> str:
        """How sure we are of our reading of it, in words.

        >>> law().measure("2397:7").reading
        'our reading was seen in a source'
        """
        return READINGS[self.confidence]

    @property
    def _heading(self) -> str:
        return f"{self.id} {self.title}"

    @property
    def _lines(self) -> list[str]:
        reading = f"{self.force.capitalize()}; {self.reading}. Source: {', '.join(self.source)}."
        reached = f"No case can reach it: {self.unreachable}" if self.unreachable else ""
        return [line for line in (self.duty, self.note, reached, reading) if line]

    def __repr__(self) -> str:
        return titled(self._heading, self._lines)

    def _repr_html_(self) -> str:
        paragraphs = "".join(f"<p>{words_html(line)}</p>" for line in self._lines)
        body = f"<h4>{escape(self._heading)}</h4>{paragraphs}"
        return section_html("measure", body, style=READABLE)


@dataclass(frozen=True)
class Resolution:
    """A resolution of the Security Council, or a draft that failed (`adopted` is None).

    `gist` names what it does that matters, in few enough words for a control.

    >>> law().resolution(2664).abstained
    ('India',)
    """

    key: str
    symbol: str
    kind: str
    in_favour: int
    against: tuple[str, ...]
    abstained: tuple[str, ...]
    trigger: str
    summary: str
    confidence: str
    source: tuple[str, ...]
    number: int | None = None
    adopted: date | None = None
    voted: date | None = None
    panel: Mapping[str, Any] | None = field(default=None, hash=False)
    measures: tuple[Measure, ...] = ()
    note: str = ""
    gist: str = ""
    regime: str = ""  # an exemption lifts nothing of another regime

    @property
    def day(self) -> date:
        """The day on which it was adopted, or voted down."""
        day = self.adopted or self.voted
        assert day is not None  # the law files are checked for one of the two
        return day

    @property
    def vote(self) -> str:
        """For, against, abstaining: "15-0-0"."""
        return f"{self.in_favour}-{len(self.against)}-{len(self.abstained)}"
