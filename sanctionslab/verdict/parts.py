"""What a finding is made of: verdict, steps and what is behind them, grounds, doors, answers."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal, TypeAlias

from ..cases import Origin
from ..law import End, Measure, Test
from ..logic import Truth
from ..vocabulary import Value, fact
from .behind import Behind, behind


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


# A sign for each, so that no verdict rests on colour alone.
SIGNS = {Verdict.PROHIBITED: "●", Verdict.UNDETERMINED: "◐", Verdict.NOT_PROHIBITED: "○"}

SOURCES = {
    "item": " (by what the thing is)",
    "code": " (by the code, whose heading it fills)",
    "presumed": " (presumed)",
}


# What comes before a limit that a test asks for.
LIMITS = {
    **dict.fromkeys(("above", "below"), "a value "),
    **dict.fromkeys(("before", "on_or_before", "on_or_after"), "a day "),
}


def verdict_of(end: End | None) -> Verdict:
    """The verdict that is the end of a case under a rulebook. None is for one that depends.

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
    def claims(self) -> tuple[Behind, ...]:
        """The claims and events behind the fact, each with who says so, through whom.

        >>> direction, *_ = classify(case("aurus-2024-06")).grounds[0].tests
        >>> print(*direction.claims)
        T-44, The Kremlin and its spokesman through TASS
        """
        return tuple(behind(row) for row in self.evidence)

    @property
    def words(self) -> str:
        """The step as a line: the answer, the fact, what the case says of it and why.

        What the paragraph asks for is told too, if it differs.

        >>> print(classify(case("aurus-shown-2023-09")).near_misses[0][1][0].words)
        no: direction: neither [KH-26, T-24]; it asks for “into the DPRK”
        """
        says_it_all = self.truth is Truth.YES and self.test.op == "in"
        return f"{self.truth}: {self.told}" + ("" if says_it_all else f"; it asks for {self.asked}")

    @property
    def told(self) -> str:
        """The fact, what the case says of it and why."""
        value = fact(self.test.fact).words(self.value)
        rows = f" [{', '.join(self.evidence)}]" if self.evidence else ""
        return f"{self.test.label}: {value}{SOURCES.get(self.origin, '')}{rows}"

    @property
    def asked(self) -> str:
        """What the test asks for, as a part of a sentence."""
        if self.test.op == "in" and len(self.test.wanted) > 1:
            return self.test.asks
        if self.test.op == "in":
            return f"“{self.test.asks}”"
        return f"{LIMITS.get(self.test.op, '')}{self.test.asks}"


class OfMeasure:
    """What is said of one measure bears its id and its title."""

    measure: Measure

    @property
    def id(self) -> str:
        """The id of the measure."""
        return self.measure.id

    @property
    def title(self) -> str:
        """The title of the measure."""
        return self.measure.title


@dataclass(frozen=True)
class Ground(OfMeasure):
    """A measure that prohibits, or might: the tests it met and what it still needs to know."""

    measure: Measure
    steps: tuple[Step, ...]
    needs: frozenset[str] = frozenset()

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


DoorState: TypeAlias = Literal["open", "shut", "could open", "ended", "not yet"]


@dataclass(frozen=True)
class Door:
    """A way out of a measure that can fit the case, and whether it is open.

    `id` is the paragraph that grants it, `ground` the measure that it is a way out of. `state` is
    "open" (all its tests are met: it lifts the measure), "shut" (a fact contradicts it, stated or
    presumed), "could open" (no fact does, and something is unknown), "ended" (its window had
    closed: `last` is the last day) or "not yet" (what grants it was not in force: `first` is the
    day from which). A door that is open on some of the days that are possible "could open" from its
    `first` on. `steps` are its tests, put to the facts; `because` are those that make the
    state.
    """

    id: str
    ground: str
    text: str
    granted_by: str
    confidence: str
    state: DoorState
    steps: tuple[Step, ...]
    because: tuple[Step, ...]
    first: date | None = None
    last: date | None = None

    @property
    def is_presumed(self) -> bool:
        """Whether it is shut by nothing but what is presumed: nobody has said so."""
        return self.state == "shut" and all(step.origin == "presumed" for step in self.because)

    def __repr__(self) -> str:
        return f"<Door {self.id} of {self.ground}: {self.state}>"


@dataclass(frozen=True)
class OutOfTime(OfMeasure):
    """A measure that the case would meet, or might, and that is not in force on its day.

    It is in force from `first`, or was until `last` (its last day); the other one is None.
    `is_sure` says whether the case would be prohibited by it on such a day, with the facts as they
    are; `replaced_by` are the ids of the measures that came in its place.
    """

    measure: Measure
    is_sure: bool
    first: date | None = None
    last: date | None = None
    replaced_by: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Since when, or until when, as a text has it."""
        if self.first is not None:
            return f"from {fact('on').words(self.first)}"
        return f"up to {fact('on').words(self.last)}"

    def __repr__(self) -> str:
        return f"<{self.id} {self.words}>"


@dataclass(frozen=True)
class Outcome:
    """Answers to an open question that come to the same.

    `words` tells the answers, `values` holds them (of a number or a code, one for each kind),
    `verdict` is what they come to by themselves, `needs` the facts that it hinges on after them.
    """

    words: str
    values: tuple[Value, ...]
    verdict: Verdict
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hinge:
    """An open fact that the verdict hinges on, with what each answer comes to."""

    fact: str
    outcomes: tuple[Outcome, ...]

    @property
    def question(self) -> str:
        """The question, as the vocabulary asks it."""
        return fact(self.fact).question

    @property
    def bars(self) -> tuple[Outcome, ...]:
        """The answers that prohibit, whatever else is unknown."""
        return self._that_are(Verdict.PROHIBITED)

    @property
    def frees(self) -> tuple[Outcome, ...]:
        """The answers with which nothing prohibits, whatever else is unknown."""
        return self._that_are(Verdict.NOT_PROHIBITED)

    @property
    def leaves_open(self) -> tuple[Outcome, ...]:
        """The answers after which it hinges on other facts."""
        return self._that_are(Verdict.UNDETERMINED)

    @property
    def settles(self) -> float:
        """The share of the kinds of answers that settle the case alone."""
        return 1 - len(self.leaves_open) / len(self.outcomes)

    def _that_are(self, verdict: Verdict) -> tuple[Outcome, ...]:
        return tuple(one for one in self.outcomes if one.verdict is verdict)
