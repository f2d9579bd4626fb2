"""The sections of the lab around the case as a whole: choose it, keep it."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..cases import Case, cases
from ..errors import KitError
from ..vocabulary import Span
from ..whatif import Scenario, as_toml, from_toml, load, save
from .blocks import Block, grid
from .controls import Control
from .section import Section

if TYPE_CHECKING:
    from .board import Board


class CaseSection(Section):
    """The choice of a case: the named ones, and one of one's own once it has been shown."""

    def __init__(self, panel: "Board") -> None:
        super().__init__(panel)
        self.own: Any = None  # a case that is none of the named ones, once it was shown
        latest_first = sorted(cases().items(), key=lambda named: _day(named[1]), reverse=True)
        self.named = [(key, case.title or key, str(_day(case).year)) for key, case in latest_first]
        self.list = panel.add(
            Control(
                panel,
                "case",
                "choice",
                "Case",
                act=lambda key: Scenario(key or self.own),
                shows=lambda scenario: _key(scenario.original),
                options=tuple(self.named),
            )
        )

    def place(self, scenario: Scenario) -> None:
        if not _key(scenario.original) and scenario.original is not self.own:
            self.own = scenario.original
            self.list.options = (("", self.own.title or "your own case", ""), *self.named)

    def blocks(self, scenario: Scenario) -> list[Block]:
        return [grid(["case"], look="wide")]


def _day(case: Case) -> date:
    """The last day on which a named case can have happened."""
    on = case.value("on")
    return on.last if isinstance(on, Span) else on


def _key(case: Case) -> str:
    """The key of a named case, an empty text for one of one's own."""
    return case.key if case.key and case.key in cases() else ""


def has_visitors() -> bool:
    """Whether Voilà serves the panel: whoever sees it may have no business on this machine."""
    return os.environ.get("SERVER_SOFTWARE", "").startswith("voila")


class KeepSection(Section):
    """The code for exactly this, and a file to keep it in.

    A visitor of a page keeps the file at home: it goes out and comes in through the browser, and
    nothing is written or read beside the notebook.
    """

    title = "Code and file"

    def __init__(self, panel: "Board") -> None:
        super().__init__(panel)
        self.name, self.may_replace = "", False
        words = "Code for exactly this (select all, copy)"
        panel.add(Control(panel, "code", "code", words, act=_nothing, shows=_code))
        by_download = panel.keeps_by_download
        controls = self._in_the_browser() if by_download else self._beside_the_notebook()
        self.row = [panel.add(control).name for control in controls]

    def _beside_the_notebook(self) -> list[Control]:
        panel = self.panel
        return [
            Control(
                panel,
                "file",
                "text",
                "File name",
                act=self.set_name,
                shows=lambda _: self.name,
                hint="such as my-scenario.toml",
            ),
            Control(
                panel,
                "replace",
                "tick",
                "Replace the file",
                act=self.set_replace,
                shows=lambda _: self.may_replace,
            ),
            Control(panel, "save", "button", "Save", act=self.save),
            Control(panel, "load", "button", "Load", act=self.load),
        ]

    def _in_the_browser(self) -> list[Control]:
        panel = self.panel
        words = "Load a file that was downloaded here"
        return [
            Control(
                panel,
                "download",
                "download",
                "Download as a file",
                act=_nothing,
                shows=as_toml,
                hint="my-scenario.toml",
            ),
            Control(panel, "upload", "upload", words, act=self.take),
        ]

    def blocks(self, scenario: Scenario) -> list[Block]:
        return [grid(["code"], look="whole"), grid(self.row, look="row")]

    def take(self, text: str) -> Scenario:
        """The scenario in the text of a file that a visitor gives."""
        loaded = from_toml(text)
        self.panel.say("The file is loaded.")
        return loaded

    def set_name(self, name: str) -> None:
        self.name = name.strip()

    def set_replace(self, wanted: bool) -> None:
        self.may_replace = wanted

    def path(self) -> Path:
        """The file that is named, beside the notebook. Raises KitError for a name with a folder."""
        name = self.name
        # Nothing is written outside of the folder of the notebook.
        if not name or Path(name).name != name:
            raise KitError(
                f'"{name}" is no plain file name. Give for example my-scenario.toml; it is kept '
                "beside the notebook.",
                "file",
                name,
            )
        return Path(name if name.endswith(".toml") else f"{name}.toml")

    def save(self, _: object) -> None:
        save(self.path(), self.panel.scenario, replace=self.may_replace)
        self.may_replace = False  # said once, it does not hold for the next file
        self.panel.say(f"Saved in {self.path()}.")

    def load(self, _: object) -> Scenario:
        loaded = load(self.path())
        self.panel.say(f"{self.path()} is loaded.")
        return loaded


def _code(scenario: Scenario) -> str:
    return scenario.code


def _nothing(_: object) -> None:
    """Code is there to be copied: a new text in it asks for nothing."""
