"""Break it on purpose: other data must turn named checks of the reader's list red.

A check that cannot fail checks nothing. To add a break, add a line to BREAKS: the file, what it
says, what it is made to say, and the checks that must notice.
"""

import functools
import inspect
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from oracle import DATA
from reader import READER

from sanctionslab import Law, law
from sanctionslab.law import load

pytestmark = pytest.mark.slow
ROOT = DATA.parent

ACTS = 'conduct = ["transfer", "ship_to_ship"]\n'
CARS = ACTS + 'hs = ["72-76", "78-83", "84-85", "86-89"]'
BREAKS = [
    # an HS range
    (
        "law/2397.toml",
        CARS,
        ACTS + 'hs = ["72-76", "78-83", "84-85", "88-89"]',
        ["the_gift_of_february_2024", "any_car_from_22_december_2017", "heavy_and_other_arms"],
    ),
    (
        "law/2397.toml",
        CARS,
        ACTS + 'hs = ["72-76", "78-83", "84-85", "86-88"]',
        ["ships_and_helicopters"],
    ),
    (
        "law/2397.toml",
        CARS,
        ACTS + 'hs = ["71-76", "78-83", "84-85", "86-89"]',
        ["every_item_both_ways_on_every_turning_day"],
    ),
    (
        "law/2397.toml",
        '"44", "84", "85", "89"]',
        '"44", "85", "89"]',
        ["chapters_that_go_neither_way"],
    ),
    # a date
    (
        "law/2397.toml",
        "adopted = 2017-12-22",
        "adopted = 2017-12-21",
        ["any_car_from_22_december_2017", "refined_petroleum", "ships_and_helicopters"],
    ),
    (
        "law/2094.toml",
        "adopted = 2013-03-07",
        "adopted = 2013-03-08",
        ["the_two_readings_of_the_2094_car_entry", "trade_support_in_three_steps"],
    ),
    ("law/2397.toml", "from = 2019-12-23", "from = 2019-12-22", ["workers"]),
    ("law/2375.toml", "on_or_before = 2018-01-09", "on_or_before = 2018-01-10", ["joint_ventures"]),
    (
        "law/2375.toml",
        "{ before = 2017-09-11 }, on",
        "{ before = 2017-09-12 }, on",
        ["windows_for_older_contracts"],
    ),
    # an exemption
    (
        "law/2321.toml",
        'lifts = "all"',
        'lifts = ["2321:30"]',
        ["the_committee_can_lift_from_the_day_it_was_given_the_power"],
    ),
    (
        "law/2664.toml",
        'lifts = ["1718:8(d)", "2270:32"]',
        'lifts = ["1718:8(d)", "2270:32", "2397:7"]',
        ["wheelchairs_need_the_committee"],
    ),
    (
        "law/2397.toml",
        'livelihood = "yes", on = { on_or_after = 2018-01-01 } }',
        "on = { on_or_after = 2018-01-01 } }",
        ["refined_petroleum"],
    ),
    (
        "law/2397.toml",
        '"84-85", "8803", "8807"] }',
        '"84-85", "87", "8803", "8807"] }',
        ["aircraft_parts_are_the_only_exception_of_2397_7"],
    ),
    (
        "law/1874.toml",
        'arms = "small_arms", notified = "yes" }',
        'arms = "small_arms" }',
        ["small_arms_into_the_dprk"],
    ),
    # what a paragraph asks
    ("law/2321.toml", "{ above = 100 }", "{ above = 99 }", ["the_three_entries_with_a_value"]),
    ("law/2397.toml", 'replaces = ["2375:14"]', "replaces = []", ["refined_petroleum"]),
    (
        "law/2270.toml",
        'field = ["advanced_physics", "computing", "geospatial", "nuclear", "aerospace"]',
        'field = ["advanced_physics"]',
        ["teaching_and_science"],
    ),
    (
        "law/2094.toml",
        'extends = ["1718:8(a)(iii)"]',
        "extends = []",
        ["foreign_missions_are_not_the_target", "one_ground_of_the_gift_is_enough"],
    ),
    # what is presumed
    (
        "facts.toml",
        'presumed = "no"\nquestion = "Is it for the official use',
        'presumed = "yes"\nquestion = "Is it for the official use',
        ["the_gift_of_february_2024"],
    ),
    (
        "items.csv",
        "statue or monument,luxury goods and things that may be,9703,"
        "3926;4420;6802;6809;6810;6913;8306",
        "statue or monument,luxury goods and things that may be,9703,1101",
        ["a_code_tells_the_thing_where_the_thing_fills_its_heading"],
    ),
    (
        "items.csv",
        "2701,2702-2704,2701,",
        "2701,2702-2704,,",
        ["a_code_tells_the_thing_where_the_thing_fills_its_heading"],
    ),
    # acts that the paragraphs name
    (
        "law/1874.toml",
        'conduct = ["nuclear_test", "missile_launch", "satellite_launch"]',
        'conduct = ["nuclear_test", "missile_launch"]',
        ["launches_and_tests"],
    ),
    (
        "law/2321.toml",
        'whose_ship = ["dprk", "dprk_run"]',
        'whose_ship = ["dprk"]',
        ["flags_insurance_and_class"],
    ),
    ("facts.toml", 'presumed = "other"', 'presumed = "emergency"', ["ships_in_ports"]),
    (
        "facts.toml",
        'untested = { other = "unsaid" }\n',
        "",
        ["what_this_vocabulary_cannot_say_is_not_cleared"],
    ),
]


