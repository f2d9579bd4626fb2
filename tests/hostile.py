"""Hostile calls of everything that `sl` offers: nothing but a KitError may come out.

By hand, with a number of calls and a seed: python tests/hostile.py 100000 1
"""

import inspect
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd

import sanctionslab as sl
from sanctionslab.cases import Evidence

CAR = {
    "on": "2024-02-18",
    "direction": "to_dprk",
    "conduct": "transfer",
    "item": "passenger_car",
}
DECISION = "on=2018-01-23..2019-12-21;direction=to_dprk;conduct=transfer;hs=84*"


class Raises:
    """An object that does not let itself be printed."""

    def __repr__(self):
        raise RuntimeError("gotcha")

    __str__ = __repr__


def loop():
    """A list that holds itself."""
    endless = []
    endless.append(endless)
    return endless


def frame(**columns):
    return pd.DataFrame({name: [value] for name, value in columns.items()})


# What is no value of anything, or a value in the wrong place.
VALUES = [
    *(None, True, False, ..., 0, 1, -1, 3, 10**30, 10**5000, 2397, 8703),
    *(0.5, -0.5, 1e308, float("nan"), float("inf"), 1j, Decimal("1.5"), Decimal("NaN")),
    *("", " ", "\0", "a\0b", "\x1b[2J", "\u202e", "\ud800", "x" * 100_000, "1" * 5_000, "-", "٣"),
    *("2397", "2397:7", "2397:999", "aurus-2024-02", "kremlin", "KH-25", "KH-999", "02.3", "=1+1"),
    *("to_dprk", "transfer", "bus", "bus or horse", "8703", "87", "870", "unknown", "other", "yes"),
    *("2024-02-18", "2024-02-30", "2024-02", "/2024-02-20", "9999-12-31", "0001-01-01", "1..2"),
    *("100..", "..", "/", " or ", "2024-02-20 morning", "item", "on", "hs", DECISION, "on=;", "="),
    *("on=..;hs=8703", "on=2018;hs=*", "on=2018;hs=8<7", "on=2018;direction=to_dprk|from_dprk|x"),
    *("on=0001-01-01..9999-12-31", "law=abc", "on=2018;unit_value_usd=<", "on=2018;item=1<2"),
    *(b"", b"bus", b"\xff", (), [], {}, set(), frozenset({"a"}), range(3), loop()),
    *(["bus", "horse"], ["2397"], ("kremlin",), {"item": "bus"}, {"item": Raises()}, {1: 2}, [[]]),
    *({"national_luxury": "no"}, {"new": None}, {"reporter": "CHN"}, {"direction": 5}),
    *(date(2024, 2, 18), date.min, date.max, datetime(2024, 2, 18), pd.Timestamp("2024-02-18")),
    *(pd.NaT, pd.NA, np.nan, np.float32(1), np.int8(1), np.bool_(True), np.array([1, 2])),
    *(np.datetime64("2024-02-18"), np.array(["bus"], object), pd.Series(["bus"]), pd.DataFrame()),
    *(object(), object, len, Raises(), Path("no such file"), Path()),
    *(sl, sl.UNKNOWN, sl.Truth.YES, sl.Verdict.PROHIBITED, sl.one_of("bus", "horse")),
    *(
        sl.between(1, 2),
        sl.between("2024-01-01"),
        sl.one_of(1),
        sl.one_of(None),
        sl.between(1, "a"),
    ),
    *(sl.facts()["item"], sl.law().measure("2397:7"), sl.law(), sl.law().without(2397)),
    *(sl.Case(**CAR), sl.case("aurus-2024-02"), sl.Case(on=sl.UNKNOWN, conduct="transfer")),
    *(sl.classify(sl.Case(**CAR)), Evidence(), Evidence(("KH-25",)), Evidence(("no row",))),
    *(Evidence(known="never"), Evidence(since="2024-02-30", since_rows=("no row",))),
    *(frame(on="2018", hs="8703", direction="to_dprk"), frame(on=None, hs=b"\xff", direction=1)),
    *(
        {"on": Evidence(("no row",))},
        {"on": Evidence(known="never")},
        {"on": 5},
        {5: Evidence()},
    ),
]
NAMES = [*sl.facts(), "key", "title", "note", "evidence", "colour", "item", "on", "x\0", "\ud800"]

# What a user may give something of their own to; other methods take what the kit has made.
METHODS = {
    "Case": ("but", "value", "origin", "as_known", "without"),
    "Law": ("without", "only", "as_of", "changed", "measure", "resolution", "in_force", "has"),
    "Finding": ("explain",),
    "Times": ("at", "nearest"),
    "Fact": ("parse",),
    "Scenario": ("but", "setting", "undo"),
}

# What needs a while, or opens what is not ours, is called less.
DEAR = {"flips": 0.03, "deciders": 0.05, "robust": 0.2, "screen": 0.3, "trade_extract": 0.02}


