"""Outlines: the same parts as text and as HTML, and nothing in them that passes for tags."""

from sanctionslab.outline import (
    Answers,
    Html,
    Line,
    Part,
    as_text,
    line_html,
    lines_of,
    list_html,
    part_html,
    section_html,
    table_html,
    titled,
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


def test_parts_as_html():
    assert part_html(PART) == (
        "<h4>Grounds &amp; more</h4><ul><li><strong>2397:7, 2094:23</strong> cars"
        "<ul><li>under &lt; that</li></ul></li><li>b</li></ul>"
    )
    assert "<strong>" not in part_html(PART, marked=False)
    assert list_html([]) == "<ul></ul>"


def test_plain_tuples_are_lines_and_parts_too():
    assert line_html(("a", [("b", [])])) == line_html(Line("a", [Line("b")]))


def test_only_paragraphs_at_the_beginning_are_marked():
    for plain in ("see 2397:7", "12:30 o'clock", "S/RES/2397"):
        assert "<strong>" not in line_html(Line(plain))


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
    assert "The search was cut" in Answers("a", cut=True).lines[-1]
    assert Answers(["<"])._repr_html_() == "<p></p><ul><li>&lt;</li></ul>"
