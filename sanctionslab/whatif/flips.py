"""whatif/flips."""

from dataclasses import dataclass
from itertools import combinations, product

from ..cases import Case
from ..logic import UNKNOWN
from ..outline import Answers
from ..verdict import Verdict, classify, engine
from ..vocabulary import FROM_THE_ITEM, facts
from .changes import Change, _bounded, _contradicts, _goes_nowhere
from .times import _DAY


@dataclass(frozen=True)
class Flip:
    """A smallest set of changes that turns the verdict: the changes, the new verdict and the paragraphs responsible.

    `how` says in what way they are ("lifted by"), `because` holds their ids. `case` and `law` are the changed ones: `classify(flip.case, flip.law).verdict == flip.verdict`.
    """

    changes: tuple
    verdict: Verdict
    how: str
    because: tuple
    case: Case
    law: object

    def __str__(self):
        return f"{' and '.join(map(str, self.changes))} -> {self.verdict} ({self.how} {', '.join(self.because)})"


class _Search:
    """Tries sets of changes by size and keeps those that turn the verdict though no part of them does.

    The facts fall into parts that are settled together (the date; the act; the thing; every other fact by itself), so that a
    set of changes only needs the parts it touches to be looked at again.
    """

    def __init__(self, case, law, size, budget):
        self.case, self.law, self.size, self.budget = case, law, size, budget
        self.engine = engine(law)
        self.given = dict(case.given)
        self.parts = {name: part for part, names in _PARTS.items() for name in names}
        plain = [name for name, _ in self.engine.plain]
        self.parts.update((name, name) for name in plain)
        self.base = {part: self.engine.part(part, self.given) for part in (*_PARTS, *plain)}
        self.rests, self.known, self.alike, self.bits = {}, {}, {}, {}
        self.verdict = self.engine.verdict(self.given)
        self.found, self.turning, self.cut = {}, set(), False

    def at(self, changes):
        """The given facts and the resolutions left out after some changes."""
        given, off = dict(self.given), set()
        for name, value in changes:
            if value is None:
                off.add(name)
            else:
                given[name] = value
                if name == "item" and self.case.value("item") is not UNKNOWN:
                    given.pop("hs", None)
        return given, frozenset(off)

    def run(self):
        values = {name: self.values(name) for name in self.names()}
        tried = 0
        for count in range(1, self.size + 1):
            for names in combinations(values, count):
                for combination, verdict in self.outcomes(names, values):
                    tried += 1
                    if tried > self.budget:
                        self.cut = True
                        return
                    if verdict is not self.verdict:
                        changes = tuple(zip(names, combination))
                        if not any(
                            part in self.turning
                            for k in range(1, count)
                            for part in combinations(changes, k)
                        ):
                            self.turning.add(changes)
                            self.found.setdefault((names, verdict), []).append(combination)
        self.cut = True

    def outcomes(self, names, values):
        """Every combination of new values for some facts, with the verdict it leads to.

        A value that leaves the same bits as the present one is left out: changing it too would change nothing.
        """
        touched = [self.part_of(name) for name in names]
        alive, opened = self.rest(frozenset(touched))
        if len(set(touched)) < len(touched):
            for combination in product(*(values[name] for name in names)):
                given, off = self.at(tuple(zip(names, combination)))
                if not _contradicts(given) and not _goes_nowhere(given):
                    mask, more = alive, opened
                    for part in dict.fromkeys(touched):
                        bits, variables = self.engine.part(part, given, off)
                        mask, more = mask & bits, more + variables
                    yield combination, self.settled(mask, more)
            return
        choices = []
        for name, part in zip(names, touched):
            present = self.base[part][0] & alive, self.base[part][1]
            classes = {}
            for value in values[name]:
                given, off = self.at(((name, value),))
                if (name, value) not in self.bits:
                    self.bits[name, value] = self.engine.part(part, given, off)
                mask, more = self.bits[name, value]
                if (
                    (mask & alive, more) != present
                    and ((name, value),) not in self.turning
                    and not _goes_nowhere(given)
                ):
                    classes.setdefault((mask & alive, more), []).append(value)
            choices.append(classes)
        for kinds in product(*choices):
            mask, more = alive, opened
            for bits, variables in kinds:
                mask, more = mask & bits, more + variables
            verdict = self.settled(mask, more)
            for combination in product(*(classes[kind] for classes, kind in zip(choices, kinds))):
                yield combination, verdict

    def part_of(self, name):
        return self.parts[name] if name in facts() else "date"

    def rest(self, touched):
        """The bits and variables that the untouched parts leave."""
        if touched not in self.rests:
            alive, opened = self.engine.all, ()
            for part, (mask, more) in self.base.items():
                if part not in touched:
                    alive, opened = alive & mask, opened + more
            self.rests[touched] = alive, opened
        return self.rests[touched]

    def settled(self, alive, opened):
        if (alive, opened) not in self.known:
            self.known[alive, opened] = self.engine.settled(alive, opened)
        return self.known[alive, opened]

    def names(self):
        """Everything that can be changed: resolutions that bind, and facts that the law asks about."""
        for resolution in self.law.resolutions:
            if resolution.adopted and any(m.when for m in resolution.measures):
                yield resolution.key
        for name in facts():
            if name == "on" or name in self.engine.mentions:
                yield name

    def values(self, name):
        """The values worth trying, one for each class of values that no part of the law tells apart; None leaves a resolution out."""
        if name not in facts():
            return [None]
        now = self.case.value(name)
        if name == "on":
            return [] if now is UNKNOWN else self.days(now)
        kept = []
        for values in self.engine.answers(name, self.case, ()):
            if now not in values:
                kept.append(values[0])
                self.alike[name, values[0]] = values
        return kept

    def days(self, now):
        """The nearest day on either side for each state of the law."""
        nearest = {}
        for day in sorted(
            {d for b in self.law.boundaries for d in (b, b - _DAY)}, key=lambda d: (abs(d - now), d)
        ):
            nearest.setdefault((self.engine.epoch(day), self.engine.ok("on", day), day < now), day)
        return [day for day in nearest.values() if day != now]


