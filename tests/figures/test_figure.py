"""The file and the page: the same on every run, whatever the user has set."""

import re
import subprocess
import sys
from configparser import ConfigParser
from html import unescape
from pathlib import Path

import matplotlib
import pytest
from pictures import NAMES, built, page
from PIL import Image

import sanctionslab as sl
from sanctionslab import figures


@pytest.mark.parametrize("name", NAMES)
def test_two_runs_give_the_same(name):
    again = getattr(figures, name)()
    assert again == built(name) and again.table.equals(built(name).table)
    assert again._repr_html_() == page(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_a_table_are_read_from_the_left(name):
    cells = re.findall(r"<t[dh](?=[ >])[^>]*>", page(name))
    assert all("text-align:start" in cell for cell in cells), name


def test_the_notebook_gate_compares_words_and_not_pixels():
    rules = ConfigParser()
    rules.read(Path(__file__).parents[1].joinpath("nbval.cfg"), encoding="utf-8")
    (rule,) = (rules[section] for section in rules.sections())

    def compared(picture):
        return re.sub(rule["regex"], rule["replace"], picture._repr_html_())

    plain, redrawn = built("one_car"), figures.one_car()
    redrawn.figure.axes[0].lines[0].set_linewidth(9)
    redrawn.figure.set_dpi(90)
    assert redrawn._repr_html_() != page("one_car")
    assert compared(redrawn) == compared(plain)
    assert compared(figures.one_car(sl.law().without(2397))) != compared(plain)
    assert len(compared(plain)) < 6000


def test_a_user_s_own_style_changes_nothing():
    plain = page("one_car")
    with matplotlib.rc_context(
        {
            "font.size": 30,
            "font.family": "monospace",
            "axes.facecolor": "black",
            "lines.linewidth": 9,
            "text.color": "red",
            "savefig.dpi": 30,
            "figure.dpi": 40,
        }
    ):
        assert figures.one_car()._repr_html_() == plain


def test_saving(tmp_path):
    picture = built("growth")
    image = Image.open(picture.save(tmp_path / "growth.png"))
    assert image.size == (1920, 1080)
    assert image.text["Description"] == picture.alt and image.text["Title"] == picture.title
    svg = picture.save(tmp_path / "growth.svg").read_text(encoding="utf-8")
    assert picture.alt.split(". ")[1] in unescape(svg) and f"<title>{picture.title}</title>" in svg
    assert figures.growth().save(tmp_path / "again.svg").read_text(encoding="utf-8") == svg
    for name in ("growth.png", "growth.svg"):
        before = (tmp_path / name).read_bytes()
        assert picture.save(tmp_path / name).read_bytes() == before  # its own it replaces
        (tmp_path / name).write_bytes(b"mine")
        with pytest.raises(sl.KitError, match="Give another name"):
            picture.save(tmp_path / name)
        assert (tmp_path / name).read_bytes() == b"mine"
    with pytest.raises(sl.KitError, match=r"as \.png or \.svg"):
        picture.save(tmp_path / "growth.docx")
    with pytest.raises(sl.KitError, match="there is no folder"):
        picture.save(tmp_path / "nowhere" / "growth.png")


def test_no_pyplot_and_no_state():
    code = (
        "import sys, sanctionslab as sl; sl.figures.one_car()._repr_html_(); "
        "print('matplotlib.pyplot' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False" and not run.stderr
