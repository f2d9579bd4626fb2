"""flips(): what is told must hold when it is done, and what is left out must not."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from changed import (
    GIFT,
    LAWS,
    few,
    goes_neither_way,
    laws,
    pairs,
    parts,
    some_cases,
    values_of,
    verdict_after,
)
from hypothesis import example, given
from oracle import ORACLE

import sanctionslab as sl
from sanctionslab import UNKNOWN, Case, KitError, case, cases, classify, law
from sanctionslab.verdict import verdict_of
from sanctionslab.vocabulary import members


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


@pytest.mark.slow
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


@pytest.mark.slow
@few
@given(some_cases(), laws)
def test_a_flip_says_which_paragraphs_turn_the_verdict(one, some_law):
    before = classify(one, some_law)
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
            assert set(flip.because) <= {g.id for g in (*before.grounds, *before.possible)}
        told, more = ", ".join(flip.because[:12]), len(flip.because) - 12
        told += f" and {more} more" if more > 0 else ""
        assert str(flip).endswith(f"-> {flip.verdict} ({flip.how} {told})")


ACT = {"direction": "none", "conduct": "other"}  # what no paragraph's tests ask for
UNTESTED = "1718:12, 1874:26, 2397:28"


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (GIFT, "Committee approved: yes -> not prohibited (lifted by 2321:46, 2371:26,"),
        (GIFT, "Date: 6 March 2013 -> undetermined (no longer barred by 2094:23, 2397:7)"),
        (
            GIFT,  # 2397:22 does it no harm, or does: a reading, so 2397:7 is open still
            "For a foreign mission in the DPRK: yes -> undetermined (no longer barred by 2094:23)",
        ),
        (
            Case(on="2018-06-01", conduct="transfer", hs="8418"),
            "Date: 21 December 2017 -> undetermined (no longer barred by 2397:6, 2397:7)",
        ),
        (
            case("horses-2022-11"),
            "For a foreign mission in the DPRK: yes -> not prohibited (lifted by 1874:21)",
        ),
        (
            case("horses-2022-11"),
            "Direction: out of the DPRK -> not prohibited (no longer barred by 1718:8(a)(iii))",
        ),
        (
            Case(on="2023-11-21", direction="none", conduct="display"),
            "something was used; of a ship: it was run (or 20 others) -> undetermined (open under",
        ),
        (
            Case(on="2005-11-21", **ACT),
            "14 October 2006 -> undetermined (beyond this vocabulary, open under 1718:12)",
        ),
        (
            Case(on="2023-11-21", **ACT),
            f"vocabulary: no -> not prohibited (no longer in doubt under {UNTESTED})",
        ),
        (
            Case(on="2023-11-21", **ACT),
            f"vocabulary: yes -> prohibited (now barred by one of {UNTESTED})",
        ),
        (
            Case(on="2023-11-21", **ACT),
            "or cooperative entity (or 10 others) -> prohibited (now barred by 2375:18)",
        ),
        (
            Case(on="2023-11-21", unsaid="yes", **ACT),
            f"vocabulary: no -> not prohibited (no longer barred by {UNTESTED})",
        ),
        (
            Case(on="2023-11-21", unsaid="yes", **ACT),
            f"yes -> undetermined (beyond this vocabulary, no longer barred by {UNTESTED})",
        ),
    ],
)
def test_a_flip_tells_how_the_verdict_turned(one, told):
    assert [flip for flip in map(str, sl.flips(one, size=1)) if told in flip]


def test_of_many_paragraphs_twelve_are_named_and_the_rest_counted():
    flip = sl.flips(GIFT, size=1)[0]
    for count, end in ((12, "2397:11)"), (13, "2397:11 and 1 more)"), (15, "11 and 3 more)")):
        because = tuple(f"2397:{number}" for number in range(count))
        assert str(replace(flip, because=because)).endswith(end)


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
    # 1874:21 lifts the luxury ban; whether 2397:22 lifts the other is a reading
    assert (frozenset({"diplomatic_mission_use"}), "undetermined") in names_of(flips)
    assert not {"mode", "personal_use"} & {name for names, _ in names_of(flips) for name in names}
    [moved] = [
        flip
        for flip in flips
        if [change.name for change in flip.changes] == ["on", "item"]
        and flip.verdict == "not prohibited"
    ]
    assert all(change.others for change in moved.changes)  # other days, and other things
    approved = flips[0]
    assert [str(c) for c in approved.changes] == ["Committee approved: yes"]
    assert (approved.how, approved.because) == (
        "lifted by",
        ("2321:46", "2371:26", "2375:26", "2397:25"),
    )
    assert [len(flip.changes) for flip in flips] == sorted(len(flip.changes) for flip in flips)


def test_what_the_committee_may_grant_comes_first_then_the_law_then_the_facts():
    car = Case(on="2024-05-01", direction="to_dprk", conduct="transfer", item="passenger_car")
    first = [flip.changes[0].name for flip in sl.flips(car, size=1)]
    assert first[:3] == ["committee_approval", "2397", "on"]


def days_that_flip(one, some_law=None):
    """The days to which the date could move, each with the verdict there."""
    moves = [(flip, flip.changes[0]) for flip in sl.flips(one, some_law, size=1)]
    return {
        (str(day), str(flip.verdict))
        for flip, change in moves
        if change.name == "on"
        for day in (change.value, *change.others)
    }


@pytest.mark.parametrize(
    ("on", "also"),
    [
        ("2006-09-15", set()),
        # It may have been before the law or under it, under it or after it: either is a flip too.
        ("2006-07-10/2006-09-15", {"2006-07-15", "2006-10-13"}),
        ("2006-08-01/2006-10-20", {"2006-07-15", "2006-10-13"}),
    ],
)
def test_of_a_law_that_ended_the_nearest_day_on_either_side_flips_the_verdict(on, also):
    missile = Case(
        on=on,
        direction="from_dprk",
        conduct="transfer",
        item="ballistic_missile",
        reading_1695_force="binds",
    )
    assert days_that_flip(missile, law().only(1695)) == {
        ("2006-07-14", "not prohibited"),  # the day before it was adopted
        ("2006-10-14", "not prohibited"),  # 1718 took its place
        *((day, "prohibited") for day in also),
    }


def test_a_window_for_old_contracts_shuts_on_the_day_after_its_last():
    ore = Case(
        on="2017-08-20",
        direction="from_dprk",
        conduct="transfer",
        item="iron_ore",
        contract_date="2017-07-01",
        notified="yes",
    )
    assert classify(ore).verdict == "not prohibited"
    assert ("2017-09-05", "prohibited") in days_that_flip(ore)


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
        if UNKNOWN not in (thing, code) and not any(
            ORACLE.stand_together(*both) for both in product(members(thing), members(code))
        ):
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


def test_a_thing_that_the_given_code_forbids_says_that_the_code_goes():
    gift = sl.case("aurus-2024-02")  # it gives HS 8703
    by_thing = [flip for flip in sl.flips(gift, size=1) if flip.changes[0].name == "item"]
    assert by_thing
    for flip in by_thing:
        thing = flip.changes[0].value
        assert "and the given HS code goes" in str(flip)
        with pytest.raises(sl.KitError, match="8703"):
            gift.but(item=thing)
        assert sl.classify(gift.but(item=thing, hs=None)).verdict == flip.verdict
    assert not any("goes" in str(flip) for flip in sl.flips(gift.but(hs=None), size=1))
