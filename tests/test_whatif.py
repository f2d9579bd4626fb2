"""Counterfactuals: every flip flips and is smallest, every decider decides, the years add up, and doubt takes away only what it must."""
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from oracle import gappy_cases

import sanctionslab as sl
from sanctionslab import UNKNOWN, Case, KitError, Verdict, classify, facts, law
from sanctionslab.facts import OTHER, chains_of, item, items

ONE = timedelta(days=1)
GIFT = sl.case("aurus-2024-02")
CAR = Case(on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile")
TEA = Case(on="2024-06-19", direction="to_dprk", conduct="transfer", item="porcelain_tableware")


def after(case, changes):
    """The case and the law after some changes, made by hand: another thing brings its own HS code."""
    given_facts, gone = dict(case.given), []
    for change in changes:
        if change.is_law:
            gone.append(change.name)
        else:
            given_facts[change.name] = change.value
            if change.name == "item" and case.value("item") is not UNKNOWN:
                given_facts.pop("hs", None)
    return Case(**given_facts), law().without(*gone)


def names(flip):
    return frozenset(change.name for change in flip.changes)


# flips

def test_the_gift_needs_two_resolutions_off_at_once_or_one_approval():
    found = sl.flips(GIFT)
    assert [str(f) for f in found][0] == "Committee approved: yes -> not prohibited (lifted by 2321:46, 2375:26, 2397:25)"
    off = {names(f): f.verdict for f in found if all(c.is_law for c in f.changes)}
    assert off == {frozenset({"1718", "2397"}): "not prohibited", frozenset({"2094", "2397"}): "undetermined"}
    assert not any(f.changes[0].is_law for f in found if len(f.changes) == 1)     # no resolution alone turns it
    assert found.cut                                                             # larger sets were left out, and it says so


def check_flips(case, found):
    before = classify(case).verdict
    for flip in found:
        assert classify(flip.case, flip.law).verdict is flip.verdict is not before, flip
        assert classify(*after(case, flip.changes)).verdict is flip.verdict, flip
        for part in (p for k in range(len(flip.changes)) for p in combinations(flip.changes, k)):
            assert classify(*after(case, part)).verdict is before, f"{part} of {flip} turns it already"
        for place, change in enumerate(flip.changes):
            for other in change.others:
                swapped = [*flip.changes[:place], type(change)(change.name, other), *flip.changes[place + 1:]]
                assert classify(*after(case, swapped)).verdict is flip.verdict, (flip, other)


@pytest.mark.parametrize("key", list(sl.cases()))
def test_every_flip_of_a_named_case_flips_and_is_smallest(key):
    check_flips(sl.case(key), sl.flips(sl.case(key), size=1))


@pytest.mark.parametrize("key", ["aurus-2024-02", "tea-set-2024-06", "aurus-shown-2023-09", "coal-kholmsk-2017"])
def test_every_pair_that_flips_a_named_case_flips_and_is_smallest(key):
    check_flips(sl.case(key), sl.flips(sl.case(key)))


@settings(max_examples=25)
@given(gappy_cases(known=2))
def test_every_flip_of_a_random_case_flips_and_is_smallest(given_facts):
    case = Case(**given_facts)
    check_flips(case, sl.flips(case, size=1))


def single_changes(case):
    """Every single change to another value, on days around each turn of the law."""
    for resolution in law().resolutions:
        if resolution.adopted:
            yield resolution.key, None
    days = {day for turn in law().boundaries for day in (turn - ONE, turn)}
    for name, described in facts().items():
        values = {"date": days, "yes/no": ("yes", "no"), "item": (*items(), OTHER), "number": (0, 101, 501, 2001),
                  "hs": (), "choice": described.values}[described.type]
        for value in (() if name == "contract_date" else values):
            if name == "direction" and value == "none" and case.value("conduct") == "transfer":
                continue                                                         # goods pass one way or the other
            if name == "item" and case.value("item") is UNKNOWN and value != OTHER and "hs" in case.given and not item(value).fits(case.value("hs")):
                continue
            yield name, described.parse(value)


@pytest.mark.parametrize("case", [CAR, TEA, CAR.but(conduct="display"), Case(on="2016-06-01", direction="from_dprk", conduct="transfer", item="coal")],
                         ids=["gift", "tea set", "showing", "coal"])
def test_no_single_change_that_flips_is_missed(case):
    change = type(sl.flips(CAR)[0].changes[0])
    before = classify(case).verdict
    turning = {}
    for name, value in single_changes(case):
        verdict = classify(*after(case, [change(name, value)])).verdict
        if verdict is not before:
            turning.setdefault((name, verdict), set()).add(value)
    found = {(next(iter(names(f))), f.verdict) for f in sl.flips(case, size=1)}
    assert found == set(turning)


def test_a_search_that_was_cut_says_so_and_wrong_bounds_are_refused():
    assert sl.flips(CAR, budget=3).cut
    for wrong in (dict(size=0), dict(size="2"), dict(budget=-1)):
        with pytest.raises(KitError, match="whole numbers from 1 up"):
            sl.flips(CAR, **wrong)


# deciders

@pytest.mark.parametrize("case", [TEA, *(sl.case(k) for k in ("oil-2024-03", "dirk-2024-06", "busts-2024-06", "troops-2024-10", "horses-2022-11"))],
                         ids=lambda case: case.key or "tea set")
def test_every_answer_of_a_decider_decides_and_no_part_of_it_does(case):
    assert classify(case).verdict == "undetermined"
    for decider in sl.deciders(case):
        assert decider.facts <= classify(case).hinges_on
        for answer, verdict in decider.answers:
            assert {change.name for change in answer} == decider.facts
            for values in product(*((c.value, *c.others) for c in answer)):
                assert classify(case.but(**dict(zip((c.name for c in answer), values)))).verdict is verdict
            for part in (p for k in range(len(answer)) for p in combinations(answer, k)):
                assert classify(case.but(**{c.name: c.value for c in part})).verdict == "undetermined"


def test_the_tea_set_is_settled_by_its_price_or_by_a_list():
    told = [str(decider) for decider in sl.deciders(TEA)]
    assert told == ["Value of one (USD): above 100 -> prohibited", "On the supplier's luxury list: yes -> prohibited",
                    "Value of one (USD): up to 100 and On the supplier's luxury list: no -> not prohibited"]


def test_a_settled_case_has_no_question_left():
    assert sl.deciders(CAR) == () and not sl.deciders(CAR).cut
    assert "the verdict is settled" in repr(sl.deciders(CAR))


def test_an_unknown_day_can_be_the_question():
    undated = CAR.but(on=UNKNOWN, national_luxury="no")
    assert classify(undated).hinges_on == {"on"}
    answers = {verdict: answer[0] for decider in sl.deciders(undated) for answer, verdict in decider.answers}
    assert set(answers) == {Verdict.PROHIBITED, Verdict.NOT_PROHIBITED}
    assert answers[Verdict.NOT_PROHIBITED].value < date(2013, 3, 7) <= answers[Verdict.PROHIBITED].value


# the years

@pytest.mark.parametrize("key", list(sl.cases()))
def test_over_time_agrees_with_classify_on_every_boundary_and_the_day_before(key):
    case, times = sl.case(key), sl.over_time(sl.case(key))
    assert times[0].start == date(2006, 1, 1) and times[-1].end is None
    for earlier, later in zip(times, times[1:]):
        assert earlier.end == later.start - ONE and earlier.verdict is not later.verdict and later.changed_by
    for interval in times:
        for day in (interval.start, interval.end or date(2026, 11, 21)):
            assert classify(case.but(on=day)).verdict is interval.verdict and times.at(day) is interval
    for day in (d for turn in law().boundaries for d in (turn - ONE, turn) if d >= times[0].start):
        assert times.at(day).verdict is classify(case.but(on=day)).verdict, day


@settings(max_examples=40)
@given(gappy_cases(known=2))
def test_over_time_agrees_with_classify_on_random_cases(given_facts):
    case = Case(**given_facts)
    times = sl.over_time(case)
    for interval in times:
        for day in {interval.start, interval.end or date(2026, 11, 21)}:
            assert classify(case.but(on=day)).verdict is interval.verdict


def test_the_years_of_two_cars():
    assert [(str(i.start), i.verdict, i.changed_by) for i in sl.over_time(CAR)] == [
        ("2006-01-01", "not prohibited", ()), ("2006-10-14", "undetermined", ("1718:8(a)(iii)",)), ("2013-03-07", "prohibited", ("2094:23",))]
    plain = sl.over_time(CAR.but(item="passenger_car"))
    assert (str(plain[-1].start), plain[-1].verdict, plain[-1].changed_by) == ("2017-12-22", "prohibited", ("2397:7",))
    assert plain.nearest("2016-06-01") == (date(2006, 10, 13), date(2017, 12, 22))
    assert plain.nearest("2024-02-18") == (date(2017, 12, 21), None)


def test_a_day_that_is_none_is_refused():
    for ask in (lambda: sl.over_time(CAR, since=UNKNOWN), lambda: sl.over_time(CAR).at(UNKNOWN), lambda: sl.over_time(CAR).at("1999-01-01"),
                lambda: sl.over_time("car"), lambda: sl.over_time(CAR, 2397)):
        with pytest.raises(KitError):
            ask()


# trust

def stated(case):
    return {name for name in facts() if name in case.given and case.given[name] is not UNKNOWN}


@pytest.mark.parametrize("key", list(sl.cases()))
def test_distrusting_nobody_changes_nothing_and_trusting_nobody_leaves_what_is_defined(key):
    case = sl.case(key)
    assert sl.distrust(case) == case
    defined = {name for name in stated(case) if not case.evidence[name].rows}
    assert stated(sl.trust_only(case)) == defined
    assert sl.trust_only(case, *sl.sources_of(case)) == case


@pytest.mark.parametrize("key", list(sl.cases()))
def test_more_distrust_never_brings_a_fact_back(key):
    case = sl.case(key)
    for source in sl.sources_of(case):
        once = sl.distrust(case, source)
        assert stated(once) <= stated(case)
        for name in stated(case) - stated(once):                                  # it fell: every chain behind it has the source as a link
            assert all(source in chain for row in case.evidence[name].rows for chain in chains_of(row))
        assert stated(sl.distrust(case, source, "kcna")) <= stated(once)


@pytest.mark.parametrize("key", list(sl.cases()))
def test_robust_names_the_smallest_sets_whose_loss_makes_the_verdict_fall(key):
    case = sl.case(key)
    found = sl.robust(case)
    before = classify(case).verdict
    assert found.verdict is before and not found.cut
    for lost, verdict in zip(found.sets, found.after):
        assert classify(sl.distrust(case, *lost)).verdict is verdict is not before
    size = len(next(iter(found.sets), ()))
    falling = {frozenset(lost) for k in range(1, min(size or 2, 2) + 1) for lost in combinations(sl.sources_of(case), k)
               if classify(sl.distrust(case, *lost)).verdict is not before}
    smallest = min(map(len, falling), default=0)
    assert smallest in (0, size)
    if smallest:
        assert set(found.sets) == {lost for lost in falling if len(lost) == smallest}


def test_the_gift_without_the_kremlin_is_still_a_car():
    doubted = sl.distrust(GIFT, "kremlin")
    assert doubted.value("item") is UNKNOWN and doubted.value("hs") == "8703"
    assert [ground.id for ground in classify(doubted).grounds] == ["2397:7"]
    assert stated(sl.trust_only(GIFT, "kcna", "rodong")) == stated(GIFT) - {"item"}


def test_a_source_or_a_case_that_does_not_exist_is_refused():
    with pytest.raises(KitError, match='Did you mean "kremlin"'):
        sl.distrust(GIFT, "kremln")
    for ask in (sl.distrust, sl.trust_only, sl.robust, sl.sources_of):
        with pytest.raises(KitError):
            ask("aurus-2024-02")


# side by side

@settings(max_examples=60)
@given(gappy_cases(known=2), gappy_cases(known=2))
def test_a_comparison_keeps_the_books(one, other):
    a, b = classify(Case(**one)), classify(Case(**other))
    there, back = sl.compare(a, b), sl.compare(b, a)
    assert set(there.facts) == set(back.facts) == {n for n in facts() if a.case.value(n) != b.case.value(n)}
    assert there.grounds["lost"] == back.grounds["gained"] and set(there.grounds["kept"]) == set(back.grounds["kept"])
    assert there.lines[0].startswith("The verdict holds" if a.verdict is b.verdict else "The verdict moves")


def test_a_comparison_names_what_left_the_law():
    told = sl.compare(classify(CAR), classify(CAR, law().without(2094, "2397:7")))
    assert told.law["without"] == ("2094", "2397:7")
    assert "Resolution 2094 is left out." in told.lines and "Paragraph 2397:7 is left out." in told.lines


def test_nothing_that_is_asked_about_changes():
    case, whole = Case(**dict(GIFT.given)), law()
    for ask in (sl.flips, sl.deciders, sl.over_time, sl.robust):
        assert str(ask(case)) == str(ask(case))
    assert case == Case(**dict(GIFT.given)) and whole == law() and whole is law()
