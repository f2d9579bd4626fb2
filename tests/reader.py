"""The reader's list: cases that must come out right, each with the reason beside it.

They are plain functions over a law, so that they can be tried on law that was broken on purpose.
The readings are typed here a second time, not taken from the data.
"""

from datetime import date, timedelta
from itertools import product

import pytest

from sanctionslab import UNKNOWN, Case, KitError, classify
from sanctionslab.vocabulary import item

BARRED, FREE, OPEN = "prohibited", "not prohibited", "undetermined"
READER = {}


def reader(check):
    """Put a function over a law on the reader's list."""
    READER[check.__name__] = check
    return check


def into(thing, on, **more):
    return Case(on=on, direction="to_dprk", conduct="transfer", item=thing, **more)


def out_of(thing, on, **more):
    return Case(on=on, direction="from_dprk", conduct="transfer", item=thing, **more)


def act(conduct, on, **more):
    return Case(on=on, conduct=conduct, **more)


def verdict(one, some_law):
    return str(classify(one, some_law).verdict)


def grounds(one, some_law):
    """The paragraphs that prohibit, as one text: "2094:23 2397:7"."""
    return " ".join(ground.id for ground in classify(one, some_law).grounds)


# the gift, and cars


@reader
def the_gift_of_february_2024(law):
    gift = into("luxury_automobile", "2024-02-18", mode="gift", personal_use=True)
    found = classify(gift, law)
    assert (
        found.verdict == BARRED and grounds(gift, law) == "2094:23 2397:7"
    )  # two grounds that do not need each other
    # nobody has reported an approval, or that it was for a foreign mission
    assert found.assumed == {"committee_approval", "diplomatic_mission_use"}
    assert {"mode", "personal_use"} <= found.immaterial  # no paragraph asks: a gift is a transfer
    assert {"2321:46", "2371:26", "2375:26", "2397:25"} <= {
        o.id for o in found.exceptions
    }  # the Committee's general power, granted four times
    approved = classify(gift.but(committee_approval=True), law)
    assert approved.verdict == FREE  # it lifts both grounds
    assert {g.id for g, _ in approved.lifted} == {"2094:23", "2397:7"}
    assert (
        verdict(gift.but(committee_approval=UNKNOWN), law) == OPEN
    )  # a presumption can be doubted
    assert classify(gift.but(committee_approval=UNKNOWN), law).hinges_on == {"committee_approval"}


@reader
def one_ground_of_the_gift_is_enough(law):
    gift = into("luxury_automobile", "2024-02-18")
    assert grounds(gift, law.without(2397)) == "2094:23"  # a luxury car is a luxury good
    assert grounds(gift, law.without(2094)) == "2397:7"  # and a vehicle
    assert (
        grounds(gift, law.without(1718)) == "2397:7"
    )  # 2094:23 says what 1718's ban includes, and falls with it
    assert (
        verdict(gift, law.without(2094, 2397)) == OPEN
    )  # then the supplier's own luxury list decides
    assert classify(gift, law.without(2094, 2397)).hinges_on == {"national_luxury"}


@reader
def terms_of_the_deal_do_not_matter(law):
    for mode in ("gift", "sale", "barter", "loan", "aid"):
        assert (
            grounds(into("passenger_car", "2023-05-01", mode=mode), law) == "2397:7"
        )  # supply, sale or transfer
    for personal in (True, False):
        assert (
            grounds(into("passenger_car", "2023-05-01", personal_use=personal), law) == "2397:7"
        )  # no such exemption


@reader
def any_car_from_22_december_2017(law):
    hatchback = into("passenger_car", "2023-05-01", unit_value_usd=900, new=False, mode="sale")
    assert grounds(hatchback, law) == "2397:7"  # no price, no age, no luxury needed
    assert "unit_value_usd" in classify(hatchback, law).immaterial
    assert grounds(hatchback.but(on="2017-12-22"), law) == "2397:7"  # it binds from its adoption
    assert (
        verdict(hatchback.but(on="2017-12-21"), law) == OPEN
    )  # the day before, the reading of 2094 decides
    assert (
        grounds(Case(on="2023-05-01", direction="to_dprk", conduct="transfer", hs="8703"), law)
        == "2397:7"
    )  # by the code alone
    assert (
        verdict(hatchback.but(direction="from_dprk"), law) == FREE
    )  # a duty of the supplier, one way


@reader
def the_two_readings_of_the_2094_car_entry(law):
    car = into("passenger_car", "2016-06-01")
    assert classify(car, law).hinges_on == {
        "reading_2094_cars",
        "national_luxury",
    }  # contestable: the Council never settled it
    assert grounds(car.but(reading_2094_cars="wide"), law) == "2094:23"  # every private car
    assert (
        verdict(car.but(reading_2094_cars="narrow"), law) == OPEN
    )  # luxury cars only: a national list may still name it
    assert verdict(car.but(reading_2094_cars="narrow", national_luxury=False), law) == FREE
    assert (
        grounds(car.but(reading_2094_cars="narrow", national_luxury=True), law) == "1718:8(a)(iii)"
    )
    assert (
        grounds(
            car.but(
                reading_2094_cars="narrow",
                national_luxury=False,
                military_finding=True,
                livelihood=False,
            ),
            law,
        )
        == "2270:8"
    )  # a State's finding
    assert (
        grounds(into("luxury_automobile", "2016-06-01", reading_2094_cars="narrow"), law)
        == "2094:23"
    )  # on either reading
    assert (
        grounds(into("luxury_automobile", "2013-03-07"), law) == "2094:23"
    )  # the first UN example of a car
    assert (
        verdict(into("luxury_automobile", "2013-03-06"), law) == OPEN
    )  # before it, the State alone decided
    assert (
        grounds(into("luxury_automobile", "2013-03-06", national_luxury=True), law)
        == "1718:8(a)(iii)"
    )
    assert (
        verdict(into("luxury_automobile", "2006-10-13", national_luxury=True), law) == FREE
    )  # the day before the first ban
    assert (
        grounds(into("luxury_automobile", "2006-10-14", national_luxury=True), law)
        == "1718:8(a)(iii)"
    )
    taxi = car.but(reading_2094_cars="wide", national_luxury=False, public_transport=UNKNOWN)
    assert classify(taxi, law).hinges_on == {
        "public_transport"
    }  # the entry leaves public transport out
    assert verdict(taxi.but(public_transport=True), law) == FREE
    assert (
        verdict(car.but(reading_2094_cars=UNKNOWN, on="2017-12-22"), law) == BARRED
    )  # moot since 2397:7


@reader
def showing_or_using_a_car_passes_no_goods(law):
    for conduct in ("display", "use"):
        assert (
            verdict(act(conduct, "2023-09-13", item="luxury_automobile", direction="none"), law)
            == FREE
        )


# luxury goods


@reader
def luxury_goods_go_one_way(law):
    assert grounds(into("jewellery", "2024-01-01"), law) == "2094:23"
    assert (
        verdict(out_of("jewellery", "2024-01-01"), law) == FREE
    )  # 8(b) takes up (a)(i) and (ii), not (iii)
    assert verdict(out_of("jewellery", "2024-01-01", national_luxury=True), law) == FREE


@reader
def the_un_lists_of_luxury_are_examples(law):
    for thing in (
        "spirits",
        "wine",
        "tobacco",
        "perfume",
        "fur",
        "musical_instrument",
        "horse",
        "dog",
        "zoo_animal",
        "painting",
    ):
        gift = into(thing, "2024-01-01")
        assert classify(gift, law).hinges_on == {
            "national_luxury"
        }  # on no UN annex: the State decides
        assert grounds(gift.but(national_luxury=True), law) == "1718:8(a)(iii)"
        assert verdict(gift.but(national_luxury=False), law) == FREE


@reader
def the_three_entries_with_a_value(law):
    for thing, limit, paragraph, since in (
        ("porcelain_tableware", 100, "2321:5", "2016-11-30"),
        ("rug", 500, "2321:5", "2016-11-30"),
        ("snowmobile", 2000, "2270:39", "2016-03-02"),
    ):
        gift = into(thing, since, national_luxury=False)
        assert grounds(gift.but(unit_value_usd=limit + 1), law) == paragraph
        assert (
            verdict(gift.but(unit_value_usd=limit), law) == FREE
        )  # "greater than": the limit itself is out
        assert grounds(gift.but(unit_value_usd=limit + 0.01), law) == paragraph
        assert classify(gift, law).hinges_on == {"unit_value_usd"}
        assert (
            verdict(
                gift.but(
                    unit_value_usd=limit + 1, on=date.fromisoformat(since) - timedelta(days=1)
                ),
                law,
            )
            == FREE
        )
    tea_set = into("porcelain_tableware", "2024-06-19")
    assert grounds(tea_set.but(unit_value_usd=150), law) == "2321:5"  # a UN example
    assert classify(tea_set.but(unit_value_usd=80), law).hinges_on == {
        "national_luxury"
    }  # not one; a State may still list it
    assert classify(tea_set, law).hinges_on == {"national_luxury", "unit_value_usd"}


@reader
def the_annex_of_2270_from_2_march_2016(law):
    for thing in (
        "luxury_watch",
        "lead_crystal",
        "recreational_sports_equipment",
        "personal_watercraft",
    ):
        assert (
            grounds(into(thing, "2016-03-02", unit_value_usd=1), law) == "2270:39"
        )  # these have no value limit
        assert verdict(into(thing, "2016-03-01"), law) == OPEN
    assert (
        verdict(into("watch", "2024-01-01"), law) == OPEN
    )  # the case must be of, or clad with, precious metal


@reader
def foreign_missions_are_not_the_target(law):
    ring = into("jewellery", "2024-01-01", diplomatic_mission_use=True)
    assert (
        verdict(ring, law) == FREE
        and verdict(ring.but(diplomatic_mission_use=False), law) == BARRED
    )  # 1874:21
    assert (
        verdict(ring.but(on="2013-03-07"), law.without(1874)) == BARRED
    )  # and it is 1874 that says so
    assert (
        grounds(into("luxury_automobile", "2017-12-21", diplomatic_mission_use=True), law) == ""
    )  # before 2397 the luxury ban alone
    car = into("luxury_automobile", "2017-12-22", diplomatic_mission_use=True)
    assert classify(car, law).hinges_on == {"reading_2397_missions"}  # does a ban impede it?
    assert verdict(car.but(reading_2397_missions="wide"), law) == FREE
    assert grounds(car.but(reading_2397_missions="narrow"), law) == "2397:7"
    assert grounds(car.but(diplomatic_mission_use=False), law) == "2094:23 2397:7"


# arms


@reader
def small_arms_into_the_dprk(law):
    rifles = into("small_arms", "2009-06-11", national_luxury=False)
    assert verdict(rifles, law) == FREE  # heavy arms only
    assert verdict(rifles.but(on="2009-06-12"), law) == OPEN  # the five days' notice
    assert verdict(rifles.but(on="2009-06-12", notified=True), law) == FREE
    assert grounds(rifles.but(on="2009-06-12", notified=False), law) == "1874:10"
    assert (
        verdict(rifles.but(on="2016-03-01", notified=True), law) == FREE
    )  # the last day of the gap
    assert grounds(rifles.but(on="2016-03-02", notified=True), law) == "2270:6"  # closed
    assert "2270:6" in grounds(rifles.but(on="2024-01-01"), law)


@reader
def small_arms_out_of_the_dprk(law):
    rifles = out_of("small_arms", "2009-06-11")
    assert verdict(rifles, law) == FREE
    assert (
        grounds(rifles.but(on="2009-06-12"), law) == "1874:9"
    )  # barred throughout, no gap this way
    assert grounds(rifles.but(on="2009-06-12", notified=True), law) == "1874:9"


@reader
def heavy_and_other_arms(law):
    tank = into("tank", "2006-10-13")
    assert verdict(tank, law) == FREE
    assert grounds(tank.but(on="2006-10-14"), law) == "1718:8(a)(i)"
    assert grounds(tank.but(on="2009-06-12"), law) == "1718:8(a)(i) 1874:10"
    assert grounds(tank.but(on="2016-03-02"), law) == "1718:8(a)(i) 1874:10 2270:6"
    assert (
        grounds(tank.but(on="2017-12-22"), law) == "1718:8(a)(i) 1874:10 2270:6 2397:7"
    )  # 8710 is in chapter 87
    shells = out_of("artillery_shell", "2006-10-13")
    assert verdict(shells, law) == FREE
    assert grounds(shells.but(on="2006-10-14"), law) == "1718:8(b)"
    assert (
        grounds(shells.but(on="2023-10-01"), law) == "1718:8(b) 1874:9"
    )  # to export and to procure
    vest = into("body_armour", "2009-06-11")
    assert verdict(vest, law) == FREE  # related materiel, but no heavy arm
    assert grounds(vest.but(on="2009-06-12"), law) == "1874:10"
    assert grounds(vest.but(on="2023-09-17"), law) == "1874:10 2270:6"


@reader
def a_drone_may_or_may_not_be_arms(law):
    drone = into("drone", "2023-09-17")
    assert grounds(drone, law) == "2397:7"  # chapter 88, arms or not
    assert "2270:6" in grounds(drone.but(arms="other"), law)
    assert classify(drone.but(on="2016-03-02", national_luxury=False), law).hinges_on == {"arms"}
    assert "2270:6" in grounds(into("attack_drone", "2023-09-17"), law)


