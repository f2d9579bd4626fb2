"""A search that takes long ends when it has to, and says so."""

import time

import pytest

import sanctionslab as sl
from sanctionslab.whatif import Scenario, search_of, smallest_changes, telling

OPEN = sl.Case(**dict.fromkeys(sl.facts(), sl.UNKNOWN))


@pytest.mark.slow
def test_flips_end_when_the_time_is_over():
    began = time.process_time()
    found = sl.flips(OPEN, seconds=0.05)
    assert time.process_time() - began < 2 and found.stopped
    assert repr(found).splitlines()[-1].endswith("was stopped before its end; more may be found.")
    assert set(map(str, found)) <= set(map(str, sl.flips(OPEN)))


def test_a_search_that_found_nothing_in_its_time_does_not_say_that_there_is_nothing():
    found = sl.flips(OPEN, budget=1)
    assert found.stopped and "turns it" not in repr(found)
    whole = sl.flips(sl.case("aurus-2024-02"))
    assert not whole.stopped and "stopped" not in repr(whole)


@pytest.mark.parametrize("seconds", [0, -1, "a", float("nan"), []])
def test_a_time_that_is_none_is_refused(seconds):
    with pytest.raises(sl.KitError, match="seconds is a number above 0"):
        sl.flips(OPEN, seconds=seconds)


@pytest.mark.slow
def test_a_search_is_taken_up_where_it_was_left():
    telling.kept_search.cache_clear()
    scenario, tried = Scenario(OPEN), []
    while not search_of(scenario, 2).is_over:
        [part] = smallest_changes(scenario, 2, seconds=0.05)
        tried.append(search_of(scenario, 2).tried)
    assert len(tried) > 1 and tried == sorted(set(tried))
    pairs = [str(flip) for flip in sl.flips(OPEN) if len(flip.changes) == 2]
    assert [line[0] for line in part[1]] == pairs


def test_who_leaves_a_search_reads_that_more_may_be_found():
    telling.kept_search.cache_clear()
    [part] = smallest_changes(Scenario(OPEN), 2, seconds=0.01)
    said = [line[0] for line in part[1]]
    assert said[-1] == "The search is not at its end; more may be found."
    assert "No pair of changes flips it." not in said


def test_a_search_ends_with_its_budget(monkeypatch):
    monkeypatch.setattr(telling, "BUDGET", 100)
    telling.kept_search.cache_clear()
    [part] = smallest_changes(Scenario(OPEN), 2)
    search = search_of(Scenario(OPEN), 2)
    telling.kept_search.cache_clear()
    assert search.is_over and not search.is_whole and search.tried == 100
    assert part[1][-1][0] == "The search is not at its end; more may be found."


def test_the_end_of_a_search_is_told_though_nothing_more_was_tried():
    """A search that is asked to go on may find that the last set was the last."""
    scenario = Scenario("aurus-2024-06", {"personal_use": "no"})
    while not search_of(scenario, 1).is_over:
        told = str(smallest_changes(scenario, 1, 1e-9))
    assert "not at its end" not in told
