"""Predictions: each has a truth that the kit comes to, is kept once, and is counted."""

import json
import re
from pathlib import Path

import ipywidgets as widgets
import pytest

import sanctionslab as sl
from sanctionslab.classroom import predictions
from sanctionslab.classroom.predictionfield import PredictionField
from sanctionslab.classroom.sealed import Guess, seal, sealed
from sanctionslab.classroom.sealedform import GuessForm

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
GIFT = sl.case("aurus-2024-02")
BUS = GIFT.but(item="bus", hs="8702")
TRACTOR = sl.own_case(NOTEBOOKS / "07_example_case.toml")
INTO = {"direction": "to_dprk", "conduct": "transfer"}


def verdict(case, law=None):
    return str(sl.classify(case, law).verdict)


def unattributed(source):
    """The share of an article's claims of which it is the first speaker itself."""
    claims = sl.claims()
    own = claims[claims["source"] == source]
    return (own["chain"].str.split(" > ").str[0] == source).mean()


def first_day(case, wanted="prohibited"):
    return next(stretch.start for stretch in sl.over_time(case) if stretch.verdict == wanted)


def last_before(case):
    day = first_day(case)
    return f"until {day:%B %Y}"


def counted(cases):
    number = sum(verdict(case) == "prohibited" for case in cases)
    return {0: "none", 1: "one", 2: "two", 4: "four", 5: "five", 6: "six"}[number]


def quick_round():
    goods = sl.Case(on="2024-02-18", **INTO)
    return [
        goods.but(item="tractor", humanitarian_actor="yes"),
        goods.but(item="aircraft_part", civil_aircraft_part="yes"),
        goods.but(item="vehicle_part"),
        goods.but(item="helicopter", new="no"),
        goods.but(item="truck", on="2016-06-01"),
        sl.Case(on="2024-02-18", direction="from_dprk", conduct="fishing_rights"),
    ]


def changed_by_mode():
    horses = sl.case("horses-2024-08")
    verdicts = {verdict(horses.but(mode=mode)) for mode in ("sale", "gift", "barter")}
    return "none" if len(verdicts) == 1 else "some"


def on_the_troops():
    troops = sl.case("troops-2024-10")
    alleged = verdict(sl.trust_only(troops, "nis"))
    admitted = verdict(sl.trust_only(troops, "kremlin", "russian-general-staff", "kcna"))
    return "it stayed open" if alleged == admitted == "undetermined" else "it changed"


def legs_without_the_kremlin():
    finding = sl.classify(sl.distrust(GIFT, "kremlin"))
    legs = {0: "falls", 1: "stands on one leg", 2: "stands on two legs"}
    return legs[len(finding.grounds)]


def share_of_clear_rows():
    verdicts = sl.screen(sl.trade_extract())["verdict"]
    share = verdicts.isin(["prohibited", "not prohibited"]).mean()
    return "about half" if 0.4 < share < 0.6 else f"{share:.0%}"


def first_year_of_hits():
    rows = sl.screen(sl.trade_extract())
    return str(rows.loc[rows["verdict"] == "prohibited", "period"].min())[:4]


def lost_without(speaker):
    left = sl.distrust(TRACTOR, speaker)
    [name] = [name for name in TRACTOR.given if left.value(name) != TRACTOR.value(name)]
    return {"direction": "the direction", "item": "the thing", "mode": "the terms"}[name]


# What each prediction comes to, computed. The others are held by words of the data alone.
TRUTHS = {
    "01.p1": lambda: (
        "The Korea Herald" if unattributed("korea-herald") < unattributed("qonversations") else "?"
    ),
    "01.p2": lambda: sl.claims().set_index("id").loc["KH-16", "kind"],
    "01.p3": lambda: {"rok-official": "an official without a name"}[
        sl.claims().set_index("id").loc["KH-16", "chain"].split(" > ")[0]
    ],
    "03.p2": lambda: (
        "all ten"
        if (sl.votes().query("kind == 'sanctions'")["russia"] == "for").sum() == 10
        else "?"
    ),
    "03.p3": lambda: str(
        first_day(sl.Case(on="2012-06-01", conduct="teaching", field="aerospace")).year
    ),
    "03.p4": lambda: (
        "one of them" if (sl.national_cars()["threshold_status"] == "stated").sum() == 1 else "?"
    ),
    "03.p5": lambda: verdict(sl.Case(on="2016-11-30", item="rug", unit_value_usd=400, **INTO)),
    "03.p9": lambda: last_before(
        sl.Case(on="2024-02-18", item="small_arms", notified="yes", **INTO)
    ),
    "03.p10": lambda: (
        f"since {first_day(sl.Case(on='2024-02-18', item='passenger_car', **INTO)):%B %Y}"
    ),
    "03.p12": lambda: counted(quick_round()),
    "04.p2": lambda: counted(
        map(
            sl.case,
            (
                "aurus-shown-2023-09",
                "aurus-2024-02",
                "gift-car-used-2024-03",
                "aurus-2024-06",
                "aurus-ride-2025-09",
            ),
        )
    ),
    "04.p3": lambda: verdict(sl.case("tea-set-2024-06")),
    "04.p4": changed_by_mode,
    "04.p5": on_the_troops,
    "05.p1": lambda: verdict(GIFT.but(on="2014-02-18")),
    "05.p2": lambda: verdict(BUS),
    "05.p3": lambda: (
        "no"
        if verdict(GIFT.but(item="ambulance", hs="8703", mode="aid", humanitarian_actor="yes"))
        == "prohibited"
        else "yes"
    ),
    "05.p4": lambda: verdict(GIFT.but(item="aircraft_part", hs=None)),
    "05.p5": lambda: verdict(GIFT, sl.law().without(2397)),
    "05.p6": lambda: verdict(BUS, sl.law().without(2397)),
    "05.p7": legs_without_the_kremlin,
    "05.p8": lambda: verdict(sl.trust_only(GIFT, "kremlin")),
    "05.p9": lambda: verdict(sl.trust_only(GIFT, "kcna", "rodong").but(on="2014-02-18")),
    "06.p1": share_of_clear_rows,
    "06.p2": first_year_of_hits,
    "07.p1": lambda: verdict(TRACTOR),
    "07.p2": lambda: lost_without("dprk-embassy"),
}


