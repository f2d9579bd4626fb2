"""The made-up extract of trade statistics."""

import csv

from screened_rows import ASSUME

from sanctionslab.files import data_path
from sanctionslab.screening import screen
from sanctionslab.tables import trade


def test_the_extract_is_what_its_seed_gives():
    with data_path("trade_extract.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == trade.made_up()
    assert data_path("trade_extract.csv").stat().st_size < 300_000
    assert trade.made_up(seed=2) != trade.made_up()


def test_the_extract_has_every_kind_of_row_that_a_lesson_needs():
    out = screen(trade.trade_extract(), assume=ASSUME)
    assert set(out["verdict"]) == {"prohibited", "not prohibited", "undetermined", "unreadable"}
    told = " ".join(set(out["reason"]))
    for words in (
        "does not concern the DPRK",
        "a side is missing",
        "too short",
        "HS 999999",
        "TOTAL",
        "changes inside the period, on 2017-12-22",
    ):
        assert words in told
    before = out[out["period"].str[:4] < "2006"]
    assert set(before["verdict"]) <= {"not prohibited", "unreadable"}
