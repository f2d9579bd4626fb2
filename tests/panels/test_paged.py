"""The lab as plain data: what a page draws is what the widget shows, and Python is all it needs."""

import json
import subprocess
import sys

import pytest

import sanctionslab as sl
from sanctionslab.panels import display

PARTS = ("kit", "form", "state", "picture", "rest", "work")
OPEN = sl.Case(on="2024-02-18", direction=sl.UNKNOWN, conduct=sl.UNKNOWN)  # hardly anything known
BY_HAND = [("item", "bus"), ("2397", False), ("kremlin", False), ("on", "no day at all")]

WITHOUT_WIDGETS = """
import sys
for name in ("anywidget", "ipywidgets", "traitlets", "pandas", "matplotlib"):
    sys.modules[name] = None
import sanctionslab as sl
lab = sl.panels.PagedLab("aurus-2024-02")
lab.answer({"control": "item", "value": "bus"})
print(lab.view["state"]["verdict"]["lines"][0])
"""


@pytest.mark.parametrize(("control", "value"), BY_HAND)
def test_the_lab_of_a_page_shows_what_the_widget_shows(monkeypatch, control, value):
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/1")  # whose visitors keep files by download too
    widget, paged = sl.panels.lab(), sl.panels.PagedLab()
    asked = {"control": control, "value": value, "view": "x", "number": 1}
    widget.answer(asked)
    paged.answer(asked)
    assert paged.view == {name: getattr(widget, name) for name in PARTS}
    assert json.dumps(paged.view)


def test_only_what_is_new_is_told_and_the_verdict_first():
    told = []
    lab = sl.panels.PagedLab("aurus-2024-02", told.append)
    told.clear()
    lab.answer({"control": "item", "value": "racing_car"})
    assert next(iter(told)).keys() >= {"state"}
    assert "kit" not in {name for parts in told for name in parts}


def test_a_sign_of_life_goes_with_the_verdict_and_ends_with_the_rest():
    told = []
    lab = sl.panels.PagedLab("aurus-2024-02", told.append)
    lab.answer({"control": "item", "value": "bus"})
    signs = [(parts.keys(), parts["work"]["words"]) for parts in told if "work" in parts]
    assert len(signs) == 4
    for (begun, words), (ended, none) in zip(signs[::2], signs[1::2], strict=True):
        assert "state" in begun and words.startswith("Looking for")
        assert "rest" in ended and none == ""


def test_a_long_search_is_told_in_pieces_and_goes_on_when_asked(monkeypatch):
    """Pairs of changes where little is known. What is asked meanwhile comes first."""
    monkeypatch.setattr(display, "SLICE", 0.02)
    told = []
    lab = sl.panels.PagedLab(OPEN, told.append)
    lab.answer({"control": "pairs"})
    assert lab.view["work"]["more"] and "not at its end" in lab.view["rest"]["report"]
    before = lab.view["work"]["so_far"]
    told.clear()
    lab.answer({"control": "go_on", "view": "x", "number": 7})
    assert lab.view["work"]["so_far"] != before
    assert lab.view["state"]["answered"] == {"view": "x", "number": 7}
    assert not {"kit", "form", "picture"} & {name for parts in told for name in parts}
    lab.answer({"control": "conduct", "value": "transfer"})
    assert "Pairs of changes" not in lab.view["rest"]["report"]
    lab.answer({"control": "take_back", "value": "fact conduct"})
    lab.answer({"control": "pairs"})
    report = lab.searched()["rest"]["report"]
    assert "Pairs of changes" in report and "not at its end" not in report


def test_a_page_needs_only_python():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_WIDGETS], capture_output=True, text=True, check=False
    )
    bus = sl.panels.Scenario("aurus-2024-02", {"item": "bus"})
    assert (done.stdout.strip().lower(), done.stderr) == (bus.finding.verdict, "")
