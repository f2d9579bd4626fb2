"""The exercises as questions for other platforms: what is right there is right here."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

import sanctionslab as sl
from sanctionslab import editions
from sanctionslab.classroom import exercises
from sanctionslab.cli import main

Q = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


@pytest.fixture(scope="module")
def asked():
    return editions.questions()


@pytest.fixture(scope="module")
def moodle(asked):
    quiz = ElementTree.fromstring(editions.moodle_xml(asked))
    entries = [entry for entry in quiz if entry.get("type") != "category"]
    return {entry.findtext("idnumber"): entry for entry in entries}


@pytest.fixture(scope="module")
def qti(asked):
    return zipfile.ZipFile(io.BytesIO(editions.qti_package(asked)))


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(tmp_path))


def test_every_exercise_is_asked_everywhere(moodle, qti):
    assert list(moodle) == list(exercises())
    assert len(qti.namelist()) == len(exercises()) + 1


def given(entry, exercise):
    """The answers of an entry as a learner of the kit would give them, with share and feedback."""
    for answer in entry.findall("answer"):
        text = answer.findtext("text")
        letters = {words: letter for letter, words in exercise.options.items()}
        yield (
            letters.get(text, text),
            float(answer.get("fraction")),
            answer.findtext("feedback/text"),
        )


def test_moodle_marks_as_the_kit_does(moodle):
    for id_, entry in moodle.items():
        answers = list(given(entry, exercises()[id_]))
        if entry.get("type") == "multichoice" and entry.findtext("single") == "false":
            right = [text for text, share, _ in answers if share > 0]
            assert sl.check(id_, right).right, id_
            assert sum(share for _, share, _ in answers if share > 0) == pytest.approx(
                100, abs=0.01
            )
            continue
        assert entry.get("type") == "essay" or any(share == 100 for _, share, _ in answers), id_
        for text, share, feedback in answers:
            told = sl.check(id_, text)
            assert told.right is (share == 100), (id_, text)
            assert not feedback or told.text.endswith(feedback), (id_, text)


def test_moodle_hands_on_hints_and_every_misconception(moodle):
    for id_, entry in moodle.items():
        hints = [hint.findtext("text") for hint in entry.findall("hint")]
        assert hints == list(exercises()[id_].hints)
        if entry.get("type") != "essay":
            told = {feedback for _, _, feedback in given(entry, exercises()[id_])}
            choices = entry.findtext("single") == "false"
            assert choices or {wrong.hint for wrong in exercises()[id_].wrong} <= told, id_


def test_essays_have_a_model_for_who_marks_them(moodle):
    essays = [entry for entry in moodle.values() if entry.get("type") == "essay"]
    assert len(essays) > 6
    assert all(len(entry.findtext("graderinfo/text")) > 30 for entry in essays)


def test_qti_names_what_it_has(qti):
    manifest = ElementTree.fromstring(qti.read("imsmanifest.xml"))
    listed = [one.get("href") for one in manifest.iter() if one.tag.endswith("}resource")]
    assert sorted(listed) == sorted(name for name in qti.namelist() if name.startswith("items/"))
    for name in listed:
        item = ElementTree.fromstring(qti.read(name))
        choices = {choice.get("identifier") for choice in item.iter(f"{Q}simpleChoice")}
        right = [value.text for value in item.findall(f"{Q}responseDeclaration/*/{Q}value")]
        shown = {one.get("identifier") for one in item.iter(f"{Q}modalFeedback")}
        named = {
            value.text
            for outcome in item.iter(f"{Q}setOutcomeValue")
            if outcome.get("identifier") == "FEEDBACK"
            for value in outcome
        }
        assert not choices or set(right) <= choices, name
        assert right or item.find(f".//{Q}extendedTextInteraction") is not None, name
        assert shown == named, name


# In this order the schema of QTI 2.1 has what an item is made of.
PARTS = (
    "responseDeclaration",
    "outcomeDeclaration",
    "itemBody",
    "responseProcessing",
    "modalFeedback",
)


def test_qti_items_are_made_as_the_schema_has_them(qti):
    """All were put to the schema itself once, which cannot lie here."""
    names = [name for name in qti.namelist() if name.startswith("items/")]
    items = [ElementTree.fromstring(qti.read(name)) for name in names]
    assert len({item.get("identifier") for item in items}) == len(items) > 40
    for item in items:
        id_, tags = item.get("identifier"), [part.tag.removeprefix(Q) for part in item]
        assert re.fullmatch(r"[A-Za-z_][\w.-]*", id_) and item.get("title"), id_
        assert item.get("adaptive") == item.get("timeDependent") == "false", id_
        assert tags == sorted(tags, key=PARTS.index) and tags.count("itemBody") == 1, id_
        declared = {part.get("identifier") for part in item if part.tag.endswith("Declaration")}
        used = {one.get("responseIdentifier") for one in item.iter()} - {None}
        assert used <= declared, id_
        for part in item.iter():
            assert part.get("cardinality") in (None, "single", "multiple"), id_
            assert part.get("baseType") in (None, "identifier", "float", "string"), id_


def test_the_command(tmp_path, capsys):
    out = tmp_path / "questions"
    assert main(["edition", "questions", "-o", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["moodle.xml", "qti.zip"]
    assert main(["edition", "questions", "-o", str(out)]) == 1
    assert "is there already" in capsys.readouterr().err
