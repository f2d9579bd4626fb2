"""whatif/scenario."""

import functools
import json
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from ..cases import Case, Claim, cases
from ..cases import case as named_case
from ..errors import KitError
from ..law import law as whole_law
from ..logic import UNKNOWN, Truth
from ..verdict import classify
from ..vocabulary import OTHER, fact, facts, item
from . import trust

NOT_GIVEN = "not given"


NAMED = 6  # open questions that a headline names before it counts the rest


@dataclass(frozen=True)
class Scenario:
    """A case and what is changed about it: facts, law and trust. It does not change; the panels show it.

    Arguments: `original`, a Case or the key of a named one; `facts`, new values by name, None (or "not given") to take a
    fact back to its presumption; `without`, resolutions (2397) or paragraphs ("2397:7") to leave out; `distrust`, keys of
    sources not to believe; `trust_only`, keys of speakers whose word alone counts (then `distrust` must be empty).
    An HS code of the original that does not fit a new thing is taken out.
    Raises KitError for a name that does not exist, with the near miss.

    >>> bus = Scenario("aurus-2024-06", {"item": "bus"}, without=[2397])
    >>> bus.before.verdict, bus.finding.verdict
    (<Verdict.PROHIBITED: 'prohibited'>, <Verdict.NOT_PROHIBITED: 'not prohibited'>)
    >>> [words for _, words in bus.changes]
    ['Thing: city bus or coach', 'without resolution 2397']
    """

    original: Case
    facts: dict = field(default_factory=dict)
    without: tuple = ()
    distrust: tuple = ()
    trust_only: tuple = ()

    def __post_init__(self):
        original, changed = self.original, {}
        if isinstance(original, str):
            original = named_case(original)
        elif not isinstance(original, Case):
            raise KitError(
                f"A scenario needs a Case or the key of a named one, not {type(original).__name__}. "
                'Give for example "aurus-2024-02".',
                "case",
                original,
            )
        elif original.key in cases() and original != cases()[original.key]:
            own, original = original, cases()[original.key]
            changed = {
                n: own.given.get(n) for n in facts() if own.given.get(n) != original.given.get(n)
            }
        for name, value in dict(self.facts).items():
            changed[fact(name).name] = (
                None if value is None or value == NOT_GIVEN else fact(name).parse(value)
            )
        law = whole_law()
        without = tuple(
            dict.fromkeys(
                law.measure(n).id if ":" in str(n) else law.resolution(n).key
                for n in _several(self.without)
            )
        )
        distrusted, trusted = (
            tuple(dict.fromkeys(_several(keys))) for keys in (self.distrust, self.trust_only)
        )
        if distrusted and trusted:
            raise KitError(
                "Give distrust or trust_only, not both: whose word alone counts leaves nobody else to distrust.",
                "trust_only",
                trusted,
            )
        for name, value in (
            ("original", original),
            ("facts", MappingProxyType(changed)),
            ("without", without),
            ("distrust", distrusted),
            ("trust_only", trusted),
        ):
            object.__setattr__(self, name, value)
        given = self.believed.given
        if "hs" not in changed and not _fits(changed.get("item"), given.get("hs")):
            changed["hs"] = None
        object.__setattr__(
            self, "facts", MappingProxyType({n: v for n, v in changed.items() if given.get(n) != v})
        )

    @functools.cached_property
    def believed(self):
        """The original without the facts that nobody believed vouches for."""
        if self.trust_only:
            return trust.trust_only(self.original, *self.trust_only)
        return trust.distrust(self.original, *self.distrust) if self.distrust else self.original

    @functools.cached_property
    def case(self):
        """The case with everything changed."""
        return self.believed.but(**self.facts) if self.facts else self.believed

    @functools.cached_property
    def law(self):
        """The law without what is left out."""
        return whole_law().without(*self.without) if self.without else whole_law()

    @functools.cached_property
    def before(self):
        """The Finding on the original, by the whole law."""
        return classify(self.original)

    @functools.cached_property
    def finding(self):
        """The Finding on the changed case, by the changed law."""
        return classify(self.case, self.law)

    @property
    def changes(self):
        """What is changed, as (id, words) pairs. `undo` takes an id. A code that is out because of a new thing is part of that change."""
        told = [
            (f"fact {n}", f"{fact(n).label}: {NOT_GIVEN if v is None else fact(n).words(v)}")
            for n, v in self.facts.items()
            if n != "hs" or _fits(self.facts.get("item"), self.believed.given.get("hs"))
        ]
        told += [
            (f"law {k}", f"without {'paragraph' if ':' in k else 'resolution'} {k}")
            for k in self.without
        ]
        told += [(f"source {k}", f"{k} is not believed") for k in self.distrust]
        return told + (
            [("only", f"only the word of {', '.join(self.trust_only)} counts")]
            if self.trust_only
            else []
        )

    def but(self, **fields):
        """A scenario with other `facts`, `without`, `distrust` or `trust_only`, all of them checked.

        >>> Scenario("aurus-2024-06").but(distrust=["kremlin"]).case.value("item")
        UNKNOWN
        """
        return replace(self, **fields)

    def setting(self, name, value):
        """A scenario with one fact changed.

        >>> bus = Scenario("aurus-2024-02").setting("item", "bus")
        >>> dict(bus.facts), dict(bus.setting("item", "racing_car").facts)
        ({'item': 'bus', 'hs': None}, {'item': 'racing_car'})
        """
        kept = dict(self.facts)
        if name == "item" and not _fits(kept.get("item"), self.believed.given.get("hs")):
            kept.pop("hs")
        return self.but(facts={**kept, fact(name).name: value})

    def undo(self, change):
        """A scenario with one of `changes` taken back.

        >>> Scenario("aurus-2024-06", without=[2094, 2397]).undo("law 2094").without
        ('2397',)
        """
        kind, _, name = change.partition(" ")
        if kind == "fact":
            left = self if name != "item" else self.setting("item", self.believed.given.get("item"))
            return left.but(facts={n: v for n, v in left.facts.items() if n != name})
        if kind == "law":
            return self.but(without=[k for k in self.without if k != name])
        return self.but(trust_only=(), distrust=[k for k in self.distrust if k != name])

    @property
    def code(self):
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
        own = self.original.key not in cases()
        lines = ["import sanctionslab as sl"]
        lines += [
            "from sanctionslab.cases import Claim",
            "from sanctionslab.cases import Evidence",
        ] * bool(own and self.original.evidence)
        lines += ["", f"original = {_case_code(self.original)}"]
        trust, keys = (
            ("trust_only", self.trust_only) if self.trust_only else ("distrust", self.distrust)
        )
        believed = f"sl.{trust}(original, {', '.join(map(_literal, keys))})" if keys else "original"
        lines.append(
            _call(f"case = {believed}.but", _arguments(self.facts))
            if self.facts
            else f"case = {believed}"
        )
        without = ", ".join(k if k.isdecimal() else _literal(k) for k in self.without)
        lines.append(
            f"finding = sl.classify(case, sl.law().without({without}))"
            if without
            else "finding = sl.classify(case)"
        )
        lines += ["print(sl.compare(sl.classify(original), finding))", "", "# the same as a panel:"]
        told = ["original" if own else _literal(self.original.key)]
        told += [
            f"facts={{{', '.join(f'{_literal(n)}: {_literal(v)}' for n, v in self.facts.items())}}}"
        ] * bool(self.facts)
        told += [f"without=[{without}]"] * bool(without) + [
            f"{trust}=[{', '.join(map(_literal, keys))}]"
        ] * bool(keys)
        return "\n".join([*lines, f"# sl.panels.lab({', '.join(told)})"])


