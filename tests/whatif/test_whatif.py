"""Counterfactuals: what is told must hold when it is done, and what is left out must not.

Every change that a function tells of is made here by hand, on a copy of the case or of the law, and
judged again. Small searches are repeated by brute force. Who stands behind a row is read from the
CSV files a second time.
"""

import csv
import functools
from datetime import date, timedelta
from itertools import combinations, pairwise, product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from oracle import DATA, ORACLE, OTHER, gappy_cases, under, values

import sanctionslab as sl
from sanctionslab import UNKNOWN, Case, KitError, Truth, Verdict, case, cases, classify, law
from sanctionslab.cases import Evidence
from sanctionslab.verdict import verdict_of
from sanctionslab.vocabulary import allows, spans_of

DAY = timedelta(days=1)
GIFT = Case(
    on="2024-02-18",
    direction="to_dprk",
    conduct="transfer",
    item="luxury_automobile",
    mode="gift",
    personal_use=True,
)
LAWS = {
    "whole": law(),
    "without 2397": law().without(2397),
    "without 1718": law().without(1718),
    "without 2397:7": law().without("2397:7"),
    "only 1718 and 2375": law().only(1718, 2375),
    "as of 2016": law().as_of("2016-12-31"),
    "none": law().only(),
}
laws = st.sampled_from(list(LAWS)).map(LAWS.get)
few = settings(max_examples=25)


@st.composite
def some_cases(draw, known=1):
    return Case(**draw(gappy_cases(known)))


def goes_neither_way(given):
    """Whether goods would be passed on, from hand to hand or ship to ship, in no direction."""
    passed_on = given.get("conduct") in ("transfer", "ship_to_ship")
    return passed_on and given.get("direction") == "none"


def verdict_after(one, some_law, changes):
    """The verdict after some (fact, value) or (resolution, None) changes; None where the facts
    would contradict each other.
    """
    facts = {name: value for name, value in changes if value is not None}
    if "item" in facts and one.value("item") is not UNKNOWN:
        facts.setdefault("hs", None)  # another thing brings its own code
    off = [name for name, value in changes if value is None]
    try:
        changed = one.but(**facts)
    except KitError:
        return None
    if {"conduct", "direction"} & facts.keys() and goes_neither_way(changed.given):
        return None
    return classify(changed, some_law.without(*off) if off else some_law).verdict


def parts(changes):
    """Every part of a set of changes that is not the whole."""
    return [part for size in range(1, len(changes)) for part in combinations(changes, size)]


def pairs(changes):
    return tuple((change.name, change.value) for change in changes)


# flips


def check_flips(one, some_law, found):
    """Every flip flips, no part of it does, and each other value of a change does the same."""
    before = classify(one, some_law).verdict
    for flip in found:
        changes = pairs(flip.changes)
        assert len({name for name, _ in changes}) == len(changes) in (1, 2)
        assert classify(flip.case, flip.law).verdict is flip.verdict is not before
        assert verdict_after(one, some_law, changes) is flip.verdict
        for part in parts(changes):
            assert verdict_after(one, some_law, part) in (before, None), (flip, part)
        for place, change in enumerate(flip.changes):
            assert change.value not in change.others and len(set(change.others)) == len(
                change.others
            )
            for other in change.others:
                swapped = (*changes[:place], (change.name, other), *changes[place + 1 :])
                assert verdict_after(one, some_law, swapped) is flip.verdict, (flip, other)
                for part in parts(swapped):
                    assert verdict_after(one, some_law, part) in (before, None), (flip, other, part)


@few
@given(some_cases(), laws)
@example(
    Case(on="2018-01-01", direction=UNKNOWN, conduct="transfer", hs=UNKNOWN), law()
)  # ores of one kind have several codes, of another one
@example(
    Case(on="2020-08-29", conduct="transfer", unit_value_usd=UNKNOWN, control_listed="no"),
    law().without(1718),
)  # codes that are alike as long as nobody says that it is a part of an aircraft
def test_every_flip_turns_the_verdict_and_no_part_of_it_does(one, some_law):
    check_flips(one, some_law, sl.flips(one, some_law))


