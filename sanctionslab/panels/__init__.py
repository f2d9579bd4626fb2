"""The what-if panels: controls over the functions of `whatif`, to be moved by hand or by code.

Moving a control makes another Scenario, and the panel shows what `whatif` tells of that one.
Nothing else happens here.
"""

from ..whatif import Scenario, load, save
from .kinds import facts_panel, lab, law_panel, sources_panel
from .panel import Panel
from .strip import strip

__all__ = [
    "Panel",
    "Scenario",
    "facts_panel",
    "lab",
    "law_panel",
    "load",
    "save",
    "sources_panel",
    "strip",
]