_PARTS = {
    "date": ("on", "contract_date"),
    "act": ("conduct", "direction"),
    "thing": ("item", "hs", *FROM_THE_ITEM),
}


def flips(case, law=None, *, size=2, budget=200_000):
    """Every smallest set of changes that turns the verdict, smallest first.

    A change is a fact with another value (granting an exemption is one, and so is another date) or a resolution left out.
    A set is smallest if no part of it turns the verdict. Values of a fact that do the same are told as one change.

    Arguments: `case`; `law`, the whole law if left out; `size`, the most changes in a set; `budget`, the most sets tried.
    Returns Answers of Flip, complete up to `size` unless the budget ran out. Larger sets are left out, and `.cut` says so.

    >>> car = Case(on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile")
    >>> print(flips(car)[0])
    Committee approved: yes -> not prohibited (lifted by 2321:46, 2375:26, 2397:25)
    >>> [str(f) for f in flips(car) if all(c.is_law for c in f.changes)][0]
    'without resolution 1718 and without resolution 2397 -> not prohibited (no longer barred by 2094:23, 2397:7)'
    """
    before = classify(case, law)
    law = before.law
    _bounded(size, budget)
    search = _Search(case, law, size, budget)
    search.run()
    found = sorted(
        (
            _flip(search, before, names, verdict, combinations_)
            for (names, verdict), combinations_ in search.found.items()
        ),
        key=_order,
    )
    return Answers(
        found,
        search.cut,
        f'Smallest changes that turn "{before.verdict}":',
        f"no set of up to {size} changes turns it",
    )


def _flip(search, before, names, verdict, found):
    """Combinations of values for the same facts that lead to the same verdict, told as one flip."""
    first = found[0]
    changes = []
    for place, (name, value) in enumerate(zip(names, first)):
        swaps = [
            c[place]
            for c in found
            if c[:place] == first[:place] and c[place + 1 :] == first[place + 1 :]
        ]
        others = [
            v for swap in swaps for v in search.alike.get((name, swap), (swap,)) if v != value
        ]
        changes.append(Change(name, value, tuple(others)))
    given, off = search.at(tuple(zip(names, first)))
    same = {
        name: e
        for name, e in before.case.evidence.items()
        if given.get(name) == before.case.given.get(name)
    }
    case = Case(key=search.case.key, title=search.case.title, evidence=same, **given)
    law = search.law.without(*off) if off else search.law
    return Flip(tuple(changes), verdict, *_because(before, classify(case, law)), case, law)


def _because(before, after):
    """How the verdict turned and by which paragraphs: now barred by, lifted by, open under, or no longer barred by."""
    old = [g.id for g in before.grounds or before.possible]
    new = [g.id for g in after.grounds]
    if new:
        return "now barred by", tuple(
            i for i in new if i not in {g.id for g in before.grounds}
        ) or tuple(new)
    lifting = dict.fromkeys(o.id for o in after.lifting(before.grounds or before.possible))
    if lifting and not after.possible:
        return "lifted by", tuple(lifting)
    left = [g.id for g in after.possible]
    if before.verdict is Verdict.NOT_PROHIBITED:
        return "open under", tuple(left)
    return "no longer barred by", tuple(i for i in old if i not in left) or tuple(old)


def _order(flip):
    """Smallest first; then what the Committee may grant, then the law, then facts in the order of the vocabulary."""
    rank = list(facts())
    return (
        len(flip.changes),
        [c.name != "committee_approval" for c in flip.changes],
        [(not c.is_law, c.name if c.is_law else rank.index(c.name)) for c in flip.changes],
        flip.verdict.value,
    )