def good(name, rng):
    """A value that an argument of this name often takes, so that calls get further in."""
    many = {
        "case": [sl.Case(**CAR), sl.case("aurus-2024-06"), "aurus-2024-02"],
        "law": [None, sl.law().without(2397), sl.law().as_of("2016-01-01")],
        "frame": [frame(on="2018", hs="8703", direction="to_dprk"), frame(period=5, cmdCode="x")],
        "since": ["2010-01-01", date(2010, 1, 1)],
        "day": ["2018-01-01"],
        "size": [1],
        "budget": [50],
        "paragraph": ["2397:7"],
        "exercise": ["02.3", "02.5"],
        "resolutions": [sl.law().resolutions],
        "decision": [DECISION],
        "scenario": [sl.panels.Scenario("aurus-2024-06")],
        "original": [sl.Case(**CAR), "aurus-2024-06"],
        "finding": [sl.classify(sl.Case(**CAR))],
    }
    return rng.choice(many.get(name, VALUES))


def call(function, rng, folder):
    """A call of a function: (positional arguments, named ones). They fit its signature."""
    given, named = [], {}
    for name, parameter in inspect.signature(function).parameters.items():
        value = good(name, rng) if rng.random() < 0.4 else rng.choice(VALUES)
        if name == "path":
            value = folder / f"{rng.randrange(5)}.toml" if rng.random() < 0.5 else rng.choice(ODD)
        is_needed = parameter.default is parameter.empty
        if parameter.kind is parameter.VAR_POSITIONAL:
            given += rng.choices(VALUES, k=rng.randrange(4))
        elif parameter.kind is parameter.VAR_KEYWORD:
            facts = dict(CAR) if rng.random() < 0.7 else {}
            odd = {n: rng.choice(VALUES) for n in rng.choices(NAMES, k=rng.randrange(3))}
            named = {**facts, **named, **odd} if function in (sl.Case,) else {**named, **odd}
        elif parameter.kind is parameter.KEYWORD_ONLY:
            if is_needed or rng.random() < 0.4:
                named[name] = value
        elif is_needed or rng.random() < 0.5:
            given.append(value)
        else:
            break
    return given, named


ODD = ["", "a\0b.toml", 5, None, b"a", "\ud800.toml", "no/such/folder.toml", Path(), "x" * 5000]


def callables():
    """Everything to be called, by name: functions, rooms, and methods of what they give."""
    found = {}
    for name in sl.__all__:
        thing = getattr(sl, name)
        if inspect.ismodule(thing):
            inside = {f"{name}.{part}": getattr(thing, part) for part in thing.__all__}
            found |= {part: value for part, value in inside.items() if callable(value)}
        elif callable(thing):
            found[name] = thing
    # A KitError is raised by the kit, an enum is Python's, a Figure and a Panel are made by theirs.
    found["Evidence"] = Evidence
    for name in ("KitError", "Truth", "Verdict", "figures.Figure", "panels.Panel"):
        del found[name]
    case = sl.case("aurus-2024-02")
    things = [case, sl.law(), sl.classify(case), sl.over_time(case), sl.facts()["on"]]
    things += [sl.facts()["item"], sl.panels.Scenario("aurus-2024-06")]
    for thing in things:
        for name in METHODS[type(thing).__name__]:
            found[f"{type(thing).__name__}.{name}"] = getattr(thing, name)
    return found


def show(value):
    """Look at what a call gave, as a notebook would."""
    repr(value)
    getattr(value, "_repr_html_", str)()


def attacked(calls, seed, rng=None):
    """Each call that raised another error than a KitError, or a long message: (words, error)."""
    rng = random.Random(seed)
    everything = callables()
    names = list(everything)
    weights = [
        DEAR.get(name, 0.02 if name.startswith(("figures", "panels")) else 1) for name in names
    ]
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(calls):
            [name] = rng.choices(names, weights)
            given, named = call(everything[name], rng, Path(folder))
            began = time.process_time()
            try:
                show(everything[name](*given, **named))
            except sl.KitError as error:
                if len(str(error)) > 4_000:
                    yield name, given, named, error
            except Exception as error:
                yield name, given, named, error
            if time.process_time() - began > 5:
                yield name, given, named, TimeoutError(f"{time.process_time() - began:.0f} s")


def main(calls=1000, seed=0):
    """Attack, and print each kind of error once."""
    kinds = Counter()
    for name, _given, _named, error in attacked(calls, seed):
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        kind = (name, type(error).__name__, place)
        if not kinds[kind]:
            print(*kind, ascii(str(error)[:90]), flush=True)
        kinds[kind] += 1
    print(f"{kinds.total()} of {calls} calls raised what is no KitError, or took too long")
    return int(kinds.total() > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
