"""Who stands behind which row, read from the CSV files a second time, and cases on such rows."""

import csv

from hypothesis import strategies as st
from oracle import DATA, gappy_cases

from sanctionslab import UNKNOWN, Case, cases
from sanctionslab.cases import Evidence


def _chains():
    """For each row of evidence, who told whom, first speaker first."""
    found = {}
    for name, columns in (
        ("claims.csv", ("chain", "corroborated_by")),
        ("events.csv", ("asserted_by",)),
        ("news.csv", ("asserted_by",)),
    ):
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[row["id"]] = [
                    [link.strip() for link in chain.split(">")]
                    for column in columns
                    for chain in row[column].split(";")
                    if chain.strip()
                ]
    return found


CHAINS = _chains()
SPEAKERS = sorted({link for chains in CHAINS.values() for chain in chains for link in chain})


@st.composite
def told_cases(draw, rows=tuple(CHAINS)):
    """A case of which some facts rest on rows, drawn at random, and others are definitions."""
    facts = draw(gappy_cases(known=2))
    behind = {
        name: draw(st.lists(st.sampled_from(rows), max_size=2, unique=True))
        for name in facts
        if draw(st.booleans())
    }
    return Case(**facts, evidence={name: Evidence(tuple(ids)) for name, ids in behind.items()})


told = st.sampled_from(list(cases().values())) | told_cases()
sources = st.lists(st.sampled_from(SPEAKERS), max_size=4, unique=True)


def standing(one, original=None):
    """The facts that are known; of a case with an original, those that are as they were there."""
    return {
        name
        for name, value in one.given.items()
        if value is not UNKNOWN and (original is None or value == original.given[name])
    }


def believed(one, holds):
    """The facts of a case that stand if only chains that hold count."""
    return {
        name
        for name in standing(one)
        if name not in one.evidence
        or not one.evidence[name].rows
        or any(holds(chain) for row in one.evidence[name].rows for chain in CHAINS[row])
    }
