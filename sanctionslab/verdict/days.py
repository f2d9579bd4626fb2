"""Where several days are possible: the verdict on each of them, in stretches."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from ..cases import Case
from ..law import Law
from ..vocabulary import ONE_DAY, OneOf, Span, fact, spans_of
from .parts import Verdict, verdict_of


@dataclass(frozen=True)
class Stretch:
    """Days that are possible, one after the other, with one verdict.

    `first` or `last` is None where the days have no such end. `starts` and `ends` say whether
    the days that are possible start and end with it.
    """

    first: date | None
    last: date | None
    verdict: Verdict
    starts: bool
    ends: bool

    @property
    def days(self) -> int | None:
        """How many days, or None without end."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1

    @property
    def words(self) -> str:
        """The days in words, as far as they are not all that are possible."""
        day = fact("on").words
        if self.first == self.last:
            return f"on {day(self.first)}"
        if self.starts and self.ends:
            return fact("on").words(Span(self.first, self.last))
        if self.starts:
            return f"up to {day(self.last)}"
        return f"from {day(self.first)}" + ("" if self.ends else f" to {day(self.last)}")


def stretches(case: Case, law: Law) -> tuple[Stretch, ...]:
    """The verdict on each day that is possible, in order; none where the day is known or UNKNOWN.

    Where several spans are possible, each has stretches of its own.
    """
    days = case.given["on"]
    if not isinstance(days, (OneOf, Span)):
        return ()
    return tuple(stretch for span in spans_of(days) for stretch in _of_span(case, law, span))


def _of_span(case: Case, law: Law, span: Span) -> Iterator[Stretch]:
    """The days of one span, the verdict on each of them."""
    contract_follows = "contract_date" not in case.given
    starts = law.rulebook.date.days(span, contract_follows)
    verdicts = [verdict_of(law.rulebook.settled_of({**case.given, "on": day})) for day in starts]
    turns = [
        place
        for place, verdict in enumerate(verdicts)
        if place == 0 or verdict is not verdicts[place - 1]
    ]
    # Each with the place at which the next one begins; for the last there is none.
    for place, following in zip_longest(turns, turns[1:]):
        yield Stretch(
            first=starts[place] if place else span.first,
            last=starts[following] - ONE_DAY if following else span.last,
            verdict=verdicts[place],
            starts=place == 0,
            ends=following is None,
        )
