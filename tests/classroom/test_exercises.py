"""The exercises: right answers pass, misconceptions get their own hints, hints never give the answer away, and nothing breaks check()."""

import json
import re
import string
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import platformdirs
import pytest
from answer_key import KEY, answers
from hypothesis import given
from hypothesis import strategies as st
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

import sanctionslab as sl
from sanctionslab import classroom as kit
from sanctionslab.cases import own_case
from sanctionslab.classroom.answers import FORMS, read, unanswered
from sanctionslab.classroom.notes import home
from sanctionslab.classroom.plain import MOST, Unreadable
from sanctionslab.classroom.references import paragraphs_in

ALL = list(kit.exercises())
CLOSED = [i for i, e in kit.exercises().items() if e.right]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(tmp_path))
    sl.progress(reset=True)


def everything_said(exercise):
    return [*exercise.hints, exercise.lesson, *(w.hint for w in exercise.wrong)]


# The exercises as data


def test_every_notebook_has_four_to_eight_of_rising_depth():
    for notebook, number in Counter(e.notebook for e in kit.exercises().values()).items():
        own = [e for e in kit.exercises().values() if e.notebook == notebook]
        assert number == 2 if notebook == "07_your_own_case" else 4 <= number <= 8, notebook
        assert own[-1].level == "argue" and len({e.level for e in own}) >= min(3, number), notebook
        assert [e.id for e in own] == [f"{notebook[:2]}.{n}" for n in range(1, number + 1)]
    assert {e.notebook[:2] for e in kit.exercises().values()} == {
        "01",
        "02",
        "03",
        "04",
        "05",
        "06",
        "07",
    }


def test_every_exercise_has_an_answer_in_the_key_and_nothing_else_has():
    assert list(KEY) == ALL


@pytest.mark.parametrize("id_", ALL)
def test_right_answers_pass_in_several_spellings(id_):
    spellings = answers(id_)
    assert len(spellings) >= 2
    for spelling in spellings:
        assert sl.check(id_, spelling).right, (id_, spelling, sl.check(id_, spelling))


@pytest.mark.parametrize("id_", ALL)
def test_an_answer_reads_as_itself(id_):
    exercise = kit.exercises()[id_]
    for spelling in answers(id_):
        form = read(exercise.kind, spelling, exercise.options)
        assert read(exercise.kind, json.loads(json.dumps(form)), exercise.options) == form


@pytest.mark.parametrize("id_", ALL)
def test_misconceptions_trigger_their_own_hint(id_):
    exercise = kit.exercises()[id_]
    assert exercise.level == "argue" or exercise.wrong
    for wrong in exercise.wrong:
        for answer in wrong.answers:
            said = sl.check(id_, answer)
            assert said.state == "wrong" and said.text == wrong.hint, (id_, answer, said)
            assert kit.judge(exercise, said.answer).misconception is wrong


@pytest.mark.parametrize(
    "id_, answer, name",
    [
        ("02.5", "aurus-2024-02", "two bans reach the thing"),
        ("02.5", "horses-2024-08", "a fact that a ban needs is left open"),
        ("02.5", "tourists-2024-02", "no ban reaches the case"),
        ("02.6", "tea-set-2024-06", "two questions are left open"),
        (
            "02.6",
            sl.case("aurus-2024-02").as_known("2024-02-20 morning"),
            "an unknown is taken to leave the verdict open",
        ),
        (
            "07.1",
            own_case(ROOT / "notebooks" / "07_example_case.toml"),
            "the worked example is handed in",
        ),
        ("05.1", sl.case("aurus-2024-02").but(mode="sale"), "a price is taken to be needed"),
        (
            "05.1",
            sl.case("aurus-2024-02").but(personal_use="no"),
            "personal use is taken to matter",
        ),
        (
            "05.1",
            sl.case("aurus-2024-02").but(item="passenger_car"),
            "a changed thing is taken to be enough",
        ),
    ],
)
def test_cases_that_show_a_misconception(id_, answer, name):
    said = sl.check(id_, answer)
    found = next(w for w in kit.exercises()[id_].wrong if w.name == name)
    assert kit.judge(kit.exercises()[id_], said.answer).misconception is found
    assert said.state == "wrong" and said.text.endswith(found.hint)


def test_every_mark_of_a_misconception_is_shown_by_a_case_above():
    source = Path(__file__).read_text(encoding="utf-8")
    for exercise in kit.exercises().values():
        assert all(f'"{w.name}"' in source for w in exercise.wrong if w.marks)


