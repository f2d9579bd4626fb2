"""why(): where a row comes from, who stands behind its source, and how far it was checked."""

from dataclasses import dataclass
from html import escape
from typing import Any

from ..outline import Line, folded_html, indented, lines_of, part_html, section_html
from .accounts import account, standing_behind
from .lookup import find, keys_named
from .typed import key_of

SOURCES = "Sources"  # folded away: a row may name a dozen


@dataclass(frozen=True)
class Provenance:
    """Where a row comes from: what `why` returns. It shows itself in Jupyter and in a terminal.

    `id` is the key of the row, `table` the table that it stands in, `sources` the keys of the
    sources that it names, `parts` the headings with their lines.
    """

    id: str
    table: str
    title: str
    sources: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]

    def __repr__(self) -> str:
        under = [Line(heading, lines_of(texts)) for heading, texts in self.parts]
        return "\n".join(indented([Line(self.title, under)]))

    def _repr_html_(self) -> str:
        parts = "".join(_part_html(heading, texts) for heading, texts in self.parts)
        body = f"<h3>{escape(self.title)}</h3>{parts}"
        return section_html("why", body, label=f"Where {self.id} comes from")


def _part_html(heading: str, texts: tuple[str, ...]) -> str:
    lines = lines_of(texts)
    if heading != SOURCES:
        return part_html((heading, lines), marked=False)
    return folded_html((f"{heading}: {len(lines)}", lines), marked=False)


def why(row: Any) -> Provenance:
    """Where a row comes from: its place in a source, who stands behind it, how far it was checked.

    Arguments: `row`, a row of any table of the kit (`sl.claims().iloc[0]`, or a frame with one
    row), or an id: of a claim ("KH-25"), an event ("T-34"), a measure ("2397:7"), a resolution
    (2397), a source ("kremlin"), an item ("horse") or the name of a national instrument.
    Raises KitError, with the near miss, for anything else.

    >>> why("KH-25").sources[:3]
    ('kremlin', 'ria', 'korea-herald')
    >>> print(str(why(2397)).splitlines()[0])
    S/RES/2397 (2017): a resolution
    >>> why("KH-99")
    Traceback (most recent call last):
    ...
    sanctionslab.errors.KitError: "KH-99" is no row of the data. Did you mean "KH-39"?
    """
    name, record = find(row)
    title, parts = account(name, record)
    if name == "sources":
        keys = [record["key"]]
    else:
        keys = keys_named(name, record, "sources.key")
        parts = [*parts, (SOURCES, [standing_behind(key) for key in keys])]
    shown_parts = tuple((heading, tuple(lines)) for heading, lines in parts if lines)
    return Provenance(" / ".join(key_of(name, record)), name, title, tuple(keys), shown_parts)
