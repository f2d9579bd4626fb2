"""The commands that make editions and check them."""

import re
from pathlib import Path

import pytest
from commands import command

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "words",
    [
        "start",
        "edition",
        "edition learner",
        "edition check",
        "edition notebooks",
        "edition solutions",
    ],
)
def test_every_command_explains_itself(words):
    code, output, complaint = command(*words.split(), "--help")
    assert (code, complaint) == (0, "")
    assert output.startswith(f"Usage: sanctionslab {words} [OPTIONS]")
    assert "-h, --help" in output and len(output.split()) > 15


def test_the_edition_is_made_and_checked_on_the_command_line(tmp_path):
    place = tmp_path / "learners.zip"
    made = (0, f"Made {place}, and found no solution in it\n", "")
    assert command("edition", "learner", "-o", place) == made
    assert command("edition", "check", place) == (0, f"No solution found in {place}\n", "")
    code, output, complaint = command("edition", "learner", "-o", place)
    assert (code, output) == (1, "")
    assert re.fullmatch(r"sanctionslab: .*not overwritten.*\n", complaint)


@pytest.mark.parametrize(
    "place, sentence",
    [
        ("teaching", r"sanctionslab: .*holds solutions: .*\n"),
        ("nowhere", r"sanctionslab: nowhere does not exist.*\n"),
    ],
)
def test_a_check_that_finds_something_says_so_in_one_line(place, sentence):
    code, output, complaint = command("edition", "check", place, cwd=ROOT)
    assert (code, output) == (1, "") and re.fullmatch(sentence, complaint)
