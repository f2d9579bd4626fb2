"""Nothing that is typed breaks check()."""

import json
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sanctionslab as sl
from sanctionslab import classroom as kit

ALL = list(kit.exercises())


class Hostile:
    def _no(self, *args, **kwargs):
        raise RuntimeError("gotcha")

    __eq__ = __ne__ = __repr__ = __str__ = __hash__ = __bool__ = __len__ = __iter__ = (
        __getattr__
    ) = __int__ = __float__ = __format__ = _no
    __getitem__ = __contains__ = __call__ = __index__ = __lt__ = __reduce__ = __array__ = (
        __dir__
    ) = _no


class Masked:
    __class__ = property(lambda self: 1 / 0)


class Text(str):
    def _no(self, *args, **kwargs):
        raise RuntimeError("gotcha")

    strip = casefold = lower = encode = __eq__ = __str__ = __repr__ = __getitem__ = __len__ = (
        __iter__
    ) = _no
    __hash__ = str.__hash__


class Many(list):
    def __iter__(self):
        while True:
            yield 1

    def __len__(self):
        raise KeyError("gotcha")


def _strange():
    """A class of which not even the name may be asked. pytest would ask, so it stays in here."""

    class Meta(type):
        def __getattribute__(cls, name):
            raise RuntimeError("gotcha")

    return Meta("Strange", (), {})


def _objects():
    array = np.empty(1, dtype=object)
    array[0] = Hostile()
    return array


def _loop():
    loop = []
    loop.append(loop)
    return loop


HOSTILE = [
    Hostile(),
    Hostile,
    Masked(),
    Text("2397:7"),
    Text("nonsense"),
    Many([1, 2]),
    _strange()(),
    _strange(),
    _loop(),
    {"a": _loop()},
    10**10000,
    -(10**10000),
    [10**10000],
    float("nan"),
    float("inf"),
    complex(1, 2),
    Decimal("NaN"),
    b"2397:7",
    bytearray(10),
    "\ud800",
    "\0\x1b[31m",
    "a" * 10**6,
    "2397:7," * 10**5,
    "(" * 10**5,
    "1" * 10**5,
    "0 " * 10**5,
    ["x"] * 10**6,
    range(10**9),
    iter([1]),
    (i for i in "ab"),
    lambda: 1,
    sl,
    sl.law(),
    type,
    NotImplemented,
    {1: 2},
    {Hostile: 1},
    {"on": Hostile()},
    {"on": "2024-01-01", "evidence": 3},
    {"on": "2024-01-01", "hs": 10**100},
    {"key": 1},
    [[["deep"]]],
    np.array([1, 2]),
    np.array([["2397:7"]]),
    np.float64("nan"),
    np.datetime64("2017-12-22"),
    np.datetime64("NaT", "D"),
    np.timedelta64(1, "D"),
    np.bool_(True),
    np.zeros((1000, 1000)),
    _objects(),
    np.array(object()),
    pd.Series(["2397:7"]),
    pd.Series([None, 1.5]),
    pd.DataFrame({"a": [1]}),
    pd.NaT,
    pd.NA,
    pd.Timestamp("2017-12-22"),
    pd.Timestamp("2017-12-22", tz="UTC"),
    pd.Index(["a"]),
    pd.Categorical(["a"]),
    pd.Period("2024-01"),
    datetime.max,
    date.min,
    sl.UNKNOWN,
    sl.Truth.YES,
    sl.Verdict.PROHIBITED,
    sl.classify(sl.case("busts-2024-06")),
    sl.case("busts-2024-06"),
    sl.flips(sl.case("busts-2024-06")),
    sl.robust(sl.case("busts-2024-06")),
    sl.compare(sl.case("busts-2024-06"), sl.case("dogs-2024-06")),
    sl.law().resolution(2397),
    sl.law().measure("2397:7"),
    sl.facts(),
    sl.facts()["hs"],
    ValueError("x"),
    True,
    False,
    0,
    -1,
    set(),
    frozenset(),
    [],
    {},
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_answers(number):
    for id_ in ALL:
        said = sl.check(id_, HOSTILE[number])
        assert isinstance(said, kit.Feedback) and len(repr(said)) < 1500
        json.dumps(said._repr_mimebundle_(), allow_nan=False).encode()
        for letter in repr(said):
            assert letter >= " ", (id_, letter)


def test_hostile_ids():
    for thing in HOSTILE:
        assert isinstance(sl.check(thing, 1), kit.Feedback) and isinstance(
            sl.hint(thing), kit.Feedback
        )


_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.datetimes()
    | st.binary()
    | st.complex_numbers()
    | st.decimals()
)


_ANYTHING = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text() | st.integers(), inner, max_size=4)
        | st.tuples(inner, inner)
    ),
)


@given(st.sampled_from(ALL), _ANYTHING)
def test_anything_may_be_typed(id_, value):
    said = sl.check(id_, value)
    json.dumps(said._repr_mimebundle_(), allow_nan=False).encode()
