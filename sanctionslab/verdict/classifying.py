"""classify(): from a case and a law to a finding."""

from __future__ import annotations

from ..cases import Case
from ..law import Law
from ..law import law as whole_law
from .finding import Finding


def classify(case: Case, law: Law | None = None) -> Finding:
    """The verdict on a case under a law, with its reasons.

    Arguments: `case`, a Case; `law`, a Law, the whole law in `data/law/` if left out.
    Returns a Finding. The verdict is exact: if every way of filling in the unknown facts gives the
    same answer, that is the answer. What was passed on is presumed to have gone into a country or
    out of it: where the direction is unknown, "none" is left out, and the finding says so.
    Raises KitError if the case is no Case or the law no Law.

    >>> barred_both_ways = Case(on="2018-06-01", conduct="transfer", hs="8418")
    >>> finding = classify(barred_both_ways)
    >>> finding.verdict == "prohibited", "“neither” is left out" in finding.sentence
    (True, True)
    >>> tea_set = Case(
    ...     on="2024-06-19", direction="to_dprk", conduct="transfer", item="porcelain_tableware"
    ... )
    >>> sorted(classify(tea_set).hinges_on)
    ['national_luxury', 'unit_value_usd']
    """
    return Finding(case, whole_law() if law is None else law)
