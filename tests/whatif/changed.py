"""Cases, laws and changes that the tests of what-if share.

Every change is made here by hand, on a copy of the case or of the law, and judged again.
"""

from datetime import timedelta
from itertools import combinations

from hypothesis import settings
from hypothesis import strategies as st
from oracle import ORACLE, OTHER, gappy_cases, under

import sanctionslab as sl
from sanctionslab import UNKNOWN, Case, KitError, Truth, classify, law

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