@pytest.mark.parametrize("id_", ALL)
def test_hints_escalate_and_end_kindly(id_):
    exercise = kit.exercises()[id_]
    given_ = [str(sl.hint(id_)) for _ in range(len(exercise.hints) + 2)]
    assert 2 <= len(exercise.hints) <= 3 and len(set(exercise.hints)) == len(exercise.hints)
    assert len(set(given_)) == len(exercise.hints)
    assert given_[-1] == given_[len(exercise.hints) - 1] and "last hint" in given_[-1]


def test_other_wrong_answers_get_the_next_hint_each_time():
    hints = kit.exercises()["02.3"].hints
    texts = [sl.check("02.3", wrong).text for wrong in ("2397:5", "2270:6", "2397:5")]
    assert [hint in text for hint, text in zip(hints, texts)] == [True] * 3
    assert "Hint 1 of 3" in texts[0] and "Hint 3 of 3" in texts[2]


def gives_away(exercise, text):
    """Whether a text says a right answer of a closed exercise: its ids, its number, its day, its verdict or its option."""
    low = text.lower()
    forms = [read(exercise.kind, a, exercise.options) for a in answers(exercise.id)]
    for form in forms:
        if exercise.kind == "verdict":
            told = re.findall(r"not prohibited|undetermined|(?<!not )prohibited", low)
            if form in told:
                return True
        elif exercise.kind == "paragraphs":
            if set(form) <= set(paragraphs_in(text)[0]):
                return True
        elif exercise.kind == "number":
            word = {2: "two", 17: "seventeen"}.get(
                form, form
            )  # "one" is too common a word to look for
            if re.search(rf"(?<![\w:-])(?:{form}|{word})(?![\w:-])", low):
                return True
        elif exercise.kind == "date":
            day = date.fromisoformat(form)
            if form in low or f"{day.day} {day:%B} {day.year}".lower() in low:
                return True
        elif exercise.kind == "choice":
            if exercise.options[form].lower() in low or re.search(
                rf"\b(option|answer) {form}\b", low
            ):
                return True
        elif all(
            re.search(rf"(?<![\w-]){re.escape(str(part).lower())}(?![\w-])", low) for part in form
        ):
            return True
    return False


@pytest.mark.parametrize("id_", CLOSED)
def test_nothing_that_is_said_gives_the_answer_away(id_):
    exercise = kit.exercises()[id_]
    for text in everything_said(exercise):
        assert not gives_away(exercise, text), text


def test_the_leak_check_can_fail():
    by_id = kit.exercises()
    assert gives_away(by_id["02.1"], "It is prohibited.") and not gives_away(
        by_id["02.1"], "It is not prohibited."
    )
    assert gives_away(by_id["02.3"], "Look at paragraph 7 of 2397.") and gives_away(
        by_id["03.2"], "It was 22 December 2017."
    )
    assert gives_away(by_id["06.3"], "There are 17 of them.") and gives_away(
        by_id["02.2"], "mode and personal_use"
    )


