"""Outlines: the same parts as text and as HTML, and nothing in them that passes for tags."""

from sanctionslab.outline import (
    Answers,
    Html,
    Line,
    Part,
    as_text,
    folded_html,
    line_html,
    lines_of,
    list_html,
    part_html,
    section_html,
    table_html,
    titled,
    words_html,
)

PART = Part("Grounds & more", [Line("2397:7, 2094:23 cars", lines_of(["under < that"])), Line("b")])


def test_parts_as_text():
    assert list(as_text([PART, ("Next", [])])) == [
        "Grounds & more",
        "  2397:7, 2094:23 cars",
        "    under < that",
        "  b",
        "",
        "Next",
        "",
    ]
    assert titled("A title", ["one", "two"]) == "A title\n  one\n  two"


def kept(id_):
    """An id as HTML: it does not break at the end of a line."""
    return f'<span style="white-space:nowrap">{id_}</span>'


def test_parts_as_html():
    paragraphs = f"{kept('2397:7')}, {kept('2094:23')}"
    assert part_html(PART) == (
        f"<h4>Grounds &amp; more</h4><ul><li><strong>{paragraphs}</strong> cars"
        "<ul><li>under &lt; that</li></ul></li><li>b</li></ul>"
    )
    assert "<strong>" not in part_html(PART, marked=False)
    assert line_html(Line("2397:7")) == f"<li><strong>{kept('2397:7')}</strong></li>"
    assert list_html([Line("2397:7")]) == f"<ul>{line_html(Line('2397:7'))}</ul>"
    assert list_html([]) == "<ul></ul>"


def test_plain_tuples_are_lines_and_parts_too():
    assert line_html(("a", [("b", [])])) == line_html(Line("a", [Line("b")]))


def test_only_paragraphs_at_the_beginning_are_marked():
    for plain in ("see 2397:7", "12:30 o'clock", "S/RES/2397"):
        assert "<strong>" not in line_html(Line(plain))


def test_ids_stay_whole_wherever_they_stand():
    for id_ in ("2397:7", "1718:8(a)(iii)", "2270:8(b)", "KH-25", "QV-07", "T-44"):
        assert words_html(f"as {id_}, and") == f"as {kept(id_)}, and"
    for other in ("12:30", "1:100", "T-shirt", "MiG-29", "2024:"):
        assert words_html(other) == other


def test_official_symbols_lead_to_the_documents():
    ways = {
        "S/RES/2397 (2017)": "S/RES/2397(2017)",
        "S/2017/728": "S/2017/728",
        "S/AC.49/2018/3": "S/AC.49/2018/3",
        "S/PV.9591": "S/PV.9591",
    }
    for symbol, way in ways.items():
        assert words_html(f"by {symbol}.") == (
            f'by <a style="white-space:nowrap" href="https://undocs.org/{way}">{symbol}</a>.'
        )
        assert f"by {symbol}." in "\n".join(as_text([Part("Law", lines_of([f"by {symbol}."]))]))


def test_a_part_folds_away_without_a_script():
    html = folded_html(PART)
    assert html.startswith("<details><summary>Grounds &amp; more</summary><ul><li>")
    assert "<script" not in html and "onclick" not in html


def test_a_section_says_what_it_is():
    html = section_html("finding", "<p></p>", label='Verdict: "no"', style="max-width:60em")
    assert html.startswith(
        '<section class="sanctionslab-finding" aria-label="Verdict: &quot;no&quot;"'
    )
    assert section_html("measure", "") == '<section class="sanctionslab-measure"></section>'


def test_a_table_escapes_all_but_html():
    html = table_html("<a>", ["<b>"], [("<c>", Html.of("code", "<d>"))])
    assert "<th scope='row' style='text-align:start'>&lt;c&gt;</th>" in html
    assert "<code>&lt;d&gt;</code>" in html and "&lt;a&gt;" in html and "&lt;b&gt;" in html


def test_answers_show_the_first_and_count_the_rest():
    few, none, many = Answers("ab", title="T:"), Answers([], nothing="none"), Answers(range(15))
    assert (repr(few), list(few)) == ("T:\n  a\n  b", ["a", "b"])
    assert none.lines == ["none"]
    assert many.lines[-1] == "and 3 more: go through them with a for loop."
    assert Answers(range(12)).lines == [str(number) for number in range(12)]
    assert "<strong>" not in Answers(["2397:7"])._repr_html_()
    assert "The search was cut" in Answers("a", cut=True).lines[-1]
    assert Answers(["<"])._repr_html_() == "<p></p><ul><li>&lt;</li></ul>"
