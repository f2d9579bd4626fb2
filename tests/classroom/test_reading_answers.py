"""Every reasonable spelling of an answer comes out in one form."""

import json
from datetime import date

import pytest
from answer_key import answers
from hypothesis import given
from hypothesis import strategies as st

import sanctionslab as sl
from sanctionslab import classroom as kit
from sanctionslab.classroom.answers import FORMS, read
from sanctionslab.classroom.plain import MOST, Unreadable

ALL = list(kit.exercises())


@pytest.mark.parametrize("id_", ALL)
def test_an_answer_reads_as_itself(id_):
    exercise = kit.exercises()[id_]
    for spelling in answers(id_):
        form = read(exercise.kind, spelling, exercise.options)
        assert read(exercise.kind, json.loads(json.dumps(form)), exercise.options) == form


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


@pytest.mark.parametrize("subject", ["It", "This", "The gift"])
@pytest.mark.parametrize("was", ["is", "was"])
@pytest.mark.parametrize("mark", ["", ".", "!"])
def test_a_verdict_said_as_a_sentence(subject, was, mark):
    for verdict in sl.Verdict:
        assert read("verdict", f"{subject} {was} {verdict}{mark}") == verdict
    for shortened in (f"{subject} {was}n't prohibited", f"{subject} {was}n’t prohibited"):
        assert read("verdict", shortened) == "not prohibited"


def test_two_verdicts_in_a_sentence_and_what_is_no_verdict_are_asked_about():
    for text in ("It is not undetermined", "is it prohibited", "It is prohibited or not"):
        with pytest.raises(Unreadable):
            read("verdict", text)
