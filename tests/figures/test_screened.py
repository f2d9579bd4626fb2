"""What the law touched has the numbers of the rows."""

from collections import Counter

from pictures import built, four_rows, texts

import sanctionslab as sl
from sanctionslab import figures


def test_screened_has_every_touch_of_every_year():
    table, rows = (
        built("screened").table,
        sl.screen(sl.trade_extract(), assume={"national_luxury": "no"}),
    )
    years = rows["period"].str[:4].astype(int)
    whole = table[table["resolution"] == "all rows"].set_index("year")
    assert whole["rows"].to_dict() == years.value_counts().to_dict()
    for name, verdict in (("prohibited", "prohibited"), ("may be", "undetermined")):
        assert whole[name].sum() == (rows["verdict"] == verdict).sum()
    for row in table[table["resolution"] != "all rows"].itertuples():
        sure = rows["measures"].str.contains(rf"\b{row.resolution}:") & (years == row.year)
        open_ = rows["possible"].str.contains(rf"\b{row.resolution}:") & (years == row.year)
        assert (row.prohibited, row[6]) == (sure.sum(), (open_ & ~sure).sum())
        assert row.year >= row.adopted.year, "nothing is touched before the law was there"
    drawn = Counter(t.get_text() for t, _ in texts(built("screened")))
    assert all(
        drawn[str(count)] for name in ("prohibited", "may be") for count in table[name] if count
    ), "each count stands in the picture"


def test_screened_follows_its_rows_and_its_law():
    picture = figures.screened(four_rows())
    assert (
        picture.alt.startswith("Bars by year from 2012 to 2018")
        and "1 of 3 rows prohibited, the first in 2018; 1 open, the first in 2017" in picture.alt
    )
    assert (
        "1 row without a date that can be read left out" in picture.alt
        and "made up" not in picture.source
    )
    assert picture.table.query("resolution == '2397'")[
        ["year", "prohibited", "may be"]
    ].values.tolist() == [[2017, 0, 1], [2018, 1, 0]]
    twice = figures.screened(four_rows().assign(n=[2, 2, 2, 2]), count="n")
    assert "2 of 6 rows prohibited, the first in 2018; 2 open" in twice.alt
    without = figures.screened(law=sl.law().without(2397))
    assert "2397" not in without.alt and "117 of 2,140 rows prohibited" in without.alt
