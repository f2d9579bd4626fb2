"""The law as data: what is in force when, changed copies, and law that is refused.

The dates here are typed by hand, not read from `data/law/`: two readings that must agree.
"""

import contextlib
import pickle
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from law_cases import BANS, a_case, edited, first_days
from odd import junk, odd
from oracle import ORACLE, Oracle, clauses, cut_laws, days

from sanctionslab import UNKNOWN, Case, KitError, Law, classify, law
from sanctionslab.law import LawError, load

ONE = timedelta(days=1)

ADOPTED = {  # and the vote; every sanctions resolution was unanimous
    1695: ("2006-07-15", "15-0-0"),
    1718: ("2006-10-14", "15-0-0"),
    1874: ("2009-06-12", "15-0-0"),
    1887: ("2009-09-24", "15-0-0"),
    2087: ("2013-01-22", "15-0-0"),
    2094: ("2013-03-07", "15-0-0"),
    2270: ("2016-03-02", "15-0-0"),
    2321: ("2016-11-30", "15-0-0"),
    2356: ("2017-06-02", "15-0-0"),
    2371: ("2017-08-05", "15-0-0"),
    2375: ("2017-09-11", "15-0-0"),
    2397: ("2017-12-22", "15-0-0"),
    2664: ("2022-12-09", "14-0-1"),
}
REPLACED = {  # by what, and on which day
    "2094:15": ("2270:36", "2016-03-02"),
    "2270:36": ("2321:32", "2016-11-30"),  # trade support: a chain of three
    "2270:29": ("2321:26", "2016-11-30"),
    "2321:26": ("2371:8", "2017-08-05"),  # coal and iron: livelihood, then a cap, then a full ban
    "2270:19": ("2321:8", "2016-11-30"),
    "2270:20": ("2321:9", "2016-11-30"),  # leasing and the flag: the exceptions fell
    "2371:11": ("2375:17", "2017-09-11"),
    "2371:12": ("2375:18", "2017-09-11"),  # work permits; joint ventures
    "2375:14": ("2397:5", "2017-12-22"),
    "2375:15": ("2397:4", "2017-12-22"),  # the oil caps
}
ENDED = {
    # the Panel of Experts: its mandate had a last day
    "1874:26": "2024-05-01",
    "2094:29": "2014-04-08",
    # what may have bound is not asked any more once 1718 binds
    "1695:2": "2006-10-14",
    "1695:3": "2006-10-14",
    "1695:4": "2006-10-14",
}
LATER = {
    "2397:8": "2019-12-23",  # after the two years that workers had to go home
    "2270:35": "2016-06-01",  # after the ninety days to close
}


def standing(some_law, day):
    return {measure.id for measure in some_law.in_force(day)}


# what is in force when


def test_adoption_dates_and_votes():
    for number, (adopted, vote) in ADOPTED.items():
        assert (str(law().resolution(number).adopted), law().resolution(number).vote) == (
            adopted,
            vote,
        ), number


def test_failed_drafts_are_no_law():
    for symbol, vote in (("S-2022-431", "13-2-0"), ("S-2024-255", "13-1-1")):
        assert law().resolution(symbol).vote == vote and law().resolution(symbol).adopted is None
        assert not law().resolution(symbol).measures  # vetoed


def test_every_measure_stands_from_its_first_day_to_the_day_before_it_is_replaced():
    for measure in law().measures:
        first = date.fromisoformat(LATER.get(measure.id) or ADOPTED[int(measure.resolution)][0])
        assert measure.id not in standing(law(), first - ONE), measure.id
        assert measure.id in standing(law(), first), measure.id
        ends = {**ENDED, **{old: day for old, (_, day) in REPLACED.items()}}
        if measure.id in ends:
            end = date.fromisoformat(ends[measure.id])
            assert measure.id in standing(law(), end - ONE), measure.id
            assert measure.id not in standing(law(), end), measure.id
        # no other sunset clause
        stands_today = measure.id in standing(law(), "2026-11-21")
        assert stands_today == (measure.id not in ends), measure.id


