"""The layout of a section: blocks of controls and words, as plain data for the front end."""

from collections.abc import Iterable
from typing import Any

Block = dict[str, Any]


def hint(words: str) -> Block:
    """A sentence that says what the controls below it do."""
    return {"kind": "hint", "words": words}


def grid(names: Iterable[str], heading: str = "", look: str = "grid") -> Block:
    """Controls beside each other as far as there is room: a "grid", "ticks" or a "row"."""
    return {"kind": "grid", "controls": list(names), "heading": heading, "look": look}


def fold(title: str, blocks: Iterable[Block]) -> Block:
    """Blocks that stand folded under a title."""
    return {"kind": "fold", "title": title, "blocks": list(blocks)}


def told(place: str) -> Block:
    """The place for what is told of the scenario beside these controls."""
    return {"kind": "told", "place": place}


def words(html: str) -> Block:
    """Words that stay, as HTML."""
    return {"kind": "words", "html": html}


def without_empty(blocks: Iterable[Block]) -> list[Block]:
    """Blocks without those that hold nothing.

    >>> without_empty([grid([]), fold("Goods", [grid([])]), hint("Untick one.")])
    [{'kind': 'hint', 'words': 'Untick one.'}]
    """
    kept = []
    for block in blocks:
        if block["kind"] == "fold":
            block = {**block, "blocks": without_empty(block["blocks"])}
        if block.get("controls", True) and block.get("blocks", True):
            kept.append(block)
    return kept
