"""The edition without answers: nothing in it tells them, it records, and the teacher marks."""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from answer_key import answers
from submissions import checked, hand_in, notebook

from sanctionslab import editions
from sanctionslab.classroom import MIME, exercises, grade
from sanctionslab.cli import main

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json, sanctionslab as sl
for id_, answer in json.loads({answers!r}).items():
    print(json.dumps(sl.check(id_, answer)._repr_mimebundle_()))
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """The edition as learners unpack it."""
    place = tmp_path_factory.mktemp("class") / "learners.zip"
    assert main(["edition", "learner", "-o", str(place), "--without-answers"]) == 0
    with zipfile.ZipFile(place) as archive:
        archive.extractall(place.parent)
    return place.parent / "sanctionslab"


def test_no_digest_is_left(edition):
    text = (edition / "data" / "exercises.toml").read_text(encoding="utf-8")
    assert not re.search(r"[0-9a-f]{16}", text)
    entries = tomllib.loads(text)
    assert list(entries) == list(exercises())
    assert all(entries[id_]["question"] == each.question for id_, each in exercises().items())
    assert all(entries[id_]["hints"] == list(each.hints) for id_, each in exercises().items())


def test_it_records_and_the_teacher_marks(edition, tmp_path):
    asked = {"02.1": "prohibited", "02.3": "2397:6", "02.7": "a"}
    run = subprocess.run(
        [sys.executable, "-c", ASK.format(answers=json.dumps(asked))],
        capture_output=True,
        encoding="utf-8",
        cwd=edition,
        env={**os.environ, "PYTHONPATH": str(edition), "SANCTIONSLAB_HOME": str(tmp_path)},
        check=True,
    )
    bundles = [json.loads(line) for line in run.stdout.splitlines()]
    assert all("recorded for your teacher" in bundle["text/plain"] for bundle in bundles)
    made = notebook({})
    for count, bundle in enumerate(bundles, 3):
        cell = checked(bundle[MIME]["exercise"], "undetermined", count)
        cell["outputs"][0]["data"] = bundle
        made["cells"].append(cell)
    hand_in(tmp_path / "class" / "Ada" / "02_the_verdict.ipynb", made)
    [row] = grade(tmp_path / "class").rows
    assert (row["02.1"], row["02.3"], row["02.7"]) == (1, 0, 1)


def test_the_usual_edition_has_them():
    text = editions.learner_files()["data/exercises.toml"].decode()
    assert all(digest in text for each in exercises().values() for digest in each.right)
    assert answers("02.1")
