"""What is written of a screened file: its rows with what was found, as text or as Parquet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, TextIO

import numpy as np

from .cleanlines import ended, in_pandas, lines_of
from .csvfile import CsvTable
from .decision import RowAnswer
from .frames import library_of
from .next_steps import Next, next_of
from .parquetfile import KIND as PARQUET
from .parquetfile import parquet_writer
from .plan import UNREADABLE, Plan
from .tally import ScreenedPart

WRITTEN = (".csv", ".tsv", ".txt", PARQUET)


class Wanted(NamedTuple):
    """What is to be written: the arguments are those of `screen_file`."""

    plan: Plan
    names: Sequence[str]  # of the columns of the file
    keeps_lines: bool  # whether lines can be written as they came, with what was found
    only: Collection[str] = ()
    priority: bool = False
    excel: bool = False
    schema: Any = None  # of a file of Parquet that was read

    def added(self, row: RowAnswer) -> tuple[str, ...]:
        """What is added to a row of the file."""
        return (*row, *next_of(row, self.plan.question.given_law)) if self.priority else row

    @property
    def head(self) -> list[str]:
        """The names of all columns to write."""
        more = [self.plan.question.prefix + name for name in Next._fields] if self.priority else []
        return [*self.names, *self.plan.question.added, *more]

    def rows_of(self, part: ScreenedPart) -> np.ndarray | None:
        """Which rows of a part are wanted, None for all."""
        if not self.only:
            return None
        wanted = np.array([row.verdict in self.only for row in self.plan.rows] or [False])
        rows = wanted.take(part.places)
        rows[list(part.problems)] = UNREADABLE in self.only
        return rows


def with_answers(part: ScreenedPart, plan: Plan) -> Any:
    """The frame of a part with what was found; what is no row of the table is unreadable."""
    frame = library_of(part.frame).answered(part.frame, plan, part.places)
    if part.problems:
        return mark_unreadable(frame, part.problems, plan.question.prefix)
    return frame


def mark_unreadable(screened: Any, problems: dict[int, str], prefix: str) -> Any:
    """A frame of pandas in which rows that are no rows of the table, by place, are unreadable."""
    import pandas as pd

    empty = dict.fromkeys(("measures", "possible", "hinges_on", "decision"), "")
    for name in ("verdict", *empty, "reason"):
        column = screened[prefix + name]
        texts = column.tolist()
        for place, problem in problems.items():
            texts[place] = {**empty, "verdict": UNREADABLE, "reason": problem}[name]
        screened[prefix + name] = pd.Series(texts, screened.index, column.dtype)
    return screened


def lines_can_be_kept(table: Any, ending: str) -> bool:
    """Whether the lines of a table can stand in the file to be written as they are."""
    is_text = isinstance(table, CsvTable) and ending != PARQUET
    return is_text and table.delimiter == delimiter_for(ending)


def delimiter_for(ending: str) -> str:
    return "\t" if ending == ".tsv" else ","


@contextmanager
def writer(out: Path, ending: str, wanted: Wanted) -> Iterator[Callable[[ScreenedPart], None]]:
    """A function that writes a part after those before it. `ending` says which kind of file."""
    if ending == PARQUET:
        with parquet_writer(out, wanted.schema) as write:
            # Clean lines come as tables of pyarrow, others in pandas: a file has one type.
            of_one_type = (lambda frame: frame) if wanted.schema else in_pandas
            yield lambda part: write(_frame(part.with_frame(of_one_type(part.frame)), wanted))
        return
    encoding = "utf-8-sig" if wanted.excel else "utf-8"
    with out.open("w", encoding=encoding, newline="") as file:
        yield TextWriter(file, delimiter_for(ending), wanted).write


def _frame(part: ScreenedPart, wanted: Wanted) -> Any:
    """The frame of a part as it is to be written."""
    plan, frame = wanted.plan, with_answers(part, wanted.plan)
    library = library_of(frame)
    if wanted.priority:
        nexts = [next_of(row, plan.question.given_law) for row in plan.rows]
        nexts.append(next_of(RowAnswer(UNREADABLE)))
        places = part.places.copy()
        places[list(part.problems)] = len(plan.rows)
        for name, labels in zip(Next._fields, zip(*nexts, strict=True), strict=True):
            column = plan.question.prefix + name
            frame = library.with_texts(frame, column, list(labels), places)
    rows = wanted.rows_of(part)
    return frame if rows is None else library.kept(frame, rows)


class TextWriter:
    """Writes parts as lines of text: lines as they came with an end, or all fields anew."""

    def __init__(self, file: TextIO, delimiter: str, wanted: Wanted) -> None:
        self.file, self.delimiter, self.wanted = file, delimiter, wanted
        self.fields = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        self.ends: list[str] = []  # what stands at the end of a line, for each entry of the plan
        self.fields.writerow(wanted.head)

    def write(self, part: ScreenedPart) -> None:
        """Write a part."""
        if self.wanted.keeps_lines and part.batch.lines is not None:
            self._write_lines(part)
            return
        frame = _frame(part, self.wanted)
        lines = lines_of(frame, self.delimiter)
        if lines is not None:
            self._write_bytes(lines)
            return
        if hasattr(frame, "to_pydict"):
            from .arrowtext import listed  # pyarrow is there: the frame is one of its own

            columns = [listed(frame.column(name)) for name in frame.column_names]
        else:
            columns = [frame[name].tolist() for name in frame.columns]
        self.fields.writerows(zip(*columns, strict=True))

    def _write_lines(self, part: ScreenedPart) -> None:
        lines, places = part.batch.lines, part.places
        rows = self.wanted.rows_of(part)
        if rows is not None:
            lines, places = lines.filter(rows), places[rows]
        self._write_bytes(ended(lines, self._ends(), places))

    def _ends(self) -> list[str]:
        # csv asks nothing of a file but that it takes text.
        kept = SimpleNamespace(write=self.ends.append)
        quoted = csv.writer(kept, delimiter=self.delimiter, lineterminator="\n")
        for row in map(self.wanted.added, self.wanted.plan.rows[len(self.ends) :]):
            text = self.delimiter.join(row)
            # Nothing here has to be quoted, and csv would write the same, only slower.
            if (
                text.count(self.delimiter) == len(row) - 1
                and text.isprintable()
                and '"' not in text
            ):
                self.ends.append(f"{text}\n")
            else:
                quoted.writerow(row)
        return self.ends

    def _write_bytes(self, lines: memoryview) -> None:
        self.file.flush()  # text that still waits has to stand before these
        self.file.buffer.write(lines)
