"""The paragraphs of a picture: which stand in it, with the tests they put and their doors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..law import SUBJECTS, Law, Measure, Test
from ..logic import Truth
from ..verdict import Finding, Ground, Step, Verdict
from ..vocabulary import OneOf, Span, Value, fact, in_order, spans_of
from .wording import counted, listed, short, short_ask

MOST = 4  # paragraphs that are shown one by one; more of them are grouped by their subject

# What a paragraph does to the verdict, in words.
DOES = {
    "alone": "bars it, alone enough",
    "together": "bars it together with the others",
    "might": "might bar it",
    "lifted": "would bar it, but a door is open",
    "misses": "came close, and misses",
    "later": "not yet in force",
    "ended": "no longer in force",
    "none": "asks about this",
}


@dataclass(frozen=True)
class Row:
    """A test as a line: the fact that it asks about, what for, the answer."""

    fact: str
    asks: str
    answer: str
    full: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Way:
    """A door as a line: a way out of a paragraph, and how it stands."""

    ids: tuple[str, ...]
    state: str
    who: str
    because: str
    full: str
    facts: tuple[str, ...]


@dataclass
class Card:
    """A paragraph, or several of one subject folded, as it stands in a picture."""

    keys: tuple[str, ...]
    label: str
    text: str
    state: str
    said: str
    full: str
    rows: list[Row] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"paragraph:{self.keys[0] if self.keys else 'none'}"


def cards_of(finding: Finding) -> list[Card]:
    """The paragraphs that carry a verdict or might; for a clear case those that came close."""
    if finding.verdict is Verdict.PROHIBITED:
        together = any(ground.needs for ground in finding.grounds)
        return _grounds(finding, finding.grounds, "together" if together else "alone")
    cards = _grounds(finding, finding.possible, "might")
    lifted = [ground for ground, _ in finding.lifted]
    cards += _grounds(finding, lifted, "lifted")
    if finding.verdict is Verdict.NOT_PROHIBITED:
        cards += [_miss(finding, measure, failed) for measure, failed in finding.near_misses[:MOST]]
    return cards or [_nothing(finding)]


def _grounds(finding: Finding, grounds: Iterable[Ground], state: str) -> list[Card]:
    """Grounds as cards: few of them one by one, many of them by subject."""
    grounds = list(grounds)
    if len(grounds) <= MOST:
        return [_ground(finding, ground, state) for ground in grounds]
    by_subject: dict[str, list[Ground]] = {}
    for ground in grounds:
        by_subject.setdefault(ground.measure.subject, []).append(ground)
    return [_folded(subject, group, state) for subject, group in by_subject.items()]


def _ground(finding: Finding, ground: Ground, state: str) -> Card:
    measure = ground.measure
    rows = [_row(step) for step in ground.steps]
    if not any(row.fact == "on" for row in rows):
        rows.insert(0, _in_force(finding, measure))
    unasked = [name for name in in_order(ground.needs) if name not in {row.fact for row in rows}]
    rows += [_open_row(name) for name in unasked]
    ways = _ways(finding, measure.id)
    return Card((ground.id,), ground.id, ground.title, state, DOES[state], measure.duty, rows, ways)


def _row(step: Step) -> Row:
    return Row(
        fact=step.test.fact,
        asks=_asked(step.test, step.value),
        answer=str(step.truth),
        full=step.words,
        evidence=step.evidence,
    )


def _asked(test: Test, value: Value) -> str:
    asked = short_ask(test, value)
    if test.fact in ("direction", "conduct", "item", "arms", "hs"):
        return asked
    return f"{test.label}: {asked}"


def _open_row(name: str) -> Row:
    described = fact(name)
    return Row(name, described.inline_label, str(Truth.UNKNOWN), described.question)


def _in_force(finding: Finding, measure: Measure) -> Row:
    since = _since(finding.law, measure)
    words = f"in force since {fact('on').words(since)}"
    answer = _reached(finding.case.value("on"), since)
    return Row("on", words, str(answer), words)


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
    before = all(span.last and span.last < since for span in spans)
    return Truth.NO if before else Truth.UNKNOWN


def _folded(subject: str, grounds: Sequence[Ground], state: str) -> Card:
    """Paragraphs of one subject as one card, with what is open in any of them."""
    keys = tuple(ground.id for ground in grounds)
    needs = frozenset().union(*(ground.needs for ground in grounds))
    rows = [_open_row(name) for name in in_order(needs)]
    name = SUBJECTS[subject]
    if len(grounds) == 1:
        (ground,) = grounds
        label, text = ground.id, ground.title
    else:
        label = f"{name[0].upper()}{name[1:]} ({len(keys)})"
        text = listed(keys, most=7)
    full = "; ".join(f"{ground.id} {ground.title}" for ground in grounds)
    return Card(keys, label, text, state, DOES[state], full, rows)


def _miss(finding: Finding, measure: Measure, failed: Sequence[Step]) -> Card:
    """A paragraph that came close: what the case meets of it, and by what it misses."""
    missed = {step.test for step in failed}
    clause = next(tests for tests in measure.when if missed <= set(tests))
    rows = [_in_force(finding, measure)]
    for test in clause:
        step = next((step for step in failed if step.test == test), None)
        if step is not None:
            rows.append(_row(step))
            continue
        value = finding.case.value(test.fact)
        if test.check(value) is Truth.YES:
            rows.append(Row(test.fact, _asked(test, value), str(Truth.YES), test.asks))
    said = f"came close, misses {counted(len(failed), 'test')}"
    title = measure.title
    return Card((measure.id,), measure.id, title, "misses", said, measure.duty, rows)


def _nothing(finding: Finding) -> Card:
    """What stands where no paragraph has anything to say."""
    told = [name for name in ("on", "direction", "conduct", "item") if name in finding.case.given]
    rows = [_asked_by_nobody(name, finding.case.value(name)) for name in told]
    text = "in force asks about this"
    return Card((), "No paragraph", text, "none", "", f"No paragraph in this data {text}.", rows)


def _asked_by_nobody(name: str, value: Value) -> Row:
    words = fact(name).words(value)
    return Row(name, short(words), str(Truth.NO), words)


def _ways(finding: Finding, measure: str) -> list[Way]:
    """The doors of a paragraph; those that stand alike and that the same hold are one."""
    alike: dict[tuple[str, str, str], list[Way]] = {}
    for way in _each_way(finding, measure):
        alike.setdefault((way.state, way.who, way.because), []).append(way)
    return [_together(group) for group in alike.values()]


def _together(ways: Sequence[Way]) -> Way:
    first = ways[0]
    ids = tuple(id_ for way in ways for id_ in way.ids)
    facts = tuple(in_order({name for way in ways for name in way.facts}))
    full = " ".join(dict.fromkeys(way.full for way in ways))
    return Way(ids, first.state, first.who, first.because, full, facts)


def _each_way(finding: Finding, measure: str) -> Iterable[Way]:
    for opening in finding.exceptions:
        if measure in opening.lifts:
            facts = tuple(in_order(opening.needs))
            yield Way((opening.id,), "could open", opening.granted_by, "", opening.text, facts)
