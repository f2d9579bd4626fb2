"""One law, one interpreter: row by row, screen says what classify says."""

from datetime import date, timedelta
from itertools import product

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from screened_rows import rows, said

import sanctionslab as sl
from sanctionslab.cases import Case
from sanctionslab.errors import KitError
from sanctionslab.screening import explain, period, screen
from sanctionslab.verdict import classify
from sanctionslab.vocabulary import NO_GOODS, OTHER, OneOf, Span, headings, items

UNKNOWN = sl.UNKNOWN


DAYS = st.one_of(
    st.none(),
    st.dates(date(2005, 1, 1), date(2026, 1, 1)),
    st.sampled_from(sl.law().boundaries),
    st.sampled_from([day - timedelta(1) for day in sl.law().boundaries]),
)


KNOWN = {*headings(), *(f"{n:02}" for n in range(1, 98))}
NAMED = sorted({c for i in items().values() for c in i.codes} - {NO_GOODS})


CODES = st.one_of(
    st.none(),
    st.sampled_from(NAMED),
    st.sampled_from([f"{n:02}" for n in range(1, 98) if n != 77]),
    st.tuples(st.sampled_from(sorted(headings())), st.integers(0, 99)).map(
        lambda t: t[0] + f"{t[1]:02}"
    ),
    st.tuples(st.sampled_from(NAMED), st.integers(0, 99)).map(lambda t: (t[0] + f"{t[1]:02}")[:6]),
).filter(
    lambda code: code is None or (not code.startswith("9009") and code[:4] in KNOWN)
)  # 9009 is of an old edition, read as 8443


ASSUMED = {
    "national_luxury": st.sampled_from(["yes", "no", UNKNOWN]),
    "committee_approval": st.sampled_from(["yes", UNKNOWN]),
    "conduct": st.sampled_from(["transfer", "ship_to_ship", "repair", UNKNOWN]),
    "arms": st.sampled_from(["none", "heavy", UNKNOWN]),
    "contract_date": st.one_of(st.just(UNKNOWN), st.dates(date(2017, 1, 1), date(2018, 1, 1))),
    "designated_party": st.sampled_from(["no", UNKNOWN]),
    "within_cap": st.sampled_from(["yes", "no"]),
    "unit_value_usd": st.sampled_from([50, 100, 150, 501, 2500]),
}


BY_COLUMN = {
    "new": st.sampled_from([None, "yes", "no"]),
    "item": st.sampled_from([None, "coal", "passenger_car", "rug", "refined_petroleum", OTHER]),
    "civil_aircraft_part": st.sampled_from([None, True, False]),
}


@st.composite
def frames(draw):
    columns = {
        "on": DAYS,
        "hs": CODES,
        "direction": st.sampled_from([None, "to_dprk", "from_dprk", "none"]),
    }
    columns |= {
        name: BY_COLUMN[name]
        for name in draw(st.sets(st.sampled_from(sorted(BY_COLUMN)), max_size=2))
    }
    table = draw(st.lists(st.fixed_dictionaries(columns), min_size=1, max_size=12))
    free = sorted(set(ASSUMED) - set(columns))
    assume = {
        name: draw(ASSUMED[name]) for name in draw(st.sets(st.sampled_from(free), max_size=3))
    }
    return table, assume


@settings(max_examples=150, deadline=None)
@given(frames())
def test_screen_says_row_by_row_what_classify_says(drawn):
    table, assume = drawn
    frame = pd.DataFrame(table, dtype=object)
    by_column = {name: name for name in frame.columns if name not in ("on", "hs", "direction")}
    out = screen(frame, assume=assume, **by_column)
    for row, got, decision in zip(table, rows(out), out["decision"], strict=True):
        known = {name: UNKNOWN if value is None else value for name, value in row.items()}
        try:
            case = Case(**{"conduct": "transfer", "contract_date": UNKNOWN, **known, **assume})
        except KitError:
            assert got[0] == "unreadable"  # an HS code that the item does not have
            continue
        assert got == said(classify(case)), (row, assume)
        assert got == said(explain(decision))


