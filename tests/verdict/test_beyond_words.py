"""What the vocabulary cannot say is not cleared; and a day after the end of the data says so."""

from datetime import timedelta

import pytest

import sanctionslab as sl
from sanctionslab import Case, classify, law
from sanctionslab.files import as_of
from sanctionslab.vocabulary import fact, facts
from sanctionslab.whatif import Scenario, headline

SOMETHING = {"direction": "none", "conduct": "other"}


def test_it_is_undetermined_and_the_paragraphs_are_named():
    finding = classify(Case(on="2024-04-01", **SOMETHING))
    assert finding.verdict == "undetermined"
    assert finding.hinges_on == {"unsaid"}
    told = [measure.id for measure in finding.unsaid]
    assert told == [ground.id for ground in finding.possible]
    assert set(told) == {m.id for m in law().in_force("2024-04-01") if m.is_untested}
    text = finding.explain()
    assert "this vocabulary cannot say" in text.splitlines()[0]
    assert "This vocabulary cannot say whether these speak to it" in text
    for measure in finding.unsaid:
        assert f"{measure.id} {measure.title}: {measure.duty}" in text


def test_paragraphs_are_those_of_the_day():
    before = classify(Case(on="2006-10-13", **SOMETHING))
    assert (before.verdict, before.unsaid) == ("not prohibited", ())
    first = classify(Case(on="2006-10-14", **SOMETHING))
    assert {measure.resolution for measure in first.unsaid} == {"1718"}
    assert not classify(Case(on="2024-01-01", **SOMETHING), law().only(2664)).unsaid


@pytest.mark.parametrize(
    "cut, lost",
    [
        (lambda: law().only(2375), ["1718:12", "1874:26", "2397:28"]),
        (lambda: law().only("2375"), ["1718:12", "1874:26", "2397:28"]),
        (lambda: law().as_of("2012-01-01").without(1718, 1874), ["1718:12", "1874:26", "2397:28"]),
        (lambda: law().only(), ["1718:12", "1874:26", "2397:28"]),
        (lambda: law().without("1718:12", "1874:26", "2397:28"), ["1718:12", "1874:26", "2397:28"]),
        (lambda: law().without(2397), []),  # what is left cannot say either
    ],
)
def test_a_cut_law_says_what_it_has_lost(cut, lost):
    finding = classify(Case(on="2024-04-01", **SOMETHING), cut())
    told = [one for one in ("1718:12", "1874:26", "2397:28") if one in finding.sentence]
    assert told == lost
    if not lost:
        assert finding.verdict == "undetermined"
        return
    assert finding.verdict == "not prohibited"  # under the law that was asked
    assert "This law is not the whole one" in finding.explain().replace("; this", "; This")
    assert "three paragraphs without tests" in finding.sentence
    assert "this vocabulary cannot say" in finding.sentence
    assert "by no UN measure of this law, which is changed or cut" in finding.explain()


def test_a_cut_law_has_lost_nothing_that_could_not_speak_to_the_case():
    cut = law().only(2375)
    for settled in (
        Case(on="2024-04-01", unsaid="no", **SOMETHING),
        Case(on="2006-10-13", **SOMETHING),
        Case(on="2024-04-01", direction="none", conduct="meeting"),
        Case(on="2024-04-01", committee_approval="yes", **SOMETHING),  # lifted under the whole law
    ):
        assert "not the whole one" not in classify(settled, cut).sentence
    said = classify(Case(on="2024-04-01", unsaid="yes", **SOMETHING), cut)
    assert said.verdict == "not prohibited" and "not the whole one" in said.sentence
    whole = classify(Case(on="2006-10-13", **SOMETHING))
    assert "by no UN measure in this data" in whole.explain()


@pytest.mark.parametrize(
    ("day", "lost", "said"),
    [
        ("2006-12-01", ["1718:12"], "one paragraph without tests (1718:12), and whether that one"),
        (
            "2012-06-01",
            ["1718:12", "1874:26"],
            "two paragraphs without tests (1718:12, 1874:26), and whether one of them",
        ),
    ],
)
def test_a_cut_law_says_which_paragraphs_it_lacks(day, lost, said):
    sentence = classify(Case(on=day, **SOMETHING), law().without(*lost)).sentence
    assert f"this law is not the whole one: it lacks {said} speaks to it" in sentence


def test_the_last_day_of_the_data_is_in_it():
    for day, is_told in ((as_of(), False), (as_of() + timedelta(days=1), True)):
        told = classify(Case(on=day, **SOMETHING)).explain()
        assert ("The data ends on" in told) == is_told


def test_the_answer_settles_it():
    launch = Case(on="2023-11-21", **SOMETHING)
    assert classify(launch.but(unsaid="no")).verdict == "not prohibited"
    barred = classify(launch.but(unsaid="yes"))
    assert barred.verdict == "prohibited" and barred.unsaid
    assert "One of these speaks to it, as the case says" in barred.explain()
    allowed = launch.but(unsaid="yes", committee_approval="yes")
    assert classify(allowed).verdict == "not prohibited"
    [decider] = sl.deciders(launch)
    assert decider.facts == {"unsaid"}
    assert any("no longer in doubt under" in str(flip) for flip in sl.flips(launch, size=1))


def test_an_act_that_has_a_word_is_not_in_doubt():
    for conduct in fact("conduct").values:
        finding = classify(Case(on="2024-01-01", direction="none", conduct=conduct))
        assert bool(finding.unsaid) == (conduct == "other"), conduct
        assert ("unsaid" in finding.immaterial) == (conduct != "other"), conduct


def test_an_unknown_act_may_be_something_else():
    finding = classify(Case(on="2024-01-01", direction="none"))
    assert {"conduct", "unsaid"} <= finding.hinges_on
    assert finding.unsaid


def test_paragraphs_without_tests_are_still_no_bans_with_tests():
    untested = [measure for measure in law().measures if measure.is_untested]
    assert untested and not any(measure.prohibits for measure in untested)
    assert all(measure.force == "binding" and not measure.when for measure in untested)


def test_which_value_it_is_stands_in_the_vocabulary():
    assert {d.name: d.untested for d in facts().values() if d.untested} == {
        "conduct": {"other": "unsaid"}
    }


def test_a_day_after_the_data_is_told_and_changes_no_verdict():
    gift = sl.case("aurus-2024-02")
    words = f"The data ends on {fact('on').words(as_of())}, before the date of the case."
    last, after = classify(gift.but(on=as_of())), classify(gift.but(on=as_of() + timedelta(1)))
    assert last.verdict == after.verdict == "prohibited"
    for view in (last.explain(), repr(last), last._repr_html_()):
        assert words not in view
    for view in (after.explain(), repr(after), after._repr_html_()):
        assert words in view
    later = Scenario("aurus-2024-02", {"on": as_of() + timedelta(1)})
    assert any(words in line for line in headline(later))


def test_a_span_that_reaches_beyond_the_data_says_so():
    over = sl.case("aurus-2024-02").but(on=sl.between(as_of(), as_of() + timedelta(9)))
    assert "before the last day that the case leaves possible." in classify(over).explain()
    open_end = over.but(on="2024-02-01/")
    assert "The data ends" not in classify(open_end).explain()


def test_the_headline_of_a_cleared_case_says_it_too():
    late = Scenario("aurus-2024-02", {"on": "2030-01-01", "conduct": "display"})
    assert "The data ends on" in headline(late)[1]
