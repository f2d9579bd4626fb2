"""Manner: how a column writes what it says, by the form of its table and by the column itself."""

from __future__ import annotations

from typing import NamedTuple

from .formats import Format, squashed
from .sides import M49


class Manner(NamedTuple):
    """How the cells of a column are to be read.

    `order` is that of day and month, `periods` what the form says of periods, `mark` the decimal
    mark; empty where nothing shows it. `countries` is the list by which numbers of countries are
    read, `na_is_missing` whether NA stands for no country there, `flows` what values mean beside
    the usual words, `digits` how long every code of goods is, 0 if that is not known, `is_hs`
    whether the codes can be those of the HS.
    """

    order: str = ""
    periods: str = ""
    mark: str = ""
    countries: str = M49
    na_is_missing: bool = False
    flows: tuple[tuple[str, str], ...] = ()
    digits: int = 0
    is_hs: bool = True


PLAIN_MANNER = Manner()


def manner_of(form: Format, countries: str | None = None) -> Manner:
    """The manner of a table of some form, before its columns are looked at.

    `countries` is the list of numbers of countries that the caller names.
    """
    return Manner(
        periods=form.periods,
        countries=countries or form.countries,
        flows=tuple((squashed(value), way) for value, way in form.flows.items()),
        digits=form.digits,
    )
