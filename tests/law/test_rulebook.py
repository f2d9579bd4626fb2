"""The rulebook: sets of clauses, and an end that is told sooner than it is worked out."""

from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import cut_laws, gappy_cases, hazy_cases

from sanctionslab import Case, case, law
from sanctionslab.law.questions import Answer

RULEBOOK = law().rulebook
some_clauses = st.sets(st.sampled_from(RULEBOOK.numbered))


def as_set(clauses):
    return set(RULEBOOK.members(clauses))


def as_number(clauses):
    return sum(clause.alone for clause in clauses)


@given(some_clauses, some_clauses)
def test_numbers_do_what_sets_do(some, others):
    one, other = as_number(some), as_number(others)
    assert as_set(one) == some
    assert as_set(one & other) == some & others
    assert as_set(one | other) == some | others
    assert as_set(one & ~other) == some - others
    assert bool(one) == bool(some)
    bans = list(RULEBOOK.bans_with(one))
    met = {one.ban for one in some if one.ban}
    assert bans == [ban for ban in RULEBOOK.bans if ban in met]


def test_a_way_out_lifts_the_bans_that_it_is_a_way_out_of():
    for clause in RULEBOOK.numbered:
        bans = [ban for ban in RULEBOOK.bans if clause.alone & ban.ways_out]
        assert clause.lifts == as_number(
            one for ban in bans for one in RULEBOOK.members(ban.clauses)
        )
        assert bool(bans) == (clause.ban is None)


@settings(max_examples=200)
@given(gappy_cases() | hazy_cases(), cut_laws)
def test_a_case_is_settled_as_it_ends(given_facts, names):
    given, rulebook = Case(**given_facts).given, law().without(*names).rulebook
    end = rulebook.end_of(given)
    assert rulebook.settled_of(given) is (end if isinstance(end, bool) else None)


@given(gappy_cases(), cut_laws)
def test_a_resolution_left_out_is_as_the_law_without_it(given_facts, names):
    given = Case(**given_facts).given
    resolutions = frozenset(str(name) for name in names if isinstance(name, int))
    shorter = law().without(*resolutions).rulebook
    assert RULEBOOK.settled_of(given, resolutions) is shorter.settled_of(given)


def test_what_the_engine_is_made_of_shows_what_it_is():
    [ban] = [ban for ban in RULEBOOK.bans if ban.measure.id == "2397:8"]
    assert repr(ban) == "<Ban 2397:8>"
    clause = RULEBOOK.members(ban.clauses)[0]
    assert repr(clause).startswith("<Clause of 2397:8: ") and "conduct: " in repr(clause)
    answers = tuple(Answer(value, RULEBOOK.clauses) for value in ("yes", "no"))
    question = RULEBOOK.question("national_luxury", answers)
    assert repr(question) == "<Question national_luxury: 2 answers>"
    horses = RULEBOOK.end_of(case("horses-2022-11").given)
    assert repr(horses) == "<Split on national_luxury>"


def test_of_an_act_the_law_asks_what_belongs_to_it():
    of_work, of_goods = (RULEBOOK.asked_where("conduct", act) for act in ("work", "transfer"))
    assert {"earning_income", "remote_work", "host_national", "committee_approval"} <= of_work
    assert {"hs", "item", "committee_approval"} <= of_goods
    assert not {"hs", "item"} & of_work and not {"earning_income", "remote_work"} & of_goods


def test_a_measure_shows_itself_as_a_section_of_a_page():
    html = law().measure("2397:7")._repr_html_()
    assert html.startswith('<section class="sanctionslab-measure"') and "2397:7 Machinery" in html
