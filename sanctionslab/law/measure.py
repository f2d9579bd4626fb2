"""law/measure."""

from dataclasses import dataclass, field
from datetime import date
from html import escape

from .. import vocabulary
from ..errors import KitError
from ..logic import UNKNOWN, Truth
from ..vocabulary import fact

SUBJECTS = {
    "arms": "arms",
    "wmd": "weapons programmes",
    "luxury": "luxury goods",
    "finance": "finance and business",
    "exports": "goods from the DPRK",
    "imports": "goods to the DPRK",
    "petroleum": "petroleum",
    "labour": "workers",
    "science": "teaching and science",
    "diplomatic": "diplomatic channel",
    "shipping": "ships and cargo",
    "humanitarian": "exemptions",
    "monitoring": "monitoring",
    "dprk": "duties of the DPRK itself",
}


FORCES = ("binding", "hortatory")


CONFIDENCES = ("verified", "known", "doubtful")


KINDS = ("sanctions", "panel", "humanitarian", "thematic", "draft")


class LawError(KitError):
    """Law that cannot be used: a malformed file, a paragraph or a resolution that does not exist."""


@dataclass(frozen=True)
class Test:
    """A fact and what it must be.

    `op` is "in" (one of `wanted`), "hs" (under one of the prefixes `wanted`), "above", "below", "before" or "on_or_before".

    >>> test = law().measure("2397:7").when[0][2]
    >>> test.fact, test.op, test.check("8703"), test.check("0101"), test.check(UNKNOWN)
    ('hs', 'hs', YES, NO, UNKNOWN)
    """

    __test__ = False  # not for pytest to collect

    fact: str
    op: str
    wanted: tuple

    def check(self, value):
        """YES, NO or UNKNOWN for a value of the fact."""
        if value is UNKNOWN:
            return UNKNOWN
        if self.op == "hs":
            return vocabulary.within(value, self.wanted)
        met = {
            "in": lambda: value in self.wanted,
            "above": lambda: value > self.wanted[0],
            "below": lambda: value < self.wanted[0],
            "before": lambda: value < self.wanted[0],
            "on_or_before": lambda: value <= self.wanted[0],
        }[self.op]()
        return Truth.YES if met else Truth.NO

    @property
    def label(self):
        """The fact that the test asks about, as a short label inside a sentence."""
        label = fact(self.fact).label
        return label if label[1].isupper() else label[0].lower() + label[1:]

    @property
    def asks(self):
        """What the test asks for, in words.

        >>> law().measure("2270:39").when[1][3].asks, law().measure("2397:7").when[0][2].asks
        ('above 2,000', 'a code under 72-76, 78-89')
        """
        if self.op == "hs":
            return f"a code under {', '.join(_ranges(self.wanted))}"
        words = [fact(self.fact).words(value) for value in self.wanted]
        values = words[0] if len(words) == 1 else f"one of: {'; '.join(words)}"
        return values if self.op == "in" else f"{self.op.replace('_', ' ')} {values}"


def _ranges(codes):
    """The codes with runs shortened: ("86", "87", "88") becomes 86-88.

    >>> _ranges(("07", "86", "87", "88"))
    ['07', '86-88']
    """
    runs = []
    for code in codes:
        if runs and len(code) == len(runs[-1][1]) and int(code) == int(runs[-1][1]) + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return [low if low == high else f"{low}-{high}" for low, high in runs]


@dataclass(frozen=True)
class Exemption:
    """A way out of a measure: what must hold (`when`), the paragraph that grants it (`by`) and who may grant it."""

    by: str
    granted_by: str
    text: str
    when: tuple
    confidence: str = "known"

    @property
    def id(self):
        return self.by


@dataclass(frozen=True, repr=False)
class Measure:
    """One operative paragraph, or the part of it that is one rule.

    `when` is a tuple of conjunctions of tests: the measure bites if one of them is met and no exemption is.
    An empty `when` means that the paragraph is recorded as text: it cannot be tested against the facts of a case.

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
    source: tuple
    when: tuple = ()
    unless: tuple = ()
    lifts: tuple = ()
    granted_by: str = ""
    starts: date | None = None
    ends: date | None = None
    replaces: tuple = ()
    extends: tuple = ()
    note: str = ""

    def _told(self):
        yield self.duty
        if self.note:
            yield self.note
        yield f"{self.force.capitalize()}. How sure we are of the reading: {self.confidence}. Source: {', '.join(self.source)}."

    def __repr__(self):
        return "\n".join([f"{self.id} {self.title}", *(f"  {line}" for line in self._told())])

    def _repr_html_(self):
        lines = "".join(f"<p>{escape(line)}</p>" for line in self._told())
        return f'<section class="sanctionslab-measure" style="max-width:60em"><h4>{escape(f"{self.id} {self.title}")}</h4>{lines}</section>'

    @property
    def prohibits(self):
        """Whether the paragraph can be a ground: it binds, it has tests, and it is no exemption."""
        return self.force == "binding" and bool(self.when) and not self.lifts

    @property
    def resolution(self):
        """The number of its resolution, as text."""
        return self.id.partition(":")[0]


@dataclass(frozen=True)
class Resolution:
    """A resolution of the Security Council, or a draft that failed (`adopted` is None).

    >>> law().resolution(2664).abstained
    ('India',)
    """

    key: str
    symbol: str
    kind: str
    in_favour: int
    against: tuple
    abstained: tuple
    trigger: str
    summary: str
    confidence: str
    source: tuple
    number: int | None = None
    adopted: date | None = None
    voted: date | None = None
    panel: dict | None = field(default=None, hash=False)
    measures: tuple = ()
    note: str = ""

    @property
    def vote(self):
        """For, against, abstaining: "15-0-0"."""
        return f"{self.in_favour}-{len(self.against)}-{len(self.abstained)}"
