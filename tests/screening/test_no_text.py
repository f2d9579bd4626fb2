"""Bytes that a Parquet file calls text and that are none: their rows are told, the others read."""

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from trade_files import rows_of

import sanctionslab as sl
from sanctionslab.cli import main


def no_text(*values):
    """A column of text whose bytes are not all UTF-8."""
    return pa.array(values, pa.binary()).view(pa.string())


def table():
    return pa.table(
        {
            "on": no_text(b"2018-06-01", b"2018\xff", b"2018-06-01"),
            "hs": no_text(b"8703", b"8703", b"\xfe\xff"),
            "direction": ["to_dprk"] * 3,
            "remark": no_text(b"good", None, b"\x80"),
        }
    )


def test_rows_that_hold_no_text_are_unreadable_and_no_others():
    out = sl.screen(table())
    verdicts = out["verdict"].to_pylist()
    assert verdicts == ["prohibited", "unreadable", "unreadable"]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_file_with_such_rows_goes_through(tmp_path, ending):
    source, out = tmp_path / "in.parquet", tmp_path / f"out.{ending}"
    parquet.write_table(table(), source)
    assert main(["screen", str(source), "-o", str(out)]) == 0
    if ending == "csv":
        rows = rows_of(out)
        assert [row["verdict"] for row in rows] == ["prohibited", "unreadable", "unreadable"]
        assert [row["remark"] for row in rows] == ["good", "", "\ufffd"]
    else:
        assert len(parquet.read_table(out)) == 3


def test_a_coded_column_of_such_bytes_is_read_too():
    coded = table().set_column(0, "on", table()["on"].dictionary_encode())
    assert sl.screen(coded)["verdict"].to_pylist()[0] == "prohibited"
