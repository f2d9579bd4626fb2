"""A file of trade, of any kind that people have, screened in the memory of one batch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from ..errors import KitError
from ..files import path_of
from . import csvfile, sheetfile
from .amounts import amounts_of
from .cleanlines import in_pandas
from .csvfile import Batch, CsvTable
from .frames import library_of
from .next_steps import Next
from .parquetfile import KIND as PARQUET
from .parquetfile import ParquetTable
from .plan import Plan, plan_for
from .question import TableQuestion, question_of, read_as, refuse_clash
from .sheetfile import SheetTable
from .survey import Survey
from .tally import ScreenedPart, Tally
from .unpacked import PACKED, inner_name
from .written import WRITTEN, Wanted, lines_can_be_kept, with_answers, writer

READ = (*csvfile.TEXT_KINDS, *PACKED, *sheetfile.SHEET_KINDS, PARQUET)
WAYS_OUT = {
    **dict.fromkeys((".xls", ".ods", ".xlsb", ".html"), " Save the table as CSV or .xlsx first."),
    **dict.fromkeys((".json", ".xml"), " Read it with pandas, and give the frame to sl.screen."),
    **dict.fromkeys((".bz2", ".xz", ".zst", ".7z", ".rar", ".tar"), " Unpack it first."),
}
DELIMITER_WORDS = {"tab": "\t", "\\t": "\t"}
LOOKING = 0.25  # of the work on a file: a look at its columns, before its rows


class TableFile(Protocol):
    """A table in a file, which can be read several times."""

    names: list[str]

    @property
    def said(self) -> list[str]: ...

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[Batch]: ...

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


def table_in(source: Path, delimiter: str | None = None, encoding: str | None = None) -> TableFile:
    """The table in a file. Raises KitError for a file that holds none.

    Arguments: `delimiter` and `encoding` of a table of text, found out if None.
    """
    _refuse_source(source)
    character = _delimiter(delimiter)
    name = inner_name(source, csvfile.TEXT_KINDS)
    kind = Path(name).suffix.lower()
    if kind in csvfile.TEXT_KINDS:
        return CsvTable(source, character, encoding)
    if source.suffix.lower() in PACKED:
        raise KitError(
            f'{source} holds "{name}"; in a packed file only '
            f"{', '.join(csvfile.TEXT_KINDS)} are read. Unpack it first.",
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
    table: TableFile, options: Mapping[str, Any], tell: Callable[[float], None] = lambda done: None
) -> TableQuestion:
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
            # A code costs the longest look, and the first batch shows what they are.
            if is_first or not survey.wants_beginning(column):
                survey.add(column, some)
        is_first = False
        tell(LOOKING * done)
    return survey.settled()


def settled_parts(
    table: TableFile, plan: Plan, columns: Sequence[str] | None = None
) -> Iterator[ScreenedPart]:
    """The rows of a table with what was found. `columns` are those to be looked at, all if None."""
    for batch in table.batches(columns):
        source = library_of(batch.frame).source_of(batch.frame)
        yield ScreenedPart(batch, plan.settle(plan.ids(source)), source)


def reading_of_file(source: Path, options: Mapping[str, Any]) -> dict[str, Any]:
    """What `reading` tells of a file; among its notes, what was found out about the file."""
    table = table_in(source)
    read = read_as(question_about(table, options))
    return {**read, "notes": (*table.said, *read["notes"])}


def screened_table(source: Path, options: Mapping[str, Any]) -> Any:
    """The rows of a file with what was found, as one frame: of pandas, of pyarrow for Parquet."""
    table = table_in(source)
    plan = plan_for(question_about(table, options))
    parts = settled_parts(table, plan)
    if isinstance(table, ParquetTable):
        import pyarrow

        frames = (with_answers(part, plan).unify_dictionaries() for part in parts)
        return pyarrow.concat_tables(frames)
    import pandas as pd

    frames = (with_answers(part.with_frame(in_pandas(part.frame)), plan) for part in parts)
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
    ending = (ending or out.suffix).lower()
    keeps_lines = lines_can_be_kept(table, ending)
    schema = getattr(table, "schema", None)
    wanted = Wanted(plan, table.names, keeps_lines, only, priority, excel, schema)
    columns = tally.columns if keeps_lines or isinstance(table, ParquetTable) else None
    with writer(out, ending, wanted) as write:
        for part in settled_parts(table, plan, columns):
            write(part)
            tally.add(part)
            tell(LOOKING + (1 - LOOKING) * part.batch.done)
    tally.said = table.said
    return tally
