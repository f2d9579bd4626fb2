"""TableQuestion: which column of a frame is what, and what is assumed for all its rows."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..cases import Case
from ..errors import KitError, near, quoted, shown
from ..law import Law
from ..law import law as whole_law
from ..logic import UNKNOWN
from ..vocabulary import fact, from_the_item, in_order, regime
from .cells import called
from .decision import RowAnswer
from .formats import Format, format_of, formats, refuse_form, usual_format
from .manner import Manner, manner_of
from .periods import MONTH_NAME
from .roles import HELPERS, SIDES, roles, without_idle_counts
from .scope import checked_law
from .sides import SIDE_READERS, meaning_of_numbers

COLUMNS = RowAnswer._fields
# The year or the month in a heading: others that differ in nothing else stand beside it.
PERIOD = re.compile(
    rf"(?<!\d)(?:19|20)\d\d(?:\s?[-/]\s?\d{{1,4}})?(?!\d)|\b{MONTH_NAME}\b", re.IGNORECASE
)


@dataclass(frozen=True)
class TableQuestion:
    """What is asked of a frame.

    `parts` holds pairs of a part in the question and the column for it; a side may have several.
    `assumed` holds facts and sides with the values that they have in all rows. `given_law` is None
    for the whole law. `prefix` stands before the names of the added columns. `form` is the key of
    the form of the table, `sides` holds what the form leaves unsaid, `manners` pairs of a column
    and its manner, `notes` what is to be said of how the table was read.
    """

    parts: tuple[tuple[str, object], ...]
    assumed: tuple[tuple[str, object], ...]
    given_law: Law | None
    prefix: str
    form: str = ""
    sides: tuple[tuple[str, object], ...] = ()
    manners: tuple[tuple[object, Manner], ...] = ()
    notes: tuple[str, ...] = ()

    def manner(self, column: object) -> Manner:
        """How the cells of a column are to be read."""
        return dict(self.manners).get(column) or Manner()

    @property
    def law(self) -> Law:
        return whole_law() if self.given_law is None else self.given_law

    @functools.cached_property
    def columns(self) -> dict[str, object]:
        """The column for each part; of columns that are read together the first."""
        return dict(reversed(self.parts))

    @property
    def asked(self) -> list:
        """The columns to read, each once."""
        return list(dict.fromkeys(column for _, column in self.parts))

    @property
    def added(self) -> list[str]:
        """The names of the columns to add."""
        return [self.prefix + name for name in COLUMNS]

    @functools.cached_property
    def assumed_facts(self) -> dict[str, object]:
        return {name: value for name, value in self.assumed if name not in SIDES}

    @functools.cached_property
    def assumed_sides(self) -> dict[str, object]:
        """The sides of every row: those that are assumed, and those that the form leaves unsaid."""
        assumed = {name: value for name, value in self.assumed if name in SIDES}
        return {**dict(self.sides), **assumed}

    @functools.cached_property
    def named(self) -> set[str]:
        """The parts that a column tells or that are assumed."""
        return {name for name, _ in (*self.parts, *self.assumed)}

    @property
    def presumed(self) -> dict[str, object]:
        """What is taken for granted of rows.

        Facts that neither a column nor an assumption gives, and that the law asks of goods passed
        on, each with its presumption.
        """
        passed_on = regime().state.act
        conduct: object = passed_on
        if "conduct" in self.named:
            conduct = self.assumed_facts.get("conduct", UNKNOWN)
        asked = self.law.rulebook.asked_where("conduct", conduct)
        presumed: dict[str, object] = {"conduct": passed_on}
        for name in in_order(asked):
            if fact(name).presumption is not None:
                presumed[name] = fact(name).presumption
        return {name: value for name, value in presumed.items() if name not in self.named}


def read_as(question: TableQuestion) -> dict[str, Any]:
    """What `reading` tells: which column is taken for what, and what is presumed."""
    columns_of: dict[str, tuple] = {}
    for part, column in question.parts:
        columns_of[part] = (*columns_of.get(part, ()), column)
    presumed = question.presumed
    of_things = {name: value for name, value in presumed.items() if name in from_the_item()}
    return {
        "form": formats()[question.form].title,
        "columns": {
            part: several if len(several) > 1 else several[0]
            for part, several in columns_of.items()
        },
        "sides": dict(question.sides),
        "notes": question.notes,
        "presumed": {name: value for name, value in presumed.items() if name not in of_things},
        "presumed_of_things": of_things,
    }


def question_of(
    given: Mapping[str, object],
    names: Sequence,
    assume: object = None,
    law: Law | None = None,
    prefix: str = "",
    country_codes: str | None = None,
) -> TableQuestion:
    """What is asked of a table with columns of these names, before its columns are looked at.

    Arguments: `given`, columns by their part in the question, None for none; `names`, all columns
    of the frame; `assume`, `law`, `prefix` and `country_codes` as in `screen`. Raises KitError for
    what cannot be done.
    """
    # What the caller says.
    given = {part: column for part, column in given.items() if column is not None}
    law = law if law is None else checked_law(law)
    _refuse_columns(given, names)
    assumed = _assumed({} if assume is None else assume)
    _refuse_given_twice(given, assumed)
    # What the headings say besides.
    refuse_form(names)
    form = format_of(names)
    columns_of = roles(form, given, names, assumed)
    sides = _sides_unsaid(form, {*columns_of, *assumed})
    if "on" not in {*columns_of, *assumed}:
        _refuse_side_by_side(names)
    _refuse_missing_direction({*columns_of, *assumed}, names, form.way_out)
    columns_of = without_idle_counts(form, columns_of, given)
    _refuse_missing_goods_or_date({*columns_of, *assumed}, names, form.way_out)
    if not columns_of:
        raise KitError(
            "All is assumed, and no column is left to read. "
            f"Name one, or ask sl.classify about the one case. {_listed(names)}",
            "assume",
            assumed,
            names,
        )
    refuse_clash(names, prefix)
    parts = tuple((part, column) for part, columns in columns_of.items() for column in columns)
    # How the cells are written, as far as the form and the caller know; a survey looks further.
    if not isinstance(country_codes, str | None):
        message = f"country_codes is the name of a list, not {shown(country_codes)}."
        raise KitError(message, "country_codes", country_codes)
    manner = manner_of(form, country_codes)
    meaning_of_numbers(manner.countries)  # refuses a list that is not there
    manners = tuple((column, manner) for column in dict.fromkeys(column for _, column in parts))
    return TableQuestion(parts, tuple(assumed.items()), law, prefix, form.key, sides, manners)


def _sides_unsaid(form: Format, parts: set[str]) -> tuple[tuple[str, object], ...]:
    """The sides that hold for every row of a form, unless a column or an assumption tells them."""
    if "direction" in parts:
        return ()
    return tuple((name, value) for name, value in form.sides.items() if name not in parts)


def _also(way_out: str) -> str:
    return f"{way_out} " if way_out else ""


def _listed(names: Iterable) -> str:
    return f"The columns are: {', '.join(map(str, names))}."


def _refuse_columns(given: Mapping[str, object], names: Sequence) -> None:
    """Refuse two columns of one name, and parts and columns that do not exist."""
    if len(set(names)) < len(names):
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise KitError(f'Two columns are called "{twice}". Rename one.', "column", twice)
    for part, column in given.items():
        if part not in HELPERS:
            fact(part)  # refuses a name that is no fact
        if not isinstance(column, (str, int, tuple)):
            usual = getattr(column, "name", None)  # of a column itself, given for its name
            if not isinstance(usual, str):
                usual = usual_format().columns.get(part, [part])[0]
            raise KitError(
                f'{part}: give the name of a column, as {part}="{usual}", '
                f"not a {type(column).__name__}.",
                part,
            )
        if column not in names:
            raise KitError(
                f"{part}: there is no column {quoted(column)}.{near(column, names)} "
                f"{_listed(names)}",
                part,
                column,
                names,
            )


def _assumed(assume: object) -> dict[str, object]:
    """What is assumed, each value in its one form.

    Facts first, in their order, then sides as they were given.
    """
    if not isinstance(assume, dict):
        raise KitError(
            "assume: give facts with their values, for example "
            f'assume={{"national_luxury": "no"}}, not a {type(assume).__name__}.',
            "assume",
            assume,
        )
    for name in assume:
        if name not in SIDES:
            fact(name)
    sides = {name: assume[name] for name in SIDES if name in assume}
    for name, value in sides.items():
        if wrong := _wrong_with_side(name, value):
            raise KitError(
                f"{name}: {wrong}. Give a side by ISO letters, M49 number or English name, "
                "and a flow as M or X.",
                name,
                value,
            )
    given = {name: value for name, value in assume.items() if name not in SIDES}
    if none := [name for name, value in given.items() if value is None]:
        message = f"assume: {none[0]} is None. Give a value, or leave it out."
        raise KitError(message, none[0])
    parsed = Case(**{"on": UNKNOWN, **given}).given
    return {name: parsed[name] for name in in_order(given)} | sides


def _wrong_with_side(name: str, value: object) -> str:
    if not isinstance(value, (str, int)):
        return f"{shown(value)} is neither text nor a number"
    try:
        return SIDE_READERS[name](value).note
    except ValueError as error:
        return str(error)


def _refuse_given_twice(given: Mapping[str, object], assumed: Mapping[str, object]) -> None:
    if both := sorted(set(given) & set(assumed)):
        raise KitError(
            f'"{both[0]}" is given by a column and by assume. Leave one of them out.',
            both[0],
            given[both[0]],
        )
    named = {*given, *assumed}
    sides = [name for name in SIDES if name in named]
    if sides and "direction" in named:
        raise KitError(
            f"direction and {sides[0]} both tell the direction. Leave one of them out.",
            sides[0],
            given.get(sides[0]),
        )


def _refuse_side_by_side(names: Sequence) -> None:
    """Refuse a table whose headings are periods, with the values of each below it."""
    # Headings that are alike but for the period in them, such as "value 2017" and "value 2018".
    alike: dict[str, list] = {}
    for name in names:
        if PERIOD.search(str(name)):
            alike.setdefault(PERIOD.sub("", str(name)), []).append(name)
    periods = max(alike.values(), key=len, default=[])
    if len(periods) < 2:
        return
    others = ", ".join(f'"{name}"' for name in names if name not in periods)
    raise KitError(
        f'on: the periods stand side by side, as headings from "{periods[0]}" to "{periods[-1]}", '
        f"and a row is read for one period. Make a row of each, in pandas: frame.melt([{others}], "
        'var_name="period", value_name="value").',
        "on",
        periods[0],
        names,
    )


def _refuse_missing_direction(parts: set[str], names: Sequence, way_out: str) -> None:
    if parts.isdisjoint(("reporter", "partner", "direction")):
        raise KitError(
            "direction: no column found that tells it. Name it (direction=... or --direction ...), "
            "or the two sides (reporter=... and partner=..., or --reporter and --partner). "
            f"If every row is trade with {regime().state.name} and only the way is unknown, "
            'assume that (assume={"direction": "unknown"} or --assume direction=unknown). '
            + _also(way_out)
            + _listed(names),
            "direction",
            None,
            names,
        )


def _refuse_missing_goods_or_date(parts: set[str], names: Sequence, way_out: str) -> None:
    missing = [part for part in ("on", "hs") if part not in parts]
    if "item" in parts and "hs" in missing:
        missing.remove("hs")
    if missing:
        part = missing[0]
        raise KitError(
            f"{part}: no column found. Name it ({part}=... or --{part} ...). "
            f"{_also(way_out)}{_listed(names)}",
            part,
            None,
            names,
        )


def refuse_clash(names: Sequence, prefix: str, columns: Sequence[str] = COLUMNS) -> None:
    """Refuse columns whose names are those of columns to add."""
    if not isinstance(prefix, str) or called(prefix) != prefix:
        raise KitError(
            f"prefix: {shown(prefix)} cannot begin the name of a column. "
            'Give letters, for example "sl_".',
            "prefix",
            prefix,
        )
    # To some engines "Verdict" and "verdict" are one name.
    added = {(prefix + name).lower() for name in columns}
    if clash := [name for name in names if str(name).lower() in added]:
        raise KitError(
            f'The frame already has a column "{clash[0]}". Rename it, or name the added columns '
            'otherwise (prefix="sl_" or --prefix sl_).',
            "prefix",
            clash[0],
        )