@pytest.mark.parametrize("key", list(cases()))
def test_every_flip_of_a_named_case_turns_its_verdict(key):
    check_flips(case(key), law(), sl.flips(case(key)))


HOW = (
    "now barred by",
    "now barred by one of",
    "lifted by",
    "open under",
    "no longer barred by",
    "no longer in doubt under",
)


@few
@given(some_cases(), laws)
def test_a_flip_says_which_paragraphs_turn_the_verdict(one, some_law):
    for flip in sl.flips(one, some_law):
        after = classify(flip.case, flip.law)
        how = flip.how.removeprefix("beyond this vocabulary, ")
        assert how in HOW
        if how != flip.how:  # what is left open is only what no tests can say
            assert all(ground.measure.is_untested for ground in after.possible)
        assert flip.because and len(set(flip.because)) == len(flip.because)
        if how in ("now barred by", "now barred by one of"):
            assert set(flip.because) <= {g.id for g in after.grounds}
        if how == "open under":
            assert set(flip.because) <= {g.id for g in after.possible}
        if how in ("no longer barred by", "no longer in doubt under"):
            before = classify(one, some_law)
            assert set(flip.because) <= {g.id for g in (*before.grounds, *before.possible)}
        told, more = ", ".join(flip.because[:12]), len(flip.because) - 12
        told += f" and {more} more" if more > 0 else ""
        assert str(flip).endswith(f"-> {flip.verdict} ({flip.how} {told})")


def names_of(flips):
    return {
        (frozenset(change.name for change in flip.changes), str(flip.verdict)) for flip in flips
    }


def test_what_turns_the_verdict_on_the_gift():
    flips = sl.flips(GIFT)
    alone = {names for names, verdict in names_of(flips) if len(names) == 1}
    by_law = {names for names, _ in names_of(flips) if all(name.isdecimal() for name in names)}
    assert frozenset({"committee_approval"}) in alone
    assert not alone & by_law  # two grounds that do not need each other
    assert {frozenset({"2094", "2397"}), frozenset({"1718", "2397"})} == by_law
    assert (frozenset({"1718", "2397"}), "not prohibited") in names_of(flips)
    assert (frozenset({"2094", "2397"}), "undetermined") in names_of(
        flips
    )  # then the supplier's own luxury list decides
    assert (frozenset({"2397", "diplomatic_mission_use"}), "not prohibited") in names_of(
        flips
    )  # 1874:21 lifts the luxury ban alone
    assert not {"mode", "personal_use"} & {name for names, _ in names_of(flips) for name in names}
    approved = flips[0]
    assert [str(c) for c in approved.changes] == ["Committee approved: yes"]
    assert (approved.how, approved.because) == (
        "lifted by",
        ("2321:46", "2371:26", "2375:26", "2397:25"),
    )
    assert [len(flip.changes) for flip in flips] == sorted(len(flip.changes) for flip in flips)


def test_a_flip_keeps_the_evidence_for_what_it_leaves_as_it_is():
    gift = case("aurus-2024-02")
    for flip in sl.flips(gift):
        assert flip.case.title == gift.title
        assert flip.case.evidence.keys() == {
            n for n in gift.evidence if flip.case.given.get(n) == gift.given[n]
        }


