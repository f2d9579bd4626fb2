"""What a panel says of a scenario: as data for the front end, as plain text, and to be stored."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from ..outline import READABLE, Part, as_text, section_html
from ..verdict import SIGNS, Verdict
from ..whatif import (
    Scenario,
    about,
    fallen,
    firmness,
    headline,
    search_of,
    smallest_changes,
    switches,
    through_time,
    whole_argument,
)
from .look import parts_html, style_of
from .strip import strip

Teller = Callable[[Scenario], list[Part]]

# Told beside the controls that move them, and so not in the report below.
BESIDE_CONTROLS = {switches: "switches", fallen: "fallen", firmness: "firmness"}

SLICE = 1  # seconds that are searched between two signs of life
AT_WORK = {"words": "Looking for what would change the answer …", "more": False}
DONE = {"words": "", "more": False}

AGAIN = "Run this cell to use the panel, and again when you come back another day."


class Display:
    """What a panel says. `tellers` are the functions of `whatif` whose answers are the report."""

    def __init__(self, title: str, tellers: Iterable[Teller]) -> None:
        self.title, self.tellers = title, tuple(tellers)
        self.with_argument = False
        self.pairs_for: Scenario | None = None  # for which pairs of changes are looked for

    def verdict(self, scenario: Scenario) -> dict[str, Any]:
        """The verdict in three sentences, what it was before, and what is changed."""
        before, now = scenario.before.verdict, scenario.finding.verdict
        return {
            **_sign(now),
            "lines": headline(scenario),
            "before": _sign(before) if scenario.changes else None,
            "changes": [list(change) for change in scenario.changes],
        }

    def rest(self, scenario: Scenario) -> dict[str, Any]:
        """What is said beyond the verdict, which can take longer, as HTML."""
        report = "".join(
            _told(tell, scenario) for tell in self.tellers if tell not in BESIDE_CONTROLS
        )
        if self.with_pairs(scenario):
            report += parts_html(smallest_changes(scenario, 2, SLICE), fold=True)
        return {
            "report": report,
            "argument": parts_html(whole_argument(scenario)) if self.with_argument else "",
            "beside": {
                place: parts_html(tell(scenario))
                for tell, place in BESIDE_CONTROLS.items()
                if tell in self.tellers
            },
        }

    def work(self, scenario: Scenario) -> dict[str, Any]:
        """What is still to be done once the rest is told: words, and whether to ask for `more`."""
        if smallest_changes not in self.tellers:
            return DONE
        sizes = (1, 2) if self.with_pairs(scenario) else (1,)
        searches = [search_of(scenario, size) for size in sizes]
        if all(search.is_over for search in searches):
            return DONE
        tried = sum(search.tried for search in searches)
        return {**AT_WORK, "more": True, "so_far": f"{tried:,} sets of changes tried"}

    def with_pairs(self, scenario: Scenario) -> bool:
        return self.pairs_for is scenario

    def text(self, scenario: Scenario) -> str:
        """All that is said of a scenario, as plain text."""
        lines = [about(scenario), *headline(scenario), "", *as_text(self._parts(scenario))]
        return "\n".join(lines).rstrip()

    def _parts(self, scenario: Scenario) -> list[Part]:
        parts = [part for tell in self.tellers for part in tell(scenario)]
        if self.with_pairs(scenario):
            parts += smallest_changes(scenario, 2)
        return parts + (whole_argument(scenario) if self.with_argument else [])

    def stored(self, scenario: Scenario) -> str:
        """What is left of the panel where no kernel answers, as HTML."""
        word, why, changed = map(escape, headline(scenario))
        sign = SIGNS[scenario.finding.verdict]
        body = (
            f'<div class="sl-stored"><h3>{escape(self.title)}</h3><p>{escape(about(scenario))}</p>'
            f"<p><strong>{sign} {word}</strong></p><p>{why}</p><p>{changed}</p>"
            "<details><summary>More that the panel says</summary>"
            f"{parts_html(self._parts(scenario), fold=True)}</details></div>"
        )
        return section_html("panel", f"<p><em>{AGAIN}</em></p>{body}", style=READABLE)


def _sign(verdict: Verdict) -> dict[str, str]:
    return {"style": style_of(verdict), "sign": SIGNS[verdict], "word": str(verdict)}


def _told(tell: Teller, scenario: Scenario) -> str:
    # It may take long: only a slice at a time, so that the panel answers meanwhile.
    if tell is smallest_changes:
        return parts_html(smallest_changes(scenario, seconds=SLICE), fold=True)
    html = parts_html(tell(scenario))
    if tell is through_time:
        html = html.replace("</h4>", f"</h4>{strip(scenario)}")
    return html
