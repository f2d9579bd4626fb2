"""sanctionslab: was it prohibited, who says so, and what would change the answer?

Everything a user types is here: `import sanctionslab as sl`. Importing it is quick and needs
nothing but Python; tables, figures and panels are loaded when they are first asked for.
Editors read `__init__.pyi`, which lists the same names.
"""

import sys
from importlib import import_module
from typing import Any

from .cases import Case, case, cases
from .errors import KitError
from .law import Law, law
from .logic import UNKNOWN, Truth
from .verdict import Finding, Verdict, classify
from .vocabulary import between, facts, one_of
from .whatif import compare, deciders, distrust, flips, over_time, robust, sources_of, trust_only

__version__ = "0.1.0"
__all__ = [
    "UNKNOWN",
    "Case",
    "Finding",
    "KitError",
    "Law",
    "Truth",
    "Verdict",
    "answer",
    "articles",
    "between",
    "case",
    "case_form",
    "case_page",
    "cases",
    "check",
    "claims",
    "classify",
    "compare",
    "counts",
    "deciders",
    "distrust",
    "events",
    "explain",
    "facts",
    "figures",
    "flips",
    "guess",
    "hint",
    "items",
    "law",
    "measures",
    "national_cars",
    "news",
    "one_of",
    "over_time",
    "own_case",
    "panel_mandates",
    "panels",
    "predict",
    "progress",
    "reading",
    "resolutions",
    "robust",
    "screen",
    "show",
    "sources",
    "sources_of",
    "trade_extract",
    "trust_only",
    "votes",
    "why",
]

# The room that holds what is loaded when it is first asked for. Figures and panels are rooms.
_LATER = {
    "case_form": "classroom",
    "case_page": "classroom",
    "answer": "classroom",
    "articles": "tables",
    "check": "classroom",
    "claims": "tables",
    "counts": "tables",
    "events": "tables",
    "explain": "screening",
    "figures": "figures",
    "guess": "classroom",
    "hint": "classroom",
    "items": "tables",
    "measures": "tables",
    "national_cars": "tables",
    "news": "tables",
    "own_case": "cases",
    "panel_mandates": "tables",
    "panels": "panels",
    "predict": "classroom",
    "progress": "classroom",
    "reading": "screening",
    "resolutions": "tables",
    "screen": "screening",
    "show": "tables",
    "sources": "tables",
    "trade_extract": "tables",
    "votes": "tables",
    "why": "tables",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module 'sanctionslab' has no attribute {name!r}")
    room = import_module(f".{_LATER[name]}", __name__)
    globals()[name] = room if name == _LATER[name] else getattr(room, name)
    return globals()[name]


def __dir__() -> list[str]:
    return __all__


def _advise(result: Any) -> None:
    """In a notebook, after a cell that failed: what to do where an answer is no Python yet."""
    if not result.success and "check(" in (result.info.raw_cell or ""):
        import_module(".classroom", __name__).advise(result)


_shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
if _shell:
    _shell.events.register("post_run_cell", _advise)

if sys.platform == "emscripten":
    from .editions import fetch_when_asked

    fetch_when_asked()
