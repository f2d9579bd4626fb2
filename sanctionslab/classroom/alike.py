"""What several students handed in alike: whole files, arguments, cases of their own.

That two hand in the same says nothing of who had it first, or whether they were told to work
together. It is shown, and people ask.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..cases import Case, cases
from ..errors import KitError, first_few
from .bank import Exercise
from .submissions import Submission

SHORTEST = 12  # words of an argument: shorter ones may be alike by chance
SHOWN = 3  # names


class Fingerprints:
    """What each student of a class handed in, to be compared with what the others did."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, str], list[str]] = {}
        self._prints: dict[str, list[tuple[str, str]]] = {}

    def add(
        self,
        student: str,
        files: Iterable[Submission | str],
        forms: Mapping[str, Any],
        questions: Mapping[str, Exercise],
    ) -> None:
        """Take note of what a student handed in: the files, and the answers in their one form."""
        prints = {("the file", file.print) for file in files if isinstance(file, Submission)}
        for id_, form in forms.items():
            text = _own_words(questions[id_], form)
            if text:
                prints.add((f"the answer to {id_}", text))
        self._prints[student] = sorted(prints)
        for print_ in prints:
            self._owners.setdefault(print_, []).append(student)

    def odd(self, student: str) -> list[str]:
        """What a student handed in that others handed in too, in words."""
        alike: dict[tuple[str, ...], list[str]] = {}
        for print_ in self._prints.get(student, ()):
            others = tuple(other for other in self._owners[print_] if other != student)
            if others:
                alike.setdefault(others, []).append(print_[0])
        return [
            f"{_joined(things)} as {first_few(others, SHOWN)}" for others, things in alike.items()
        ]


def _joined(things: list[str]) -> str:
    """One file that is the same says it all: the answers in it are the same too."""
    whole = [thing for thing in things if thing == "the file"]
    return f"the same in {', '.join(dict.fromkeys(whole or things))}"


def _own_words(exercise: Exercise, form: Any) -> str:
    """What a learner made up alone, as text to compare, or an empty text."""
    if exercise.kind == "text" and len(form.split()) >= SHORTEST:
        return " ".join(form.casefold().split())
    if exercise.kind == "case" and not _is_named(form):
        return json.dumps(form, sort_keys=True)
    return ""


def _is_named(form: Mapping[str, Any]) -> bool:
    try:
        return Case(**form) in cases().values()
    except (KitError, TypeError):
        return True  # what cannot be read is compared with nothing
