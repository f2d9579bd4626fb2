"""Scenarios: what is changed, what of it can be taken back, and what is told of it."""

import pytest

from sanctionslab import Case, KitError, case, law, trust_only
from sanctionslab.cases import Claim, Evidence
from sanctionslab.whatif import Scenario, as_toml, from_toml, headline, load, save, telling

GIFT = Scenario(
    "aurus-2024-06", {"item": "bus", "conduct": "display"}, without=[2397, 2094], distrust=["tass"]
)


def told(parts):
    return {part.heading: [line.text for line in part.lines] for part in parts}


@pytest.mark.parametrize(("conduct", "more"), [("finance", ""), ("repair", ", and 1 more")])
def test_a_headline_names_six_questions_and_counts_the_rest(conduct, more):
    _, reason, _ = headline(Scenario(Case(on="2018-06-01", conduct=conduct)))
    _, _, named = reason.partition("It hinges on: ")
    assert named.count(";") == 5 and named.endswith(f"{more}.") and ("more" in named) == bool(more)


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("aurus-2024-06", "By 2094:23 Luxury goods named in annex IV of 2094; 2397:7 Machinery"),
        (
            Case(on="2018-06-01", conduct="transfer", hs="8418"),
            "By one of these, whatever the open answers: 2397:6",
        ),
        (
            Case(on="2024-05-01", direction="to_dprk", conduct="transfer", item="passenger_car"),
            "By 2397:7 Machinery, vehicles and metals to the DPRK.",
        ),
    ],
)
def test_a_headline_names_what_prohibits(start, reason):
    assert headline(Scenario(start))[1].startswith(reason)


def test_a_headline_names_what_lifts_a_ban():
    approved, shown = (
        headline(Scenario("aurus-2024-06", facts))[1]
        for facts in ({"committee_approval": "yes"}, {"conduct": "display"})
    )
    assert approved.startswith("By no UN measure in this data.")
    assert approved.endswith(" Lifted by 2321:46, 2371:26, 2375:26, 2397:25.")
    assert shown.startswith("By no UN measure in this data.") and "Lifted" not in shown


def test_what_is_open_is_told_before_what_is_assumed():
    car, horses = (
        told(telling.open_questions(Scenario(key))) for key in ("aurus-2024-06", "horses-2022-11")
    )
    assumed = "Assumed, because nobody has said otherwise"
    assert car == {assumed: ["Committee approved: no", "For a foreign mission in the DPRK: no"]}
    assert list(horses) == ["Open questions", "One answer that can settle it", assumed]
    tea_set = told(telling.open_questions(Scenario("tea-set-2024-06")))
    assert len(tea_set["Open questions"]) == len(tea_set["One answer that can settle it"]) == 2
    approved = Scenario("horses-2022-11", {"committee_approval": "yes"})
    assert "Open questions" not in told(telling.open_questions(approved))


def test_each_change_can_be_taken_back_alone():
    ids = [id_ for id_, _ in GIFT.changes]
    assert ids == ["fact item", "fact conduct", "law 2397", "law 2094", "source tass"]
    for id_ in ids:
        assert [other for other, _ in GIFT.undo(id_).changes] == [one for one in ids if one != id_]
    only = Scenario("aurus-2024-06", trust_only=["kremlin"])
    assert not only.undo("only").changes
    with pytest.raises(KitError, match=r"no change of this scenario. Its changes: fact item, fact"):
        GIFT.undo("law 1718")


def test_one_key_is_as_good_as_a_list_of_one():
    one = Scenario("aurus-2024-06", without=2397, distrust="kremlin")
    assert one == Scenario("aurus-2024-06", without=["2397"], distrust=["kremlin"])
    assert (one.without, one.distrust) == (("2397",), ("kremlin",))


def test_the_text_of_a_scenario_has_a_longest():
    text = 'case = "aurus-2024-06"\n#'
    assert from_toml(text.ljust(200_000, "x")) == Scenario("aurus-2024-06")
    for other in ("", text.ljust(200_001, "x")):
        with pytest.raises(KitError, match="a text of at most 200,000 letters"):
            from_toml(other)


CLAIM = Claim("c1", "The mayor spoke of a bus.", (("mayor", "gazette"), ("mayor",)))
OWN = Case(
    title="A bus for the town",
    on="2024-02-18",
    direction="to_dprk",
    conduct="transfer",
    item="bus",
    evidence={
        "item": Evidence((CLAIM, "KH-25"), "2024-03-01 morning", "seen from afar"),
        "on": Evidence(("KH-25",), since="2018-05-07", since_rows=(CLAIM,)),
        "conduct": Evidence((), note="a definition"),
    },
)


