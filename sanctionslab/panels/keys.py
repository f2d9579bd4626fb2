"""Keys that stay where the focus is: fields of ipywidgets, guarded as a panel guards itself."""

from __future__ import annotations

import anywidget
import ipywidgets as widgets
import traitlets

from .front import keys_script


class KeyGuard(anywidget.AnyWidget):
    """Draws nothing. Where it stands, JupyterLab leaves the keys of fields to them."""

    _esm = traitlets.Unicode().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(_esm=keys_script())


def guarded(box: widgets.Box) -> widgets.Box:
    """A box whose keys are its own: arrows and letters move its controls, and not the notebook.

    Argument: `box` of ipywidgets. Returns the same box, with a KeyGuard as its last child.

    >>> type(guarded(widgets.VBox([widgets.Text()])).children[-1]).__name__
    'KeyGuard'
    """
    box.add_class("sl-field")
    box.children = (*box.children, KeyGuard())
    return box
