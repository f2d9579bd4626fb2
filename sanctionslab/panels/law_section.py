"""The section for the law: resolutions switched on and off, and the date moved."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..law import Resolution
from ..law import law as whole_law
from ..verdict import Finding
from ..vocabulary import ONE_DAY
from ..whatif import Scenario, plain
from .blocks import Block, grid, hint, told
from .controls import Control
from .fact_controls import add_fact_control
from .left_out import add_tick
from .section import Section

if TYPE_CHECKING:
    from .board import Board

SUBSTANTIVE = ("sanctions", "humanitarian")  # kinds of resolution that have a switch of their own

CARRIES, MIGHT, LIFTS = "carries the verdict", "might bar it", "lifts a ban"


class LawSection(Section):
    """Switches for the resolutions, and days to which the date can be moved."""

    title = "Law"

    def __init__(self, panel: "Board") -> None:
        super().__init__(panel)
        self.switches: list[str] = []
        listed = [
            resolution for resolution in whole_law().resolutions if resolution.kind in SUBSTANTIVE
        ]
        for resolution in listed:
            year = resolution.day.year
            self.add_switch(resolution.key, f"{resolution.key} ({year}): {_few_words(resolution)}")
        add_fact_control(panel, "on")
        self.days = _days(listed)
        days = [(day, words, "") for day, words in self.days.items()]
        panel.add(
            Control(
                panel,
                "moment",
                "choice",
                "Move the date to",
                act=self.move_date,
                shows=self.moment,
                options=(("", "the date as it stands", ""), *days),
            )
        )

    def add_switch(self, key: str, words: str) -> None:
        self.switches.append(key)
        add_tick(self.panel, "without", key, words)

    def move_date(self, day: str) -> Scenario:
        return self.panel.scenario.setting("on", day) if day else self.panel.scenario

    def moment(self, scenario: Scenario) -> str:
        day = plain(scenario.case.given["on"])
        # Any other day is one that somebody typed.
        return day if day in self.days else ""

    def place(self, scenario: Scenario) -> None:
        """Add a switch for whatever else is left out, or bears on the verdict.

        It is a paragraph, or a resolution that is not listed.
        """
        law = whole_law()
        bearing = [key for key in _bearing(scenario.finding) if ":" not in key]
        for key in (*scenario.without, *bearing):
            if key not in self.switches:
                words = law.measure(key).title if ":" in key else _few_words(law.resolution(key))
                self.add_switch(key, f"{key}: {words}")

    def blocks(self, scenario: Scenario) -> list[Block]:
        forward = self.forward(scenario)
        first = [key for key in self.switches if key in forward]
        rest = [key for key in self.switches if key not in forward]
        return [
            hint(
                "Untick a resolution, and it was never adopted: what it replaced comes back, "
                "and what only extended it falls with it."
            ),
            grid(first, "What this verdict turns on", look="ticks"),
            grid(rest, "The others", look="ticks"),
            grid(["on", "moment"]),
            told("switches"),
        ]

    def forward(self, scenario: Scenario) -> set[str]:
        """The switches that stand first: whatever bears on the case now or under the whole law.

        What is switched off stays there, so that no switch leaves from under the hand.
        """
        bearing = {*_bearing(scenario.finding), *_bearing(scenario.under_the_whole_law)}
        return bearing | {*scenario.without}

    def marks(self, scenario: Scenario) -> dict[str, str]:
        bearing = _bearing(scenario.finding)
        return {key: words for key, words in bearing.items() if key in self.switches}

    def changed(self, scenario: Scenario) -> dict[str, str]:
        return dict.fromkeys(scenario.without, "switched off")


def _bearing(finding: Finding) -> dict[str, str]:
    """How resolutions and paragraphs bear on a verdict, by key."""
    bearing: dict[str, str] = {}
    for _, openings in finding.lifted:
        bearing |= {opening.id.partition(":")[0]: LIFTS for opening in openings}
    for words, grounds in ((MIGHT, finding.possible), (CARRIES, finding.grounds)):
        for ground in grounds:
            bearing |= dict.fromkeys((ground.measure.resolution, ground.id), words)
    return bearing


def _days(resolutions: Iterable[Resolution]) -> dict[str, str]:
    """The days on which the law changed and the days before, each with words for it."""
    days = {}
    for resolution in resolutions:
        adopted, eve = resolution.day, resolution.day - ONE_DAY
        days[str(eve)] = f"{eve}, the day before {resolution.key}"
        days[str(adopted)] = f"{adopted}, {resolution.key} adopted"
    return days


def _few_words(resolution: Resolution) -> str:
    """What it does that matters, or how the summary begins."""
    return resolution.gist or resolution.summary.partition(".")[0].partition(":")[0]
