"""classify(case, law) -> Finding: a verdict with the argument that carries it.

How it works. Every conjunction of tests in the law (a measure's, or an exemption's) is one bit. For each fact, a table
says which bits a value leaves standing. Combining the known facts leaves the conjunctions that still can be met; those
that no unknown fact touches are met. Where unknown facts remain, their values are tried class by class in a decision diagram
whose equal branches are merged, so the verdict is exact over every way of filling them in.
"""

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from html import escape
from itertools import combinations, product

from . import facts as vocabulary
from .facts import DERIVED, OTHER, Case, KitError, fact, facts, item, items
from .law import Law, law as whole_law
from .logic import UNKNOWN, Truth, all_of, any_of

_NOT, _PROHIBITED = 0, 1
_GOODS = (
    "to_dprk",
    "from_dprk",
)  # a transfer of goods goes one way or the other, so "neither" fills no gap there
_SCOPE = (
    "item",
    "hs",
    "arms",
    "field",
    "finance_kind",
)  # what a measure is about, against how it is done
_FIRST = ("on", "conduct", "direction", "item", "hs", *DERIVED)


class Verdict(str, Enum):
    """What the law in this data says of a case.

    NOT_PROHIBITED means: by no UN measure in this data. It is not legal advice and says nothing of national law.

    >>> Verdict.NOT_PROHIBITED == "not prohibited"
    True
    """

    PROHIBITED = "prohibited"
    NOT_PROHIBITED = "not prohibited"
    UNDETERMINED = "undetermined"

    def __str__(self):
        return self.value


