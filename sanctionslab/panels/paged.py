"""The what-if lab without a widget, for a page that has answers or a Python of its own."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..cases import Case
from ..errors import KitError, shown
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
from .board import GO_ON, Board, PanelKind
from .facts_section import FactsSection
from .keeping import CaseSection, KeepSection
from .law_section import LawSection
from .sources_section import SourcesSection

# What the lab consists of, in a notebook and in a page.
LAB = PanelKind(
    title="What if? The lab",
    tellers=(
        *(compared, open_questions, smallest_changes, through_time),
        *(switches, fallen, firmness),
    ),
    sections=(FactsSection, LawSection, SourcesSection, KeepSection),
    head=CaseSection,
    with_picture=True,
)


class PagedLab(Board):
    """The lab as plain data, to be drawn by `drawPanel` of `front/panel.js`.

    Arguments: `case`, a Case or the key of a named one; `tell`, called with parts of the view by
    name as soon as each is known, or None; `is_drawn`, whether it is drawn at once or with the
    first answer. `view` has all parts. `answer(action)` does what the front end asks. Raises
    KitError for a name that does not exist, or a `tell` that is no function.

    >>> lab = PagedLab("aurus-2024-02")
    >>> lab.answer({"control": "item", "value": "bus"})
    >>> lab.view["state"]["verdict"]["changes"]
    [['fact item', 'Thing: city bus or coach']]
    """

    keeps_by_download = True

    def __init__(
        self,
        case: Case | str | None = None,
        tell: Callable[[dict[str, Any]], object] | None = None,
        is_drawn: bool = True,
    ) -> None:
        if tell is not None and not callable(tell):
            raise KitError(f"tell is a function or None, not {shown(tell)}.", "tell", tell)
        self.view: dict[str, Any] = {}
        self.listener, self.is_drawn = tell, is_drawn is not False
        original: Any = regime().first_case if case is None else case
        super().__init__(Scenario(original), LAB)

    def tell(self, **parts: dict[str, Any]) -> None:
        """Keep parts of the view, and tell the `listener`, if there is one, those that are new."""
        # A part that is as it was need not go to the page again.
        new = {name: part for name, part in parts.items() if part != self.view.get(name)}
        self.view |= new
        if self.listener and new:
            self.listener(new)

    def searched(self) -> dict[str, Any]:
        """The view once every search is over, as a page may keep it."""
        while self.view["work"]["more"]:
            self.answer({"control": GO_ON})
        return self.view

    def catch_up(self, actions: Sequence[Mapping[str, Any]]) -> None:
        """Do what a page has shown by answers that were made before, and draw nothing of it.

        The next answer then tells the view whole.
        """
        self.is_drawn = False
        for action in actions:
            if action.get("control") != GO_ON:
                self.answer(action)
        self.view, self.is_drawn = {}, True


def lab_in_json(tell: Callable[[str], object]) -> Callable[[str], None]:
    """The lab for a worker: asked in JSON, and answering in JSON.

    Argument: `tell`, called with parts of the view. Returns a function to be called with a list of
    actions, of which the last is answered.

    >>> ask = lab_in_json(lambda parts: print(*json.loads(parts)))
    >>> ask('[{"control": "case", "value": "aurus-2024-06"}, {"control": "2397", "value": false}]')
    kit form state work
    picture
    rest work
    """
    lab = PagedLab()  # the page shows this view already: only what changes in it is told
    lab.listener = lambda parts: tell(json.dumps(parts))

    def ask(text: str) -> None:
        *earlier, action = json.loads(text)
        if earlier:
            lab.catch_up(earlier)
        lab.answer(action)

    return ask
