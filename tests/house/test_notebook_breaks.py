"""Break it on purpose: other data must turn the comparison of a notebook's outputs red."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]

BREAKS = [
    (
        "01_the_gift",
        "claims.csv",
        ",contradicted,",
        ",corroborated,",
    ),  # a claim that does not hold is called sound
    (
        "02_the_verdict",
        "law/2397.toml",
        'hs = ["72-76", "78-83", "84-85", "86-89"]',
        'hs = ["72-76", "78-83", "84-85", "88-89"]',
    ),
    (
        "04_cooperation_timeline",
        "events.csv",
        ",alleged then admitted,",
        ",denied,",
    ),  # an admission is left out
]


def compared(folder, notebook, file="", old="", new=""):
    """The run of a notebook against its stored outputs, on a copy of the kit in which one file says
    something else.
    """
    for part in ("data", "sanctionslab"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / f"{notebook}.ipynb", folder / "notebooks")
    if file:
        text = (folder / "data" / file).read_text(encoding="utf-8")
        assert old in text
        (folder / "data" / file).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            str(folder),
            "--nbval",
            "--nbval-current-env",
            f"--nbval-sanitize-with={ROOT / 'tests' / 'nbval.cfg'}",
            f"notebooks/{notebook}.ipynb",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("notebook", "file", "old", "new"), BREAKS, ids=[name for name, *_ in BREAKS]
)
def test_a_changed_row_turns_the_notebook_red(tmp_path, notebook, file, old, new):
    run = compared(tmp_path, notebook, file, old, new)
    assert run.returncode == 1 and " failed" in run.stdout.splitlines()[-1], (
        run.stdout[-2000:] + run.stderr[-2000:]
    )


def test_a_copy_in_which_nothing_changed_is_green(tmp_path):
    run = compared(tmp_path, "02_the_verdict")
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
