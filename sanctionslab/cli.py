"""The command line: sanctionslab start, screen, grade and edition. Thin: the work is done by the functions that a notebook calls.

Each command is one function that adds its own parser, so that a further command is one more entry in `COMMANDS`.
"""
import argparse
import csv
import os
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from .facts import KitError

ROWS = 50_000  # read, screened and written at a time: memory stays the same for a file of any size


def main(arguments=None):
    """Run a command. Arguments: the words of the command line, those of the process if left out. Returns the exit code.

    0: done. 1: something given cannot be used; the reason is one sentence on standard error. 2: the command itself is misspelt.

    >>> main(["screen", "no-such-file.csv", "-o", "out.csv"])
    1
    """
    parser = argparse.ArgumentParser(prog="sanctionslab", description="Was it prohibited, who says so, and what would change the answer?")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in COMMANDS:
        add(commands)
    given = parser.parse_args(arguments)
    try:
        given.run(given)
    except KitError as error:
        print(f"sanctionslab: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("sanctionslab: stopped; nothing was written.", file=sys.stderr)
        return 130
    return 0


def _screen_command(commands):
    parser = commands.add_parser(
        "screen", help="ask the law about every row of a CSV or Parquet file",
        description="Ask the law about every row of a CSV or Parquet file of trade. The rows are written as they were, with the columns "
                    "verdict, measures, possible, hinges_on, decision and reason added.")
    parser.add_argument("file", type=Path, help="the file to read: .csv, .tsv, .txt or .parquet")
    parser.add_argument("-o", "--out", type=Path, required=True, help="the file to write: of the same kind, or the other one")
    parser.add_argument("--force", action="store_true", help="write over OUT if it exists")
    for name, text in (("on", "the date or period"), ("hs", "the HS code"), ("direction", "to_dprk, from_dprk or none"),
                       ("reporter", "the reporting side"), ("partner", "its partner"), ("flow", "M (imports) or X (exports)"),
                       ("value", "the value in US dollars"), ("quantity", "the number of things")):
        parser.add_argument(f"--{name}", metavar="COLUMN", help=f"the column with {text}; Comtrade names are found without")
    parser.add_argument("--column", action="append", default=[], type=_pair, metavar="FACT=COLUMN", help="a column with another fact; may be repeated")
    parser.add_argument("--assume", action="append", default=[], type=_pair, metavar="FACT=VALUE",
                        help="a fact of all rows, for example national_luxury=no; may be repeated")
    parser.add_argument("--without", action="append", default=[], metavar="PARAGRAPH", help="leave out a resolution (2397) or a paragraph (2397:7)")
    parser.add_argument("--prefix", default="", help="put before the names of the added columns")
    parser.add_argument("--delimiter", help="what parts the columns of a CSV file; found out if left out")
    parser.add_argument("--encoding", default="utf-8-sig", help="of a CSV file; utf-8 if left out")
    parser.set_defaults(run=_screen)


def _grade_command(commands):
    parser = commands.add_parser(
        "grade", help="grade a folder of submitted notebooks",
        description="Grade a folder of submitted notebooks by the answers that sl.check recorded in them. No code of a student is run. "
                    "A folder directly under FOLDER is a student; a file in FOLDER itself is named after one: ada_02_the_verdict.ipynb.")
    parser.add_argument("folder", type=Path, help="the folder with the submissions")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="GRADES.csv", help="the file to write: one row for each student")
    parser.add_argument("--class-view", type=Path, metavar="VIEW.csv", help="a second file: one row for each exercise and outcome, misconceptions by name")
    parser.add_argument("--key", type=Path, metavar="KEY.toml", help="your own answers, in the form of data/exercises.toml")
    parser.add_argument("--force", action="store_true", help="write over files that exist")
    parser.set_defaults(run=_grade)


