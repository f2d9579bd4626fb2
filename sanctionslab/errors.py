"""The kit's own error, and how an error shows a value, a name and a near miss."""

import difflib
from collections.abc import Iterable


class KitError(ValueError):
    """A mistake in what the kit was given. The message is one sentence with the way out.

    Arguments: `name` is the thing at fault, `value` what was given, `allowed` what could stand
    there. Programs can read them as attributes. A notebook shows the sentence without a traceback.
    """

    def __init__(
        self,
        message: str,
        name: str | None = None,
        value: object = None,
        allowed: Iterable[object] = (),
    ) -> None:
        super().__init__(message)
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
    return text if len(text) <= 80 else f"{text[:77]}..."


def quoted(name: object) -> str:
    """A name between quotation marks; whatever is no name or a long one, as `shown` has it.

    >>> quoted("colour"), quoted(5)
    ('"colour"', '5')
    """
    return f'"{name}"' if isinstance(name, str) and len(name) < 80 else shown(name)


def near(word: object, options: Iterable[object]) -> str:
    """A "did you mean" for a misspelt word, or an empty string.

    >>> near("passenger_cars", ["passenger_car", "bus"])
    ' Did you mean "passenger_car"?'
    """
    if not isinstance(word, str):
        return ""
    names = [str(option) for option in options]
    hits = difflib.get_close_matches(word, names, 1, 0.6)
    if not hits:
        by_lower = {name.lower(): name for name in names}
        hits = [by_lower[hit] for hit in difflib.get_close_matches(word.lower(), by_lower, 1, 0.6)]
    return f' Did you mean "{hits[0]}"?' if hits else ""
