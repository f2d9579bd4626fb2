"""Odd cells: each row has a verdict or a reason, nothing is dropped, and no answer is wrong.

What a cell means is written here by hand; what the law makes of it is asked of `classify`.
"""

import functools
import random
import sys
from collections import Counter

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import sanctionslab as sl
from sanctionslab.cases import Case
from sanctionslab.screening import COLUMNS, explain, screen
from sanctionslab.verdict import classify

BAD = "bad"  # the row cannot be read
MAYBE = "maybe"  # perhaps no trade with the DPRK at all

PERIODS = {
    "2018-06": "2018-06",
    "2008.0": "2008",
    "Dec 2017": "2017-12",
    "2017M12": "2017-12",
    "201712": "2017-12",
    "2017-Q4": "2017-10-01/2017-12-31",
    "2017年12月": "2017-12",
    "43091": "2017-12-22",
    "25/12/2017": "2017-12-25",
    "03/02/2018": "2018-02-03",  # if another cell shows that the day is first
    "12.06.2018": "2018-06-12",
    "": sl.UNKNOWN,
    "nan": sl.UNKNOWN,
    **dict.fromkeys(["rubbish", "FY2017", "2017-2018", "2017/18", "99999", "2018-13", "-1"], BAD),
}
CODES = {
    "870323": "870323",
    "8703": "8703",
    "HS 8703 - cars": "8703",
    "8703.23.90": "870323",
    "8703235300999": "870323",
    "030617": "030617",
    "30617": "030617",
    "2701110000": "270111",
    "010121000": "010121",
    "27XXXXXX": "27",
    "85.0": "85",
    "": sl.UNKNOWN,
    "9999AA": sl.UNKNOWN,
    "98": sl.UNKNOWN,
    **dict.fromkeys(["30617000", "6996", "TOTAL", "8.7E+05", "87o3", "84-85", "XVI", "77"], BAD),
}
SIDES = {
    **dict.fromkeys(["PRK", "North Korea", "408", "朝鲜", "KOREA DP RP", "d.p.r.k."], "concerned"),
    **dict.fromkeys(["JPN", "Japan", "392", "玻利维亚", "Viet Nam", "KOREA RP"], "other"),
    **dict.fromkeys(["W00", "Atlantis", "Korea", "???", "North"], "group"),
    "": "missing",
}
FLOWS = {
    **dict.fromkeys(["M", "import", "Gross Imp.", "进口"], "in"),
    **dict.fromkeys(["X", "Exports (f.o.b.)", "出口", "ЭК"], "out"),
    "": "missing",
    **dict.fromkeys(["1", "2", "?", "B"], BAD),
}
CHINA_OR_NOBODY = {"CHN": "other", "156": "other", "": "missing", "PRK": "concerned"}

ROWS = st.lists(
    st.tuples(*(st.sampled_from(sorted(pool)) for pool in (PERIODS, CODES, SIDES, FLOWS)))
    .flatmap(lambda row: st.tuples(st.just(row), st.sampled_from(sorted(CHINA_OR_NOBODY))))
    .map(lambda pair: (*pair[0], pair[1])),
    min_size=1,
    max_size=40,
)
NAMES = ["period", "cmdCode", "partner desc", "flow-desc", "Reporter_ISO"]


def way_of(reporter, partner, flow):
    """The direction of trade with the DPRK, from what the two sides and the flow mean."""
    if reporter == partner == "concerned":
        return BAD
    if "concerned" in (reporter, partner):
        if flow in (BAD, "missing"):
            return BAD if flow == BAD else sl.UNKNOWN
        return "to_dprk" if (reporter == "concerned") == (flow == "in") else "from_dprk"
    return "none" if reporter == partner == "other" else MAYBE


@functools.cache
def verdict_of(on, hs, direction):
    facts = {"on": on, "hs": hs, "direction": direction}
    case = Case(conduct="transfer", contract_date=sl.UNKNOWN, **facts)
    return str(classify(case).verdict)


def expected(row, order_is_shown):
    """The verdict on a row, from what its cells mean."""
    period, code, partner, flow, reporter = row
    on, hs = PERIODS[period], CODES[code]
    if period == "03/02/2018" and not order_is_shown:
        on = BAD
    direction = way_of(CHINA_OR_NOBODY[reporter], SIDES[partner], FLOWS[flow])
    if direction == "none" and hs == BAD:
        hs = sl.UNKNOWN
    if BAD in (on, hs, direction):
        return "unreadable"
    if direction != MAYBE:
        return verdict_of(on, hs, direction)
    verdicts = {verdict_of(on, hs, sl.UNKNOWN), verdict_of(on, hs, "none")}
    return verdicts.pop() if len(verdicts) == 1 else "undetermined"


def check(rows):
    """Check that every row has the verdict that its cells mean, or a reason. Returns verdicts."""
    frame = pd.DataFrame(rows, columns=NAMES, dtype=object)
    out = screen(frame)
    pd.testing.assert_frame_equal(out[NAMES], frame)
    assert list(out.columns) == [*NAMES, *COLUMNS] and len(out) == len(rows)
    order_is_shown = any(row[0] == "25/12/2017" for row in rows)
    for row, (verdict, decision, reason) in zip(
        rows, zip(out["verdict"], out["decision"], out["reason"], strict=True), strict=True
    ):
        assert verdict == expected(row, order_is_shown), (row, reason)
        assert bool(decision) != (verdict == "unreadable"), row
        assert reason or decision, row
        if decision:
            assert argued(decision) == verdict
    counts = out["verdict"].value_counts()
    assert counts.sum() == len(rows)
    return Counter(counts.to_dict())


@functools.cache
def argued(decision):
    return str(explain(decision).verdict)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_every_row_of_odd_cells_has_the_verdict_that_its_cells_mean_or_a_reason(rows):
    check(rows)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.text(max_size=8)] * 5), min_size=1, max_size=12))
def test_text_of_any_kind_is_never_cleared_nor_barred_without_the_dprk(rows):
    frame = pd.DataFrame(rows, columns=NAMES, dtype=object)
    try:
        out = screen(frame)
    except sl.KitError as error:
        assert "are in no list of M49 numbers" in str(error)
        return
    for row, verdict, reason in zip(rows, out["verdict"], out["reason"], strict=True):
        assert verdict in ("undetermined", "unreadable", "not prohibited"), row
        assert reason or verdict == "not prohibited", row


def check_many(count, seed=2397):
    """Check so many odd cells and more, in tables of up to 40 rows. Returns the verdicts."""
    pools = [sorted(pool) for pool in (PERIODS, CODES, SIDES, FLOWS, CHINA_OR_NOBODY)]
    rng, found = random.Random(seed), Counter()
    while found.total() * len(NAMES) < count:
        size = rng.randint(1, 40)
        found += check([tuple(map(rng.choice, pools)) for _ in range(size)])
    return found


if __name__ == "__main__":  # python tests/screening/test_odd_cells.py 100000
    found = check_many(int(sys.argv[1]))
    print(f"{found.total():,} rows of {len(NAMES)} cells: {dict(found)}")
