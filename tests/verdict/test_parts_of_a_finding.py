"""Doors, answers, and what is out of time: held against what `classify` says of changed cases."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from oracle import gappy_cases, hazy_cases

import sanctionslab as sl
from sanctionslab import UNKNOWN, Case, KitError, classify, law
from sanctionslab.verdict import Behind
from sanctionslab.verdict.behind import behind
from sanctionslab.verdict.hinges import AnswerWords
from sanctionslab.vocabulary import facts

IN = {"direction": "to_dprk", "conduct": "transfer"}
OUT = {"direction": "from_dprk", "conduct": "transfer"}


def found(facts_):
    return classify(Case(**facts_))


# Doors


@settings(max_examples=80, deadline=None)
@given(gappy_cases())
def test_a_ground_has_no_open_door_and_what_is_lifted_has_one(facts_):
    finding = found(facts_)
    lifted = {ground.id for ground, _ in finding.lifted}
    for id_, doors in finding.doors.items():
        is_open = any(door.state == "open" for door in doors)
        assert is_open == (id_ in lifted), id_
        assert all(door.ground == id_ for door in doors)


def test_days_of_an_answer_are_told_from_the_first_to_the_last():
    car = found({"on": UNKNOWN, **IN, "item": "passenger_car"})
    [day] = [hinge for hinge in car.answers if hinge.fact == "on"]
    assert [outcome.words for outcome in day.outcomes] == [
        "from 22 December 2017 on",
        "before 14 October 2006",
        "from 14 October 2006 to 6 March 2013",
        "from 7 March 2013 to 21 December 2017",
    ]


@pytest.mark.parametrize(
    ("days", "told", "counted"),
    [
        ("2018-01", ["in January 2018"], [31]),
        ("2018-01-02/2018-03-09", ["between 2 January 2018 and 9 March 2018"], [67]),
        ("2017-12", ["up to 21 December 2017", "from 22 December 2017"], [21, 10]),
        ("2017-12-21/2017-12-22", ["on 21 December 2017", "on 22 December 2017"], [1, 1]),
        ("2017-12-21/", ["on 21 December 2017", "from 22 December 2017"], [1, None]),
        (
            "/2017-12-25",
            [
                "up to 6 March 2013",
                "from 7 March 2013 to 21 December 2017",
                "from 22 December 2017",
            ],
            [None, 1751, 4],
        ),
    ],
)
def test_days_of_a_span_are_told_from_one_turn_of_the_verdict_to_the_next(days, told, counted):
    car = classify(Case(on=days, item="passenger_car", national_luxury="no", **IN))
    assert [stretch.words for stretch in car.by_day] == told
    assert [stretch.days for stretch in car.by_day] == counted


@settings(max_examples=80, deadline=None)
@example({"on": date(2017, 9, 11), "conduct": "unknown"})  # the allowance began in October
@given(gappy_cases())
def test_the_steps_that_make_a_state_make_it(facts_):
    for door in (door for doors in found(facts_).doors.values() for door in doors):
        truths = {str(step.truth) for step in door.because}
        assert set(door.because) <= set(door.steps)
        if door.state == "could open" and door.first:  # it hangs on the day
            assert not truths and all(str(step.truth) == "yes" for step in door.steps)
            continue
        expected = {
            "open": {"yes"},
            "could open": {"unknown"},
            "shut": {"no"},
            "ended": {"no"},
            "not yet": set(),  # the paragraph was still to come
        }
        if door.state == "not yet" and door.because:  # or the window that it opens was
            day = door.because[0]
            assert truths == {"no"} and day.test.fact == "on" and day.value < door.first
            truths = set()
        assert truths == expected[door.state]
        assert (door.last is not None) == (door.state == "ended")
        assert (door.first is not None) == (door.state == "not yet")


@settings(max_examples=80, deadline=None)
@given(gappy_cases())
def test_whatever_could_lift_a_ground_is_a_door_of_it(facts_):
    """A door is left out only where it is for another thing, act, project or part."""
    finding = found(facts_)
    for ground in finding.grounds:
        ids = {door.id for door in finding.doors[ground.id]}
        exemptions = law().exemptions(ground.measure)
        for opening in finding.exceptions:
            if ground.id in opening.lifts and opening.id not in ids:
                named = [one for one in exemptions if one.by == opening.id]
                tests = {test.fact for one in named for some in one.when for test in some}
                assert any(facts()[name].particular for name in tests), opening.id


@settings(max_examples=60, deadline=None)
@given(gappy_cases())
def test_a_door_that_one_answer_shuts_is_not_shut_by_the_other(facts_):
    finding = found(facts_)

    @cache
    def doors_after(name, answer):
        return classify(finding.case.but(**{name: answer})).doors

    for id_, doors in finding.doors.items():
        for door in doors:
            (*others, step) = door.because or (None,)
            is_plain = door.state == "shut" and not others
            if not is_plain or facts()[step.test.fact].type != "yes/no":
                continue
            (wanted,) = step.test.wanted
            same = [
                one
                for one in doors_after(step.test.fact, wanted).get(id_, ())
                if (one.id, one.text) == (door.id, door.text)
            ]
            assert all(one.state in ("open", "could open") for one in same)


def test_a_refusal_shuts_a_door_whether_it_is_stated_or_not():
    car = Case(on="2024-05-01", item="passenger_car", **IN)
    presumed, stated = classify(car), classify(car.but(committee_approval="no"))
    for finding, is_presumed in ((presumed, True), (stated, False)):
        doors = [door for door in finding.doors["2397:7"] if door.id == "2397:25"]
        assert [door.state for door in doors] == ["shut"]
        assert [door.is_presumed for door in doors] == [is_presumed]
    unknown = classify(car.but(committee_approval=UNKNOWN))
    of_the_committee = (door for door in unknown.doors["2397:7"] if door.id != "2397:22")
    assert {door.state for door in of_the_committee} == {"could open"}


@pytest.mark.parametrize(
    ("day", "state", "first", "last"),
    [
        ("2017-12-10", "open", None, None),
        ("2017-12-11", "ended", None, date(2017, 12, 10)),
        ("2024-01-01", "ended", None, date(2017, 12, 10)),
    ],
)
def test_a_window_has_its_last_day(day, state, first, last):
    jackets = Case(on=day, item="textiles", contract_date="2017-08-01", notified="yes", **OUT)
    doors = [one for one in classify(jackets).doors["2375:16"] if "90 days" in one.granted_by]
    assert [(one.state, one.first, one.last) for one in doors] == [(state, first, last)]


@pytest.mark.parametrize(
    ("notified", "because"), [("yes", ["on"]), ("no", ["on", "notified"]), (None, ["on"])]
)
def test_a_window_is_closed_by_its_day_and_by_what_else_somebody_says(notified, because):
    jackets = Case(
        on="2017-12-11", item="textiles", contract_date="2017-08-01", notified=notified, **OUT
    )
    [door] = [one for one in classify(jackets).doors["2375:16"] if "90 days" in one.granted_by]
    assert [step.test.fact for step in door.because] == because


def test_a_window_has_the_day_on_which_it_opens_or_the_last_before_another_opened():
    allowed = {"within_cap": "yes", "notified": "yes", "livelihood": "yes"}
    fuel = Case(on="2017-09-20", item="refined_petroleum", **allowed, **IN)
    doors = [door for door in classify(fuel).doors["2375:14"] if door.id == "2375:14"]
    [door] = [door for door in doors if door.state == "not yet"]  # the cap began in October
    assert (door.first, door.last) == (date(2017, 10, 1), None)
    assert [step.test.fact for step in door.because] == ["on"]
    doors = classify(fuel.but(on="2017-10-05", notified="no")).doors["2375:14"]
    assert [door.last for door in doors if door.state == "ended"] == [date(2017, 9, 30)]


def test_a_window_on_days_that_reach_over_its_end_could_be_open():
    jackets = Case(on="2017-12", item="textiles", contract_date="2017-08-01", notified="yes", **OUT)
    doors = [one for one in classify(jackets).doors["2375:16"] if "90 days" in one.granted_by]
    assert [door.state for door in doors] == ["could open"]


def test_a_door_that_was_not_there_yet_has_its_first_day():
    gift = Case(on="2015-02-18", item="luxury_automobile", **IN)
    days = {door.id: door.first for door in classify(gift).doors["2094:23"] if door.first}
    assert days["2321:46"] == date(2016, 11, 30) and days["2397:25"] == date(2017, 12, 22)


@pytest.mark.parametrize(
    ("days", "coming"),
    [
        ("2015", ["2321:46", "2371:26", "2375:26", "2397:22", "2397:25"]),
        ("2015-02-18/2017-12-21", ["2397:22", "2397:25"]),
        ("2015-02-18/2017-12-22", []),
        ("2015-02-18/", []),
    ],
)
def test_a_door_is_not_there_yet_where_no_day_that_is_possible_has_it(days, coming):
    gift = classify(Case(on=days, item="luxury_automobile", **IN))
    doors = gift.doors["2094:23"]
    assert [door.id for door in doors if door.state == "not yet"] == coming


def test_a_power_that_has_run_out_is_no_door_and_one_that_begins_later_has_its_day():
    def doors(day, changed):
        car = Case(on=day, item="passenger_car", **IN)
        return {
            door.id: (door.state, door.first) for door in classify(car, changed).doors["2397:7"]
        }

    over = law().changed("2321:46", until=date(2018, 1, 1))
    assert "2321:46" not in doors("2024-05-01", over) and "2321:46" in doors("2017-12-31", over)
    later = law().changed("2397:25", from_=date(2018, 6, 1))
    assert doors("2018-05-31", later)["2397:25"] == ("not yet", date(2018, 6, 1))
    assert doors("2018-06-01", later)["2397:25"] == ("shut", None)


def test_a_door_of_a_ground_that_another_law_has_is_not_to_come_on_an_unknown_day():
    wagon = Case(on="2018-01-20", item="railway_wagon", rajin_transit="yes", **IN)
    [ground] = [one for one in classify(wagon).possible if one.id == "2397:7"]
    doors = classify(wagon.but(on=UNKNOWN), law().without("2397:7")).doors_of(ground)
    assert doors and "not yet" not in {door.state for door in doors}


def test_a_ground_of_another_law_leaves_the_doors_of_ones_own_as_they_are():
    part = {"on": "2024-02-18", "hs": "8803", "civil_aircraft_part": "yes", **IN}
    own = law().as_of("2024-12-30")
    other = law().changed("2397:7", unless=[])
    assert "2397:7" not in {one.by for one in own.exemptions(other.measure("2397:7"))}
    [ground] = [one for one in classify(Case(**part), other).grounds if one.id == "2397:7"]
    finding = classify(Case(**part), own)
    assert "2397:7" not in {door.id for door in finding.doors_of(ground)}
    assert finding.verdict == "undetermined"
    [ground] = [one for one in finding.lifted if one[0].id == "2397:7"]
    assert "2397:7" in {door.id for door in finding.doors_of(ground[0])}


def test_doors_for_other_things_stay_out():
    def texts(**facts_):
        finding = found(facts_)
        return " ".join(door.text for doors in finding.doors.values() for door in doors)

    aircraft, rajin = "Spare parts that keep", "Rajin"
    assert aircraft not in texts(on="2018-06-01", conduct="transfer", hs="8418")
    assert aircraft in texts(on="2018-06-01", item="aircraft_part", hs="8807", **IN)
    venture = {"on": "2018-06-01", "conduct": "joint_venture", "direction": "none"}
    assert rajin not in texts(**venture)
    assert rajin in texts(**venture, rajin_transit=UNKNOWN)
    assert rajin in texts(on="2024-05-01", item="coal", **OUT)  # a door that names the thing
    assert "Iron and iron ore under" not in texts(on="2017-08-20", item="coal", **OUT)
    assert "People whose return" not in texts(on="2024-05-01", item="bus", **IN)
    arms = texts(on="2012-05-01", direction="to_dprk", conduct="training", arms="heavy")
    assert "Small arms and light weapons of which" not in arms
    science = {"on": "2018-03-01", "conduct": "science", "direction": "none"}
    assert "Nuclear science" in texts(**science, field="nuclear")
    assert "Nuclear science" not in texts(**science, field="agriculture")


# Answers


@settings(max_examples=60, deadline=None)
@given(hazy_cases(known=3))
def test_each_answer_comes_to_what_it_says(facts_):
    finding = found(facts_)
    assume(0 < len(finding.answers) < 8)
    assert {hinge.fact for hinge in finding.answers} == finding.hinges_on
    for hinge in finding.answers:
        for outcome in hinge.outcomes:
            for value in outcome.values[:3]:
                try:
                    after = classify(finding.case.but(**{hinge.fact: value}))
                except KitError:
                    continue  # a heading that the thing does not have
                assert (after.verdict, after.hinges_on) == (outcome.verdict, outcome.needs)


def test_the_day_of_a_contract_that_is_unknown_may_be_on_either_side_of_a_limit():
    limits = {"iron_ore": ("2017-08-20", "5 August"), "textiles": ("2017-12-01", "11 September")}
    for thing, (day, limit) in limits.items():
        signed = Case(on=day, item=thing, notified="yes", contract_date=UNKNOWN, **OUT)
        [hinge] = classify(signed).answers
        assert [(one.words, str(one.verdict)) for one in hinge.outcomes] == [
            (f"from {limit} 2017 on", "prohibited"),
            (f"before {limit} 2017", "not prohibited"),
        ]


def test_of_several_short_codes_every_code_under_them_is_an_answer():
    goods = classify(Case(on="2018-06-01", hs="05 or 88", **IN))
    [code] = [hinge for hinge in goods.answers if hinge.fact == "hs"]
    assert [(one.words, str(one.verdict)) for one in code.outcomes] == [
        ("8800; 8802; or 8806", "prohibited"),
        ("8803; or 8807", "undetermined"),  # it may be a part of a listed aircraft
        ("0508; 0511; or 0500", "undetermined"),
    ]


def test_answers_are_named_and_the_rest_counted():
    acts = list(facts()["conduct"].values)[:6]
    for count, end in ((4, facts()["conduct"].words(acts[3])), (5, "another"), (6, "2 others")):
        words = AnswerWords("conduct", [acts[:count], ["other"]], ()).of(acts[:count])
        assert words.count("; ") >= min(count, 5) - 1 and words.endswith(end)
    first, middle, last = (date(2017, 9, day) for day in (4, 5, 6))
    days = AnswerWords("on", [[first, last], [middle]], ())
    assert days.of([middle]) == "on 5 September 2017"
    assert days.of([first, last]) == "before 5 September 2017 or from 6 September 2017 on"
    assert days.of([first, middle, last]) == "whatever the answer"
    four = acts[:4]  # the last group, and still short enough to be named
    words = AnswerWords("conduct", [["other"], four], ()).of(four)
    assert words.endswith(facts()["conduct"].words(acts[3]))
    five = acts[:5]
    assert AnswerWords("conduct", [["other"], five], ()).of(five) == "anything else"


def test_a_ground_has_the_tests_that_are_met_and_an_opening_what_it_waits_for():
    [ground] = classify(sl.case("horses-2022-11")).possible
    luxury = "1718:8(a)(iii) Luxury goods to the DPRK"
    assert repr(ground) == f"<{luxury}, needs national_luxury>"
    assert {step.test.fact for step in ground.tests} == {"direction", "conduct"}
    assert ground.needs == {"national_luxury"} < {step.test.fact for step in ground.steps}
    car = classify(Case(on="2024-05-01", item="passenger_car", **IN))
    needs = {one.id: one.needs for one in car.exceptions}
    committee = "by the Committee, in advance, case by case"
    assert repr(car.exceptions[0]) == f"<2321:46 {committee}, lifts 2397:7>"
    assert repr(car.grounds) == "(<2397:7 Machinery, vehicles and metals to the DPRK>,)"
    assert "<Door 2397:22 of 2397:7: shut>" in map(repr, car.doors["2397:7"])
    assert needs["2397:25"] == {"committee_approval"}
    assert needs["2397:22"] == {"diplomatic_mission_use", "reading_2397_missions"}


def test_a_case_that_counts_neither_among_the_ways_is_told_what_it_comes_to():
    ways = sl.one_of("to_dprk", "from_dprk", "none")
    fridge = found({"on": "2018-06-01", "conduct": "transfer", "hs": "8418", "direction": ways})
    [hinge] = fridge.answers
    assert [(one.words, str(one.verdict)) for one in hinge.outcomes] == [
        ("into the DPRK; or out of the DPRK", "prohibited"),
        ("neither", "not prohibited"),
    ]
    shown = classify(fridge.case.but(conduct="transfer or display"))
    [way] = [hinge for hinge in shown.answers if hinge.fact == "direction"]
    assert [(one.words, str(one.verdict)) for one in way.outcomes] == [
        ("neither", "not prohibited"),
        ("into the DPRK; or out of the DPRK", "undetermined"),
    ]


def test_a_code_that_leaves_one_of_several_things_settles_what_is_asked_of_it():
    """A rug as dear as this is barred by name, a statue by none of its codes but those of metal."""
    goods = Case(
        on="2018-06-01",
        item="statue or rug",
        hs=UNKNOWN,
        unit_value_usd=1000,
        national_luxury="no",
        **IN,
    )
    [code] = [hinge for hinge in classify(goods).answers if hinge.fact == "hs"]
    verdicts = {value: one.verdict for one in code.outcomes for value in one.values}
    assert verdicts["5702"] == verdicts["8306"] == "prohibited"
    assert verdicts["9703"] == "not prohibited"


def test_goods_that_are_said_to_go_neither_way_are_asked_about_as_others_are():
    """As if heavy arms were barred whichever way they go."""
    anywhere = law().changed("1718:8(a)(i)", when={"conduct": "transfer", "arms": "heavy"})
    goods = classify(Case(on="2010-06-01", direction="none", conduct="transfer"), anywhere)
    answers = {hinge.fact: hinge for hinge in goods.answers}
    assert [one.words for one in answers["arms"].bars] == [facts()["arms"].words("heavy")]


@settings(max_examples=40, deadline=None)
@given(gappy_cases(known=3))
def test_what_settles_most_is_asked_first(facts_):
    shares = [hinge.settles for hinge in found(facts_).answers]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("key", ["tea-set-2024-06", "horses-2022-11", "busts-2024-06"])
def test_the_first_question_is_the_best_decider(key):
    case = sl.case(key)
    assert sl.deciders(case, size=1)[0].facts == {classify(case).answers[0].fact}


# Out of time


@settings(max_examples=60, deadline=None)
@given(gappy_cases())
def test_what_is_out_of_time_prohibits_on_a_day_of_its_own(facts_):
    finding = found(facts_)
    on_their_day = [(one, one.first) for one in finding.not_yet]
    on_their_day += [(one, one.last) for one in finding.ended]
    in_force = (
        {measure.id for measure in law().in_force(finding.case.value("on"))}
        if (isinstance(finding.case.value("on"), date))
        else set()
    )
    for one, day in on_their_day:
        assert one.measure not in in_force
        then = classify(finding.case.but(on=day))
        sure = {ground.id for ground in then.grounds if not ground.needs}
        maybe = {ground.id for ground in (*then.grounds, *then.possible)}
        assert one.id in (sure if one.is_sure else maybe)
        assert one.id not in {ground.id for ground in (*finding.grounds, *finding.possible)}


@pytest.mark.parametrize(
    ("day", "coming"), [("2017-12-21", ["2397:7"]), ("2017-12-22", []), ("2017-12", [])]
)
def test_a_measure_is_to_come_until_the_day_before_it(day, coming):
    car = Case(on=day, item="passenger_car", **IN)
    assert [one.id for one in classify(car).not_yet] == coming


def test_findings_on_the_same_case_under_the_same_law_are_one_member_of_a_set():
    gift = sl.case("aurus-2024-02")
    one, other = classify(gift), classify(gift, law().without(2397))
    assert {one, classify(gift), other} == {one, other} and one != other and one != gift


# What makes no difference


def test_what_lifts_a_ban_matters_while_a_thing_that_is_not_known_may_be_barred():
    """Of goods of which only the code is known somebody may still say that they are arms."""
    coal = classify(Case(on="2018-06-01", hs="2701", **IN))
    assert coal.verdict == "not prohibited"
    assert not coal.immaterial & {"committee_approval", "diplomatic_mission_use", "notified"}


@pytest.mark.parametrize(("day", "is_asked"), [("2006-08-01", True), ("2018-06-01", False)])
def test_a_reading_of_what_has_ended_makes_no_difference(day, is_asked):
    goods = classify(Case(on=day, **IN))
    assert ("reading_1695_force" not in goods.immaterial) == is_asked


# Near misses


def test_what_comes_close_misses_by_what_is_said():
    shown = classify(sl.case("aurus-shown-2023-09"))
    assert [measure.id for measure, _ in shown.near_misses] == ["2094:23", "2397:7"]
    for measure, failed in shown.near_misses:
        assert {step.test.fact for step in failed} == {"direction", "conduct"}
        assert all(step.origin == "given" and str(step.truth) == "no" for step in failed)
        changed = shown.case.but(direction="to_dprk", conduct="transfer")
        assert measure.id in {ground.id for ground in classify(changed).grounds}


# What is behind a fact


def test_whose_word_is_behind_a_fact():
    steps = {
        step.test.fact: step
        for ground in classify(sl.case("aurus-2024-02")).grounds
        for step in ground.steps
    }
    assert steps["item"].claims == (
        Behind("KH-25", "The Kremlin and its spokesman through RIA Novosti"),
    )
    assert [one.id for one in steps["direction"].claims] == ["KH-03", "T-34"]
    assert "also Korean Central News Agency" in str(steps["direction"].claims[0])


def test_two_others_who_say_the_same_are_named_and_further_ones_counted():
    two = "The Korea Herald; also Senior official of the Unification Ministry and State Department"
    assert str(behind("KH-01")) == f"KH-01, {two}"
    assert str(behind("KH-02")).endswith("; also Foreign Ministry and State Department and 1 more")
    assert str(behind("KH-07")) == "KH-07, The Korea Herald"


# The sentence


def test_what_a_transfer_presumes_is_said():
    fridge = classify(Case(on="2018-06-01", conduct="transfer", hs="8418"))
    for view in (fridge.sentence, fridge.explain(), repr(fridge), fridge._repr_html_()):
        assert "“neither” is left out" in view
    for known in ("to_dprk", "from_dprk"):
        assert "is left out" not in classify(fridge.case.but(direction=known)).explain()
    either = classify(fridge.case.but(conduct=sl.one_of("transfer", "ship_to_ship")))
    assert "; “neither” is left out" in either.sentence
    # Who travelled may well have gone neither way: it is among the answers.
    acts = sl.one_of("transfer", "travel")
    or_travel = classify(Case(on="2024-05-01", conduct=acts, item="luxury_automobile"))
    assert "; of that, “neither” is left out" in or_travel.sentence
    direction = next(hinge for hinge in or_travel.answers if hinge.fact == "direction")
    assert "none" in {value for one in direction.outcomes for value in one.values}
    every_way = classify(fridge.case.but(direction=sl.one_of("to_dprk", "from_dprk", "none")))
    assert every_way.verdict == "undetermined"  # the case itself counts “neither”
    assert "is left out" not in every_way.explain()
    work = Case(on="2020-02-01", conduct="work", earning_income="yes")
    assert "is left out" not in classify(work).explain()  # people may go neither way
    assert '"none" is left out' in classify.__doc__
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert "presumed to have gone into the DPRK or out of it" in readme


def test_readings_are_said_in_words():
    for measure in law().measures:
        assert measure.reading != measure.confidence and "reading" in measure.reading