def brute_force(one, some_law, size):
    """The names and the verdict of every smallest set of changes, tried one by one."""
    rulebook = some_law.rulebook
    singles = [(resolution.key, None) for resolution in some_law.resolutions if resolution.adopted]
    singles += [
        (name, value)
        for name in sl.facts()
        for value in values_of(name)
        if value != one.given.get(name)
    ]

    def outcome(changes):
        facts = {**one.given, **{name: value for name, value in changes if value is not None}}
        names = {name for name, _ in changes}
        if "item" in names and "hs" not in names and one.value("item") is not UNKNOWN:
            facts.pop("hs", None)
        thing, code = facts.get("item", UNKNOWN), facts.get("hs", UNKNOWN)
        if UNKNOWN not in (thing, code) and not ORACLE.stand_together(thing, code):
            return before
        if names & {"conduct", "direction"} and goes_neither_way(facts):
            return before
        left_out = frozenset(name for name, value in changes if value is None)
        return verdict_of(rulebook.end_of(facts, left_out))

    before, found, quiet = classify(one, some_law).verdict, set(), []
    for change in singles:
        verdict = outcome([change])
        if verdict is before:
            quiet.append(change)
        else:
            found.add((frozenset([change[0]]), str(verdict)))
    for pair in combinations(quiet, size) if size == 2 else ():
        if pair[0][0] != pair[1][0] and (verdict := outcome(pair)) is not before:
            found.add((frozenset(name for name, _ in pair), str(verdict)))
    return found


@pytest.mark.parametrize("key", list(cases()))
def test_no_single_change_that_turns_the_verdict_is_missed(key):
    assert names_of(sl.flips(case(key), size=1)) == brute_force(case(key), law(), 1)


def test_flips_say_that_the_search_was_cut():
    every = sl.flips(GIFT)
    assert every.cut and "The search was cut" in repr(
        every
    )  # sets of three and more are not looked for
    some = sl.flips(GIFT, budget=5)
    assert some.cut and names_of(some) < names_of(every)
    assert names_of(sl.flips(GIFT, size=1)) == {
        (names, verdict) for names, verdict in names_of(every) if len(names) == 1
    }
    nothing = sl.flips(GIFT, LAWS["none"])
    assert not nothing and "no set of up to 2 changes turns it" in repr(nothing)


@pytest.mark.parametrize(
    "arguments", [{"size": 0}, {"size": "2"}, {"size": True}, {"budget": 0}], ids=str
)
@pytest.mark.parametrize("function", [sl.flips, sl.deciders], ids=lambda f: f.__name__)
def test_a_limit_that_is_none_is_refused(function, arguments):
    with pytest.raises(KitError, match="whole number"):
        function(GIFT, **arguments)


# deciders


@few
@given(some_cases(), laws)
@example(
    Case(on="2017-12-22", direction="to_dprk", conduct=UNKNOWN, item=UNKNOWN), law()
)  # a code tells which things it may be
def test_every_answer_settles_the_case_and_no_part_of_it_does(one, some_law):
    finding = classify(one, some_law)
    for decider in sl.deciders(one, some_law, size=2):
        assert decider.facts <= finding.hinges_on and 0 < decider.settles <= 1
        for answer, verdict in decider.answers:
            assert {
                change.name for change in answer
            } == decider.facts and verdict is not Verdict.UNDETERMINED
            assert verdict_after(one, some_law, pairs(answer)) is verdict
            for part in parts(answer):
                assert verdict_after(one, some_law, pairs(part)) is Verdict.UNDETERMINED
            for place, change in enumerate(answer):
                for other in change.others:
                    swapped = (
                        *pairs(answer)[:place],
                        (change.name, other),
                        *pairs(answer)[place + 1 :],
                    )
                    assert verdict_after(one, some_law, swapped) is verdict, (answer, other)


@given(some_cases(), laws)
def test_only_an_open_case_has_deciders(one, some_law):
    finding = classify(one, some_law)
    assume(len(finding.hinges_on) <= 3)
    found = sl.deciders(one, some_law)
    assert bool(found) == (finding.verdict is Verdict.UNDETERMINED) == bool(finding.hinges_on)
    assert not found.cut
    assert [len(d.facts) for d in found] == sorted(len(d.facts) for d in found)
    if not found:
        assert "the verdict is settled" in repr(found)


