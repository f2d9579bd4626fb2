"""The picture that can be taken apart, by what the kernel sends of it."""

import re
from pathlib import Path

import pytest

import sanctionslab as sl
from sanctionslab.diagram import diagram_of
from sanctionslab.figures.argument_drawing import PALETTES
from sanctionslab.panels.front import MODULES, SHEETS, script
from sanctionslab.verdict import Verdict

FRONT = Path(sl.panels.__file__).parent / "front"


def node(panel, id_):
    [found] = [one for one in panel.picture["nodes"] if one["id"] == id_]
    return found


def press(panel, id_):
    """Do what a press on a node does, as the front end has it."""
    act = panel.picture["acts"][id_]
    assert act["flips"], f"{id_} opens its controls instead"
    control = panel.control(act["controls"][0])
    control.value = not control.value


def broken(panel):
    """The starts of the legs that broke, and of what led to them."""
    return {edge["start"] for edge in panel.picture["edges"] if edge["state"] == "fallen"}


def test_the_picture_of_a_case_as_it_is_is_that_of_its_finding():
    for key in sl.cases():
        panel = sl.panels.lab(key)
        drawn = diagram_of(sl.classify(sl.case(key))).as_dict()
        assert {name: panel.picture[name] for name in drawn} == drawn
        assert panel.picture["marks"] == {}


def test_whoever_is_struck_takes_facts_and_a_leg_along_and_the_verdict_holds():
    panel = sl.panels.lab("aurus-2024-02")
    press(panel, "source:kremlin")
    assert panel.picture["marks"] == {
        "source:kremlin": "struck",
        "claim:KH-25": "fallen",
        "fact:item": "fallen",
        "paragraph:2094:23": "fallen",
    }
    assert {"source:kremlin", "claim:KH-25", "fact:item", "paragraph:2094:23"} == broken(panel)
    assert panel.finding.verdict == "prohibited" and panel.scenario.distrust == ("kremlin",)
    press(panel, "source:kremlin")
    assert panel.picture["marks"] == {} and not panel.scenario.changes


def test_a_single_claim_can_be_struck():
    panel = sl.panels.lab("aurus-2024-02")
    press(panel, "claim:KH-25")
    assert panel.picture["marks"]["claim:KH-25"] == "struck"
    assert panel.picture["marks"]["fact:item"] == "fallen" and not panel.control("KH-25").value
    assert panel.finding == sl.classify(sl.distrust(sl.case("aurus-2024-02"), "KH-25"))
    press(panel, "claim:KH-25")
    press(panel, "claim:KH-10")
    assert panel.case.value("conduct") == "transfer", "two other claims say so"


def test_a_resolution_that_is_switched_off_takes_its_paragraphs_and_what_it_replaced_comes_back():
    panel = sl.panels.lab("coal-kholmsk-2017")
    press(panel, "paragraph:2371:8")
    assert panel.picture["marks"] == {"paragraph:2371:8": "fallen", "paragraph:2321:26": "new"}
    assert node(panel, "paragraph:2371:8")["said"] == "switched off"
    press(panel, "paragraph:2371:8")
    assert panel.picture["marks"] == {}


def test_a_fact_is_changed_at_its_node_and_stays_in_the_picture():
    panel = sl.panels.lab("aurus-2024-02")
    act = panel.picture["acts"]["fact:item"]
    assert act == {"controls": ["item"], "flips": False}
    panel.control("item").value = "bus"
    assert panel.picture["marks"]["fact:item"] == "changed"
    assert node(panel, "fact:item")["text"] == "city bus or coach"
    assert panel.picture["marks"]["paragraph:2094:23"] == "fallen"


def test_a_door_is_opened_by_the_fact_that_it_waits_for():
    panel = sl.panels.lab("aurus-2024-02")
    doors = [one["id"] for one in panel.picture["nodes"] if one["kind"] == "door"]
    acts = [panel.picture["acts"].get(door, {}).get("controls") for door in doors]
    assert ["committee_approval"] in acts
    panel.control("committee_approval").value = "yes"
    assert panel.finding.verdict == "not prohibited"


@pytest.mark.parametrize("key", sl.cases())
def test_everything_that_can_be_struck_can_be_brought_back(key):
    panel = sl.panels.lab(key)
    whole = panel.picture
    for id_, act in whole["acts"].items():
        assert set(act["controls"]) <= set(panel.controls)
        if act["flips"]:
            press(panel, id_)
            assert panel.picture["marks"][id_] in ("struck", "fallen"), id_
            assert panel.scenario.changes, "what the picture does is a change like any other"
            assert "Struck: " in panel.picture["words"] or "Fallen: " in panel.picture["words"]
            press(panel, id_)
            assert panel.picture == whole and panel.scenario == sl.panels.lab(key).scenario


@pytest.mark.parametrize("key", list(sl.cases())[::4])
def test_the_picture_can_do_nothing_that_the_plain_controls_cannot(key):
    panel = sl.panels.lab(key)
    laid = str(panel.form)
    for act in panel.picture["acts"].values():
        assert all(f"'{name}'" in laid for name in act["controls"])


# The front end's files


def variables(theme):
    """The custom properties that the style sheets set for a theme, by name."""
    text = "".join((FRONT / name).read_text(encoding="utf-8") for name in SHEETS)
    found = {}
    for selector, body in re.findall(r"([^{}]*)\{([^{}]*)\}", text):
        if "theme-light=false" not in selector or theme == "dark":
            found |= dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", body))
    return found


@pytest.mark.parametrize("theme", PALETTES)
def test_the_colours_are_those_of_the_figures(theme):
    palette, found = PALETTES[theme], variables(theme)
    for verdict in Verdict:
        name = f"sl-{verdict.replace(' ', '-')}"
        said = (found[name], found[f"{name}-edge"], found[f"{name}-ink"])
        assert said == palette.verdicts[str(verdict)]
    for name in ("paper", "ink", "soft", "rule", "card", "head", "given", "open", "yes", "no"):
        assert found[name] == getattr(palette, name), name


def test_every_sign_that_occurs_is_drawn():
    text = (FRONT / "signs.js").read_text(encoding="utf-8")
    drawn = {
        f"{kind} {state}"
        for kind, name in (("answer", "ANSWERS"), ("door", "DOORS"), ("verdict", "VERDICTS"))
        for state in re.findall(
            r"^  '?([\w ]+?)'?: \(", text.partition(f"const {name} = ")[2].partition("};")[0], re.M
        )
    }
    occurring = {
        sign["look"]
        for case in sl.cases().values()
        for layout in diagram_of(sl.classify(case)).as_dict()["layouts"].values()
        for sign in layout["signs"]
    }
    assert {look for look in occurring if look.split()[0] not in ("fact", "aside")} <= drawn


def test_every_file_of_the_front_end_is_taken_and_after_what_it_imports():
    assert {path.name for path in FRONT.iterdir()} == {*MODULES, *SHEETS}
    for place, name in enumerate(MODULES):
        imported = re.findall(r"from '\./(.*)';", (FRONT / name).read_text(encoding="utf-8"))
        assert set(imported) <= set(MODULES[:place]), name
    names = re.findall(r"^(?:function|const|let) (\w+)", script(), re.MULTILINE)
    assert len(names) == len(set(names)), "joined, the modules share one scope"
