"""The presumed facts that a verdict rests on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product
from typing import TYPE_CHECKING

from ..logic import UNKNOWN
from ..vocabulary import in_order
from .parts import Verdict, verdict_of

if TYPE_CHECKING:
    from .finding import Finding


def assumed(finding: Finding, asked: frozenset[str]) -> frozenset[str]:
    """Those of which another value, of one alone or of several together, would turn the verdict.

    Arguments: `asked`, the facts that could matter.
    """
    rest = _Turns(finding)
    presumed = in_order(asked - finding.hinges_on - finding.case.given.keys() - {"hs"})
    presumed = [name for name in presumed if finding.case.value(name) is not UNKNOWN]
    turning = {name for name in presumed if rest.by_other_values((name,))}
    left = [name for name in presumed if name not in turning]
    if finding.verdict is Verdict.UNDETERMINED:
        return frozenset(turning)
    size = 2
    while size <= len(left) and rest.by_knowing_nothing(left):
        groups = (names for names in combinations(left, size) if rest.by_other_values(names))
        turning.update(*groups)
        left = [name for name in left if name not in turning]
        size += 1
    return frozenset(turning)


class _Turns:
    """Whether the verdict turns when facts are otherwise."""

    def __init__(self, finding: Finding) -> None:
        self.given, self.verdict = finding.case.given, finding.verdict
        self.rulebook = finding.law.rulebook

    def by_other_values(self, names: Iterable[str]) -> bool:
        """Whether some other values of these facts turn the verdict."""
        names = tuple(names)
        values = product(*(self.rulebook.possible(name) for name in names))
        return any(self._is_turned_by(dict(zip(names, some, strict=True))) for some in values)

    def by_knowing_nothing(self, names: Iterable[str]) -> bool:
        """Whether the verdict would be another if nothing were known of these facts."""
        return self._is_turned_by(dict.fromkeys(names, UNKNOWN))

    def _is_turned_by(self, facts: dict) -> bool:
        settled = self.rulebook.settled_of({**self.given, **facts})
        return verdict_of(settled) is not self.verdict
