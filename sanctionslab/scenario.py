"""Scenarios: a case and what is changed about it, as data, as code, as a file, and in words.

A Scenario does not change. Whatever a panel shows is computed from one, so it can be had as code, kept and opened again.
"""

import functools
import json
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from . import whatif
from .casefile import Claim
from .classify import _MEANING, Verdict, classify
from .facts import OTHER, Case, Evidence, KitError, cases, chains_of, fact, facts, item, near
from .facts import case as named_case
from .law import law as whole_law
from .logic import UNKNOWN, Truth

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
            return whatif.trust_only(self.original, *self.trust_only)
        return whatif.distrust(self.original, *self.distrust) if self.distrust else self.original

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
            "from sanctionslab.casefile import Claim",
            "from sanctionslab.facts import Evidence",
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


def save(path, scenario, *, replace=False):
    """Write a scenario to a small TOML file.

    Arguments: `path`, where to; `scenario`, a Scenario; `replace`, whether a file that exists may be replaced.
    Raises KitError if the file exists and may not be replaced, or cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(Path(folder) / "bus.toml", Scenario("aurus-2024-06", {"item": "bus"}))
    ...     load(Path(folder) / "bus.toml") == Scenario("aurus-2024-06", {"item": "bus"})
    True
    """
    path = Path(path)
    original, lines = (
        scenario.original,
        ["# A scenario of sanctionslab. Open it in the lab, or with sl.panels.load(...)."],
    )
    if original.key in cases():
        lines.append(_entry("case", original.key))
    for name in ("without", "distrust", "trust_only"):
        if keys := getattr(scenario, name):
            lines.append(_entry(name, list(keys)))
    if scenario.facts:
        lines += [
            "",
            "[facts]",
            *(_entry(n, NOT_GIVEN if v is None else v) for n, v in scenario.facts.items()),
        ]
    if original.key not in cases():
        lines += ["", "[original]", *(_entry(n, v) for n, v in original.given.items())]
        for name, known in original.evidence.items():
            lines += [
                "",
                f"[evidence.{name}]",
                *(_entry(k, v) for k, v in vars(known).items() if v),
            ]
        for row in {
            row: None
            for known in original.evidence.values()
            for row in known.rows
            if isinstance(row, Claim)
        }:
            lines += [
                "",
                f"[claim.{row}]",
                _entry("says", row.says),
                _entry("chain", [" > ".join(chain) for chain in row.chains]),
            ]
        lines[1:1] = [_entry("title", original.title)] * bool(original.title)
    try:
        with path.open("w" if replace else "x", encoding="utf-8", newline="\n") as file:
            file.write("\n".join([*lines, ""]))
    except FileExistsError:
        raise KitError(
            f'{path.name} exists already. Give another name, or tick "Replace the file" (in code: replace=True).',
            "file",
            str(path),
        ) from None
    except OSError as error:
        raise KitError(
            f"{path.name} could not be written: {error.strerror}. Give another name or folder.",
            "file",
            str(path),
        ) from None


def _entry(name, value):
    return f"{name} = {json.dumps(list(value) if isinstance(value, (list, tuple)) else plain(value), ensure_ascii=False)}"


def load(path):
    """Read a scenario from a TOML file that `save` wrote.

    Raises KitError, with the file and the reason, for a file that is not there or cannot be used.
    """
    path = Path(path)
    try:
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        there = sorted(p.name for p in path.parent.glob("*.toml"))
        hint = near(path.name, there) or (
            f" Here are: {', '.join(there)}." if there else " Save a scenario first."
        )
        raise KitError(f"There is no file {path.name}.{hint}", "file", str(path), there) from None
    except (OSError, ValueError) as error:
        raise KitError(
            f"{path.name} cannot be read as a scenario: {error}.", "file", str(path)
        ) from None
    try:
        title, own = entry.pop("title", None), entry.pop("original", None)
        claims = {
            id_: Claim(id_, c["says"], tuple(tuple(chain.split(" > ")) for chain in c["chain"]))
            for id_, c in entry.pop("claim", {}).items()
        }
        evidence = {
            n: Evidence(
                tuple(claims.get(row, row) for row in e.get("rows", ())),
                e.get("known"),
                e.get("note", ""),
            )
            for n, e in entry.pop("evidence", {}).items()
        }
        original = Case(title=title, evidence=evidence, **own) if own else entry.pop("case", None)
        return Scenario(original, **entry)
    except KitError as error:
        raise KitError(f"{path.name}: {error}", error.name, error.value, error.allowed) from None
    except (TypeError, AttributeError, KeyError):
        raise KitError(
            f"{path.name} is no scenario: it needs a case and may have facts, without, distrust and trust_only.",
            "file",
            str(path),
        ) from None