def _grade(given):
    from .grading import grade

    outs = [path for path in (given.out, given.class_view) if path]
    for path in outs:
        if path.exists() and not given.force:
            raise KitError(f"{path} exists. Give another name, or --force to write over it.", "out", path)
        if not path.resolve().parent.is_dir():
            raise KitError(f"{path}: there is no such folder. Make it first.", "out", path)
        if path.is_dir() or path.resolve() in {given.key and given.key.resolve(), *(p.resolve() for p in outs if p is not path)}:
            raise KitError(f"{path} cannot be written: it is a folder, the key, or named twice.", "out", path)
    grades = grade(given.folder, given.key, leave_out=(*outs, given.key), tell=lambda done, total: _progress(done / max(total, 1)))
    _progress(None)
    for path, write in ((given.out, grades.write), (given.class_view, grades.write_view)):
        if path:
            with _replacing(path) as unfinished:
                write(unfinished)
    odd = [row for row in grades.rows if row["odd"]]
    print(f"{given.folder}: {len(grades.rows)} students, written to {given.out}")
    print(f"  {len(odd)} of them with something odd" + (": see the column odd" if odd else ""))
    for row in sorted((row for row in grades.view if row["misconception"]), key=lambda row: -row["students"])[:5]:
        print(f"  {row['students']:>4} in {row['exercise']}: {row['misconception']}")


def _start_command(commands):
    parser = commands.add_parser(
        "start", help="copy the notebooks to a folder of your own and open JupyterLab there",
        description="Copy the notebooks to a folder of your own and open JupyterLab there. Work that is there is never overwritten: "
                    "you are asked whether to go on with it or to begin anew beside it.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("~") / "sanctionslab-notebooks",
                        help="the folder to work in; sanctionslab-notebooks in your home folder if left out")
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--keep", action="store_const", dest="again", const="open", help="do not ask; go on with the notebooks that are there")
    again.add_argument("--fresh", action="store_const", dest="again", const="copy", help="do not ask; make a new copy, with the date in its name")
    parser.add_argument("--no-lab", action="store_true", help="copy only; do not open JupyterLab")
    parser.add_argument("--lab", action="append", default=[], metavar="OPTION", help="an option for JupyterLab, for example --lab=--no-browser; may be repeated")
    parser.set_defaults(run=_start)


def _start(given):
    from .editions import open_lab, settle, settled

    again = given.again
    if again is None and settled(given.folder) and sys.stdin.isatty():
        print(f"There are notebooks in {given.folder.expanduser()} already.")
        try:
            again = "copy" if input("Enter to go on with them, n for a new copy beside them: ").strip().lower().startswith("n") else "open"
        except EOFError:
            raise KeyboardInterrupt from None
    place = settle(given.folder, again or "copy")
    print(f"Your notebooks are in {place}", flush=True)
    if not given.no_lab:
        open_lab(place, given.lab)


