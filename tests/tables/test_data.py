"""The data as it is shipped: described, keyed and sourced.

Each check reads a folder and gives the problems that it finds there. It must find none in the
project, and it must find the one that is planted in a copy.
"""

import codecs
import re
import shutil
from datetime import date

import frictionless
import pytest
from shipped import DATA, FILES, edges, package, rows, toml

import sanctionslab
from sanctionslab import tables as data
from sanctionslab.law import LawError, load


def problems_of(descriptor, folder):
    report = frictionless.Package(descriptor, basepath=str(folder)).validate()
    return [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors] + [
        e.message for e in report.errors
    ]


# The checks


def schema_problems(folder):
    """What the frictionless library finds: types, patterns, closed lists, blanks and keys."""
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
    """Keys in lists and chains that lead nowhere, and tables without a source.

    The data package says where there are keys.
    """
    keys, found = keys_of(folder), []
    for resource in package(folder)["resources"]:
        if "schema" not in resource:
            continue
        fields = resource["schema"]["fields"]
        cited = [source["key"] for source in resource.get("sources", [])]
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
                place = f"{resource['name']}, {next(iter(row.values()))}, {field['name']}"
                found += [f'{place}: "{piece}" is no key' for piece in pieces if piece not in known]
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
    known = {row["id"] for name in ("claims", "events", "news") for row in rows(folder, name)}
    return [
        f'{key}, {name}: "{row}" is no row of evidence'
        for key, case in toml(folder / "cases.toml").items()
        for name, fact in case["facts"].items()
        for row in (*fact.get("evidence", []), *fact.get("since", {}).get("evidence", []))
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
    known = {row["id"] for name in ("claims", "events", "news") for row in rows(folder, name)}
    known |= paragraphs | {paragraph.partition("(")[0] for paragraph in paragraphs}
    known |= {re.sub(r"\([ivx]+\)$", "", paragraph) for paragraph in paragraphs}
    mention = re.compile(r"\b\d{4}:\d+(?:\([a-z]\))?(?:\([ivx]+\))?|\b(?:KH|QV|T|N)-\d\d[a-z]?\b")
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


def date_problems(folder):
    """Dates that are no dates, run backwards, or are not as exact as their row says."""
    found = []
    columns = [
        ("claims", "event_date"),
        ("events", "date"),
        ("events", "reported"),
        ("news", "date"),
        ("news", "reported"),
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
    for row in rows(folder, "events") + rows(folder, "news"):
        if {chain.split(" > ")[-1] for chain in row["asserted_by"].split("; ")} - set(
            row["sources"].split("; ")
        ):
            found.append(f"{row['id']}: a chain does not end in a source of the row")
    for row in rows(folder, "events"):
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
    (
        sense_problems,
        "news.csv",
        "fbi > ap > scworld-2025-02-28",
        "fbi > ap",
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
    """The tables that are computed from the law, written out beside the files.

    They have the schema of the package.
    """
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
