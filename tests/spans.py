"""Many cases of which not all is known, judged by the kit and by the oracle: do they differ?

By hand, with a number of examples and a seed: python tests/spans.py 100000 1
Hypothesis makes them, in parts: it keeps all that it has tried in a part.
"""

import sys
import time

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from oracle import ORACLE, hazy_cases

import sanctionslab as sl

PART = 2_000


def differing(count, seed, counts):
    """The cases, of so many, on which the kit and the oracle differ."""
    found = []

    @seeded(seed)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(hazy_cases(known=2))
    def judge(case):
        told = ORACLE.verdict(case)
        counts[told] += 1
        finding = sl.classify(sl.Case(**case))
        is_open = finding.verdict == sl.Verdict.UNDETERMINED
        if finding.verdict != told or is_open != bool(finding.hinges_on):
            found.append((case, told, finding.verdict))

    judge()
    return found


def main(count="1000", seed="0"):
    """Judge, and print what differs, and how many were judged."""
    counts = dict.fromkeys(map(str, sl.Verdict), 0)
    began, differences = time.monotonic(), 0
    for part in range(0, int(count), PART):
        for case, told, said in differing(min(PART, int(count) - part), f"{seed} {part}", counts):
            differences += 1
            print(f"{case}: the oracle says {told}, the kit {said}", flush=True)
        words = ", ".join(f"{number:,} {name}" for name, number in counts.items())
        print(f"{time.monotonic() - began:.0f} s: {words}; {differences} differ", flush=True)
    return int(differences > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
