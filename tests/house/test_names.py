"""One name, one meaning: a class in the whole package, a function in its room, and at the doors."""

import ast
from collections import defaultdict
from importlib import import_module
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "sanctionslab"
# Modules that answer one interface bear its names: the steps of a figure, the kinds of a frame.
ALIKE = ("figures", "screening/frames")
# The things themselves, rows of them, and a frame that shows them; and what a room keeps in files,
# read from one.
BY_DESIGN = {"items", "load"}


def defined(kinds):
    """Where each public name of a kind is defined at the top of a module: name -> modules."""
    places = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        module = path.relative_to(PACKAGE)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, kinds) and not node.name.startswith("_"):
                places[node.name].append(module)
    return places


def are_alike(modules):
    """Whether modules stand in one folder in which all answer one interface."""
    [folder, *others] = {module.parent.as_posix() for module in modules}
    return not others and folder in ALIKE


def test_a_class_bears_a_name_of_its_own():
    several = {
        name: sorted(map(str, modules))
        for name, modules in defined(ast.ClassDef).items()
        if len(modules) > 1 and not are_alike(modules)
    }
    assert not several


def test_a_room_has_a_function_of_a_name_once():
    several = {}
    for name, modules in defined(ast.FunctionDef).items():
        by_room = defaultdict(list)
        for module in modules:
            by_room[module.parts[0]].append(module)
        several |= {
            f"{room}: {name}": sorted(map(str, places))
            for room, places in by_room.items()
            if len(places) > 1 and name not in BY_DESIGN and not are_alike(places)
        }
    assert not several


def test_no_two_doors_offer_different_things_by_one_name():
    offered = defaultdict(dict)
    for path in PACKAGE.glob("*/__init__.py"):
        door = import_module(f"sanctionslab.{path.parent.name}")
        for name in door.__all__:
            offered[name][path.parent.name] = getattr(door, name)
    different = {
        name: sorted(doors)
        for name, doors in offered.items()
        if len({id(thing) for thing in doors.values()}) > 1
    }
    assert different.keys() == BY_DESIGN, different
