"""Hinges: the open facts that a verdict depends on, and what each answer comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ..law import End, Position, Reading, Split
from ..vocabulary import (
    ONE_DAY,
    OneOf,
    Value,
    fact,
    in_order,
)
from .parts import Hinge, Outcome, Verdict, verdict_of

BARS_FIRST = (Verdict.PROHIBITED, Verdict.NOT_PROHIBITED, Verdict.UNDETERMINED)
NAMED_VALUES = 4  # values of an answer that are named before the rest are counted


class Hinges:
    """The answers to the open questions of a case that is read against a law."""

    def __init__(self, reading: Reading, position: Position) -> None:
        self.reading, self.position = reading, position
        self.case, self.rulebook = reading.case, reading.rulebook
        self._open = {question.fact: question for question in position.questions}

    def of(self, names: Iterable[str]) -> tuple[Hinge, ...]:
        """What to ask, the question first whose answers settle most by themselves."""
        hinges = [Hinge(name, self._outcomes(name)) for name in in_order(set(names))]
        # Those that settle as much stay in the order of the vocabulary.
        return tuple(sorted(hinges, key=lambda hinge: -hinge.settles))

    def _outcomes(self, name: str) -> tuple[Outcome, ...]:
        """The answers to one question, those together that come to the same."""
        alike: dict[tuple[Verdict, frozenset[str]], list[Value]] = {}
        for value, end in self._ends(name):
            needs = end.hinges_on if isinstance(end, Split) else frozenset()
            alike.setdefault((verdict_of(end), needs), []).append(value)
        # What bars and what frees first; of each kind, the answers that are few.
        alike = dict(sorted(alike.items(), key=_bars_first))
        words = AnswerWords(name, list(alike.values()), self.rulebook.limits(name))
        return tuple(
            Outcome(words.of(values), tuple(values), verdict, needs)
            for (verdict, needs), values in alike.items()
        )

    def _ends(self, name: str) -> Iterator[tuple[Value, End]]:
        """The answers to a question, at least one of each kind, each with how the case ends."""
        question = self._open.get(name)
        if question is None:  # another question raises it
            yield from self._ends_by_class(name)
            return
        alive, questions = self.position
        others = tuple(other for other in questions if other is not question)
        left = question.left_by_answers(alive)
        ends = {
            (standing, raised): self.rulebook.end(standing, (*others, *raised))
            for standing, raised in dict.fromkeys(left)  # many things stand alike
        }
        for answer, one in zip(question.answers, left, strict=True):
            yield answer.value, ends[one]

    def _ends_by_class(self, name: str) -> Iterator[tuple[Value, End]]:
        """The values of an open fact that go with the others, each with how the case ends."""
        given = self.case.given
        # Of several things that are possible, a code may leave one: then it settles that too, and
        # codes that are alike to the law may come to different ends.
        tells_the_thing = name == "hs" and isinstance(given.get("item"), OneOf)
        for values in self.reading.classes_here(name):
            allowed = self.reading.allowed(name, values)
            asked = allowed if tells_the_thing else allowed[:1]
            ends = {value: self.rulebook.end_of({**given, name: value}) for value in asked}
            for value in allowed:
                yield value, ends[value if tells_the_thing else allowed[0]]


def in_a_row(words: list[str]) -> str:
    """Answers with what parts them: a comma is in many of them.

    >>> in_a_row(["yes"]), in_a_row(["drone", "mine, shell", "another"])
    ('yes', 'drone; mine, shell; or another')
    """
    *before, last = words
    return f"{'; '.join(before)}; or {last}" if before else last


def _bars_first(pair: tuple[tuple[Verdict, frozenset[str]], list[Value]]) -> tuple[int, int]:
    (verdict, _), values = pair
    return BARS_FIRST.index(verdict), len(values)


class AnswerWords:
    """Answers in words, those that come to the same together.

    Arguments: the fact, its answers in groups, and the limits that the law sets it.
    """

    def __init__(self, name: str, groups: list[list[Value]], limits: tuple) -> None:
        self.fact, self.limits = fact(name), limits
        self.all: list[Any] = [value for values in groups for value in values]
        self.last = groups[-1] if groups else []

    def of(self, values: list[Any]) -> str:
        """One group in words.

        >>> words = AnswerWords("unit_value_usd", [[0, 100], [101]], (100,))
        >>> words.of([0, 100]), words.of([101])
        ('up to 100', 'above 100')
        """
        if len(values) == len(self.all):
            return "whatever the answer"
        if self.fact.type in ("number", "date"):
            tell = self._number if self.fact.type == "number" else self._days
            return " or ".join(tell(first, after) for first, after in self._runs(values))
        # The last group is told after all others: whatever is in it is what they left.
        if len(values) > NAMED_VALUES and values is self.last:
            return "anything else"
        named = [self.fact.words(value) for value in values[:NAMED_VALUES]]
        others = len(values) - len(named)
        if others:
            named.append("another" if others == 1 else f"one of {others} others")
        return in_a_row(named)

    def _runs(self, values: list[Any]) -> Iterator[tuple[Any, Any]]:
        """Each run of values: its first, or None if it starts with all that are possible, and what
        comes after it, or None if nothing does."""
        ordered, chosen = sorted(set(self.all)), set(values)
        for place, value in enumerate(ordered):
            if value not in chosen or (place and ordered[place - 1] in chosen):
                continue
            rest = (later for later in ordered[place:] if later not in chosen)
            yield (value if place else None), next(rest, None)

    def _number(self, first: Any, after: Any) -> str:
        # Values are limits and the numbers next to them: the number after a limit stands for all
        # above it.
        ends = []
        if first is not None:
            ends.append(f"{first:,} or more" if first in self.limits else f"above {first - 1:,}")
        if after is not None:
            ends.append(f"below {after:,}" if after in self.limits else f"up to {after - 1:,}")
        return " and ".join(ends) or "any"

    def _days(self, first: date | None, after: date | None) -> str:
        if first is None and after is None:
            return "any"
        if first is None:
            return f"before {self.fact.words(after)}"
        if after is None:
            return f"from {self.fact.words(first)} on"
        last = after - ONE_DAY
        if first == last:
            return f"on {self.fact.words(first)}"
        return f"from {self.fact.words(first)} to {self.fact.words(last)}"
