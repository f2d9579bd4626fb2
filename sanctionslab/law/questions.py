"""What a case leaves open: questions, their answers, and an end that depends on them."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

from ..vocabulary import facts, from_the_item
from .clauses import Clauses, intersection, union


class Answer(NamedTuple):
    """One answer to a question: the clauses that it leaves standing, and questions it raises."""

    value: Any
    standing: Clauses
    raises: tuple[Question, ...] = ()


Left: TypeAlias = "tuple[Clauses, tuple[Question, ...]]"  # clauses alive, questions raised


class Question:
    """A fact with more than one value that is still possible.

    `touches` are the clauses that may fall, or rise to another question, with the answer.
    """

    def __init__(self, fact: str, answers: tuple[Answer, ...], clauses: Clauses) -> None:
        self.fact, self.answers = fact, answers
        self.place = _places()[fact]
        # A clause that stands whatever the answer is not touched by the question itself, but may be
        # by one that an answer raises.
        survive_all = intersection(answer.standing for answer in answers)
        further = (question.touches for answer in answers for question in answer.raises)
        self.touches: Clauses = (clauses & ~survive_all) | union(further)

    @functools.cached_property
    def positions(self) -> tuple[Position, ...]:
        """Where a case stands by each of the answers."""
        return tuple(Position(answer.standing, answer.raises) for answer in self.answers)

    def left_by_answers(self, alive: Clauses) -> list[Left]:
        """For each answer what is left of some clauses, and the questions that it raises."""
        return [(alive & standing, raised) for _, standing, raised in self.answers]

    def __repr__(self) -> str:
        return f"<Question {self.fact}: {len(self.answers)} answers>"


class Split:
    """An end that depends: the question to ask first, and the end for each of its answers.

    A rulebook makes each split once, so that equal splits are the same object.
    """

    def __init__(self, question: Question, ends: tuple[End, ...]) -> None:
        self.question, self.ends = question, ends
        # Equal ends are one object, so a set has each once.
        below = (end.hinges_on for end in set(ends) if isinstance(end, Split))
        self.hinges_on: frozenset[str] = frozenset({question.fact}).union(*below)

    def __repr__(self) -> str:
        return f"<Split on {', '.join(sorted(self.hinges_on))}>"


End = bool | Split  # True: prohibited. False: not prohibited.


class Position(NamedTuple):
    """Where a case stands: the clauses that are alive, and the questions that are open."""

    alive: Clauses
    questions: tuple[Question, ...] = ()

    def __and__(self, other: Position) -> Position:
        """Where it stands when both are taken together."""
        return Position(self.alive & other.alive, self.questions + other.questions)

    @classmethod
    def together(cls, positions: Iterable[Position]) -> Position:
        """Where it stands when all of these, at least one, are taken together."""
        positions = tuple(positions)
        questions = tuple(question for position in positions for question in position.questions)
        return cls(intersection(position.alive for position in positions), questions)


@functools.cache
def _places() -> dict[str, int]:
    """The order in which questions are asked: what tells most apart comes first."""
    first = ("on", "conduct", "direction", "item", "hs", *from_the_item())
    return {name: place for place, name in enumerate(dict.fromkeys((*first, *facts())))}
