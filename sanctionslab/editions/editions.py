"""Editions: what a learner gets, what a teacher gets, and a place of one's own to work in, all derived from one source.

The notebooks in `notebooks/` are that source. The learner edition is a copy of what it needs and of nothing else, the same
byte for byte wherever it is made. The solutions are the notebooks with the answers of `teaching/solutions.toml` put in.
Nobody edits an edition: change the source and make it again.
"""

import ast
import html
import io
import json
import math
import os
import posixpath
import re
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from ..classroom import MIME as ANSWER
from ..classroom import exercises
from ..errors import KitError

HERE = Path(__file__).resolve().parents[1]


LEARNER = (
    "sanctionslab",
    "data",
    "notebooks",
    "tests/nbval.cfg",
    "pyproject.toml",
    "requirements.txt",
    "README.md",
    "LICENSE",
    "CITATION.cff",
)


LEARNER_TOOLS = {"pytest", "nbval"}  # what compares the notebooks with their outputs


KEPT_BACK = re.compile(r"teaching/|tests/(?!nbval\.cfg)")


LIVE = "application/vnd.jupyter.widget-view+json"  # the name of a panel in the memory of a kernel: another one in each run


TELLING = 40  # from so many letters on, a piece of text is taken to be the solution's own


STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip file can hold


WORDS_A_MINUTE = 130


MINUTES_A_CELL = 0.5


EXERCISE_MINUTES = {"recall": 2, "read the law": 4, "apply": 4, "predict then test": 5, "argue": 8}


CAPSTONE_MINUTES = {"07.1": 50, "07.2": 25}


# How the pages look: nbconvert's dark theme where the system asks for one, and never on paper; what is wide scrolls inside itself.
LOOK = """<style media="screen and (prefers-color-scheme: dark)">
{dark}
:root {{ color-scheme: dark; --operator: #c792ff; --number: #66bb6a; }}
</style>
<style>
body {{ --jp-cell-prompt-not-active-opacity: 1; --jp-mirror-editor-operator-color: var(--operator, #8000d7);
  --jp-mirror-editor-number-color: var(--number, #070); max-width: 68rem; margin-inline: auto; overflow-wrap: break-word; }}
.jp-Notebook a:is(:link, :visited) {{ color: var(--jp-content-link-color); text-decoration: underline; }}
:focus-visible {{ outline: 3px solid var(--jp-content-link-color); outline-offset: -3px; }}
img {{ background: white; }}
.jp-MarkdownOutput > :is(p, ul, ol, blockquote) {{ max-width: 45rem; }}
.jp-Cell :is(.jp-InputArea, .jp-OutputArea-child) {{ display: flex; }}
.jp-Cell :is(.jp-InputPrompt, .jp-OutputPrompt) {{ flex: none; }}
.jp-Cell :is(.jp-InputArea-editor, .jp-MarkdownOutput, .jp-OutputArea-output) {{ display: block; flex: 1; width: auto; overflow-x: auto; }}
@media (max-width: 760px) {{
  .jp-Cell :is(.jp-InputArea, .jp-OutputArea-child) {{ display: block; }}
  .jp-Cell :is(.jp-InputPrompt, .jp-OutputPrompt) {{ display: block; width: auto; text-align: start; }}
  .jp-MarkdownCell .jp-InputPrompt {{ display: none; }}
}}
@media screen and (max-width: 760px) {{
  figure > img {{ width: 44rem !important; max-width: none !important; }}
}}
@media print {{
  .jp-Cell pre {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
  .jp-Cell :is(td, th) {{ overflow-wrap: anywhere; }}
  :is(h1, h2, h3, summary) {{ break-after: avoid; }}
  :is(figure, img, tr) {{ break-inside: avoid; }}
}}
</style>
</head>"""


# What scrolls can be reached by keyboard. What does not is no stop on the way, unlike in nbconvert's pages.
REACH = """<script>
const watch = new ResizeObserver(boxes => boxes.forEach(({target}) =>
  target.scrollWidth > target.clientWidth ? target.setAttribute("tabindex", 0) : target.removeAttribute("tabindex")));
document.querySelectorAll(".jp-InputArea-editor, .jp-MarkdownOutput, .jp-OutputArea-output, details > div").forEach(box => watch.observe(box));
</script>
</body>"""


class EditionError(KitError):
    """An edition that cannot be made, or a place that cannot be used."""


