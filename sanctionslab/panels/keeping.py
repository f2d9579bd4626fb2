"""The sections of the lab around the case as a whole: choose it, take changes back, keep it."""

from pathlib import Path
from typing import TYPE_CHECKING

import ipywidgets as widgets

from ..cases import Case, cases
from ..errors import KitError
from ..whatif import Scenario, load, save
from .section import Section

if TYPE_CHECKING:
    from .panel import Panel


class CaseSection(Section):
    """The choice of a case: the named ones, and one of one's own once it has been shown."""

    def __init__(self, panel: "Panel"):
        super().__init__(panel)
        self.own: Case | None = None
        self.named = [(case.title, key) for key, case in cases().items()]
        self.list = panel.maker.make(widgets.Dropdown, description="Case", options=self.named)
        self.list.add_class("sl-wide")
        panel.controls.add("case", self.list, lambda key: Scenario(key or self.own))
        self.box = panel.maker.grid(self.list, kind="sl-row")

    def place(self, scenario: Scenario) -> None:
        key = scenario.original.key
        if key not in cases():
            key, self.own = "", scenario.original
            self.list.options = [(self.own.title or "your own case", ""), *self.named]
        self.list.value = key


class ChangesSection(Section):
    """What is changed, to be taken back one by one or all at once."""

    def __init__(self, panel: "Panel"):
        super().__init__(panel)
        controls = panel.controls
        self.list = controls.add("undo", panel.maker.make(widgets.Dropdown, description="Changes"))
        self.list.add_class("sl-wide")
        self.box = panel.maker.grid(
            self.list,
            controls.button("take_back", "Take this one back", self.take_back),
            controls.button("reset", "Take all back", self.reset),
            kind="sl-row",
        )

    def place(self, scenario: Scenario) -> None:
        latest_first = [(words, change) for change, words in reversed(scenario.changes)]
        self.list.options = latest_first or [("nothing is changed", "")]
        self.list.index = 0

    def take_back(self) -> None:
        if self.list.value:
            self.panel.show(self.panel.scenario.undo(self.list.value))
        else:
            self.panel.set_controls()  # what was typed and refused goes too
        self.panel.display.say("" if self.panel.scenario.changes else "Nothing is changed now.")

    def reset(self) -> None:
        self.panel.show(Scenario(self.panel.scenario.original))
        self.panel.display.say("Nothing is changed now.")


class KeepSection(Section):
    """The code for exactly this, and a file to keep it in."""

    def __init__(self, panel: "Panel"):
        super().__init__(panel)
        maker, controls = panel.maker, panel.controls
        words = "Code for exactly this (select all, copy)"
        code = maker.make(widgets.Textarea, description=words, rows=11)
        controls.add("code", code, value=lambda scenario: scenario.code)
        file = maker.make(widgets.Text, description="File name", placeholder="my-scenario.toml")
        self.file = controls.add("file", file)
        self.replace = controls.box("replace", "Replace the file")
        self.box = maker.rows(
            code,
            maker.grid(
                self.file,
                self.replace,
                controls.button("save", "Save", self.save),
                controls.button("load", "Load", self.load),
                kind="sl-row",
            ),
        )

    def path(self) -> Path:
        """The file that is named, beside the notebook. Raises KitError for a name with a folder."""
        name = self.file.value.strip()
        if not name or Path(name).name != name:
            raise KitError(
                f'"{name}" is no plain file name. Give for example my-scenario.toml; it is kept '
                "beside the notebook.",
                "file",
                name,
            )
        return Path(name if name.endswith(".toml") else f"{name}.toml")

    def save(self) -> None:
        save(self.path(), self.panel.scenario, replace=self.replace.value)
        self.replace.value = False
        self.panel.display.say(f"Saved in {self.path()}.")

    def load(self) -> None:
        self.panel.show(load(self.path()))
        self.panel.display.say(f"{self.path()} is loaded.")
