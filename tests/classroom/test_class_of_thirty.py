"""A class as it comes: thirty who are honest and odd, eight broken files, forgeries, two shapes.

Each way of answering was run by a real kernel, once; the thirty differ in their own words and
cases.
"""

import json
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from submissions import NOTEBOOK, hand_in

from sanctionslab.classroom import grade

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BOOK = f"{NOTEBOOK}.ipynb"
WHO, DAY = "Student STUDENT-NUMBER", "2024-06-30"  # what differs from student to student
ESSAY = f"{WHO} says: " + (
    "No exception is made for presents, for own use or for heads of State, " * 6
    + "and both 2397:7 and 1718:8(a)(iii) say supply, sale or transfer."
)
OWN = f'sl.Case(on="{DAY}", direction="from_dprk", conduct="transfer", item="statue")'
ANSWERS = {
    "02.1": '"prohibited"',
    "02.2": '["mode", "personal_use"]',
    "02.3": '"2397:7"',
    "02.4": '"not prohibited"',
    "02.5": OWN,
    "02.6": 'sl.case("horses-2024-08")',
    "02.7": '"a"',
    "02.8": f'"{ESSAY}"',
}
# Each way: what becomes of the call, and of single answers.
WAYS = {
    "plain": ("{call}", {}),
    "print": ("print({call})", {}),
    "hint": ('{call}\nsl.hint("{id}")', {}),
    "semicolon": ("{call};", {}),
    "variable": ("r = {call}", {}),
    "text": ("{call}", {"02.8": None}),
    "two lines": ("{call}", {"02.8": f'"{ESSAY[:200]}\n{ESSAY[200:]}"'}),
    "unquoted": ("{call}", {"02.1": "prohibited"}),
}
BROKEN = {
    "cut off": '{"cells": [{"cell_type": "code"',
    "empty": "",
    "UTF-8": b"\xff\xfe\x00",
    "nested too deeply": "[" * 100_000,
    "no JSON": b"PK\x03\x04",
    "not a notebook": '{"a": 1}',
    "old format": '{"worksheets": [], "nbformat": 3}',
    "a number in it is too long": '{"cells": [' + "9" * 10_000 + "]}",
}


def cells_of(way):
    call, own = WAYS[way]
    yield new_code_cell("import sanctionslab as sl")
    for id_, usual in ANSWERS.items():
        answer = own.get(id_, usual)
        if answer is None:
            yield new_code_cell(f'answer = ...\nsl.check("{id_}", answer)')
            yield new_markdown_cell(ESSAY)
            continue
        asked = call.format(call=f'sl.check("{id_}", answer)', id=id_)
        yield new_code_cell(f"answer = {answer}\n{asked}")


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """The file of each way, as a kernel left it."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        for way in WAYS:
            patch.setenv("SANCTIONSLAB_HOME", str(tmp_path_factory.mktemp("home")))
            notebook = new_notebook(cells=list(cells_of(way)))
            NotebookClient(
                notebook, kernel_name="python3", timeout=120, allow_errors=True
            ).execute()
            made[way] = nbformat.writes(notebook)
    return made


def of_student(text, number):
    day = f"2024-{6 + number // 28:02}-{1 + number % 28:02}"
    return text.replace("STUDENT-NUMBER", f"{number:02}").replace(DAY, day)


def place_in(shape, number):
    if shape == "moodle":
        folder = f"Student {number:02}_{4000 + number}_assignsubmission_file"
        return f"{folder}/{BOOK}"
    late = "LATE_" if number == 7 else ""
    return f"student{number:02}_{late}{4000 + number}_{9000 + number}_{BOOK}"


@pytest.fixture(scope="module", params=["moodle", "canvas"])
def rows(request, executed, tmp_path_factory):
    """The rows of the class by number of the student, the broken ones from 30 on."""
    folder = tmp_path_factory.mktemp(request.param)
    texts = [of_student(executed[way_of(number)], number) for number in range(30)]
    for number, content in enumerate([*texts, *BROKEN.values()]):
        hand_in(folder / place_in(request.param, number), content)
    found = grade(folder).rows
    assert len(found) == 38
    return {int(re.search(r"(\d+)$", row["student"])[1]): row for row in found}


def way_of(number):
    return list(WAYS)[number % len(WAYS)]


def test_each_honest_mark_is_given(rows):
    for number in range(30):
        row, way = rows[number], way_of(number)
        assert row["total"] == (6 if way == "unquoted" else 7), (way, row)
        assert row["02.8"] == "read" and row["missing"] == "", (way, row)
    assert Counter(rows[number]["02.1"] for number in range(30)) == {1: 27, "unrecorded": 3}


def test_each_oddity_is_named_and_nothing_else(rows):
    said = {
        "text": r"^[\w.]+: 02\.8: the argument stands in a cell of text",
        "two lines": r"^[\w.]+: 02\.8: its cell ended in SyntaxError: .*; the argument was read",
        "unquoted": r"02\.1: its cell ended in NameError: .*, so the answer \"prohibited\" was not",
    }
    for number in range(30):
        odd, way = rows[number]["odd"].removesuffix("; Canvas marked it as late"), way_of(number)
        assert re.search(said[way], odd) if way in said else odd == "", (way, odd)


def test_each_broken_file_says_why(rows):
    for number, reason in enumerate(BROKEN, 30):
        assert reason in rows[number]["odd"], (reason, rows[number]["odd"])
        assert rows[number]["total"] == 0 and rows[number]["files"] == ""


def test_forgeries_are_named(executed, tmp_path):
    honest = of_student(executed["plain"], 1)
    moved, never_run, claimed = (json.loads(of_student(executed["plain"], n)) for n in (2, 3, 4))
    moved["cells"][1]["source"] = "import sanctionslab as sl"
    for cell in never_run["cells"]:
        cell["execution_count"] = None
    told = json.dumps(claimed).replace('"answer": "prohibited"', '"answer": "undetermined"')
    for name, content in {
        "honest": honest,
        "copied": honest,
        "moved": moved,
        "never run": never_run,
        "claimed": told,  # what is shown still says that it is right
    }.items():
        hand_in(tmp_path / name / BOOK, content)
    odd = {row["student"]: row for row in grade(tmp_path).rows}
    assert "the same in the file as honest" in odd["copied"]["odd"]
    assert "a cell that cannot have made it: 02.1" in odd["moved"]["odd"]
    assert "no cell of it was ever run" in odd["never run"]["odd"]
    assert (
        odd["claimed"]["02.1"] == 0 and "changed after its last run: 02.1" in odd["claimed"]["odd"]
    )
