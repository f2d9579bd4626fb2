"""The named cases: the verdict that each must come to, and why.

The verdicts are typed here as a lawyer would give them, not taken from the engine. Behind a verdict
stand the paragraphs that bar, or the questions that it hangs on.
"""

import pytest

from sanctionslab import case, cases, classify

BARRED, FREE, OPEN = "prohibited", "not prohibited", "undetermined"

EXPECTED = {
    # presents
    "aurus-2024-02": (BARRED, "2094:23 2397:7"),  # a luxury car, and a vehicle
    "aurus-2024-06": (BARRED, "2094:23 2397:7"),
    "aurus-shown-2023-09": (FREE, ""),  # nothing is handed over
    "aurus-ride-2025-09": (FREE, ""),
    "gift-car-used-2024-03": (FREE, ""),  # the supply is the act, not the use
    "tea-set-2024-06": (OPEN, "national_luxury unit_value_usd"),  # above USD 100, or on a list
    "dirk-2024-06": (OPEN, "arms national_luxury"),  # is a ceremonial blade an arm?
    "busts-2024-06": (OPEN, "item"),  # is a bust a statue?
    "dogs-2024-06": (FREE, ""),  # the luxury ban runs one way
    "horses-2022-11": (OPEN, "national_luxury"),  # on no UN annex
    "horses-2024-08": (OPEN, "national_luxury"),
    "goats-2024-08": (FREE, ""),
    "zoo-birds-2024-04": (OPEN, "national_luxury"),
    "zoo-animals-2024-11": (OPEN, "national_luxury"),
    "vase-2025-12": (OPEN, "hs"),  # of wood it would be barred, of clay not
    "portrait-2025-12": (OPEN, "national_luxury"),
    "maybach-2024-01": (BARRED, "2094:23 2397:7"),  # the model is younger than both bans
    "olympic-phones-2024": (BARRED, "2397:7"),  # HS 85, for whomever; if they go home with them
    "rifle-for-kim-2023-09": (BARRED, "2270:6"),  # small arms too, since 2016
    "rifle-for-putin-2023-09": (BARRED, "1874:9"),  # and out of the DPRK since 2009
    # arms
    "drones-2023-09": (BARRED, "1874:10 2270:6 2397:7"),
    "shells-2023-09": (BARRED, "1718:8(b) 1874:9"),
    "rockets-wagner-2022": (BARRED, "1874:9"),  # a private buyer is bound too
    "missiles-2024-01": (BARRED, "1718:8(b) 1874:9"),
    "air-defence-2024-11": (BARRED, "1874:10 2270:6"),
    "container-ships-2023": (BARRED, "1874:9"),  # whichever kind of arms it was
    "lady-r-2024-04": (OPEN, "arms control_listed hs item reading_2371_steel"),  # what cargo?
    "chong-chon-gang-2013": (BARRED, "1874:10"),  # whether repaired or supplied
    "missile-data-2025": (BARRED, "1718:8(c) 1874:10 2270:6"),
    "air-defence-training-2025": (BARRED, "1874:10 2270:6"),  # heavy or not
    "troops-2024-10": (OPEN, "earning_income military_training reading_1874_troops"),
    "sappers-2025": (OPEN, "earning_income military_training reading_1874_troops"),
    "drone-knowhow-2025": (BARRED, "2321:11"),
    "attack-drone-knowhow-2025": (BARRED, "1874:10 2270:6"),  # heavy or not
    "satellite-2023-11": (BARRED, "1718:2 1718:5 1874:2 1874:3"),  # whatever sits on the rocket
    "icbm-2023-12": (BARRED, "1718:2 1718:5 1874:2 1874:3"),
    "treaty-2024-06": (OPEN, "barred_act reading_1718_promise"),  # is a promise a sale?
    # oil, coal, ships
    "oil-2024-03": (OPEN, "designated_party livelihood notified within_cap"),
    "oil-2024": (BARRED, "2397:5"),  # past the cap
    "oil-cap-2022": (BARRED, "2397:5"),
    "airliner-fuel-2019": (OPEN, "direction"),  # bought there, or left there?
    "coal-kholmsk-2017": (BARRED, "2371:8"),
    "rajin-coal-2014": (FREE, ""),  # no paragraph on coal yet
    "rajin-coal-2024": (OPEN, "notified rajin_transit"),  # whose coal, and was the Committee told?
    "de-yi-2024-03": (BARRED, "2371:8 2375:11"),  # the coal, and the way of taking it
    "tanker-calls-2024": (BARRED, "2270:22 2321:12 2371:6 2375:6"),  # listed ships in port
    "ship-insurance-2005": (FREE, ""),  # eleven years before the first paragraph on it
    "reflagged-ships-2018-02": (OPEN, "ship_record whose_ship"),  # ties, of which kind?
    "through-train-2025-06": (OPEN, "reading_2397_crossing"),  # it comes back
    "ships-2023": (BARRED, "2397:7 2397:14"),  # HS 89, and ships by name
    # other goods
    "bridge-steel-2025": (OPEN, "direction"),  # which bank of the river?
    "flour-2023-06": (FREE, ""),
    "vaccines-2024-07": (FREE, ""),
    "eyelashes-2023": (FREE, ""),  # no paragraph on HS 67
    "soya-machines-2023-04": (FREE, ""),  # the Committee said yes
    # work and people
    "builders-2024": (BARRED, "2397:8"),
    "student-visas-2024": (OPEN, "earning_income new"),  # the visa decides nothing
    "alabuga-2025": (OPEN, "earning_income new"),
    "it-workers-2023": (BARRED, "2397:8"),  # they sat in China and Russia
    "animators-2024-01": (OPEN, "reading_2397_remote"),  # they sat at home
    "tuna-crews-2024": (BARRED, "2321:23"),  # hired as crew
    "seafood-workers-2023": (BARRED, "2397:8"),
    "tourists-2024-02": (FREE, ""),
    "tourists-2025-07": (FREE, ""),
    "party-forum-2024-02": (FREE, ""),  # a national list is not the UN's
    # money
    "frozen-funds-2024-02": (OPEN, "designated_party"),  # whose money?
    "bank-accounts-2024": (BARRED, "1718:8(d) 2270:33"),
    "laptop-farm-2023": (BARRED, "2094:11"),
    "bybit-2025-02": (OPEN, "designated_party programme_entity wmd_finding"),  # whose, what for?
    "hostel-berlin-2020": (BARRED, "2321:18"),  # paid or not
    "moscow-show-2025": (OPEN, "designated_party programme_entity"),  # whose works?
    # science, sport, fish
    "it-show-2024-10": (OPEN, "control_listed"),  # to be shown to buyers?
    "it-forum-2024-02": (FREE, ""),
    "fishery-committee-2024-02": (FREE, ""),
    "sports-protocol-2024-02": (FREE, ""),
    "health-agreement-2024-06": (FREE, ""),  # medical exchanges are free
    "fishery-quotas-2013": (FREE, ""),  # rights that the DPRK obtains
}


