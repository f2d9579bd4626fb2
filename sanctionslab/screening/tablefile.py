"""A file of trade, of any kind that people have, screened in the memory of one batch."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TextIO

import numpy as np

from ..errors import KitError
from ..files import path_of
from . import csvfile, sheetfile
from .amounts import amounts_of
from .cleanlines import lines_of
from .csvfile import Batch, CsvTable
from .decision import Row
from .frames import library_of
from .next_steps import Next, next_of
from .parquetfile import KIND as PARQUET
from .parquetfile import ParquetTable, parquet_writer
from .plan import UNREADABLE, Plan, plan_for
from .question import Question, question_of, read_as, refuse_clash
from .sheetfile import SheetTable
from .survey import Survey
from .tally import Part, Tally
from .unpacked import PACKED, inner_name

READ = (*csvfile.KINDS, *PACKED, *sheetfile.KINDS, PARQUET)
WRITTEN = (".csv", ".tsv", ".txt", PARQUET)
WAYS_OUT = {
    **dict.fromkeys((".xls", ".ods", ".xlsb", ".html"), " Save the table as CSV or .xlsx first."),
    **dict.fromkeys((".bz2", ".xz", ".zst", ".7z", ".rar", ".tar"), " Unpack it first."),
}
DELIMITER_WORDS = {"tab": "\t", "\\t": "\t"}
LOOKING = 0.25  # of the work on a file: a look at its columns, before its rows


class Table(Protocol):
    """A table in a file, which can be read several times."""

    names: list[str]

    @property
    def said(self) -> list[str]: ...

    def batches(self) -> Iterator[Batch]: ...

    def values(self, columns: Any) -> Iterator[tuple[Mapping[str, Any], float]]: ...


def check_files(source: Path, out: Path) -> None:
    """Raise KitError unless `source` is a table that can be read, and `out` a place for another."""
    _refuse_source(source)
    if out.is_dir():
        raise KitError(f"{out} is a folder. Name a file.", "file", out)
    _refuse_other_kinds(out, "writes", WRITTEN)
    if out.exists() and out.resolve() == source.resolve():
        raise KitError(f"{out}: this is the file to read. Give another name.", "out", out)


def _refuse_source(source: Path) -> None:
    source = path_of(source)
    try:
        is_folder, is_file = source.is_dir(), source.is_file()
    except OSError as error:  # a name that is too long, a folder that may not be looked into
        raise KitError(f"{source}: {error.strerror}. Name a file.", "file", source) from None
    if is_folder:
        raise KitError(f"{source} is a folder. Name a file.", "file", source)
    _refuse_other_kinds(source, "reads", READ)
    if not is_file:
        raise KitError(f"{source}: there is no such file.", "file", source)


def _refuse_other_kinds(path: Path, does: str, kinds: tuple[str, ...]) -> None:
    ending = path.suffix.lower()
    if ending not in kinds:
        raise KitError(
            f'{path}: screen {does} {", ".join(kinds)}, not "{path.suffix}".'
            f"{WAYS_OUT.get(ending, '')}",
            "file",
            path,
            kinds,
        )


def table_in(source: Path, delimiter: str | None = None, encoding: str | None = None) -> Table:
    """The table in a file. Raises KitError for a file that holds none.

    Arguments: `delimiter` and `encoding` of a table of text, found out if None.
    """
    _refuse_source(source)
    character = _delimiter(delimiter)
    name = inner_name(source, csvfile.KINDS)
    kind = Path(name).suffix.lower()
    if kind in csvfile.KINDS:
        return CsvTable(source, character, encoding)
    if source.suffix.lower() in PACKED:
        raise KitError(
            f'{source} holds "{name}"; in a packed file only {", ".join(csvfile.KINDS)} are read. '
            "Unpack it first.",
            "file",
            source,
        )
    return ParquetTable(source) if kind == PARQUET else SheetTable(source)


def _delimiter(word: str | None) -> str | None:
    character = DELIMITER_WORDS.get(word or "", word)
    if character is not None and (len(character) != 1 or character in '"\r\n'):
        raise KitError(
            f'--delimiter: "{word}" cannot part columns. '
            'Give one character, for example ";", or the word tab.',
            "delimiter",
            character,
        )
    return character


def question_about(
    table: Table, options: Mapping[str, Any], tell: Callable[[float], None] = lambda done: None
) -> Question:
    """What is asked of a table, after a look at its columns. `options` are arguments of screen."""
    options = dict(options)
    arguments = {
        name: options.pop(name)
        for name in ("assume", "law", "prefix", "country_codes")
        if name in options
    }
    survey = Survey(question_of(options, table.names, **arguments))
    is_first = True
    for values, done in table.values(survey.columns):
        for column, some in values.items():
            if is_first or not survey.wants_beginning(column):
                survey.add(column, some)
        is_first = False
        tell(LOOKING * done)
    return survey.settled()


def screened_parts(table: Table, plan: Plan) -> Iterator[Part]:
    """The frames of a table with what was found."""
    for frame, problems, done in table.batches():
        library = library_of(frame)
        source = library.source_of(frame)
        places = plan.settle(plan.ids(source))
        screened = library.answered(frame, plan, places)
        if problems:
            screened = mark_unreadable(screened, problems, plan.question.prefix)
        yield Part(screened, places, problems, source, done)


def reading_of_file(source: Path, options: Mapping[str, Any]) -> dict[str, Any]:
    """What `reading` tells of a file; among its notes, what was found out about the file."""
    table = table_in(source)
    read = read_as(question_about(table, options))
    return {**read, "notes": (*table.said, *read["notes"])}


def screened_table(source: Path, options: Mapping[str, Any]) -> Any:
    """The rows of a file with what was found, as one frame: of pandas, of pyarrow for Parquet."""
    table = table_in(source)
    plan = plan_for(question_about(table, options))
    frames = [part.frame for part in screened_parts(table, plan)]
    if isinstance(table, ParquetTable):
        import pyarrow

        return pyarrow.concat_tables(frame.unify_dictionaries() for frame in frames)
    import pandas as pd

    return pd.concat(frames, ignore_index=True)


def screen_file(
    source: Path,
    out: Path,
    options: Mapping[str, Any],
    *,
    ending: str = "",
    delimiter: str | None = None,
    encoding: str | None = None,
    only: Collection[str] = (),
    priority: bool = False,
    excel: bool = False,
    tell: Callable[[float], None] = lambda done: None,
) -> Tally:
    """Screen a file row by row, and write the rows with what was found. Returns the Tally.

    All rows are counted, also those that are not written.

    Arguments: `source` and `out`, that check_files has passed; `options`, what screen is given by
    name; `ending`, which says what to write where the name of `out` does not; `delimiter` and
    `encoding` of a table of text, found out if None; `only`, the verdicts of the rows to write, all
    if empty; `priority`, whether the columns of Next are added; `excel`, whether a table of text
    begins with the mark by which Excel knows UTF-8; `tell`, called after every batch with the part
    that is done, 0 to 1. Raises KitError, and what the system raises.
    """
    table = table_in(source, delimiter, encoding)
    question = question_about(table, options, tell)
    plan = plan_for(question)
    tally = Tally(plan, amounts_of(question, table.names, options.get("value")))
    if priority:
        refuse_clash(table.names, question.prefix, Next._fields)
    with _writer(out, (ending or out.suffix).lower(), excel) as write:
        for part in screened_parts(table, plan):
            write(_to_write(part, plan, only, priority))
            tally.add(part)
            tell(LOOKING + (1 - LOOKING) * part.done)
    tally.said = table.said
    return tally


def _to_write(part: Part, plan: Plan, only: Collection[str], priority: bool) -> Any:
    """The frame of a part as it is to be written."""
    frame, library = part.frame, library_of(part.frame)
    broken = list(part.problems)
    if priority:
        nexts = [next_of(row, plan.question.given_law) for row in plan.rows]
        nexts.append(next_of(Row(UNREADABLE)))
        places = part.places.copy()
        places[broken] = len(plan.rows)
        for name, labels in zip(Next._fields, zip(*nexts, strict=True), strict=True):
            column = plan.question.prefix + name
            frame = library.with_texts(frame, column, list(labels), places)
    if only:
        wanted = np.array([row.verdict in only for row in plan.rows] or [False])
        rows = wanted.take(part.places)
        rows[broken] = UNREADABLE in only
        frame = library.kept(frame, rows)
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


@contextmanager
def _writer(out: Path, ending: str, excel: bool) -> Iterator[Callable[[Any], None]]:
    """A function that writes a frame after those before it."""
    if ending == PARQUET:
        with parquet_writer(out) as write:
            yield write
    else:
        with out.open("w", encoding="utf-8-sig" if excel else "utf-8", newline="") as file:
            yield _csv_writer(file, "\t" if ending == ".tsv" else ",")


def _csv_writer(file: TextIO, delimiter: str) -> Callable[[Any], None]:
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    is_first = True

    def write(frame: Any) -> None:
        nonlocal is_first
        if is_first:
            writer.writerow(frame.columns if hasattr(frame, "iloc") else frame.column_names)
            is_first = False
        if (lines := lines_of(frame, delimiter)) is not None:
            file.flush()
            file.buffer.write(lines)
            return
        if hasattr(frame, "to_pydict"):
            from .frames.of_arrow import listed  # pyarrow is there: the frame is one of its own

            columns = [listed(frame.column(name)) for name in frame.column_names]
        else:
            columns = [frame[name].tolist() for name in frame.columns]
        writer.writerows(zip(*columns, strict=True))

    return write
