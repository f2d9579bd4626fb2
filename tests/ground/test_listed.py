"""The vocabulary as people read it: every fact and every thing stands there, and can be found."""

import re
from html import unescape

import pytest

import sanctionslab as sl
from sanctionslab.vocabulary import every_fact


def plain(html):
    return unescape(re.sub(r"<[^>]+>", " ", html))


def test_every_fact_is_shown_with_its_question_and_all_that_can_be_written():
    html, text = sl.facts()._repr_html_(), repr(sl.facts())
    for name, fact in every_fact().items():
        assert f"<code>{name}</code>" in html and fact.question in plain(html)
        assert f"{name}: {fact.question}" in text
        assert all(f"<code>{key}</code>" in html for key in fact.values)


def test_every_thing_is_shown_and_none_is_cut_off():
    things = sl.items()
    html, text = things._repr_html_(), repr(things)
    for row in things.to_dict("records"):
        assert f"<code>{row['key']}</code>" in html and row["label"] in plain(html)
        assert f"{row['key']}: {row['label']}" in text


def test_tables_fold_without_a_script():
    for html in (sl.facts()._repr_html_(), sl.items()._repr_html_()):
        assert "<script" not in html
        assert html.count("<details") == html.count("<summary>") > 5
        assert html.count("<details open>") == 1


@pytest.mark.parametrize("listed", [sl.facts, sl.items])
def test_a_word_finds_some_and_opens_them(listed):
    some = listed(" Ship ")
    assert 0 < len(some) < len(listed())
    assert "<details>" not in some._repr_html_() and 'with the word "ship"' in repr(some)
    assert len(listed("no such word")) == 0 and "0 " in listed("no such word")._repr_html_()
    assert len(listed("")) == len(listed("  ")) == len(listed())


def test_one_fact_is_one():
    assert repr(sl.facts("hydropower")).startswith('1 fact with the word "hydropower". ')
    assert repr(sl.facts()).startswith(f"{len(every_fact())} facts. ")


@pytest.mark.parametrize("listed", [sl.facts, sl.items])
@pytest.mark.parametrize("wrong", [None, 5, "x" * 61, "a\0b", "\ud800", ["ship"]])
def test_what_is_no_word_is_refused(listed, wrong):
    with pytest.raises(sl.KitError, match="Look for a word"):
        listed(wrong)


def test_for_code_they_are_what_they_were():
    import pandas as pd

    facts, things = sl.facts(), sl.items()
    assert dict(facts) == dict(every_fact()) and "arms" in facts and "colour" not in facts
    assert isinstance(things, pd.DataFrame) and type(things.head()) is pd.DataFrame
    assert type(things[things["hs"] == "8703"]) is pd.DataFrame
