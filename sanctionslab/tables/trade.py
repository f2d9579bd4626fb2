"""A made-up extract of trade statistics, in the shape of UN Comtrade, to practise screening on.

Nothing in it happened. Every row was drawn by `made_up` from a seed; the mix of goods, partners and
years is plausible and no more. Because it is made up, it can hold what no statistics hold: what the
goods truly were, on which day, and where they truly went.
"""

import csv
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from ..errors import KitError
from ..files import data_path

if TYPE_CHECKING:
    import pandas as pd

Draw: TypeAlias = Callable[[], float]  # a number from 0 up to 1
Choice = TypeVar("Choice")

SEED = 1718

COLUMNS = (
    "freqCode",
    "period",
    "reporterISO",
    "partnerISO",
    "flowCode",
    "cmdCode",
    "qty",
    "qtyUnitAbbr",
    "primaryValue",
    "true_day",
    "true_partner",
    "true_code",
    "true_item",
    "true_luxury",
)


class Goods(NamedTuple):
    """Goods that are traded. `item` is blank for a thing that items.csv does not name.

    `weight` says how often they are, `luxury` the share that is on the supplier's list of luxury
    goods, `price` the US dollars for one `unit`.
    """

    code: str
    item: str
    weight: float
    luxury: float
    unit: str
    price: float


GOING_IN = (
    Goods("870323", "passenger_car", 5, 0.0, "u", 14000),
    Goods("870324", "luxury_automobile", 1, 0.9, "u", 90000),
    Goods("870421", "truck", 4, 0.0, "u", 26000),
    Goods("870310", "snowmobile", 0.4, 0.8, "u", 4500),
    Goods("842952", "machinery", 3, 0.0, "u", 60000),
    Goods("847130", "computer", 3, 0.1, "u", 450),
    Goods("851713", "electrical_equipment", 4, 0.1, "u", 120),
    Goods("271019", "refined_petroleum", 6, 0.0, "kg", 0.7),
    Goods("271012", "aviation_fuel", 0.6, 0.0, "kg", 0.9),
    Goods("270900", "crude_oil", 2, 0.0, "kg", 0.5),
    Goods("110100", "wheat_flour", 5, 0.0, "kg", 0.4),
    Goods("100630", "", 5, 0.0, "kg", 0.6),
    Goods("150790", "", 5, 0.0, "kg", 1.0),
    Goods("310210", "", 5, 0.0, "kg", 0.3),
    Goods("300490", "medicine", 4, 0.0, "kg", 40),
    Goods("392690", "", 5, 0.0, "kg", 3),
    Goods("401120", "", 2, 0.0, "u", 130),
    Goods("540752", "textiles", 6, 0.0, "kg", 6),
    Goods("730890", "steel", 3, 0.0, "kg", 1.5),
    Goods("220830", "spirits", 1.5, 0.7, "u", 12),
    Goods("240220", "tobacco", 2, 0.4, "kg", 11),
    Goods("910111", "luxury_watch", 0.5, 1.0, "u", 1800),
    Goods("910211", "watch", 1, 0.3, "u", 90),
    Goods("701322", "lead_crystal", 0.4, 0.8, "kg", 25),
    Goods("711319", "jewellery", 0.5, 1.0, "kg", 20000),
    Goods("691110", "porcelain_tableware", 0.7, 0.3, "u", 45),
    Goods("570242", "rug", 0.6, 0.4, "u", 320),
    Goods("950691", "recreational_sports_equipment", 0.7, 0.3, "u", 240),
    Goods("920120", "musical_instrument", 0.4, 0.5, "u", 7000),
    Goods("330300", "perfume", 0.6, 0.7, "kg", 60),
    Goods("880330", "aircraft_part", 0.4, 0.0, "kg", 300),
)

