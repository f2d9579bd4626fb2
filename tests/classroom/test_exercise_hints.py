"""Misconceptions get their own hints, and no hint gives the answer away."""

import re
from datetime import date
from pathlib import Path

import pytest
from answer_key import answers, wrong_answers

import sanctionslab as sl
from sanctionslab import classroom as kit
from sanctionslab.cases import own_case
from sanctionslab.classroom.answers import read
from sanctionslab.classroom.references import paragraphs_in

pytestmark = pytest.mark.course

ALL = list(kit.exercises())
CLOSED = [i for i, e in kit.exercises().items() if e.right]
ROOT = Path(__file__).parents[2]


def everything_said(exercise):
    return [*exercise.hints, exercise.lesson, *(w.hint for w in exercise.wrong)]


@pytest.mark.parametrize("id_", ALL)
def test_misconceptions_trigger_their_own_hint(id_):
    exercise = kit.exercises()[id_]
    assert exercise.level == "argue" or exercise.wrong
    assert list(wrong_answers(id_)) == [wrong.name for wrong in exercise.wrong if wrong.digests]
    for wrong in exercise.wrong:
        for answer in wrong_answers(id_).get(wrong.name, ()):
            said = sl.check(id_, answer)
            assert said.state == "wrong" and said.text.endswith(wrong.hint), (id_, answer, said)
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
            sl.case("aurus-2024-02").but(conduct="display"),
            "both legs are taken away at once",
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
    assert [hint in text for hint, text in zip(hints, texts, strict=True)] == [True] * 3
    assert "Hint 1 of 3" in texts[0] and "Hint 3 of 3" in texts[2]


def gives_away(exercise, text):  # noqa: C901 (a case for each kind of exercise)
    """Whether a text says a right answer of a closed exercise.

    That is its ids, its number, its day, its verdict or its option.
    """
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
        by_id["03.2"], "It was 2 March 2016."
    )
    assert gives_away(by_id["06.3"], "There are 17 of them.") and gives_away(
        by_id["02.2"], "mode and personal_use"
    )
