"""The data as it is shipped: described, keyed, sourced, and said in our own words.

Each check reads a folder and gives the problems that it finds there. It must find none in the project, and it must find
the one that is planted in a copy.
"""

import codecs
import csv
import hashlib
import json
import os
import pathlib
import re
import shutil
import tomllib
from datetime import date, timedelta

import frictionless
import pandas as pd
import pytest

import sanctionslab
from sanctionslab import law
from sanctionslab import tables as data
from sanctionslab.errors import KitError
from sanctionslab.law import LawError, load

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
TABLES = [
    "claims",
    "events",
    "sources",
    "items",
    "national_cars",
    "resolutions",
    "measures",
    "votes",
    "panel_mandates",
]
FILES = TABLES[:5]


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def toml(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def problems_of(descriptor, folder):
    report = frictionless.Package(descriptor, basepath=str(folder)).validate()
    return [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors] + [
        e.message for e in report.errors
    ]


# The checks


def schema_problems(folder):
    """What the frictionless library finds: types, patterns, closed lists, blanks, keys and foreign keys."""
    return problems_of(package(folder), folder)


def keys_of(folder):
    """Every key that a row can name, by table and column."""
    paragraphs = [
        entry["id"]
        for path in (folder / "law").glob("*.toml")
        for entry in toml(path).get("measure", [])
    ]
    return {
        "sources.key": {row["key"] for row in rows(folder, "sources")},
        "measures.id": set(paragraphs),
        "cases": set(toml(folder / "cases.toml")),
    }


def reference_problems(folder):
    """Keys in lists and chains that lead nowhere, where the data package says that there are keys, and tables without a source."""
    keys, found = keys_of(folder), []
    for resource in package(folder)["resources"]:
        if "schema" not in resource:
            continue
        fields, cited = (
            resource["schema"]["fields"],
            [source["key"] for source in resource.get("sources", [])],
        )
        found += [
            f'{resource["name"]}, sources: "{key}" is no key'
            for key in cited
            if key not in keys["sources.key"]
        ]
        if not cited and not any(
            field["name"] in ("source", "sources", "stands_behind")
            and field.get("constraints", {}).get("required")
            for field in fields
        ):
            found.append(f"{resource['name']}: no source for its rows")
        for field in fields:
            if "references" not in field:
                continue
            known = keys[field["references"]["to"]]
            for row in rows(folder, resource["name"]):
                text = row[field["name"]]
                pieces = re.findall(field["references"].get("pattern", r".+"), text)
                for separator in field["references"].get("separators", ()):
                    pieces = [part for piece in pieces for part in piece.split(separator)]
                found += [
                    f'{resource["name"]}, {next(iter(row.values()))}, {field["name"]}: "{piece}" is no key'
                    for piece in pieces
                    if piece not in known
                ]
    return found


def law_source_problems(folder):
    """Resolutions and measures without a source, or with one that sources.csv does not have."""
    keys, found = keys_of(folder)["sources.key"], []
    for path in sorted((folder / "law").glob("*.toml")):
        entry = toml(path)
        for name, part in [(path.stem, entry)] + [
            (measure["id"], measure) for measure in entry.get("measure", [])
        ]:
            if not part.get("source"):
                found.append(f"{name}: no source")
            found += [
                f'{name}: "{key}" is no key of sources.csv'
                for key in part.get("source", [])
                if key not in keys
            ]
    return found


def case_problems(folder):
    """Facts of named cases that rest on rows that do not exist."""
    known = {row["id"] for name in ("claims", "events") for row in rows(folder, name)}
    return [
        f'{key}, {name}: "{row}" is no row of claims.csv or events.csv'
        for key, case in toml(folder / "cases.toml").items()
        for name, fact in case["facts"].items()
        for row in fact.get("evidence", [])
        if row not in known
    ]


def mention_problems(folder):
    """Paragraphs, claims and events that a sentence mentions and the data does not have."""
    paragraphs = keys_of(folder)["measures.id"] | {
        way["by"]
        for path in (folder / "law").glob("*.toml")
        for measure in toml(path).get("measure", [])
        for way in measure.get("unless", [])
    }
    known = {row["id"] for name in ("claims", "events") for row in rows(folder, name)}
    known |= paragraphs | {paragraph.partition("(")[0] for paragraph in paragraphs}
    known |= {re.sub(r"\([ivx]+\)$", "", paragraph) for paragraph in paragraphs}
    mention = re.compile(r"\b\d{4}:\d+(?:\([a-z]\))?(?:\([ivx]+\))?|\b(?:KH|QV|T)-\d\d[a-z]?\b")
    places = {
        f"{name}, {next(iter(row.values()))}": " ".join(row.values())
        for name in FILES
        for row in rows(folder, name)
    }
    places |= {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.toml")}
    return [
        f'{place}: "{found}" is not in the data'
        for place, text in places.items()
        for found in mention.findall(text)
        if found not in known
    ]


DATES = {
    "day": r"[\d-]{10}",
    "month": r"[\d-]{7}",
    "year": r"\d{4}",
    "interval": r"[\d-]+/[\d-]+",
    "standing": "",
}


def edges(text):
    """The first and the last day that a written date can mean."""
    first, last = text.partition("/")[0], text.rpartition("/")[2]
    after = {
        4: lambda y: date(int(y) + 1, 1, 1),
        7: lambda m: (date.fromisoformat(m + "-28") + timedelta(4)).replace(day=1),
        10: lambda d: date.fromisoformat(d) + timedelta(1),
    }[len(last)](last)
    return date.fromisoformat(
        first + "-01-01"[len(first) - 10 :] if len(first) < 10 else first
    ), after - timedelta(1)


def date_problems(folder):
    """Dates that are no dates, run backwards, or are not as exact as their row says."""
    found = []
    columns = [
        ("claims", "event_date"),
        ("events", "date"),
        ("events", "reported"),
        ("sources", "published"),
        ("national_cars", "from"),
        ("national_cars", "until"),
    ]
    for name, column in columns:
        for row in rows(folder, name):
            place = f"{name}, {next(iter(row.values()))}, {column}: {row[column]}"
            if column in ("event_date", "date") and not re.fullmatch(
                DATES[row["precision"]], row[column]
            ):
                found.append(f"{place} is not {row['precision']}")
            try:
                if row[column] and edges(row[column])[0] > edges(row[column])[1]:
                    found.append(f"{place} runs backwards")
            except ValueError:
                found.append(f"{place} is no date")
    return found


def sense_problems(folder):
    """Rows whose columns contradict each other, and pages that have two keys."""
    found = []
    for row in rows(folder, "claims"):
        if any(chain.split(" > ")[-1] != row["source"] for chain in row["chain"].split("; ")):
            found.append(f"{row['id']}: a chain does not end in the article")
        if row["status"].startswith("corroborated") and not row["corroborated_by"]:
            found.append(f"{row['id']}: corroborated by nobody")
    for row in rows(folder, "events"):
        if {chain.split(" > ")[-1] for chain in row["asserted_by"].split("; ")} - set(
            row["sources"].split("; ")
        ):
            found.append(f"{row['id']}: a chain does not end in a source of the row")
        if (row["contested"] == "alleged then admitted") != bool(row["admitted"]):
            found.append(f"{row['id']}: contested and admitted do not fit")
    for row in rows(folder, "national_cars"):
        if (
            not (row["threshold_status"] == "stated")
            == bool(row["threshold"])
            == bool(row["currency"])
        ):
            found.append(
                f"{row['instrument']}: threshold, currency and threshold_status do not fit"
            )
    pages = [row["locator"] for row in rows(folder, "sources") if "/" in row["locator"]]
    return found + [
        f"{page}: one page, two keys"
        for page in sorted({page for page in pages if pages.count(page) > 1})
    ]


def law_problems(folder):
    """What the law module refuses."""
    try:
        load(folder / "law")
    except LawError as error:
        return [str(error)]
    return []


CHECKS = [
    schema_problems,
    reference_problems,
    law_source_problems,
    case_problems,
    mention_problems,
    date_problems,
    sense_problems,
    law_problems,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_data_has_no_problem(check):
    assert check(DATA) == []


BROKEN = [
    # a row without a source
    (
        schema_problems,
        "claims.csv",
        "KH-25,korea-herald,14,",
        "KH-25,,14,",
        'constraint "required" is "True"',
    ),
    (
        schema_problems,
        "events.csv",
        ",kremlin-41779,kremlin > kremlin-41779,",
        ",,kremlin > kremlin-41779,",
        'constraint "required"',
    ),
    (
        schema_problems,
        "events.csv",
        ",kremlin-41779,kremlin > kremlin-41779,",
        ",kremlin-41779,,",
        'constraint "required"',
    ),
    (reference_problems, "datapackage.json", '"sources": [{', '"cited": [{', "items: no source"),
    (schema_problems, "national_cars.csv", ",au-dfat; au-06,", ",,", 'constraint "required"'),
    (
        schema_problems,
        "sources.csv",
        "state-media,Government of the DPRK,",
        "state-media,,",
        'constraint "required"',
    ),
    (
        law_source_problems,
        "law/2397.toml",
        'source = ["rokmofa", "un-2397s", "usun"]',
        "source = []",
        "2397: no source",
    ),
    (
        law_problems,
        "law/1718.toml",
        'confidence = "known"\nsource = ["resolution-text"]',
        'confidence = "known"',
        "source is missing",
    ),
    # a broken key
    (
        schema_problems,
        "claims.csv",
        "KH-25,korea-herald,14,",
        "KH-25,korean-herald,14,",
        'not found in the lookup table "sources"',
    ),
    (reference_problems, "datapackage.json", '"key": "hs"', '"key": "wco"', '"wco" is no key'),
    (
        schema_problems,
        "claims.csv",
        "\nKH-26,",
        "\nKH-25,",
        'claims: Row at position "27" has unique constraint violation',
    ),
    (schema_problems, "sources.csv", "\nkcna,", "\nkbs,", "violates the primary key"),
    (
        schema_problems,
        "national_cars.csv",
        "Luxury Goods Instrument 2017",
        "Luxury Goods List 2006 (F2006L05741)",
        "violates the primary key",
    ),
    (
        reference_problems,
        "claims.csv",
        "kremlin > ria > korea-herald",
        "kremlin > riaa > korea-herald",
        '"riaa" is no key',
    ),
    (
        reference_problems,
        "claims.csv",
        "kremlin > ria > nsn; kremlin",
        "kremlin > ria > nsn;kremlin",
        '"nsn;kremlin" is no key',
    ),
    (reference_problems, "claims.csv", "[nsn] on Peskov", "[nsm] on Peskov", '"nsm" is no key'),
    (
        reference_problems,
        "events.csv",
        "2397:7; 1718:8(a)(iii); 2094:23,",
        "2397:77; 1718:8(a)(iii); 2094:23,",
        '"2397:77" is no key',
    ),
    (
        reference_problems,
        "events.csv",
        ",aurus-2024-02,",
        ",aurus-2024-20,",
        '"aurus-2024-20" is no key',
    ),
    (
        reference_problems,
        "events.csv",
        "korea-herald; qonversations; upravda",
        "korea-herald; qonversation; upravda",
        '"qonversation" is no key',
    ),
    (
        reference_problems,
        "national_cars.csv",
        "uk06; croydonian; eu-329-2007",
        "uk06; croydonian; eu-329",
        '"eu-329" is no key',
    ),
    (law_source_problems, "law/2397.toml", '"rokmofa"', '"rok-mofa"', '2397: "rok-mofa" is no key'),
    (
        law_problems,
        "law/2397.toml",
        'replaces = ["2375:15"]',
        'replaces = ["2375:99"]',
        '"2375:99", which is no measure',
    ),
    (
        case_problems,
        "cases.toml",
        'evidence = ["KH-25"]',
        'evidence = ["KH-52"]',
        '"KH-52" is no row',
    ),
    (mention_problems, "claims.csv", "(KH-12)", "(KH-52)", '"KH-52" is not in the data'),
    (
        mention_problems,
        "events.csv",
        "(2397:7), and luxury cars",
        "(2397:77), and luxury cars",
        '"2397:77" is not in the data',
    ),
    # a value that cannot stand
    (
        schema_problems,
        "claims.csv",
        "day,fact,corroborated,,[upravda]",
        "day,fact,confirmed,,[upravda]",
        '"enum"',
    ),
    (
        schema_problems,
        "events.csv",
        "T-34,2024-02-18,day",
        "T-34,18 February 2024,day",
        '"pattern"',
    ),
    (schema_problems, "events.csv", ",2025-04-26,", ",2025-04-31,", 'type is "date'),
    (
        schema_problems,
        "items.csv",
        "horse,horse,luxury goods and things that may be,0101,",
        "horse,horse,luxury goods and things that may be,101,",
        '"pattern"',
    ),
    (schema_problems, "national_cars.csv", ",10000,EUR,", ",ten thousand,EUR,", 'type is "number'),
    (schema_problems, "sources.csv", "key,name,kind,", "key,name,type,", "type"),
    (schema_problems, "sources.csv", "\nkcna,", "\n\nkcna,", "blank"),
    (date_problems, "events.csv", "T-34,2024-02-18,day", "T-34,2024-02-30,day", "is no date"),
    (date_problems, "events.csv", "T-34,2024-02-18,day", "T-34,2024-02,day", "is not day"),
    (
        date_problems,
        "events.csv",
        "2000-07-19/2000-07-20",
        "2000-07-20/2000-07-19",
        "runs backwards",
    ),
    (date_problems, "claims.csv", ",2016/2017,", ",2017/2016,", "runs backwards"),
    (date_problems, "sources.csv", ",2018-08-07,", ",2018-13,", "is no date"),
    # rows that contradict themselves
    (
        sense_problems,
        "claims.csv",
        "kremlin > ria > korea-herald",
        "kremlin > korea-herald > ria",
        "does not end in the article",
    ),
    (
        sense_problems,
        "claims.csv",
        ",kcna > upravda; kcna > kyivind,2024-02-20,",
        ",,2024-02-20,",
        "corroborated by nobody",
    ),
    (
        sense_problems,
        "events.csv",
        "kremlin > ria > nsn",
        "kremlin > ria",
        "does not end in a source",
    ),
    (sense_problems, "events.csv", ",2025-04-26,", ",,", "contested and admitted"),
    (sense_problems, "national_cars.csv", ",10000,EUR,", ",10000,,", "threshold, currency"),
    (
        sense_problems,
        "sources.csv",
        "unsanctionsapp.com (additional arms)",
        "unsanctionsapp.com/types-of-sanctions/transportation-vehicles",
        "one page, two keys",
    ),
]


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(DATA, tmp_path / "data")


@pytest.mark.parametrize(
    "check, file, old, new, expected", BROKEN, ids=lambda value: getattr(value, "__name__", None)
)
def test_each_check_finds_what_is_planted_in_a_copy(copy, check, file, old, new, expected):
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text, f"nothing to break: {file} has no {old!r}"
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    assert any(expected in problem for problem in check(copy)), check(copy)


# What the data package says of itself


def test_the_package_describes_every_file_and_every_column():
    described = package(DATA)
    paths = [
        path
        for resource in described["resources"]
        for path in ([resource["path"]] if isinstance(resource["path"], str) else resource["path"])
    ]
    there = [
        path.relative_to(DATA).as_posix()
        for path in DATA.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    ]
    assert sorted(paths) == sorted(set(there) - {"datapackage.json"})
    assert described["version"] == sanctionslab.__version__
    assert [licence["name"] for licence in described["licenses"]] == ["CC-BY-4.0"]
    for table in described["resources"] + described["computed"]:
        assert table["description"] and date.fromisoformat(table["asOf"]) == date.fromisoformat(
            described["asOf"]
        )
        for field in table.get("schema", {"fields": []})["fields"]:
            assert field["description"].endswith("."), f"{table['name']}, {field['name']}"
            assert (
                field["type"] == "string" or field["type"] in ("date", "boolean") or field["unit"]
            )


def test_the_files_are_plain():
    for path in DATA.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert (
                b"\r" not in content
                and content.endswith(b"\n")
                and not content.startswith(codecs.BOM_UTF8)
            ), path.name


def computed(folder):
    """The tables that are computed from the law, written out beside the files with the schema of the package."""
    described = package(DATA)
    for table in described["computed"]:
        frame = getattr(data, table["name"])()
        frame.to_csv(
            folder / f"{table['name']}.csv",
            index=False,
            encoding="utf-8",
            lineterminator="\n",
            date_format="%Y-%m-%d",
        )
        described["resources"].append(
            {**table, "type": "table", "path": f"{table['name']}.csv", "encoding": "utf-8"}
        )
    return described


def test_the_computed_tables_are_as_described(copy):
    assert problems_of(computed(copy), copy) == []


@pytest.mark.parametrize(
    "file, old, new, expected",
    [
        (
            "measures.csv",
            "\n2397:7,2397,",
            "\n2397:7,2398,",
            'not found in the lookup table "resolutions"',
        ),
        (
            "votes.csv",
            "\nS-2024-255,",
            "\nS-2024-256,",
            'not found in the lookup table "resolutions"',
        ),
        ("panel_mandates.csv", "2024-04-30", "the end of April", 'type is "date'),
        ("resolutions.csv", "True,15-0-0", "True,unanimous", '"pattern"'),
    ],
)
def test_a_broken_computed_table_is_found(copy, file, old, new, expected):
    described = computed(copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    problems = problems_of(described, copy)
    assert any(expected in problem for problem in problems), problems


# The frames


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


# Where a row comes from


@pytest.mark.parametrize("name", TABLES)
def test_why_knows_every_row(name):
    frame, sources = getattr(data, name)(), {row["key"]: row for row in rows(DATA, "sources")}
    for _, row in frame.iterrows():
        told = data.why(row)
        assert told.table == name and told.sources
        for key in told.sources:
            assert f"[{key}]: " in str(told) and sources[key]["stands_behind"] in str(told)
        html = told._repr_html_()
        assert (
            html.count("<li>") == html.count("</li>") == sum(len(lines) for _, lines in told.parts)
        )
        assert not re.search(r"\b(None|nan|NaT|<NA>)\b", str(told))
        column = {"national_cars": "instrument", "votes": None, "panel_mandates": None}.get(
            name, frame.columns[0]
        )
        if column:
            assert data.why(row[column]) == told


def test_an_id_names_one_row():
    names = [
        row[column]
        for name, column in [
            ("claims", "id"),
            ("events", "id"),
            ("measures", "id"),
            ("resolutions", "key"),
            ("resolutions", "symbol"),
            ("sources", "key"),
            ("items", "key"),
            ("national_cars", "instrument"),
        ]
        for _, row in getattr(data, name)().iterrows()
    ]
    assert len({name.lower() for name in names}) == len(names)


def test_why_tells_who_said_it_where_and_what_came_of_it():
    told = str(data.why("KH-25"))
    for part in [
        "in paragraph 14",
        "The Kremlin and its spokesman, Dmitry Peskov; reported by RIA Novosti; read in The Korea Herald",
        "behind it: President of Russia",
        "corroborated (fact)",
        "In February neither government announced a model.",
    ]:
        assert part in told
    assert "alleged at first, admitted later; first admitted on 2025-04-26" in str(data.why("T-52"))
    assert "operative paragraph 8(a)(iii) of S/RES/1718 (2006)" in str(data.why("1718:8(a)(iii)"))
    assert "put to the vote and not adopted on 28 March 2024" in str(data.why("S/2024/255"))
    assert "threshold 10,000" not in str(data.why("SI 2019/411")) and "not known" in str(
        data.why("SI 2019/411")
    )
    assert "KH-25" in str(data.why("kremlin"))


def test_why_takes_a_row_in_any_shape():
    claims, told = data.claims(), data.why("KH-25")
    row = claims[claims["id"] == "KH-25"]
    assert (
        data.why(row)
        == data.why(row.iloc[0])
        == data.why(row[["id", "claim"]].iloc[0])
        == data.why("kh-25 ")
        == told
    )
    assert data.why(claims.set_index("id").loc["KH-25"]) == told
    assert data.why(row.assign(id_of_mine=3).iloc[0]) == told
    assert data.why(2397) == data.why("2397") == data.why("S/RES/2397 (2017)")


@pytest.mark.parametrize(
    "given, sentence",
    [
        ("KH-99", '"KH-99" is no row of the data. Did you mean "KH-'),
        ("", '"" is no row of the data. Give a row of a table'),
        (9999, '"9999" is no row of the data. '),
        (3.5, "cannot tell where 3.5 comes from. Give a row of a table"),
        (True, "cannot tell where True comes from"),
        (None, "cannot tell where None comes from"),
        (["KH-25"], "cannot tell where ['KH-25'] comes from"),
        (
            pd.Series({"colour": "red"}),
            "finds no key of the kit's tables in this row (columns: colour)",
        ),
        (pd.Series({"id": "T-99", "headline": "made up"}), "finds no key"),
        (data.claims(), "rows. Pick one: frame.iloc[0]"),
        (data.claims().head(0), "this frame has 0 rows. Pick one"),
    ],
    ids=str,
)
def test_why_refuses_what_is_no_row(given, sentence):
    with pytest.raises(KitError) as caught:
        data.why(given)
    assert sentence in str(caught.value)


def test_why_escapes_what_it_shows():
    told = data.Provenance("<b>", "claims", "<b>", (), (("a & b", ("<script>",)),))
    assert (
        "<b>" not in told._repr_html_()
        and "<script>" not in told._repr_html_()
        and "a &amp; b" in told._repr_html_()
    )
    assert str(told) == "<b>\n  a & b\n    <script>"


# In our own words
#
# seed_shingles.json holds a digest of every run of eight words of the two articles that the project starts from, so that the check
# needs neither article. To make it anew, or to check it, keep the articles as text in a folder "seeds" beside the checkout.

SHINGLES = json.loads((ROOT / "tests" / "seed_shingles.json").read_text(encoding="utf-8"))
ARTICLES = ("korea-herald", "qonversations")
SKIPPED = {
    ".git",
    ".venv",
    "venv",
    "node_modules",
    "__pycache__",
    "build",
    "dist",
    "_output",
    ".ipynb_checkpoints",
}
KINDS = (
    ".py",
    ".md",
    ".csv",
    ".toml",
    ".json",
    ".ipynb",
    ".txt",
    ".cff",
    ".yml",
    ".html",
    ".css",
    ".js",
)


def shingles(text):
    """Every run of eight words of a text with its digest."""
    words = re.findall(r"[^\W_]+", text.casefold())
    for start in range(len(words) - 7):
        run = " ".join(words[start : start + 8])
        yield hashlib.sha256(f"{SHINGLES['salt']} {run}".encode()).hexdigest()[:16], run


def words_of(path):
    """What a reader of a file reads; of a notebook, its cells and what they show."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    parts = []
    for cell in json.loads(text)["cells"]:
        shown = [
            part
            for output in cell.get("outputs", [])
            for part in [output, *output.get("data", {}).items()]
        ]
        parts.append("".join(cell["source"]))
        parts += [
            "".join(part.get("text", "")) if isinstance(part, dict) else "".join(part[1])
            for part in shown
            if isinstance(part, dict) or part[0].startswith("text/")
        ]
    return re.sub(r"<[^>]*>", " ", "\n".join(parts))


def texts(folder):
    """Every file of a project that holds words; environments, builds and caches are passed over."""
    for place, folders, names in os.walk(folder):
        folders[:] = [
            name
            for name in folders
            if name not in SKIPPED and not pathlib.Path(place, name, "pyvenv.cfg").exists()
        ]
        yield from (pathlib.Path(place, name) for name in names if name.endswith(KINDS))


def copied(folder):
    """Every run of eight words that a file of the project shares with an article."""
    digests = {digest: article for article in ARTICLES for digest in SHINGLES[article]}
    return [
        f"{path.relative_to(folder).as_posix()} shares with {digests[digest]}: {run}"
        for path in texts(folder)
        for digest, run in shingles(words_of(path))
        if digest in digests
    ]


def test_no_eight_words_in_a_row_are_those_of_an_article():
    read = {path.relative_to(ROOT).as_posix() for path in texts(ROOT)}
    assert {
        "README.md",
        "data/claims.csv",
        "data/events.csv",
        "sanctionslab/tables/tables.py",
        "tests/tables/test_data.py",
    } <= read
    assert not any(path.startswith((".venv", ".git/")) for path in read)
    assert copied(ROOT) == []


# The headline of an article, its letters turned by thirteen places so that this file does not hold it.
HEADLINE = codecs.decode("Qbrf Chgva’f yhkhel pne tvsg gb Xvz Wbat oernx HA fnapgvbaf?", "rot13")


@pytest.mark.parametrize(
    "file, text",
    [
        ("claims.csv", f'id,claim\nKH-01,"{HEADLINE}"\n'),
        ("README.md", "# A page\n\n" + HEADLINE.replace(" ", "\n").upper()),
        ("module.py", f'"""{HEADLINE}"""\n'),
        (
            "prose.ipynb",
            json.dumps(
                {
                    "cells": [
                        {
                            "cell_type": "markdown",
                            "source": ["*Note.* ", HEADLINE[:20], HEADLINE[20:]],
                        }
                    ]
                }
            ),
        ),
        (
            "code.ipynb",
            json.dumps(
                {
                    "cells": [
                        {"source": [], "outputs": [{"output_type": "stream", "text": [HEADLINE]}]}
                    ]
                }
            ),
        ),
        (
            "shown.ipynb",
            json.dumps(
                {
                    "cells": [
                        {
                            "source": [],
                            "outputs": [{"data": {"text/html": [HEADLINE.replace(" ", "</b> ")]}}],
                        }
                    ]
                }
            ),
        ),
    ],
)
def test_a_copied_sentence_is_found_wherever_it_stands(tmp_path, file, text):
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert any("qonversations" in line for line in copied(tmp_path))


def test_seven_words_may_be_shared(tmp_path):
    seven = " ".join(re.findall(r"[^\W_]+", HEADLINE)[:7])
    (tmp_path / "README.md").write_text(f"Somebody asked: {seven}. Nobody knew.", encoding="utf-8")
    assert copied(tmp_path) == []


def test_the_digests_are_whole():
    assert {name: len(SHINGLES[name]) for name in ARTICLES} == {
        "korea-herald": 887,
        "qonversations": 710,
    }
    for name in ARTICLES:
        assert SHINGLES[name] == sorted(set(SHINGLES[name])) and all(
            re.fullmatch(r"[0-9a-f]{16}", d) for d in SHINGLES[name]
        )
        for article in ROOT.parent.glob(f"*/seeds/{name}.txt"):
            assert SHINGLES[name] == sorted(
                {digest for digest, _ in shingles(article.read_text(encoding="utf-8"))}
            )