COMING_OUT = (
    Goods("270111", "coal", 9, 0.0, "kg", 0.08),
    Goods("260111", "iron_ore", 4, 0.0, "kg", 0.07),
    Goods("720110", "iron", 2, 0.0, "kg", 0.3),
    Goods("030743", "seafood", 4, 0.0, "kg", 3),
    Goods("160554", "seafood", 3, 0.0, "kg", 5),
    Goods("620193", "textiles", 6, 0.0, "u", 18),
    Goods("620342", "textiles", 5, 0.0, "u", 7),
    Goods("251910", "magnesite", 2, 0.0, "kg", 0.2),
    Goods("790111", "zinc", 2, 0.0, "kg", 2),
    Goods("740311", "copper", 1, 0.0, "kg", 6),
    Goods("260700", "lead_ore", 2, 0.0, "kg", 1),
    Goods("780110", "lead", 1, 0.0, "kg", 2),
    Goods("710812", "gold", 0.5, 0.0, "kg", 40000),
    Goods("850440", "electrical_equipment", 2, 0.0, "u", 4),
    Goods("120740", "oil_seeds", 1, 0.0, "kg", 1.2),
    Goods("080290", "fruit", 2, 0.0, "kg", 9),
    Goods("440929", "wood", 1, 0.0, "kg", 0.8),
    Goods("121120", "ginseng", 0.5, 0.0, "kg", 60),
    Goods("970300", "statue", 0.5, 0.0, "u", 30000),
    Goods("970110", "painting", 0.8, 0.0, "u", 300),
    Goods("670420", "", 5, 0.0, "kg", 25),
    Goods("911110", "", 2, 0.0, "u", 6),
    Goods("490199", "", 1, 0.0, "kg", 8),
    Goods("280530", "rare_earths", 0.2, 0.0, "kg", 35),
)

# Who reports, with weights.
REPORTERS = {
    "CHN": 60,
    "RUS": 10,
    "IND": 6,
    "BRA": 4,
    "DEU": 4,
    "THA": 4,
    "SGP": 3,
    "PAK": 3,
    "MEX": 3,
    "NGA": 3,
}

# How many rows a year has.
ROWS = {
    **{year: 90 + 6 * (year - 2005) for year in range(2005, 2018)},
    2018: 110,
    2019: 105,
    2020: 30,
    2021: 22,
    2022: 60,
    2023: 85,
    2024: 90,
}

# From resolution 2397 on, goods under other chapters than these are drawn less often.
SECTORAL = date(2017, 12, 22)
KEPT_GOING_IN = ("11", "10", "15", "31", "30", "39", "40", "54", "22", "24", "33", "27")
KEPT_COMING_OUT = ("67", "91", "49", "97")
LEFT_OF_OTHERS = 0.35


def made_up(seed: int = SEED) -> list[list[str]]:
    """Draw the extract: the rows of `data/trade_extract.csv`, header first, as text.

    Arguments: `seed`, a whole number; the same seed gives the same rows on every machine and
    Python. Each row stands for one consignment, reported for a year (freqCode A) or a month (M).
    About one row in thirty is entered under the DPRK though the goods went to or came from the
    Republic of Korea, one in seventy the other way round, one in fifty under the code of other
    goods, and some codes are short, without their leading zero, or no codes. The columns that begin
    with true_ say what was really so.

    >>> rows = made_up()
    >>> len(rows), rows == made_up(), rows == made_up(seed=1)
    (2141, True, False)
    >>> from collections import Counter
    >>> partners = Counter((row[3], row[10]) for row in rows[1:])  # as entered, and in truth
    >>> sorted(partners.items())  # doctest: +NORMALIZE_WHITESPACE
    [(('KOR', 'KOR'), 32), (('KOR', 'PRK'), 29), (('PRK', 'KOR'), 63), (('PRK', 'PRK'), 1990),
     (('W00', 'PRK'), 26)]
    """
    draw = Random(seed).random
    rows = [list(COLUMNS)]
    for year, count in ROWS.items():
        rows += [_row(year, draw) for _ in range(count)]
    return rows


