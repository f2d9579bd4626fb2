"""The words stand for the picture, draw the conclusion, and tell mistakes with the way out."""

import inspect
import re
from html import unescape

import pytest
from pictures import AS_OF, NAMES, built, four_rows, page

import sanctionslab as sl
from sanctionslab import figures


@pytest.mark.parametrize("name", NAMES)
def test_the_words_stand_for_the_picture(name):
    picture = built(name)
    assert 60 <= len(picture.alt.split()) <= 150
    assert not re.search(r"\b(nan|NaT|None|UNKNOWN)\b|  |\.\.|\[|\]", picture.alt)
    assert repr(picture) == picture.alt
    html = page(name)
    assert unescape(re.search('alt="([^"]*)"', html)[1]) == picture.alt
    assert picture.title in html and f"As of {sl.facts()['on'].words(AS_OF)}" in unescape(html)
    assert html.count("<tr") == len(picture.table) + 1


CONCLUSIONS = {
    "growth": ["2016 and 2017 brought", "2094:15"],
    "status_by_date": [
        "In January 2006 none was prohibited",
        "Capped: crude oil and refined oil",
        "Not covered: wheat flour",
    ],
    "monitoring": [
        "What ended is the Panel alone",
        "none with an end date",
        "it is not a UN body",
        "169 days",
    ],
    "cooperation": [
        "in arms, energy, finance and labour all of them",
        "18 Feb 2024: both governments confirm",
        "not a finding of calm",
    ],
    "classified": [
        "The gift of the car is prohibited, by 2094:23 and 2397:7",
        "if they happened as told",
    ],
    "one_car": ["no longer matters what a luxury is", "1,751 days"],
    "screened": [
        "169 of 2,140 rows prohibited, the first in 2013",
        "No row is touched by 2087 and 2356",
    ],
    "admissions": ["190 days later", "not that the allegation is false"],
    "argument": [
        "Prohibited by two paragraphs, each alone enough",
        "The doors: shut, as nobody says otherwise: 1874:21",
        "Presumed: Committee approved: no",
        "Makes no difference: On what terms: a gift; For personal use: yes",
    ],
    "attribution": [
        "On the word of the DPRK alone rests: Date: 18 February 2024; For personal use: yes",
        "On the word of Russia alone rests: Thing: luxury car",
    ],
}


@pytest.mark.parametrize("name", NAMES)
def test_the_words_draw_the_conclusion(name):
    for conclusion in CONCLUSIONS[name]:
        assert conclusion in built(name).alt


def test_every_figure_is_described_with_arguments_source_and_example():
    public = [name for name in figures.__all__ if inspect.isfunction(getattr(figures, name))]
    assert sorted(public) == sorted(NAMES)
    for name in public:
        words = inspect.getdoc(getattr(figures, name))
        assert (
            "Argument" in words
            and "Source: " in words
            and ">>> " in words
            and "Returns a Figure" in words
        )


def test_mistakes_are_told_with_the_way_out():
    with pytest.raises(sl.KitError, match=r"Take sl\.law\(\)"):
        figures.growth(sl.law().only(2664))
    with pytest.raises(sl.KitError, match="no mandate of the Panel"):
        figures.monitoring(sl.law().only(1718))
    with pytest.raises(sl.KitError, match="Give an earlier day"):
        figures.cooperation(since="2030-01-01")
    with pytest.raises(sl.KitError, match="since must be a day"):
        figures.admissions(since="unknown")
    with pytest.raises(sl.KitError, match='no column "start"'):
        figures.cooperation(sl.events().drop(columns="start"))
    with pytest.raises(sl.KitError, match="named case"):
        figures.classified(sl.events().query("id == 'T-01'"))
    with pytest.raises(sl.KitError, match='Did you mean "aurus-2024-02"'):
        figures.attribution("aurus-2024-2")
    with pytest.raises(sl.KitError, match=r'no column "verdict"\. Take what sl\.screen gives back'):
        figures.screened(sl.trade_extract())
    with pytest.raises(sl.KitError, match="touches none of these rows"):
        figures.screened(four_rows().query("period == '2012'"))
    with pytest.raises(sl.KitError, match="No row of evidence"):
        figures.attribution(sl.Case(on="2024-02-18"))
    with pytest.raises(sl.KitError, match="takes the key of a case"):
        figures.attribution(34)


def test_sentences_stand_one_space_apart_under_another_law_too():
    fewer = figures.classified(sl.events().query("id != 'T-34'"))
    for picture in (fewer, figures.monitoring(sl.law().only(1874))):
        assert " ".join(picture.alt.split()) == picture.alt
