"""The data as tables, and where each row comes from."""

from .provenance import Provenance, why
from .tables import (
    claims,
    events,
    items,
    measures,
    national_cars,
    news,
    panel_mandates,
    resolutions,
    sources,
    votes,
)
from .trade import trade_extract
from .typed import date_span

__all__ = [
    "Provenance",
    "claims",
    "date_span",
    "events",
    "items",
    "measures",
    "national_cars",
    "news",
    "panel_mandates",
    "resolutions",
    "sources",
    "trade_extract",
    "votes",
    "why",
]
