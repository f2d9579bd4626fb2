"""What every panel is, whoever shows it: a thin shell over a scenario.

It shows one, and its controls ask for others. Only Python is needed: `panel.py` makes a widget of
it, and a page that has a Python of its own asks it as well.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ..cases import Case
from ..errors import KitError, near
from ..law import Law
from ..verdict import Finding
from ..whatif import Scenario, about, smallest_changes
from .blocks import Block, grid, without_empty
from .controls import Control
from .display import AT_WORK, Display, Teller
from .picture import Picture
from .section import Section

APOLOGY = (
    "this did not work, and the fault is not yours. Try another value; if it happens again, run "
    "the cell or load the page anew, and tell those who keep the kit."
)
NOTHING_SAID = {"kind": "note", "words": ""}
GO_ON = "go_on"  # what the front end asks for by itself, until a search is over or stopped


@dataclass(frozen=True)
class PanelKind:
    """What a kind of panel consists of.

    `tellers` are functions of `whatif`, whose answers are the report. `sections` stand behind tabs
    if they are several, `head` above the verdict. `with_picture` says whether the argument is
    drawn, to be taken apart.
    """

    title: str
    tellers: tuple[Teller, ...]
    sections: tuple[type[Section], ...]
    head: type[Section] | None = None
    with_picture: bool = False


class Board:
    """A panel without the widget: what it shows is told as plain data to `tell`.

    `tell(**parts)` is called with parts of the view by name, each of plain data: `kit` (what the
    controls are), `form` (how they lie), `state` (the verdict, and what they show), `picture` (the
    argument as it is drawn), `rest` (what takes longer) and `work` (what is being done meanwhile).
    What is told first is shown first.
    """

    keeps_by_download = False  # whether files go out and come in through the browser
    is_drawn = True  # whether anybody looks at it; else it only keeps its controls in place

    def __init__(self, scenario: Scenario, kind: PanelKind) -> None:
        self._scenario, self.title = scenario, kind.title
        self.display = Display(kind.title, kind.tellers)
        self.controls: dict[str, Control] = {}
        self._with_picture = kind.with_picture
        self._pictures: tuple[Case, Picture] | None = None  # those of one original
        self._message, self._answered = NOTHING_SAID, {"view": "", "number": 0}
        self.head = kind.head(self) if kind.head else None
        self.sections = [section(self) for section in kind.sections]
        self.tools = self._tools()
        self.draw()

    def tell(self, **parts: dict[str, Any]) -> None:
        """Show parts of the view. Whoever shows a board says how."""
        raise NotImplementedError

    def _tools(self) -> list[str]:
        """The controls that every panel has."""
        whole = "Show the whole argument, step by step"
        tools = [
            Control(
                self,
                "argument",
                "tick",
                whole,
                act=self._set_argument,
                shows=lambda _: self.display.with_argument,
            )
        ]
        if smallest_changes in self.display.tellers:
            words = "Look for pairs of changes too"
            tools.append(Control(self, "pairs", "button", words, act=self._look_for_pairs))
        for tool in tools:
            self.add(tool)
        self.add(Control(self, "take_back", "button", "Take back", act=self._take_back))
        self.add(Control(self, "reset", "button", "Reset", act=self._reset))
        return [tool.name for tool in tools]

    # What it shows

    @property
    def scenario(self) -> Scenario:
        """The Scenario that the panel shows. Give it another one to show."""
        return self._scenario

    @scenario.setter
    def scenario(self, other: Scenario) -> None:
        self._message = NOTHING_SAID
        self.show(other)

    @property
    def case(self) -> Case:
        """The case with everything changed."""
        return self._scenario.case

    @property
    def law(self) -> Law:
        """The law without what is left out."""
        return self._scenario.law

    @property
    def finding(self) -> Finding:
        """The Finding that the panel shows."""
        return self._scenario.finding

    @property
    def code(self) -> str:
        """Code that gives exactly this finding."""
        return self._scenario.code

    @property
    def text(self) -> str:
        """All that the panel says of the scenario, as plain text."""
        return self.display.text(self._scenario)

    def control(self, name: str | int) -> Control:
        """A control by its name: a fact, a resolution, a source, or one of the panel's own.

        Raises KitError with the near miss for a name that the panel does not have.
        """
        name = str(name)
        if name not in self.controls:
            hint = near(name, self.controls) or f" It has {', '.join(self.controls)}."
            message = f'This panel has no control "{name}".{hint}'
            raise KitError(message, "control", name, self.controls)
        return self.controls[name]

    # Showing another scenario

    def add(self, control: Control) -> Control:
        """Take a control into the panel."""
        self.controls[control.name] = control
        return control

    def say(self, words: str, kind: str = "note") -> None:
        """Say one sentence to the user with the next drawing: a "note" or an "alert"."""
        self._message = {"kind": kind, "words": words}

    def show(self, scenario: Scenario) -> None:
        """Show a scenario. One whose finding fails is refused before anything is shown of it."""
        scenario.finding  # noqa: B018 - computed here, and kept by the scenario
        self._scenario = scenario
        self.draw()

    def draw(self) -> None:
        """Show the scenario: first the verdict and the controls, then the picture and the rest."""
        scenario = self._scenario
        for section in self._all_sections():
            section.place(scenario)
        if not self.is_drawn:
            return
        # Told first is shown first: the verdict does not wait for the picture or a search.
        self.tell(
            kit={name: control.described() for name, control in self.controls.items()},
            form=self._form(scenario),
            state=self._state(scenario),
            work=AT_WORK,
        )
        if self._with_picture:
            self.tell(picture=self._picture(scenario))
        self._tell_rest()

    def _tell_rest(self) -> None:
        """Tell what takes longer: of a long search what was found so far."""
        rest = self.display.rest(self._scenario)
        self.tell(rest=rest, work=self.display.work(self._scenario))

    def _picture(self, scenario: Scenario) -> dict[str, Any]:
        """The argument as it is drawn."""
        # The picture of an original is made once, and its scenarios are shown against it.
        if self._pictures is None or self._pictures[0] is not scenario.original:
            self._pictures = scenario.original, Picture(scenario)
        return self._pictures[1].of(scenario, self.controls)

    def _all_sections(self) -> list[Section]:
        return [*([self.head] if self.head else []), *self.sections]

    def _form(self, scenario: Scenario) -> dict[str, Any]:
        """How the controls lie."""

        def laid(section: Section) -> list[Block]:
            return without_empty(section.blocks(scenario))

        return {
            "title": self.title,
            "head": laid(self.head) if self.head else [],
            "tabs": [
                {"title": section.title, "blocks": laid(section)} for section in self.sections
            ],
            "tools": [grid(self.tools, look="row")],
        }

    def _state(self, scenario: Scenario) -> dict[str, Any]:
        """What the verdict and the controls show."""
        return {
            "answered": self._answered,
            "message": self._message,
            "about": about(scenario),
            "verdict": self.display.verdict(scenario),
            "values": {name: control.value for name, control in self.controls.items()},
            "off": [name for name, control in self.controls.items() if control.disabled],
            "notes": self._gathered("notes"),
            "changed": self._gathered("changed"),
            "marks": self._gathered("marks"),
        }

    def _gathered(self, what: str) -> dict[str, str]:
        gathered: dict[str, str] = {}
        for section in self._all_sections():
            gathered |= getattr(section, what)(self._scenario)
        return {name: words for name, words in gathered.items() if words and name in self.controls}

    # What is asked of it

    def answer(self, asked: Mapping[str, Any]) -> None:
        """Answer the front end, which says what was done to a control and numbers its questions."""
        self._answered = {"view": asked.get("view", ""), "number": asked.get("number", 0)}
        control = self.controls.get(asked.get("control", ""))
        if asked.get("control") == GO_ON:
            self.tell(state=self._state(self._scenario))
            self._tell_rest()
        elif control:
            self.attempt(control, asked.get("value"))
        else:  # the panel no longer has it
            self.draw()

    def attempt(self, control: Control, new: Any) -> None:
        """Do what a control asks. Whatever fails is said in the panel, and the scenario stays."""
        before, self._message = self._scenario, NOTHING_SAID
        for other in self.controls.values():
            other.typed = None  # what was refused before is not shown again
        try:
            scenario = control.act(new)
            self.show(before if scenario is None else scenario)
        except Exception as error:  # a panel has no place for a traceback, and must go on
            reason = APOLOGY
            if isinstance(error, KitError):
                reason = str(error).removeprefix(f"{error.name}: ")
            self.say(f"{control.label}: {reason} Nothing was changed.", "alert")
            self._scenario = before
            if control.is_typed_in:
                control.typed = new  # what was typed stays, to be mended
            with suppress(Exception):  # the sentence above is what the user needs
                self.draw()

    def _set_argument(self, wanted: bool) -> None:
        self.display.with_argument = bool(wanted)

    def _look_for_pairs(self, _: object) -> None:
        self.display.pairs_for = self._scenario

    def _take_back(self, change: str) -> Scenario | None:
        scenario = self._scenario.undo(change) if change else self._scenario
        if not scenario.changes:
            self.say("Nothing is changed now.")
        return scenario

    def _reset(self, _: object) -> Scenario:
        self.say("Nothing is changed now.")
        return Scenario(self._scenario.original)
