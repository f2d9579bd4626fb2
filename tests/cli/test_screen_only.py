"""sanctionslab screen: which rows are written, what is added for a person, the mark for Excel."""

import pandas as pd
import pyarrow.parquet
import pytest
from trade_files import rows_of, screened

from sanctionslab.cli import main

LINES = """on,hs,direction,remark
201806,8421,to_dprk,a
2017-12,8421,to_dprk,b
2017,8421,to_dprk,c
201806,3303,to_dprk,d
201806,8703,none,e
201806,X,to_dprk,f
201806,8421
"""


def test_only_some_verdicts_are_written_and_all_are_counted(tmp_path, capsys):
    rows = screened(tmp_path, LINES, "--only", "prohibited,undetermined")
    assert [row["remark"] for row in rows] == ["a", "b", "c", "d"]
    assert "7 rows" in capsys.readouterr().out
    rows = screened(tmp_path, LINES, "--only", "unreadable")
    assert [row["remark"] for row in rows] == ["f", ""]
    assert screened(tmp_path, LINES, "--only", "undetermined") != rows


def test_a_verdict_that_is_none_is_refused(tmp_path, capsys):
    screened(tmp_path, LINES)
    words = ["screen", str(tmp_path / "in.csv"), "-o", str(tmp_path / "x.csv")]
    assert main([*words, "--only", "maybe"]) == 1
    assert '--only: "maybe" is no verdict. Give some of prohibited' in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_every_open_row_has_a_priority_and_a_next_step(tmp_path, ending):
    source, out = tmp_path / "in.csv", tmp_path / f"out.{ending}"
    source.write_text(LINES, encoding="utf-8")
    assert main(["screen", str(source), "-o", str(out), "--priority", "--prefix", "x_"]) == 0
    if ending == "csv":
        rows = pd.DataFrame(rows_of(out))
    else:
        rows = pyarrow.parquet.read_table(out).to_pandas().astype(str)
    assert list(rows["x_priority"].str[:1]) == ["1", *rows["x_priority"].str[:1][1:]]
    assert rows["x_share_of_days"][0] == "1" and rows["x_share_of_days"][1] == "0.32"
    assert rows["x_share_of_days"][2] == "0.027"  # ten days of 365
    assert rows["x_priority"][3] == "5 national luxury only"
    is_open = rows["x_verdict"] == "undetermined"
    assert is_open.sum() == 3 and (rows[is_open]["x_next_step"] != "").all()
    assert (rows[is_open]["x_priority"] != "").all()
    assert rows["x_next_step"][4] == "" and rows["x_next_step"][6].startswith("mend the row")


def test_the_mark_for_excel_stands_where_it_is_asked_for(tmp_path):
    screened(tmp_path, LINES)
    assert not (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    screened(tmp_path, LINES, "--excel")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfon,hs")
