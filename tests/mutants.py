"""Mutants: one thing changed at a time, in the law, the data or the code; which go unnoticed?

Each week in CI, and by hand: python tests/mutants.py NUMBER|all SEED [KIND…]
A kind is law, data, logic, code, or the path of a file or folder of code. What survives is
printed, and the exit code is 1 if something does that is not named in SAME_ANYWAY.

law, data: a line says something else; noticed where a digest in reviewed.txt is another one.
logic: those of the law whose logic is another one; noticed where an example of examples.txt
    turns, or the kit refuses the law. The digests are not asked. Only when it is named.
code: an operator, a constant, a condition or an answer is another one; noticed where a test of the
    core is red. Needs Linux or macOS (`noticing.py`).
"""

import ast
import functools
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from shutil import copy, copytree, ignore_patterns

import reviewed
from noticing import is_noticed_afresh, with_tests
from same_anyway import SAME_ANYWAY

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
CORE = ("errors.py", "logic.py", "shapes.py", "outline.py")
ROOMS = ("files", "cases", "law", "verdict", "vocabulary", "whatif")
TESTS = [f"tests/{room}" for room in ("ground", "law", "verdict", "whatif", "tables", "panels")]
TESTS += ["tests/cases", "tests/diagram", "tests/regime"]
TESTS += [f"sanctionslab/{name}" for name in (*CORE, *ROOMS)]  # examples in docstrings


# The law and the data: one line of a file says something else


def changed_lines(line):
    """What a line of TOML or CSV is made to say instead: (in what way, the line)."""
    for day in re.finditer(r"\b(\d{4}-\d\d-\d\d)\b", line):
        try:
            other = date.fromisoformat(day[1]) + timedelta(days=1)
        except ValueError:
            continue
        yield "a day later", f"{line[: day.start()]}{other}{line[day.end() :]}"
    for number in re.finditer(r"(?<![\w:.-])(\d+)(?![\w:.-])", line):
        other = str(int(number[1]) + 1).zfill(len(number[1]))
        yield "one more", f"{line[: number.start()]}{other}{line[number.end() :]}"
    for part in re.finditer(r'"[^"]*", |, "[^"]*"(?=\])', line):
        yield "one left out", line[: part.start()] + line[part.end() :]
    for word, other in (("must", "may"), ("yes", "no"), ("binding", "hortatory"), ("only", "")):
        for place in re.finditer(rf"\b{word}\b", line):
            yield f"{word} is {other}", f"{line[: place.start()]}{other}{line[place.end() :]}"
    words = list(re.finditer(r"(?<= )\w{4,}(?= )", line))
    if words:
        yield "a word left out", line[: words[0].start()] + line[words[0].end() + 1 :]
    if re.match(r"[a-z_]+ = ", line):
        yield "left out", ""


def line_mutants(paths):
    """(file, what is changed, the text of the file) of every line that can be changed."""
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for place, line in enumerate(lines):
            if line.strip() and not line.startswith("#"):
                for way, other in changed_lines(line):
                    if other != line:
                        text = "".join([*lines[:place], other, *lines[place + 1 :]])
                        yield path, f"line {place + 1}, {way}: {line.strip()[:70]}", text


def law_files():
    return [*sorted((DATA / "law").glob("*.toml")), DATA / "facts.toml", DATA / "regime.toml"]


def data_files():
    tables = [path for path in sorted(DATA.glob("*.csv")) if path.stem not in reviewed.DRAWN]
    told = [DATA / f"{name}.toml" for name in ("cases", "articles", "trade_formats")]
    return [*told, *tables]


def digests_of(path, text=None):
    """The digests of a file, or of another text in its place; None where it cannot be read."""
    with tempfile.TemporaryDirectory() as place:
        twin = Path(place) / path.name
        twin.write_text(path.read_text(encoding="utf-8") if text is None else text, "utf-8")
        try:
            return list(reviewed.digests(reviewed.entries_of(twin)))
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