def test_no_right_answer_stands_in_clear_in_the_data():
    text = (ROOT / "data" / "exercises.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    assert all("answers" not in entry for entry in entries.values())
    for id_ in CLOSED:
        exercise, entry = kit.exercises()[id_], entries[id_]
        assert len(entry["salt"]) == 16 and all(
            len(d) == 64 and set(d) <= set(string.hexdigits) for d in entry["right"]
        )
        assert kit.digest(id_, answers(id_)[0]) in entry["right"]
        assert {kit.digest(id_, a) for a in answers(id_)} == set(exercise.right)
    assert len({entries[i]["salt"] for i in CLOSED}) == len(CLOSED)


def test_ids_that_the_exercises_name_exist():
    known = {m.id for m in sl.law().measures} | {m.id.partition("(")[0] for m in sl.law().measures}
    for exercise in kit.exercises().values():
        text = " ".join([exercise.question, *everything_said(exercise)])
        for id_ in paragraphs_in(text)[0]:
            assert id_ in known, (exercise.id, id_)
        for key in re.findall(r'sl\.case\("([^"]+)"\)', text):
            assert sl.case(key)
        for row in re.findall(r"\b(?:KH|QV|T)-\d+\b", text) + [
            n for n in exercise.wants.get("names", ()) if "-" in n
        ]:
            assert sl.why(row)
        for id_ in [n for n in exercise.wants.get("names", ()) if ":" in n]:
            assert id_ in known, (exercise.id, id_)
        assert (
            "names" not in exercise.wants
            or len(exercise.wants["names"]) >= 2 * exercise.wants["at_least"]
        )


def test_digest_from_the_command_line():
    run = subprocess.run(
        [sys.executable, "-m", "sanctionslab.classroom", "03.4", "2 March 2016"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert run.stdout.strip() in kit.exercises()["03.4"].right and not run.stderr
    for words, said in (
        (["03.4", "one day"], "Give a day as"),
        (["99.9", "1"], "is no exercise"),
        ([], "Give an exercise and a right answer"),
    ):
        run = subprocess.run(
            [sys.executable, "-m", "sanctionslab.classroom", *words],
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        assert run.returncode == 1 and said in run.stderr and "Traceback" not in run.stderr


# What check says


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
    assert "still stands" in sl.check("01.7", ["tass"]).text
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
    assert "does not hang on" in sl.check("05.4", ["direction"]).text
    assert (
        "of 3 " not in sl.check("02.5", "aurus-2024-02").text
    )  # a misconception does not use up a general hint


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
    code = "import sanctionslab as sl\nfor a in ('2397:5', ..., 'x', '2397:7'): print(sl.check('02.3', a))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


# Nothing that is typed breaks it


class Hostile:
    def _no(self, *args, **kwargs):
        raise RuntimeError("gotcha")

    __eq__ = __ne__ = __repr__ = __str__ = __hash__ = __bool__ = __len__ = __iter__ = (
        __getattr__
    ) = __int__ = __float__ = __format__ = _no
    __getitem__ = __contains__ = __call__ = __index__ = __lt__ = __reduce__ = __array__ = (
        __dir__
    ) = _no


class Masked:
    __class__ = property(lambda self: 1 / 0)


class Text(str):
    def _no(self, *args, **kwargs):
        raise RuntimeError("gotcha")

    strip = casefold = lower = encode = __eq__ = __str__ = __repr__ = __getitem__ = __len__ = (
        __iter__
    ) = _no
    __hash__ = str.__hash__


class Many(list):
    def __iter__(self):
        while True:
            yield 1

    def __len__(self):
        raise KeyError("gotcha")


def _strange():
    """A class of which not even the name may be asked. pytest would ask, so it stays in here."""

    class Meta(type):
        def __getattribute__(cls, name):
            raise RuntimeError("gotcha")

    return Meta("Strange", (), {})


def _objects():
    array = np.empty(1, dtype=object)
    array[0] = Hostile()
    return array


def _loop():
    loop = []
    loop.append(loop)
    return loop


HOSTILE = [
    Hostile(),
    Hostile,
    Masked(),
    Text("2397:7"),
    Text("nonsense"),
    Many([1, 2]),
    _strange()(),
    _strange(),
    _loop(),
    {"a": _loop()},
    10**10000,
    -(10**10000),
    [10**10000],
    float("nan"),
    float("inf"),
    complex(1, 2),
    Decimal("NaN"),
    b"2397:7",
    bytearray(10),
    "\ud800",
    "\0\x1b[31m",
    "a" * 10**6,
    "2397:7," * 10**5,
    "(" * 10**5,
    "1" * 10**5,
    "0 " * 10**5,
    ["x"] * 10**6,
    range(10**9),
    iter([1]),
    (i for i in "ab"),
    lambda: 1,
    sl,
    sl.law(),
    type,
    NotImplemented,
    {1: 2},
    {Hostile: 1},
    {"on": Hostile()},
    {"on": "2024-01-01", "evidence": 3},
    {"on": "2024-01-01", "hs": 10**100},
    {"key": 1},
    [[["deep"]]],
    np.array([1, 2]),
    np.array([["2397:7"]]),
    np.float64("nan"),
    np.datetime64("2017-12-22"),
    np.datetime64("NaT", "D"),
    np.timedelta64(1, "D"),
    np.bool_(True),
    np.zeros((1000, 1000)),
    _objects(),
    np.array(object()),
    pd.Series(["2397:7"]),
    pd.Series([None, 1.5]),
    pd.DataFrame({"a": [1]}),
    pd.NaT,
    pd.NA,
    pd.Timestamp("2017-12-22"),
    pd.Timestamp("2017-12-22", tz="UTC"),
    pd.Index(["a"]),
    pd.Categorical(["a"]),
    pd.Period("2024-01"),
    datetime.max,
    date.min,
    sl.UNKNOWN,
    sl.Truth.YES,
    sl.Verdict.PROHIBITED,
    sl.classify(sl.case("busts-2024-06")),
    sl.case("busts-2024-06"),
    sl.flips(sl.case("busts-2024-06")),
    sl.robust(sl.case("busts-2024-06")),
    sl.compare(sl.case("busts-2024-06"), sl.case("dogs-2024-06")),
    sl.law().resolution(2397),
    sl.law().measure("2397:7"),
    sl.facts(),
    sl.facts()["hs"],
    ValueError("x"),
    True,
    False,
    0,
    -1,
    set(),
    frozenset(),
    [],
    {},
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_answers(number):
    for id_ in ALL:
        said = sl.check(id_, HOSTILE[number])
        assert isinstance(said, kit.Feedback) and len(repr(said)) < 1500
        json.dumps(said._repr_mimebundle_(), allow_nan=False).encode()
        for letter in repr(said):
            assert letter >= " ", (id_, letter)


def test_hostile_ids():
    for thing in HOSTILE:
        assert isinstance(sl.check(thing, 1), kit.Feedback) and isinstance(
            sl.hint(thing), kit.Feedback
        )


_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.datetimes()
    | st.binary()
    | st.complex_numbers()
    | st.decimals()
)
_ANYTHING = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text() | st.integers(), inner, max_size=4)
        | st.tuples(inner, inner)
    ),
)


@given(st.sampled_from(ALL), _ANYTHING)
def test_anything_may_be_typed(id_, value):
    said = sl.check(id_, value)
    json.dumps(said._repr_mimebundle_(), allow_nan=False).encode()


@given(
    st.sampled_from(sorted(FORMS)),
    st.text(alphabet="0123456789 :()aivx,.-OPpara/SRES§of&and'\"[]{}\n\u00a0\u2013", max_size=60),
)
def test_anything_that_looks_like_an_answer(kind, text):
    options = {"a": "one", "b": "two"}
    try:
        form = read(kind, text, options)
    except Unreadable as error:
        assert str(error)
    else:
        assert read(kind, json.loads(json.dumps(form)), options) == form


@given(
    st.sampled_from([m.id for m in sl.law().measures]),
    st.sampled_from(
        [
            "{n}:{p}",
            "{n} OP{p}",
            "{n} op. {p}",
            "para {p} of {n}",
            "paragraph {p} of resolution {n} ({y})",
            "S/RES/{n} ({y}), paragraph {p}",
            "UNSCR {n}, para. {p}",
            "OP {p} of {n}",
            "{n} \N{SECTION SIGN} {p}",
            "({p}) of {n}",
            "{n} ({y}):{p}",
            "\u201c{n}:{p}\u201d",
            "{n} / {p}",
        ]
    ),
    st.booleans(),
)
def test_paragraphs_in_every_spelling(id_, way, loud):
    number, paragraph = id_.split(":")
    if not number.isdecimal():
        return
    text = way.format(n=number, p=paragraph, y=sl.law().resolution(number).adopted.year)
    assert read("paragraphs", text.upper() if loud else text) == [id_]
    assert read("paragraphs", f"{text} and 2397:7") == sorted({id_, "2397:7"})


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_dates_in_every_spelling(day):
    for text in (
        f"{day}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%Y/%m/%d}",
    ):
        assert read("date", text) == day.isoformat()


def test_a_day_that_can_be_two_is_asked_about():
    with pytest.raises(Unreadable, match="two days"):
        read("date", "3/4/2017")


def test_a_list_can_be_too_long():
    with pytest.raises(Unreadable, match="more than"):
        read("paragraphs", ["2397:7"] * (MOST + 1))


# Progress


def test_progress_survives_a_restart_and_can_be_reset(tmp_path):
    sl.check("02.3", "2397:5")
    sl.check("02.1", "prohibited")
    assert sl.progress().done == ("02.1",) and sl.progress().tried == ("02.3",)
    code = "import sanctionslab as sl; print(sl.progress().done, sl.progress().tried)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert run.stdout.strip() == "('02.1',) ('02.3',)"
    assert "2 of" not in repr(sl.progress()) and "02_the_verdict: done 02.1; tried 02.3" in repr(
        sl.progress()
    )
    assert "<table>" in sl.progress()._repr_html_()
    mine = tmp_path / "progress" / "mine.txt"
    mine.write_text("keep", encoding="utf-8")
    assert sl.progress(reset=True).open == tuple(ALL) and mine.read_text(encoding="utf-8") == "keep"


def test_what_is_done_stays_done():
    sl.check("02.3", "2397:7")
    sl.check("02.3", "2397:5")
    assert sl.progress().done == ("02.3",)


@pytest.mark.parametrize(
    "rubbish",
    ["", "{", "[]", '{"state": 3}', '{"state": "won"}', "\0", "[" * 10000, '{"exercise": "02.3"}'],
)
def test_a_damaged_file_is_no_trouble(tmp_path, rubbish):
    place = tmp_path / "progress" / "02.3.json"
    place.parent.mkdir()
    place.write_text(rubbish, encoding="utf-8")
    assert "02.3" in sl.progress().open
    sl.check("02.3", "2397:7")
    assert (
        sl.progress().done == ("02.3",)
        and json.loads(place.read_text(encoding="utf-8"))["state"] == "done"
    )


def test_a_place_that_cannot_be_written(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(blocked))
    assert sl.check("02.3", "2397:7").right
    assert sl.progress().done == ("02.3",) and "cannot be written" in repr(sl.progress())
    assert sl.progress(reset=True).done == ()


def test_two_kernels_at_once(tmp_path):
    code = "import sys, sanctionslab as sl\nfrom answer_key import answers\nfor i in sys.argv[1:]: sl.check(i, answers(i)[0])"
    halves = ALL[::2], ALL[1::2]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, *half], cwd=ROOT / "tests", env=_environment(tmp_path)
        )
        for half in halves
    ]
    assert [run.wait() for run in runs] == [0, 0]
    assert sl.progress().done == tuple(ALL)
    assert not list((tmp_path / "progress").glob("*.unfinished"))


