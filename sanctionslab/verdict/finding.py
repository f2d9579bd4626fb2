"""verdict/finding."""

import functools
from html import escape
from itertools import combinations, product

from ..cases import Case
from ..errors import KitError
from ..law import Law
from ..law import law as whole_law
from ..logic import UNKNOWN, Truth, all_of, any_of
from ..outline import BOX, as_html, as_text
from ..vocabulary import FROM_THE_ITEM, OTHER, fact, facts, item
from .argument import MEANING
from .parts import Ground, Opening, Step, Verdict
from .rulebook import _NOT, _PROHIBITED, _VERDICTS, _set_bits, engine

_SCOPE = (
    "item",
    "hs",
    "arms",
    "field",
    "finance_kind",
)  # what a measure is about, against how it is done


class Finding:
    """A verdict on a case under a law, with its argument. It shows itself in Jupyter and in a terminal.

    >>> finding = classify(Case(on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile"))
    >>> finding.verdict == "prohibited", [ground.id for ground in finding.grounds], sorted(finding.assumed)
    (True, ['2094:23', '2397:7'], ['committee_approval'])
    """

    def __init__(self, case, law):
        self.case, self.law = case, law
        self._engine = engine(law)
        self._alive, self._open = self._engine.resolve(case.given)
        self._node = self._engine.decide(self._alive, self._open)
        self.verdict = _VERDICTS.get(self._node, Verdict.UNDETERMINED)

    def __eq__(self, other):
        return isinstance(other, Finding) and (self.case, self.law) == (other.case, other.law)

    def __hash__(self):
        return hash((self.case, self.law))

    @functools.cached_property
    def _candidates(self):
        """For each measure with a conjunction left, its number and its node in the diagram, taken alone."""
        e = self._engine
        numbers = sorted({e.owner[b] for b in _set_bits(self._alive & e.ban_mask)})
        return [(n, e.decide(self._alive & e.bits(n), self._open)) for n in numbers]

    @functools.cached_property
    def grounds(self):
        """The measures that prohibit. Where each alone is open and the verdict is forced all the same, those that force it together."""
        sure = tuple(self._ground(n) for n, node in self._candidates if node == _PROHIBITED)
        if sure or self.verdict is not Verdict.PROHIBITED:
            return sure
        needs = {n: self._engine.support(node) for n, node in self._candidates if node != _NOT}
        kept = dict(needs)
        for number in sorted(needs, key=lambda n: -len(needs[n])):
            bits = functools.reduce(
                int.__or__, (self._engine.bits(n) for n in kept if n != number), 0
            )
            if self._engine.decide(self._alive & bits, self._open) == _PROHIBITED:
                del kept[number]
        return tuple(self._ground(n, needs[n]) for n in kept)

    @functools.cached_property
    def possible(self):
        """The measures that might prohibit, each with the unknown facts it still needs."""
        return tuple(
            self._ground(n, self._engine.support(node))
            for n, node in self._candidates
            if node not in (_NOT, _PROHIBITED)
        )

    @functools.cached_property
    def hinges_on(self):
        """The unknown facts that can still change the verdict."""
        return self._engine.support(self._node)

    @functools.cached_property
    def immaterial(self):
        """The facts, given or unknown, that no measure in force asks about here."""
        return frozenset(facts()) - {"on"} - self._asked

    @functools.cached_property
    def _asked(self):
        """The facts that could matter: some measure or exemption asks about them that no other fact has ruled out."""
        e, masks = self._engine, self._engine.masks(self.case)
        asked = set()
        for name, mentioned in e.mentions.items():
            alive = e.all
            own = {name}
            if name == "item" or (name == "hs" and self.case.value("item") is UNKNOWN):
                own |= {
                    n
                    for n in ("item", "hs", *FROM_THE_ITEM)
                    if n not in self.case.given or self.case.given[n] is UNKNOWN
                }
            for other, mask in masks:
                if other not in own:
                    alive &= mask
            bans = {e.owner[b] for b in _set_bits(alive & e.ban_mask)}
            touched = alive & functools.reduce(lambda bits, n: bits | e.mentions.get(n, 0), own, 0)
            if any(touched & e.bits(number) for number in bans):
                asked.add(name)
        return frozenset(asked)

    @functools.cached_property
    def assumed(self):
        """The presumed facts that the verdict rests on: another value of one of them, or of several together, would turn it."""
        presumed = [
            n
            for n in facts()
            if self.case.origin(n)[1] in ("presumed", "item")
            and n != "hs"
            and n in self._asked
            and n not in self.hinges_on
        ]
        found = {n for n in presumed if self._turns(n)}
        rest = [n for n in presumed if n not in found]
        size = 2
        while (
            self.verdict is not Verdict.UNDETERMINED and size <= len(rest) and self._rests_on(rest)
        ):
            for names in combinations(rest, size):
                if self._turns(*names):
                    found |= set(names)
            rest = [n for n in rest if n not in found]
            size += 1
        return frozenset(found)

    def _turns(self, *names):
        options = [[o[0] for o in self._engine.variables[self._engine.free(n)][1]] for n in names]
        return any(
            self._engine.verdict({**self.case.given, **dict(zip(names, values))})
            is not self.verdict
            for values in product(*options)
        )

    def _rests_on(self, names):
        return (
            self._engine.verdict({**self.case.given, **dict.fromkeys(names, UNKNOWN)})
            is not self.verdict
        )

    @functools.cached_property
    def exceptions(self):
        """What could lift the grounds: exemptions in force that nothing known of the case rules out, each with who may grant it."""
        return self._openings(self.grounds, lambda truth: truth is not Truth.YES)

    @functools.cached_property
    def lifted(self):
        """Measures that would prohibit but for an exemption that is met, each with the exemptions that lift it."""
        e = self._engine
        found = []
        for number, node in self._candidates:
            if (
                node == _NOT
                and e.decide(self._alive & e.clauses[number], self._open) == _PROHIBITED
            ):
                ground = self._ground(number)
                found.append((ground, self.lifting((ground,))))
        return tuple(found)

    def lifting(self, grounds):
        """The exemptions that are met here and lift some of these grounds, of this finding or of another."""
        return self._openings(grounds, lambda truth: truth is Truth.YES)

    @functools.cached_property
    def near_misses(self):
        """Measures in force whose goods or field the case meets, and that it misses only by what was done, which way, or a limit.

        Each comes with the steps that it fails, as (measure, steps).
        """
        day = self.case.value("on")
        if day is UNKNOWN:
            return ()
        e, found = self._engine, []
        for number, measure in enumerate(e.bans):
            if not e.epoch(day) & e.clauses[number] or self._alive & e.clauses[number]:
                continue
            for tests in measure.when:
                steps = self._steps(tests)
                failed = tuple(s for s in steps if s.truth is Truth.NO)
                if any(s.test.fact in _SCOPE and s.truth is Truth.YES for s in steps) and all(
                    s.test.fact not in _SCOPE and s.origin == "given" for s in failed
                ):
                    found.append((measure, failed))
                    break
        return tuple(found)

    def _openings(self, grounds, wanted):
        found = {}
        day = self.case.value("on")
        standing = None if day is UNKNOWN else self._engine.epoch(day)
        for ground in grounds:
            for exemption in self.law.exemptions(ground.measure):
                bits = self._engine.exemption_bits.get(exemption, 0)
                if not (bits if standing is None else bits & standing):
                    continue
                clauses = [self._steps(tests) for tests in exemption.when]
                truth = any_of(all_of(s.truth for s in steps) for steps in clauses)
                reachable = [
                    steps
                    for steps in clauses
                    if all(s.truth is not Truth.NO or s.origin == "presumed" for s in steps)
                ]
                if wanted(truth) and reachable:
                    needs = {
                        s.test.fact
                        for steps in reachable
                        for s in steps
                        if s.truth is not Truth.YES
                    }
                    found.setdefault(exemption, ([], set()))
                    found[exemption][0].append(ground.id)
                    found[exemption][1].update(needs)
        return tuple(
            Opening(x.by, x.granted_by, x.text, tuple(ids), frozenset(needs), x.confidence)
            for x, (ids, needs) in found.items()
        )

    def _steps(self, tests):
        return tuple(self._step(test) for test in tests)

    def _step(self, test):
        value, origin = self.case.origin(test.fact)
        truth = test.check(value)
        if value is UNKNOWN and test.fact in ("item", "hs", *FROM_THE_ITEM):
            truth = self._thing_truth(test)
        known = self.case.evidence.get(test.fact)
        rows = known.rows if known and origin == "given" else ()
        if origin == "item" and (behind := self.case.evidence.get("item")):
            rows = behind.rows
        return Step(test, value, origin, truth, rows)

    def _thing_truth(self, test):
        """The truth of a test on an unknown thing: NO if the HS code rules out all it asks for, and the like."""
        thing, hs = self.case.value("item"), self.case.value("hs")
        if test.fact == "item" and hs is not UNKNOWN:
            fitting = [k for k in test.wanted if k == OTHER or item(k).fits(hs)]
            return UNKNOWN if fitting else Truth.NO
        if test.fact == "hs" and thing not in (UNKNOWN, OTHER):
            truths = {test.check(code) for code in item(thing).codes}
            return truths.pop() if len(truths) == 1 else UNKNOWN
        return UNKNOWN

    def _ground(self, number, needs=frozenset()):
        measure = self._engine.bans[number]
        best = max(
            (self._steps(tests) for tests in measure.when),
            key=lambda steps: (
                all_of(s.truth for s in steps) is not Truth.NO,
                all_of(s.truth for s in steps) is Truth.YES,
                sum(s.truth is Truth.YES for s in steps),
            ),
        )
        return Ground(measure, best, needs)

    def explain(self):
        """The argument, step by step, as text: paragraphs, the tests they met, the facts and the rows of evidence behind them.

        >>> car = Case(on="2024-02-18", direction="to_dprk", conduct="transfer", item="passenger_car")
        >>> print(classify(car).explain().splitlines()[0])
        PROHIBITED: by at least one UN measure in this data.
        """
        return "\n".join(as_text(self._outline())).rstrip()

    def _outline(self):
        """The argument as (heading, paragraphs) parts, from which every view is made. A paragraph is (text, sub-paragraphs)."""
        yield (f"{self.verdict.upper()}: {MEANING[self.verdict]}", [(self._event(), [])])
        if self.grounds:
            sure = not self.grounds[0].needs
            asked = _labels(frozenset().union(*(g.needs for g in self.grounds)))
            heading = (
                "Grounds"
                if sure
                else f"Grounds: whatever the answer on {asked}, one of these applies"
            )
            yield (heading, [self._ground_lines(g) for g in self.grounds])
        if self.lifted:
            yield (
                "Would prohibit, but is lifted",
                [
                    (
                        f"{g.id} {g.title}",
                        [(f"{o.id}: {o.text} ({o.granted_by})", []) for o in openings],
                    )
                    for g, openings in self.lifted
                ],
            )
        if self.hinges_on:
            yield ("It hinges on", [(fact(n).question, []) for n in facts() if n in self.hinges_on])
        if self.possible and not (self.grounds and self.grounds[0].needs):
            yield (
                "Might also prohibit" if self.grounds else "Might prohibit",
                [
                    (f"{g.id} {g.title}", [(f"needs to know: {_labels(g.needs)}", [])])
                    for g in self.possible
                ],
            )
        if self.exceptions:
            yield ("What could lift it", list(self._opening_lines()))
        if self.verdict is not Verdict.PROHIBITED and self.near_misses:
            yield (
                "Came close, but misses",
                [
                    (f"{m.id} {m.title}", [(s.words, []) for s in failed])
                    for m, failed in self.near_misses
                ],
            )
        if self.assumed:
            yield (
                "Assumed, because nobody has said otherwise",
                [
                    (f"{fact(n).label}: {fact(n).words(self.case.value(n))}", [])
                    for n in facts()
                    if n in self.assumed
                ],
            )
        idle = [n for n in facts() if n in self.immaterial and n in self.case.given]
        if idle:
            yield (
                "Makes no difference here",
                [(f"{fact(n).label}: {fact(n).words(self.case.value(n))}", []) for n in idle],
            )

    def _opening_lines(self):
        same = {}
        for o in self.exceptions:
            same.setdefault((o.text, o.granted_by, o.lifts, o.confidence), []).append(o.id)
        for (text, granted_by, lifts, confidence), ids in same.items():
            doubt = [("this reading is doubtful", [])] if confidence == "doubtful" else []
            yield (
                f"{', '.join(ids)}: {text}",
                [(f"granted by: {granted_by}", []), (f"lifts: {', '.join(lifts)}", []), *doubt],
            )

    def _event(self):
        case = self.case
        parts = [
            f"{fact(n).label}: {fact(n).words(case.value(n))}"
            for n in ("on", "direction", "conduct", "item", "hs")
            if n in case.given
        ]
        return (f"{case.title}. " if case.title else "") + "; ".join(parts) + "."

    def _ground_lines(self, ground):
        measure, resolution = ground.measure, self.law.resolution(ground.measure.resolution)
        since = max(measure.starts or resolution.adopted, resolution.adopted)
        under = [
            (
                f"in force since {fact('on').words(since)}; how sure we are of the reading: {measure.confidence}",
                [],
            )
        ]
        under += [(step.words, []) for step in ground.steps]
        if ground.needs:
            under.append((f"needs to know: {_labels(ground.needs)}", []))
        return (f"{ground.id} {ground.title}", under)

    def __repr__(self):
        lines = [f"{self.verdict.upper()}: {MEANING[self.verdict]}"]
        for heading, ids in (
            ("ground", self.grounds),
            ("might prohibit", () if self.grounds else self.possible),
        ):
            lines += [f"  {heading}: {g.id} {g.title}" for g in ids]
        for heading, names in (("hinges on", self.hinges_on), ("assumed", self.assumed)):
            if names:
                lines.append(f"  {heading}: {_names(names)}")
        return "\n".join(lines)

    def _repr_html_(self):
        parts = list(self._outline())
        (title, opening), rest = parts[0], parts[1:]
        body = "".join(
            f"<h4>{escape(h)}</h4><ul>{''.join(map(as_html, lines))}</ul>" for h, lines in rest
        )
        return (
            f'<section class="sanctionslab-finding" aria-label="Verdict: {self.verdict}" style="{BOX}">'
            f"<h3>{escape(title)}</h3><p>{escape(opening[0][0])}</p>{body}</section>"
        )