SIDES = st.sampled_from(["PRK", "CHN", "W00", None])
PERIODS = st.one_of(
    st.integers(2005, 2024).map(str),
    st.dates(date(2006, 1, 1), date(2020, 1, 1)).map("{:%Y-%m}".format),
    st.sampled_from(["2017Q4", "2016Q1", None]),
    DAYS.filter(bool).map(str),
)
TRADE = st.fixed_dictionaries(
    {
        "period": PERIODS,
        "cmdCode": CODES,
        "reporterISO": SIDES,
        "partnerISO": SIDES,
        "flowCode": st.sampled_from(["M", "X", None]),
        "unit": st.sampled_from([None, 50, 100, 150, 501, 2500]),
    }
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(TRADE, min_size=1, max_size=8),
    st.sampled_from([{}, {"national_luxury": "no"}, {"designated_party": "yes"}]),
)
def test_a_row_says_what_classify_says_of_the_case_in_its_decision(table, assume):
    frame = pd.DataFrame(table, dtype=object)
    out = screen(frame, unit_value_usd="unit", assume=assume)
    for got, decision in zip(rows(out), out["decision"], strict=True):
        if got[0] == "unreadable":
            continue
        case = explain(decision).case
        assert got == said(classify(case)) == said(explain(decision))
        assert_as_day_by_day(case, got)


def assert_as_day_by_day(case, got):
    """What a row says is what all the single cases come to that it leaves possible."""
    turns = sl.law().rulebook.turning_days()
    days = [case.value("on")]
    if isinstance(days[0], Span):
        inside = [day for day in turns if day in days[0]]
        days = [days[0].first or turns[0] - timedelta(1), *inside]
    ways = [case.value("direction")]
    if isinstance(ways[0], OneOf):
        ways = ways[0].values
    found = [classify(case.but(on=day, direction=way)) for day, way in product(days, ways)]
    verdicts = {str(finding.verdict) for finding in found}
    assert got[0] == (verdicts.pop() if len(verdicts) == 1 else "undetermined")
    touched = {g.id for finding in found for g in (*finding.grounds, *finding.possible)}
    assert set(got[1]) | set(got[2]) == touched
    if len({finding.end for finding in found}) == 1:  # equal ends are the same object
        assert set(got[3]) == found[0].hinges_on


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2006, 2020),
    st.integers(0, 12),
    CODES.filter(bool),
    st.sampled_from(["to_dprk", "from_dprk"]),
    st.sampled_from([{}, {"national_luxury": "no"}]),
)
def test_a_period_has_an_answer_only_if_all_its_days_have_the_same(
    year, month, hs, direction, assume
):
    text = f"{year}-{month:02}" if month else f"{year}"
    [got] = rows(
        screen(
            pd.DataFrame({"period": [text], "hs": [hs], "direction": [direction]}), assume=assume
        )
    )
    first, last = period(text)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    found = [
        classify(
            Case(
                on=day,
                conduct="transfer",
                hs=hs,
                direction=direction,
                contract_date=UNKNOWN,
                **assume,
            )
        )
        for day in days
    ]
    verdicts = {str(finding.verdict) for finding in found}
    assert got[0] == (verdicts.pop() if len(verdicts) == 1 else "undetermined")
    if {str(finding.verdict) for finding in found} > {got[0]}:
        assert "on" in got[3]
    touched = {g.id for finding in found for g in (*finding.grounds, *finding.possible)}
    assert set(got[1]) | set(got[2]) == touched


