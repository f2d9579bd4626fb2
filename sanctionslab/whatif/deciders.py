"""deciders(): which unknown facts would settle a case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TypeAlias

from ..cases import Case
from ..law import Law, Reading
from ..outline import Answers
from ..verdict import Finding, Verdict, classify, verdict_of
from ..vocabulary import (
    OneOf,
    Value,
    fact,
    facts,
    in_order,
    regime,
)
from .changes import Change, can_be, check_bounds

Classes: TypeAlias = tuple[tuple[Value, ...], ...]  # values that make no difference to a case
Given: TypeAlias = tuple[tuple[str, Value], ...]  # answers: (fact, value) pairs


@dataclass(frozen=True)
class Decider:
    """A smallest set of unknown facts that can settle a case, with the answers that do.

    `answers` holds (answer, verdict) pairs; an answer is a tuple of Change, one for each fact, and
    no part of it settles the case. `settles` is the share of all combinations of answers that
    settle it.
    """

    facts: frozenset[str]
    answers: tuple[tuple[tuple[Change, ...], Verdict], ...]
    settles: float

    def __str__(self) -> str:
        return "; ".join(
            f"{' and '.join(map(str, answer))} -> {verdict}" for answer, verdict in self.answers
        )


def deciders(
    case: Case, law: Law | None = None, *, size: int = 4, budget: int = 20000
) -> Answers[Decider]:
    """The smallest sets of unknown facts that can settle an undetermined case, the best first.

    Arguments: `case`; `law`, the whole law if left out; `size`, the most facts in a set; `budget`,
    the most answers tried. Returns Answers of Decider, empty for a case that is settled; `.cut`
    says whether the search was cut short.

    >>> tea = Case(
    ...     on="2024-06-19", direction="to_dprk", conduct="transfer", item="porcelain_tableware"
    ... )
    >>> [sorted(d.facts) for d in deciders(tea)]
    [['unit_value_usd'], ['national_luxury'], ['national_luxury', 'unit_value_usd']]
    """
    finding = classify(case, law)
    check_bounds(size, budget)
    inquiry = _Inquiry(finding, budget)
    open_facts = in_order(finding.hinges_on)
    for count in range(1, min(size, len(open_facts)) + 1):
        for names in combinations(open_facts, count):
            inquiry.ask(names)
            if inquiry.is_spent:
                return _ranked(inquiry.deciders, cut=True)
        # Not before all of one size were asked: none of these is a part of another.
        inquiry.remember_what_settles()
    return _ranked(inquiry.deciders, cut=len(open_facts) > size)


class _Inquiry:
    """What is asked of the open facts of a case, and which of them have been found to settle it."""

    def __init__(self, finding: Finding, budget: int) -> None:
        self.given, self.rulebook = finding.case.given, finding.law.rulebook
        reading = Reading(self.rulebook, finding.case)
        self.classes = {name: _classes(reading, name) for name in in_order(finding.hinges_on)}
        self.left = budget
        self.deciders: list[Decider] = []
        self.settling: set[frozenset] = set()  # answers that settle the case by themselves

    @property
    def is_spent(self) -> bool:
        return self.left < 0

    def ask(self, names: tuple[str, ...]) -> None:
        """Try every combination of answers on some facts; keep the set if some settle the case."""
        decisive: list[tuple[Given, Verdict]] = []
        settled = total = 0
        for answer in self._answers(names):
            self.left -= 1
            if self.is_spent:
                return
            total += 1
            # A part of this answer settles it already: the rest of it says nothing new.
            if any(part <= set(answer) for part in self.settling):
                settled += 1
                continue
            verdict = verdict_of(self.rulebook.settled_of({**self.given, **dict(answer)}))
            if verdict is not Verdict.UNDETERMINED:
                settled += 1
                decisive.append((answer, verdict))
        if decisive:
            answers = tuple((self._changes(answer), verdict) for answer, verdict in decisive)
            self.deciders.append(Decider(frozenset(names), answers, settled / total))

    def _answers(self, names: tuple[str, ...]) -> Iterator[Given]:
        """Every combination of answers that can be true together, one for each class of values."""
        # The first value of a class stands for it.
        options = [[(name, values[0]) for values in self.classes[name]] for name in names]
        for answer in product(*options):
            if can_be(dict(answer)):
                yield answer

    def _changes(self, answer: Given) -> tuple[Change, ...]:
        changes = []
        for name, value in answer:
            alike = next(values[1:] for values in self.classes[name] if values[0] == value)
            given = dict(answer)
            others = [other for other in alike if can_be({**given, name: other})]
            changes.append(Change(name, value, tuple(others)))
        return tuple(changes)

    def remember_what_settles(self) -> None:
        """From here on, leave out the answers found so far: larger sets need not say them again."""
        for decider in self.deciders:
            for answer, _ in decider.answers:
                self.settling.add(frozenset((change.name, change.value) for change in answer))


def _classes(reading: Reading, name: str) -> Classes:
    """The values of an open fact, in classes that make no difference to the case.

    Each class is led by a value that goes with every other fact.
    """
    case = reading.case
    if name == "on":
        return reading.rulebook.date.classes(case.value("on"), "contract_date" not in case.given)
    possible = []
    for values in reading.classes_here(name):
        allowed = reading.allowed(name, values)
        kept = [value for value in allowed if _can_stand(case, name, value)]
        if kept:
            possible.append(tuple(sorted(kept, key=_goes_with_few)))
    return tuple(possible)


def _can_stand(case: Case, name: str, value: Value) -> bool:
    """Whether a value can stand beside what is given; what the case itself names always can."""
    given = case.given.get(name)
    # Of several values that a case names each can be: somebody says so.
    is_named = isinstance(given, OneOf) and value in given
    return is_named or can_be({**case.given, name: value})


def _goes_with_few(value: Value) -> bool:
    """An act that passes goods on goes some way, and no way goes with no such act."""
    return value in fact("conduct").directions or value == regime().state.neither


def _ranked(deciders: Sequence[Decider], cut: bool) -> Answers[Decider]:
    """Fewer facts first; then what settles more; then the order of the vocabulary."""

    def rank(decider: Decider) -> tuple:
        missing = [name not in decider.facts for name in facts()]
        return len(decider.facts), -decider.settles, missing

    return Answers(
        sorted(deciders, key=rank), cut, "Ask this first:", "nothing: the verdict is settled"
    )