def test_what_replaces_what_is_typed_twice():
    assert {(old, m.id) for m in law().measures for old in m.replaces} == {
        (old, new) for old, (new, _) in REPLACED.items()
    }


def test_the_end_of_the_panel_ended_no_measure():
    before, after = standing(law(), "2024-04-30"), standing(law(), "2024-05-01")
    assert before - after == {"1874:26"}  # the Panel, and nothing besides
    assert after < before


@given(days, cut_laws)
def test_in_force_is_as_the_oracle_reads_the_files(day, names):
    oracle = Oracle(names)
    assert standing(law().without(*names), day) == {
        paragraph for paragraph in oracle.measures if oracle.in_force(paragraph, day)
    }


def test_boundaries_are_the_only_days_on_which_the_law_changes():
    day, before = date(2005, 12, 31), standing(law(), "2005-12-31")
    while day < date(2026, 12, 31):
        day += ONE
        now = standing(law(), day)
        assert now == before or day in law().boundaries, day
        before = now


# changed copies


def test_what_was_replaced_comes_back():
    assert "2375:14" in standing(law().without(2397), "2024-01-01")  # the older oil cap
    assert "2375:14" in standing(law().without("2397:5"), "2024-01-01")
    assert "2321:26" in standing(law().without(2371), "2024-01-01")  # coal under a cap
    # but not what that had replaced
    assert "2270:29" not in standing(law().without(2371), "2024-01-01")
    assert "2270:29" in standing(law().without(2371, 2321), "2024-01-01")


def test_what_replaced_it_need_not_last():
    # as if the paragraph in the middle of the chain had run out
    ended = law().changed("2321:26", until=date(2017, 8, 5))
    # 2371:8 took its place, and with it that of the first
    assert not {"2270:29", "2321:26"} & standing(ended, "2024-01-01")
    # nothing is left that replaces it
    assert "2270:29" in standing(ended.without(2371), "2024-01-01")


def test_what_only_extends_falls_with_its_base():
    luxury = {"2094:23", "2270:39", "2321:5"}
    assert luxury <= standing(law(), "2024-01-01")
    for cut in (law().without(1718), law().without("1718:8(a)(iii)")):
        # they say what luxury goods include; the ban is 1718's
        assert not luxury & standing(cut, "2024-01-01")
    assert "2397:7" in standing(law().without(1718), "2024-01-01")


def test_as_of_without_and_only_leave_what_they_say():
    assert {r.number for r in law().as_of("2012-01-01").resolutions if r.kind == "sanctions"} == {
        1718,
        1874,
    }
    assert law().as_of("2017-12-22") != law().as_of("2017-12-21")
    assert [r.number for r in law().only(1718, 2397).resolutions] == [1718, 2397]
    assert {r.number for r in law().resolutions} - {
        r.number for r in law().without(2397, 2375).resolutions
    } == {2397, 2375}
    assert law().without() == law() and law().without(2397).without(2375) == law().without(
        2375, 2397
    )
    for same in (2397, "2397", "S/RES/2397 (2017)", " 2397 "):
        assert law().without(same) == law().without(2397)


@given(cut_laws)
def test_changing_the_law_never_changes_the_law(names):
    before, text = law(), repr(law())
    cut = law().without(*names)
    assert law() is before and repr(law()) == text and len(law().measures) == len(ORACLE.measures)
    dropped = {m.id for m in law().measures} - {m.id for m in cut.measures}
    assert dropped == {
        i for i in ORACLE.measures if i in names or int(i.partition(":")[0]) in names
    }


def test_switching_a_paragraph_off_switches_off_the_exemption_that_it_grants():
    jet = Case(
        on="2024-01-01",
        direction="to_dprk",
        conduct="transfer",
        item="refined_petroleum",
        fuelled_outside_dprk=True,
        within_cap=False,
    )
    assert classify(jet).verdict == "not prohibited"
    for cut in (law().without(2270), law().without("2270:31")):
        # nobody lifts the cap for that fuel any more
        assert [g.id for g in classify(jet, cut).grounds] == ["2397:5"]


