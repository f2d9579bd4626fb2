"""errors."""

import difflib


class KitError(ValueError):
    """A mistake in what the kit was given. The message is one sentence with the way out.

    Arguments: `name` is the thing at fault, `value` what was given, `allowed` what could stand there.
    Programs can read them as attributes. A notebook shows the sentence without a traceback.
    """

    def __init__(self, message, name=None, value=None, allowed=()):
        super().__init__(message)
        self.name, self.value, self.allowed = name, value, tuple(allowed)

    def _render_traceback_(self):
        return [f"{type(self).__name__}: {self}"]


def shown(value):
    """A value as an error can show it: its repr, cut where it is long, or its type where it has none.

    >>> shown("87a"), shown(10 ** 9999)
    ("'87a'", 'a value of type int')
    """
    try:
        text = repr(value)
    except Exception:
        return f"a value of type {type(value).__name__}"
    return text if len(text) <= 80 else f"{text[:77]}..."


def near(word, options):
    """A "did you mean" for a misspelt word, or an empty string.

    >>> near("passenger_cars", ["passenger_car", "bus"])
    ' Did you mean "passenger_car"?'
    """
    options = [str(option) for option in options]
    if not isinstance(word, str):
        return ""
    hit = difflib.get_close_matches(word, options, 1, 0.6)
    if not hit:
        lowered = {option.lower(): option for option in options}
        hit = [lowered[low] for low in difflib.get_close_matches(word.lower(), lowered, 1, 0.6)]
    return f' Did you mean "{hit[0]}"?' if hit else ""


def _quoted(name):
    return f'"{name}"' if isinstance(name, str) and len(name) < 80 else shown(name)
