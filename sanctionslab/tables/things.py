"""The list of things for people: a frame for code, shown as tables that fold."""

from __future__ import annotations

import pandas as pd

from ..outline import Html, as_text, folded_table_html, lines_of, section_html
from ..vocabulary import facts, wanted_word
from . import tables

HEADS = ("Thing", "HS code", "What to write", "Note")
SEARCHED = ("key", "label", "group", "hs", "note")


class Things(pd.DataFrame):
    """The frame of things. It shows itself whole; what is cut from it is a frame like any other."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    @property
    def title(self) -> str:
        """How many things are listed, and how to find one among many."""
        number = "1 thing" if len(self) == 1 else f"{len(self)} things"
        if word := self.attrs.get("about"):
            return f'{number} with the word "{word}". sl.items() lists them all.'
        return f'{number}. sl.items("car") finds those with that word.'

    def __repr__(self) -> str:
        rows = self.to_dict("records")
        parts = [
            (
                group,
                lines_of(f"{row['key']}: {row['label']}" for row in rows if row["group"] == group),
            )
            for group in dict.fromkeys(self["group"])
        ]
        return "\n".join([self.title, "", *as_text(parts)]).rstrip()

    def _repr_html_(self) -> str:
        groups = dict.fromkeys(self["group"])
        is_open = bool(self.attrs.get("about"))
        tables_html = "".join(
            folded_table_html(
                group,
                HEADS,
                [_row(row) for row in self.to_dict("records") if row["group"] == group],
                is_open or place == 0,
            )
            for place, group in enumerate(groups)
        )
        body = f"{Html.of('p', self.title)}{tables_html}"
        return section_html("vocabulary", body, label="The things that a case can be about")


def items(about: str = "") -> Things:
    """Things that a case can be about, with their HS codes and what is presumed of them:
    one row per thing.

    They show themselves as tables that fold. Argument: `about`, a word: then only the things whose
    key, name, group, code or note has it. Raises KitError for what is no word.

    >>> frame = items()
    >>> frame.loc[frame["key"] == "horse", "hs"].tolist()
    ['0101']
    >>> items("tractor")["key"].tolist()
    ['tractor']
    """
    word = wanted_word(about, 'sl.items("car")')
    frame = tables.items()
    if word:
        texts = frame[list(SEARCHED)].fillna("").agg(" ".join, axis=1).str.casefold()
        frame = frame[texts.str.contains(word, regex=False)].reset_index(drop=True)
    things = Things(frame)
    things.attrs.update(frame.attrs, **({"about": word} if word else {}))
    return things


def in_words(note: str) -> str:
    """A note with the labels of the facts that it names.

    >>> in_words("A taxi is one whose public_transport is unknown.")
    'A taxi is one whose “Public transport” is unknown.'
    """
    for name, fact in facts().items():
        if "_" in name:
            note = note.replace(name, f"“{fact.label}”")
    return note


def _row(row: dict) -> tuple[str, ...]:
    note = in_words(row["note"]) if isinstance(row["note"], str) else ""
    also = row["also_hs"].split(";") if isinstance(row["also_hs"], str) else []
    codes = [row["hs"], *also]
    return (
        row["label"],
        ", ".join(code.strip() for code in codes),
        Html.of("code", row["key"]),
        note,
    )
