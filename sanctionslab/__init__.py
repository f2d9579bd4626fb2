"""sanctionslab: was it prohibited, who says so, and what would change the answer?

Everything a user types is here: `import sanctionslab as sl`. Importing it is quick; tables, figures and panels are
loaded when they are first asked for.
"""

import sys
from importlib import import_module

from .classify import Finding, Verdict, classify
from .facts import Case, KitError, case, cases, facts
from .law import Law, law
from .logic import UNKNOWN, Truth
from .whatif import compare, deciders, distrust, flips, over_time, robust, sources_of, trust_only

__version__ = "0.1.0"

_LATER = {
    "data": (
        "claims",
        "events",
        "items",
        "measures",
        "national_cars",
        "panel_mandates",
        "resolutions",
        "sources",
        "votes",
        "why",
    ),
    "figures": ("figures",),
    "panels": ("panels",),
    "screen": ("explain", "reading", "screen"),
    "trade": ("trade_extract",),
    "exercises": ("check", "hint", "progress"),
    "casefile": ("own_case",),
}
_HOME = {name: module for module, names in _LATER.items() for name in names}


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module 'sanctionslab' has no attribute {name!r}")
    module = import_module(f".{_HOME[name]}", __name__)
    globals()[name] = (
        module if name == _HOME[name] and not hasattr(module, name) else getattr(module, name)
    )
    return globals()[name]


def __dir__():
    return sorted([*globals(), *_HOME])


if sys.platform == "emscripten":
    import_module(".browser", __name__).fetch_when_asked()
