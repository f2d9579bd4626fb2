"""What one answer, true of all rows, would settle among those that are open."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import KitError
from ..law import Law
from ..vocabulary import fact
from .decision import answer
from .groups import Sum
from .tally import Tally

MOST_KINDS = 300  # kinds of open rows that are asked about, those with the most rows first
SMALL = ("yes/no", "choice")  # facts whose answers can be tried one by one
OPEN = "undetermined"


class Settling(NamedTuple):
    """An answer to one fact, and the open rows to which it brings a verdict."""

    fact: str
    value: str
    verdict: str
    sum: Sum


def settling(tally: Tally) -> list[Settling]:
    """The answers that settle open rows by themselves, the most rows first."""
    sums: dict[tuple[str, str, str], Sum] = {}
    kinds = [kind for kind in tally.kinds if kind.group == OPEN][:MOST_KINDS]
    for kind in kinds:
        for name in kind.row.hinges_on.split("; "):
            for value in answers_to(name):
                verdict = verdict_with(kind.row.decision, name, value, tally.plan.scope.law)
                if verdict not in ("", OPEN):
                    key = name, value, verdict
                    sums[key] = sums.get(key, Sum()) + kind.sum
    answers = [Settling(*key, total) for key, total in sums.items()]
    return sorted(answers, key=lambda each: -each.sum.rows)


def answers_to(name: str) -> list[str]:
    """The answers to a fact that can be tried one by one.

    >>> answers_to("national_luxury"), answers_to("item")
    (['yes', 'no'], [])
    """
    described = fact(name) if name else None
    if described is None or described.type not in SMALL:
        return []
    return ["yes", "no"] if described.type == "yes/no" else list(described.values)


def verdict_with(id: str, name: str, value: str, law: Law) -> str:
    """The verdict of a decision with one more fact; empty where that cannot be.

    >>> from ..law import law
    >>> open = "on=2018-01-23..2019-12-21;direction=to_dprk;conduct=transfer;hs=3303"
    >>> [verdict_with(open, "national_luxury", value, law()) for value in ("yes", "no")]
    ['prohibited', 'not prohibited']
    """
    facts = dict(part.split("=", 1) for part in id.split(";"))
    facts[name] = value
    try:
        return answer(";".join(map("=".join, facts.items())), law).verdict
    except KitError:
        return ""
