"""The timeline, classified, agrees with the classifier."""

from collections import Counter

from pictures import built, texts

import sanctionslab as sl
from sanctionslab import figures


def test_classified_has_every_event_with_a_case_and_agrees_with_the_classifier():
    pairs = [
        (event.id, key)
        for event in sl.events().itertuples()
        if isinstance(event.case, str)
        for key in event.case.split("; ")
    ]
    table = built("classified").table
    assert sorted(zip(table["event"], table["case"], strict=True)) == sorted(pairs)
    for row in table.itertuples():
        finding = sl.classify(sl.case(row.case))
        assert row.verdict == finding.verdict and row.grounds == "; ".join(
            g.id for g in finding.grounds
        )
    for verdict, count in Counter(table["verdict"]).items():
        assert any(
            t.get_text().endswith(f"{verdict}: {count}") for t, _ in texts(built("classified"))
        )


def test_classified_follows_events_and_law():
    fewer = figures.classified(sl.events().query("id != 'T-34'"))
    assert (
        len(fewer.table) == len(built("classified").table) - 1
        and "gift of the car" not in fewer.alt
    )
    before = figures.classified(law=sl.law().without(2397, 2094))
    assert "The gift of the car is undetermined" in before.alt
    assert before.table.set_index("case").loc["aurus-2024-02", "verdict"] == "undetermined"
