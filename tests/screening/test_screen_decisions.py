"""A decision is its own name: it explains itself anywhere."""

import os
import subprocess
import sys

import pandas as pd
import pytest

import sanctionslab as sl
from sanctionslab.errors import KitError
from sanctionslab.screening import explain, screen
from sanctionslab.vocabulary import headings


def test_what_is_assumed_is_written_into_every_decision(expected):
    decided = expected.loc[expected["decision"] != "", "decision"]
    assert decided.str.endswith(";assume:national_luxury=no").all()
    assert "assumed for all rows" in explain(decided.iloc[0]).explain()


def test_a_decision_explains_itself_in_another_session(expected):
    decision = expected["decision"][1]
    ask = [
        sys.executable,
        "-c",
        "import sys, sanctionslab as sl; print(sl.explain(sys.argv[1]).explain())",
        decision,
    ]
    done = subprocess.run(
        ask,
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.strip() == explain(decision).explain().strip()
    assert "2397:7 Machinery, vehicles and metals to the DPRK" in done.stdout


def test_every_decision_says_what_its_row_says(expected):
    for row in expected[expected["decision"] != ""].itertuples():
        decision = explain(row.decision)
        grounds = "; ".join(ground.id for ground in decision.grounds)
        assert (str(decision.verdict), grounds) == (row.verdict, row.measures)
        assert set(filter(None, row.hinges_on.split("; "))) == decision.hinges_on
        assert row.verdict.upper() in decision.explain().splitlines()[0]


def test_a_decision_under_a_changed_law_needs_that_law():
    law = sl.law().without(2397)
    out = screen(
        pd.DataFrame({"on": ["2018-06-01"], "hs": ["8421"], "direction": ["from_dprk"]}), law=law
    )
    assert out["verdict"][0] == "not prohibited"
    with pytest.raises(KitError, match="made under a changed law"):
        explain(out["decision"][0])
    assert explain(out["decision"][0], law=law).verdict == "not prohibited"


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "rubbish",
        "on=2018-01-01;hs=",
        "hs=8703",
        "on=2018-01-01;colour=red",
        "on=2018-02-01..2018-01-01;hs=8703",
    ],
)
def test_text_that_is_no_decision(text):
    with pytest.raises(KitError):
        explain(text)


@pytest.mark.parametrize(
    "assumed",
    [
        {"on": "2017", "direction": "from_dprk"},
        {"on": "2018-01-01/2019-01-01", "direction": "to_dprk"},
        {"on": "2018-02-02", "direction": sl.one_of("to_dprk", "from_dprk")},
        {"on": "2017-02-02", "direction": "to_dprk", "unit_value_usd": sl.between(200, 600)},
        {"on": "/2024-02-20", "direction": "to_dprk", "item": ["passenger_car", "seafood"]},
    ],
)
def test_what_is_possible_can_be_assumed(assumed):
    codes = ["8703", "0306", "6911", "7208"]
    rows = screen(pd.DataFrame({"hs": codes}), hs="hs", assume={"conduct": "transfer", **assumed})
    for code, row in zip(codes, rows.itertuples(), strict=True):
        try:
            case = sl.Case(conduct="transfer", hs=code, contract_date=sl.UNKNOWN, **assumed)
        except KitError:
            assert "no such thing has such a code" in row.reason
            continue
        finding = sl.classify(case)
        assert (row.verdict, row.decision != "") == (str(finding.verdict), True)
        assert set(filter(None, row.hinges_on.split("; "))) == finding.hinges_on


@pytest.mark.parametrize("text", ["a<b", "<", "1<x", "nan<3", "-5<", "500<100", "<0"])
def test_limits_that_are_none_are_refused_in_a_sentence(text):
    with pytest.raises(KitError, match=r"Write 100<500, 100< or <500\.") as refused:
        explain(f"on=2017-06-01;direction=to_dprk;conduct=transfer;hs=5701;unit_value_usd={text}")
    assert len(str(refused.value)) < 300


DECEMBER = "on=2017-12-01..2017-12-31;direction=to_dprk;conduct=transfer;hs=8703"


