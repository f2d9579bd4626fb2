"""What screen adds is harmless and bounded, whatever columns are called and cells hold."""

import pandas as pd
import pytest

import sanctionslab as sl
from sanctionslab.files import FORMULA_SIGNS
from sanctionslab.screening import COLUMNS, columns

STEERING = "\x1b]0;owned\x07"
NAMES = ["=HYPERLINK(1)", "@x", "+1", "-1", f"a{STEERING}", "a\u202eb", "a\nb", "x" * 500]


def screened(rows, **options):
    out = sl.screen(pd.DataFrame(rows, dtype="str"), **options)
    return out[[name for name in out.columns if name.removeprefix("sl_") in COLUMNS]]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_no_added_cell_is_a_formula_or_a_command(name):
    rows = {"on": ["2018", "2018"], name: ["rubbish", "8703"], "way": ["to_dprk", "sideways"]}
    added = screened(rows, hs=name, direction="way")
    assert "unreadable" in set(added["verdict"])
    for text in added.to_numpy().ravel():
        assert text.isprintable() and not text.startswith(FORMULA_SIGNS) and len(text) < 1_000


@pytest.mark.parametrize(
    "cell", [STEERING, "\u202e", "x" * 100_000, "=1+1"], ids=lambda x: ascii(x[:9])
)
def test_what_a_cell_holds_is_told_harmlessly(cell):
    rows = {"on": ["2018"], "hs": ["8703"], "reporter": [cell], "partner": ["PRK"], "flow": ["M"]}
    for other in (rows, {**rows, "reporter": ["CHN"], "hs": [cell]}, {**rows, "on": [cell]}):
        added = screened(other, reporter="reporter", partner="partner", flow="flow")
        for text in added.to_numpy().ravel():
            assert text.isprintable() and not text.startswith(FORMULA_SIGNS) and len(text) < 1_000


@pytest.mark.parametrize("prefix", ["=", "@", "-", STEERING, "\u202e", "x" * 500, 5, None, ["a"]])
def test_the_added_columns_cannot_begin_a_formula(prefix):
    frame = pd.DataFrame({"on": ["2018"], "hs": ["8703"], "direction": ["to_dprk"]})
    with pytest.raises(sl.KitError, match="prefix: .* cannot begin the name of a column"):
        sl.screen(frame, prefix=prefix)


def test_every_row_another_unreadable_value_costs_no_more_than_a_few(monkeypatch):
    monkeypatch.setattr(columns, "MOST_TOLD", 20)
    rows = {"on": ["2018"] * 200, "hs": [f"rubbish {n}" for n in range(200)]}
    added = screened(rows, assume={"direction": "to_dprk"})
    reasons = added["reason"].unique()
    assert set(added["verdict"]) == {"unreadable"} and len(reasons) == 21
    assert reasons[0] == "hs: 'rubbish 0' is no HS code"
    assert reasons[-1].startswith("hs: one of more than 10,000 different values")


def test_a_country_that_nobody_knows_stays_undetermined_however_many_there_are(monkeypatch):
    monkeypatch.setattr(columns, "MOST_TOLD", 20)
    rows = {
        "on": ["2018"] * 200,
        "hs": ["8703"] * 200,
        "reporter": [f"Ruritania {n}" for n in range(200)],
        "partner": ["PRK"] * 200,
        "flow": ["X"] * 200,
    }
    sides = {name: name for name in ("reporter", "partner", "flow")}
    verdicts = set(screened(rows, **sides)["verdict"])
    assert len(verdicts) == 1 and "not prohibited" not in verdicts
