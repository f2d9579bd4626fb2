"""The panels by their traits.

Whatever a control is moved to, the panel shows what the functions say of it.
"""

import functools
import html
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import sanctionslab as sl
from sanctionslab.cases import own_case
from sanctionslab.errors import KitError
from sanctionslab.vocabulary import NO_GOODS, OTHER, facts, items
from sanctionslab.whatif import Scenario, headline, load, plain, save, telling

OWN = Path(__file__).resolve().parents[2] / "notebooks" / "07_example_case.toml"
KINDS = ("facts_panel", "law_panel", "sources_panel", "lab")
RESOLUTIONS = [r.key for r in sl.law().resolutions if r.kind in ("sanctions", "humanitarian")]


def controls_in(blocks):
    """The names of all controls that blocks lay out, in order."""
    for block in blocks:
        yield from block.get("controls", ())
        yield from controls_in(block.get("blocks", ()))


def laid_out(panel):
    """The names of the controls behind each tab of a panel, by title."""
    return {tab["title"]: [*controls_in(tab["blocks"])] for tab in panel.form["tabs"]}


@functools.cache
def standing():
    return sl.panels.lab()


def run(code):
    names = {}
    exec(code.replace("print(", "(lambda said: said)("), names)
    return names


# One panel after another


@pytest.mark.parametrize("kind", KINDS)
def test_each_panel_begins_with_the_case_as_it_is(kind):
    panel = getattr(sl.panels, kind)("aurus-2024-02")
    assert panel.finding == sl.classify(sl.case("aurus-2024-02"))
    assert panel.case == sl.case("aurus-2024-02") and panel.law == sl.law()
    assert panel.text.splitlines()[1:4] == headline(Scenario("aurus-2024-02"))
    assert panel.state["verdict"]["lines"] == headline(Scenario("aurus-2024-02"))
    assert panel.state["verdict"]["before"] is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_panel_is_opened_in_any_state_by_code(kind):
    panel = getattr(sl.panels, kind)(
        "aurus-2024-02", {"conduct": "display"}, without=[2397], distrust=["kremlin"]
    )
    expected = sl.classify(
        sl.distrust(sl.case("aurus-2024-02"), "kremlin").but(conduct="display"),
        sl.law().without(2397),
    )
    assert panel.finding == expected
    assert getattr(sl.panels, kind)(panel.scenario).text == panel.text


def test_every_fact_has_a_control_and_can_be_unknown_or_not_given():
    panel = sl.panels.lab()
    original = panel.scenario.original
    for name in facts():
        panel.control(name).value = "unknown"
        assert panel.case == original.but(**{name: sl.UNKNOWN}), name
        panel.control("reset").click()
        if name != "on":
            panel.control(name).value = "not given"
            assert panel.case == original.but(**{name: None}), name
            panel.control("reset").click()
    assert panel.scenario == Scenario("aurus-2024-02")


@pytest.mark.parametrize("name", [n for n, f in facts().items() if f.type in ("choice", "yes/no")])
def test_every_value_of_a_choice_gives_the_finding_of_the_function(name):
    panel = sl.panels.facts_panel("aurus-2024-06")
    for value, _, _ in panel.control(name).options:
        panel.control(name).value = value
        expected = sl.case("aurus-2024-06").but(**{name: None if value == "not given" else value})
        assert panel.finding == sl.classify(expected)
        assert panel.state["verdict"]["lines"][0] == sl.classify(expected).verdict.upper()


def test_every_thing_can_be_chosen_whatever_the_code_was():
    panel = sl.panels.facts_panel("aurus-2024-02")
    for key in [*(key for key in items() if key != "nothing"), OTHER]:
        panel.control("item").value = key
        assert panel.case.value("item") == key and (panel.case.value("hs") == "8703") == (
            key == OTHER or items()[key].fits("8703")
        )
    before = panel.case
    panel.control("item").value = "nothing"  # a transfer of nothing is refused in words
    assert panel.case == before and "done to a thing" in str(panel.state)
    panel.control("item").value = "bus"
    assert "HS code 8702" not in panel.state["message"]["words"]
    panel.control("item").value = "luxury_automobile"
    assert panel.scenario == Scenario("aurus-2024-02")


