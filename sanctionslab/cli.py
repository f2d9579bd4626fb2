"""The command line: sanctionslab start, screen, grade and edition. Thin: the work is done by the functions that a notebook calls.

Each command is one function that adds its own parser, so that a further command is one more entry in `COMMANDS`.
"""

import argparse
import csv
import errno
import os
import re
import sys
from collections import Counter
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from .errors import KitError

ROWS = 50_000  # read, screened and written at a time: memory stays the same for a file of any size
SPAN = 50  # lines at most that a quoted field of a CSV file may run over


def main(arguments=None):
    """Run a command. Arguments: the words of the command line, those of the process if left out. Returns the exit code.

    0: done. 1: something given cannot be used, and the reason is one sentence on standard error; or no row of a file could be read.
    2: the command itself is misspelt.

    >>> main(["screen", "no-such-file.csv", "-o", "out.csv"])
    1
    """
    parser = argparse.ArgumentParser(
        prog="sanctionslab",
        description="Was it prohibited, who says so, and what would change the answer?",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in COMMANDS:
        add(commands)
    given = parser.parse_args(arguments)
    try:
        code = given.run(given) or 0
        sys.stdout.flush()
        return code
    except KitError as error:
        print(f"sanctionslab: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("sanctionslab: stopped; nothing was written.", file=sys.stderr)
        return 130
    except OSError as error:  # a pipe whose reader, head for example, has read enough; Windows calls it an invalid argument
        if not isinstance(error, BrokenPipeError) and (
            os.name != "nt" or error.errno != errno.EINVAL
        ):
            place = f"{error.filename}: " if error.filename else ""
            print(
                f"sanctionslab: {place}{error.strerror or error}. Nothing more was written.",
                file=sys.stderr,
            )
            return 1
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _screen_command(commands):
    parser = commands.add_parser(
        "screen",
        help="ask the law about every row of a CSV or Parquet file",
        description="Ask the law about every row of a CSV or Parquet file of trade. The rows are written as they were, with the columns "
        "verdict, measures, possible, hinges_on, decision and reason added.",
    )
    parser.add_argument("file", type=Path, help="the file to read: .csv, .tsv, .txt or .parquet")
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        help="the file to write: of the same kind, or the other one",
    )
    parser.add_argument("--force", action="store_true", help="write over OUT if it exists")
    for name, text in (
        ("on", "the date or period"),
        ("hs", "the HS code"),
        ("direction", "to_dprk, from_dprk or none"),
        ("reporter", "the reporting side"),
        ("partner", "its partner"),
        ("flow", "M (imports) or X (exports)"),
        ("value", "the value in US dollars"),
        ("quantity", "the number of things"),
        ("quantity-unit", "the unit of the quantity"),
        ("classification", "the classification of the code, H0 to H6 or HS"),
    ):
        parser.add_argument(
            f"--{name}",
            metavar="COLUMN",
            help=f"the column with {text}; Comtrade names are found without",
        )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        type=_pair,
        metavar="FACT=COLUMN",
        help="a column with another fact; may be repeated",
    )
    parser.add_argument(
        "--assume",
        action="append",
        default=[],
        type=_pair,
        metavar="FACT=VALUE",
        help="a fact of all rows, for example national_luxury=no, or the reporter, partner or flow of all; may be repeated",
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="PARAGRAPH",
        help="leave out a resolution (2397) or a paragraph (2397:7)",
    )
    parser.add_argument("--prefix", default="", help="put before the names of the added columns")
    parser.add_argument(
        "--delimiter",
        help="what parts the columns of a CSV file, one character or tab; found out if left out",
    )
    parser.add_argument(
        "--encoding",
        help="of a CSV file; left out, utf-8, or utf-16 if the file begins with its mark",
    )
    parser.set_defaults(run=_screen)


def _grade_command(commands):
    parser = commands.add_parser(
        "grade",
        help="grade a folder of submitted notebooks",
        description="Grade a folder of submitted notebooks by the answers that sl.check recorded in them. No code of a student is run. "
        "A folder directly under FOLDER is a student; a file in FOLDER itself is named after one: ada_02_the_verdict.ipynb.",
    )
    parser.add_argument("folder", type=Path, help="the folder with the submissions")
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        metavar="GRADES.csv",
        help="the file to write: one row for each student",
    )
    parser.add_argument(
        "--class-view",
        type=Path,
        metavar="VIEW.csv",
        help="a second file: one row for each exercise and outcome, misconceptions by name",
    )
    parser.add_argument(
        "--key",
        type=Path,
        metavar="KEY.toml",
        help="your own answers, in the form of data/exercises.toml",
    )
    parser.add_argument("--force", action="store_true", help="write over files that exist")
    parser.set_defaults(run=_grade)