class _Engine:
    """A law compiled to bits, with the memory of what it has decided."""

    def __init__(self, law):
        self.law = law
        self.bans = [m for m in law.measures if m.prohibits]
        self.tests, self.owner = [], []
        self.clauses = [self._bits(m.when, n) for n, m in enumerate(self.bans)]
        self.ban_mask = (1 << len(self.tests)) - 1
        exemption_bits = {}
        self.exemptions = []
        for measure in self.bans:
            mask = 0
            for exemption in law.exemptions(measure):
                if exemption not in exemption_bits:
                    exemption_bits[exemption] = self._bits(exemption.when, exemption)
                mask |= exemption_bits[exemption]
            self.exemptions.append(mask)
        self.all = (1 << len(self.tests)) - 1
        self.exemption_bits = exemption_bits
        self.mentions = {}
        for bit, tests in enumerate(self.tests):
            for test in tests:
                self.mentions[test.fact] = self.mentions.get(test.fact, 0) | 1 << bit
        asked = set(self.mentions)
        self.order = [n for n in _FIRST if n in asked] + [
            n for n in facts() if n in asked and n not in _FIRST
        ]
        self.rank = {name: position for position, name in enumerate(["on", *self.order])}
        self.plain = [
            (n, UNKNOWN if (presumed := fact(n).presumption) is None else presumed)
            for n in self.order
            if n not in (*_FIRST, "contract_date")
        ]
        self.presumed = dict(self.plain)
        self._ok, self._epochs = {}, {}
        self.variables, self._variable_ids = [], {}
        self.nodes, self._node_ids, self._memo, self._supports = (
            [None, None],
            {},
            {},
            {0: frozenset(), 1: frozenset()},
        )
        for name in ("free", "days", "directions", "conducts", "codes", "thing", "things"):
            setattr(
                self, name, functools.cache(getattr(self, name))
            )  # remembered for as long as the law is

    def _bits(self, when, owner):
        mask = 0
        for tests in when:
            mask |= 1 << len(self.tests)
            self.tests.append(tests)
            self.owner.append(owner)
        return mask

    def ok(self, name, value):
        """The bits that a value of a fact leaves standing."""
        key = (name, value)
        mask = self._ok.get(key)
        if mask is None:
            mask = self.all
            touched = self.mentions.get(name, 0)
            for bit, tests in enumerate(self.tests):
                if touched >> bit & 1 and any(
                    t.fact == name and t.check(value) is Truth.NO for t in tests
                ):
                    mask &= ~(1 << bit)
            self._ok[key] = mask
        return mask

    def epoch(self, day, off=frozenset()):
        """The bits of the measures and exemptions in force on a day, some resolutions left out."""
        index = bisect_right(self.law.boundaries, day), off
        mask = self._epochs.get(index)
        if mask is None:
            law = self.law.without(*off) if off else self.law
            standing = {m.id for m in law.in_force(day)}
            mask = 0
            for number, measure in enumerate(self.bans):
                if measure.id in standing:
                    mask |= self.clauses[number]
            for exemption, bits in self.exemption_bits.items():
                own = exemption.by.partition(":")[0]
                if exemption.by in standing or (
                    exemption.by not in self.law._measures and own not in off
                ):
                    mask |= bits
            self._epochs[index] = mask
        return mask

    def dated(self, day, contract, off=frozenset()):
        """The bits standing on a day, the contract date included unless it has a value of its own."""
        mask = self.epoch(day, off) & self.ok("on", day)
        return mask & self.ok("contract_date", day) if contract is None else mask

    def variable(self, name, options, touches):
        """A variable of the diagram: an unknown fact, its (value, bits left, further variables) and the bits it touches."""
        key = (name, options, touches)
        if key not in self._variable_ids:
            self._variable_ids[key] = len(self.variables)
            self.variables.append((name, options, touches))
        return self._variable_ids[key]

    def free(self, name):
        """The variable for a fact of which nothing is known."""
        described = fact(name)
        if described.type == "choice":
            values = tuple(described.values)
        elif described.type == "yes/no":
            values = (Truth.NO, Truth.YES)
        else:
            values = self._limits(name)
        return self.variable(
            name, tuple((v, self.ok(name, v), ()) for v in values), self.mentions.get(name, 0)
        )

    def _limits(self, name):
        """Values of a number or a date between and on all limits that the law sets for it."""
        limits = sorted({t.wanted[0] for tests in self.tests for t in tests if t.fact == name})
        if fact(name).type == "number":
            return tuple(sorted({0, *limits, *(limit + 1 for limit in limits)}))
        one = timedelta(days=1)
        return tuple(
            sorted({day for limit in limits for day in (limit - one, limit, limit + one)})
        ) or (date(2006, 1, 1),)

    def days(self, contract, off=frozenset()):
        """The variable for an unknown day: one day for each stretch in which nothing changes."""
        one = timedelta(days=1)
        limits = {
            *self.law.boundaries,
            *self._limits("on"),
            *(self._limits("contract_date") if contract is None else ()),
        }
        days = sorted({date(2005, 1, 1), *limits, *(limit + one for limit in limits)})
        return self.variable(
            "on", tuple((d, self.dated(d, contract, off), ()) for d in days), self.all
        )

    def directions(self, conduct):
        values = _GOODS if conduct == "transfer" else tuple(fact("direction").values)
        return self.variable(
            "direction",
            tuple((v, self.ok("direction", v), ()) for v in values),
            self.mentions.get("direction", 0),
        )

    def conducts(self, direction):
        """The variable for unknown conduct; where the direction is unknown too, it follows the conduct."""
        options = tuple(
            (v, self.ok("conduct", v), (self.directions(v),) if direction is UNKNOWN else ())
            for v in fact("conduct").values
        )
        touches = self.mentions.get("conduct", 0) | (
            self.mentions.get("direction", 0) if direction is UNKNOWN else 0
        )
        return self.variable("conduct", options, touches)

    def codes(self, code, within):
        """The (code, bits) that an HS code stands for: itself, or what it could be completed to.

        `code` may be UNKNOWN; `within` limits it to the headings of a thing, or is None.
        """
        prefixes = self._prefixes()
        if code is UNKNOWN:
            candidates = within or sorted(vocabulary._CHAPTERS)
        elif within:
            candidates = [
                code if code.startswith(c) else c
                for c in within
                if c.startswith(code) or code.startswith(c)
            ]
        else:
            candidates = [code]
        found = {}
        for candidate in candidates:
            finer = sorted(p for p in prefixes if p.startswith(candidate) and p != candidate)
            rest = self._besides(candidate, finer) if finer else [candidate]
            for value in (*finer, *rest):
                found.setdefault(self.ok("hs", value), value)
        return tuple((value, mask) for mask, value in found.items())

    def _prefixes(self):
        return {p for tests in self.tests for t in tests if t.fact == "hs" for p in t.wanted}

    def codes_apart(self):
        """A code for each way in which the law or the list of things tells codes apart."""
        prefixes = self._prefixes() | {c for i in items().values() for c in i.codes}
        for chapter in sorted(vocabulary._CHAPTERS):
            finer = sorted(p for p in prefixes if p.startswith(chapter) and p != chapter)
            yield from (*finer, *self._besides(chapter, finer)) if finer else [chapter]

    @staticmethod
    def _besides(code, finer):
        """A completion of a short code that lies under none of the finer ones, if there is one."""
        return next(
            ([c] for n in range(100) if not (c := f"{code}{n:02}").startswith(tuple(finer))), []
        )

    def thing(self, key, hs, derived):
        """What a thing settles, as (bits left, variables that stay open).

        `hs` is the code given, UNKNOWN, or None for the thing's own; `derived` gives, for each fact that a thing presumes,
        its given value, UNKNOWN, or None.
        """
        mask, opened = self.ok("item", key), []
        presumed = {} if key == OTHER else item(key).presumed
        if hs is None and key != OTHER:
            codes = self.codes(item(key).hs, None)
        else:
            codes = self.codes(
                UNKNOWN if hs is None else hs, None if key == OTHER else item(key).codes
            )
        if len(codes) == 1:
            mask &= codes[0][1]
        else:
            opened.append(
                self.variable("hs", tuple((v, m, ()) for v, m in codes), self.mentions.get("hs", 0))
            )
        for name, value in zip(DERIVED, derived):
            if value is None:
                value = presumed.get(name, fact(name).presumption)
            if value is None or value is UNKNOWN:
                opened.append(self.free(name))
            else:
                mask &= self.ok(name, value)
        return mask, tuple(opened)

    def things(self, hs, derived):
        """The variable for an unknown thing: every item that the HS code does not rule out, and another thing."""
        possible = [k for k, i in items().items() if hs in (None, UNKNOWN) or i.fits(hs)]
        options = tuple((key, *self.thing(key, hs, derived)) for key in (*possible, OTHER))
        touches = self.mentions.get("item", 0) | self.mentions.get("hs", 0)
        for name, value in zip(DERIVED, derived):
            if value is None or value is UNKNOWN:
                touches |= self.mentions.get(name, 0)
        return self.variable("item", options, touches)

    def part(self, part, given, off=frozenset()):
        """One part of the given facts as (bits left, variables): "date", "act", "thing", or a single fact by its name."""
        if part == "date":
            contract = given.get("contract_date")
            day = given["on"]
            opened = (self.free("contract_date"),) if contract is UNKNOWN else ()
            alive = (
                self.all
                if contract is None or contract is UNKNOWN
                else self.ok("contract_date", contract)
            )
            if day is UNKNOWN:
                return alive, (self.days(contract, off), *opened)
            return alive & self.dated(day, contract, off), opened
        if part == "act":
            conduct, direction = given.get("conduct", UNKNOWN), given.get("direction", UNKNOWN)
            alive = self.all if direction is UNKNOWN else self.ok("direction", direction)
            if conduct is UNKNOWN:
                return alive, (self.conducts(direction),)
            return alive & self.ok("conduct", conduct), (
                self.directions(conduct),
            ) if direction is UNKNOWN else ()
        if part == "thing":
            derived = tuple(map(given.get, DERIVED))
            key, hs = given.get("item", UNKNOWN), given.get("hs")
            if key is not UNKNOWN:
                return self.thing(key, hs, derived)
            alive = self.all
            for name, value in zip(DERIVED, derived):
                if value is not None and value is not UNKNOWN:
                    alive &= self.ok(name, value)
            return alive, (self.things(hs, derived),)
        value = given.get(part, self.presumed[part])
        return (self.all, (self.free(part),)) if value is UNKNOWN else (self.ok(part, value), ())

    def resolve(self, given, off=frozenset()):
        """The given facts as (bits left, variables): what is settled and what is open. `off` holds resolutions left out."""
        alive, opened = self.part("date", given, off)
        for part in ("act", "thing"):
            mask, more = self.part(part, given)
            alive &= mask
            opened += more
        for name, presumed in self.plain:
            value = given.get(name, presumed)
            if value is UNKNOWN:
                opened += (self.free(name),)
            else:
                alive &= self.ok(name, value)
        return alive, self._sorted(opened)

    def settled(self, alive, opened):
        """The verdict on some bits and open variables."""
        return _VERDICTS.get(self.decide(alive, self._sorted(opened)), Verdict.UNDETERMINED)

    def masks(self, case):
        """For each fact, "on" for the day included, the bits that it leaves standing; an unknown fact leaves what some value of it would."""
        found = []
        for name in ("on", *self.mentions):
            value = case.value(name)
            if name == "on" and value is not UNKNOWN:
                mask = self.epoch(value) & self.ok("on", value)
            elif name == "hs" and value is UNKNOWN and case.value("item") not in (UNKNOWN, OTHER):
                mask = functools.reduce(
                    int.__or__, (m for _, m in self.codes(UNKNOWN, item(case.value("item")).codes))
                )
            elif name == "item" and value is UNKNOWN and case.value("hs") is not UNKNOWN:
                mask = functools.reduce(
                    int.__or__,
                    (
                        self.ok("item", option[0])
                        for option in self.variables[
                            self.things(case.value("hs"), (UNKNOWN,) * len(DERIVED))
                        ][1]
                    ),
                )
            elif value is UNKNOWN or (
                name in DERIVED and name not in case.given and case.value("item") is UNKNOWN
            ):
                continue
            else:
                mask = self.ok(name, value)
            found.append((name, mask))
        return found

    def _sorted(self, ids):
        return tuple(sorted(ids, key=lambda i: self.rank.get(self.variables[i][0], 0)))

    def decide(self, alive, opened):
        """The node of the diagram for some bits and open variables: 0 not prohibited, 1 prohibited, or a branching."""
        variables, touched = self.variables, 0
        for i in opened:
            touched |= variables[i][2]
        left, keep = alive & self.ban_mask, 0
        while left:
            low = left & -left
            number = self.owner[low.bit_length() - 1]
            exempting = alive & self.exemptions[number]
            if exempting & ~touched:
                left &= ~self.clauses[number]
                continue
            if not exempting and not low & touched:
                return _PROHIBITED
            keep |= low | exempting
            left ^= low
        if not keep:
            return _NOT
        opened = tuple(i for i in opened if variables[i][2] & keep)
        key = (keep, opened)
        node = self._memo.get(key)
        if node is None:
            if len(self._memo) > 200_000:
                self._memo.clear()
            first, rest = opened[0], opened[1:]
            children = tuple(
                self.decide(keep & mask, self._sorted(more + rest) if more else rest)
                for _, mask, more in variables[first][1]
            )
            node = (
                children[0]
                if children.count(children[0]) == len(children)
                else self._node(first, children)
            )
            self._memo[key] = node
        return node

    def _node(self, variable, children):
        key = (variable, children)
        if key not in self._node_ids:
            self._node_ids[key] = len(self.nodes)
            self.nodes.append(key)
        return self._node_ids[key]

    def support(self, node):
        """The names of the facts on which a node depends."""
        if node not in self._supports:
            variable, children = self.nodes[node]
            names = {self.variables[variable][0]}
            for child in set(children):
                names |= self.support(child)
            self._supports[node] = frozenset(names)
        return self._supports[node]

    def verdict(self, given, off=frozenset()):
        """The verdict on given facts, some resolutions left out."""
        return _VERDICTS.get(self.decide(*self.resolve(given, off)), Verdict.UNDETERMINED)

    def answers(self, name, case, masks=None):
        """The values of a fact in classes: those of one class make no difference to the rest of the case."""
        own = {name, *(n for n in ("hs", *DERIVED) if name == "item" and n not in case.given)}
        alive = self.all
        for other, mask in self.masks(case) if masks is None else masks:
            if other not in own:
                alive &= mask
        thing, hs, derived = (
            case.value("item"),
            case.value("hs"),
            tuple(map(case.given.get, DERIVED)),
        )
        if name == "item":
            fitting = [
                k for k in items() if thing is not UNKNOWN or hs is UNKNOWN or item(k).fits(hs)
            ]
            stays = (
                case.given.get("hs") if thing is UNKNOWN else None
            )  # another thing brings its own code
            found = (
                (key, (mask & alive, more))
                for key in (*fitting, OTHER)
                for mask, more in [self.thing(key, stays, derived)]
            )
        elif name == "hs" and thing is UNKNOWN:
            found = (
                (
                    code,
                    frozenset(
                        (mask & alive, more)
                        for _, mask, more in self.variables[self.things(code, derived)][1]
                    ),
                )
                for code in self.codes_apart()
            )
        elif name == "hs":
            found = (
                (v, mask & alive)
                for v, mask in self.codes(UNKNOWN, None if thing == OTHER else item(thing).codes)
            )
        else:
            variable = (
                self.directions(case.value("conduct")) if name == "direction" else self.free(name)
            )
            found = ((v, mask & alive) for v, mask, _ in self.variables[variable][1])
        classes = {}
        for value, kind in found:
            classes.setdefault(kind, []).append(value)
        return tuple(map(tuple, classes.values()))

    def bits(self, number):
        """The bits of one measure and of its exemptions."""
        return self.clauses[number] | self.exemptions[number]