# What is told of a scenario, in parts as in a Finding: (heading, paragraphs), a paragraph being (text, sub-paragraphs)


_flips = functools.lru_cache(512)(lambda case, law, size: whatif.flips(case, law, size=size))
_times = functools.lru_cache(512)(whatif.over_time)
_robust = functools.lru_cache(512)(
    lambda original, chains: whatif.robust(original)
)  # equal cases can rest on other chains


def headline(scenario):
    """The verdict of a scenario in three sentences: the verdict, by what or why not, and what is changed. No two read the same.

    >>> for line in headline(Scenario("aurus-2024-06", {"conduct": "display"})): print(line)
    NOT PROHIBITED
    By no UN measure in this data. This is no legal advice and says nothing of national law.
    Changed: What was done: something was shown. The original is prohibited.
    """
    finding, changes = scenario.finding, [words for _, words in scenario.changes]
    grounds = "; ".join(f"{g.id} {g.title}" for g in finding.grounds)
    if finding.grounds:
        why = (
            f"By one of these, whatever the open answers: {grounds}."
            if finding.grounds[0].needs
            else f"By {grounds}."
        )
    elif finding.verdict is Verdict.UNDETERMINED:
        names = [fact(n).label for n in facts() if n in finding.hinges_on]
        more = f", and {len(names) - NAMED} more" if len(names) > NAMED else ""
        why = f"The facts given do not settle it. It hinges on: {'; '.join(names[:NAMED])}{more}."
    else:
        lifting = dict.fromkeys(o.id for _, openings in finding.lifted for o in openings)
        meaning = _MEANING[finding.verdict]
        why = (
            meaning[0].upper()
            + meaning[1:]
            + (f" Lifted by {', '.join(lifting)}." if lifting else "")
        )
    was = (
        "The verdict is that of the original"
        if finding.verdict is scenario.before.verdict
        else f"The original is {scenario.before.verdict}"
    )
    told = (
        f"Changed: {'; '.join(changes)}. {was}."
        if changes
        else f"Nothing is changed: {scenario.original.title or 'this is the original'}."
    )
    return [finding.verdict.upper(), why, told]


def about(scenario):
    """The case in one line.

    >>> about(Scenario("aurus-2024-06")).partition(".")[0]
    'The second Aurus, June 2024'
    """
    return scenario.finding._event()


def open_questions(scenario):
    """What is open, which single answer can settle it, and what is assumed.

    >>> [heading for heading, _ in open_questions(Scenario("horses-2022-11"))][:2]
    ['Open questions', 'One answer that can settle it']
    """
    finding, parts = scenario.finding, []
    if finding.hinges_on:
        parts.append(
            ("Open questions", _lines(fact(n).question for n in facts() if n in finding.hinges_on))
        )
        if found := whatif.deciders(scenario.case, scenario.law, size=1):
            parts.append(("One answer that can settle it", _lines(found)))
    if finding.assumed:
        parts.append(
            (
                "Assumed, because nobody has said otherwise",
                _lines(
                    f"{fact(n).label}: {fact(n).words(scenario.case.value(n))}"
                    for n in facts()
                    if n in finding.assumed
                ),
            )
        )
    return parts


