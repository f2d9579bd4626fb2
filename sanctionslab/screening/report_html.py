"""A report as one page of HTML that needs nothing beside it: no script, no file, no network."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..errors import visible
from ..outline import filled_html, html_of, page_html, words_html
from .report import PICTURED, YEARS, Argued, Drawing, Link, Report, ReportTable

NUMBER, WIDE = ' class="number"', ' class="wide"'
LONG_CELL = 30  # letters from which a cell is given room


def write_html(report: Report, place: Path, draw: Drawing | None) -> None:
    """Write a report to a place. `draw` makes its pictures; None for none."""
    style = files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    title = f"Screening of {visible(report.source.name)}"
    body = "\n".join(_sections(report, draw))
    place.write_text(page_html(title, body, style), encoding="utf-8")


def _sections(report: Report, draw: Drawing | None) -> list[str]:
    tables = list(report.tables())
    parts = [_table_html(tables[0])]
    parts += [f'<p class="care">Take care: {escape(warning)}</p>' for warning in report.warnings]
    parts.append("<h2>Method</h2>")
    lines = "".join(f"<li>{words_html(visible(line))}</li>" for line in report.method)
    parts.append(f"<ul>{lines}</ul>")
    for table in tables[1:]:
        if table.rows:
            parts.append(_table_html(table))
        if table.title == YEARS and draw:
            picture = draw.years(report.rows_by_year, report.law)
            parts.append(_picture_html(picture))
    parts.append("<h2>Decisions</h2>")
    parts.append('<p class="note">One for each kind of row that is prohibited or open.</p>')
    for place, argued in enumerate(report.decisions):
        drawn = draw.argument if draw and place < PICTURED else None
        parts.append(_decision_html(report, argued, drawn))
    return parts


def _filled(name: str, **blanks: object) -> str:
    return filled_html(__package__, name, **blanks)


def _table_html(table: ReportTable) -> str:
    """A table under its heading. A wide one scrolls by itself, by the keyboard too."""
    id = table.title.replace(" ", "-").lower()
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.head)
    numeric = [
        bool(cells) and all(isinstance(cell, (int, float)) for cell in cells) for cells in columns
    ]
    is_wide = any(len(str(cell)) > LONG_CELL for row in table.rows for cell in row)
    names = [escape(visible(name)) for name in table.head]
    head = "".join(
        f'<th scope="col"{NUMBER if is_number else ""}>{name}</th>'
        for name, is_number in zip(names, numeric, strict=True)
    )
    rows = "".join(
        f"<tr>{''.join(map(_cell_html, row, numeric, names))}</tr>" for row in table.rows
    )
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    return _filled(
        "report_table.html",
        id=id,
        title=escape(table.title),
        note=note,
        look=WIDE if is_wide else "",
        head=head,
        rows=rows,
    )


def _picture_html(figure: Any) -> str:
    """A wide picture, which scrolls by itself where there is no room; nothing for None."""
    if figure is None:
        return ""
    return _filled("report_picture.html", title=escape(figure.title), picture=html_of(figure))


def _cell_html(value: Any, is_number: bool, name: str) -> str:
    head = f' data-head="{name}"'
    if is_number:
        return f"<td{NUMBER}{head}>{value:,}</td>"
    if isinstance(value, Link):
        return f'<td{head}><a href="{escape(value.address)}">{escape(value.text)}</a></td>'
    text = "" if value is None else visible(str(value))
    return f"<td{' class=long' if len(text) > LONG_CELL else ''}{head}>{escape(text)}</td>"


def _decision_html(report: Report, argued: Argued, draw: Callable[[Any], Any] | None) -> str:
    """A decision folded under what it is about, with its argument and perhaps its picture."""
    sums = ", ".join(
        f"{value:,} {name}"
        for name, value in zip(report.heads_of_sums, report.sums_of(argued.kind), strict=True)
    )
    row = argued.kind.row
    facts = dict(part.split("=", 1) for part in row.decision.split(";"))
    goods = f"HS {facts['hs']}" if "hs" in facts else ""
    priority = argued.priority[2:]  # without its number
    words = [priority, row.measures or row.possible, goods, facts.get("on", "")]
    title = ", ".join(filter(None, words))
    picture = html_of(draw(argued.decision)) if draw else ""
    return _filled(
        "report_decision.html",
        title=escape(title),
        sums=sums,
        next_step=escape(argued.next_step),
        decision=escape(row.decision),
        argument=html_of(argued.decision),
        picture=picture,
    )
