"""What is presumed is told in one place and reckoned with in another: the two agree."""

import pytest

import sanctionslab as sl


@pytest.mark.parametrize("key", list(sl.cases()))
def test_stating_what_is_presumed_moves_no_verdict(key):
    """`Case.origin` tells of it, `law/parts.py` judges by it."""
    case = sl.case(key)
    presumed = {
        name: case.value(name)
        for name in sl.facts()
        if name != "hs" and case.origin(name)[1] in ("presumed", "item")
    }
    before = sl.classify(case)
    assert presumed or len(case.given) > 10
    for name, value in presumed.items():
        stated = sl.classify(case.but(**{name: value}))
        assert stated.verdict is before.verdict, name
        assert [one.id for one in stated.grounds] == [one.id for one in before.grounds], name
