"""What a finding is made of: the verdict, the steps, the grounds, the openings."""

from dataclasses import dataclass
from enum import Enum

from ..cases import Origin
from ..law import End, Measure, Test
from ..logic import Truth
from ..vocabulary import Value, fact


class Verdict(str, Enum):
    """What the law in this data says of a case.

    NOT_PROHIBITED means: by no UN measure in this data. It is not legal advice and says nothing
    of national law.

    >>> Verdict.NOT_PROHIBITED == "not prohibited"
    True
    """

    PROHIBITED = "prohibited"
    NOT_PROHIBITED = "not prohibited"
    UNDETERMINED = "undetermined"

    def __str__(self) -> str:
        return self.value


SOURCES = {
    "item": " (by what the thing is)",
    "code": " (by the code, whose heading it fills)",
    "presumed": " (presumed)",
}


def verdict_of(end: End) -> Verdict:
    """The verdict that is the end of a case under a rulebook.

    >>> verdict_of(True), verdict_of(law().rulebook.end_of({"on": UNKNOWN}))
    (<Verdict.PROHIBITED: 'prohibited'>, <Verdict.UNDETERMINED: 'undetermined'>)
    """
    if end is True:
        return Verdict.PROHIBITED
    return Verdict.NOT_PROHIBITED if end is False else Verdict.UNDETERMINED


@dataclass(frozen=True)
class Step:
    """One test put to one fact: what was asked, what the case says, and the answer.

    `origin` is "given", "item", "code" (the thing that fills the heading), "presumed" or
    "unknown"; `evidence` are the ids of the claims and
    events behind a given fact.
    """

    test: Test
    value: Value
    origin: Origin
    truth: Truth
    evidence: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The step as a line: the answer, the fact, what the case says of it and why.

        What was asked is told too, if it differs.
        """
        value = fact(self.test.fact).words(self.value)
        source = SOURCES.get(self.origin, "")
        rows = f" [{', '.join(self.evidence)}]" if self.evidence else ""
        says_it_all = self.truth is Truth.YES and self.test.op == "in"
        asked = "" if says_it_all else f"; asked for {self.test.asks}"
        return f"{self.truth}: {self.test.label}: {value}{source}{rows}{asked}"


@dataclass(frozen=True)
class Ground:
    """A measure that prohibits, or might: the tests it met and what it still needs to know."""

    measure: Measure
    steps: tuple[Step, ...]
    needs: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The id of the measure."""
        return self.measure.id

    @property
    def title(self) -> str:
        """The title of the measure."""
        return self.measure.title

    @property
    def tests(self) -> tuple[Step, ...]:
        """The tests that the case met."""
        return tuple(step for step in self.steps if step.truth is Truth.YES)

    def __repr__(self) -> str:
        needs = f", needs {', '.join(sorted(self.needs))}" if self.needs else ""
        return f"<{self.id} {self.title}{needs}>"


@dataclass(frozen=True)
class Opening:
    """An exemption that could lift grounds (or, in `Finding.lifted`, does).

    `lifts` are the ids of the measures, `needs` the facts that it waits for.
    """

    id: str
    granted_by: str
    text: str
    lifts: tuple[str, ...]
    needs: frozenset[str]
    confidence: str

    def __repr__(self) -> str:
        return f"<{self.id} by {self.granted_by}, lifts {', '.join(self.lifts)}>"
