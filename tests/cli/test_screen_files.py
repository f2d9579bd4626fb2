"""sanctionslab screen: files of every kind, packed or not, and what the summary says of them."""

import gzip
import zipfile
from datetime import date

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest
from published import SHAPES
from trade_files import HEAD, ROW, rows_of

from sanctionslab.cli import main
from sanctionslab.screening import COLUMNS, csvfile, described, reading, screen, unpacked

LINES = "\n".join([",".join(HEAD), ",".join([*ROW, "ä"]), ",".join([*ROW, "b"])]) + "\n"


def run(source, *words, code=0):
    """The rows that come out of a file."""
    out = source.parent / "out.csv"
    assert main(["screen", str(source), "-o", str(out), "--force", *words]) == code
    return rows_of(out)


def summary(capsys):
    """What the summary says that the file was read as, however its lines are broken."""
    lines = capsys.readouterr().out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("read as: "))
    return " ".join(" ".join(lines[start:]).split())


@pytest.mark.parametrize("name", SHAPES)
def test_a_published_file_opens_with_no_flag_and_as_sl_screen_reads_it(name, tmp_path, capsys):
    shape, path = SHAPES[name], tmp_path / "in.csv"
    path.write_bytes(shape.text.encode(shape.encoding))
    rows, frame = run(path), screen(path)
    for column in COLUMNS:
        assert [row[column] for row in rows] == list(frame[column])
    assert len(rows) == len(shape.ways)
    said = summary(capsys)
    assert (shape.encoding.replace("utf-8", "utf-8-sig") + ", parted by ") in said