def test_numbers_dates_and_codes_are_typed():
    panel = sl.panels.facts_panel("tea-set-2024-06")
    panel.control("unit_value_usd").value = " 1,500 "
    assert panel.case.value("unit_value_usd") == 1500
    panel.control("on").value = "2014-02-18"
    panel.control("item").value = "not given"
    panel.control("hs").value = "87.03"
    assert str(panel.case.value("on")) == "2014-02-18" and panel.case.value("hs") == "8703"
    assert panel.control("hs").value == "8703" and panel.control("unit_value_usd").value == "1500"
    panel.control("hs").value = ""
    assert "hs" not in panel.case.given


def test_a_beginner_meets_five_facts_and_the_open_questions():
    panel = sl.panels.facts_panel("aurus-2024-02")
    five = ["on", "direction", "conduct", "item", "committee_approval"]

    def open_at_once():
        blocks = panel.form["tabs"][0]["blocks"]
        return [*controls_in(block for block in blocks if block["kind"] != "fold")]

    assert open_at_once() == five
    panel.control("item").value = "aircraft_part"
    assert "civil_aircraft_part" in open_at_once()
    panel.control("civil_aircraft_part").value = "yes"
    assert "civil_aircraft_part" in open_at_once(), (
        "an answered question does not vanish from under the focus"
    )


@pytest.mark.parametrize("key", sl.cases())
def test_every_fact_lies_in_the_panel_once_and_no_group_is_empty(key):
    panel = sl.panels.facts_panel(key)
    assert sorted(laid_out(panel)["Facts"]) == sorted(facts())
    [more] = [b for b in panel.form["tabs"][0]["blocks"] if b.get("title") == "More facts"]
    assert all([*controls_in(group["blocks"])] for group in more["blocks"])
    assert {group["title"].lower() for group in more["blocks"]} <= {
        described.group for described in facts().values()
    }


def test_a_fact_that_is_not_given_says_what_it_is_taken_as():
    notes = sl.panels.facts_panel("aurus-2024-02").state["notes"]
    assert notes["committee_approval"] == "Not given. Presumed: no."
    assert notes["public_transport"] == "Not given. As the thing has it: no."
    assert notes["unit_value_usd"] == "Not given, so unknown."
    assert notes["contract_date"] == "Not given. The date of the event: 18 February 2024."
    assert notes["on"] == "18 February 2024" and "item" not in notes


def test_what_is_changed_is_marked_at_its_control_with_what_it_was():
    panel = sl.panels.lab("aurus-2024-02", {"conduct": "display"}, without=[2397])
    panel.control("kremlin").value = False
    assert panel.state["changed"] == {
        "conduct": "before: goods were passed on (supplied, sold, given, lent)",
        "item": "before: luxury car (for example an Aurus Senat)",
        "2397": "switched off",
        "kremlin": "not believed",
    }
    assert panel.state["verdict"]["before"]["word"] == "prohibited"
    panel.control("reset").click()
    assert panel.state["changed"] == {} and panel.state["verdict"]["before"] is None


def test_the_switches_that_carry_the_verdict_are_marked_and_stand_first():
    panel = sl.panels.law_panel("aurus-2024-02")
    carries, might = "carries the verdict", "might bar it"
    assert panel.state["marks"] == {"1718": might, "2094": carries, "2397": carries}
    assert laid_out(panel)["Law"][:3] == ["1718", "2094", "2397"]
    panel.control(2397).value = False
    assert panel.state["marks"]["2094"] == carries and "2397" not in panel.state["marks"]
    assert laid_out(panel)["Law"][:3] == ["1718", "2094", "2397"], "none leaves from under the hand"
    lifted = sl.panels.law_panel("aurus-2024-02", {"committee_approval": "yes"})
    assert lifted.state["marks"]["2397"] == "lifts a ban"


def test_every_resolution_can_be_switched_off_and_on():
    panel = sl.panels.law_panel("aurus-2024-02")
    for key in RESOLUTIONS:
        resolution = sl.law().resolution(key)
        assert panel.control(key).label.startswith(f"{key} ({resolution.adopted.year}): ")
        panel.control(key).value = False
        assert panel.finding == sl.classify(panel.case, sl.law().without(key))
        assert f"Without {key} alone" in panel.text and resolution.gist in panel.control(key).label
        panel.control(key).value = True
    assert panel.scenario == Scenario("aurus-2024-02")


def test_the_date_moves_to_the_days_on_which_the_law_changed():
    panel = sl.panels.law_panel("aurus-2024-02")
    for day, _, _ in panel.control("moment").options[1:]:
        panel.control("moment").value = day
        assert (
            panel.finding == sl.classify(sl.case("aurus-2024-02").but(on=day))
            and panel.control("on").value == day
        )
        assert "What moving the date does" in panel.text
    panel.control("on").value = "2014-02-18"
    assert panel.control("moment").value == ""


