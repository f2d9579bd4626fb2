"""The data as tables, and where each row comes from."""

from .judged import because, verdicts
from .provenance import Provenance, why
from .showing import Shown, articles, counts, show
from .tables import (
    claims,
    events,
    measures,
    national_cars,
    news,
    panel_mandates,
    resolutions,
    sources,
    votes,
)
from .things import Things, items
from .trade import trade_extract
from .typed import date_span

__all__ = [
    "Provenance",
    "Shown",
    "Things",
    "articles",
    "because",
    "claims",
    "counts",
    "date_span",
    "events",
    "items",
    "measures",
    "national_cars",
    "news",
    "panel_mandates",
    "resolutions",
    "show",
    "sources",
    "trade_extract",
    "verdicts",
    "votes",
    "why",
]
