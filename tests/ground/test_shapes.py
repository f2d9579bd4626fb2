"""The shape of an entry: what is wrong with it first, and where."""

from datetime import date, datetime

import pytest

from sanctionslab import Truth
from sanctionslab.shapes import DAY, TEXT, TEXTS, Key, first_fault

KEYS = {
    "id": Key(TEXT, needed=True),
    "force": Key(TEXT, allowed=("binding", "hortatory")),
    "source": Key(TEXTS),
    "from": Key(DAY),
    "note": Key(),
}


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "2397:7"},
        {"id": "2397:7", "force": "binding", "source": ["un"], "from": date(2017, 12, 22)},
        {"id": "2397:7", "source": ("un",), "note": None},
    ],
)
def test_an_entry_without_fault(entry):
    assert first_fault(entry, KEYS) is None


@pytest.mark.parametrize(
    ("entry", "kind", "key", "value"),
    [
        (["2397:7"], "entry", "entry", ["2397:7"]),
        (None, "entry", "entry", None),
        ({"id": "2397:7", "di": 1}, "key", "di", 1),
        ({"id": 2397}, "type", "id", 2397),
        ({"id": Truth.YES}, "type", "id", Truth.YES),  # a text to Python alone
        ({"id": "2397:7", "source": [1]}, "type", "source", [1]),
        ({"id": "2397:7", "source": "un"}, "type", "source", "un"),
        ({"id": "2397:7", "from": "2017-12-22"}, "type", "from", "2017-12-22"),
        ({"id": "2397:7", "from": datetime(2017, 12, 22)}, "type", "from", datetime(2017, 12, 22)),
        ({}, "missing", "id", None),
        ({"id": ""}, "missing", "id", ""),
        ({"id": "2397:7", "force": "weak"}, "value", "force", "weak"),
    ],
)
def test_the_fault_of_an_entry(entry, kind, key, value):
    fault = first_fault(entry, KEYS)
    assert (fault.kind, fault.key, fault.value) == (kind, key, value)


def test_a_fault_says_what_could_stand_there():
    assert first_fault({"di": 1}, KEYS).allowed == tuple(KEYS)
    assert first_fault({"id": "1", "force": "weak"}, KEYS).allowed == ("binding", "hortatory")


def test_of_a_key_that_may_hold_anything_only_none_is_no_answer():
    answer = {"answer": Key(needed=True)}
    assert first_fault({"answer": None}, answer).kind == "missing"
    assert [first_fault({"answer": value}, answer) for value in (0, "", [], False)] == [None] * 4


def test_a_strange_key_comes_before_a_missing_one():
    assert first_fault({"di": "2397:7"}, KEYS).kind == "key"
