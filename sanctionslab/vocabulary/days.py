"""Days as people write them: "18 February 2024" is "2024-02-18", "by May 2018" is "/2018-05"."""

import re
from datetime import timedelta

ONE_DAY = timedelta(days=1)

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[a-z]+)\s+(?P<year>\d{4})")
MONTH_FIRST = re.compile(
    r"(?P<month>[a-z]+)\s+(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<year>\d{4})"
)


def in_figures(text: str) -> str:
    """A day or a month with its name written out, in figures; any other text as it is.

    A month may be cut to three letters or more. A day that no calendar has is left to be refused.

    >>> in_figures("18 February 2024"), in_figures("Feb. 18th, 2024"), in_figures("in May 2018")
    ('2024-02-18', '2024-02-18', '2018-05')
    >>> in_figures("by 20 February 2024"), in_figures("2024-02"), in_figures("18 Brumaire 2024")
    ('/2024-02-20', '2024-02', '18 Brumaire 2024')
    """
    words = re.sub(r"[,.]\s*", " ", text.strip().lower())
    preposition, _, rest = words.partition(" ")
    if preposition in ("on", "in", "by"):
        words = rest.strip()
    match = DAY_FIRST.fullmatch(words) or MONTH_FIRST.fullmatch(words)
    month = match and _month(match["month"])
    if not match or not month:
        return text
    figures = f"{match['year']}-{month:02}" + (f"-{int(match['day']):02}" if match["day"] else "")
    return f"/{figures}" if preposition == "by" else figures


def _month(name: str) -> int:
    """The number of a month, 0 for a word that names none."""
    if len(name) < 3:
        return 0
    numbers = (number for number, month in enumerate(MONTHS, 1) if month.startswith(name))
    return next(numbers, 0)
