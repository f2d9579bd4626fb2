"""verdict/rulebook."""

import functools
from bisect import bisect_right
from datetime import date, timedelta

from .. import vocabulary
from ..logic import UNKNOWN, Truth
from ..vocabulary import FROM_THE_ITEM, OTHER, fact, facts, item, items
from .parts import Verdict

_NOT, _PROHIBITED = 0, 1


_GOODS = (
    "to_dprk",
    "from_dprk",
)  # a transfer of goods goes one way or the other, so "neither" fills no gap there


_FIRST = ("on", "conduct", "direction", "item", "hs", *FROM_THE_ITEM)


_VERDICTS = {_NOT: Verdict.NOT_PROHIBITED, _PROHIBITED: Verdict.PROHIBITED}


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
            candidates = within or sorted(vocabulary.CHAPTERS)
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
        for chapter in sorted(vocabulary.CHAPTERS):
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
        for name, value in zip(FROM_THE_ITEM, derived):
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
        for name, value in zip(FROM_THE_ITEM, derived):
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
            derived = tuple(map(given.get, FROM_THE_ITEM))
            key, hs = given.get("item", UNKNOWN), given.get("hs")
            if key is not UNKNOWN:
                return self.thing(key, hs, derived)
            alive = self.all
            for name, value in zip(FROM_THE_ITEM, derived):
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
                            self.things(case.value("hs"), (UNKNOWN,) * len(FROM_THE_ITEM))
                        ][1]
                    ),
                )
            elif value is UNKNOWN or (
                name in FROM_THE_ITEM and name not in case.given and case.value("item") is UNKNOWN
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
        own = {name, *(n for n in ("hs", *FROM_THE_ITEM) if name == "item" and n not in case.given)}
        alive = self.all
        for other, mask in self.masks(case) if masks is None else masks:
            if other not in own:
                alive &= mask
        thing, hs, derived = (
            case.value("item"),
            case.value("hs"),
            tuple(map(case.given.get, FROM_THE_ITEM)),
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


def engine(law):
    """The compiled form of a law, made once for each law."""
    if "engine" not in law._cache:
        law._cache["engine"] = _Engine(law)
    return law._cache["engine"]


def _set_bits(mask):
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
