"""The section for the sources behind the facts of a case: who is believed."""

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING

import ipywidgets as widgets

from ..cases import Case, chains_of, source_rows
from ..whatif import Scenario, fallen, firmness
from .section import Section

if TYPE_CHECKING:
    from .panel import Panel


class SourcesSection(Section):
    """Boxes for the sources, and a choice of those whose word alone counts."""

    def __init__(self, panel: "Panel"):
        super().__init__(panel)
        maker = panel.maker
        self.original: Case | None = None  # whose sources have boxes
        self.boxes: dict[str, widgets.Checkbox] = {}
        self.blocks = maker.rows()
        self.only = maker.make(widgets.Dropdown, description="Whose word counts")
        panel.controls.add("only", self.only, self.trust_only)
        falling = panel.display.beside[fallen] = maker.words()
        firm = panel.display.beside[firmness] = maker.words()
        self.box = maker.rows(
            maker.hint(
                "Untick whoever you do not believe. A fact stands while one chain of reports "
                "behind it has nobody unticked."
            ),
            maker.grid(self.only),
            self.blocks,
            falling,
            firm,
        )

    def place(self, scenario: Scenario) -> None:
        if self.original is not scenario.original:
            self.original = scenario.original
            self.rebuild(scenario.original)
        trusted = " ".join(scenario.trust_only)
        if trusted not in [value for _, value in self.only.options]:
            words = f"only {', '.join(scenario.trust_only)}"
            self.only.options = [*self.only.options, (words, trusted)]
        self.only.value = trusted
        for box in self.boxes.values():
            box.disabled = bool(trusted)  # then nobody else is left to doubt

    def rebuild(self, original: Case) -> None:
        """Make the controls for the sources of another case."""
        for key in self.boxes:
            self.panel.controls.drop(key)
        for block in self.blocks.children:
            block.close()
        speakers, outlets = _voices(original)
        self.boxes = {key: self._make_box(key) for key in (*speakers, *outlets)}
        maker, blocks = self.panel.maker, []
        groups = {"Those whose word it is": speakers, "Those who pass it on": outlets}
        for heading, keys in groups.items():
            if keys:
                ticks = maker.grid(*(self.boxes[key] for key in keys), kind="sl-ticks")
                blocks += [maker.words(f"<h4>{heading}</h4>"), ticks]
        if not blocks:
            blocks = [maker.words("<p>No source stands behind the facts of this case.</p>")]
        self.blocks.children = blocks
        self.only.options = _whose_word(speakers)

    def _make_box(self, key: str) -> widgets.Checkbox:
        return self.panel.controls.box(
            key,
            _source_name(key),
            move=functools.partial(self.believe, key),
            value=lambda scenario: key not in scenario.distrust,
        )

    def believe(self, key: str, believed: bool) -> Scenario:
        """The scenario with a source believed or not."""
        scenario = self.panel.scenario
        others = [other for other in scenario.distrust if other != key]
        return scenario.but(distrust=others if believed else [*others, key])

    def trust_only(self, keys: str) -> Scenario:
        return self.panel.scenario.but(distrust=(), trust_only=keys.split())


def _voices(original: Case) -> tuple[list[str], list[str]]:
    """The sources behind the facts of a case: who speaks first, and who only passes it on."""
    chains = [
        chain
        for evidence in original.evidence.values()
        for row in evidence.rows
        for chain in chains_of(row)
    ]
    speakers = {chain[0] for chain in chains}
    links = {link for chain in chains for link in chain}
    return sorted(speakers), sorted(links - speakers)


def _whose_word(speakers: Iterable[str]) -> list[tuple[str, str]]:
    """What can be chosen, as (words, keys): everybody, the speakers of a country, one of many."""
    by_country: dict[str, list[str]] = {}
    for key in speakers:
        by_country.setdefault(_country(key), []).append(key)
    options = [("everybody's, but for those unticked below", "")]
    for country, keys in by_country.items():
        options.append((f"only that of {country}: {', '.join(keys)}", " ".join(keys)))
    for keys in by_country.values():
        if len(keys) > 1:
            options += [(f"only {key}", key) for key in keys]
    return options


def _source_name(key: str) -> str:
    return f"{source_rows()[key]['name']} [{key}]" if key in source_rows() else key


def _country(key: str) -> str:
    return source_rows().get(key, {}).get("country") or "no known country"