def _grade(given):
    from .classroom import grade

    outs = [path for path in (given.out, given.class_view) if path]
    for path in outs:
        if path.exists() and not given.force:
            raise KitError(
                f"{path} exists. Give another name, or --force to write over it.", "out", path
            )
        if not path.resolve().parent.is_dir():
            raise KitError(f"{path}: there is no such folder. Make it first.", "out", path)
        if path.is_dir() or path.resolve() in {
            given.key and given.key.resolve(),
            *(p.resolve() for p in outs if p is not path),
        }:
            raise KitError(
                f"{path} cannot be written: it is a folder, the key, or named twice.", "out", path
            )
    grades = grade(
        given.folder,
        given.key,
        leave_out=(*outs, given.key),
        tell=lambda done, total: _progress(done / max(total, 1)),
    )
    _progress(None)
    for path, write in ((given.out, grades.write), (given.class_view, grades.write_view)):
        if path:
            with _replacing(path) as unfinished:
                write(unfinished)
    odd = [row for row in grades.rows if row["odd"]]
    print(f"{given.folder}: {len(grades.rows)} students, written to {given.out}")
    print(f"  {len(odd)} of them with something odd" + (": see the column odd" if odd else ""))
    for row in sorted(
        (row for row in grades.view if row["misconception"]), key=lambda row: -row["students"]
    )[:5]:
        print(f"  {row['students']:>4} in {row['exercise']}: {row['misconception']}")


def _start_command(commands):
    parser = commands.add_parser(
        "start",
        help="copy the notebooks to a folder of your own and open JupyterLab there",
        description="Copy the notebooks to a folder of your own and open JupyterLab there. Work that is there is never overwritten: "
        "you are asked whether to go on with it or to begin anew beside it.",
    )
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        default=Path("~") / "sanctionslab-notebooks",
        help="the folder to work in; sanctionslab-notebooks in your home folder if left out",
    )
    again = parser.add_mutually_exclusive_group()
    again.add_argument(
        "--keep",
        action="store_const",
        dest="again",
        const="open",
        help="do not ask; go on with the notebooks that are there",
    )
    again.add_argument(
        "--fresh",
        action="store_const",
        dest="again",
        const="copy",
        help="do not ask; make a new copy, with the date in its name",
    )
    parser.add_argument("--no-lab", action="store_true", help="copy only; do not open JupyterLab")
    parser.add_argument(
        "--lab",
        action="append",
        default=[],
        metavar="OPTION",
        help="an option for JupyterLab, for example --lab=--no-browser; may be repeated",
    )
    parser.set_defaults(run=_start)


def _start(given):
    from .editions import open_lab, settle, settled

    again = given.again
    if again is None and settled(given.folder) and sys.stdin.isatty():
        print(f"There are notebooks in {given.folder.expanduser()} already.")
        try:
            again = (
                "copy"
                if input("Enter to go on with them, n for a new copy beside them: ")
                .strip()
                .lower()
                .startswith("n")
                else "open"
            )
        except EOFError:
            raise KeyboardInterrupt from None
    place = settle(given.folder, again or "copy")
    print(f"Your notebooks are in {place}", flush=True)
    if not given.no_lab:
        open_lab(place, given.lab)