def repository(root=None):
    """The folder of a full copy of the repository, solutions included.

    Arguments: `root`, a folder, or None for the one that this package lies in. Raises EditionError if it is no full copy.

    >>> repository("no such folder")
    Traceback (most recent call last):
    ...
    sanctionslab.editions.editions.EditionError: "no such folder" is no full copy of the repository: it has no pyproject.toml. Install the kit from one.
    """
    root = Path(root) if root is not None else HERE.parent
    for name in ("pyproject.toml", "notebooks", "teaching/solutions.toml"):
        if not (root / name).exists():
            raise EditionError(
                f'"{root}" is no full copy of the repository: it has no {name}. Install the kit from one.',
                "source",
                str(root),
            )
    return root


def shipped(name):
    """A file or folder that travels with the package, in a checkout and in an installed wheel alike.

    >>> (shipped("notebooks") / "00_start_here.ipynb").is_file()
    True
    """
    return HERE / name if (HERE / name).exists() else HERE.parent / name


def _files(root, names):
    """The content of files by their name inside root, sorted; folders are taken whole, without what tools leave behind."""
    found = {}
    for name in names:
        place = root / name
        for path in [place] if place.is_file() else place.rglob("*"):
            inside = path.relative_to(root)
            if path.is_file() and not any(
                part.startswith(".") or part == "__pycache__" for part in inside.parts
            ):
                found[inside.as_posix()] = path.read_bytes()
    return dict(sorted(found.items()))


# The learner edition
def learner_files(root=None):
    """What a learner gets: the content of every file by its name, sorted.

    Arguments: `root`, a full copy of the repository, or None for this one.
    Raises EditionError, with the places, if a solution is in it.

    >>> learner_files("no such folder")
    Traceback (most recent call last):
    ...
    sanctionslab.editions.editions.EditionError: "no such folder" is no full copy of the repository: it has no pyproject.toml. Install the kit from one.
    """
    root = repository(root)
    files = _files(root, LEARNER)
    files["requirements.txt"] = _learner_pins(root).encode()
    if found := leaks(files, solutions(root)):
        raise EditionError(
            f"The learner edition was not made, because it would hold solutions: {'; '.join(found[:5])}"
            f"{f' and {len(found) - 5} more' if len(found) > 5 else ''}. Put the dots back there.",
            "leak",
            found,
        )
    return files


