"""sanctionslab screen: nothing is lost or left behind when something is wrong."""

import errno
import gzip
import os
import subprocess
import sys
import zipfile

import pyarrow as pa
import pyarrow.parquet
import pytest
from trade_files import TEXT, rows_of, written

from sanctionslab.cli import main
from sanctionslab.screening import tablefile
from sanctionslab.screening.tally import Tally


def test_an_error_in_the_work_is_not_called_one_of_the_encoding(table, tmp_path, monkeypatch):
    monkeypatch.setattr(tablefile, "Tally", lambda *rest: [][1])
    with pytest.raises(IndexError):
        main(["screen", str(table), "-o", str(tmp_path / "out.csv")])


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


@pytest.mark.parametrize("force", [[], ["--force"]])
@pytest.mark.parametrize("there", ["mine", None])
def test_nothing_is_written_through_a_link(table, tmp_path, force, there):
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    if there:
        target.write_text(there, encoding="utf-8")
    link.symlink_to(target)
    assert main(["screen", str(table), "-o", str(link), *force]) == 1
    assert link.is_symlink() and target.exists() == bool(there)
    assert not there or target.read_text(encoding="utf-8") == there


def test_a_file_of_ones_own_beside_it_stays(table, tmp_path):
    """Names under which an earlier version worked."""
    names = (".out.csv.unfinished", "out.csv.unfinished", "out-2.csv")
    for name in names:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    assert main(["screen", str(table), "-o", str(tmp_path / "out.csv")]) == 0
    assert all((tmp_path / name).read_text(encoding="utf-8") == "mine" for name in names)


def test_two_runs_on_one_place_make_no_mixture(tmp_path):
    """Each table is whole in a file of its own, or its run said that the place is taken."""
    runs = []
    for remark in "ab":
        source = tmp_path / f"{remark}.csv"
        source.write_text(written([remark] * 20_000), encoding="utf-8")
        words = ["screen", str(source), "-o", str(tmp_path / "out.csv")]
        command = [sys.executable, "-c", "from sanctionslab.cli import main; main()", *words]
        runs.append(subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL))
    said = [run.communicate()[1].decode() for run in runs]
    outs = [rows_of(path) for path in sorted(tmp_path.glob("out*.csv"))]
    assert outs and len(outs) + sum("exists" in one for one in said) == 2, said
    for rows in outs:
        assert len(rows) == 20_000 and len({row["remark"] for row in rows}) == 1
    assert all("Traceback" not in one for one in said)


def test_a_place_that_cannot_be_written_is_named_before_the_work(
    table, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(Tally, "add", lambda *rest: pytest.fail("the work was begun"))
    folder = tmp_path / "out.csv"
    folder.mkdir()
    # A name that no file system takes.
    long = tmp_path / f"{'x' * 252}.csv"
    for out, words in (
        (folder, "out.csv is a folder. Name a file."),
        (long, "File name too long" if os.name == "posix" else "cannot be written: "),
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
        (["in.xls", "-o", "out.csv"], 'not ".xls". Save the table as CSV or .xlsx first.'),
        (["in.csv.bz2", "-o", "out.csv"], 'not ".bz2". Unpack it first.'),
        (["none.xlsx", "-o", "out.csv"], "none.xlsx cannot be read as a spreadsheet"),
        (["none.csv.gz", "-o", "out.csv"], "none.csv.gz cannot be unpacked"),
        (["none.zip", "-o", "out.csv"], "none.zip cannot be unpacked"),
        (["cut.csv.gz", "-o", "out.csv"], "cut.csv.gz cannot be unpacked"),
        (["two.zip", "-o", "out.csv"], "holds one table (.csv, .tsv, .txt, .dat); this one holds"),
        (["sheets.gz", "-o", "out.csv"], 'sheets.gz holds "sheets"'),
        (["bytes.csv", "-o", "out.csv"], "bytes.csv is no table of text"),
        (
            ["in.csv", "-o", "out.csv", "--country-codes", "mars"],
            'no list "mars" of numbers of countries. Give one of m49, china, india, japan, usa',
        ),
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
    for name in ("none.xlsx", "none.csv.gz", "none.zip"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    packed = gzip.compress(TEXT.encode())
    (tmp_path / "cut.csv.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "sheets.gz").write_bytes(packed)
    (tmp_path / "bytes.csv").write_bytes(bytes(range(256)))
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", TEXT)
        archive.writestr("b.csv", TEXT)
    (tmp_path / "cut.parquet").write_bytes((tmp_path / "nested.parquet").read_bytes()[:-9])
    monkeypatch.chdir(tmp_path)
    before = sorted(os.listdir())
    assert main(["screen", *words]) == 1
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1 and "Traceback" not in said
    assert sorted(os.listdir()) == before
