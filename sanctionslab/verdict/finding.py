"""Finding: a verdict on a case under a law, and everything that can be asked of it."""

import functools
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import combinations, product

from ..cases import Case
from ..errors import KitError
from ..law import NONE, Ban, End, Exemption, Law, Measure, Reading, Split, union
from ..law import law as whole_law
from ..logic import UNKNOWN, Truth, all_of, any_of
from ..outline import BOX, Part, as_text, part_html, section_html
from ..vocabulary import facts
from . import argument
from .days import Stretch, stretches
from .parts import Ground, Opening, Step, Verdict, verdict_of
from .steps import closest_steps, steps_of

# What a measure is about, against how the act is done.
SCOPE = frozenset({"item", "hs", "arms", "field", "finance_kind"})


class Finding:
    """A verdict on a case under a law, with its argument.

    It shows itself in Jupyter and in a terminal. Everything beyond the verdict is worked out when
    it is first asked for. `end` is how the case ends under the rulebook of the law: True, False,
    or a Split; equal splits are the same object.

    >>> finding = classify(
    ...     Case(
    ...         on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile"
    ...     )
    ... )
    >>> finding.verdict == "prohibited", [ground.id for ground in finding.grounds]
    (True, ['2094:23', '2397:7'])
    >>> sorted(finding.assumed)
    ['committee_approval']
    """

    def __init__(self, case: Case, law: Law) -> None:
        self.case, self.law = case, law
        self._position = law.rulebook.resolve(case.given)
        self.end: End = law.rulebook.end(*self._position)
        self.verdict = verdict_of(self.end)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finding) and (self.case, self.law) == (other.case, other.law)

    def __hash__(self) -> int:
        return hash((self.case, self.law))

    # What prohibits, or might

    @functools.cached_property
    def _ends_alone(self) -> dict[Ban, End]:
        """For each ban with a clause alive, how the case would end if there were no other."""
        bans = self.law.rulebook.bans_with(self._position.alive)
        return {ban: self._end_under(ban) for ban in sorted(bans, key=lambda ban: ban.place)}

    def _end_under(self, *bans: Ban) -> End:
        """How the case would end if there were no bans but these."""
        clauses = union(ban.with_ways_out for ban in bans)
        return self.law.rulebook.end(self._position.alive & clauses, self._position.questions)

    @functools.cached_property
    def grounds(self) -> tuple[Ground, ...]:
        """The measures that prohibit.

        Where each alone is open and the verdict is forced all the same, those that force it
        together.
        """
        sure = tuple(self._ground(ban) for ban, end in self._ends_alone.items() if end is True)
        if sure or self.verdict is not Verdict.PROHIBITED:
            return sure
        forcing = self._forcing_together()
        return tuple(ground for ground in self.possible if ground.measure in forcing)

    def _forcing_together(self) -> list[Measure]:
        """Measures that only together prohibit whatever the answers, with none to spare."""
        splits = {ban: end for ban, end in self._ends_alone.items() if isinstance(end, Split)}
        needed = list(splits)
        # Those that need most are the first to be spared.
        for ban in sorted(splits, key=lambda ban: -len(splits[ban].hinges_on)):
            others = [other for other in needed if other is not ban]
            if self._end_under(*others) is True:
                needed = others
        return [ban.measure for ban in needed]

    @functools.cached_property
    def possible(self) -> tuple[Ground, ...]:
        """The measures that might prohibit, each with the unknown facts it still needs."""
        return tuple(
            self._ground(ban, end.hinges_on)
            for ban, end in self._ends_alone.items()
            if isinstance(end, Split)
        )

    @functools.cached_property
    def unsaid(self) -> tuple[Measure, ...]:
        """The binding paragraphs without tests that may speak to the case, or are said to.

        >>> launch = classify(Case(on="2023-11-21", direction="none", conduct="other"))
        >>> launch.verdict == "undetermined", [measure.id for measure in launch.unsaid][:2]
        (True, ['1718:2', '1718:6'])
        """
        grounds = dict.fromkeys(ground.measure for ground in (*self.grounds, *self.possible))
        return tuple(measure for measure in grounds if measure.is_untested)

    def _ground(self, ban: Ban, needs: frozenset[str] = frozenset()) -> Ground:
        return Ground(ban.measure, closest_steps(self.case, ban.tests), needs)

    # What it rests on

    @functools.cached_property
    def hinges_on(self) -> frozenset[str]:
        """The unknown facts that can still change the verdict."""
        return self.end.hinges_on if isinstance(self.end, Split) else frozenset()

    @functools.cached_property
    def by_day(self) -> tuple[Stretch, ...]:
        """Where several days are possible, the verdict on each of them, as Stretches in order.

        >>> car = Case(on="2017-12", direction="to_dprk", conduct="transfer", hs="8703")
        >>> [(str(one.first), str(one.last), str(one.verdict)) for one in classify(car).by_day]
        [('2017-12-01', '2017-12-21', 'undetermined'), ('2017-12-22', '2017-12-31', 'prohibited')]
        """
        return stretches(self.case, self.law)

    @functools.cached_property
    def immaterial(self) -> frozenset[str]:
        """The facts, given or unknown, that no measure in force asks about here."""
        return frozenset(facts()) - {"on"} - self._asked

    @functools.cached_property
    def _asked(self) -> frozenset[str]:
        """The facts that could matter."""
        return self._reading.asked

    @functools.cached_property
    def _reading(self) -> Reading:
        return Reading(self.law.rulebook, self.case)

    @functools.cached_property
    def assumed(self) -> frozenset[str]:
        """The presumed facts that the verdict rests on.

        Another value of one of them, or of several together, would turn it.
        """
        presumed = [name for name in facts() if self._may_be_assumed(name)]
        turning = {name for name in presumed if self._turns((name,))}
        rest = [name for name in presumed if name not in turning]
        if self.verdict is Verdict.UNDETERMINED:
            return frozenset(turning)
        size = 2
        while size <= len(rest) and self._rests_on(rest):
            turning.update(*(names for names in combinations(rest, size) if self._turns(names)))
            rest = [name for name in rest if name not in turning]
            size += 1
        return frozenset(turning)

    def _may_be_assumed(self, name: str) -> bool:
        presumed = name != "hs" and self.case.origin(name)[1] in ("presumed", "item")
        return presumed and name in self._asked and name not in self.hinges_on

    def _turns(self, names: tuple[str, ...]) -> bool:
        """Whether some other values of these facts turn the verdict."""
        values = product(*(self.law.rulebook.possible(name) for name in names))
        return any(self._is_turned_by(dict(zip(names, some, strict=True))) for some in values)

    def _rests_on(self, names: list[str]) -> bool:
        """Whether the verdict would be another if nothing were known of these facts."""
        return self._is_turned_by(dict.fromkeys(names, UNKNOWN))

    def _is_turned_by(self, facts_: dict) -> bool:
        end = self.law.rulebook.end_of({**self.case.given, **facts_})
        return verdict_of(end) is not self.verdict

    # What lifts it, or could

    @functools.cached_property
    def exceptions(self) -> tuple[Opening, ...]:
        """What could lift the grounds, each with who may grant it.

        These are the exemptions in force that nothing known of the case rules out.
        """
        return self._openings(self.grounds, lambda truth: truth is not Truth.YES)

    @functools.cached_property
    def lifted(self) -> tuple[tuple[Ground, tuple[Opening, ...]], ...]:
        """Measures that would prohibit but for an exemption that is met, with what lifts them."""
        grounds = [
            self._ground(ban)
            for ban, end in self._ends_alone.items()
            if end is False and self._prohibits_unlifted(ban)
        ]
        return tuple((ground, self.lifting((ground,))) for ground in grounds)

    def _prohibits_unlifted(self, ban: Ban) -> bool:
        alive = self._position.alive & ban.clauses
        return self.law.rulebook.end(alive, self._position.questions) is True

    def lifting(self, grounds: Iterable[Ground]) -> tuple[Opening, ...]:
        """The exemptions that are met here and lift some grounds, of this finding or another."""
        return self._openings(grounds, lambda truth: truth is Truth.YES)

    def _openings(
        self, grounds: Iterable[Ground], wanted: Callable[[Truth], bool]
    ) -> tuple[Opening, ...]:
        """The exemptions of some grounds whose truth is wanted and that the case can still meet."""
        lifted: dict[Exemption, list[str]] = {}
        for ground in grounds:
            for exemption in self.law.exemptions(ground.measure):
                if self._in_force(exemption):
                    lifted.setdefault(exemption, []).append(ground.id)
        openings = []
        for exemption, ids in lifted.items():
            clauses = [steps_of(self.case, tests) for tests in exemption.when]
            truth = any_of(all_of(step.truth for step in steps) for steps in clauses)
            reachable = [steps for steps in clauses if _reachable(steps)]
            if wanted(truth) and reachable:
                openings.append(_opening(exemption, ids, reachable))
        return tuple(openings)

    def _in_force(self, exemption: Exemption) -> bool:
        day, rulebook = self.case.value("on"), self.law.rulebook
        clauses = rulebook.ways_out.get(exemption, NONE)
        return bool(clauses if day is UNKNOWN else clauses & rulebook.ever_in_force(day))

    # What it misses

    @functools.cached_property
    def near_misses(self) -> tuple[tuple[Measure, tuple[Step, ...]], ...]:
        """Measures in force that the case misses only by what was done, which way, or a limit.

        Their goods or their field it meets. Each comes as (measure, steps that fail).
        """
        day = self.case.value("on")
        if day is UNKNOWN:
            return ()
        in_force = self.law.rulebook.ever_in_force(day)
        may_fail = frozenset(self.case.given) - SCOPE
        nearly_met = self._reading.alive_but_for(may_fail) & in_force & ~self._position.alive
        misses = []
        for ban in self.law.rulebook.bans:
            if ban.clauses & nearly_met and not ban.clauses & self._position.alive:
                failed = next(self._narrowly_failed(ban.measure), None)
                if failed is not None:
                    misses.append((ban.measure, failed))
        return tuple(misses)

    def _narrowly_failed(self, measure: Measure) -> Iterator[tuple[Step, ...]]:
        """For each clause of a measure that the case just misses, the steps that fail."""
        for tests in measure.when:
            steps = steps_of(self.case, tests)
            failed = tuple(step for step in steps if step.truth is Truth.NO)
            of_its_kind = any(s.test.fact in SCOPE and s.truth is Truth.YES for s in steps)
            if of_its_kind and all(
                step.test.fact not in SCOPE and step.origin == "given" for step in failed
            ):
                yield failed

    # How it shows itself

    @property
    def event(self) -> str:
        """The case in one line: its title and what is given of what happened."""
        return argument.event(self)

    def outline(self) -> list[Part]:
        """The argument as parts, from which every view is made: (heading, lines).

        A line is (text, further lines under it).
        """
        return argument.outline(self)

    def explain(self) -> str:
        """The argument, step by step, as text.

        It names the paragraphs, the tests they met, the facts, and the evidence behind them.

        >>> car = Case(
        ...     on="2024-02-18", direction="to_dprk", conduct="transfer", item="passenger_car"
        ... )
        >>> print(classify(car).explain().splitlines()[0])
        PROHIBITED: by at least one UN measure in this data.
        """
        return "\n".join(as_text(self.outline())).rstrip()

    def __repr__(self) -> str:
        return "\n".join(argument.summary(self))

    def _repr_html_(self) -> str:
        opening, *parts = self.outline()
        title = f"<h3>{escape(opening.heading)}</h3><p>{escape(self.event)}</p>"
        body = title + "".join(map(part_html, parts))
        return section_html("finding", body, label=f"Verdict: {self.verdict}", style=BOX)