def _learner_pins(root):
    """The pins of requirements-test.txt without those that only the kit's own tests need: half the size to install."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    head, *pins = re.split(
        r"^(?=[^\s#])",
        (root / "requirements-test.txt").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    names = [re.match(r"[\w.-]+", pin)[0] for pin in pins]
    asked = [re.findall(r"^ +#(?: via)? +([\w.-]+)", pin, re.MULTILINE) for pin in pins]
    kept = {
        "-e",
        *LEARNER_TOOLS,
        *(re.match(r"[\w.-]+", line)[0] for line in project["dependencies"]),
    }
    while more := {
        name for name, by in zip(names, asked) if name not in kept and kept.intersection(by)
    }:
        kept |= more
    return (
        "# What a learner needs, on Linux, macOS and Windows, from Python 3.11 to 3.14.\n"
        + "".join(pin for name, pin in zip(names, pins) if name in kept)
    )


def learner(place, root=None):
    """Make the learner edition. Returns the path of what was made.

    Arguments: `place`, a new or empty folder, or the name of a new zip file; `root` as for learner_files.
    Two runs over the same source give the same bytes: names are sorted, times and rights fixed, nothing is compressed.
    Raises EditionError if something stands in the place already, or if a solution would leak.

    >>> learner("learners.zip", "no such folder")
    Traceback (most recent call last):
    ...
    sanctionslab.editions.editions.EditionError: "no such folder" is no full copy of the repository: it has no pyproject.toml. Install the kit from one.
    """
    place = Path(place)
    if place.is_file() or (place.is_dir() and any(place.iterdir())):
        raise EditionError(
            f"{place} is there already and is not overwritten. Name a new folder or zip file.",
            "place",
            str(place),
        )
    files = learner_files(root)
    try:
        if place.suffix.lower() == ".zip":
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(_zipped(files))
        else:
            _unfold(files, place)
    except OSError as error:
        raise EditionError(
            f"{place} cannot be written: {error.strerror}. Name another place.", "place", str(place)
        ) from None
    return place


def _zipped(files):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"sanctionslab/{name}", STAMP)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, content, zipfile.ZIP_STORED)
    return kept.getvalue()


def _unfold(files, place):
    moment = (date(*STAMP[:3]) - date(1970, 1, 1)).days * 86400
    folders = {place}
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o644)
        os.utime(path, (moment, moment))
        folders.update(parent for parent in path.parents if parent.is_relative_to(place))
    for folder in sorted(folders, reverse=True):
        folder.chmod(0o755)
        os.utime(folder, (moment, moment))


# The gate: no solution where a learner looks
def solutions(root=None):
    """The solutions by exercise: an expression to put in place of the dots, and why it is right.

    Arguments: `root`, a full copy of the repository, or None for this one. Raises EditionError for an entry that is not complete.

    >>> solutions("no such folder")
    Traceback (most recent call last):
    ...
    sanctionslab.editions.editions.EditionError: "no such folder" is no full copy of the repository: it has no pyproject.toml. Install the kit from one.
    """
    path = repository(root) / "teaching" / "solutions.toml"
    try:
        with path.open("rb") as file:
            entries = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EditionError(f"{path} is not valid TOML: {error}.", "solutions", str(path)) from None
    for id_, entry in entries.items():
        if not isinstance(entry, dict) or set(entry) != {"answer", "why"}:
            raise EditionError(
                f'Solution "{id_}" needs an answer and a why, and nothing else.',
                "solution",
                id_,
                ("answer", "why"),
            )
    return entries


def leaks(place, answers=None):
    """Where solutions can be found in what is meant for learners: one sentence for each place, in order.

    Arguments: `place`, a folder, a zip file, a wheel, or a dict of contents by name; `answers` as solutions() gives them, or None
    for those of this repository.
    It looks for the solutions' text in every file, in sources, outputs and metadata of notebooks and in archives inside; for
    exercises that somebody answered; for answers recorded in outputs; and for files that are kept back.

    >>> answers = {"09.1": {"answer": "12", "why": "There are twelve."}}
    >>> leaks({"a.txt": b'check("09.1", ...)', "b.txt": b'check("09.1", 12)', "teaching/guide.md": b""}, answers)
    ['b.txt shows the solution of 09.1', 'teaching/guide.md is kept back from learners']
    """
    marks = _marks(solutions() if answers is None else answers)
    return list(
        dict.fromkeys(
            f"{name} {what}"
            for name, content in _contents(place)
            for what in _leaks_in(name, content, marks)
        )
    )


def _contents(place):
    if isinstance(place, dict):
        yield from place.items()
        return
    place = Path(place)
    if place.is_dir():
        for path in sorted(place.rglob("*")):
            if path.is_file():
                yield path.relative_to(place).as_posix(), path.read_bytes()
    elif place.is_file():
        yield place.name, place.read_bytes()
    else:
        raise EditionError(
            f"{place} does not exist, so it cannot be searched for solutions.", "place", str(place)
        )


def _leaks_in(name, content, marks):
    if KEPT_BACK.search(name):
        yield "is kept back from learners"
    if content[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inside in sorted(archive.namelist()):
                for what in _leaks_in(inside, archive.read(inside), marks):
                    yield f"holds {inside}, which {what}"
        return
    text = content.decode("utf-8", "replace")
    told = [("", text)]
    if name.endswith(".ipynb"):
        try:
            notebook = json.loads(text)
            told = [(f" in {where}", words) for where, words in _strings(notebook)]
            yield from _answered(notebook)
        except (ValueError, AttributeError, TypeError):
            yield "cannot be read as a notebook, so it cannot be cleared"
    for where, words in told:
        bare = _bare(words)
        for id_, mark in marks:
            if mark in bare:
                yield f"shows the solution of {id_}{where}"


def _answered(notebook):
    """Exercises in a notebook that somebody answered: the dots are gone, or the output holds an answer."""
    for number, cell in enumerate(notebook.get("cells", ()), start=1):
        source = "".join(cell.get("source", ()))
        if cell.get("cell_type") == "code" and "check" in source:
            calls, dots = _exercise(source)
            if len(calls) > len(dots):
                yield f"has an answer to {calls[0]} in the source of cell {number}"
        for output in cell.get("outputs", ()):
            recorded = output.get("data", {}).get(ANSWER)
            if recorded is not None and recorded.get("answer") is not None:
                yield f"has an answer to {recorded.get('exercise')} in the outputs of cell {number}"


def _exercise(source):
    """The ids that a cell checks, and its dots as (line, first column, last column)."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return re.findall(r"check\(\s*[\"']([\d.]+)", source), []
    nodes = list(ast.walk(tree))
    calls = [
        node.args[0].value
        for node in nodes
        if isinstance(node, ast.Call)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) == "check"
    ]
    dots = [
        (node.lineno, node.col_offset, node.end_col_offset)
        for node in nodes
        if isinstance(node, ast.Constant) and node.value is ...
    ]
    return calls, dots


