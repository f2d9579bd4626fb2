"""What benchmarks/screening.py compares with: the same question, asked in other ways.

Which paragraphs touch a row, surely or possibly? A peer takes a Polars frame of rows, the ids of
the paragraphs, and rules; it returns a number for each row, whose bits are the paragraphs.
"""

import functools
from datetime import date, datetime
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
import polars as pl

import sanctionslab as sl
from sanctionslab.vocabulary import OTHER, facts, items

ASSUME = {"national_luxury": "no"}
EPOCH = date(1970, 1, 1)
WAYS = ("to_dprk", "from_dprk")


class Rule(NamedTuple):
    """What a paragraph says of goods passed on, as a person would note it."""

    id: str
    direction: str
    first: date
    after: date  # the day after the last
    codes: tuple[str, ...]  # prefixes

    def of_length(self):
        """The prefixes by their lengths."""
        lengths = sorted({len(code) for code in self.codes})
        return {n: [code for code in self.codes if len(code) == n] for n in lengths}


def rules_of(law):
    """The law as rules about goods passed on."""
    rules = []
    days = [date(2003, 1, 1), *law.boundaries]
    for measure in (ban.measure for ban in law.rulebook.bans):
        standing = [day for day in days if measure in law.in_force(day)]
        if not standing:
            continue
        after = min((day for day in days if day > standing[-1]), default=date(2100, 1, 1))
        for tests in measure.when:
            if not all(may_meet(test, {"conduct": "transfer"}) for test in tests):
                continue
            codes = goods(tests)
            rules += [
                Rule(measure.id, way, standing[0], after, codes)
                for way in WAYS
                if codes and all(may_meet(test, {"direction": way}) for test in tests)
            ]
    return tuple(rules)


def may_meet(test, known):
    return test.fact not in known or test.check(known[test.fact]) is not sl.Truth.NO


def goods(tests):
    """The HS prefixes of goods that may meet these tests, each thing as it is presumed to be."""
    presumptions = {
        name: described.presumption
        for name, described in facts().items()
        if described.presumption is not None
    }
    things = [(thing.key, thing.presumed, thing.codes) for thing in items().values()]
    things.append((OTHER, {}, [f"{chapter:02}" for chapter in range(1, 98)]))
    prefixes = set()
    for key, presumed, codes in things:
        known = {**presumptions, **presumed, "national_luxury": sl.Truth.NO, "item": key}
        if all(may_meet(test, known) for test in tests):
            prefixes.update(codes)
    for test in tests:
        if test.fact == "hs":
            prefixes = {
                max(code, wanted, key=len)
                for code in prefixes
                for wanted in test.wanted
                if code.startswith(wanted) or wanted.startswith(code)
            }
    return tuple(sorted(prefixes))


def by_polars(frame, ids, rules):
    touched = {}
    for rule in rules:
        goods_fit = pl.any_horizontal(
            pl.col("hs").str.slice(0, n).is_in(codes) for n, codes in rule.of_length().items()
        )
        day_fits = (pl.col("date") >= rule.first) & (pl.col("date") < rule.after)
        hit = (pl.col("direction") == rule.direction) & day_fits & goods_fit
        touched[rule.id] = touched[rule.id] | hit if rule.id in touched else hit
    bits = (pl.when(hit).then(1 << ids.index(id)).otherwise(0) for id, hit in touched.items())
    return frame.select(pl.sum_horizontal(bits).alias("bits"))["bits"].to_numpy()


def by_duckdb(frame, ids, rules):
    cases = []
    for n, id in enumerate(ids):
        hits = " or ".join(f"({in_sql(rule)})" for rule in rules if rule.id == id)
        cases.append(f"case when {hits} then {1 << n} else 0 end")
    with duckdb.connect() as connection:
        table = connection.from_arrow(frame.with_row_index("row").to_arrow())
        answers = table.project("row, " + " + ".join(cases) + " as bits").to_arrow_table()
    bits = np.empty(len(answers), "i8")
    # a long list after "in" may change the order of rows
    bits[answers["row"].to_numpy()] = answers["bits"].to_numpy()
    return bits


def in_sql(rule):
    lists = " or ".join(
        f"substr(hs, 1, {n}) in ({', '.join(map(repr, codes))})"
        for n, codes in rule.of_length().items()
    )
    return (
        f"direction = '{rule.direction}' and date >= '{rule.first}' and date < '{rule.after}' "
        f"and ({lists})"
    )