@reader
def lists_and_catch_alls(law):
    pump = into("machinery", "2017-12-21")
    assert verdict(pump, law) == FREE
    assert grounds(pump.but(control_listed=True), law) == "1718:8(a)(ii)"  # on a control list
    assert grounds(out_of("machinery", "2017-12-21", control_listed=True), law) == "1718:8(b)"
    shown = act("display", "2017-12-21", item="machinery", direction="none", control_listed=True)
    assert verdict(shown, law) == FREE  # nothing crossed the border
    for direction in ("to_dprk", "from_dprk"):
        sent = shown.but(direction=direction)
        assert grounds(sent, law) == "2270:7"  # sent to be shown: marketing
        before = sent.but(on="2016-03-01")
        assert classify(before, law).hinges_on == {"reading_1718_showing"}
        wide = "1718:8(a)(ii)" if direction == "to_dprk" else "1718:8(b)"
        assert grounds(before.but(reading_1718_showing="wide"), law) == wide
        assert verdict(before.but(reading_1718_showing="narrow"), law) == FREE
        assert verdict(before.but(on="2006-10-13"), law) == FREE
    assert (
        grounds(pump.but(military_finding=True, livelihood=False), law) == "2270:8"
    )  # once the State has made the finding
    assert verdict(pump.but(military_finding=True, on="2016-03-01"), law) == FREE
    assert classify(pump.but(military_finding=True), law).hinges_on == {
        "livelihood",
        "state_finding",
        "notified",
    }  # and left no door open
    found = dict(military_finding=True, wmd_finding=True, livelihood=False)
    for other in (
        act("transfer", "2017-12-21", item="machinery", direction="none", **found),
        act("display", "2017-12-21", direction="to_dprk", item="machinery", **found),
    ):
        assert verdict(other, law) == FREE  # 2270:8 and 2270:27 are about goods, in or out
    assert grounds(out_of("painting", "2017-12-21", **found), law) == "2270:8 2270:27"
    assert (
        verdict(
            pump.but(
                military_finding=True, livelihood=False, committee_approval=True, on="2016-06-01"
            ),
            law,
        )
        == FREE
    )  # 2270:8(b)
    assert grounds(pump.but(wmd_finding=True), law) == "2270:27"
    assert (
        verdict(pump.but(wmd_finding=True, on="2016-03-01"), law) == FREE
    )  # 2094:22 only appealed
    harmless = dict(livelihood=True, state_finding=True, notified=True)
    assert (
        verdict(pump.but(military_finding=True, **harmless), law) == FREE
    )  # 2270:8(a): the State's own door
    for missing in harmless:
        assert (
            verdict(pump.but(military_finding=True, **{**harmless, missing: False}), law) == BARRED
        )
    for thing in ("wheat_flour", "medicine"):
        assert (
            verdict(into(thing, "2024-01-01", military_finding=True), law) == FREE
        )  # food and medicine are outside it
        assert (
            grounds(into(thing, "2024-01-01", wmd_finding=True), law) == "2270:27"
        )  # but not outside this one


@reader
def repair_and_training(law):
    tank = act("repair", "2016-03-02", direction="from_dprk", item="tank")
    assert grounds(tank, law) == "1718:8(c) 1874:9 2270:7"  # even if the owner stays the same
    assert grounds(tank.but(on="2016-03-01"), law) == "1718:8(c) 1874:9"  # repair is a service
    assert grounds(tank.but(direction="none"), law) == "1718:8(c) 2270:7"  # by hands from there
    assert verdict(tank.but(item="bus"), law) == FREE
    assert (
        grounds(tank.but(item="computer", control_listed=True), law) == "1718:8(c) 2270:7"
    )  # listed items, too
    course = act("training", "2006-10-14", direction="to_dprk", arms="heavy")
    assert grounds(course, law) == "1718:8(c)"  # a course is no transfer, but it is help
    assert verdict(course.but(on="2006-10-13"), law) == FREE
    assert grounds(course.but(direction="none"), law) == "1718:8(c)"  # help goes both ways
    assert grounds(course.but(arms="none", control_listed=True), law) == "1718:8(c)"
    assert (
        grounds(
            act(
                "training", "2024-01-01", direction="to_dprk", item="small_arms", arms="small_arms"
            ),
            law,
        )
        == "2270:6"
    )
    police = act(
        "training", "2016-03-02", direction="from_dprk", item="wheat_flour", military_training=True
    )
    assert grounds(police, law) == "1874:9 2270:9"  # no DPRK trainers for forces or police
    assert grounds(police.but(on="2016-03-01"), law) == "1874:9"  # 2270:9 makes clear what it said
    assert verdict(police.but(on="2009-06-11"), law) == FREE
    assert verdict(police.but(on="2016-03-01", military_training=False), law) == FREE
    assert verdict(police.but(direction="to_dprk"), law) == FREE  # 2270:9 is about DPRK trainers
    assert grounds(police.but(direction="none"), law) == "1874:9 2270:9"  # hosts them all the same


@reader
def repair_of_arms_has_been_barred_since_2006(law):
    fighters = act("repair", "2013-07-15", direction="from_dprk", item="combat_aircraft")
    assert grounds(fighters, law) == "1718:8(c) 1874:9"  # sent abroad for repair and return
    technicians = act("repair", "2010-07-01", direction="from_dprk", item="tank")
    assert grounds(technicians, law) == "1718:8(c) 1874:9"
    assert grounds(technicians.but(on="2009-06-11"), law) == "1718:8(c)"
    assert grounds(technicians.but(on="2006-10-14"), law) == "1718:8(c)"
    assert verdict(technicians.but(on="2006-10-13"), law) == FREE
    foreign_help = technicians.but(direction="to_dprk")
    assert grounds(foreign_help, law) == "1718:8(c) 1874:10"
    assert grounds(foreign_help.but(on="2016-03-02"), law) == "1718:8(c) 1874:10 2270:6 2270:7"
    listed = act("repair", "2014-01-01", direction="to_dprk", item="machinery", control_listed=True)
    assert grounds(listed, law) == "1718:8(c)"
    assert verdict(listed.but(on="2006-10-13"), law) == FREE
    vest = act("repair", "2009-06-12", direction="to_dprk", item="body_armour")
    assert grounds(vest, law) == "1874:10"  # other arms, from 2009 on
    assert verdict(vest.but(on="2009-06-11"), law) == FREE
    rifles = act("repair", "2010-07-01", direction="from_dprk", item="small_arms")
    assert grounds(rifles, law) == "1874:9"  # serviced by the DPRK for others
    assert verdict(rifles.but(on="2009-06-11"), law) == FREE
    mended_for_the_dprk = rifles.but(direction="to_dprk", on="2016-03-01")
    assert verdict(mended_for_the_dprk, law) == FREE  # small arms going in were left out
    assert grounds(mended_for_the_dprk.but(on="2016-03-02"), law) == "2270:6 2270:7"


@reader
def arms_sent_to_be_sold_abroad(law):
    launcher = act("marketing", "2016-03-02", direction="from_dprk", item="air_defence_system")
    assert grounds(launcher, law) == "2270:7"  # shipped to an arms fair
    before = launcher.but(on="2016-03-01")  # 2270:7 affirms it: did it hold already?
    assert classify(before, law).hinges_on == {"reading_1718_showing"}
    assert verdict(before.but(reading_1718_showing="narrow"), law) == FREE
    assert grounds(before.but(reading_1718_showing="wide"), law) == "1874:9"
    inwards = before.but(reading_1718_showing="wide", direction="to_dprk")
    assert grounds(inwards, law) == "1874:10"
    assert verdict(inwards.but(direction="none"), law) == FREE  # nothing crossed the border
    assert verdict(before.but(reading_1718_showing="wide", on="2009-06-11"), law) == FREE
    tank = before.but(item="tank", conduct="display", on="2006-10-14")  # of the seven categories
    assert classify(tank, law).hinges_on == {"reading_1718_showing"}
    for direction, paragraph in (("from_dprk", "1718:8(b)"), ("to_dprk", "1718:8(a)(i)")):
        shown = tank.but(reading_1718_showing="wide", direction=direction)
        assert grounds(shown, law) == paragraph
    assert verdict(tank.but(on="2006-10-13"), law) == FREE
    rifle = before.but(item="small_arms", reading_1718_showing="wide")
    assert grounds(rifle, law) == "1874:9"
    assert verdict(rifle.but(direction="to_dprk"), law) == FREE  # small arms going in: left out
    assert not classify(launcher, law).hinges_on  # since then the text says it
    assert grounds(launcher.but(conduct="display"), law) == "2270:7"  # shown there
    assert verdict(launcher.but(conduct="display", direction="none"), law) == FREE
    assert verdict(launcher.but(direction="none"), law) == FREE
    assert verdict(launcher.but(item="painting"), law) == FREE
    assert grounds(launcher.but(direction="to_dprk"), law) == "2270:7"
    listed = launcher.but(item="machinery", control_listed=True)
    assert grounds(listed, law) == "2270:7"


@reader
def troops_sent_abroad(law):
    troops = act("deployment", "2024-10-15", direction="from_dprk")
    assert {"military_training", "earning_income", "reading_1874_troops"} <= classify(
        troops, law
    ).hinges_on  # argued, and not settled
    narrow = troops.but(reading_1874_troops="narrow", military_training=False, earning_income=False)
    assert verdict(narrow, law) == FREE
    assert grounds(narrow.but(reading_1874_troops="wide"), law) == "1874:9"
    arriving = narrow.but(reading_1874_troops="wide", direction="to_dprk")
    assert grounds(arriving, law) == "1874:10 2270:6"  # services to arms are barred going in too
    assert grounds(arriving.but(on="2016-03-01"), law) == "1874:10"
    assert verdict(arriving.but(on="2009-06-11"), law) == FREE
    assert verdict(arriving.but(reading_1874_troops="narrow"), law) == FREE
    assert verdict(arriving.but(direction="none"), law) == FREE
    assert grounds(narrow.but(military_training=True), law) == "1874:9 2270:9"
    assert grounds(narrow.but(military_training=True, on="2016-03-01"), law) == "1874:9"
    assert grounds(narrow.but(earning_income=True), law) == "2397:8"


# goods out of the DPRK


@reader
def coal_out_of_the_dprk(law):
    coal = out_of("coal", "2016-03-01")
    assert verdict(coal, law) == FREE
    assert verdict(coal.but(on="2016-03-02"), law) == OPEN  # barred but for livelihood
    assert grounds(coal.but(on="2016-03-02", livelihood=False), law) == "2270:29"
    assert verdict(coal.but(on="2016-11-29", livelihood=True), law) == FREE
    allowed = dict(within_cap=True, livelihood=True)
    assert (
        grounds(coal.but(on="2016-11-30", livelihood=True, within_cap=False), law) == "2321:26"
    )  # now livelihood is not enough
    assert verdict(coal.but(on="2016-11-30", **allowed), law) == FREE  # under the cap
    assert (
        grounds(coal.but(on="2016-11-30", within_cap=True, livelihood=False), law) == "2321:26"
    )  # nor is the cap
    assert (
        grounds(coal.but(on="2016-11-30", designated_party=True, **allowed), law)
        == "1718:8(d) 2321:26"
    )
    capped = coal.but(on="2016-11-30", within_cap=True, livelihood=True)
    assert verdict(capped, law) == FREE
    assert "2321:26" in grounds(capped.but(works_for_designated=True, found_to="other"), law)
    assert "2321:26" in grounds(capped.but(programme_entity=True), law)
    assert verdict(coal.but(on="2017-08-04", **allowed), law) == FREE
    assert grounds(coal.but(on="2017-08-05", **allowed), law) == "2371:8"  # the full ban
    assert grounds(coal.but(on="2024-01-01", **allowed), law) == "2371:8"


@reader
def iron_out_of_the_dprk(law):
    for thing in ("iron", "iron_ore"):
        iron = out_of(thing, "2016-03-01", livelihood=True)
        assert verdict(iron, law) == FREE
        assert verdict(iron.but(on="2016-11-30"), law) == FREE  # the livelihood gap was kept
        assert grounds(iron.but(on="2016-11-30", livelihood=False), law) == "2321:26"
        assert grounds(iron.but(on="2016-03-02", livelihood=False), law) == "2270:29"
        assert verdict(iron.but(on="2017-08-04"), law) == FREE
        assert verdict(iron.but(on="2017-08-05"), law) == BARRED  # and closed
    assert classify(out_of("steel", "2024-01-01"), law).hinges_on == {
        "reading_2371_steel"
    }  # 2371:8 says iron; whether steel is iron is not settled
    for day, paragraph in (
        ("2016-03-02", "2270:29"),
        ("2016-11-30", "2321:26"),
        ("2024-01-01", "2371:8"),
    ):
        steel = out_of("steel", day, reading_2371_steel="wide", livelihood=False)
        assert (
            grounds(steel, law) == paragraph
            and verdict(steel.but(reading_2371_steel="narrow"), law) == FREE
        )
        assert paragraph not in grounds(
            into("steel", day, reading_2371_steel="wide", livelihood=False, national_luxury=False),
            law,
        )
        assert verdict(steel.but(livelihood=True), law) == (
            BARRED if paragraph == "2371:8" else FREE
        )


@reader
def rajin_is_two_narrow_exceptions(law):
    for day, paragraph in (
        ("2016-03-02", "2270:29"),
        ("2016-11-30", "2321:26"),
        ("2017-08-05", "2371:8"),
    ):
        cargo = out_of("coal", day, rajin_transit=True, livelihood=False)
        assert verdict(cargo.but(notified=True), law) == FREE  # all three paragraphs have it
        assert grounds(cargo.but(notified=False), law) == paragraph
        assert grounds(cargo.but(notified=True, item="iron"), law) == paragraph
    transit = out_of("coal", "2024-01-01", rajin_transit=True)
    assert verdict(transit.but(notified=True), law) == FREE  # foreign coal, with notice
    assert verdict(transit.but(notified=False), law) == BARRED
    assert verdict(transit.but(notified=True, rajin_transit=False), law) == BARRED
    for thing in ("iron_ore", "wood", "seafood", "machinery"):
        assert (
            verdict(out_of(thing, "2024-01-01", rajin_transit=True, notified=True), law) == BARRED
        )  # coal only
    assert (
        verdict(into("passenger_car", "2024-01-01", rajin_transit=True, notified=True), law)
        == BARRED
    )
    port = act("joint_venture", "2024-01-01", rajin_transit=True)
    assert (
        verdict(port, law) == FREE and verdict(port.but(rajin_transit=False), law) == BARRED
    )  # 2375:18


