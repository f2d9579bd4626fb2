"""What a hostile submission costs: about as much as an honest one of its size."""

import io
import json
import os
import sys
import time
import zipfile

import pytest
from submissions import NOTEBOOK, RIGHT, hand_in, notebook

from sanctionslab.classroom import MIME, exercises, grade
from sanctionslab.cli import main

BUDGET = 3  # seconds of a processor; before, these took ten times as long and more
GAP = f"a{' ' * 9990}b"


def cell(source, *answers):
    outputs = [
        {"output_type": "execute_result", "data": {MIME: {"exercise": id_, "answer": answer}}}
        for id_, answer in answers
    ]
    return {"cell_type": "code", "source": source, "outputs": outputs, "execution_count": 1}


COSTLY = {
    "blanks in every answer": [cell("", (id_, GAP)) for id_ in exercises()],
    "tabs in every answer": [cell("", (id_, GAP.replace(" ", "\t"))) for id_ in exercises()],
    "checks that are not closed": [cell("check('02.1'," * 10_000)],
    "a cell of empty lines": [cell("answer = 'x'" + "\n" * 130_000 + 'sl.check("02.1", answer)')],
    "cells of empty lines": [cell("answer = 'x'" + "\n" * 3900 + 'sl.check("02.1", answer)')] * 30,
    "a cell of brackets": [cell("answer = " + "(" * 3900, ("02.1", "x"))] * 30,
}


@pytest.mark.parametrize("what", COSTLY)
def test_no_submission_costs_the_class_its_evening(tmp_path, what):
    text = json.dumps({"cells": COSTLY[what], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    hand_in(tmp_path / "Ada" / "02_the_verdict.ipynb", text)
    began = time.process_time()
    assert len(grade(tmp_path).rows) == 1
    assert time.process_time() - began < BUDGET


def packed(name, content, method=zipfile.ZIP_STORED):
    archived = io.BytesIO()
    with zipfile.ZipFile(archived, "w", method) as archive:
        archive.writestr(name, content)
    return archived.getvalue()


@pytest.fixture(scope="module")
def archives():
    """A bomb, and an archive in 1,200 others."""
    deep = b"a"
    for _ in range(1200):
        deep = packed("all.zip", deep)
    return {
        "bomb": packed(f"{NOTEBOOK}.ipynb", bytes(100_000_000), zipfile.ZIP_DEFLATED),
        "deep": deep,
    }


@pytest.mark.parametrize("kind", ["bomb", "deep"])
def test_no_archive_is_unpacked(tmp_path, archives, kind, capsys):
    """Not in the place of the folder, and not in it, whatever its name says."""
    path, out = tmp_path / "class.zip", tmp_path / "grades.csv"
    path.write_bytes(archives[kind])
    began = time.process_time()
    assert main(["grade", str(path), "-o", str(out)]) == 1
    said = capsys.readouterr().err
    assert "is no folder" in said and "unpacked" in said and said.count("\n") == 1
    hand_in(tmp_path / "class" / "Ada" / f"{NOTEBOOK}.ipynb", archives[kind])
    hand_in(tmp_path / "class" / "Bob" / "all.zip", archives[kind])
    hand_in(tmp_path / "class" / "Zoe" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    rows = {row["student"]: row for row in grade(tmp_path / "class").rows}
    assert "no notebook" in rows["Ada"]["odd"]
    assert rows["Bob"]["odd"] == "all.zip: an archive; unpack it and grade again"
    assert rows["Zoe"]["total"] == 7 and not rows["Zoe"]["odd"]
    assert time.process_time() - began < BUDGET


@pytest.mark.skipif(sys.platform != "linux", reason="no path can be as long elsewhere")
def test_folders_far_in_each_other_are_named_and_stop_nobody(tmp_path):
    """As an archive leaves them that was packed to do so: 1,200 deep."""
    hand_in(tmp_path / "Zoe" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    places = [f"{tmp_path}/Ada{'/d' * depth}" for depth in range(1201)]
    for place in places:
        os.mkdir(place)
    try:
        ada, zoe = grade(tmp_path).rows
    finally:
        for place in reversed(places):  # whoever tidies up would stumble too
            os.rmdir(place)
    assert ada["odd"] == "d: a folder that is closed or lies too deep; it was not opened"
    assert zoe["total"] == 7


@pytest.mark.skipif(sys.platform != "linux", reason="no such folder can be made elsewhere")
def test_a_folder_that_cannot_be_opened_is_named(tmp_path):
    """Its path is longer than any that a system takes."""
    hand_in(tmp_path / "Zoe" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    (tmp_path / "Ada").mkdir()
    inside = os.open(tmp_path / "Ada", os.O_RDONLY)
    for _ in range(18):
        os.mkdir("d" * 250, dir_fd=inside)
        outside, inside = inside, os.open("d" * 250, os.O_RDONLY, dir_fd=inside)
        os.close(outside)
    os.close(inside)
    ada, zoe = grade(tmp_path).rows
    assert ada["odd"] == f"{'d' * 100}: cannot be read (File name too long)"
    assert zoe["total"] == 7


def test_a_class_that_cannot_be_opened_is_a_sentence(tmp_path, capsys):
    inside = "d" * 5000
    assert main(["grade", inside, "-o", str(tmp_path / "grades.csv")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