def test_a_paragraph_left_out_by_code_gets_a_box_of_its_own():
    panel = sl.panels.law_panel("aurus-2024-02", without=["2397:7", 2680])
    assert not panel.control("2397:7").value and not panel.control(2680).value
    panel.control("2397:7").value = True
    assert panel.scenario.without == ("2680",)


def test_every_source_can_be_doubted_and_believed_again():
    gift = sl.case("aurus-2024-02")
    panel = sl.panels.sources_panel(gift)
    for key in sl.sources_of(gift):
        panel.control(key).value = False
        assert panel.finding == sl.classify(sl.distrust(gift, key))
        panel.control(key).value = True
    panel.control("kremlin").value = panel.control("kcna").value = False
    assert panel.case == sl.distrust(gift, "kremlin", "kcna") and "What falls" in panel.text
    panel.control("only").value = "kcna rodong"
    assert panel.case == sl.trust_only(gift, "kcna", "rodong")
    assert panel.control("kremlin").disabled
    panel.control("only").value = ""
    assert panel.scenario == Scenario(gift) and not panel.control("kremlin").disabled


def test_the_lab_goes_through_every_case():
    panel = sl.panels.lab()
    for key in sl.cases():
        panel.control("case").value = key
        assert panel.scenario == Scenario(key)
        assert set(sl.sources_of(sl.case(key))) <= set(panel.controls)
        assert panel.text == sl.panels.lab(key).text


def test_a_case_of_ones_own_has_its_place_in_the_lab():
    tractor = own_case(OWN)
    panel = sl.panels.lab(tractor, distrust=sl.sources_of(tractor)[:1])
    assert (
        panel.control("case").options[0] == ("", tractor.title, "")
        and panel.control("case").value == ""
    )
    listed = panel.control("case").options[1:]
    assert {key for key, _, _ in listed} == set(sl.cases())
    assert [year for _, _, year in listed] == sorted((y for _, _, y in listed), reverse=True)
    panel.control("case").value = "horses-2022-11"
    panel.control("case").value = ""
    assert panel.scenario == Scenario(tractor)
    assert all(panel.control(key).value for key in sl.sources_of(tractor))
    assert "falls if one believes none of" in panel.text


def test_changes_are_taken_back_one_by_one_or_all_at_once():
    panel = sl.panels.lab(
        "aurus-2024-02", {"conduct": "display", "item": "bus"}, without=[2397], distrust=["kcna"]
    )
    for change, _ in panel.scenario.changes:
        alone = panel.scenario.undo(change)
        assert change not in dict(alone.changes)
    panel.control("take_back").click("fact item")
    assert panel.scenario == Scenario(
        "aurus-2024-02", {"conduct": "display"}, without=[2397], distrust=["kcna"]
    )
    for change, _ in panel.scenario.changes:
        panel.control("take_back").click(change)
    assert (
        panel.scenario == Scenario("aurus-2024-02")
        and "Nothing is changed now." in panel.state["message"]["words"]
    )
    panel.control("conduct").value = "use"
    panel.control("reset").click()
    assert (
        panel.scenario == Scenario("aurus-2024-02") and panel.control("conduct").value == "transfer"
    )


def test_every_control_has_a_name_and_lies_somewhere():
    panel = sl.panels.lab()
    laid = [name for names in laid_out(panel).values() for name in names]
    laid += [*controls_in(panel.form["head"]), *controls_in(panel.form["tools"])]
    assert set(laid) | {"take_back", "reset"} == set(panel.controls) == set(panel.kit)
    assert all(described["label"].strip() for described in panel.kit.values())


# What a panel says


def test_no_two_cases_read_the_same_so_that_each_change_of_case_is_announced():
    assert len({tuple(headline(Scenario(key))) for key in sl.cases()}) == len(sl.cases())


@pytest.mark.parametrize("key", sl.cases())
def test_the_code_gives_exactly_this_finding(key):
    panel = sl.panels.lab(key)
    for name, value in (
        ("committee_approval", "unknown"),
        ("on", "2016-05-01"),
        (2270, False),
        (1718, False),
    ):
        panel.control(name).value = value
    for source in sl.sources_of(sl.case(key))[:1]:
        panel.control(source).value = False
    names = run(panel.code)
    assert (
        names["finding"] == panel.finding and names["finding"].explain() == panel.finding.explain()
    )
    assert names["original"] == sl.case(key)
    opened = eval(panel.code.splitlines()[-1].removeprefix("# "), {"sl": sl})
    assert opened.scenario == panel.scenario and opened.text == panel.text


