"""What a section of a panel is, and sections behind tabs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import ipywidgets as widgets

from ..whatif import Scenario

if TYPE_CHECKING:
    from .panel import Panel


class Section:
    """Some controls of a panel that belong together. `box` is the widget that holds them."""

    box: widgets.Widget

    def __init__(self, panel: "Panel"):
        self.panel = panel

    def place(self, scenario: Scenario) -> None:
        """Put the controls in place that a scenario calls for."""

    def make_late(self, name: str) -> None:
        """Make the control of this name, if the section keeps it back until it is asked for."""


class Tabs(Section):
    """Sections behind tabs, each made when its tab is first opened."""

    def __init__(self, panel: "Panel", sections: Mapping[str, type[Section]]):
        super().__init__(panel)
        first, *others = sections.values()
        places = [panel.maker.rows() for _ in sections]
        places[0].children = [panel.section(first)]
        self.unopened = dict(enumerate(zip(places[1:], others, strict=True), 1))
        self.box = widgets.Tab(places, titles=list(sections), layout=panel.maker.layout)
        self.box.observe(self._opened, "selected_index")

    def _opened(self, change):
        self.panel.attempt("Opening the tab", lambda: self.fill(change["new"]))

    def fill(self, number: int) -> None:
        """Make what is behind a tab, unless it is there."""
        if number in self.unopened:
            place, kind = self.unopened.pop(number)
            place.children = [self.panel.section(kind)]
            self.panel.set_controls()
            self.panel.show_rest()

    def make_late(self, name: str) -> None:
        for number in [*self.unopened]:
            self.fill(number)
