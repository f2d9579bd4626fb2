"""Every exercise stands in its notebook once, as the data has it, with dots for the answer."""

import json
import re
from pathlib import Path

import pytest

from sanctionslab.classroom import exercises

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def plain(text):
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("id_", list(exercises()))
def test_an_exercise_stands_in_its_notebook(id_):
    exercise = exercises()[id_]
    cells = json.loads((NOTEBOOKS / f"{exercise.notebook}.ipynb").read_text(encoding="utf-8"))[
        "cells"
    ]
    sources = ["".join(cell["source"]) for cell in cells]
    places = [n for n, source in enumerate(sources) if f'sl.check("{id_}"' in source]
    assert len(places) == 1, id_
    assert sources[places[0]] == f'answer = ...\nsl.check("{id_}", answer)'
    told = plain(sources[places[0] - 1])
    assert (
        told.startswith(f"### {id_} *{exercise.level.capitalize()}.*")
        and plain(exercise.question) in told
    )
    assert all(f"**{letter}**: {words}" in told for letter, words in exercise.options.items())


@pytest.mark.parametrize("name", sorted({exercise.notebook for exercise in exercises().values()}))
def test_exercises_stand_in_order_between_the_sections(name):
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    asked = re.compile(r'sl\.check\("(\d\d\.\d)", answer\)')
    found = [asked.findall("".join(cell["source"])) for cell in cells]
    ids = [id_ for own in found for id_ in own]
    assert ids == sorted(ids)
    # An exercise is two cells, its question and its answer: three exercises follow each other.
    places = [place for place, own in enumerate(found) if own]
    for first, fourth in zip(places, places[3:], strict=False):
        assert fourth - first > 6, f"more than three exercises in a heap after {ids[:1]}"