def test_a_period_names_the_days_on_which_the_answer_changes():
    out = screen(
        pd.DataFrame(
            {
                "period": ["201712", "201711", "201801", "201802"],
                "hs": ["8421"] * 4,
                "direction": ["from_dprk"] * 4,
            }
        )
    )
    assert list(out["verdict"]) == ["undetermined", "not prohibited", "undetermined", "prohibited"]
    assert list(out["hinges_on"]) == [
        "on; contract_date; notified",
        "",
        "on; contract_date; notified",
        "",
    ]
    assert (
        "2017-12-22" in out["reason"][0]
        and "2018-01-22" in out["reason"][2]
        and not out["reason"][1]
    )
    assert explain(out["decision"][0]).changes == (date(2017, 12, 22),)


def test_the_day_of_the_contract_is_not_presumed_to_be_that_of_shipment():
    frame = pd.DataFrame(
        {
            "on": ["2018-01-10"] * 3,
            "hs": ["8504"] * 3,
            "direction": ["from_dprk"] * 3,
            "signed": ["2017-12-01", "2018-01-02", None],
        }
    )
    plain, signed = screen(frame), screen(frame, contract_date="signed", assume={"notified": "yes"})
    assert (
        plain["verdict"][0] == "undetermined" and plain["hinges_on"][0] == "contract_date; notified"
    )
    assert list(signed["verdict"]) == ["not prohibited", "prohibited", "undetermined"]
    assert screen(frame, assume={"contract_date": "2018-01-10"})["verdict"][0] == "prohibited"
    told = explain(plain["decision"][0]).explain()
    assert (
        "contract" not in plain["decision"][0]
        and "On what day was the written contract concluded?" in told
    )


def test_a_row_that_may_not_concern_the_dprk_is_never_prohibited():
    frame = pd.DataFrame(
        {
            "on": ["2018-06-01"] * 2,
            "hs": ["8418"] * 2,
            "reporterISO": ["CHN"] * 2,
            "partnerISO": ["W00", "PRK"],
            "flowCode": ["X", None],
        }
    )
    out = screen(frame)
    assert list(out["verdict"]) == [
        "undetermined",
        "prohibited",
    ]  # barred both ways, if it is trade with the DPRK
    assert out["hinges_on"][0] == "direction"


def test_missing_is_unknown_and_never_no():
    good = {"on": "2018-06-01", "hs": "8421", "direction": "from_dprk"}
    for name in good:
        [got] = rows(screen(pd.DataFrame([{**good, name: None}], columns=list(good), dtype=object)))
        assert got == said(
            classify(Case(**{**good, name: UNKNOWN}, conduct="transfer", contract_date=UNKNOWN))
        )
        assert got[0] != "not prohibited"


def test_nuclear_goods_are_never_cleared_by_a_presumption():
    """The control lists are about them, so that "no" must be said.

    A measure on the whole chapter decides without it.
    """
    codes, ways, days = (
        ("2612", "2844.10", "28", "284510", "8401", "84"),
        ("to_dprk", "from_dprk"),
        ("2015-06-01", "2024-06-01"),
    )
    frame = pd.DataFrame(product(days, codes, ways), columns=["on", "hs", "direction"])
    chapter = frame["hs"].str.startswith("84") & (frame["on"] > "2017")
    out = screen(frame, assume={"national_luxury": "no"})
    assert (out["verdict"] == chapter.map({True: "prohibited", False: "undetermined"})).all()
    assert (out.loc[~chapter, "hinges_on"].map(lambda facts: "control_listed" in facts)).all()
    told = screen(frame, assume={"national_luxury": "no", "control_listed": "no"})
    assert (told.loc[frame["hs"].isin(["2844.10", "284510"]), "verdict"] == "not prohibited").all()
    assert not told["hinges_on"].map(lambda facts: "control_listed" in facts).any()
    listed = screen(frame, assume={"national_luxury": "no", "control_listed": "yes"})
    assert (listed["verdict"] == "prohibited").all()
    assert set(listed.loc[~chapter, "measures"]) == {"1718:8(a)(ii)", "1718:8(b)"}