def _several(keys):
    return (keys,) if isinstance(keys, (str, int)) else tuple(keys)


def _fits(thing, code):
    """Whether a thing and an HS code can stand together. Either may be unknown, or None."""
    return (
        UNKNOWN in (thing, code)
        or None in (thing, code)
        or thing == OTHER
        or item(thing).fits(code)
    )


def _literal(value):
    if value is UNKNOWN:
        return "sl.UNKNOWN"
    return (
        repr(value)
        if value is None or isinstance(value, (int, float))
        else json.dumps(plain(value), ensure_ascii=False)
    )


def plain(value):
    """A value of a fact as text or a number: what a control shows and a file holds.

    >>> plain(UNKNOWN), plain(date(2024, 2, 18)), plain(150)
    ('unknown', '2024-02-18', 150)
    """
    if isinstance(value, Truth):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _arguments(given):
    return [f"{name}={_literal(value)}" for name, value in given.items()]


def _call(name, arguments):
    line = f"{name}({', '.join(arguments)})"
    return (
        line
        if len(line) <= 100
        else "\n".join([f"{name}(", *(f"    {a}," for a in arguments), ")"])
    )


def _case_code(original):
    if original.key in cases():
        return f"sl.case({_literal(original.key)})"
    arguments = _arguments(original.given)
    arguments += [f"title={original.title!r}"] * bool(original.title)
    known = [
        f"{n}=Evidence(({''.join(f'{_row_code(row)}, ' for row in e.rows)}), {e.known!r}, {e.note!r})"
        for n, e in original.evidence.items()
    ]
    arguments += [f"evidence=dict({', '.join(known)})"] * bool(known)
    return _call("sl.Case", arguments)


def _row_code(row):
    return (
        f"Claim({str(row)!r}, {row.says!r}, {row.chains!r})"
        if isinstance(row, Claim)
        else repr(row)
    )