def unheld_lines(mutants):
    """The mutants of the law or the data that change no digest."""
    before = functools.cache(digests_of)
    for path, what, text in mutants:
        if digests_of(path, text) == before(path):
            yield named(path, what)


def changes_logic(path, text):
    """Whether a mutant changes the logic of an entry: the first of its three digests."""
    after = digests_of(path, text)
    return after is not None and [line.split()[0] for line in after] != [
        line.split()[0] for line in digests_of(path)
    ]


def without_example(mutants):
    """The mutants of the logic that turn no example and that the kit does not refuse."""
    code = "import reviewed; print(*reviewed.examples(), sep='\\n')"
    expected = reviewed.stored(reviewed.EXAMPLES)
    with tempfile.TemporaryDirectory() as place:
        folder = copytree(DATA, Path(place) / "data")
        paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
        env = {**os.environ, "PYTHONPATH": paths, "SANCTIONSLAB_DATA": str(folder)}
        for path, what, text in mutants:
            twin = folder / path.relative_to(DATA)
            twin.write_text(text, encoding="utf-8", newline="\n")
            done = subprocess.run(
                [sys.executable, "-X", "utf8", "-c", code],
                env=env,
                capture_output=True,
                encoding="utf-8",
            )
            if not done.returncode and done.stdout.splitlines() == expected:
                yield named(path, what)
            twin.write_bytes(path.read_bytes())


# The code: an operator, a constant, a condition or an answer is another one


OTHER_WAY = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}


def negated(test):
    return ast.UnaryOp(ast.Not(), test)


def turned(node):
    """Change a node in place. Returns whether it was one that can be changed."""
    match node:
        case ast.Compare(ops=[operator, *rest]) if type(operator) in OTHER_WAY:
            node.ops = [OTHER_WAY[type(operator)](), *rest]
        case ast.BoolOp():
            node.op = OTHER_WAY[type(node.op)]()
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            node.op = OTHER_WAY[type(node.op)]()
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
        case ast.UnaryOp(op=ast.Not()):
            node.operand = negated(node.operand)
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int()):
            node.value += 1
        case ast.If() if ast.unparse(node.test) != "TYPE_CHECKING":
            node.test = negated(node.test)
        case ast.comprehension(ifs=[test, *rest]):
            node.ifs = [negated(test), *rest]
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            node.value = ast.Constant(None)
        case _:
            return False
    return True


