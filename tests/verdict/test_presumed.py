"""What is presumed is told in one place and reckoned with in another: the two agree."""

import pytest

import sanctionslab as sl
from sanctionslab.vocabulary import fact, facts


@pytest.mark.parametrize("key", list(sl.cases()))
def test_stating_what_is_presumed_moves_no_verdict(key):
    """`Case.origin` tells of it, `law/parts.py` judges by it."""
    case = sl.case(key)
    presumed = {
        name: case.value(name)
        for name in sl.facts()
        if name != "hs" and case.origin(name)[1] in ("presumed", "item")
    }
    before = sl.classify(case)
    assert presumed or len(case.given) > 10
    for name, value in presumed.items():
        stated = sl.classify(case.but(**{name: value}))
        assert stated.verdict is before.verdict, name
        assert [one.id for one in stated.grounds] == [one.id for one in before.grounds], name


def test_what_only_three_answers_together_would_turn_rests_on_each_of_them():
    """Three paragraphs bar it, each with a way out of its own that nobody mentions."""
    ship = sl.Case(
        on="2024-05-01",
        conduct="bunkering",
        item="refined_petroleum",
        whose_ship="dprk",
        ship_record="suspected",
        designated_party="yes",
        **dict.fromkeys(("livelihood", "notified", "committee_approval"), "no"),
        diplomatic_mission_use="no",
    )
    finding = sl.classify(ship)
    assert [ground.id for ground in finding.grounds] == ["1718:8(d)", "1874:17", "2397:5"]
    unsaid = {"port_reason": "humanitarian", "fuelled_outside_dprk": "yes"}
    unsaid["humanitarian_actor"] = "yes"
    assert sl.classify(ship.but(**unsaid)).verdict == "not prohibited"
    assert finding.assumed == unsaid.keys()


def others(name):
    """The values that a fact can have, of those with a list of them."""
    return ("yes", "no") if fact(name).type == "yes/no" else tuple(fact(name).values)


@pytest.mark.parametrize("day", ["2006-10-14", "2017-12-22"])
def test_of_an_unknown_thing_what_its_code_tells_is_reckoned_with(day):
    meat = sl.Case(on=day, direction=sl.UNKNOWN, conduct="transfer", hs="02")
    finding = sl.classify(meat)
    presumed = [
        name
        for name in facts()
        if name not in meat.given and meat.value(name) is not sl.UNKNOWN and name != "hs"
    ]
    turning = {
        name
        for name in presumed
        for value in others(name)
        if sl.classify(meat.but(**{name: value})).verdict is not finding.verdict
    }
    assert finding.assumed == turning
