"""The graph of an argument: what is in it, and that everything has its place."""

import json
from itertools import combinations

import pytest
from hypothesis import given, settings
from oracle import hazy_cases

import sanctionslab as sl
from sanctionslab.diagram import STATES, diagram_of

# Kinds that stand beside each other; tests and doors stand in a paragraph.
APART = ("source", "claim", "fact", "paragraph", "presumed", "verdict", "aside")


def hard():
    """Findings with much in them: anything into the DPRK, something unsaid, all unknown."""
    given = {"on": "2018-02-01", "direction": "to_dprk", "conduct": "transfer"}
    yield "anything in", sl.Case(**given)
    yield "anything, any way", sl.Case(on="2018-02-01", conduct="transfer")
    yield "beyond words", sl.Case(on="2023-11-21", direction="none", conduct="other")
    yield "nothing known", sl.Case(on=sl.UNKNOWN)
    yield "forced together", sl.Case(on="2018-06-01", conduct="transfer", hs="8418")
    yield "a month", sl.Case(on="2017-12", direction="to_dprk", conduct="transfer", hs="8703")
    yield "some things", sl.Case(item=sl.one_of("bus", "horse", "yacht"), **given)
    yield "long ago", sl.Case(on="2000-01-01", direction="to_dprk", conduct="transfer")
    yield "no source", sl.case("aurus-2024-02").but(on="2016-01-01", item="bus", hs=None)


CASES = {**sl.cases(), **dict(hard())}


def made(name):
    return diagram_of(sl.classify(CASES[name]))


@pytest.mark.parametrize("name", CASES)
def test_a_graph_is_whole(name):
    diagram = made(name)
    ids = [node.id for node in diagram.nodes]
    assert len(set(ids)) == len(ids)
    assert all(node.state in STATES[node.kind] for node in diagram.nodes)
    assert all({edge.start, edge.end} <= set(ids) for edge in diagram.edges)
    assert all(node.parent in ids for node in diagram.nodes if node.kind in ("test", "door"))
    assert json.loads(json.dumps(diagram.as_dict()))["headline"] == diagram.headline


@pytest.mark.parametrize("name", CASES)
def test_it_says_what_the_finding_says(name):
    finding = sl.classify(CASES[name])
    diagram = diagram_of(finding)
    assert diagram["verdict"].key == finding.verdict
    told = {key for node in diagram.of_kind("paragraph") for key in node.keys}
    grounds = finding.grounds or finding.possible
    assert {ground.id for ground in grounds} <= told
    carrying = {"alone", "together"} & {node.state for node in diagram.of_kind("paragraph")}
    assert bool(carrying) == (finding.verdict == "prohibited")
    facts = {node.key: node for node in diagram.of_kind("fact")}
    assert all(facts[name].state in ("unknown", "several") for name in finding.hinges_on)
    presumed = {name for name in facts if facts[name].state in ("presumed", "thing")}
    presumed |= {key for node in diagram.of_kind("presumed") for key in node.keys}
    assert finding.assumed <= presumed


def test_a_case_after_the_data_says_where_the_data_ends():
    flour = sl.Case(on="2031-01-01", direction="to_dprk", conduct="transfer", item="wheat_flour")
    diagram = diagram_of(sl.classify(flour))
    assert "The data ends on" in diagram["verdict"].text
    assert "The data ends on" in diagram.words
    assert "by no UN measure in this data" in diagram["verdict"].text


@settings(max_examples=40)
@given(given_facts=hazy_cases())
def test_any_case_has_a_picture(given_facts):
    finding = sl.classify(sl.Case(**given_facts))
    diagram = diagram_of(finding)
    assert diagram["verdict"].key == finding.verdict
    for layout in (diagram.wide, diagram.tall):
        assert {box.node for box in layout.boxes} == {node.id for node in diagram.nodes}
        assert max(box.bottom for box in layout.boxes) < layout.height


def test_a_reading_is_open_to_argument_and_not_a_matter_for_witnesses():
    diagram = made("troops-2024-10")
    assert diagram["fact:reading_1874_troops"].text == "open to argument"
    assert diagram["fact:military_training"].text == "nobody says"


@pytest.mark.parametrize("name", sl.cases())
def test_every_fact_that_is_told_leads_back_to_who_says_it(name):
    finding = sl.classify(sl.case(name))
    diagram = diagram_of(finding)
    claims = {}
    for edge in diagram.edges:
        if edge.end.startswith("fact:"):
            claims.setdefault(edge.end[5:], set()).add(edge.start[6:])
    for node in diagram.of_kind("fact"):
        if node.state == "given":
            assert claims[node.key] == set(finding.case.evidence[node.key].rows)
    said = {edge.end for edge in diagram.edges if edge.start.startswith("source:")}
    assert said == {node.id for node in diagram.of_kind("claim")}


@pytest.mark.parametrize("shape", ["wide", "tall"])
@pytest.mark.parametrize("name", CASES)
def test_everything_has_its_place_and_nothing_overlaps(name, shape):
    diagram = made(name)
    layout = getattr(diagram, shape)
    boxes = {box.node: box for box in layout.boxes}
    assert len(boxes) == len(layout.boxes) and set(boxes) == {node.id for node in diagram.nodes}
    for box in boxes.values():
        assert box.left >= 10 and box.right <= layout.width - 10, box
        assert box.top >= 10 and box.bottom <= layout.height - 10, box
    apart = [boxes[node.id] for node in diagram.nodes if node.kind in APART]
    for one, other in combinations(apart, 2):
        beside = one.right <= other.left or other.right <= one.left
        assert beside or one.bottom <= other.top or other.bottom <= one.top, (one, other)
    for node in diagram.nodes:
        if node.parent:
            one, around = boxes[node.id], boxes[node.parent]
            assert around.top <= one.top and one.bottom <= around.bottom
    wired = {(wire.start, wire.end) for wire in layout.wires}
    legs = {(edge.start, edge.end) for edge in diagram.edges if edge.end == "verdict"}
    every = {(edge.start, edge.end) for edge in diagram.edges}
    assert wired == (every if shape == "wide" else legs)
