"""Allegation and admission counts the days."""

from datetime import date

import pandas as pd
from pictures import built, changed, texts

import sanctionslab as sl
from sanctionslab import figures


def test_admissions_counts_the_days():
    table = built("admissions").table
    admitted = table.dropna(subset="admitted")
    assert admitted[["id", "days"]].values.tolist() == [
        ["T-52", (date(2025, 4, 26) - date(2024, 10, 18)).days]
    ]
    events = sl.events().set_index("id")
    assert set(table["id"]) == {
        i
        for i, e in events.iterrows()
        if e["contested"] in ("alleged", "denied", "alleged then admitted")
        and e["category"] != "un-process"
        and e["end"] >= pd.Timestamp("2022-01-01")
    }
    assert table["days"].isna().sum() + len(admitted) == len(table)


def test_admissions_follow_the_events():
    told = changed(
        sl.events(), "T-20", contested="alleged then admitted", admitted=pd.Timestamp("2022-12-25")
    )
    picture = figures.admissions(told)
    assert "3 days later" in picture.alt and picture.table.set_index("id").loc["T-20", "days"] == 3
    assert any(t.get_text().startswith("2 of 19") for t, _ in texts(picture))


def test_an_admission_without_a_day_of_allegation_is_drawn_without_a_number():
    picture = figures.admissions(changed(sl.events(), "T-52", reported=None))
    assert "It was public on a day that is not in the data and first admitted on 26" in picture.alt
    assert pd.isna(picture.table.set_index("id").loc["T-52", "days"])
    assert any(t.get_text() == "26 Apr 2025" for t, _ in texts(picture))
