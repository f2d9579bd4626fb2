"""The figures: each a picture, its words and its table from the same numbers.

Each function returns a Figure. What the law says in it comes from the classifier; nothing of the
law is written here. A day is drawn as a mark, a month, a year or a longer stretch as a span.
"""

from .admissions import admissions
from .argument import argument
from .attribution import attribution
from .cars import one_car
from .classified import classified
from .cooperation import cooperation
from .figure import Figure
from .growth import growth
from .looks import (
    CAPPED,
    CONDITIONAL,
    CONTESTED,
    NOT_COVERED,
    PROHIBITED,
    STATUS_COLOURS,
    STROKES,
    VERDICT_COLOURS,
    VERDICT_LETTERS,
)
from .monitoring import monitoring
from .screened import screened
from .status import status_by_date

__all__ = [
    "CAPPED",
    "CONDITIONAL",
    "CONTESTED",
    "NOT_COVERED",
    "PROHIBITED",
    "STATUS_COLOURS",
    "STROKES",
    "VERDICT_COLOURS",
    "VERDICT_LETTERS",
    "Figure",
    "admissions",
    "argument",
    "attribution",
    "classified",
    "cooperation",
    "growth",
    "monitoring",
    "one_car",
    "screened",
    "status_by_date",
]
