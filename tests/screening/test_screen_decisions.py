"""A decision is its own name: it explains itself anywhere."""

import os
import subprocess
import sys

import pandas as pd
import pytest

import sanctionslab as sl
from sanctionslab.errors import KitError
from sanctionslab.screening import explain, screen


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
        assert (str(decision.verdict), "; ".join(decision.measures)) == (row.verdict, row.measures)
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


def test_a_decision_shows_itself_by_the_outline_of_its_findings():
    december = explain("on=2017-12-01..2017-12-31;direction=to_dprk;conduct=transfer;hs=8703")
    html, text = december._repr_html_(), december.explain()
    for finding in (december.findings[0], december.findings[-1]):  # days between repeat the first
        assert finding.explain() in text and finding._repr_html_() in html
    for words in (
        "Date: from 1 December 2017 to 31 December 2017",
        "cover 2 cases",
        "HS code: 8703",
    ):
        assert words in html and words in text
    assert "<h4>22 December 2017; into the DPRK</h4>" in html
