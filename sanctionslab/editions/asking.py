"""The exercises as questions for other platforms, with right answers, hints and feedback.

The right answers are those that the solution notebooks recorded, the wrong ones those of
`teaching/wrong_answers.toml`: so what goes out is for teachers, and no edition has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ..classroom import MIME, Exercise, exercises
from ..classroom import read as read_answer
from ..files import read_toml
from ..verdict import Verdict
from .notebooks import read_notebook, with_exercises
from .source import EditionError, repository

SEVERAL = ("paragraphs", "resolutions", "facts", "sources", "rows")  # kinds with lists as answers


@dataclass(frozen=True)
class Choice:
    """One answer to choose: its text, whether it is right, and what is told about it."""

    text: str
    is_right: bool
    feedback: str = ""


@dataclass(frozen=True)
class QuizQuestion:
    """An exercise as other platforms ask it.

    `form` is "choice" (one of `choices`), "choices" (all that are right), "number", "text" (one of
    `spellings`) or "essay" (for people to read; `sample` is one answer). `wrong` holds what shows a
    misconception, with its hint, where the answer is typed.
    """

    exercise: Exercise
    form: str
    choices: tuple[Choice, ...] = ()
    spellings: tuple[str, ...] = ()
    wrong: tuple[tuple[str, str], ...] = field(default=())
    sample: str = ""

    @property
    def text(self) -> str:
        """The question in words."""
        return self.exercise.question


def questions(root: str | Path | None = None) -> list[QuizQuestion]:
    """Every exercise as a QuizQuestion, in order.

    Argument: `root`, a full copy of the repository, or None for this one. Raises EditionError if
    a solution notebook has no answer to an exercise.

    >>> questions("no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    root = repository(root)
    right = recorded_answers(root)
    wrong = read_toml(root / "teaching" / "wrong_answers.toml")
    missing = [id_ for id_ in exercises() if id_ not in right]
    if missing:
        raise EditionError(
            f"Exercise {missing[0]} has no answer in teaching/solutions/. "
            "Run: sanctionslab edition solutions",
            "exercise",
            missing[0],
        )
    return [_question(each, right[id_], wrong.get(id_, {})) for id_, each in exercises().items()]


def recorded_answers(root: Path) -> dict[str, Any]:
    """The answers that the solution notebooks recorded, by exercise."""
    answers = {}
    for name in with_exercises(root):
        for cell in read_notebook(root / "teaching" / "solutions" / f"{name}.ipynb").cells:
            for output in cell.get("outputs", ()):
                record = output.get("data", {}).get(MIME)
                if record:
                    answers[record["exercise"]] = record["answer"]
    return answers


def _question(exercise: Exercise, right: Any, wrong: dict[str, list]) -> QuizQuestion:
    """An exercise in the form that a platform can judge by itself, or else as an essay."""
    hints = {misconception.name: misconception.hint for misconception in exercise.wrong}
    mistakes = [
        (read_answer(exercise.kind, answer, exercise.options), hints[name])
        for name, answers in wrong.items()
        for answer in answers
    ]
    if exercise.judge or exercise.kind in ("text", "case"):
        return QuizQuestion(
            exercise, "essay", sample=right if isinstance(right, str) else str(right)
        )
    if exercise.kind == "choice":
        return QuizQuestion(exercise, "choice", _options(exercise, right, mistakes))
    if exercise.kind == "verdict":
        return QuizQuestion(exercise, "choice", _verdicts(exercise, right, mistakes))
    if exercise.kind in SEVERAL and len(right) > 1:
        return QuizQuestion(exercise, "choices", _members(right, mistakes))
    typed = tuple((_typed(form), hint) for form, hint in mistakes)
    if exercise.kind == "number":
        return QuizQuestion(exercise, "number", spellings=(f"{right:g}",), wrong=typed)
    return QuizQuestion(exercise, "text", spellings=_spellings(exercise.kind, right), wrong=typed)


Mistakes = list[tuple[Any, str]]  # wrong answers in their one form, each with its hint


def _options(exercise: Exercise, right: Any, mistakes: Mistakes) -> tuple[Choice, ...]:
    return _choices(exercise.options, exercise, right, mistakes)


def _choices(
    options: Mapping[str, str], exercise: Exercise, right: Any, mistakes: Mistakes
) -> tuple[Choice, ...]:
    """The options, by answer. The right one shows the lesson, a mistake its hint."""
    feedback = {right: exercise.lesson} | dict(mistakes)
    return tuple(
        Choice(words, answer == right, feedback.get(answer, ""))
        for answer, words in options.items()
    )


def _verdicts(exercise: Exercise, right: Any, mistakes: Mistakes) -> tuple[Choice, ...]:
    return _choices({str(verdict): str(verdict) for verdict in Verdict}, exercise, right, mistakes)


def _members(right: Any, mistakes: Mistakes) -> tuple[Choice, ...]:
    """What is right, and what the misconceptions add to it, each with their hint."""
    members = dict.fromkeys(right, "")
    for form, hint in mistakes:
        for member in form:
            members.setdefault(member, hint)
    return tuple(Choice(str(text), text in right, members[text]) for text in sorted(members))


def _typed(form: Any) -> str:
    return ", ".join(map(str, form)) if isinstance(form, list) else str(form)


def _spellings(kind: str, right: Any) -> tuple[str, ...]:
    """What a learner may type: platforms compare letters, so the usual ways are listed."""
    text = _typed(right)
    if kind == "date":
        day = date.fromisoformat(text)
        return (text, f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}")
    if kind == "paragraphs":
        number, _, paragraph = text.partition(":")
        return (
            text,
            f"{number} {paragraph}",
            f"{number} OP{paragraph}",
            f"paragraph {paragraph} of {number}",
            f"{number}, paragraph {paragraph}",
        )
    if kind == "resolutions":
        return (text, f"resolution {text}", f"S/RES/{text}")
    return (text,)
