"""After an honest try an answer can be opened, and half a right answer hears what is right."""

import json
import tomllib
from pathlib import Path

import pytest
from submissions import RIGHT, code, notebook, row_of_ada

import sanctionslab as sl
from sanctionslab.classroom import MIME, exercises, unsealed

ROOT = Path(__file__).parents[2]


@pytest.mark.course
def test_every_solution_is_sealed_as_it_is():
    """Red? Run: sanctionslab edition solutions"""
    solutions = tomllib.loads((ROOT / "teaching" / "solutions.toml").read_text(encoding="utf-8"))
    for id_, exercise in exercises().items():
        assert unsealed(exercise.sealed) == (solutions[id_]["answer"], solutions[id_]["why"])


def test_it_opens_after_a_try_and_all_hints_and_not_before():
    assert sl.answer("02.3").state == "hint"
    for _ in exercises()["02.3"].hints:
        sl.hint("02.3")
    assert sl.answer("02.3").state == "hint"  # nothing was tried
    sl.check("02.3", "2397:5")
    told = sl.answer("02.3")
    assert told.state == "opened" and "2397:7" in told.text
    assert told._repr_mimebundle_()[MIME]["opened"] is True


def test_the_last_hint_says_how():
    texts = [sl.hint("02.3").text for _ in exercises()["02.3"].hints]
    assert 'sl.answer("02.3")' in texts[-1] and "sl.answer" not in texts[0]


def test_what_was_opened_is_told_to_the_teacher(tmp_path):
    made = notebook(RIGHT)
    record = {"exercise": "02.3", "answer": None, "opened": True}
    output = {"output_type": "display_data", "metadata": {}, "data": {MIME: record}}
    made["cells"].append(code('sl.answer("02.3")', [output], 40))
    row = row_of_ada(tmp_path, json.dumps(made))
    assert "the answer was opened: 02.3" in row["odd"] and row["02.3"] == 1


def test_nothing_sealed_is_no_traceback():
    assert unsealed("") is None and unsealed("no seal") is None


def test_half_a_right_answer():
    told = sl.check("02.2", ["mode"])
    assert told.state == "wrong" and told.text.startswith("You have 1 of 2.")
    told = sl.check("02.2", ["mode", "arms"])
    assert told.text.startswith("You have 1 of 2, and 1 of yours does not belong there.")
    told = sl.check("02.2", ["mode", "personal_use", "arms", "hs"])
    assert "among yours, with 2 more that do not belong there" in told.text
    assert "You have" not in sl.check("02.2", ["arms"]).text
    assert "You have" not in sl.check("02.3", "2397:5").text  # one paragraph is asked for


@pytest.mark.course
def test_parts_are_those_of_the_right_answer():
    for exercise in exercises().values():
        assert len(exercise.parts) != 1
        assert not exercise.parts or exercise.right


def test_an_argument_hears_what_it_might_say_too():
    told = sl.check("02.8", RIGHT["02.8"])
    assert told.state == "recorded"
    assert "You might also say a verdict, say what is presumed" in told.text


def test_an_argument_is_looked_at_for_what_its_question_asks():
    words = "The Committee decides by consensus and tells little of what it does. " * 6
    told = sl.check("05.8", f"{words} 2397:25 and 2321:46.")
    assert told.state == "recorded" and "verdict" not in told.text
    assert "say what is presumed" in told.text
