"""The section for the law: resolutions switched on and off, and the date moved."""

import functools
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

import ipywidgets as widgets

from ..law import Resolution
from ..law import law as whole_law
from ..whatif import Scenario, plain, switches
from .fact_controls import fact_control
from .section import Section

if TYPE_CHECKING:
    from .panel import Panel

SUBSTANTIVE = ("sanctions", "humanitarian")  # kinds of resolution that have a box of their own


class LawSection(Section):
    """Boxes for the resolutions, and days to which the date can be moved."""

    def __init__(self, panel: "Panel"):
        super().__init__(panel)
        maker = panel.maker
        self.boxes: dict[str, widgets.Checkbox] = {}
        self.ticks = maker.grid(kind="sl-ticks")
        listed = [r for r in whole_law().resolutions if r.kind in SUBSTANTIVE]
        for resolution in listed:
            year = resolution.adopted.year
            self.add_box(resolution.key, f"{resolution.key} ({year}): {_few_words(resolution)}")
        self.days = _days(listed)
        moment = maker.make(
            widgets.Dropdown,
            description="Move the date to",
            options=[
                ("the date as it stands", ""),
                *((words, day) for day, words in self.days.items()),
            ],
        )
        panel.controls.add("moment", moment, self.move_date, self.moment)
        told = panel.display.beside[switches] = maker.words()
        self.box = maker.rows(
            maker.hint(
                "Untick a resolution, and it was never adopted: what it replaced comes back, "
                "and what only extended it falls with it."
            ),
            self.ticks,
            maker.grid(fact_control(panel, "on"), moment),
            told,
        )

    def add_box(self, key: str, words: str) -> None:
        self.boxes[key] = self.panel.controls.box(
            key,
            words,
            move=functools.partial(self.switch, key),
            value=lambda scenario: key not in scenario.without,
        )
        self.ticks.children = [*self.boxes.values()]

    def switch(self, key: str, on: bool) -> Scenario:
        """The scenario with a resolution or paragraph on or off."""
        scenario = self.panel.scenario
        others = [other for other in scenario.without if other != key]
        return scenario.but(without=others if on else [*others, key])

    def move_date(self, day: str) -> Scenario:
        return self.panel.scenario.setting("on", day) if day else self.panel.scenario

    def moment(self, scenario: Scenario) -> str:
        day = plain(scenario.case.given["on"])
        return day if day in self.days else ""

    def place(self, scenario: Scenario) -> None:
        """Add a box for whatever else is left out: a paragraph, or an unlisted resolution."""
        law = whole_law()
        for key in scenario.without:
            if key not in self.boxes:
                words = law.measure(key).title if ":" in key else _few_words(law.resolution(key))
                self.add_box(key, f"{key}: {words}")


def _days(resolutions: Iterable[Resolution]) -> dict[str, str]:
    """The days on which the law changed and the days before, each with words for it."""
    days = {}
    for resolution in resolutions:
        adopted, eve = resolution.adopted, resolution.adopted - timedelta(1)
        days[str(eve)] = f"{eve}, the day before {resolution.key}"
        days[str(adopted)] = f"{adopted}, {resolution.key} adopted"
    return days


def _few_words(resolution: Resolution) -> str:
    """What it does that matters, or how the summary begins."""
    return resolution.gist or resolution.summary.partition(".")[0].partition(":")[0]