def _strings(value, where="its metadata"):
    """Every piece of text in a notebook with the place that it stands in; keys are text too."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        if value and all(isinstance(part, str) for part in value):
            yield where, "".join(value)
        else:
            for part in value:
                yield from _strings(part, where)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield where, key
            if key == "cells" and isinstance(part, list):
                for number, cell in enumerate(part, start=1):
                    for field, inner in cell.items():
                        names = {"source": "source", "outputs": "outputs"}
                        yield from _strings(
                            inner, f"the {names.get(field, 'metadata')} of cell {number}"
                        )
            else:
                yield from _strings(part, where)


def _bare(text):
    """Text without what may change on the way: white space, quotation marks, backslashes, HTML entities."""
    return re.sub(r"""[\s"'\\`]+""", "", html.unescape(text))


def _marks(answers):
    """What gives a solution away, by exercise: its line, and each sentence of it or of its reason that is long enough to tell apart."""
    marks = []
    for id_, entry in answers.items():
        answer = _bare(entry["answer"])
        marks += [(id_, f"check({id_},{answer})"), (id_, f"={answer}sl.check({id_}")]
        sentences = re.split(r"(?<=[.;:?!])\s+", f"{entry['answer']}\n{entry['why']}")
        marks += [(id_, bare) for bare in map(_bare, sentences) if len(bare) >= TELLING]
    return marks


# The solutions as notebooks
def solved(notebook, answers, name):
    """A notebook with its exercises answered, not yet run: a new notebook as a dict.

    Arguments: `notebook`, a learner notebook as a dict; `answers` as solutions() gives them; `name` of the notebook, for messages.
    After each exercise stands a cell that says why. Raises EditionError for an exercise without a solution.

    >>> cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": ['sl.check("09.1", ...)']}
    >>> made = solved({"cells": [cell]}, {"09.1": {"answer": "12", "why": "There are twelve."}}, "09_new")
    >>> [cell["source"] for cell in made["cells"][1:]]
    [['sl.check("09.1", 12)'], ['**Why.** There are twelve.']]
    """
    made = deepcopy(notebook)
    intro = (
        f"**Solutions, for teachers.** Made from `notebooks/{name}.ipynb` and `teaching/solutions.toml`. Change those, then run "
        "`sanctionslab edition solutions`. Please keep this notebook away from learners."
    )
    cells = [_words(f"{name[:2]}-solutions", intro)]
    for cell in made["cells"]:
        source = "".join(cell["source"])
        cells.append(cell)
        if cell["cell_type"] == "markdown":
            cell["source"] = _lines(re.sub(r"\]\(([^)\s:#]+)(#[^)\s]*)?\)", _moved, source))
            continue
        cell["outputs"], cell["execution_count"] = [], None
        calls, dots = _exercise(source)
        if not calls:
            cell["source"] = _lines(re.sub(r'"(\d\d_\w+\.toml)"', r'"../../notebooks/\1"', source))
            continue
        if len(calls) != 1 or len(dots) != 1:
            raise EditionError(
                f"{name}: the cell of exercise {calls[0]} needs one check and one place for the answer, the dots; "
                f"it has {len(calls)} and {len(dots)}.",
                "exercise",
                calls[0],
            )
        if calls[0] not in answers:
            raise EditionError(
                f"{name}: exercise {calls[0]} has no solution. Add it to teaching/solutions.toml.",
                "exercise",
                calls[0],
            )
        ((row, start, end),) = dots
        rows = source.encode().split(b"\n")
        rows[row - 1] = (
            rows[row - 1][:start] + answers[calls[0]]["answer"].encode() + rows[row - 1][end:]
        )
        cell["source"] = _lines(b"\n".join(rows).decode())
        cells.append(_words(f"{cell['id']}-why", f"**Why.** {answers[calls[0]]['why']}"))
    made["cells"] = cells
    return made


