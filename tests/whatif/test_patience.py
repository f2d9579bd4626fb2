"""A search that takes long ends when it has to, and says so."""

import time

import pytest

import sanctionslab as sl
from sanctionslab.whatif import Scenario, smallest_changes, telling

OPEN = sl.Case(**dict.fromkeys(sl.facts(), sl.UNKNOWN))


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


def test_a_panel_says_that_it_stopped(monkeypatch):
    monkeypatch.setattr(telling, "PATIENCE", 0.01)
    telling.kept_flips.cache_clear()
    [part] = smallest_changes(Scenario(OPEN), 2)
    telling.kept_flips.cache_clear()
    said = [line[0] for line in part[1]]
    assert said[-1] == "The search was stopped after 0.01 seconds; more may be found."
    assert "No pair of changes flips it." not in said