def packed_files(folder):
    """The same table in files of every kind."""
    text = LINES.encode()
    (folder / "a.csv").write_bytes(text)
    (folder / "b.csv.gz").write_bytes(gzip.compress(text))
    with zipfile.ZipFile(folder / "c.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("__MACOSX/._t.csv", b"\0")
        archive.writestr("read me.md", "about")
        archive.writestr("deep/t.csv", text)
    (folder / "d.tsv").write_bytes(text.replace(b",", b"\t"))
    (folder / "e.dat").write_bytes(text.replace(b",", b";"))
    (folder / "f.txt").write_bytes(text.replace(b",", b"|").replace(b"\n", b"\r\n"))
    table = pd.read_csv(folder / "a.csv", dtype="str", keep_default_na=False)
    pyarrow.parquet.write_table(pa.Table.from_pandas(table), folder / "g.parquet")
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet("Data")
    for row in [[], HEAD, [201806, 8421, *ROW[2:], "ä"], [201806, 8421.0, *ROW[2:], "b"]]:
        sheet.append(row)
    book.save(folder / "h.xlsx")
    return sorted(path for path in folder.iterdir())


def test_every_kind_of_file_gives_the_same_rows(tmp_path):
    first, *others = packed_files(tmp_path)
    wanted = run(first)
    assert [row["verdict"] for row in wanted] == ["prohibited"] * 2 and wanted[0]["remark"] == "ä"
    for path in others:
        assert run(path) == wanted, path.name
        assert list(map(str, screen(path)["verdict"])) == ["prohibited"] * 2, path.name


def test_a_spreadsheet_with_dates_and_several_sheets(tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.append(["date", "hs", "direction", None])
    book.active.append([date(2018, 6, 1), "030614", "from_dprk"])
    book.active.append([43252, 30614, "from_dprk"])
    book.active.append([None, None, None])
    book.active.append(["2018-06", 850440.0, "from_dprk"])
    book.create_sheet("Other").append(["a", "b"])
    book.save(tmp_path / "in.xlsx")
    rows = run(tmp_path / "in.xlsx")
    assert [row["verdict"] for row in rows] == ["prohibited"] * 3
    assert "by its number in a spreadsheet" in rows[1]["reason"] and rows[0]["date"] == "2018-06-01"
    assert 'the sheet "Sheet", the first of 2 sheets with a table' in summary(capsys)


@pytest.mark.parametrize(
    "text, encoding, taken",
    [
        (LINES, "utf-8", "utf-8-sig"),
        (LINES, "utf-8-sig", "utf-8-sig"),
        (LINES, "utf-16", "utf-16"),
        (LINES, "iso-8859-1", "iso-8859-1"),
        (LINES.replace("cmdCode", "hs"), "cp1252", "iso-8859-1"),
        (SHAPES["china"].text, "gb18030", "gb18030"),
        (SHAPES["china"].text, "utf-8", "utf-8-sig"),
        (SHAPES["japan"].text.replace(",9\n", ",北朝鮮\n"), "cp932", "cp932"),
        (SHAPES["baci"].text.replace("NA", "é€"), "cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found_out_and_said(text, encoding, taken, tmp_path, capsys):
    path = tmp_path / "in.csv"
    path.write_bytes(text.encode(encoding))
    rows = run(path)
    assert f"; {taken}, parted by " in summary(capsys)
    assert not any("\ufffd" in value for row in rows for value in row.values())


def test_an_encoding_that_fails_on_the_last_line_is_not_taken(tmp_path, capsys):
    path = tmp_path / "in.csv"
    path.write_bytes(LINES.encode() * 1 + ",".join([*ROW, "a"]).encode() + b"\xe4\n")
    assert [row["remark"] for row in run(path)] == ["Ã¤", "b", "aä"]
    assert "iso-8859-1" in summary(capsys)


def test_a_column_of_names_of_rows_as_r_writes_it(tmp_path, capsys):
    text = ",".join(f'"{name}"' for name in HEAD) + "\n"
    text += "".join(f'"{n}",{",".join([*ROW, "x"])}\n' for n in (1, 2, 3))
    path = tmp_path / "in.csv"
    path.write_text(text, encoding="utf-8")
    rows = run(path)
    assert [row["row"] for row in rows] == ["1", "2", "3"]
    assert {row["verdict"] for row in rows} == {"prohibited"}
    assert 'a first column without a heading, called "row" here' in summary(capsys)
    path.write_text(text.replace('"2",', '"7",'), encoding="utf-8")
    assert {row["verdict"] for row in run(path, code=1)} == {"unreadable"}


def test_delimiters_at_the_ends_of_lines_are_said(tmp_path, capsys):
    path = tmp_path / "in.csv"
    path.write_text("on,hs,direction,,\n2018-06,8421,to_dprk,,\n", encoding="utf-8")
    [row] = run(path)
    assert list(row) == ["on", "hs", "direction", *COLUMNS] and row["verdict"] == "prohibited"
    assert "lines end in a delimiter more than the headings" in summary(capsys)


@pytest.mark.parametrize("size", [1, 2, 50_000])
def test_what_a_column_shows_is_known_before_the_first_batch_is_read(size, tmp_path, monkeypatch):
    monkeypatch.setattr(csvfile, "ROWS", size)
    monkeypatch.setattr(csvfile, "LETTERS", 1)
    days = ["03/02/2018", "04/03/2018", "05/04/2018", "25/12/2017"]
    text = "date,hs,direction\n" + "".join(f"{day},850440,from_dprk\n" for day in days)
    path = tmp_path / "in.csv"
    path.write_text(text, encoding="utf-8")
    rows = run(path)
    assert [row["verdict"] for row in rows] == ["prohibited"] * 3 + ["undetermined"]
    path.write_text(text.replace("25/12/2017", "12/25/2017"), encoding="utf-8")
    assert "hinges" not in run(path)[0]["reason"] and run(path)[3]["verdict"] == "undetermined"


def test_columns_of_parquet_keep_their_types(tmp_path):
    frame = pd.DataFrame(
        {
            "date": pd.to_datetime(["2018-06-01", "2019-01-01"]).tz_localize("Asia/Tokyo"),
            "hs": ["8421", "842139"],
            "direction": pd.Categorical(["to_dprk", "to_dprk"]),
            "value": ["1,200.50", None],
            "several": [[1], [2, 3]],
        },
        index=[5, 6],
    )
    frame.to_parquet(tmp_path / "in.parquet")
    out = tmp_path / "out.parquet"
    assert main(["screen", str(tmp_path / "in.parquet"), "-o", str(out)]) == 0
    schemas = [pyarrow.parquet.read_schema(path) for path in (tmp_path / "in.parquet", out)]
    assert list(schemas[1])[: len(schemas[0])] == list(schemas[0])
    written = pd.read_parquet(out)
    pd.testing.assert_frame_equal(written[frame.columns], frame)
    assert set(written["verdict"]) == {"prohibited"} and written["verdict"].dtype == "str"


def test_lines_that_need_care_and_others_go_into_one_parquet_file(tmp_path, monkeypatch):
    monkeypatch.setattr(csvfile, "ROWS", 1)
    lines = ["date,hs,direction", "2018-06,8421,to_dprk", '"2018-06",8421,to_dprk', "2018-06,8421"]
    (tmp_path / "in.csv").write_text("\n".join(lines) + "\n" * 200, encoding="utf-8")
    out = tmp_path / "out.parquet"
    assert main(["screen", str(tmp_path / "in.csv"), "-o", str(out)]) == 0
    assert pd.read_parquet(out)["verdict"].tolist() == ["prohibited", "prohibited", "unreadable"]


def test_a_file_that_unpacks_to_more_than_a_table_does_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(unpacked, "FREE", 1 << 16)
    bomb = (LINES + "\n").encode() + b"0" * (4 << 20)
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(bomb))
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("t.csv", bomb)
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bomb)
    for path in sorted(tmp_path.iterdir()):
        assert main(["screen", str(path), "-o", str(tmp_path / "out.csv")]) == 1
        said = capsys.readouterr().err
        assert "unpacks to more than 200 times its size" in said and said.count("\n") == 1
    honest = LINES.encode() + b"".join(
        ",".join([*ROW, f"{n * 7919 % 10007}\n"]).encode() for n in range(4000)
    )
    (tmp_path / "honest.csv.gz").write_bytes(gzip.compress(honest))
    assert len(run(tmp_path / "honest.csv.gz")) == 4002


def test_how_a_file_is_read_is_told_without_screening_it(tmp_path):
    path = tmp_path / "in.csv"
    path.write_bytes(SHAPES["china"].text.encode("gb18030"))
    read = reading(path, assume={"flow": "M"})
    assert read["notes"][0] == "gb18030, parted by commas" and read["sides"] == {"reporter": "CHN"}
    assert read["columns"]["partner"] == ("贸易伙伴编码", "贸易伙伴名称")


def test_the_forms_are_listed(capsys):
    assert main(["screen", "--formats"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == described() and said.err == ""
    assert "baci: BACI of CEPII: t, i, j, k, v, q" in said.out


def test_the_summary_says_what_is_true_of_every_row_and_what_was_left_out(tmp_path, capsys):
    path = tmp_path / "in.csv"
    path.write_text(SHAPES["usa_exports"].text, encoding="utf-8")
    run(path)
    assert "true of every row of such a file: reporter=USA, flow=X" in summary(capsys)
    path.write_text(
        "period,cmdCode,reporterISO,partnerCode,partnerDesc,flowCode\n"
        "2018-06,8421,CHN,109,朝鲜,X\n2018-06,8421,CHN,110,香港,X\n",
        encoding="utf-8",
    )
    assert [row["verdict"] for row in run(path)] == ["prohibited", "not prohibited"]
    assert "partnerCode: numbers of a list that is not known, left out" in summary(capsys)
