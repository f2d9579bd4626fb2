"""Lines that need no care go another way, and come out as they would go the careful one."""

import csv
import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanctionslab.screening import cleanlines, csvfile
from sanctionslab.screening.manynumbers import marks_in_text, numbers_of_text
from sanctionslab.screening.numbers import marks_told, number, numbers
from sanctionslab.screening.tablefile import screen_file, screened_table

CELL = st.text(st.sampled_from('ab1.,;"\t \r\n\x0b\x1f\u2028é='), max_size=6)
PERIOD = st.sampled_from(["201806", "2017", "", "x"])


@st.composite
def tables(draw):
    """A table of text, as bytes, of lines that are clean and lines that are not."""
    delimiter = draw(st.sampled_from(",;\t"))
    end = draw(st.sampled_from(["\n", "\r\n", f"{delimiter}\n"]))
    lines = [delimiter.join(["on", "hs", "direction", "remark"])]
    for _ in range(draw(st.integers(0, 12))):
        cells = [draw(PERIOD), "8421", "to_dprk", draw(CELL)]
        if draw(st.booleans()):
            cells[3] = cells[3].translate(dict.fromkeys(map(ord, '",;\t\r\n')))
        lines.append(delimiter.join(cells) if draw(st.integers(0, 9)) else draw(CELL))
    return end.join(lines).encode()


def written(folder, name, monkeypatch, careful):
    with monkeypatch.context() as patch:
        patch.setattr(csvfile, "ROWS", 4)
        patch.setattr(csvfile, "LETTERS", 10)
        if careful:
            patch.setattr(cleanlines, "_pyarrow", lambda: None)
        tally = screen_file(folder / "in.csv", folder / name, {})
        frame = screened_table(folder / "in.csv", {})
    return (folder / name).read_bytes(), frame, tally.by_group, tally.said


@settings(max_examples=60, deadline=None)
@given(text=tables())
def test_both_ways_write_and_count_the_same(text, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ways")
    (folder / "in.csv").write_bytes(text)
    with pytest.MonkeyPatch.context() as monkeypatch:
        quick, frame, counts, said = written(folder, "quick.csv", monkeypatch, False)
        slow, other, others, told = written(folder, "slow.csv", monkeypatch, True)
    assert _rows(quick) == _rows(slow)
    pd.testing.assert_frame_equal(frame, other)
    assert (counts, said) == (others, told)


def _rows(text):
    return list(csv.reader(io.StringIO(text.decode(), newline="")))


def test_clean_lines_do_go_the_other_way():
    found = cleanlines.clean_lines("a,b\n\nc,\n", ",", ["x", "y"], None)
    assert found.table.to_pydict() == {"x": ["a", "c"], "y": ["b", ""]}
    assert (found.used, found.ends_blank) == (3, False)
    assert found.lines.to_pylist() == ["a,b,", "c,,"]
    found = cleanlines.clean_lines("a,b,\r\nc,é,\r\n", ",", ["x", "y"], ["y"])
    assert found.table.to_pydict() == {"y": ["b", "é"]} and found.ends_blank
    assert found.lines.to_pylist() == ["a,b,", "c,é,"]
    for lines in ("a,b,c\n", "a\n", '"a",b\n', "a,b\nc\n", "a,b,\nc,d,e\n", "a,b\rc,d\n", "\n"):
        assert cleanlines.clean_lines(lines, ",", ["x", "y"], None) is None


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5))
def test_fields_are_quoted_as_the_module_csv_reads_them(rows):
    frame = pd.DataFrame(rows, columns=["a", "b"], dtype="str")
    lines = bytes(cleanlines.lines_of(frame, ","))
    assert _rows(lines) == [list(row) for row in rows]


def test_what_is_no_text_is_left_to_the_careful_writer():
    bad = pa.array([b"\xff"], pa.binary()).view(pa.string())
    for table in (pa.table({"a": ["x"], "b": [1]}), pa.table({"a": ["x"], "b": [None]})):
        assert cleanlines.lines_of(table, ",") is None
    assert cleanlines.lines_of(pa.table({"a": ["x"], "b": bad}), ",") is None


NUMERIC = st.text(st.sampled_from("0123456789.,- '"), max_size=9)


@settings(max_examples=200, deadline=None)
@given(
    cells=st.lists(st.one_of(NUMERIC, st.integers(), st.none())),
    mark=st.sampled_from(["", ".", ","]),
)
def test_many_numbers_are_read_as_one_by_one(cells, mark):
    found, wrong = numbers(cells, mark)
    one_by_one = [number(cell, mark) for cell in cells]
    np.testing.assert_array_equal(found, [value for value, _ in one_by_one])
    assert wrong == [why for _, why in one_by_one]


@settings(max_examples=200, deadline=None)
@given(cells=st.lists(NUMERIC, max_size=8))
def test_marks_are_told_by_any_of_many(cells):
    told = set().union(*(marks_told([cell]) for cell in cells))
    assert marks_told(cells) == told


TEXTS = st.one_of(
    st.text(st.sampled_from("0123456789."), max_size=9),
    st.floats(0, 1e6).map(lambda x: f"{x:.2f}"),
    st.none(),
    NUMERIC,
)


@settings(max_examples=300, deadline=None)
@given(cells=st.lists(TEXTS), mark=st.sampled_from(["", ".", ","]), coded=st.booleans())
def test_a_column_of_text_is_read_as_its_cells(cells, mark, coded):
    column = pa.chunked_array([pa.array(cells[:3], pa.string()), pa.array(cells[3:], pa.string())])
    column = column.dictionary_encode() if coded else column
    values, codes, reasons = numbers_of_text(column, mark)
    one_by_one = [number(cell, mark) for cell in cells]
    np.testing.assert_array_equal(values, [value for value, _ in one_by_one])
    assert [reasons[code] for code in codes] == [why for _, why in one_by_one]
    assert marks_in_text(column) == marks_told(cell for cell in cells if cell is not None)


def test_a_number_beyond_all_limits_is_read_with_care():
    values, _, _ = numbers_of_text(pa.array(["9" * 400, "1.5"]), ".")
    assert values.tolist() == [float("inf"), 1.5]
