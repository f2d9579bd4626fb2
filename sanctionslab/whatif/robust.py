"""whatif/robust."""

from dataclasses import dataclass
from itertools import combinations

from ..cases import chains_of
from ..logic import UNKNOWN
from ..verdict import Verdict, classify, engine
from .trust import distrust, sources_of


@dataclass(frozen=True)
class Robustness:
    """How much of the evidence a verdict can lose: every smallest set of sources whose loss makes it fall, and what follows.

    `cut` says whether the search was cut short before it found one.
    """

    verdict: Verdict
    sets: tuple
    after: tuple
    cut: bool = False

    def __repr__(self):
        if not self.sets:
            return f"{self.verdict}: {'the search was cut before it found a set of sources' if self.cut else 'there is no set of sources'} whose loss makes it fall."
        lines = [f"{self.verdict}: it falls if one disbelieves"]
        lines += [f"  {', '.join(sorted(s))} -> {v}" for s, v in zip(self.sets, self.after)]
        return "\n".join(lines)


def robust(case, law=None, *, budget=20000):
    """The smallest sets of sources that one must disbelieve before the verdict falls.

    Arguments: `case`, with its evidence; `law`, the whole law if left out; `budget`, the most sets tried.
    Returns Robustness: `.sets`, all of the smallest size, `.after`, the verdict that each leaves, and `.cut`.

    >>> from sanctionslab.cases import case
    >>> [sorted(s) for s in robust(case("aurus-2024-02")).sets]
    [['kcna', 'korea-herald'], ['kcna', 'rodong']]
    """
    finding = classify(case, law)
    e, before = engine(finding.law), finding.verdict
    resting = [n for n, known in case.evidence.items() if known.rows]
    falling = []
    for count in range(1, len(resting) + 1):
        for names in combinations(resting, count):
            fallen = {n: UNKNOWN if n == "on" else None for n in names}
            if e.verdict(case.but(**fallen).given) is not before:
                falling.append(
                    {
                        frozenset(chain)
                        for n in names
                        for row in case.evidence[n].rows
                        for chain in chains_of(row)
                    }
                )
    tried = 0
    for size in range(1, len(sources_of(case)) + 1 if falling else 0):
        sets = set().union(*(_hitting_sets(wanted, size) for wanted in falling))
        tried += len(sets)
        if tried > budget:
            return Robustness(before, (), (), cut=True)
        after = {s: e.verdict(distrust(case, *s).given) for s in sorted(sets, key=sorted)}
        falls = {s: verdict for s, verdict in after.items() if verdict is not before}
        if falls:
            return Robustness(before, tuple(falls), tuple(falls.values()))
    return Robustness(before, (), ())


def _hitting_sets(wanted, size):
    """Sets of `size` links or fewer that break every chain."""
    found = {frozenset()}
    for chain in sorted(wanted, key=lambda chain: (len(chain), sorted(chain))):
        found = {
            s if s & chain else s | {link}
            for s in found
            for link in chain
            if s & chain or len(s) < size
        }
    return found
