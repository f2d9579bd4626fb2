"""What a learner wrote into the cells of a notebook, read without running any of it."""

from __future__ import annotations

import ast
import re
import warnings
from itertools import islice
from typing import Any, NamedTuple

from .answers import read, unanswered
from .bank import Exercise, exercises
from .people import shown_name
from .plain import Unreadable, clean

LONGEST_ANSWER = 20_000  # letters of an answer as it stands in a cell
LONGEST_SHOWN = 300  # letters of it that a teacher is shown
LONGEST_SOURCE = 4000  # letters of a cell whose answer is compared with what was recorded
MOST_BRACKETS = 40  # at which a call of check() may end
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)  # what ast.parse may raise
SHORTEST_ARGUMENT = 5  # words; a cell of text with fewer is a note
CHECK = re.compile(r"""\bcheck\(\s*(?:exercise\s*=\s*)?["'](\d\d\.\d{1,2})["']""")
ANSWER = re.compile(r"(?:^|;)[ \t]*answer[ \t]*=(?!=)[ \t]*", re.MULTILINE)
OF_THE_KIT = re.compile(r"\d\d-[0-9a-z]+$")  # the ids that the kit's own cells have
GIVES_ANSWER = re.compile(r"\s*,\s*(?:answer\s*=\s*)?answer\s*\)")
# What stands on a line before its check. No pattern here goes far, which would take long.
CHECK_BEGINS = re.compile(r"[\n;][^\n;\"']{0,40}\Z")
IN_A_FILE = re.compile(r" \([\w<>.-]+, line \d+\)$")  # where a kernel says that it was
EXERCISE = re.compile(r"#{2,4}\s+(\d\d\.\d{1,2})\b")
HEADING = re.compile(r"\s*#")


class Unrecorded(NamedTuple):
    """An answer that stands in a cell and was not recorded.

    `text` is the answer as it stands, on one line, `error` the one that its cell ended in, if it
    did, and `argument` the whole text, where the exercise asks for one and it can be read.
    """

    text: str
    error: str
    argument: str = ""

    @property
    def why(self) -> str:
        """Why it was not recorded, as a part of a sentence."""
        return f"its cell ended in {self.error}" if self.error else "its cell was not run"


def unrecorded_in(source: str, id_: str, error: str) -> Unrecorded | None:
    """The answer to an exercise that stands in a cell, or None where none is given.

    Arguments: `source`, the cell; `id_`; `error`, what the cell ended in, or an empty text.

    >>> unrecorded_in('answer = kremlin\\nsl.check("01.1", answer)', "01.1", "NameError").text
    'kremlin'
    >>> unrecorded_in('answer = ...\\nsl.check("01.1", answer)', "01.1", "") is None
    True
    """
    text = _answer_in(source, id_)
    bare = text if text.startswith(("'", '"')) else text.partition("#")[0]
    bare = bare.strip(" \n\"'")
    if unanswered(bare) or bare == "None":
        return None
    argument = _argument_in(text) if exercises()[id_].kind == "text" else ""
    return Unrecorded(" ".join(clean(text, LONGEST_SHOWN).split()), error, argument)


def _answer_in(source: str, id_: str) -> str:
    """What a cell gives to check() for an exercise, or assigns to `answer` above that."""
    calls = [call for call in CHECK.finditer(source) if call[1] == id_]
    start = calls[-1].start() if calls else len(source)
    text = _given_to_check(source[calls[-1].end() :]) if calls else ""
    above = list(ANSWER.finditer(source, 0, start))
    if above and not text:
        text = CHECK_BEGINS.sub("", source[above[-1].end() : start]).strip()
    return text[:LONGEST_ANSWER]


def _given_to_check(rest: str) -> str:
    """What stands behind an exercise's id in a call of check(), unless that is `answer`."""
    if GIVES_ANSWER.match(rest):
        return ""
    rest = rest[:LONGEST_ANSWER]
    # The call ends at the first bracket at which it is Python: brackets in texts are no end.
    brackets = (place for place, letter in enumerate(rest) if letter == ")")
    ends = (end for end in islice(brackets, MOST_BRACKETS) if _is_python(f"check(0{rest[:end]})"))
    end = next(ends, rest.find(")"))
    return rest[: max(end, 0)].strip(" ,\n")


def _argument_in(text: str) -> str:
    """The argument that stands in quotation marks, or that Python cannot read as it stands.

    Nothing is run: what would have to be run to be known is an empty text.
    """
    if len(text.split()) < SHORTEST_ARGUMENT:
        return ""
    try:
        tree = _parsed(f"answer = {text}")
    except UNREADABLE:
        return clean(_without_quotes(text))
    try:
        [assigned, *_] = (line.value for line in tree.body if isinstance(line, ast.Assign))
        value = ast.literal_eval(assigned)
    except (TypeError, *UNREADABLE):
        return ""
    return clean(value) if isinstance(value, str) else ""


def _without_quotes(text: str) -> str:
    """A text without the quotation marks around it, whether or not there are two."""
    for mark in ('"""', "'''", '"', "'"):
        if text.startswith(mark):
            return text.removeprefix(mark).rstrip(" ;)").removesuffix(mark)
    return text


def _is_python(text: str) -> bool:
    try:
        _parsed(text)
    except UNREADABLE:
        return False
    return True


def _parsed(text: str) -> ast.Module:
    """A text as Python reads it; nothing of it is run. Raises one of UNREADABLE."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of escapes in a student's text
        return ast.parse(text)


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
            sentence = IN_A_FILE.sub("", shown_name(": ".join(texts)))
            return sentence[:80] if texts else "an error"
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
    # By its last words: a learner may have changed the beginning, or written into it.
    words = [re.escape(word) for word in question.split()]
    end = re.search(r"\s+".join(words[-6:]), source)
    return source[end.end() :].strip(" *\n") if words and end else ""


def is_other_answer(source: str, exercise: Exercise, recorded: Any) -> bool:
    """Whether the answer that stands in a cell is another one than was recorded for it."""
    if len(source) > LONGEST_SOURCE:
        return False
    try:
        written = _literal_answer(source)
    except (*UNREADABLE, TypeError, IndexError):
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
    tree = _parsed(source)
    values = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and [getattr(target, "id", "") for target in node.targets] == ["answer"]
    ]
    return ast.literal_eval(values[-1])
