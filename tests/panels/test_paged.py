"""The lab as plain data: what a page draws is what the widget shows, and Python is all it needs."""

import json
import subprocess
import sys

import pytest

import sanctionslab as sl

PARTS = ("kit", "form", "state", "picture", "rest")
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


def test_a_page_needs_only_python():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_WIDGETS], capture_output=True, text=True, check=False
    )
    bus = sl.panels.Scenario("aurus-2024-02", {"item": "bus"})
    assert (done.stdout.strip().lower(), done.stderr) == (bus.finding.verdict, "")
