"""Keys that stay where the focus is: fields of ipywidgets, guarded as a panel guards itself."""

from __future__ import annotations

import anywidget
import ipywidgets as widgets
import traitlets

from ..errors import KitError
from .front import keys_script


class KeyGuard(anywidget.AnyWidget):
    """Draws nothing. Where it stands, JupyterLab leaves the keys of fields to them."""

    _esm = traitlets.Unicode().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(_esm=keys_script())


def guarded(box: widgets.Box) -> widgets.Box:
    """A box whose keys are its own: arrows and letters move its controls, and not the notebook.

    Argument: `box` of ipywidgets. Returns the same box, with a KeyGuard as its last child.
    Raises KitError for anything else.

    >>> type(guarded(widgets.VBox([widgets.Text()])).children[-1]).__name__
    'KeyGuard'
    """
    if not isinstance(box, widgets.Box):
        message = f"What is guarded is a box of ipywidgets such as VBox, not {type(box).__name__}."
        raise KitError(message, "box", box)
    box.add_class("sl-field")
    box.children = (*box.children, KeyGuard())
    return box