def test_laws_are_equal_where_the_same_is_in_them_and_the_same_was_taken_out():
    whole, gone = law(), law().without("2270:31")
    assert Law(whole.resolutions) == whole != gone and whole != "the law"
    assert hash(Law(whole.resolutions)) == hash(whole)
    assert pickle.loads(pickle.dumps(gone)) == gone and gone.removed == {"2270:31"}
    # The same paragraphs, but nobody says that 2270:31 was taken out, and it grants what it did.
    rest = Law(gone.resolutions)
    assert rest.resolutions == gone.resolutions and rest != gone
    fuel = gone.measure("2397:5")
    assert len(rest.exemptions(fuel)) == len(gone.exemptions(fuel)) + 1


def test_a_changed_paragraph():
    dear = law().changed(
        "2094:23",
        when={
            "direction": "to_dprk",
            "conduct": "transfer",
            "item": "passenger_car",
            "unit_value_usd": {"above": 50_000},
        },
    )
    car = Case(
        on="2016-06-01",
        direction="to_dprk",
        conduct="transfer",
        item="passenger_car",
        national_luxury=False,
    )
    assert [g.id for g in classify(car.but(unit_value_usd=60_000), dear).grounds] == ["2094:23"]
    assert classify(car.but(unit_value_usd=50_000), dear).verdict == "not prohibited"
    later = law().changed("2397:8", from_=date(2018, 12, 22))
    assert later.measure("2397:8").starts == date(2018, 12, 22)
    assert law().changed("2397:7") == law()  # nothing changed, read back through the same checks


# every rule matters


@pytest.mark.parametrize("measure", BANS, ids=lambda m: m.id)
def test_every_clause_of_every_measure_is_a_ground_of_some_case(measure):
    for tests in measure.when:
        found = classify(a_case(tests, on=first_days(measure)[0]))
        assert measure.id in {ground.id for ground in found.grounds}, found.case
        assert found.verdict == "prohibited"


@pytest.mark.parametrize("measure", BANS, ids=lambda m: m.id)
def test_every_exemption_can_lift_its_measure(measure):
    for exemption in law().exemptions(measure):
        giver = [m for m in law().measures if m.id == exemption.by != measure.id]
        if not (common := first_days(measure, *giver)):
            continue  # a power granted after the measure had been replaced
        for way in exemption.when:
            lifted = [case for tests in measure.when if (case := a_case(tests, way, on=common[0]))]
            assert lifted, (exemption.by, way)
            for case in lifted:
                found = classify(case)
                assert measure.id not in {g.id for g in found.grounds}, case
                assert exemption.by in {
                    o.id for g, openings in found.lifted if g.id == measure.id for o in openings
                }, case


def test_every_power_lifts_some_measure():
    for power in (m for m in law().measures if m.lifts):
        assert any(
            power.id in {e.by for e in law().exemptions(ban)} and first_days(power, ban)
            for ban in BANS
        ), power.id


def test_measures_that_only_appeal_are_never_grounds():
    appeals = {m.id for m in law().measures if m.force == "hortatory"}
    assert {
        "1718:8(f)",
        "1874:18",
        "1874:19",
        "1874:20",
        "1874:28",
        "2094:22",
        "2321:14",
    } <= appeals
    assert not any(m.prohibits for m in law().measures if m.id in appeals)


def test_the_base_is_1718():
    """1887 carries no measure, and what 1695 says is asked only if it is read as binding."""
    assert not law().resolution(1887).measures
    for measure in law().resolution(1695).measures:
        assert measure.confidence == "doubtful"
        assert all("reading_1695_force" in {t.fact for t in tests} for tests in measure.when)


# law that is refused: the message names the file, the paragraph and the reason

