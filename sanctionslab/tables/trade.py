"""A made-up extract of trade statistics, in the shape of UN Comtrade, to practise screening on.

Nothing in it happened. Every row was drawn by `made_up` from a seed; the mix of goods, partners and years is plausible and no more.
Because it is made up, it can hold what no statistics hold: what the goods truly were, on which day, and where they truly went.
"""

import csv
from datetime import date, timedelta
from random import Random

from ..files import data_path

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


# code, item (blank: one that items.csv does not name), weight, share that the supplier lists as luxury, unit, US dollars for one
_GOING_IN = (
    ("870323", "passenger_car", 5, 0.0, "u", 14000),
    ("870324", "luxury_automobile", 1, 0.9, "u", 90000),
    ("870421", "truck", 4, 0.0, "u", 26000),
    ("870310", "snowmobile", 0.4, 0.8, "u", 4500),
    ("842952", "machinery", 3, 0.0, "u", 60000),
    ("847130", "computer", 3, 0.1, "u", 450),
    ("851713", "electrical_equipment", 4, 0.1, "u", 120),
    ("271019", "refined_petroleum", 6, 0.0, "kg", 0.7),
    ("271012", "aviation_fuel", 0.6, 0.0, "kg", 0.9),
    ("270900", "crude_oil", 2, 0.0, "kg", 0.5),
    ("110100", "wheat_flour", 5, 0.0, "kg", 0.4),
    ("100630", "", 5, 0.0, "kg", 0.6),
    ("150790", "", 5, 0.0, "kg", 1.0),
    ("310210", "", 5, 0.0, "kg", 0.3),
    ("300490", "medicine", 4, 0.0, "kg", 40),
    ("392690", "", 5, 0.0, "kg", 3),
    ("401120", "", 2, 0.0, "u", 130),
    ("540752", "textiles", 6, 0.0, "kg", 6),
    ("730890", "steel", 3, 0.0, "kg", 1.5),
    ("220830", "spirits", 1.5, 0.7, "u", 12),
    ("240220", "tobacco", 2, 0.4, "kg", 11),
    ("910111", "luxury_watch", 0.5, 1.0, "u", 1800),
    ("910211", "watch", 1, 0.3, "u", 90),
    ("701322", "lead_crystal", 0.4, 0.8, "kg", 25),
    ("711319", "jewellery", 0.5, 1.0, "kg", 20000),
    ("691110", "porcelain_tableware", 0.7, 0.3, "u", 45),
    ("570242", "rug", 0.6, 0.4, "u", 320),
    ("950691", "recreational_sports_equipment", 0.7, 0.3, "u", 240),
    ("920120", "musical_instrument", 0.4, 0.5, "u", 7000),
    ("330300", "perfume", 0.6, 0.7, "kg", 60),
    ("880330", "aircraft_part", 0.4, 0.0, "kg", 300),
)


_COMING_OUT = (
    ("270111", "coal", 9, "kg", 0.08),
    ("260111", "iron_ore", 4, "kg", 0.07),
    ("720110", "iron", 2, "kg", 0.3),
    ("030743", "seafood", 4, "kg", 3),
    ("160554", "seafood", 3, "kg", 5),
    ("620193", "textiles", 6, "u", 18),
    ("620342", "textiles", 5, "u", 7),
    ("251910", "magnesite", 2, "kg", 0.2),
    ("790111", "zinc", 2, "kg", 2),
    ("740311", "copper", 1, "kg", 6),
    ("260700", "lead_ore", 2, "kg", 1),
    ("780110", "lead", 1, "kg", 2),
    ("710812", "gold", 0.5, "kg", 40000),
    ("850440", "electrical_equipment", 2, "u", 4),
    ("120740", "oil_seeds", 1, "kg", 1.2),
    ("080290", "fruit", 2, "kg", 9),
    ("440929", "wood", 1, "kg", 0.8),
    ("121120", "ginseng", 0.5, "kg", 60),
    ("970300", "statue", 0.5, "u", 30000),
    ("970110", "painting", 0.8, "u", 300),
    ("670420", "", 5, "kg", 25),
    ("911110", "", 2, "u", 6),
    ("490199", "", 1, "kg", 8),
    ("280530", "rare_earths", 0.2, "kg", 35),
)


_REPORTERS = (
    ("CHN", 60),
    ("RUS", 10),
    ("IND", 6),
    ("BRA", 4),
    ("DEU", 4),
    ("THA", 4),
    ("SGP", 3),
    ("PAK", 3),
    ("MEX", 3),
    ("NGA", 3),
)


