"""A full disk: every command and every save leaves what was there, nothing half, and a way on.

The disk is full for one program, by a limit on the size of its files; Windows has no such limit.
Where a program may have a file system of its own, it is full in earnest too (full_disk.py).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from submissions import NOTEBOOK, RIGHT, hand_in, notebook
from trade_files import HEAD, ROW

import sanctionslab as sl
from sanctionslab import editions
from sanctionslab.whatif import Scenario, save

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows limits no program's files")

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
{work}
"""
COMMAND = "from sanctionslab.cli import main; sys.exit(main(sys.argv[2:]))"
SAVED = """
import sanctionslab as sl
from sanctionslab.whatif import Scenario, save
try:
    {call}
except sl.KitError as error:
    print(error, file=sys.stderr)
    sys.exit(1)
"""
SCENARIO = 'save(sys.argv[2], Scenario("aurus-2024-06", without=[2397]), replace=True)'
FIGURE = "sl.figures.growth().save(sys.argv[2])"


def limited(bytes_, work, *words):
    """What a program says that cannot write more than so many bytes to a file, and fails."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED.format(work=work), str(bytes_), *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
    return done.stderr


def everything_in(folder):
    """The names and contents of all files, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "in.csv"
    line = ",".join([*ROW, "x"])
    path.write_text("\n".join([",".join(HEAD), *[line] * 500]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_screen(table, tmp_path, ending):
    out = tmp_path / f"out.{ending}"
    limited(1000, COMMAND, "screen", table, "-o", out)
    assert list(everything_in(tmp_path)) == ["in.csv"]
    out.write_bytes(b"before")
    limited(1000, COMMAND, "screen", table, "-o", out, "--force")
    assert sorted(everything_in(tmp_path)) == ["in.csv", out.name]
    assert out.read_bytes() == b"before"


def test_grade(tmp_path):
    hand_in(tmp_path / "class" / "Ada" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    out = tmp_path / "grades.csv"
    out.write_bytes(b"before")
    before = everything_in(tmp_path)
    limited(16, COMMAND, "grade", tmp_path / "class", "-o", out, "--force")
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize("name", ["learners.zip", "learners"])
def test_an_edition_that_was_not_finished_is_in_nobodys_way(tmp_path, name):
    limited(4096, COMMAND, "edition", "learner", "-o", tmp_path / name)
    assert os.listdir(tmp_path) == []
    assert editions.learner(tmp_path / name).exists()


def test_start_leaves_no_half_notebook_and_goes_on(tmp_path):
    place = tmp_path / "mine"
    limited(40_000, COMMAND, "start", place, "--no-lab")
    whole = everything_in(editions.shipped("notebooks"))
    for name, content in everything_in(place / "notebooks").items():
        assert content == whole[name]
    editions.settle(place, again="open")
    there = everything_in(place / "notebooks")
    assert there == {name: whole[name] for name in there} and len(there) > 8


def test_a_half_notebook_is_made_whole_and_nothing_else_is_touched(tmp_path):
    """As earlier versions of the kit left one on a full disk."""
    place = editions.settle(tmp_path / "mine")
    first, second = sorted((place / "notebooks").glob("*.ipynb"))[:2]
    whole, answered = first.read_bytes(), second.read_bytes() + b"\n"
    for half in (b"", whole[:1000], whole[:-1]):
        first.write_bytes(half)
        second.write_bytes(answered)
        editions.settle(place, again="open")
        assert first.read_bytes() == whole and second.read_bytes() == answered


def test_a_saved_scenario_stays(tmp_path):
    place = tmp_path / "mine.toml"
    save(place, Scenario("aurus-2024-06"))
    before = everything_in(tmp_path)
    assert "could not be written" in limited(16, SAVED.format(call=SCENARIO), place)
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_saved_figure_stays(tmp_path, ending):
    place = sl.figures.growth().save(tmp_path / f"growth.{ending}")
    before = everything_in(tmp_path)
    assert "cannot be written" in limited(1000, SAVED.format(call=FIGURE), place)
    assert everything_in(tmp_path) == before


def test_what_an_edition_rewrites_stays(tmp_path):
    place = tmp_path / "guide.md"
    place.write_bytes(b"before")
    work = "from sanctionslab.editions.source import write_text\nfrom pathlib import Path\n"
    work += "try:\n    write_text(Path(sys.argv[2]), 'x' * 99)\nexcept OSError as error:\n"
    work += "    sys.exit(str(error))"
    limited(16, work, place)
    assert everything_in(tmp_path) == {"guide.md": b"before"}


# A small disk of its own for one program: nobody else sees it.
ALONE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
MOUNT = 'mount -t tmpfs -o size=100m full "$0" && exec "$@"'


def test_everything_that_is_written_on_a_disk_that_is_full_in_earnest(tmp_path):
    if not shutil.which("unshare") or subprocess.run([*ALONE, MOUNT, tmp_path, "true"]).returncode:
        pytest.skip("no program may mount a disk of its own here; the limits above stand for it")
    done = subprocess.run(
        [*ALONE, MOUNT, tmp_path, sys.executable, ROOT / "tests" / "full_disk.py", tmp_path],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == 11
