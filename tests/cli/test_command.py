"""The command itself: help, exit codes, and how it ends early."""

import subprocess
import sys

import pytest
from trade_files import rows_of

from sanctionslab.cli import main
from sanctionslab.screening.tally import Tally

ASK = [sys.executable, "-m", "sanctionslab"]


def test_it_runs_and_tells_how():
    done = subprocess.run([*ASK, "screen", "--help"], capture_output=True, encoding="utf-8")
    assert done.returncode == 0 and "--assume" in done.stdout
    assert subprocess.run(ASK, capture_output=True).returncode == 2
    same = subprocess.run([*ASK[:2], "sanctionslab.cli", "-h"], capture_output=True)
    assert same.returncode == 0 and b"screen" in same.stdout


@pytest.mark.parametrize(
    "words, message",
    [
        ([], "Missing command"),
        (["scren"], "No such command 'scren'"),
        (["screen", "in.csv"], "Missing option '-o'"),
        (["screen", "in.csv", "-o", "out.csv", "--assume", "new"], "not of the form NAME=VALUE"),
        (["screen", "in.csv", "-o", "out.csv", "--column", "=x"], "not of the form NAME=VALUE"),
        (["start", "--keep", "--fresh"], "Give --keep or --fresh, not both."),
        (["edition"], "Missing command"),
    ],
)
def test_a_misspelt_command_ends_with_2(words, message, capsys):
    assert main(words) == 2
    said = capsys.readouterr()
    assert message in said.err and said.out == ""


def test_whoever_stops_reading_the_summary_gets_no_traceback(table, tmp_path):
    words = ["screen", str(table), "-o", str(tmp_path / "out.csv")]
    pipe = subprocess.PIPE
    with subprocess.Popen([*ASK, *words], stdout=pipe, stderr=pipe) as process:
        process.stdout.close()
        assert process.stderr.read() == b"" and process.wait() == 0
    assert len(rows_of(tmp_path / "out.csv")) == 6


def test_whoever_stops_it_gets_one_sentence(table, tmp_path, monkeypatch, capsys):
    def stop(*rest):
        raise KeyboardInterrupt

    monkeypatch.setattr(Tally, "add", stop)
    assert main(["screen", str(table), "-o", str(tmp_path / "out.csv")]) == 130
    assert capsys.readouterr().err == "sanctionslab: stopped; nothing was written.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
