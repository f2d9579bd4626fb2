"""Decision: the finding on what all rows of one kind are, with its text in the table."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ..cases import Case
from ..errors import KitError, shown
from ..law import Law, Split
from ..logic import UNKNOWN
from ..outline import Line, Part
from ..verdict import Finding, Ground, Verdict
from ..vocabulary import Span, every_fact, fact, in_order
from .scope import Scope, checked_law, scope_of
from .tokens import Token, read_back, with_own_code

EVERY_ROW = "It is the decision for every row with"


class RowAnswer(NamedTuple):
    """What `screen` adds to a row, under these names."""

    verdict: str = ""
    measures: str = ""
    possible: str = ""
    hinges_on: str = ""
    decision: str = ""
    reason: str = ""


class Decision(Finding):
    """What `screen` decided for all rows with the same id: a finding on the case that they are.

    Of each fact the case holds what the row leaves possible: one value, several, or a span. The
    rest is that of every Finding; `id` is the text in the column.

    >>> december = explain("on=2017-12-01..2017-12-31;direction=to_dprk;conduct=transfer;hs=8703")
    >>> december.case.value("on"), december.verdict == "undetermined", "on" in december.hinges_on
    (between("2017-12-01", "2017-12-31"), True, True)
    >>> december.changes
    (datetime.date(2017, 12, 22),)
    """

    def __init__(self, id: str, law: Law | None = None, hs: object = None) -> None:
        self.id = id
        law = checked_law(law)
        self._scope = scope_of(law)
        self._tokens = read_back(id, self._scope)
        if hs is not None:
            self._tokens = with_own_code(self._tokens, hs, self._scope)
        super().__init__(_case(self._tokens, self._scope), law)

    @property
    def _is_open(self) -> bool:
        return self.verdict is Verdict.UNDETERMINED

    @property
    def changes(self) -> tuple[date, ...]:
        """The days inside the period on which the answer changes."""
        end, days = self.end, self.case.given["on"]
        if not isinstance(days, Span) or not isinstance(end, Split) or end.question.fact != "on":
            return ()
        ends = zip(end.question.answers, end.ends, strict=True)
        return tuple(
            answer.value for (_, before), (answer, after) in pairwise(ends) if before != after
        )

    @property
    def reason(self) -> str:
        """Why the row as it stands has no answer, beyond the facts in `hinges_on`.

        Its period, in which the answer changes, or its code, which is too short.
        """
        reasons = []
        if self.changes:
            days = ", ".join(map(str, self.changes))
            reasons.append(f"the answer changes inside the period, on {days}")
        if self._is_open and self._longer_code_settles():
            code = self._tokens["hs"].text
            reasons.append(f"HS code {code} is too short: a longer one could settle it")
        return "; ".join(reasons)

    def _longer_code_settles(self) -> bool:
        code = self._tokens["hs"].text if "hs" in self._tokens else ""
        codes, rulebook = self._scope.codes, self.law.rulebook
        if "item" in self._tokens or not code.isdecimal() or not codes.below(code):
            return False
        longer = (*codes.next_below(code), codes.beside(code))
        return any(
            rulebook.settled_of({**self.case.given, "hs": digits}) is not None
            for digits in filter(None, longer)
        )

    @property
    def share_of_days(self) -> float | None:
        """The part of the days of its period on which a row is prohibited, 0 to 1.

        A day counts where the row is prohibited whatever else is open. None for a day that is
        unknown, and where days without end are prohibited and others are not.

        >>> december = "on=2017-12-01..2017-12-31;direction=to_dprk;conduct=transfer;hs=8421"
        >>> round(explain(december).share_of_days, 3)   # ten of 31 days
        0.323
        """
        if not self._is_open or isinstance(self.case.given["on"], date):
            return float(self.verdict is Verdict.PROHIBITED)
        stretches = self.by_day
        barred = [stretch.days for stretch in stretches if stretch.verdict is Verdict.PROHIBITED]
        if not barred:
            return 0.0 if stretches else None
        counts = [stretch.days for stretch in stretches]
        if None in counts:  # a stretch without an end has no number of days
            return None
        return sum(filter(None, barred)) / sum(filter(None, counts))

    def outline(self) -> list[Part]:
        """The argument of the finding, with what the rows have in common after its first screen."""
        first, *rest = super().outline()
        return [first, Part(EVERY_ROW, list(map(self._line, self._tokens.values()))), *rest]

    def _line(self, token: Token) -> Line:
        assumed = " (assumed for all rows)" if token.assumed else ""
        return Line(f"{fact(token.name).label}: {token.words(self._scope)}{assumed}")


def _case(tokens: Mapping[str, Token], scope: Scope) -> Case:
    """The case that rows are.

    A row of trade tells the day of shipment, not that of the contract, which is unknown if not
    given.
    """
    contract = {"contract_date": UNKNOWN} if "contract_date" in every_fact() else {}
    return Case(**{**contract, **{name: token.value(scope) for name, token in tokens.items()}})


@functools.lru_cache(maxsize=1 << 17)
def answer(id: str, law: Law) -> RowAnswer:
    """What the rows of a decision are told, remembered for the next frame."""
    decision = Decision(id, law)
    grounds = _ids(decision.grounds)
    return RowAnswer(
        verdict=str(decision.verdict),
        measures="; ".join(grounds),
        possible="; ".join(id_ for id_ in _ids(decision.possible) if id_ not in grounds),
        hinges_on="; ".join(in_order(decision.hinges_on)),
        decision=id,
        reason=decision.reason,
    )


def _ids(grounds: Iterable[Ground]) -> list[str]:
    return [ground.id for ground in grounds]


def explain(decision: str, law: Law | None = None, *, hs: object = None) -> Decision:
    """The finding behind a row, with its full argument.

    Turns what `screen` wrote into its column `decision` back into a case and the finding on it.

    Arguments: `decision`, the text from the column; `law`, the law that the rows were screened
    under, if not the whole law; `hs`, the row's own code, of which the argument then speaks where
    the decision is about a class of codes. Returns a Decision, a Finding that also says which rows
    it is about. It needs nothing but the text, so it works in another session. Raises KitError for
    text that is no decision, one made under another law, or a code of another class.

    >>> stretch = "on=2019-12-23..2022-12-08;direction=to_dprk;conduct=transfer;hs=8421"
    >>> explain(stretch).case
    Case(on="2019-12-23/2022-12-08", direction="to_dprk", conduct="transfer", hs="8421", \
contract_date=UNKNOWN)
    >>> print(explain(stretch).explain())   # doctest: +ELLIPSIS
    PROHIBITED. One paragraph bars it; nobody reported an approval; nobody names a foreign mission.
    ...
    It is the decision for every row with
      Date: between 23 December 2019 and 8 December 2022
      Direction: into the DPRK
      What was done: goods were passed on (supplied, sold, given, lent)
      HS code: 8421
    <BLANKLINE>
    ...
    >>> june = "on=2018-06-01;direction=to_dprk;conduct=transfer;hs=84*"
    >>> explain(june, hs="8405.10").case.value("hs")
    '840510'
    """
    if not isinstance(decision, str) or decision == "":
        raise KitError(
            f"explain needs the text of a decision, not {shown(decision)}. "
            'Take it from the column "decision"; an unreadable row has none.',
            "decision",
            decision,
        )
    return Decision(decision, law, hs)