_ROWS = {
    **{year: 90 + 6 * (year - 2005) for year in range(2005, 2018)},
    2018: 110,
    2019: 105,
    2020: 30,
    2021: 22,
    2022: 60,
    2023: 85,
    2024: 90,
}


_SECTORAL = date(2017, 12, 22)


_KEPT = {
    "to_dprk": ("11", "10", "15", "31", "30", "39", "40", "54", "22", "24", "33", "27"),
    "from_dprk": ("67", "91", "49", "97"),
}


def made_up(seed=SEED):
    """Draw the extract: the rows of `data/trade_extract.csv`, header first, as text.

    Arguments: `seed`, a whole number; the same seed gives the same rows on every machine and Python.
    Each row stands for one consignment, reported for a year (freqCode A) or a month (M). About one row in thirty is entered
    under the DPRK though the goods went to or came from the Republic of Korea, one in seventy the other way round, one in fifty
    under the code of other goods, and some codes are short, without their leading zero, or no codes. The columns that begin
    with true_ say what was really so.

    >>> rows = made_up()
    >>> len(rows), rows == made_up(), rows == made_up(seed=1)
    (2141, True, False)
    >>> from collections import Counter
    >>> sorted(Counter((row[3], row[10]) for row in rows[1:]).items())   # partner as entered, and in truth
    [(('KOR', 'KOR'), 32), (('KOR', 'PRK'), 29), (('PRK', 'KOR'), 63), (('PRK', 'PRK'), 1990), (('W00', 'PRK'), 26)]
    """
    draw = Random(seed).random
    rows = [list(COLUMNS)]
    for year, count in _ROWS.items():
        for _ in range(count):
            rows.append(_row(year, draw))
    return rows


def _one_of(choices, weights, draw):
    place = draw() * sum(weights)
    for choice, weight in zip(choices, weights):
        place -= weight
        if place < 0:
            return choice
    return choices[-1]


def _row(year, draw):
    day = date(year, 1, 1) + timedelta(days=int(draw() * 365))
    inward = draw() < 0.55
    goods = _GOING_IN if inward else _COMING_OUT
    kept = _KEPT["to_dprk" if inward else "from_dprk"]
    after = day >= _SECTORAL
    weights = [g[2] * (1 if not after or g[0].startswith(kept) else 0.35) for g in goods]
    chosen = _one_of(goods, weights, draw)
    code, item, (unit, price) = chosen[0], chosen[1], chosen[-2:]
    luxury = inward and draw() < chosen[3]
    reporter = _one_of([name for name, _ in _REPORTERS], [weight for _, weight in _REPORTERS], draw)
    partner = truly = "PRK"
    slip = draw()
    if slip < 0.033:
        truly = "KOR"
    elif slip < 0.045:
        partner = "W00"
    elif slip < 0.06:
        partner = truly = "KOR"
    elif slip < 0.075:
        partner = "KOR"
    entered = _as_entered(code, goods, draw)
    quantity = (
        max(1, int((40 if unit == "u" else 20000) * draw() ** 3))
        if price < 1000
        else 1 + int(3 * draw() ** 2)
    )
    value = round(quantity * price * (0.5 + draw()), 2)
    yearly = draw() < 0.6
    return [
        "A" if yearly else "M",
        f"{day:%Y}" if yearly else f"{day:%Y%m}",
        reporter,
        partner,
        "X" if inward else "M",
        entered,
        "" if draw() < 0.12 else str(quantity),
        unit,
        f"{value:.2f}",
        str(day),
        truly,
        code,
        item,
        "yes" if luxury else "no",
    ]


def _as_entered(code, goods, draw):
    """The code as a clerk entered it: now and then of other goods, short, without its leading zero, or none."""
    slip = draw()
    if slip < 0.02:
        return goods[int(draw() * len(goods))][0]
    if slip < 0.07:
        return code[:4]
    if slip < 0.09:
        return code[:2]
    if slip < 0.10:
        return "999999"
    if slip < 0.105:
        return "TOTAL"
    return code.lstrip("0") if slip < 0.30 else code


def trade_extract():
    """The made-up extract as a table, every column as text, as a careful analyst reads codes.

    >>> trade_extract()[["period", "reporterISO", "partnerISO", "flowCode", "cmdCode"]].shape
    (2140, 5)
    """
    import pandas as pd

    return pd.read_csv(data_path("trade_extract.csv"), dtype="str", encoding="utf-8")


def write(path):
    """Write the extract to a CSV file: `python -m sanctionslab.tables.trade` makes `data/trade_extract.csv` anew."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(made_up())


if __name__ == "__main__":
    write(data_path("trade_extract.csv"))
