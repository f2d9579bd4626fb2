"""Answers of the lab that are made before anybody asks, and packed to be fetched one by one.

A view of the lab is plain data, and most of a view is as in the first one. So a view is packed
against the first: whatever stands there already is named by its number.
"""

from __future__ import annotations

import functools
import gzip
import json
from collections.abc import Iterator
from typing import Any

from ...cases import cases
from ...panels import PagedLab

TOGETHER = 8  # answers in one file: a list of a hundred things need not come whole
SHORT = 16  # letters of JSON that are written again rather than named
WAITS = ("case", "argument")  # a case has a file of its own; the whole argument waits for Python

IN_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

View = dict[str, Any]


@functools.cache
def answers() -> tuple[View, dict[str, bytes]]:
    """The first view, and the files of the answers by name. They are the same for every site."""
    first = PagedLab().searched()
    packer = Packer(first)
    return first, {name: packer.packed(views) for name, views in stored_views(first)}


def stored_views(first: View) -> Iterator[tuple[str, list[View | None]]]:
    """The views that are stored, by the name of their file.

    They are the first view of each named case, one for each single move in the first case, with
    the refusal where one is refused, and what a reset shows. None waits for Python.
    """
    for key in cases():
        yield f"case-{key}", [PagedLab(key).searched()]
    yield "reset", [moved(("reset", ""))]
    for control, values in moves(first):
        views = [answer(first, control, value, values) for value in values]
        for start in range(0, len(views), TOGETHER):
            yield f"{control}-{start // TOGETHER}", views[start : start + TOGETHER]


def moves(first: View) -> Iterator[tuple[str, list[Any]]]:
    """The controls that can be moved at once from the first view, each with its values in order."""
    for control, described in first["kit"].items():
        if control in WAITS:
            continue
        if described["kind"] == "tick":
            yield control, [False, True]
        elif described["kind"] in ("choice", "search"):
            yield control, [value for value, _, _ in described["options"]]


def answer(first: View, control: str, value: Any, values: list[Any]) -> View | None:
    """What the lab shows when a control has this value and nothing else is changed."""
    shown = first["state"]["values"][control]
    if value != shown:
        view = moved((control, value))
        # A move that makes two changes is no single one: it waits for Python.
        return view if len(view["state"]["verdict"]["changes"]) < 2 else None
    # Moved away and back: the first view again, if nothing of the move stays.
    other = next(option for option in reversed(values) if option != shown)
    back = moved((control, other), (control, shown))
    return None if back["state"]["verdict"]["changes"] else first


def moved(*actions: tuple[str, Any]) -> View:
    """What a lab that has just been opened shows when controls are moved, one after the other."""
    *earlier, last = ({"control": control, "value": value} for control, value in actions)
    lab = PagedLab(is_drawn=False)
    lab.catch_up(earlier)
    lab.answer(last)
    return lab.searched()


class Packer:
    """Packs views against the first view.

    A text, list or object that stands in the first view, or has been packed, is {"=": number}. The
    numbers go on after those of the first view; what they stand for is in the file.
    """

    def __init__(self, first: View) -> None:
        self.first: dict[str, int] = {}
        self.count = 0
        for part in parts_of(json.loads(written(first))):
            self.first.setdefault(written(part), self.count)
            self.count += 1

    def packed(self, views: list[View | None]) -> bytes:
        """Views as the bytes of a file."""
        known = dict(self.first)
        new: list[Any] = []

        def pack(value: Any) -> Any:
            if not isinstance(value, (dict, list, tuple, str)):
                return value
            text = written(value)
            if len(text) >= SHORT and text in known:
                return {"=": known[text]}
            inside = value
            if isinstance(value, dict):
                inside = {key: pack(part) for key, part in value.items()}
            elif not isinstance(value, str):
                inside = [pack(part) for part in value]
            if len(text) < SHORT:
                return inside
            known[text] = self.count + len(new)
            new.append(inside)
            return {"=": known[text]}

        content = {"views": [pack(view) for view in views], "new": new}
        # Without a time in it, the same answers are the same bytes.
        return gzip.compress(written(content).encode(), mtime=0)


def parts_of(value: Any) -> Iterator[Any]:
    """Every text, list and object of a value, itself first, by the order of keys."""
    if isinstance(value, (dict, list, str)):
        yield value
    inside = value if isinstance(value, list) else ()
    if isinstance(value, dict):
        inside = [value[key] for key in sorted(value)]
    for part in inside:
        yield from parts_of(part)


def written(value: Any) -> str:
    """A value as JSON, always the same."""
    return IN_JSON.encode(value)