def test_every_named_case_has_a_verdict_here():
    assert set(EXPECTED) == set(cases())


@pytest.mark.parametrize("key", EXPECTED)
def test_a_named_case_comes_to_its_verdict(key):
    verdict, behind = EXPECTED[key]
    finding = classify(case(key))
    found = [ground.id for ground in finding.grounds] or sorted(finding.hinges_on)
    assert (str(finding.verdict), " ".join(found)) == (verdict, behind)


# What turns the newer ones, answer by answer


def grounds(one):
    return " ".join(ground.id for ground in classify(one).grounds)


def verdict(one):
    return str(classify(one).verdict)


def test_a_rifle_each_way():
    into, out_of = case("rifle-for-kim-2023-09"), case("rifle-for-putin-2023-09")
    assert verdict(into.but(on="2016-03-01", notified=True)) == FREE  # notice was enough
    assert grounds(into.but(on="2016-03-02", notified=True)) == "2270:6"
    assert grounds(out_of.but(on="2016-03-01", notified=True)) == "1874:9"  # but not out of it


def test_the_argument_about_repair():
    arms = case("chong-chon-gang-2013")
    assert grounds(arms.but(conduct="transfer")) == "1718:8(a)(i) 1874:10"  # Panama's word
    assert grounds(arms.but(conduct="repair")) == "1718:8(c) 1874:10"  # Cuba's word
    for mode in ("gift", "sale", "barter", "loan", "aid"):
        assert grounds(arms.but(conduct="transfer", mode=mode)) == "1718:8(a)(i) 1874:10"
    later = arms.but(conduct="repair", on="2016-03-02")
    assert grounds(later) == "1718:8(c) 1874:10 2270:6 2270:7"  # repair is put into words
    before = arms.but(on="2009-06-11", item="air_defence_system", arms="other")
    assert verdict(before) == FREE  # 2006 barred heavy arms and listed items only
    assert verdict(arms.but(on="2006-10-13")) == FREE