_VERDICTS = {_NOT: Verdict.NOT_PROHIBITED, _PROHIBITED: Verdict.PROHIBITED}


def engine(law):
    """The compiled form of a law, made once for each law."""
    if "engine" not in law._cache:
        law._cache["engine"] = _Engine(law)
    return law._cache["engine"]


@dataclass(frozen=True)
class Step:
    """One test put to one fact: what was asked, what the case says, and the answer.

    `origin` is "given", "item", "presumed" or "unknown"; `evidence` are the ids of the claims and events behind a given fact.
    """

    test: object
    value: object
    origin: str
    truth: Truth
    evidence: tuple = ()

    @property
    def words(self):
        """The step as a line: the answer, the fact, what the case says of it and why, and what was asked if that differs."""
        said = fact(self.test.fact).words(self.value)
        source = {"item": " (by what the thing is)", "presumed": " (presumed)"}.get(self.origin, "")
        rows = f" [{', '.join(self.evidence)}]" if self.evidence else ""
        plain = self.truth is Truth.YES and self.test.op == "in"
        asked = "" if plain else f"; asked for {self.test.asks}"
        return f"{self.truth}: {self.test.label}: {said}{source}{rows}{asked}"


@dataclass(frozen=True)
class Ground:
    """A measure that prohibits, or might: with the tests it met and what it still needs to know."""

    measure: object
    steps: tuple
    needs: frozenset = frozenset()

    @property
    def id(self):
        return self.measure.id

    @property
    def title(self):
        return self.measure.title

    @property
    def tests(self):
        """The tests that the case met."""
        return tuple(step for step in self.steps if step.truth is Truth.YES)

    def __repr__(self):
        needs = f", needs {', '.join(sorted(self.needs))}" if self.needs else ""
        return f"<{self.id} {self.title}{needs}>"


