"""The data as tables, and where each row comes from."""

from .tables import (
    claims,
    date_span,
    events,
    items,
    measures,
    national_cars,
    panel_mandates,
    resolutions,
    sources,
    votes,
    why,
)
from .trade import trade_extract

__all__ = [
    "claims",
    "date_span",
    "events",
    "items",
    "measures",
    "national_cars",
    "panel_mandates",
    "resolutions",
    "sources",
    "trade_extract",
    "votes",
    "why",
]