def _names(names):
    return ", ".join(n for n in facts() if n in names)


def _labels(names):
    return "; ".join(fact(n).label for n in facts() if n in names)


def classify(case, law=None):
    """The verdict on a case under a law, with its reasons.

    Arguments: `case`, a Case; `law`, a Law, the whole law in `data/law/` if left out.
    Returns a Finding. The verdict is exact: if every way of filling in the unknown facts gives the same answer, that is the answer.
    Raises KitError if the case is no Case or the law no Law.

    >>> classify(Case(on="2018-06-01", conduct="transfer", hs="8418")).verdict == "prohibited"   # barred both ways
    True
    >>> sorted(classify(Case(on="2024-06-19", direction="to_dprk", conduct="transfer", item="porcelain_tableware")).hinges_on)
    ['national_luxury', 'unit_value_usd']
    """
    if not isinstance(case, Case):
        raise KitError(
            f'classify needs a Case, not {type(case).__name__}. Make one: sl.Case(on="2024-02-18", ...), or sl.case("aurus-2024-02").',
            "case",
            case,
        )
    law = whole_law() if law is None else law
    if not isinstance(law, Law):
        raise KitError(
            f"classify needs a Law, not {type(law).__name__}. Take sl.law(), or a changed copy such as sl.law().without(2397).",
            "law",
            law,
        )
    return Finding(case, law)