@reader
def the_rajin_clause_of_2397_may_reach_the_railway(law):
    wagon = into("railway_wagon", "2018-01-20", rajin_transit=True)  # it brings Russian coal in
    assert classify(wagon, law).hinges_on == {"reading_2397_rajin"}
    assert [g.id for g in classify(wagon, law).possible] == ["2397:7"]
    narrow, wide = (wagon.but(reading_2397_rajin=reading) for reading in ("narrow", "wide"))
    assert grounds(narrow, law) == "2397:7" and verdict(wide, law) == FREE
    assert verdict(narrow.but(on="2017-12-21"), law) == FREE
    assert grounds(wide.but(rajin_transit=False), law) == "2397:7"
    lorry = into("truck", "2018-01-20", rajin_transit=True, reading_2397_rajin="wide")
    assert grounds(lorry, law) == "2397:7"  # it carries coal by rail


@reader
def ores_metals_and_statues(law):
    for thing in ("gold", "titanium_ore", "vanadium_ore", "rare_earths"):
        assert (
            grounds(out_of(thing, "2016-03-02", livelihood=True), law) == "2270:30"
        )  # no exception
        assert verdict(out_of(thing, "2016-03-01"), law) == FREE
    for direction in ("to_dprk", "from_dprk"):
        gold = act("transfer", "2024-01-01", direction=direction, item="gold", wmd_finding=True)
        assert "2270:37" in grounds(gold, law)  # gold counts as cash for 2094:11
        assert "2270:37" not in grounds(gold.but(wmd_finding=False), law)
    assert "2270:37" not in grounds(gold.but(direction="none"), law) and "2270:37" not in grounds(
        gold.but(conduct="display"), law
    )
    for thing in ("copper", "nickel", "silver", "zinc"):
        assert grounds(out_of(thing, "2016-11-30", livelihood=True), law) == "2321:28"
        assert verdict(out_of(thing, "2016-11-29"), law) == FREE
    statue = out_of("statue", "2024-01-01", mode="gift")
    assert grounds(statue, law) == "2321:29"  # a present, too
    assert verdict(statue.but(committee_approval=True), law) == FREE  # with prior approval
    assert verdict(statue.but(on="2016-11-29"), law) == FREE
    assert "2321:29" not in grounds(statue.but(direction="to_dprk"), law)  # out only
    assert verdict(out_of("painting", "2024-01-01"), law) == FREE  # no UN ban on paintings
    assert (
        grounds(out_of("painting", "2024-01-01", designated_party=True), law) == "1718:8(d)"
    )  # unless a listed studio gains


@reader
def windows_for_older_contracts(law):
    for thing, paragraph, adopted, last in (
        ("seafood", "2371:9", "2017-08-05", "2017-09-04"),
        ("lead", "2371:10", "2017-08-05", "2017-09-04"),
        ("lead_ore", "2371:10", "2017-08-05", "2017-09-04"),
        ("iron_ore", "2371:8", "2017-08-05", "2017-09-04"),
        ("textiles", "2375:16", "2017-09-11", "2017-12-10"),
        ("wood", "2397:6", "2017-12-22", "2018-01-21"),
    ):
        first, end, day = date.fromisoformat(adopted), date.fromisoformat(last), timedelta(days=1)
        old = out_of(thing, last, contract_date=first - day, notified=True)
        assert verdict(old, law) == FREE, thing  # an older contract, in time, reported
        assert grounds(old.but(on=end + day), law) == paragraph  # a day late
        assert grounds(old.but(contract_date=first), law) == paragraph  # "prior to the adoption"
        assert grounds(old.but(notified=False), law) == paragraph  # not reported
        assert (
            grounds(old.but(contract_date=None, on=first), law) == paragraph
        )  # without a word, the contract is of the same day
    coal = out_of("coal", "2017-08-20", contract_date="2017-08-01", notified=True)
    assert grounds(coal, law) == "2371:8"  # the window names iron and iron ore only


@reader
def seafood_lead_and_textiles(law):
    for thing, paragraph, since in (
        ("seafood", "2371:9", "2017-08-05"),
        ("lead", "2371:10", "2017-08-05"),
        ("lead_ore", "2371:10", "2017-08-05"),
        ("textiles", "2375:16", "2017-09-11"),
    ):
        assert grounds(out_of(thing, since), law) == paragraph
        assert verdict(out_of(thing, date.fromisoformat(since) - timedelta(days=1)), law) == FREE
    assert verdict(out_of("textiles", "2024-01-01", committee_approval=True), law) == FREE


@reader
def fishing_rights_are_seafood(law):
    rights = act("fishing_rights", "2017-12-22", direction="from_dprk")
    assert grounds(rights, law) == "2371:9 2397:6"  # 2397:6 says that 2371:9 covers them
    assert grounds(rights.but(on="2017-08-05"), law) == "2371:9"
    assert verdict(rights.but(on="2017-08-04"), law) == FREE
    old = rights.but(contract_date="2017-01-01", notified=True)
    assert grounds(old.but(on="2018-01-10"), law) == "2371:9 2397:6"  # the windows are for goods
    assert grounds(old.but(on="2017-08-20"), law) == "2371:9"
    assert verdict(rights.but(direction="to_dprk"), law) == FREE  # rights of the DPRK, sold by it
    unmoved = rights.but(direction="none")  # a right in the DPRK's waters need cross no border
    assert grounds(unmoved, law) == "2371:9 2397:6"
    assert grounds(unmoved.but(on="2017-08-05"), law) == "2371:9"
    assert verdict(unmoved.but(on="2017-08-04"), law) == FREE
    listed = rights.but(on="2010-01-01", designated_party=True)
    assert grounds(listed, law) == "1718:8(d)"  # sold by a listed company
    tied = rights.but(on="2016-06-01", programme_entity=True)
    assert grounds(tied, law) == "2270:32" and verdict(tied.but(on="2016-03-01"), law) == FREE


@reader
def food_goes_in_and_not_out(law):
    assert (
        verdict(into("wheat_flour", "2024-01-01"), law) == FREE
    )  # food into the DPRK is on no list
    for thing in ("vegetables", "fruit", "oil_seeds", "mushrooms", "ginseng"):
        assert grounds(out_of(thing, "2017-12-22"), law) == "2397:6"
        assert verdict(out_of(thing, "2017-12-21"), law) == FREE
        assert "2397:6" not in grounds(into(thing, "2024-01-01", national_luxury=False), law)


# goods into the DPRK


@reader
def ships_and_helicopters(law):
    ship = into("vessel", "2016-11-29", new=True)
    assert verdict(ship, law) == FREE
    assert grounds(ship.but(on="2016-11-30"), law) == "2321:30"
    assert verdict(ship.but(on="2016-11-30", new=False), law) == FREE  # used ones were left out
    assert classify(ship.but(on="2016-11-30", new=None), law).hinges_on == {"new"}
    assert verdict(ship.but(on="2017-12-21", new=False), law) == FREE
    assert grounds(ship.but(on="2017-12-22", new=False), law) == "2397:7 2397:14"  # new or used
    helicopter = into("helicopter", "2016-11-30", new=True)
    assert grounds(helicopter, law) == "2321:30"
    assert verdict(helicopter.but(new=False), law) == FREE
    assert (
        grounds(helicopter.but(new=False, on="2017-12-22"), law) == "2397:7"
    )  # chapter 88, whatever its age
    assert (
        verdict(helicopter.but(direction="from_dprk", on="2017-12-21"), law) == FREE
    )  # to the DPRK, though one agency wrote otherwise


@reader
def aircraft_parts_are_the_only_exception_of_2397_7(law):
    part = into("aircraft_part", "2024-01-01")
    assert classify(part, law).hinges_on == {"civil_aircraft_part"}
    assert verdict(part.but(civil_aircraft_part=True), law) == FREE  # for listed passenger types
    assert grounds(part.but(civil_aircraft_part=False), law) == "2397:7"
    for thing in ("aircraft", "helicopter", "luxury_automobile", "vehicle_part", "vessel"):
        assert "2397:7" in grounds(into(thing, "2024-01-01", civil_aircraft_part=True), law), (
            thing
        )  # no part of an aircraft


@reader
def wheelchairs_need_the_committee(law):
    for thing in ("wheelchair", "ambulance"):
        aid = into(thing, "2024-01-01", humanitarian_actor=True, livelihood=True, mode="aid")
        assert grounds(aid, law) == "2397:7"  # 2664 lifts the asset freeze alone
        assert verdict(aid.but(committee_approval=True), law) == FREE  # 2397:25 is the door
        before = aid.but(on="2017-12-21")
        assert verdict(before.but(reading_2094_cars="wide"), law) == FREE
    assert classify(before, law).hinges_on == {"reading_2094_cars"}  # an ambulance is of 8703
    assert grounds(before.but(reading_2094_cars="widest"), law) == "2094:23"


@reader
def chapters_that_go_neither_way(law):
    for thing in ("machinery", "computer", "electrical_equipment"):
        assert (
            grounds(into(thing, "2018-06-01"), law) == "2397:7"
            and grounds(out_of(thing, "2018-06-01"), law) == "2397:6"
        )
    fridge = Case(on="2018-06-01", conduct="transfer", hs="8418")
    assert verdict(fridge, law) == BARRED  # whichever way it went: every completion says so
    assert {g.id for g in classify(fridge, law).grounds} == {"2397:6", "2397:7"}
    assert not classify(fridge, law).hinges_on
    assert verdict(fridge.but(on="2017-12-21"), law) == OPEN
    assert verdict(fridge.but(hs="8703"), law) == OPEN  # chapter 87 is barred going in only
    assert "direction" in classify(fridge.but(hs="8703"), law).hinges_on


# petroleum


@reader
def refined_petroleum(law):
    proper = dict(within_cap=True, notified=True, livelihood=True)
    diesel = into("refined_petroleum", "2024-01-01")
    assert verdict(diesel, law) == OPEN  # capped: neither embargoed nor free
    assert verdict(diesel.but(**proper), law) == FREE
    for missing in proper:
        assert (
            grounds(diesel.but(**{**proper, missing: False}), law) == "2397:5"
        )  # under the cap is not enough
    assert "2397:5" in grounds(diesel.but(designated_party=True, **proper), law)
    assert verdict(diesel.but(on="2017-09-10", within_cap=False), law) == FREE  # no cap yet
    assert grounds(diesel.but(on="2017-09-11", within_cap=False), law) == "2375:14"
    assert grounds(diesel.but(on="2017-12-21", within_cap=False), law) == "2375:14"
    for day, paragraph in (("2017-09-20", "2375:14"), ("2017-12-27", "2397:5")):
        early = diesel.but(on=day, **proper)  # a ban, and its allowance not yet begun
        assert classify(early, law).hinges_on == {"reading_2375_allowance"}
        assert grounds(early.but(reading_2375_allowance="narrow"), law) == paragraph
        wide = early.but(reading_2375_allowance="wide")
        assert verdict(wide, law) == FREE
        for missing in proper:
            assert grounds(wide.but(**{missing: False}), law) == paragraph
    for day in ("2017-09-20", "2017-10-01", "2017-12-27", "2024-01-01"):
        ready = diesel.but(on=day, reading_2375_allowance="wide", **proper)
        cap = "2397:5" if day > "2017-12-21" else "2375:14"
        assert cap in grounds(ready.but(designated_party=True), law)
        assert cap in grounds(ready.but(works_for_designated=True, found_to="other"), law)
        assert cap in grounds(ready.but(programme_entity=True), law)
    older = diesel.but(on="2017-10-01", **proper)
    assert verdict(older, law) == FREE  # 2375:14 set the same conditions
    for missing in proper:
        assert grounds(older.but(**{missing: False}), law) == "2375:14"
    assert "2375:14" in grounds(older.but(designated_party=True), law)
    assert verdict(older.but(within_cap=False, fuelled_outside_dprk=True), law) == FREE
    assert (
        grounds(diesel.but(on="2017-12-22", within_cap=False), law) == "2397:5"
    )  # one cap at a time
    assert (
        grounds(diesel.but(within_cap=False), law.without(2397)) == "2375:14"
    )  # switching 2397 off brings the older one back
    assert (
        verdict(diesel.but(fuelled_outside_dprk=True), law) == FREE
    )  # fuel for the round trip is no supply
    assert verdict(diesel.but(direction="from_dprk"), law) == FREE


@reader
def crude_oil(law):
    crude = into("crude_oil", "2024-01-01")
    assert classify(crude, law).hinges_on == {"within_cap"}
    assert verdict(crude.but(within_cap=True), law) == FREE
    assert grounds(crude.but(within_cap=False), law) == "2397:4"
    assert (
        grounds(crude.but(within_cap=False, on="2017-12-21"), law) == "2375:15"
    )  # the level of the year before
    assert grounds(crude.but(within_cap=False, on="2017-09-11"), law) == "2375:15"
    assert verdict(crude.but(within_cap=False, on="2017-09-10"), law) == FREE
    assert verdict(crude.but(within_cap=True, on="2017-09-11"), law) == FREE
    assert (
        verdict(crude.but(within_cap=False, livelihood=True, committee_approval=True), law) == FREE
    )


@reader
def fuels_that_are_barred_by_name(law):
    for thing, paragraph, since in (
        ("aviation_fuel", "2270:31", "2016-03-02"),
        ("condensate", "2375:13", "2017-09-11"),
        ("natural_gas_liquids", "2375:13", "2017-09-11"),
    ):
        fuel = into(thing, since, within_cap=True, notified=True, livelihood=True)
        assert (
            grounds(fuel, law) == paragraph and grounds(fuel.but(on="2024-01-01"), law) == paragraph
        )  # no cap, a ban
        assert verdict(fuel.but(on=date.fromisoformat(since) - timedelta(days=1)), law) == FREE
    jet = into("aviation_fuel", "2024-01-01", fuelled_outside_dprk=True)
    assert verdict(jet, law) == FREE  # taken on abroad for the flight there and back
    assert (
        verdict(into("aviation_fuel", "2016-06-01", committee_approval=True), law) == FREE
    )  # 2270:31 has a door of its own


