"""Odd texts of decisions: refused in a sentence or argued, and soon."""

import random
import time

import pytest

import sanctionslab as sl

DECISIONS = [
    "on=2018-01-23..2019-12-21;direction=to_dprk;conduct=transfer;hs=84*",
    "on=..2006-10-13;direction=unknown|none;conduct=transfer;hs=8703;assume:national_luxury=no",
    "on=2018-06-01;conduct=transfer;item=bus;unit_value_usd=100<500;direction=from_dprk",
]
ODD = {
    "on=2006..2024;hs=84*": "goes from a day to a day",
    "on=2018;hs=8703;unit_value_usd=<": "is between no limits",
    "on=2018;hs=8703;unit_value_usd=a<1": '"a" is no number',
    "on=2018;hs=8703;unit_value_usd=1<": "",
    "on=2018;hs=8703;item=1<2": "is not an item",
    "on=2018;direction=|": "is not one of",
    "on=2018;hs=*": "is not an HS code",
    "on=2018;" + "hs=84*;" * 2000: "more than 4,000 letters",
}


@pytest.mark.parametrize("text", ODD, ids=lambda text: text[:40])
def test_what_is_no_decision_is_refused(text):
    if not ODD[text]:
        assert sl.explain(text).verdict
        return
    with pytest.raises(sl.KitError, match=ODD[text]):
        sl.explain(text)


def test_repeated_parts_cost_nothing():
    many = "|".join(["to_dprk", "from_dprk", "none"] * 100)
    start = "on=2006-01-01..2024-01-01;conduct=transfer;hs=84*;direction="
    assert sl.explain(start + many).case == sl.explain(f"{start}unknown|none").case


def mutated(text, rng):
    """A text with a few pieces doubled, dropped, or put elsewhere."""
    for _ in range(rng.randrange(1, 4)):
        first, last = sorted(rng.choices(range(len(text) + 1), k=2))
        piece = rng.choice(
            ["", text[first:last], rng.choice(";=|<*.-:/\0ü0"), rng.choice(DECISIONS)]
        )
        text = text[:first] + piece + text[last:]
    return text


def odd_decisions(count, seed):
    """The texts, of so many, that raise what is no KitError or take too long."""
    rng = random.Random(seed)
    for _ in range(count):
        text = mutated(rng.choice(DECISIONS), rng)
        began = time.monotonic()
        try:
            sl.explain(text).explain()
        except sl.KitError:
            pass
        except Exception as error:
            yield text, error
        if time.monotonic() - began > 10:
            yield text, TimeoutError()


def test_odd_decisions_raise_nothing_but_a_kit_error():
    assert list(odd_decisions(300, 1)) == []
