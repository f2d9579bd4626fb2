"""Editions that the tests look at: each is made once."""

import os
from pathlib import Path

import live
import pytest
from lite import kept, open_notebook, seeds, visitor
from servers import serve

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


@pytest.fixture(scope="module")
def address(site):
    with serve(site) as where:
        yield where


@pytest.fixture(scope="module")
def chromium(site):
    """Chromium that finds no host but this machine, also in a worker or a service worker."""
    from playwright.sync_api import sync_playwright  # most tests need no browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=live.find_browser(),
            args=[
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def firsts(chromium, address):
    """A visitor who has been there once, and what the first Python there drew by lot."""
    with visitor(chromium, address) as made:
        page = open_notebook(made, address, "00_start_here")
        drawn = seeds(page)
        kept(page)
        page.close()
        yield made, drawn


@pytest.fixture(scope="module")
def returning(firsts):
    """A visitor who has been there before: later starts take up what an earlier one kept."""
    return firsts[0]


@pytest.fixture(scope="module")
def first_start(firsts):
    """The `seeds` of the first start of the returning visitor."""
    return firsts[1]
