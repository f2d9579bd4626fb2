"""What came out of a screened file, counted: every row once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

SHOWN = 8  # of a kind of thing, the most frequent first
VERDICTS = ("prohibited", "not prohibited", "undetermined", "unreadable")

# What differs from row to row in reasons of the same kind: values in quotes, numbers, lines, codes.
PARTICULAR = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"[^"]*"|(?<=: )-?\d[\d.]*|(?<=line )\d+"""
    r"|(?<= has )\d+(?= fields)|(?<=HS )\d+|(?<=HS code )\d+"
)


@dataclass
class Tally:
    """The verdicts, measures, hinges and reasons of a file, and what its columns were read as.

    `prefix` stands before the names of the added columns; `reading` is what reading() says; `said`
    what was found out about the file.
    """

    prefix: str
    reading: dict[str, Any]
    said: list[str] = field(default_factory=list)
    rows: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    measures: Counter[str] = field(default_factory=Counter)
    possible: Counter[str] = field(default_factory=Counter)
    hinges: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def nothing_read(self) -> bool:
        """Whether there are rows, and none of them could be read."""
        return 0 < self.rows == self.verdicts["unreadable"]

    def add(self, screened: Any) -> None:
        """Count the rows of a screened frame, of pandas or Arrow."""
        self.rows += len(screened)
        for verdict, count in self._texts(screened, "verdict"):
            self.verdicts[verdict] += count
        for reason, count in self._texts(screened, "reason"):
            self.reasons[PARTICULAR.sub("…", reason)] += count
        for name, counter in (
            ("measures", self.measures),
            ("possible", self.possible),
            ("hinges_on", self.hinges),
        ):
            for text, count in self._texts(screened, name):
                for part in text.split("; "):
                    counter[part] += count

    def _texts(self, screened, name):
        column = screened[self.prefix + name]
        texts = column.to_pylist() if hasattr(column, "to_pylist") else column.tolist()
        return [(text, count) for text, count in Counter(texts).items() if text]

    def lines(
        self, source: object, out: object, without: tuple[str, ...], assumed: Mapping[str, str]
    ) -> Iterator[str]:
        """The summary of a file, line by line: what came out, and what that rests on.

        Arguments: the places of the file and of what was written; the law that was left out; the
        facts that were assumed of every row.
        """
        yield f"{source}: {self.rows:,} rows, written to {out}"
        for verdict in VERDICTS:
            yield f"  {verdict:15} {self.verdicts[verdict]:>12,}"
        yield from _most_frequent("measures that prohibit", self.measures)
        yield from _most_frequent("measures that might prohibit", self.possible)
        yield from _most_frequent("undetermined rows hinge on", self.hinges)
        yield from _most_frequent("reasons", self.reasons)
        yield (
            "A prohibited row is the start of an inquiry and no finding: "
            "ask sl.explain(decision) for the argument."
        )
        yield from self._basis(without, assumed)
        if self.nothing_read:
            [(reason, _)] = self.reasons.most_common(1)
            yield f"No row could be read. The most usual reason: {reason}"

    def _basis(self, without, assumed):
        columns = {
            name: "+".join(column) if isinstance(column, tuple) else column
            for name, column in self.reading["columns"].items()
        }
        yield f"read as: {'; '.join([self.reading['form'], *self.said])}"
        yield f"columns: {_listed(columns)}"
        for note in self.reading["notes"]:
            yield f"  {note}"
        if self.reading["sides"]:
            yield f"true of every row of such a file: {_listed(self.reading['sides'])}"
        if without:
            yield f"law: without {', '.join(without)}"
        if assumed:
            yield f"assumed of every row: {_listed(assumed)}"
        yield f"presumed of every row: {_listed(self.reading['presumed'])}"
        if self.reading["presumed_of_things"]:
            yield (
                "presumed where the thing, or the HS code, suggests nothing else: "
                f"{_listed(self.reading['presumed_of_things'])}"
            )


def _most_frequent(title, counter):
    if not counter:
        return
    yield f"{title}:"
    for text, count in counter.most_common(SHOWN):
        yield f"  {count:>12,}  {text}"
    if len(counter) > SHOWN:
        yield f"  and {len(counter) - SHOWN:,} more"


def _listed(values):
    return ", ".join(f"{name}={value}" for name, value in values.items())
