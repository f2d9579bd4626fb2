"""whatif/telling."""

import functools

from ..cases import chains_of
from ..law import law as whole_law
from ..verdict import MEANING, Verdict, classify
from ..vocabulary import fact, facts
from .compare import compare
from .deciders import deciders
from .flips import flips
from .robust import robust
from .scenario import NAMED
from .times import over_time

# What is told of a scenario, in parts as in a Finding: (heading, paragraphs), a paragraph being (text, sub-paragraphs)
_flips = functools.lru_cache(512)(lambda case, law, size: flips(case, law, size=size))


_times = functools.lru_cache(512)(over_time)


_robust = functools.lru_cache(512)(
    lambda original, chains: robust(original)
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
        meaning = MEANING[finding.verdict]
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
        if found := deciders(scenario.case, scenario.law, size=1):
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
    return _lines(compare(before, after).lines)


def _lines(things):
    return [(str(thing), []) for thing in things]
