"""Fixtures that tests of several rooms share."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import live
import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]

# What a learner has answered or predicted on this machine is nobody's business here, and it would
# show in the notebooks: they begin with an empty folder.
os.environ["SANCTIONSLAB_HOME"] = tempfile.mkdtemp(prefix="sanctionslab-")


@pytest.fixture(scope="session")
def made_once(tmp_path_factory, worker_id):
    """Makes a folder that takes long once for all workers of a run. Nobody may change it.

    `make(place)` fills a folder that is not there yet.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def made(name, make):
        place = shared / name
        with FileLock(f"{place}.lock"):
            if not place.exists():
                unfinished = shared / f"{name}.unfinished-{worker_id}"
                make(unfinished)
                unfinished.rename(place)
        return place

    return made


@pytest.fixture(scope="session")
def wheel(made_once):
    """The package as it would be published."""

    def build(folder):
        build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
        done = subprocess.run(
            [*build, "--directory", str(folder)], cwd=ROOT, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stdout + done.stderr

    [path] = made_once("wheel", build).glob("*.whl")
    return path


@pytest.fixture(scope="module")
def browser():
    """Chromium, one for each module; a test that needs it is skipped where there is none."""
    if not live.find_browser():
        if os.environ.get("SANCTIONSLAB_REQUIRE_BROWSER"):
            pytest.fail(
                "no Chromium, Chrome or Edge found, and SANCTIONSLAB_REQUIRE_BROWSER asks for one"
            )
        pytest.skip("no Chromium, Chrome or Edge found; install one to test the panels in it")
    from playwright.sync_api import sync_playwright  # most tests need no browser

    with sync_playwright() as playwright, live.chromium(playwright) as chromium:
        yield chromium
