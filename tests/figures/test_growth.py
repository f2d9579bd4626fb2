"""The growth of the regime has the numbers of the law."""

from pictures import built, texts

import sanctionslab as sl
from sanctionslab import figures


def test_growth_counts_the_measures_of_the_law():
    table, measures = built("growth").table, sl.measures()
    kinds = sl.resolutions().set_index("key")["kind"]
    counted = measures[measures["resolution"].map(kinds) == "sanctions"]
    assert table["added"].sum() == len(counted)
    assert table["binding"].sum() == (counted["force"] == "binding").sum()
    assert table.set_index("resolution")["added"].to_dict() == {
        key: int((counted["resolution"] == key).sum()) for key in kinds[kinds == "sanctions"].index
    }
    replaced = {old for cell in measures["replaces"].dropna() for old in cell.split("; ")}
    assert {old for cell in table["replaced"] for old in cell.split("; ") if old} == replaced
    lapsed = [
        m
        for m in sl.law().measures
        if kinds[m.resolution] == "sanctions"
        and m.ends
        and m.ends <= table["adopted"].iloc[-1].date()
    ]  # a mandate of the Panel
    assert table["standing"].iloc[-1] == len(counted) - len(replaced) - len(lapsed)
    assert table.iloc[:, 6:].sum().sum() == len(counted), "the counts by subject add up"
    late = counted["adopted"].dt.year.isin([2016, 2017]).sum()
    assert (
        f"brought {len(counted)} measures" in built("growth").alt
        and f"2016 and 2017 brought {late} of them" in built("growth").alt
    )
    assert any(
        t.get_text() == f"{late} of {len(counted)} measures came in 2016 and 2017"
        for t, _ in texts(built("growth"))
    )
    squares = [p for p in built("growth").figure.axes[0].patches if round(p.get_height(), 6) == 12]
    assert len(squares) == len(counted), "one square for each measure"


def test_growth_follows_the_law_it_is_given():
    less = figures.growth(sl.law().without("2397:7"))
    whole = built("growth").table["added"].sum()
    assert less.table["added"].sum() == whole - 1
    assert f"{whole - 1} measures" in less.alt and f"{whole} measures" in built("growth").alt
    without = figures.growth(sl.law().without(2397))
    replaced = sum(cell.count(":") for cell in without.table["replaced"])
    assert (
        "2397" not in without.alt
        and "2375:14" not in without.alt
        and f"{replaced} were replaced" in without.alt
    )
