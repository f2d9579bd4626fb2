"""Known traps of trade statistics, warned of where a file shows them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ..files import data_path, read_csv
from ..vocabulary import regime
from .cells import Cell, is_missing, text_of
from .codes import code
from .columns import ColumnReader, Source
from .formats import squashed
from .question import TableQuestion
from .scope import scope_of
from .sides import M49, SideKind, side, words_of
from .values import Coded, Values

NAMESAKE = "namesake"  # the country whose name is taken for that of the State concerned
MOST_TEXTS = 1 << 16  # different texts of a column: what more would show, these have shown
AGAIN = re.compile(r"re-?(ex|im)p.*|r[xm]")  # of flows, squashed

LEVELS = (
    "Codes of different lengths stand one below the other ({example}): a total may stand beside "
    "its parts, so sums count the same goods more than once. Screen one level."
)
BOTH = (
    "{both} are named in {column}. Customs records take one for the other now and then: check "
    "a row that stands alone against the records of the other side."
)
RE_EXPORTS = (
    "{example} stands in {column} beside other flows. UN Comtrade counts re-exports in exports and "
    "re-imports in imports as well: sums count them twice."
)
MIRROR = (
    "{state} stands as reporter and as partner: the same trade may be told by both sides, and "
    "sums count it twice."
)


class Seen(ColumnReader):
    """Gathers what stands in a column."""

    def __init__(self, part: str, column: object, question: TableQuestion) -> None:
        super().__init__(part, column, scope_of(question.law), question.manner(column))
        self.texts: set[str] = set()

    def add(self, values: Values) -> None:
        """Look at a column."""
        if isinstance(values, Coded):
            for raw in values.raws:
                self.id(raw)
        else:
            self.ids(values)

    def read(self, raw: object) -> Cell:
        if not is_missing(raw) and len(self.texts) < MOST_TEXTS:
            self.texts.add(text_of(raw))
        return Cell("seen")  # one class for all: the texts are what is wanted

    @functools.cached_property
    def sides(self) -> set[str]:
        """What the sides of the column are, the namesake by its own word."""
        sides = {side(text, self.manner.countries).text for text in self.texts}
        names = _names_of_the_namesake(self.manner.countries == M49)
        return sides | {NAMESAKE for text in self.texts if words_of(text) in names}


class Traps:
    """Looks at the columns of codes, sides and flows, part by part."""

    def __init__(self, question: TableQuestion) -> None:
        looked_at = ("hs", "reporter", "partner", "flow")
        self.columns = [
            Seen(part, column, question) for part, column in question.parts if part in looked_at
        ]

    def add(self, source: Source) -> None:
        for seen in self.columns:
            seen.add(source.column(seen.column))

    def warnings(self) -> Iterator[str]:
        """A sentence for each trap that the file shows."""
        sides_of: dict[str, set[str]] = {}
        for seen in self.columns:
            if seen.name == "hs" and (example := _nested(seen)):
                yield LEVELS.format(example=example)
            elif seen.name == "flow" and (example := _again(seen)):
                yield RE_EXPORTS.format(example=example, column=seen.called)
            elif seen.name in ("reporter", "partner"):
                sides_of.setdefault(seen.name, set()).update(seen.sides)
                if {SideKind.CONCERNED, NAMESAKE} <= seen.sides:
                    yield BOTH.format(both=regime().state.both, column=seen.called)
        if len(sides_of) > 1 and all(SideKind.CONCERNED in sides for sides in sides_of.values()):
            name = regime().state.name
            yield MIRROR.format(state=name[0].upper() + name[1:])


def _nested(seen: Seen) -> str:
    """A code with one of which it is a part, if both stand in a column."""
    codes = set()
    for text in seen.texts:
        try:
            codes.add(code(text, seen.manner.digits))
        except ValueError:
            continue
    for digits in sorted(filter(None, codes)):
        for above in (digits[:2], digits[:4]):
            if above != digits and above in codes:
                return f"{above} and {digits}"
    return ""


def _again(seen: Seen) -> str:
    """A flow of what went out or came in again, if it stands beside other flows in a column."""
    flows = sorted(text for text in seen.texts if AGAIN.fullmatch(squashed(text)))
    return flows[0] if flows and len(flows) < len(seen.texts) else ""


@functools.cache
def _names_of_the_namesake(with_numbers: bool) -> frozenset[str]:
    rows = read_csv(data_path("countries.csv"))
    row = next((row for row in rows if row["key"] == regime().state.namesake), None)
    if row is None:
        return frozenset()
    numbers = row["m49"].split(";") if with_numbers else []
    names = row["key"], row["iso2"], *row["names"].split(";"), *numbers
    return frozenset(words_of(name) for name in names if name)
