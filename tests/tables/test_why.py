"""why(): where a row comes from, told of every row, in whatever shape it is given."""

import re

import pandas as pd
import pytest
from shipped import DATA, TABLES, rows

from sanctionslab import tables as data
from sanctionslab.errors import KitError


@pytest.mark.parametrize("name", TABLES)
def test_why_knows_every_row(name):
    frame, sources = getattr(data, name)(), {row["key"]: row for row in rows(DATA, "sources")}
    for _, row in frame.iterrows():
        told = data.why(row)
        assert told.table == name and told.sources
        for key in told.sources:
            assert f"[{key}]: " in str(told) and sources[key]["stands_behind"] in str(told)
        html = told._repr_html_()
        assert (
            html.count("<li>") == html.count("</li>") == sum(len(lines) for _, lines in told.parts)
        )
        assert not re.search(r"\b(None|nan|NaT|<NA>)\b", str(told))
        column = {"national_cars": "instrument", "votes": None, "panel_mandates": None}.get(
            name, frame.columns[0]
        )
        if column:
            assert data.why(row[column]) == told


def test_an_id_names_one_row():
    names = [
        row[column]
        for name, column in [
            ("claims", "id"),
            ("events", "id"),
            ("news", "id"),
            ("measures", "id"),
            ("resolutions", "key"),
            ("resolutions", "symbol"),
            ("sources", "key"),
            ("items", "key"),
            ("national_cars", "instrument"),
        ]
        for _, row in getattr(data, name)().iterrows()
    ]
    assert len({name.lower() for name in names}) == len(names)


def test_why_tells_who_said_it_where_and_what_came_of_it():
    told = str(data.why("KH-25"))
    for part in [
        "in paragraph 14",
        "The Kremlin and its spokesman, Dmitry Peskov; reported by RIA Novosti; "
        "read in The Korea Herald",
        "behind it: President of Russia",
        "corroborated (fact)",
        "In February neither government announced a model.",
    ]:
        assert part in told
    assert "alleged at first, admitted later; first admitted on 2025-04-26" in str(data.why("T-52"))
    assert "operative paragraph 8(a)(iii) of S/RES/1718 (2006)" in str(data.why("1718:8(a)(iii)"))
    assert "put to the vote and not adopted on 28 March 2024" in str(data.why("S/2024/255"))
    assert "threshold 10,000" not in str(data.why("SI 2019/411")) and "not known" in str(
        data.why("SI 2019/411")
    )
    assert "KH-25" in str(data.why("kremlin"))


def test_why_takes_a_row_in_any_shape():
    claims, told = data.claims(), data.why("KH-25")
    row = claims[claims["id"] == "KH-25"]
    assert (
        data.why(row)
        == data.why(row.iloc[0])
        == data.why(row[["id", "claim"]].iloc[0])
        == data.why("kh-25 ")
        == told
    )
    assert data.why(claims.set_index("id").loc["KH-25"]) == told
    assert data.why(row.assign(id_of_mine=3).iloc[0]) == told
    assert data.why(2397) == data.why("2397") == data.why("S/RES/2397 (2017)")


@pytest.mark.parametrize(
    "given, sentence",
    [
        ("KH-99", '"KH-99" is no row of the data. Did you mean "KH-'),
        ("", '"" is no row of the data. Give a row of a table'),
        (9999, "9999 is no row of the data. "),
        (3.5, "cannot tell where 3.5 comes from. Give a row of a table"),
        (True, "cannot tell where True comes from"),
        (None, "cannot tell where None comes from"),
        (["KH-25"], "cannot tell where ['KH-25'] comes from"),
        (
            pd.Series({"colour": "red"}),
            "finds no key of the kit's tables in this row (columns: colour)",
        ),
        (pd.Series({"id": "T-99", "headline": "made up"}), "finds no key"),
        (data.claims(), "rows. Pick one: frame.iloc[0]"),
        (data.claims().head(0), "this frame has 0 rows. Pick one"),
    ],
    ids=str,
)
def test_why_refuses_what_is_no_row(given, sentence):
    with pytest.raises(KitError) as caught:
        data.why(given)
    assert sentence in str(caught.value)


def test_why_escapes_what_it_shows():
    told = data.Provenance("<b>", "claims", "<b>", (), (("a & b", ("<script>",)),))
    assert (
        "<b>" not in told._repr_html_()
        and "<script>" not in told._repr_html_()
        and "a &amp; b" in told._repr_html_()
    )
    assert str(told) == "<b>\n  a & b\n    <script>"
