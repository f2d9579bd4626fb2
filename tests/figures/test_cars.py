"""One car is judged rightly on every day."""

from datetime import date

import pandas as pd
from pictures import AS_OF, DAY, built

import sanctionslab as sl
from sanctionslab import figures


def test_one_car_is_right_on_every_day():
    table = built("one_car").table
    for name, item in (("luxury car", "luxury_automobile"), ("ordinary car", "passenger_car")):
        rows = table[table["car"] == name]
        assert rows["days"].sum() == (AS_OF - date(2005, 1, 1)).days + 1
        assert (
            rows["from"].iloc[1:].values == (rows["to"].iloc[:-1] + pd.Timedelta(days=1)).values
        ).all()
        case = sl.Case(on="2005-01-01", direction="to_dprk", conduct="transfer", item=item)
        for row in rows.itertuples():
            first, last = row[2].date(), row.to.date()
            for day in {
                first,
                last,
                *(first + n * 97 * DAY for n in range((last - first).days // 97 + 1)),
            }:
                assert str(sl.classify(case.but(on=day)).verdict) == row.verdict


def test_one_car_follows_the_law():
    without = figures.one_car(sl.law().without(2397))
    assert without.table.groupby("car")["verdict"].last().to_dict() == {
        "luxury car": "prohibited",
        "ordinary car": "undetermined",
    }
    assert "2397" not in without.alt and "no longer matters" not in without.alt
