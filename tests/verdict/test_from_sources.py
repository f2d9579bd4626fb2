"""Verdicts from the sources: the classifier must say what those who judged a case said of it.

The oracle reads the same law as the engine, so it cannot see that a paragraph was read wrongly.
The rows of from_sources.toml do not rest on that law.
"""

import pathlib
import tomllib

import pytest

from sanctionslab import Case, classify

TABLE = pathlib.Path(__file__).with_name("from_sources.toml")
ROWS = tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"]
COLUMNS = {"title", "who", "page", "says", "verdict", "names", "clears", "facts"}


def bar(paragraphs, named):
    """Whether one of the paragraphs is the named one, or stands in the named resolution."""
    return any(one == named or one.partition(":")[0] == named for one in paragraphs)


def differences(row):
    """What the classifier says otherwise than the source."""
    finding = classify(Case(**row["facts"]))
    barring = {ground.id for ground in finding.grounds}
    possible = barring | {measure.id for measure in finding.possible}
    found = []
    if "verdict" in row and str(finding.verdict) != row["verdict"]:
        found.append(f"{finding.verdict}, where the source says {row['verdict']}")
    found += [f"{name} does not bar" for name in row.get("names", ()) if not bar(barring, name)]
    found += [f"{name} bars" for name in row.get("clears", ()) if bar(possible, name)]
    return found


def test_every_row_says_who_says_what_and_where():
    assert len(ROWS) >= 15 and len({row["title"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert set(row) <= COLUMNS and row["who"] and row["says"] and "/" in row["page"]
        assert ("verdict" in row) != ("clears" in row), row["title"]


@pytest.mark.parametrize("row", ROWS, ids=[row["title"] for row in ROWS])
def test_the_classifier_agrees_with_the_source(row):
    assert differences(row) == []


@pytest.mark.parametrize(
    "title, changes",
    [
        ("Coal on the Wise Honest", {"verdict": "not prohibited"}),
        ("Telephones for athletes", {"names": ["2397:6"]}),
        ("A transfer at sea in the East China Sea", {"names": ["2371"]}),
        ("The canal fee for the Chong Chon Gang", {"facts": {"wmd_finding": "yes"}}),
    ],
)
def test_a_row_that_disagrees_is_found(title, changes):
    row = next(row for row in ROWS if row["title"] == title)
    facts = {**row["facts"], **changes.get("facts", {})}
    assert differences({**row, **changes, "facts": facts}) != []
