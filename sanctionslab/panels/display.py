"""What a panel says of a scenario, as HTML in five places and as plain text."""

from collections.abc import Callable, Iterable
from html import escape

import ipywidgets as widgets

from ..outline import Part, as_text
from ..whatif import (
    Scenario,
    about,
    argument,
    fallen,
    firmness,
    headline,
    smallest_changes,
    switches,
    through_time,
)
from .look import SIGNS, live, parts_html, style_of
from .maker import Maker
from .strip import strip

Teller = Callable[[Scenario], list[Part]]

# Told beside the controls that move them, and so not in the report below.
BESIDE_CONTROLS = (switches, fallen, firmness)


class Display:
    """What a panel says: `message`, `about`, `result`, `report` and `argument`, each a widget.

    `tellers` are the functions of `whatif` whose answers make up the report.
    """

    def __init__(self, maker: Maker, tellers: Iterable[Teller]):
        self.tellers = tuple(tellers)
        self.beside: dict[Teller, widgets.HTML] = {}  # where a section shows what a teller says
        self.with_argument = False
        self.with_pairs = False
        self.message = _place(maker, "message")
        self.about = _place(maker, "about")
        self.result = _place(maker, "result")
        self.report = _place(maker, "report")
        self.argument = _place(maker, "argument")
        self.say("")

    def say(self, words: str, kind: str = "note") -> None:
        """Say one sentence to the user: a "note", an "alert", or nothing."""
        role = ' role="alert"' if kind == "alert" else ""
        html = f'<p class="sl-{kind}"{role}>{escape(words)}</p>' if words else ""
        self.message.value = live(html)

    def show_verdict(self, scenario: Scenario) -> None:
        verdict = scenario.finding.verdict
        word, why, changed = map(escape, headline(scenario))
        sign = f'<span aria-hidden="true">{SIGNS[verdict]}</span>'
        self.result.value = live(
            f'<div class="sl-verdict {style_of(verdict)}"><p class="sl-word">{sign} {word}</p>'
            f"<p>{why}</p><p>{changed}</p></div>"
        )
        self.about.value = f"<p>{escape(about(scenario))}</p>"

    def show_rest(self, scenario: Scenario) -> None:
        """Show what is said beyond the verdict, which can take longer."""
        for tell, place in self.beside.items():
            place.value = parts_html(tell(scenario))
        html = "".join(
            _told(tell, scenario) for tell in self.tellers if tell not in BESIDE_CONTROLS
        )
        if self.with_pairs:
            html += parts_html(smallest_changes(scenario, 2), fold=True)
        self.report.value = html
        self.argument.value = parts_html(argument(scenario)) if self.with_argument else ""

    def text(self, scenario: Scenario) -> str:
        """All that is said of a scenario, as plain text."""
        parts = [part for tell in self.tellers for part in tell(scenario)]
        if self.with_pairs:
            parts += smallest_changes(scenario, 2)
        if self.with_argument:
            parts += argument(scenario)
        lines = [about(scenario), *headline(scenario), "", *as_text(parts)]
        return "\n".join(lines).rstrip()


def _place(maker, name):
    place = maker.words()
    place.add_class(f"sl-{name}")
    return place


def _told(tell, scenario):
    html = parts_html(tell(scenario), fold=tell is smallest_changes)
    if tell is through_time:
        html = html.replace("</h4>", f"</h4>{strip(scenario)}")
    return html