def smallest_changes(scenario, size=1):
    """The smallest changes that flip the verdict. Argument `size`: single changes, or pairs of them.

    >>> smallest_changes(Scenario("aurus-2024-06"))[0][1][0][0]
    'Committee approved: yes -> not prohibited (lifted by 2321:46, 2375:26, 2397:25)'
    """
    one = size == 1
    found = [
        flip for flip in _flips(scenario.case, scenario.law, size) if len(flip.changes) == size
    ]
    return [
        (
            "Smallest changes that flip the verdict"
            if one
            else "Pairs of changes that flip the verdict",
            _lines(found or [f"No {'single change' if one else 'pair of changes'} flips it."]),
        )
    ]


def compared(scenario):
    """The scenario beside its original.

    >>> compared(Scenario("aurus-2024-06", without=[2397]))[0][1][0][0]
    'The verdict holds: prohibited.'
    """
    return (
        [("Compared with the original", _beside(scenario.before, scenario.finding))]
        if scenario.changes
        else []
    )


def switches(scenario):
    """What leaving out each resolution does to the case, and what moving the date does.

    >>> switches(Scenario("aurus-2024-06", without=[2397]))[0][1][0][0]
    'Without 2397 alone'
    """
    case, whole, parts = scenario.case, classify(scenario.case), []
    told = [
        (f"Without {key} alone", _beside(whole, classify(case, whole_law().without(key))))
        for key in scenario.without
    ]
    if len(told) > 1:
        told.append(("Without all of these", _beside(whole, scenario.finding)))
    if told:
        parts.append(("What each switch does", told))
    if "on" in scenario.facts:
        unmoved = classify(case.but(on=scenario.believed.given["on"]), scenario.law)
        parts.append(("What moving the date does", _beside(unmoved, scenario.finding)))
    return parts


def through_time(scenario):
    """The verdict on the same act on every day.

    >>> through_time(Scenario("aurus-2024-06"))[0][1][-1][0]
    'from 2013-03-07 on: prohibited, changed by 2094:23'
    """
    return [("The same act on every day since 2006", _lines(times(scenario)))]


def times(scenario):
    """The Times of a scenario: what `over_time` gives.

    >>> len(times(Scenario("aurus-2024-06")))
    3
    """
    return _times(scenario.case, scenario.law)


def fallen(scenario):
    """The facts that fall with the sources that are not believed.

    >>> fallen(Scenario("aurus-2024-02", distrust=["kremlin"]))[0][1][0][0]
    'Thing: luxury car (for example an Aurus Senat) -> unknown; it rested on KH-25'
    """
    original, believed = scenario.original, scenario.believed
    names = [n for n in original.given if original.given[n] != believed.given.get(n)]
    told = [
        f"{fact(n).label}: {fact(n).words(original.given[n])} -> {fact(n).words(believed.value(n))}; "
        f"it rested on {', '.join(original.evidence[n].rows)}"
        for n in names
    ]
    doubted = scenario.distrust or scenario.trust_only
    return (
        [
            (
                "What falls",
                _lines(told or ["Nothing: every fact still has a chain of reports behind it."]),
            )
        ]
        if doubted
        else []
    )


def firmness(scenario):
    """How much of its evidence the verdict on the original can lose.

    >>> firmness(Scenario("aurus-2024-02"))[0][1][1][0]
    'kcna, rodong -> undetermined'
    """
    original = scenario.original
    behind = tuple((n, tuple(map(chains_of, e.rows))) for n, e in original.evidence.items())
    found = _robust(original, behind)
    told = [f"{', '.join(sorted(s))} -> {v}" for s, v in zip(found.sets, found.after)]
    return [
        (
            f"The original verdict, {found.verdict}, falls if one believes none of",
            _lines(told or ["Nobody: it stands without any source."]),
        )
    ]


def _beside(before, after):
    return _lines(whatif.compare(before, after).lines)


def _lines(things):
    return [(str(thing), []) for thing in things]