@dataclass(frozen=True)
class Opening:
    """An exemption that could lift a ground (or, in `Finding.lifted`, does): which ones, by what, granted by whom."""

    id: str
    granted_by: str
    text: str
    lifts: tuple
    needs: frozenset
    confidence: str

    def __repr__(self):
        return f"<{self.id} by {self.granted_by}, lifts {', '.join(self.lifts)}>"


class Finding:
    """A verdict on a case under a law, with its argument. It shows itself in Jupyter and in a terminal.

    >>> finding = classify(Case(on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile"))
    >>> finding.verdict == "prohibited", [ground.id for ground in finding.grounds], sorted(finding.assumed)
    (True, ['2094:23', '2397:7'], ['committee_approval'])
    """

    def __init__(self, case, law):
        self.case, self.law = case, law
        self._engine = engine(law)
        self._alive, self._open = self._engine.resolve(case.given)
        self._node = self._engine.decide(self._alive, self._open)
        self.verdict = _VERDICTS.get(self._node, Verdict.UNDETERMINED)

    def __eq__(self, other):
        return isinstance(other, Finding) and (self.case, self.law) == (other.case, other.law)

    def __hash__(self):
        return hash((self.case, self.law))

    @functools.cached_property
    def _candidates(self):
        """For each measure with a conjunction left, its number and its node in the diagram, taken alone."""
        e = self._engine
        numbers = sorted({e.owner[b] for b in _set_bits(self._alive & e.ban_mask)})
        return [(n, e.decide(self._alive & e.bits(n), self._open)) for n in numbers]

    @functools.cached_property
    def grounds(self):
        """The measures that prohibit. Where each alone is open and the verdict is forced all the same, those that force it together."""
        sure = tuple(self._ground(n) for n, node in self._candidates if node == _PROHIBITED)
        if sure or self.verdict is not Verdict.PROHIBITED:
            return sure
        needs = {n: self._engine.support(node) for n, node in self._candidates if node != _NOT}
        kept = dict(needs)
        for number in sorted(needs, key=lambda n: -len(needs[n])):
            bits = functools.reduce(
                int.__or__, (self._engine.bits(n) for n in kept if n != number), 0
            )
            if self._engine.decide(self._alive & bits, self._open) == _PROHIBITED:
                del kept[number]
        return tuple(self._ground(n, needs[n]) for n in kept)

    @functools.cached_property
    def possible(self):
        """The measures that might prohibit, each with the unknown facts it still needs."""
        return tuple(
            self._ground(n, self._engine.support(node))
            for n, node in self._candidates
            if node not in (_NOT, _PROHIBITED)
        )

    @functools.cached_property
    def hinges_on(self):
        """The unknown facts that can still change the verdict."""
        return self._engine.support(self._node)

    @functools.cached_property
    def immaterial(self):
        """The facts, given or unknown, that no measure in force asks about here."""
        return frozenset(facts()) - {"on"} - self._asked

    @functools.cached_property
    def _asked(self):
        """The facts that could matter: some measure or exemption asks about them that no other fact has ruled out."""
        e, masks = self._engine, self._engine.masks(self.case)
        asked = set()
        for name, mentioned in e.mentions.items():
            alive = e.all
            own = {name}
            if name == "item" or (name == "hs" and self.case.value("item") is UNKNOWN):
                own |= {
                    n
                    for n in ("item", "hs", *DERIVED)
                    if n not in self.case.given or self.case.given[n] is UNKNOWN
                }
            for other, mask in masks:
                if other not in own:
                    alive &= mask
            bans = {e.owner[b] for b in _set_bits(alive & e.ban_mask)}
            touched = alive & functools.reduce(lambda bits, n: bits | e.mentions.get(n, 0), own, 0)
            if any(touched & e.bits(number) for number in bans):
                asked.add(name)
        return frozenset(asked)

    @functools.cached_property
    def assumed(self):
        """The presumed facts that the verdict rests on: another value of one of them, or of several together, would turn it."""
        presumed = [
            n
            for n in facts()
            if self.case.origin(n)[1] in ("presumed", "item")
            and n != "hs"
            and n in self._asked
            and n not in self.hinges_on
        ]
        found = {n for n in presumed if self._turns(n)}
        rest = [n for n in presumed if n not in found]
        size = 2
        while (
            self.verdict is not Verdict.UNDETERMINED and size <= len(rest) and self._rests_on(rest)
        ):
            for names in combinations(rest, size):
                if self._turns(*names):
                    found |= set(names)
            rest = [n for n in rest if n not in found]
            size += 1
        return frozenset(found)

    def _turns(self, *names):
        options = [[o[0] for o in self._engine.variables[self._engine.free(n)][1]] for n in names]
        return any(
            self._engine.verdict({**self.case.given, **dict(zip(names, values))})
            is not self.verdict
            for values in product(*options)
        )

    def _rests_on(self, names):
        return (
            self._engine.verdict({**self.case.given, **dict.fromkeys(names, UNKNOWN)})
            is not self.verdict
        )

    @functools.cached_property
    def exceptions(self):
        """What could lift the grounds: exemptions in force that nothing known of the case rules out, each with who may grant it."""
        return self._openings(self.grounds, lambda truth: truth is not Truth.YES)

    @functools.cached_property
    def lifted(self):
        """Measures that would prohibit but for an exemption that is met, each with the exemptions that lift it."""
        e = self._engine
        found = []
        for number, node in self._candidates:
            if (
                node == _NOT
                and e.decide(self._alive & e.clauses[number], self._open) == _PROHIBITED
            ):
                ground = self._ground(number)
                found.append((ground, self.lifting((ground,))))
        return tuple(found)

    def lifting(self, grounds):
        """The exemptions that are met here and lift some of these grounds, of this finding or of another."""
        return self._openings(grounds, lambda truth: truth is Truth.YES)

    @functools.cached_property
    def near_misses(self):
        """Measures in force whose goods or field the case meets, and that it misses only by what was done, which way, or a limit.

        Each comes with the steps that it fails, as (measure, steps).
        """
        day = self.case.value("on")
        if day is UNKNOWN:
            return ()
        e, found = self._engine, []
        for number, measure in enumerate(e.bans):
            if not e.epoch(day) & e.clauses[number] or self._alive & e.clauses[number]:
                continue
            for tests in measure.when:
                steps = self._steps(tests)
                failed = tuple(s for s in steps if s.truth is Truth.NO)
                if any(s.test.fact in _SCOPE and s.truth is Truth.YES for s in steps) and all(
                    s.test.fact not in _SCOPE and s.origin == "given" for s in failed
                ):
                    found.append((measure, failed))
                    break
        return tuple(found)

    def _openings(self, grounds, wanted):
        found = {}
        day = self.case.value("on")
        standing = None if day is UNKNOWN else self._engine.epoch(day)
        for ground in grounds:
            for exemption in self.law.exemptions(ground.measure):
                bits = self._engine.exemption_bits.get(exemption, 0)
                if not (bits if standing is None else bits & standing):
                    continue
                clauses = [self._steps(tests) for tests in exemption.when]
                truth = any_of(all_of(s.truth for s in steps) for steps in clauses)
                reachable = [
                    steps
                    for steps in clauses
                    if all(s.truth is not Truth.NO or s.origin == "presumed" for s in steps)
                ]
                if wanted(truth) and reachable:
                    needs = {
                        s.test.fact
                        for steps in reachable
                        for s in steps
                        if s.truth is not Truth.YES
                    }
                    found.setdefault(exemption, ([], set()))
                    found[exemption][0].append(ground.id)
                    found[exemption][1].update(needs)
        return tuple(
            Opening(x.by, x.granted_by, x.text, tuple(ids), frozenset(needs), x.confidence)
            for x, (ids, needs) in found.items()
        )

    def _steps(self, tests):
        return tuple(self._step(test) for test in tests)

    def _step(self, test):
        value, origin = self.case.origin(test.fact)
        truth = test.check(value)
        if value is UNKNOWN and test.fact in ("item", "hs", *DERIVED):
            truth = self._thing_truth(test)
        known = self.case.evidence.get(test.fact)
        rows = known.rows if known and origin == "given" else ()
        if origin == "item" and (behind := self.case.evidence.get("item")):
            rows = behind.rows
        return Step(test, value, origin, truth, rows)

    def _thing_truth(self, test):
        """The truth of a test on an unknown thing: NO if the HS code rules out all it asks for, and the like."""
        thing, hs = self.case.value("item"), self.case.value("hs")
        if test.fact == "item" and hs is not UNKNOWN:
            fitting = [k for k in test.wanted if k == OTHER or item(k).fits(hs)]
            return UNKNOWN if fitting else Truth.NO
        if test.fact == "hs" and thing not in (UNKNOWN, OTHER):
            truths = {test.check(code) for code in item(thing).codes}
            return truths.pop() if len(truths) == 1 else UNKNOWN
        return UNKNOWN

    def _ground(self, number, needs=frozenset()):
        measure = self._engine.bans[number]
        best = max(
            (self._steps(tests) for tests in measure.when),
            key=lambda steps: (
                all_of(s.truth for s in steps) is not Truth.NO,
                all_of(s.truth for s in steps) is Truth.YES,
                sum(s.truth is Truth.YES for s in steps),
            ),
        )
        return Ground(measure, best, needs)

    def explain(self):
        """The argument, step by step, as text: paragraphs, the tests they met, the facts and the rows of evidence behind them.

        >>> car = Case(on="2024-02-18", direction="to_dprk", conduct="transfer", item="passenger_car")
        >>> print(classify(car).explain().splitlines()[0])
        PROHIBITED: by at least one UN measure in this data.
        """
        return "\n".join(_as_text(self._outline())).rstrip()

    def _outline(self):
        """The argument as (heading, paragraphs) parts, from which every view is made. A paragraph is (text, sub-paragraphs)."""
        yield (f"{self.verdict.upper()}: {_MEANING[self.verdict]}", [(self._event(), [])])
        if self.grounds:
            sure = not self.grounds[0].needs
            asked = _labels(frozenset().union(*(g.needs for g in self.grounds)))
            heading = (
                "Grounds"
                if sure
                else f"Grounds: whatever the answer on {asked}, one of these applies"
            )
            yield (heading, [self._ground_lines(g) for g in self.grounds])
        if self.lifted:
            yield (
                "Would prohibit, but is lifted",
                [
                    (
                        f"{g.id} {g.title}",
                        [(f"{o.id}: {o.text} ({o.granted_by})", []) for o in openings],
                    )
                    for g, openings in self.lifted
                ],
            )
        if self.hinges_on:
            yield ("It hinges on", [(fact(n).question, []) for n in facts() if n in self.hinges_on])
        if self.possible and not (self.grounds and self.grounds[0].needs):
            yield (
                "Might also prohibit" if self.grounds else "Might prohibit",
                [
                    (f"{g.id} {g.title}", [(f"needs to know: {_labels(g.needs)}", [])])
                    for g in self.possible
                ],
            )
        if self.exceptions:
            yield ("What could lift it", list(self._opening_lines()))
        if self.verdict is not Verdict.PROHIBITED and self.near_misses:
            yield (
                "Came close, but misses",
                [
                    (f"{m.id} {m.title}", [(s.words, []) for s in failed])
                    for m, failed in self.near_misses
                ],
            )
        if self.assumed:
            yield (
                "Assumed, because nobody has said otherwise",
                [
                    (f"{fact(n).label}: {fact(n).words(self.case.value(n))}", [])
                    for n in facts()
                    if n in self.assumed
                ],
            )
        idle = [n for n in facts() if n in self.immaterial and n in self.case.given]
        if idle:
            yield (
                "Makes no difference here",
                [(f"{fact(n).label}: {fact(n).words(self.case.value(n))}", []) for n in idle],
            )

    def _opening_lines(self):
        same = {}
        for o in self.exceptions:
            same.setdefault((o.text, o.granted_by, o.lifts, o.confidence), []).append(o.id)
        for (text, granted_by, lifts, confidence), ids in same.items():
            doubt = [("this reading is doubtful", [])] if confidence == "doubtful" else []
            yield (
                f"{', '.join(ids)}: {text}",
                [(f"granted by: {granted_by}", []), (f"lifts: {', '.join(lifts)}", []), *doubt],
            )

    def _event(self):
        case = self.case
        parts = [
            f"{fact(n).label}: {fact(n).words(case.value(n))}"
            for n in ("on", "direction", "conduct", "item", "hs")
            if n in case.given
        ]
        return (f"{case.title}. " if case.title else "") + "; ".join(parts) + "."

    def _ground_lines(self, ground):
        measure, resolution = ground.measure, self.law.resolution(ground.measure.resolution)
        since = max(measure.starts or resolution.adopted, resolution.adopted)
        under = [
            (
                f"in force since {fact('on').words(since)}; how sure we are of the reading: {measure.confidence}",
                [],
            )
        ]
        under += [(step.words, []) for step in ground.steps]
        if ground.needs:
            under.append((f"needs to know: {_labels(ground.needs)}", []))
        return (f"{ground.id} {ground.title}", under)

    def __repr__(self):
        lines = [f"{self.verdict.upper()}: {_MEANING[self.verdict]}"]
        for heading, ids in (
            ("ground", self.grounds),
            ("might prohibit", () if self.grounds else self.possible),
        ):
            lines += [f"  {heading}: {g.id} {g.title}" for g in ids]
        for heading, names in (("hinges on", self.hinges_on), ("assumed", self.assumed)):
            if names:
                lines.append(f"  {heading}: {_names(names)}")
        return "\n".join(lines)

    def _repr_html_(self):
        parts = list(self._outline())
        (title, opening), rest = parts[0], parts[1:]
        body = "".join(
            f"<h4>{escape(h)}</h4><ul>{''.join(map(_as_html, lines))}</ul>" for h, lines in rest
        )
        return (
            f'<section class="sanctionslab-finding" aria-label="Verdict: {self.verdict}" style="{_BOX}">'
            f"<h3>{escape(title)}</h3><p>{escape(opening[0][0])}</p>{body}</section>"
        )