CARS = 'hs = ["72-76", "78-83", "84-85", "86-89"]'
OIL, YACHTS = 'item = "crude_oil"', 'item = ["vessel", "yacht"]'
REFUGEES = 'when = { refugee = "yes" }'
MALFORMED = [
    # tests on facts
    ("2397.toml", CARS, 'colour = "red"', ["2397:7", '"colour" is not a fact']),
    ("2397.toml", CARS, 'hss = "87"', ["2397:7", '"hss"', 'Did you mean "hs"?']),
    ("2397.toml", CARS, 'hs = ["89-86"]', ["2397:7", '"89-86"', "range"]),
    ("2397.toml", CARS, 'hs = ["86-889"]', ["2397:7", '"86-889"', "range"]),
    ("2397.toml", CARS, 'hs = ["cars"]', ["2397:7", '"cars"', "HS code"]),
    ("2397.toml", CARS, "hs = [87]", ["2397:7", "87", "HS code"]),
    ("2397.toml", CARS, "hs = 87", ["2397:7", "87", "HS code"]),
    ("2397.toml", CARS, 'hs = ["77"]', ["2397:7", "77"]),  # an empty chapter: no case can have it
    ("2397.toml", CARS, 'hs = ["98"]', ["2397:7", "98"]),
    ("2397.toml", CARS, "hs = []", ["2397:7", "hs"]),  # no code is one of none
    ("2397.toml", OIL, "item = []", ["2397:4", "item"]),
    (
        "2397.toml",
        OIL,
        'item = "crude_oli"',
        ["2397:4", "'crude_oli'", 'Did you mean "crude_oil"?'],
    ),
    (
        "2397.toml",
        OIL,
        'item = "unknown"',
        ["2397:4", "item", "unknown"],
    ),  # a test cannot ask for not knowing
    (
        "2397.toml",
        'conduct = ["transfer", "ship_to_ship"]',
        'conduct = "transfers"',
        ["2397:4", "'transfers'", 'Did you mean "transfer"?'],
    ),
    ("2270.toml", "{ above = 2000 }", "{ over = 2000 }", ["2270:39", '"over"', "above, below"]),
    (
        "2270.toml",
        "{ above = 2000 }",
        "{ above = 2000, below = 3000 }",
        ["2270:39", "unit_value_usd", "one limit"],
    ),
    ("2270.toml", "{ above = 2000 }", "{ }", ["2270:39", "unit_value_usd", "one limit"]),
    ("2270.toml", "{ above = 2000 }", "2000", ["2270:39", "unit_value_usd", "{ above = 500 }"]),
    ("2270.toml", "{ above = 2000 }", '{ above = "2000" }', ["2270:39", "'2000'", "number"]),
    (
        "2270.toml",
        'conduct = "finance"',
        "conduct = { above = 2 }",
        ["2270:6", '"above" cannot test conduct'],
    ),
    (
        "2397.toml",
        "{ before = 2017-12-22 }",
        '{ before = "22 December" }',
        ["2397:6", "'22 December'", "date"],
    ),
    # ids
    ("2397.toml", 'id = "2397:7"', 'id = "2379:7"', ["2379:7", "must begin with 2397:"]),
    ("2397.toml", 'id = "2397:6"', 'id = "2397:7"', ["2397:7", "two measures"]),
    ("2397.toml", "number = 2397", "number = 2379", ["2379", "2397"]),
    ("2397.toml", "number = 2397", 'number = "2397"', ["number", "a whole number", "'2397'"]),
    ("2397.toml", "in_favour = 15\n", "", ["in_favour", "is missing"]),
    ("2397.toml", "in_favour = 15", "in_favour = true", ["in_favour", "a whole number", "True"]),
    (
        "2397.toml",
        "in_favour = 15",
        "in_favour = 15\npanel = 4",
        ["panel is 4", "it must be a table."],
    ),
    (
        "2664.toml",
        'lifts = ["1718:8(d)", "2270:32"]',
        "lifts = 1718",
        ["2664:1", "lifts", '"all" or a list of texts', "1718"],
    ),
    (
        "2397.toml",
        'replaces = ["2375:14"]',
        'replaces = ["2375:41"]',
        ["2397:5", 'replaces names "2375:41"', "Did you mean"],
    ),
    ("2397.toml", 'replaces = ["2375:14"]', 'replaces = ["2376:14"]', ["2397:5", '"2376:14"']),
    ("2397.toml", 'replaces = ["2375:14"]', 'replaces = "2375:14"', ["2397:5", "replaces", "list"]),
    ("2397.toml", 'replaces = ["2375:14"]', "replaces = 2375", ["2397:5", "replaces", "list"]),
    (
        "2094.toml",
        'extends = ["1718:8(a)(iii)"]',
        'extends = ["1718:8(a)(iv)"]',
        ["2094:23", "extends", '"1718:8(a)(iv)"', "Did you mean"],
    ),
    (
        "2664.toml",
        'lifts = ["1718:8(d)", "2270:32"]',
        'lifts = ["1718:8(z)"]',
        ["2664:1", "lifts", '"1718:8(z)"'],
    ),
    (
        "2664.toml",
        'lifts = ["1718:8(d)", "2270:32"]',
        'lifts = "1718:8(d)"',
        ["2664:1", "lifts", "list"],
    ),
    (
        "2397.toml",
        'by = "2270:31"',
        'by = "2276:31"',
        ["2397:5", '"2276:31"'],
    ),  # that resolution has no such paragraph
    (
        "2397.toml",
        'by = "2270:31"',
        'by = "2279:31"',
        ["2397:5", '"2279:31"'],
    ),  # and this one does not exist
    (
        "2375.toml",
        'id = "2375:14"',
        'id = "2375:14"\nreplaces = ["2397:5"]',
        ["2375:14", "cycle of replaces", "2375:14 -> 2397:5 -> 2375:14"],
    ),
    (
        "2375.toml",
        'id = "2375:14"',
        'id = "2375:14"\nreplaces = ["2375:14"]',
        ["2375:14", "cycle of replaces"],
    ),
    (
        "1718.toml",
        'id = "1718:8(a)(iii)"',
        'id = "1718:8(a)(iii)"\nextends = ["2094:23"]',
        ["1718:8(a)(iii)", "cycle of extends"],
    ),
    # rules that can never apply, or always
    (
        "2375.toml",
        "on = { before = 2017-10-01 }",
        "on = { before = 2017-09-11 }",
        ["2375:14", "2017-09-11 is over before it begins", "can never apply"],
    ),
    (
        "2375.toml",
        'item = "textiles"',
        'item = "textiles"\nhs = "87"',
        ["2375:16", "can never apply"],
    ),
    (
        "2270.toml",
        "{ on_or_before = 2016-05-31 }",
        "{ on_or_before = 2016-03-01 }",
        ["2270:33", "2016-03-01", "can never apply"],
    ),
    ("2397.toml", "from = 2019-12-23", "from = 2016-12-22", ["2397:8", "2016-12-22", "adoption"]),
    (
        "2397.toml",
        "from = 2019-12-23",
        "from = 2019-12-23\nuntil = 2019-12-23",
        ["2397:8", "2019-12-23", "can never apply"],
    ),
    ("2397.toml", REFUGEES, "when = { }", ["2397:8", "when"]),  # it would lift everything
    (
        "2664.toml",
        '[measure.when]\nhumanitarian_actor = "yes"',
        "",
        ["2664:1", "when"],
    ),  # it would lift nothing
    # keys and types
    (
        "2397.toml",
        'force = "binding"',
        'force = "soft"',
        ["2397:3", "'soft'", "binding, hortatory"],
    ),
    ("2397.toml", 'force = "binding"', "", ["2397:3", "force", "binding, hortatory"]),
    ("2397.toml", 'title = "More designations"', "", ["2397:3", "title is missing"]),
    ("2397.toml", 'confidence = "known"', "", ["2397:3", "confidence is missing"]),
    ("2397.toml", 'confidence = "verified"\n', "", ["confidence is missing", "verified"]),
    ("2397.toml", 'source = ["rokmofa", "un-2397s", "usun"]\n', "", ["source is missing"]),
    ("2397.toml", 'source = ["usun"]', "", ["2397:3", "source is missing"]),
    (
        "2397.toml",
        'force = "binding"',
        'force = "binding"\nwen = 1',
        ["2397:3", "'wen'", 'Did you mean "when"?'],
    ),
    (
        "2397.toml",
        '[measure.when]\ncommittee_approval = "yes"',
        'when = "always"',
        ["2397:25", "'always'"],
    ),
    ("2397.toml", REFUGEES, "", ["2397:8", "when"]),
    ("2397.toml", 'by = "2397:14"\n', "", ["2397:14", "by"]),
    ("2397.toml", 'text = "The Committee has approved beforehand."', "", ["2397:12", "text"]),
    ("2397.toml", REFUGEES, REFUGEES + '\nwho = "me"', ["2397:8", "who"]),
    ("2397.toml", "from = 2019-12-23", 'from = "2019-12-23"', ["2397:8", "from", "date"]),
    ("2397.toml", "from = 2019-12-23", "from = 2019-12-23T00:00:00", ["2397:8", "from", "date"]),
    (
        "2397.toml",
        "adopted = 2017-12-22",
        "adopted = 2017-12-22T00:00:00",
        ["adopted", "date such as 2017-12-22"],
    ),
    (
        "2397.toml",
        "adopted = 2017-12-22",
        'adopted = "2017-12-22"',
        ["adopted", "date such as 2017-12-22"],
    ),
    ("2397.toml", "adopted = 2017-12-22", "", ["adopted", "date such as 2017-12-22"]),
    ("2397.toml", 'kind = "sanctions"', 'kind = "sanctions"\ncolour = "red"', ["colour"]),
    ("2397.toml", 'kind = "sanctions"', 'kind = "harsh"', ["kind", "'harsh'", "sanctions"]),
    ("2397.toml", 'symbol = "S/RES/2397 (2017)"', "", ["symbol"]),
    ("2397.toml", 'kind = "sanctions"', "kind = sanctions", ["not a TOML file", "line 4"]),
    ("2664.toml", "[[measure]]", "[measure]", ["measure"]),
    (
        "2397.toml",
        'source = ["ca", "au-dfat", "un-2397s", "dw-46434861"]',
        'source = "ca"',
        ["2397:7", "source", "list"],
    ),
]


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    MALFORMED,
    ids=[f"{w[0]} {new or 'without ' + old}"[:60] for _, old, new, w in MALFORMED],
)
def test_malformed_law_is_refused_with_file_paragraph_and_reason(tmp_path, name, old, new, words):
    with pytest.raises(LawError) as caught:
        load(edited(tmp_path, name, old, new))
    message = str(caught.value)
    assert [word for word in (name, *words) if word not in message] == [], message


