"""The command line."""

import csv
import os
import subprocess
import sys

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest

from sanctionslab import cli
from sanctionslab.cli import main
from sanctionslab.screen import COLUMNS, screen

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
    assert list(rows[0]) == ["period", "cmdCode", "reporterISO", "partnerISO", "flowCode", "remark", *COLUMNS]
    assert [row["verdict"] for row in rows] == ["not prohibited", "prohibited", "undetermined", "unreadable", "unreadable", "unreadable"]
    assert (rows[0]["cmdCode"], rows[0]["remark"], rows[1]["remark"]) == ("0101", "a; b", "ä")
    assert rows[5]["remark"] == "d;e" and rows[5]["reason"] == "line 7 has 7 fields, the header has 6"
    assert rows[4]["reason"] == "line 6 has 2 fields, the header has 6"
    said = capsys.readouterr()
    assert "6 rows" in said.out and "2397:7" in said.out and said.err == ""
    counts = [int(line.split()[-1]) for line in said.out.splitlines()[1:5]]
    assert counts == [1, 1, 1, 3] and sum(counts) == len(rows)


def test_a_large_file_goes_through_in_batches(table, tmp_path, monkeypatch):
    monkeypatch.setattr(cli, "ROWS", 2)
    main(["screen", str(table), "-o", str(tmp_path / "small.csv")])
    monkeypatch.setattr(cli, "ROWS", 100)
    main(["screen", str(table), "-o", str(tmp_path / "large.csv")])
    assert (tmp_path / "small.csv").read_bytes() == (tmp_path / "large.csv").read_bytes()


def test_parquet_in_and_out(tmp_path):
    frame = pd.DataFrame({"on": ["2018-06-01", None], "hs": [8421, 8421], "direction": ["to_dprk", "to_dprk"], "x": [1.5, None]})
    source, out, text = tmp_path / "in.parquet", tmp_path / "out.parquet", tmp_path / "out.csv"
    pyarrow.parquet.write_table(pa.Table.from_pandas(frame), source)
    assert main(["screen", str(source), "-o", str(out)]) == main(["screen", str(source), "-o", str(text)]) == 0
    got = pyarrow.parquet.read_table(out).to_pandas().astype({name: "str" for name in COLUMNS})
    pd.testing.assert_frame_equal(got, screen(frame).astype({name: "str" for name in COLUMNS}), check_dtype=False)
    assert [row["verdict"] for row in read(text)] == ["prohibited", "undetermined"]


def test_options_reach_screen(tmp_path):
    source, out = tmp_path / "in.tsv", tmp_path / "out.tsv"
    source.write_text("day\tcode\tway\tthing\n2016-12-05\t8802\tto_dprk\thelicopter\n", encoding="utf-8")
    words = ["--on", "day", "--hs", "code", "--direction", "way", "--column", "item=thing", "--prefix", "sl_", "--assume", "new=yes"]
    assert main(["screen", str(source), "-o", str(out), *words]) == 0
    assert "\tprohibited\t2321:30\t" in out.read_text(encoding="utf-8")
    assert main(["screen", str(source), "-o", str(out), "--force", "--without", "2321", *words]) == 0
    assert "\tnot prohibited\t" in out.read_text(encoding="utf-8")


def test_nothing_is_overwritten_unless_forced(table, tmp_path, capsys):
    out = tmp_path / "out.csv"
    out.write_text("mine", encoding="utf-8")
    assert main(["screen", str(table), "-o", str(out)]) == 1
    assert "--force" in capsys.readouterr().err and out.read_text(encoding="utf-8") == "mine"
    assert main(["screen", str(table), "-o", str(table), "--force"]) == 1
    assert "the file to read" in capsys.readouterr().err and table.read_text(encoding="utf-8") == TEXT
    assert main(["screen", str(table), "-o", str(out), "--force"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


@pytest.mark.parametrize("words, message", [
    (["nothing.csv", "-o", "out.csv"], "there is no such file"),
    (["in.csv", "-o", "out.xlsx"], 'not ".xlsx"'),
    (["in.csv", "-o", "nowhere/out.csv"], "no such folder"),
    (["in.csv", "-o", "out.csv", "--hs", "cmdCod"], 'Did you mean "cmdCode"?'),
    (["in.csv", "-o", "out.csv", "--assume", "national_luxury=perhaps"], "is not"),
    (["in.csv", "-o", "out.csv", "--assume", "colour=red"], "not a fact of the vocabulary"),
    (["in.csv", "-o", "out.csv", "--without", "9999"], "no resolution in this law"),
    (["in.csv", "-o", "out.csv", "--encoding", "ascii"], "--encoding"),
    (["in.csv", "-o", "out.csv", "--encoding", "latin-99"], "--encoding"),
    (["empty.csv", "-o", "out.csv"], "the file is empty"),
    (["twice.csv", "-o", "out.csv"], 'two columns are called "a"'),
])
def test_mistakes_get_one_sentence_and_leave_nothing_behind(words, message, table, tmp_path, monkeypatch, capsys):
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    (tmp_path / "twice.csv").write_text("a,a\n1,2\n", encoding="utf-8")
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