def _edition_command(commands):
    parser = commands.add_parser("edition", help="make what learners get, the solutions, the slides or the run sheets",
                                 description="Make what is derived from the notebooks. Run it in a full copy of the repository.")
    kinds = parser.add_subparsers(required=True, metavar="KIND")
    learner = kinds.add_parser("learner", help="what learners get: notebooks, data, package, requirements, and no solutions",
                               description="Make what learners get. It is refused if a solution is found in it. Two runs give the same bytes.")
    learner.add_argument("-o", "--out", type=Path, required=True, metavar="PLACE", help="a new folder, or a new file that ends in .zip")
    check = kinds.add_parser("check", help="search a folder, a zip file or a wheel for solutions",
                             description="Search a folder, a zip file or a wheel for solutions, in sources, outputs and metadata.")
    check.add_argument("place", type=Path, help="what to search")
    pages = kinds.add_parser("pages", help="the notebooks and the glossary as web pages", description="Make the notebooks and the glossary into web pages "
                             "that need neither Python nor a network.")
    pages.add_argument("-o", "--out", type=Path, required=True, metavar="FOLDER", help="a new folder")
    web = kinds.add_parser("web", help="a site in which the notebooks run in the browser, with nothing installed",
                           description="Build a site in which the notebooks run in the browser, with nothing installed. Try it with: "
                                       "python -m http.server -d FOLDER")
    web.add_argument("-o", "--out", type=Path, required=True, metavar="FOLDER", help="a new folder")
    web.add_argument("--pyodide", metavar="DIR", help="a local copy of Pyodide to put inside, so that the site needs no network; or the address of one "
                                                      "elsewhere. Left out, the site names the public distribution.")
    for name, text in (("solutions", "write and run the notebooks of teaching/solutions/"), ("slides", "mark the slides in the notebooks, by teaching/slides.toml"),
                       ("glossary", "copy teaching/glossary.md beside the notebooks"),
                       ("sheet", "count and time the notebooks and write the run sheets into teaching/guide.md")):
        kinds.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.").set_defaults(kind=name)
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
            raise KitError(f"{given.place} holds solutions: {'; '.join(found[:8])}{more}.", "place", given.place)
        print(f"No solution found in {given.place}")
    elif given.kind == "web":
        from .web import build_site

        print(f"Made {build_site(given.out, pyodide=given.pyodide)}, and found no solution in it")
    else:
        work = {"solutions": editions.solution_notebooks, "slides": editions.write_slides, "pages": lambda: editions.pages(given.out),
                "glossary": lambda: [editions.write_glossary()], "sheet": lambda: [editions.write_run_sheet()]}
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
    from .screen import screen

    source, out = given.file, given.out
    for path in (source, out):
        if path.suffix.lower() not in _CSV | {".parquet"}:
            raise KitError(f'{path}: screen reads and writes .csv, .tsv, .txt and .parquet, not "{path.suffix}".', "file", path)
    if not source.is_file():
        raise KitError(f"{source}: there is no such file.", "file", source)
    if out.exists() and out.resolve() == source.resolve():
        raise KitError(f"{out}: this is the file to read. Give another name.", "out", out)
    if out.exists() and not given.force:
        raise KitError(f"{out} exists. Give another name, or --force to write over it.", "out", out)
    if not out.resolve().parent.is_dir():
        raise KitError(f"{out}: there is no such folder. Make it first.", "out", out)
    options = {name: getattr(given, name) for name in ("on", "hs", "direction", "reporter", "partner", "flow", "value", "quantity")}
    options |= dict(given.column)
    options |= {"assume": {name: _value(name, text) for name, text in given.assume}, "prefix": given.prefix}
    if given.without:
        options["law"] = law().without(*given.without)
    tally = _Tally(given.prefix)
    with _reader(source, given) as batches, _replacing(out) as unfinished, _writer(out, unfinished) as write:
        for frame, ragged, done in batches:
            screened = _with_reasons(screen(frame, **options), ragged, given.prefix)
            write(screened)
            tally.add(screened)
            _progress(done)
    _progress(None)
    tally.show(source, out)


def _value(name, text):
    from .facts import fact

    return float(text) if fact(name).type == "number" and text.replace(".", "", 1).isdecimal() else text


_CSV = {".csv", ".tsv", ".txt"}


@contextmanager
def _reader(path, given):
    """Batches of a file as (frame, problems of its rows, part of the file that is read)."""
    if path.suffix.lower() == ".parquet":
        pyarrow = _pyarrow()
        with pyarrow.parquet.ParquetFile(path) as file:
            yield _parquet_batches(file, pyarrow)
    else:
        try:
            with path.open(encoding=given.encoding, newline="") as file:
                yield _csv_batches(path, file, given.delimiter)
        except (UnicodeDecodeError, LookupError) as error:
            raise KitError(f"{path}: cannot be read as {given.encoding} ({error}). Name its encoding, for example --encoding cp1252.", "encoding", path) from None


def _parquet_batches(file, pyarrow):
    done = 0
    for batch in file.iter_batches(batch_size=ROWS):
        done += len(batch)
        yield pyarrow.Table.from_batches([batch]), {}, done / max(file.metadata.num_rows, 1)
    if not done:
        yield file.schema_arrow.empty_table(), {}, 1


