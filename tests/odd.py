"""Junk to give to whatever takes a value: nothing but a KitError may come out."""

import pandas as pd
from hypothesis import strategies as st

from sanctionslab import UNKNOWN, Case, Truth

ODD = {
    "<unknown>": UNKNOWN,
    "<yes>": Truth.YES,
    "<missing>": pd.NA,
    "<no time>": pd.NaT,
    "<object>": object(),
    "<class>": Case,
    "<function>": len,
}
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**400),
    st.floats(),
    st.text(max_size=12),
    st.binary(max_size=4),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.decimals(),
    st.fractions(),
    st.complex_numbers(),
    st.lists(st.integers(), max_size=2),
    st.tuples(),
    st.dictionaries(st.text(max_size=2), st.none(), max_size=1),
    st.sampled_from([*ODD, "bus", "8703", "2397:7"]),
)


def odd(value):
    """Junk with its odd objects put in.

    Hypothesis stumbles over strings of a class of their own, so it draws names for them.
    """
    if isinstance(value, list):
        return [odd(part) for part in value]
    if isinstance(value, dict):
        return {key: odd(part) for key, part in value.items()}
    return ODD.get(value, value) if isinstance(value, str) else value
