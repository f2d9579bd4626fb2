"""The section for the facts of a case."""

from html import escape
from typing import TYPE_CHECKING

import ipywidgets as widgets

from ..cases import Case
from ..vocabulary import facts, in_order
from ..whatif import Scenario
from .fact_controls import fact_control
from .look import LISTED
from .section import Section

if TYPE_CHECKING:
    from .panel import Panel

BASICS = "basics"  # the group of facts with which a beginner starts


class FactsSection(Section):
    """Five facts to begin with, those on which the verdict hinges, and all if asked for."""

    def __init__(self, panel: "Panel"):
        super().__init__(panel)
        maker = panel.maker
        self.original: Case | None = None  # whose open questions have come up
        self.asked: list[str] = []  # the facts that they ask for
        self.basics = _of_group(BASICS)
        self.heading, self.questions, self.rest = maker.words(), maker.grid(), maker.rows()
        self.all = panel.controls.box("show_all", "Show all facts")
        panel.controls.watch(self.all, lambda _: self.place(panel.scenario))
        self.box = maker.rows(
            maker.hint(
                "Change a fact, or make it unknown. "
                "What is not given is presumed where the control says so."
            ),
            self._grid(self.basics),
            self.heading,
            self.questions,
            self.all,
            self.rest,
            maker.words(_meanings()),
        )

    def place(self, scenario: Scenario) -> None:
        """Show the facts that are asked for.

        What has come up as an open question stays until another case is chosen: an answered
        question does not vanish from under the focus.
        """
        if self.original is not scenario.original:
            self.original, self.asked = scenario.original, []
        known = {*self.basics, *self.asked}
        new = [name for name in in_order(scenario.finding.hinges_on) if name not in known]
        room = max(0, LISTED - len(self.asked))
        self.asked = [*self.asked, *new[:room]]

        show_all = self.all.value
        shown = [] if show_all else self.asked
        self.heading.value = "<h4>The open questions of this case</h4>" if shown else ""
        self.questions.children = [fact_control(self.panel, name) for name in shown]
        if not show_all:
            self.rest.children = ()
        elif not self.rest.children:
            self.rest.children = self._other_groups()

    def make_late(self, name: str) -> None:
        if name in facts():
            fact_control(self.panel, name)

    def _other_groups(self) -> list[widgets.Widget]:
        blocks = []
        for group in dict.fromkeys(described.group for described in facts().values()):
            if group != BASICS:
                heading = self.panel.maker.words(f"<h4>{group.capitalize()}</h4>")
                blocks += [heading, self._grid(_of_group(group))]
        return blocks

    def _grid(self, names: list[str]) -> widgets.Box:
        return self.panel.maker.grid(*(fact_control(self.panel, name) for name in names))


def _of_group(group: str) -> list[str]:
    return [name for name, described in facts().items() if described.group == group]


def _meanings() -> str:
    """Every fact with its question and why it matters, as HTML to be opened."""
    entries = "".join(
        f"<li><b>{escape(described.label)}.</b> {escape(described.question)} "
        f"{escape(described.why)}</li>"
        for described in facts().values()
    )
    summary = "<summary>What each fact means, and why it matters</summary>"
    return f"<details>{summary}<ul>{entries}</ul></details>"