def broken_copy(folder, name, old, new):
    """A copy of the kit in which one file of the data says something else.

    Law is read from anywhere: of a kit with other law only the data is copied.
    """
    for part in ("data",) if name.startswith("law/") else ("sanctionslab", "data", "tests"):
        shutil.copytree(
            ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", ".*")
        )
    path = folder / "data" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{name} says this {text.count(old)} times: {old}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    return folder


def red(some_law, names):
    """The checks among these that fail under a law."""
    found = set()
    for name in names:
        try:
            READER[name](some_law)
        except AssertionError:
            found.add(name)
    return found


def red_in(folder, names):
    """The checks among these that fail in a copy of the kit, with the copy's own package and
    vocabulary.
    """
    program = (
        "import json, sys; from test_breaks import law, red; "
        "print(json.dumps(sorted(red(law(), json.loads(sys.argv[1])))))"
    )
    paths = os.pathsep.join(
        [str(folder), *(str(folder / "tests" / part) for part in ("", "house"))]
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(sorted(names))],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("name", "old", "new", "notice"),
    BREAKS,
    ids=[f"{name} {new[-40:]}" for name, _, new, _ in BREAKS],
)
def test_a_break_turns_named_checks_red_and_leaves_others_green(tmp_path, name, old, new, notice):
    folder = broken_copy(tmp_path / "kit", name, old, new)
    others = {"ship_to_ship", "bank_accounts"}  # about none of this
    names = {*notice, *others}
    found = (
        red(load(folder / "data" / "law"), names)
        if name.startswith("law/")
        else red_in(folder, names)
    )
    assert found == set(notice)


def test_nothing_is_red_as_long_as_nothing_is_broken(tmp_path):
    assert red(law(), READER) == set()
    asked = "Is it for the official use"
    folder = broken_copy(tmp_path / "kit", "facts.toml", asked, asked)
    assert load(folder / "data" / "law") == law()
    assert red_in(folder, ["ship_to_ship", "the_gift_of_february_2024"]) == set()


def thinner(tests):
    """A conjunction with each of its tests left out, one after another."""
    return [tests[:n] + tests[n + 1 :] for n in range(len(tests))]


def mutants(measure):
    """A measure with one thing missing: a clause, an exemption, or one condition of either."""
    for n, tests in enumerate(measure.when):
        rest = measure.when[:n], measure.when[n + 1 :]
        if len(measure.when) > 1:
            yield f"without clause {n}", replace(measure, when=rest[0] + rest[1])
        for gone, less in zip(tests, thinner(tests), strict=True):
            yield (
                f"clause {n} not asking {gone.fact}",
                replace(measure, when=(*rest[0], less, *rest[1])),
            )
    for n, way in enumerate(measure.unless):
        rest = measure.unless[:n], measure.unless[n + 1 :]
        yield f"without exemption {n} by {way.by}", replace(measure, unless=rest[0] + rest[1])
        for gone, less in zip(way.when[0], thinner(way.when[0]), strict=True):
            if less:
                yield (
                    f"exemption {n} not asking {gone.fact}",
                    replace(measure, unless=(*rest[0], replace(way, when=(less,)), *rest[1])),
                )


SAME_ANYWAY = {
    # iron for livelihood is let through by the next exemption, cap or no cap
    ("2321:26", "exemption 1 not asking item"),
    # once the allowance has begun, the same conditions open it without a reading
    ("2375:14", "exemption 1 not asking on"),
    ("2397:5", "exemption 1 not asking on"),
}
MUTANTS = [
    (m.id, what, mutant)
    for m in law().measures
    if m.prohibits
    for what, mutant in mutants(m)
    if (m.id, what) not in SAME_ANYWAY
]


@functools.cache
def source_of(name):
    """A check as it is written."""
    return inspect.getsource(READER[name])


def noticed(some_law, paragraph):
    """Whether some check is red, asking first those that name the paragraph."""
    return any(
        red(some_law, [name])
        for name in sorted(READER, key=lambda name: paragraph not in source_of(name))
    )


@pytest.mark.parametrize("paragraph", [m.id for m in law().measures if m.prohibits or m.lifts])
def test_no_paragraph_can_go_missing_unnoticed(paragraph):
    assert noticed(law().without(paragraph), paragraph)


@pytest.mark.parametrize(
    ("paragraph", "what", "mutant"),
    MUTANTS,
    ids=[f"{paragraph} {what}" for paragraph, what, _ in MUTANTS],
)
def test_no_condition_can_go_missing_unnoticed(paragraph, what, mutant):
    changed = Law(
        replace(r, measures=tuple(mutant if m.id == paragraph else m for m in r.measures))
        for r in law().resolutions
    )
    assert noticed(changed, paragraph)
