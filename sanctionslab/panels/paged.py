"""The what-if lab without a widget, for a page that has answers or a Python of its own."""

from collections.abc import Callable
from typing import Any

from ..cases import Case
from ..vocabulary import regime
from ..whatif import (
    Scenario,
    compared,
    fallen,
    firmness,
    open_questions,
    smallest_changes,
    switches,
    through_time,
)
from .board import Board
from .facts_section import FactsSection
from .keeping import CaseSection, KeepSection
from .law_section import LawSection
from .sources_section import SourcesSection

# What the lab consists of, in a notebook and in a page.
LAB: dict[str, Any] = {
    "title": "What if? The lab",
    "tellers": (
        *(compared, open_questions, smallest_changes, through_time),
        *(switches, fallen, firmness),
    ),
    "sections": (FactsSection, LawSection, SourcesSection, KeepSection),
    "head": CaseSection,
    "with_picture": True,
}


class PagedLab(Board):
    """The lab as plain data, to be drawn by `drawPanel` of `front/panel.js`.

    Arguments: `case`, a Case or the key of a named one; `tell`, called with parts of the view by
    name as soon as each is known, or None. `view` has all of them. `answer(action)` does what the
    front end asks. Raises KitError for a name that does not exist.

    >>> lab = PagedLab("aurus-2024-02")
    >>> lab.answer({"control": "item", "value": "bus"})
    >>> lab.view["state"]["verdict"]["changes"]
    [['fact item', 'Thing: city bus or coach']]
    """

    keeps_by_download = True

    def __init__(
        self, case: Case | str | None = None, tell: Callable[[dict[str, Any]], object] | None = None
    ):
        self.view: dict[str, Any] = {}
        self._tell = tell
        super().__init__(Scenario(regime().first_case if case is None else case), **LAB)

    def tell(self, **parts: dict[str, Any]) -> None:
        """Keep parts of the view, and tell whoever asked for them of those that are new."""
        new = {name: part for name, part in parts.items() if part != self.view.get(name)}
        self.view |= new
        if self._tell and new:
            self._tell(new)
