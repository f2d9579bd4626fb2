"""whatif/deciders."""

from dataclasses import dataclass
from itertools import combinations, product

from ..outline import Answers
from ..verdict import Verdict, classify, engine
from ..vocabulary import facts
from .changes import Change, _bounded, _contradicts, _goes_nowhere


@dataclass(frozen=True)
class Decider:
    """A smallest set of unknown facts that can settle a case, with the answers that do.

    `answers` holds (answer, verdict) pairs; an answer is a tuple of Change, one for each fact, and no part of it settles the case.
    `settles` is the share of all combinations of answers that settle it.
    """

    facts: frozenset
    answers: tuple
    settles: float

    def __str__(self):
        return "; ".join(
            f"{' and '.join(map(str, answer))} -> {verdict}" for answer, verdict in self.answers
        )


def deciders(case, law=None, *, size=4, budget=20000):
    """The smallest sets of unknown facts that can settle an undetermined case, the best question first.

    Arguments: `case`; `law`, the whole law if left out; `size`, the most facts in a set; `budget`, the most answers tried.
    Returns Answers of Decider, empty for a case that is settled; `.cut` says whether the search was cut short.

    >>> tea = Case(on="2024-06-19", direction="to_dprk", conduct="transfer", item="porcelain_tableware")
    >>> [sorted(d.facts) for d in deciders(tea)]
    [['unit_value_usd'], ['national_luxury'], ['national_luxury', 'unit_value_usd']]
    """
    before = classify(case, law)
    law = before.law
    _bounded(size, budget)
    open_facts = [n for n in facts() if n in before.hinges_on]
    answers = {
        n: _days(before) if n == "on" else _tellable(n, engine(law).answers(n, case), case)
        for n in open_facts
    }
    found, cut = [], len(open_facts) > size
    settled, tried = set(), 0
    for count in range(1, min(size, len(open_facts)) + 1):
        for names in combinations(open_facts, count):
            options = [[(n, values[0]) for values in answers[n]] for n in names]
            decisive, done, total = [], 0, 0
            for answer in product(*options):
                given = {**case.given, **dict(answer)}
                if _contradicts(given) or _goes_nowhere(dict(answer)):
                    continue
                tried += 1
                if tried > budget:
                    return _ranked(found, True)
                total += 1
                if any(part <= set(answer) for part in settled):
                    done += 1
                    continue
                verdict = engine(law).verdict(given)
                if verdict is not Verdict.UNDETERMINED:
                    decisive.append((answer, verdict))
                    done += 1
            if decisive:
                told = tuple(
                    (tuple(Change(n, v, _rest(answers[n], v)) for n, v in answer), verdict)
                    for answer, verdict in decisive
                )
                found.append(Decider(frozenset(names), told, done / total))
        settled |= {
            frozenset((c.name, c.value) for c in answer)
            for decider in found
            for answer, _ in decider.answers
        }
    return _ranked(found, cut)


def _tellable(name, classes, case):
    """The classes of answers without a transfer that would go nowhere, each led by a value that goes with every other fact."""
    kept = ([v for v in values if not _goes_nowhere({**case.given, name: v})] for values in classes)
    return tuple(
        tuple(sorted(values, key=lambda value: value in ("transfer", "none")))
        for values in kept
        if values
    )


def _days(finding):
    """The days that could be the answer, in classes: on those of one class the law is the same."""
    e, classes = engine(finding.law), {}
    for day, mask, _ in e.variables[e.days(finding.case.given.get("contract_date"))][1]:
        classes.setdefault(mask, []).append(day)
    return tuple(map(tuple, classes.values()))


def _ranked(found, cut):
    ranked = sorted(
        found, key=lambda d: (len(d.facts), -d.settles, [n not in d.facts for n in facts()])
    )
    return Answers(ranked, cut, "Ask this first:", "nothing: the verdict is settled")


def _rest(classes, value):
    return next(values[1:] for values in classes if values[0] == value)
