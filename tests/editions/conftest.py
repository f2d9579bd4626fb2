"""Editions that the tests look at: each is made once."""

import os
import subprocess
import sys
from pathlib import Path

import live
import pytest

from sanctionslab import editions
from sanctionslab.cli import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def files():
    """The learner edition: contents by name."""
    return editions.learner_files(ROOT)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The package as it would be published."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    done = subprocess.run(
        [*build, "--directory", str(folder)], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    [path] = folder.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def pyodide():
    """The folder of a local Pyodide."""
    place = os.environ.get("SANCTIONSLAB_PYODIDE")
    if place and live.find_browser():
        return Path(place)
    reason = (
        "no Chromium, Chrome or Edge found"
        if place
        else "SANCTIONSLAB_PYODIDE names no local Pyodide: "
        "run python tests/local_pyodide.py FOLDER and set it to FOLDER"
    )
    if os.environ.get("SANCTIONSLAB_REQUIRE_BROWSER"):
        pytest.fail(
            f"{reason}; SANCTIONSLAB_REQUIRE_BROWSER asks for the test of the browser edition"
        )
    pytest.skip(f"{reason}; without it the browser edition is not tried")


@pytest.fixture(scope="session")
def site(pyodide, tmp_path_factory):
    """The browser edition, with Pyodide inside."""
    place = tmp_path_factory.mktemp("web") / "site"
    assert main(["edition", "web", "-o", str(place), "--pyodide", str(pyodide)]) == 0
    return place
