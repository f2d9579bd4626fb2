"""compare(): what differs, told both ways; and nothing is changed by asking."""

import pytest
from changed import GIFT, few, laws, some_cases
from hypothesis import given
from hypothesis import strategies as st

import sanctionslab as sl
from sanctionslab import UNKNOWN, Case, KitError, cases, classify, law


@given(some_cases(), some_cases(), laws, laws)
def test_a_comparison_is_symmetric_and_complete(one, other, law_one, law_other):
    a, b = classify(one, law_one), classify(other, law_other)
    there, back = sl.compare(a, b), sl.compare(b, a)
    assert there.facts == {
        name: (one.value(name), other.value(name))
        for name in sl.facts()
        if one.value(name) != other.value(name)
    }
    assert back.facts == {name: (after, before) for name, (before, after) in there.facts.items()}
    assert (set(there.law["without"]), set(there.law["with"]), set(there.law["changed"])) == (
        set(back.law["with"]),
        set(back.law["without"]),
        set(back.law["changed"]),
    )
    assert (there.law == {"without": (), "with": (), "changed": ()}) == (law_one == law_other)
    assert (
        set(there.grounds["lost"]),
        set(there.grounds["gained"]),
        set(there.grounds["kept"]),
    ) == (set(back.grounds["gained"]), set(back.grounds["lost"]), set(back.grounds["kept"]))
    assert {*there.grounds["lost"], *there.grounds["kept"]} == {g.id for g in a.grounds}
    assert {*there.grounds["gained"], *there.grounds["kept"]} == {g.id for g in b.grounds}
    first = (
        f"holds: {b.verdict}."
        if a.verdict is b.verdict
        else f"moves from {a.verdict} to {b.verdict}."
    )
    assert there.lines[0] == f"The verdict {first}" and all(
        line.endswith(".") for line in there.lines
    )
    assert repr(there) == "\n".join(there.lines) and there._repr_html_().count("<li>") == len(
        there.lines
    )
    assert len([line for line in there.lines if " -> " in line]) == len(there.facts)


@given(some_cases(), laws)
def test_nothing_differs_from_itself(one, some_law):
    same = sl.compare(classify(one, some_law), classify(one, some_law))
    assert (
        not same.facts
        and not any(same.law.values())
        and not same.grounds["lost"]
        and not same.grounds["gained"]
    )
    assert sl.compare(one, one).lines[0] == f"The verdict holds: {classify(one).verdict}."


def test_a_comparison_tells_what_changed_in_the_law():
    whole = classify(GIFT)
    for some_law, line in (
        (law().without(2397), "Resolution 2397 is left out."),
        (law().without("2397:7"), "Paragraph 2397:7 is left out."),
        (law().changed("2397:7", title="another"), "Paragraph 2397:7 is changed."),
    ):
        assert line in sl.compare(whole, classify(GIFT, some_law)).lines
    assert (
        "Resolution 2397 is added." in sl.compare(classify(GIFT, law().without(2397)), whole).lines
    )
    assert (
        "Lifted by: 2321:46, 2371:26, 2375:26, 2397:25."
        in sl.compare(GIFT, GIFT.but(committee_approval=True)).lines
    )
    assert (
        "Now it hinges on: Committee approved."
        in sl.compare(GIFT, GIFT.but(committee_approval=UNKNOWN)).lines
    )
    for wrong in ("aurus-2024-02", sl.flips(GIFT)[0]):
        with pytest.raises(KitError, match="needs a Case"):
            sl.compare(GIFT, wrong)


@pytest.mark.parametrize("left_out", ["2397", "2397:7"])
def test_of_the_law_only_what_is_left_out_is_told(left_out):
    less = classify(GIFT, law().without(left_out))
    there, back = sl.compare(classify(GIFT), less), sl.compare(less, classify(GIFT))
    assert there.law == {"without": (left_out,), "with": (), "changed": ()}
    assert back.law == {"without": (), "with": (left_out,), "changed": ()}


def test_a_comparison_tells_which_grounds_are_lost_gained_and_kept():
    car, engine = classify(GIFT), classify(GIFT.but(item="rocket_engine"))
    away, back = sl.compare(car, engine), sl.compare(engine, car)
    assert away.grounds == {"lost": ("2094:23",), "gained": (), "kept": ("2397:7",)}
    assert back.grounds == {"lost": (), "gained": ("2094:23",), "kept": ("2397:7",)}
    assert "No longer a ground: 2094:23." in away.lines and "New ground: 2094:23." in back.lines
    assert away.lines[-1] == back.lines[-1] == "Still a ground: 2397:7."


# Nothing is changed by asking.

ASKED = {
    "flips": lambda one, some_law: sl.flips(one, some_law),
    "deciders": lambda one, some_law: sl.deciders(one, some_law, size=2),
    "over_time": lambda one, some_law: sl.over_time(one, some_law),
    "robust": lambda one, some_law: sl.robust(one, some_law),
    "distrust": lambda one, some_law: sl.distrust(one, *sl.sources_of(one)[:2]),
    "sources_of": lambda one, some_law: sl.sources_of(one),
    "compare": lambda one, some_law: sl.compare(classify(one), classify(one, some_law)).lines,
}


@pytest.mark.slow
@few
@given(st.sampled_from(list(cases().values())) | some_cases(), laws, st.sampled_from(list(ASKED)))
def test_asking_twice_gives_the_same_and_changes_no_argument(one, some_law, name):
    facts, evidence, measures = dict(one.given), dict(one.evidence), some_law.measures
    first = ASKED[name](one, some_law)
    assert (dict(one.given), dict(one.evidence), some_law.measures) == (facts, evidence, measures)
    fresh = Case(key=one.key, title=one.title, note=one.note, evidence=evidence, **facts)
    assert ASKED[name](fresh, type(some_law)(some_law.resolutions, some_law.removed)) == first


@pytest.mark.parametrize("name", [name for name in ASKED if name not in ("distrust", "sources_of")])
def test_what_is_no_case_or_no_law_is_refused(name):
    with pytest.raises(KitError, match="needs a Case"):
        ASKED[name]("aurus-2024-02", law())
    with pytest.raises(KitError, match="needs a Law"):
        ASKED[name](GIFT, 2397)
