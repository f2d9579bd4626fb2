"""Finding: a verdict on a case under a law, and everything that can be asked of it."""

import functools
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from ..cases import Case
from ..errors import KitError
from ..law import Ban, Clauses, End, Law, Measure, Reading, Split, union
from ..outline import Part, as_text
from ..vocabulary import facts
from . import argument
from .assumed import assumed
from .days import Stretch, stretches
from .doors import Doors, leading_elsewhere
from .hinges import Hinges
from .near_misses import near_misses
from .openings import granting, openings
from .out_of_time import ended, not_yet
from .parts import Door, Ground, Hinge, Opening, OutOfTime, Step, Verdict, verdict_of
from .sentence import sentence
from .steps import Steps
from .view import drawn, finding_html

Lifted: TypeAlias = tuple[tuple[Ground, tuple[Opening, ...]], ...]  # a measure, what lifts it


class Finding:
    """A verdict on a case under a law, with its argument.

    It shows itself in Jupyter and in a terminal. Everything beyond the verdict is worked out when
    it is first asked for. `end` is how the case ends under the rulebook of the law: True, False,
    or a Split; equal splits are the same object.

    >>> finding = classify(case("aurus-2024-02"))
    >>> finding.verdict == "prohibited", [ground.id for ground in finding.grounds]
    (True, ['2094:23', '2397:7'])
    >>> sorted(finding.assumed)
    ['committee_approval', 'diplomatic_mission_use']
    """

    def __init__(self, case: Case, law: Law) -> None:
        if not isinstance(case, Case):
            message = (
                f"classify needs a Case, not {type(case).__name__}. "
                'Make one: sl.Case(on="2024-02-18", ...), or sl.case("aurus-2024-02").'
            )
            raise KitError(message, "case", case)
        if not isinstance(law, Law):
            message = (
                f"classify needs a Law, not {type(law).__name__}. "
                "Take sl.law(), or a changed copy such as sl.law().without(2397)."
            )
            raise KitError(message, "law", law)
        self.case, self.law = case, law
        self._position = law.rulebook.resolve(case.given)
        self.end: End = law.rulebook.end(*self._position)
        self.verdict = verdict_of(self.end)

    @functools.cached_property
    def _steps(self) -> Steps:
        return Steps(self.case)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finding) and (self.case, self.law) == (other.case, other.law)

    def __hash__(self) -> int:
        return hash((self.case, self.law))

    # What prohibits, or might

    @functools.cached_property
    def _ends_alone(self) -> dict[Ban, End]:
        """For each ban with a clause alive, how the case would end if there were no other."""
        rulebook, alive = self.law.rulebook, self._position.alive
        return {ban: self._end_under(ban) for ban in rulebook.bans_with(alive)}

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
        sure = tuple(map(self._ground, self.barring))
        if sure or self.verdict is not Verdict.PROHIBITED:
            return sure
        forcing = self._forcing_together()
        return tuple(ground for ground in self.possible if ground.measure in forcing)

    @functools.cached_property
    def barring(self) -> tuple[Ban, ...]:
        """The bans that prohibit, each alone."""
        return tuple(ban for ban, end in self._ends_alone.items() if end is True)

    def _forcing_together(self) -> list[Measure]:
        """Measures that only together prohibit whatever the answers, with none to spare.

        None of them can be left out, yet there may be fewer that would do: to look for the fewest
        would be to try every set of them.
        """
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

        >>> something = classify(Case(on="2024-04-01", direction="none", conduct="other"))
        >>> something.verdict == "undetermined", [one.id for one in something.unsaid]
        (True, ['1718:12', '1874:26', '2397:28'])
        """
        grounds = dict.fromkeys(ground.measure for ground in (*self.grounds, *self.possible))
        return tuple(measure for measure in grounds if measure.is_untested)

    def _ground(self, ban: Ban, needs: frozenset[str] = frozenset()) -> Ground:
        return Ground(ban.measure, self._steps.closest(ban.tests), needs)

    # What it rests on

    @functools.cached_property
    def hinges_on(self) -> frozenset[str]:
        """The unknown facts that can still change the verdict."""
        return self.end.hinges_on if isinstance(self.end, Split) else frozenset()

    @functools.cached_property
    def answers(self) -> tuple[Hinge, ...]:
        """The facts of `hinges_on` with what each answer comes to, the one to ask first on top.

        >>> tea_set = case("tea-set-2024-06")
        >>> value, listed = classify(tea_set).answers
        >>> [(one.words, str(one.verdict)) for one in value.outcomes]
        [('above 100', 'prohibited'), ('up to 100', 'undetermined')]
        >>> listed.leaves_open[0].needs
        frozenset({'unit_value_usd'})
        """
        return Hinges(self._reading, self._position).of(self.hinges_on)

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
        return frozenset(facts()) - {"on"} - self._reading.asked

    @functools.cached_property
    def _reading(self) -> Reading:
        return Reading(self.law.rulebook, self.case)

    @functools.cached_property
    def assumed(self) -> frozenset[str]:
        """The presumed facts that the verdict rests on.

        Another value of one of them, or of several together, would turn it.
        """
        return assumed(self, self._reading, self._position)

    # What lifts it, or could

    @functools.cached_property
    def doors(self) -> Mapping[str, tuple[Door, ...]]:
        """The ways out of each ground that can fit the case, by the id of the measure.

        Grounds, possible grounds and those that are lifted have them, the nearest door first. A
        way out for another thing or act is left out. See Door for the states.

        >>> diesel = Case(
        ...     on="2024-05-01", direction="to_dprk", conduct="transfer", item="refined_petroleum",
        ...     within_cap="yes", notified="yes", livelihood="no",
        ... )
        >>> cap, *_ = classify(diesel).doors["2397:5"]
        >>> cap.id, cap.state, [step.test.fact for step in cap.because]
        ('2397:5', 'shut', ['livelihood'])
        """
        lifted = (ground for ground, _ in self.lifted)
        grounds = (*self.grounds, *self.possible, *lifted)
        return MappingProxyType({ground.id: self.doors_of(ground) for ground in grounds})

    def doors_of(self, ground: Ground) -> tuple[Door, ...]:
        """The doors of one ground."""
        return self._doors.of(ground.measure)

    @functools.cached_property
    def _doors(self) -> Doors:
        return Doors(self.case, self.law, self._steps)

    @functools.cached_property
    def exceptions(self) -> tuple[Opening, ...]:
        """What could lift the grounds, each with who may grant it.

        These are the exemptions in force that nothing known of the case rules out.
        """
        return openings(self.case, self.law, self._steps, self.grounds, are_met=False)

    @functools.cached_property
    def lifted(self) -> Lifted:
        """Measures that would prohibit but for an exemption that is met, with what lifts them."""
        return self._lifted_that(lambda unlifted: unlifted is True)

    @property
    def lifted_by(self) -> tuple[str, ...]:
        """The ids of the paragraphs that lift these measures."""
        return granting(opening for _, openings in self.lifted for opening in openings)

    @functools.cached_property
    def spared(self) -> Lifted:
        """Measures that an answer still open might make prohibit, but for an exemption that is met.

        >>> train = Case(on="2018-11-30", direction="to_dprk", conduct="crossing", item="train")
        >>> [ground.id for ground, _ in classify(train.but(committee_approval="yes")).spared]
        ['2397:7']
        """
        return self._lifted_that(lambda unlifted: isinstance(unlifted, Split))

    def _lifted_that(self, ends: Callable[[End], bool]) -> Lifted:
        """The measures that are lifted, of those that would end in some way without their doors."""
        rulebook, (alive, questions) = self.law.rulebook, self._position
        grounds = [
            self._ground(ban)
            for ban, end in self._ends_alone.items()
            if end is False and ends(rulebook.end(alive & ban.clauses, questions))
        ]
        return tuple((ground, self.lifting((ground,))) for ground in grounds)

    def lifting(self, grounds: Iterable[Ground]) -> tuple[Opening, ...]:
        """The exemptions that are met here and lift some grounds, of this finding or another."""
        return openings(self.case, self.law, self._steps, grounds, are_met=True)

    @functools.cached_property
    def elsewhere(self) -> tuple[Measure, ...]:
        """Paragraphs whose exemption the case meets, by what is stated, and that lift nothing here.

        >>> car_of_an_agency = case("aurus-2024-02").but(humanitarian_actor="yes")
        >>> [measure.id for measure in classify(car_of_an_agency).elsewhere]
        ['2664:1']
        """
        return leading_elsewhere(self.case, self.law, self._steps, self.grounds)

    # What it misses

    @functools.cached_property
    def not_yet(self) -> tuple[OutOfTime, ...]:
        """The measures that the case would meet, or might, but that come into force later.

        >>> earlier = case("aurus-2024-02").but(on="2016-05-01")
        >>> [(one.id, str(one.first)) for one in classify(earlier).not_yet]
        [('2397:7', '2017-12-22')]
        """
        return not_yet(self.case, self.law, self._elsewhen)

    @functools.cached_property
    def ended(self) -> tuple[OutOfTime, ...]:
        """The measures that the case would have met, or might have, but that had ended.

        >>> coal = Case(on="2024-05-01", direction="from_dprk", conduct="transfer", item="coal")
        >>> [(one.id, str(one.last), one.replaced_by) for one in classify(coal).ended]
        [('2321:26', '2017-08-04', ('2371:8',)), ('2270:29', '2016-11-29', ('2321:26',))]
        """
        return ended(self.case, self.law, self._elsewhen)

    @functools.cached_property
    def _elsewhen(self) -> Clauses:
        """The clauses that no fact but the day contradicts."""
        return self._reading.alive_but_for(frozenset({"on", "contract_date"}))

    @functools.cached_property
    def near_misses(self) -> tuple[tuple[Measure, tuple[Step, ...]], ...]:
        """Measures in force that the case misses only by what was done, which way, or a limit.

        Their goods or their field it meets. Each comes as (measure, steps that fail).
        """
        return near_misses(self.case, self.law, self._steps, self._reading, self._position)

    # How it shows itself

    @functools.cached_property
    def sentence(self) -> str:
        """What the verdict comes to, and what is presumed for it, in one sentence.

        A transfer of unknown direction is presumed to have gone in or out, and the sentence says
        so.

        >>> classify(case("aurus-2024-02")).sentence.split("; ")[:2]
        ['Two paragraphs bar it, each alone', 'nobody reported an approval']
        >>> print(classify(case("horses-2022-11")).sentence)
        It hinges on one question “Is it on the supplying State's own list of luxury goods?” \
(yes bars it, no frees it).
        """
        return sentence(self)

    @property
    def event(self) -> str:
        """The case in one line: its title and what is given of what happened."""
        return argument.event(self)

    picture = drawn

    def outline(self) -> list[Part]:
        """The argument as parts, from which every view is made: (heading, lines).

        A line is (text, further lines under it).
        """
        return argument.outline(self)

    def explain(self) -> str:
        """The argument, step by step, as text.

        It names the paragraphs, the tests they met, the facts, and the evidence behind them.

        >>> print(classify(case("aurus-2024-02")).explain().partition(";")[0])
        PROHIBITED. Two paragraphs bar it, each alone
        """
        return "\n".join(as_text(self.outline())).rstrip()

    def __repr__(self) -> str:
        return "\n".join(argument.summary(self))

    def _repr_html_(self) -> str:
        return finding_html(self)
