"""The one plain sentence of a finding: what it comes to, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..law import Measure
from ..law import law as whole_law
from ..logic import UNKNOWN
from ..vocabulary import allows, directions_of, fact, facts, in_order, labels
from .openings import granting
from .parts import Ground, Hinge, OutOfTime, Verdict

if TYPE_CHECKING:
    from ..cases import Case
    from .finding import Finding

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LONG = 40  # letters of an answer that a sentence still takes
SILENCES = 2  # presumptions that a sentence tells before it counts the rest


def sentence(finding: Finding) -> str:
    """What the verdict comes to, in one sentence."""
    tell = {
        Verdict.PROHIBITED: _barred,
        Verdict.NOT_PROHIBITED: _free,
        Verdict.UNDETERMINED: _open,
    }
    outcome = tell[finding.verdict](finding)
    clauses = [outcome, _silenced(finding), left_out(finding), _presumed(finding)]
    words = "; ".join(clause for clause in clauses if clause)
    return f"{words[0].upper()}{words[1:]}."


def tested(grounds: Iterable[Ground]) -> list[Ground]:
    """Those whose paragraph has tests; the others are told together, by subject."""
    return [ground for ground in grounds if not ground.measure.is_untested]


def paragraphs(count: int) -> str:
    """So many paragraphs.

    >>> paragraphs(1), paragraphs(2), paragraphs(22)
    ('one paragraph', 'two paragraphs', '22 paragraphs')
    """
    return f"{_number(count)} {_noun(count)}"


def _noun(count: int) -> str:
    return "paragraph" if count == 1 else "paragraphs"


def one_untested(finding: Finding) -> str:
    """One of the paragraphs without tests that may speak to a case."""
    count = len(finding.unsaid)
    return f"{'one' if count == 1 else f'one of {count}'} {_noun(count)} without tests"


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def is_beyond_words(finding: Finding) -> bool:
    """Whether nothing is open but what the vocabulary cannot say."""
    doubts = {doubt for described in facts().values() for doubt in described.untested.values()}
    return bool(finding.hinges_on) and finding.hinges_on <= doubts


def left_out(finding: Finding) -> str:
    """What the verdict presumes of a direction of which nothing is known, or nothing.

    Goods that are passed on go one way or the other; that they went neither way is left out. A
    case that counts "neither" among the directions leaves nothing out.
    """
    case, ways_of = finding.case, fact("conduct").directions
    possible = [act for act in fact("conduct").values if allows(case.value("conduct"), act)]
    acts = [act for act in possible if act in ways_of]
    is_open = case.value("direction") is UNKNOWN and "direction" in _open_facts(finding)
    if not acts or not is_open:
        return ""
    direction = fact("direction")
    ways = dict.fromkeys(way for act in acts for way in directions_of(act))
    words = " or ".join(direction.words(way) for way in ways)
    never = " or ".join(direction.words(way) for way in direction.values if way not in ways)
    # Of other acts that are possible it may well be true.
    is_certain = all(act in ways_of for act in possible)
    of_what = "" if is_certain else "of that, "
    return f"it is presumed that what was passed on went {words}; {of_what}“{never}” is left out"


def _open_facts(finding: Finding) -> frozenset[str]:
    return finding.hinges_on.union(*(ground.needs for ground in finding.grounds))


def _barred(finding: Finding) -> str:
    grounds = tested(finding.grounds)
    needs = frozenset().union(*(ground.needs for ground in grounds))
    if not grounds:
        return f"{one_untested(finding)} bars it, as the case says"
    count = paragraphs(len(grounds))
    if needs:
        return f"{count} bar it between them, whatever the answer on {labels(needs, ', ')}"
    return f"{count} bars it" if len(grounds) == 1 else f"{count} bar it, each alone"


def _free(finding: Finding) -> str:
    if lifted := finding.lifted or finding.spared:
        lifting = granting(opening for _, openings in lifted for opening in openings)
        verb = "lifts" if len(lifting) == 1 else "lift"
        would = "would" if finding.lifted else "might"
        return f"{paragraphs(len(lifted))} {would} bar it, but {', '.join(lifting)} {verb} that"
    # What comes first says most: a ban that is on its way, one that is nearly met, one that ended.
    if later := [measure for measure in finding.not_yet if measure.is_sure]:
        return f"no paragraph bars it yet; {_from(later)}"
    if finding.near_misses:
        count = len(finding.near_misses)
        names = {step.test.fact for _, failed in finding.near_misses for step in failed}
        missed = " and ".join(fact(name).inline_label for name in in_order(names))
        verb = "comes close but misses" if count == 1 else "come close but miss"
        return f"no paragraph bars it; {_number(count)} {verb} it by {missed}"
    if past := [measure for measure in finding.ended if measure.is_sure]:
        return f"no paragraph bars it any more; {past[0].id} did {past[0].words}"
    return "no paragraph that was in force is about it"


def _silenced(finding: Finding) -> str:
    """What a law that is not the whole one cannot say of a case, or nothing.

    The verdict is that of the law that was asked. It has lost paragraphs without tests, of which
    the whole law would have said that they may speak to the case.
    """
    lost = _lost(finding) if finding.verdict is Verdict.NOT_PROHIBITED else []
    if not lost:
        return ""
    which = "one of them speaks" if len(lost) > 1 else "that one speaks"
    return (
        f"this law is not the whole one: it lacks {paragraphs(len(lost))} without tests "
        f"({', '.join(measure.id for measure in lost)}), and whether {which} to it "
        "this vocabulary cannot say"
    )


def _lost(finding: Finding) -> list[Measure]:
    """The paragraphs without tests that may speak to the case and are in the whole law alone."""
    whole = whole_law()
    # The whole law is asked only where it could say something: it takes as long as the verdict.
    if finding.law == whole or not _may_be_untested(finding.case):
        return []
    rulebook = whole.rulebook
    alive, questions = rulebook.resolve(finding.case.given)
    return [
        ban.measure
        for ban in rulebook.bans_with(alive)
        if ban.measure.is_untested
        and not finding.law.has(ban.measure.id)
        and rulebook.end(alive & ban.with_ways_out, questions) is not False
    ]


def _may_be_untested(case: Case) -> bool:
    """Whether a case may be what only a paragraph without tests can speak to."""
    return any(
        allows(case.value(described.name), value)
        for described in facts().values()
        for value in described.untested
    )


def _from(later: list[OutOfTime]) -> str:
    ids = [measure.id for measure in later if measure.first == later[0].first]
    return f"{' and '.join(ids)} would {later[0].words}"


def _open(finding: Finding) -> str:
    if is_beyond_words(finding):
        untested = f"{paragraphs(len(finding.unsaid))} without tests"
        return (
            "the act has no name here, so no paragraph's tests can be put to it; whether "
            f"{untested}, or one that the data does not record, speaks to it this vocabulary "
            "cannot say"
        )
    first, *others = finding.answers
    count = "one question" if not others else f"{_number(len(others) + 1)} questions, first of all"
    return f"it hinges on {count} “{first.question}”{_settling(first)}"


def _settling(hinge: Hinge) -> str:
    """The answers that settle it by themselves, as far as they are short."""
    answers = [
        f"{outcome.words} {verb}"
        for verb, outcomes in (("bars it", hinge.bars), ("frees it", hinge.frees))
        for outcome in outcomes
        if len(outcome.words) <= LONG
    ]
    return f" ({', '.join(answers)})" if answers else ""


def _presumed(finding: Finding) -> str:
    """What a settled verdict rests on because nobody has said otherwise."""
    # That a case is not about one project or kind of part goes without saying.
    names = [name for name in in_order(finding.assumed) if not fact(name).particular]
    if finding.verdict is Verdict.UNDETERMINED or not names:
        return ""
    if finding.verdict is Verdict.NOT_PROHIBITED:
        verb = "fact is" if len(names) == 1 else "facts are"
        return f"{_number(len(names))} {verb} presumed"
    silences = [silence for name in names if (silence := _silence(finding, name))][:SILENCES]
    rest = len(names) - len(silences)
    if rest:
        more = "more " if silences else ""
        silences.append(f"{_number(rest)} {more}{'fact is' if rest == 1 else 'facts are'} presumed")
    return "; ".join(silences)


def _silence(finding: Finding, name: str) -> str:
    """How a presumption is told, unless it comes with the thing."""
    return fact(name).silence if finding.case.origin(name)[1] == "presumed" else ""
