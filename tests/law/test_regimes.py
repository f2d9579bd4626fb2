"""Two regimes in one folder: neither touches the other."""

import shutil

import pytest
from oracle import DATA

from sanctionslab import Case, classify
from sanctionslab.law import LawError, law, load

ELSEWHERE = """
number = 9001
symbol = "S/RES/9001 (invented)"
regime = "elsewhere-9001"
kind = "sanctions"
adopted = 2010-01-01
in_favour = 15
against = []
abstained = []
trigger = "Invented for a test."
summary = "Nothing may be shown, unless it is for personal use."
confidence = "known"
source = ["resolution-text"]

[[measure]]
id = "9001:1"
title = "Nothing is shown"
subject = "luxury"
force = "binding"
duty = "Nothing may be shown."
confidence = "known"
source = ["resolution-text"]
when = { conduct = "display" }

[[measure]]
id = "9001:2"
title = "Personal use is free"
subject = "humanitarian"
force = "binding"
duty = "What is for personal use is exempt."
confidence = "known"
source = ["resolution-text"]
lifts = LIFTS
granted_by = "the paragraph itself"
when = { personal_use = "yes" }
"""

GIFT = Case(on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile")


def beside(folder, lifts='"all"'):
    """The law of the DPRK's regime with a small invented regime beside it."""
    shutil.copytree(DATA / "law", folder / "law")
    path = folder / "law" / "9001.toml"
    path.write_text(ELSEWHERE.replace("LIFTS", lifts), encoding="utf-8")
    return load(folder / "law")


def test_neither_regime_lifts_what_the_other_bars(tmp_path):
    both = beside(tmp_path)
    for measure in law().measures:
        assert both.exemptions(measure) == law().exemptions(measure), measure.id
    [own] = both.exemptions(both.measure("9001:1"))
    assert own.by == "9001:2"
    shown = GIFT.but(conduct="display", personal_use="no")
    assert [ground.id for ground in classify(shown, both).grounds] == ["9001:1"]
    assert classify(shown.but(committee_approval="yes"), both).verdict == "prohibited"
    assert classify(shown.but(personal_use="yes"), both).verdict == "not prohibited"
    assert classify(GIFT.but(personal_use="yes"), both).verdict == "prohibited"
    assert classify(GIFT.but(committee_approval="yes"), both).verdict == "not prohibited"


def test_a_paragraph_that_names_one_of_another_regime_is_refused(tmp_path):
    with pytest.raises(LawError, match='"2397:7", which is of another regime'):
        beside(tmp_path, lifts='["2397:7"]')
