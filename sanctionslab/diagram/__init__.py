"""The argument of a finding as a graph with a place for everything, in plain Python.

A figure draws it and a widget brings it to life: both take the same nodes, edges and places.
"""

from .build import diagram_of
from .graph import KINDS, STATES, Diagram, Edge, Node
from .places import Box, Layout, Sign, Text, Wire
from .wording import what_it_says

__all__ = [
    "KINDS",
    "STATES",
    "Box",
    "Diagram",
    "Edge",
    "Layout",
    "Node",
    "Sign",
    "Text",
    "Wire",
    "diagram_of",
    "what_it_says",
]
