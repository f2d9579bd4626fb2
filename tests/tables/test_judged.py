"""Verdicts side by side: what classify says, in words, and a sentence for what is no case."""

import pytest

import sanctionslab as sl
from sanctionslab.tables import because, verdicts
from sanctionslab.vocabulary import fact


def test_every_named_case_has_its_verdict_and_what_it_rests_on():
    told = verdicts(list(sl.cases()), "conduct", "on")
    assert told.heads == ("case", "what was done", "date", "verdict", "because of")
    assert len(told) == len(sl.cases())
    for row, case in zip(told.rows, sl.cases().values(), strict=True):
        finding = sl.classify(case)
        title, done, _, verdict, because_of = row
        assert (title, verdict) == (case.title, str(finding.verdict))
        assert done == fact("conduct").words(case.value("conduct"))
        assert because_of == because(finding)
        assert all(ground.id in because_of for ground in finding.grounds if not finding.hinges_on)


def test_no_raw_name_of_a_fact_is_shown():
    text = repr(verdicts(list(sl.cases()), "direction"))
    assert not [name for name in sl.facts() if "_" in name and name in text]


def test_cases_can_be_called_anything_and_judged_by_another_law():
    gift = sl.case("aurus-2024-02")
    other = {"with a bus": gift.but(item="bus", hs="8702")}
    assert verdicts(other).rows == (("with a bus", "prohibited", "2397:7"),)
    assert verdicts(other, law=sl.law().without(2397)).rows == (
        ("with a bus", "not prohibited", ""),
    )


@pytest.mark.parametrize(
    "wrong", ["aurus-2024-02", sl.case("aurus-2024-02"), None, 5, [5], {"a": 1}]
)
def test_what_is_no_set_of_cases_is_refused(wrong):
    with pytest.raises(sl.KitError, match="Give keys of cases"):
        verdicts(wrong)


def test_a_fact_that_there_is_not():
    with pytest.raises(sl.KitError, match="is not a fact"):
        verdicts(["aurus-2024-02"], "colour")
