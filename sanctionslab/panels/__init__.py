"""The what-if panels: controls over the functions of `whatif`, to be moved by hand or by code.

Moving a control makes another Scenario, and the panel shows what `whatif` tells of that one.
Nothing else happens here.

Panels are widgets. A page with a Python of its own has none: so each name of this door is looked
up when it is first asked for, and `PagedLab` needs only Python.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..whatif import Scenario, load, save
from .strip import strip

if TYPE_CHECKING:
    from .front import script, styles
    from .keeping import has_visitors
    from .keys import guarded
    from .kinds import facts_panel, lab, law_panel, sources_panel
    from .paged import PagedLab, lab_in_json
    from .panel import Panel

__all__ = [
    "PagedLab",
    "Panel",
    "Scenario",
    "facts_panel",
    "guarded",
    "has_visitors",
    "lab",
    "lab_in_json",
    "law_panel",
    "load",
    "save",
    "script",
    "sources_panel",
    "strip",
    "styles",
]

_HOME = {
    "PagedLab": "paged",
    "Panel": "panel",
    "facts_panel": "kinds",
    "guarded": "keys",
    "has_visitors": "keeping",
    "lab": "kinds",
    "lab_in_json": "paged",
    "law_panel": "kinds",
    "script": "front",
    "sources_panel": "kinds",
    "styles": "front",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
