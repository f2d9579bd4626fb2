"""The kit's own error, and how a text shows a value, a name and a near miss.

What a user gave comes back in sentences: in a terminal, a table, a page. Here it is made harmless
and bounded, once for all of them.
"""

import difflib
import re
from collections.abc import Iterable, Sequence

LONGEST = 2000  # letters of a message
LONGEST_NAME = 80  # letters of a name that is repeated, or compared with others
CUT = " ... "

# What steers a terminal, turns the direction of writing, or cannot be written in UTF-8.
STEERING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""A text in which what steers a terminal, or turns the writing, stands as its escape.

    >>> print(visible("a\x1b[2J\u202eb"))
    a\x1b[2J\u202eb
    """
    return STEERING.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


def bounded(text: str, most: int = LONGEST) -> str:
    """A text; of a long one the beginning, and the end, where the way out often stands.

    >>> bounded("abcdefghijklmnopqrstuvwxyz", 13)
    'abcdef ... yz'
    """
    if len(text) <= most:
        return text
    end = (most - len(CUT)) // 4
    return f"{text[: most - len(CUT) - end]}{CUT}{text[len(text) - end :]}"


class KitError(ValueError):
    """A mistake in what the kit was given. The message is one sentence with the way out.

    Arguments: `name` is the thing at fault, `value` what was given, `allowed` what could stand
    there. Programs can read them as attributes. A notebook shows the sentence without a traceback.
    The message is harmless in a terminal, and bounded, whatever was given.
    """

    def __init__(
        self,
        message: str,
        name: str | None = None,
        value: object = None,
        allowed: Iterable[object] = (),
    ) -> None:
        super().__init__(visible(bounded(message)))
        self.name = name
        self.value = value
        self.allowed = tuple(allowed)

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


def shown(value: object) -> str:
    """A value as an error can show it: its repr, cut where it is long, or its type without one.

    >>> shown("87a"), shown(10 ** 9999)
    ("'87a'", 'a value of type int')
    """
    try:
        text = repr(value)
    except Exception:  # a repr is anybody's code; Python refuses that of very long numbers
        return f"a value of type {type(value).__name__}"
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 3]}..."


def quoted(name: object) -> str:
    """A name between quotation marks; whatever is no name or a long one, as `shown` has it.

    >>> quoted("colour"), quoted(5)
    ('"colour"', '5')
    """
    return f'"{name}"' if isinstance(name, str) and len(name) < LONGEST_NAME else shown(name)


def first_few(texts: Sequence[str], most: int, separator: str = ", ") -> str:
    """The first of some texts, and how many more there are.

    >>> first_few(["one", "two", "three"], 2), first_few(["one", "two"], 2)
    ('one, two and 1 more', 'one, two')
    """
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return f"{separator.join(texts[:most])}{more}"


def near(word: object, options: Iterable[object]) -> str:
    """A "did you mean" for a misspelt word, or an empty string.

    >>> near("passenger_cars", ["passenger_car", "bus"])
    ' Did you mean "passenger_car"?'
    """
    if not isinstance(word, str) or len(word) > LONGEST_NAME:
        return ""
    by_lower = {str(option).lower(): option for option in options}
    hits = difflib.get_close_matches(word.lower(), by_lower)  # the nearest first
    return f' Did you mean "{by_lower[hits[0]]}"?' if hits else ""
