"""Monitoring has the numbers of the law and of the events."""

import pandas as pd
from pictures import built, changed, texts

import sanctionslab as sl
from sanctionslab import figures


def test_monitoring_has_every_mandate_and_draft():
    table = built("monitoring").table
    mandates = sl.panel_mandates()
    drawn = table[table["what"] == "mandate of the Panel"]
    assert (
        drawn["number"].tolist() == mandates["resolution"].tolist()
        and drawn["until"].tolist() == mandates["until"].tolist()
    )
    votes = sl.votes()
    failed = table[table["what"] == "draft that failed"]
    assert failed["number"].tolist() == votes.loc[~votes["adopted"], "symbol"].tolist()
    for day, count in table.loc[table["what"] == "measures in force", ["from", "number"]].values:
        assert sum(m.subject != "monitoring" for m in sl.law().in_force(day)) == int(count)


def test_monitoring_follows_the_events():
    later = changed(
        sl.events(),
        "T-53",
        start=pd.Timestamp("2024-10-26"),
        end=pd.Timestamp("2024-10-26"),
        date="2024-10-26",
    )
    picture = figures.monitoring(events=later)
    assert "179 days" in picture.alt and "2024-10-26" in picture.table["from"].tolist()
    assert any(t.get_text() == "179 days with neither" for t, _ in texts(picture))
