"""The control for one fact: a list to choose from, one to search, or a field to type in."""

import functools
from typing import TYPE_CHECKING

from ..logic import UNKNOWN
from ..vocabulary import NO_GOODS, OTHER, Fact, fact, items
from ..whatif import NOT_GIVEN, Scenario, plain
from .controls import Control, Option

if TYPE_CHECKING:
    from .board import Board

UNKNOWN_TOO: Option = ("unknown", "unknown", "")
HINTS = {
    "date": "such as 18 February 2024, 2024-02, or unknown",
    "number": "a number, or unknown",
    "hs": "type a code, or what it is",
    "item": "type to search",
}


def add_fact_control(panel: "Board", name: str) -> None:
    """Add the control for a fact, unless the panel has it."""
    if name in panel.controls:
        return
    described = fact(name)
    kind, options = _kind_and_options(described)
    panel.add(
        Control(
            panel,
            name,
            kind,
            described.label,
            act=functools.partial(_moved, panel, name),
            shows=functools.partial(_shown, name, "" if kind == "text" else NOT_GIVEN),
            options=options,
            hint=HINTS.get(described.type, ""),
            free=described.type == "hs",
        )
    )


def _shown(name: str, blank: str, scenario: Scenario) -> str:
    given = scenario.case.given.get(name)
    return blank if given is None else str(plain(given))


@functools.cache
def _kind_and_options(described: Fact) -> tuple[str, tuple[Option, ...]]:
    """The kind of the control, and the values to choose from; none for a fact that is typed."""
    not_given: Option = (NOT_GIVEN, NOT_GIVEN, "")
    if described.type == "item":
        things = [(key, thing.label, thing.group) for key, thing in items().items()]
        rest = (OTHER, described.words(OTHER), "")
        return "search", (not_given, UNKNOWN_TOO, *things, rest)
    if described.type == "hs":
        return "search", (not_given, UNKNOWN_TOO, *_codes())
    values = {"yes/no": ("no", "yes"), "choice": (*described.values,)}.get(described.type)
    if values is None:
        return "text", ()
    named = [(value, described.words(value), "") for value in values]
    return "choice", (not_given, *named, UNKNOWN_TOO)


def _codes() -> list[Option]:
    """The codes of the listed things, each with the things that it is the code of.

    What is no goods has none to be chosen.
    """
    things: dict[str, list] = {}
    for thing in items().values():
        if thing.hs != NO_GOODS:
            things.setdefault(thing.hs, []).append(thing)
    return [
        (code, f"{code} {', '.join(thing.label for thing in having)}", having[0].group)
        for code, having in things.items()
    ]


def _moved(panel: "Board", name: str, text: str) -> Scenario:
    """The scenario that a new entry in a control asks for."""
    before = panel.scenario.case.given.get("hs")
    scenario = panel.scenario.setting(name, _entered(name, text.strip()))
    had_code = before is not None and before is not UNKNOWN
    if name == "item" and had_code and "hs" not in scenario.case.given:
        panel.say(
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
