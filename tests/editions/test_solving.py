"""The solutions as notebooks: made from the notebooks and the answers, and accepted by the kit."""

import re
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from sanctionslab import editions
from sanctionslab.classroom import MIME, exercises
from sanctionslab.editions import EditionError

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = sorted((ROOT / "teaching" / "solutions").glob("*.ipynb"))
ANSWERS = editions.solutions(ROOT)
EACH = pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)


def without_outputs(notebook):
    cells = [(cell.id, cell.cell_type, cell.source, cell.metadata) for cell in notebook.cells]
    return cells, notebook.metadata


def test_every_exercise_has_a_solution_and_every_solution_an_exercise():
    assert list(ANSWERS) == sorted(exercises())


def test_every_notebook_with_exercises_has_its_solutions():
    named = {exercise.notebook for exercise in exercises().values()}
    assert [path.stem for path in SOLUTIONS] == editions.with_exercises(ROOT) == sorted(named)


@EACH
def test_the_solutions_are_what_the_notebooks_and_the_answers_make(path):
    """nbval compares their outputs; here is their text. Red? Run: sanctionslab edition solutions"""
    asked = editions.read_notebook(ROOT / "notebooks" / path.name)
    made = editions.solved(asked, ANSWERS, path.stem)
    assert without_outputs(editions.read_notebook(path)) == without_outputs(made)


@EACH
def test_the_kit_accepts_every_solution(path):
    shown = [
        output.data
        for cell in editions.read_notebook(path).cells
        for output in cell.get("outputs", ())
        if MIME in output.get("data", {})
    ]
    asked = [id_ for id_, exercise in exercises().items() if exercise.notebook == path.stem]
    assert sorted(data[MIME]["exercise"] for data in shown) == asked
    for data in shown:
        feedback = data["text/plain"]
        assert re.match(r"\d\d\.\d+  (Right|Recorded)\.", feedback), feedback


def test_an_exercise_without_a_solution_is_named():
    notebook = new_notebook(cells=[new_code_cell('sl.check("09.9", ...)')])
    fault = r"exercise 09\.9 has no solution\. Add it to teaching/solutions\.toml"
    with pytest.raises(EditionError, match=fault):
        editions.solved(notebook, {}, "09_new")
    notebook.cells[0].source = 'sl.check("09.9", "mine")'
    with pytest.raises(EditionError, match="needs one check and one place for the answer"):
        editions.solved(notebook, {}, "09_new")


def test_an_answer_goes_in_the_place_of_the_dots_and_nowhere_else():
    cell = new_code_cell('# first ... then\nanswer = ...  # "..."\nsl.check("02.3", answer)')
    made = editions.solved(new_notebook(cells=[cell]), ANSWERS, "02_the_verdict").cells
    solved = '# first ... then\nanswer = "2397:7"  # "..."\nsl.check("02.3", answer)'
    assert made[1].source == solved
    assert made[2].source == f"**Why.** {ANSWERS['02.3']['why']}"
    assert cell.source.count("...") == 3