# people


@reader
def workers(law):
    work = dict(direction="from_dprk", within_cap=False, new=True, earning_income=True)
    builder = act("work", "2017-08-04", **work)
    assert verdict(builder, law) == FREE
    assert grounds(builder.but(on="2017-08-05"), law) == "2371:11"  # no more than there were
    assert (
        verdict(builder.but(on="2017-08-05", within_cap=True), law) == FREE
    )  # a new worker in an old place
    assert (
        grounds(builder.but(on="2017-09-11", within_cap=True), law) == "2375:17"
    )  # no new permits at all
    assert verdict(builder.but(on="2017-09-11", new=False), law) == FREE
    assert verdict(builder.but(on="2019-12-22", new=False), law) == FREE  # the last lawful day
    assert (
        grounds(builder.but(on="2019-12-23", new=False), law) == "2397:8"
    )  # old permits do not outlast the deadline
    assert grounds(builder.but(on="2024-01-01"), law) == "2375:17 2397:8"
    october = builder.but(on="2017-10-15", contract_date="2017-09-10")
    for told in (True, False):  # the report was due later, and is no condition
        assert verdict(october.but(notified=told), law) == FREE
    assert verdict(october, law) == FREE
    assert grounds(october.but(contract_date="2017-09-11"), law) == "2375:17"


@reader
def whose_work_and_where(law):
    """The paragraphs are about DPRK nationals in other States."""
    work = dict(within_cap=False, new=True, earning_income=True)
    for day, paragraph in (
        ("2017-08-05", "2371:11"),
        ("2017-09-11", "2375:17"),
        ("2019-12-23", "2397:8"),
    ):
        worker = act("work", day, direction="from_dprk", **work)
        assert paragraph in grounds(worker, law)
        assert paragraph in grounds(worker.but(direction="none"), law)  # one who was abroad before
        aid_worker = worker.but(direction="to_dprk")
        assert verdict(aid_worker, law) == FREE  # a foreigner paid for work inside the DPRK
        assert "direction" in classify(worker.but(direction=None), law).hinges_on
        coder = worker.but(remote_work=True, reading_2397_remote="narrow")
        assert verdict(coder, law) == FREE  # nobody abroad to admit or to send home
    remote = act("work", "2024-01-01", direction="from_dprk", remote_work=True, earning_income=True)
    assert classify(remote, law).hinges_on == {"reading_2397_remote"}  # argued, and not settled
    assert grounds(remote.but(reading_2397_remote="wide"), law) == "2397:8"
    wide = remote.but(reading_2397_remote="wide")
    assert verdict(wide.but(direction="to_dprk"), law) == FREE
    assert verdict(wide.but(earning_income=False), law) == FREE
    assert verdict(wide.but(on="2019-12-22"), law) == FREE
    assert verdict(wide.but(conduct="meeting"), law) == FREE
    soldier = act("deployment", "2024-01-01", direction="to_dprk", earning_income=True)
    assert verdict(soldier.but(reading_1874_troops="narrow"), law) == FREE


@reader
def whom_the_workers_rule_leaves_out(law):
    worker = act("work", "2024-01-01", direction="from_dprk", new=False, earning_income=True)
    assert verdict(worker, law) == BARRED
    assert verdict(worker.but(refugee=True), law) == FREE  # return barred by law
    assert verdict(worker.but(host_national=True), law) == FREE
    assert (
        verdict(worker.but(earning_income=False), law) == FREE
    )  # the test is income, not the visa
    assert classify(worker.but(earning_income=None), law).hinges_on == {"earning_income"}
    for day, paragraph in (("2017-08-05", "2371:11"), ("2024-01-01", "2375:17")):
        permit = worker.but(on=day, new=True, within_cap=False, earning_income=False)
        assert grounds(permit, law) == paragraph
        assert verdict(permit.but(host_national=True), law) == FREE  # nothing to authorise
        refugee = permit.but(refugee=True)
        assert classify(refugee, law).hinges_on == {"reading_2375_refugees"}  # not mentioned
        assert grounds(refugee.but(reading_2375_refugees="wide"), law) == paragraph
        assert verdict(refugee.but(reading_2375_refugees="narrow"), law) == FREE
        assert grounds(permit.but(reading_2375_refugees="narrow"), law) == paragraph
    dual_national = worker.but(host_national=True, new=None, earning_income=None)
    assert verdict(dual_national, law) == FREE


@reader
def teaching_and_science(law):
    course = act("teaching", "2024-01-01")
    for subject in ("advanced_physics", "computing", "geospatial", "nuclear", "aerospace"):
        assert grounds(course.but(field=subject), law) == "2270:17"
    for subject in ("advanced_materials", "engineering"):
        assert grounds(course.but(field=subject, related_discipline=False), law) == "2321:10"
    assert verdict(course.but(field="medical"), law) == FREE
    assert classify(course.but(field="agriculture"), law).hinges_on == {
        "related_discipline"
    }  # the list is not closed
    assert grounds(course.but(field="agriculture", related_discipline=True), law) == "2270:17"
    assert (
        verdict(course.but(field="nuclear", on="2016-03-01"), law) == FREE
    )  # 1874:28 only asked for vigilance
    study = act("science", "2024-01-01")
    assert verdict(study.but(field="medical"), law) == FREE  # medical exchanges are free
    assert (
        grounds(study.but(field="nuclear", state_finding=True, notified=True), law) == "2321:11"
    )  # the Committee's door
    assert verdict(study.but(field="nuclear", committee_approval=True), law) == FREE
    assert (
        verdict(study.but(field="agriculture", state_finding=True, notified=True), law) == FREE
    )  # the State's own door
    assert (
        grounds(study.but(field="agriculture", state_finding=True, notified=False), law)
        == "2321:11"
    )
    assert grounds(study.but(field="agriculture", state_finding=False), law) == "2321:11"
    assert verdict(study.but(field="nuclear", on="2016-11-29"), law) == FREE
    paper = study.but(on="2018-02-01", field="computing", state_finding=False)
    assert grounds(paper, law) == "2321:11" and "dprk_sponsored" in classify(paper, law).assumed
    assert verdict(paper.but(dprk_sponsored=False), law) == FREE  # a scholar who stands for nobody
    assert grounds(paper.but(on="2016-11-30"), law) == "2321:11"


@reader
def meeting_travelling_and_tourism(law):
    for conduct in ("meeting", "travel", "tourism"):
        assert (
            verdict(act(conduct, "2024-06-19", direction="none"), law) == FREE
        )  # talking is not barred, nor is tourism
    listed = act("travel", "2006-10-14", designated_party=True)
    assert grounds(listed, law) == "1718:8(e)"
    assert verdict(listed.but(on="2006-10-13"), law) == FREE
    assert verdict(listed.but(committee_approval=True), law) == FREE
    assert verdict(listed.but(host_national=True), law) == FREE  # a State's own nationals
    assert verdict(listed.but(host_national=True, on="2018-07-01"), law) == FREE


@reader
def who_acts_for_the_listed(law):
    agent = {"works_for_designated": True, "found_to": "agent"}
    paid = act("finance", "2014-05-01", direction="none", item="nothing", finance_kind="other")
    for one in (
        paid,
        into("wheat_flour", "2014-05-01", national_luxury=False),
        act("fishing_rights", "2014-05-01", direction="from_dprk"),
    ):
        assert grounds(one.but(**agent), law) == "1718:8(d)"  # the freeze reaches them
        assert verdict(one, law) == FREE
        assert verdict(one.but(**{**agent, "found_to": "other"}), law) == FREE  # evades, no agent
        assert classify(one.but(works_for_designated=True), law).hinges_on == {"found_to"}
    shift = act("work", "2014-05-01", direction="from_dprk", earning_income=True, **agent)
    assert grounds(shift, law) == "1718:8(d)" and grounds(shift.but(direction="none"), law)
    assert verdict(shift.but(direction="to_dprk"), law) == FREE
    assert verdict(shift.but(found_to="other"), law) == FREE
    venture = act("joint_venture", "2016-03-02", direction="none", new=True, **agent)
    assert grounds(venture, law) == "1718:8(d) 2270:15"
    assert verdict(venture.but(found_to="other"), law) == FREE


@reader
def banks_of_others_in_the_dprk(law):
    office = act("finance", "2016-06-01", direction="to_dprk", finance_kind="account", new=False)
    assert verdict(office.but(wmd_finding=False), law) == FREE  # 2321:31 is to come
    told = office.but(wmd_finding=True)  # credible information
    assert grounds(told, law) == "2094:11 2270:35"
    assert grounds(told.but(on="2016-05-31"), law) == "2094:11"  # within the ninety days
    assert grounds(told.but(committee_approval=True), law) == "2094:11"
    assert grounds(told.but(direction="from_dprk"), law) == "2094:11 2270:33"
    assert grounds(told.but(finance_kind="other", item="nothing"), law) == "2094:11"
    fresh = office.but(new=True, wmd_finding=False)
    assert grounds(fresh, law) == "2270:34" and verdict(fresh.but(on="2016-03-01"), law) == FREE
    assert grounds(fresh.but(wmd_finding=True), law) == "2094:11 2270:34"
    assert grounds(fresh.but(direction="from_dprk"), law) == "2270:33"
    assert verdict(fresh.but(finance_kind="other", item="nothing"), law) == FREE


@reader
def travellers_who_act_for_the_designated(law):
    agent = act("travel", "2013-03-07", works_for_designated=True)
    assert grounds(agent, law) == "2094:10"  # not on the list, but found to work for it
    assert verdict(agent.but(on="2013-03-06"), law) == FREE
    assert verdict(agent.but(conduct="meeting"), law) == FREE
    assert verdict(agent.but(works_for_designated=False), law) == FREE
    assert verdict(agent.but(host_national=True), law) == FREE
    assert verdict(agent.but(committee_approval=True), law) == FREE  # 1718:10 covers it
    assert verdict(agent.but(un_business=True), law) == FREE  # on the way to the United Nations
    assert grounds(agent.but(needed_presence=True), law) == "2094:10"  # whoever comes asks first
    listed = act("travel", "2018-07-01", designated_party=True)
    assert grounds(listed.but(un_business=True), law) == "1718:8(e)"
    mechanic = act("travel", "2016-03-02", arms_errand=True)
    assert (
        grounds(mechanic, law) == "2270:7" and verdict(mechanic.but(on="2016-03-01"), law) == FREE
    )
    assert verdict(mechanic.but(host_national=True), law) == FREE
    assert verdict(mechanic.but(committee_approval=True), law) == FREE
    assert verdict(mechanic.but(conduct="meeting"), law) == FREE
    tank = act("repair", "2016-03-02", direction="from_dprk", item="tank")
    for door in ("host_national", "committee_approval"):  # they are doors of the journey alone
        assert "2270:7" in grounds(tank.but(**{door: True}), law)
    assert grounds(listed.but(needed_presence=True), law) == "1718:8(e)"  # not for the listed


# money


@reader
def joint_ventures(law):
    venture = act("joint_venture", "2017-08-04", new=True)
    assert verdict(venture, law) == FREE
    assert (
        grounds(venture.but(designated_party=True, on="2016-03-02"), law) == "1718:8(d) 2270:15"
    )  # with designated entities, earlier
    partner = venture.but(designated_party=True, on="2016-03-01")
    assert grounds(partner, law) == "1718:8(d)"  # a share in it is an economic resource
    assert verdict(partner.but(on="2006-10-13"), law) == FREE
    assert grounds(venture.but(on="2017-08-05"), law) == "2371:12"  # no new ones, no growth
    assert verdict(venture.but(on="2017-08-05", new=False), law) == FREE
    assert verdict(venture.but(on="2017-09-10", new=False), law) == FREE
    assert grounds(venture.but(on="2017-09-11"), law) == "2375:18"
    assert verdict(venture.but(on="2018-01-09", new=False), law) == FREE  # the 120 days to close
    assert (
        grounds(venture.but(on="2018-01-10", new=False), law) == "2375:18"
    )  # and then all of them
    assert verdict(venture.but(on="2024-01-01", existing_hydropower_project=True), law) == FREE
    listed = act("joint_venture", "2024-01-01", designated_party=True)
    assert grounds(listed, law) == "1718:8(d) 2270:15 2375:18"  # the doors of all are shut
    assert classify(listed, law).assumed == {
        "committee_approval",
        "existing_hydropower_project",
        "rajin_transit",
        "diplomatic_mission_use",
        "humanitarian_actor",
    }
    assert verdict(venture.but(on="2024-01-01", committee_approval=True), law) == FREE


@reader
def shares_in_a_joint_venture(law):
    shares = act("finance", "2017-08-20", finance_kind="investment", direction="to_dprk")
    shares = shares.but(arms="none")
    assert grounds(shares, law) == "2371:12"  # fresh capital for an old venture, too
    assert verdict(shares.but(on="2017-08-04"), law) == FREE
    assert grounds(shares.but(on="2017-08-05"), law) == "2371:12"
    assert grounds(shares.but(on="2017-10-15", new=False), law) == "2375:18"
    assert grounds(shares.but(on="2017-09-11", new=False), law) == "2375:18"  # no time to grow
    for day in ("2017-08-20", "2017-10-15"):
        assert verdict(shares.but(on=day, finance_kind="other"), law) == FREE
        assert verdict(shares.but(on=day, conduct="meeting"), law) == FREE
    old = act("joint_venture", "2017-10-15", new=False)
    assert verdict(old, law) == FREE  # while it is being closed
    assert grounds(old.but(new=True), law) == "2375:18"  # enlarged
    assert verdict(shares.but(committee_approval=True), law) == FREE
    assert verdict(shares.but(on="2018-06-01", existing_hydropower_project=True), law) == FREE


