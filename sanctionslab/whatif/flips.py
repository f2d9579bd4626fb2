"""flips(): the smallest changes of facts or law that turn a verdict."""

from dataclasses import dataclass

from ..cases import Case
from ..law import Law
from ..outline import Answers
from ..verdict import Finding, Ground, Verdict, classify, granting
from ..vocabulary import Value, facts
from .changes import Change, can_be, check_bounds, check_seconds, taken_out
from .search import Search

MOST_TOLD = 12  # paragraphs named in one line


@dataclass(frozen=True)
class Flip:
    """A smallest set of changes that turns the verdict, and the paragraphs responsible.

    `verdict` is the new one; `because` holds the ids of the paragraphs and `how` says in what way
    they are responsible ("lifted by"). `case` and `law` are the changed ones:
    `classify(flip.case, flip.law).verdict == flip.verdict`.
    """

    changes: tuple[Change, ...]
    verdict: Verdict
    how: str
    because: tuple[str, ...]
    case: Case
    law: Law

    def __str__(self) -> str:
        changes = " and ".join(map(str, self.changes))
        more = len(self.because) - MOST_TOLD
        because = ", ".join(self.because[:MOST_TOLD]) + (f" and {more} more" if more > 0 else "")
        return f"{changes} -> {self.verdict} ({self.how} {because})"


def flips(
    case: Case,
    law: Law | None = None,
    *,
    size: int = 2,
    budget: int = 200_000,
    seconds: float | None = None,
) -> Answers[Flip]:
    """Every smallest set of changes that turns the verdict, smallest first.

    A change is a fact with another value (granting an exemption is one, and so is another date) or
    a resolution left out. A set is smallest if no part of it turns the verdict. Values of a fact
    that do the same are told as one change.

    Arguments: `case`; `law`, the whole law if left out; `size`, the most changes in a set;
    `budget`, the most sets tried; `seconds`, how long at most, or None. Returns Answers of Flip,
    complete up to `size` unless one of the two ran out, which `.stopped` says. Larger sets are left
    out, and `.cut` says so.

    >>> car = Case(
    ...     on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile"
    ... )
    >>> print(flips(car)[0])
    Committee approved: yes -> not prohibited (lifted by 2321:46, 2371:26, 2375:26, 2397:25)
    >>> [str(flip) for flip in flips(car) if all(change.is_law for change in flip.changes)][0]
    'without resolution 1718 and without resolution 2397 -> not prohibited (no longer barred by \
2094:23, 2397:7)'
    """
    check_bounds(size, budget)
    check_seconds(seconds)
    search = Search(classify(case, law), size, budget)
    search.go_on(seconds)
    return found_by(search)


def found_by(search: Search) -> Answers[Flip]:
    """What a search has found so far."""
    turned = (
        _flip(search, names, verdict, values) for (names, verdict), values in search.turned.items()
    )
    return Answers(
        sorted(turned, key=_order),
        # Larger sets are never tried, so there may always be more.
        cut=True,
        title=f'Smallest changes that turn "{search.finding.verdict}":',
        nothing=f"no set of up to {search.size} changes turns it",
        stopped=not search.is_whole,
    )


def _flip(search: Search, names: tuple, verdict: Verdict, ways: list[tuple]) -> Flip:
    """Ways to change the same names that lead to the same verdict, told as one flip.

    A way has a value for each name; the first is the one that the flip stands for.
    """
    changes = tuple(_change(search, names, ways, place) for place in range(len(names)))
    given, left_out = search.changed(tuple(zip(names, ways[0], strict=True)))
    # What has changed rests on nothing that anybody said.
    evidence = {
        name: known
        for name, known in search.case.evidence.items()
        if given.get(name) == search.case.given.get(name)
    }
    case = Case(key=search.case.key, title=search.case.title, evidence=evidence, **given)
    law = search.law.without(*left_out) if left_out else search.law
    how, because = _because(search.finding, classify(case, law))
    return Flip(changes, verdict, how, because, case, law)


def _change(search: Search, names: tuple, ways: list[tuple], place: int) -> Change:
    """One of the changes of a flip, with the other values that do the same in its place."""
    name, first = names[place], ways[0]

    def in_its_place(other: Value | None) -> tuple:
        return (*first[:place], other, *first[place + 1 :])

    def is_possible(other: Value | None) -> bool:
        given, _ = search.changed(tuple(zip(names, in_its_place(other), strict=True)))
        return can_be(given)

    value = first[place]
    # The values with which nothing else differs from the first way, each with those like it.
    tried = [way[place] for way in ways if way == in_its_place(way[place])]
    alike = [other for one in tried for other in (one, *search.alike.get((name, one), ()))]
    others = tuple(other for other in alike if other != value and is_possible(other))
    # Another thing takes the code out, unless the code is one of the changes itself.
    gone = () if "hs" in names else taken_out(name, value, search.case.given)
    return Change(name, value, others, gone)


def _because(before: Finding, after: Finding) -> tuple[str, tuple[str, ...]]:
    """How the verdict turned, and the ids of the paragraphs that turned it."""
    if after.grounds:
        how = "now barred by one of" if _all_untested(after.grounds) else "now barred by"
        return how, _ids(after.grounds)
    beyond = "beyond this vocabulary, " if _all_untested(after.possible) else ""
    if before.verdict is Verdict.NOT_PROHIBITED:
        return f"{beyond}open under", _ids(after.possible)
    barring = before.grounds or before.possible
    # Where something is still open, no exemption has settled it.
    if not after.possible and (lifting := granting(after.lifting(barring))):
        return "lifted by", lifting
    was_doubt = not before.grounds and _all_untested(before.possible)
    how = "no longer in doubt under" if was_doubt else f"{beyond}no longer barred by"
    still_open = _ids(after.possible)
    gone = tuple(id_ for id_ in _ids(barring) if id_ not in still_open)
    return how, gone or _ids(barring)


def _ids(grounds: tuple[Ground, ...]) -> tuple[str, ...]:
    return tuple(ground.id for ground in grounds)


def _all_untested(grounds: tuple[Ground, ...]) -> bool:
    """Whether nothing but paragraphs without tests is left."""
    return bool(grounds) and all(ground.measure.is_untested for ground in grounds)


def _order(flip: Flip) -> tuple:
    """Smallest first; then what the Committee may grant; then the law; then facts in order."""
    places = {name: place for place, name in enumerate(facts())}
    names = [change.name for change in flip.changes]
    return (
        len(names),
        [name != "committee_approval" for name in names],
        [(name in places, places.get(name, name)) for name in names],
        flip.verdict.value,
    )
