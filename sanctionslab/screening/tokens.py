"""The id of a decision: every fact that went in, as text that can be read back.

    on=2018-01-23..2019-12-21;direction=to_dprk;conduct=transfer;hs=84*;assume:national_luxury=no

A token says what is possible: a stretch of time or a period (first..last), any direction, as it may
be no trade with the State (unknown|none). What the law treats alike is one token, too: a scope
class of HS codes (84*), a number between limits (100<500).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, NoReturn

from ..errors import KitError, quoted, shown
from ..logic import UNKNOWN
from ..vocabulary import between, fact, in_order, known_day
from .codes import code
from .scope import Scope

ASSUMED, LAW = "assume:", "law"
LONGEST_ID = 4000  # letters; each fact stands once, so that no id comes near


class Token(NamedTuple):
    """One fact of a decision.

    `assumed` tells that it was assumed for all rows, `own` is the code of one of the rows.
    """

    name: str
    text: str
    assumed: bool
    own: str = ""

    @property
    def is_scope_class(self) -> bool:
        return self.name == "hs" and self.text.endswith("*") and self.text != "*"

    @property
    def is_between(self) -> bool:
        return "<" in self.text and fact(self.name).type == "number"

    def value(self, scope: Scope) -> Any:
        """What is possible of the fact: one value, several, a span, or UNKNOWN.

        What a law does not tell apart is one value here: a code of a scope class, a number between
        two limits.
        """
        if self.name == "on" and ".." in self.text:
            return _days(self.text)
        if self.name == "direction" and "|" in self.text:
            return _ways(self.text)
        if self.is_scope_class:
            return self.own or scope.example(self.text)
        if self.is_between:
            return _number_between(self.name, self.text)
        return _parsed(self.name, self.own or self.text)

    def words(self, scope: Scope) -> str:
        """The token in words."""
        described = fact(self.name)
        words = described.words(described.parse(self.value(scope)))
        if self.is_scope_class:
            stem = self.text[:-1]
            beside = ", ".join(scope.codes.next_below(stem))
            return f"under {stem}, and under none of {beside}; argued here for {words}"
        if self.is_between:
            return f"{_between_in_words(self.text)}; argued here for {words}"
        if self.own not in ("", self.text):
            return f"{self.text}; argued here for {words}"
        return words


def written(texts: Mapping[str, str], ending: str) -> str:
    """The id of a decision, from the text of each fact and the ending that all rows share."""
    parts = [f"{name}={texts[name]}" for name in in_order(texts)]
    return ";".join([*parts, ending] if ending else parts)


def shared_ending(assumed: Mapping[str, object], scope: Scope) -> str:
    """The end of every id of a plan: what is assumed for all rows, and which law it was."""
    parts = [f"{ASSUMED}{name}={value}" for name, value in assumed.items()]
    if scope.fingerprint:
        parts.append(f"{LAW}={scope.fingerprint}")
    return ";".join(parts)


def read_back(id: str, scope: Scope) -> dict[str, Token]:
    """The tokens of an id by their facts.

    Raises KitError for text that is no decision, or one made under another law.
    """
    if len(id) > LONGEST_ID:
        _refuse(id, f"it has more than {LONGEST_ID:,} letters")
    tokens: dict[str, Token] = {}
    stamp = ""
    for part in id.split(";"):
        name, equals, text = part.removeprefix(ASSUMED).partition("=")
        if name == LAW:
            stamp = text
        elif not equals or not text or name in tokens:
            _refuse(id, f'"{part}" is no fact with a value')
        else:
            tokens[name] = Token(fact(name).name, text, part.startswith(ASSUMED))
    if stamp != scope.fingerprint:
        made = "a changed law" if stamp else "the whole law"
        raise KitError(
            f'The decision "{id}" was made under {made}. Give that law to explain, as law=...',
            "law",
            stamp,
        )
    if "on" not in tokens:
        _refuse(id, "it has no date")
    return tokens


def with_own_code(tokens: Mapping[str, Token], hs: object, scope: Scope) -> dict[str, Token]:
    """The tokens of a decision, the one of the HS code for a code that a row of it has.

    Raises KitError for what is no code, and for one of which the law makes something else.
    """
    try:
        own = code(hs)
    except ValueError as error:
        raise KitError(f"hs: {error}.", "hs", hs) from None
    decided = tokens["hs"].text if "hs" in tokens else "unknown"
    if own is None or scope.codes.scope(own) != decided:
        raise KitError(
            f"hs: {shown(hs)} is not of the class that the decision is about (hs={decided}). "
            "Give the code of a row with this decision.",
            "hs",
            hs,
        )
    return {**tokens, "hs": tokens["hs"]._replace(own=own)}


def _refuse(id: str, why: str) -> NoReturn:
    raise KitError(
        f'"{id}" is no decision: {why}. Copy the whole text from the column "decision".',
        "decision",
        id,
    )


def _parsed(name: str, text: str) -> object:
    """The value of a fact from its text."""
    described = fact(name)
    if described.type == "number" and text != "unknown":
        try:
            return described.parse(float(text))
        except ValueError:
            pass  # parse refuses the text in a sentence
    return described.parse(text)


def _days(text: str) -> object:
    """The days of a stretch of time, "first..last", either of which may be left out."""
    refusal = KitError(f'"on={text}": a stretch of time goes from a day to a day.', "on", text)
    first, last = (known_day(day, refusal) if day else None for day in text.split("..", 1))
    return fact("on").parse(between(first, last) if first or last else UNKNOWN)


def _ways(text: str) -> object:
    """The directions of "unknown|none": every way, where it may be no trade with the State."""
    ways = {_parsed("direction", way) for way in text.split("|")}
    if UNKNOWN in ways and len(ways) > 1:
        ways = {*fact("direction").values}
    return fact("direction").parse(ways)


def _number_between(name: str, text: str) -> float:
    """A number between two limits, or beyond one. Raises KitError where there is none."""
    low, high = (_limit(name, limit, text) if limit else None for limit in text.split("<", 1))
    if low is None and high is None:
        raise _no_limits(name, text, "it is between no limits")
    low = low or 0.0  # what is below the first limit begins at nothing: a number is never negative
    if high is None:
        # `Scope.between` leaves the end open above the last limit, where the law tells none apart.
        return low + 1
    if high <= low:
        raise _no_limits(name, text, "no number lies between its limits")
    return (low + high) / 2


def _limit(name: str, limit: str, text: str) -> float:
    try:
        parsed: Any = fact(name).parse(float(limit))
        return float(parsed)
    except ValueError:
        raise _no_limits(name, text, f"{quoted(limit)} is no number") from None


def _no_limits(name: str, text: str, why: str) -> KitError:
    message = f"{quoted(f'{name}={text}')}: {why}. Write 100<500, 100< or <500."
    return KitError(message, name, text)


def _between_in_words(text: str) -> str:
    low, _, high = text.partition("<")
    if low and high:
        return f"between {low} and {high}"
    return f"above {low}" if low else f"below {high}"
