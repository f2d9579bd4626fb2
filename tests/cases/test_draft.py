"""A case file made step by step: what stands is written, what cannot changes nothing."""

import pytest

from sanctionslab import KitError, own_case
from sanctionslab.cases import Draft


@pytest.fixture
def draft(tmp_path):
    made = Draft(tmp_path / "my_case.toml")
    made.call('A "tractor"')
    made.add("source", key="mayor", name="The mayor", stands_behind="")
    made.add("claim", id="C1", says="A tractor was sent.", chain="mayor; mayor > tass")
    for name, value in {"on": "2024-05", "conduct": "transfer", "direction": "to_dprk"}.items():
        made.state(name, value, ["C1"])
    made.state("item", "unknown", ["C1", "KH-03"], "Nobody says what it was.")
    return made


def test_what_is_written_is_the_case(draft):
    assert draft.lack == ""
    draft.save()
    assert own_case(draft.path) == draft.case()
    assert own_case(draft.path).title == 'A "tractor"'
    assert own_case(draft.path).evidence["item"].rows == ("C1", "KH-03")
    again = Draft(draft.path)
    assert again.entries == draft.entries and again.title == 'A "tractor"'


REFUSED = {
    "is not an item": lambda one: one.state("item", "tractr", ["C1"]),
    "is no claim of this file": lambda one: one.state("item", "tractor", ["C9"]),
    "is not a fact": lambda one: one.state("colour", "red"),
    "which is no source": lambda one: one.add("claim", id="C2", says="It left.", chain="haulier"),
    "still needs its says": lambda one: one.add("claim", id="C2", says=" ", chain="mayor"),
    "is in the kit already": lambda one: one.add("source", key="tass", name="TASS"),
    "letters, digits and hyphens": lambda one: one.add("source", key="the mayor", name="He"),
    "rests on": lambda one: one.take_out("claim", "C1"),
    "the chain names": lambda one: one.take_out("source", "mayor"),
    "still needs its title": lambda one: one.call(" "),
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_stand_is_refused_and_changes_nothing(draft, words):
    before = draft.text
    with pytest.raises(KitError, match=words):
        REFUSED[words](draft)
    assert draft.text == before


def test_an_entry_of_the_same_name_takes_the_place_of_the_first(draft):
    draft.add("claim", id="C1", says="A lorry was sent.", chain="mayor")
    draft.state("item", "truck", ["C1"])
    assert [claim["says"] for claim in draft.entries["claim"]] == ["A lorry was sent."]
    assert str(draft.case().value("item")) == "truck"


def test_what_is_taken_out_is_gone_and_what_is_needed_is_said(draft):
    draft.take_out("fact", "on")
    assert "[facts] needs on" in draft.lack
    draft.save()
    assert "[facts] needs on" in Draft(draft.path).lack


def test_a_folder_was_not_written_by_the_form(draft):
    draft.path.unlink(missing_ok=True)
    draft.path.mkdir()
    with pytest.raises(KitError, match="not written by this form"):
        draft.save()


def test_a_file_written_by_hand_is_left_as_it_is(draft):
    draft.path.write_text("# mine\n", encoding="utf-8")
    with pytest.raises(KitError, match="not written by this form"):
        draft.save()
    with pytest.raises(KitError, match="not written by this form"):
        Draft(draft.path)
    assert draft.path.read_text(encoding="utf-8") == "# mine\n"


@pytest.mark.parametrize("name", ["my_case", "my_case.txt", ".toml", "", "a\0.toml", None, 5])
def test_a_name_that_is_none(name):
    with pytest.raises(KitError):
        Draft(name)
