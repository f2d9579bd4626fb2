"""What can be said of a scenario, each piece by a function of its own.

A piece is a list of parts, as `outline` shows them in text and HTML. Panels put them together.
What takes long is kept, so that a control that is moved there and back costs nothing.
"""

import functools
from collections.abc import Iterable

from ..cases import Case, chains_of
from ..law import Law
from ..law import law as whole_law
from ..outline import Answers, Line, Part, lines_of
from ..verdict import Finding, Verdict, assumptions, classify, end_of_data, meaning
from ..vocabulary import fact, in_order, labels, regime
from .compare import compare
from .deciders import deciders
from .flips import Flip, found_by
from .robust import Robustness, robust
from .scenario import Scenario
from .search import Search
from .times import Times, over_time

NAMED_QUESTIONS = 6  # open questions that a headline names before it counts the rest
PATIENCE = 10  # seconds that somebody waits for changes at a time
SEARCHES = 64  # that can be taken up where they were left
BUDGET = 200_000  # sets of changes that are tried for a scenario
KEPT = 512  # answers of each kind, so that going back to a scenario costs nothing


@functools.lru_cache(SEARCHES)
def kept_search(case: Case, law: Law, size: int) -> Search:
    return Search(classify(case, law), size, BUDGET)


@functools.lru_cache(SEARCHES)
def kept_flips(search: Search, _left: int, _is_whole: bool) -> Answers[Flip]:
    """The last two are part of the key only: how far the search has gone, and whether it ended."""
    return found_by(search)


kept_times = functools.lru_cache(KEPT)(over_time)


@functools.lru_cache(KEPT)
def kept_robust(original: Case, chains: object) -> Robustness:
    """`chains` is part of the key only: cases that are equal can rest on other chains."""
    return robust(original)


def headline(scenario: Scenario) -> list[str]:
    """The verdict of a scenario in three sentences. No two scenarios read the same.

    They are the verdict; by what, or why not; and what is changed.

    >>> for line in headline(Scenario("aurus-2024-06", {"conduct": "display"})): print(line)
    NOT PROHIBITED
    By no UN measure in this data. This is no legal advice and says nothing of national law.
    Changed: What was done: something was shown. The original is prohibited.
    """
    finding = scenario.finding
    reason = _reason(finding) + end_of_data(finding)
    return [finding.verdict.upper(), reason, _changed(scenario)]


def _reason(finding: Finding) -> str:
    if finding.grounds:
        grounds = "; ".join(f"{ground.id} {ground.title}" for ground in finding.grounds)
        if finding.grounds[0].needs:
            return f"By one of these, whatever the open answers: {grounds}."
        return f"By {grounds}."
    if finding.verdict is Verdict.UNDETERMINED:
        names = in_order(finding.hinges_on)
        more = f", and {len(names) - NAMED_QUESTIONS} more" if len(names) > NAMED_QUESTIONS else ""
        named = labels(names[:NAMED_QUESTIONS])
        return f"{_sentence(finding)} It hinges on: {named}{more}."
    lifted = f" Lifted by {', '.join(finding.lifted_by)}." if finding.lifted_by else ""
    return _sentence(finding) + lifted


def _sentence(finding: Finding) -> str:
    sentence = meaning(finding)
    return sentence[0].upper() + sentence[1:]


def _changed(scenario: Scenario) -> str:
    if not scenario.changes:
        return f"Nothing is changed: {scenario.original.title or 'this is the original'}."
    changes = "; ".join(words for _, words in scenario.changes)
    if scenario.finding.verdict is scenario.before.verdict:
        return f"Changed: {changes}. The verdict is that of the original."
    return f"Changed: {changes}. The original is {scenario.before.verdict}."


def about(scenario: Scenario) -> str:
    """The case in one line.

    >>> about(Scenario("aurus-2024-06")).partition(".")[0]
    'The second Aurus, June 2024'
    """
    return scenario.finding.event


def whole_argument(scenario: Scenario) -> list[Part]:
    """The whole argument, step by step.

    >>> whole_argument(Scenario("aurus-2024-06"))[0][0].partition(";")[0]
    'PROHIBITED. Two paragraphs bar it, each alone'
    """
    return list(scenario.finding.outline())


def open_questions(scenario: Scenario) -> list[Part]:
    """What is open, which single answer can settle it, and what is assumed.

    >>> [heading for heading, _ in open_questions(Scenario("horses-2022-11"))][:2]
    ['Open questions', 'One answer that can settle it']
    """
    finding, parts = scenario.finding, []
    if finding.hinges_on:
        questions = [fact(name).question for name in in_order(finding.hinges_on)]
        parts.append(Part("Open questions", lines_of(questions)))
        settling = deciders(scenario.case, scenario.law, size=1)
        if settling:
            parts.append(Part("One answer that can settle it", _lines(settling)))
    if finding.assumed:
        parts.append(assumptions(finding))
    return parts


