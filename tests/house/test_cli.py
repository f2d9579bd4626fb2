"""The command line."""

import csv
import errno
import io
import os
import subprocess
import sys

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanctionslab.cli import main
from sanctionslab.screening import COLUMNS, csvfile, screen, tablefile
from sanctionslab.screening.tally import Tally

TEXT = """period;cmdCode;reporterISO;partnerISO;flowCode;remark
201806;0101;CHN;PRK;M;"a; b"
201806;8421;CHN;PRK;X;ä
201712;8421;CHN;PRK;X;
rubbish;8421;CHN;PRK;X;c
201806;8421
201806;8421;CHN;PRK;X;d;e
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_csv_file_is_screened_and_nothing_is_lost(table, tmp_path, capsys):
    out = tmp_path / "out.csv"
    assert main(["screen", str(table), "-o", str(out), "--assume", "national_luxury=no"]) == 0
    rows = read(out)
    assert list(rows[0]) == [
        "period",
        "cmdCode",
        "reporterISO",
        "partnerISO",
        "flowCode",
        "remark",
        *COLUMNS,
    ]
    assert [row["verdict"] for row in rows] == [
        "not prohibited",
        "prohibited",
        "undetermined",
        "unreadable",
        "unreadable",
        "unreadable",
    ]
    assert (rows[0]["cmdCode"], rows[0]["remark"], rows[1]["remark"]) == ("0101", "a; b", "ä")
    assert (
        rows[5]["remark"] == "d;e" and rows[5]["reason"] == "line 7 has 7 fields, the header has 6"
    )
    assert rows[4]["reason"] == "line 6 has 2 fields, the header has 6"
    said = capsys.readouterr()
    assert "6 rows" in said.out and "2397:7" in said.out and said.err == ""
    counts = [int(line.split()[-1]) for line in said.out.splitlines()[1:5]]
    assert counts == [1, 1, 1, 3] and sum(counts) == len(rows)


def test_a_large_file_goes_through_in_batches(table, tmp_path, monkeypatch):
    monkeypatch.setattr(csvfile, "ROWS", 2)
    main(["screen", str(table), "-o", str(tmp_path / "small.csv")])
    monkeypatch.setattr(csvfile, "ROWS", 100)
    main(["screen", str(table), "-o", str(tmp_path / "large.csv")])
    assert (tmp_path / "small.csv").read_bytes() == (tmp_path / "large.csv").read_bytes()


HEAD = ["period", "cmdCode", "reporterISO", "partnerISO", "flowCode", "a", "b", "remark"]
ROW = ["201806", "8421", "CHN", "PRK", "X", "", ""]


def screened(folder, text, *words, encoding="utf-8", code=0):
    """The rows that come out of a CSV file with this text."""
    source, out = folder / "in.csv", folder / "out.csv"
    source.write_bytes(text.encode(encoding))
    assert main(["screen", str(source), "-o", str(out), "--force", *words]) == code
    return read(out)


def written(remarks):
    """A CSV file with one good row for each remark."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n").writerows([HEAD, *([*ROW, remark] for remark in remarks)])
    return file.getvalue()


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
    for text, taken in ((fifty, 50), (more, 1)):
        lines = "".join(text).splitlines(keepends=True)
        assert (
            csvfile.read_record(lines[: csvfile.SPAN], ",", 1 if taken == 1 else None)[1] == taken
        )
    assert (
        csvfile.read_record(['a,"b\n', "c,d\n", 'e"\n'], ",", 2)[2]
        == "a quote is opened and not closed"
    )  # c,d is a row by itself
    assert csvfile.read_record(['a,"b\n', "c\n", 'e"\n'], ",", 2) == (["a", "b\nc\ne"], 3, "")
    assert csvfile.read_record(['a,"2 inch\n', 'b,"3 inch\n'], ",", 2)[1:] == (
        1,
        "a quote is opened and not closed",
    )


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