def by_numpy(frame, ids, rules):
    codes, days = frame["hs"].cast(pl.Int32).to_numpy(), frame["date"].to_physical().to_numpy()
    into = (frame["direction"] == "to_dprk").to_numpy()
    bits = np.zeros(len(codes), "i8")
    for rule in rules:
        bits |= np.where(mask_of(rule, codes, days, into), 1 << ids.index(rule.id), 0)
    return bits


def mask_of(rule, codes, days, into):
    """Which rows a rule touches, from whole codes of six digits and days since 1970."""
    in_time = (days >= (rule.first - EPOCH).days) & (days < (rule.after - EPOCH).days)
    goods_fit = [
        np.isin(codes // 10 ** (6 - n), [int(code) for code in prefixes])
        for n, prefixes in rule.of_length().items()
    ]
    return (into == (rule.direction == "to_dprk")) & in_time & np.logical_or.reduce(goods_fit)


def by_pandas(frame, ids, rules):
    table = frame if isinstance(frame, pd.DataFrame) else frame.to_pandas()
    bits, days = np.zeros(len(table), "i8"), pd.to_datetime(table["date"])
    for rule in rules:
        in_time = (days >= pd.Timestamp(rule.first)) & (days < pd.Timestamp(rule.after))
        goods_fit = np.logical_or.reduce(
            [table["hs"].str[:n].isin(codes) for n, codes in rule.of_length().items()]
        )
        mask = (table["direction"] == rule.direction) & in_time & goods_fit
        bits |= np.where(mask, 1 << ids.index(rule.id), 0)
    return bits


def by_loop(frame, ids, rules):
    answers = []
    for day, hs, direction in frame.iter_rows():
        bits = 0
        for rule in rules:
            in_time = rule.first <= day < rule.after
            if direction == rule.direction and in_time and hs.startswith(rule.codes):
                bits |= 1 << ids.index(rule.id)
        answers.append(bits)
    return np.array(answers)


@functools.cache
def expressions(ids, rules):
    """The rules as expressions of rule-engine, each with the place of its paragraph."""
    import rule_engine

    written = []
    for rule in rules:
        any_of = " or ".join(
            f'hs =~ "{"|".join(codes)}.*"' for n, codes in rule.of_length().items()
        )
        text = (
            f'direction == "{rule.direction}" and day >= d"{rule.first}" '
            f'and day < d"{rule.after}" and ({any_of})'
        )
        written.append((ids.index(rule.id), rule_engine.Rule(text)))
    return written


def by_rule_engine(frame, ids, rules):
    answers = []
    for day, hs, direction in frame.iter_rows():
        moment = datetime(day.year, day.month, day.day)
        row, bits = {"day": moment, "hs": hs, "direction": direction}, 0
        for place, expression in expressions(tuple(ids), rules):
            bits |= expression.matches(row) << place
        answers.append(bits)
    return np.array(answers)


def by_openfisca(frame, ids, rules):
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

    row = entities.build_entity("row", "rows", "a row", is_person=True)
    system = taxbenefitsystems.TaxBenefitSystem([row])
    base = {"entity": row, "definition_period": periods.YEAR, "label": "screening"}

    def variable(name, kind, **more):
        described = {**base, "value_type": kind, **more}
        system.add_variable(type(name, (variables.Variable,), described))

    def formula(mine):
        def touched(rows, period):
            columns = rows("code", period), rows("day", period), rows("into", period)
            return np.logical_or.reduce([mask_of(rule, *columns) for rule in mine])

        return touched

    for name, kind in (("code", int), ("day", int), ("into", bool)):
        variable(name, kind)
    for n, id in enumerate(ids):
        variable(f"touched_{n}", bool, formula=formula([rule for rule in rules if rule.id == id]))
    simulation = simulations.SimulationBuilder().build_default_simulation(system, count=len(frame))
    simulation.set_input("code", "2024", frame["hs"].cast(pl.Int32).to_numpy())
    simulation.set_input("day", "2024", frame["date"].to_physical().to_numpy())
    simulation.set_input("into", "2024", (frame["direction"] == "to_dprk").to_numpy())
    touched = (simulation.calculate(f"touched_{n}", "2024") for n in range(len(ids)))
    return sum(bits.astype("i8") << n for n, bits in enumerate(touched))


# each with the part of the rows that it is given: one in so many
PEERS = {
    "Polars, by hand": (by_polars, 1),
    "DuckDB CASE": (by_duckdb, 1),
    "NumPy masks": (by_numpy, 1),
    "OpenFisca": (by_openfisca, 1),
    "pandas masks": (by_pandas, 10),
    "Python loop": (by_loop, 50),
    "rule-engine": (by_rule_engine, 2000),
}
