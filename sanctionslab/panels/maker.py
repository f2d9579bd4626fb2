"""What makes the widgets of a panel."""

from typing import Any

import ipywidgets as widgets


class Maker:
    """Makes widgets that share one layout, and one style for each kind: a panel has hundreds."""

    def __init__(self):
        self.layout = widgets.Layout(width="auto")  # a fixed width would not fit a phone
        self.styles: dict[type, Any] = {}

    def make(self, kind: type, **traits: Any) -> Any:
        """A widget of a kind that has a style: Dropdown, Text, Textarea, Checkbox, Button."""
        if kind in self.styles:
            return kind(layout=self.layout, style=self.styles[kind], **traits)
        widget = kind(layout=self.layout, **traits)
        self.styles[kind] = widget.style
        if kind is not widgets.Button:
            widget.style.description_width = "initial"
        return widget

    def words(self, html: str = "") -> widgets.HTML:
        return widgets.HTML(html, layout=self.layout)

    def hint(self, sentence: str) -> widgets.HTML:
        """A sentence that says what the controls below it do."""
        return self.words(f'<p class="sl-hint">{sentence}</p>')

    def rows(self, *children: widgets.Widget) -> widgets.VBox:
        """One below the other."""
        return widgets.VBox(children, layout=self.layout)

    def grid(self, *children: widgets.Widget, kind: str = "sl-grid") -> widgets.Box:
        """Beside each other as far as there is room; `kind` is the class in panel.css."""
        grid = widgets.Box(children, layout=self.layout)
        grid.add_class(kind)
        return grid