def places(tree):
    """The nodes of a module that can be changed, each with the function or class it stands in, and
    with its statement (or the case of a match).
    """

    def walk(node, inside, statement):
        for field, value in ast.iter_fields(node):
            if field in ("decorator_list", "annotation", "returns"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    begins = isinstance(child, ast.stmt | ast.match_case)
                    own = child if begins else statement
                    yield child, inside, own
                    named = isinstance(child, ast.FunctionDef | ast.ClassDef)
                    yield from walk(child, f"{inside}.{child.name}" if named else inside, own)

    return list(walk(tree, "", tree))


def lines_of(statement):
    """The lines of a statement, without those of the statements in it."""
    first = getattr(statement, "pattern", statement).lineno
    if inner := getattr(statement, "body", None) or getattr(statement, "cases", None):
        return range(first, max(first, getattr(inner[0], "pattern", inner[0]).lineno - 1) + 1)
    return range(first, statement.end_lineno + 1)


def said(node):
    """A node in a line."""
    if isinstance(node, ast.comprehension):
        node = node.target if not node.ifs else node.ifs[0]
    text = ast.unparse(node.test if isinstance(node, ast.If) else node)
    return " ".join(text.split())[:80]


def code_mutants(paths):
    """(file, what is changed, the lines, the tree of the file): a function makes the tree."""
    for path in paths:
        text = path.read_text(encoding="utf-8")
        seen = Counter()
        for place, (node, inside, statement) in enumerate(places(ast.parse(text))):
            before = said(node) if isinstance(node, CAN_BE) else ""
            if turned(node):
                what = f"{inside.lstrip('.') or 'module'}: {before} [{type(node).__name__}]"
                seen[what] += 1
                number = f" #{seen[what]}" if seen[what] > 1 else ""
                make = functools.partial(mutated, text, place)
                yield path, what + number, lines_of(statement), make


CAN_BE = (ast.expr, ast.Return, ast.If, ast.comprehension)


def mutated(text, place):
    tree = ast.parse(text)
    turned(places(tree)[place][0])
    return ast.fix_missing_locations(tree)


def code_files(where="sanctionslab"):
    """The files of the core that lie at a path, or below it."""
    package = ROOT / "sanctionslab"
    files = [package / name for name in CORE]
    files += [path for room in ROOMS for path in sorted((package / room).rglob("*.py"))]
    return [path for path in files if (ROOT / where) in (path, *path.parents)]


def unnoticed_code(mutants):
    """The mutants of the code that no test notices."""
    found, outside = [], []

    def work(tests):
        for red in tests.red:
            print(f"  red without a mutant, and not asked: {red}", flush=True)
        favourites = {}
        for number, (path, what, lines, make) in enumerate(mutants, 1):
            liked = favourites.setdefault(path, Counter())
            red = tests.notice(path, make(), lines, liked)
            if red == "module":
                outside.append((path, what, make, tests.files_of(path)))
            elif red is None:
                found.append(named(path, what))
                print(f"{number} of {len(mutants)}: {found[-1]}", file=sys.stderr, flush=True)
            else:
                liked[red] += 1

    with_tests([ROOT / place for place in TESTS], ROOT / "sanctionslab", work)
    for path, what, make, files in outside:
        if not is_noticed_in_a_copy(path, make(), files):
            found.append(named(path, what))
            print(f"outside of functions: {found[-1]}", file=sys.stderr, flush=True)
    return found


def named(path, what):
    return f"{path.relative_to(ROOT).as_posix()}, {what}"


def is_noticed_in_a_copy(path, tree, files):
    """Whether a test is red in a copy of the kit: for what stands outside of functions."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for part in ("sanctionslab", "data", "tests"):
            copytree(ROOT / part, folder / part, ignore=ignore_patterns("__pycache__"))
        for name in ("conftest.py", "pyproject.toml"):
            copy(ROOT / name, folder)
        (folder / path.relative_to(ROOT)).write_text(ast.unparse(tree) + "\n", encoding="utf-8")
        tests = [folder / file.relative_to(ROOT) for file in files]
        return is_noticed_afresh(folder, tests)


def report(kind, survived, count):
    """Print what survived. Returns how many of them have no reason."""
    for mutant in survived:
        reason = SAME_ANYWAY.get(mutant)
        print(f"  {mutant}" + (f" ({reason})" if reason else ""), flush=True)
    print(f"{kind}: {len(survived)} of {count} mutants survive", flush=True)
    return sum(mutant not in SAME_ANYWAY for mutant in survived)


def stale(names):
    """Print which reasons are for mutants that there are no more. Returns how many."""
    gone = sorted(SAME_ANYWAY.keys() - names)
    for mutant in gone:
        print(f"  {mutant} has a reason in same_anyway.py, and is no mutant any more", flush=True)
    return len(gone)


def main(count="20", seed="0", *kinds):
    unnamed = 0
    for kind in kinds or ("law", "data", "code"):
        if kind in ("law", "data", "logic"):
            mutants = list(line_mutants(data_files() if kind == "data" else law_files()))
        else:
            mutants = list(code_mutants(code_files("sanctionslab" if kind == "code" else kind)))
            if kind == "code":
                unnamed += stale({named(path, what) for path, what, *_ in mutants})
        random.Random(int(seed)).shuffle(mutants)
        if kind == "logic":
            mutants = (mutant for mutant in mutants if changes_logic(mutant[0], mutant[2]))
        drawn = list(islice(mutants, None if count == "all" else int(count)))
        ask = {"law": unheld_lines, "data": unheld_lines, "logic": without_example}
        unnamed += report(kind, list(ask.get(kind, unnoticed_code)(drawn)), len(drawn))
    return int(unnamed > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
