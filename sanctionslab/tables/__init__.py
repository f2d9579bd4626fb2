"""The data as tables, and where each row comes from."""

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
    "votes",
    "why",
]