MOVES = st.one_of(
    st.sampled_from(
        [
            (n, v)
            for n, f in facts().items()
            for v in (
                {
                    "choice": [*f.values],
                    "yes/no": ["yes", "no"],
                    "item": [*items()][::7],
                    "number": ["99", "2001"],
                    "hs": ["8703", "84", "01"],
                    "date": ["2013-03-07", "2017-12-21", "soon"],
                }[f.type]
                + ["unknown", "not given"]
            )
        ]
    ),
    st.tuples(st.sampled_from(RESOLUTIONS), st.booleans()),
    st.tuples(st.sampled_from(sl.sources_of(sl.case("aurus-2024-02"))), st.booleans()),
    st.tuples(st.just("only"), st.sampled_from(["", "kcna rodong", "kremlin"])),
    st.tuples(st.just("take_back"), st.none()),
)


@settings(max_examples=60)
@given(st.lists(MOVES, max_size=8))
@example([("on", "soon"), ("1718", True)])  # the second moves nothing
@example([("on", "soon"), ("take_back", None)])  # there is nothing to take back
def test_after_any_moves_the_code_the_file_and_the_controls_agree(moves):
    panel = standing()
    panel.control("reset").click()
    moved = None
    for name, value in moves:
        if name == "take_back":
            panel.control("take_back").click()
            moved = name
        elif panel.control(name).value != value:
            panel.control(name).value = value
            moved = name
    names = run(panel.code)
    assert names["finding"] == panel.finding == sl.classify(panel.case, panel.law)
    assert panel.scenario == Scenario(
        "aurus-2024-02",
        dict(panel.scenario.facts),
        panel.scenario.without,
        panel.scenario.distrust,
        panel.scenario.trust_only,
    )
    refused = panel.state["message"]["kind"] == "alert"
    typed = moved if refused else None  # what was refused stays as it was typed
    for name in set(facts()) - {typed}:
        told = panel.case.given.get(name)
        assert panel.control(name).value in (
            {"", "not given"} if told is None else {str(plain(told))}
        )


def test_what_is_stored_says_the_verdict_and_how_to_come_back():
    panel = sl.panels.lab("horses-2022-11")
    kept = panel.stored()
    assert kept["text/plain"] == repr(panel) == f"What if? The lab\n{panel.text}"
    said = html.unescape(re.sub("<[^>]+>", " ", kept["text/html"]))
    assert "Run this cell" in said and "when you come back" in said and "<pre" not in said
    assert all(line in said for line in headline(panel.scenario))
    assert "object at 0x" not in kept["text/html"] + repr(panel)
    panel.control("national_luxury").value = "yes"
    assert panel.stored() != kept


def test_the_live_panel_leaves_no_words_where_it_cannot_live():
    bundle = sl.panels.lab()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/html"] == bundle["text/plain"] == ""


def test_pairs_are_looked_for_when_asked_and_forgotten_with_the_next_move():
    panel = sl.panels.facts_panel("aurus-2024-02")
    assert "Pairs of changes" not in panel.text
    panel.control("pairs").click()
    assert "without resolution 1718 and without resolution 2397 -> not prohibited" in panel.text
    panel.control("conduct").value = "display"
    assert "Pairs of changes" not in panel.text


def test_what_has_not_changed_is_not_computed_again():
    panel = sl.panels.lab("busts-2024-06")
    panel.control("conduct").value = "display"
    before = telling.kept_search.cache_info().misses, telling.kept_times.cache_info().misses
    panel.control("argument").value = True
    panel.control("conduct").value = "transfer"
    panel.control("conduct").value = "display"
    assert (
        telling.kept_search.cache_info().misses,
        telling.kept_times.cache_info().misses,
    ) == before


def test_a_panel_that_tells_no_changes_does_not_look_for_them():
    panel = sl.panels.law_panel("aurus-2024-06")
    searches = telling.kept_search.cache_info().misses
    panel.control("2397").value = False
    assert panel.scenario.without == ("2397",)
    assert telling.kept_search.cache_info().misses == searches
    assert panel.work == {"words": "", "more": False}


