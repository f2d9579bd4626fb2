"""The controls of a panel: what each is called, what it shows of a scenario, what it asks for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..whatif import Scenario

if TYPE_CHECKING:
    from .board import Board

Option = tuple[str, str, str]  # the value, its words, and the kind under which it is listed


@dataclass(eq=False)
class Control:
    """One control of a panel.

    `kind` is "choice" (a list), "search" (a list that is searched by typing), "text", "tick",
    "button", "code" (text to be copied), "download" (of a file that holds the text that is shown)
    or "upload" (of a file whose text is the new value). `act` does what a new value asks for: it
    returns the scenario to be shown, or None where it shows none. `shows` is the value with which
    the control shows a scenario; `free` lets typed text pass that is not in the list.
    """

    panel: "Board"
    name: str
    kind: str
    label: str
    act: Callable[[Any], Scenario | None]
    shows: Callable[[Scenario], Any] = lambda scenario: None
    options: tuple[Option, ...] = ()
    hint: str = ""
    free: bool = False
    disabled: bool = False
    typed: str | None = field(default=None, repr=False)  # what was refused, to be mended
    _told: tuple[tuple[Option, ...], dict[str, Any]] | None = field(default=None, repr=False)

    @property
    def value(self) -> Any:
        """What the control shows. A new value does what a hand at the control would do."""
        return self.shows(self.panel.scenario) if self.typed is None else self.typed

    @value.setter
    def value(self, new: Any) -> None:
        self.panel.attempt(self, new)

    def click(self, what: str = "") -> None:
        """Press the button. Argument: `what`, for the button that takes one change back."""
        self.panel.attempt(self, what)

    @property
    def is_typed_in(self) -> bool:
        return self.kind == "text" or self.free

    def described(self) -> dict[str, Any]:
        """What the front end has to know of it once: the same object until the options change.

        So what has not changed is seen at once, however long a list is.
        """
        # By identity: a long list is not gone through to see that it is the same.
        if self._told and self._told[0] is self.options:
            return self._told[1]
        parts = {
            "kind": self.kind,
            "label": self.label,
            "hint": self.hint,
            "options": [list(option) for option in self.options],
            "free": self.free,
        }
        self._told = self.options, {key: value for key, value in parts.items() if value}
        return self._told[1]