def _edition_command(commands):
    parser = commands.add_parser(
        "edition",
        help="make what learners get, the solutions, the slides or the run sheets",
        description="Make what is derived from the notebooks. Run it in a full copy of the repository.",
    )
    kinds = parser.add_subparsers(required=True, metavar="KIND")
    learner = kinds.add_parser(
        "learner",
        help="what learners get: notebooks, data, package, requirements, and no solutions",
        description="Make what learners get. It is refused if a solution is found in it. Two runs give the same bytes.",
    )
    learner.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        metavar="PLACE",
        help="a new folder, or a new file that ends in .zip",
    )
    check = kinds.add_parser(
        "check",
        help="search a folder, a zip file or a wheel for solutions",
        description="Search a folder, a zip file or a wheel for solutions, in sources, outputs and metadata.",
    )
    check.add_argument("place", type=Path, help="what to search")
    pages = kinds.add_parser(
        "pages",
        help="the notebooks and the glossary as web pages",
        description="Make the notebooks and the glossary into web pages "
        "that need neither Python nor a network.",
    )
    pages.add_argument(
        "-o", "--out", type=Path, required=True, metavar="FOLDER", help="a new folder"
    )
    web = kinds.add_parser(
        "web",
        help="a site in which the notebooks run in the browser, with nothing installed",
        description="Build a site in which the notebooks run in the browser, with nothing installed. Try it with: "
        "python -m http.server -d FOLDER",
    )
    web.add_argument("-o", "--out", type=Path, required=True, metavar="FOLDER", help="a new folder")
    web.add_argument(
        "--pyodide",
        metavar="DIR",
        help="a local copy of Pyodide to put inside, so that the site needs no network; or the address of one "
        "elsewhere. Left out, the site names the public distribution.",
    )
    for name, text in (
        ("solutions", "write and run the notebooks of teaching/solutions/"),
        ("slides", "mark the slides in the notebooks, by teaching/slides.toml"),
        ("glossary", "copy teaching/glossary.md beside the notebooks"),
        ("sheet", "count and time the notebooks and write the run sheets into teaching/guide.md"),
    ):
        kinds.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.").set_defaults(
            kind=name
        )
    learner.set_defaults(kind="learner")
    check.set_defaults(kind="check")
    pages.set_defaults(kind="pages")
    web.set_defaults(kind="web")
    parser.set_defaults(run=_edition)


def _edition(given):
    from . import editions

    if given.kind == "learner":
        print(f"Made {editions.learner(given.out)}, and found no solution in it")
    elif given.kind == "check":
        if found := editions.leaks(given.place):
            more = f"; and {len(found) - 8} more" if len(found) > 8 else ""
            raise KitError(
                f"{given.place} holds solutions: {'; '.join(found[:8])}{more}.",
                "place",
                given.place,
            )
        print(f"No solution found in {given.place}")
    elif given.kind == "web":
        print(
            f"Made {editions.build_site(given.out, pyodide=given.pyodide)}, and found no solution in it"
        )
    else:
        work = {
            "solutions": editions.solution_notebooks,
            "slides": editions.write_slides,
            "pages": lambda: editions.pages(given.out),
            "glossary": lambda: [editions.write_glossary()],
            "sheet": lambda: [editions.write_run_sheet()],
        }
        for path in work[given.kind]():
            print(f"Wrote {path}")


COMMANDS = (_start_command, _screen_command, _grade_command, _edition_command)


def _pair(text):
    name, equals, value = text.partition("=")
    if not equals or not name or not value:
        raise argparse.ArgumentTypeError(f'"{text}" is not of the form NAME=VALUE')
    return name, value


def _screen(given):
    from .law import law
    from .screening import reading, screen

    source, out = given.file, given.out
    for path in (source, out):
        if path.is_dir():
            raise KitError(f"{path} is a folder. Name a file.", "file", path)
    for path, way_out in ((source, _WAY_OUT.get(source.suffix.lower(), "")), (out, "")):
        if path.suffix.lower() not in _CSV | {".parquet"}:
            raise KitError(
                f'{path}: screen reads and writes .csv, .tsv, .txt and .parquet, not "{path.suffix}".{way_out}',
                "file",
                path,
            )
    if not source.is_file():
        raise KitError(f"{source}: there is no such file.", "file", source)
    if out.exists() and out.resolve() == source.resolve():
        raise KitError(f"{out}: this is the file to read. Give another name.", "out", out)
    if out.exists() and not given.force:
        raise KitError(f"{out} exists. Give another name, or --force to write over it.", "out", out)
    if not out.resolve().parent.is_dir():
        raise KitError(f"{out}: there is no such folder. Make it first.", "out", out)
    roles = (
        "on",
        "hs",
        "direction",
        "reporter",
        "partner",
        "flow",
        "value",
        "quantity",
        "quantity_unit",
        "classification",
    )
    options = dict(
        _once(
            "--column",
            [
                *((name, column) for name in roles if (column := getattr(given, name))),
                *given.column,
            ],
        )
    )
    options |= {
        "assume": {name: _value(name, text) for name, text in _once("--assume", given.assume)},
        "prefix": given.prefix,
    }
    if given.without:
        options["law"] = law().without(*given.without)
    tally, told = _Tally(given.prefix), None
    with (
        _reader(source, given) as batches,
        _replacing(out) as unfinished,
        _writer(out, unfinished) as write,
    ):
        for frame, ragged, done in batches:
            told = told or reading(frame, **options)
            screened = _with_reasons(screen(frame, **options), ragged, given.prefix)
            write(screened)
            tally.add(screened)
            _progress(done)
    _progress(None)
    tally.show(source, out)
    columns = {
        name: "+".join(column) if isinstance(column, tuple) else column
        for name, column in told["columns"].items()
    }
    print(f"columns: {_listed(columns)}")
    if given.without:
        print(f"law: without {', '.join(given.without)}")
    if given.assume:
        print(f"assumed of every row: {_listed(dict(given.assume))}")
    print(f"presumed of every row: {_listed(told['presumed'])}")
    if told["presumed_of_things"]:
        print(
            f"presumed where the thing, or the HS code, suggests nothing else: {_listed(told['presumed_of_things'])}"
        )
    if tally.rows and tally.verdicts["unreadable"] == tally.rows:
        [(reason, _)] = tally.reasons.most_common(1)
        print(f"No row could be read. The most usual reason: {reason}")
        return 1


