"""The learner edition: what is in it, the same bytes each time, and nothing overwritten."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from sanctionslab import editions
from sanctionslab.editions import EditionError
from sanctionslab.errors import KitError

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
COPIED = [
    "LICENSE",
    "requirements.txt",
    "pyproject.toml",
    "data/facts.toml",
    "data/law/2397.toml",
    "data/exercises.toml",
    "sanctionslab/__init__.py",
    "notebooks/glossary.md",
]


def test_a_learner_gets_notebooks_data_package_and_requirements(files):
    for name in COPIED:
        assert files[name] == (ROOT / name).read_bytes()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_result_stands_where_a_prediction_is_asked(files, path):
    whole = editions.read_notebook(path).cells
    taken = nbformat.reads(files[f"notebooks/{path.name}"].decode(), as_version=4).cells
    assert [cell.source for cell in taken] == [cell.source for cell in whole]
    is_asked = is_guessed = False
    for cell, before in zip(taken, whole, strict=True):
        if cell.cell_type == "markdown":
            is_asked = is_guessed
        elif cell.source.startswith("sl.predict("):
            is_asked = True
        elif cell.source == "sl.guess()":
            is_asked = is_guessed = True
        else:
            assert cell.outputs == ([] if is_asked else before.outputs), cell.source


def test_a_learner_reads_a_page_for_learners(files):
    page = files["README.md"].decode()
    assert files["README.md"] == (ROOT / "teaching" / "for_learners.md").read_bytes()
    assert "requirements.txt" in page and "sanctionslab start" in page and "Hand in" in page
    # What a learner does not get is not spoken of.
    assert not re.search(r"requirements-test|pytest|teaching/|edition |\bsolutions", page)


def test_a_learner_gets_no_solutions_no_guide_and_no_tests(files):
    assert not [name for name in files if name.startswith(("teaching", "tests"))]
    assert not any("/." in f"/{name}" or "__pycache__" in name for name in files)


@pytest.fixture
def copy(tmp_path):
    """A full copy of the repository with things in it that are nobody's business."""
    root = editions.learner(tmp_path / "copy", ROOT)
    shutil.copytree(ROOT / "teaching", root / "teaching", dirs_exist_ok=True)
    shutil.copy(ROOT / "README.md", root)
    return root


STRAY = (
    "notebooks/grades.csv",
    "notebooks/02_the_verdict-Copy1.ipynb",
    "notebooks/my_case.toml",
    "data/class.csv",
    "data/law/draft.toml.bak",
    "sanctionslab/notes.txt",
)


def test_what_lies_beside_the_notebooks_does_not_go_out(copy, tmp_path, files):
    for name in STRAY:
        (copy / name).write_text("Ada: 6 of 8", encoding="utf-8")
    assert editions.learner_files(copy) == files
    assert editions.not_for_learners(copy) == sorted(STRAY)
    place = editions.settle(tmp_path / "mine")
    assert not list(place.rglob("grades*"))


def test_the_command_names_what_it_left_out(copy, tmp_path):
    for name in STRAY:
        (copy / name).write_text("Ada: 6 of 8", encoding="utf-8")
    code = "import sys; from sanctionslab.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "edition", "learner", "-o", tmp_path / "edition.zip"],
        cwd=copy,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(copy)},
    )
    assert done.returncode == 0, done.stderr
    assert f"Left out, as no part of the edition: {', '.join(sorted(STRAY))}" in done.stdout


def test_nothing_that_a_link_leads_to_goes_out(copy, tmp_path, files):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.py").write_text("SECRET = 1", encoding="utf-8")
    (copy / "sanctionslab" / "link.py").symlink_to(secret / "key.py")
    (copy / "sanctionslab" / "folder").symlink_to(secret, target_is_directory=True)
    (copy / "notebooks" / "glossary.md").unlink()
    (copy / "notebooks" / "glossary.md").symlink_to(secret / "key.py")
    taken = editions.learner_files(copy)
    assert not any(b"SECRET" in content for content in taken.values())
    assert set(files) - set(taken) == {"notebooks/glossary.md"}
    links = {"notebooks/glossary.md", "sanctionslab/folder", "sanctionslab/link.py"}
    assert set(editions.not_for_learners(copy)) == links


def test_every_file_that_the_repository_has_for_learners_goes_out(files):
    for folder in ("sanctionslab", "data", "notebooks"):
        named = (path for path in (ROOT / folder).rglob("*") if path.is_file())
        for path in named:
            inside = path.relative_to(ROOT)
            assert inside.as_posix() in files or any(
                part.startswith((".", "__pycache__")) for part in inside.parts
            )


def test_two_editions_are_the_same_byte_for_byte_whatever_the_umask(tmp_path):
    made = []
    for number, mask in enumerate((0o022, 0o077)):
        old = os.umask(mask)
        try:
            archive = editions.learner(tmp_path / f"{number}.zip", ROOT)
            folder = editions.learner(tmp_path / str(number), ROOT)
        finally:
            os.umask(old)
        made.append((archive.read_bytes(), listing(folder)))
    assert made[0] == made[1]


def listing(folder):
    """All that can differ between two folders: names, rights, times and contents."""
    return [
        (
            path.relative_to(folder).as_posix(),
            path.stat().st_mode,
            path.stat().st_mtime,
            path.is_file() and path.read_bytes(),
        )
        for path in sorted(folder.rglob("*"))
    ]


def test_the_zip_is_sorted_with_fixed_times_and_rights(tmp_path, files):
    with zipfile.ZipFile(editions.learner(tmp_path / "edition.zip", ROOT)) as archive:
        entries = archive.infolist()
        contents = {entry.filename: archive.read(entry) for entry in entries}
    assert contents == {f"sanctionslab/{name}": content for name, content in files.items()}
    assert list(contents) == sorted(contents)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert {entry.create_system for entry in entries} == {3}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}


@pytest.mark.parametrize("name", ["edition", "edition.zip"])
def test_an_edition_overwrites_nothing(tmp_path, name):
    place = tmp_path / name
    mine = place if place.suffix else place / "mine.txt"
    mine.parent.mkdir(exist_ok=True)
    mine.write_bytes(b"mine")
    with pytest.raises(EditionError, match="is there already and is not overwritten"):
        editions.learner(place, ROOT)
    assert mine.read_bytes() == b"mine"


def test_an_edition_needs_a_full_copy(tmp_path):
    fault = r"is no full copy of the repository: it has no pyproject\.toml"
    with pytest.raises(KitError, match=fault):
        editions.learner(tmp_path / "edition", tmp_path)
    assert not (tmp_path / "edition").exists()


def test_binder_follows_the_pinned_file():
    lines = (ROOT / ".binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["-r ../requirements.txt"]
    runtime = (ROOT / ".binder" / "runtime.txt").read_text(encoding="utf-8")
    assert re.fullmatch(r"python-3\.1[1-4]\n", runtime)
    assert not (ROOT / "runtime.txt").exists()
    assert os.access(ROOT / ".binder" / "postBuild", os.X_OK) or os.name == "nt"
