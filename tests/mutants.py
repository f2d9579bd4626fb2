"""Mutants: one thing changed at a time, in the law, the data or the code; which go unnoticed?

By hand or each week in CI: python tests/mutants.py NUMBER SEED [law|data|code]
Each mutant is put into a copy of the kit, where the tests below are run. What survives is printed,
and the exit code is 1 if something does that is not named in SAME_ANYWAY.
"""

import ast
import copy
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 240  # seconds for the tests of one mutant; a mutant that hangs is noticed

# What is asked, in this order, until something is red.
FIRST = ["tests/law/test_reviewed.py"]
THEN = [
    "tests/ground",
    "tests/cases",
    "tests/law",
    "tests/verdict",
    "tests/screening",
    "tests/whatif",
]
ROOMS = ("logic.py", "cases", "law", "verdict", "vocabulary", "whatif")

# Mutants of the code that change nothing anybody can see, each with its reason.
SAME_ANYWAY: dict[str, str] = {}


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
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for place, line in enumerate(lines):
            if line.strip() and not line.startswith("#"):
                for way, other in changed_lines(line):
                    if other != line:
                        text = "".join([*lines[:place], other, *lines[place + 1 :]])
                        yield path, f"line {place + 1}, {way}: {line.strip()[:70]}", text


# The code: one operator or constant is another


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
}


def turned(node):
    """Change a node in place. Returns whether it was one that can be changed."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in OTHER_WAY:
            node.ops = [OTHER_WAY[type(operator)]()]
        case ast.BoolOp():
            node.op = OTHER_WAY[type(node.op)]()
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int()):
            node.value += 1
        case ast.If():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case _:
            return False
    return True


def code_mutants(paths):
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for place, node in enumerate(ast.walk(tree)):
            if turned(copy.copy(node)):
                mutant = copy.deepcopy(tree)
                twin = list(ast.walk(mutant))[place]
                before = ast.unparse(node).splitlines()[0]
                turned(twin)
                text = ast.unparse(ast.fix_missing_locations(mutant)) + "\n"
                yield path, f"line {node.lineno}: {before[:70]}", text


def all_mutants(kind):
    """The mutants of a kind: (file, what is changed, the text of the file)."""
    data = ROOT / "data"
    if kind == "law":
        yield from line_mutants([*sorted((data / "law").glob("*.toml")), data / "facts.toml"])
    if kind == "data":
        tables = [path for path in sorted(data.glob("*.csv")) if path.stem != "trade_extract"]
        yield from line_mutants([data / "cases.toml", *tables])  # the extract is drawn by a seed
    if kind == "code":
        places = (ROOT / "sanctionslab" / name for name in ROOMS)
        files = [path for place in places for path in (sorted(place.rglob("*.py")) or [place])]
        yield from code_mutants(files)


def is_noticed(folder, kind):
    """Whether a test is red in a copy of the kit."""
    for tests in (FIRST, THEN) if kind == "code" else (FIRST,):
        command = ["-q", "-x", "-p", "no:cacheprovider", "-o", "addopts=", "-m", "not slow", *tests]
        try:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *command],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
                capture_output=True,
                timeout=PATIENCE,
            )
        except subprocess.TimeoutExpired:
            return True
        if done.returncode:
            return True
    return False


def survivors(kind, count, seed):
    """Of so many mutants of a kind, drawn by a seed, those that no test notices."""
    drawn = random.Random(seed).sample(found := list(all_mutants(kind)), min(count, len(found)))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for part in ("sanctionslab", "data", "tests"):
            ignored = shutil.ignore_patterns("__pycache__", ".*")
            shutil.copytree(ROOT / part, folder / part, ignore=ignored)
        for name in ("conftest.py", "pyproject.toml"):
            shutil.copy(ROOT / name, folder)
        for path, what, text in drawn:
            twin = folder / path.relative_to(ROOT)
            twin.write_text(text, encoding="utf-8", newline="\n")
            if not is_noticed(folder, kind):
                yield f"{path.relative_to(ROOT).as_posix()}, {what}"
            shutil.copy(path, twin)


def main(count="20", seed="0", *kinds):
    unnamed = 0
    for kind in kinds or ("law", "data", "code"):
        survived = list(survivors(kind, int(count), int(seed)))
        for mutant in survived:
            reason = SAME_ANYWAY.get(mutant)
            unnamed += reason is None
            print(f"  {mutant}" + (f" ({reason})" if reason else ""))
        print(f"{kind}: {len(survived)} of {count} mutants survive", flush=True)
    return int(unnamed > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
