"""Whatever is given to whatever `sl` offers: an answer, or a KitError, and soon."""

import warnings
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hostile import attacked

import sanctionslab as sl
from sanctionslab.cases import Evidence

CAR = dict(on="2024-02-18", direction="to_dprk", conduct="transfer", item="passenger_car")


@pytest.mark.parametrize("seed", range(3))
def test_no_call_raises_anything_but_a_kit_error(seed):
    """A few hundred of them; by hand any number: python tests/hostile.py 100000"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what other libraries say of such frames
        found = [f"{name}: {type(error).__name__}" for name, *_, error in attacked(150, seed)]
    assert found == []


REFUSED = {
    "rows of Evidence": lambda: Evidence("KH-25"),
    "known of Evidence": lambda: Evidence(("KH-25",), 5),
    "no row of the data": lambda: sl.sources_of(
        sl.Case(**CAR, evidence={"item": Evidence(("KH-99999",))})
    ),
    "title is a text": lambda: sl.Case(**CAR, title=123),
    "evidence is": lambda: sl.Case(**CAR, evidence=pd.DataFrame()),
    "size and budget": lambda: sl.flips(sl.Case(**CAR), budget=None),
    "assume: new is None": lambda: sl.reading(
        pd.DataFrame({"on": [], "hs": []}), assume={"new": None, "direction": "to_dprk"}
    ),
    "assume={": lambda: sl.screen(pd.DataFrame({"on": []}), assume=[5]),
    "must be a date": lambda: sl.law().changed("2397:7", **{"from": pd.Timestamp("2018-01-01")}),
    "is a frame of pandas": lambda: sl.figures.screened(5),
    "list of values": lambda: sl.Case(**{**CAR, "item": [["bus"]]}),
    "no part of a scenario": lambda: sl.panels.Scenario("aurus-2024-06").but(colour="red"),
    "no change of this scenario": lambda: sl.panels.Scenario("aurus-2024-06").undo("law 2397"),
    "facts is a dict": lambda: sl.panels.lab(facts=5),
    "no list of keys": lambda: sl.panels.lab(without=0.5),
    "facts is a dict such as .* Empty DataFrame": lambda: sl.panels.facts_panel(
        facts=pd.DataFrame()
    ),
    "facts is a dict such as .* <NA>": lambda: sl.panels.lab(facts=pd.NA),
    '"unknown" is no resolution': lambda: sl.panels.law_panel(without=sl.UNKNOWN),
    "no resolution": lambda: sl.panels.law_panel(without=0),
    "A Law is made of resolutions": lambda: sl.Law(["2397"]),
    "classify needs a Case": lambda: sl.Finding("aurus", sl.law()),
    "no fact with a value": lambda: sl.explain(sl.Truth.YES),
    "explain needs the text": lambda: sl.explain(10**5000),
    "Index: .* is no resolution": lambda: sl.law().without("2397:7", pd.DataFrame()),
    "<NA> is no source": lambda: sl.distrust(sl.case("aurus-2024-02"), "KH-25", pd.NA),
    "tell is a function or None": lambda: sl.panels.PagedLab("aurus-2024-06", [[]]),
    "A title is a text": lambda: sl.counts(sl.claims(), "kind", title=5),
    "a box of ipywidgets": lambda: sl.panels.guarded(5),
    "is a table such as": lambda: sl.figures.cooperation(5),
    "a value of type int": lambda: sl.Case(**{**CAR, "hs": 10**5000}),
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_stand_is_refused_in_a_sentence(words):
    with pytest.raises(sl.KitError, match=words):
        REFUSED[words]()


@pytest.mark.parametrize(
    "day", [pd.Timestamp("2024-02-18"), np.datetime64("2024-02-18"), date(2024, 2, 18)]
)
def test_a_day_of_another_library_is_a_day_or_a_sentence(day):
    try:
        case = sl.Case(**{**CAR, "on": day})
    except sl.KitError:
        assert isinstance(day, np.datetime64)
    else:
        assert case.value("on") == date(2024, 2, 18)


def test_the_vocabulary_is_nobodys_to_change():
    described = sl.facts()["direction"]
    with pytest.raises(TypeError):
        described.values["to_dprk"] = "out"
    with pytest.raises(TypeError):
        sl.facts()["conduct"].directions["transfer"] = []
    with pytest.raises(TypeError):
        sl.facts()["item"] = described
    with pytest.raises((AttributeError, TypeError)):
        described.label = "Way"
