"""The tests of a paragraph as lines of a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..cases import Case
from ..law import Law, Measure, Test
from ..logic import Truth
from ..verdict import Finding, Step
from ..vocabulary import OneOf, Span, Value, fact, spans_of
from .wording import short_ask

# Of these facts the value tells enough; of the others their name is told, too.
SPEAK_FOR_THEMSELVES = ("direction", "conduct", "item", "arms", "hs")


@dataclass(frozen=True)
class Row:
    """A test as a line: the fact that it asks about, what for, the answer; `full` in full."""

    fact: str
    asks: str
    answer: str
    full: str


def row_of(step: Step) -> Row:
    """A test that was put to a fact."""
    return Row(step.test.fact, _asked(step.test, step.value), str(step.truth), step.words)


def open_row(name: str) -> Row:
    """A fact that is asked for and not known."""
    described = fact(name)
    return Row(name, described.inline_label, str(Truth.UNKNOWN), described.question)


def row_in_force(finding: Finding, measure: Measure) -> Row:
    """Whether a paragraph was in force on the day, or on all days that are possible."""
    since = _since(finding.law, measure)
    words = f"in force since {fact('on').words(since)}"
    return Row("on", words, str(_reached(finding.case.value("on"), since)), words)


def rows_met(case: Case, tests: Sequence[Test]) -> Iterator[Row]:
    """Of some tests those that a case meets, or might."""
    for test in tests:
        value = case.value(test.fact)
        truth = test.check(value)
        if truth is not Truth.NO:
            yield Row(test.fact, _asked(test, value), str(truth), test.asks)


def _asked(test: Test, value: Value) -> str:
    asked = short_ask(test, value)
    return asked if test.fact in SPEAK_FOR_THEMSELVES else f"{test.label}: {asked}"


def _since(law: Law, measure: Measure) -> date:
    adopted = law.resolution(measure.resolution).day
    return max(measure.starts or adopted, adopted)


def _reached(on: Value, since: date) -> Truth:
    """Whether a day, or every day that is possible, is not before another."""
    if isinstance(on, date):
        return Truth.YES if on >= since else Truth.NO
    if not isinstance(on, (OneOf, Span)):
        return Truth.UNKNOWN
    spans = spans_of(on)
    if all(span.first and span.first >= since for span in spans):
        return Truth.YES
    # Otherwise some of the days are before it and some are not, or have no end that tells.
    before = all(span.last and span.last < since for span in spans)
    return Truth.NO if before else Truth.UNKNOWN
