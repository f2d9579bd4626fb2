"""The question bank keeps to what Moodle's importer takes.

The rules were read in Moodle's own sources (question/format/xml/format.php,
question/engine/bank.php and what each question type asks for when it is saved) and typed by hand:
there is no schema.
"""

from xml.etree import ElementTree

import pytest

from sanctionslab import editions

FORMATS = {"html", "markdown", "plain_text", "moodle_auto_format"}
# The shares that an answer may have, in hundredths; the importer refuses a question with another.
SHARES = [
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20),
    *(16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0),
]
NEAR = 0.001  # hundredths
EVERYWHERE = {
    *("name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden"),
    *("idnumber", "hint", "tags"),
}
CLOSED = EVERYWHERE | {"answer"}
PARTS = {
    "multichoice": CLOSED | {"single", "shuffleanswers", "answernumbering"},
    "shortanswer": CLOSED | {"usecase"},
    "numerical": CLOSED,
    "essay": EVERYWHERE
    | {"responseformat", "responserequired", "responsefieldlines", "attachments"}
    | {"minwordlimit", "graderinfo"},
}
PATHS = ("$course$/", "$system$/", "$module$/")


@pytest.fixture(scope="module")
def quiz():
    return ElementTree.fromstring(editions.moodle_xml(editions.questions()))


@pytest.fixture(scope="module")
def entries(quiz):
    return [entry for entry in quiz if entry.get("type") != "category"]


def of(entries, kind):
    found = [entry for entry in entries if entry.get("type") == kind]
    assert found, f"there is no {kind} to look at"
    return found


def text_of(part):
    return part.findtext("text") or ""


def shares(entry):
    return [float(answer.get("fraction")) for answer in entry.findall("answer")]


def test_the_file_is_a_quiz_of_questions(quiz):
    assert quiz.tag == "quiz" and {child.tag for child in quiz} == {"question"}
    assert {child.get("type") for child in quiz} == {"category", *PARTS}
    for category in quiz.findall("question[@type='category']"):
        assert text_of(category.find("category")).startswith(PATHS)


def test_every_question_has_what_the_importer_reads_and_nothing_else(entries):
    for entry in entries:
        id_, tags = entry.findtext("idnumber"), [part.tag for part in entry]
        assert set(tags) <= PARTS[entry.get("type")], (id_, set(tags))
        assert all(tags.count(tag) == 1 for tag in EVERYWHERE - {"hint", "tags"}), id_
        assert 0 < len(text_of(entry.find("name"))) <= 255, id_
        assert text_of(entry.find("questiontext")), id_
        assert float(entry.findtext("defaultgrade")) > 0, id_
        assert 0 <= float(entry.findtext("penalty")) <= 1, id_
        assert entry.findtext("hidden") == "0", id_
        assert all(text_of(hint) for hint in entry.findall("hint")), id_
        formats = {part.get("format") for part in entry.iter() if part.get("format")}
        assert formats <= FORMATS, (id_, formats)
    ids = [entry.findtext("idnumber") for entry in entries]
    assert len(set(ids)) == len(ids) and all(0 < len(id_) <= 100 for id_ in ids)


def test_shares_are_those_that_moodle_has(entries):
    for entry in entries:
        for share in shares(entry):
            nearest = min(SHARES, key=lambda one: abs(one - abs(share)))
            assert abs(nearest - abs(share)) < NEAR, (entry.findtext("idnumber"), share)


def test_choices_add_up_to_the_whole(entries):
    for entry in of(entries, "multichoice"):
        id_, texts = entry.findtext("idnumber"), [text_of(one) for one in entry.findall("answer")]
        assert len(texts) >= 2 and all(texts) and len(set(texts)) == len(texts), id_
        assert {entry.findtext("single"), entry.findtext("shuffleanswers")} <= {"true", "false"}
        assert entry.findtext("answernumbering") in ("abc", "ABCD", "123", "iii", "IIII", "none")
        if entry.findtext("single") == "true":
            assert max(shares(entry)) == 100, id_
        else:
            assert round(sum(share for share in shares(entry) if share > 0) / 100, 2) == 1, id_


def test_typed_answers_can_be_typed(entries):
    for entry in of(entries, "shortanswer"):
        id_, texts = entry.findtext("idnumber"), [text_of(one) for one in entry.findall("answer")]
        assert 100 in shares(entry) and all(texts), id_
        assert not any("*" in text for text in texts), f"{id_}: a star stands for anything"
        assert len({text.casefold() for text in texts}) == len(texts), id_
        assert entry.findtext("usecase") in ("0", "1"), id_


def test_numbers_are_numbers(entries):
    for entry in of(entries, "numerical"):
        assert 100 in shares(entry), entry.findtext("idnumber")
        for answer in entry.findall("answer"):
            float(text_of(answer))
            assert float(answer.findtext("tolerance")) >= 0


def test_essays_can_be_written(entries):
    for entry in of(entries, "essay"):
        assert entry.findtext("responseformat") in ("editor", "plain", "monospaced", "noinline")
        assert entry.findtext("responserequired") in ("0", "1")
        assert entry.findtext("attachments") in ("-1", "0", "1", "2", "3")
        assert 2 <= int(entry.findtext("responsefieldlines")) <= 40
        assert int(entry.findtext("minwordlimit") or 1) > 0
        assert text_of(entry.find("graderinfo"))
