"""What an argument can be looked at for without judging whether it convinces."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from ..law import law
from .bank import Exercise
from .references import paragraphs_in, rows_in

# What an argument is looked at for. An exercise may ask for fewer: not each needs a verdict.
SOUGHT = ("verdict", "paragraph", "row", "presumed", "turning")

VERDICTS = re.compile(r"\b(?:prohibited|not prohibited|undetermined|barred|banned)\b", re.I)
PRESUMED = re.compile(r"\b(?:presum\w*|assum\w*|unless|nobody (?:has )?(?:said|reported))\b", re.I)
TURNING = re.compile(r"\b(?:if|had (?:it|the|he|they)|would|were it|otherwise|instead)\b", re.I)


class Point(NamedTuple):
    """One thing that an argument or a case may have: in words, and whether this one has it."""

    words: str
    is_there: bool

    def __str__(self) -> str:
        return f"{'done' if self.is_there else 'open'}: {self.words}"


def checklist(exercise: Exercise, text: str) -> list[Point]:
    """What an argument names and says: a Point for each thing to look for.

    Arguments: `exercise`, an Exercise whose answer is a text, and which may say in `wants` what is
    to be looked for (`look`, of SOUGHT; all of them if it does not); `text`, the argument.

    >>> from sanctionslab.classroom import exercises
    >>> items = checklist(exercises()["02.8"], "It is prohibited by 2397:7, unless approved.")
    >>> [item.is_there for item in items]
    [False, True, True, False, True, False]
    """
    words = len(text.split())
    wanted = exercise.wants.get("words", 0)
    paragraphs = [id_ for id_ in paragraphs_in(text)[0] if _is_known(id_)]
    rows = rows_in(text)
    points = {
        "verdict": Point("says a verdict", bool(VERDICTS.search(text))),
        "paragraph": Point(f"names a paragraph{_list(paragraphs)}", bool(paragraphs)),
        "row": Point(f"names a claim or an event{_list(rows)}", bool(rows)),
        "presumed": Point("says what is presumed", bool(PRESUMED.search(text))),
        "turning": Point("says what would change it", bool(TURNING.search(text))),
    }
    length = Point(f"{words} words, of {wanted} or more", words >= wanted)
    return [length, *(points[name] for name in exercise.wants.get("look", SOUGHT))]


def _is_known(id_: str) -> bool:
    return any(measure.id == id_ for measure in law().measures)


def _list(ids: Collection[str]) -> str:
    return f": {', '.join(ids)}" if ids else ""