_BOX = "border-inline-start:.3em solid currentColor;padding-inline-start:1em;max-width:60em"
_PARAGRAPHS = re.compile(r"^((?:\d{4}:[^\s,:]+(?:, (?=\d))?)+)")
_MEANING = {
    Verdict.PROHIBITED: "by at least one UN measure in this data.",
    Verdict.NOT_PROHIBITED: "by no UN measure in this data. This is no legal advice and says nothing of national law.",
    Verdict.UNDETERMINED: "the facts given do not settle it.",
}


def _names(names):
    return ", ".join(n for n in facts() if n in names)


def _labels(names):
    return "; ".join(fact(n).label for n in facts() if n in names)


def _set_bits(mask):
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _as_text(parts):
    for heading, lines in parts:
        yield heading
        yield from _indented(lines, "  ")
        yield ""


def _indented(lines, margin):
    for text, under in lines:
        yield margin + text
        yield from _indented(under, margin + "  ")


def _as_html(line):
    text, under = line
    inner = f"<ul>{''.join(map(_as_html, under))}</ul>" if under else ""
    return "<li>" + _PARAGRAPHS.sub(r"<strong>\1</strong>", escape(text)) + inner + "</li>"


def classify(case, law=None):
    """The verdict on a case under a law, with its reasons.

    Arguments: `case`, a Case; `law`, a Law, the whole law in `data/law/` if left out.
    Returns a Finding. The verdict is exact: if every way of filling in the unknown facts gives the same answer, that is the answer.
    Raises KitError if the case is no Case or the law no Law.

    >>> classify(Case(on="2018-06-01", conduct="transfer", hs="8418")).verdict == "prohibited"   # barred both ways
    True
    >>> sorted(classify(Case(on="2024-06-19", direction="to_dprk", conduct="transfer", item="porcelain_tableware")).hinges_on)
    ['national_luxury', 'unit_value_usd']
    """
    if not isinstance(case, Case):
        raise KitError(
            f'classify needs a Case, not {type(case).__name__}. Make one: sl.Case(on="2024-02-18", ...), or sl.case("aurus-2024-02").',
            "case",
            case,
        )
    law = whole_law() if law is None else law
    if not isinstance(law, Law):
        raise KitError(
            f"classify needs a Law, not {type(law).__name__}. Take sl.law(), or a changed copy such as sl.law().without(2397).",
            "law",
            law,
        )
    return Finding(case, law)