@pytest.mark.parametrize("id_", list(TRUTHS))
def test_the_truth_is_what_the_kit_comes_to(id_):
    assert TRUTHS[id_]().lower() == predictions()[id_].truth.lower()


def test_few_predictions_are_held_by_words_alone():
    alone = [id_ for id_ in predictions() if id_ not in TRUTHS]
    assert len(alone) <= 8


@pytest.mark.parametrize("asked", predictions().values(), ids=list(predictions()))
def test_a_prediction_stands_in_its_notebook_before_the_result(asked):
    notebook = json.loads((NOTEBOOKS / f"{asked.notebook}.ipynb").read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    places = [n for n, source in enumerate(sources) if f'sl.predict("{asked.id}")' in source]
    assert len(places) == 1, asked.id
    assert sources[places[0]] == f'sl.predict("{asked.id}")'
    assert notebook["cells"][places[0] + 1]["cell_type"] == "code"
    assert re.search("predict|guess", sources[places[0] - 1], re.IGNORECASE)


def test_the_first_click_counts():
    field = PredictionField(predictions()["05.p6"])
    shown = []
    field.shown = type("Shown", (), {"update": lambda self, bundle, raw: shown.append(bundle)})()
    field.sure.value = "certain"
    field.buttons[0].click()
    assert "You predicted: prohibited (certain). It is: not prohibited." in shown[0]["text/plain"]
    # what was pressed keeps the focus; it counts no second time
    assert [button.disabled for button in field.buttons] == [False, True, True]
    field.buttons[0].click()
    assert shown.pop() == shown[0]
    field.buttons[1].click()
    assert shown[1] == shown[0]
    assert "You predicted: prohibited (certain)" in repr(sl.predict("05.p6"))


def test_every_control_of_a_prediction_has_a_name():
    field = PredictionField(predictions()["05.p1"])
    assert field.sure.description and all(b.description and b.tooltip for b in field.buttons)


def test_progress_says_how_good_they_were():
    for id_, option in (("05.p1", "prohibited"), ("05.p6", "prohibited")):
        field = PredictionField(predictions()[id_])
        field.shown = type("Shown", (), {"update": lambda self, bundle, raw: None})()
        field.sure.value = "certain"
        field.take(option)
    text = repr(sl.progress())
    assert f"2 of {len(predictions())} predictions made, 1 of them right." in text
    assert "certain: 1 of 2 right" in text and "certain and wrong, for example 05.p6" in text
    assert "predictions made" not in repr(sl.progress(reset=True))


def test_a_prediction_that_there_is_not():
    with pytest.raises(sl.KitError, match=r'"05.p99" is no prediction'):
        sl.predict("05.p99")


def test_a_guess_is_sealed_once_and_opened_at_the_end():
    assert repr(sl.guess(is_open=True)) == "No guess was sealed in notebook 00."
    form = GuessForm(lambda: repr(sl.guess()), None)
    form.shown = type("Shown", (), {"update": lambda self, bundle, raw: None})()
    form.take()  # nothing is chosen yet, and nothing is chosen for anybody
    assert sealed() is None and not form.why.disabled
    form.verdict.value, form.why.value = "undetermined", "Nobody says what it cost."
    form.take()
    assert sealed() is None
    form.sure.value = "a guess"
    form.take()
    assert all(c.disabled for c in (form.verdict, form.sure, form.why))
    form.take()
    seal(Guess("prohibited", "certain", "", "2026-01-01"))
    assert sealed().verdict == "undetermined"
    assert "sealed" in repr(sl.guess()) and "undetermined" not in repr(sl.guess())
    assert 'wrote: "Nobody says what it cost."' in repr(sl.guess(is_open=True))
    controls = [c for c in form.box.children if hasattr(c, "description")]
    assert controls == [form.verdict, form.sure, form.why, form.button]
    assert all(isinstance(c.description, str) for c in controls)
    assert isinstance(form.box, widgets.VBox)