def test_the_copy_that_is_edited_loads_when_it_is_whole(tmp_path):
    assert load(edited(tmp_path, "2397.toml", CARS, CARS)) == law()


def test_a_window_may_be_open_on_its_first_day_alone(tmp_path):
    until = "on = { before = 2017-10-01 }"
    one_day = load(edited(tmp_path, "2375.toml", until, "on = { before = 2017-09-12 }"))
    assert one_day.measure("2375:14").starts is None and one_day != law()


def test_a_folder_without_law_is_refused(tmp_path):
    with pytest.raises(LawError, match=tmp_path.name):
        load(tmp_path)


# names that do not exist


def test_a_paragraph_or_resolution_that_does_not_exist():
    for ask, words in [
        (
            lambda: law().measure("2397:77"),
            '"2397:77" is no measure in this law. Did you mean "2397:7"?',
        ),
        (
            lambda: law().measure("house"),
            '"house" is no measure in this law. sl.law().measures lists them.',
        ),
        (
            lambda: law().resolution(2379),
            '"2379" is no resolution in this law. Did you mean "2397"?',
        ),
        (lambda: law().without(9999), '"9999" is no resolution in this law. It has 1695, 1718'),
        (
            lambda: law().without("2397:70"),
            '"2397:70" is no measure in this law. Did you mean "2397:7"?',
        ),
        (
            lambda: law().only(2397).without(1718),
            '"1718" is no resolution in this law. It has 2397.',
        ),
        (lambda: law().only("171"), 'Did you mean "1718"?'),
        (lambda: law().as_of("2012"), 'as_of needs a day such as "2012-01-01"'),
        (lambda: law().as_of(UNKNOWN), 'as_of needs a day such as "2012-01-01"'),
        (lambda: law().in_force("2012-13-01"), "'2012-13-01' is not a day of the calendar"),
        (lambda: law().in_force(UNKNOWN), "in_force needs a day"),
        (
            lambda: law().changed("2397:5", replaces=["2375:41"]),
            'replaces names "2375:41", which is no measure. Did you mean "2375:4"?',
        ),
        (lambda: law().changed("2397:7", colour="red"), "changed(2397:7), 2397:7: no key 'colour'"),
        (
            lambda: law().changed("2397:7", when={"hs": ["89-86"]}),
            '"89-86" is not an HS code or a range',
        ),
    ]:
        with pytest.raises(KitError) as caught:
            ask()
        assert words in str(caught.value)


