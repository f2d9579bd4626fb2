"""An argument as headings and nested lines, and its views: text and HTML.

A Part is a heading and its lines; a Line is a text and further lines under it. Both are tuples, so
`(heading, lines)` and `(text, under)` do as well. Whatever shows itself is made of these.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

# Styles stand in the elements, and not in a style sheet: a result is stored in the notebook's file,
# and GitHub, nbviewer and mails show that file without any <style> in it.

READABLE = "max-width:60em"  # a longer line is hard to follow to the next

# The frame around a finding and around the feedback on an exercise.
BOX = f"border-inline-start:.3em solid currentColor;padding-inline-start:1em;{READABLE}"

START = "text-align:start"  # a notebook sets every cell of a table to the right

# Read out, and not shown.
UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"

# The paragraphs that a line begins with: "2397:7" or "1718:8(a)(iii), 2094:23".
PARAGRAPHS = re.compile(r"(?:\d{4}:[^\s,:]+(?:, (?=\d))?)+")

# What must not break at the end of a line: paragraphs, and rows of claims and events.
IDS = re.compile(r"\b(?:\d{4}:\d+(?:\([a-z]+\))*|(?:KH|QV|T)-\d{2,})")

WHOLE = 'style="white-space:nowrap"'

# The symbol of an official document, with the way to it.
SYMBOLS = re.compile(r"\bS/(?:RES/\d+ ?\(\d{4}\)|\d{4}/\d+|AC\.49/\d{4}/\w+(?:\.\d+)?|PV\.\d+)")
DOCUMENTS = "https://undocs.org/"

LISTED = 12  # results that Answers shows before it counts the rest

Lines: TypeAlias = "Sequence[tuple[str, Lines]]"

Result = TypeVar("Result", covariant=True)


class Shows(Protocol):
    """What shows itself in a notebook, as IPython asks for it."""

    def _repr_html_(self) -> str: ...


class Line(NamedTuple):
    """A text, and the lines under it."""

    text: str
    under: Lines = ()


class Part(NamedTuple):
    """A heading, and the lines under it."""

    heading: str
    lines: Lines = ()


class Html(str):
    """A text that is HTML already: a table shows it as it stands."""

    @classmethod
    def of(cls, tag: str, text: str) -> "Html":
        """A plain text between tags.

        >>> Html.of("code", "1 < 2")
        '<code>1 &lt; 2</code>'
        """
        return cls(f"<{tag}>{escape(text)}</{tag}>")


def lines_of(texts: Iterable[str]) -> list[Line]:
    """Texts as lines with nothing under them.

    >>> lines_of(["one", "two"])[0]
    Line(text='one', under=())
    """
    return [Line(text) for text in texts]


# As text


def as_text(parts: Iterable[tuple[str, Lines]]) -> Iterator[str]:
    """Parts as lines of text: a heading, its lines indented, a blank line.

    >>> print("\\n".join(as_text([Part("Grounds", [Line("2397:7", lines_of(["in force"]))])])))
    Grounds
      2397:7
        in force
    <BLANKLINE>
    """
    for heading, lines in parts:
        yield heading
        yield from indented(lines, "  ")
        yield ""


def indented(lines: Iterable[tuple[str, Lines]], margin: str = "") -> Iterator[str]:
    """Lines as text behind a margin, what is under a line two spaces further in."""
    for text, under in lines:
        yield margin + text
        if under:
            yield from indented(under, margin + "  ")


def titled(title: str, lines: Iterable[str]) -> str:
    """A title and the texts under it, as one text.

    >>> print(titled("Remarks:", ["none"]))
    Remarks:
      none
    """
    return "\n".join(indented([Line(title, lines_of(lines))]))


# As HTML


def words_html(text: str) -> str:
    """A text as HTML: ids that do not break, and official symbols as links to the documents.

    >>> words_html("2397:7 & more")
    '<span style="white-space:nowrap">2397:7</span> &amp; more'
    >>> words_html("S/RES/2397 (2017)")
    '<a style="white-space:nowrap" href="https://undocs.org/S/RES/2397(2017)">S/RES/2397 (2017)</a>'
    """
    html = IDS.sub(rf"<span {WHOLE}>\g<0></span>", escape(text))
    return SYMBOLS.sub(_link, html)


def _link(symbol: re.Match[str]) -> str:
    return f'<a {WHOLE} href="{DOCUMENTS}{symbol[0].replace(" ", "")}">{symbol[0]}</a>'


def line_html(line: tuple[str, Lines], marked: bool = True) -> str:
    """A line as an item of a list; if `marked`, the paragraphs that it begins with are bold.

    >>> line_html(Line("KH-25"), marked=False)
    '<li><span style="white-space:nowrap">KH-25</span></li>'
    """
    text, under = line
    first = PARAGRAPHS.match(text) if marked else None
    begin = first[0] if first else ""
    bold = f"<strong>{words_html(begin)}</strong>" if begin else ""
    inner = list_html(under, marked) if under else ""
    return f"<li>{bold}{words_html(text[len(begin) :])}{inner}</li>"


def list_html(lines: Iterable[tuple[str, Lines]], marked: bool = True) -> str:
    """Lines as a list.

    >>> list_html(lines_of(["one"]))
    '<ul><li>one</li></ul>'
    """
    return f"<ul>{''.join(line_html(line, marked) for line in lines)}</ul>"


def part_html(part: tuple[str, Lines], marked: bool = True, shown: int | None = None) -> str:
    """A part as a heading of the fourth level and a list.

    Arguments: `shown`, how many lines are shown at once; the others can be opened, unless it is
    only one: to fold that away would save nothing.

    >>> part_html(Part("Goods", lines_of(["tea", "silk", "jade"])), shown=1)[35:]
    '<details><summary>2 more</summary><ul><li>silk</li><li>jade</li></ul></details>'
    """
    heading, lines = part
    first = len(lines) if shown is None or len(lines) <= shown + 1 else shown
    html = f"<h4>{escape(heading)}</h4>{list_html(lines[:first], marked)}"
    if rest := lines[first:]:
        more = f"<summary>{len(rest)} more</summary>{list_html(rest, marked)}"
        html += f"<details>{more}</details>"
    return html


def folded_html(part: tuple[str, Lines], marked: bool = True) -> str:
    """A part that is folded away under its heading, and opens without any script.

    >>> folded_html(Part("Grounds", lines_of(["one"])))
    '<details><summary>Grounds</summary><ul><li>one</li></ul></details>'
    """
    heading, lines = part
    return f"<details><summary>{words_html(heading)}</summary>{list_html(lines, marked)}</details>"


def folded_table_html(
    heading: str, heads: Iterable[str], rows: Sequence[Sequence[str]], is_open: bool = False
) -> str:
    """A table that is folded away under its heading, with the number of its rows.

    >>> folded_table_html("Goods", ["Fact"], [["New"]])[:47]
    '<details><summary>Goods (1)</summary><table><ca'
    """
    begin = "<details open>" if is_open else "<details>"
    table = table_html(heading, heads, rows, UNSEEN)  # the summary above says it already
    return f"{begin}<summary>{escape(heading)} ({len(rows)})</summary>{table}</details>"


def html_of(thing: Shows) -> str:
    """What a thing shows of itself in a notebook, to stand in a page with others.

    >>> html_of(Answers(["one"], title="Found"))
    '<p>Found</p><ul><li>one</li></ul>'
    """
    return thing._repr_html_()


def section_html(kind: str, body: str, label: str = "", style: str = "") -> str:
    """HTML in a section that style sheets and screen readers can find.

    Arguments: `kind` ends the name of its class, `label` is read out, `style` is CSS.

    >>> section_html("why", "<p>…</p>", label="Where it comes from")
    '<section class="sanctionslab-why" aria-label="Where it comes from"><p>…</p></section>'
    """
    label_html = f' aria-label="{escape(label)}"' if label else ""
    look = f' style="{style}"' if style else ""
    return f'<section class="sanctionslab-{kind}"{label_html}{look}>{body}</section>'


def page_html(title: str, body: str, style: str) -> str:
    """A page with a title, whole in itself: `body` is HTML, `style` what its style sheet says.

    >>> page_html("Tea & sugar", "<p>…</p>", "p { margin: 0 }").splitlines()[5]
    '<title>Tea &amp; sugar</title>'
    """
    from importlib.resources import files  # only pages ask for these two
    from string import Template

    page = files(__package__).joinpath("page.html").read_text(encoding="utf-8")
    return Template(page).substitute(title=escape(title), style=style.rstrip(), body=body)


def filled_html(package: str, name: str, **blanks: object) -> str:
    """A file of HTML of a package, on one line, with its blanks filled in, which are HTML too.

    >>> filled_html("sanctionslab", "page.html", title="Tea", style="", body="")[:31]
    '<!doctype html><html lang="en">'
    """
    return _template(package, name).substitute(blanks)


@functools.cache
def _template(package: str, name: str) -> Any:
    from importlib.resources import files  # only pages and pictures ask for these two
    from string import Template

    html = files(package).joinpath(name).read_text(encoding="utf-8")
    return Template(html.replace("\n", ""))


def table_html(
    caption: str, heads: Iterable[str], rows: Iterable[Sequence[str]], caption_style: str = START
) -> str:
    """Rows of texts as a table; the first cell of a row is its heading. No caption if it is empty.

    >>> table_html("A case", ["Fact"], [["Date"]])[:53]
    "<table><caption style='text-align:start'>A case</capt"
    """
    head = "".join(f"<th scope='col' style='{START}'>{escape(name)}</th>" for name in heads)
    body = "".join(_row_html(row) for row in rows)
    title = f"<caption style='{caption_style}'>{escape(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row_html(row: Sequence[str]) -> str:
    first, *others = [cell if isinstance(cell, Html) else escape(cell) for cell in row]
    cells = "".join(f"<td style='{START}'>{cell}</td>" for cell in others)
    return f"<tr><th scope='row' style='{START}'>{first}</th>{cells}</tr>"


class Answers(tuple[Result, ...]):
    """A tuple of results that shows itself as a list.

    `cut` says whether larger sets were left out, `stopped` whether the search was ended early.
    """

    cut: bool
    stopped: bool
    title: str
    nothing: str

    def __new__(
        cls,
        results: Iterable[Result],
        cut: bool = False,
        title: str = "",
        nothing: str = "none",
        stopped: bool = False,
    ) -> "Answers[Result]":
        self = super().__new__(cls, results)
        self.cut, self.title, self.nothing, self.stopped = cut, title, nothing, stopped
        return self

    @property
    def lines(self) -> list[str]:
        """The results as sentences, the last of many only counted."""
        lines = [str(result) for result in self[:LISTED]]
        if not lines and not self.stopped:
            lines = [self.nothing]
        if len(self) > LISTED:
            lines.append(f"and {len(self) - LISTED} more: go through them with a for loop.")
        if self.stopped:
            lines.append("The search was stopped before its end; more may be found.")
        elif self.cut:
            lines.append("The search was cut; there may be more, with more changes at once.")
        return lines

    def __repr__(self) -> str:
        return titled(self.title, self.lines)

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.title)}</p>{list_html(lines_of(self.lines), marked=False)}"
