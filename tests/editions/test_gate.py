"""The gate: a solution planted in any place is found, and nothing is found where none is."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from sanctionslab import editions
from sanctionslab.classroom import MIME
from sanctionslab.editions import EditionError

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = editions.solutions(ROOT)
LINE = 'sl.check("02.3", "2397:7")'
WHY = ANSWERS["02.3"]["why"]
NOTEBOOK = "notebooks/02_the_verdict.ipynb"


@pytest.fixture
def copy(tmp_path):
    """A full copy of the repository that a test may spoil."""
    root = editions.learner(tmp_path / "copy", ROOT)
    shutil.copytree(ROOT / "teaching", root / "teaching", dirs_exist_ok=True)
    shutil.copy(ROOT / "requirements-test.txt", root)
    return root


# A leak in each place of a notebook: a cell with outputs is changed, or something else in it.


def stored():
    """A notebook as it lies in its file, each text as a list of its lines."""
    return json.loads((ROOT / NOTEBOOK).read_text(encoding="utf-8"))


def in_file(notebook):
    return {NOTEBOOK: json.dumps(notebook).encode()}


def first_with_outputs(notebook):
    return next(c for c in notebook["cells"] if c["cell_type"] == "code" and c["outputs"])


def with_source(*lines):
    notebook = stored()
    first_with_outputs(notebook)["source"] = list(lines)
    return in_file(notebook)


def with_output(**output):
    notebook = stored()
    first_with_outputs(notebook)["outputs"] = [output]
    return in_file(notebook)


def with_cell_metadata(**metadata):
    notebook = stored()
    first_with_outputs(notebook)["metadata"].update(metadata)
    return in_file(notebook)


def with_output_metadata(**metadata):
    notebook = stored()
    first_with_outputs(notebook)["outputs"][0]["metadata"] = metadata
    return in_file(notebook)


def with_notebook_metadata(**metadata):
    notebook = stored()
    notebook["metadata"].update(metadata)
    return in_file(notebook)


def with_markdown(*lines):
    notebook = stored()
    cell = {"cell_type": "markdown", "id": "x", "metadata": {}, "source": list(lines)}
    notebook["cells"].append(cell)
    return in_file(notebook)


def with_attachment(text):
    notebook = stored()
    notebook["cells"][0]["attachments"] = {"a.txt": {"text/plain": text}}
    return in_file(notebook)


def zipped(name, content):
    archived = io.BytesIO()
    with zipfile.ZipFile(archived, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return archived.getvalue()


def packed(name, content, times):
    for _ in range(times):
        name, content = "inner.zip", zipped(name, content)
    return content


PLANTED = {
    "a source": with_source(LINE),
    "a source in another spelling": with_source("sl.check( '02.3',\n", "    '2397:7' )"),
    "an answer that is not the stored one": with_source('sl.check("02.3", ["2397:7"])'),
    "a line of a solution notebook": {"README.md": b'answer = "2397:7"\nsl.check("02.3", answer)'},
    "an answer in a name": with_source('mine = "2397:7"\n', 'sl.check("02.3", mine)'),
    "a source that is no Python": with_source('sl.check("02.3", "2397:7"'),
    "a printed output": with_output(output_type="stream", name="stdout", text=[f"{LINE}\n"]),
    "an HTML output": with_output(
        output_type="display_data",
        metadata={},
        data={"text/html": ["<code>sl.check(&quot;02.3&quot;, &quot;2397:7&quot;)</code>"]},
    ),
    "a recorded answer": with_output(
        output_type="execute_result",
        metadata={},
        execution_count=1,
        data={MIME: {"exercise": "02.3", "answer": ["2397:7"]}},
    ),
    "the metadata of a cell": with_cell_metadata(note=WHY),
    "the name of a key": with_cell_metadata(**{WHY: True}),
    "the metadata of a notebook": with_notebook_metadata(solutions={"02.3": [WHY]}),
    "the metadata of an output": with_output_metadata(why=WHY),
    "a markdown cell": with_markdown(*(f"{word} \n" for word in WHY.split())),
    "an attachment": with_attachment(WHY),
    "the package": {"sanctionslab/classroom/bank.py": f"# {LINE}\n".encode()},
    "the data": {"data/exercises.toml": f'lesson = "{WHY}"\n'.encode()},
    "one sentence of a model argument": {
        "README.md": ANSWERS["02.8"]["answer"].strip('"\n').split(".")[1].encode()
    },
    "a file that is kept back": {"teaching/solutions/02_the_verdict.ipynb": b"{}"},
    "the answer key of the tests": {"tests/answer_key.py": b""},
    "an archive": {"data/more.zip": zipped("notes.txt", LINE)},
    "an archive in an archive": {
        "data/more.zip": zipped("inner.zip", zipped("teaching/solutions.toml", b""))
    },
    "a notebook that is none": {"notebooks/08_broken.ipynb": b"{"},
    "a notebook nested too deeply": {"a.ipynb": b'{"cells": ' + b"[" * 9000 + b"]" * 9000 + b"}"},
    "an archive that is cut off": {"a.zip": b"PK" + zipped("a.txt", "a" * 99)[9:]},
    "an archive packed a hundred times": {"a.zip": packed("a.txt", b"a", 100)},
}


@pytest.mark.parametrize("where", PLANTED)
def test_a_leak_is_found_in(where):
    assert editions.leaks(PLANTED[where], ANSWERS), f"nothing found in {where}"


def test_an_archive_that_swells_is_not_unpacked():
    swelling = io.BytesIO()
    with (
        zipfile.ZipFile(swelling, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w", force_zip64=True) as file,
    ):
        for _ in range(201):
            file.write(bytes(1_000_000))
    [fault] = editions.leaks({"a.zip": swelling.getvalue()}, ANSWERS)
    assert fault == "a.zip holds more than 200 MB when unpacked, so it cannot be cleared"


def test_nothing_is_found_where_nothing_was_planted(files):
    assert editions.leaks(files, ANSWERS) == []
    assert editions.leaks(in_file(stored()), ANSWERS) == []


def test_a_committed_answer_stops_the_edition(copy, tmp_path):
    """A teacher tried an exercise in notebooks/ and saved: the message says where."""
    notebook = editions.read_notebook(ROOT / NOTEBOOK)
    [cell] = [cell for cell in notebook.cells if 'check("02.3"' in cell.source]
    cell.source = cell.source.replace("...", '"2397:7"')
    editions.write_notebook(copy / NOTEBOOK, notebook)
    leak = r"02_the_verdict\.ipynb .*02\.3 in the source of cell"
    with pytest.raises(EditionError, match=leak):
        editions.learner(tmp_path / "edition.zip", copy)
    assert not (tmp_path / "edition.zip").exists()


def test_the_wheel_holds_no_solution(wheel):
    assert editions.leaks(wheel, ANSWERS) == []


@pytest.mark.parametrize(
    "name, content",
    [
        ("sanctionslab/classroom/bank.py", LINE),
        (f"sanctionslab/{NOTEBOOK}", PLANTED["a source"][NOTEBOOK]),
        ("sanctionslab/teaching/solutions.toml", ""),
        ("sanctionslab-0.1.0.dist-info/METADATA", WHY),
    ],
)
def test_a_leak_in_the_wheel_is_found(wheel, tmp_path, name, content):
    spoilt = tmp_path / wheel.name
    with zipfile.ZipFile(wheel) as good, zipfile.ZipFile(spoilt, "w") as bad:
        for entry in good.namelist():
            if entry != name:
                bad.writestr(entry, good.read(entry))
        bad.writestr(name, content)
    sentences = editions.leaks(spoilt, ANSWERS)
    assert sentences and all(f" {name}, which" in sentence for sentence in sentences)