@reader
def trade_support_in_three_steps(law):
    credit = act(
        "finance",
        "2013-03-06",
        direction="to_dprk",
        finance_kind="trade_support",
        wmd_finding=True,
        arms="none",
    )
    assert verdict(credit, law) == FREE
    assert grounds(credit.but(on="2013-03-07"), law) == "2094:11 2094:15"
    for day, paragraph in (("2013-03-07", "2094:15"), ("2016-03-02", "2270:36")):
        assert paragraph not in grounds(credit.but(on=day, finance_kind="other"), law)
        assert paragraph not in grounds(credit.but(on=day, wmd_finding=False), law)
        assert paragraph not in grounds(credit.but(on=day, conduct="display"), law)
    assert grounds(credit.but(on="2016-03-02"), law) == "2094:11 2270:36"
    assert grounds(credit.but(on="2016-11-30"), law) == "2094:11 2321:32"
    harmless = credit.but(on="2016-11-29", wmd_finding=False)
    assert verdict(harmless, law) == FREE  # it had to help the programmes
    untold = harmless.but(arms=None)
    assert classify(untold, law).hinges_on == {"arms", "item"}  # or to serve a trade in arms
    assert (
        grounds(credit.but(on="2016-11-30", wmd_finding=False), law) == "2321:32"
    )  # the condition is gone


@reader
def money_for_arms(law):
    deal = act("finance", "2010-07-01", direction="from_dprk", finance_kind="arms_deal")
    assert grounds(deal.but(arms="heavy"), law) == "1874:9"
    assert grounds(deal, law) == "1874:9"  # whatever arms they were
    assert grounds(deal.but(on="2009-06-12"), law) == "1874:9"
    assert verdict(deal.but(on="2009-06-11"), law) == FREE
    assert verdict(deal.but(finance_kind="account"), law) == FREE  # the arms make the deal
    untold = deal.but(finance_kind=None, arms="heavy")
    assert classify(untold, law).hinges_on == {"finance_kind"}
    for kind in ("trade_support", "bulk_cash", "investment", "other"):
        paid = deal.but(finance_kind=kind, item="small_arms")
        assert grounds(paid, law) == "1874:9", kind  # money in any form, if it is for arms
        assert verdict(paid.but(item="wheat_flour"), law) == FREE
        assert verdict(paid.but(on="2009-06-11"), law) == FREE
        assert verdict(paid.but(direction="none"), law) == FREE
    bought = deal.but(direction="to_dprk", item="tank")
    assert grounds(bought, law) == "1874:10"
    assert verdict(bought.but(on="2009-06-11"), law) == FREE
    shown = bought.but(conduct="display")
    assert classify(shown, law).hinges_on == {"reading_1718_showing"}  # no money for it
    assert verdict(shown.but(reading_1718_showing="narrow"), law) == FREE
    assert grounds(bought.but(finance_kind="other"), law) == "1874:10"
    assert verdict(bought.but(finance_kind="account"), law) == FREE
    rifles = bought.but(item="small_arms", on="2016-03-01")
    assert verdict(rifles, law) == FREE  # left out of 1874:10
    assert grounds(rifles.but(on="2016-03-02"), law) == "2270:6"
    assert grounds(rifles.but(on="2018-07-01"), law) == "2270:6"
    assert (
        grounds(rifles.but(on="2016-03-02", item="wheat_flour"), law) == "2270:6"
    )  # a deal in arms, all the same
    loan = rifles.but(on="2016-03-02", finance_kind="other")
    assert grounds(loan, law) == "2270:6"
    assert verdict(loan.but(on="2016-03-01"), law) == FREE
    assert verdict(loan.but(item="wheat_flour"), law) == FREE
    assert verdict(loan.but(finance_kind="account", new=False), law) == FREE
    for changed in (dict(conduct="display", direction="none"), dict(direction="none")):
        assert verdict(rifles.but(on="2016-03-02", **changed), law) == FREE
        assert verdict(loan.but(**changed), law) == FREE


@reader
def money_for_a_barred_trade(law):
    payment = act("finance", "2013-03-07", finance_kind="barred_trade")
    assert grounds(payment, law) == "2094:11"  # what pays for coal that may not be bought, say
    assert verdict(payment.but(on="2013-03-06"), law) == FREE
    assert grounds(payment.but(on="2018-07-01", item="coal"), law) == "2094:11"
    assert verdict(payment.but(finance_kind="account"), law) == FREE
    assert verdict(payment.but(conduct="meeting"), law) == FREE


@reader
def bank_accounts(law):
    account = act("finance", "2016-03-02", direction="from_dprk", finance_kind="account", new=True)
    assert grounds(account, law) == "2270:33"
    assert verdict(account.but(on="2016-03-01"), law) == FREE
    assert verdict(account.but(on="2016-05-31", new=False), law) == FREE  # 90 days to close
    assert grounds(account.but(on="2016-06-01", new=False), law) == "2270:33"
    assert (
        verdict(account.but(committee_approval=True), law) == FREE
    )  # 2270:33, before the general power
    assert "2321:31" not in grounds(
        account.but(on="2017-03-01"), law
    )  # DPRK banks abroad; 2321:31 is about banks in the DPRK
    assert "2321:31" in grounds(account.but(on="2017-02-28", new=True, direction="to_dprk"), law)
    assert "2321:31" in grounds(account.but(on="2017-03-01", new=False, direction="to_dprk"), law)
    assert "2321:31" not in grounds(
        account.but(on="2017-02-28", new=False, direction="to_dprk"), law
    )


@reader
def the_asset_freeze_and_what_2664_lifts(law):
    funds = act(
        "finance",
        "2022-12-08",
        designated_party=True,
        finance_kind="asset_release",
        humanitarian_actor=True,
    )
    assert grounds(funds, law) == "1718:8(d)"
    assert verdict(funds.but(on="2022-12-09"), law) == FREE  # without asking anybody
    assert verdict(funds.but(on="2022-12-09", humanitarian_actor=False), law) == BARRED
    assert (
        verdict(funds.but(basic_expenses=True, notified=True), law) == FREE
    )  # 1718:9, with notice
    assert verdict(funds.but(basic_expenses=True, notified=False), law) == BARRED
    assert (
        verdict(funds.but(committee_approval=True, on="2007-01-01"), law) == FREE
    )  # 1718:9, extraordinary expenses
    assert verdict(funds.but(on="2006-10-13"), law) == FREE
    court = funds.but(on="2018-03-01", humanitarian_actor=False, judicial_lien=True, notified=True)
    assert verdict(court, law) == FREE  # 1718:9(c): an older judgment
    assert verdict(court.but(notified=False), law) == BARRED
    assert grounds(court.but(judicial_lien=False), law) == "1718:8(d)"
    assert "1718:9(c)" in {e.id for e in classify(court.but(judicial_lien=None), law).exceptions}
    flour = into("wheat_flour", "2024-01-01", designated_party=True)
    assert grounds(flour, law) == "1718:8(d)"  # goods are economic resources
    assert verdict(flour.but(humanitarian_actor=True), law) == FREE


@reader
def ship_to_ship(law):
    flour = act("ship_to_ship", "2017-09-11", direction="to_dprk", item="wheat_flour")
    assert grounds(flour, law) == "2375:11"  # whatever the goods
    assert verdict(flour.but(on="2017-09-10"), law) == FREE
    assert grounds(act("ship_to_ship", "2017-09-11"), law) == "2375:11"
    assert verdict(act("ship_to_ship", "2017-09-10"), law) == OPEN  # before it, the goods decide


@reader
def what_changes_ships_is_supplied_all_the_same(law):
    def at_sea(one):
        return one.but(conduct="ship_to_ship")

    coal = at_sea(out_of("coal", "2017-08-05"))
    assert grounds(coal, law) == "2371:8"  # before 2375 said anything of the sea
    assert grounds(coal.but(on="2017-09-11"), law) == "2371:8 2375:11"  # and beside it
    assert grounds(coal.but(on="2016-11-30", livelihood=False), law) == "2321:26"
    assert grounds(coal.but(on="2016-03-02", livelihood=False), law) == "2270:29"
    rockets = at_sea(out_of("artillery_shell", "2010-07-01"))
    assert grounds(rockets, law) == "1718:8(b) 1874:9"
    assert verdict(rockets.but(on="2006-10-13"), law) == FREE
    rifles = at_sea(into("small_arms", "2010-07-01", notified=False, national_luxury=False))
    assert grounds(rifles, law) == "1874:10"
    diesel = at_sea(into("refined_petroleum", "2024-03-01", within_cap=False))
    assert grounds(diesel, law) == "2375:11 2397:5"
    for thing, day, paragraph in (
        ("luxury_automobile", "2013-03-07", "2094:23"),
        ("lead_crystal", "2016-03-02", "2270:39"),
        ("aviation_fuel", "2016-03-02", "2270:31"),
        ("vessel", "2017-12-22", "2397:14"),
        ("passenger_car", "2017-12-22", "2397:7"),
    ):
        assert paragraph in grounds(at_sea(into(thing, day)), law), thing
    for thing, day, paragraph in (
        ("gold", "2016-03-02", "2270:30"),
        ("copper", "2016-11-30", "2321:28"),
        ("statue", "2016-11-30", "2321:29"),
        ("seafood", "2017-08-05", "2371:9"),
        ("lead", "2017-08-05", "2371:10"),
        ("textiles", "2017-09-11", "2375:16"),
        ("wood", "2017-12-22", "2397:6"),
    ):
        assert paragraph in grounds(at_sea(out_of(thing, day)), law), thing
    tanker = at_sea(into("wheat_flour", "2016-06-01", designated_party=True))
    assert grounds(tanker, law) == "1718:8(d)"  # goods are economic resources at sea too


@reader
def two_banks_may_be_used_for_aid(law):
    for reason, paragraph in (
        (dict(designated_party=True), "1718:8(d)"),
        (dict(programme_entity=True), "2270:32"),
    ):
        aid = act("finance", "2018-03-01", finance_kind="asset_release", **reason)
        assert grounds(aid, law) == paragraph
        assert "2371:26" in {e.id for e in classify(aid, law).exceptions}
        through_the_bank = aid.but(two_named_banks=True)
        assert verdict(through_the_bank, law) == FREE  # 2371:26
        assert verdict(through_the_bank.but(on="2017-08-05"), law) == FREE
        assert grounds(through_the_bank.but(on="2017-08-04"), law) == paragraph
        goods = into("wheat_flour", "2018-03-01", two_named_banks=True, **reason)
        assert grounds(goods, law) == paragraph  # transactions, not goods


@reader
def the_freeze_on_entities_tied_to_the_programmes(law):
    paid = act("finance", "2016-03-02", finance_kind="asset_release", programme_entity=True)
    assert grounds(paid, law) == "2270:32"  # found by the State, listed by nobody
    assert verdict(paid.but(on="2016-03-01"), law) == FREE
    assert verdict(paid.but(programme_entity=False), law) == FREE
    assert verdict(paid.but(conduct="meeting"), law) == FREE
    goods = into("wheat_flour", "2016-03-02", programme_entity=True)
    assert grounds(goods, law) == "2270:32"
    assert verdict(paid.but(dprk_mission=True), law) == FREE  # the DPRK's own missions
    assert verdict(paid.but(committee_approval=True), law) == FREE
    for way in ("basic_expenses", "judicial_lien"):
        assert verdict(paid.but(**{way: True}, notified=True), law) == FREE  # as under 1718:9
        assert verdict(paid.but(**{way: True}, notified=False), law) == BARRED
        assert verdict(paid.but(notified=True), law) == BARRED
    assert verdict(paid.but(on="2022-12-09", humanitarian_actor=True), law) == FREE  # 2664
    listed = act("finance", "2016-03-02", designated_party=True, dprk_mission=True)
    assert grounds(listed, law) == "1718:8(d)"  # the listed stay frozen, mission or not


# powers and misunderstandings


@reader
def the_committee_can_lift_from_the_day_it_was_given_the_power(law):
    for one, before in (
        (into("luxury_automobile", "2016-11-30"), "2016-11-29"),
        (out_of("gold", "2016-11-30"), "2016-11-29"),
        (into("tank", "2016-11-30"), "2016-11-29"),
    ):
        assert (
            verdict(one.but(committee_approval=True), law) == FREE
        )  # 2321:46 reaches back to older bans
        assert verdict(one.but(committee_approval=True, on=before), law) == BARRED
    for paragraph in ("2321:46", "2371:26", "2375:26", "2397:25"):
        assert (
            verdict(
                into("luxury_automobile", "2024-02-18", committee_approval=True),
                law.without(paragraph),
            )
            == FREE
        )  # any one will do
    none = law.without("2321:46", "2371:26", "2375:26", "2397:25")
    assert (
        grounds(into("luxury_automobile", "2024-02-18", committee_approval=True), none)
        == "2094:23 2397:7"
    )


def doors_for_ships_and_people():
    """Cases that the Committee can free under the paragraph that bars them."""
    clear, suspect = {"ship_record": "clear"}, {"ship_record": "suspected"}
    listed, insured = {"ship_record": "designated"}, {"finance_kind": "ship_insurance"}
    stays = {"earning_income": False, "capacity": "private"}
    lease = act("lease", "2017-01-01", direction="to_dprk", whose_ship="foreign")
    return {
        "2270:13": act("stay", "2016-06-01", works_for_designated=True),
        "2270:22": act("port_call", "2016-06-01", **suspect),
        "2321:8": lease,
        "2321:9": act("registration", "2017-01-01", whose_ship="dprk_flag", **clear),
        "2321:12": act("registration", "2017-01-01", whose_ship="foreign", **listed),
        "2321:22": act("finance", "2017-01-01", whose_ship="dprk_run", **insured, **clear),
        "2321:33": act("stay", "2017-01-01", **{**stays, "capacity": "bank_agent"}),
        "2371:6": act("port_call", "2017-08-05", **listed),
        "2371:7": lease.but(on="2017-08-05", direction="from_dprk", whose_ship="dprk"),
        "2375:6": act("port_call", "2017-09-11", **listed),
        "2397:9": act("ship_let_go", "2017-12-22", **suspect),
        "2397:11": act("finance", "2024-01-01", whose_ship="foreign", **insured, **suspect),
        "2397:12": act("classification", "2024-01-01", whose_ship="foreign", **suspect),
    }


