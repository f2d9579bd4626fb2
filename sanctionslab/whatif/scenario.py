"""A scenario: a case and what is changed about its facts, its law and whom one believes.

It is the one thing that a panel shows, a file keeps and a line of code opens again.
"""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields
from types import MappingProxyType
from typing import Any

from ..cases import Case, cases
from ..cases import case as named_case
from ..errors import KitError, quoted, shown
from ..law import Law
from ..law import law as whole_law
from ..verdict import Finding, classify
from ..vocabulary import Value, fact, facts, fits
from .scenariocode import code_of
from .trust import distrust, trust_only

NOT_GIVEN = "not given"  # in a control or a file: the fact goes back to its presumption


@dataclass(frozen=True)
class Scenario:
    """A case and what is changed about it: facts, law and trust. It does not change.

    Arguments: `original`, a Case or the key of a named one; `facts`, new values by name, None (or
    "not given") to take a fact back to its presumption; `without`, resolutions (2397) or
    paragraphs ("2397:7") to leave out; `distrust`, keys of sources not to believe; `trust_only`,
    keys of speakers whose word alone counts (then `distrust` must be empty).
    An HS code of the original that does not fit a new thing is taken out.
    Raises KitError for a name that does not exist, with the near miss.

    >>> bus = Scenario("aurus-2024-06", {"item": "bus"}, without=[2397])
    >>> bus.before.verdict, bus.finding.verdict
    (<Verdict.PROHIBITED: 'prohibited'>, <Verdict.NOT_PROHIBITED: 'not prohibited'>)
    >>> [words for _, words in bus.changes]
    ['Thing: city bus or coach', 'without resolution 2397']
    """

    original: Case
    facts: Mapping[str, Value | None] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    distrust: tuple[str, ...] = ()
    trust_only: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        original, changed = _original_and_changes(self.original)
        changed |= _parsed(self.facts)
        without = _keys_of_law(self.without)
        distrusted, trusted = _once_each(self.distrust), _once_each(self.trust_only)
        if distrusted and trusted:
            raise KitError(
                "Give distrust or trust_only, not both: whose word alone counts leaves nobody "
                "else to distrust.",
                "trust_only",
                trusted,
            )
        self._set(original=original, without=without, distrust=distrusted, trust_only=trusted)

        given = self.believed.given  # reads what was just set
        # Another thing brings a code of its own: the one that was given is out with the old thing.
        if "hs" not in changed and not fits(changed.get("item"), given.get("hs")):
            changed["hs"] = None
        real = {name: value for name, value in changed.items() if given.get(name) != value}
        self._set(facts=MappingProxyType(real))

    def _set(self, **fields: object) -> None:
        for name, value in fields.items():
            object.__setattr__(self, name, value)  # the only way in: the dataclass is frozen

    @functools.cached_property
    def believed(self) -> Case:
        """The original without the facts that nobody believed vouches for."""
        if self.trust_only:
            return trust_only(self.original, *self.trust_only)
        return distrust(self.original, *self.distrust) if self.distrust else self.original

    @functools.cached_property
    def case(self) -> Case:
        """The case with everything changed."""
        return self.believed.but(**self.facts) if self.facts else self.believed

    @functools.cached_property
    def law(self) -> Law:
        """The law without what is left out."""
        return whole_law().without(*self.without) if self.without else whole_law()

    @functools.cached_property
    def before(self) -> Finding:
        """The Finding on the original, by the whole law."""
        return classify(self.original)

    @functools.cached_property
    def finding(self) -> Finding:
        """The Finding on the changed case, by the changed law."""
        return classify(self.case, self.law)

    @functools.cached_property
    def under_the_whole_law(self) -> Finding:
        """The Finding on the changed case, by the whole law."""
        return classify(self.case) if self.without else self.finding

    @property
    def changes(self) -> list[tuple[str, str]]:
        """What is changed, as (id, words) pairs. `undo` takes an id.

        A code that is out because of a new thing is part of that change.
        """
        pairs = []
        for name, value in self.facts.items():
            if name == "hs" and value is None and self._thing_took_the_code:
                continue
            words = NOT_GIVEN if value is None else fact(name).words(value)
            pairs.append((f"fact {name}", f"{fact(name).label}: {words}"))
        for key in self.without:
            kind = "paragraph" if ":" in key else "resolution"
            pairs.append((f"law {key}", f"without {kind} {key}"))
        for key in self.distrust:
            pairs.append((f"source {key}", f"{key} is not believed"))
        if self.trust_only:
            pairs.append(("only", f"only the word of {', '.join(self.trust_only)} counts"))
        return pairs

    @property
    def _thing_took_the_code(self) -> bool:
        return not fits(self.facts.get("item"), self.believed.given.get("hs"))

    def but(self, **fields: Any) -> "Scenario":
        """A scenario with other `facts`, `without`, `distrust` or `trust_only`, all checked.

        >>> Scenario("aurus-2024-06").but(distrust=["kremlin"]).case.value("item")
        UNKNOWN
        """
        parts = [part.name for part in dataclass_fields(self)]
        for name in fields:
            if name not in parts:
                message = f"{quoted(name)} is no part of a scenario: it is one of"
                raise KitError(f"{message} {', '.join(parts)}.", name, fields[name], parts)
        # `replace` makes it anew, so that all of it is checked.
        return replace(self, **fields)

    def setting(self, name: str, value: object) -> "Scenario":
        """A scenario with one fact changed.

        >>> bus = Scenario("aurus-2024-02").setting("item", "bus")
        >>> dict(bus.facts), dict(bus.setting("item", "racing_car").facts)
        ({'item': 'bus', 'hs': None}, {'item': 'racing_car'})
        """
        kept, name = dict(self.facts), fact(name).name
        if name == "item" and self._thing_took_the_code:
            kept.pop("hs")  # the thing that took the code goes, so the code may come back
        return self.but(facts={**kept, name: value})

    def undo(self, change: str) -> "Scenario":
        """A scenario with one of `changes` taken back.

        >>> Scenario("aurus-2024-06", without=[2094, 2397]).undo("law 2094").without
        ('2397',)
        """
        if change not in [id_ for id_, _ in self.changes]:
            made = ", ".join(id_ for id_, _ in self.changes) or "none"
            message = f"{shown(change)} is no change of this scenario. Its changes: {made}."
            raise KitError(message, "change", change)
        kind, _, name = change.partition(" ")
        if kind == "fact":
            start = self
            if name == "item":  # by way of the first thing, with which the code comes back
                start = self.setting("item", self.believed.given.get("item"))
            kept = {other: value for other, value in start.facts.items() if other != name}
            return start.but(facts=kept)
        if kind == "law":
            return self.but(without=[key for key in self.without if key != name])
        # A source that is believed again, or everybody: only one of the two is ever set.
        return self.but(trust_only=(), distrust=[key for key in self.distrust if key != name])

    @property
    def code(self) -> str:
        """Code that gives exactly this finding, the original to compare with included.

        >>> print(Scenario("aurus-2024-06", {"conduct": "display"}, without=[2397]).code)
        import sanctionslab as sl
        <BLANKLINE>
        original = sl.case("aurus-2024-06")
        case = original.but(conduct="display")
        finding = sl.classify(case, sl.law().without(2397))
        print(sl.compare(sl.classify(original), finding))
        <BLANKLINE>
        # the same as a panel:
        # sl.panels.lab("aurus-2024-06", facts={"conduct": "display"}, without=[2397])
        """
        return code_of(self)


