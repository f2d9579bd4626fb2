"""No honest student loses marks: whatever a cell does with check(), what stands in it counts."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from submissions import NOTEBOOK, RIGHT, checked, code, hand_in, notebook, row_of, row_of_ada

from sanctionslab.classroom import MIME, exercises, grade
from sanctionslab.classroom.written import argument_under, unrecorded_in

ROOT = Path(__file__).parents[2]
ESSAY = (
    "No exception is made for presents, for own use or for heads of State, " * 6
    + "and both 2397:7 and 1718:8(a)(iii) say supply, sale or transfer."
)


def text_cell(source, id_="f00ba4"):
    return {"cell_type": "markdown", "id": id_, "metadata": {}, "source": source}


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """The row of a student whose cells do all that seven honest students did."""
    cells = [
        "import sanctionslab as sl",
        'answer = "prohibited"\nprint(sl.check("02.1", answer))',
        'answer = ["mode", "personal_use"]\nsl.check("02.2", answer)\nsl.hint("02.2")',
        'answer = "2397:7"\nsl.check("02.3", answer);',
        'answer = "not prohibited"\nr = sl.check("02.4", answer)',
        'answer = kremlin\nsl.check("02.5", answer)',
        'answer = "an essay\nover two lines"\nsl.check("02.6", answer)',
        'for letter in "a":\n    sl.check("02.7", letter)',
    ]
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    folder = tmp_path_factory.mktemp("class")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("SANCTIONSLAB_HOME", str(tmp_path_factory.mktemp("home")))
        NotebookClient(made, kernel_name="python3", timeout=120, allow_errors=True).execute()
    hand_in(folder / "Ada" / f"{NOTEBOOK}.ipynb", nbformat.writes(made))
    return made, row_of(folder, "Ada")


def test_every_way_of_asking_is_recorded(executed):
    _, row = executed
    assert [row[id_] for id_ in ("02.1", "02.2", "02.3", "02.4", "02.7")] == [1] * 5


def test_what_was_not_recorded_is_told_with_its_error(executed):
    _, row = executed
    assert re.search(r"02\.5: its cell ended in NameError: .*kremlin", row["odd"])
    assert re.search(r"02\.6: its cell ended in SyntaxError", row["odd"])


def test_it_is_shown_once(executed):
    made, _ = executed
    for cell in made.cells[1:5]:
        shown = [output for output in cell.outputs if MIME in output.get("data", {})]
        assert len(shown) == 1, cell.source


def test_an_answer_that_was_never_run(tmp_path):
    made = notebook({**RIGHT, "02.1": ...})
    cell = next(c for c in made["cells"] if "02.1" in c["source"])
    cell["source"], cell["outputs"] = 'answer = "prohibited"\nsl.check("02.1", answer)', []
    odd = row_of_ada(tmp_path, made)["odd"]
    assert '02.1: the answer ""prohibited"" stands in its cell and was not recorded' in odd


def in_a_cell(answer, id_="02.8", error="SyntaxError: unterminated"):
    source = f'answer = {answer}\nsl.check("{id_}", answer)'
    return unrecorded_in(source, id_, error)


@pytest.mark.parametrize(
    "written",
    [
        f'"{ESSAY[:90]}\n{ESSAY[90:]}"',
        f'"{ESSAY[:90]}\n{ESSAY[90:]}',
        f'"""{ESSAY[:90]}\n{ESSAY[90:]}"""',
        f"'{ESSAY[:90]}\n{ESSAY[90:]}' ;",
        f"{ESSAY[:90]}\n{ESSAY[90:]}",
    ],
    ids=["two lines", "not closed", "three marks", "apostrophes", "no marks"],
)
def test_an_essay_is_read_whole_from_its_cell(written):
    assert in_a_cell(written).argument == f"{ESSAY[:90]}\n{ESSAY[90:]}"


@pytest.mark.parametrize(
    "written", ["my_essay", "essay + ending", 'open("a very long name of a file.txt").read()', "5"]
)
def test_what_would_have_to_be_run_is_no_argument(written):
    assert in_a_cell(written).argument == "" and in_a_cell(written).text == written


@pytest.mark.parametrize("written", ["...", "...  # put yours here", '""', "# later", "None"])
def test_no_answer_is_none(written):
    assert in_a_cell(written) is None


@pytest.mark.parametrize(
    "source, answer",
    [
        ('sl.check("02.1", prohibited)', "prohibited"),
        ('print(sl.check("02.1", "barred"))', '"barred"'),
        ('answer = x; r = sl.check("02.1", answer); sl.hint("02.1")', "x"),
        ('answer = one\nsl.check("02.3", answer)\nanswer = two\nsl.check("02.1", answer)', "two"),
        ('answer = y\nsl.check("02.1", answer=answer)\nsl.check("02.3", answer)', "y"),
        ('answer = z\nif z:\n    sl.check("02.1", sl.Case(on="2020"))', 'sl.Case(on="2020")'),
    ],
)
def test_the_answer_of_a_cell_is_that_of_the_exercise(source, answer):
    assert unrecorded_in(source, "02.1", "").text == answer


def test_a_broken_essay_is_handed_in_and_a_bare_word_is_shown(tmp_path):
    made = notebook({id_: given for id_, given in RIGHT.items() if id_ not in ("02.1", "02.8")})
    for id_, written, error in (
        ("02.1", "prohibited", "NameError"),
        ("02.8", f'"{ESSAY[:90]}\n{ESSAY[90:]}"', "SyntaxError"),
    ):
        ended = {"output_type": "error", "ename": error, "evalue": "said Python", "traceback": []}
        made["cells"].append(
            code(f'answer = {written}\nsl.check("{id_}", answer)', [ended], len(made["cells"]))
        )
    row = row_of_ada(tmp_path, made)
    assert (row["02.1"], row["02.8"], row["to_read"]) == ("unrecorded", "read", 2)
    assert "02.8: its cell ended in SyntaxError: said Python; the argument was read" in row["odd"]
    view = [line for line in grade(tmp_path).view if line["outcome"] == "unrecorded"]
    assert [(line["exercise"], line["who"]) for line in view] == [("02.1", "Ada")]
    assert view[0]["say"] == "prohibited (its cell ended in NameError: said Python) (1)"
    given = row_of(tmp_path, "Ada", given={("Ada", "02.1"): 1.0})
    assert (given["02.1"], given["total"], given["to_read"]) == (1.0, 7, 1)


def test_dots_that_were_never_run_are_not_odd(tmp_path):
    made = notebook({id_: answer for id_, answer in RIGHT.items() if id_ != "02.1"})
    made["cells"].append(code('answer = ...\nsl.check("02.1", answer)', count=40))
    row = row_of_ada(tmp_path, made)
    assert row["missing"] == "02.1" and row["odd"] == ""


def test_an_argument_in_a_cell_of_text_counts(tmp_path):
    made = notebook({**RIGHT, "02.8": ...})
    made["cells"].append(text_cell(ESSAY))
    row = row_of_ada(tmp_path, made)
    assert row["02.8"] == "read" and row["missing"] == ""
    assert "02.8: the argument stands in a cell of text" in row["odd"]


def test_an_argument_under_its_question_counts(tmp_path):
    made = notebook({**RIGHT, "02.8": ...})
    question = f"### 02.8\n\n*Argue.* {exercises()['02.8'].question}"
    made["cells"].insert(-1, text_cell(f"{question}\n\n{ESSAY}", "02-x15"))
    assert row_of_ada(tmp_path, made)["02.8"] == "read"


def test_what_the_kit_itself_says_is_no_argument():
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                for id_, exercise in exercises().items():
                    if exercise.kind == "text":
                        assert argument_under(cell.source, cell.id, [id_]) == ("", "")


def test_a_recorded_argument_counts_before_one_in_text(tmp_path):
    made = notebook(RIGHT)
    made["cells"].append(text_cell("A note to myself that nobody needs to read."))
    assert row_of_ada(tmp_path, made)["02.8"] == "read"


def test_a_notebook_without_exercises_is_not_odd(tmp_path):
    hand_in(tmp_path / "Ada" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    start = {**notebook({}), "cells": [code("import sanctionslab as sl", count=1)]}
    hand_in(tmp_path / "Ada" / "00_start_here.ipynb", start)
    assert row_of(tmp_path, "Ada")["odd"] == ""


def test_how_often_it_was_tried(tmp_path):
    made = notebook(RIGHT)
    made["cells"].append(checked("02.1", "undetermined", 20))
    made["cells"].append(checked("02.1", "prohibited", 21))
    assert row_of_ada(tmp_path, made)["tried"] == "02.1: 3"


def test_records_that_no_cell_made(tmp_path):
    forged = notebook(RIGHT)
    cell = next(c for c in forged["cells"] if "02.1" in c["source"])
    cell["source"] = "import sanctionslab as sl"
    row = row_of_ada(tmp_path, forged)
    assert "recorded in a cell that cannot have made it: 02.1" in row["odd"]


def test_records_without_a_run(tmp_path):
    forged = notebook(RIGHT)
    for cell in forged["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = None
    assert "no cell of it was ever run" in row_of_ada(tmp_path, forged)["odd"]
