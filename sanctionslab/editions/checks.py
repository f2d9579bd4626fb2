"""What a cell of code asks of a learner: the exercises that it checks, and the dots to fill in."""

from __future__ import annotations

import ast
import re
from typing import Any, NamedTuple


class Dots(NamedTuple):
    """Where the dots of an answer stand: a line, counted from 1, and the bytes of it they fill."""

    line: int
    start: int
    end: int


def checks_in(source: str) -> tuple[list[str], list[Dots]]:
    """The ids of the exercises that a cell checks, and its dots.

    A cell that is no Python, as a learner may leave it, has no dots.

    >>> checks_in('answer = ...\\nsl.check("02.3", answer)')
    (['02.3'], [Dots(line=1, start=9, end=12)])
    """
    if "check" not in source:
        return [], []
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return re.findall(r"check\(\s*[\"']([\d.]+)", source), []
    ids = [id_ for node in nodes if (id_ := _checked_in(node))]
    dots = [
        Dots(node.lineno, node.col_offset, node.col_offset + len("..."))
        for node in nodes
        if isinstance(node, ast.Constant) and node.value is ...
    ]
    return ids, dots


def _checked_in(node: ast.AST) -> Any:
    """The exercise of a call of check, bare or of a module, if it is written out there."""
    if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
        return None
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return node.args[0].value if name == "check" else None