def _original_and_changes(given: object) -> tuple[Case, dict[str, Value | None]]:
    """The case that a scenario starts from, and the facts in which a changed named case differs."""
    if isinstance(given, str):
        return named_case(given), {}
    if not isinstance(given, Case):
        raise KitError(
            f"A scenario needs a Case or the key of a named one, not {type(given).__name__}. "
            'Give for example "aurus-2024-02".',
            "case",
            given,
        )
    # A changed copy keeps the key of its case: so what was changed about it can be told.
    named = cases().get(given.key or "")  # a case of one's own has no key
    if named is None or given == named:
        return given, {}
    old, new = named.given, given.given
    return named, {name: new.get(name) for name in facts() if new.get(name) != old.get(name)}


def _parsed(changed: Mapping[str, object]) -> dict[str, Value | None]:
    if not isinstance(changed, Mapping):
        message = f'facts is a dict such as {{"item": "bus"}}, not {shown(changed)}.'
        raise KitError(message, "facts", changed)
    values: dict[str, Value | None] = {}
    for name, value in changed.items():
        back = value is None or (isinstance(value, str) and value == NOT_GIVEN)
        values[fact(name).name] = None if back else fact(name).parse(value)
    return values


def _keys_of_law(left_out: Any) -> tuple[str, ...]:
    law = whole_law()
    return _once_each(
        law.measure(key).id if ":" in str(key) else law.resolution(key).key
        for key in _several(left_out)
    )


def _once_each(keys: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_several(keys)))


def _several(keys: object) -> tuple:
    if isinstance(keys, (str, int)):
        return (keys,)
    several = tuple(keys) if isinstance(keys, Iterable) else (None,)
    if any(not isinstance(key, (str, int)) for key in several):
        message = f'{shown(keys)} is no key, and no list of keys such as ["2397:7"] or ["kremlin"].'
        raise KitError(message, "keys", keys)
    return several
