"""The exercises as data: right answers pass, none stands in clear, and a teacher can add a key."""

import re
import string
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from answer_key import KEY, answers

import sanctionslab as sl
from sanctionslab import classroom as kit
from sanctionslab.classroom.references import paragraphs_in

ALL = list(kit.exercises())
CLOSED = [i for i, e in kit.exercises().items() if e.right]
ROOT = Path(__file__).parents[2]


def everything_said(exercise):
    return [*exercise.hints, exercise.lesson, *(w.hint for w in exercise.wrong)]


@pytest.mark.course
def test_every_notebook_has_four_to_eight_of_rising_depth():
    for notebook, number in Counter(e.notebook for e in kit.exercises().values()).items():
        own = [e for e in kit.exercises().values() if e.notebook == notebook]
        assert number == 2 if notebook == "07_your_own_case" else 4 <= number <= 8, notebook
        assert own[-1].level == "argue" and len({e.level for e in own}) >= min(3, number), notebook
        assert [e.id for e in own] == [f"{notebook[:2]}.{n}" for n in range(1, number + 1)]
    assert {e.notebook[:2] for e in kit.exercises().values()} == {
        "01",
        "02",
        "03",
        "04",
        "05",
        "06",
        "07",
    }


@pytest.mark.course
def test_every_exercise_has_an_answer_in_the_key_and_nothing_else_has():
    assert list(KEY) == ALL


@pytest.mark.course
@pytest.mark.parametrize("id_", ALL)
def test_right_answers_pass_in_several_spellings(id_):
    spellings = answers(id_)
    assert len(spellings) >= 2
    for spelling in spellings:
        assert sl.check(id_, spelling).right, (id_, spelling, sl.check(id_, spelling))


@pytest.mark.course
def test_no_right_answer_stands_in_clear_in_the_data():
    text = (ROOT / "data" / "exercises.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    assert all("answers" not in entry for entry in entries.values())
    for id_ in CLOSED:
        exercise, entry = kit.exercises()[id_], entries[id_]
        assert len(entry["salt"]) == 16 and all(
            len(d) == 64 and set(d) <= set(string.hexdigits) for d in entry["right"]
        )
        assert kit.digest(id_, answers(id_)[0]) in entry["right"]
        assert {kit.digest(id_, a) for a in answers(id_)} == set(exercise.right)
    assert len({entries[i]["salt"] for i in CLOSED}) == len(CLOSED)


def test_no_wrong_answer_stands_in_clear_either():
    """What is left of three verdicts when two are named as wrong is the right one."""
    entries = tomllib.loads((ROOT / "data" / "exercises.toml").read_text(encoding="utf-8"))
    for id_, entry in entries.items():
        assert all("answers" not in wrong for wrong in entry.get("wrong", ())), id_


def test_ids_that_the_exercises_name_exist():
    known = {m.id for m in sl.law().measures} | {m.id.partition("(")[0] for m in sl.law().measures}
    for exercise in kit.exercises().values():
        text = " ".join([exercise.question, *everything_said(exercise)])
        for id_ in paragraphs_in(text)[0]:
            assert id_ in known, (exercise.id, id_)
        for key in re.findall(r'sl\.case\("([^"]+)"\)', text):
            assert sl.case(key)
        for row in re.findall(r"\b(?:KH|QV|T)-\d+\b", text) + [
            n for n in exercise.wants.get("names", ()) if "-" in n
        ]:
            assert sl.why(row)
        for id_ in [n for n in exercise.wants.get("names", ()) if ":" in n]:
            assert id_ in known, (exercise.id, id_)
        assert (
            "names" not in exercise.wants
            or len(exercise.wants["names"]) >= 2 * exercise.wants["at_least"]
        )


def test_digest_from_the_command_line():
    run = subprocess.run(
        [sys.executable, "-m", "sanctionslab.classroom", "03.2", "2 March 2016"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert run.stdout.strip() in kit.exercises()["03.2"].right and not run.stderr
    for words, said in (
        (["03.2", "one day"], "Give a day as"),
        (["99.9", "1"], "is no exercise"),
        ([], "Give an exercise and a right answer"),
    ):
        run = subprocess.run(
            [sys.executable, "-m", "sanctionslab.classroom", *words],
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        assert run.returncode == 1 and said in run.stderr and "Traceback" not in run.stderr


def test_a_key_of_ones_own(tmp_path):
    key = tmp_path / "key.toml"
    key.write_text(
        '["02.1"]\nanswers = ["undetermined"]\nsalt = "s"\n'
        '["90.1"]\nnotebook = "mine"\nlevel = "recall"\nkind = "number"\n'
        'question = "How many?"\nhints = ["Count.", "Count again."]\n',
        encoding="utf-8",
    )
    own = kit.load(key, kit.exercises())
    assert kit.judge(own["02.1"], "undetermined").state == "wrong"  # the misconception is still one
    assert (
        own["02.1"].right == (kit.digest(own["02.1"], "undetermined"),)
        and kit.judge(own["90.1"], 3).state == "recorded"
    )


@pytest.mark.parametrize(
    "text, said",
    [
        ("[", "not valid TOML"),
        ("a = 1", "is not known"),
        ('["02.1"]\ncolour = 1', "colour is not known"),
        ('["02.1"]\nkind = "verdikt"', 'Did you mean "verdict"'),
        ('["90.1"]\nkind = "number"', "not complete"),
        ('["02.1"]\nanswers = ["maybe"]', "none of the three verdicts"),
        ('["02.1"]\nlevel = "hard"', "level is"),
        ('["02.1"]\njudge = "me"', "judge is"),
    ],
)
def test_a_key_that_cannot_be_used(tmp_path, text, said):
    key = tmp_path / "key.toml"
    key.write_text(text, encoding="utf-8")
    with pytest.raises(sl.KitError, match=re.escape(said)):
        kit.load(key, kit.exercises())
    with pytest.raises(sl.KitError, match="cannot be read"):
        kit.load(tmp_path / "none.toml")
