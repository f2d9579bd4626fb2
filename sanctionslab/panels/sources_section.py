"""The section for the sources behind the facts of a case: who is believed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..cases import Case, chains_of, source_rows
from ..diagram import what_it_says
from ..whatif import Scenario, rows_of
from .blocks import Block, fold, grid, hint, told, words
from .controls import Control, Option
from .left_out import add_tick
from .section import Section

if TYPE_CHECKING:
    from .board import Board


class SourcesSection(Section):
    """Ticks for the sources, and a choice of those whose word alone counts."""

    title = "Sources"

    def __init__(self, panel: "Board") -> None:
        super().__init__(panel)
        self.original: Case | None = None  # whose sources have ticks
        self.speakers: list[str] = []
        self.outlets: list[str] = []
        self.claims: list[str] = []
        self.only = panel.add(
            Control(
                panel,
                "only",
                "choice",
                "Whose word counts",
                act=self.trust_only,
                shows=lambda scenario: " ".join(scenario.trust_only),
            )
        )

    def place(self, scenario: Scenario) -> None:
        """Make the controls for the sources of another case."""
        if self.original is not scenario.original:
            self.original = scenario.original
            for key in self.ticks:
                del self.panel.controls[key]
            self.speakers, self.outlets = _voices(scenario.original)
            rows = rows_of(scenario.original)
            self.claims = [str(row) for row in rows]
            for key in (*self.speakers, *self.outlets):
                add_tick(self.panel, "distrust", key, _source_name(key))
            for row in rows:
                words_of_it = f"{row}: {what_it_says(row)}"
                add_tick(self.panel, "distrust", str(row), words_of_it)
            self.only.options = tuple(_whose_word(self.speakers))
        trusted = " ".join(scenario.trust_only)
        # A scenario from a file or from code may trust others than the list offers.
        if trusted not in [value for value, _, _ in self.only.options]:
            named = f"only {', '.join(scenario.trust_only)}"
            self.only.options = (*self.only.options, (trusted, named, ""))
        for key in self.ticks:
            self.panel.controls[key].disabled = bool(trusted)  # nobody else is left to doubt

    @property
    def ticks(self) -> list[str]:
        return [*self.speakers, *self.outlets, *self.claims]

    def trust_only(self, keys: str) -> Scenario:
        return self.panel.scenario.but(distrust=(), trust_only=keys.split())

    def blocks(self, scenario: Scenario) -> list[Block]:
        nobody = words("<p>No source stands behind the facts of this case.</p>")
        return [
            hint(
                "Untick whoever you do not believe. A fact stands while one chain of reports "
                "behind it has nobody unticked."
            ),
            grid(["only"]),
            grid(self.speakers, "Those whose word it is", look="ticks"),
            grid(self.outlets, "Those who pass it on", look="ticks"),
            *([] if self.speakers else [nobody]),
            fold("Single claims and reports", [grid(self.claims, look="ticks")]),
            told("fallen"),
            told("firmness"),
        ]

    def changed(self, scenario: Scenario) -> dict[str, str]:
        changed = dict.fromkeys(scenario.distrust, "not believed")
        return changed | ({"only": "before: everybody's"} if scenario.trust_only else {})


def _voices(original: Case) -> tuple[list[str], list[str]]:
    """The sources behind the facts of a case: who speaks first, and who only passes it on."""
    chains = [
        chain
        for evidence in original.evidence.values()
        for row in (*evidence.rows, *evidence.since_rows)
        for chain in chains_of(row)
    ]
    speakers = {chain[0] for chain in chains}
    links = {link for chain in chains for link in chain}
    return sorted(speakers), sorted(links - speakers)


def _whose_word(speakers: Iterable[str]) -> list[Option]:
    """What can be chosen: everybody, the speakers of a country, one of many."""
    by_country: dict[str, list[str]] = {}
    for key in speakers:
        by_country.setdefault(_country(key), []).append(key)
    options = [("", "everybody's, but for those unticked below", "")]
    for country, keys in by_country.items():
        options.append((" ".join(keys), f"only that of {country}: {', '.join(keys)}", ""))
    for keys in by_country.values():
        if len(keys) > 1:
            options += [(key, f"only {key}", "") for key in keys]
    return options


def _source_name(key: str) -> str:
    return f"{source_rows()[key]['name']} [{key}]" if key in source_rows() else key


def _country(key: str) -> str:
    return source_rows().get(key, {}).get("country") or "no known country"
