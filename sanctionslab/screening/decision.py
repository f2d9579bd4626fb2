"""Decision: what all rows of one kind are told, with the argument behind it."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import date
from html import escape
from itertools import pairwise, product
from typing import Any, NamedTuple

from ..cases import Case
from ..errors import KitError, shown
from ..law import Law
from ..logic import UNKNOWN
from ..outline import Part, as_text, lines_of, part_html
from ..verdict import Finding, Ground, Verdict, classify
from ..vocabulary import FactError, every_fact, fact, in_order
from .scope import DAY, checked_law, scope_of
from .tokens import Token, read_back


class Row(NamedTuple):
    """What `screen` adds to a row, under these names."""

    verdict: str = ""
    measures: str = ""
    possible: str = ""
    hinges_on: str = ""
    decision: str = ""
    reason: str = ""


class Decision:
    """What `screen` decided for all rows with the same id: the argument behind them.

    `verdict`, `measures` (ids that prohibit), `possible` (ids that might) and `hinges_on` are what
    the columns hold; `findings` holds what `classify` said of each of the `cases` that the id
    stands for: one, or one for each stretch of law in a period.

    >>> december = "on=2017-12-01..2017-12-31;direction=to_dprk;conduct=transfer;hs=8703"
    >>> decision = explain(december)
    >>> decision.verdict == "undetermined", "on" in decision.hinges_on
    (True, True)
    >>> decision.changes
    (datetime.date(2017, 12, 22),)
    """

    def __init__(self, id: str, law: Law | None = None) -> None:
        self.id = id
        self.law = checked_law(law)
        self._scope = scope_of(self.law)
        self._tokens = read_back(id, self._scope)
        values = [token.values(self._scope) for token in self._tokens.values()]
        self.cases = tuple(
            _case(dict(zip(self._tokens, given, strict=True))) for given in product(*values)
        )
        self.findings = tuple(classify(case, self.law) for case in self.cases)
        verdicts = {finding.verdict for finding in self.findings}
        self.verdict = verdicts.pop() if len(verdicts) == 1 else Verdict.UNDETERMINED

    @property
    def _is_open(self) -> bool:
        return self.verdict is Verdict.UNDETERMINED

    @functools.cached_property
    def measures(self) -> tuple[str, ...]:
        """The ids of the paragraphs that prohibit, in the order of the law."""
        if self._is_open:
            return ()
        return self._ids(ground for finding in self.findings for ground in finding.grounds)

    @functools.cached_property
    def possible(self) -> tuple[str, ...]:
        """The ids of the paragraphs that might prohibit, in the order of the law."""
        touching = [ground for finding in self.findings for ground in finding.possible]
        if self._is_open:
            touching += [ground for finding in self.findings for ground in finding.grounds]
        return tuple(id for id in self._ids(touching) if id not in self.measures)

    @functools.cached_property
    def hinges_on(self) -> frozenset[str]:
        """The unknown facts that can still change the verdict."""
        if not self._is_open:
            return frozenset()
        varying = {name for name in ("on", "direction") if self._varies(name)}
        return frozenset(varying.union(*(finding.hinges_on for finding in self.findings)))

    def _ids(self, grounds: Iterable[Ground]) -> tuple[str, ...]:
        return tuple(sorted({ground.id for ground in grounds}, key=self._scope.order.__getitem__))

    def _varies(self, name: str) -> bool:
        """Whether the answer turns on which of its values a fact has, the others held."""
        ends: dict[tuple, set] = {}
        for case, finding in zip(self.cases, self.findings, strict=True):
            others = tuple(pair for pair in case.given.items() if pair[0] != name)
            ends.setdefault(others, set()).add(finding.end)
        return any(len(different) > 1 for different in ends.values())

    @functools.cached_property
    def _by_day(self) -> list[tuple[Case, Finding]]:
        """The cases with their findings, by direction and then by day."""
        pairs = zip(self.cases, self.findings, strict=True)
        return sorted(
            pairs, key=lambda pair: (str(pair[0].value("direction")), str(pair[0].value("on")))
        )

    @property
    def changes(self) -> tuple[date, ...]:
        """The days inside the period on which the answer changes."""
        days = {
            later.given["on"]
            for (case, finding), (later, after) in pairwise(self._by_day)
            if case.but(on=later.given["on"]) == later and finding.end != after.end
        }
        return tuple(sorted(days))

    @functools.cached_property
    def _argued(self) -> list[tuple[Case, Finding]]:
        """The cases and findings without those that repeat the one before them on a later day."""
        argued, last = [], None
        for case, finding in self._by_day:
            parts = (finding.grounds, finding.possible, finding.exceptions)
            ids = [[part.id for part in several] for several in parts]
            kind = case.value("direction"), finding.end, ids
            if kind != last:
                argued.append((case, finding))
            last = kind
        return argued

    @property
    def reason(self) -> str:
        """Why the row as it stands has no answer, beyond the facts in `hinges_on`.

        Its period, in which the answer changes, or its code, which is too short.
        """
        if not self._is_open:
            return ""
        reasons = []
        if self.changes:
            days = ", ".join(map(str, self.changes))
            reasons.append(f"the answer changes inside the period, on {days}")
        if self._longer_code_settles():
            code = self._tokens["hs"].text
            reasons.append(f"HS code {code} is too short: a longer one could settle it")
        return "; ".join(reasons)

    @functools.cached_property
    def share_of_days(self) -> float | None:
        """The part of the days of its period on which a row is prohibited, 0 to 1.

        A day counts where every direction that the row may have is prohibited. None for a stretch
        without a beginning or an end, and for a day that is unknown.

        >>> december = "on=2017-12-01..2017-12-31;direction=to_dprk;conduct=transfer;hs=8421"
        >>> round(explain(december).share_of_days, 3)   # ten of 31 days
        0.323
        """
        verdicts: dict[Any, set[Verdict]] = {}
        for case, finding in zip(self.cases, self.findings, strict=True):
            verdicts.setdefault(case.given.get("on"), set()).add(finding.verdict)
        barred = {day: found == {Verdict.PROHIBITED} for day, found in verdicts.items()}
        if len(set(barred.values())) == 1:
            return float(next(iter(barred.values())))
        days = self._tokens["on"].days()
        if days is None:
            return None
        begins = sorted(barred)
        ends = [*begins[1:], days[1] + DAY]
        lengths = ((end - day).days for day, end in zip(begins, ends, strict=True))
        counted = sum(n for n, day in zip(lengths, begins, strict=True) if barred[day])
        return counted / ((days[1] - days[0]).days + 1)

    def _longer_code_settles(self) -> bool:
        code = self._tokens["hs"].text if "hs" in self._tokens else ""
        if "item" in self._tokens or not code.isdecimal() or not self._scope.codes.below(code):
            return False
        return any(
            not Decision(self.id.replace(f"hs={code}", f"hs={one}", 1), self.law)._is_open
            for one in (*self._scope.codes.next_below(code), f"{code}*")
        )

    def explain(self) -> str:
        """The argument as text: what the decision stands for, then the finding for each stretch."""
        parts = ["\n".join(as_text([self._kind])).rstrip()]
        if self._stretches:
            parts[0] += f"\n{self._stretches}"
        for case, finding in self._argued:
            if self._stretches:
                parts.append(f"--- {_stretch(case)} ---")
            parts.append(finding.explain())
        return "\n\n".join(parts)

    @property
    def _kind(self) -> Part:
        """What the rows of this kind have in common."""
        heading = f"{self.verdict.upper()}: the decision for every row with"
        return Part(heading, lines_of(map(self._line, self._tokens.values())))

    @property
    def _stretches(self) -> str:
        """A sentence where such rows are several cases, else nothing."""
        count = len(self._argued)
        if count == 1:
            return ""
        return f"Rows of this kind cover {count} cases that the law treats differently."

    def _line(self, token: Token) -> str:
        assumed = " (assumed for all rows)" if token.assumed else ""
        return f"{fact(token.name).label}: {token.words(self._scope)}{assumed}"

    def __repr__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        html = part_html(self._kind)
        if self._stretches:
            html += f"<p>{escape(self._stretches)}</p>"
        for case, finding in self._argued:
            html += f"<h4>{escape(_stretch(case))}</h4>" if self._stretches else ""
            html += finding._repr_html_()
        return html


def _stretch(case: Case) -> str:
    """Which of the cases of a decision this is."""
    return "; ".join(fact(name).words(case.value(name)) for name in ("on", "direction"))


def _case(given: dict[str, Any]) -> Case:
    """A case of a decision.

    A row of trade tells the day of shipment, not that of the contract, which is unknown if not
    given.
    """
    try:
        contract = {"contract_date": UNKNOWN} if "contract_date" in every_fact() else {}
        return Case(**{**contract, **given})
    except FactError as error:
        raise KitError(str(error), error.name, error.value, error.allowed) from None


@functools.lru_cache(maxsize=1 << 17)
def answer(id: str, law: Law) -> Row:
    """What the rows of a decision are told, remembered for the next frame."""
    decision = Decision(id, law)
    return Row(
        verdict=str(decision.verdict),
        measures="; ".join(decision.measures),
        possible="; ".join(decision.possible),
        hinges_on="; ".join(in_order(decision.hinges_on)),
        decision=id,
        reason=decision.reason,
    )


def explain(decision: str, law: Law | None = None) -> Decision:
    """The full argument behind a row.

    Turns what `screen` wrote into its column `decision` back into cases and findings.

    Arguments: `decision`, the text from the column; `law`, the law that the rows were screened
    under, if not the whole law. Returns a Decision, which prints as the argument. It needs nothing
    but the text, so it works in another session. Raises KitError for text that is no decision, or
    one made under another law.

    >>> stretch = "on=2019-12-23..2022-12-08;direction=to_dprk;conduct=transfer;hs=8421"
    >>> print(explain(stretch))   # doctest: +ELLIPSIS
    PROHIBITED: the decision for every row with
      Date: from 23 December 2019 to 8 December 2022
      Direction: into the DPRK
      What was done: goods were passed on (supplied, sold, given, lent)
      HS code: 8421
    <BLANKLINE>
    PROHIBITED. ...
    """
    if not isinstance(decision, str) or decision == "":
        raise KitError(
            f"explain needs the text of a decision, not {shown(decision)}. "
            'Take it from the column "decision"; an unreadable row has none.',
            "decision",
            decision,
        )
    return Decision(decision, checked_law(law))