@st.composite
def nearly_settled(draw):
    """A law and a case that hinges on up to three facts, none of them a day, a thing or a code."""
    some_law, one = draw(laws), draw(some_cases())
    many = {"on", "contract_date", "item", "hs"}  # facts with too many values to try them all
    while len(open_facts := sorted(classify(one, some_law).hinges_on)) > 3 or many & set(
        open_facts
    ):
        name = draw(st.sampled_from(sorted(many & set(open_facts)) or open_facts))
        fitting = values(name).filter(functools.partial(fits, one, name))
        one = one.but(**{name: draw(fitting)})
    return one, some_law


def fits(one, name, value):
    try:
        return bool(one.but(**{name: value}))
    except KitError:
        return False


@given(nearly_settled())
@example(
    (
        Case(on="2006-10-14", item="luxury_automobile", national_luxury="yes"),
        law(),
    )
)  # out of the DPRK and nowhere are alike, but goods that are passed on do not go nowhere
def test_deciders_are_those_that_brute_force_finds(both):
    one, some_law = both
    open_facts = sorted(classify(one, some_law).hinges_on)
    found = {decider.facts: decider for decider in sl.deciders(one, some_law)}
    settling = set()
    for size in range(1, len(open_facts) + 1):
        for names in combinations(open_facts, size):
            settled, minimal, total = 0, {}, 0
            for combination in product(*map(values_of, names)):
                answer = tuple(zip(names, combination, strict=True))
                verdict = verdict_after(one, some_law, answer)
                total += verdict is not None
                if any(set(part) in settling for part in map(frozenset, parts(answer))):
                    settled += verdict is not None
                elif verdict not in (Verdict.UNDETERMINED, None):
                    settled += 1
                    minimal[answer] = verdict
            settling |= {frozenset(answer) for answer in minimal}
            decider = found.get(frozenset(names))
            assert bool(minimal) == (decider is not None)
            if decider:
                assert (settled == total) == (decider.settles == 1)
                told = {
                    tuple(sorted(zip([c.name for c in answer], combination, strict=True))): verdict
                    for answer, verdict in decider.answers
                    for combination in product(*((c.value, *c.others) for c in answer))
                }
                assert {
                    answer: verdict
                    for answer, verdict in minimal.items()
                    if "unit_value_usd" not in names
                } == {
                    answer: verdict
                    for answer, verdict in told.items()
                    if "unit_value_usd" not in names
                }


def values_of(name):
    """Values of a fact that between them stand for all: what the law can tell apart."""
    described = sl.facts()[name]
    if described.type == "choice":
        return list(described.values)
    if described.type == "yes/no":
        return [Truth.NO, Truth.YES]
    return {
        "number": ORACLE.turning_numbers,
        "date": ORACLE.turning_days,
        "item": [*ORACLE.items, OTHER],
        "hs": CODES,
    }[described.type]


def _telling_codes():
    """HS codes, one for each way in which the law and the list of things treat them."""
    codes = {
        *ORACLE.codes,
        *(
            own.ljust(6, digit)
            for row in ORACLE.items.values()
            for own in row["codes"]
            for digit in "09"
        ),
    }
    alike = {
        (
            *(under(ranges, code) for ranges in ORACLE._hs_tests),
            *(ORACLE.fits(row, code) for row in ORACLE.items.values()),
        ): code
        for code in sorted(codes, reverse=True)
    }
    return sorted(alike.values())


CODES = _telling_codes()


def test_what_would_settle_the_tea_set():
    tea = case("tea-set-2024-06")
    found = sl.deciders(tea)
    assert [sorted(d.facts) for d in found] == [
        ["unit_value_usd"],
        ["national_luxury"],
        ["national_luxury", "unit_value_usd"],
    ]
    assert [str(d) for d in found] == [
        "Value of one (USD): above 100 -> prohibited",  # annex IV of 2321
        "On the supplier's luxury list: yes -> prohibited",  # 1718 leaves it to the State
        "Value of one (USD): up to 100 and On the supplier's luxury list: no -> not prohibited",
    ]
    assert found[2].settles == 1 and not found.cut
    assert sl.deciders(tea, size=1).cut


