"""How figures put days, numbers and lists into words."""

from collections.abc import Collection, Sequence
from datetime import date

from ..errors import first_few
from ..files import as_of
from ..vocabulary import fact


def long_day(day: date) -> str:
    """A day in words.

    >>> long_day(date(2024, 2, 18))
    '18 February 2024'
    """
    return fact("on").words(day)


def short_day(day: date) -> str:
    """A day in few words.

    >>> short_day(date(2024, 2, 18))
    '18 Feb 2024'
    """
    return f"{day.day} {day:%b} {day.year}"


def short_date(written: str) -> str:
    """A date as exactly as the data has it, short.

    >>> [short_date(text) for text in ("2024-02-18", "2024-02", "2024")]
    ['18 Feb 2024', 'Feb 2024', '2024']
    >>> [short_date(text) for text in ("2024-02-09/2024-02-12", "2017-07/2017-10")]
    ['9–12 Feb 2024', 'Jul–Oct 2017']
    """  # noqa: RUF002
    first, _, last = written.partition("/")
    if not last:
        return " ".join(_date_words(first))
    start, end = _date_words(first), _date_words(last)
    # What both ends share, from the year backwards, is said once.
    rest = end.copy()
    while len(start) > 1 and rest and start[-1] == rest[-1]:
        start.pop()
        rest.pop()
    return f"{' '.join(start)}–{' '.join(end)}"  # noqa: RUF001


def _date_words(written: str) -> list[str]:
    """The day, the month and the year of a date, as many of them as it has."""
    year, month, day = (*written.split("-"), "", "")[:3]
    words = [year]
    if month:
        words.insert(0, f"{date(2000, int(month), 1):%b}")
    if day:
        words.insert(0, str(int(day)))
    return words


def listed(words: Sequence[str]) -> str:
    """A list in words.

    >>> listed(["arms", "oil", "labour"]), listed(["arms"]), listed([])
    ('arms, oil and labour', 'arms', '')
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def first_of(words: Sequence[str], most: int = 5) -> str:
    """The first of a long list in words, and how many more.

    >>> first_of(["one", "two", "three"], 2), first_of(["one", "two"], 2)
    ('one, two and 1 more', 'one and two')
    """
    if len(words) <= most:
        return listed(words)
    return first_few(words, most)


def counted(count: int, thing: str, things: str = "") -> str:
    """A number of things.

    >>> counted(1, "event"), counted(1200, "day"), counted(2, "child", "children")
    ('1 event', '1,200 days', '2 children')
    """
    if count == 1:
        return f"1 {thing}"
    return f"{count:,} {things or thing + 's'}"


def labels(names: Collection[str]) -> list[str]:
    """The labels of facts inside a sentence, in the order of the facts' names."""
    return [fact(name).inline_label for name in sorted(names)]


def sentences(*parts: str) -> str:
    """Sentences as one text; what is empty falls out."""
    return " ".join(part for part in parts if part)


def source_line(files: str) -> str:
    """Where the numbers of a figure come from, and up to which day the data goes."""
    return f"Source: {files}. As of {long_day(as_of())}."
