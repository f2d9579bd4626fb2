"""Answers that are names of the data: verdicts, paragraphs, resolutions, facts, sources, rows.

Each reader takes a plain value and gives its one form. All raise Unreadable for another kind.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from ..cases import Case, source_keys, source_rows
from ..verdict import Verdict
from ..vocabulary import facts
from .plain import Unreadable, as_given, one, squeezed
from .references import ROW, paragraphs_in, resolution_numbers, rows_in

# A verdict said as a sentence begins with these, as in "the gift was not prohibited".
SUBJECT = re.compile(r"^(?:(?:it|this|that)(?:'s| is| was)|the [a-z]+ (?:is|was)) ")


def read_verdict(value: Any) -> str:
    """One of the three verdicts, in its own words, or as a sentence that ends in them.

    >>> read_verdict("It isn't prohibited.")
    'not prohibited'
    """
    value = one(value)
    if isinstance(value, Case):
        raise Unreadable(
            "That is a case or a whole finding. Its verdict is asked for: finding.verdict."
        )
    if isinstance(value, str):
        text = squeezed(value).removeprefix("verdict.")
        text = text.replace("_", " ").replace("-", " ").strip()
        text = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("n't ", " not ")
        text = SUBJECT.sub("", text)
        if text in [verdict.value for verdict in Verdict]:
            return text
    raise Unreadable(f"{as_given(value)} is none of the three verdicts.")


def read_verdicts(value: Any) -> list[str]:
    """Verdicts in the order in which they were given."""
    parts = _split(value) if isinstance(value, str) else value
    if not isinstance(parts, list):
        parts = [parts]
    return [read_verdict(part) for part in parts]


def _split(text: str) -> list[str]:
    """The parts of a list that was written as text."""
    # Runs of blanks go first, or the pattern would try each of them from each of its places.
    lines = (" ".join(line.split()) for line in text.strip(" []{}()\"'").splitlines())
    parts = re.split(r" ?(?:[,;&+\n]|\band\b) ?", "\n".join(lines))
    return [part for part in parts if part]


def several(read_one: Callable[[Any], str]) -> Callable[[Any], list[str]]:
    """A reader of one thing made into a reader of a set of them, which comes out sorted."""

    @functools.wraps(read_one)
    def read_all(value: Any) -> list[str]:
        if isinstance(value, str):
            return _several_in_a_text(read_one, value)
        things = set()
        for part in list(value) if isinstance(value, list | dict) else [value]:
            if isinstance(part, list):
                things.update(read_all(part))
            else:
                things.add(read_one(part))
        return sorted(things)

    return read_all


def _several_in_a_text(read_one: Callable[[Any], str], text: str) -> list[str]:
    try:
        return [read_one(text)]
    except Unreadable:
        return sorted({read_one(part) for part in _split(text)})


def read_paragraphs(value: Any) -> list[str]:
    """Ids of paragraphs, sorted. A text may hold several, and nothing else."""
    ids: set[str] = set()
    for part in value if isinstance(value, list) else [value]:
        ids.update(read_paragraphs(part) if isinstance(part, list) else _paragraphs(part))
    return sorted(ids)


def _paragraphs(part: object) -> list[str]:
    ids, rest = paragraphs_in(part) if isinstance(part, str) else ([], "")
    unread = re.sub(r"[\s,;:.&+()/-]|\band\b", "", rest)
    if unread or not ids:
        raise Unreadable(f"{as_given(part)} is no paragraph of a resolution.")
    return ids


@several
def read_resolutions(value: Any) -> str:
    """Numbers of resolutions, as text."""
    is_word = isinstance(value, int | str) and not isinstance(value, bool)
    without_years = re.sub(r"\(\d{4}\)", "", str(value) if is_word else "")
    numbers = re.findall(r"(?<!\d)\d{4}(?!\d)", without_years)
    if len(numbers) != 1 or numbers[0] not in resolution_numbers():
        raise Unreadable(f"{as_given(value)} is no resolution in this law.")
    return numbers[0]


@several
def read_facts(value: Any) -> str:
    """Names of facts, given as such or by their labels."""
    text = squeezed(value) if isinstance(value, str) else ""
    name = re.sub(r"[\s-]", "_", text)
    if name in facts():
        return name
    labels = {squeezed(fact.label): fact.name for fact in facts().values()}
    if text in labels:
        return labels[text]
    raise Unreadable(f"{as_given(value)} is no fact of the vocabulary.")


@several
def read_sources(value: Any) -> str:
    """Keys of sources, given as such or by their names."""
    text = squeezed(value) if isinstance(value, str) else ""
    key = re.sub(r"[\s_]", "-", text)
    for candidate in (key, key.removeprefix("the-")):
        if candidate in source_keys():
            return candidate
    if text in _source_names():
        return _source_names()[text]
    raise Unreadable(f"{as_given(value)} is no source of the data.")


@functools.cache
def _source_names() -> dict[str, str]:
    return {squeezed(row["name"]): key for key, row in source_rows().items()}


@several
def read_rows(value: Any) -> str:
    """Ids of claims and events."""
    if not isinstance(value, str) or not ROW.fullmatch(squeezed(value)):
        raise Unreadable(f"{as_given(value)} is no id of a claim or an event.")
    return rows_in(value)[0]