def _environment(home):
    import os

    return {**os.environ, "SANCTIONSLAB_HOME": str(home), "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize(
    "system, variables, expected",
    [
        (Unix, {"XDG_DATA_HOME": "/data"}, "/data/sanctionslab"),
        (MacOS, {}, "Library/Application Support/sanctionslab"),
        (Windows, {"WIN_PD_OVERRIDE_LOCAL_APPDATA": "C:\\local"}, "local/sanctionslab"),
    ],
)
def test_where_progress_is_kept(monkeypatch, system, variables, expected):
    monkeypatch.delenv("SANCTIONSLAB_HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(platformdirs, "PlatformDirs", system)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert home().as_posix().endswith(expected)


@pytest.mark.parametrize(
    "platform, variables, place",
    [
        ("linux", {"XDG_DATA_HOME": "data"}, "data"),
        ("darwin", {"XDG_DATA_HOME": "/data"}, "Library/Application Support"),
        ("win32", {"LOCALAPPDATA": "local"}, "local"),
    ],
)
def test_progress_that_an_earlier_version_kept_is_found(
    monkeypatch, tmp_path, platform, variables, place
):
    kept = tmp_path / place / "sanctionslab"
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(kept))
    assert sl.check("02.3", "2397:7").right
    monkeypatch.delenv("SANCTIONSLAB_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(platformdirs, "PlatformDirs", MacOS if platform == "darwin" else Unix)
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert home() == kept and sl.progress().done == ("02.3",)


def test_a_user_without_a_home_folder(monkeypatch):
    monkeypatch.delenv("SANCTIONSLAB_HOME")
    monkeypatch.setattr(platformdirs, "user_data_path", no_home)
    assert home().is_absolute()


def no_home(*names, **options):
    raise RuntimeError("could not determine the home directory")


# A teacher's own key


def test_a_key_of_ones_own(tmp_path):
    key = tmp_path / "key.toml"
    key.write_text(
        '["02.1"]\nanswers = ["undetermined"]\nsalt = "s"\n["90.1"]\nnotebook = "mine"\nlevel = "recall"\nkind = "number"\n'
        'question = "How many?"\nhints = ["Count.", "Count again."]\n',
        encoding="utf-8",
    )
    own = kit.load(key, kit.exercises())
    assert kit.judge(own["02.1"], "undetermined").state == "wrong"  # the misconception is still one
    assert (
        own["02.1"].right == (kit.digest(own["02.1"], "undetermined"),)
        and kit.judge(own["90.1"], 3).state == "recorded"
    )


@pytest.mark.parametrize(
    "text, said",
    [
        ("[", "not valid TOML"),
        ("a = 1", "is not known"),
        ('["02.1"]\ncolour = 1', "colour is not known"),
        ('["02.1"]\nkind = "verdikt"', 'Did you mean "verdict"'),
        ('["90.1"]\nkind = "number"', "not complete"),
        ('["02.1"]\nanswers = ["maybe"]', "none of the three verdicts"),
        ('["02.1"]\nlevel = "hard"', "level is"),
        ('["02.1"]\njudge = "me"', "judge is"),
    ],
)
def test_a_key_that_cannot_be_used(tmp_path, text, said):
    key = tmp_path / "key.toml"
    key.write_text(text, encoding="utf-8")
    with pytest.raises(sl.KitError, match=re.escape(said)):
        kit.load(key, kit.exercises())
    with pytest.raises(sl.KitError, match="cannot be read"):
        kit.load(tmp_path / "none.toml")
