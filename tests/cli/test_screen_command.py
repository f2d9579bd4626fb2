"""sanctionslab screen: what comes out, and what it rests on."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
from trade_files import rows_of, screened

from sanctionslab.cli import main
from sanctionslab.screening import COLUMNS, csvfile, screen


def test_a_csv_file_is_screened_and_nothing_is_lost(table, tmp_path, capsys):
    out = tmp_path / "out.csv"
    assert main(["screen", str(table), "-o", str(out), "--assume", "national_luxury=no"]) == 0
    rows = rows_of(out)
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
    counts = [int(line.split()[-1]) for line in said.out.splitlines()[1:6]]
    assert counts == [1, 1, 0, 1, 3] and sum(counts) == len(rows)


def test_a_large_file_goes_through_in_batches(table, tmp_path, monkeypatch):
    monkeypatch.setattr(csvfile, "ROWS", 2)
    monkeypatch.setattr(csvfile, "LETTERS", 1)
    main(["screen", str(table), "-o", str(tmp_path / "small.csv")])
    monkeypatch.setattr(csvfile, "ROWS", 100)
    main(["screen", str(table), "-o", str(tmp_path / "large.csv")])
    assert (tmp_path / "small.csv").read_bytes() == (tmp_path / "large.csv").read_bytes()


def test_where_no_row_can_be_read_the_end_says_so(tmp_path, capsys):
    rows = screened(
        tmp_path,
        "on,hs,direction\n2018,X1,to_dprk\n2018,X2,to_dprk\n8/02/2024,8703,to_dprk\n",
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
    assert _told(lines, "primaryValue: no plain number; write it as 1200.50") == ["1", "USD", "0"]
    assert "  1 rows have no value that can be read: in no sum of USD" in lines
    assert _told(lines, "of these a side is a group", last=True) == ["2", "USD", "14"]
    assert "  primaryValue: decimal comma" in lines
    assert _told(lines, "partnerISO: … is not recognised as a country")[0] == "2"
    assert "measures that might prohibit:" in lines
    assert _told(lines, "2094:23") == ["5", "USD", "9,016"]
    start = next(n for n, line in enumerate(lines) if line.startswith("columns: "))
    assert lines[start - 1].endswith("; utf-8-sig, parted by commas")
    assert max(map(len, lines[1:])) <= 100
    assert lines[start : start + 6] == [
        "columns: quantity_unit=u, on=period, hs=cmdCode, partner=partnerISO, flow=flowCode,",
        "    value=primaryValue, quantity=qty",
        "values: primaryValue in USD",
        "  primaryValue: decimal comma",
        "law: without 2321:5",
        "assumed of every row: reporter: CHN; On the supplier's luxury list: no",
    ]
    presumed = (
        "presumed of every row: What was done: goods were passed on (supplied, sold, given, lent); "
        "Committee approved: no; For a foreign mission in the DPRK: no; "
        "Fuelled outside the DPRK: no"
    )
    told = " ".join(line.strip() for line in lines)
    assert presumed in told and "A designated party: no" in told
    assert told.endswith(
        "presumed where the thing, or the HS code, suggests nothing else: "
        "Arms: not arms; On a control list: no; Spare part for a listed civil aircraft: no"
    )


def _told(lines, text, last=False):
    """The words of the line of the summary that is about something, without these."""
    parts = next(line for line in lines if text in line).partition(text)
    return parts[2 if last else 0].split()


def test_another_classification_is_named_by_an_option(tmp_path):
    rows = screened(
        tmp_path,
        "on,hs,direction,kind\n201806,8421,to_dprk,H4\n201806,8421,to_dprk,S3\n",
        "--classification",
        "kind",
    )
    assert [row["verdict"] for row in rows] == ["prohibited", "unreadable"]


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
    as_text = dict.fromkeys(COLUMNS, "str")
    got = pyarrow.parquet.read_table(out).to_pandas().astype(as_text)
    pd.testing.assert_frame_equal(got, screen(frame).astype(as_text), check_dtype=False)
    assert [row["verdict"] for row in rows_of(text)] == ["prohibited", "undetermined"]


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
