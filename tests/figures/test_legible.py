"""The picture can be read: nothing cut off, large enough, told apart by everybody."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from pictures import NAMES, built, faint, four_rows, linear, misplaced

import sanctionslab as sl
from sanctionslab import figures

VARIANTS = {
    "growth of one": lambda: figures.growth(sl.law().only(1718)),
    "status of one": lambda: figures.status_by_date(sl.law().only(1718)),
    "car without 2094": lambda: figures.one_car(sl.law().without(2094)),
    "early monitoring": lambda: figures.monitoring(sl.law().only(1874)),
    "since 2000": lambda: figures.cooperation(since="2000-01-01"),
    "since 2025": lambda: figures.cooperation(since="2025-06-01"),
    "bridge only": lambda: figures.cooperation(since="2026-06-01"),
    "all allegations": lambda: figures.admissions(since="2000-01-01"),
    "missile": lambda: figures.attribution("missiles-2024-01"),
    "oil": lambda: figures.attribution("oil-2024"),
    "four rows": lambda: figures.screened(four_rows()),
    "rows without 2397": lambda: figures.screened(law=sl.law().without(2397)),
    "twelve claims": lambda: figures.attribution(sl.claims().head(12)),
    "many claims": lambda: figures.attribution(sl.claims().iloc[20:50]),
}


@pytest.mark.parametrize("name", [*NAMES, *VARIANTS])
def test_no_text_is_cut_off_or_overlaps(name):
    picture = VARIANTS[name]() if name in VARIANTS else built(name)
    assert not list(misplaced(picture.figure))


@pytest.mark.parametrize("name", NAMES)
def test_text_is_large_enough_and_stands_out(name):
    """At least 11 points at 1280 pixels; contrast of 4.5 to 1 to what lies behind most of it."""
    assert not list(faint(getattr(figures, name)().figure))


def lab(rgb):
    xyz = (
        np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
        @ rgb
        / [0.9505, 1, 1.089]
    )
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


SIGHT = {  # Machado, Oliveira and Fernandes 2009, severity 1
    "normal": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("palette", ["STATUS_COLOURS", "VERDICT_COLOURS"])
def test_colours_are_told_apart(palette, sight):
    seen = [
        lab(np.clip(np.array(SIGHT[sight]) @ linear(colour), 0, 1))
        for colour in getattr(figures, palette).values()
    ]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) >= 20


def test_colours_are_told_apart_in_greyscale_print():
    lightness = [lab(linear(colour))[0] for colour in figures.STATUS_COLOURS.values()]
    assert lightness == sorted(lightness, reverse=True), "the more is barred, the darker"
    assert min(a - b for a, b in pairwise(lightness)) >= 12


def test_nothing_rests_on_colour_alone():
    looks = figures.CONTESTED.values()
    assert len({look.marker for look in looks}) == len(looks)
    assert set(figures.CONTESTED) == set(sl.events()["contested"].cat.categories)
    assert len({str(style) for _, style in figures.STROKES}) == len(figures.STROKES)
    assert len(set(figures.VERDICT_LETTERS.values())) == len(sl.Verdict)