def test_where_no_row_can_be_read_the_end_says_so(tmp_path, capsys):
    rows = screened(
        tmp_path,
        "on,hs,direction\n2018,X1,to_dprk\n2018,X2,to_dprk\n18/02/2024,8703,to_dprk\n",
        code=1,
    )
    assert {row["verdict"] for row in rows} == {"unreadable"}
    assert (
        capsys.readouterr().out.splitlines()[-1]
        == "No row could be read. The most usual reason: hs: … is no HS code"
    )
    screened(tmp_path, "on,hs,direction\n")
    assert "No row could be read" not in capsys.readouterr().out


def test_the_summary_tells_what_it_rests_on(tmp_path, capsys):
    text = "period,cmdCode,partnerISO,flowCode,primaryValue,qty,u\n" + "".join(
        f"201601,870310,{partner},X,{value},1,u\n"
        for partner, value in [
            ("PRK", "1,5"),
            ("PRK", "USD 9"),
            ("Nordkoreanisch", "7"),
            ("Nordkoreaner", "7"),
            ("PRK", 9000),
        ]
    ).replace("1,5", '"1,5"')
    screened(
        tmp_path,
        text,
        "--assume",
        "reporter=CHN",
        "--assume",
        "national_luxury=no",
        "--quantity-unit",
        "u",
        "--without",
        "2321:5",
    )
    lines = capsys.readouterr().out.splitlines()
    assert "             2  primaryValue: no plain number; write it as 1200.50" in lines
    assert "             2  partnerISO: … is not recognised as a country" in lines
    assert "measures that might prohibit:" in lines and "             5  2094:23" in lines
    start = next(n for n, line in enumerate(lines) if line.startswith("columns: "))
    assert lines[start : start + 3] == [
        "columns: quantity_unit=u, on=period, hs=cmdCode, partner=partnerISO, flow=flowCode, value=primaryValue, quantity=qty",
        "law: without 2321:5",
        "assumed of every row: reporter=CHN, national_luxury=no",
    ]
    assert (
        lines[-2].startswith(
            "presumed of every row: conduct=transfer, committee_approval=no, fuelled_outside_dprk=no"
        )
        and "designated_party=no" in lines[-2]
    )
    assert (
        lines[-1]
        == "presumed where the thing, or the HS code, suggests nothing else: arms=none, control_listed=no, civil_aircraft_part=no"
    )


def test_another_classification_is_named_by_an_option(tmp_path):
    rows = screened(
        tmp_path,
        "on,hs,direction,kind\n201806,8421,to_dprk,H4\n201806,8421,to_dprk,S3\n",
        "--classification",
        "kind",
    )
    assert [row["verdict"] for row in rows] == ["prohibited", "unreadable"]


def test_an_error_in_the_work_is_not_called_one_of_the_encoding(table, tmp_path, monkeypatch):
    monkeypatch.setattr(tablefile, "Tally", lambda *rest: [][1])
    with pytest.raises(IndexError):
        main(["screen", str(table), "-o", str(tmp_path / "out.csv")])