def test_fuel_for_an_airliner():
    fuel = case("airliner-fuel-2019")
    assert verdict(fuel.but(direction="from_dprk")) == FREE  # bought there
    assert grounds(fuel.but(direction="to_dprk")) == "2270:31"  # left there
    round_trip = fuel.but(direction="to_dprk", fuelled_outside_dprk=True)
    assert verdict(round_trip) == FREE  # burnt on the way


def test_work_from_home_and_from_abroad():
    animators = case("animators-2024-01")
    assert grounds(animators.but(reading_2397_remote="wide")) == "2397:8"
    assert verdict(animators.but(reading_2397_remote="narrow")) == FREE
    programmers = case("it-workers-2023")
    assert verdict(programmers.but(on="2019-12-22", new=False)) == FREE  # the last day to go home
    assert verdict(programmers.but(earning_income=False, new=False)) == FREE


def test_coal_in_transit():
    coal = case("rajin-coal-2024")
    assert verdict(coal.but(rajin_transit=True, notified=True)) == FREE
    assert grounds(coal.but(rajin_transit=True, notified=False)) == "2371:8"
    assert grounds(coal.but(rajin_transit=False)) == "2371:8"


def test_whose_works_and_whose_money():
    show = case("moscow-show-2025").but(programme_entity=False)
    assert grounds(show.but(designated_party=True)) == "1718:8(d)"
    assert verdict(show.but(designated_party=False)) == FREE
    accounts = case("bank-accounts-2024").but(designated_party=False)
    assert grounds(accounts) == "2270:33"  # an account needs no listing


def test_ships_and_who_runs_them():
    calls = case("tanker-calls-2024")
    assert verdict(calls.but(port_reason="emergency")) == FREE
    assert verdict(calls.but(ship_record="clear")) == FREE  # a ship with nothing against it
    cover = case("ship-insurance-2005")
    assert verdict(cover.but(on="2016-03-01")) == FREE
    assert "2321:22" in grounds(cover.but(on="2016-11-30"))
    ships = case("reflagged-ships-2018-02").but(ship_record="clear")
    assert grounds(ships.but(whose_ship="dprk_run")) == "2321:24"
    assert verdict(ships.but(whose_ship="foreign")) == FREE
    assert grounds(case("tuna-crews-2024").but(on="2016-11-30")) == "2321:23"
    assert verdict(case("tuna-crews-2024").but(on="2016-11-29")) == FREE


def test_launches_and_promises():
    satellite = case("satellite-2023-11")
    assert grounds(satellite.but(on="2009-04-05")) == "1718:2 1718:5"  # so the Council said
    missile = case("icbm-2023-12")
    assert grounds(missile.but(on="2006-10-14")) == "1718:2 1718:5"
    treaty = case("treaty-2024-06")
    assert verdict(treaty.but(barred_act=False)) == FREE
    assert verdict(treaty.but(barred_act=True, reading_1718_promise="narrow")) == FREE
    assert grounds(treaty.but(barred_act=True, reading_1718_promise="wide")) == "1718:8(a)"


def test_premises_need_no_rent():
    hostel = case("hostel-berlin-2020")
    assert verdict(hostel.but(on="2016-11-29")) == FREE
    assert grounds(hostel.but(on="2016-11-30")) == "2321:18"


def test_what_the_committee_allows():
    machines = case("soya-machines-2023-04")
    assert grounds(machines.but(committee_approval=False)) == "2397:7"
    assert grounds(case("de-yi-2024-03").but(on="2017-09-10")) == "2371:8"  # before 2375:11
