"""Questions as a package of QTI 2.1 items (imsglobal.org, "Question and Test Interoperability")."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ..files import zipped
from .asking import QuizQuestion, questions
from .moodlexml import moodle_xml
from .source import new_folder, unused

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
CONTENT_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
CHOSEN = ("choice", "choices")  # forms of questions whose answers are listed
FEEDBACK = "FEEDBACK"  # the outcome that says which feedback is shown


def qti_package(asked: Iterable[QuizQuestion]) -> bytes:
    """A zip file with an item for each question and the manifest that lists them."""
    items = [(f"items/{_name(question)}.xml", _item(question)) for question in asked]
    manifest = ("imsmanifest.xml", _manifest([name for name, _ in items]))
    return zipped([manifest, *items], compress=True)


def write_questions(place: str | Path, root: str | Path | None = None) -> list[Path]:
    """Write the exercises for other platforms into a new folder: their paths.

    Arguments: `place`, a new or empty folder; `root` as for questions. `moodle.xml` is a question
    bank for Moodle, `qti.zip` a package of QTI 2.1 items for Canvas and others.
    """
    place = unused(place, "folder")
    asked = questions(root)
    with new_folder(place) as unfinished:
        (unfinished / "moodle.xml").write_bytes(moodle_xml(asked))
        (unfinished / "qti.zip").write_bytes(qti_package(asked))
    return [place / "moodle.xml", place / "qti.zip"]


def _name(question: QuizQuestion) -> str:
    return f"exercise-{question.exercise.id.replace('.', '-')}"


def _manifest(names: Iterable[str]) -> bytes:
    manifest = Element("manifest", xmlns=CONTENT_PACKAGE, identifier="sanctionslab")
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    for name in names:
        identifier = name.removeprefix("items/").removesuffix(".xml")
        resource = SubElement(
            resources, "resource", identifier=identifier, type="imsqti_item_xmlv2p1", href=name
        )
        SubElement(resource, "file", href=name)
    return _written(manifest)


def _item(question: QuizQuestion) -> bytes:
    exercise = question.exercise
    item = Element(
        "assessmentItem",
        xmlns=QTI,
        identifier=_name(question),
        title=f"{exercise.id} {exercise.level}",
        adaptive="false",
        timeDependent="false",
    )
    _declare_response(item, question)
    _declare_outcome(item, "SCORE", "float", "0")
    _declare_outcome(item, FEEDBACK, "identifier", None)
    body = SubElement(item, "itemBody")
    for paragraph in question.text.split("\n\n"):
        SubElement(body, "p").text = paragraph
    _ask(body, question)
    if question.form != "essay":
        _process(item, question)
    for name, (_, text) in _feedback(question).items():
        shown = SubElement(
            item, "modalFeedback", outcomeIdentifier=FEEDBACK, identifier=name, showHide="show"
        )
        shown.text = text
    return _written(item)


# What an answer is to QTI, by the form of the question.
BASE_TYPES = {
    "choice": "identifier",
    "choices": "identifier",
    "number": "float",
    "text": "string",
    "essay": "string",
}


def _declare_response(item: Element, question: QuizQuestion) -> None:
    """What can be answered, and what is right."""
    declaration = SubElement(
        item,
        "responseDeclaration",
        identifier="RESPONSE",
        cardinality="multiple" if question.form == "choices" else "single",
        baseType=BASE_TYPES[question.form],
    )
    right = _right(question)
    if right:
        correct = SubElement(declaration, "correctResponse")
        for value in right if question.form == "choices" else right[:1]:
            SubElement(correct, "value").text = value
    if question.form == "text":  # several spellings are right: each is mapped to a point
        mapping = SubElement(declaration, "mapping", defaultValue="0")
        for spelling in question.spellings:
            attributes = {"mapKey": spelling, "mappedValue": "1", "caseSensitive": "false"}
            SubElement(mapping, "mapEntry", attributes)


def _right(question: QuizQuestion) -> list[str]:
    if question.form in CHOSEN:
        return [
            _choice_id(place) for place, choice in enumerate(question.choices) if choice.is_right
        ]
    return list(question.spellings)


def _choice_id(place: int) -> str:
    """What an item calls the choice at a place; QTI takes no name that begins with a digit."""
    return f"C{place}"


def _declare_outcome(item: Element, name: str, kind: str, start: str | None) -> None:
    declaration = SubElement(
        item, "outcomeDeclaration", identifier=name, cardinality="single", baseType=kind
    )
    if start is not None:
        SubElement(SubElement(declaration, "defaultValue"), "value").text = start


def _ask(body: Element, question: QuizQuestion) -> None:
    """Say how to answer: choose, write at length, or type a line."""
    if question.form in CHOSEN:
        _choose(body, question)
    elif question.form == "essay":
        attributes = {"responseIdentifier": "RESPONSE", "expectedLines": "15"}
        SubElement(body, "extendedTextInteraction", attributes)
    else:
        SubElement(SubElement(body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE")


def _choose(body: Element, question: QuizQuestion) -> None:
    most = "1" if question.form == "choice" else "0"  # 0: as many as one likes
    interaction = SubElement(
        body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices=most
    )
    for place, choice in enumerate(question.choices):
        SubElement(interaction, "simpleChoice", identifier=_choice_id(place)).text = choice.text


def _process(item: Element, question: QuizQuestion) -> None:
    """A right answer scores one; a known mistake shows its hint."""
    processing = SubElement(item, "responseProcessing")
    condition = SubElement(SubElement(processing, "responseCondition"), "responseIf")
    if question.form == "text":
        above = SubElement(condition, "gt")
        SubElement(above, "mapResponse", identifier="RESPONSE")
        SubElement(above, "baseValue", baseType="float").text = "0"
    else:
        same = SubElement(condition, "match")
        SubElement(same, "variable", identifier="RESPONSE")
        SubElement(same, "correct", identifier="RESPONSE")
    score = SubElement(condition, "setOutcomeValue", identifier="SCORE")
    SubElement(score, "baseValue", baseType="float").text = "1"
    for name, (value, _) in _feedback(question).items():
        _show(processing, question, name, value)


def _show(processing: Element, question: QuizQuestion, name: str, value: str) -> None:
    condition = SubElement(SubElement(processing, "responseCondition"), "responseIf")
    base = BASE_TYPES[question.form]
    if question.form == "choices":
        same = SubElement(condition, "member")
        SubElement(same, "baseValue", baseType=base).text = value
        SubElement(same, "variable", identifier="RESPONSE")
    elif base == "string":
        same = SubElement(condition, "stringMatch", caseSensitive="false")
        SubElement(same, "variable", identifier="RESPONSE")
        SubElement(same, "baseValue", baseType=base).text = value
    else:
        same = SubElement(condition, "match")
        SubElement(same, "variable", identifier="RESPONSE")
        SubElement(same, "baseValue", baseType=base).text = value
    shown = SubElement(condition, "setOutcomeValue", identifier=FEEDBACK)
    SubElement(shown, "baseValue", baseType="identifier").text = name


def _feedback(question: QuizQuestion) -> dict[str, tuple[str, str]]:
    """What is shown for which answer: (the answer, the text) by the feedback's name."""
    if question.form in CHOSEN:
        pairs = [
            (_choice_id(place), choice.feedback)
            for place, choice in enumerate(question.choices)
            if choice.feedback
        ]
    else:
        pairs = list(question.wrong)
    return {f"F{number}": pair for number, pair in enumerate(pairs)}


def _written(root: Element) -> bytes:
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
