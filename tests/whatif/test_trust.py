"""distrust() and trust_only(): which facts stand when some sources do not count."""

import pytest
from believed import CHAINS, SPEAKERS, believed, sources, standing, told
from changed import DAY
from hypothesis import given
from hypothesis import strategies as st

import sanctionslab as sl
from sanctionslab import UNKNOWN, Case, KitError, case, cases, classify
from sanctionslab.cases import Evidence
from sanctionslab.vocabulary import allows, spans_of


@given(told, st.data())
def test_a_fact_stands_while_one_chain_has_no_distrusted_link(one, data):
    doubted = data.draw(
        st.lists(st.sampled_from(sl.sources_of(one) or SPEAKERS), max_size=4, unique=True) | sources
    )
    after = sl.distrust(one, *doubted)
    left = believed(one, lambda chain: not set(chain) & set(doubted))
    assert standing(after, one) == left
    assert all(after.given[name] == one.given[name] for name in left)
    for name in left & one.evidence.keys():
        rows = one.evidence[name].rows
        kept = [row for row in rows if any(not set(c) & set(doubted) for c in CHAINS[row])]
        assert list(after.evidence[name].rows) == kept
    for name in standing(one) - left:
        if name != "on":
            assert name not in after.given and after.value(name) == Case(**dict(after.given)).value(
                name
            )


@given(told, st.data())
def test_trust_only_counts_the_first_speaker(one, data):
    trusted = data.draw(
        st.lists(st.sampled_from(sl.sources_of(one) or SPEAKERS), max_size=4, unique=True) | sources
    )
    assert standing(sl.trust_only(one, *trusted), one) == believed(
        one, lambda chain: chain[0] in trusted
    )


@given(told)
def test_to_distrust_nobody_changes_nothing_and_to_trust_nobody_leaves_what_is_defined(one):
    assert sl.distrust(one) == one and sl.distrust(one).evidence == one.evidence
    assert standing(sl.trust_only(one), one) == {
        name for name in standing(one) if name not in one.evidence or not one.evidence[name].rows
    }
    assert sl.distrust(one, *sl.sources_of(one)) == sl.trust_only(one)
    others = [key for key in SPEAKERS if key not in sl.sources_of(one)]
    assert sl.distrust(one, *others) == one


@given(told, sources, sources)
def test_more_distrust_leaves_fewer_facts_and_more_trust_leaves_more(one, some, more):
    both = standing(sl.distrust(one, *some, *more), one)
    assert both <= standing(sl.distrust(one, *some), one) & standing(sl.distrust(one, *more), one)
    either = standing(sl.trust_only(one, *some), one) | standing(sl.trust_only(one, *more), one)
    assert standing(sl.trust_only(one, *some, *more), one) == either


@given(told)
def test_sources_of_a_case_are_the_links_behind_its_facts(one):
    assert sl.sources_of(one) == tuple(
        sorted(
            {
                link
                for known in one.evidence.values()
                for row in (*known.rows, *known.since_rows)
                for chain in CHAINS[row]
                for link in chain
            }
        )
    )


@pytest.mark.parametrize("function", [sl.distrust, sl.trust_only], ids=lambda f: f.__name__)
def test_a_source_that_is_none_is_refused(function):
    with pytest.raises(KitError, match='Did you mean "kremlin"') as error:
        function(case("aurus-2024-02"), "kcna", "kremln")
    assert error.value.value == "kremln" and "kremlin" in error.value.allowed
    with pytest.raises(KitError, match="is no source"):
        function(case("aurus-2024-02"), ["kremlin"])
    with pytest.raises(KitError, match="needs a Case"):
        function("aurus-2024-02", "kremlin")


def test_without_the_kremlin_the_make_falls_and_the_verdict_stands():
    doubted = sl.distrust(case("aurus-2024-02"), "kremlin")
    assert doubted.value("item") is UNKNOWN and doubted.value("hs") == "8703"
    assert [g.id for g in classify(doubted).grounds] == ["2397:7"]
    gift = case("aurus-2024-02")
    assert standing(sl.trust_only(gift, "kcna", "rodong")) == standing(gift) - {"item"}


def test_the_date_of_a_report_bounds_what_it_reports():
    gift = case("aurus-2024-02")
    moscow = sl.trust_only(gift, "kremlin")
    assert moscow.value("on") == sl.Case(on="2018-05-07/2024-02-20").value("on")
    assert [g.id for g in classify(moscow).grounds] == ["2094:23", "2397:7"]
    # Nobody tells of the act: nothing bounds the day from above.
    assert sl.trust_only(gift).value("on") is UNKNOWN
    # The make falls with the Kremlin, and with it the day of the first Aurus.
    assert sl.distrust(gift, "kcna", "rodong", "kremlin").value("on") is UNKNOWN
    told = Case(
        on="2024-05-03",
        conduct="transfer",
        evidence={
            "on": Evidence(("KH-10",), "2024-05-04"),
            "conduct": Evidence(("KH-03",), "2024-05-04 evening"),
        },
    )
    assert sl.distrust(told, "rodong", "kcna").value("on") == Case(on="/2024-05-04").value("on")
    assert told.as_known("2024-05-03").value("on") is UNKNOWN


def days_of(on):
    """The days of a date that is known, one by one."""
    for span in spans_of(on):
        yield from (
            span.first + number * DAY for number in range((span.last - span.first).days + 1)
        )


@pytest.mark.parametrize("key", list(cases()))
def test_no_act_was_public_before_it_had_happened(key):
    on, bounds = case(key).value("on"), case(key).without("on").value("on")
    assert on is UNKNOWN or any(allows(bounds, day) for day in days_of(on))


def test_the_rows_of_those_who_are_silenced_carry_nothing_any_more():
    moscow = sl.trust_only(case("aurus-2024-02"), "kremlin")
    assert "KH-10" not in {row for one in moscow.evidence.values() for row in one.rows}
    assert moscow.evidence["conduct"].rows
