"""The panel itself: a thin shell over a scenario. It shows one, and its controls ask for others."""

from collections.abc import Callable, Iterable
from contextlib import suppress

import ipywidgets as widgets

from ..cases import Case
from ..errors import KitError, near
from ..law import Law
from ..verdict import Finding
from ..whatif import Scenario, smallest_changes
from .controls import Controls
from .display import Display, Teller
from .look import opening
from .maker import Maker
from .section import Section

APOLOGY = (
    "this did not work, and the fault is not yours. Try another value; if it happens again, run "
    "the cell anew and tell those who keep the kit."
)


class Panel(widgets.VBox):
    """A what-if panel: facts_panel, law_panel, sources_panel and lab make the four kinds.

    `scenario`, `case`, `law` and `finding` are what it shows; `text` is what it says, as plain
    text; `result` is the HTML widget with the verdict; `code` gives the same without a panel;
    `control(name)` is one of its controls, to be moved by code:

    >>> panel = sl.panels.facts_panel("aurus-2024-06")
    >>> panel.control("conduct").value = "display"
    >>> panel.finding.verdict
    <Verdict.NOT_PROHIBITED: 'not prohibited'>
    """

    def __init__(self, scenario: Scenario, title: str, tellers: Iterable[Teller]):
        super().__init__(layout=widgets.Layout(width="auto"))
        self.add_class("sl-panel")
        self._scenario, self.title = scenario, title
        self.maker = Maker()
        self.controls = Controls(self)
        self.display = Display(self.maker, tellers)
        self.sections: list[Section] = []
        self.message, self.about = self.display.message, self.display.about
        self.result, self.report = self.display.result, self.display.report
        self.argument = self.display.argument

    # What it shows

    @property
    def scenario(self) -> Scenario:
        """The Scenario that the panel shows. Give it another one to show."""
        return self._scenario

    @scenario.setter
    def scenario(self, other: Scenario) -> None:
        self.show(other)

    @property
    def case(self) -> Case:
        """The case as changed."""
        return self._scenario.case

    @property
    def law(self) -> Law:
        """The law as changed."""
        return self._scenario.law

    @property
    def finding(self) -> Finding:
        """The Finding on the case as changed, by the law as changed."""
        return self._scenario.finding

    @property
    def code(self) -> str:
        """Code that gives exactly this finding."""
        return self._scenario.code

    @property
    def text(self) -> str:
        """All that the panel says of the scenario, as plain text."""
        return self.display.text(self._scenario)

    def control(self, name: str | int) -> widgets.Widget:
        """A control by its name: a fact, a resolution, a source, or one of the panel's own.

        Raises KitError with the near miss for a name that the panel does not have.
        """
        name, by_name = str(name), self.controls.by_name
        for section in [*self.sections]:
            if name not in by_name:
                section.make_late(name)
        if name not in by_name:
            hint = near(name, by_name) or f" It has {', '.join(by_name)}."
            raise KitError(f'This panel has no control "{name}".{hint}', "control", name, by_name)
        return by_name[name]

    def __repr__(self) -> str:
        return f"{self.title}\n{self.text}"

    def _repr_mimebundle_(self, **kwargs):
        # A place that shows no widgets shows what the panel says, instead of the widget's name.
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**bundle, "text/plain": repr(self)} if bundle else bundle

    # Showing another scenario

    def show(self, scenario: Scenario) -> None:
        """Show a scenario. One whose finding fails is refused before anything is shown of it."""
        scenario.finding  # noqa: B018 - computed here, and kept by the scenario
        self._scenario, self.display.with_pairs = scenario, False
        self.draw()

    def draw(self) -> None:
        """Show the scenario: first the verdict, then the controls, then what takes longer."""
        self.display.show_verdict(self._scenario)
        self.set_controls()
        self.show_rest()

    def show_rest(self) -> None:
        self.display.show_rest(self._scenario)

    def set_controls(self, keep: widgets.Widget | None = None) -> None:
        """Set every control but `keep` to what the scenario says."""
        with self.controls.setting():
            for section in self.sections:
                section.place(self._scenario)
            self.controls.set_to(self._scenario, keep)

    def attempt(
        self, action: str, act: Callable[[], None], moved: widgets.Widget | None = None
    ) -> None:
        """Do what a control asks. Whatever fails is said in the panel, and the scenario stays.

        Arguments: `action`, what it is called; `act`, what does it; `moved`, the control.
        """
        before = self._scenario
        try:
            self.display.say("")
            act()
        except Exception as error:
            reason = APOLOGY
            if isinstance(error, KitError):
                reason = str(error).removeprefix(f"{error.name}: ")
            self.display.say(f"{action}: {reason} Nothing was changed.", "alert")
            if self._scenario is not before:
                self._scenario = before
                with suppress(Exception):  # the sentence above is what the user needs
                    self.draw()
            # What was typed stays, to be mended; a choice or a box goes back.
            self.set_controls(keep=moved if isinstance(moved, widgets.Text) else None)

    # Putting it together

    def section(self, kind: Callable[..., Section], *arguments) -> widgets.Widget:
        """Make a section of the panel, and return the box that holds it."""
        section = kind(self, *arguments)
        self.sections.append(section)
        return section.box

    def finish(self, *top: widgets.Widget) -> "Panel":
        """Put the panel together: `top` with the verdict and the controls, then the report."""
        whole = self.controls.box("argument", "Show the whole argument, step by step")
        self.controls.watch(whole, self._show_argument)
        tools = [whole]
        if smallest_changes in self.display.tellers:
            words = "Look for pairs of changes too"
            tools.append(self.controls.button("pairs", words, self._look_for_pairs))
        self.draw()
        self.children = [
            self.maker.words(opening(self.title)),
            *top,
            self.report,
            self.maker.grid(*tools, kind="sl-row"),
            self.argument,
        ]
        return self

    def _show_argument(self, wanted: bool) -> None:
        self.display.with_argument = wanted
        self.show_rest()

    def _look_for_pairs(self) -> None:
        self.display.with_pairs = True
        self.show_rest()
