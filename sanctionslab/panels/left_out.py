"""A tick for what a scenario may leave out: a resolution, a paragraph, a source, a claim."""

import functools
from typing import TYPE_CHECKING, Literal

from ..whatif import Scenario
from .controls import Control

if TYPE_CHECKING:
    from .board import Board

Names = Literal["without", "distrust"]  # the part of a scenario that names what is left out


def add_tick(panel: "Board", part: Names, key: str, words: str) -> None:
    """Add a tick that is set while a scenario does not name the key in a part of it."""
    panel.add(
        Control(
            panel,
            key,
            "tick",
            words,
            act=functools.partial(_ticked, panel, part, key),
            shows=lambda scenario: key not in getattr(scenario, part),
        )
    )


def _ticked(panel: "Board", part: Names, key: str, is_set: bool) -> Scenario:
    """The scenario with a key taken back, or left out."""
    scenario = panel.scenario
    others = [other for other in getattr(scenario, part) if other != key]
    return scenario.but(**{part: others if is_set else [*others, key]})
