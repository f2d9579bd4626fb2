"""A new exercise is one command, and what it writes is whole."""

import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from sanctionslab import editions
from sanctionslab.classroom import judge, load
from sanctionslab.editions import EditionError, ExerciseDraft

ROOT = Path(__file__).resolve().parents[2]
NEW = ExerciseDraft(
    "02.9",
    kind="paragraphs",
    level="recall",
    question="Which paragraph takes the chapter whole?",
    hints=("Look at the numbers of chapters.", "It is in the latest resolution."),
    answers=("paragraph 7 of 2397",),
    why="It names the chapters.",
)


@pytest.fixture
def copy(tmp_path):
    """What a full copy needs to be one."""
    for name in ("data", "notebooks", "teaching"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_it_stands_in_every_place(copy):
    paths = editions.write_exercise(NEW, copy)
    assert [path.name for path in paths] == [
        "exercises.toml",
        "solutions.toml",
        "02_the_verdict.ipynb",
    ]
    exercise = load(copy / "data" / "exercises.toml")["02.9"]
    assert judge(exercise, ["2397:7"]).state == "right"
    assert judge(exercise, ["2397:6"]).state == "wrong"
    solution = editions.solutions(copy)["02.9"]
    notebook = editions.read_notebook(copy / "notebooks" / "02_the_verdict.ipynb")
    nbformat.validate(notebook)
    solved = editions.solved(notebook, editions.solutions(copy), "02_the_verdict")
    assert solution["why"] in "\n".join(cell.source for cell in solved.cells)


def test_the_answer_may_be_in_the_teachers_hands_alone(copy):
    """A question without an answer goes out; the key that the teacher keeps says what is right."""
    editions.write_exercise(replace(NEW, answers=()), copy)
    bank = load(copy / "data" / "exercises.toml")
    assert judge(bank["02.9"], ["2397:7"]).state == "recorded"
    assert not editions.leaks(copy / "notebooks", editions.solutions(copy))
    key = copy / "key.toml"
    key.write_text('["02.9"]\nanswers = ["2397:7"]\n', encoding="utf-8")
    kept = load(key, bank)["02.9"]
    assert [judge(kept, [given]).state for given in ("2397:7", "2397:6")] == ["right", "wrong"]


def test_nothing_else_changes(copy):
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    written = editions.write_exercise(NEW, copy)
    changed = [path for path, content in before.items() if path.read_bytes() != content]
    assert sorted(changed) == sorted(written)
    old = (ROOT / "data" / "exercises.toml").read_text(encoding="utf-8")
    new = (copy / "data" / "exercises.toml").read_text(encoding="utf-8")
    assert new.startswith(old.rstrip("\n"))


def test_new_answers_to_an_old_exercise(copy):
    editions.write_exercise(
        ExerciseDraft("02.1", answers=("undetermined",), why="For a test."), copy
    )
    exercises = load(copy / "data" / "exercises.toml")
    assert judge(exercises["02.1"], "prohibited").state == "wrong"
    assert exercises["02.1"].hints == load(ROOT / "data" / "exercises.toml")["02.1"].hints
    kept = tomllib.loads((copy / "teaching" / "solutions.toml").read_text(encoding="utf-8"))
    assert kept["02.1"] == {"answer": "'undetermined'", "why": "For a test."}


@pytest.mark.parametrize(
    "draft, said",
    [
        (ExerciseDraft("2.9"), "is no id of an exercise"),
        (ExerciseDraft("99.1"), "There is no notebook 99"),
        (ExerciseDraft("02.9", level="recall", question="?"), "its kind is not given"),
        (
            ExerciseDraft("02.9", kind="verdikt", level="recall", question="?"),
            'Did you mean "verdict"',
        ),
        (ExerciseDraft("02.9", kind="verdict", level="recall"), "has no question"),
        (ExerciseDraft("02.1", answers=("maybe",)), "none of the three verdicts"),
    ],
)
def test_what_cannot_be_written(copy, draft, said):
    before = (copy / "data" / "exercises.toml").read_bytes()
    with pytest.raises(EditionError, match=said):
        editions.write_exercise(draft, copy)
    assert (copy / "data" / "exercises.toml").read_bytes() == before
