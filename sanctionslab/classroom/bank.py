"""The bank of exercises: questions, answers and misconceptions, as `data/exercises.toml` has them.

A closed answer stands there as a salted digest. An open one is judged with the classifier.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..errors import KitError, near
from ..files import UnreadableFile, data_path, read_toml
from ..shapes import Key, first_fault
from .answers import FORMS, read
from .plain import Unreadable

LEVELS = ("recall", "read the law", "apply", "predict then test", "argue")
JUDGES = ("case", "sources", "law", "decider", "text")  # judges.py has a function for each


@dataclass(frozen=True)
class Misconception:
    """A plausible wrong answer: its name, its hint, and the digests of answers that show it.

    They are digests because a list of wrong answers tells the right one. `salt` is that of the
    exercise they were made for. Where an answer is a case, `marks` says what one that shows the
    misconception is like.
    """

    name: str
    hint: str
    digests: tuple[str, ...] = ()
    marks: dict[str, Any] = field(default_factory=dict, hash=False)
    salt: str = ""

    def is_shown_by(self, form: Any) -> bool:
        """Whether an answer in its one form shows it."""
        return bool(self.digests) and salted(self.salt, form) in self.digests


@dataclass(frozen=True)
class Exercise:
    """One exercise of `data/exercises.toml`.

    `kind` says what an answer is; `right` holds the digests of right answers; an open exercise
    names its `judge` instead, and in `wants` what that asks for. One with neither is recorded and
    left to the teacher. `parts` holds the digests of the parts of a right answer that is a list,
    `sealed` the answer and its reason, to be opened after an honest try.
    """

    id: str
    notebook: str
    level: str
    kind: str
    question: str
    hints: tuple[str, ...]
    lesson: str = ""
    salt: str = ""
    right: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    sealed: str = ""
    options: dict[str, str] = field(default_factory=dict, hash=False)
    judge: str = ""
    wants: dict[str, Any] = field(default_factory=dict, hash=False)
    wrong: tuple[Misconception, ...] = ()

    def __repr__(self) -> str:
        return f"<Exercise {self.id} ({self.level}): {self.question}>"


# What an entry may have. In a file that adds to another no key is needed.
ENTRY_KEYS = {
    **{part.name: Key() for part in fields(Exercise) if part.name != "id"},
    "answers": Key(),
    "kind": Key(allowed=tuple(FORMS)),
    "level": Key(allowed=LEVELS),
    "judge": Key(allowed=("", *JUDGES)),
}


@functools.cache
def exercises() -> Mapping[str, Exercise]:
    """Every exercise by id, in order.

    >>> exercises()["02.3"].kind
    'paragraphs'
    """
    return load(data_path("exercises.toml"))


def load(path: str | Path, base: Mapping[str, Exercise] | None = None) -> Mapping[str, Exercise]:
    """The exercises of a TOML file by id.

    Arguments: `path`; `base`, exercises that the file adds to or changes, for a teacher's own key.
    A key may hold its answers in clear, as `answers`, right ones and wrong ones. Raises KitError,
    with the exercise and the way out, for a file that cannot be used.
    """
    by_id = dict(base or {})
    for id_, entry in _entries(path).items():
        _refuse_fault(id_, entry)
        exercise = _exercise(id_, entry, by_id.get(id_))
        if "answers" in entry:
            right = tuple(digest(exercise, answer) for answer in entry["answers"])
            exercise = replace(exercise, right=right)
        by_id[id_] = exercise
    return MappingProxyType(dict(sorted(by_id.items())))


def _entries(path: str | Path) -> dict[str, Any]:
    try:
        return read_toml(path)
    except UnreadableFile as trouble:
        message = str(trouble)
        if trouble.kind in ("missing", "closed"):
            message = f"The exercises in {path} cannot be read: {trouble.reason}."
        raise KitError(message, "exercises", str(path)) from None


def _refuse_fault(id_: str, entry: Any) -> None:
    """Refuse an entry that has a key or a value that there is not."""
    fault = first_fault(entry, ENTRY_KEYS)
    if fault is None:
        return
    if fault.kind == "value":
        words = ", ".join(filter(None, fault.allowed))
        raise KitError(
            f'Exercise "{id_}": {fault.key} is "{fault.value}", which is none of {words}.'
            f"{near(fault.value, fault.allowed)}",
            fault.key,
            fault.value,
            fault.allowed,
        )
    name = "it" if fault.kind == "entry" else fault.key
    known = sorted(ENTRY_KEYS)
    raise KitError(
        f'Exercise "{id_}": {name} is not known. An entry has {", ".join(known)}.',
        "exercise",
        id_,
        known,
    )


def _exercise(id_: str, entry: dict[str, Any], old: Exercise | None) -> Exercise:
    """An entry as an Exercise; what it does not say is as it was in the old one."""
    parts = {
        name: _tuple(value) for name, value in entry.items() if name not in ("answers", "wrong")
    }
    try:
        exercise = replace(old, **parts) if old else Exercise(id_, **parts)
        wrong = tuple(_misconception(exercise, part) for part in entry.get("wrong", ()))
        return replace(exercise, wrong=wrong) if wrong else exercise
    except (TypeError, KeyError) as error:
        raise KitError(f'Exercise "{id_}" is not complete: {error}.', "exercise", id_) from None


def _misconception(exercise: Exercise, entry: dict[str, Any]) -> Misconception:
    in_clear = [digest(exercise, answer) for answer in entry.get("answers", ())]
    return Misconception(
        entry["name"],
        entry["hint"],
        (*entry.get("digests", ()), *in_clear),
        entry.get("marks", {}),
        exercise.salt,
    )


def _tuple(value: Any) -> Any:
    # An Exercise is hashable, and TOML has lists.
    return tuple(map(_tuple, value)) if isinstance(value, list) else value


def digest(exercise: Exercise | str, answer: Any) -> str:
    """The salted digest of an answer, as `data/exercises.toml` keeps it.

    Arguments: an Exercise or its id, and a right answer in any spelling. In a terminal:
    `python -m sanctionslab.classroom 02.3 "…"`. Raises KitError for an answer of another kind.

    >>> digest("02.3", "2321:29") == digest("02.3", ["paragraph 29 of 2321"])
    True
    """
    asked = _known_exercise(exercise) if isinstance(exercise, str) else exercise
    try:
        form = read(asked.kind, answer, asked.options)
    except Unreadable as error:
        raise KitError(
            f'Exercise "{asked.id}": {error} {FORMS[asked.kind]}', "answer", answer
        ) from None
    return digest_of_form(asked, form)


def _known_exercise(id_: str) -> Exercise:
    if id_ not in exercises():
        raise KitError(
            f'"{id_}" is no exercise.{near(id_, exercises())}', "exercise", id_, exercises()
        )
    return exercises()[id_]


def digest_of_form(exercise: Exercise, form: Any) -> str:
    """The salted digest of an answer that has been read."""
    return salted(exercise.salt, form)


def salted(salt: str, form: Any) -> str:
    """The digest of an answer in its one form with a salt."""
    text = json.dumps(form, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\0{text}".encode()).hexdigest()
