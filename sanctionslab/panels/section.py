"""What a section of a panel is."""

from typing import TYPE_CHECKING

from ..whatif import Scenario
from .blocks import Block

if TYPE_CHECKING:
    from .board import Board


class Section:
    """Some controls of a panel that belong together, and how they are laid out."""

    title = ""

    def __init__(self, panel: "Board") -> None:
        self.panel = panel

    def place(self, scenario: Scenario) -> None:
        """Put the controls in place that a scenario calls for."""

    def blocks(self, scenario: Scenario) -> list[Block]:
        """The layout of the section for a scenario."""
        raise NotImplementedError

    def notes(self, scenario: Scenario) -> dict[str, str]:
        """What is said under controls, by their names."""
        return {}

    def changed(self, scenario: Scenario) -> dict[str, str]:
        """What controls showed before, by the names of those that are changed."""
        return {}

    def marks(self, scenario: Scenario) -> dict[str, str]:
        """Words that stand out beside controls, by their names."""
        return {}