@reader
def some_paragraphs_have_a_door_of_the_committee_of_their_own(law):
    alone = law.without("2321:46", "2371:26", "2375:26", "2397:25")  # the general powers hide them
    work = dict(direction="from_dprk", within_cap=False, new=True, earning_income=False)
    doors = {
        "2321:29": out_of("statue", "2024-01-01"),
        "2321:30": into("helicopter", "2017-01-01", new=True),
        "2321:31": act(
            "finance",
            "2017-03-01",
            direction="to_dprk",
            finance_kind="account",
            new=False,
            wmd_finding=False,
        ),
        "2321:32": act(
            "finance",
            "2017-03-01",
            direction="to_dprk",
            finance_kind="trade_support",
            arms="none",
        ),
        "2321:11": act("science", "2024-01-01", field="nuclear"),
        "2371:11": act("work", "2017-08-05", **work),
        "2371:12": act("joint_venture", "2017-08-05", new=True),
        "2375:16": out_of("textiles", "2024-01-01"),
        "2375:17": act("work", "2018-01-01", **work),
        "2375:18": act("joint_venture", "2018-06-01"),
        "2375:15": into("crude_oil", "2017-10-01", within_cap=False, livelihood=True),
        "2397:4": into("crude_oil", "2024-01-01", within_cap=False, livelihood=True),
        **doors_for_ships_and_people(),
    }
    for paragraph, one in doors.items():
        assert paragraph in grounds(one, alone), paragraph
        assert verdict(one.but(committee_approval=True), alone) == FREE, paragraph
    for paragraph in ("2375:15", "2397:4"):
        assert (
            grounds(doors[paragraph].but(committee_approval=True, livelihood=False), alone)
            == paragraph
        )  # for livelihood only
    assert (
        grounds(
            act(
                "science",
                "2024-01-01",
                field="agriculture",
                committee_approval=True,
                state_finding=False,
            ),
            alone,
        )
        == "2321:11"
    )  # not its field
    assert (
        grounds(into("vessel", "2024-01-01", committee_approval=True, new=False), alone) == "2397:7"
    )  # 2397:14 lets it, 2397:7 does not
    assert (
        grounds(into("luxury_automobile", "2024-01-01", committee_approval=True), alone)
        == "2094:23 2397:7"
    )


@reader
def livelihood_is_no_general_defence(law):
    for one in (
        into("passenger_car", "2024-01-01"),
        out_of("coal", "2024-01-01"),
        out_of("seafood", "2024-01-01"),
        into("condensate", "2024-01-01"),
    ):
        assert verdict(one.but(livelihood=True, notified=True, state_finding=True), law) == BARRED


@reader
def the_end_of_the_panel_changed_nothing(law):
    for one in (
        into("luxury_automobile", "2024-04-30"),
        out_of("coal", "2024-04-30"),
        into("tank", "2024-04-30"),
        act("ship_to_ship", "2024-04-30"),
    ):
        assert (
            grounds(one, law) == grounds(one.but(on="2024-05-01"), law) != ""
        )  # the mandate lapsed, the measures did not


@reader
def a_code_tells_the_thing_where_the_thing_fills_its_heading(law):
    flour = Case(on="2024-01-01", direction="from_dprk", conduct="transfer", hs="1101")
    assert verdict(flour, law) == FREE  # no statue, no coal: nothing of 1101 is named
    coal = flour.but(hs="2701")
    assert grounds(coal, law) == "2371:8"  # 2701 is the heading of coal, and of nothing else
    assert "item" not in classify(coal, law).hinges_on
    short = flour.but(hs="27")
    assert verdict(short, law) == OPEN  # coal, or another thing of chapter 27
    assert "item" in classify(short, law).hinges_on
    statue = flour.but(hs="9703")
    assert verdict(statue, law) == OPEN  # 9703 holds originals of every kind, statues among them
    assert verdict(statue.but(item="another thing"), law) == FREE
    with pytest.raises(KitError, match="holds nothing but"):
        coal.but(item="another thing")
    fuel = Case(
        on="2024-01-01",
        direction="to_dprk",
        conduct="transfer",
        hs="2710",
        within_cap=True,
        notified=True,
        livelihood=True,
        national_luxury=False,
    )
    assert classify(fuel, law).hinges_on == {"item"}  # diesel under the cap, or aviation fuel
    assert (
        verdict(fuel.but(item="refined_petroleum"), law) == FREE
        and verdict(fuel.but(item="aviation_fuel"), law) == BARRED
    )


@reader
def what_this_vocabulary_cannot_say_is_not_cleared(law):
    something = Case(on="2023-11-21", direction="none", conduct="other")
    found = classify(something, law)
    assert verdict(something, law) == OPEN and found.hinges_on == {"unsaid"}
    assert {"1718:12", "2397:28"} <= {measure.id for measure in found.unsaid}
    assert verdict(something.but(unsaid=False), law) == FREE
    assert verdict(something.but(on="2006-10-13"), law) == FREE  # no binding paragraph yet


# acts that the paragraphs name


@reader
def launches_and_tests(law):
    assert grounds(act("nuclear_test", "2006-10-14"), law) == "1718:2"
    assert verdict(act("nuclear_test", "2006-10-09"), law) == FREE  # the first one: no rule yet
    early = act("missile_launch", "2006-07-15")
    assert classify(early, law).hinges_on == {"reading_1695_force"}
    assert grounds(early.but(reading_1695_force="binds"), law) == "1695:2"
    assert verdict(early.but(on="2006-07-14"), law) == FREE
    assert grounds(early.but(on="2006-10-14"), law) == "1718:2 1718:5"
    aim = act("meeting", "2006-07-15", reading_1695_force="binds")
    assert verdict(aim, law) == FREE
    assert grounds(act("nuclear_test", "2009-06-12"), law) == "1718:2 1874:2"
    assert grounds(act("missile_launch", "2009-06-11"), law) == "1718:2 1718:5"
    assert grounds(act("missile_launch", "2023-07-12"), law) == "1718:2 1718:5 1874:2 1874:3"
    # 1718 names a ballistic missile, 1874 any launch that uses its technology; but the Council
    # said of the satellite of April 2009 that its launch contravened 1718
    assert grounds(act("satellite_launch", "2009-04-05"), law) == "1718:2 1718:5"
    assert grounds(act("satellite_launch", "2023-11-21"), law) == "1718:2 1718:5 1874:2 1874:3"
    assert verdict(act("satellite_launch", "2006-10-13"), law) == OPEN  # does 1695 bind?
    assert verdict(act("other_launch", "2024-01-24"), law) == FREE  # a cruise missile
    assert grounds(act("nuclear_programme", "2024-09-13"), law) == "1718:6 1874:8"
    assert grounds(act("missile_programme", "2024-03-19"), law) == "1718:5 1718:7 1874:3"
    # who uses a weapon of mass destruction has not given it up, as 1718:7 demands
    assert grounds(act("chemical_weapons", "2017-02-13"), law) == "1718:7"
    assert verdict(act("chemical_weapons", "2006-10-13"), law) == FREE
    assert grounds(act("chemical_weapons", "2017-08-04"), law) == "1718:7"
    assert grounds(act("chemical_weapons", "2017-08-05"), law) == "1718:7 2371:15"
    # what the Committee may exempt are measures, not what the DPRK itself must not do
    for conduct in ("nuclear_test", "satellite_launch", "missile_programme", "chemical_weapons"):
        assert verdict(act(conduct, "2024-04-01", committee_approval=True), law) == BARRED


@reader
def ships_in_ports(law):
    def call(record, on="2024-04-01", **more):
        return act("port_call", on, ship_record=record, **more)

    assert grounds(call("designated"), law) == "2270:22 2321:12 2371:6 2375:6"
    assert grounds(call("designated", "2017-08-04"), law) == "2270:22 2321:12"
    assert grounds(call("suspected"), law) == "2270:22"
    assert verdict(call("suspected", "2016-03-01"), law) == FREE
    assert grounds(call("refused_inspection", "2013-03-07"), law) == "2094:17"
    assert verdict(call("refused_inspection", "2013-03-06"), law) == FREE
    for reason in ("emergency", "inspection", "way_back"):
        refused = call("refused_inspection", "2013-03-07", port_reason=reason)
        assert verdict(refused, law) == FREE
    assert verdict(call("clear"), law) == FREE
    assert grounds(call("clear", designated_party=True), law) == "2270:22"  # whose ship it is
    assert verdict(act("port_call", "2024-04-01"), law) == OPEN  # nothing is presumed
    # the doors differ: 2371:6 and 2375:6 have none for an inspection
    for reason, due in {
        "emergency": "",
        "way_back": "",
        "inspection": "2321:12 2371:6 2375:6",
        "humanitarian": "2270:22 2321:12 2371:6 2375:6",
    }.items():
        assert grounds(call("designated", port_reason=reason), law) == due, reason
    assert verdict(call("designated", committee_approval=True), law) == FREE


@reader
def flags_insurance_and_class(law):
    def ship(conduct, whose, on="2024-04-01", record="clear", **more):
        return act(conduct, on, whose_ship=whose, ship_record=record, **more)

    # under the flag of the DPRK: a chain of two, the first with a door for livelihood
    aid = {"livelihood": True, "notified": True}
    assert verdict(ship("registration", "dprk_flag", "2016-03-01"), law) == FREE
    assert verdict(ship("registration", "dprk_flag", "2016-03-02"), law) == OPEN
    plain = {**aid, "livelihood": False}
    assert grounds(ship("registration", "dprk_flag", "2016-03-02", **plain), law) == "2270:20"
    assert verdict(ship("registration", "dprk_flag", "2016-11-29", **aid), law) == FREE
    assert grounds(ship("registration", "dprk_flag", "2016-11-30", **aid), law) == "2321:9"
    assert verdict(ship("registration", "dprk", "2024-04-01"), law) == FREE  # its own ship at home
    assert grounds(ship("use", "dprk_flag", item="vessel"), law) == "2321:9"
    assert grounds(ship("registration", "dprk_run"), law) == "2321:24"
    assert grounds(ship("registration", "foreign", record="suspected"), law) == "2397:12"
    assert verdict(ship("registration", "foreign", "2017-12-21", "suspected"), law) == FREE
    assert grounds(ship("registration", "foreign", record="designated"), law) == "2321:12 2397:12"
    assert grounds(ship("classification", "dprk"), law) == "2321:9"
    assert grounds(ship("classification", "dprk_run", record="suspected"), law) == "2397:12"
    # the one by the flag, the other by the hand that runs the ship, the third by what it did
    insured = {"finance_kind": "ship_insurance"}
    assert grounds(ship("finance", "dprk", **insured), law) == "2321:9 2321:22"
    assert grounds(ship("finance", "dprk_run", **insured), law) == "2321:22"
    assert grounds(ship("finance", "dprk_flag", **insured), law) == "2321:9"
    assert grounds(ship("finance", "foreign", record="suspected", **insured), law) == "2397:11"
    assert verdict(ship("finance", "foreign", **insured), law) == FREE
    assert verdict(ship("finance", "dprk", **insured, committee_approval=True), law) == FREE


@reader
def leases_and_crews(law):
    lease = act("lease", "2016-03-02", direction="to_dprk", whose_ship="foreign", livelihood=False)
    assert grounds(lease, law) == "2270:19" and verdict(lease.but(on="2016-03-01"), law) == FREE
    aid = {"livelihood": True, "notified": True}
    assert verdict(lease.but(**aid), law) == FREE  # told beforehand, for livelihood
    assert grounds(lease.but(on="2016-11-30", **aid), law) == "2321:8"  # no such door any more
    chartered = act("lease", "2017-08-05", direction="from_dprk", whose_ship="dprk")
    assert grounds(chartered, law) == "2321:9 2371:7"
    assert grounds(chartered.but(on="2017-08-04"), law) == "2321:9"
    # crews to the DPRK, and crews from it
    assert grounds(act("crew", "2024-04-01", direction="to_dprk"), law) == "2321:8"
    assert grounds(act("crew", "2024-04-01", direction="from_dprk"), law) == "2321:23"
    assert verdict(act("crew", "2016-11-29", direction="from_dprk"), law) == FREE
    assert grounds(act("crew", "2024-04-01", direction="none"), law) == "2321:23"
    assert verdict(act("crew", "2024-04-01"), law) == BARRED  # whichever way


@reader
def bunkering(law):
    fuel = act(
        "bunkering",
        "2016-06-01",
        direction="none",
        whose_ship="dprk",
        ship_record="suspected",
        item="refined_petroleum",
    )
    assert grounds(fuel, law) == "1874:17" and verdict(fuel.but(on="2009-06-11"), law) == FREE
    assert verdict(fuel.but(whose_ship="foreign"), law) == FREE
    assert verdict(fuel.but(port_reason="humanitarian"), law) == FREE
    assert grounds(fuel.but(port_reason="emergency"), law) == "1874:17"
    # what goes into a ship of the DPRK goes to the DPRK
    clear = fuel.but(on="2024-04-01", ship_record="clear", within_cap=False)
    assert grounds(clear, law) == "2397:5"
    assert verdict(clear.but(whose_ship="foreign"), law) == FREE
    # and what a visitor takes on inside the DPRK does not
    visitor = act(
        "bunkering", "2024-02-12", direction="from_dprk", whose_ship="foreign", item="aviation_fuel"
    )
    assert verdict(visitor, law) == FREE
    assert grounds(fuel.but(whose_ship="foreign", designated_party=True), law) == "1718:8(d)"


