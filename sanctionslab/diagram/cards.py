"""The paragraphs of a picture: which stand in it, with the tests they put and their doors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..law import Measure
from ..logic import Truth
from ..verdict import Finding, Ground, OutOfTime, Step, Verdict
from ..vocabulary import fact, in_order, regime
from .doorways import Doorway, doorways
from .rows import Row, open_row, row_in_force, row_of, rows_met
from .wording import counted, listed, short

MOST = 4  # paragraphs that are shown one by one; more of them are folded
TOLD_FIRST = ("on", "direction", "conduct", "item")  # of what happened

# What a paragraph does to the verdict, in words.
DOES = {
    "alone": "bars it, alone enough",
    "together": "bars it together with the others",
    "might": "might bar it",
    "lifted": "would bar it, but a door is open",
    "misses": "came close, and misses",
    "later": "not yet in force",
    "ended": "no longer in force",
    "none": "",
}


@dataclass(frozen=True)
class Card:
    """A paragraph, or several folded, as it stands in a picture.

    `keys` are the ids of the measures, none where no paragraph has anything to say.
    """

    keys: tuple[str, ...]
    label: str
    text: str
    state: str
    said: str
    full: str
    rows: Sequence[Row] = field(default=())
    doors: Sequence[Doorway] = field(default=())

    @property
    def id(self) -> str:
        return f"paragraph:{self.keys[0] if self.keys else 'none'}"


def cards_of(finding: Finding) -> list[Card]:
    """The paragraphs that carry a verdict or might; of a clear case those that came close."""
    if finding.verdict is Verdict.PROHIBITED:
        together = any(ground.needs for ground in finding.grounds)
        return _grounds(finding, finding.grounds, "together" if together else "alone")
    cards = _grounds(finding, finding.possible, "might")
    cards += _grounds(finding, [ground for ground, _ in finding.lifted], "lifted")
    if finding.verdict is Verdict.NOT_PROHIBITED:
        cards += _that_miss(finding)
    return cards or [_nothing(finding)]


def _grounds(finding: Finding, grounds: Sequence[Ground], state: str) -> list[Card]:
    """Grounds as cards: few of them one by one, many of them by subject."""
    if len(grounds) <= MOST:
        return [_ground(finding, ground, state) for ground in grounds]
    by_subject: dict[str, list[Ground]] = {}
    for ground in grounds:
        by_subject.setdefault(ground.measure.subject, []).append(ground)
    return [_of_subject(subject, group, state) for subject, group in by_subject.items()]


def _ground(finding: Finding, ground: Ground, state: str) -> Card:
    rows = [row_of(step) for step in ground.steps]
    # A paragraph that asks for no day has one since which it is in force.
    if not any(row.fact == "on" for row in rows):
        rows.insert(0, row_in_force(finding, ground.measure))
    asked = {row.fact for row in rows}
    rows += [open_row(name) for name in in_order(ground.needs) if name not in asked]
    return _card(ground.measure, state, DOES[state], rows, doorways(finding, ground.id))


def _card(
    measure: Measure,
    state: str,
    said: str,
    rows: Sequence[Row],
    doors: Sequence[Doorway] = (),
) -> Card:
    keys = (measure.id,)
    return Card(keys, measure.id, measure.title, state, said, measure.duty, rows, doors)


def _of_subject(subject: str, grounds: Sequence[Ground], state: str) -> Card:
    """Paragraphs of one subject as one card, with what is open in any of them."""
    needs = frozenset().union(*(ground.needs for ground in grounds))
    rows = [open_row(name) for name in in_order(needs)]
    if len(grounds) == 1:
        return _card(grounds[0].measure, state, DOES[state], rows)
    name = regime().subjects[subject]
    label = f"{name[0].upper()}{name[1:]} ({len(grounds)})"
    return _folded([ground.measure for ground in grounds], label, state, rows)


def _folded(measures: Sequence[Measure], label: str, state: str, rows: Sequence[Row] = ()) -> Card:
    keys = tuple(measure.id for measure in measures)
    full = "; ".join(f"{measure.id} {measure.title}" for measure in measures)
    return Card(keys, label, listed(keys, most=7), state, DOES[state], full, rows)


def _that_miss(finding: Finding) -> list[Card]:
    """What came close, what is not yet in force, what has ended: the nearest one by one."""
    cards = [_miss(finding, measure, failed) for measure, failed in finding.near_misses]
    cards += [_out_of_time(finding, later, "later") for later in finding.not_yet]
    cards += [_out_of_time(finding, past, "ended") for past in finding.ended]
    if len(cards) <= MOST:
        return cards
    # The last place is for all that are left, so one fewer stands by itself.
    rest = [finding.law.measure(card.keys[0]) for card in cards[MOST - 1 :]]
    return [*cards[: MOST - 1], _folded(rest, f"{len(rest)} more", "misses")]


def _miss(finding: Finding, measure: Measure, failed: Sequence[Step]) -> Card:
    """A paragraph that came close: what the case meets of it, and by what it misses."""
    missed = {step.test for step in failed}
    # The clause that was nearly met: the rest of it the case meets, or might.
    clause = next(tests for tests in measure.when if missed <= set(tests))
    rest = [test for test in clause if test not in missed]
    rows = [row_in_force(finding, measure), *map(row_of, failed), *rows_met(finding.case, rest)]
    return _card(measure, "misses", f"came close, misses {counted(len(failed), 'test')}", rows)


def _out_of_time(finding: Finding, absent: OutOfTime, state: str) -> Card:
    """A paragraph that the case would meet, or might, on another day."""
    words = f"in force {absent.words}"
    # Of several ways of being met, the one that the case meets most of.
    met = max((list(rows_met(finding.case, tests)) for tests in absent.measure.when), key=len)
    rows = [Row("on", words, str(Truth.NO), words)]
    rows += [row for row in met if row.fact not in ("on", "contract_date")]
    return _card(absent.measure, state, DOES[state], rows)


def _nothing(finding: Finding) -> Card:
    """What stands where no paragraph has anything to say."""
    rows = []
    names = [name for name in TOLD_FIRST if name in finding.case.given]
    for name in names:
        words = fact(name).words(finding.case.value(name))
        rows.append(Row(name, short(words), "none", words))
    text = "in force asks about this"
    return Card((), "No paragraph", text, "none", "", f"No paragraph in this data {text}.", rows)
