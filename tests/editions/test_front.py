"""The picture that README and the landing page open with is the one that the kit draws."""

import re
from html import unescape
from pathlib import Path

import pytest

from sanctionslab import editions
from sanctionslab.editions.front import drawn
from sanctionslab.editions.source import asset

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "pictures"


@pytest.mark.parametrize("name", editions.picture_names())
def test_the_committed_picture_is_drawn_by_the_kit(name):
    """The same words, line by line, and the same alternative text.

    Red? Run: sanctionslab edition pictures
    """
    committed = (FOLDER / name).read_text(encoding="utf-8")
    picture = drawn(name)
    told = [text.get_text() for text in picture.figure.axes[0].texts]
    assert [unescape(line) for line in re.findall("<!-- (.*?) -->", committed)] == told
    assert picture.alt in unescape(committed)
    assert len(committed) < 300_000


def test_readme_shows_every_size_and_theme_with_the_words():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in editions.picture_names():
        assert readme.count(f"docs/pictures/{name}") == 1
    alt = re.search(r'<img src="docs/pictures/[^>]*alt="([^"]*)"', readme)[1]
    assert unescape(alt) == drawn("argument-light.svg").alt


def test_the_landing_page_shows_the_same():
    page = asset("landing.html")
    for name in editions.picture_names():
        assert page.count(f"pictures/{name}") == 1
    assert 'alt="$picture"' in page
