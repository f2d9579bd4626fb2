"""What stands in the box of a node: its lines, and for a paragraph its tests and its doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .places import PAD, STEP, Layout, Sign, Text, TextLine, height_of, set_in

if TYPE_CHECKING:
    from .graph import Diagram, Node

SIGN = 20.0  # the room of a test's sign
DOOR = 34.0  # the room of a door
RULE = 10.0  # between the tests and the doors
TOLD_IN_FULL = 2  # paragraphs whose doors are told in full
DOOR_WORDS = {
    "open": "Open",
    "could open": "Could open",
    "presumed": "Shut",
    "shut": "Shut",
    "ended": "Closed",
    "not yet": "Not there yet",
}


def lines_of(node: Node, width: float, claim_lines: int | None = 3) -> list[TextLine]:
    """The lines in the box of a source, a claim, a fact, or what else has only lines."""
    room = width - 2 * PAD
    if node.kind == "source":
        return [
            *set_in(node.label, room, bold=True),
            *set_in(node.text, room, tone="soft", most=4),
        ]
    if node.kind == "claim":
        return [
            *set_in(node.label, room, bold=True),
            *set_in(node.text, room, most=claim_lines),
        ]
    if node.kind == "fact":
        return [
            *set_in(node.label, room, tone="soft"),
            *set_in(node.text, room, bold=True, most=4),
            *set_in(node.said, room, tone="soft"),
        ]
    return [
        *set_in(f"{node.label}, {node.said}:", room, bold=True),
        *set_in(node.text, room, most=8),
    ]


class CardBox:
    """The box of a card, a paragraph: its head, a line or more for each test, and its doors."""

    def __init__(self, diagram: Diagram, node: Node, width: float) -> None:
        self.node, self.width = node, width
        room = width - 2 * PAD
        self.head = [
            *set_in(node.label, room, size=13, bold=True),
            *set_in(node.text, room, most=3),
            *set_in(node.said, room, tone="soft"),
        ]
        self.tests = [
            (test, set_in(test.text, room - SIGN, most=3))
            for test in diagram.inside(node.id, "test")
        ]
        # Of many paragraphs each door is told in short: who holds it stands in the table.
        brief = len(diagram.of_kind("paragraph")) > TOLD_IN_FULL
        self.doors = [
            (door, door_lines(door, room - DOOR, brief)) for door in diagram.inside(node.id, "door")
        ]

    @property
    def height(self) -> float:
        tests = sum(len(lines) for _, lines in self.tests)
        height = height_of(self.head) + STEP * tests + (8 if tests else 0)
        if self.doors:
            height += RULE + sum(STEP * len(lines) + 4 for _, lines in self.doors)
        return height

    def stand(self, layout: Layout, left: float, top: float) -> None:
        """Put the card into a layout, with a box for each test and each door."""
        right = left + self.width
        node = self.node
        layout.box(node.id, left, top, right, top + self.height, f"paragraph {node.state}")
        y = layout.lines(node.id, left + PAD, top + PAD + 7, self.head) + 5
        for test, lines in self.tests:
            bottom = y - STEP / 2 + STEP * len(lines)
            layout.box(test.id, left, y - STEP / 2, right, bottom, f"test {test.state}")
            layout.signs.append(Sign(test.id, left + PAD + 6, y, f"answer {test.state}"))
            y = layout.lines(test.id, left + PAD + SIGN, y, lines)
        y += RULE if self.doors else 0
        for door, lines in self.doors:
            bottom = y - STEP / 2 + STEP * len(lines)
            layout.box(door.id, left, y - STEP / 2, right, bottom, f"door {door.state}")
            middle = (y - STEP / 2 + bottom) / 2
            layout.signs.append(Sign(door.id, left + PAD + 12, middle, f"door {door.state}"))
            y = layout.lines(door.id, left + PAD + DOOR, y, lines) + 4


def door_lines(door: Node, room: float, brief: bool = False) -> list[TextLine]:
    """A door's state with its paragraphs; who holds it, unless in brief; what makes it so."""
    return [
        *set_in(f"{DOOR_WORDS[door.state]}: {door.label}", room, bold=True, most=2),
        *set_in("" if brief else door.text, room, tone="soft", most=2),
        *set_in(door.said, room, tone="soft", most=2),
    ]


def write_legend(layout: Layout, diagram: Diagram, left: float, top: float, right: float) -> float:
    """Write the signs with their words in rows. Returns the height after the last row."""
    x, y = left, top
    for sign, words in diagram.legend:
        line = TextLine(words)
        # A row is full; one sign at least stands in each.
        if x > left and x + 26 + line.width > right:
            x, y = left, y + 26
        layout.signs.append(Sign("", x + 10, y, sign))
        layout.texts.append(Text("", x + 26, y, words))
        x += 26 + line.width + 22
    return y + 18
