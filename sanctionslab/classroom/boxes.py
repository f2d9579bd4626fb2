"""A box of controls under a cell: shown where widgets live, and nothing where they do not."""

from __future__ import annotations

import ipywidgets as widgets
from IPython.display import display

LIVE = "application/vnd.jupyter.widget-view+json"  # names a widget in the memory of the kernel


def show_box(box: widgets.Widget, words: str = "") -> None:
    """Show a box; `words` stand in its place where no front end draws it."""
    view = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
    # No text of ipywidgets' own: a file that keeps this output shows nothing once the kernel stops.
    display({LIVE: view, "text/html": "", "text/plain": words}, raw=True)
