"""The presumed facts that a verdict rests on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product
from typing import TYPE_CHECKING

from ..law import NONE, Clauses, Position, Reading, union
from ..logic import UNKNOWN
from ..vocabulary import from_the_item, in_order, is_open
from .parts import Verdict, verdict_of

if TYPE_CHECKING:
    from .finding import Finding


def assumed(finding: Finding, reading: Reading, position: Position) -> frozenset[str]:
    """Those of which another value, of one alone or of several together, would turn the verdict."""
    turns = _Turns(finding, reading, position)
    case = finding.case
    # The code goes with the thing, and is no presumption of its own.
    open_to_doubt = in_order(reading.asked - finding.hinges_on - case.given.keys() - {"hs"})
    presumed = [name for name in open_to_doubt if case.value(name) is not UNKNOWN]
    turning = {name for name in presumed if turns.by_another_value(name)}
    left = [name for name in presumed if name not in turning]
    # A verdict that is open stays open when less is known, so the bound below would tell nothing.
    if finding.verdict is Verdict.UNDETERMINED:
        return frozenset(turning)
    size = 2
    # Where to know nothing of those that are left turns nothing, no values of theirs do. It is
    # asked first, as it is one question, and the groups are many.
    while size <= len(left) and turns.by_knowing_nothing(left):
        groups = (names for names in combinations(left, size) if turns.by_other_values(names))
        turning.update(*groups)
        left = [name for name in left if name not in turning]
        size += 1
    return frozenset(turning)


class _Turns:
    """Whether the verdict turns when facts are otherwise."""

    def __init__(self, finding: Finding, reading: Reading, position: Position) -> None:
        self.case, self.verdict = finding.case, finding.verdict
        self.rulebook = finding.law.rulebook
        self.reading, self.position = reading, position
        # Of each ban that prohibits for sure: the clauses that are met, and the ways out of it.
        open_ = union(question.touches for question in position.questions)
        met = position.alive & ~open_
        self.sure = [(ban.clauses & met, ban.ways_out) for ban in finding.barring]

    def by_another_value(self, name: str) -> bool:
        """Whether some other value of a fact turns the verdict."""
        # Quick, and enough for most facts of a case that is prohibited.
        if self._is_barred_whatever((name,)):
            return False
        if not self._moves_alone(name):
            return self.by_other_values((name,))
        # What the other facts leave standing holds, whatever the value.
        alive, presumed = self.reading.alive_but_for(frozenset({name})), self.case.value(name)
        return any(
            self._ends_otherwise(alive & self.rulebook.standing(name, other))
            for other in self.rulebook.possible(name)
            if other != presumed
        )

    def _moves_alone(self, name: str) -> bool:
        """Whether no other fact moves with it, and what they leave standing is known.

        Of a thing that is open a code may tell what it brings: that only the whole case says.
        """
        is_known = not is_open(self.case.value("item"))
        return is_known and (name in from_the_item() or name in self.rulebook.singles)

    def _is_barred_whatever(self, names: Iterable[str]) -> bool:
        """Whether some ban prohibits for sure that asks nothing of these facts, nor do those of
        the ways out of it that no other fact has closed."""
        names = frozenset(names)
        asking = union(self.rulebook.about.get(name, NONE) for name in names)
        alive = self.reading.alive_but_for(names) if self.sure else NONE
        return any(met & ~asking and not ways_out & alive for met, ways_out in self.sure)

    def _ends_otherwise(self, alive: Clauses) -> bool:
        """Whether the case would end otherwise with these clauses alive."""
        settled = self.rulebook.settled(alive, self.position.questions)
        return verdict_of(settled) is not self.verdict

    def by_other_values(self, names: tuple[str, ...]) -> bool:
        """Whether some other values of these facts turn the verdict."""
        every_choice = product(*(self.rulebook.possible(name) for name in names))
        others = (dict(zip(names, values, strict=True)) for values in every_choice)
        return any(map(self._is_turned_by, others))

    def by_knowing_nothing(self, names: Iterable[str]) -> bool:
        """Whether the verdict would be another if nothing were known of these facts."""
        if self._is_barred_whatever(names):
            return False
        return self._is_turned_by(dict.fromkeys(names, UNKNOWN))

    def _is_turned_by(self, facts: dict) -> bool:
        settled = self.rulebook.settled_of({**self.case.given, **facts})
        return verdict_of(settled) is not self.verdict
