"""sanctionslab screen reads CSV as people have it: a broken line costs its own row only."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trade_files import HEAD, ROW, screened, written

from sanctionslab.screening import csvfile, records
from sanctionslab.screening.records import read_record


def test_a_quote_that_is_not_closed_costs_its_own_row_only(tmp_path, capsys):
    lines = written([f"r{n}" for n in range(1000)]).splitlines()
    lines[11] = ",".join(ROW) + ',"2 inch pipe'
    rows = screened(tmp_path, "\n".join(lines))
    assert len(rows) == 1000
    assert [n for n, row in enumerate(rows) if row["verdict"] != "prohibited"] == [10]
    assert (
        rows[10]["verdict"] == "unreadable"
        and rows[10]["reason"] == "line 12: a quote is opened and not closed"
    )
    assert rows[10]["remark"] == "2 inch pipe" and rows[11]["remark"] == "r11"
    assert "1,000 rows" in capsys.readouterr().out


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.text('a",;\n', max_size=6), min_size=1, max_size=12),
    st.sampled_from([1, 2, 3, 50_000]),
)
def test_fields_that_run_over_lines_are_read_as_they_were_written(
    tmp_path, monkeypatch, remarks, size
):
    monkeypatch.setattr(csvfile, "ROWS", size)
    monkeypatch.setattr(csvfile, "LETTERS", 1)
    rows = screened(tmp_path, written(remarks))
    assert [row["remark"] for row in rows] == remarks and {row["verdict"] for row in rows} == {
        "prohibited"
    }


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["", "b", '5" pipe', "c;d"]), min_size=1, max_size=130), st.data())
def test_open_quotes_anywhere_lose_no_other_row(tmp_path, monkeypatch, remarks, data):
    monkeypatch.setattr(csvfile, "ROWS", data.draw(st.sampled_from([1, 7, 60, 50_000])))
    monkeypatch.setattr(csvfile, "LETTERS", 1)
    lines = [",".join([*ROW, remark]) for remark in remarks]
    opened = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=5))
    for n in opened:
        lines[n] = ",".join([*ROW, '"left open'])
    rows = screened(
        tmp_path,
        "\n".join([",".join(HEAD), *lines]) + data.draw(st.sampled_from(["", "\n"])),
        code=len(opened) == len(lines),
    )
    assert [n for n, row in enumerate(rows) if row["verdict"] == "unreadable"] == sorted(opened)
    assert len(rows) == len(lines) and all(
        rows[n]["reason"] == f"line {n + 2}: a quote is opened and not closed" for n in opened
    )


def test_fields_over_more_lines_than_a_record_may_have_and_lines_that_look_like_rows():
    fifty, more = ['"' + "\n" * 49 + '"\n'], ['"' + "\n" * 50 + '"\n']
    for text, width, taken in ((fifty, None, 50), (more, 1, 1)):
        lines = "".join(text).splitlines(keepends=True)
        assert read_record(lines[: records.SPAN], ",", width)[1] == taken
    left_open = "a quote is opened and not closed"
    # c,d is a row by itself
    assert read_record(['a,"b\n', "c,d\n", 'e"\n'], ",", 2)[2] == left_open
    assert read_record(['a,"b\n', "c\n", 'e"\n'], ",", 2) == (["a", "b\nc\ne"], 3, "")
    assert read_record(['a,"2 inch\n', 'b,"3 inch\n'], ",", 2)[1:] == (1, left_open)


@pytest.mark.parametrize(
    "text, words, encoding",
    [
        ("period,cmdCode,direction\n201806,8421,to_dprk,,,\n", [], "utf-8"),
        ("sep=;\nperiod;cmdCode;direction\n201806;8421;to_dprk\n", [], "utf-8"),
        ("sep=|\r\nperiod|cmdCode|direction\r\n201806|8421|to_dprk\r\n", [], "utf-8"),
        ("period,cmdCode,direction\n201806,8421,to_dprk\n", [], "utf-16"),
        ("\ufeffperiod\tcmdCode\tdirection\n201806\t8421\tto_dprk", [], "utf-16-be"),
        ("\ufeffPeriod,CMDCODE,Direction\n201806,8421,to_dprk\n", [], "utf-8"),
        ("period\tcmdCode\tdirection\n201806\t8421\tto_dprk", ["--delimiter", "tab"], "utf-8"),
        ('"period","cmdCode","direction"\n"201806","8421","to_dprk"\n', [], "utf-8"),
        (
            '"period\nof the year",cmdCode,direction\n201806,8421,to_dprk\n',
            ["--on", "period\nof the year"],
            "utf-8",
        ),
    ],
)
def test_files_as_programs_write_them(text, words, encoding, tmp_path):
    [row] = screened(tmp_path, text, *words, encoding=encoding)
    assert (row["verdict"], row["measures"], row["reason"]) == ("prohibited", "2397:7", "")
