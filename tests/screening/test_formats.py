"""Every publisher's file opens with no flag, and its rows are read right."""

import re

import openpyxl
import pandas as pd
import pytest
from published import SHAPES

from sanctionslab.errors import KitError
from sanctionslab.files import data_path
from sanctionslab.screening import COLUMNS, described, formats, reading, screen
from sanctionslab.screening.formats import format_of, place_of_headings, squashed
from sanctionslab.screening.roles import HELPERS
from sanctionslab.screening.sides import meaning_of_numbers
from sanctionslab.vocabulary import facts


def ways(out):
    """The direction in the decision of each row, empty where there is none."""
    found = (re.search(r"direction=([^;]+)", str(text)) for text in out["decision"])
    return tuple(each[1] if each else "" for each in found)


@pytest.fixture(params=SHAPES)
def shape(request, tmp_path):
    """A file in one shape, and what must come of it."""
    published = SHAPES[request.param]
    path = tmp_path / f"{request.param}.csv"
    path.write_bytes(published.text.encode(published.encoding))
    return path, published


def test_a_file_as_its_publisher_gives_it_opens_with_no_flag(shape):
    path, published = shape
    out = screen(path)
    assert ways(out) == published.ways
    assert all(out["reason"][n] for n, way in enumerate(published.ways) if not way)
    assert "unreadable" not in {
        verdict for verdict, way in zip(out["verdict"], published.ways, strict=True) if way
    }


@pytest.mark.filterwarnings("ignore:Length of header")  # pandas drops the blank at each line's end
def test_a_frame_of_the_same_table_is_read_as_its_file_is(shape):
    path, published = shape
    delimiter = ";" if ";" in published.text.splitlines()[0] else ","
    frame = pd.read_csv(
        path,
        encoding=published.encoding,
        sep=delimiter,
        dtype=str,
        index_col=False,
        keep_default_na=False,
    )
    frame = frame.loc[:, [name for name in frame.columns if not name.startswith("Unnamed")]]
    of_frame, of_file = screen(frame), screen(path)
    for name in COLUMNS:
        assert list(of_frame[name]) == list(of_file[name])
    assert reading(frame)["form"] == formats()[published.form].title


def test_every_form_of_the_data_has_a_shape_here_and_is_recognised():
    can_be_read = {key for key, form in formats().items() if form.columns}
    assert {shape.form for shape in SHAPES.values()} == can_be_read
    for name, shape in SHAPES.items():
        headings = re.split("[,;]", shape.text.splitlines()[0].replace('"', ""))
        assert place_of_headings([["A title"], headings]) == 1
        assert format_of(headings).key == shape.form, name


def refusal(text, path, **options):
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KitError) as found:
        screen(path, **options)
    return str(found.value)


def test_years_that_stand_side_by_side_are_refused_with_a_way_out_that_works(tmp_path):
    path = tmp_path / "page.csv"
    page = (
        "S.No.,HSCode,Commodity,2017-2018,%Share,2018-2019,%Share,%Growth\n"
        "1,8703,Cars,1.5,2,0.5,1,-60\n2,0306,Crab,0.5,1,,,\n"
    )
    said = refusal(page, path)
    assert "India, TradeStat" in said and "The years stand side by side" in said
    table = pd.read_csv(path, dtype=str)
    with pytest.raises(KitError, match="make a row of each year"):
        screen(table)
    years = ["2017-2018", "2018-2019"]
    rows = table.melt(["HSCode", "Commodity"], years, var_name="year", value_name="value")
    out = screen(rows, assume={"partner": "PRK", "flow": "X"})
    assert ways(out) == ("to_dprk",) * 4 and set(out["verdict"][2:3]) == {"prohibited"}
    assert reading(rows, assume={"partner": "PRK", "flow": "X"})["form"].startswith("India, Dep")


def test_periods_as_headings_of_any_table_are_refused_with_a_way_out_that_works(tmp_path):
    wide = "Reporter,Partner,HS,Flow,2017,2018\nCHN,PRK,8703,X,9,9\n"
    said = refusal(wide, tmp_path / "wide.csv", hs="HS")
    assert "side by side" in said and 'melt(["Reporter", "Partner", "HS", "Flow"]' in said
    frame = pd.read_csv(tmp_path / "wide.csv").melt(
        ["Reporter", "Partner", "HS", "Flow"], var_name="period", value_name="value"
    )
    assert ways(screen(frame)) == ("to_dprk", "to_dprk")


@pytest.mark.parametrize("key, column", [("uk", "CountryCodeAlpha"), ("brazil", "CO_PAIS_ISOA3")])
def test_numbers_of_a_list_that_is_not_here_are_refused_with_the_way_out(key, column, tmp_path):
    lines = [line.split("," if key == "uk" else ";") for line in SHAPES[key].text.splitlines()]
    left_out = {column, "CountryName"}
    keep = [place for place, name in enumerate(lines[0]) if name not in left_out]
    text = "\n".join(",".join(line[place] for place in keep) for line in lines)
    said = refusal(text, tmp_path / "in.csv")
    assert formats()[key].way_out in said and column in said


