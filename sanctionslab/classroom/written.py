"""What a learner wrote into the cells of a notebook, read without running any of it."""

from __future__ import annotations

import ast
import re
import warnings
from typing import Any, NamedTuple

from .answers import read, unanswered
from .bank import Exercise, exercises
from .people import shown_name
from .plain import Unreadable, clean

LONGEST_SOURCE = 4000  # letters of a cell whose answer is compared with what was recorded
SHORTEST_ARGUMENT = 5  # words; a cell of text with fewer is a note
CHECK = re.compile(r"""\bcheck\(\s*(?:exercise\s*=\s*)?["'](\d\d\.\d{1,2})["']""")
ANSWER = re.compile(r"^[ \t]*answer[ \t]*=[ \t]*(.*)", re.MULTILINE | re.DOTALL)
OF_THE_KIT = re.compile(r"\d\d-[0-9a-z]+$")  # the ids that the kit's own cells have
# A line on which another check begins. No pattern here goes over lines, which would take long.
NEXT_CHECK = re.compile(r"\n[ \t]*(?:\w+[ \t]*=[ \t]*)?(?:print\()?(?:sl\.)?check\(")
EXERCISE = re.compile(r"#{2,4}\s+(\d\d\.\d{1,2})\b")
HEADING = re.compile(r"\s*#")


class Written(NamedTuple):
    """What stands as the answer in a cell: as text of Python, and whether it is one."""

    text: str
    is_given: bool

    @classmethod
    def of(cls, source: str) -> Written:
        """What a cell assigns to `answer`, or gives to check() itself.

        >>> Written.of('answer = kremlin\\nsl.check("01.1", answer)').words
        'the answer "kremlin"'
        """
        assigned = ANSWER.search(source)
        within = re.search(r"""check\(\s*["'][\d.]+["']\s*,""", source)
        argument = source[within.end() :].rpartition(")")[0] if within else ""
        text = (assigned[1] if assigned else argument).strip()
        text = NEXT_CHECK.split(text, maxsplit=1)[0].strip()
        given = bool(text) and not unanswered(text.strip("\"'")) and text != "answer"
        return cls(shown_name(text)[:60], given)

    @property
    def words(self) -> str:
        """The answer as a sentence can show it."""
        return f'the answer "{self.text}"' if self.is_given else "an answer"


def asked_in(source: str) -> list[str]:
    """The ids that a cell checks, each once.

    >>> asked_in('print(sl.check("02.3", answer))')
    ['02.3']
    """
    return list(dict.fromkeys(CHECK.findall(source)))


def error_of(outputs: list[dict[str, Any]]) -> str:
    """The error that a cell ended in, in a few words, or an empty text."""
    for output in outputs:
        if output.get("output_type") == "error":
            name, value = output.get("ename"), output.get("evalue")
            texts = [text for text in (name, value) if isinstance(text, str)]
            return shown_name(": ".join(texts))[:80] if texts else "an error"
    return ""


def argument_under(source: str, cell_id: Any, asked: list[str]) -> tuple[str, str]:
    """The exercise and the argument that a cell of text holds, or two empty texts.

    It stands in a cell of the learner's own below the exercise's, or below the question itself.
    """
    under_question = EXERCISE.match(source)
    if under_question and under_question[1] in exercises():
        exercise = exercises()[under_question[1]]
        return _argument(exercise, _after(exercise.question, source))
    is_own = not (isinstance(cell_id, str) and OF_THE_KIT.match(cell_id))
    if not asked or asked[-1] not in exercises() or not is_own or HEADING.match(source):
        return "", ""
    return _argument(exercises()[asked[-1]], source)


def _argument(exercise: Exercise, text: str) -> tuple[str, str]:
    if exercise.kind != "text" or len(text.split()) < SHORTEST_ARGUMENT:
        return "", ""
    return exercise.id, clean(text)


def _after(question: str, source: str) -> str:
    """What follows a question in the cell that asks it."""
    words = [re.escape(word) for word in question.split()]
    end = re.search(r"\s+".join(words[-6:]), source)
    return source[end.end() :].strip(" *\n") if words and end else ""


def is_other_answer(source: str, exercise: Exercise, recorded: Any) -> bool:
    """Whether the answer that stands in a cell is another one than was recorded for it."""
    if len(source) > LONGEST_SOURCE:
        return False
    try:
        written = _literal_answer(source)
    except (SyntaxError, ValueError, TypeError, IndexError, RecursionError, MemoryError):
        return False
    if written is ...:
        return recorded is not None
    try:
        return read(exercise.kind, written, exercise.options) != recorded
    except Unreadable:
        return recorded is not None


def _literal_answer(source: str) -> Any:
    """What a cell assigns to `answer` last, if that is plain text, a number or a list of such.

    Nothing is run. Raises one of several errors where there is no such answer.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of escapes in a student's text
        tree = ast.parse(source)
    values = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and [getattr(target, "id", "") for target in node.targets] == ["answer"]
    ]
    return ast.literal_eval(values[-1])
