"""Who said what through whom: the chains of attribution behind a case or some claims."""

from collections.abc import Sequence

import pandas as pd

from ..cases import Case
from ..cases import case as named_case
from ..vocabulary import regime
from .attribution_chains import Frame, numbers
from .attribution_chart import charted
from .figure import Figure
from .words import counted, first_of, sentences, source_line


def attribution(subject: str | Case | pd.DataFrame | None = None) -> Figure:
    """Who said what through whom: first speakers left, what we can read right.

    Arguments: `subject`, the key of a named case (the first of the course if left out), a Case
    with evidence, or rows of `sl.claims()`.
    Returns a Figure; its table has a row for each statement and each chain that carries it.
    Source: `data/claims.csv`, `data/events.csv`, `data/sources.csv`. Raises KitError if no row of
    evidence stands behind it.

    >>> rows = attribution().table
    >>> sorted(set(rows.loc[rows["statement"].str.startswith("Thing"), "first speaker"]))
    ['kremlin']
    """
    if subject is None:
        subject = regime().first_case
    frame = numbers(named_case(subject) if isinstance(subject, str) else subject)
    alone = sum(len(statements) for statements in frame.alone.values())
    every = counted(alone + len(frame.shared), "statement")
    verb = "rests" if alone == 1 else "rest"
    canvas = charted(f"{alone} of {every} {verb} on one side's word alone", frame)
    return Figure(
        f"Who said what: {frame.title}",
        canvas.figure,
        words(frame),
        table(frame),
        source_line("data/claims.csv, data/events.csv and data/sources.csv"),
    )


def table(frame: Frame) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "statement": statement,
                "first speaker": chain[0],
                "through": " > ".join(chain[1:-1]),
                "read in": chain[-1],
                "rows": "; ".join(rows),
            }
            for (statement, chain), rows in frame.carried.items()
        ]
    )


def words(frame: Frame) -> str:
    relays = first_of([frame.names[key] for key in frame.relays])
    relayed = f"through {relays} or directly" if relays else "directly"
    # The sides with most on their word alone; of equal ones the first.
    telling = sorted(
        (camp for camp in frame.alone if frame.alone[camp]),
        key=lambda camp: -len(frame.alone[camp]),
    )
    shared = "Nothing is borne out by more than one, so whoever doubts one loses all that it says."
    if frame.shared:
        shared = (
            f"Borne out by more than one: {quoted(frame.shared)}. "
            "Whoever doubts one keeps only what another says too."
        )
    return sentences(
        f"Diagram of who says what about: {frame.title}.",
        f"On the left {counted(len(frame.camps), 'side')}: {sides(frame)}.",
        f"Their word reaches {readers(frame)} {relayed}.",
        *(
            f"On the word of {camp} alone rests: {quoted(frame.alone[camp])}."
            for camp in telling[:3]
        ),
        shared,
    )


def sides(frame: Frame, most: int = 4) -> str:
    """Each side with its speakers, and how many more sides there are."""
    parts = []
    for camp in frame.camps:
        names = first_of([frame.names[key] for key in frame.speakers(camp)])
        parts.append(camp if names == camp else f"{camp}, through {names}")
    more = [f"and {len(parts) - most} more"] if len(parts) > most else []
    return "; ".join(parts[:most] + more)


def readers(frame: Frame) -> str:
    """Where the words are read: the articles by name, other pages by number."""
    names = [frame.names[key] for key in frame.articles]
    relayed = {chain[-1] for _, chain in frame.carried if len(chain) > 1}
    pages = len(relayed.difference(frame.articles))
    if pages:
        names.append(counted(pages, "other page"))
    return first_of(names) or "us"


def quoted(statements: Sequence[str]) -> str:
    """Statements in full, or only their number where that would be long."""
    if sum(map(len, statements)) > 160:
        return counted(len(statements), "statement")
    return "; ".join(statements).rstrip(".")
