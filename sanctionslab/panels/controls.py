"""The controls of a panel by name, kept in step with the scenario that it shows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets

from ..whatif import Scenario


class Controls:
    """The controls of a panel.

    A control may move the scenario, and it may show a value of the scenario. While the controls
    are being set to a new scenario, what changes in them asks for nothing.
    """

    def __init__(self, panel):
        self.panel = panel
        self.by_name: dict[str, widgets.Widget] = {}
        self.values: dict[str, Callable[[Scenario], Any]] = {}
        self.being_set = False

    def add(
        self,
        name: str,
        widget: widgets.Widget,
        move: Callable[[Any], Scenario] | None = None,
        value: Callable[[Scenario], Any] | None = None,
    ) -> Any:
        """Register a control, and return it.

        Arguments: `move`, the scenario that a new value asks for; `value`, the value with which
        the control shows a scenario.
        """
        self.by_name[name] = widget
        if value:
            self.values[name] = value
            widget.value = value(self.panel.scenario)
        if move:
            self.watch(widget, lambda new: self.panel.show(move(new)))
        return widget

    def watch(self, widget: widgets.Widget, act: Callable[[Any], None]) -> None:
        """Do something with each new value that the user gives a control."""

        def changed(change):
            if not self.being_set:
                self.panel.attempt(widget.description, lambda: act(change["new"]), widget)

        widget.observe(changed, "value")

    def drop(self, name: str) -> None:
        self.by_name.pop(name).close()
        self.values.pop(name, None)

    def box(self, name: str, words: str, **how: Any) -> widgets.Checkbox:
        """A box to tick; `move` and `value` as for `add`."""
        box = self.panel.maker.make(widgets.Checkbox, description=words, indent=False)
        return self.add(name, box, **how)

    def button(self, name: str, words: str, act: Callable[[], None]) -> widgets.Button:
        """A button that does something."""
        button = self.add(name, self.panel.maker.make(widgets.Button, description=words))
        button.on_click(lambda _: self.panel.attempt(words, act))
        return button

    @contextmanager
    def setting(self) -> Iterator[None]:
        """While this lasts, a change of a control is the panel's own doing."""
        self.being_set = True
        try:
            yield
        finally:
            self.being_set = False

    def set_to(self, scenario: Scenario, keep: widgets.Widget | None = None) -> None:
        """Let every control show a scenario, but `keep`: what was typed there stays."""
        for name, value in self.values.items():
            if self.by_name[name] is not keep:
                self.by_name[name].value = value(scenario)
