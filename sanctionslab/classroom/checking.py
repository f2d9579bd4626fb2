"""check(), hint() and answer(): what a learner is told about an answer, at once and kindly.

Nothing is raised, whatever is given. In a notebook all three show what they have to say themselves,
so that an answer is recorded whatever its cell does with what they return.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..errors import near
from .answers import FORMS, read, unanswered
from .bank import Exercise, exercises
from .feedback import Feedback, publish, shell_here
from .judges import judge
from .notes import given_to, hints_given, note, state_of, tries
from .plain import Unreadable, clean
from .sealing import unsealed


def _shown(feedback: Feedback) -> Feedback:
    """Feedback that has been shown where there is something to show it in.

    A cell that prints it, keeps it in a variable or goes on after it has it recorded all the same.
    Where nothing is answered yet, a field to answer in is shown with it.
    """
    shell = shell_here()
    if not shell:
        return feedback
    exercise = exercises().get(feedback.exercise)
    if feedback.state == "unanswered" and exercise and hasattr(shell, "kernel"):
        _show_field(exercise, feedback)
    else:
        publish(feedback)
    return replace(feedback, shown_in=shell.execution_count)


def _show_field(exercise: Exercise, unanswered_: Feedback) -> None:
    """A field for the answer; what was answered in it on an earlier day is judged again."""
    from .field import AnswerField, has_field  # widgets: only a notebook has them

    if not has_field(exercise):
        publish(unanswered_)
        return
    given = given_to(exercise.id)
    hints = hints_given.get(exercise.id, 0)
    before = unanswered_ if given is None else _read_and_judged(exercise, given)
    hints_given[exercise.id] = hints  # to be shown again is no new try
    first = replace(before, by_field=given is not None).bundle()
    AnswerField(exercise, lambda text: _answered(exercise, text), first, given).show()


def _answered(exercise: Exercise, given: str) -> dict[str, Any]:
    """What a field shows about an answer that was just given in it, with the record."""
    feedback = _checked(exercise, given)
    kept_as = {"right": "done", "recorded": "done", "unreadable": "open"}
    note(exercise.id, kept_as.get(feedback.state, "tried"), given)
    return replace(feedback, by_field=True).bundle()


def check(exercise: Any = None, answer: Any = ...) -> Feedback:
    """Look at an answer: instant, kind and specific.

    Arguments: `exercise`, its id, such as "02.3"; `answer`, in any reasonable spelling. Returns
    Feedback. A wrong answer that is a known misconception gets its own hint, others the next
    general hint. What cannot be read is no try and takes no hint. Nothing is raised, whatever is
    given. The dots `...` mean that there is no answer yet: in a notebook they are given a field to
    answer in.

    >>> check("02.3", ...)
    02.3  Not answered yet. Answer in the field, or put your answer in place of the dots.
    """
    asked = _find(exercise)
    return _shown(asked if isinstance(asked, Feedback) else _checked(asked, answer))


def _checked(exercise: Exercise, answer: object) -> Feedback:
    if unanswered(answer):
        return Feedback(exercise.id, "unanswered", _how_to_answer(exercise))
    feedback = _read_and_judged(exercise, answer)
    if feedback.state != "unreadable":
        tries[exercise.id] = tries.get(exercise.id, 0) + 1
    return replace(feedback, tries=tries.get(exercise.id, 1))


def _how_to_answer(exercise: Exercise) -> str:
    from ..panels import has_visitors  # only here: a first check has to be there at once

    is_page = has_visitors()  # a page of Voilà has no cells to write in
    if exercise.kind != "case":
        or_in_the_cell = "" if is_page else ", or put your answer in place of the dots"
        return f"Answer in the field{or_in_the_cell}."
    if is_page:
        return "This one is answered in the notebook: it asks for a case of your own."
    start = exercise.wants.get("start")
    what = f'sl.case("{start}").but(...), with your change in it,' if start else "your case"
    return f"Put {what} in place of the dots and run the cell again."


def _form_asked_for(exercise: Exercise) -> str:
    start = exercise.wants.get("start")
    if start:
        return f'Give the named case with your change: sl.case("{start}").but(...).'
    return FORMS[exercise.kind]


def _read_and_judged(exercise: Exercise, answer: object) -> Feedback:
    try:
        form = read(exercise.kind, answer, exercise.options)
    except Unreadable as error:
        return Feedback(exercise.id, "unreadable", clean(f"{error} {_form_asked_for(exercise)}"))
    return _judged(exercise, form)


def _judged(exercise: Exercise, form: Any) -> Feedback:
    try:
        judgement = judge(exercise, form)
    except Exception:  # nothing that a learner gives may end in a traceback of ours
        text = f"That could not be judged. {_form_asked_for(exercise)}"
        return Feedback(exercise.id, "unreadable", text)
    if judgement.state in ("right", "recorded"):
        note(exercise.id, "done")
        return Feedback(exercise.id, judgement.state, judgement.text or exercise.lesson, form)
    if judgement.state == "unreadable":
        return Feedback(exercise.id, "unreadable", judgement.text)
    note(exercise.id, "tried")
    text = judgement.text
    if not judgement.misconception and judgement.state != "short":
        text = f"{text} {_next_hint(exercise)}".strip()
    return Feedback(exercise.id, judgement.state, text, form)


def hint(exercise: Any = None) -> Feedback:
    """The next hint for an exercise.

    Each says more than the one before; none gives the answer away. Arguments: `exercise`, its id.
    Returns Feedback; nothing is raised, whatever is given.

    >>> hint("02.3").state
    'hint'
    """
    asked = _find(exercise)
    if not isinstance(asked, Feedback):
        asked = Feedback(asked.id, "hint", _next_hint(asked))
    return _shown(asked)


def answer(exercise: Any = None) -> Feedback:
    """The answer to an exercise and why it is right, after the last hint and an honest try.

    Argument: `exercise`, its id. Returns Feedback; before that it says what is left to try. That
    it was opened is recorded in the output of the cell. Nothing is raised, whatever is given.

    >>> answer("02.3").text[:30]
    'Not yet: try it first, and tak'
    """
    asked = _find(exercise)
    return _shown(asked if isinstance(asked, Feedback) else _opened(asked))


def _opened(exercise: Exercise) -> Feedback:
    """The answer after an honest try and all hints; before that, what is left to do."""
    opened = unsealed(exercise.sealed)
    if opened is None:
        return Feedback(exercise.id, "hint", "This edition has no answers; your teacher has them.")
    left = len(exercise.hints) - hints_given.get(exercise.id, 0)
    tried = exercise.id in tries or state_of(exercise.id) != "open"
    if not tried or left > 0:
        return Feedback(
            exercise.id,
            "hint",
            "Not yet: try it first, and take the hints"
            f"{f' ({left} are left)' if left > 0 else ''}. Then the answer opens.",
        )
    text = f"One way to answer: {opened.answer.strip()} - {opened.why}"
    return Feedback(exercise.id, "opened", text)


def _next_hint(exercise: Exercise) -> str:
    total = len(exercise.hints)
    number = min(hints_given.get(exercise.id, 0) + 1, total)
    hints_given[exercise.id] = number
    text = f"Hint {number} of {total}: {exercise.hints[number - 1]}"
    if number < total:
        return text
    way_out = f' Still stuck? sl.answer("{exercise.id}") opens it.' if exercise.sealed else ""
    return f"{text} This is the last hint; go through the notebook again with it in mind.{way_out}"


def _find(given: Any) -> Exercise | Feedback:
    """The exercise that an id means, or the Feedback that there is none."""
    text = _id_as_text(given)
    # "Exercise 2.3", "2-3" and 2.3 mean "02.3": two numbers, whatever stands around them.
    digits = "".join(
        letter if letter.isascii() and letter.isdecimal() else " " for letter in text
    ).split()
    id_ = f"{digits[0]:0>2}.{digits[1]}" if len(digits) == 2 else text
    if id_ in exercises():
        return exercises()[id_]
    complaint = (
        f"{text} is none of the exercises."
        if text
        else "Say which one, by its id in quotation marks."
    )
    similar = near(id_, exercises()) if id_ else ""
    example = next(iter(exercises()))
    return Feedback(
        "",
        "unknown",
        f'{complaint}{similar} An id looks like "{example}"; sl.progress() lists them all.',
    )


def _id_as_text(given: Any) -> str:
    """An id as it was typed, perhaps as a number; empty text for anything else."""
    kind = type(given)
    if issubclass(kind, str):
        return clean(str.__str__(given), 40)
    if kind in (int, float) and abs(given) < 100:
        return repr(given)
    return ""
