"""The four kinds of panel, each a function: for the facts, the law, the sources, and the lab."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..cases import Case
from ..vocabulary import regime
from ..whatif import (
    Scenario,
    fallen,
    firmness,
    open_questions,
    smallest_changes,
    switches,
    through_time,
)
from .board import PanelKind
from .facts_section import FactsSection
from .law_section import LawSection
from .paged import LAB
from .panel import Panel
from .sources_section import SourcesSection

Original = Case | Scenario | str
Keys = str | int | Iterable[str | int]

FACTS = PanelKind(
    "What if the facts were others?", (open_questions, smallest_changes), (FactsSection,)
)
LAW = PanelKind("What if the law were another?", (switches, through_time), (LawSection,))
SOURCES = PanelKind(
    "What if a source were not believed?", (open_questions, fallen, firmness), (SourcesSection,)
)


def facts_panel(
    case: Original | None = None,
    facts: Mapping[str, object] | None = None,
    without: Keys = (),
    distrust: Keys = (),
    trust_only: Keys = (),
) -> Panel:
    """A panel for the facts of a case.

    Each fact can be changed, made unknown, or taken back to its presumption.

    Arguments: `case`, a Case, a Scenario or the key of a named case, None for the first of the
    course; `facts`, values to begin with, by name; `without`, resolutions or paragraphs left out;
    `distrust` and `trust_only`, keys of sources. Returns a Panel. Raises KitError for a name or a
    value that does not exist.

    >>> facts_panel("aurus-2024-06", {"item": "wheelchair"}).finding.verdict
    <Verdict.PROHIBITED: 'prohibited'>
    """
    return Panel(_scenario(case, facts, without, distrust, trust_only), FACTS)


def law_panel(
    case: Original | None = None,
    facts: Mapping[str, object] | None = None,
    without: Keys = (),
    distrust: Keys = (),
    trust_only: Keys = (),
) -> Panel:
    """A panel for the law: resolutions on and off, and the date moved.

    Arguments and errors as for `facts_panel`.

    >>> panel = law_panel("aurus-2024-06", without=[2397])
    >>> panel.control(2094).value = False
    >>> panel.finding.verdict
    <Verdict.UNDETERMINED: 'undetermined'>
    """
    return Panel(_scenario(case, facts, without, distrust, trust_only), LAW)


def sources_panel(
    case: Original | None = None,
    facts: Mapping[str, object] | None = None,
    without: Keys = (),
    distrust: Keys = (),
    trust_only: Keys = (),
) -> Panel:
    """A panel for the sources: who is believed, and which facts fall.

    Arguments and errors as for `facts_panel`.

    >>> panel = sources_panel("aurus-2024-02")
    >>> panel.control("kremlin").value = False
    >>> panel.case.value("item")
    UNKNOWN
    """
    return Panel(_scenario(case, facts, without, distrust, trust_only), SOURCES)


def lab(
    case: Original | None = None,
    facts: Mapping[str, object] | None = None,
    without: Keys = (),
    distrust: Keys = (),
    trust_only: Keys = (),
) -> Panel:
    """The what-if lab: pick a named case, change anything, compare, take it back, keep it.

    Arguments and errors as for `facts_panel`.

    >>> panel = lab("aurus-2024-06", {"conduct": "display"}, without=[2397])
    >>> panel.control("case").value = "horses-2022-11"      # another case begins anew
    >>> panel.scenario == Scenario("horses-2022-11")
    True
    """
    return Panel(_scenario(case, facts, without, distrust, trust_only), LAB)


def _scenario(
    case: Original | None,
    facts: Mapping[str, object] | None,
    without: Keys,
    distrust: Keys,
    trust_only: Keys,
) -> Scenario:
    changes = {
        "facts": facts,
        "without": without,
        "distrust": distrust,
        "trust_only": trust_only,
    }
    given: dict[str, Any] = {name: value for name, value in changes.items() if _is_given(value)}
    original: Any = regime().first_case if case is None else case
    if isinstance(original, Scenario):
        return original.but(**given)
    return Scenario(original, **given)


def _is_given(value: object) -> bool:
    """Whether something is changed. What is no value of a change is refused, empty or not."""
    is_empty = isinstance(value, tuple | list | dict | str) and len(value) == 0
    return value is not None and not is_empty
