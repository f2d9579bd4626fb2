"""What came out of a file, counted: every row once, in rows and in US dollars."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanctionslab.cli import main
from sanctionslab.screening import csvfile, screen
from sanctionslab.screening.answers import settling
from sanctionslab.screening.tablefile import screen_file
from sanctionslab.screening.tally import GROUPS

HEAD = "period,cmdCode,reporterISO,partnerISO,flowCode,primaryValue\n"
GOODS = ["0306", "8421", "3303", "X1", "8703"]
SIDES = ["PRK", "KOR", "World", "Nowhere"]


def tallied(folder, lines):
    source = folder / "in.csv"
    source.write_text(HEAD + "".join(lines), encoding="utf-8")
    return screen_file(source, folder / "out.csv", {})


LINE = st.builds(
    "{},{},CHN,{},{},{}\n".format,
    st.sampled_from(["2016", "201806", "2017", "rubbish"]),
    st.sampled_from(GOODS),
    st.sampled_from(SIDES),
    st.sampled_from(["M", "X"]),
    st.sampled_from(["1000", "250.5", "", "many"]),
)


@settings(max_examples=25, deadline=None)
@given(lines=st.lists(st.one_of(LINE, st.just("broken,line\n")), max_size=30))
def test_every_row_is_counted_once_whichever_way(lines, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tally")
    size, csvfile.ROWS = csvfile.ROWS, 7
    try:
        tally = tallied(folder, lines)
    finally:
        csvfile.ROWS = size
    frame = screen(folder / "in.csv")
    assert tally.count == len(frame) == sum(kind.sum.rows for kind in tally.kinds)
    for verdict in ("prohibited", "undetermined", "unreadable"):
        assert tally.by_group[verdict].rows == (frame["verdict"] == verdict).sum()
    cleared = tally.by_group["not prohibited"].rows + tally.by_group["elsewhere"].rows
    assert cleared == (frame["verdict"] == "not prohibited").sum()
    values = [line.rstrip().split(",")[-1] for line in lines if not line.startswith("broken")]
    known = [float(value) for value in values if re.fullmatch(r"[\d.]+", value)]
    assert sum(part.usd for part in tally.by_group.values()) == pytest.approx(sum(known))
    assert tally.unvalued == len(values) - len(known)
    by_year = sum(part.rows for part in tally.years.values())
    assert by_year + tally.broken.total() == tally.count
    assert set(tally.by_group) == set(GROUPS)


def test_a_side_that_is_a_group_is_told_from_trade_elsewhere(tmp_path):
    tally = tallied(
        tmp_path,
        ["201806,0306,CHN,World,M,5\n", "201806,0306,CHN,KOR,M,7\n", "201806,0306,CHN,PRK,M,9\n"],
    )
    assert tally.of_groups == (1, 5.0) and tally.by_group["elsewhere"] == (1, 7.0)
    assert tally.by_group["prohibited"] == (1, 9.0)


def test_what_one_answer_settles_is_what_assuming_it_settles(tmp_path):
    lines = [f"201806,{code},CHN,PRK,X,100\n" for code in ("3303", "7101", "0101", "8421")]
    tally = tallied(tmp_path, lines)
    open_before = tally.by_group["undetermined"].rows
    found = {(each.fact, each.value): each for each in settling(tally)}
    each = found["national_luxury", "no"]
    after = screen(tmp_path / "in.csv", assume={"national_luxury": "no"})
    assert each.sum.rows == open_before - (after["verdict"] == "undetermined").sum() > 0


def test_each_reason_is_counted_once(tmp_path):
    tally = tallied(tmp_path, ["201806,X1,CHN,Nowhere,X,1\n", "2017,X2,CHN,PRK,X,1\n"])
    assert tally.reasons["cmdCode: … is no HS code"].rows == 2


def test_values_in_thousands_are_told_as_dollars(tmp_path, capsys):
    source = tmp_path / "in.csv"
    source.write_text("t,i,j,k,v,q\n2018,156,408,842199,1.5,2\n", encoding="utf-8")
    assert main(["screen", str(source), "-o", str(tmp_path / "out.csv")]) == 0
    said = capsys.readouterr().out
    assert "values: v, in 1,000 USD" in said and re.search(r"prohibited +1 +USD +1,500\n", said)
