"""What check() says and records."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import sanctionslab as sl
from sanctionslab import classroom as kit
from sanctionslab.classroom.answers import unanswered

ALL = list(kit.exercises())
ROOT = Path(__file__).parents[2]


def test_an_open_exercise_is_answered_calmly():
    for nothing in (..., None, "", "   ", "...", [...], (..., ...)):
        said = sl.check("02.1", nothing)
        assert said.state == "unanswered" and not said.right
    assert unanswered(...) and not unanswered(0) and not unanswered("no")
    assert sl.progress().open == tuple(ALL)


def test_an_argument_is_recorded_and_never_judged():
    assert sl.check("02.8", "Too short.").state == "short"
    assert "2 words" in sl.check("02.8", "Too short.").text
    many = "word " * 80
    assert "names 0" in sl.check("02.8", many).text
    said = sl.check("02.8", many + "2397:7 and 1718:8(a)(iii)")
    assert said.state == "recorded" and said.right and "right" not in said.text.lower()


def test_open_answers_are_judged_by_the_classifier():
    assert "fewer are enough" in sl.check("01.7", ["kcna", "rodong", "korea-herald"]).text
    assert "tass stands in no chain" in sl.check("01.7", ["tass"]).text
    assert "still stands" in sl.check("05.7", ["tass", "primorye-government"]).text
    assert "fewer resolutions" in sl.check("03.7", [1718, 2397, 2270]).text
    assert (
        "differs from the named one in 2 facts"
        in sl.check("05.1", sl.case("aurus-2024-02").but(conduct="display", direction="none")).text
    )
    assert (
        "has to stay"
        in sl.check("05.1", sl.case("aurus-2024-02").but(committee_approval="yes")).text
    )
    assert "one of the named cases" in sl.check("07.1", "dogs-2024-06").text
    assert (
        "states 3 facts"
        in sl.check("07.1", sl.Case(on="2020-01-01", conduct="transfer", item="bus")).text
    )
    assert "does not hang on" in sl.check("05.3", ["direction"]).text
    assert (
        "of 3 " not in sl.check("02.5", "aurus-2024-02").text
    )  # a misconception does not use up a general hint


def test_what_cannot_be_read_is_no_try_and_takes_no_hint():
    for _ in range(5):
        said = sl.check("02.3", "nonsense")
        assert said.state == "unreadable" and "Hint" not in said.text
    assert sl.check("05.1", "x").text.endswith('sl.case("aurus-2024-02").but(...).')
    assert sl.check("02.5", {"on": "2024-01-01", "hs": "8703", "item": "bus"}).state == "unreadable"
    assert "Hint 1 of 3" in sl.check("02.3", "2397:5").text
    assert sl.progress().tried == ("02.3",) and "05.1" in sl.progress().open


@pytest.mark.parametrize("value", ["02.3", "2.3", "02-3", "02_3", "exercise 02.3", " 02.3 ", 2.3])
def test_ids_in_several_spellings(value):
    assert sl.check(value, "2397:7").right


def test_an_unknown_id_is_told_without_fuss():
    for strange in (
        "9.9",
        "",
        None,
        7,
        [],
        object(),
        "x" * 100000,
        float("nan"),
        10**400,
        b"02.3",
        "\ud800",
    ):
        for said in (sl.check(strange, "2397:7"), sl.hint(strange)):
            assert (
                said.state == "unknown"
                and "An id looks like" in repr(said)
                and len(repr(said)) < 400
            )
            assert kit.MIME not in said._repr_mimebundle_()


def test_what_is_recorded():
    assert sl.check("02.3", "para 7 of 2397")._repr_mimebundle_()[kit.MIME] == {
        "exercise": "02.3",
        "answer": ["2397:7"],
        "kit": sl.__version__,
    }
    assert sl.check("02.3", ...)._repr_mimebundle_()[kit.MIME] == {
        "exercise": "02.3",
        "answer": None,
    }
    assert sl.check("02.3", "nonsense")._repr_mimebundle_()[kit.MIME] == {
        "exercise": "02.3",
        "answer": None,
        "unreadable": True,
        "kit": sl.__version__,
    }
    bundle = sl.check("02.5", sl.case("busts-2024-06"))._repr_mimebundle_()
    assert (
        json.loads(json.dumps(bundle[kit.MIME])) == bundle[kit.MIME]
        and bundle[kit.MIME]["answer"]["item"] == "unknown"
    )
    assert bundle["text/plain"].startswith("02.5") and "<section" in bundle["text/html"]


def test_what_is_said_is_escaped():
    html = sl.check("02.1", "<script>alert(1)</script>")._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_a_fresh_session_says_the_same():
    code = (
        "import sanctionslab as sl\n"
        "for answer in ('2397:5', ..., 'x', '2397:7'): print(sl.check('02.3', answer))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1
