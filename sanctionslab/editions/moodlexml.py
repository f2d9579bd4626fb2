"""Questions as a bank in Moodle XML (docs.moodle.org, "Moodle XML format")."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from .asking import QuizQuestion

TYPES = {
    "choice": "multichoice",
    "choices": "multichoice",
    "number": "numerical",
    "text": "shortanswer",
    "essay": "essay",
}


def moodle_xml(asked: Iterable[QuizQuestion]) -> bytes:
    """A question bank for Moodle: XML, in UTF-8. Exercises stand in a category for each notebook.

    >>> moodle_xml([])[:38]
    b"<?xml version='1.0' encoding='UTF-8'?>"
    """
    quiz = Element("quiz")
    notebook = None
    for question in asked:
        if question.exercise.notebook != notebook:
            notebook = question.exercise.notebook
            category = SubElement(SubElement(quiz, "question", type="category"), "category")
            SubElement(category, "text").text = f"$course$/top/sanctionslab/{notebook}"
        _question(quiz, question)
    ElementTree.indent(quiz)
    return ElementTree.tostring(quiz, encoding="UTF-8", xml_declaration=True) + b"\n"


def _question(quiz: Element, question: QuizQuestion) -> None:
    exercise = question.exercise
    entry = SubElement(quiz, "question", type=TYPES[question.form])
    _text(entry, "name", f"{exercise.id} {exercise.level}", None)
    _text(entry, "questiontext", question.text)
    _text(entry, "generalfeedback", exercise.lesson)
    SubElement(entry, "defaultgrade").text = "1"
    SubElement(entry, "penalty").text = "0.3333333"  # for each try, as Moodle writes it
    SubElement(entry, "hidden").text = "0"
    SubElement(entry, "idnumber").text = exercise.id
    PARTS[question.form](entry, question)
    for hint in exercise.hints:
        _text(entry, "hint", hint)


def _choices(entry: Element, question: QuizQuestion) -> None:
    is_single = question.form == "choice"
    SubElement(entry, "single").text = "true" if is_single else "false"
    SubElement(entry, "shuffleanswers").text = "false" if is_single else "true"
    SubElement(entry, "answernumbering").text = "abc"
    right = sum(choice.is_right for choice in question.choices)
    wrong = len(question.choices) - right
    for choice in question.choices:
        share = 100 / right if choice.is_right else -100 / wrong
        if is_single and not choice.is_right:
            share = 0  # a wrong one takes nothing off: no right one can be chosen beside it
        feedback = "" if choice.is_right else choice.feedback  # the lesson is told for every answer
        _answer(entry, f"{share:.7g}", choice.text, feedback)


def _number(entry: Element, question: QuizQuestion) -> None:
    for spelling in question.spellings:
        answer = _answer(entry, "100", spelling, "", None)
        SubElement(answer, "tolerance").text = "0"
    for text, hint in question.wrong:
        answer = _answer(entry, "0", text, hint, None)
        SubElement(answer, "tolerance").text = "0"


def _typed(entry: Element, question: QuizQuestion) -> None:
    SubElement(entry, "usecase").text = "0"
    for spelling in question.spellings:
        _answer(entry, "100", spelling, "", "moodle_auto_format")
    for text, hint in question.wrong:
        _answer(entry, "0", text, hint, "moodle_auto_format")


def _essay(entry: Element, question: QuizQuestion) -> None:
    SubElement(entry, "responseformat").text = "editor"
    SubElement(entry, "responserequired").text = "1"
    SubElement(entry, "responsefieldlines").text = "15"
    SubElement(entry, "attachments").text = "0"
    words = question.exercise.wants.get("words")
    if words:
        SubElement(entry, "minwordlimit").text = str(words)
    _text(entry, "graderinfo", f"One answer among others:\n\n{question.sample}")


def _answer(
    entry: Element, fraction: str, text: str, feedback: str, form: str | None = "markdown"
) -> Element:
    attributes = {"fraction": fraction} | ({"format": form} if form else {})
    answer = SubElement(entry, "answer", attributes)
    SubElement(answer, "text").text = text
    _text(answer, "feedback", feedback)
    return answer


def _text(parent: Element, name: str, text: str, form: str | None = "markdown") -> None:
    part = SubElement(parent, name, {"format": form} if form else {})
    SubElement(part, "text").text = text


PARTS = {
    "choice": _choices,
    "choices": _choices,
    "number": _number,
    "text": _typed,
    "essay": _essay,
}
