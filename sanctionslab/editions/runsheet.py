"""The run sheet: how long a notebook takes, counted from its words, cells and exercises."""

from __future__ import annotations

import math
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from ..classroom import exercises
from .checks import checks_in
from .notebooks import read_notebook, run
from .source import EditionError, notebook_paths, repository, write_text

WORDS_A_MINUTE = 130
MINUTES_A_CELL = 0.5
EXERCISE_MINUTES = {"recall": 2, "read the law": 4, "apply": 4, "predict then test": 5, "argue": 8}
CAPSTONE_MINUTES = {"07.1": 50, "07.2": 25}
STEP = 5  # minutes to which a notebook is rounded up


@dataclass
class SheetSection:
    """A part of a notebook.

    It has a `heading`, the number of `words` of its prose, the number of its `cells` of code that
    only show something, and the ids of its `exercises`.
    """

    heading: str
    words: int = 0
    cells: int = 0
    exercises: list[str] = field(default_factory=list)

    @property
    def reading(self) -> float:
        """Minutes for the prose, and for running each cell and looking at what it shows."""
        return self.words / WORDS_A_MINUTE + self.cells * MINUTES_A_CELL

    @property
    def doing(self) -> int:
        """Minutes for the exercises, by their levels; the two of the capstone have their own."""
        return sum(
            CAPSTONE_MINUTES.get(id_) or EXERCISE_MINUTES[exercises()[id_].level]
            for id_ in self.exercises
        )


@dataclass(frozen=True)
class Sheet:
    """What a notebook asks of a learner.

    It has the notebook's `name`, its `sections`, and `stated`, the minutes that its own opening
    gives.
    """

    name: str
    sections: tuple[SheetSection, ...]
    stated: int

    @property
    def minutes(self) -> int:
        """Reading, running and exercises together, rounded up to five minutes."""
        total = sum(section.reading + section.doing for section in self.sections)
        return STEP * math.ceil(total / STEP)

    def lines(self, seconds: int) -> Iterator[str]:
        """The sheet as lines of a Markdown table. Argument: `seconds` that the kernel worked."""
        yield "| Section | Words | Cells | Reading | Exercises | Minutes for them |"
        yield "|---|--:|--:|--:|---|--:|"
        for part in self.sections:
            yield row(
                part.heading,
                part.words,
                part.cells,
                math.ceil(part.reading),
                ", ".join(part.exercises),
                part.doing or "",
            )
        yield row(
            "**Together**",
            sum(part.words for part in self.sections),
            sum(part.cells for part in self.sections),
            math.ceil(sum(part.reading for part in self.sections)),
            sum(len(part.exercises) for part in self.sections) or "none",
            sum(part.doing for part in self.sections) or "",
        )
        yield ""
        yield f"Plan **{self.minutes} minutes**. The kernel works for {seconds} seconds of them."


def row(*cells: object) -> str:
    """A row of a Markdown table.

    >>> row("Start here", 120)
    '| Start here | 120 |'
    """
    return f"| {' | '.join(map(str, cells))} |"


def run_sheet(root: str | Path | None = None) -> list[Sheet]:
    """One Sheet for each notebook, in order, counted from the notebooks as they are.

    Argument: `root` as for with_exercises.

    >>> first = run_sheet()[0]
    >>> first.name, first.sections[0].heading
    ('00_start_here', 'Start here')
    """
    return [sheet_of(path.stem, read_notebook(path)) for path in notebook_paths(root)]


def sheet_of(name: str, notebook: NotebookNode) -> Sheet:
    """Count a notebook. A section goes from a heading of the first or second level to the next."""
    stated = 0
    sections: list[SheetSection] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            stated = stated or stated_minutes(cell.source)
            for text in filter(None, re.split(r"^(?=##? )", cell.source, flags=re.MULTILINE)):
                if heading := re.match(r"##? +(.+)", text):
                    sections.append(SheetSection(heading[1]))
                sections[-1].words += count_words(text)
            continue
        ids, _ = checks_in(cell.source)
        sections[-1].exercises += ids
        if not ids:
            sections[-1].cells += 1
    return Sheet(name, tuple(sections), stated)


def stated_minutes(prose: str) -> int:
    """The minutes that the table in a notebook's opening gives, or 0."""
    minutes = re.search(r"\| *(\d+) minutes", prose)
    return int(minutes[1]) if minutes else 0


def count_words(prose: str) -> int:
    """The words that a reader reads: no link targets, no marks of formatting.

    >>> count_words("## A *first* [verdict](02.ipynb), `2397:7` | 10 |")
    5
    """
    plain = re.sub(r"\]\([^)]*\)", "]", re.sub(r"<[^>]+>", " ", prose))
    # Both kinds of apostrophe.
    return len(re.findall(r"\w+(?:['’.:()\-]\w+)*", plain))  # noqa: RUF001


def kernel_seconds(path: str | Path) -> float:
    """Seconds that a processor works to run a notebook, its start included.

    A busy machine takes longer by the clock, and no more of these. Where the system does not count
    them (Windows), the clock is taken. Argument: `path` of the notebook.
    """
    started = time.monotonic()
    worked_before = child_seconds()
    run(read_notebook(path), Path(path).parent)
    worked = child_seconds() - worked_before
    return worked if worked > 0 else time.monotonic() - started


def child_seconds() -> float:
    """Seconds that a processor has worked for the programs that this one started and that ended."""
    times = os.times()
    return times.children_user + times.children_system


def write_run_sheet(root: str | Path | None = None) -> Path:
    """Count and time every notebook anew and put the tables into `teaching/guide.md`.

    Argument: `root` as for learner_files. Returns the path of the guide. Each table stands between
    the lines `<!-- sheet 00_start_here -->` and `<!-- end -->`.

    >>> write_run_sheet("no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    root = repository(root)
    guide = root / "teaching" / "guide.md"
    text = guide.read_text(encoding="utf-8")
    for sheet in run_sheet(root):
        seconds = kernel_seconds(root / "notebooks" / f"{sheet.name}.ipynb")
        table = "\n".join(sheet.lines(max(2, math.ceil(seconds))))
        text = with_table(text, sheet.name, table)
    write_text(guide, text)
    return guide


def with_table(guide: str, name: str, table: str) -> str:
    """The text of the guide with another table for a notebook."""
    place = re.search(rf"(?<=<!-- sheet {name} -->\n).*?(?=<!-- end -->)", guide, re.DOTALL)
    if place is None:
        raise EditionError(
            f"The guide has no place for {name}. "
            f"Put <!-- sheet {name} --> and <!-- end --> into it.",
            "notebook",
            name,
        )
    return f"{guide[: place.start()]}\n{table}\n\n{guide[place.end() :]}"
