"""The vocabulary: facts, things and HS codes. Every value is parsed here and nowhere else."""

from .facts import FROM_THE_ITEM, OTHER, Fact, fact, facts, in_order, known_day, labels
from .hs import CHAPTERS, expand, overlap, shortened, within
from .items import Item, fits, item, items
from .values import SPELLINGS, YES_OR_NO, FactError, Value, truth_of

__all__ = [
    "CHAPTERS",
    "FROM_THE_ITEM",
    "OTHER",
    "SPELLINGS",
    "YES_OR_NO",
    "Fact",
    "FactError",
    "Item",
    "Value",
    "expand",
    "fact",
    "facts",
    "fits",
    "in_order",
    "item",
    "items",
    "known_day",
    "labels",
    "overlap",
    "shortened",
    "truth_of",
    "within",
]
