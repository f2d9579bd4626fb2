"""The panel itself: a board as a widget."""

import json
from typing import Any

import anywidget
import traitlets

from ..whatif import Scenario
from .board import Board, PanelKind
from .front import script, styles
from .keeping import has_visitors

LIVE = "application/vnd.jupyter.widget-view+json"


def as_text(picture: dict[str, Any], _: object) -> str:
    """A picture as it goes to the page: ipywidgets would look into each of its thousand pieces."""
    return json.dumps(picture)


class Panel(Board, anywidget.AnyWidget):
    """A what-if panel: facts_panel, law_panel, sources_panel and lab make the four kinds.

    `scenario`, `case`, `law` and `finding` are what it shows; `text` is what it says, as plain
    text; `code` gives the same without a panel; `control(name)` is one of its controls, to be
    moved by code:

    >>> panel = sl.panels.facts_panel("aurus-2024-06")
    >>> panel.control("conduct").value = "display"
    >>> panel.finding.verdict
    <Verdict.NOT_PROHIBITED: 'not prohibited'>
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    # What the front end draws: the controls, how they lie, what they show, what takes longer, and
    # what is being done meanwhile.
    kit = traitlets.Dict().tag(sync=True)
    form = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    picture = traitlets.Dict().tag(sync=True, to_json=as_text)
    rest = traitlets.Dict().tag(sync=True)
    work = traitlets.Dict().tag(sync=True)

    def __init__(self, scenario: Scenario, kind: PanelKind) -> None:
        anywidget.AnyWidget.__init__(self, _esm=script(), _css=styles())
        self.keeps_by_download = has_visitors()
        Board.__init__(self, scenario, kind)
        self.on_msg(lambda _, asked, __: self.answer(asked))

    def tell(self, **parts: dict[str, Any]) -> None:
        """Show parts of the view: those that are told together go to the page together."""
        with self.hold_sync():
            for name, part in parts.items():
                setattr(self, name, part)

    def __repr__(self) -> str:
        return f"{self.title}\n{self.text}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:  # type: ignore[override]
        """The live panel. A place that shows no widgets shows nothing here: see `stored`."""
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {LIVE: view, "text/html": "", "text/plain": ""}

    def stored(self) -> dict[str, str]:
        """What a notebook keeps of the panel for a day without a kernel, by kind of content."""
        return {"text/html": self.display.stored(self._scenario), "text/plain": repr(self)}

    def _ipython_display_(self) -> None:
        from IPython.display import display

        if not has_visitors():  # a page has no cells to run
            display(self.stored(), raw=True)
        display(self._repr_mimebundle_(), raw=True)
