"""A place of the learner's own: work is never overwritten, and JupyterLab opens on it."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from datetime import date
from pathlib import Path

import live
import pytest
from commands import command

from sanctionslab import editions
from sanctionslab.editions import EditionError

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ANSWERS = editions.solutions(ROOT)


def files_in(place):
    """The contents of the files in a place, by name."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


def test_start_gives_a_learner_every_notebook_and_the_glossary(tmp_path):
    place = editions.settle(tmp_path / "mine" / "work")
    names = set(files_in(place))
    assert names >= {f"notebooks/{path.name}" for path in NOTEBOOKS} | {"notebooks/glossary.md"}
    assert {name.split("/")[0] for name in names} == {"notebooks"}
    assert editions.leaks(place, ANSWERS) == []


def test_work_is_never_overwritten(tmp_path):
    place = editions.settle(tmp_path / "work")
    work = place / "notebooks" / "02_the_verdict.ipynb"
    work.write_bytes(b"my answers")
    first = editions.settle(place, today=date(2026, 11, 21))
    second = editions.settle(place, today=date(2026, 11, 21))
    assert (first.name, second.name) == ("work-2026-11-21", "work-2026-11-21-2")
    assert work.read_bytes() == b"my answers"
    assert files_in(first) == files_in(second) != files_in(place)


def test_going_on_adds_what_is_missing_and_changes_nothing(tmp_path):
    place = editions.settle(tmp_path / "work")
    (place / "notebooks" / "02_the_verdict.ipynb").write_bytes(b"my answers")
    (place / "notebooks" / "00_start_here.ipynb").unlink()
    assert editions.settle(place, again="open") == place
    assert (place / "notebooks" / "02_the_verdict.ipynb").read_bytes() == b"my answers"
    assert (place / "notebooks" / "00_start_here.ipynb").is_file()


def test_a_place_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "diary.txt").write_bytes(b"mine")
    fault = r"holds other things\. Name a folder that does not exist yet"
    with pytest.raises(EditionError, match=fault):
        editions.settle(tmp_path)
    with pytest.raises(EditionError, match=r"is a file\. Name a folder"):
        editions.settle(tmp_path / "diary.txt")
    with pytest.raises(EditionError, match="cannot be written"):
        editions.settle(tmp_path / "diary.txt" / "inside")
    assert files_in(tmp_path) == {"diary.txt": b"mine"}


def test_start_works_from_the_wheel_alone(wheel, tmp_path):
    """Unpacked away from the checkout, found before it, and started elsewhere."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = "from sanctionslab import editions; editions.settle('mine'); print(editions.__file__)"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=elsewhere,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(tmp_path / "site")
    shipped = {
        f"notebooks/{name}": content
        for name, content in files_in(ROOT / "notebooks").items()
        if not name.startswith(".")
    }
    assert files_in(elsewhere / "mine") == shipped


def test_start_keeps_work_or_makes_a_dated_copy(tmp_path):
    place = tmp_path / "mine"
    told = f"Your notebooks are in {place}\n"
    assert command("start", place, "--no-lab") == (0, told, "")
    (place / "notebooks" / "00_start_here.ipynb").write_bytes(b"my answers")
    assert command("start", place, "--no-lab", "--keep") == (0, told, "")
    code, output, _ = command("start", place, "--no-lab")
    beside = rf"Your notebooks are in {re.escape(str(place))}-\d{{4}}-\d\d-\d\d\n"
    assert code == 0 and re.fullmatch(beside, output)
    assert (place / "notebooks" / "00_start_here.ipynb").read_bytes() == b"my answers"
    code, output, complaint = command("start", tmp_path, "--no-lab")
    assert (code, output) == (1, "")
    assert complaint.count("\n") == 1 and "holds other things" in complaint


@pytest.mark.slow
def test_start_opens_jupyterlab_on_the_first_notebook(tmp_path):
    """JupyterLab itself, without a browser: it serves the learner's copy, and ends when told to."""
    place, running = tmp_path / "mine", tmp_path / "runtime"
    options = ["--lab=--no-browser", "--lab=--ServerApp.port=0"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--lab=--allow-root")
    own = {"JUPYTER_RUNTIME_DIR": str(running), "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}

    def running_server():
        for path in running.glob("jpserver-*.json"):
            return json.loads(path.read_text(encoding="utf-8"))

    def ask(name, **options):
        token = {"Authorization": f"token {server['token']}"}
        url = f"{server['url']}api/{name}"
        return urllib.request.urlopen(urllib.request.Request(url, headers=token, **options))

    with (
        (tmp_path / "log.txt").open("w+", encoding="utf-8") as log,
        subprocess.Popen(
            [sys.executable, "-m", "sanctionslab.cli", "start", str(place), *options],
            stdout=log,
            stderr=log,
            env={**os.environ, **own},
        ) as started,
    ):
        try:
            server = wait_for(running_server, started, log)
            with wait_for(lambda: ask("contents/00_start_here.ipynb"), started, log) as answer:
                first = json.load(answer)["content"]["cells"][0]
            assert first["source"].startswith("# Start here")
            ask("shutdown", method="POST").close()
            assert started.wait(60) == 0
        finally:
            started.kill()
    assert Path(server["root_dir"]).resolve() == (place / "notebooks").resolve()


def wait_for(look, started, log):
    """What a look gives, as soon as it gives something, while a program runs."""
    until = time.monotonic() + live.LONG
    while time.monotonic() < until and started.poll() is None:
        try:
            if seen := look():
                return seen
        except (ValueError, urllib.error.URLError):
            pass  # the file is being written, or the server does not listen yet
        time.sleep(0.2)
    log.seek(0)
    pytest.fail(f"JupyterLab did not start:\n{log.read()}")
