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
