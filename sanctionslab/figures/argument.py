"""The argument of a finding: who claims what, the facts, the paragraphs, the verdict."""

import pandas as pd
from matplotlib.figure import Figure as Drawing

from ..cases import Case
from ..cases import case as named_case
from ..diagram import Diagram, Layout, diagram_of
from ..errors import KitError, quoted
from ..verdict import Finding, classify
from ..vocabulary import regime
from .argument_drawing import PALETTES, draw
from .canvas import Canvas
from .figure import Figure
from .words import source_line


def argument(subject: str | Case | Finding | None = None, theme: str = "light") -> Figure:
    """The argument that carries a verdict: claims left, then facts and paragraphs, verdict right.

    Arguments: `subject`, a Finding, a Case, or the key of a named case, None for the first of
    the course; `theme`, "light" or "dark".
    Returns a Figure; its table has a row for each part of the picture with what it leads to.
    Source: `data/claims.csv`, `data/events.csv`, `data/sources.csv`, `data/law`. Raises KitError
    for another subject or theme.

    >>> picture = argument("aurus-2024-02")
    >>> picture.table.loc[picture.table["part"] == "paragraph", "what"].tolist()
    ['2094:23', '2397:7']
    """
    if not isinstance(theme, str) or theme not in PALETTES:
        raise KitError(
            f'theme is {quoted(theme)}; take "light" or "dark".', "theme", theme, PALETTES
        )
    diagram = diagram_of(_finding(subject))
    return Figure(
        f"The argument: {diagram.title.rstrip('.')}",
        drawing_of(diagram.wide, theme),
        diagram.words,
        table(diagram),
        source_line("data/law, data/claims.csv, data/events.csv and data/sources.csv"),
        narrow=drawing_of(diagram.tall, theme),
    )


def drawing_of(layout: Layout, theme: str) -> Drawing:
    """The drawing of a layout."""
    palette = PALETTES[theme]
    canvas = Canvas(
        height=round(layout.height), width=layout.width, paper=palette.paper, edge=palette.rule
    )
    draw(canvas, layout, palette)
    return canvas.figure


def _finding(subject: object) -> Finding:
    if isinstance(subject, Finding):
        return subject
    if subject is None:
        subject = regime().first_case
    if isinstance(subject, str):
        return classify(named_case(subject))
    if isinstance(subject, Case):
        return classify(subject)
    raise KitError(
        'argument() takes a Finding, a Case or the key of a case such as "aurus-2024-02".',
        "subject",
        subject,
    )


def table(diagram: Diagram) -> pd.DataFrame:
    """Each part of the picture, in what it stands, and what it leads to."""
    leads: dict[str, list[str]] = {}
    for edge in diagram.edges:
        leads.setdefault(edge.start, []).append(_name(diagram, edge.end))
    rows = [
        {
            "part": node.kind,
            "what": node.label or _name(diagram, node.id),
            "says": node.text,
            "state": node.state,
            "stands in": diagram[node.parent].label if node.parent else "",
            "leads to": "; ".join(dict.fromkeys(leads.get(node.id, []))),
        }
        for node in diagram.nodes
    ]
    return pd.DataFrame(rows)


def _name(diagram: Diagram, id_: str) -> str:
    node = diagram[id_]
    if node.kind in ("test", "door"):
        return diagram[node.parent].label
    return node.label
