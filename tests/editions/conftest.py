"""Editions that the tests look at: each is made once."""

import os
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
def site(pyodide, made_once):
    """The browser edition, with Pyodide inside."""

    def build(place):
        assert main(["edition", "web", "-o", str(place), "--pyodide", str(pyodide)]) == 0

    return made_once("site", build)
