"""The vocabulary: facts, things and HS codes. Every value is parsed here and nowhere else."""

from .days import MONTHS
from .facts import (
    OTHER,
    Fact,
    by_labels,
    directions_of,
    every_fact,
    fact,
    from_the_item,
    in_order,
    known_day,
    labels,
)
from .hs import CHAPTERS, NO_GOODS, expand, headings, overlap, shortened, within
from .items import Item, filled_headings, fits, fitting, has_its_thing, item, items
from .listed import Facts, facts, wanted_word
from .possible import (
    OneOf,
    Span,
    allows,
    between,
    in_code,
    is_open,
    members,
    one_of,
    spans_of,
)
from .regime import Regime, State, regime
from .values import SPELLINGS, YES_OR_NO, FactError, Value, truth_of

__all__ = [
    "CHAPTERS",
    "MONTHS",
    "NO_GOODS",
    "OTHER",
    "SPELLINGS",
    "YES_OR_NO",
    "Fact",
    "FactError",
    "Facts",
    "Item",
    "OneOf",
    "Regime",
    "Span",
    "State",
    "Value",
    "allows",
    "between",
    "by_labels",
    "directions_of",
    "every_fact",
    "expand",
    "fact",
    "facts",
    "filled_headings",
    "fits",
    "fitting",
    "from_the_item",
    "has_its_thing",
    "headings",
    "in_code",
    "in_order",
    "is_open",
    "item",
    "items",
    "known_day",
    "labels",
    "members",
    "one_of",
    "overlap",
    "regime",
    "shortened",
    "spans_of",
    "truth_of",
    "wanted_word",
    "within",
]