def _once(option, pairs):
    for name, count in Counter(name for name, _ in pairs).items():
        if count > 1:
            raise KitError(f"{option}: {name} is given twice. Give it once.", name)
    return pairs


def _listed(values):
    return ", ".join(f"{name}={value}" for name, value in values.items())


def _value(name, text):
    from .vocabulary import fact

    if name in ("reporter", "partner", "flow"):
        return text
    if fact(name).type == "yes/no" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    return (
        float(text)
        if fact(name).type == "number" and text.replace(".", "", 1).isdecimal()
        else text
    )


_CSV = {".csv", ".tsv", ".txt"}
_WAY_OUT = {
    **dict.fromkeys((".xlsx", ".xls", ".xlsm", ".ods"), " Save the table as CSV first."),
    **dict.fromkeys((".gz", ".zip", ".bz2", ".xz", ".zst", ".7z"), " Unpack it first."),
}


@contextmanager
def _reader(path, given):
    """Batches of a file as (frame, problems of its rows, part of the file that is read)."""
    if path.suffix.lower() == ".parquet":
        pyarrow = _pyarrow()
        try:
            file = pyarrow.parquet.ParquetFile(path)
        except pyarrow.ArrowException as error:
            raise KitError(
                f"{path} cannot be read as a Parquet file: {str(error).splitlines()[0]}",
                "file",
                path,
            ) from None
        with file:
            yield _parquet_batches(path, file, pyarrow)
    else:
        delimiter = {"tab": "\t", "\\t": "\t"}.get(given.delimiter, given.delimiter)
        if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
            raise KitError(
                f'--delimiter: "{given.delimiter}" cannot part columns. Give one character, for example ";", or the word tab.',
                "delimiter",
                delimiter,
            )
        with path.open("rb") as file:
            encoding = given.encoding or (
                "utf-16" if file.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
            )
        try:
            file = path.open(encoding=encoding, newline="")
        except LookupError as error:
            _refuse_encoding(path, encoding, error)
        with file:
            yield _csv_batches(path, file, delimiter)


def _refuse_encoding(path, encoding, error):
    raise KitError(
        f"{path}: cannot be read as {encoding} ({error}). Name its encoding, for example --encoding cp1252.",
        "encoding",
        path,
    ) from None


def _decoded(path, file):
    """The lines of a text file. Raises KitError where one is not in the encoding of the file."""
    try:
        yield from file
    except UnicodeError as error:
        _refuse_encoding(path, file.encoding, error)


def _parquet_batches(path, file, pyarrow):
    done, batches = 0, file.iter_batches(batch_size=ROWS)
    while True:
        try:
            batch = next(batches, None)
        except (pyarrow.ArrowException, OSError) as error:
            raise KitError(
                f"{path}: a part of it cannot be read: {str(error).splitlines()[0]}", "file", path
            ) from None
        if batch is None:
            break
        done += len(batch)
        yield pyarrow.Table.from_batches([batch]), {}, done / max(file.metadata.num_rows, 1)
    if not done:
        yield file.schema_arrow.empty_table(), {}, 1


