"""Fixtures that tests of several rooms share."""

import os

import live
import pytest


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
