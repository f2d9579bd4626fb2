"""The control for one fact: a list to choose from, or a field to type in."""

import functools
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from ..logic import UNKNOWN
from ..vocabulary import OTHER, Fact, fact, items
from ..whatif import NOT_GIVEN, Scenario, plain

if TYPE_CHECKING:
    from .panel import Panel


def fact_control(panel: "Panel", name: str) -> widgets.Widget:
    """The control for a fact, made when it is first asked for."""
    if name in panel.controls.by_name:
        return panel.controls.by_name[name]
    described = fact(name)
    traits: dict[str, Any] = {"description": described.label, "tooltip": described.question}
    options = _options(described)
    if options:
        not_given = (_presumed(described), NOT_GIVEN)
        traits["options"] = [not_given, *options, ("unknown", "unknown")]
        blank, widget = NOT_GIVEN, panel.maker.make(widgets.Dropdown, **traits)
    else:
        traits["placeholder"] = (
            "such as 2024-02-18, 2024-02, /2024-02-20, or unknown"
            if name == "on"
            else _presumed(described)
        )
        blank = ""
        widget = panel.maker.make(widgets.Text, continuous_update=False, **traits)

    def value(scenario):
        given = scenario.case.given.get(name)
        text = blank if given is None else str(plain(given))
        if options and text not in {one for _, one in widget.options}:
            widget.options = (*widget.options, (described.words(given), text))  # several values
        return text

    return panel.controls.add(name, widget, functools.partial(_moved, panel, name), value)


def _options(described: Fact) -> list[tuple[str, str]]:
    """The values to choose from, as (words, value); none for a fact that is typed."""
    if described.type == "yes/no":
        return [("no", "no"), ("yes", "yes")]
    if described.type == "choice":
        return [(described.words(value), value) for value in described.values]
    if described.type == "item":
        return [(described.words(value), value) for value in (*items(), OTHER)]
    return []


def _moved(panel: "Panel", name: str, text: str) -> Scenario:
    """The scenario that a new entry in a control asks for."""
    before = panel.scenario.case.given.get("hs")
    scenario = panel.scenario.setting(name, _entered(name, text.strip()))
    had_code = before is not None and before is not UNKNOWN
    if name == "item" and had_code and "hs" not in scenario.case.given:
        panel.display.say(
            f"HS code {before} does not fit the new thing, so it was taken out. "
            "The thing has a code of its own."
        )
    return scenario


def _entered(name: str, text: str) -> str | float:
    if text in ("", NOT_GIVEN):
        return NOT_GIVEN
    if fact(name).type != "number":
        return text
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return text  # for the vocabulary to accept ("unknown") or to refuse in its own words


def _presumed(described: Fact) -> str:
    """What holds of a fact that is not given, in words."""
    if described.presumed is None:
        return "not given, so unknown"
    if described.presumed == "on":
        return "not given, so the date of the event"
    presumed = []
    if described.presumed.startswith("item"):
        presumed.append("as the thing has it")
    if described.presumption is not None:
        presumed.append(f"presumed: {described.words(described.presumption)}")
    return f"not given, so {', else '.join(presumed)}"
