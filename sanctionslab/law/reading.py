"""A case read against a law: which facts contradict which clauses, and which could matter.

The rulebook says how a case ends. This says which of its facts had a part in that: which facts
alone keep a clause from being alive, and which values the law does not tell apart here.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from ..cases import Case
from ..logic import UNKNOWN
from ..vocabulary import (
    OTHER,
    OneOf,
    Value,
    allows,
    fitting,
    from_the_item,
    is_open,
    members,
    overlap,
)
from .clauses import NONE, Clauses, intersection, union
from .parts import grouped
from .questions import Position
from .rulebook import Rulebook


class Reading:
    """A case under a rulebook.

    >>> tea = Case(on="2024-06-19", direction="to_dprk", conduct="meeting")
    >>> sorted(Reading(law().rulebook, tea).asked)
    ['conduct']
    """

    def __init__(self, rulebook: Rulebook, case: Case) -> None:
        self.rulebook, self.case = rulebook, case
        self.thing, self.hs = case.value("item"), case.value("hs")
        self.from_the_item = tuple(map(case.given.get, from_the_item()))

    # What the facts contradict

    @functools.cached_property
    def contradicted(self) -> dict[str, Clauses]:
        """For each fact, the clauses that it contradicts."""
        rulebook, given = self.rulebook, self.case.given
        # What nobody says contradicts the same in every case: the rulebook has it ready (`silent`).
        # Only what is given, and what hangs together with other facts, is looked at here.
        names = (name for name in rulebook.about if name in given or name not in rulebook.silent)
        return {**rulebook.silent, **{name: self._contradicted(name) for name in ("on", *names)}}

    def _contradicted(self, name: str) -> Clauses:
        """The clauses that a fact contradicts; an unknown one, whatever its value may be."""
        rulebook, value = self.rulebook, self.case.value(name)
        if name == "on" and value is not UNKNOWN:
            return rulebook.clauses & ~rulebook.date.ever_standing(value)
        # A code, or several things of which it is one, leave some things: what all of them
        # contradict is contradicted. Where nothing is known of either it may be anything.
        if name == "item" and is_open(value) and (value, self.hs) != (UNKNOWN, UNKNOWN):
            return self._whatever("item", rulebook.thing.among(value, self.hs))
        if name == "hs" and is_open(value) and self.thing not in (UNKNOWN, OTHER):
            return self._whatever("hs", self._codes_of_the_thing(self.case.given.get("hs")))
        # What a thing brings along says nothing while the thing itself is open: each of those that
        # are possible may bring something else.
        is_brought = name in from_the_item() and name not in self.case.given
        if value is UNKNOWN or (is_brought and is_open(self.thing)):
            return NONE
        return rulebook.contradicted(name, value)

    def _codes_of_the_thing(self, hs: Value | None) -> tuple[str, ...]:
        """The codes that the thing may have, whichever it is; `hs` is the code as given."""
        thing = self.rulebook.thing
        keys = thing.among(self.thing, hs) if is_open(self.thing) else (self.thing,)
        return tuple(dict.fromkeys(code for key in keys for code in thing.codes(key, hs)))

    def _whatever(self, name: str, values: tuple) -> Clauses:
        """The clauses that each of these values contradicts."""
        return intersection(self.rulebook.contradicted(name, value) for value in values)

    def alive_but_for(self, names: frozenset[str]) -> Clauses:
        """The clauses that no facts but these contradict."""
        if len(names) == 1:  # what is asked most, and can be had quickly
            (name,) = names
            unopposed, by_several = self._unopposed
            # What nothing contradicts, and what this fact alone does.
            return unopposed | (self.contradicted.get(name, NONE) & ~by_several)
        others = dict(self.contradicted)
        for name in names:
            others.pop(name, None)
        return self.rulebook.clauses & ~union(others.values())

    @functools.cached_property
    def _unopposed(self) -> tuple[Clauses, Clauses]:
        """The clauses that no fact contradicts, and those that several do."""
        by_any, by_several = NONE, NONE
        for clauses in self.contradicted.values():
            # What is in one of those before is now in two.
            by_several |= by_any & clauses
            by_any |= clauses
        return self.rulebook.clauses & ~by_any, by_several

    # What could matter

    @functools.cached_property
    def asked(self) -> frozenset[str]:
        """The facts that could matter: a ban that no other fact has ruled out, or a way out of it,
        asks about them."""
        contradicted = self.contradicted
        unopposed, by_several = self._unopposed
        of_bans = self._of_bans(unopposed)
        names = set()
        for name, asking in self.rulebook.about.items():
            # What this fact alone keeps from being alive: another value of it would revive that.
            revived = contradicted[name] & ~by_several
            if name in ("item", "hs"):
                asking, revived = self._moved_by(name)
            may_matter = of_bans | self._of_bans(revived) if revived else of_bans
            if asking & (unopposed | revived) & may_matter:
                names.add(name)
        return frozenset(names)

    def _moved_by(self, name: str) -> tuple[Clauses, Clauses]:
        """Of a fact and those that move with it: the clauses that ask about one of them, and those
        that other values of them would revive."""
        unopposed, _ = self._unopposed
        moving = self._moving_with(name)
        asking = union(self.rulebook.about.get(other, NONE) for other in moving)
        return asking, self.alive_but_for(moving) & ~unopposed

    def _of_bans(self, alive: Clauses) -> Clauses:
        """Of clauses alive, those that meet a ban; with them every way out of such a ban."""
        met = alive & self.rulebook.meeting_bans
        return met | union(ban.ways_out for ban in self.rulebook.bans_with(met))

    def _moving_with(self, name: str) -> frozenset[str]:
        """A fact, and those that another value of it would move."""
        # The code of a known thing moves nothing else: the thing stays what it is.
        moves = name == "item" or (name == "hs" and is_open(self.thing))
        if not moves:
            return frozenset({name})
        given = self.case.given
        hanging_together = ("item", "hs", *from_the_item())
        moved = (fact for fact in hanging_together if fact not in given or is_open(given[fact]))
        return frozenset({name, *moved})

    # Values that the law does not tell apart

    def allowed(self, name: str, values: Iterable[Value]) -> list[Value]:
        """Of some values those that what is known of a fact allows.

        A short code allows every code under it, and whatever it lies under itself.
        """
        known = self.case.value(name)
        if name != "hs" or known is UNKNOWN:
            return [value for value in values if allows(known, value)]
        codes = [str(code) for code in members(known)]
        return [value for value in values if any(overlap(code, str(value)) for code in codes)]

    def classes(self, name: str) -> tuple[tuple[Value, ...], ...]:
        """The values of a fact in classes: those of one class are alike to the whole law.

        They stay alike when other facts of the case change with them.
        """
        if name == "item":
            return self.rulebook.thing.classes(self._code_kept())
        if name == "hs" and self.thing is UNKNOWN:
            return self.rulebook.thing.code_classes()
        return self.rulebook.classes(name, self._values(name))

    def _code_kept(self) -> Value | None:
        """The code that stays: another thing brings its own, unless only the code was known."""
        return self.case.given.get("hs") if is_open(self.thing) else None

    def classes_here(self, name: str) -> tuple[tuple[Value, ...], ...]:
        """The values of an open fact in classes: those of one make no difference to the case."""
        # A thing that is open brings nothing that would have to be left out with it.
        alive = self.alive_but_for(frozenset({name}))

        @functools.cache
        def seen(position: Position) -> Position:
            return Position(position.alive & alive, position.questions)

        outcomes = self._outcomes(name)
        return grouped((value, frozenset(map(seen, positions))) for value, positions in outcomes)

    def _outcomes(self, name: str) -> Iterator[tuple[Value, tuple[Position, ...]]]:
        """The values of a fact, each with where a case may stand by it."""
        thing = self.rulebook.thing
        if name == "item":
            kept = self._code_kept()
            for key in fitting(kept):
                yield key, (thing.at(key, kept, self.from_the_item),)
        elif name == "hs" and self.thing is UNKNOWN:
            for code in self.rulebook.codes.all_kinds():
                yield code, thing.things(code, self.from_the_item).positions
        else:
            for value in self._values(name):
                yield value, (self.rulebook.single(name, value),)

    def _values(self, name: str) -> tuple:
        if name == "hs":
            return self._codes_of_the_thing(UNKNOWN)
        if name == "direction":
            # What the case names is possible, even a way that the act does not go.
            direction = self.case.value("direction")
            ways = self.rulebook.act.ways(self.case.value("conduct"))
            return tuple(
                dict.fromkeys((*ways, *(direction.values if isinstance(direction, OneOf) else ())))
            )
        return self.rulebook.possible(name)
