"""robust(): every smallest set of sources whose loss makes the verdict fall."""

from itertools import combinations

import pytest
from believed import CHAINS, told_cases
from changed import LAWS, few, laws
from hypothesis import assume, given
from hypothesis import strategies as st

import sanctionslab as sl
from sanctionslab import Case, Verdict, case, cases, classify
from sanctionslab.cases import Claim, Evidence

NARROW = sorted(CHAINS, key=lambda row: (sum(map(len, CHAINS[row])), row))[:25]


@few
@given(
    st.sampled_from([one for one in cases().values() if len(sl.sources_of(one)) <= 9])
    | told_cases(rows=NARROW),
    laws,
)
def test_robust_finds_every_smallest_set_of_sources(one, some_law):
    assume(len(sl.sources_of(one)) <= 12)
    found, before = sl.robust(one, some_law), classify(one, some_law).verdict
    assert found.verdict is before and not found.cut
    for size in range(len(sl.sources_of(one)) + 1):
        falls = {
            frozenset(some): after
            for some in combinations(sl.sources_of(one), size)
            if (after := classify(sl.distrust(one, *some), some_law).verdict) is not before
        }
        if falls:
            break
    assert dict(zip(found.sets, found.after, strict=True)) == falls


@pytest.mark.parametrize("key", list(cases()))
def test_robust_finds_the_smallest_sets_of_a_named_case(key):
    found, before = sl.robust(case(key)), classify(case(key)).verdict
    assert found.verdict is before and not found.cut
    for lost, verdict in zip(found.sets, found.after, strict=True):
        assert classify(sl.distrust(case(key), *lost)).verdict is verdict is not before
    smallest = {len(lost) for lost in found.sets} or {3}
    for size in (0, 1, 2):
        falls = {
            frozenset(lost)
            for lost in combinations(sl.sources_of(case(key)), size)
            if classify(sl.distrust(case(key), *lost)).verdict is not before
        }
        assert falls == (set(found.sets) if {size} == smallest else set()) or size > min(smallest)


def test_what_the_verdict_on_the_gift_rests_on():
    found = sl.robust(case("aurus-2024-02"))
    assert set(found.sets) == {
        frozenset({"kcna", pyongyang, moscow})
        for pyongyang in ("rodong", "korea-herald")
        for moscow in ("kremlin", "ria")
    }
    assert set(found.after) == {Verdict.UNDETERMINED}
    assert repr(found).splitlines()[0] == "prohibited: it falls if one disbelieves"


def test_robust_says_when_it_found_nothing_and_when_it_was_cut():
    gift = case("aurus-2024-02")
    cut = sl.robust(gift, budget=1)
    assert cut.cut and not cut.sets and "cut" in repr(cut)
    safe = sl.robust(gift, LAWS["none"])
    assert not safe.cut and not safe.sets and "cut" not in repr(safe)


CAR = dict(on="2024-02-18", direction="to_dprk", conduct="transfer", item="passenger_car")
MAYOR, HAULIER = (Claim(who, "So it is told.", ((who,),)) for who in ("mayor", "haulier"))


def test_a_day_falls_with_those_who_tell_it_and_with_those_who_tell_what_it_came_after():
    dated = Evidence((MAYOR,), since="2018-05-07", since_rows=(HAULIER,))
    found = sl.robust(Case(**CAR, evidence={"on": dated}))
    # Without the mayor alone it was after 7 May 2018, and a car was barred on every such day.
    assert found.sets == (frozenset({"mayor", "haulier"}),)
    assert found.after == (Verdict.UNDETERMINED,)


def test_a_budget_for_as_many_sets_as_there_are_is_enough():
    found = sl.robust(Case(**CAR, evidence={"item": Evidence((MAYOR,))}), budget=1)
    assert found.sets == (frozenset({"mayor"}),) and not found.cut
