"""Cooperation has every event, and a month is no day."""

from datetime import date

import pandas as pd
from pictures import built, changed

import sanctionslab as sl
from sanctionslab import figures


def test_cooperation_draws_every_event_once():
    events = sl.events()
    shown = events[events["end"] >= "2022-01-01"]
    table = built("cooperation").table
    assert sorted(table["id"]) == sorted(shown["id"])
    for kind, look in figures.CONTESTED.items():
        assert (
            f"{look.words}: {(table['contested'] == kind).sum()}".lower()
            in built("cooperation").alt.lower()
        )
    signs = [
        line
        for line in built("cooperation").figure.axes[0].lines
        if line.get_marker() not in (None, "None", "")
    ]
    bars = [p for p in built("cooperation").figure.axes[0].patches if round(p.get_height(), 6) == 9]
    assert len(signs) - len(figures.CONTESTED) + len(bars) == len(table), (
        "a sign or a bar for each event, and the key"
    )


def test_cooperation_follows_the_events():
    moved = changed(sl.events(), "T-34", contested="denied")
    picture = figures.cooperation(moved)
    assert (
        "18 Feb 2024: alleged and denied" in picture.alt and "alleged and denied: 7" in picture.alt
    )
    assert picture.table.set_index("id").loc["T-34", "contested"] == "denied"


def test_a_month_is_a_span_and_never_a_day():
    def signs(picture):
        return sum(
            line.get_marker() not in (None, "None", "") for line in picture.figure.axes[0].lines
        )

    coarse = changed(
        sl.events(),
        "T-34",
        precision="month",
        date="2024-02",
        start=pd.Timestamp("2024-02-01"),
        end=pd.Timestamp("2024-02-29"),
    )
    assert signs(figures.cooperation(coarse)) == signs(built("cooperation")) - 1
    assert "on Feb 2024" in figures.cooperation(coarse).alt
    monthly = sl.events().query(
        "precision == 'month' and contested == 'alleged' and reported.str.len() == 7"
    )
    assert monthly["id"].tolist() == ["T-57"]
    row = built("admissions").table.set_index("id").loc["T-57"]
    assert row["days open"] == (date(2026, 2, 18) - date(2025, 5, 31)).days, (
        "counted from the end of the month: the least it can be"
    )