@reader
def cargo_and_ships_let_go(law):
    cargo = act("cargo_let_through", "2016-03-02", ship_record="clear", barred_act=False)
    assert grounds(cargo, law) == "2270:18"  # all cargo is to be inspected
    assert verdict(cargo.but(on="2016-03-01"), law) == FREE
    assert grounds(cargo.but(on="2013-03-07", ship_record="suspected"), law) == "2094:16"
    assert verdict(cargo.but(on="2013-03-06", ship_record="suspected"), law) == FREE
    assert grounds(cargo.but(on="2009-06-12", barred_act=True), law) == "1874:14"
    assert grounds(cargo.but(on="2009-06-11", barred_act=True, direction="to_dprk"), law) == (
        "1718:8(a)"  # through its territory
    )
    assert verdict(cargo.but(on="2009-06-11", barred_act=True, direction="from_dprk"), law) == FREE
    assert verdict(cargo.but(inspected=True), law) == FREE  # the duty is to inspect
    suspected = cargo.but(on="2013-03-07", ship_record="suspected")
    assert verdict(suspected.but(inspected=True), law) == FREE
    assert grounds(cargo.but(inspected=True, barred_act=True), law) == "1874:14"  # and to seize
    ship = act("ship_let_go", "2017-12-22", ship_record="suspected")
    assert grounds(ship, law) == "2397:9" and verdict(ship.but(on="2017-12-21"), law) == FREE
    assert verdict(ship.but(ship_record="clear"), law) == FREE
    assert verdict(ship.but(committee_approval=True), law) == FREE
    frozen = ship.but(on="2017-12-21", ship_record="designated")
    assert grounds(frozen, law) == "2270:23 2321:12"
    assert grounds(frozen.but(on="2016-03-02"), law) == "2270:23"  # the ships of annex III
    assert verdict(frozen.but(on="2016-03-01"), law) == FREE
    assert verdict(frozen.but(on="2016-03-02", ship_record="suspected"), law) == FREE
    assert verdict(frozen.but(on="2016-03-02", conduct="meeting"), law) == FREE
    assert verdict(frozen.but(on="2016-03-02", committee_approval=True), law) == FREE
    held = act("ship_let_go", "2015-03-01", ship_record="clear", designated_party=True)
    assert grounds(held, law) == "1718:8(d)"  # a ship is an economic resource
    assert verdict(held.but(designated_party=False), law) == FREE
    at_sea = act("inspection_refused", "2017-09-11", ship_record="suspected")
    assert grounds(at_sea, law) == "1874:13 2375:8"
    assert grounds(at_sea.but(on="2017-09-10"), law) == "1874:13"
    assert verdict(at_sea.but(on="2009-06-11"), law) == FREE
    assert verdict(at_sea.but(ship_record="clear"), law) == FREE
    flight = act("overflight", "2016-03-02", ship_record="suspected")
    assert grounds(flight, law) == "2270:21" and verdict(flight.but(on="2016-03-01"), law) == FREE
    assert verdict(flight.but(port_reason="inspection"), law) == FREE
    assert verdict(flight.but(ship_record="clear"), law) == FREE
    assert grounds(flight.but(port_reason="way_back"), law) == "2270:21"


@reader
def missions_and_people_who_stay(law):
    rooms = act("premises", "2016-11-30")
    assert grounds(rooms, law) == "2321:18" and verdict(rooms.but(on="2016-11-29"), law) == FREE
    account = act("finance", "2016-11-30", finance_kind="mission_account")
    assert grounds(account, law) == "2321:16" and verdict(account.but(on="2016-11-29"), law) == FREE
    stays = act("stay", "2024-04-01", capacity="bank_agent", earning_income=False)
    assert grounds(stays, law) == "2321:33" and verdict(stays.but(on="2016-11-29"), law) == FREE
    assert verdict(stays.but(needed_presence=True), law) == FREE
    private = stays.but(capacity="private")
    assert verdict(private, law) == FREE
    assert grounds(private.but(earning_income=True), law) == "2397:8"
    assert verdict(private.but(earning_income=None), law) == OPEN
    found = stays.but(capacity="private", works_for_designated=True, dprk_national=True)
    assert grounds(found, law) == "2094:10 2270:13"
    assert verdict(found.but(host_national=True), law) == FREE  # paragraph 14 spares nationals
    listed = private.but(designated_party=True)  # who is listed acts for the listed
    assert grounds(listed, law) == "2270:13" and verdict(listed.but(on="2016-03-01"), law) == FREE
    assert verdict(listed.but(host_national=True), law) == FREE
    assert verdict(listed.but(needed_presence=True), law) == FREE
    assert verdict(listed.but(un_business=True), law) == FREE
    assert grounds(found.but(on="2016-03-01"), law) == "2094:10"
    other = found.but(dprk_national=False)  # paragraph 14 of 2270 added the others
    assert grounds(other, law) == "2270:13" and verdict(other.but(on="2016-03-01"), law) == FREE
    overseer = act("stay", "2019-12-23", capacity="official", earning_income=False, overseer=True)
    assert grounds(overseer, law) == "2397:8"  # with the workers, paid or not
    assert verdict(overseer.but(overseer=False), law) == FREE
    assert verdict(overseer.but(on="2019-12-22"), law) == FREE
    at_work = act("work", "2019-12-23", earning_income=False, overseer=True, new=False)
    assert grounds(at_work.but(direction="from_dprk"), law) == "2397:8"
    assert verdict(at_work.but(direction="to_dprk"), law) == FREE
    assert verdict(at_work.but(direction="from_dprk", conduct="meeting"), law) == FREE
    comes = act("travel", "2016-11-30", capacity="official", works_for_designated=True)
    assert grounds(comes, law) == "2094:10 2321:15"
    assert grounds(comes.but(capacity="private"), law) == "2094:10"
    assert verdict(comes.but(works_for_designated=False), law) == FREE


@reader
def know_how_help_and_promises(law):
    drawings = act("know_how", "2024-11-01", direction="to_dprk", item="attack_drone")
    assert grounds(drawings, law) == "1718:8(c) 1874:10 2270:6"
    assert grounds(drawings.but(item="computer", control_listed=True), law) == (
        "1718:8(a)(ii) 1718:8(c)"
    )
    # to hand over what is on no list is technical cooperation still
    nothing = drawings.but(item="nothing", state_finding=False)
    assert verdict(nothing, law) == OPEN and verdict(nothing.but(field="medical"), law) == FREE
    assert grounds(nothing.but(field="agriculture"), law) == "2321:11"
    assert verdict(nothing.but(field="agriculture", dprk_sponsored=False), law) == FREE
    assert grounds(nothing.but(on="2016-11-29", wmd_finding=True), law) == "2270:27"
    out = drawings.but(direction="from_dprk", on="2009-06-12", item="small_arms")
    assert grounds(out, law) == "1874:9" and verdict(out.but(on="2009-06-11"), law) == FREE
    # brokering: of arms by name, of anything else by what it helps
    broker = act("brokering", "2013-03-07", direction="from_dprk", item="small_arms")
    assert grounds(broker, law) == "2094:7"
    assert verdict(broker.but(on="2013-03-06"), law) == OPEN  # 1718:8(a) asks what was helped
    assert verdict(broker.but(on="2013-03-06", barred_act=False), law) == FREE
    coal = act("brokering", "2024-04-01", direction="from_dprk", item="coal")
    assert verdict(coal, law) == OPEN and classify(coal, law).hinges_on == {"barred_act"}
    assert grounds(coal.but(barred_act=True), law) == "1718:8(a)"
    into_dprk = broker.but(direction="to_dprk", barred_act=False)
    assert verdict(into_dprk, law) == FREE and grounds(into_dprk.but(on="2016-03-02"), law) == (
        "2270:6"
    )
    treaty = act("promise", "2024-06-19", barred_act=True)
    assert classify(treaty, law).hinges_on == {"reading_1718_promise"}
    assert grounds(treaty.but(reading_1718_promise="wide"), law) == "1718:8(a)"
    assert verdict(treaty.but(reading_1718_promise="narrow"), law) == FREE


@reader
def what_crosses_and_comes_back(law):
    train = act("crossing", "2018-11-30", direction="to_dprk", item="train")
    assert classify(train, law).hinges_on == {"reading_2397_crossing"}
    assert grounds(train.but(reading_2397_crossing="wide"), law) == "2397:7"
    assert verdict(train.but(reading_2397_crossing="narrow"), law) == FREE
    assert verdict(train.but(on="2017-12-21"), law) == FREE
    assert verdict(train.but(committee_approval=True), law) == FREE
    assert verdict(train.but(direction="from_dprk"), law) == FREE  # of vehicles out it says nothing
    # what was repaired abroad goes back to the DPRK, or does it only go home?
    engine = train.but(conduct="repair", item="machinery")
    assert classify(engine, law).hinges_on == {"reading_2397_crossing"}
    assert verdict(engine.but(reading_2397_crossing="narrow"), law) == FREE
    assert verdict(engine.but(on="2017-12-21"), law) == FREE


@reader
def what_each_act_needs_besides(law):
    """An act alone is not enough, and neither are the facts without the act."""
    # a meeting is barred by nothing, whatever else is the case
    for day, whose, record, way in product(
        ("2016-06-01", "2024-04-01"),
        ("dprk", "dprk_flag", "dprk_run"),
        ("refused_inspection", "designated"),
        ("to_dprk", "from_dprk"),
    ):
        met = act("meeting", day, whose_ship=whose, ship_record=record, direction=way, hs="870323")
        met = met.but(
            capacity="official", works_for_designated=True, earning_income=True, barred_act=True
        )
        for kind in ("ship_insurance", "mission_account"):
            assert verdict(met.but(finance_kind=kind), law) == FREE
        assert verdict(met.but(capacity="bank_agent", item="vessel", hs="8901"), law) == FREE
        for fuel in ("refined_petroleum", "aviation_fuel"):
            assert verdict(met.but(hs="2710", item=fuel, arms="none"), law) == FREE
        assert verdict(met.but(reading_1718_promise="wide", control_listed=True), law) == FREE
        assert verdict(met.but(reading_2397_crossing="wide", reading_1718_freeze="wide"), law) == (
            FREE
        )
    pays = act("finance", "2024-04-01", finance_kind="other", item="nothing", whose_ship="dprk")
    assert verdict(pays.but(ship_record="suspected"), law) == FREE
    # a listed party's things, shown where they are
    shown = act("display", "2025-06-01", designated_party=True, reading_1718_freeze="wide")
    shown = shown.but(item="painting", direction="to_dprk")
    assert verdict(shown, law) == FREE


@reader
def what_each_act_about_ships_needs_besides(law):
    # under the flag of the DPRK: run, leased, classed, insured
    plain = {"livelihood": False, "notified": False, "ship_record": "clear"}
    for day, due in {"2016-06-01": "2270:20", "2017-06-01": "2321:9"}.items():
        run = act("use", day, whose_ship="dprk_flag", item="vessel", **plain)
        assert grounds(run, law) == due
        assert verdict(run.but(item="bus"), law) == FREE
        assert verdict(run.but(whose_ship="foreign"), law) == FREE
        leased = act("lease", day, direction="from_dprk", whose_ship="dprk", **plain)
        assert grounds(leased, law) == due
        assert verdict(leased.but(whose_ship="foreign"), law) == FREE
        assert verdict(leased.but(on="2024-04-01", whose_ship="foreign"), law) == FREE
        cover = act("finance", day, finance_kind="ship_insurance", whose_ship="dprk_flag", **plain)
        assert grounds(cover, law) == due
        assert verdict(cover.but(whose_ship="foreign"), law) == FREE
        classed = act("classification", day, whose_ship="dprk_flag", **plain)
        assert grounds(classed, law) == due
        assert verdict(classed.but(whose_ship="foreign"), law) == FREE
        assert verdict(act("registration", day, whose_ship="foreign", **plain), law) == FREE
        aid = {"livelihood": True, "notified": False}
        assert grounds(classed.but(**aid), law) == due  # no notice, no door
        assert grounds(leased.but(direction="to_dprk", whose_ship="foreign", **aid), law) == (
            "2270:19" if day < "2016-11-30" else "2321:8"
        )
    assert verdict(act("registration", "2024-04-01", whose_ship="foreign", **plain), law) == FREE
    # a door of ports is none of registers
    kept = act("registration", "2017-01-01", whose_ship="foreign", ship_record="designated")
    assert grounds(kept.but(port_reason="emergency"), law) == "2321:12"
    at_sea = act("inspection_refused", "2024-04-01", ship_record="clear")
    assert verdict(at_sea, law) == FREE
    # fuel for ships of the DPRK, at each step
    for day, thing, due in (
        ("2016-06-01", "aviation_fuel", "2270:31"),
        ("2017-10-15", "refined_petroleum", "2375:14"),
        ("2024-04-01", "refined_petroleum", "2397:5"),
    ):
        fuel = act("bunkering", day, item=thing, whose_ship="dprk_run", ship_record="clear")
        assert grounds(fuel.but(within_cap=False), law) == due
        assert verdict(fuel.but(whose_ship="foreign"), law) == FREE
        assert verdict(fuel.but(item="wheat_flour"), law) == FREE
    engine = act("bunkering", "2017-12-22", item="machinery", whose_ship="dprk")
    engine = engine.but(ship_record="clear")  # a spare engine for a ship of the DPRK
    assert grounds(engine, law) == "2397:7" and verdict(engine.but(on="2017-12-21"), law) == FREE
    assert verdict(engine.but(whose_ship="foreign"), law) == FREE
    # work from which a listed company gains
    work = act("work", "2018-06-01", direction="none", new=False, designated_party=True)
    assert grounds(work, law) == "1718:8(d)" and verdict(work.but(direction="to_dprk"), law) == FREE
    assert verdict(work.but(designated_party=False), law) == FREE
    assert verdict(work.but(humanitarian_actor=True, on="2022-12-09"), law) == OPEN  # income?
    tied = work.but(designated_party=False, programme_entity=True)
    assert grounds(tied, law) == "2270:32" and verdict(tied.but(direction="to_dprk"), law) == FREE