@pytest.mark.parametrize(
    "names", [[[2397, 2375]], [["2397:7"]], ["2397-7"], ["2397/7"], ["2397 and 2375"]], ids=str
)
def test_without_drops_what_was_named_or_nothing(names):
    with pytest.raises(KitError):
        law().without(*names)  # and never 2397 alone, because its number can be read in the name


def test_only_takes_resolutions():
    with pytest.raises(KitError):
        law().only("2397:7")  # a paragraph is not the whole of 2397


@given(junk)
def test_junk_for_a_law_is_a_kit_error(wrong):
    for ask in (
        law().measure,
        law().resolution,
        law().without,
        law().only,
        law().as_of,
        law().in_force,
    ):
        with contextlib.suppress(KitError):
            ask(odd(wrong))


KEYS = [
    "id",
    "title",
    "subject",
    "force",
    "duty",
    "confidence",
    "source",
    "when",
    "unless",
    "lifts",
    "granted_by",
    "from_",
    "until",
    "replaces",
    "extends",
    "note",
    "firm",
    "unreachable",
]


@example("2397:7", {"id": "<unknown>"})  # a Truth is a kind of text
@given(
    st.sampled_from(["2397:7", "2397:8", "2397:5", "2664:1", "1718:8(a)(iii)"]),
    st.dictionaries(st.sampled_from(KEYS), junk | st.lists(junk, max_size=2), max_size=2),
)
def test_junk_for_a_changed_paragraph_is_a_kit_error(paragraph, wrong):
    try:
        changed = law().changed(paragraph, **odd(wrong))
    except KitError:
        return
    assert classify(Case(on="2024-01-01"), changed).explain()  # what is accepted can be used


def test_classify_takes_a_case_and_a_law():
    car = Case(on="2024-01-01")
    for wrong, words in [
        ((3,), "needs a Case, not int"),
        ((car, 2397), "needs a Law, not int"),
        (({"on": "2024-01-01"},), "needs a Case, not dict"),
    ]:
        with pytest.raises(KitError, match=words):
            classify(*wrong)


def test_the_oracle_reads_the_same_law():
    assert set(ORACLE.measures) == {m.id for m in law().measures}
    untested = {m.id for m in law().measures if m.is_untested}
    assert set(ORACLE.bans) == {m.id for m in BANS} | untested
    assert untested and not untested & {m.id for m in BANS}
    assert all(len(clauses(ORACLE.measures[m.id]["when"])) == len(m.when) for m in BANS)
    assert {str(r.number): r.adopted for r in law().resolutions if r.adopted} == ORACLE.adopted
