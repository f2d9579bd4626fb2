"""The pictures of README and the landing page are those that the kit draws."""

import re
from html import unescape
from pathlib import Path

import lab_picture
import pytest
from PIL import Image

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


@pytest.mark.parametrize("name", lab_picture.picture_names())
def test_the_moving_picture_of_the_lab_has_every_view_and_is_light(name):
    path = FOLDER / name
    views = len(lab_picture.views())
    with Image.open(path) as picture:
        assert getattr(picture, "n_frames", 1) == (1 if "-still" in name else views)
    assert path.stat().st_size < 300_000


def test_the_words_of_the_moving_picture_are_those_of_the_lab():
    """Red? Run: python tests/lab_picture.py"""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert unescape(lab_picture.IN_README.search(readme)[0]).endswith(
        f'alt="{lab_picture.words()}"'
    )
    for word in ("nothing changed: prohibited", "bus or coach: prohibited", "2014: not prohibited"):
        assert word in lab_picture.words()
    for name in lab_picture.picture_names():
        assert readme.count(f"docs/pictures/{name}") == 1


def test_readme_shows_every_size_and_theme_with_the_words():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in editions.picture_names():
        assert readme.count(f"docs/pictures/{name}") == 1
    alt = re.search(r'<img src="docs/pictures/argument[^>]*alt="([^"]*)"', readme)[1]
    assert unescape(alt) == drawn("argument-light.svg").alt


def test_the_landing_page_shows_the_same():
    page = asset("landing.html")
    for name in editions.picture_names():
        assert page.count(f"pictures/{name}") == 1
    assert 'alt="$picture"' in page
