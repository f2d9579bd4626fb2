"""Grading: recorded answers are judged afresh, odd and hostile files get a row with the reason, and no code is run."""

import copy
import csv
import json
import os
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from submissions import NOTEBOOK, RIGHT, checked, code, hand_in, notebook

import sanctionslab as sl
from sanctionslab.classroom import MIME, grade, grading, submissions
from sanctionslab.cli import main

ROOT = Path(__file__).parents[2]
GIFT_IS_NO_TRANSFER = {**RIGHT, "02.2": ["personal_use"]}
ONLY_LUXURY = {**RIGHT, "02.1": "not prohibited", "02.3": "2094:23"}


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(tmp_path_factory.mktemp("home")))


def row_of(folder, student, **options):
    rows = {row["student"]: row for row in grade(folder, **options).rows}
    assert student in rows, sorted(rows)
    return rows[student]


def one(tmp_path, content, name=f"{NOTEBOOK}.ipynb"):
    """The row of a student, Ada, who hands in this, in a class where one other did everything right."""
    hand_in(tmp_path / "Ada" / name, content)
    hand_in(tmp_path / "Zoe" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    return row_of(tmp_path, "Ada")


def test_a_whole_class(tmp_path):
    """Thirty students, ten of them with something broken."""
    whole = notebook(RIGHT)
    for number in range(14):
        hand_in(tmp_path / f"Student {number:02}" / f"{NOTEBOOK}.ipynb", whole)
    for number in range(14, 20):
        hand_in(
            tmp_path / f"Student {number:02}" / f"{NOTEBOOK}.ipynb",
            notebook(GIFT_IS_NO_TRANSFER if number % 2 else ONLY_LUXURY),
        )
    text = json.dumps(whole)
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
    forged = notebook(ONLY_LUXURY)
    for cell in forged["cells"]:
        for output in cell.get("outputs", ()):
            output["data"]["text/plain"] = "02.1  Right."
            output["data"].get(MIME, {})["state"] = "right"
    assert one(tmp_path, forged)["total"] == 5


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
    assert one(tmp_path, evil)["total"] == 7
    assert not trap.exists()


def test_cleared_outputs(tmp_path):
    cleared = notebook(RIGHT)
    for cell in cleared["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    row = one(tmp_path, cleared)
    assert (
        "cleared outputs" in row["odd"] and row["total"] == 0 and len(row["missing"].split()) == 8
    )


def test_a_renamed_notebook(tmp_path):
    row = one(tmp_path, notebook(RIGHT), "homework final.ipynb")
    assert "renamed: it is 02_the_verdict" in row["odd"] and row["total"] == 7


@pytest.mark.parametrize("name", ["02_the_verdict.ipynb.txt", "02_the_verdict.json"])
def test_a_file_that_the_browser_renamed(tmp_path, name):
    row = one(tmp_path, notebook(RIGHT), name)
    assert "the file ends in" in row["odd"] and row["total"] == 7


def test_changed_after_the_last_run(tmp_path):
    edited = notebook({**RIGHT, "02.1": "not prohibited", "02.4": ...})
    for cell in edited["cells"]:
        if "02.1" in cell["source"]:
            cell["source"] = 'answer = "prohibited"\nsl.check("02.1", answer)'
        if "02.4" in cell["source"]:
            cell["source"] = 'answer = "not prohibited"\nsl.check("02.4", answer)'
    row = one(tmp_path, edited)
    assert (
        "changed after its last run: 02.1, 02.4" in row["odd"]
        and row["02.1"] == 0
        and row["02.4"] == ""
    )


def test_another_spelling_is_no_change(tmp_path):
    same = notebook(RIGHT)
    for cell in same["cells"]:
        if "02.3" in cell["source"]:
            cell["source"] = 'answer = {"2397 OP7"}\nsl.check("02.3", answer)'
    assert one(tmp_path, same)["odd"] == ""


def test_cells_that_were_not_run(tmp_path):
    partly = notebook(RIGHT)
    partly["cells"].append(code("answer = 3"))
    assert "1 of 10 cells were not run" in one(tmp_path, partly)["odd"]


def test_cells_run_out_of_order(tmp_path):
    mixed = notebook(RIGHT)
    mixed["cells"][3]["execution_count"] = 99
    assert "top to bottom" in one(tmp_path, mixed)["odd"]


def test_recorded_twice_the_last_counts(tmp_path):
    twice = notebook(RIGHT)
    twice["cells"].append(checked("02.1", "undetermined", 30))
    row = one(tmp_path, twice)
    assert "recorded twice" in row["odd"] and row["02.1"] == 0
    twice["cells"].append(checked("02.1", ..., 31))
    assert one(tmp_path, twice)["02.1"] == 0  # dots take nothing back


@pytest.mark.parametrize("latest, total", [(f"{NOTEBOOK}.ipynb", 7), (f"{NOTEBOOK} (1).ipynb", 5)])
def test_handed_in_twice_the_latest_counts(tmp_path, latest, total):
    hand_in(tmp_path / "Ada" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    hand_in(tmp_path / "Ada" / f"{NOTEBOOK} (1).ipynb", notebook(ONLY_LUXURY))
    for path in (tmp_path / "Ada").iterdir():
        os.utime(path, (time.time() - 100 * (path.name != latest),) * 2)
    row = row_of(tmp_path, "Ada")
    assert row["total"] == total and f"{latest} is the latest" in row["odd"]


def test_another_version_and_an_unknown_exercise(tmp_path):
    other = notebook(RIGHT)
    bundle = next(c for c in other["cells"] if "02.1" in c["source"])["outputs"][0]["data"][MIME]
    bundle["kit"] = "0.0.1"
    stray = copy.deepcopy(other["cells"][-1])
    stray["outputs"][0]["data"][MIME]["exercise"] = "77.7"
    other["cells"].append(stray)
    row = one(tmp_path, other)
    assert (
        "version 0.0.1" in row["odd"] and "77.7 is no exercise" in row["odd"] and row["total"] == 7
    )


def test_an_unreadable_answer_is_not_missing(tmp_path):
    row = one(tmp_path, notebook({**RIGHT, "02.3": "no idea"}))
    assert row["02.3"] == 0 and row["missing"] == "" and row["odd"] == ""


def test_an_argument_that_names_too_little(tmp_path):
    row = one(tmp_path, notebook({**RIGHT, "02.8": "It was a present."}))
    assert row["02.8"] == "short" and row["to_read"] == 0


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
            "Gus_123_assignsubmission_file",
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
        and students["carol"]["odd"] == "carol.ipynb: renamed: it is 02_the_verdict"
    )


def test_files_that_are_no_notebooks(tmp_path):
    hand_in(tmp_path / "Ada" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    hand_in(tmp_path / "Ada" / "my_case.toml", "title = 1")
    hand_in(
        tmp_path / "Ada" / ".ipynb_checkpoints" / f"{NOTEBOOK}-checkpoint.ipynb",
        notebook(ONLY_LUXURY),
    )
    hand_in(tmp_path / "__MACOSX" / "x.ipynb", b"\0")
    hand_in(tmp_path / "Bob" / "essay.docx", b"PK")
    hand_in(tmp_path / "Eve" / "all.zip", b"PK")
    rows = {row["student"]: row for row in grade(tmp_path).rows}
    assert (
        list(rows) == ["Ada", "Bob", "Eve"]
        and rows["Ada"]["odd"] == ""
        and rows["Ada"]["total"] == 7
    )
    assert rows["Bob"]["odd"] == "essay.docx: not a notebook" and "archive" in rows["Eve"]["odd"]


def test_what_is_no_file_is_not_opened(tmp_path):
    with pytest.raises(submissions.Refused, match="not followed"):
        submissions.read_submission(tmp_path)
    if os.name != "posix":  # making links and pipes needs rights that Windows does not give
        return
    secret = tmp_path / "secret.ipynb"
    folder = tmp_path / "class"
    hand_in(secret, notebook(RIGHT))
    (folder / "Ada").mkdir(parents=True)
    (folder / "Ada" / "a.ipynb").symlink_to(secret)
    (folder / "Bob").symlink_to(folder)
    os.mkfifo(folder / "Ada" / "b.ipynb")
    rows = {row["student"]: row for row in grade(folder).rows}
    assert rows["Ada"]["odd"].count("not followed") == 2 and "not followed" in rows["Bob"]["odd"]


def test_huge_files(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "LARGEST", 5000)
    assert "too large" in one(tmp_path, " " * 5001)["odd"]
    monkeypatch.setattr(submissions, "LARGEST", 50_000_000)
    assert "far too many parts" in one(tmp_path, '{"cells": [' + "[]," * 2_000_000 + "[]]}")["odd"]


def nested(depth):
    value = "x"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "answer",
    [
        nested(300),
        {"a": {"b": {}}},
        float("nan"),
        float("inf"),
        10**300,
        True,
        [],
        {},
        "x" * 100000,
        ["2397:7"] * 5000,
        {"on": 1},
        {"evidence": 1, "on": "2024-01-01"},
        [[["a"]]],
        "\ud800",
        "=cmd()",
        -1,
    ],
)
@pytest.mark.parametrize("id_", ["02.1", "02.3", "02.5", "02.8"])
def test_hostile_records(tmp_path, id_, answer):
    evil = notebook(RIGHT)
    next(c for c in evil["cells"] if id_ in c["source"])["outputs"][0]["data"][MIME]["answer"] = (
        answer
    )
    assert one(tmp_path, json.dumps(evil))[id_] in (0, "short", "read" if id_ == "02.8" else 0)
    grade(tmp_path).write_view(tmp_path / "view.csv")


@pytest.mark.parametrize(
    "cell",
    [
        None,
        3,
        "x",
        [],
        {},
        {"cell_type": "code"},
        {"cell_type": "code", "source": 3, "outputs": 4},
        {"cell_type": "code", "source": [1, "a"], "outputs": [None, {}, {"data": 3}]},
        {"cell_type": "code", "source": "(" * 3000, "outputs": [{"data": {MIME: 3}}]},
        {"cell_type": "code", "outputs": [{"data": {MIME: "{"}}]},
        {"cell_type": "code", "outputs": [{"data": {MIME: {"exercise": 3}}}]},
        {"cell_type": "code", "outputs": [{"data": {MIME: ["a"]}}]},
        {
            "cell_type": "code",
            "source": "answer = " + "-" * 3000 + "1\nsl.check('02.1', answer)",
            "execution_count": True,
            "outputs": [{"data": {MIME: {"exercise": "02.1", "answer": "prohibited"}}}],
        },
    ],
)
def test_malformed_cells(tmp_path, cell):
    made = notebook(RIGHT)
    made["cells"].append(cell)
    assert one(tmp_path, made)["total"] == 7


def test_deep_records_are_not_compared(tmp_path):
    deep = "[" * 900 + "]" * 900
    made = notebook(RIGHT)
    made["cells"].append(copy.deepcopy(next(c for c in made["cells"] if "02.3" in c["source"])))
    text = (
        json.dumps(made)
        .replace('["2397:7"]', deep)
        .replace('"kit": "', f'"kit": {deep}, "more": "')
    )
    row = one(tmp_path, text)
    assert row["02.3"] == 0 and row["total"] == 6 and "cannot" not in row["odd"]


def test_one_that_breaks_the_reading_stops_nobody(tmp_path, monkeypatch):
    reading = grading.read_submission
    monkeypatch.setattr(
        grading,
        "read_submission",
        lambda path: 1 / 0 if path.parent.name == "Ada" else reading(path),
    )
    row = one(tmp_path, notebook(RIGHT))
    assert (
        "cannot be graded (ZeroDivisionError)" in row["odd"]
        and row_of(tmp_path, "Zoe")["total"] == 7
    )


def test_a_key_that_stands_twice(tmp_path):
    text = json.dumps(notebook(RIGHT))
    assert "stands twice" in one(tmp_path, '{"nbformat": 4, ' + text[1:])["odd"]


def test_an_old_notebook(tmp_path):
    assert "old format" in one(tmp_path, {"worksheets": [{"cells": []}], "nbformat": 3})["odd"]


def test_no_cell_is_a_formula(tmp_path):
    for name in ("=HYPERLINK(1)", "+1", "-1", "@SUM", "|x", "\u00a0=1", "\uff1d1"):
        hand_in(tmp_path / name / f"{NOTEBOOK}.ipynb", notebook({**RIGHT, "02.3": "no"}))
        hand_in(tmp_path / name / "=x.ipynb", "")
    grades = grade(tmp_path)
    grades.write(tmp_path / "grades.csv")
    grades.write_view(tmp_path / "view.csv")
    for file in ("grades.csv", "view.csv"):
        with open(tmp_path / file, encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                assert not any(cell.startswith(tuple("=+-@\t\r|\uff1d")) for cell in row), row


def test_the_files_that_are_written(tmp_path):
    hand_in(tmp_path / "class" / "Zo\u00eb" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    grades = grade(tmp_path / "class")
    grades.write(tmp_path / "grades.csv")
    text = (tmp_path / "grades.csv").read_text(encoding="utf-8")
    assert (
        text.splitlines()[0]
        == "student,total,out_of,to_read,02.1,02.2,02.3,02.4,02.5,02.6,02.7,02.8,missing,odd,files"
    )
    assert (
        text.splitlines()[1] == "Zo\u00eb,7,7,1,1,1,1,1,1,1,1,read,,,Zo\u00eb/02_the_verdict.ipynb"
    )
    grades.write(tmp_path / "class" / "grades.csv")
    assert len(grade(tmp_path / "class", leave_out=[tmp_path / "class" / "grades.csv"]).rows) == 1


def test_a_teachers_key(tmp_path):
    key = tmp_path / "key.toml"
    key.write_text(
        '["02.4"]\nanswers = ["undetermined"]\nwrong = [{ name = "mine", hint = "Think.", answers = ["not prohibited"] }]\n',
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


def run(*words):
    return main([str(word) for word in words])


def test_the_command(tmp_path, capsys):
    folder = tmp_path / "class"
    hand_in(folder / "Ada" / f"{NOTEBOOK}.ipynb", notebook(GIFT_IS_NO_TRANSFER))
    hand_in(folder / "Bob" / f"{NOTEBOOK}.ipynb", "{")
    out, view = folder / "grades.csv", folder / "view.csv"
    assert run("grade", folder, "-o", out, "--class-view", view) == 0
    said = capsys.readouterr()
    assert (
        "2 students" in said.out
        and "1 of them with something odd" in said.out
        and "1 in 02.2: a gift is taken to be no transfer" in said.out
    )
    with open(out, encoding="utf-8", newline="") as lines:
        rows = {row["student"]: row for row in csv.DictReader(lines)}
    assert (
        rows["Ada"]["total"] == "6"
        and rows["Ada"]["02.2"] == "0"
        and "cut off" in rows["Bob"]["odd"]
    )
    with open(view, encoding="utf-8", newline="") as lines:
        outcomes = [row for row in csv.DictReader(lines) if row["exercise"] == "02.2"]
    assert [(row["outcome"], row["students"], row["who"]) for row in outcomes] == [
        ("missing", "1", "Bob"),
        ("wrong", "1", "Ada"),
    ]
    assert "supply, sale or transfer" in outcomes[1]["say"]
    assert run("grade", folder, "-o", out) == 1 and "--force" in capsys.readouterr().err
    before = out.read_bytes()
    assert (
        run("grade", folder, "-o", out, "--class-view", view, "--force") == 0
        and out.read_bytes() == before
    )
    assert sorted(p.name for p in folder.iterdir()) == ["Ada", "Bob", "grades.csv", "view.csv"]


def test_mistakes_at_the_command_line(tmp_path, capsys):
    for words, said in (
        (("grade", tmp_path / "none", "-o", tmp_path / "g.csv"), "is no folder"),
        (("grade", tmp_path, "-o", tmp_path / "no" / "g.csv"), "no such folder"),
        (
            ("grade", tmp_path, "-o", tmp_path / "g.csv", "--class-view", tmp_path / "g.csv"),
            "named twice",
        ),
        (
            ("grade", tmp_path, "-o", tmp_path / "g.csv", "--key", tmp_path / "key.toml"),
            "cannot be read",
        ),
    ):
        assert run(*words) == 1
        told = capsys.readouterr().err
        assert said in told and "Traceback" not in told and told.count("\n") == 1
    assert not (tmp_path / "g.csv").exists()
