"""The section for the facts of a case: five to begin with, the others folded by what they are."""

import functools
from html import escape
from typing import TYPE_CHECKING

from ..cases import Case
from ..logic import UNKNOWN
from ..vocabulary import Value, fact, facts, in_order
from ..whatif import NOT_GIVEN, Scenario
from .blocks import Block, fold, grid, hint, words
from .fact_controls import add_fact_control
from .look import LISTED
from .section import Section

if TYPE_CHECKING:
    from .board import Board

BASICS = "basics"  # the group of facts with which a beginner starts

BECAUSE = {
    "item": "As the thing has it",
    "code": "By the code",
    "presumed": "Presumed",
}


class FactsSection(Section):
    """Five facts to begin with, those on which the verdict hinges, and the others folded."""

    title = "Facts"

    def __init__(self, panel: "Board") -> None:
        super().__init__(panel)
        self.original: Case | None = None  # whose open questions have come up
        self.asked: list[str] = []  # the facts that they ask for
        for name in facts():
            add_fact_control(panel, name)

    def place(self, scenario: Scenario) -> None:
        """Put forward the facts that are asked for.

        What has come up as an open question stays until another case is chosen: an answered
        question does not vanish from under the focus.
        """
        if self.original is not scenario.original:
            self.original, self.asked = scenario.original, []
        known = {*_of_group(BASICS), *self.asked}
        new = [name for name in in_order(scenario.finding.hinges_on) if name not in known]
        room = max(0, LISTED - len(self.asked))
        self.asked = [*self.asked, *new[:room]]

    def blocks(self, scenario: Scenario) -> list[Block]:
        groups = dict.fromkeys(described.group for described in facts().values())
        others = [
            fold(_title(group), [grid(self.not_asked(group))])
            for group in groups
            if group != BASICS
        ]
        return [
            hint("Change a fact, or make it unknown. What nobody gives is taken as it says below."),
            grid(_of_group(BASICS)),
            grid(self.asked, "The open questions of this case"),
            fold("More facts", others),
            fold("What each fact means, and why it matters", [words(_meanings())]),
        ]

    def not_asked(self, group: str) -> list[str]:
        """The facts of a group that are not put forward."""
        return [name for name in _of_group(group) if name not in self.asked]

    def notes(self, scenario: Scenario) -> dict[str, str]:
        return {name: _note(scenario, name) for name in facts()}

    def changed(self, scenario: Scenario) -> dict[str, str]:
        before, now = scenario.original.given, scenario.case.given
        return {
            name: f"before: {_given_words(name, before.get(name))}"
            for name in facts()
            if before.get(name) != now.get(name)
        }


def _note(scenario: Scenario, name: str) -> str:
    """What holds of a fact that is not given, and a date in words."""
    given = scenario.case.given.get(name)
    if given is not None:
        is_date = fact(name).type == "date" and given is not UNKNOWN
        return fact(name).words(given) if is_date else ""
    return _taken_as(fact(name).presumed, *scenario.case.origin(name), name)


def _taken_as(presumed: object, value: Value, origin: str, name: str) -> str:
    if value is UNKNOWN:
        return "Not given, so unknown."
    because = "The date of the event" if presumed == "on" else BECAUSE[origin]
    return f"Not given. {because}: {fact(name).words(value)}."


def _given_words(name: str, value: Value | None) -> str:
    return NOT_GIVEN if value is None else fact(name).words(value)


def _title(group: str) -> str:
    return group[0].upper() + group[1:]


@functools.cache
def _of_group(group: str) -> tuple[str, ...]:
    return tuple(name for name, described in facts().items() if described.group == group)


@functools.cache
def _meanings() -> str:
    """Every fact with its question and why it matters, as HTML."""
    entries = "".join(
        f"<li><b>{escape(described.label)}.</b> {escape(described.question)} "
        f"{escape(described.why)}</li>"
        for described in facts().values()
    )
    return f"<ul>{entries}</ul>"
