"""What is printed and written is harmless, whatever a file, a column or a cell is called."""

import os
import subprocess
import sys

from trade_files import TEXT

from sanctionslab.cli import main

STEERING = "\x1b]0;owned\x07\u202e"  # sets the title of a terminal, and turns the writing
ROW = "20180601,870310,PRK,CHN,M,x\n"
HEAD = "period,cmdCode,reporterISO,partnerISO,flowCode,remark\n"


def harmless(text):
    return all(line.isprintable() for line in text.splitlines())


def test_names_of_files_steer_no_terminal(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    name = "a\u202eb.csv" if os.name == "nt" else f"a{STEERING}b.csv"
    with open(name, "w", encoding="utf-8") as file:
        file.write(TEXT)
    assert main(["screen", name, "-o", f"new{name}"]) == 0
    assert main(["screen", name, "-o", f"new{name}"]) == 1
    assert main(["screen", name, "-o", "new.csv", "--assume", STEERING]) == 2
    assert main(["edition", "check", name]) == 0
    said = capsys.readouterr()
    assert "\\u202eb.csv: 6 rows" in said.out and "exists" in said.err
    assert harmless(said.out) and harmless(said.err)


def test_a_summary_is_printed_whatever_the_encoding_of_the_terminal(tmp_path):
    (tmp_path / "in.csv").write_text(
        "дата,код,сторона\n2018-06-01,8703,to_dprk\n", encoding="utf-8"
    )
    words = ["--on", "дата", "--hs", "код", "--direction", "сторона"]
    done = subprocess.run(
        [sys.executable, "-m", "sanctionslab.cli", "screen", "in.csv", "-o", "out.csv", *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        encoding="cp1252",
    )
    assert done.returncode == 0, done.stderr
    assert "columns: on=\\u0434\\u0430\\u0442\\u0430" in done.stdout and not done.stderr


def test_an_argument_of_a_megabyte_is_not_repeated(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.csv").write_text(TEXT, encoding="utf-8")
    for words in (["--assume", "x" * 100_000], ["--hs", "x" * 100_000]):
        code = main(["screen", "in.csv", "-o", "out.csv", *words])
        said = capsys.readouterr().err
        assert code and len(said) < 5_000