def _csv_batches(path, file, delimiter):
    import pandas as pd

    size, number, lines = max(path.stat().st_size, 1), 1, _decoded(path, file)
    first = next(lines, "")
    if told := re.fullmatch(r'"?sep=(.)"?\s*', first):  # a note that spreadsheets write and read
        delimiter, first, number = delimiter or told[1], next(lines, ""), 2
    if not first.strip():
        raise KitError(f"{path}: the file is empty.", "file", path)
    delimiter = delimiter or max(",;\t|", key=first.count)
    lines = chain([first], lines)
    ahead = _lines(lines, SPAN)
    header, used, problem = _record(ahead, delimiter, None)
    if problem:
        raise KitError(
            f"{path}, line {number}: {problem}. Mend the names of the columns.", "file", path
        )
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise KitError(f'{path}: two columns are called "{twice}". Rename one.', "column", twice)
    ahead, number, width, any_yet = ahead[used:], number + used, len(header), False
    while (block := ahead + _lines(lines, ROWS + SPAN - len(ahead))) or not any_yet:
        records, used = _records(block, min(len(block), ROWS), delimiter, width)
        rows, ragged = [], {}
        for fields, place, problem in records:
            if not fields:
                continue
            fields = _without_blank_end(fields, width)
            if problem or len(fields) != width:
                line = f"line {number + place}"
                ragged[len(rows)] = (
                    f"{line}: {problem}"
                    if problem
                    else f"{line} has {len(fields)} fields, the header has {width}"
                )
                if len(fields) > width:
                    fields = [*fields[: width - 1], delimiter.join(fields[width - 1 :])]
                fields = fields + [""] * (width - len(fields))
            rows.append(fields)
        ahead, number, any_yet = block[used:], number + used, True
        yield pd.DataFrame(rows, columns=header, dtype="str"), ragged, file.buffer.tell() / size


def _lines(lines, count):
    """Some lines of a file, the last one ended as the others are."""
    found = list(islice(lines, count))
    if found and not found[-1].endswith(("\n", "\r")):
        found[-1] += "\n"
    return found


def _records(lines, size, delimiter, width):
    """The records that begin in the first `size` lines, each as (fields, place of its line, problem), and how many lines they took."""
    try:
        records = list(csv.reader(lines[:size], delimiter=delimiter))
        if len(records) == size and not (
            records and _open(records[-1])
        ):  # a line, a record, for each
            return ((fields, place, "") for place, fields in enumerate(records)), size
    except csv.Error:  # raised again, or not, for the line that it is about
        pass
    found, at = [], 0
    while at < size:
        fields, taken, problem = _record(lines[at : at + SPAN], delimiter, width)
        found.append((fields, at, problem))
        at += taken
    return found, at


def _record(lines, delimiter, width):
    """The record that begins with the first of these lines, as (fields, number of lines, problem).

    A quoted field may run over lines. But where what is joined has not as many fields as the header, or swallows a line that has as
    many by itself, a quote was left open by mistake: then the line is a bad record, and the next line begins another.
    """
    try:
        fields = next(csv.reader(lines[:1], delimiter=delimiter))
    except csv.Error as error:
        return [lines[0].strip()], 1, str(error)
    if not _open(fields):
        return fields, 1, ""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        joined = next(reader)
        inside = (
            next(csv.reader([line], delimiter=delimiter)) for line in lines[1 : reader.line_num - 1]
        )
        if (
            width is None
            or len(_without_blank_end(joined, width)) == width
            and not any(len(line) == width for line in inside)
        ):
            return joined, reader.line_num, ""
    except csv.Error:
        pass
    return [*fields[:-1], fields[-1].rstrip("\r\n")], 1, "a quote is opened and not closed"


def _open(fields):
    """Whether a quote is open where the line ends: the end of the line is then a part of the last field."""
    return bool(fields) and fields[-1].endswith(("\n", "\r"))


def _without_blank_end(fields, width):
    return fields[:width] if len(fields) > width and not any(fields[width:]) else fields


