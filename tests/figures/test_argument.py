"""The picture of the argument: legible in every case, theme and size, and true to its graph."""

import functools
from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from pictures import faint, luminance, misplaced

import sanctionslab as sl
from sanctionslab.diagram import Box, Layout, Sign, Wire, diagram_of
from sanctionslab.figures import argument
from sanctionslab.figures.argument_drawing import PALETTES, draw
from sanctionslab.figures.canvas import Canvas
from sanctionslab.figures.lettering import text_width

ANYTHING = {"on": "2018-02-01", "direction": "to_dprk", "conduct": "transfer"}
DOORS = {
    "open": "open:",
    "could open": "could open:",
    "presumed": "shut, as nobody says otherwise:",
    "shut": "shut:",
    "ended": "closed for good:",
    "not yet": "not there yet:",
}
TELLING = {
    "two legs": sl.case("aurus-2024-02"),
    "not prohibited": sl.case("aurus-ride-2025-09"),
    "undetermined": sl.case("dirk-2024-06"),
    "a door that is open": sl.case("aurus-2024-02").but(committee_approval="yes"),
    "a span": sl.distrust(sl.case("aurus-2024-02"), "kcna", "rodong"),
    "many possible": sl.Case(**ANYTHING),
    "beyond words": sl.Case(on="2023-11-21", direction="none", conduct="other"),
    "troops": sl.case("troops-2024-10"),
    "oil": sl.case("oil-2024"),
}


@functools.cache
def shown(name, theme="light"):
    """The picture of a telling case, made once."""
    return argument(TELLING[name], theme)


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("name", TELLING)
def test_it_is_legible(name, theme):
    picture = shown(name, theme)
    for drawing in (picture.figure, picture.narrow):
        assert not list(misplaced(drawing))
        assert not list(faint(drawing))


@pytest.mark.parametrize("name", TELLING)
def test_nothing_is_clipped(name):
    """Along its edges, inside the frame, there is paper and nothing else."""
    picture = shown(name)
    for drawing in (picture.figure, picture.narrow):
        drawing.canvas.draw()
        pixels = np.asarray(drawing.canvas.buffer_rgba())[:, :, :3]
        for edge in (pixels[6], pixels[-6], pixels[:, 6], pixels[:, -6]):
            assert (edge[5:-5] == edge[5]).all()


@pytest.mark.parametrize("name", sl.cases())
def test_every_line_fits_where_it_was_put(name):
    """No letter is wider than the layout, which has no font at hand, takes it to be."""
    diagram = diagram_of(sl.classify(sl.case(name)))
    for layout in (diagram.wide, diagram.tall):
        boxes = {box.node: box for box in layout.boxes}
        for text in layout.texts:
            right = text.x + text_width(text.text, text.size, text.bold)
            bound = boxes[text.node].right if text.node else layout.width - 10
            assert right <= bound, text


@pytest.mark.parametrize("name", [*sl.cases(), *TELLING])
def test_the_words_name_what_is_seen(name):
    case = TELLING[name] if name in TELLING else sl.case(name)
    finding = sl.classify(case)
    words = diagram_of(finding).words
    assert words.lower().count(str(finding.verdict)) >= 1
    diagram = diagram_of(finding)
    for node in diagram.of_kind("paragraph"):
        assert not node.keys or node.label in words
    for node in diagram.of_kind("fact"):
        assert node.label in words
    for name in finding.assumed:
        assert sl.facts()[name].label in words
    for node in diagram.of_kind("door"):
        assert DOORS[node.state] in words and node.key in words
    assert len(words.split()) <= 200


@pytest.mark.parametrize("name", TELLING)
def test_the_table_is_the_graph(name):
    finding = sl.classify(TELLING[name])
    diagram, picture = diagram_of(finding), argument(finding)
    assert picture.alt == diagram.words
    table = picture.table
    assert table["part"].tolist() == [node.kind for node in diagram.nodes]
    assert table["says"].tolist() == [node.text for node in diagram.nodes]
    for node, leads in zip(diagram.nodes, table["leads to"], strict=True):
        ends = [diagram[edge.end] for edge in diagram.edges if edge.start == node.id]
        named = {diagram[end.parent].label if end.parent else end.label for end in ends}
        assert set(filter(None, leads.split("; "))) == named


def drawn(theme, **parts):
    """Where a layout of few parts has ink, of whatever colour."""
    layout = Layout(120, 80, [Box("verdict", 70, 20, 110, 60, "verdict prohibited")])
    for name, some in parts.items():
        getattr(layout, name).extend(some)
    canvas = Canvas(height=80, width=120, paper=PALETTES[theme].paper)
    draw(canvas, layout, PALETTES[theme])
    FigureCanvasAgg(canvas.figure).draw()
    pixels = np.asarray(canvas.figure.canvas.buffer_rgba())[:, : 65 * 3 // 2, :3]
    paper = luminance(PALETTES[theme].paper)
    return np.abs(luminance(pixels.reshape(-1, 3) / 255) - paper) > 0.15


def told_apart(pictures):
    return all((a != b).sum() > 40 for a, b in combinations(pictures, 2))


@pytest.mark.parametrize("theme", PALETTES)
def test_signs_are_told_apart_without_colour(theme):
    doors = ("open", "could open", "shut", "presumed", "ended", "not yet")
    signs = [[Sign("", 30, 40, f"door {state}")] for state in doors]
    assert told_apart([drawn(theme, signs=some) for some in signs])
    signs = [[Sign("", 30, 40, f"answer {state}")] for state in ("yes", "no", "unknown", "none")]
    assert told_apart([drawn(theme, signs=some) for some in signs])
    facts = [[Box("x", 10, 20, 60, 60, f"fact {s}")] for s in ("given", "presumed", "unknown")]
    assert told_apart([drawn(theme, boxes=some) for some in facts])
    line = ((5.0, 40.0), (70.0, 40.0))
    legs = [[Wire("x", "verdict", line, f"leg {s}")] for s in ("alone", "might", "presumed")]
    legs.append([Wire("x", "verdict", ((5.0, 40.0), (35.0, 40.0)), "leg misses")])
    assert told_apart([drawn(theme, wires=some) for some in legs])


def test_verdicts_are_told_apart_in_grey():
    for palette in PALETTES.values():
        fills = [luminance(fill) for fill, _, _ in palette.verdicts.values()]
        assert min(abs(a - b) for a, b in combinations(fills, 2)) > 0.02


def test_it_takes_what_a_user_has():
    gift = sl.case("aurus-2024-02")
    assert argument("aurus-2024-02").alt == argument(gift).alt == argument(sl.classify(gift)).alt
    assert sl.classify(gift).picture("dark") == argument(gift, "dark")
    without = sl.classify(gift, sl.law().without(2397))
    assert "2397:7" not in argument(without).alt
    with pytest.raises(sl.KitError, match="takes a Finding, a Case or the key"):
        argument(34)
    with pytest.raises(sl.KitError, match='take "light" or "dark"'):
        argument(gift, "sepia")


def test_a_page_has_a_picture_for_a_phone_too():
    html = argument()._repr_html_()
    assert html.count("data:image/png;base64,") == 2
    assert '<source media="(max-width: 600px)"' in html
