"""The form for a case of one's own, and the page that is made of it."""

from pathlib import Path

import pytest

import sanctionslab as sl
from sanctionslab.classroom import case_checklist
from sanctionslab.classroom.caseform import CaseFormView

EXAMPLE = Path(__file__).parents[2] / "notebooks" / "07_example_case.toml"
FACTS = {"on": "2024-05-03", "conduct": "transfer", "direction": "to_dprk", "item": "tractor"}


@pytest.fixture
def view(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return CaseFormView(sl.case_form().draft)


def press(view, words):
    [button] = [one for one in view.box.children if getattr(one, "description", "") == words]
    button.click()


def fill(view):
    view.source.value, view.name.value = "mayor", "The mayor"
    press(view, "Add the source")
    view.says.value, view.chain.value = "A tractor was sent.", "mayor > tass"
    press(view, "Add the claim")
    for name, value in FACTS.items():
        view.fact.value = name
        view.value.children[0].value = value
        view.rests.value = "C1"
        press(view, "State the fact")


def test_nothing_is_written_before_the_first_step(view, tmp_path):
    assert "Still needed" in view.bundle()["text/plain"] and not list(tmp_path.iterdir())


def test_a_case_is_written_step_by_step_and_its_picture_grows(view):
    fill(view)
    assert sl.own_case("my_case.toml").given == view.draft.case().given
    told = view.bundle()
    assert "prohibited: " in told["text/plain"] and "<img" in told["text/html"]
    assert view.claim.value == "C2"
    assert "It is a case" in repr(sl.case_form())


def test_what_is_refused_stays_in_the_field_and_is_said(view):
    view.says.value, view.chain.value = "A tractor was sent.", "nobody-known"
    press(view, "Add the claim")
    assert "Not done:" in view.bundle()["text/plain"] and view.says.value == "A tractor was sent."
    press(view, "Take it out")
    assert "nothing to take out" in view.said


def test_every_fact_can_be_stated_and_every_control_has_a_name(view):
    for name, fact in sl.facts().items():
        view.fact.value = name
        [control] = view.value.children
        assert control.description == "Value" and fact.question.split("'")[0] in view.question.value
        if fact.values:
            assert {key for _, key in control.options} == {*fact.values, "unknown"}
    controls = [one for one in view.box.children if hasattr(one, "description")]
    assert all(one.description or type(one).__name__ == "HTML" for one in controls)


def test_visitors_of_a_page_write_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/1")
    view = CaseFormView(sl.case_form().draft)
    fill(view)
    assert not list(tmp_path.iterdir())
    assert "A tractor was sent." in view.bundle()["text/html"]


def test_a_page_has_the_argument_the_facts_the_claims_and_the_verdict(tmp_path):
    page = sl.case_page(EXAMPLE, "It was <prohibited>.\n\nThe mayor says so.")
    place = page.save(tmp_path / "my_case.html")
    html = place.read_text(encoding="utf-8")
    for words in ("&lt;prohibited&gt;", "farm tractor", "mayor &gt; town-gazette", "PROHIBITED"):
        assert words in html or words.lower() in html
    assert html.startswith("<!-- A page") and "<script" not in html
    assert page.save(place) == place
    place.write_text("mine", encoding="utf-8")
    with pytest.raises(sl.KitError, match="no page of the kit"):
        page.save(place)
    with pytest.raises(sl.KitError, match="named like"):
        page.save(tmp_path / "my_case.txt")


def test_a_checklist_sees_what_is_missing():
    bare = sl.Case(on="2024-05-03", conduct="transfer")
    assert [point.is_there for point in case_checklist(bare)] == [False] * 5
    assert all(point.is_there for point in case_checklist(sl.own_case(EXAMPLE)))


def test_an_argument_that_is_no_text_is_refused():
    with pytest.raises(sl.KitError, match="argument is a text"):
        sl.case_page(EXAMPLE, 5)