@reader
def what_other_acts_need_besides(law):
    # who stays is not who comes
    stays = act(
        "stay", "2017-01-01", capacity="official", works_for_designated=True, dprk_national=True
    )
    assert grounds(stays, law) == "2094:10 2270:13"
    assert verdict(stays.but(needed_presence=True), law) == FREE
    # arms that are arranged, kind by kind
    broker = act("brokering", "2013-03-07", direction="none", barred_act=False)
    assert grounds(broker.but(item="tank"), law) == "2094:7"
    assert grounds(broker.but(item="body_armour"), law) == "2094:7"
    assert grounds(broker.but(item="computer", control_listed=True), law) == "2094:7"
    assert verdict(broker.but(item="computer"), law) == FREE
    # what crosses is a vehicle; what goes back from a repair is of the chapters of 2397:7
    wide = {"direction": "to_dprk", "reading_2397_crossing": "wide"}
    assert verdict(act("crossing", "2024-04-01", item="machinery", **wide), law) == FREE
    assert grounds(act("repair", "2024-04-01", item="machinery", **wide), law) == "2397:7"
    assert verdict(act("repair", "2024-04-01", item="horse", **wide), law) == FREE
    out = {**wide, "direction": "from_dprk"}
    assert verdict(act("repair", "2024-04-01", item="machinery", **out), law) == FREE
    treaty = act("promise", "2024-06-19", reading_1718_promise="wide", barred_act=False)
    assert verdict(treaty, law) == FREE


@reader
def an_act_about_no_goods(law):
    lesson = act("training", "2024-04-01", direction="from_dprk", military_training=False)
    assert {"item", "arms"} <= classify(lesson, law).hinges_on
    assert verdict(lesson.but(item="nothing"), law) == FREE
    pay = act("finance", "2024-04-01", direction="to_dprk", finance_kind="other")
    assert verdict(pay.but(item="nothing"), law) == FREE
    assert grounds(pay.but(item="nothing", designated_party=True), law) == "1718:8(d)"
    with pytest.raises(KitError):
        lesson.but(item="nothing", hs="9305")


@reader
def what_a_listed_party_owns_is_shown(law):
    shown = act("display", "2025-06-01", item="painting", direction="from_dprk")
    assert verdict(shown, law) == FREE  # nobody says that a listed party has a part in it
    listed = shown.but(designated_party=True)
    assert classify(listed, law).hinges_on == {"reading_1718_freeze"}
    assert grounds(listed.but(reading_1718_freeze="wide"), law) == "1718:8(d)"
    assert verdict(listed.but(on="2006-10-13"), law) == FREE


@reader
def no_code_is_cleared_that_may_be_what_is_barred(law):
    """Where only the code is known, arms, listed goods and goods barred by name stay open."""
    listed = (
        "890610",
        "8906",
        "9307",
        "3601",
        "3602",
        "360300",
        "281112",
        "281212",
        "2812",
        "2931",
        "841210",
        "901420",
        "8401",
        "2844",
        "2845",
        "2612",
    )
    by_name = (
        "711291",
        "7109",
        "7118",
        "262011",
        "7303",
        "732510",
        "7207",
        "6810",
        "6809",
        "4420",
        "392640",
        "1603",
        "051191",
        "2301",
    )
    for direction, code in (
        *product(("to_dprk", "from_dprk"), listed),
        *(("from_dprk", code) for code in by_name),
        ("to_dprk", "2707"),
    ):
        for day in ("2018-06-01", *["2015-06-01"] * (code in listed)):
            one = Case(
                on=day, direction=direction, conduct="transfer", hs=code, national_luxury=False
            )
            assert verdict(one, law) is not FREE, one


@reader
def a_motorcycle_hangs_on_the_widest_reading(law):
    motorcycle = into("motorcycle", "2015-06-01", national_luxury=False)
    assert classify(motorcycle, law).hinges_on == {"reading_2094_cars"}
    assert grounds(motorcycle.but(reading_2094_cars="widest"), law) == "2094:23"
    assert verdict(motorcycle.but(reading_2094_cars="wide"), law) == FREE
    assert verdict(out_of("motorcycle", "2015-06-01", reading_2094_cars="widest"), law) == FREE
    assert (
        grounds(into("passenger_car", "2015-06-01", reading_2094_cars="widest"), law) == "2094:23"
    )
    assert grounds(motorcycle.but(on="2017-12-22"), law) == "2397:7"  # whatever the reading


@reader
def a_fact_about_an_unknown_thing_counts(law):
    parcel = Case(on="2012-06-01", direction="to_dprk", conduct="transfer")
    assert "national_luxury" in classify(parcel, law).hinges_on
    assert "national_luxury" not in classify(parcel.but(national_luxury=False), law).hinges_on
    assert grounds(parcel.but(national_luxury=True), law) == "1718:8(a)(iii)"  # whatever it was
    assert (
        verdict(parcel.but(national_luxury=False, arms="none", control_listed=False), law) == FREE
    )


@reader
def nothing_was_surely_barred_before_14_october_2006(law):
    for one in (
        into("tank", "2006-10-13"),
        out_of("artillery_shell", "2006-10-13"),
        into("luxury_automobile", "2006-10-13", national_luxury=True),
    ):
        assert verdict(one, law) == FREE and verdict(one.but(on="2006-10-14"), law) == BARRED


@reader
def whether_1695_binds_is_a_reading(law):
    for one, paragraph, after in (
        (out_of("ballistic_missile", "2006-09-15"), "1695:4", "1718:8(b)"),
        (into("ballistic_missile", "2006-09-15"), "1695:3", "1718:8(a)(i)"),
    ):
        assert classify(one, law).hinges_on == {"reading_1695_force"}  # no flat clearance
        binding = one.but(reading_1695_force="binds")
        assert grounds(binding, law) == paragraph
        assert grounds(binding.but(on="2006-07-15"), law) == paragraph
        assert verdict(binding.but(on="2006-07-14"), law) == FREE
        assert grounds(binding.but(on="2006-10-13"), law) == paragraph
        assert grounds(one.but(on="2006-10-14"), law) == after  # moot
        assert verdict(one.but(reading_1695_force="asks"), law) == FREE
        assert verdict(binding.but(item="tank"), law) == FREE  # missile goods only
        assert verdict(binding.but(conduct="display"), law) == FREE
    engine = out_of("rocket_engine", "2006-09-15", reading_1695_force="binds")
    assert grounds(engine, law) == "1695:4"
    assert verdict(engine.but(direction="none"), law) == FREE
    money = act("finance", "2006-09-15", wmd_finding=True)
    assert grounds(money.but(reading_1695_force="binds"), law) == "1695:4"
    assert verdict(money.but(reading_1695_force="asks"), law) == FREE
    assert verdict(money.but(reading_1695_force="binds", wmd_finding=False), law) == FREE
    assert verdict(money.but(reading_1695_force="binds", conduct="meeting"), law) == FREE


# every item, both ways, on both sides of every day on which a goods paragraph begins or ends

NAMED = """
    luxury_automobile       8703   2094:23                                    -
    passenger_car           8703   2094:23                                    -
    racing_car              8703   2094:23                                    -
    bus                     8702   -                                          -
    ambulance               8703   -                                          -
    tractor                 8701   -                                          -
    truck                   8704   -                                          -
    special_purpose_vehicle 8705   -                                          -
    vehicle_part            8708   -                                          -
    motorcycle              8711   -                                          -
    bicycle                 8712   -                                          -
    wheelchair              8713   -                                          -
    snowmobile              870310 2270:39                                    -
    train                   86     -                                          -
    railway_wagon           8606   -                                          -
    helicopter              8802   2321:30                                    -
    aircraft                8802   -                                          -
    private_jet             8802   -                                          -
    aircraft_part           8807   -                                          -
    drone                   8806   -                                          -
    vessel                  8901   2321:30,2397:14                            -
    yacht                   8903   2094:23,2321:30,2397:14                    -
    personal_watercraft     8903   2270:39                                    -
    jewellery               7113   2094:23                                    -
    gems                    7103   2094:23                                    -
    luxury_watch            9101   2270:39                                    -
    watch                   9102   -                                          -
    lead_crystal            7013   2270:39                                    -
    recreational_sports_equipment 9506 2270:39                                -
    rug                     5702   2321:5                                     -
    porcelain_tableware     6911   2321:5                                     -
    ski_lift                8428   -                                          -
    spirits                 2208   -                                          -
    wine                    2204   -                                          -
    tobacco                 2402   -                                          -
    perfume                 3303   -                                          -
    fur                     4303   -                                          -
    musical_instrument      9201   -                                          -
    painting                9701   -                                          -
    statue                  9703   -                                          2321:29
    horse                   0101   -                                          -
    dog                     0106   -                                          -
    zoo_animal              0106   -                                          -
    toy                     9503   -                                          -
    livestock               0104   -                                          -
    wheat_flour             1101   -                                          -
    vegetables              07     -                                          -
    mushrooms               0709   -                                          -
    fruit                   08     -                                          -
    oil_seeds               12     -                                          -
    ginseng                 1211   -                                          -
    ginseng_extract         1302   -                                          -
    seafood                 03     -                                          2371:9
    medicine                3004   -                                          -
    coal                    2701   -                                          2270:29,2321:26,2371:8
    iron_ore                2601   -                                          2270:29,2321:26,2371:8
    iron                    72     -                                          2270:29,2321:26,2371:8
    steel                   72     -                                          -
    nails                   7317   -                                          -
    lead                    78     -                                          2371:10
    lead_ore                2607   -                                          2371:10
    gold                    7108   -                                          2270:30
    titanium_ore            2614   -                                          2270:30
    vanadium_ore            2615   -                                          2270:30
    rare_earths             2805   -                                          2270:30
    copper                  74     -                                          2321:28
    nickel                  75     -                                          2321:28
    silver                  7106   -                                          2321:28
    zinc                    79     -                                          2321:28
    magnesite               2519   -                                          -
    wood                    44     -                                          -
    textiles                62     -                                          2375:16
    machinery               84     -                                          -
    electrical_equipment    85     -                                          -
    computer                8471   -                                          -
    nuclear_reactor         8401   -                                          -
    uranium                 2844   -                                          -
    heavy_water             2845   -                                          -
    scheduled_chemical      2812   -                                          -
    rocket_engine           841210 -                                          -
    navigation_instrument   901420 -                                          -
    crude_oil               2709   2375:15,2397:4                             -
    refined_petroleum       2710   2375:14,2397:5                             -
    aviation_fuel           2710   2270:31                                    -
    condensate              2709   2375:13                                    -
    natural_gas_liquids     2711   2375:13                                    -
    small_arms              9301   1874:10,2270:6                             1874:9
    artillery_shell         9306   1718:8(a)(i),1874:10,2270:6                1718:8(b),1874:9
    ballistic_missile       9306   1718:8(a)(i),1874:10,2270:6                1718:8(b),1874:9
    air_defence_system      9301   1874:10,2270:6                             1874:9
    tank                    8710   1718:8(a)(i),1874:10,2270:6                1718:8(b),1874:9
    combat_aircraft         8802   1718:8(a)(i),1874:10,2270:6                1718:8(b),1874:9
    warship                 890610 1718:8(a)(i),1874:10,2270:6,2321:30,2397:14 1718:8(b),1874:9
    attack_drone            8806   1718:8(a)(i),1874:10,2270:6                1718:8(b),1874:9
    body_armour             6211   1874:10,2270:6                             1874:9
    side_arm                9307   -                                          -
    explosives              3602   -                                          -
    nothing                 00     -                                          -
"""
IN_CHAPTERS = {*range(72, 77), *range(78, 90)}  # 2397:7; there is no chapter 77
OUT_CHAPTERS = {7, 8, 12, 25, 44, 84, 85, 89}  # 2397:6
ADOPTED = {
    "1718": "2006-10-14",
    "1874": "2009-06-12",
    "2094": "2013-03-07",
    "2270": "2016-03-02",
    "2321": "2016-11-30",
    "2371": "2017-08-05",
    "2375": "2017-09-11",
    "2397": "2017-12-22",
}
GONE = {
    "2270:29": "2016-11-30",
    "2321:26": "2017-08-05",
    "2375:14": "2017-12-22",
    "2375:15": "2017-12-22",
}
ANSWERED = dict(
    national_luxury="no",
    reading_2094_cars="wide",
    new="yes",
    unit_value_usd=10**6,
    within_cap="no",
    notified="no",
    livelihood="no",
    civil_aircraft_part="no",
    control_listed="no",
    reading_2371_steel="narrow",
    reading_1695_force="asks",
)


@reader
def every_item_both_ways_on_every_turning_day(law):
    days = [
        date.fromisoformat(d) - timedelta(days=early) for d in ADOPTED.values() for early in (1, 0)
    ] + [date(2026, 11, 21)]
    for line in NAMED.strip().splitlines():
        thing, code, going_in, coming_out = line.split()
        assert item(thing).hs == code, thing
        if thing == "nothing":
            with pytest.raises(KitError, match="done to a thing"):  # no goods are passed on
                into(thing, days[0])
            continue
        chapter = int(code[:2])
        expected = {
            "to_dprk": going_in.split(",") + ["2397:7"] * (chapter in IN_CHAPTERS),
            "from_dprk": coming_out.split(",") + ["2397:6"] * (chapter in OUT_CHAPTERS),
        }
        unarmed = (
            {"arms": "none"}
            if thing in ("drone", "rocket_engine", "side_arm", "explosives")
            else {}
        )
        for direction, day in product(expected, days):
            due = {
                i
                for i in expected[direction]
                if i != "-" and ADOPTED[i[:4]] <= str(day) < GONE.get(i, "9999")
            }
            one = Case(
                on=day, direction=direction, conduct="transfer", item=thing, **ANSWERED, **unarmed
            )
            found = classify(one, law)
            assert {ground.id for ground in found.grounds} == due, one
            assert found.verdict == (BARRED if due else FREE), one