@pytest.mark.parametrize("start", [OWN, Case(on="2024-02-18"), "aurus-2024-02"])
def test_a_file_and_a_line_of_code_keep_all_of_a_case(start):
    scenario = Scenario(start, {"personal_use": "yes"}, without=[2094, "2397:6"])
    again = from_toml(as_toml(scenario))
    named = {}
    exec(scenario.code, named)
    for original in (again.original, named["original"]):
        assert original == scenario.original and original.title == scenario.original.title
        assert dict(original.evidence) == dict(scenario.original.evidence)
        rows = [row for one in original.evidence.values() for row in (*one.rows, *one.since_rows)]
        for claim in (row for row in rows if isinstance(row, Claim)):
            assert (claim.says, claim.chains) == (CLAIM.says, CLAIM.chains)
    assert again == scenario and named["finding"] == scenario.finding


def test_each_switch_is_told_alone_and_all_of_them_together():
    two = Scenario("aurus-2024-06", {"on": "2015-01-01"}, without=[2397, 2094])
    switched, moved = telling.switches(two)
    assert [line.text for line in switched.lines] == [
        "Without 2397 alone",
        "Without 2094 alone",
        "Without all of these",
    ]
    assert "Date: 19 June 2024 -> 1 January 2015." in [line.text for line in moved.lines]
    [switched] = telling.switches(two.but(facts={}, without=[2397]))
    assert [line.text for line in switched.lines] == ["Without 2397 alone"]
    beside = [line.text for line in switched.lines[0].under]
    assert {"Resolution 2397 is left out.", "Still a ground: 2094:23."} <= set(beside)
    assert telling.switches(Scenario("aurus-2024-06")) == []


def test_a_changed_case_starts_from_the_one_that_has_its_name():
    named = case("aurus-2024-02")
    assert (Scenario(named).original, dict(Scenario(named).facts)) == (named, {})
    moved = Scenario(named.but(conduct="use"))
    assert (moved.original, dict(moved.facts)) == (named, {"conduct": "use"})


def test_only_those_are_believed_whose_word_counts():
    believed = Scenario("aurus-2024-02", trust_only=["kcna"]).believed
    assert believed == trust_only(case("aurus-2024-02"), "kcna") != case("aurus-2024-02")


def test_a_headline_ends_with_what_is_changed_or_says_that_nothing_is():
    named, own = Scenario("aurus-2024-06"), Scenario(Case(on="2024-05-01", item="bus"))
    assert headline(named)[2] == "Nothing is changed: The second Aurus, June 2024."
    assert headline(own)[2] == "Nothing is changed: this is the original."
    assert telling.compared(named) == telling.compared(own) == []


@pytest.mark.parametrize(
    ("size", "heading", "nothing"),
    [
        (1, "Smallest changes that flip the verdict", "No single change flips it."),
        (2, "Pairs of changes that flip the verdict", "No pair of changes flips it."),
    ],
)
def test_where_nothing_is_barred_no_change_flips_the_verdict(size, heading, nothing):
    lawless = Scenario("aurus-2024-06", without=[one.key for one in law().resolutions])
    assert told(telling.smallest_changes(lawless, size)) == {heading: [nothing]}


def test_what_goes_back_to_its_presumption_is_a_change_and_a_code_goes_with_its_thing():
    back = Scenario("aurus-2024-02", {"personal_use": "not given", "hs": None})
    assert back.changes == [
        ("fact personal_use", "For personal use: not given"),
        ("fact hs", "HS code: not given"),
    ]
    bus = back.but(facts={"item": "bus", "personal_use": None})
    assert [id_ for id_, _ in bus.changes] == ["fact item", "fact personal_use"]
    assert bus.facts["hs"] is None  # 8703 is no code of a bus


@pytest.mark.parametrize(
    ("trust", "keys"),
    [("distrust", ["kremlin", "tass"]), ("trust_only", ["kcna"])],
)
def test_code_says_whom_one_believes(trust, keys):
    scenario = Scenario("aurus-2024-02", **{trust: keys})
    listed, named = ", ".join(f'"{key}"' for key in keys), {}
    assert f"case = sl.{trust}(original, {listed})" in scenario.code
    assert scenario.code.endswith(f"{trust}=[{listed}])")
    exec(scenario.code, named)
    assert named["finding"] == scenario.finding


def test_a_file_that_cannot_be_loaded_says_why_and_what_there_is(tmp_path):
    with pytest.raises(KitError, match=r"There is no file bus\.toml\. Save a scenario first\.$"):
        load(tmp_path / "bus.toml")
    save(tmp_path / "bus.toml", GIFT)
    for name, help_ in (
        ("buss.toml", r'Did you mean "bus\.toml"\?$'),
        ("my_second_try.toml", r"Here are: bus\.toml\.$"),
    ):
        with pytest.raises(KitError, match=rf"There is no file {name}\. {help_}"):
            load(tmp_path / name)
    (tmp_path / "half.toml").write_text("case = ", encoding="utf-8")
    with pytest.raises(KitError, match=r"^half\.toml cannot be read as a scenario: "):
        load(tmp_path / "half.toml")
