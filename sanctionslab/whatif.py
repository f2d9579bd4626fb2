"""Counterfactuals over the three things that carry a verdict: the facts, the law, and the evidence.

Everything here is a pure function of a case and a law. The panels show these functions; they add nothing to them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import combinations, product

from .classify import Finding, Verdict, classify, engine
from .facts import (
    DERIVED,
    OTHER,
    Case,
    KitError,
    chains_of,
    fact,
    facts,
    item,
    near,
    shown,
    source_keys,
)
from .logic import UNKNOWN

_DAY = timedelta(days=1)
_SHOWN = 12


@dataclass(frozen=True)
class Change:
    """One change: a fact takes another value (`name`, `value`), or a resolution is left out (`value` is None).

    `others` are further values of the fact that do the same.

    >>> print(Change("conduct", "display"), "/", Change("2397"), "/", Change("unit_value_usd", 101, (102, 501)))
    What was done: something was shown / without resolution 2397 / Value of one (USD): above 100
    """

    name: str
    value: object = None
    others: tuple = ()

    @property
    def is_law(self):
        return self.value is None

    def __str__(self):
        if self.is_law:
            return f"without resolution {self.name}"
        return f"{fact(self.name).label}: {_told(self.name, (self.value, *self.others))}"


def _told(name, values):
    """A class of values in words: the first and how many more, or for a number the range."""
    described = fact(name)
    if described.type == "number":
        return f"up to {max(values):,}" if min(values) == 0 else f"above {min(values) - 1:,}"
    more = len(values) - 1 if described.type != "date" else 0
    return f"{described.words(values[0])}{f' (or {more} other' + 's' * (more > 1) + ')' if more else ''}"


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


class Answers(tuple):
    """A tuple of results that shows itself as a list, and says in `cut` whether the search was cut short."""

    def __new__(cls, results, cut=False, title="", nothing="none"):
        self = super().__new__(cls, results)
        self.cut, self.title, self.nothing = cut, title, nothing
        return self

    def _lines(self):
        lines = [str(result) for result in self[:_SHOWN]] or [self.nothing]
        if len(self) > _SHOWN:
            lines.append(f"and {len(self) - _SHOWN} more: go through them with a for loop.")
        return (
            lines + ["The search was cut; there may be more, with more changes at once."] * self.cut
        )

    def __repr__(self):
        return "\n".join([self.title, *(f"  {line}" for line in self._lines())])

    def _repr_html_(self):
        return f"<p>{escape(self.title)}</p><ul>{''.join(f'<li>{escape(line)}</li>' for line in self._lines())}</ul>"


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
    "thing": ("item", "hs", *DERIVED),
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


def _bounded(size, budget):
    if not all(type(number) is int and number > 0 for number in (size, budget)):
        raise KitError(
            f"size and budget are whole numbers from 1 up, not {shown(size)} and {shown(budget)}.",
            "size",
            size,
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


@dataclass(frozen=True)
class Decider:
    """A smallest set of unknown facts that can settle a case, with the answers that do.

    `answers` holds (answer, verdict) pairs; an answer is a tuple of Change, one for each fact, and no part of it settles the case.
    `settles` is the share of all combinations of answers that settle it.
    """

    facts: frozenset
    answers: tuple
    settles: float

    def __str__(self):
        return "; ".join(
            f"{' and '.join(map(str, answer))} -> {verdict}" for answer, verdict in self.answers
        )


def deciders(case, law=None, *, size=4, budget=20000):
    """The smallest sets of unknown facts that can settle an undetermined case, the best question first.

    Arguments: `case`; `law`, the whole law if left out; `size`, the most facts in a set; `budget`, the most answers tried.
    Returns Answers of Decider, empty for a case that is settled; `.cut` says whether the search was cut short.

    >>> tea = Case(on="2024-06-19", direction="to_dprk", conduct="transfer", item="porcelain_tableware")
    >>> [sorted(d.facts) for d in deciders(tea)]
    [['unit_value_usd'], ['national_luxury'], ['national_luxury', 'unit_value_usd']]
    """
    before = classify(case, law)
    law = before.law
    _bounded(size, budget)
    open_facts = [n for n in facts() if n in before.hinges_on]
    answers = {
        n: _days(before) if n == "on" else _tellable(n, engine(law).answers(n, case), case)
        for n in open_facts
    }
    found, cut = [], len(open_facts) > size
    settled, tried = set(), 0
    for count in range(1, min(size, len(open_facts)) + 1):
        for names in combinations(open_facts, count):
            options = [[(n, values[0]) for values in answers[n]] for n in names]
            decisive, done, total = [], 0, 0
            for answer in product(*options):
                given = {**case.given, **dict(answer)}
                if _contradicts(given) or _goes_nowhere(dict(answer)):
                    continue
                tried += 1
                if tried > budget:
                    return _ranked(found, True)
                total += 1
                if any(part <= set(answer) for part in settled):
                    done += 1
                    continue
                verdict = engine(law).verdict(given)
                if verdict is not Verdict.UNDETERMINED:
                    decisive.append((answer, verdict))
                    done += 1
            if decisive:
                told = tuple(
                    (tuple(Change(n, v, _rest(answers[n], v)) for n, v in answer), verdict)
                    for answer, verdict in decisive
                )
                found.append(Decider(frozenset(names), told, done / total))
        settled |= {
            frozenset((c.name, c.value) for c in answer)
            for decider in found
            for answer, _ in decider.answers
        }
    return _ranked(found, cut)


def _tellable(name, classes, case):
    """The classes of answers without a transfer that would go nowhere, each led by a value that goes with every other fact."""
    kept = ([v for v in values if not _goes_nowhere({**case.given, name: v})] for values in classes)
    return tuple(
        tuple(sorted(values, key=lambda value: value in ("transfer", "none")))
        for values in kept
        if values
    )


def _days(finding):
    """The days that could be the answer, in classes: on those of one class the law is the same."""
    e, classes = engine(finding.law), {}
    for day, mask, _ in e.variables[e.days(finding.case.given.get("contract_date"))][1]:
        classes.setdefault(mask, []).append(day)
    return tuple(map(tuple, classes.values()))


def _ranked(found, cut):
    ranked = sorted(
        found, key=lambda d: (len(d.facts), -d.settles, [n not in d.facts for n in facts()])
    )
    return Answers(ranked, cut, "Ask this first:", "nothing: the verdict is settled")


def _rest(classes, value):
    return next(values[1:] for values in classes if values[0] == value)


def _goes_nowhere(given):
    """Whether goods would be passed on in no direction, which is no event between the DPRK and anybody."""
    return given.get("conduct") == "transfer" and given.get("direction") == "none"


def _contradicts(given):
    """Whether the thing cannot fall under the HS code."""
    thing, hs = given.get("item", UNKNOWN), given.get("hs", UNKNOWN)
    return UNKNOWN not in (thing, hs) and thing != OTHER and not item(thing).fits(hs)


@dataclass(frozen=True)
class Interval:
    """A stretch of days with one verdict: first day, last day (None: to this day), the grounds, and what changed it."""

    start: date
    end: date | None
    verdict: Verdict
    grounds: tuple
    changed_by: tuple

    def __str__(self):
        until = f"to {self.end}" if self.end else "on"
        by = f", changed by {', '.join(self.changed_by)}" if self.changed_by else ""
        return f"from {self.start} {until}: {self.verdict}{by}"


class Times(Answers):
    """The verdicts over time, as Intervals in order."""

    def at(self, day):
        """The Interval that a day falls in."""
        day = _day(day, "day")
        if day < self[0].start:
            raise KitError(
                f"{day} is before {self[0].start}, where this look over time begins. Give since= an earlier day.",
                "day",
                day,
            )
        return next(i for i in reversed(self) if i.start <= day)

    def nearest(self, day):
        """The nearest days before and after with another verdict: (last day before or None, first day after or None)."""
        place = self.index(self.at(day))
        before = self[place - 1].end if place else None
        after = self[place + 1].start if place + 1 < len(self) else None
        return before, after


def over_time(case, law=None, *, since="2006-01-01"):
    """The verdict that the same case would have had on every day, as intervals with the paragraph that made each change.

    Arguments: `case` (its own date does not count); `law`, the whole law if left out; `since`, the first day looked at.
    Returns Times, a tuple of Interval; the last one is open.

    >>> car = Case(on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile")
    >>> for interval in over_time(car): print(interval)
    from 2006-01-01 to 2006-10-13: not prohibited
    from 2006-10-14 to 2013-03-06: undetermined, changed by 1718:8(a)(iii)
    from 2013-03-07 on: prohibited, changed by 2094:23
    """
    law = classify(case, law).law
    first = _day(since, "since")
    e = engine(law)
    days = {first, *(d for d in law.boundaries)}
    names = {"on", *(["contract_date"] if "contract_date" not in case.given else [])}
    for test in (t for tests in e.tests for t in tests if t.fact in names):
        days.add(test.wanted[0] + _DAY * (test.op == "on_or_before"))
    spans = []
    for day in sorted(d for d in days if d >= first):
        given = {**case.given, "on": day}
        verdict = e.verdict(given)
        if not spans or spans[-1][1] is not verdict:
            spans.append((day, verdict))
    intervals, previous = [], None
    for place, (start, verdict) in enumerate(spans):
        finding = classify(case.but(on=start), law)
        end = spans[place + 1][0] - _DAY if place + 1 < len(spans) else None
        eve = classify(case.but(on=start - _DAY), law) if previous else None
        intervals.append(
            Interval(
                start,
                end,
                verdict,
                tuple(g.id for g in finding.grounds),
                _turned(eve, finding) if eve else (),
            )
        )
        previous = finding
    return Times(intervals, title=f"The same case on every day since {first}:")


def _day(value, name):
    day = fact("on").parse(value)
    if day is UNKNOWN:
        raise KitError(f'{name} must be a day such as "2012-01-01", not UNKNOWN.', name, value)
    return day


def _turned(eve, finding):
    """The paragraphs that made the difference between two days."""

    def standing(f):
        return [g.id for g in f.grounds] + [g.id for g in f.possible if g not in f.grounds]

    new = [
        i
        for i in ([g.id for g in finding.grounds] or standing(finding))
        if i not in [g.id for g in eve.grounds]
    ]
    if finding.verdict is Verdict.PROHIBITED or not eve.grounds:
        fresh = [i for i in new if i not in standing(eve)]
        if fresh or new:
            return tuple(fresh or new)
    lifting = [o.id for _, openings in finding.lifted for o in openings]
    return (
        tuple(dict.fromkeys(lifting))
        or tuple(i for i in standing(eve) if i not in standing(finding))
        or tuple(standing(eve))
    )


def sources_of(case):
    """The keys of every source in the chains behind the facts of a case, speakers and outlets alike, sorted.

    >>> from sanctionslab.facts import case
    >>> "kremlin" in sources_of(case("aurus-2024-02"))
    True
    """
    return tuple(
        sorted(
            {
                link
                for e in _case(case).evidence.values()
                for row in e.rows
                for chain in chains_of(row)
                for link in chain
            }
        )
    )


def distrust(case, *sources):
    """The case without the facts that only these sources support.

    A fact stands while one chain of attribution behind one of its rows has no distrusted link. A fact that falls is no longer
    given: it goes back to its presumption, or to unknown. A fact that rests on no row is a definition and stays.
    Raises KitError for a source that sources.csv does not have.

    >>> from sanctionslab.facts import case
    >>> doubted = distrust(case("aurus-2024-02"), "kremlin")
    >>> doubted.value("item"), doubted.value("hs")
    (UNKNOWN, '8703')
    """
    doubted = frozenset(_source(case, key) for key in sources)
    return _keeping(case, lambda chain: not doubted & set(chain))


def trust_only(case, *sources):
    """The case with only the facts that these speakers vouch for: a chain counts if its first link is one of them.

    The outlets that pass the word on are taken as faithful; to doubt an outlet, use `distrust`.
    Raises KitError for a source that sources.csv does not have.

    >>> from sanctionslab.facts import case
    >>> trust_only(case("aurus-2024-02"), "kcna", "rodong").value("personal_use")
    YES
    """
    trusted = frozenset(_source(case, key) for key in sources)
    return _keeping(case, lambda chain: chain[0] in trusted)


def _case(case):
    if not isinstance(case, Case):
        raise KitError(
            f'This needs a Case, not {type(case).__name__}. Take a named one: sl.case("aurus-2024-02").',
            "case",
            case,
        )
    return case


def _source(case, key):
    known = source_keys() | set(sources_of(case))
    if not isinstance(key, str) or key not in known:
        hint = near(key, known) or " sl.sources() lists them."
        raise KitError(
            f"{shown(key)} is no source of data/sources.csv.{hint}", "source", key, sorted(known)
        )
    return key


def _keeping(case, holds):
    fallen = {
        name: UNKNOWN if name == "on" else None
        for name, e in _case(case).evidence.items()
        if e.rows and not any(holds(chain) for row in e.rows for chain in chains_of(row))
    }
    return case.but(**fallen) if fallen else case


@dataclass(frozen=True)
class Robustness:
    """How much of the evidence a verdict can lose: every smallest set of sources whose loss makes it fall, and what follows.

    `cut` says whether the search was cut short before it found one.
    """

    verdict: Verdict
    sets: tuple
    after: tuple
    cut: bool = False

    def __repr__(self):
        if not self.sets:
            return f"{self.verdict}: {'the search was cut before it found a set of sources' if self.cut else 'there is no set of sources'} whose loss makes it fall."
        lines = [f"{self.verdict}: it falls if one disbelieves"]
        lines += [f"  {', '.join(sorted(s))} -> {v}" for s, v in zip(self.sets, self.after)]
        return "\n".join(lines)


def robust(case, law=None, *, budget=20000):
    """The smallest sets of sources that one must disbelieve before the verdict falls.

    Arguments: `case`, with its evidence; `law`, the whole law if left out; `budget`, the most sets tried.
    Returns Robustness: `.sets`, all of the smallest size, `.after`, the verdict that each leaves, and `.cut`.

    >>> from sanctionslab.facts import case
    >>> [sorted(s) for s in robust(case("aurus-2024-02")).sets]
    [['kcna', 'korea-herald'], ['kcna', 'rodong']]
    """
    finding = classify(case, law)
    e, before = engine(finding.law), finding.verdict
    resting = [n for n, known in case.evidence.items() if known.rows]
    falling = []
    for count in range(1, len(resting) + 1):
        for names in combinations(resting, count):
            fallen = {n: UNKNOWN if n == "on" else None for n in names}
            if e.verdict(case.but(**fallen).given) is not before:
                falling.append(
                    {
                        frozenset(chain)
                        for n in names
                        for row in case.evidence[n].rows
                        for chain in chains_of(row)
                    }
                )
    tried = 0
    for size in range(1, len(sources_of(case)) + 1 if falling else 0):
        sets = set().union(*(_hitting_sets(wanted, size) for wanted in falling))
        tried += len(sets)
        if tried > budget:
            return Robustness(before, (), (), cut=True)
        after = {s: e.verdict(distrust(case, *s).given) for s in sorted(sets, key=sorted)}
        falls = {s: verdict for s, verdict in after.items() if verdict is not before}
        if falls:
            return Robustness(before, tuple(falls), tuple(falls.values()))
    return Robustness(before, (), ())


def _hitting_sets(wanted, size):
    """Sets of `size` links or fewer that break every chain."""
    found = {frozenset()}
    for chain in sorted(wanted, key=lambda chain: (len(chain), sorted(chain))):
        found = {
            s if s & chain else s | {link}
            for s in found
            for link in chain
            if s & chain or len(s) < size
        }
    return found


@dataclass(frozen=True)
class Comparison:
    """Two findings side by side: what changed in facts, law and verdict, what did not, and why."""

    before: object
    after: object

    @property
    def facts(self):
        """The facts that differ: {name: (value before, value after)}."""
        names = [n for n in facts() if self.before.case.value(n) != self.after.case.value(n)]
        return {n: (self.before.case.value(n), self.after.case.value(n)) for n in names}

    @property
    def law(self):
        """What only one of the two laws has, resolutions and single measures, and the measures that differ."""
        old, new = self.before.law, self.after.law
        gone, come = _only_in(old, new), _only_in(new, old)
        changed = tuple(
            m.id for m in old.measures if m.id in new._measures and new._measures[m.id] != m
        )
        return {"without": gone, "with": come, "changed": changed}

    @property
    def grounds(self):
        """The ids of grounds that were lost, gained and kept."""
        old, new = [g.id for g in self.before.grounds], [g.id for g in self.after.grounds]
        return {
            "lost": tuple(i for i in old if i not in new),
            "gained": tuple(i for i in new if i not in old),
            "kept": tuple(i for i in old if i in new),
        }

    @property
    def lines(self):
        """The comparison as sentences."""
        same = self.before.verdict is self.after.verdict
        lines = [
            f"The verdict holds: {self.after.verdict}."
            if same
            else f"The verdict moves from {self.before.verdict} to {self.after.verdict}."
        ]
        lines += [
            f"{fact(n).label}: {fact(n).words(a)} -> {fact(n).words(b)}."
            for n, (a, b) in self.facts.items()
        ]
        lines += [f"{_called(key)} is left out." for key in self.law["without"]]
        lines += [f"{_called(key)} is added." for key in self.law["with"]]
        lines += [f"Paragraph {i} is changed." for i in self.law["changed"]]
        told = {"lost": "No longer a ground", "gained": "New ground", "kept": "Still a ground"}
        lines += [f"{told[key]}: {', '.join(ids)}." for key, ids in self.grounds.items() if ids]
        lifting = dict.fromkeys(o.id for _, openings in self.after.lifted for o in openings)
        if lifting:
            lines.append(f"Lifted by: {', '.join(lifting)}.")
        if self.after.hinges_on:
            lines.append(
                f"Now it hinges on: {', '.join(fact(n).label for n in facts() if n in self.after.hinges_on)}."
            )
        return lines

    def __repr__(self):
        return "\n".join(self.lines)

    def _repr_html_(self):
        return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in self.lines)}</ul>"


def _only_in(one, other):
    resolutions = [r.key for r in one.resolutions if r.key not in other._resolutions]
    return (
        *resolutions,
        *(
            m.id
            for m in one.measures
            if m.resolution in other._resolutions and m.id not in other._measures
        ),
    )


def _called(key):
    return f"{'Paragraph' if ':' in key else 'Resolution'} {key}"


def compare(a, b):
    """Two findings side by side.

    Arguments: two Findings, or two Cases (judged by the whole law). Raises KitError for anything else.

    >>> car = Case(on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile")
    >>> print(compare(car, car.but(conduct="display")))
    The verdict moves from prohibited to not prohibited.
    What was done: goods were passed on (supplied, sold, given, lent) -> something was shown.
    No longer a ground: 2094:23, 2397:7.
    """
    return Comparison(*(x if isinstance(x, Finding) else classify(x) for x in (a, b)))
