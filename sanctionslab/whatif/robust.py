"""robust(): how much of its evidence a verdict can lose."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from ..cases import Case, chains_of
from ..law import Law
from ..verdict import Finding, Verdict, classify, verdict_of
from .changes import check_bounds
from .trust import distrust, sources_of


@dataclass(frozen=True)
class Robustness:
    """Every smallest set of sources whose loss makes a verdict fall, and what follows.

    `after` holds the verdict that each of the `sets` leaves; `cut` says whether the search was cut
    short before it found one.
    """

    verdict: Verdict
    sets: tuple[frozenset[str], ...]
    after: tuple[Verdict, ...]
    cut: bool = False

    def __repr__(self) -> str:
        if not self.sets:
            none = "there is no set of sources"
            if self.cut:
                none = "the search was cut before it found a set of sources"
            return f"{self.verdict}: {none} whose loss makes it fall."
        lines = [f"{self.verdict}: it falls if one disbelieves"]
        for sources, verdict in zip(self.sets, self.after, strict=True):
            lines.append(f"  {', '.join(sorted(sources))} -> {verdict}")
        return "\n".join(lines)


def robust(case: Case, law: Law | None = None, *, budget: int = 20000) -> Robustness:
    """The smallest sets of sources that one must disbelieve before the verdict falls.

    Arguments: `case`, with its evidence; `law`, the whole law if left out; `budget`, the most sets
    tried. Returns Robustness: `.sets`, all of the smallest size, `.after`, the verdict that each
    leaves, and `.cut`.

    >>> from sanctionslab.cases import case
    >>> [sorted(s) for s in robust(case("aurus-2024-02")).sets]
    [['kcna', 'korea-herald', 'kremlin'], ['kcna', 'korea-herald', 'ria'], \
['kcna', 'kremlin', 'rodong'], ['kcna', 'ria', 'rodong']]
    """
    finding = classify(case, law)
    check_bounds(1, budget)
    before, rulebook = finding.verdict, finding.law.rulebook
    # The verdict falls with some facts, and a fact with its last chain of reports: so only sets of
    # sources that break all chains behind such facts need to be tried, and not all sets there are.
    to_break = _chains_to_break(finding)
    tried = 0
    for size in range(1, len(sources_of(case)) + 1):
        sets = set().union(*(_hitting_sets(chains, size) for chains in to_break))
        tried += len(sets)
        if tried > budget:
            return Robustness(before, (), (), cut=True)
        falls = {}
        # In order, so that every run tells the same.
        for sources in sorted(sets, key=sorted):
            verdict = verdict_of(rulebook.settled_of(distrust(case, *sources).given))
            if verdict is not before:
                falls[sources] = verdict
        if falls:
            return Robustness(before, tuple(falls), tuple(falls.values()))
    return Robustness(before, (), ())


def _chains_to_break(finding: Finding) -> list[set[frozenset[str]]]:
    """For each set of facts without which the verdict falls, the chains of reports behind them."""
    case, rulebook = finding.case, finding.law.rulebook
    resting = [name for name, evidence in case.evidence.items() if evidence.rows]
    chains = []
    for count in range(1, len(resting) + 1):
        for names in combinations(resting, count):
            rows = [row for name in names for row in case.evidence[name].rows]
            # Where the date falls, the day before which it cannot have been holds, or falls too.
            for since_rows in _with_and_without_since(case, names):
                fallen = case.without(*names, since=not since_rows)
                if verdict_of(rulebook.settled_of(fallen.given)) is not finding.verdict:
                    chains.append(
                        {
                            frozenset(chain)
                            for row in (*rows, *since_rows)
                            for chain in chains_of(row)
                        }
                    )
    return chains


def _with_and_without_since(case: Case, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The rows that fall too where a date goes, and with it, or not, what bounds it from below."""
    yield ()
    if "on" in names and case.evidence["on"].since_rows:
        yield case.evidence["on"].since_rows


def _hitting_sets(chains: Iterable[frozenset[str]], size: int) -> set[frozenset[str]]:
    """Sets of `size` links or fewer that break every chain."""
    sets: set[frozenset[str]] = {frozenset()}
    # The shortest chains first: they leave the least choice. The order of names makes it the same
    # in every run.
    for chain in sorted(chains, key=lambda chain: (len(chain), sorted(chain))):
        broken = {links for links in sets if links & chain}
        extensible = (links for links in sets - broken if len(links) < size)
        sets = broken | {links | {link} for links in extensible for link in chain}
    return sets