def _words(id_, text):
    return {"cell_type": "markdown", "id": id_, "metadata": {}, "source": _lines(text)}


def _lines(text):
    return text.splitlines(keepends=True)


def _moved(link):
    target = posixpath.relpath(posixpath.join("notebooks", link[1]), "teaching/solutions")
    return f"]({target}{link[2] or ''})"


def read_notebook(path):
    """A notebook as a dict. Raises EditionError for a file that is none.

    >>> read_notebook(shipped("notebooks") / "00_start_here.ipynb")["nbformat"]
    4
    """
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EditionError(
            f"{path} cannot be read as a notebook: {error}.", "notebook", str(path)
        ) from None


def write_notebook(path, notebook):
    """Write a notebook the way Jupyter does, so that a change shows as a change and as nothing else. Arguments: `path`, and the notebook as a dict.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_notebook(Path(folder) / "a.ipynb", {"cells": []})
    ...     read_notebook(Path(folder) / "a.ipynb")
    {'cells': []}
    """
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    Path(path).write_text(text, encoding="utf-8", newline="\n")


def with_exercises(root=None):
    """The names of the notebooks that hold exercises, in order. Argument: `root`, a folder that has `notebooks/`, or None.

    >>> "00_start_here" in with_exercises()
    False
    """
    found = []
    for path in _notebooks(root):
        cells = read_notebook(path)["cells"]
        if any(
            _exercise("".join(c["source"]))[0]
            for c in cells
            if c["cell_type"] == "code" and "check" in "".join(c["source"])
        ):
            found.append(path.stem)
    return found


def _notebooks(root):
    return sorted(
        ((Path(root) / "notebooks") if root is not None else shipped("notebooks")).glob("*.ipynb")
    )


def solution_notebooks(root=None):
    """Write every solution notebook to `teaching/solutions/`, run from top to bottom. Returns their paths.

    Arguments: `root` as for learner_files. Raises EditionError for a solution that the kit does not accept.

    >>> solution_notebooks("no such folder")
    Traceback (most recent call last):
    ...
    sanctionslab.editions.editions.EditionError: "no such folder" is no full copy of the repository: it has no pyproject.toml. Install the kit from one.
    """
    root = repository(root)
    answers, made = solutions(root), []
    folder = root / "teaching" / "solutions"
    folder.mkdir(exist_ok=True)
    for name in with_exercises(root):
        notebook = run(
            solved(read_notebook(root / "notebooks" / f"{name}.ipynb"), answers, name), folder
        )
        for output in (
            output
            for cell in notebook["cells"]
            for output in cell.get("outputs", ())
            if ANSWER in output.get("data", {})
        ):
            said = "".join(output["data"]["text/plain"])
            if not re.match(r"\S+ +(Right|Recorded)\.", said):
                raise EditionError(
                    f"{name}: the kit does not accept a solution: {said}", "solution", name
                )
        write_notebook(folder / f"{name}.ipynb", notebook)
        made.append(folder / f"{name}.ipynb")
    return made