def _reachable(steps: tuple[Step, ...]) -> bool:
    """Whether nothing stands against a clause but what is only presumed."""
    return all(step.truth is not Truth.NO or step.origin == "presumed" for step in steps)


def _opening(exemption: Exemption, lifts: list[str], reachable: list[tuple[Step, ...]]) -> Opening:
    needs = {step.test.fact for steps in reachable for step in steps if step.truth is not Truth.YES}
    return Opening(
        id=exemption.by,
        granted_by=exemption.granted_by,
        text=exemption.text,
        lifts=tuple(lifts),
        needs=frozenset(needs),
        confidence=exemption.confidence,
    )


def classify(case: Case, law: Law | None = None) -> Finding:
    """The verdict on a case under a law, with its reasons.

    Arguments: `case`, a Case; `law`, a Law, the whole law in `data/law/` if left out.
    Returns a Finding. The verdict is exact: if every way of filling in the unknown facts gives the
    same answer, that is the answer. Raises KitError if the case is no Case or the law no Law.

    >>> barred_both_ways = Case(on="2018-06-01", conduct="transfer", hs="8418")
    >>> classify(barred_both_ways).verdict == "prohibited"
    True
    >>> tea_set = Case(
    ...     on="2024-06-19", direction="to_dprk", conduct="transfer", item="porcelain_tableware"
    ... )
    >>> sorted(classify(tea_set).hinges_on)
    ['national_luxury', 'unit_value_usd']
    """
    if not isinstance(case, Case):
        message = (
            f"classify needs a Case, not {type(case).__name__}. "
            'Make one: sl.Case(on="2024-02-18", ...), or sl.case("aurus-2024-02").'
        )
        raise KitError(message, "case", case)
    law = whole_law() if law is None else law
    if not isinstance(law, Law):
        message = (
            f"classify needs a Law, not {type(law).__name__}. "
            "Take sl.law(), or a changed copy such as sl.law().without(2397)."
        )
        raise KitError(message, "law", law)
    return Finding(case, law)
