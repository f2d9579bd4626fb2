"""The status of each subject, against the law on both sides of each boundary.

The law is written down by hand: nothing here is read from the data.
"""

from collections import Counter

import pandas as pd
import pytest
from pictures import AS_OF, DAY, built, texts

import sanctionslab as sl
from sanctionslab import figures

NOT, IF, CAP, BARRED = figures.NOT_COVERED, figures.CONDITIONAL, figures.CAPPED, figures.PROHIBITED


BOUNDARIES = [
    ("coal", "2016-03-02", NOT, IF, "livelihood gap"),
    ("coal", "2016-11-30", IF, CAP, "cap"),
    ("coal", "2017-08-05", CAP, BARRED, "full ban"),
    ("iron ore", "2016-03-02", NOT, IF, "livelihood gap"),
    ("iron ore", "2016-11-30", IF, IF, "livelihood gap kept"),
    ("iron ore", "2017-08-05", IF, BARRED, "full ban"),
    ("small arms in", "2006-10-14", NOT, NOT, "heavy categories only"),
    ("small arms in", "2009-06-12", NOT, IF, "with notice"),
    ("small arms in", "2016-03-02", IF, BARRED, "every kind of arms"),
    ("heavy arms in", "2006-10-14", NOT, BARRED, "heavy categories"),
    ("heavy arms out", "2006-10-14", NOT, BARRED, "heavy categories"),
    ("small arms out", "2006-10-14", NOT, NOT, "heavy categories only"),
    ("small arms out", "2009-06-12", NOT, BARRED, "all arms"),
    ("luxury cars", "2006-10-14", NOT, IF, "luxury is each State's to define"),
    ("luxury cars", "2013-03-07", IF, BARRED, "named in annex IV"),
    ("luxury cars", "2017-12-22", BARRED, BARRED, "every vehicle"),
    ("ordinary cars", "2006-10-14", NOT, IF, "if on a State's list"),
    ("ordinary cars", "2013-03-07", IF, IF, "the reading is open"),
    ("ordinary cars", "2017-12-22", IF, BARRED, "every vehicle"),
    ("ships", "2016-11-30", NOT, IF, "new ones"),
    ("ships", "2017-12-22", IF, BARRED, "new or used"),
    ("aviation fuel", "2016-03-02", NOT, BARRED, "ban"),
    ("refined oil", "2016-03-02", NOT, NOT, "aviation fuel only"),
    ("refined oil", "2017-09-11", NOT, CAP, "cap"),
    ("refined oil", "2017-12-22", CAP, CAP, "lower cap"),
    ("crude oil", "2017-09-11", NOT, CAP, "level of the year before"),
    ("crude oil", "2017-12-22", CAP, CAP, "a figure"),
    ("seafood", "2017-08-05", NOT, BARRED, "ban"),
    ("textiles", "2017-08-05", NOT, NOT, "not yet"),
    ("textiles", "2017-09-11", NOT, BARRED, "ban"),
    ("statues", "2016-11-30", NOT, BARRED, "ban"),
    ("workers", "2017-08-05", NOT, CAP, "no increase"),
    ("workers", "2017-09-11", CAP, IF, "no new permits"),
    ("workers", "2019-12-23", IF, BARRED, "all must be gone"),
    ("joint ventures", "2016-03-02", NOT, NOT, "designated entities only"),
    ("joint ventures", "2017-08-05", NOT, IF, "no new ones"),
    ("joint ventures", "2017-09-11", IF, IF, "all, with time to close"),
    ("joint ventures", "2018-01-10", IF, BARRED, "closed by 9 January"),
    ("science: space", "2016-11-30", NOT, BARRED, "Committee only"),
    ("science: other", "2016-11-30", NOT, IF, "finding and notice"),
    ("wheat flour", "2017-12-22", NOT, NOT, "food to the DPRK is free"),
]


def status(picture, subject, day):
    rows = picture.table[picture.table["subject"] == subject]
    return rows.loc[(rows["from"] <= day) & (rows["to"] >= day), "status"].item()


@pytest.mark.parametrize("subject, day, before, after, why", BOUNDARIES)
def test_status_changes_on_the_right_day(subject, day, before, after, why):
    picture, day = built("status_by_date"), pd.Timestamp(day)
    assert (status(picture, subject, day - DAY), status(picture, subject, day)) == (
        before,
        after,
    ), why


def test_status_changes_on_no_other_day():
    table, known = (
        built("status_by_date").table,
        {(subject, pd.Timestamp(day)) for subject, day, *_ in BOUNDARIES},
    )
    for subject, rows in table.groupby("subject"):
        fresh = rows["status"] != rows["status"].shift()
        assert {(subject, day) for day in rows.loc[fresh, "from"].iloc[1:]} <= known
        assert rows["from"].min() == pd.Timestamp("2006-01-01") and rows[
            "to"
        ].max() == pd.Timestamp(AS_OF)
    assert {subject for subject, _ in known} == set(table["subject"])


def test_status_follows_the_law():
    before = figures.status_by_date(sl.law().without(2397))
    today = pd.Timestamp(AS_OF)
    assert (
        status(before, "ordinary cars", today) == IF and status(before, "refined oil", today) == CAP
    )
    refined = before.table.query("subject == 'refined oil'").iloc[-1]
    assert refined["paragraphs"] == "2375:14", "the older cap comes back"
    assert "Ordinary cars: conditional from 14 October 2006." in before.alt


def test_every_stretch_of_one_status_is_named_in_the_picture():
    table = built("status_by_date").table
    wanted = Counter(
        row["status"]
        for _, rows in table.groupby("subject")
        for (_, row), fresh in zip(
            rows.iterrows(), rows["status"] != rows["status"].shift(), strict=True
        )
        if fresh
    )
    drawn = Counter(
        word
        for t, _ in texts(built("status_by_date"))
        for word in figures.STATUS_COLOURS
        if t.get_text().startswith(word)
    )
    assert drawn == wanted + Counter(list(figures.STATUS_COLOURS)), (
        "once for each stretch, and once in the key"
    )
