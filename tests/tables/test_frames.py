"""The tables: their types, what they hold, and that each frame is the caller's own."""

import pandas as pd
import pytest
from shipped import DATA, FILES, TABLES, edges, package, rows

from sanctionslab import law
from sanctionslab import tables as data

TEXT = pd.Series(["text"]).dtype if pd.__version__ >= "3" else pd.StringDtype()
PLAIN = {"date": "datetime64[ns]", "number": "float64", "boolean": "bool"}


@pytest.mark.parametrize("name", TABLES)
def test_the_frames_have_the_types_that_the_package_names(name):
    frame = getattr(data, name)()
    assert isinstance(frame.index, pd.RangeIndex) and len(frame) > 10
    described = package(DATA)
    [schema] = [
        table["schema"]
        for table in described["resources"] + described["computed"]
        if table["name"] == name
    ]
    for field in schema["fields"]:
        column, values = frame[field["name"]], field.get("constraints", {}).get("enum")
        if values:
            assert list(column.cat.categories) == values and column.cat.ordered == field.get(
                "categoriesOrdered", False
            )
        elif field["type"] == "integer":
            assert column.dtype == ("int64" if column.notna().all() else "Int64")
        else:
            assert column.dtype == PLAIN.get(field["type"], TEXT), field["name"]
    assert set(frame.columns) - {"start", "end"} == {field["name"] for field in schema["fields"]}


@pytest.mark.parametrize("name", FILES)
def test_the_frames_hold_what_the_files_hold(name):
    frame, file = getattr(data, name)(), rows(DATA, name)
    assert len(frame) == len(file)
    for column in file[0]:
        blanks = [not row[column] for row in file]
        assert frame[column].isna().tolist() == blanks
        if frame[column].dtype == TEXT or isinstance(frame[column].dtype, pd.CategoricalDtype):
            assert frame[column].dropna().tolist() == [row[column] for row in file if row[column]]


@pytest.mark.parametrize(
    "name, first, last",
    [
        ("claims", "event_date", "event_date"),
        ("events", "date", "date"),
        ("news", "date", "date"),
        ("national_cars", "from", "until"),
    ],
)
def test_start_and_end_are_the_first_and_the_last_day_that_a_date_can_mean(name, first, last):
    frame = getattr(data, name)()
    for row, file in zip(frame.itertuples(), rows(DATA, name), strict=True):
        assert (pd.isna(row.start) and not file[first]) or row.start.date() == edges(file[first])[0]
        assert (pd.isna(row.end) and not file[last]) or row.end.date() == edges(file[last])[1]
    known = frame.dropna(subset=["start", "end"])
    assert len(known) and (known["start"] <= known["end"]).all()


def test_a_month_ends_with_its_last_day():
    frame = data.events().set_index("id")
    assert frame.loc["T-31", "date"] == "2024-02"
    assert frame.loc["T-31", "start"] == pd.Timestamp("2024-02-01") and frame.loc[
        "T-31", "end"
    ] == pd.Timestamp("2024-02-29")


def first_paragraph(function):
    """The first paragraph of a docstring as one line."""
    return " ".join(function.__doc__.partition("\n\n")[0].split())


@pytest.mark.parametrize("name", TABLES)
def test_every_frame_is_described_and_is_the_callers_own(name):
    table = getattr(data, name)
    frame = table()
    assert frame.attrs["description"] == first_paragraph(table) and frame.attrs["table"] == name
    frame.iloc[:, 0] = frame.iloc[0, 0]
    assert table().iloc[:, 0].nunique() > 1


def test_ordered_categories_compare():
    reading = data.measures()
    assert set(reading.loc[reading["confidence"] >= "known", "confidence"]) == {"known", "verified"}
    assert (data.votes()["china"].max(), data.votes()["china"].min()) == ("for", "against")
    assert reading["force"].max() == "binding"


def test_the_votes_are_the_councils():
    votes = data.votes()
    assert len(votes) == len(law().resolutions)
    assert (votes["in_favour"] + votes["against"] + votes["abstained"] == 15).all()
    failed = votes[~votes["adopted"]]
    assert [f"{day:%Y-%m-%d}" for day in failed["date"]] == ["2022-05-26", "2024-03-28"]
    assert failed["russia"].tolist() == ["against", "against"] and failed["china"].tolist() == [
        "against",
        "abstained",
    ]
    assert (votes.loc[votes["adopted"], ["russia", "china"]] == "for").all(axis=None)


def test_the_panels_mandates_follow_one_another_to_its_end():
    mandates = data.panel_mandates()
    assert (
        f"{mandates['adopted'].iloc[0]:%Y-%m-%d}" == "2009-06-12"
        and f"{mandates['until'].iloc[-1]:%Y-%m-%d}" == "2024-04-30"
    )
    assert (mandates["adopted"].iloc[1:].array <= mandates["until"].iloc[:-1].array).all()
    assert mandates["until"].is_monotonic_increasing


def test_the_measures_are_those_of_the_law():
    frame = data.measures().set_index("id")
    assert list(frame.index) == [measure.id for measure in law().measures]
    assert frame.loc["2397:7", "exemptions"] == len(law().exemptions(law().measure("2397:7")))
    assert (
        frame.loc["2397:7", "starts"]
        == frame.loc["2397:7", "adopted"]
        == pd.Timestamp("2017-12-22")
    )
    assert frame["tested"].sum() == sum(bool(measure.when) for measure in law().measures)