def smallest_changes(scenario: Scenario, size: int = 1, seconds: float = PATIENCE) -> list[Part]:
    """The smallest changes that flip the verdict.

    Arguments: `size`, 1 for single ones, 2 for pairs; `seconds`, how long to search on at most.

    >>> smallest_changes(Scenario("aurus-2024-06"))[0][1][0][0]
    'Committee approved: yes -> not prohibited (lifted by 2321:46, 2371:26, 2375:26, 2397:25)'
    """
    if size == 1:
        heading, none = "Smallest changes that flip the verdict", "No single change flips it."
    else:
        heading, none = "Pairs of changes that flip the verdict", "No pair of changes flips it."
    search = search_of(scenario, size)
    # It goes on from where it was left when somebody last asked.
    if not search.is_over:
        search.go_on(seconds)
    flipping = kept_flips(search, search.left, search.is_whole)
    lines = [str(flip) for flip in flipping if len(flip.changes) == size]
    if flipping.stopped:
        lines.append("The search is not at its end; more may be found.")
    return [Part(heading, lines_of(lines or [none]))]


def search_of(scenario: Scenario, size: int) -> Search:
    """The search for the smallest changes of a scenario, as far as it has gone.

    >>> scenario = Scenario("aurus-2024-06")
    >>> changes = smallest_changes(scenario)
    >>> search_of(scenario, 1).is_over
    True
    """
    return kept_search(scenario.case, scenario.law, size)


def compared(scenario: Scenario) -> list[Part]:
    """The scenario beside its original.

    >>> compared(Scenario("aurus-2024-06", without=[2397]))[0][1][0][0]
    'The verdict holds: prohibited.'
    """
    if not scenario.changes:
        return []
    return [Part("Compared with the original", _beside(scenario.before, scenario.finding))]


def switches(scenario: Scenario) -> list[Part]:
    """What leaving out each resolution does to the case, and what moving the date does.

    >>> switches(Scenario("aurus-2024-06", without=[2397]))[0][1][0][0]
    'Without 2397 alone'
    """
    case, parts = scenario.case, []
    if scenario.without:
        whole = scenario.under_the_whole_law
        lines = [
            Line(f"Without {key} alone", _beside(whole, classify(case, whole_law().without(key))))
            for key in scenario.without
        ]
        if len(lines) > 1:
            lines.append(Line("Without all of these", _beside(whole, scenario.finding)))
        parts.append(Part("What each switch does", lines))
    # Against the case on its own day, with everything else changed.
    if "on" in scenario.facts:
        unmoved = classify(case.but(on=scenario.believed.given["on"]), scenario.law)
        parts.append(Part("What moving the date does", _beside(unmoved, scenario.finding)))
    return parts


def through_time(scenario: Scenario) -> list[Part]:
    """The verdict on the same act on every day.

    >>> through_time(Scenario("aurus-2024-06"))[0][1][-1][0]
    'from 2013-03-07 on: prohibited, changed by 2094:23'
    """
    return [Part(f"The same act on every day since {regime().since.year}", _lines(times(scenario)))]


def times(scenario: Scenario) -> Times:
    """The Times of a scenario: what `over_time` gives.

    >>> len(times(Scenario("aurus-2024-06")))
    3
    """
    return kept_times(scenario.case, scenario.law)


def fallen(scenario: Scenario) -> list[Part]:
    """The facts that fall with the sources that are not believed.

    >>> fallen(Scenario("aurus-2024-02", distrust=["kremlin"]))[0][1][0][0]
    'Thing: luxury car (for example an Aurus Senat) -> unknown; it rested on KH-25'
    """
    if not (scenario.distrust or scenario.trust_only):
        return []
    original, believed = scenario.original, scenario.believed
    lines = []
    for name, value in original.given.items():
        if value != believed.given.get(name):
            # What holds of it now may be presumed, or what is left of a date.
            old, new = fact(name).words(value), fact(name).words(believed.value(name))
            rows = ", ".join(original.evidence[name].rows)
            lines.append(f"{fact(name).label}: {old} -> {new}; it rested on {rows}")
    nothing = "Nothing: every fact still has a chain of reports behind it."
    return [Part("What falls", lines_of(lines or [nothing]))]


def firmness(scenario: Scenario) -> list[Part]:
    """How much of its evidence the verdict on the original can lose.

    >>> firmness(Scenario("aurus-2024-02"))[0][1][1][0]
    'kcna, korea-herald, ria -> undetermined'
    """
    original = scenario.original
    chains = tuple(
        (name, tuple(chains_of(row) for row in evidence.rows))
        for name, evidence in original.evidence.items()
    )
    result = kept_robust(original, chains)
    lines = [
        f"{', '.join(sorted(sources))} -> {verdict}"
        for sources, verdict in zip(result.sets, result.after, strict=True)
    ]
    heading = f"The original verdict, {result.verdict}, falls if one believes none of"
    return [Part(heading, lines_of(lines or ["Nobody: it stands without any source."]))]


def _beside(before: Finding, after: Finding) -> list[Line]:
    return lines_of(compare(before, after).lines)


def _lines(results: Iterable[object]) -> list[Line]:
    return lines_of(map(str, results))
