"""The panel itself: a thin shell over a scenario. It shows one, and its controls ask for others."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

import anywidget
import traitlets

from ..cases import Case
from ..errors import KitError, near
from ..law import Law
from ..verdict import Finding
from ..whatif import Scenario, about, smallest_changes
from .blocks import Block, grid, without_empty
from .controls import Control
from .display import Display, Teller
from .front import script, styles
from .keeping import has_visitors
from .picture import Picture
from .section import Section

APOLOGY = (
    "this did not work, and the fault is not yours. Try another value; if it happens again, run "
    "the cell anew and tell those who keep the kit."
)
NOTHING_SAID = {"kind": "note", "words": ""}
LIVE = "application/vnd.jupyter.widget-view+json"


class Panel(anywidget.AnyWidget):
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
    # What the front end draws: the controls, how they lie, what they show, what takes longer.
    kit = traitlets.Dict().tag(sync=True)
    form = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    picture = traitlets.Dict().tag(sync=True)
    rest = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        scenario: Scenario,
        title: str,
        tellers: Iterable[Teller],
        sections: Iterable[type[Section]],
        head: type[Section] | None = None,
        with_picture: bool = False,
    ):
        """Arguments: `tellers`, whose answers are the report; `sections`, behind tabs if several;
        `head`, the section that stands above the verdict; `with_picture`, whether the argument is
        drawn, to be taken apart.
        """
        super().__init__(_esm=script(), _css=styles())
        self._scenario, self.title = scenario, title
        self.display = Display(title, tellers)
        self.controls: dict[str, Control] = {}
        self._with_picture, self._pictures = with_picture, None
        self._message, self._answered = NOTHING_SAID, {"view": "", "number": 0}
        self.head = head(self) if head else None
        self.sections = [section(self) for section in sections]
        self.tools = self._tools()
        self.on_msg(lambda _, asked, __: self._answer(asked))
        self.draw()

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

    def __repr__(self) -> str:
        return f"{self.title}\n{self.text}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
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
        scenario, sections = self._scenario, self._all_sections()
        for section in sections:
            section.place(scenario)
        with self.hold_sync():
            self.kit = {name: control.described() for name, control in self.controls.items()}
            self.form = self._form(scenario)
            self.state = self._state(scenario)
        if self._with_picture:
            self.picture = self._picture(scenario)
        self.rest = self.display.rest(scenario)

    def _picture(self, scenario: Scenario) -> dict[str, Any]:
        """The argument as it is drawn."""
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
            "tabs": [{"title": one.title, "blocks": laid(one)} for one in self.sections],
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

    def _answer(self, asked: Mapping[str, Any]) -> None:
        """Answer the front end, which says what was done to a control and numbers its questions."""
        self._answered = {"view": asked.get("view", ""), "number": asked.get("number", 0)}
        control = self.controls.get(asked.get("control", ""))
        if control:
            self.attempt(control, asked.get("value"))
        else:  # the panel no longer has it
            self.draw()

    def attempt(self, control: Control, new: Any) -> None:
        """Do what a control asks. Whatever fails is said in the panel, and the scenario stays."""
        before, self._message = self._scenario, NOTHING_SAID
        for one in self.controls.values():
            one.typed = None
        try:
            scenario = control.act(new)
            self.show(before if scenario is None else scenario)
        except Exception as error:
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
