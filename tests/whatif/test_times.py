"""over_time(): the verdict on each day is the verdict of the case on that day."""

from datetime import date
from itertools import pairwise

import pytest
from changed import DAY, GIFT, laws, some_cases
from hypothesis import given
from hypothesis import strategies as st
from oracle import ORACLE

import sanctionslab as sl
from sanctionslab import UNKNOWN, KitError, case, cases, classify, law


@given(some_cases(), laws, st.sampled_from(["2006-01-01", "2013-03-07", "2017-12-25"]))
def test_the_verdict_over_time_is_the_verdict_on_each_day(one, some_law, since):
    times = sl.over_time(one, some_law, since=since)
    assert str(times[0].start) == since and times[0].changed_by == () and times[-1].end is None
    for earlier, later in pairwise(times):
        assert (
            earlier.start <= earlier.end == later.start - DAY
            and earlier.verdict is not later.verdict
        )
    turning = {day for turn in ORACLE.turning_days for day in (turn - DAY, turn, turn + DAY)} | {
        i.start for i in times
    }
    for day in sorted(day for day in turning if day >= times[0].start):
        interval, finding = times.at(day), classify(one.but(on=day), some_law)
        assert interval.verdict is finding.verdict, day
        assert interval.start <= day <= (interval.end or day)
    for interval in times:
        assert interval.grounds == tuple(
            g.id for g in classify(one.but(on=interval.start), some_law).grounds
        )


@pytest.mark.parametrize("key", list(cases()))
def test_the_verdict_on_a_named_case_over_time(key):
    times = sl.over_time(case(key))
    for interval in times:
        for day in (interval.start, interval.end or date(2026, 11, 21)):
            assert (
                classify(case(key).but(on=day)).verdict is interval.verdict
                and times.at(day) is interval
            )
    for turn in law().boundaries:
        for day in (turn - DAY, turn):
            assert times.at(day).verdict is classify(case(key).but(on=day)).verdict, day


@given(some_cases(), laws)
def test_the_nearest_other_verdicts(one, some_law):
    times = sl.over_time(one, some_law)
    for interval in times:
        for day in {interval.start, interval.end or interval.start + 400 * DAY}:
            before, after = times.nearest(day)
            assert before is None or (
                times.at(before).verdict is not interval.verdict and before + DAY == interval.start
            )
            assert after is None or (
                times.at(after).verdict is not interval.verdict and after - DAY == interval.end
            )
            assert (before is None) == (interval is times[0]) and (after is None) == (
                interval is times[-1]
            )


def test_the_gift_over_time():
    times = sl.over_time(GIFT)
    assert [(str(i.start), i.verdict, i.changed_by) for i in times] == [
        ("2006-01-01", "not prohibited", ()),
        ("2006-10-14", "undetermined", ("1718:8(a)(iii)",)),
        ("2013-03-07", "prohibited", ("2094:23",)),
    ]
    assert times.nearest("2024-02-18") == (date(2013, 3, 6), None)
    assert times.nearest("2010-01-01") == (date(2006, 10, 13), date(2013, 3, 7))
    assert (
        times.at("2013-03-06").verdict == "undetermined"
        and times.at(date(2013, 3, 7)).verdict == "prohibited"
    )


def test_an_ordinary_car_over_time():
    times = sl.over_time(GIFT.but(item="passenger_car"))
    assert (str(times[-1].start), times[-1].verdict, times[-1].changed_by) == (
        "2017-12-22",
        "prohibited",
        ("2397:7",),
    )
    assert times.nearest("2016-06-01") == (date(2006, 10, 13), date(2017, 12, 22))
    assert times.nearest("2024-02-18") == (date(2017, 12, 21), None)


def test_what_lifts_a_ban_from_a_day_on_is_named():
    frozen = dict(conduct="transfer", designated_party="yes", humanitarian_actor="yes")
    last = sl.over_time(sl.Case(on="2018-01-01", **frozen))[-1]
    assert (str(last.start), last.changed_by) == ("2022-12-09", ("2664:1",))


@pytest.mark.parametrize(
    ("facts", "day", "verdict", "paragraph"),
    [
        # 1874:9 might have barred it before; 2270:6 does, whatever the direction.
        (dict(conduct="transfer", item="small_arms"), "2016-03-02", "prohibited", "2270:6"),
        # What might bar it while contracts were honoured bars it when the window has closed.
        (
            dict(direction="from_dprk", conduct="transfer", item="fruit", contract_date=UNKNOWN),
            "2018-01-22",
            "prohibited",
            "2397:6",
        ),
        # The paragraph stays, and a way out of it that is a reading comes.
        (
            dict(
                direction="none", conduct="ship_to_ship", item="tank", diplomatic_mission_use="yes"
            ),
            "2017-12-22",
            "undetermined",
            "2375:11",
        ),
    ],
)
def test_a_turn_is_the_work_of_what_is_new_or_else_of_what_was_there(
    facts, day, verdict, paragraph
):
    times = sl.over_time(sl.Case(on="2020-01-01", **facts))
    [turn] = [one for one in times if str(one.start) == day]
    assert (turn.verdict, turn.changed_by) == (verdict, (paragraph,))


def test_a_day_outside_the_look_is_refused():
    times = sl.over_time(GIFT, since="2012-01-01")
    with pytest.raises(KitError, match="before 2012-01-01"):
        times.at("2011-12-31")
    for ask in (times.at, times.nearest, lambda day: sl.over_time(GIFT, since=day)):
        with pytest.raises(KitError, match="must be a day"):
            ask(UNKNOWN)
        with pytest.raises(KitError, match="must be a day such as .*, not '2012'"):
            ask("2012")
        with pytest.raises(KitError, match="is not a date"):
            ask("in 2012")