def test_whoever_stops_reading_the_summary_gets_no_traceback(table, tmp_path):
    ask = [
        sys.executable,
        "-m",
        "sanctionslab.cli",
        "screen",
        str(table),
        "-o",
        str(tmp_path / "out.csv"),
    ]
    with subprocess.Popen(ask, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b"" and process.wait() == 0
    assert len(read(tmp_path / "out.csv")) == 6


def test_parquet_in_and_out(tmp_path):
    frame = pd.DataFrame(
        {
            "on": ["2018-06-01", None],
            "hs": [8421, 8421],
            "direction": ["to_dprk", "to_dprk"],
            "x": [1.5, None],
        }
    )
    source, out, text = tmp_path / "in.parquet", tmp_path / "out.parquet", tmp_path / "out.csv"
    pyarrow.parquet.write_table(pa.Table.from_pandas(frame), source)
    assert (
        main(["screen", str(source), "-o", str(out)])
        == main(["screen", str(source), "-o", str(text)])
        == 0
    )
    got = pyarrow.parquet.read_table(out).to_pandas().astype({name: "str" for name in COLUMNS})
    pd.testing.assert_frame_equal(
        got, screen(frame).astype({name: "str" for name in COLUMNS}), check_dtype=False
    )
    assert [row["verdict"] for row in read(text)] == ["prohibited", "undetermined"]


def test_options_reach_screen(tmp_path):
    source, out = tmp_path / "in.tsv", tmp_path / "out.tsv"
    source.write_text(
        "day\tcode\tway\tthing\n2016-12-05\t8802\tto_dprk\thelicopter\n", encoding="utf-8"
    )
    words = [
        "--on",
        "day",
        "--hs",
        "code",
        "--direction",
        "way",
        "--column",
        "item=thing",
        "--prefix",
        "sl_",
        "--assume",
        "new=yes",
    ]
    assert main(["screen", str(source), "-o", str(out), *words]) == 0
    assert "\tprohibited\t2321:30\t" in out.read_text(encoding="utf-8")
    assert main(["screen", str(source), "-o", str(out), "--force", *words[:-1], "new=True"]) == 0
    assert "\tprohibited\t2321:30\t" in out.read_text(encoding="utf-8")
    assert (
        main(["screen", str(source), "-o", str(out), "--force", "--without", "2321", *words]) == 0
    )
    assert "\tnot prohibited\t" in out.read_text(encoding="utf-8")


def test_nothing_is_overwritten_unless_forced(table, tmp_path, capsys):
    out = tmp_path / "out.csv"
    out.write_text("mine", encoding="utf-8")
    assert main(["screen", str(table), "-o", str(out)]) == 1
    assert "--force" in capsys.readouterr().err and out.read_text(encoding="utf-8") == "mine"
    assert main(["screen", str(table), "-o", str(table), "--force"]) == 1
    assert (
        "the file to read" in capsys.readouterr().err and table.read_text(encoding="utf-8") == TEXT
    )
    assert main(["screen", str(table), "-o", str(out), "--force"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_a_link_is_kept_and_its_target_written(table, tmp_path):
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "real.csv", tmp_path / "link.csv"
    target.write_text("mine", encoding="utf-8")
    link.symlink_to(target)
    assert (
        main(["screen", str(table), "-o", str(link)]) == 1
        and target.read_text(encoding="utf-8") == "mine"
    )
    assert main(["screen", str(table), "-o", str(link), "--force"]) == 0
    assert link.is_symlink() and len(read(target)) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "in.csv",
        "link.csv",
        "there",
    ] and os.listdir(target.parent) == ["real.csv"]


def test_a_place_that_cannot_be_written_is_named_before_the_work(
    table, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(Tally, "add", lambda *rest: pytest.fail("the work was begun"))
    folder = tmp_path / "out.csv"
    folder.mkdir()
    long = (
        tmp_path / f"{'x' * 251}.csv"
    )  # a name that no file system takes, with what is put before and after it
    for out, words in (
        (folder, "out.csv is a folder. Name a file."),
        (long, "cannot be written: "),
    ):
        assert main(["screen", str(table), "-o", str(out), "--force"]) == 1
        said = capsys.readouterr().err
        assert words in said and said.count("\n") == 1


def test_an_error_of_the_system_is_one_sentence(table, tmp_path, monkeypatch, capsys):
    def full(*rest):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Tally, "add", full)
    assert main(["screen", str(table), "-o", str(tmp_path / "out.csv")]) == 1
    assert (
        capsys.readouterr().err
        == "sanctionslab: No space left on device. Nothing more was written.\n"
    )
    assert os.listdir(tmp_path) == ["in.csv"]


@pytest.mark.parametrize(
    "words, message",
    [
        (["folder.csv", "-o", "out.csv"], "folder.csv is a folder. Name a file."),
        (["nothing.csv", "-o", "out.csv"], "there is no such file"),
        (["in.csv", "-o", "out.xlsx"], 'not ".xlsx"'),
        (["in.xlsx", "-o", "out.csv"], 'not ".xlsx". Save the table as CSV first.'),
        (["in.csv.gz", "-o", "out.csv"], 'not ".gz". Unpack it first.'),
        (["none.parquet", "-o", "out.csv"], "none.parquet cannot be read as a Parquet file"),
        (["cut.parquet", "-o", "out.csv"], "cut.parquet cannot be read as a Parquet file"),
        (["nested.parquet", "-o", "out.csv"], 'The column "hs" has lists'),
        (["in.csv", "-o", "out.csv", "--delimiter", "ab"], '--delimiter: "ab" cannot part columns'),
        (["in.csv", "-o", "out.csv", "--delimiter", '"'], "Give one character"),
        (
            ["in.csv", "-o", "out.csv", "--assume", "new=yes", "--assume", "new=no"],
            "--assume: new is given twice",
        ),
        (
            ["in.csv", "-o", "out.csv", "--column", "item=remark", "--column", "item=period"],
            "--column: item is given twice",
        ),
        (
            ["in.csv", "-o", "out.csv", "--hs", "cmdCode", "--column", "hs=period"],
            "hs is given twice",
        ),
        (
            ["in.csv", "-o", "out.csv", "--assume", "reporter=Chnia"],
            '"Chnia" is not recognised as a country',
        ),
        (["in.csv", "-o", "out.csv", "--encoding", "utf-16"], "--encoding"),
        (
            ["none.csv", "-o", "out.csv"],
            "(reporter=... and partner=..., or --reporter and --partner)",
        ),
        (["open.csv", "-o", "out.csv"], "open.csv, line 1: a quote is opened and not closed"),
        (["in.csv", "-o", "nowhere/out.csv"], "no such folder"),
        (["in.csv", "-o", "out.csv", "--hs", "cmdCod"], 'Did you mean "cmdCode"?'),
        (["in.csv", "-o", "out.csv", "--assume", "national_luxury=perhaps"], "is not"),
        (["in.csv", "-o", "out.csv", "--assume", "colour=red"], "not a fact of the vocabulary"),
        (["in.csv", "-o", "out.csv", "--without", "9999"], "no resolution in this law"),
        (["in.csv", "-o", "out.csv", "--encoding", "ascii"], "--encoding"),
        (["in.csv", "-o", "out.csv", "--encoding", "latin-99"], "--encoding"),
        (["empty.csv", "-o", "out.csv"], "the file is empty"),
        (["twice.csv", "-o", "out.csv"], 'two columns are called "a"'),
    ],
)
def test_mistakes_get_one_sentence_and_leave_nothing_behind(
    words, message, table, tmp_path, monkeypatch, capsys
):
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    (tmp_path / "folder.csv").mkdir()
    for name, text in (
        ("twice.csv", "a,a\n1,2\n"),
        ("none.csv", "on,hs\n2018,8703\n"),
        ("none.parquet", TEXT),
        ("open.csv", 'on,"hs\n2018,8703\n'),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    pyarrow.parquet.write_table(
        pa.table({"on": ["2018"], "hs": [["8703"]], "direction": ["to_dprk"]}),
        tmp_path / "nested.parquet",
    )
    (tmp_path / "cut.parquet").write_bytes((tmp_path / "nested.parquet").read_bytes()[:-9])
    monkeypatch.chdir(tmp_path)
    before = sorted(os.listdir())
    assert main(["screen", *words]) == 1
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1 and "Traceback" not in said
    assert sorted(os.listdir()) == before


def test_the_command_runs_and_tells_how(table, tmp_path):
    ask = [sys.executable, "-m", "sanctionslab.cli", "screen", "--help"]
    done = subprocess.run(ask, capture_output=True, encoding="utf-8")
    assert done.returncode == 0 and "--assume" in done.stdout
    assert subprocess.run(ask[:3], capture_output=True).returncode == 2