def run(notebook, folder):
    """A notebook run from top to bottom in a kernel of its own: a new notebook as a dict.

    Arguments: `notebook`, a dict; `folder`, where its kernel works. Progress of exercises is not kept.
    Raises EditionError with the error of a cell that fails.

    >>> cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": ["6 * 7"], "outputs": [], "execution_count": None}
    >>> made = run({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, ".")
    >>> made["cells"][0]["outputs"][0]["data"]
    {'text/plain': ['42']}
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    made = nbformat.reads(json.dumps(notebook), as_version=4)
    with tempfile.TemporaryDirectory() as home:
        try:
            NotebookClient(
                made,
                timeout=300,
                kernel_name="python3",
                resources={"metadata": {"path": str(folder)}},
            ).execute(env={**os.environ, "SANCTIONSLAB_HOME": home})
        except CellExecutionError as error:
            raise EditionError(
                f"A cell failed: {error.ename}: {error.evalue}", "notebook", str(folder)
            ) from None
    for cell in made["cells"]:
        cell["metadata"].pop("execution", None)
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(LIVE, None)
    made["metadata"] = notebook["metadata"]
    return json.loads(nbformat.writes(made))


# The run sheet: how long a notebook takes
@dataclass(frozen=True)
class Section:
    """A part of a notebook: its `heading`, the `words` of its prose, its `cells` of code, and the ids of its `exercises`."""

    heading: str
    words: int
    cells: int
    exercises: tuple

    @property
    def reading(self):
        """Minutes for the prose, and for running each cell and looking at what it shows. A number with a fraction."""
        return self.words / WORDS_A_MINUTE + self.cells * MINUTES_A_CELL

    @property
    def doing(self):
        """Minutes for the exercises, by their levels; the two of the capstone have their own."""
        return sum(
            CAPSTONE_MINUTES.get(id_) or EXERCISE_MINUTES[exercises()[id_].level]
            for id_ in self.exercises
        )


@dataclass(frozen=True)
class Sheet:
    """What a notebook asks of a learner: its `name`, its `sections`, and `said`, the minutes that its own opening gives."""

    name: str
    sections: tuple
    said: int

    @property
    def minutes(self):
        """Reading, running and exercises together, rounded up to five minutes."""
        return 5 * math.ceil(sum(section.reading + section.doing for section in self.sections) / 5)

    def lines(self, seconds):
        """The sheet as lines of a Markdown table. Argument: `seconds`, how long the kernel worked."""
        yield "| Section | Words | Cells | Reading | Exercises | Minutes for them |"
        yield "|---|--:|--:|--:|---|--:|"
        for part in self.sections:
            yield (
                f"| {part.heading} | {part.words} | {part.cells} | {math.ceil(part.reading)} | "
                f"{', '.join(part.exercises)} | {part.doing or ''} |"
            )
        words, cells = sum(p.words for p in self.sections), sum(p.cells for p in self.sections)
        yield (
            f"| **Together** | {words} | {cells} | {math.ceil(sum(p.reading for p in self.sections))} | "
            f"{sum(len(p.exercises) for p in self.sections) or 'none'} | {sum(p.doing for p in self.sections) or ''} |"
        )
        yield ""
        yield f"Plan **{self.minutes} minutes**. The kernel works for {seconds} seconds of them."


def run_sheet(root=None):
    """One Sheet for each notebook, in order, counted from the notebooks as they are. Argument: `root` as for with_exercises.

    >>> first = run_sheet()[0]
    >>> first.name, first.sections[0].heading
    ('00_start_here', 'Start here')
    """
    return [_sheet(path.stem, read_notebook(path)["cells"]) for path in _notebooks(root)]


def _sheet(name, cells):
    said, parts = 0, []
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            said = said or next(
                (int(minutes) for minutes in re.findall(r"\| *(\d+) minutes", source)), 0
            )
            for text in filter(None, re.split(r"^(?=##? )", source, flags=re.MULTILINE)):
                if heading := re.match(r"##? +(.+)", text):
                    parts.append([heading[1], 0, 0, []])
                parts[-1][1] += count_words(text)
        elif ids := _exercise(source)[0] if "check" in source else []:
            parts[-1][3] += ids
        else:
            parts[-1][2] += 1
    return Sheet(
        name,
        tuple(Section(heading, words, cells, tuple(ids)) for heading, words, cells, ids in parts),
        said,
    )


def count_words(prose):
    """The words that a reader reads: no link targets, no marks of formatting.

    >>> count_words("## A *first* [verdict](02.ipynb), `2397:7` | 10 |")
    5
    """
    plain = re.sub(r"\]\([^)]*\)", "]", re.sub(r"<[^>]+>", " ", prose))
    return len(re.findall(r"\w+(?:['’.:()\-]\w+)*", plain))


def kernel_seconds(path):
    """Seconds that a processor works to run a notebook, its start included. A busy machine takes longer by the clock, and no more of these.

    Argument: `path` of the notebook. Where the system does not count them (Windows), the clock is taken.
    """
    began, worked = time.monotonic(), sum(os.times()[2:4])
    run(read_notebook(path), Path(path).parent)
    return sum(os.times()[2:4]) - worked or time.monotonic() - began


def write_run_sheet(root=None):
    """Count and time every notebook anew and put the tables into `teaching/guide.md`. Returns the path of the guide.

    Argument: `root` as for learner_files. Each table stands between the lines `<!-- sheet 00_start_here -->` and `<!-- end -->`.

    >>> write_run_sheet("no such folder")
    Traceback (most recent call last):
    ...
    sanctionslab.editions.editions.EditionError: "no such folder" is no full copy of the repository: it has no pyproject.toml. Install the kit from one.
    """
    root = repository(root)
    guide = root / "teaching" / "guide.md"
    text = guide.read_text(encoding="utf-8")
    for sheet in run_sheet(root):
        table = "\n".join(
            sheet.lines(math.ceil(kernel_seconds(root / "notebooks" / f"{sheet.name}.ipynb")))
        )
        place = re.search(
            rf"(?<=<!-- sheet {sheet.name} -->\n).*?(?=<!-- end -->)", text, re.DOTALL
        )
        if place is None:
            raise EditionError(
                f"The guide has no place for {sheet.name}. Put <!-- sheet {sheet.name} --> and <!-- end --> into it.",
                "notebook",
                sheet.name,
            )
        text = f"{text[: place.start()]}\n{table}\n\n{text[place.end() :]}"
    guide.write_text(text, encoding="utf-8", newline="\n")
    return guide


# Slides and pages
def slide_types(notebook, show):
    """What each cell is on the slides: its slide types, in order.

    Arguments: `notebook`, a dict; `show`, the headings whose sections are shown. A shown section opens with a slide, each comment
    in it opens a slide below, and the code stays with the text before it. Everything else is skipped.
    Raises EditionError for a heading that does not exist.

    >>> cells = [("markdown", "# One"), ("code", "1"), ("markdown", "So it is."), ("markdown", "## Two"), ("code", "2")]
    >>> slide_types({"cells": [{"cell_type": kind, "source": [text]} for kind, text in cells]}, ["One"])
    ['slide', '-', 'subslide', 'skip', 'skip']
    """
    types, shown, met = [], False, set()
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and (heading := re.match(r"#+ +(.+)", source)):
            shown = heading[1].strip() in show
            met.add(heading[1].strip())
            types.append("slide" if shown else "skip")
        elif not shown:
            types.append("skip")
        else:
            types.append("subslide" if cell["cell_type"] == "markdown" else "-")
    if missing := sorted(set(show) - met):
        raise EditionError(
            f'"{missing[0]}" of teaching/slides.toml heads no cell of its notebook.',
            "heading",
            missing[0],
            sorted(met),
        )
    return types


def headings_shown(root=None):
    """The headings that go on slides, by notebook, as `teaching/slides.toml` has them. Argument: `root` as for learner_files.

    >>> headings_shown("no such folder")
    Traceback (most recent call last):
    ...
    sanctionslab.editions.editions.EditionError: "no such folder" is no full copy of the repository: it has no pyproject.toml. Install the kit from one.
    """
    with (repository(root) / "teaching" / "slides.toml").open("rb") as file:
        return {name: entry["show"] for name, entry in tomllib.load(file).items()}


def mark_slides(notebook, show):
    """The notebook with the slide type of every cell in its metadata: a new notebook as a dict. Arguments as for slide_types.

    >>> mark_slides({"cells": [{"cell_type": "markdown", "source": ["# One"], "metadata": {}}]}, ["One"])["cells"][0]["metadata"]
    {'slideshow': {'slide_type': 'slide'}}
    """
    made = deepcopy(notebook)
    for cell, kind in zip(made["cells"], slide_types(notebook, show), strict=True):
        cell["metadata"]["slideshow"] = {"slide_type": kind}
    return made


def write_glossary(root=None):
    """Put a copy of `teaching/glossary.md` beside the notebooks, where their links find it however JupyterLab was started. Returns its path."""
    root = repository(root)
    copy = root / "notebooks" / "glossary.md"
    copy.write_bytes((root / "teaching" / "glossary.md").read_bytes())
    return copy


def pages(place, root=None):
    """Write every notebook and the glossary as pages that need neither Python nor a network, light or dark as the system asks. Returns the paths.

    Arguments: `place`, a new or empty folder; `root`, a folder that has `notebooks/`, or None. The pages link one another.
    """
    import nbformat
    from nbconvert import HTMLExporter

    place = Path(place)
    if place.is_file() or (place.is_dir() and any(place.iterdir())):
        raise EditionError(
            f"{place} is there already and is not overwritten. Name a new folder.",
            "place",
            str(place),
        )
    notebooks = {path.stem: read_notebook(path) for path in _notebooks(root)}
    glossary = (_notebooks(root)[0].parent / "glossary.md").read_text(encoding="utf-8")
    notebooks["glossary"] = {**notebooks["00_start_here"], "cells": [_words("glossary", glossary)]}
    exporter = HTMLExporter(require_js_url="", mathjax_url="", jquery_url="")
    dark, *_ = exporter.environment.loader.get_source(exporter.environment, "static/theme-dark.css")
    look = LOOK.format(dark=dark)
    place.mkdir(parents=True, exist_ok=True)
    made = []
    for name, notebook in notebooks.items():
        title = "".join(notebook["cells"][0]["source"]).splitlines()[0].lstrip("# ")
        page, _ = exporter.from_notebook_node(
            nbformat.reads(json.dumps(notebook), as_version=4), {"metadata": {"name": title}}
        )
        page = re.sub(r'<script.*?</script>| tabindex="0"', "", page, flags=re.DOTALL)
        page = page.replace("</head>", look, 1).replace("</body>", REACH, 1)
        page = re.sub(
            r'href="(\w+)\.(?:ipynb|md)(#[^"]*)?"',
            lambda m: f'href="{m[1]}.html{m[2] or ""}"',
            page,
        )
        if name == "glossary":
            page = re.sub(r'(?<= )(id|href)="#?[A-Z][^"]*"', lambda m: m[0].lower(), page)
        made.append(place / f"{name}.html")
        made[-1].write_text(page, encoding="utf-8", newline="\n")
    return made


def write_slides(root=None):
    """Write the slide types of `teaching/slides.toml` into the notebooks. Returns their paths. Argument: `root` as for learner_files."""
    root = repository(root)
    paths = []
    for name, show in headings_shown(root).items():
        paths.append(root / "notebooks" / f"{name}.ipynb")
        write_notebook(paths[-1], mark_slides(read_notebook(paths[-1]), show))
    return paths


# A place of the learner's own
def settle(place, again="copy", today=None):
    """Copy the notebooks to a place of the learner's own. Nothing that is there is ever overwritten. Returns the place.

    Arguments: `place`, a folder; `again`, what to do where notebooks stand already: "open" keeps them and adds only files that
    are missing, "copy" makes a fresh copy beside them, with the date in its name; `today`, a date, or None for the machine's.
    Raises EditionError for a place that holds other things or cannot be written.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = settle(Path(folder) / "mine")
    ...     again = settle(place, today=date(2026, 11, 21))
    ...     print(again.name, (again / "notebooks" / "00_start_here.ipynb").is_file())
    mine-2026-11-21 True
    """
    place = Path(place).expanduser().absolute()
    files = _files(shipped("notebooks").parent, ["notebooks"])
    try:
        if place.exists() and not place.is_dir():
            raise EditionError(f"{place} is a file. Name a folder.", "place", str(place))
        if not settled(place):
            if place.is_dir() and any(place.iterdir()):
                raise EditionError(
                    f"{place} holds other things. Name a folder that does not exist yet, for example "
                    f"{place / 'sanctionslab'}.",
                    "place",
                    str(place),
                )
            place.mkdir(parents=True, exist_ok=True)
        elif again == "copy":
            place = _beside(place, today or date.today())
        for name, content in files.items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                with path.open("xb") as file:
                    file.write(content)
    except OSError as error:
        raise EditionError(
            f"{place} cannot be written: {error.strerror}. Name another folder.",
            "place",
            str(place),
        ) from None
    return place


def settled(place):
    """Whether a folder holds a learner's notebooks already.

    >>> settled("no such folder")
    False
    """
    return any((Path(place).expanduser() / "notebooks").glob("*.ipynb"))


def _beside(place, today):
    number = 1
    while True:
        fresh = place.with_name(
            f"{place.name}-{today.isoformat()}{f'-{number}' if number > 1 else ''}"
        )
        try:
            fresh.mkdir()
            return fresh
        except FileExistsError:
            number += 1


def open_lab(place, options=()):
    """Open JupyterLab on the first notebook in a place, and wait until it ends.

    Arguments: `place` as settle gives it; `options` for JupyterLab, for example "--no-browser".
    Raises EditionError if JupyterLab is not installed or ends with an error.
    """
    if find_spec("jupyterlab") is None:
        raise EditionError(
            "JupyterLab is not installed for this Python. Run: python -m pip install jupyterlab",
            "jupyterlab",
        )
    try:
        code = subprocess.run(
            [sys.executable, "-m", "jupyterlab", *options, "notebooks/00_start_here.ipynb"],
            cwd=place,
        ).returncode
    except KeyboardInterrupt:
        return
    if code:
        raise EditionError(
            f"JupyterLab ended with code {code}; what it said stands above. The notebooks are in {place}.",
            "jupyterlab",
            code,
        )
