"""Everything that the kit writes, on a disk that is full: python full_disk.py DISK

DISK is a small file system of its own. Each is written once, then the disk is filled up and it is
written again, and then there is room once more. A full disk refuses in one sentence and leaves what
was there; after that the work goes on. Prints the name of each writer that does so.
"""

import contextlib
import io
import itertools
import shutil
import sys
import tempfile
from pathlib import Path

from submissions import NOTEBOOK, RIGHT, hand_in, notebook
from trade_files import HEAD, ROW

import sanctionslab as sl
from sanctionslab import editions
from sanctionslab.cli import main
from sanctionslab.editions.source import write_text
from sanctionslab.whatif import Scenario, save

ROOT = Path(__file__).resolve().parents[1]
BLOCK = 4096


def told(*words):
    """Run a command. Raises OSError with what it says, if it fails."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        code = main([str(word) for word in words])
    if code:
        raise OSError(said.getvalue().removesuffix("\n"))


def screened(disk, elsewhere, name):
    table = elsewhere / "in.csv"
    lines = [",".join(HEAD), *[",".join([*ROW, str(n)]) for n in range(2000)]]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lambda: told("screen", table, "-o", disk / name, "--force")


def reported(disk, elsewhere):
    again = screened(elsewhere, elsewhere, "out.csv")
    again()
    words = ("screen", elsewhere / "in.csv", "-o", elsewhere / "out.csv", "--force")
    return lambda: told(*words, "--report", disk / "report.html")


def graded(disk, elsewhere):
    for number in range(40):
        hand_in(elsewhere / f"Student {number}" / f"{NOTEBOOK}.ipynb", notebook(RIGHT))
    views = ("--class-view", disk / "view.csv", "--arguments", disk / "arguments")
    return lambda: told("grade", elsewhere, "-o", disk / "grades.csv", "--force", *views)


def published(disk, ending):
    numbers = itertools.count()
    return lambda: told("edition", "learner", "-o", disk / f"learners-{next(numbers)}{ending}")


def saved(disk, _):
    return lambda: save(disk / "mine.toml", Scenario("aurus-2024-06", without=[2397]), replace=True)


def noted(disk, _):
    first = editions.read_notebook(ROOT / "notebooks" / "01_the_gift.ipynb")
    return lambda: editions.write_notebook(disk / "a.ipynb", first)


# Each makes what it needs, on the disk and elsewhere, and gives a function that writes.
WRITERS = {
    "screen to CSV": lambda disk, elsewhere: screened(disk, elsewhere, "out.csv"),
    "screen to Parquet": lambda disk, elsewhere: screened(disk, elsewhere, "out.parquet"),
    "a report": reported,
    "grade": graded,
    "an edition as a zip": lambda disk, _: published(disk, ".zip"),
    "an edition as a folder": lambda disk, _: published(disk, ""),
    "a scenario": saved,
    "a figure": lambda disk, _: lambda: sl.figures.growth().save(disk / "growth.png"),
    "a notebook": noted,
    "a run sheet": lambda disk, _: lambda: write_text(disk / "guide.md", "minutes\n" * 9999),
}


def everything_in(folder):
    """The names and contents of all files, hidden ones too, but for what fills the disk."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "filler"
    }


def fill(disk, room):
    """Fill the disk up but for so many bytes."""
    with contextlib.suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(BLOCK))
    with (disk / "filler").open("r+b") as filler:
        filler.truncate((disk / "filler").stat().st_size - room)


def try_out(name, disk):
    """Write with room, without, with little, and with room again."""
    with tempfile.TemporaryDirectory() as elsewhere:
        write = WRITERS[name](disk, Path(elsewhere))
        write()
        before = everything_in(disk)
        assert before
        for room in (0, BLOCK):
            fill(disk, room)
            before = everything_in(disk)
            try:
                write()
            except (OSError, sl.KitError) as error:
                said = str(error)
            else:
                assert room, f"{name} was written with no byte left"
                continue  # it is as small as that
            assert "No space left" in said and "\n" not in said, said
            assert everything_in(disk) == before, sorted(everything_in(disk))
        (disk / "filler").unlink()
        write()


def settle(disk):
    """Notebooks of a learner's own: what is there is whole, and what is missing is added."""
    fill(disk, 1_000_000)
    whole = everything_in(editions.shipped("notebooks"))
    try:
        told("start", disk / "mine", "--no-lab")
    except OSError as error:
        assert "No space left" in str(error) and "\n" not in str(error), error
    there = everything_in(disk / "mine" / "notebooks")
    assert 0 < len(there) < 10 and there == {name: whole[name] for name in there}
    (disk / "filler").unlink()
    told("start", disk / "mine", "--no-lab", "--keep")
    there = everything_in(disk / "mine" / "notebooks")
    assert len(there) == 10 and there == {name: whole[name] for name in there}


if __name__ == "__main__":
    for name in WRITERS:
        place = Path(sys.argv[1])
        try_out(name, place)
        for path in place.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        print(name, flush=True)
    settle(place)
    print("start")