def test_a_decision_is_a_finding_that_says_which_rows_it_is_about():
    december = explain(DECEMBER)
    case = sl.Case(
        on="2017-12",
        direction="to_dprk",
        conduct="transfer",
        hs="8703",
        contract_date=sl.UNKNOWN,
    )
    assert december.case == case and december == sl.classify(case)
    own = "It is the decision for every row with"
    parts = [part for part in december.outline() if part.heading != own]
    assert parts == sl.classify(case).outline()
    assert "prohibited on 10 of 31 days: from 22 December 2017" in december.explain()
    for text in (december.explain(), december._repr_html_()):
        assert own in text and "Date: in December 2017" in text and "HS code: 8703" in text


CLASS = "on=2018-06-01;direction=to_dprk;conduct=transfer;hs=84*"


def test_an_argument_speaks_of_the_code_of_the_row():
    for own in ("840510", 8405, "HS 8405 - generators"):
        decision = explain(CLASS, hs=own)
        digits = "840510" if own == "840510" else "8405"
        assert decision.case.given["hs"] == digits and decision.verdict == explain(CLASS).verdict
        assert f"argued here for {digits}" in decision.explain()
    stand_in = explain(CLASS).case.given["hs"]
    assert stand_in in headings() and f"argued here for {stand_in}" in explain(CLASS).explain()
    below = "on=2018-06-01;direction=to_dprk;conduct=transfer;hs=9101"
    assert explain(below, hs="910111").case.given["hs"] == "910111"


@pytest.mark.parametrize("own", ["8703", "rubbish", "", "0306"])
def test_a_code_of_another_class_is_refused(own):
    with pytest.raises(sl.KitError, match="^hs: "):
        explain(CLASS, hs=own)


def test_a_door_whose_window_opens_later_is_told():
    september = "on=2017-09-01..2017-09-30;direction=to_dprk;conduct=transfer;hs=2710"
    told = explain(september).explain()
    assert "too early: date: in September 2017; it asks for" in told


def test_the_case_of_a_decision_can_be_asked_what_would_settle_it():
    deciders = sl.deciders(explain(DECEMBER).case)
    assert any("on" in decider.facts for decider in deciders)


@pytest.mark.parametrize(
    "text, possible",
    [
        ("unknown|none", sl.one_of("to_dprk", "from_dprk", "none")),
        ("none|unknown", sl.one_of("to_dprk", "from_dprk", "none")),
        ("to_dprk|none", sl.one_of("to_dprk", "none")),
        ("unknown|unknown", sl.UNKNOWN),
        ("unknown", sl.UNKNOWN),
        ("none", "none"),
    ],
)
def test_directions_that_a_row_leaves_possible(text, possible):
    decision = explain(f"on=2018-06-01;direction={text};conduct=transfer;hs=8418")
    assert decision.case.value("direction") == possible
    says_so = "“neither” is left out" in decision.sentence
    assert says_so == (possible is sl.UNKNOWN)  # barred both ways, and only one way is presumed


@pytest.mark.parametrize(
    "text, days",
    [
        ("2018-06-01..2018-06-30", "2018-06"),
        ("..2006-10-13", "/2006-10-13"),
        ("2022-12-09..", "2022-12-09/"),
        ("..", sl.UNKNOWN),
        ("2018-06-01..2018-06-01", "2018-06-01"),
        ("unknown", sl.UNKNOWN),
    ],
)
def test_days_that_a_row_leaves_possible(text, days):
    decision = explain(f"on={text};direction=to_dprk;conduct=transfer;hs=8421")
    assert decision.case == decision.case.but(on=days)


@pytest.mark.parametrize(
    "on, share",
    [
        ("2017-12-01..2017-12-31", 10 / 31),
        ("2018-06-01", 1),
        ("2016-06-01", 0),
        ("2016-01-01..2016-12-31", 0),
        ("2017-01-01..", None),  # without end, and barred from some day on
        ("unknown", None),
    ],
)
def test_the_share_of_days_on_which_a_row_is_prohibited(on, share):
    decision = explain(f"on={on};direction=to_dprk;conduct=transfer;hs=8421")
    assert decision.share_of_days == share