def _row(year: int, draw: Draw) -> list[str]:
    """One consignment. The order in which numbers are drawn is part of the extract."""
    day = date(year, 1, 1) + timedelta(days=int(draw() * 365))
    inward = draw() < 0.55
    goods = GOING_IN if inward else COMING_OUT
    chosen = _one_of(goods, _weights(goods, day, inward), draw)
    luxury = inward and draw() < chosen.luxury
    reporter = _one_of(list(REPORTERS), list(REPORTERS.values()), draw)
    partner, true_partner = _partners(draw)
    entered = _as_entered(chosen.code, goods, draw)
    quantity = _quantity(chosen, draw)
    value = round(quantity * chosen.price * (0.5 + draw()), 2)
    yearly = draw() < 0.6
    quantity_is_missing = draw() < 0.12
    return [
        "A" if yearly else "M",
        f"{day:%Y}" if yearly else f"{day:%Y%m}",
        reporter,
        partner,
        "X" if inward else "M",
        entered,
        "" if quantity_is_missing else str(quantity),
        chosen.unit,
        f"{value:.2f}",
        str(day),
        true_partner,
        chosen.code,
        chosen.item,
        "yes" if luxury else "no",
    ]


def _one_of(choices: Sequence[Choice], weights: Sequence[float], draw: Draw) -> Choice:
    # Not by random.choices: what that makes of a seed may change with Python.
    place = draw() * sum(weights)
    for choice, weight in zip(choices, weights, strict=True):
        place -= weight
        if place < 0:
            return choice
    return choices[-1]


def _weights(goods: Sequence[Goods], day: date, inward: bool) -> list[float]:
    """How often each of some goods is drawn on a day."""
    kept = KEPT_GOING_IN if inward else KEPT_COMING_OUT

    def still_traded(code: str) -> bool:
        return day < SECTORAL or code.startswith(kept)

    return [
        each.weight if still_traded(each.code) else each.weight * LEFT_OF_OTHERS for each in goods
    ]


def _partners(draw: Draw) -> tuple[str, str]:
    """The partner as entered, and the true one. W00 is the whole world: nobody in particular."""
    slip = draw()
    if slip < 0.033:
        return "PRK", "KOR"
    if slip < 0.045:
        return "W00", "PRK"
    if slip < 0.06:
        return "KOR", "KOR"
    if slip < 0.075:
        return "KOR", "PRK"
    return "PRK", "PRK"


def _quantity(goods: Goods, draw: Draw) -> int:
    # Powers of a number below 1: small consignments are many, large ones few.
    if goods.price >= 1000:
        return 1 + int(3 * draw() ** 2)
    most = 40 if goods.unit == "u" else 20000
    return max(1, int(most * draw() ** 3))


def _as_entered(code: str, goods: Sequence[Goods], draw: Draw) -> str:
    """The code as a clerk entered it.

    Now and then it is of other goods, short, without its leading zero, or none.
    """
    slip = draw()
    if slip < 0.02:
        return goods[int(draw() * len(goods))].code
    if slip < 0.07:
        return code[:4]
    if slip < 0.09:
        return code[:2]
    if slip < 0.10:
        return "999999"
    if slip < 0.105:
        return "TOTAL"
    return code.lstrip("0") if slip < 0.30 else code


def trade_extract() -> "pd.DataFrame":
    """The made-up extract as a table, every column as text, as a careful analyst reads codes.

    Raises KitError where the data of another regime has none.

    >>> trade_extract()[["period", "reporterISO", "partnerISO", "flowCode", "cmdCode"]].shape
    (2140, 5)
    """
    import pandas as pd  # drawing the extract needs nothing but Python

    path = data_path("trade_extract.csv")
    if not path.is_file():
        message = "This data has no made-up extract of trade. Give sl.screen() a table of your own."
        raise KitError(message, "file", str(path))
    return pd.read_csv(path, dtype="str", encoding="utf-8")


def write(path: Path) -> None:
    """Write the extract to a CSV file.

    `python -m sanctionslab.tables.trade` makes `data/trade_extract.csv` anew.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(made_up())


if __name__ == "__main__":
    write(data_path("trade_extract.csv"))