def _with_reasons(screened, ragged, prefix):
    """The rows of the file that could not be read as a line of a table, marked as unreadable."""
    if ragged:
        import pandas as pd

        marks = dict.fromkeys(("measures", "possible", "hinges_on", "decision"), "") | {
            "verdict": "unreadable"
        }
        for name in (*marks, "reason"):
            texts = screened[prefix + name].tolist()
            for row, problem in ragged.items():
                texts[row] = marks.get(name, problem)
            screened[prefix + name] = pd.Series(
                texts, screened.index, screened[prefix + name].dtype
            )
    return screened


@contextmanager
def _replacing(out):
    """A path to write to, which becomes OUT, or the file that OUT is a link to, only when all is written."""
    target = out.resolve()
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        unfinished.touch()
    except OSError as error:
        raise KitError(
            f"{out} cannot be written: {error.strerror}. Name another place.", "out", out
        ) from None
    try:
        yield unfinished
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _writer(out, unfinished):
    """A function that writes a frame after those before it."""
    if out.suffix.lower() == ".parquet":
        pyarrow, opened = _pyarrow(), []

        def write(frame):
            table = (
                frame
                if isinstance(frame, pyarrow.Table)
                else pyarrow.Table.from_pandas(frame, preserve_index=False)
            )
            if not opened:
                opened.append(pyarrow.parquet.ParquetWriter(unfinished, table.schema))
            opened[0].write_table(table)

        try:
            yield write
        finally:
            for writer in opened:
                writer.close()
    else:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(
                file, delimiter="\t" if out.suffix.lower() == ".tsv" else ",", lineterminator="\n"
            )
            started = []

            def write(frame):
                columns = (
                    frame.to_pydict()
                    if hasattr(frame, "to_pydict")
                    else {name: frame[name].tolist() for name in frame.columns}
                )
                if not started:
                    writer.writerow(columns)
                    started.append(True)
                writer.writerows(zip(*columns.values()))

            yield write


def _pyarrow():
    try:
        import pyarrow.parquet
    except ImportError:
        raise KitError(
            "Parquet files need pyarrow: python -m pip install 'sanctionslab[screen]'. CSV files need nothing more.",
            "file",
        ) from None
    return pyarrow


def _progress(done):
    """A bar on standard error, if a person is looking at it."""
    if sys.stderr.isatty():
        bar = "" if done is None else f"[{'#' * round(30 * done):30}] {done:4.0%}"
        print(f"\r{bar:38}", end="" if done is not None else "\r", file=sys.stderr, flush=True)


# What differs from row to row in reasons of the same kind: values in quotes, numbers, lines and codes.
_RAW = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"[^"]*"|(?<=: )-?\d[\d.]*|(?<=line )\d+|(?<= has )\d+(?= fields)|(?<=HS )\d+|(?<=HS code )\d+"""
)


class _Tally:
    """What came out, counted: every row once."""

    def __init__(self, prefix):
        self.prefix = prefix
        self.verdicts, self.measures, self.possible, self.hinges, self.reasons, self.rows = (
            *(Counter() for _ in range(5)),
            0,
        )

    def add(self, frame):
        self.rows += len(frame)
        for name, counter in (
            ("verdict", self.verdicts),
            ("measures", self.measures),
            ("possible", self.possible),
            ("hinges_on", self.hinges),
            ("reason", self.reasons),
        ):
            column = frame[self.prefix + name]
            texts = Counter(column.to_pylist() if hasattr(column, "to_pylist") else column.tolist())
            for text, count in texts.items():
                for part in filter(
                    None,
                    [text]
                    if name == "verdict"
                    else [_RAW.sub("…", text)]
                    if name == "reason"
                    else text.split("; "),
                ):
                    counter[part] += count

    def show(self, source, out):
        print(f"{source}: {self.rows:,} rows, written to {out}")
        for verdict in ("prohibited", "not prohibited", "undetermined", "unreadable"):
            print(f"  {verdict:15} {self.verdicts[verdict]:>12,}")
        for title, counter in (
            ("measures that prohibit", self.measures),
            ("measures that might prohibit", self.possible),
            ("undetermined rows hinge on", self.hinges),
            ("reasons", self.reasons),
        ):
            if counter:
                print(f"{title}:")
                for text, count in counter.most_common(8):
                    print(f"  {count:>12,}  {text}")
                if len(counter) > 8:
                    print(f"  and {len(counter) - 8:,} more")
        print(
            "A prohibited row is the start of an inquiry and no finding: ask sl.explain(decision) for the argument."
        )


if __name__ == "__main__":
    sys.exit(main())