def test_an_unknown_day_is_asked_for():
    found = sl.deciders(GIFT.but(on=UNKNOWN))
    assert "on" in found[0].facts
    early, late = (
        verdict
        for day in ("2005-01-01", "2018-01-01")
        for verdict in [classify(GIFT.but(on=day)).verdict]
    )
    assert {early, late} == {verdict for answer, verdict in found[0].answers}


# over time


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


# whom to believe: distrust, trust_only, robust


def _chains():
    """For each row of evidence, who told whom, first speaker first."""
    found = {}
    for name, columns in (
        ("claims.csv", ("chain", "corroborated_by")),
        ("events.csv", ("asserted_by",)),
        ("news.csv", ("asserted_by",)),
    ):
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[row["id"]] = [
                    [link.strip() for link in chain.split(">")]
                    for column in columns
                    for chain in row[column].split(";")
                    if chain.strip()
                ]
    return found


CHAINS = _chains()
SPEAKERS = sorted({link for chains in CHAINS.values() for chain in chains for link in chain})


@st.composite
def told_cases(draw, rows=tuple(CHAINS)):
    """A case of which some facts rest on rows, drawn at random, and others are definitions."""
    facts = draw(gappy_cases(known=2))
    behind = {
        name: draw(st.lists(st.sampled_from(rows), max_size=2, unique=True))
        for name in facts
        if draw(st.booleans())
    }
    return Case(**facts, evidence={name: Evidence(tuple(ids)) for name, ids in behind.items()})


told = st.sampled_from(list(cases().values())) | told_cases()
sources = st.lists(st.sampled_from(SPEAKERS), max_size=4, unique=True)


def standing(one, original=None):
    """The facts that are known; of a case with an original, those that are as they were there."""
    return {
        name
        for name, value in one.given.items()
        if value is not UNKNOWN and (original is None or value == original.given[name])
    }


def believed(one, holds):
    """The facts of a case that stand if only chains that hold count."""
    return {
        name
        for name in standing(one)
        if name not in one.evidence
        or not one.evidence[name].rows
        or any(holds(chain) for row in one.evidence[name].rows for chain in CHAINS[row])
    }


@given(told, st.data())
def test_a_fact_stands_while_one_chain_has_no_distrusted_link(one, data):
    doubted = data.draw(
        st.lists(st.sampled_from(sl.sources_of(one) or SPEAKERS), max_size=4, unique=True) | sources
    )
    after = sl.distrust(one, *doubted)
    left = believed(one, lambda chain: not set(chain) & set(doubted))
    assert standing(after, one) == left
    assert all(after.given[name] == one.given[name] for name in left)
    assert all(after.evidence[name] == one.evidence[name] for name in left & one.evidence.keys())
    for name in standing(one) - left:
        if name != "on":
            assert name not in after.given and after.value(name) == Case(**dict(after.given)).value(
                name
            )


@given(told, st.data())
def test_trust_only_counts_the_first_speaker(one, data):
    trusted = data.draw(
        st.lists(st.sampled_from(sl.sources_of(one) or SPEAKERS), max_size=4, unique=True) | sources
    )
    assert standing(sl.trust_only(one, *trusted), one) == believed(
        one, lambda chain: chain[0] in trusted
    )


@given(told)
def test_to_distrust_nobody_changes_nothing_and_to_trust_nobody_leaves_what_is_defined(one):
    assert sl.distrust(one) == one and sl.distrust(one).evidence == one.evidence
    assert standing(sl.trust_only(one), one) == {
        name for name in standing(one) if name not in one.evidence or not one.evidence[name].rows
    }
    assert sl.distrust(one, *sl.sources_of(one)) == sl.trust_only(one)
    others = [key for key in SPEAKERS if key not in sl.sources_of(one)]
    assert sl.distrust(one, *others) == one


