"""The summary of a screened file, line by line, as the command line prints it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from ..errors import KitError
from ..vocabulary import every_fact, fact, regime
from .answers import settling
from .groups import ELSEWHERE, Sum
from .tally import Tally

WIDTH = 100  # letters of a line; where a notebook breaks a longer one, it breaks words
LINES_SHOWN = 8  # of a kind of thing, the most frequent first
_TITLES = {
    "prohibited": "prohibited",
    "not prohibited": "not prohibited in trade with {state}",
    ELSEWHERE: "no trade with {state}, not prohibited",
    "undetermined": "undetermined",
    "unreadable": "unreadable",
}


def titles() -> dict[str, str]:
    """What each group of rows is called.

    >>> titles()["not prohibited"]
    'not prohibited in trade with the DPRK'
    """
    name = regime().state.name
    return {group: title.format(state=name) for group, title in _TITLES.items()}


def summary(
    tally: Tally,
    source: object,
    out: object,
    without: tuple[str, ...],
    assumed: Mapping[str, str],
) -> Iterator[str]:
    """The summary of a file, in lines of at most WIDTH: what came out, and what that rests on.

    Arguments: the tally; the places of the file and of what was written; the law that was left
    out; the facts that were assumed of every row.
    """
    yield f"{source}: {tally.count:,} rows, written to {out}"
    wrapper = textwrap.TextWrapper(
        WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
    for line in _lines(tally, without, assumed):
        yield from wrapper.wrap(line)


def _lines(tally: Tally, without: tuple[str, ...], assumed: Mapping[str, str]) -> Iterator[str]:
    """The lines of a summary, as long as they come."""
    has_values = tally.amounts is not None
    for group, total in tally.by_group.items():
        yield _line(titles()[group], total, has_values)
        if group == "undetermined" and tally.of_groups.rows:
            yield _line("  of these a side is a group", tally.of_groups, has_values)
    if tally.unvalued:
        yield f"  {tally.unvalued:,} rows have no value that can be read: in no sum of USD"
    yield from _most_frequent("measures that prohibit", tally.listed("measures"), has_values)
    yield from _most_frequent("measures that might prohibit", tally.listed("possible"), has_values)
    hinges = {_title(name): total for name, total in tally.listed("hinges_on").items()}
    yield from _most_frequent("undetermined rows hinge on", hinges, has_values)
    yield from _settled(tally, has_values)
    yield from _most_frequent("reasons", tally.reasons, has_values)
    yield from (f"take care: {warning}" for warning in tally.traps.warnings())
    yield (
        "A prohibited row is the start of an inquiry and no finding: "
        "ask sl.explain(decision) for the argument."
    )
    yield from basis(tally, without, assumed)
    if tally.nothing_read:
        reason = next(iter(tally.reasons))
        yield f"No row could be read. The most usual reason: {reason}"


def _line(title: str, total: Sum, has_values: bool) -> str:
    return f"  {title:38} {in_words(total, has_values)}"


def in_words(total: Sum, has_values: bool) -> str:
    """A number of rows, with their value.

    >>> in_words(Sum(257, 421_000_000.0), True).split()
    ['257', 'USD', '421,000,000']
    """
    value = f"   USD {total.usd:>18,.0f}" if has_values else ""
    return f"{total.rows:>12,}{value}"


def _settled(tally: Tally, has_values: bool) -> Iterator[str]:
    answers = settling(tally)
    if not answers:
        return
    yield "one answer for all rows would settle, if it is true of them:"
    for each in answers[:LINES_SHOWN]:
        answer = _told(each.fact, each.value)
        as_typed = f"--assume {each.fact}={each.value}"
        yield f"  {in_words(each.sum, has_values)}  {answer} -> {each.verdict} ({as_typed})"


def basis(tally: Tally, without: tuple[str, ...], assumed: Mapping[str, str]) -> Iterator[str]:
    """What the answers rest on: how the file was read, which law, what is assumed and presumed."""
    reading = tally.reading
    columns = {
        name: "+".join(column) if isinstance(column, tuple) else column
        for name, column in reading["columns"].items()
    }
    yield f"read as: {'; '.join([reading['form'], *tally.said])}"
    yield f"columns: {_listed(columns)}"
    if tally.amounts:
        each = f", in {tally.amounts.each:,.0f} USD" if tally.amounts.each != 1 else " in USD"
        yield f"values: {tally.amounts.column}{each}"
    for note in reading["notes"]:
        yield f"  {note}"
    if reading["sides"]:
        yield f"true of every row of such a file: {_listed(reading['sides'])}"
    if without:
        yield f"law: without {', '.join(without)}"
    if assumed:
        yield f"assumed of every row: {_facts_listed(assumed)}"
    yield f"presumed of every row: {_facts_listed(reading['presumed'])}"
    if reading["presumed_of_things"]:
        yield (
            "presumed where the thing, or the HS code, suggests nothing else: "
            f"{_facts_listed(reading['presumed_of_things'])}"
        )


def _most_frequent(title: str, sums: Mapping[str, Sum], has_values: bool) -> Iterator[str]:
    if not sums:
        return
    yield f"{title}:"
    for text, total in list(sums.items())[:LINES_SHOWN]:
        yield f"  {in_words(total, has_values)}  {text}"
    if len(sums) > LINES_SHOWN:
        yield f"  and {len(sums) - LINES_SHOWN:,} more"


def _listed(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={value}" for name, value in values.items())


def _facts_listed(values: Mapping[str, object]) -> str:
    """Facts with their values, as people call both; a side of the trade stands by its name."""
    return "; ".join(_told(name, value) for name, value in values.items())


def _told(name: str, value: object) -> str:
    try:
        words = fact(name).words(fact(name).parse(value))
    except KitError:  # a side of the trade, or a value in the command line's own spelling
        words = str(value)
    return f"{_title(name)}: {words}"


def _title(name: str) -> str:
    return every_fact()[name].label if name in every_fact() else name