@pytest.mark.parametrize("key", sl.cases())
def test_the_strip_says_in_words_what_it_shows(key):
    drawn = sl.panels.strip(Scenario(key))
    intervals = sl.over_time(sl.case(key))
    label = re.search(r'role="img" aria-label="([^"]+)"', drawn)[1]
    assert all(str(interval) in label for interval in intervals)
    widths = [float(width) for width in re.findall(r"width:([\d.]+)%", drawn)]
    assert len(widths) == len(intervals) and abs(sum(widths) - 100) < 0.1
    assert all(0 <= float(left) <= 100 for left in re.findall(r"(?:left|right):([\d.]+)%", drawn))


# Mistakes, and what fails


@pytest.mark.parametrize(
    "name, value, said",
    [
        (
            "on",
            "2014-02-31",
            "Date: '2014-02-31' is not a day of the calendar. Check the month and the day. "
            "Nothing was changed.",
        ),
        ("on", "", "Date: A case needs a date"),
        (
            "hs",
            "0101",
            'HS code: item is "luxury_automobile" (HS 8703) but hs is "0101"',
        ),
        ("unit_value_usd", "cheap", "Value of one (USD): 'cheap' is not a number from 0 up."),
        ("unit_value_usd", "nan", "Value of one (USD): nan is not a number from 0 up."),
    ],
)
def test_a_mistake_is_said_in_the_panel_and_changes_nothing(name, value, said):
    panel = sl.panels.lab()
    panel.control("conduct").value = "use"
    kept = panel.scenario
    panel.control(name).value = value
    assert panel.scenario == kept and panel.control(name).value == value, (
        "what was typed stays, to be mended"
    )
    message = panel.state["message"]
    assert said in message["words"] and message["kind"] == "alert"
    panel.control("conduct").value = "display"
    assert panel.state["message"]["words"] == "" and panel.control(name).value != value


def test_a_fault_of_the_kit_is_owned_and_the_state_kept(monkeypatch):
    panel = sl.panels.facts_panel()
    before = panel.text

    def broken(scenario):
        raise ZeroDivisionError("never shown")

    with monkeypatch.context() as patch:
        tellers = (lambda scenario: broken(scenario) if scenario.changes else [],)
        patch.setattr(panel.display, "tellers", tellers)
        panel.control("conduct").value = "display"
        assert (
            "What was done: this did not work, and the fault is not yours."
            in panel.state["message"]["words"]
        )
        assert (
            panel.scenario == Scenario("aurus-2024-02")
            and panel.control("conduct").value == "transfer"
        )
        assert panel.state["verdict"]["lines"][0] == "PROHIBITED"
    assert panel.text == before
    panel.control("conduct").value = "display"
    assert panel.finding.verdict == "not prohibited"


def test_names_that_do_not_exist_are_told_with_the_near_miss():
    panel = sl.panels.lab()
    with pytest.raises(KitError, match=r'no control "conducts"\. Did you mean "conduct"'):
        panel.control("conducts")
    with pytest.raises(KitError, match='Did you mean "aurus-2024-02"'):
        sl.panels.lab("aurus-2024-2")
    with pytest.raises(KitError, match='Did you mean "kremlin"'):
        sl.panels.lab(distrust=["kremlim"])
    with pytest.raises(KitError, match="no resolution"):
        sl.panels.lab(without=[9999])
    with pytest.raises(KitError, match="not both"):
        sl.panels.lab(distrust=["kcna"], trust_only=["kremlin"])
    with pytest.raises(KitError, match="needs a Case or the key"):
        sl.panels.lab(42)


# Files


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario("aurus-2024-02"),
        Scenario(
            "aurus-2024-02",
            {
                "item": "bus",
                "unit_value_usd": 99.5,
                "on": "2014-01-01",
                "mode": "unknown",
                "personal_use": None,
            },
        ),
        Scenario("tea-set-2024-06", without=[2397, "2321:5"], distrust=["kremlin"]),
        Scenario("aurus-2024-02", trust_only=["kcna", "rodong"]),
        Scenario(sl.Case(on=sl.UNKNOWN, item=OTHER, title='A "thing"'), {"on": "2020-02-02"}),
        Scenario(sl.case("aurus-2024-02").but(conduct="use")),
        Scenario(own_case(OWN), distrust=sl.sources_of(own_case(OWN))[:1]),
    ],
    ids=lambda s: s.original.key or s.original.title[:8],
)
def test_a_scenario_survives_its_file_and_its_code(scenario, tmp_path):
    save(tmp_path / "one.toml", scenario)
    read = load(tmp_path / "one.toml")
    assert read == scenario and read.finding.explain() == scenario.finding.explain()
    assert read.code == scenario.code and run(scenario.code)["finding"] == scenario.finding
    assert sl.panels.lab(read).text == sl.panels.lab(scenario).text


