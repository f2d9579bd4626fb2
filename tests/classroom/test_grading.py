"""Grading: recorded answers are judged afresh, and no code is run."""

import csv
import json
import os
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from submissions import (
    NOTEBOOK,
    RIGHT,
    checked,
    code,
    hand_in,
    notebook,
    right_of,
    row_of,
    row_of_ada,
)

import sanctionslab as sl
from sanctionslab.classroom import MIME, grade, write_returns

ROOT = Path(__file__).parents[2]
GIFT_IS_NO_TRANSFER = {"02.2": ["personal_use"]}
ONLY_LUXURY = {"02.1": "not prohibited", "02.3": "2094:23"}


def test_a_whole_class(tmp_path):
    """Thirty students, ten of them with something broken."""
    for number in range(20):
        mistaken = {} if number < 14 else GIFT_IS_NO_TRANSFER if number % 2 else ONLY_LUXURY
        hand_in(
            tmp_path / f"Student {number:02}" / f"{NOTEBOOK}.ipynb",
            notebook({**right_of(number), **mistaken}),
        )
    text = json.dumps(notebook(RIGHT))
    broken = {
        20: text[: len(text) // 2],
        21: "",
        22: b"\xff\xfe\x00",
        23: "[" * 100000,
        24: b"PK\x03\x04",
        25: '{"a": 1}',
        26: "[]",
        27: "null",
        28: '{"cells": 3}',
        29: '{"cells": [' + "9" * 10000 + "]}",
    }
    for number, content in broken.items():
        hand_in(tmp_path / f"Student {number:02}" / f"{NOTEBOOK}.ipynb", content)
    grades = grade(tmp_path)
    assert [row["student"] for row in grades.rows] == [f"Student {n:02}" for n in range(30)]
    assert [row["total"] for row in grades.rows] == [7] * 14 + [5, 6] * 3 + [0] * 10
    assert (
        all(row["out_of"] == 7 for row in grades.rows)
        and [row["to_read"] for row in grades.rows[:20]] == [1] * 20
    )
    assert not any(row["odd"] for row in grades.rows[:20]) and all(
        row["odd"] for row in grades.rows[20:]
    )
    reasons = " ".join(row["odd"] for row in grades.rows[20:])
    for said in (
        "cut off",
        "empty",
        "UTF-8",
        "nested too deeply",
        "not a notebook",
        "JSON, but not a notebook",
        "number",
    ):
        assert said in reasons
    seen = {(v["exercise"], v["misconception"]): v["students"] for v in grades.view}
    assert seen["02.2", "a gift is taken to be no transfer"] == 3
    assert seen["02.1", "a car is barred only if it is a luxury or dear"] == 3
    assert sum(v["students"] for v in grades.view if v["exercise"] == "02.4") == 30


def test_a_real_run_of_a_notebook(tmp_path, monkeypatch):
    cells = [
        "import sanctionslab as sl",
        'answer = "2397 OP7"\nsl.check("02.3", answer)',
        'answer = ...\nsl.check("02.4", answer)',
        'answer = sl.case("busts-2024-06")\nsl.check("02.6", answer)',
    ]
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    NotebookClient(made, kernel_name="python3", timeout=120).execute()
    hand_in(tmp_path / "Ada" / f"{NOTEBOOK}.ipynb", nbformat.writes(made))
    row = row_of(tmp_path, "Ada")
    assert (row["02.3"], row["02.4"], row["02.6"], row["total"], row["odd"]) == (1, "", 1, 2, "")
    assert row["missing"] == "02.1 02.2 02.4 02.5 02.7 02.8"


def test_answers_are_judged_afresh_and_not_believed(tmp_path):
    forged = notebook({**RIGHT, **ONLY_LUXURY})
    for cell in forged["cells"]:
        for output in cell.get("outputs", ()):
            output["data"]["text/plain"] = "02.1  Right."
            output["data"].get(MIME, {})["state"] = "right"
    assert row_of_ada(tmp_path, forged)["total"] == 5


def test_no_code_is_run(tmp_path):
    trap = tmp_path / "trap"
    evil = notebook(RIGHT)
    evil["cells"].append(
        code(f'answer = open({str(trap)!r}, "w")\nsl.check("02.3", answer)', count=20)
    )
    evil["cells"].append(
        checked(
            "02.1",
            "prohibited",
            21,
            source=f'answer = [open({str(trap)!r}, "w")]\nsl.check("02.1", answer)',
        )
    )
    assert row_of_ada(tmp_path, evil)["total"] == 7
    assert not trap.exists()


def test_recorded_twice_the_last_counts(tmp_path):
    twice = notebook(RIGHT)
    twice["cells"].append(checked("02.1", "undetermined", 30))
    row = row_of_ada(tmp_path, twice)
    assert "recorded twice" in row["odd"] and row["02.1"] == 0
    twice["cells"].append(checked("02.1", ..., 31))
    assert row_of_ada(tmp_path, twice)["02.1"] == 0  # dots take nothing back


@pytest.mark.parametrize("latest, total", [(f"{NOTEBOOK}.ipynb", 7), (f"{NOTEBOOK} (1).ipynb", 5)])
def test_handed_in_twice_the_latest_counts(tmp_path, latest, total):
    hand_in(tmp_path / "Ada" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    hand_in(tmp_path / "Ada" / f"{NOTEBOOK} (1).ipynb", notebook({**RIGHT, **ONLY_LUXURY}))
    for path in (tmp_path / "Ada").iterdir():
        os.utime(path, (time.time() - 100 * (path.name != latest),) * 2)
    row = row_of(tmp_path, "Ada")
    assert row["total"] == total and f"{latest} is the latest" in row["odd"]


def test_an_unreadable_answer_is_not_missing(tmp_path):
    row = row_of_ada(tmp_path, notebook({**RIGHT, "02.3": "no idea"}))
    assert row["02.3"] == 0 and row["missing"] == "" and row["odd"] == ""


def test_an_argument_that_names_too_little(tmp_path):
    row = row_of_ada(tmp_path, notebook({**RIGHT, "02.8": "It was a present."}))
    assert row["02.8"] == "short" and row["to_read"] == 1  # a mark for it counts too


def test_who_is_who(tmp_path):
    whole = notebook(RIGHT)
    for name in (
        "ada_02_the_verdict.ipynb",
        "02_the_verdict - Bob.ipynb",
        "02 The Verdict Eve (1).ipynb",
        "02_the_verdict_Dan-Copy1.ipynb",
        "02_the_verdict.ipynb",
        "carol.ipynb",
        "Fay/02_the_verdict.ipynb",
        "Gus_123_assignsubmission_file/deep/down/02_the_verdict.ipynb",
    ):
        hand_in(tmp_path / name, whole)
    hand_in(
        tmp_path / "ada_01_the_gift.ipynb",
        {**notebook({}), "cells": [checked("01.1", "kremlin", 1)]},
    )
    (tmp_path / "Hal").mkdir()
    students = {row["student"]: row for row in grade(tmp_path).rows}
    assert list(students) == sorted(
        [
            "ada",
            "Bob",
            "Eve",
            "Dan",
            "02_the_verdict",
            "carol",
            "Fay",
            "Gus",
            "Hal",
        ]
    )
    assert (
        students["ada"]["total"] == 8
        and students["ada"]["out_of"] == 14
        and students["Bob"]["total"] == 7
    )
    assert (
        students["Hal"]["odd"] == "the folder is empty"
        and "carol.ipynb: renamed: it is 02_the_verdict" in students["carol"]["odd"]
        and "nothing says whose it is" in students["02_the_verdict"]["odd"]
    )


def test_no_cell_is_a_formula(tmp_path):
    for name in ("=HYPERLINK(1)", "+1", "-1", "@SUM", "|x", "\u00a0=1", "\uff1d1"):
        hand_in(tmp_path / name / f"{NOTEBOOK}.ipynb", notebook({**RIGHT, "02.3": "no"}))
        hand_in(tmp_path / name / "=x.ipynb", "")
    grades = grade(tmp_path)
    grades.write(tmp_path / "grades.csv")
    grades.write_view(tmp_path / "view.csv")
    for file in ("grades.csv", "view.csv"):
        with open(tmp_path / file, encoding="utf-8-sig", newline="") as lines:
            for row in csv.reader(lines):
                assert not any(cell.startswith(tuple("=+-@\t\r|\uff1d")) for cell in row), row


def test_the_files_that_are_written(tmp_path):
    hand_in(tmp_path / "class" / "Zo\u00eb" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    grades = grade(tmp_path / "class")
    grades.write(tmp_path / "grades.csv")
    assert (tmp_path / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # for Excel
    text = (tmp_path / "grades.csv").read_text(encoding="utf-8-sig")
    assert (
        text.splitlines()[0]
        == "student,total,out_of,to_read,02.1,02.2,02.3,02.4,02.5,02.6,02.7,02.8,missing,tried,"
        "odd,files"
    )
    assert (
        text.splitlines()[1] == "Zo\u00eb,7,7,1,1,1,1,1,1,1,1,read,,,,Zo\u00eb/02_the_verdict.ipynb"
    )
    grades.write(tmp_path / "class" / "grades.csv")
    assert len(grade(tmp_path / "class", leave_out=[tmp_path / "class" / "grades.csv"]).rows) == 1


def test_nothing_is_written_through_a_link(tmp_path):
    hand_in(tmp_path / "class" / "Ada" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    grades, link = grade(tmp_path / "class"), tmp_path / "link"
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    link.symlink_to(tmp_path / "mine")
    for write in (grades.write, grades.write_view, lambda path: write_returns(grades, path, {})):
        with pytest.raises(sl.KitError, match="is a link"):
            write(link)
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"


def test_a_teachers_key(tmp_path):
    key = tmp_path / "key.toml"
    key.write_text(
        '["02.4"]\nanswers = ["undetermined"]\n'
        'wrong = [{ name = "mine", hint = "Think.", answers = ["not prohibited"] }]\n',
        encoding="utf-8",
    )
    hand_in(tmp_path / "class" / "Ada" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    assert row_of(tmp_path / "class", "Ada", key=key)["02.4"] == 0
    assert any(v["misconception"] == "mine" for v in grade(tmp_path / "class", key=key).view)


def test_mistakes_of_the_teacher(tmp_path):
    with pytest.raises(sl.KitError, match="is no folder"):
        grade(tmp_path / "none")
    with pytest.raises(sl.KitError, match="cannot be read"):
        grade(tmp_path, key=tmp_path / "none.toml")
    assert grade(tmp_path).rows == [] and grade(tmp_path).columns[0] == "student"


def test_progress_is_told(tmp_path):
    for number in range(3):
        hand_in(tmp_path / f"s{number}" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    told = []
    grade(tmp_path, tell=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
