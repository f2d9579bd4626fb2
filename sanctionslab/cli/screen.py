"""sanctionslab screen: the law asked about every row of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..errors import KitError
from ..vocabulary import SPELLINGS, fact, truth_of
from .shared import PLACE, place_option, refuse_taken, replacing, say, show_progress

if TYPE_CHECKING:
    from ..law import Law
    from ..screening import Drawing, Report

# The columns of trade that screen has an option for, in the order in which it names them. They are
# written out here, as help should not wait for `screening` and NumPy.
COLUMNS = {
    "on": "the date or period",
    "hs": "the HS code",
    "direction": "to_dprk, from_dprk or none",
    "reporter": "the reporting side",
    "partner": "its partner",
    "flow": "M (imports) or X (exports)",
    "value": "the value in US dollars",
    "quantity": "the number of things",
    "quantity_unit": "the unit of the quantity",
    "classification": "the classification of the code, H0 to H6 or HS",
}
VERDICTS = ("prohibited", "undetermined", "not prohibited", "unreadable")
SIDES = ("reporter", "partner", "flow")  # what may be assumed besides facts

Command = TypeVar("Command", bound=Callable[..., Any])  # what click makes a command of


class Pair(click.ParamType):
    """A word of the form NAME=VALUE, as (name, value)."""

    name = "pair"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        name, _, rest = value.partition("=")
        if not name or not rest:
            self.fail(f'"{value}" is not of the form NAME=VALUE', param, ctx)
        return name, rest


def _column_options(command: Command) -> Command:
    """The command with an option for each of COLUMNS."""
    for name, text in reversed(COLUMNS.items()):
        option = click.option(
            f"--{name.replace('_', '-')}",
            metavar="COLUMN",
            help=f"the column with {text}; the headings of publishers are found without",
        )
        command = option(command)
    return command


def _list_formats(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """List the forms of tables that are recognised, and end."""
    from ..screening import described

    if value:
        for line in described():
            say(line)
        ctx.exit()


@click.command("screen", short_help="ask the law about every row of a file of trade")
@click.argument("file", type=PLACE)
@place_option(
    "-o",
    "--out",
    required=True,
    metavar="OUT",
    help="the file to write: of the same kind, or the other one",
)
@click.option("--force", is_flag=True, help="write over OUT if it exists")
@_column_options
@click.option(
    "--column",
    multiple=True,
    type=Pair(),
    metavar="FACT=COLUMN",
    help="a column with another fact; may be repeated",
)
@click.option(
    "--assume",
    multiple=True,
    type=Pair(),
    metavar="FACT=VALUE",
    help="a fact of all rows, for example national_luxury=no, or the reporter, partner or flow "
    "of all; may be repeated",
)
@click.option(
    "--without",
    multiple=True,
    metavar="PARAGRAPH",
    help="leave out a resolution (2397) or a paragraph (2397:7)",
)
@click.option("--prefix", default="", help="put before the names of the added columns")
@click.option(
    "--country-codes",
    metavar="LIST",
    help="the list by which numbers of countries are read: m49, china, japan, usa or india",
)
@click.option(
    "--delimiter",
    help="what parts the columns of a table of text, one character or tab; found out if left out",
)
@click.option("--encoding", help="of a table of text; found out if left out")
@click.option(
    "--only",
    metavar="VERDICTS",
    help="write the rows with these verdicts alone, for example prohibited,undetermined; "
    "all are counted",
)
@click.option(
    "--priority",
    is_flag=True,
    help="add the columns priority (1 first), share_of_days on which the row is prohibited, "
    "and next_step",
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=PLACE,
    metavar="REPORT",
    help="write a report to hand to somebody, .html or .xlsx; may be repeated",
)
@click.option(
    "--excel",
    is_flag=True,
    help="begin a table of text with the mark by which Excel knows its letters; "
    "other programs may take it for a letter of the first heading",
)
@click.option(
    "--formats",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_formats,
    help="list the forms of tables that are recognised by their headings, and end",
)
def screen_command(
    file: Path,
    out: Path,
    force: bool,
    column: tuple[tuple[str, str], ...],
    assume: tuple[tuple[str, str], ...],
    without: tuple[str, ...],
    prefix: str,
    country_codes: str | None,
    delimiter: str | None,
    encoding: str | None,
    only: str | None,
    priority: bool,
    excel: bool,
    reports: tuple[Path, ...],
    **columns: str | None,
) -> int:
    """Ask the law about every row of a file of trade, as its publisher gives it.

    FILE is the file to read: .csv, .tsv, .txt or .dat, also in a .gz or a .zip, .xlsx or .parquet.
    The rows are written as they were, with the columns verdict, measures, possible, hinges_on,
    decision and reason added.
    """
    from ..law import law
    from ..screening import Report, check_files, screen_file, summary, writer_for

    # All that can be refused is refused before the file is read, which may take minutes.
    check_files(file, out)
    refuse_taken(out, force)
    writers = [(place, writer_for(place)) for place in reports]
    for place in reports:
        refuse_taken(place, force)
    named = [(name, given) for name in COLUMNS if (given := columns[name])]
    told_by = _once("--column", [*named, *column])
    assumed = _once("--assume", assume)
    options: dict[str, Any] = {
        **told_by,
        "assume": {name: _value(name, text) for name, text in assumed.items()},
        "prefix": prefix,
        "country_codes": country_codes,
    }
    if without:
        options["law"] = law().without(*without)
    with replacing(out, force) as unfinished:
        tally = screen_file(
            file,
            unfinished,
            options,
            ending=out.suffix,
            delimiter=delimiter,
            encoding=encoding,
            only=_verdicts(only),
            priority=priority,
            excel=excel,
            tell=show_progress,
        )
    show_progress(None)
    for line in summary(tally, file, out, without, assumed):
        say(line)
    if reports:
        _write_reports(Report(tally, file, out, without, assumed), writers, force)
    return int(tally.nothing_read)


def _write_reports(
    report: Report, writers: Iterable[tuple[Path, Callable[..., None]]], force: bool
) -> None:
    """Write a report to each place, by the writer for its ending."""
    for place, write in writers:
        with replacing(place, force) as unfinished:
            write(report, unfinished, _drawing())
        say(f"report: {place}")


def _drawing() -> Drawing | None:
    """What makes the pictures of a report; None without matplotlib."""
    try:
        import pandas as pd

        from ..figures import argument, screened
    except ImportError:
        return None
    from ..screening import Drawing

    def years(rows: list[dict[str, Any]], law: Law) -> Any:
        try:
            return screened(pd.DataFrame(rows), on="year", law=law, count="rows")
        except KitError:  # the law touches none of the rows
            return None

    return Drawing(argument, years)


def _verdicts(text: str | None) -> list[str]:
    """The verdicts that are named, parted by commas. Raises KitError for what is none."""
    named = [word.strip().lower() for word in (text or "").split(",") if word.strip()]
    for word in named:
        if word not in VERDICTS:
            raise KitError(
                f'--only: "{word}" is no verdict. Give some of {", ".join(VERDICTS)}.',
                "only",
                word,
                VERDICTS,
            )
    return named


def _once(option: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Pairs as a dict. Raises KitError where a name is given twice."""
    for name, count in Counter(name for name, _ in pairs).items():
        if count > 1:
            raise KitError(f"{option}: {name} is given twice. Give it once.", name)
    return dict(pairs)


def _value(name: str, text: str) -> str | bool | float:
    """What a fact, or a side, is assumed to be: a word, true or false, or a number."""
    if name in SIDES:
        return text
    kind = fact(name).type
    if kind == "yes/no" and (truth := truth_of(text, SPELLINGS)) is not None:
        return truth
    if kind == "number" and text.replace(".", "", 1).isdecimal():
        return float(text)
    return text