def _csv_batches(path, file, delimiter):
    import pandas as pd

    size = max(path.stat().st_size, 1)
    first = file.readline()
    if not first.strip():
        raise KitError(f"{path}: the file is empty.", "file", path)
    delimiter = delimiter or max(",;\t|", key=first.count)
    file.seek(0)
    lines = csv.reader(iter(file.readline, ""), delimiter=delimiter)
    try:
        header = next(lines)
        if len(set(header)) < len(header):
            twice = next(name for name in header if header.count(name) > 1)
            raise KitError(f'{path}: two columns are called "{twice}". Rename one.', "column", twice)
        rows, ragged, any_yet = [], {}, False
        for line in lines:
            if not line:
                continue
            if len(line) != len(header):
                ragged[len(rows)] = f"line {lines.line_num} has {len(line)} fields, the header has {len(header)}"
                line = [*line[:len(header) - 1], delimiter.join(line[len(header) - 1:])] if len(line) > len(header) else line + [""] * (len(header) - len(line))
            rows.append(line)
            if len(rows) == ROWS:
                yield pd.DataFrame(rows, columns=header, dtype="str"), ragged, file.buffer.tell() / size
                rows, ragged, any_yet = [], {}, True
        if rows or not any_yet:
            yield pd.DataFrame(rows, columns=header, dtype="str"), ragged, 1
    except csv.Error as error:
        raise KitError(f"{path}, line {lines.line_num}: {error}. Is it a CSV file?", "file", path) from None


def _with_reasons(screened, ragged, prefix):
    """The rows of the file that had too few or too many fields, marked as unreadable."""
    for row, problem in ragged.items():
        for name in ("measures", "possible", "hinges_on", "decision"):
            screened.iloc[row, screened.columns.get_loc(prefix + name)] = ""
        screened.iloc[row, screened.columns.get_loc(f"{prefix}verdict")] = "unreadable"
        screened.iloc[row, screened.columns.get_loc(f"{prefix}reason")] = problem
    return screened


@contextmanager
def _replacing(out):
    """A path to write to, which becomes OUT only when all is written."""
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        yield unfinished
        os.replace(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _writer(out, unfinished):
    """A function that writes a frame after those before it."""
    if out.suffix.lower() == ".parquet":
        pyarrow, opened = _pyarrow(), []

        def write(frame):
            table = frame if isinstance(frame, pyarrow.Table) else pyarrow.Table.from_pandas(frame, preserve_index=False)
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
            writer = csv.writer(file, delimiter="\t" if out.suffix.lower() == ".tsv" else ",", lineterminator="\n")
            started = []

            def write(frame):
                columns = frame.to_pydict() if hasattr(frame, "to_pydict") else {name: frame[name].tolist() for name in frame.columns}
                if not started:
                    writer.writerow(columns)
                    started.append(True)
                writer.writerows(zip(*columns.values()))

            yield write


def _pyarrow():
    try:
        import pyarrow.parquet
    except ImportError:
        raise KitError("Parquet files need pyarrow: python -m pip install 'sanctionslab[screen]'. CSV files need nothing more.", "file") from None
    return pyarrow


def _progress(done):
    """A bar on standard error, if a person is looking at it."""
    if sys.stderr.isatty():
        bar = "" if done is None else f"[{'#' * round(30 * done):30}] {done:4.0%}"
        print(f"\r{bar:38}", end="" if done is not None else "\r", file=sys.stderr, flush=True)


class _Tally:
    """What came out, counted: every row once."""

    def __init__(self, prefix):
        self.prefix = prefix
        self.verdicts, self.measures, self.hinges, self.reasons, self.rows = Counter(), Counter(), Counter(), Counter(), 0

    def add(self, frame):
        self.rows += len(frame)
        for name, counter in (("verdict", self.verdicts), ("measures", self.measures), ("hinges_on", self.hinges), ("reason", self.reasons)):
            column = frame[self.prefix + name]
            texts = Counter(column.to_pylist() if hasattr(column, "to_pylist") else column.tolist())
            for text, count in texts.items():
                for part in filter(None, text.split("; ") if name in ("measures", "hinges_on") else [text]):
                    counter[part] += count

    def show(self, source, out):
        print(f"{source}: {self.rows:,} rows, written to {out}")
        for verdict in ("prohibited", "not prohibited", "undetermined", "unreadable"):
            print(f"  {verdict:15} {self.verdicts[verdict]:>12,}")
        for title, counter in (("measures that prohibit", self.measures), ("undetermined rows hinge on", self.hinges), ("reasons", self.reasons)):
            if counter:
                print(f"{title}:")
                for text, count in counter.most_common(8):
                    print(f"  {count:>12,}  {text}")
                if len(counter) > 8:
                    print(f"  and {len(counter) - 8:,} more")
        print('A prohibited row is the start of an inquiry and no finding: ask sl.explain(decision) for the argument.')


if __name__ == "__main__":
    sys.exit(main())
