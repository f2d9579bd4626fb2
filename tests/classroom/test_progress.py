"""Progress: kept after a restart, in a place of the learner's own, and never in the way."""

import json
import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

import sanctionslab as sl
from sanctionslab import classroom as kit
from sanctionslab.classroom.kept import home

ALL = list(kit.exercises())
ROOT = Path(__file__).parents[2]


def test_progress_survives_a_restart_and_can_be_reset(own_home):
    sl.check("02.3", "2397:5")
    sl.check("02.1", "prohibited")
    assert sl.progress().done == ("02.1",) and sl.progress().tried == ("02.3",)
    code = "import sanctionslab as sl; print(sl.progress().done, sl.progress().tried)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert run.stdout.strip() == "('02.1',) ('02.3',)"
    text = repr(sl.progress())
    assert "2 of" not in text and "02_the_verdict: done 02.1; tried 02.3" in text
    assert "<table>" in sl.progress()._repr_html_()
    mine = own_home / "progress" / "mine.txt"
    mine.write_text("keep", encoding="utf-8")
    assert sl.progress(reset=True).open == tuple(ALL) and mine.read_text(encoding="utf-8") == "keep"


def test_what_is_done_stays_done():
    sl.check("02.3", "2397:7")
    sl.check("02.3", "2397:5")
    assert sl.progress().done == ("02.3",)


@pytest.mark.parametrize(
    "rubbish",
    ["", "{", "[]", '{"state": 3}', '{"state": "won"}', "\0", "[" * 10000, '{"exercise": "02.3"}'],
)
def test_a_damaged_file_is_no_trouble(own_home, rubbish):
    place = own_home / "progress" / "02.3.json"
    place.parent.mkdir()
    place.write_text(rubbish, encoding="utf-8")
    assert "02.3" in sl.progress().open
    sl.check("02.3", "2397:7")
    assert (
        sl.progress().done == ("02.3",)
        and json.loads(place.read_text(encoding="utf-8"))["state"] == "done"
    )


def test_a_place_that_cannot_be_written(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(blocked))
    assert sl.check("02.3", "2397:7").right
    assert sl.progress().done == ("02.3",) and "cannot be written" in repr(sl.progress())
    assert sl.progress(reset=True).done == ()


def test_two_kernels_at_once(own_home):
    code = (
        "import sys, sanctionslab as sl\n"
        "from answer_key import answers\n"
        "for id_ in sys.argv[1:]: sl.check(id_, answers(id_)[0])"
    )
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    halves = ALL[::2], ALL[1::2]
    runs = [
        subprocess.Popen([sys.executable, "-c", code, *half], cwd=ROOT / "tests", env=variables)
        for half in halves
    ]
    assert [run.wait() for run in runs] == [0, 0]
    assert sl.progress().done == tuple(ALL)
    assert {path.suffix for path in (own_home / "progress").iterdir()} == {".json"}


@pytest.mark.parametrize(
    "system, variables, expected",
    [
        (Unix, {"XDG_DATA_HOME": "/data"}, "/data/sanctionslab"),
        (MacOS, {}, "Library/Application Support/sanctionslab"),
        (Windows, {"WIN_PD_OVERRIDE_LOCAL_APPDATA": "C:\\local"}, "local/sanctionslab"),
    ],
)
def test_where_progress_is_kept(monkeypatch, system, variables, expected):
    monkeypatch.delenv("SANCTIONSLAB_HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(platformdirs, "PlatformDirs", system)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert home().as_posix().endswith(expected)


@pytest.mark.parametrize(
    "platform, variables, place",
    [
        ("linux", {"XDG_DATA_HOME": "data"}, "data"),
        ("darwin", {"XDG_DATA_HOME": "/data"}, "Library/Application Support"),
        ("win32", {"LOCALAPPDATA": "local"}, "local"),
    ],
)
def test_progress_that_an_earlier_version_kept_is_found(
    monkeypatch, tmp_path, platform, variables, place
):
    kept = tmp_path / place / "sanctionslab"
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(kept))
    assert sl.check("02.3", "2397:7").right
    monkeypatch.delenv("SANCTIONSLAB_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(platformdirs, "PlatformDirs", MacOS if platform == "darwin" else Unix)
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert home() == kept and sl.progress().done == ("02.3",)


def test_a_user_without_a_home_folder(monkeypatch):
    monkeypatch.delenv("SANCTIONSLAB_HOME")
    monkeypatch.setattr(platformdirs, "user_data_path", no_home)
    assert home().is_absolute()


def no_home(*names, **options):
    raise RuntimeError("could not determine the home directory")