@given(told, sources, sources)
def test_more_distrust_leaves_fewer_facts_and_more_trust_leaves_more(one, some, more):
    both = standing(sl.distrust(one, *some, *more), one)
    assert both <= standing(sl.distrust(one, *some), one) & standing(sl.distrust(one, *more), one)
    either = standing(sl.trust_only(one, *some), one) | standing(sl.trust_only(one, *more), one)
    assert standing(sl.trust_only(one, *some, *more), one) == either


@given(told)
def test_sources_of_a_case_are_the_links_behind_its_facts(one):
    assert sl.sources_of(one) == tuple(
        sorted(
            {
                link
                for known in one.evidence.values()
                for row in known.rows
                for chain in CHAINS[row]
                for link in chain
            }
        )
    )


@pytest.mark.parametrize("function", [sl.distrust, sl.trust_only], ids=lambda f: f.__name__)
def test_a_source_that_is_none_is_refused(function):
    with pytest.raises(KitError, match='Did you mean "kremlin"') as error:
        function(case("aurus-2024-02"), "kcna", "kremln")
    assert error.value.value == "kremln" and "kremlin" in error.value.allowed
    with pytest.raises(KitError, match="is no source"):
        function(case("aurus-2024-02"), ["kremlin"])
    with pytest.raises(KitError, match="needs a Case"):
        function("aurus-2024-02", "kremlin")


def test_without_the_kremlin_the_make_falls_and_the_verdict_stands():
    doubted = sl.distrust(case("aurus-2024-02"), "kremlin")
    assert doubted.value("item") is UNKNOWN and doubted.value("hs") == "8703"
    assert [g.id for g in classify(doubted).grounds] == ["2397:7"]
    gift = case("aurus-2024-02")
    assert standing(sl.trust_only(gift, "kcna", "rodong")) == standing(gift) - {"item"}


def test_the_date_of_a_report_bounds_what_it_reports():
    gift = case("aurus-2024-02")
    moscow = sl.trust_only(gift, "kremlin")
    assert moscow.value("on") == sl.Case(on="2018-05-07/2024-02-20").value("on")
    assert [g.id for g in classify(moscow).grounds] == ["2094:23", "2397:7"]
    # Nobody tells of the act: nothing bounds the day from above.
    assert sl.trust_only(gift).value("on") is UNKNOWN
    # The make falls with the Kremlin, and with it the day of the first Aurus.
    assert sl.distrust(gift, "kcna", "rodong", "kremlin").value("on") is UNKNOWN
    told = Case(
        on="2024-05-03",
        conduct="transfer",
        evidence={
            "on": Evidence(("KH-10",), "2024-05-04"),
            "conduct": Evidence(("KH-03",), "2024-05-04 evening"),
        },
    )
    assert sl.distrust(told, "rodong", "kcna").value("on") == Case(on="/2024-05-04").value("on")
    assert told.as_known("2024-05-03").value("on") is UNKNOWN


@pytest.mark.parametrize("key", list(cases()))
def test_no_act_was_public_before_it_had_happened(key):
    on, bounds = case(key).value("on"), case(key).without("on").value("on")
    first = on if on is UNKNOWN else spans_of(on)[0].first
    assert on is UNKNOWN or allows(bounds, first)


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


# compare


@given(some_cases(), some_cases(), laws, laws)
def test_a_comparison_is_symmetric_and_complete(one, other, law_one, law_other):
    a, b = classify(one, law_one), classify(other, law_other)
    there, back = sl.compare(a, b), sl.compare(b, a)
    assert there.facts == {
        name: (one.value(name), other.value(name))
        for name in sl.facts()
        if one.value(name) != other.value(name)
    }
    assert back.facts == {name: (after, before) for name, (before, after) in there.facts.items()}
    assert (set(there.law["without"]), set(there.law["with"]), set(there.law["changed"])) == (
        set(back.law["with"]),
        set(back.law["without"]),
        set(back.law["changed"]),
    )
    assert (there.law == {"without": (), "with": (), "changed": ()}) == (law_one == law_other)
    assert (
        set(there.grounds["lost"]),
        set(there.grounds["gained"]),
        set(there.grounds["kept"]),
    ) == (set(back.grounds["gained"]), set(back.grounds["lost"]), set(back.grounds["kept"]))
    assert {*there.grounds["lost"], *there.grounds["kept"]} == {g.id for g in a.grounds}
    assert {*there.grounds["gained"], *there.grounds["kept"]} == {g.id for g in b.grounds}
    first = (
        f"holds: {b.verdict}."
        if a.verdict is b.verdict
        else f"moves from {a.verdict} to {b.verdict}."
    )
    assert there.lines[0] == f"The verdict {first}" and all(
        line.endswith(".") for line in there.lines
    )
    assert repr(there) == "\n".join(there.lines) and there._repr_html_().count("<li>") == len(
        there.lines
    )
    assert len([line for line in there.lines if " -> " in line]) == len(there.facts)