def test_titles_above_the_headings_are_left_out_and_said(tmp_path):
    path = tmp_path / "in.csv"
    text = SHAPES["usa_online"].text
    path.write_text(f"Imports by commodity\n\nMeasures, in dollars\n{text}", encoding="utf-8")
    assert ways(screen(path)) == SHAPES["usa_online"].ways
    assert "3 lines above the headings left out" in reading(path)["notes"]
    path.write_text(f"Imports\n\n{text}broken\n", encoding="utf-8")
    assert screen(path)["reason"].tolist()[-1].startswith("line 6 has 1 fields")
    book = openpyxl.Workbook()
    for line in ("Imports", "", *SHAPES["korea"].text.splitlines()):
        book.active.append(line.split(","))
    book.save(tmp_path / "in.xlsx")
    assert ways(screen(tmp_path / "in.xlsx")) == SHAPES["korea"].ways


def test_a_thing_of_known_value_is_told_by_the_columns_of_the_publisher(tmp_path):
    path = tmp_path / "china.csv"
    path.write_bytes(SHAPES["china"].text.encode("gb18030"))
    assert "unit_value_usd=2000<" in screen(path)["decision"][0]  # 4,105,000 for 1,200 cars
    path.write_text(SHAPES["semicolons_and_decimal_commas"].text, encoding="utf-8")
    assert ["500<2000" in text for text in screen(path)["decision"]] == [True, True]
    path.write_text(SHAPES["baci"].text, encoding="utf-8")
    assert "unit_value_usd" not in screen(path)["decision"][0]  # tonnes are no things


def test_headings_are_compared_by_letters_and_digits_alone():
    assert squashed("Trade Value (US$)") == squashed("trade_value_us") == squashed("TradeValueUS")
    for spelled in ("REPORTER ISO", "reporter-iso", "Reporter.Iso", "reporter_iso"):
        frame = pd.DataFrame(
            {"Period": ["2018"], "cmd_code": ["8703"], spelled: ["CHN"], "partner ISO": ["PRK"]}
        )
        assert reading(frame)["columns"]["reporter"] == spelled


def test_a_column_that_is_named_goes_before_the_heading_of_a_publisher(tmp_path):
    path = tmp_path / "baci.csv"
    path.write_text(SHAPES["baci"].text, encoding="utf-8")
    assert ways(screen(path, reporter="j", partner="i"))[:2] == ("from_dprk", "to_dprk")
    assert ways(screen(path, assume={"direction": "to_dprk"})) == ("to_dprk",) * 3
    path.write_bytes(SHAPES["china"].text.encode("gb18030"))
    assert ways(screen(path, assume={"flow": "M"})) == ("from_dprk", "none", "none")
    assert ways(screen(path, assume={"flow": "X", "reporter": "RUS"}))[0] == "to_dprk"


def test_what_the_data_says_of_a_form_is_something_that_is_read():
    for form in formats().values():
        assert form.seen in ("file", "program", "known") and form.address.startswith("http")
        assert {"on", "hs"} <= set(form.columns) or (form.way_out and not form.columns), form.key
        assert set(form.columns) <= {*HELPERS, *facts()}, form.key
        assert set(form.flows.values()) <= {"in", "out", "unknown"}, form.key
        assert set(form.sides) <= {"reporter", "partner", "flow"}, form.key
        assert form.periods in ("", "month 52 is the year", "years from April"), form.key
        assert form.decimal in ("", ".", ",") and form.value_in.endswith(("USD", "EUR", "JPY")), (
            form.key
        )
        meaning_of_numbers(form.countries)
        names = [squashed(name) for part in form.columns.values() for name in part]
        assert len(names) == len(set(names)), form.key
        for encoding in form.encodings:
            "".encode(encoding)


@pytest.mark.filterwarnings("ignore:Length of header")
def test_columns_that_pandas_has_shifted_are_recognised_and_said(tmp_path):
    path = tmp_path / "plus.csv"
    path.write_bytes(SHAPES["comtradeplus"].text.encode("iso-8859-1"))
    shifted = pd.read_csv(path, encoding="iso-8859-1")
    with pytest.raises(KitError, match=r"shifted by one.*index_col=False"):
        screen(shifted)
    right = pd.read_csv(path, encoding="iso-8859-1", index_col=False)
    assert ways(screen(right)) == SHAPES["comtradeplus"].ways
    assert ways(screen(right.set_index("typeCode"))) == SHAPES["comtradeplus"].ways
    few = right[right["flowCode"] == "X"].assign(nothing=None)
    assert ways(screen(few)) == SHAPES["comtradeplus"].ways[1:]
    years = "period,cmdCode,reporterISO,partnerISO,flowCode\n" + "2018,8703,CHN,PRK,X,\n" * 3
    path.write_text(years, encoding="utf-8")
    with pytest.raises(KitError, match="shifted by one"):
        screen(pd.read_csv(path))
    assert ways(screen(path)) == ("to_dprk",) * 3


def test_the_page_on_formats_tells_what_the_data_tells():
    page = (data_path().parent / "docs" / "formats.md").read_text(encoding="utf-8")
    block = page.split("```text\n")[1].split("```")[0]
    assert block.splitlines() == described(), "run: sanctionslab screen --formats"
