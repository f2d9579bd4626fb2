"""How a case ends under a law, in four words: clause, alive, question, end.

A *clause* is one way of meeting a ban ("into the DPRK, goods passed on, HS chapter 87"), or
one way out of it. A clause is *alive* while no fact contradicts it. A *question* is a fact
with several values that are still possible; each answer leaves some clauses standing, and may
raise further questions. The *end* of a case is True (prohibited), False (not prohibited), or a
Split: it depends on the answer to a question.

    facts with one value -----> clauses alive   }
                                                } end() -> True, False or a Split
    facts with several -------> questions       }

A ban with a clause that is met (alive, and touched by no open question) and without a way out
prohibits. Where that settles nothing, `split` tries every answer to the first open question.
Equal ends are merged, so what is left of the tree names the facts that the case hinges on.
To be read after `clauses` and `questions`; `parts` has the facts that hang together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ..logic import UNKNOWN, Truth
from ..vocabulary import ONE_DAY, OneOf, Span, fact, facts, filled_headings, items
from .clauses import NONE, Ban, Clause, Clauses, each_clause, union, ways_out_and_bans
from .codes import Codes
from .measure import Test
from .memory import remembered, remembered_up_to
from .parts import LONG_BEFORE, ActPart, CasePart, DatePart, FactPart, Given, ThingPart, grouped
from .questions import Answer, End, Position, Question, Split

if TYPE_CHECKING:
    from .law import Law

MOST_ENDS = 100_000  # kept in memory


class Rulebook:
    """A law made ready for deciding cases. `Law.rulebook` makes it once for each law."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.ways_out, self.bans = ways_out_and_bans(law)
        self.numbered = tuple(each_clause(law, self.ways_out, self.bans))
        self.clauses: Clauses = union(clause.alone for clause in self.numbered)
        self.meeting_bans: Clauses = union(ban.clauses for ban in self.bans)
        self.lifting_bans = self.clauses & ~self.meeting_bans
        self.nothing_known = Position(self.clauses)
        self.tests = self._by_fact()
        self.about = {name: union(tests.values()) for name, tests in self.tests.items()}
        self._make_parts()

    def _make_parts(self) -> None:
        """The parts of a case: three of several facts, and each other fact by itself."""
        self.date, self.act, self.thing = DatePart(self), ActPart(self), ThingPart(self)
        of_several: dict[str, CasePart] = {"date": self.date, "act": self.act, "thing": self.thing}
        self._part_of = {fact: name for name, part in of_several.items() for fact in part.names}
        self.singles = tuple(name for name in self.about if name not in self._part_of)
        self.parts = {**of_several, **{name: FactPart(self, name) for name in self.singles}}
        # What each single fact contradicts where nothing is said of it: nobody fills in all the
        # facts of a case, so this is asked for every case.
        self.silent = {
            name: self.clauses & ~self.parts[name].position({}).alive for name in self.singles
        }

    def _by_fact(self) -> dict[str, dict[Test, Clauses]]:
        """For each fact that the law asks about, in order, its tests with the clauses that ask."""
        tests: dict[str, dict[Test, Clauses]] = {}
        for clause in self.numbered:
            for test in clause.tests:
                asking = tests.setdefault(test.fact, {})
                asking[test] = asking.get(test, NONE) | clause.alone
        return {name: tests[name] for name in facts() if name in tests}

    def _wanted(self, name: str) -> set:
        """Everything that the law wants of a fact: values, limits, or prefixes of codes."""
        return {value for test in self.tests.get(name, ()) for value in test.wanted}

    # Sets of clauses

    @remembered
    def members(self, clauses: Clauses) -> tuple[Clause, ...]:
        """The clauses of a set; few sets are asked for, again and again."""
        return tuple(clause for clause in self.numbered if clause.alone & clauses)

    def bans_with(self, alive: Clauses) -> Iterator[Ban]:
        """The bans that some of these clauses meet, in the order of the law."""
        alive &= self.meeting_bans  # numbered ban by ban, in that order
        while alive:
            lowest = alive & -alive  # the clause with the lowest bit, alone
            ban = self.numbered[lowest.bit_length() - 1].ban
            assert ban is not None
            yield ban
            alive &= ~ban.clauses  # all at once: as many steps as bans, and not as clauses

    # What the law tells apart

    @remembered
    def limits(self, name: str) -> tuple:
        """The numbers or days that the law compares a fact with, in order."""
        return tuple(sorted(self._wanted(name)))

    @remembered
    def possible(self, name: str, among: Any = UNKNOWN) -> tuple:
        """The values of a fact that are possible, at least one for each kind there is.

        Arguments: `among`, the value of the fact in a case; UNKNOWN where nothing is known of it.
        """
        if isinstance(among, OneOf):
            kinds = (self.possible(name, value) for value in among.values)
            return tuple(dict.fromkeys(value for values in kinds for value in values))
        if isinstance(among, Span):
            ends = {end for end in (among.first, among.last) if end is not None}
            inside = {value for value in self.possible(name) if value in among}
            return tuple(sorted(ends | inside))
        return self._kinds(name) if among is UNKNOWN else (among,)

    def _kinds(self, name: str) -> tuple:
        described = fact(name)
        if described.type == "choice":
            return tuple(described.values)
        if described.type == "yes/no":
            return (Truth.NO, Truth.YES)
        limits = self.limits(name)
        # A limit itself, and what lies on either side of it: the law tells no more apart.
        if described.type == "number":
            return tuple(sorted({0, *limits, *(limit + 1 for limit in limits)}))
        around = {day for limit in limits for day in (limit - ONE_DAY, limit, limit + ONE_DAY)}
        return tuple(sorted(around)) or (LONG_BEFORE,)

    # Three sets of codes, and each tells apart more than the one before it: those that tests name
    # are enough for a listed thing, as its own codes are known. What no list names may be anything
    # but what fills a heading. Of a code alone, it matters too which things it may be the code of.

    @cached_property
    def named_codes(self) -> Codes:
        """The HS codes that the law names."""
        return Codes(self._wanted("hs"))

    @cached_property
    def told_codes(self) -> Codes:
        """Those, and the headings that listed things fill."""
        return Codes({*self._wanted("hs"), *filled_headings()})

    @cached_property
    def codes(self) -> Codes:
        """Those, and all codes of listed things."""
        of_things = (code for thing in items().values() for code in (*thing.codes, *thing.fills))
        return Codes({*self._wanted("hs"), *of_things})

    def turning_days(self, contract_follows: bool = False) -> tuple[date, ...]:
        """The days on which the end of some case can change, in order.

        `contract_follows` says whether the contract is always of the day itself. Otherwise it
        may be of any day, but of the same one throughout.

        >>> law().rulebook.turning_days()[:2]
        (datetime.date(2006, 7, 15), datetime.date(2006, 10, 14))
        """
        return self.date.turns(contract_follows)

    def asked_where(self, name: str, value: Any) -> frozenset[str]:
        """The facts that the law asks about where this fact has this value."""
        standing = self.standing(name, value)
        asking = union(ban.ways_out | (ban.clauses & standing) for ban in self.bans_with(standing))
        return frozenset(other for other, clauses in self.about.items() if clauses & asking)

    # What a fact leaves standing

    @remembered
    def contradicted(self, name: str, value: Any) -> Clauses:
        """The clauses that a value of a fact contradicts. Many ask the same, which is put once."""
        tests = self.tests.get(name, {}).items()
        return union(clauses for test, clauses in tests if test.check(value) is Truth.NO)

    @remembered
    def standing(self, name: str, value: Any) -> Clauses:
        """The clauses that a value of a fact leaves standing."""
        return self.clauses & ~self.contradicted(name, value)

    def in_force(self, day: date, left_out: frozenset[str] = frozenset()) -> Clauses:
        """The clauses in force on a day, some resolutions left out."""
        return self._in_force(self.law.last_change(day), left_out)

    def ever_in_force(self, days: Any) -> Clauses:
        """The clauses in force on some day that is possible."""
        return union(map(self.in_force, self.date.days(days)))

    @remembered
    def _in_force(self, day: date, left_out: frozenset[str]) -> Clauses:
        law = self.law.without(*left_out) if left_out else self.law
        in_force = {measure.id for measure in law.in_force(day)}
        # What is no measure, a part of a paragraph, lifts bans of its own resolution alone: it may
        # stand without them.
        return union(
            clause.alone
            for clause in self.numbered
            if clause.paragraph in in_force or not self.law.has(clause.paragraph)
        )

    # Questions

    @remembered
    def question(self, name: str, answers: tuple[Answer, ...]) -> Question:
        """The question about a fact with these answers: one object for equal ones."""
        return Question(name, answers, self.clauses)

    def one_of(self, name: str, answers: tuple[Answer, ...]) -> Position:
        """Where a case stands by a fact that has one of these values: known, or a question."""
        if len(answers) == 1:
            return Position(answers[0].standing, answers[0].raises)
        return Position(self.clauses, (self.question(name, answers),))

    @remembered
    def choice(self, name: str, values: tuple) -> Position:
        """Where a case stands by a fact that has one of these values and raises no others."""
        answers = (Answer(value, self.standing(name, value)) for value in values)
        return self.one_of(name, tuple(answers))

    @remembered
    def single(self, name: str, value: Any) -> Position:
        """Where a case stands by a fact alone."""
        return self.choice(name, self.possible(name, value))

    @remembered
    def classes(self, name: str, values: tuple) -> tuple[tuple[Any, ...], ...]:
        """Values of a fact in classes that the law does not tell apart."""
        return grouped((value, self.single(name, value)) for value in values)

    # The end

    def resolve(self, given: Given, left_out: frozenset[str] = frozenset()) -> Position:
        """Where a case stands by its given facts, some resolutions left out."""
        positions = [
            self.date.position(given, left_out),
            self.act.position(given),
            self.thing.position(given),
            self._presumed(frozenset(given)),
            *(self.single(name, given[name]) for name in self.singles if name in given),
        ]
        return Position.together(positions)

    @remembered
    def _presumed(self, given: frozenset[str]) -> Position:
        """Where a case stands by the single facts that are not given."""
        # `nothing_known` is there for a case in which every fact is given.
        others = (self.parts[name].position({}) for name in self.singles if name not in given)
        return Position.together((self.nothing_known, *others))

    def part_of(self, name: str) -> str:
        """The name of the part that a fact is in. A resolution left out moves the date's."""
        return self._part_of.get(name, name if name in self.parts else "date")

    def end_of(self, given: Given, left_out: frozenset[str] = frozenset()) -> End:
        """How a case ends by its given facts, some resolutions left out."""
        return self.end(*self.resolve(given, left_out))

    def end(self, alive: Clauses, questions: tuple[Question, ...]) -> End:
        """How a case ends that stands here: True (prohibited), False (it is not) or a Split."""
        here = self._left_open(alive, questions)
        return here if isinstance(here, bool) else self.split(*here)

    def _left_open(self, alive: Clauses, questions: tuple[Question, ...]) -> bool | Position:
        """Whether a case is prohibited that stands here; where that depends, on what."""
        sure = alive & ~self._touched(questions)  # met, whatever the answers
        # What a way out lifts that is sure to be open prohibits no more.
        undecided = self.that_count(alive & ~self._lifted_by(sure & self.lifting_bans))
        if not undecided:
            return False
        # Any way out that is alive counts, though it may be shut yet: its ban is undecided too.
        with_a_way_out = self._lifted_by(undecided & self.lifting_bans)
        if sure & undecided & self.meeting_bans & ~with_a_way_out:
            return True  # one ban is met for sure, and no way out of it is left
        # In one order whatever they come from, so that the same place is remembered once.
        open_here = [question for question in questions if question.touches & undecided]
        return Position(undecided, tuple(sorted(open_here, key=attrgetter("place"))))

    def that_count(self, alive: Clauses) -> Clauses:
        """Of the clauses alive, those of bans that can still be met, and the ways out of them."""
        # Ways out of bans that cannot be met are dropped: else places that differ in nothing would
        # be remembered, and looked at, as two.
        counting = met = alive & self.meeting_bans
        for way_out in self.members(alive & self.lifting_bans):
            if way_out.lifts & met:
                counting |= way_out.alone
        return counting

    @remembered
    def _lifted_by(self, ways_out: Clauses) -> Clauses:
        """The clauses that some ways out lift."""
        return union(way_out.lifts for way_out in self.members(ways_out))

    @remembered
    def _touched(self, questions: tuple[Question, ...]) -> Clauses:
        """The clauses that these questions leave open."""
        return union(question.touches for question in questions)

    @remembered_up_to(MOST_ENDS)
    def split(self, alive: Clauses, questions: tuple[Question, ...]) -> End:
        """How a case ends by every answer to its first question."""
        first, *others = questions
        left = first.left_by_answers(alive)
        # Many answers leave the case in one place: each place is looked at once.
        ends = {
            (standing, raised): self.end(standing, (*raised, *others))
            for standing, raised in dict.fromkeys(left)
        }
        if len(set(ends.values())) == 1:
            return ends[left[0]]  # whatever the answer: the question falls away
        return self._merged(first, tuple(ends[place] for place in left))

    @remembered  # so that equal splits are one object, and are compared at once
    def _merged(self, question: Question, ends: tuple[End, ...]) -> Split:
        return Split(question, ends)

    # Whether it is settled

    def settled_of(self, given: Given, left_out: frozenset[str] = frozenset()) -> bool | None:
        """Whether a case is prohibited by its given facts; None where that depends."""
        return self.settled(*self.resolve(given, left_out))

    def settled(self, alive: Clauses, questions: tuple[Question, ...]) -> bool | None:
        """Whether a case is prohibited that stands here; None where that depends.

        Sooner told than its end: two answers that differ are enough.
        """
        here = self._left_open(alive, questions)
        return here if isinstance(here, bool) else self._agreed(*here)

    @remembered_up_to(MOST_ENDS)
    def _agreed(self, alive: Clauses, questions: tuple[Question, ...]) -> bool | None:
        """What all answers to the first question come to, if to the same; None otherwise."""
        first, *others = questions
        left = dict.fromkeys(first.left_by_answers(alive))
        ends = (self.settled(standing, (*raised, *others)) for standing, raised in left)
        agreed = next(ends)
        if agreed is None or any(end is not agreed for end in ends):
            return None
        return agreed
