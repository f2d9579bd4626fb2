"""What a finding is made of: the verdict, the steps, the grounds, the openings."""

from dataclasses import dataclass
from enum import Enum

from ..logic import Truth
from ..vocabulary import fact


class Verdict(str, Enum):
    """What the law in this data says of a case.

    NOT_PROHIBITED means: by no UN measure in this data. It is not legal advice and says nothing of national law.

    >>> Verdict.NOT_PROHIBITED == "not prohibited"
    True
    """

    PROHIBITED = "prohibited"
    NOT_PROHIBITED = "not prohibited"
    UNDETERMINED = "undetermined"

    def __str__(self):
        return self.value


@dataclass(frozen=True)
class Step:
    """One test put to one fact: what was asked, what the case says, and the answer.

    `origin` is "given", "item", "presumed" or "unknown"; `evidence` are the ids of the claims and events behind a given fact.
    """

    test: object
    value: object
    origin: str
    truth: Truth
    evidence: tuple = ()

    @property
    def words(self):
        """The step as a line: the answer, the fact, what the case says of it and why, and what was asked if that differs."""
        said = fact(self.test.fact).words(self.value)
        source = {"item": " (by what the thing is)", "presumed": " (presumed)"}.get(self.origin, "")
        rows = f" [{', '.join(self.evidence)}]" if self.evidence else ""
        plain = self.truth is Truth.YES and self.test.op == "in"
        asked = "" if plain else f"; asked for {self.test.asks}"
        return f"{self.truth}: {self.test.label}: {said}{source}{rows}{asked}"


@dataclass(frozen=True)
class Ground:
    """A measure that prohibits, or might: with the tests it met and what it still needs to know."""

    measure: object
    steps: tuple
    needs: frozenset = frozenset()

    @property
    def id(self):
        return self.measure.id

    @property
    def title(self):
        return self.measure.title

    @property
    def tests(self):
        """The tests that the case met."""
        return tuple(step for step in self.steps if step.truth is Truth.YES)

    def __repr__(self):
        needs = f", needs {', '.join(sorted(self.needs))}" if self.needs else ""
        return f"<{self.id} {self.title}{needs}>"


@dataclass(frozen=True)
class Opening:
    """An exemption that could lift a ground (or, in `Finding.lifted`, does): which ones, by what, granted by whom."""

    id: str
    granted_by: str
    text: str
    lifts: tuple
    needs: frozenset
    confidence: str

    def __repr__(self):
        return f"<{self.id} by {self.granted_by}, lifts {', '.join(self.lifts)}>"