@given(some_cases(), laws)
def test_nothing_differs_from_itself(one, some_law):
    same = sl.compare(classify(one, some_law), classify(one, some_law))
    assert (
        not same.facts
        and not any(same.law.values())
        and not same.grounds["lost"]
        and not same.grounds["gained"]
    )
    assert sl.compare(one, one).lines[0] == f"The verdict holds: {classify(one).verdict}."


def test_a_comparison_tells_what_changed_in_the_law():
    whole = classify(GIFT)
    for some_law, line in (
        (law().without(2397), "Resolution 2397 is left out."),
        (law().without("2397:7"), "Paragraph 2397:7 is left out."),
        (law().changed("2397:7", title="another"), "Paragraph 2397:7 is changed."),
    ):
        assert line in sl.compare(whole, classify(GIFT, some_law)).lines
    assert (
        "Resolution 2397 is added." in sl.compare(classify(GIFT, law().without(2397)), whole).lines
    )
    assert (
        "Lifted by: 2321:46, 2371:26, 2375:26, 2397:25."
        in sl.compare(GIFT, GIFT.but(committee_approval=True)).lines
    )
    assert (
        "Now it hinges on: Committee approved."
        in sl.compare(GIFT, GIFT.but(committee_approval=UNKNOWN)).lines
    )
    for wrong in ("aurus-2024-02", sl.flips(GIFT)[0]):
        with pytest.raises(KitError, match="needs a Case"):
            sl.compare(GIFT, wrong)


# nothing is changed by asking

ASKED = {
    "flips": lambda one, some_law: sl.flips(one, some_law),
    "deciders": lambda one, some_law: sl.deciders(one, some_law, size=2),
    "over_time": lambda one, some_law: sl.over_time(one, some_law),
    "robust": lambda one, some_law: sl.robust(one, some_law),
    "distrust": lambda one, some_law: sl.distrust(one, *sl.sources_of(one)[:2]),
    "sources_of": lambda one, some_law: sl.sources_of(one),
    "compare": lambda one, some_law: sl.compare(classify(one), classify(one, some_law)).lines,
}


@few
@given(st.sampled_from(list(cases().values())) | some_cases(), laws, st.sampled_from(list(ASKED)))
def test_asking_twice_gives_the_same_and_changes_no_argument(one, some_law, name):
    facts, evidence, measures = dict(one.given), dict(one.evidence), some_law.measures
    first = ASKED[name](one, some_law)
    assert (dict(one.given), dict(one.evidence), some_law.measures) == (facts, evidence, measures)
    fresh = Case(key=one.key, title=one.title, note=one.note, evidence=evidence, **facts)
    assert ASKED[name](fresh, type(some_law)(some_law.resolutions, some_law.removed)) == first


@pytest.mark.parametrize("name", [name for name in ASKED if name not in ("distrust", "sources_of")])
def test_what_is_no_case_or_no_law_is_refused(name):
    with pytest.raises(KitError, match="needs a Case"):
        ASKED[name]("aurus-2024-02", law())
    with pytest.raises(KitError, match="needs a Law"):
        ASKED[name](GIFT, 2397)
