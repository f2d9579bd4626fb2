"""Odd, broken and hostile submissions get a row with the reason, and stop nobody else."""

import copy
import json
import os

import pytest
from submissions import NOTEBOOK, RIGHT, code, hand_in, notebook, row_of, row_of_ada

from sanctionslab.classroom import MIME, grade, grading, opened

ONLY_LUXURY = {**RIGHT, "02.1": "not prohibited", "02.3": "2094:23"}


def test_cleared_outputs(tmp_path):
    cleared = notebook(RIGHT)
    for cell in cleared["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    row = row_of_ada(tmp_path, cleared)
    assert "cleared outputs" in row["odd"] and row["total"] == 0 and row["missing"] == ""
    assert [row[id_] for id_ in RIGHT if id_ != "02.8"] == ["unrecorded"] * 7
    assert row["02.8"] == "read"  # an argument can be read where it stands


def test_a_renamed_notebook(tmp_path):
    row = row_of_ada(tmp_path, notebook(RIGHT), "homework final.ipynb")
    assert "renamed: it is 02_the_verdict" in row["odd"] and row["total"] == 7


@pytest.mark.parametrize("name", ["02_the_verdict.ipynb.txt", "02_the_verdict.json"])
def test_a_file_that_the_browser_renamed(tmp_path, name):
    row = row_of_ada(tmp_path, notebook(RIGHT), name)
    assert "the file ends in" in row["odd"] and row["total"] == 7


def test_changed_after_the_last_run(tmp_path):
    edited = notebook({**RIGHT, "02.1": "not prohibited", "02.4": ...})
    for cell in edited["cells"]:
        if "02.1" in cell["source"]:
            cell["source"] = 'answer = "prohibited"\nsl.check("02.1", answer)'
        if "02.4" in cell["source"]:
            cell["source"] = 'answer = "not prohibited"\nsl.check("02.4", answer)'
    row = row_of_ada(tmp_path, edited)
    assert "changed after its last run: 02.1; the recorded answer counts" in row["odd"]
    assert '02.4: the answer ""not prohibited"" stands in its cell' in row["odd"]
    assert (row["02.1"], row["02.4"], row["missing"]) == (0, "unrecorded", "")


def test_another_spelling_is_no_change(tmp_path):
    same = notebook(RIGHT)
    for cell in same["cells"]:
        if "02.3" in cell["source"]:
            cell["source"] = 'answer = {"2397 OP7"}\nsl.check("02.3", answer)'
    assert row_of_ada(tmp_path, same)["odd"] == ""


def test_cells_that_were_not_run(tmp_path):
    partly = notebook(RIGHT)
    partly["cells"].append(code("answer = 3"))
    assert "1 of 10 cells were not run" in row_of_ada(tmp_path, partly)["odd"]


def test_cells_run_out_of_order(tmp_path):
    mixed = notebook(RIGHT)
    mixed["cells"][3]["execution_count"] = 99
    assert "top to bottom" in row_of_ada(tmp_path, mixed)["odd"]


def test_another_version_and_an_unknown_exercise(tmp_path):
    other = notebook(RIGHT)
    bundle = next(c for c in other["cells"] if "02.1" in c["source"])["outputs"][0]["data"][MIME]
    bundle["kit"] = "0.0.1"
    stray = copy.deepcopy(other["cells"][-1])
    stray["outputs"][0]["data"][MIME]["exercise"] = "77.7"
    other["cells"].append(stray)
    row = row_of_ada(tmp_path, other)
    assert (
        "version 0.0.1" in row["odd"] and "77.7 is no exercise" in row["odd"] and row["total"] == 7
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
    with pytest.raises(opened.Refused, match="not opened"):
        opened.content_of(tmp_path)
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
    monkeypatch.setattr(opened, "LARGEST", 5000)
    assert "too large" in row_of_ada(tmp_path, " " * 5001)["odd"]
    monkeypatch.setattr(opened, "LARGEST", 50_000_000)
    assert (
        "far too many parts"
        in row_of_ada(tmp_path, '{"cells": [' + "[]," * 2_000_000 + "[]]}")["odd"]
    )


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
    assert row_of_ada(tmp_path, json.dumps(evil))[id_] in (
        0,
        "short",
        "read" if id_ == "02.8" else 0,
    )
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
    assert row_of_ada(tmp_path, made)["total"] == 7


def test_deep_records_are_not_compared(tmp_path):
    deep = "[" * 900 + "]" * 900
    made = notebook(RIGHT)
    made["cells"].append(copy.deepcopy(next(c for c in made["cells"] if "02.3" in c["source"])))
    text = (
        json.dumps(made)
        .replace('["2397:7"]', deep)
        .replace('"kit": "', f'"kit": {deep}, "more": "')
    )
    row = row_of_ada(tmp_path, text)
    assert row["02.3"] == 0 and row["total"] == 6 and "cannot" not in row["odd"]


def test_one_that_breaks_the_reading_stops_nobody(tmp_path, monkeypatch):
    reading = grading.read_submission
    monkeypatch.setattr(
        grading,
        "read_submission",
        lambda path: 1 / 0 if path.parent.name == "Ada" else reading(path),
    )
    row = row_of_ada(tmp_path, notebook(RIGHT))
    assert (
        "cannot be graded (ZeroDivisionError)" in row["odd"]
        and row_of(tmp_path, "Zoe")["total"] == 7
    )


def test_a_key_that_stands_twice(tmp_path):
    text = json.dumps(notebook(RIGHT))
    assert "stands twice" in row_of_ada(tmp_path, '{"nbformat": 4, ' + text[1:])["odd"]


def test_an_old_notebook(tmp_path):
    assert (
        "old format" in row_of_ada(tmp_path, {"worksheets": [{"cells": []}], "nbformat": 3})["odd"]
    )
