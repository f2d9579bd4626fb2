"""Rows to read: nothing is cut, lost or counted twice, and what is wrong is said."""

import re

import pandas as pd
import pytest

import sanctionslab as sl

TABLES = {
    "claims": ("id", "claim", "correction"),
    "events": ("id", "headline"),
    "measures": ("id", "duty", "note"),
    "sources": ("key", "name", "note"),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_word_of_every_row_is_shown(name):
    frame = getattr(sl, name)()
    shown = sl.show(frame, *TABLES[name])
    assert len(shown) == len(frame)
    for column in TABLES[name]:
        for text in frame[column].dropna():
            assert text in repr(shown)
    assert "NaN" not in repr(shown) and "dtype" not in repr(shown) and "..." not in repr(shown)


def test_text_stands_at_the_start_of_its_cell():
    html = sl.show(sl.claims(), "id", "claim", id="KH-03")._repr_html_()
    assert re.findall(r"<t[dh]\b[^>]*>", html) == [
        "<th scope='col' style='text-align:start'>",
        "<th scope='col' style='text-align:start'>",
        "<th scope='row' style='text-align:start'>",
        "<td style='text-align:start'>",
    ]


def test_what_looks_like_html_is_text():
    frame = pd.DataFrame({"a": ["<script>alert(1)</script>"], "b": ["&"]})
    html = sl.show(frame, "a", "b", title="<b>")._repr_html_()
    assert "<script" not in html and "<b>" not in html and "&amp;" in html


def test_rows_are_chosen_by_one_value_or_by_several():
    votes = sl.votes()
    assert len(sl.show(votes, "symbol", adopted=False)) == 2
    assert len(sl.show(votes, "symbol", in_favour=[13, 14])) == 3
    assert len(sl.show(votes, "symbol", in_favour="13")) == 2
    assert repr(sl.show(votes, "symbol", in_favour=2)) == "No row."
    assert repr(sl.show(votes, "symbol", symbol=object())) == "No row."
    assert "No row." in sl.show(votes, "symbol", in_favour=2)._repr_html_()


@pytest.mark.parametrize("column", ["kind", "status", "first_speaker"])
def test_every_row_is_counted_once(column):
    claims = sl.claims()
    counted = sl.counts(claims, column, by="source")
    assert sum(int(number) for row in counted.rows for number in row[1:]) == len(claims)
    alone = sl.counts(claims, column)
    assert sum(int(row[1]) for row in alone.rows) == len(claims)


def test_several_columns_are_counted_together():
    assert sl.counts(sl.votes(), "in_favour", "russia", kind="sanctions").rows == (
        ("15", "for", "10"),
    )


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: sl.show(sl.claims(), "claims"), 'no column "claims". Did you mean "claim"?'),
        (lambda: sl.show(sl.claims(), "id", kinds="fact"), 'no column "kinds".'),
        (lambda: sl.show("claims", "id"), "Only a table can be shown"),
        (lambda: sl.counts(sl.claims()), "needs the name of a column"),
        (lambda: sl.counts(sl.claims(), "kind", by="sources"), 'Did you mean "source"?'),
        (lambda: sl.counts(sl.claims(), ["kind"]), "no column ['kind']"),
    ],
)
def test_what_is_wrong_is_said(call, words):
    with pytest.raises(sl.KitError) as error:
        call()
    assert words in str(error.value)


def test_the_articles_stand_side_by_side():
    shown = sl.articles()
    about = {row[0]: row[1:] for row in shown.rows}
    assert about["Author"] == ("Ji Da-gyum", "none given")
    assert set(about["Its key in the tables"]) == set(sl.claims()["source"])
    assert 'href="http://www.koreaherald.com/view.php?ud=20240220050573"' in shown._repr_html_()
    for headline in about["Headline begins"]:
        assert len(re.findall(r"[^\W_]+", headline)) <= 7
