"""Any value that a learner may type, made of plain text, numbers, days, lists, dicts and cases.

The value may be hostile: only its type is looked at, and nothing of a stranger's is called, not
even its name in print. What is too large or too deep is refused.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from datetime import date
from typing import Any

from ..cases import Case
from ..law import Measure, Resolution
from ..logic import Truth
from ..verdict import Finding, Ground, Opening, Verdict
from ..whatif import Decider, Flip

MOST = 1000  # parts of one answer
LETTERS = 10 * MOST  # of an essay
DEEPEST_LISTS = 3  # lists inside lists

DASHES = "[\u2010-\u2015\u2212]"
AROUND = " \"'`.,;:!()[]{}\u201c\u201d\u2018\u2019"


class Unreadable(Exception):
    """An answer that is not of the kind that the exercise asks for. The message says why."""


def clean(text: str, most: int = LETTERS) -> str:
    """Text that can be stored and shown: composed letters, no control characters, not too long.

    >>> clean("a\\x1b[31m b\\ud800 ")
    'a[31m b?'
    """
    whole = text[:most].encode("utf-8", "replace").decode("utf-8")
    letters = unicodedata.normalize("NFC", whole)
    return "".join(letter for letter in letters if _can_be_shown(letter)).strip()


def _can_be_shown(letter: str) -> bool:
    return letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs")


def squeezed(text: str) -> str:
    """Text in small letters, with single blanks and plain dashes, and no punctuation around it.

    >>> squeezed(' "Not  Prohibited." ')
    'not prohibited'
    """
    text = re.sub(DASHES, "-", unicodedata.normalize("NFKC", text).casefold())
    return re.sub(r"\s+", " ", text).strip(AROUND)


def as_given(value: Any) -> str:
    """A plain value as a sentence can show it."""
    return f'"{value[:60]}"' if isinstance(value, str) else str(value)[:60]


def one(value: Any) -> Any:
    """A plain value, or the only part of a list. Raises Unreadable for a longer one."""
    if not isinstance(value, list):
        return value
    if len(value) != 1:
        raise Unreadable(f"One answer is asked for, and this has {len(value)} parts.")
    return value[0]


def plain(value: Any, depth: int = DEEPEST_LISTS) -> Any:
    """A value as None, bool, int, float, text, date, list, dict or Case.

    Raises Unreadable for a value of another type. A hostile one may raise anything.

    >>> plain((1, Verdict.PROHIBITED))
    [1, 'prohibited']
    """
    kind = type(value)
    if value is None or kind is bool or kind is Case:
        return value
    if kind in (Verdict, Truth, Finding, Flip, Ground, Opening, Measure, Resolution):
        return _of_the_kit(value, kind, depth)
    if issubclass(kind, str | int | float | date):
        return _single(value, kind)
    parts = sorted(value.facts) if kind is Decider else _parts(value, kind)
    if parts is None:
        raise Unreadable(f"That is {_named(kind)}, which is no answer here.")
    if not depth:
        raise Unreadable("That has lists inside lists.")
    if issubclass(kind, dict):
        return {str(plain(key, 0)): plain(dict.__getitem__(value, key), 0) for key in parts}
    return [plain(part, depth - 1) for part in parts]


def _of_the_kit(value: Any, kind: type, depth: int) -> Any:
    if kind is Verdict or kind is Truth:
        return value.value
    if kind is Finding:
        # By itself it answers with its case, in a list with its verdict.
        return value.case if depth == DEEPEST_LISTS else str(value.verdict)
    if kind is Flip:
        return value.case
    return value.key if kind is Resolution else value.id


def _single(value: Any, kind: type) -> str | float | date:
    """Text, a number or a day without the methods that a subclass may have put over theirs."""
    if issubclass(kind, str):
        return clean(str.__str__(value))
    if issubclass(kind, float):
        return float.__float__(value)
    if issubclass(kind, date):
        return date(value.year, value.month, value.day)
    number = int.__int__(value)
    if number.bit_length() > 64:
        raise Unreadable("That number is far too large.")
    return number


def _parts(value: Any, kind: type) -> list[Any] | None:
    """The parts of a collection of a known type, or None for anything else."""
    for known in (list, tuple, set, frozenset, dict):
        if issubclass(kind, known):
            _refuse_many(known.__len__(value))
            return list(known.__iter__(value))
    if kind in (type({}.keys()), type({}.values()), range):
        _refuse_many(len(value))
        return list(value)
    return _parts_of_an_array(value, kind)


def _parts_of_an_array(value: Any, kind: type) -> list[Any] | None:
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy and issubclass(kind, numpy.ndarray | numpy.generic):
        _refuse_many(value.size)
        return value.ravel().tolist()
    if pandas and issubclass(kind, pandas.Series | pandas.Index):
        _refuse_many(len(value))
        return value.tolist()
    if pandas and issubclass(kind, pandas.DataFrame):
        raise Unreadable("That is a whole table. Pick the column or the value that you mean.")
    return None


def _refuse_many(count: int) -> None:
    if count > MOST:
        raise Unreadable(f"That has more than {MOST} parts.")


def _named(kind: type) -> str:
    # Asked of `type` itself: a metaclass may have a __name__ of its own.
    name = type.__dict__["__name__"].__get__(kind)
    return f"a thing of the type {clean(name, 40)}"
