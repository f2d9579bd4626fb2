"""What no single entry shows: names that lead nowhere, spans and tests that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from ..errors import near, quoted
from ..logic import Truth
from ..vocabulary import ONE_DAY, OTHER, item
from .measure import LawError, Measure, Tests

if TYPE_CHECKING:
    from .law import Law


def lint(law: Law, whole: bool = False) -> None:
    """Refuse law that cannot be used, with a LawError that names the paragraph and the reason.

    Arguments: `whole`, whether every paragraph that is named must be there. A cut law lacks some.
    """
    measures: dict[str, Measure] = {}
    # Not `law.measures`, which holds each id once: of two with one id it has lost the first.
    for measure in (measure for resolution in law.resolutions for measure in resolution.measures):
        if measure.id in measures:
            _refuse(measure, "two measures have this id.", "id")
        measures[measure.id] = measure
    for measure in measures.values():
        _refuse_lost_names(measure, measures, law, whole)
        adopted = law.resolution(measure.resolution).adopted
        if adopted:
            _refuse_span(measure, adopted)
        exempting = (tests for exemption in measure.unless for tests in exemption.when)
        for tests in (*measure.when, *exempting):
            if reason := _impossible(measure, tests, adopted):
                _refuse(measure, reason, "when", tests)
    for key in ("replaces", "extends"):
        _refuse_cycle(key, measures)
    if whole:
        for measure in measures.values():
            _refuse_out_of_reach(measure, measures)


def _refuse(measure: Measure, reason: str, key: str, value: object = None) -> NoReturn:
    raise LawError(f"{measure.resolution}.toml, {measure.id}: {reason}", key, value)


def _names(measure: Measure) -> Iterator[tuple[str, str]]:
    """The paragraphs that a measure names, each with the key under which it does."""
    for key in ("replaces", "extends", "lifts"):
        for paragraph in getattr(measure, key):
            yield key, paragraph
    for exemption in measure.unless:
        # A paragraph can grant what its own resolution does not keep as a measure.
        if exemption.by.partition(":")[0] != measure.resolution:
            yield "by", exemption.by


def _refuse_lost_names(
    measure: Measure, measures: Mapping[str, Measure], law: Law, whole: bool
) -> None:
    # A cut law may lack a whole resolution that is named, but no paragraph of one that it has.
    here = {resolution.key for resolution in law.resolutions}
    for key, paragraph in _names(measure):
        named = measures.get(paragraph)
        if named and law.regime(named) != law.regime(measure):
            reason = f"{key} names {quoted(paragraph)}, which is of another regime."
            _refuse(measure, reason, key, paragraph)
        if paragraph == "all" or paragraph in measures or paragraph in law.removed:
            continue
        if whole or paragraph.partition(":")[0] in here:
            hint = near(paragraph, measures)
            reason = f"{key} names {quoted(paragraph)}, which is no measure.{hint}"
            _refuse(measure, reason, key, paragraph)


def _refuse_out_of_reach(measure: Measure, measures: Mapping[str, Measure]) -> None:
    """Refuse a paragraph that no case can reach and that does not say why, or says it falsely."""
    if measure.is_untested and not measure.unreachable:
        reason = (
            "it binds and has no tests, so no case can reach it. Give it tests under when, name "
            "the paragraphs that it explains under extends, or say the reason under unreachable."
        )
        _refuse(measure, reason, "unreachable")
    if measure.unreachable and not measure.is_untested:
        reason = "unreachable is for a paragraph that binds, has no tests and extends no other."
        _refuse(measure, reason, "unreachable", measure.unreachable)
    explains = measure.force == "binding" and measure.extends and not measure.when
    extended = map(measures.get, measure.extends)
    if explains and not any(_is_reached(other, measures) for other in extended):
        reason = "it has no tests, and nor has what it extends, so no case can reach it."
        _refuse(measure, reason, "extends", measure.extends)


def _is_reached(measure: Measure | None, measures: Mapping[str, Measure]) -> bool:
    """Whether a case can reach a paragraph: by its tests, or through what it extends."""
    if measure is None:
        return False
    extended = map(measures.get, measure.extends)
    return bool(measure.when) or any(_is_reached(other, measures) for other in extended)


def _refuse_span(measure: Measure, adopted: date) -> None:
    starts, ends = measure.starts or adopted, measure.ends
    if starts < adopted:
        _refuse(measure, f"from {starts} is before its adoption on {adopted}.", "from", starts)
    if ends and ends <= starts:
        reason = f"it ends on {ends}, before it begins, so it can never apply."
        _refuse(measure, reason, "until", ends)


def _impossible(measure: Measure, tests: Tests, adopted: date | None) -> str | None:
    """Why no case can meet a conjunction, or None."""
    # A thing that the list does not name may have any code.
    things = {key for test in tests if test.fact == "item" for key in test.wanted} - {OTHER}
    codes = [code for key in things for code in item(key).codes]
    starts = measure.starts or adopted
    for test in tests:
        if test.fact == "hs" and codes and all(test.check(code) is Truth.NO for code in codes):
            return "its item and its hs exclude each other, so it can never apply."
        # Only a test that sets a last day can be over before the paragraph begins.
        if test.fact == "on" and starts and test.op != "on_or_after":
            limit = test.wanted[0]
            last = limit - ONE_DAY if test.op == "before" else limit
            if last < starts:
                return f"on {test.op} {limit} is over before it begins, so it can never apply."
    return None


def _refuse_cycle(key: str, measures: Mapping[str, Measure]) -> None:
    """Refuse measures that replace, or extend, one another in a circle."""
    done: set[str] = set()
    path: list[str] = []

    def walk(paragraph: str) -> None:
        if paragraph in path:
            chain = " -> ".join([*path[path.index(paragraph) :], paragraph])
            _refuse(measures[paragraph], f"a cycle of {key}: {chain}.", key, paragraph)
        if paragraph in measures and paragraph not in done:
            path.append(paragraph)
            for other in getattr(measures[paragraph], key):
                walk(other)
            done.add(path.pop())

    for start in measures:
        walk(start)