def test_no_file_is_replaced_in_silence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    panel = sl.panels.lab("aurus-2024-02", {"conduct": "display"})
    panel.control("file").value = "mine"
    panel.control("save").click()
    assert "Saved in mine.toml." in panel.state["message"]["words"]
    panel.control("reset").click()
    panel.control("save").click()
    assert (
        "mine.toml exists already." in panel.state["message"]["words"] and load("mine.toml").facts
    )
    panel.control("replace").value = True
    panel.control("save").click()
    assert "Saved in mine.toml." in panel.state["message"]["words"] and load(
        "mine.toml"
    ) == Scenario("aurus-2024-02")
    assert not panel.control("replace").value
    panel.control("conduct").value = "use"
    panel.control("load").click()
    assert "mine.toml is loaded." in panel.state["message"]["words"] and panel.scenario == Scenario(
        "aurus-2024-02"
    )


def test_a_file_that_the_kit_did_not_write_is_never_replaced(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    example = b'[case]\ntitle = "A case of my own"\n'
    (tmp_path / "07_example_case.toml").write_bytes(example)
    panel = sl.panels.lab()
    panel.control("file").value = "07_example_case.toml"
    panel.control("replace").value = True
    panel.control("save").click()
    assert "no scenario that was kept here" in panel.state["message"]["words"]
    assert (tmp_path / "07_example_case.toml").read_bytes() == example


def test_a_visitor_of_a_page_writes_and_reads_nothing_on_the_server(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.13")  # as it tells a kernel
    panel = sl.panels.lab("aurus-2024-02", {"conduct": "display"})
    assert not {"file", "replace", "save", "load"} & set(panel.controls)
    panel.answer({"control": "save", "value": "", "view": "x", "number": 1})
    assert list(tmp_path.iterdir()) == []
    text = panel.control("download").value
    panel.control("reset").click()
    panel.control("upload").value = text
    assert panel.scenario == Scenario("aurus-2024-02", {"conduct": "display"})
    for wrong in ("", "x" * 300_000, "case = ", 'case = "a"', "a = " + "1" * 5_000):
        panel.control("upload").value = wrong
        assert panel.state["message"]["kind"] == "alert"
        assert panel.scenario == Scenario("aurus-2024-02", {"conduct": "display"})


@pytest.mark.parametrize("name", ["", "../outside.toml", "/etc/passwd", "a/b"])
def test_files_are_kept_beside_the_notebook(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    panel = sl.panels.lab()
    panel.control("file").value = name
    for button in ("save", "load"):
        panel.control(button).click()
        assert "no plain file name" in panel.state["message"]["words"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text, said",
    [
        ("case = ", "cannot be read as a scenario"),
        ('case = "aurus"', 'bad.toml: "aurus" is not a named case'),
        ("facts = 3", "bad.toml: A scenario needs"),
        ('case = "aurus-2024-02"\nfacts = 3', "bad.toml: facts is a dict such as"),
        ('case = "aurus-2024-02"\nlaw = 3', "bad.toml is no scenario"),
        (
            'case = "aurus-2024-02"\n[facts]\nconduct = "showing"',
            "bad.toml: conduct: .* is not one of",
        ),
        ("[claim.C1]\nsays = 3", "bad.toml is no scenario"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused_in_a_sentence(text, said, tmp_path):
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KitError, match=said):
        load(tmp_path / "bad.toml")


def test_a_file_that_is_not_there_is_told_with_those_that_are(tmp_path):
    with pytest.raises(KitError, match=r"There is no file mine\.toml\. Save a scenario first\."):
        load(tmp_path / "mine.toml")
    save(tmp_path / "mine.toml", Scenario("aurus-2024-02"))
    with pytest.raises(KitError, match=r'Did you mean "mine\.toml"'):
        load(tmp_path / "mime.toml")
    with pytest.raises(KitError, match="could not be written"):
        save(tmp_path / "nowhere" / "mine.toml", Scenario("aurus-2024-02"))


def test_every_code_that_can_be_chosen_is_a_code_of_the_hs():
    """No goods have the code 00 in the list of things, and there is no such chapter."""
    panel = sl.panels.facts_panel("aurus-2024-06", {"item": "unknown"})
    codes = [value for value, *_ in panel.control("hs").options]
    assert "8703" in codes and NO_GOODS not in codes
    for code in codes:
        panel.control("hs").value = code
        assert panel.control("hs").typed is None, code  # nothing to be mended
