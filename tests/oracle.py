"""A slow second opinion on what `sanctionslab.classify` decides.

It reads the TOML and CSV files itself and shares no code with the package. A complete case is tried
against every paragraph, as a reader would do it. A case with gaps is completed in every way that
could matter, and each completion is tried.
"""

import csv
import functools
import tomllib
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

from hypothesis import strategies as st

DATA = Path(__file__).resolve().parent.parent / "data"
OTHER = "another thing"
FROM_THE_ITEM = (
    "arms",
    "public_transport",
    "national_luxury",
    "control_listed",
    "civil_aircraft_part",
)
FIRST = ("on", "contract_date", "conduct", "direction", "item", "hs", *FROM_THE_ITEM)
CHAPTERS = [f"{n:02}" for n in range(1, 98) if n != 77]
NO_GOODS = "00"  # the code of what is no goods, which no case can give


# What is possible of a fact that follows from another.
FOLLOWS = {"contract_date": "on", "direction": "conduct", "hs": "item"} | dict.fromkeys(
    FROM_THE_ITEM, "item"
)


def with_what_it_needs(asked, settled):
    """The facts that are asked for, and those that they follow from and that are not settled."""
    needed = {FOLLOWS[name] for name in asked if FOLLOWS.get(name) in ("item", "conduct")}
    return asked | (needed - settled)


def first_of(asked):
    return min(asked, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))


def sure_of(given):
    """What is sure of a case. A code may be a short one, so it is never settled at once."""
    return {
        name: value
        for name, value in given.items()
        if value != "unknown" and name != "hs" and not is_hazy(value)
    }


def spread(ranges):
    """HS prefixes and ranges, one by one: ["07", "86-89"] is 07, 86, 87, 88, 89."""
    return list(_spread((ranges,) if isinstance(ranges, str) else tuple(ranges)))


@functools.cache
def _spread(ranges):
    found = []
    for text in ranges:
        low, _, high = text.partition("-")
        found += [str(n).zfill(len(low)) for n in range(int(low), int(high or low) + 1)]
    return tuple(found)


def met(wanted, value):
    """Whether a value is what a test asks for. HS codes never come here: see `under`."""
    if isinstance(wanted, dict):
        ((how, limit),) = wanted.items()
        return {
            "above": value > limit,
            "below": value < limit,
            "before": value < limit,
            "on_or_before": value <= limit,
            "on_or_after": value >= limit,
        }[how]
    return value in wanted if isinstance(wanted, list) else value == wanted


def under(ranges, code):
    return code.startswith(_spread((ranges,) if isinstance(ranges, str) else tuple(ranges)))


def clauses(when):
    return when if isinstance(when, list) else [when]


@functools.cache
def files(data):
    """The vocabulary, the items by key and the resolutions by file name, as they stand in the
    files.
    """
    facts = tomllib.loads((data / "facts.toml").read_text(encoding="utf-8"))
    with (data / "items.csv").open(encoding="utf-8", newline="") as file:
        items = {row["key"]: row for row in csv.DictReader(file)}
    for row in items.values():
        row["codes"] = [row["hs"], *spread([part for part in row["also_hs"].split(";") if part])]
        row["fills"] = spread([part for part in row["fills"].split(";") if part])
    return (
        facts,
        items,
        {
            path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
            for path in sorted((data / "law").glob("*.toml"))
        },
    )


class Oracle:
    """The law in `data/law/`, less the resolutions (2397) and paragraphs ("2397:7") in `dropped`,
    up to the day `until`.
    """

    def __init__(self, dropped=(), until=date.max, data=DATA):
        self.facts, self.items, resolutions = files(data)
        self.adopted, self.measures, self.paragraphs, self.regimes = {}, {}, set(), {}
        for key, resolution in resolutions.items():
            entries = resolution.get("measure", [])
            self.paragraphs |= {entry["id"] for entry in entries}
            day = resolution.get("adopted")
            if day and day <= until and key not in map(str, dropped):
                self.adopted[key] = day
                self.regimes[key] = resolution["regime"]
                self.measures |= {
                    entry["id"]: entry for entry in entries if entry["id"] not in dropped
                }
        self.bans = {
            i: m if m.get("when") else {**m, "when": self._beyond_words()}
            for i, m in self.measures.items()
            if m["force"] == "binding"
            and not m.get("lifts")
            and m["subject"] != "humanitarian"
            and (m.get("when") or not m.get("extends"))  # else it says what another means
        }
        self.in_force, self.ways_out = (
            functools.cache(self._in_force),
            functools.cache(self._ways_out),
        )
        self.codes_of, self.stand_together = (
            functools.cache(self._possible_codes),
            functools.cache(self._stand_together),
        )
        self.left_by, self._same = functools.cache(self._left_by), {}

    def _beyond_words(self):
        """When a paragraph without tests prohibits: what was done has no word here, and it is said
        to be met.
        """
        return [
            {name: value, doubt: "yes"}
            for name, fact in self.facts.items()
            for value, doubt in fact.get("untested", {}).items()
        ]

    # which paragraphs there are on a day

    def _in_force(self, paragraph, day):
        return self._took_effect(paragraph, day) and not any(
            self._took_effect(other, day) for other in self._successors(paragraph)
        )

    def _took_effect(self, paragraph, day):
        measure = self.measures.get(paragraph)
        if measure is None:
            return False
        adopted = self.adopted[paragraph.partition(":")[0]]
        if not max(adopted, measure.get("from", adopted)) <= day < measure.get("until", date.max):
            return False
        return not measure.get("extends") or any(
            self.in_force(base, day) for base in measure["extends"]
        )

    def _successors(self, paragraph):
        """What replaces a paragraph, and what replaces that."""
        direct = [i for i, m in self.measures.items() if paragraph in m.get("replaces", ())]
        return {*direct, *(later for i in direct for later in self._successors(i))}

    def _bases(self, paragraph):
        """What a paragraph extends, and what that extends."""
        direct = self.measures.get(paragraph, {}).get("extends", ())
        return {*direct, *(base for i in direct for base in self._bases(i))}

    def _grants(self, paragraph, day):
        """Whether an exemption counts that a paragraph grants: a measure must be in force, any
        other paragraph adopted.
        """
        if paragraph in self.paragraphs:
            return self.in_force(paragraph, day)
        return self.adopted.get(paragraph.partition(":")[0], date.max) <= day

    def _ways_out(self, paragraph):
        """Every exemption for a measure, in force or not: (the paragraph that grants it, its
        tests).
        """
        own = [
            (way["by"], tests)
            for way in self.measures[paragraph].get("unless", ())
            for tests in clauses(way["when"])
        ]
        family = {paragraph, *self._bases(paragraph)}
        lifting = [
            (i, tests)
            for i, m in self._powers
            if self._regime(i) == self._regime(paragraph)
            and (
                family & set(m["lifts"])
                or (m["lifts"] == "all" and not self.measures[paragraph].get("firm"))
            )
            for tests in clauses(m["when"])
        ]
        return own + lifting

    @functools.cached_property
    def _powers(self):
        """The paragraphs that lift others."""
        return [(i, m) for i, m in self.measures.items() if m.get("lifts")]

    def _regime(self, paragraph):
        return self.regimes[paragraph.partition(":")[0]]

    # one complete case

    def grounds(self, facts):
        """The paragraphs that prohibit a complete case."""
        return {
            i
            for i, m in self.bans.items()
            if self.in_force(i, facts["on"])
            and any(self._all(tests, facts) for tests in clauses(m["when"]))
            and not any(
                self._grants(by, facts["on"]) and self._all(tests, facts)
                for by, tests in self.ways_out(i)
            )
        }

    @staticmethod
    def _all(tests, facts):
        return all(
            under(wanted, facts[name]) if name == "hs" else met(wanted, facts[name])
            for name, wanted in tests.items()
        )

    # a case with gaps: facts that are left out, or "unknown"

    def verdict(self, given):
        answers = self.answers(given)
        if len(answers) == 2:
            return "undetermined"
        return "prohibited" if answers == {True} else "not prohibited"

    def answers(self, given, paragraph=None):
        """Whether something prohibits it, in every way to fill the gaps: {True}, {False} or both.

        As _completions has it, but what was filled in differently and leaves the same to be asked
        is looked at once. With a paragraph, whether that one prohibits it.
        """
        settled = sure_of(given)
        rules, ways = self._everything
        if paragraph:
            rules = frozenset(rule for rule in rules if self._rules[rule][0] == paragraph)
        for name, value in settled.items():
            left = self.left_by(name, value)
            rules, ways = rules & left[0], ways & left[1]
        days = [settled["on"]] if "on" in settled else self._options("on", given, settled)
        found, seen = set(), {}
        for day in days:
            in_force, granted = self.left_by("on", day)
            state = rules & in_force, ways & granted
            found |= self._answers(*state, given, settled | {"on": day}, seen)
            if len(found) == 2:
                break
        return found

    def _answers(self, rules, ways, given, settled, seen):
        """The answers that are left where these rules and ways out are, and the day is known."""
        names = settled.keys()
        if met := {way for way in ways if self._names_of_way[way] <= names}:
            rules = frozenset(rule for rule in rules if met.isdisjoint(self._ways_of[rule]))
        for rule in rules:
            if self._names_of[rule] <= names and ways.isdisjoint(self._ways_of[rule]):
                return {True}
        ways = ways.intersection(chain.from_iterable(map(self._ways_of.__getitem__, rules)))
        asked = set().union(*map(self._names_of.__getitem__, rules))
        asked = asked.union(*map(self._names_of_way.__getitem__, ways)) - names
        asked = frozenset(with_what_it_needs(asked, names))
        if not asked:
            return {bool(rules)}
        # What the answers depend on: what is left, what is open, and what is possible of a fact
        # that follows from another, which was filled in.
        follows = self._following(asked, given, settled)
        key = rules, ways, asked, follows
        if key not in seen:
            seen[key] = self._answers_beyond(first_of(asked), *key[:3], given, settled, seen)
        return seen[key]

    def _answers_beyond(self, name, rules, ways, asked, given, settled, seen):
        """The answers that are left when a fact is filled in, in every way."""
        found, states = set(), set()
        for value in self._options(name, given, settled):
            left, filled = self.left_by(name, value), settled | {name: value}
            state = rules & left[0], ways & left[1]
            alike = *state, self._following(asked - {name}, given, filled)
            if alike not in states:
                states.add(alike)
                found |= self._answers(*state, given, filled, seen)
                if len(found) == 2:
                    break
        return found

    def _following(self, asked, given, settled):
        """What is possible of the facts that are asked for and follow from one that is settled."""
        names = [name for name in FOLLOWS if name in asked and FOLLOWS[name] in settled]
        return tuple(tuple(self._options(name, given, settled)) for name in names)

    @functools.cached_property
    def _rules(self):
        """Every way to meet a ban: (the paragraph, the tests, its ways out)."""
        return [
            (i, tests, self.ways_out(i))
            for i, m in self.bans.items()
            for tests in clauses(m["when"])
        ]

    @functools.cached_property
    def _ways(self):
        """Every way out, each once: (the paragraph that grants it, its tests)."""
        ways = {(by, id(way)): (by, way) for _, _, own in self._rules for by, way in own}
        return list(ways.values())

    @functools.cached_property
    def _ways_of(self):
        """The numbers of the ways out of each rule."""
        numbers = {(by, id(way)): number for number, (by, way) in enumerate(self._ways)}
        return [[numbers[by, id(way)] for by, way in own] for _, _, own in self._rules]

    @functools.cached_property
    def _names_of(self):
        return [set(tests) for _, tests, _ in self._rules]

    @functools.cached_property
    def _names_of_way(self):
        return [set(way) for _, way in self._ways]

    @functools.cached_property
    def _everything(self):
        """The numbers of all rules, and of all ways out."""
        return frozenset(range(len(self._rules))), frozenset(range(len(self._ways)))

    def _left_by(self, name, value):
        """The numbers of the rules, and of the ways out, that a value of a fact leaves."""
        fact, is_day = {name: value}, name == "on"
        rules = frozenset(
            number
            for number, (i, tests, _) in enumerate(self._rules)
            if self._open_to(tests, fact) and (not is_day or self.in_force(i, value))
        )
        ways = frozenset(
            number
            for number, (by, way) in enumerate(self._ways)
            if self._open_to(way, fact) and (not is_day or self._grants(by, value))
        )
        return self._same.setdefault((rules, ways), (rules, ways))

    def sure_and_possible(self, given):
        """The measures that prohibit in every completion, and those that do in some only."""
        answers = {paragraph: self.answers(given, paragraph) for paragraph in self.bans}
        return {i for i, found in answers.items() if found == {True}}, {
            i for i, found in answers.items() if len(found) == 2
        }

    def hinges_on(self, given, limit):
        """The facts that can change the verdict, or None where there are more completions than the
        limit.

        A fact can, if two completions that differ in it, and agree on everything else that is open
        in both, differ in the verdict. A thing brings its own HS code, and conduct its own
        directions, so those may differ along with them.
        """
        leaves = []
        for leaf in self._completions(given):
            leaves.append(leaf)
            if len(leaves) > limit:
                return None
        ways = self.facts["conduct"]["directions"]

        def along(name, one, other):
            if name == "item":
                return {"hs"}
            if name != "conduct" or ways.get(one[name]) == ways.get(other[name]):
                return set()  # acts that can go the same ways bring none of their own
            return {"direction"}

        found, yes, no = (
            set(),
            [a for a, answer in leaves if answer],
            [a for a, answer in leaves if not answer],
        )
        for one in yes:
            for other in no:
                apart = {name for name in one.keys() & other.keys() if one[name] != other[name]}
                found |= {name for name in apart if apart <= {name} | along(name, one, other)}
        return found

    def _completions(self, given):
        """Every way to fill the gaps: (the gaps as filled, whether something prohibits it).

        Only facts that some measure still asks about are filled in.
        """
        settled = sure_of(given)
        return self._fill(given, settled, settled, {}, self._rules)

    def _fill(self, given, settled, fresh, gaps, rules):
        """The completions from here on. `fresh` holds what was settled since the rules were last
        looked through.
        """
        rules = [
            (i, tests, ways)
            for i, tests, ways in rules
            if self._open_to(tests, fresh) and ("on" not in fresh or self.in_force(i, fresh["on"]))
        ]
        if "on" in fresh:
            day = fresh["on"]
            rules = [
                (
                    i,
                    tests,
                    [
                        (by, way)
                        for by, way in ways
                        if self._open_to(way, settled) and self._grants(by, day)
                    ],
                )
                for i, tests, ways in rules
            ]
        elif "on" in settled:
            rules = [
                (i, tests, [(by, way) for by, way in ways if self._open_to(way, fresh)])
                for i, tests, ways in rules
            ]
        if "on" in settled:
            rules = [
                rule
                for rule in rules
                if not any(all(name in settled for name in way) for _, way in rule[2])
            ]
        asked = {
            name
            for _, tests, ways in rules
            for part in (tests, *(way for _, way in ways))
            for name in part
        } - settled.keys()
        asked |= {"on"} - settled.keys()
        asked = with_what_it_needs(asked, settled.keys())
        if not rules or not asked:
            yield gaps, bool(rules)
            return
        name = first_of(asked)
        options = self._options(name, given, settled)
        for value in options:
            filled = {**gaps, name: value} if len(options) > 1 else gaps
            fresh = {name: value}
            yield from self._fill(given, settled | fresh, fresh, filled, rules)

    @staticmethod
    def _open_to(tests, settled):
        for name, wanted in tests.items():
            if name in settled:
                value = settled[name]
                if not (under(wanted, value) if name == "hs" else met(wanted, value)):
                    return False
        return True

    def _options(self, name, given, settled):
        """The values that a fact can have, as far as the law can tell them apart."""
        value = given.get(name)
        if name == "hs":
            several = value if isinstance(value, list) else [value]
            thing = settled["item"]
            found = [code for one in several for code in self.codes_of(one, thing)]
            return list(dict.fromkeys(found))
        if is_hazy(value):
            return self._among(name, value, given, settled)
        if value is not None and value != "unknown":
            return [value]
        row = self.items.get(settled.get("item"), {})
        if value is None:
            presumed = self.facts[name].get("presumed", "")
            if name == "contract_date":
                return [settled["on"]]
            if name in FROM_THE_ITEM and row.get(name):
                presumed = row[name]
            presumed = presumed.removeprefix("item, else ")
            if presumed not in ("", "item", "unknown"):
                return [presumed]
        if name == "item":
            return self._things(given.get("hs"))
        one_way = self.facts["conduct"]["directions"]
        if name == "direction" and settled["conduct"] in one_way:
            return one_way[settled["conduct"]]
        kind = self.facts[name]["type"]
        if kind == "choice":
            return list(self.facts[name]["values"])
        return (
            ["no", "yes"]
            if kind == "yes/no"
            else self.turning_numbers
            if kind == "number"
            else self.turning_days
        )

    def _things(self, code):
        """The things that a code, several codes, or the lack of one, leaves."""
        codes = code if isinstance(code, list) else [code]
        return [
            key
            for key in (*self.items, OTHER)
            if any(one in (None, "unknown") or self.stand_together(key, one) for one in codes)
        ]

    def _among(self, name, value, given, settled):
        """The values that are left of a fact of which not all is known, as far as the law can tell
        them apart.
        """
        if isinstance(value, list):
            if name == "item":
                return [key for key in value if key in self._things(given.get("hs"))]
            return value  # of directions too: what a case names counts, "neither" as well
        low, high = ends(value)
        if self.facts[name]["type"] == "number":
            known, bottom, top = self.turning_numbers, 0, 10**9
        else:
            known, bottom, top = self.turning_days, date(2005, 1, 1), date(2050, 1, 1)
        low = min(bottom, high) if low is None else low
        high = max(top, low) if high is None else high
        return sorted({low, high, *(one for one in known if low <= one <= high)})

    @staticmethod
    def fits(row, code):
        return any(own.startswith(code) or code.startswith(own) for own in row["codes"])

    def _stand_together(self, thing, code):
        """Whether a thing can be classed under a code."""
        if thing == OTHER:
            return not self.is_filled(code)
        return self.fits(self.items[thing], code)

    def is_filled(self, code):
        """Whether a heading holds nothing but things that are listed."""
        return any(code.startswith(own) for row in self.items.values() for own in row["fills"])

    def _limits(self, names):
        tests = [
            t
            for m in self.measures.values()
            for part in (m, *m.get("unless", ()))
            for t in clauses(part.get("when", []))
        ]
        return {
            limit
            for t in tests
            for name in names
            if isinstance(t.get(name), dict)
            for limit in t[name].values()
        }

    @functools.cached_property
    def turning_numbers(self):
        return sorted(
            {0, *(n for limit in self._limits(["unit_value_usd"]) for n in (limit, limit + 1))}
        )

    @functools.cached_property
    def turning_days(self):
        """One day on either side of, and on, every day that the law knows."""
        known = {*self.adopted.values(), *self._limits(["on", "contract_date"])}
        known |= {m[key] for m in self.measures.values() for key in ("from", "until") if key in m}
        one = timedelta(days=1)
        return sorted(
            {date(2005, 1, 1), *(d for day in known for d in (day - one, day, day + one))}
        )

    @functools.cached_property
    def _hs_tests(self):
        return [
            t["hs"]
            for m in self.measures.values()
            for part in (m, *m.get("unless", ()))
            for t in clauses(part.get("when", []))
            if "hs" in t
        ]

    @functools.cached_property
    def codes(self):
        """Six-digit codes that between them meet the HS tests of the law in every possible way."""
        starts = {*CHAPTERS, *(prefix for ranges in self._hs_tests for prefix in spread(ranges))}
        starts |= {own for row in self.items.values() for own in row["fills"]}
        return sorted({start.ljust(6, digit) for start in starts for digit in "09"})

    def _possible_codes(self, code, thing):
        """The full codes that a code, or the lack of one, may stand for: one for each way in which
        the law treats them.
        """
        own = self.items[thing]["codes"] if thing != OTHER else [""]
        if code is None and thing != OTHER:
            own = own[:1]
        elif code not in (None, "unknown"):
            own = [
                code if code.startswith(mine) else mine
                for mine in own
                if mine.startswith(code) or code.startswith(mine)
            ]
        full = sorted(
            {
                c
                for start in own
                for c in (*self.codes, start.ljust(6, "0"), start.ljust(6, "9"))
                if c.startswith(start) and (start or c in self.codes)
            }
        )
        if thing == OTHER:
            full = [c for c in full if not self.is_filled(c)]
        tests = self._hs_tests
        alike = {tuple(under(ranges, c) for ranges in tests): c for c in reversed(full)}
        return sorted(alike.values())


# cases to ask about, as plain dictionaries: a fact may be given, "unknown", or left out

ORACLE = Oracle()
days = st.one_of(
    st.sampled_from(ORACLE.turning_days), st.dates(date(2005, 1, 1), date(2026, 12, 31))
)


# Strategies are made once: to make one anew for each case takes as long as to judge the case.


@functools.cache
def values(name):
    """Any value of a fact, those that the law asks about first."""
    kind = ORACLE.facts[name]["type"]
    if kind == "choice":
        return st.sampled_from(list(ORACLE.facts[name]["values"]))
    return {
        "yes/no": st.sampled_from(["yes", "no"]),
        "number": st.sampled_from(ORACLE.turning_numbers) | st.integers(0, 10_000),
        "date": days,
        "item": st.sampled_from([*ORACLE.items, OTHER]),
        "hs": codes,
    }[kind]


with (DATA / "hs_headings.csv").open(encoding="utf-8", newline="") as file:
    HEADINGS = sorted(row["heading"] for row in csv.DictReader(file))
codes = st.one_of(
    st.sampled_from(CHAPTERS),
    st.sampled_from([c for row in ORACLE.items.values() for c in row["codes"] if c != NO_GOODS]),
    st.sampled_from(HEADINGS),
    st.builds("{}{:02}".format, st.sampled_from(HEADINGS), st.integers(0, 99)),
)


# Paragraphs without tests all ask the same: a few of them are enough.
TESTED = [paragraph for paragraph in ORACLE.bans if ORACLE.measures[paragraph].get("when")]
DRAWN = (*TESTED, *[paragraph for paragraph in ORACLE.bans if paragraph not in TESTED][::8])


# facts of which not all is known: several values are a list, spans are a text as people write it


def is_hazy(value):
    return isinstance(value, list) or (isinstance(value, str) and (".." in value or "/" in value))


def ends(text):
    """The first and the last of a span, None where it is open: "2024-02/2024-03-05", "..600"."""
    if ".." in text:
        low, high = text.split("..")
        return (int(low) if low else None), (int(high) if high else None)
    first, last = text.split("/")
    begin = {4: "-01-01", 7: "-01", 10: ""}
    low = date.fromisoformat(first + begin[len(first)]) if first else None
    if not last:
        return low, None
    if len(last) == 4:
        return low, date(int(last), 12, 31)
    return low, month_after(last) - timedelta(days=1) if len(last) == 7 else date.fromisoformat(
        last
    )


def month_after(text):
    year, month = map(int, text.split("-"))
    return date(year + month // 12, month % 12 + 1, 1)


BOOLEANS, OF_THREE, OF_FIVE = st.booleans(), st.integers(0, 2), st.integers(0, 4)
chosen = functools.cache(lambda among: st.sampled_from(among))  # of a tuple
several = functools.cache(lambda name: st.lists(values(name), min_size=1, max_size=3))
fates = functools.cache(lambda known: st.integers(0, 4 + 5 * known))


@st.composite
def hazy_cases(draw, known=1):
    """A case of which some facts that were known are hazy: one of several values, or in a span."""
    given = draw(gappy_cases(known))
    for name in list(given):
        kind = ORACLE.facts[name]["type"]
        if given[name] == "unknown" or kind == "yes/no" or draw(OF_THREE) == 0:
            continue
        if kind == "date":
            given[name] = span_around(draw, given[name])
        elif kind == "number":
            other = draw(values(name))
            low, high = sorted([int(given[name]), int(other)])
            given[name] = draw(chosen((f"{low}..{high}", f"..{high}", f"{low}..")))
        else:
            among = list(dict.fromkeys([*draw(several(name)), given[name]]))
            given[name] = among if len(among) > 1 else among[0]
    thing, code = given.get("item", "unknown"), given.get("hs", "unknown")
    if "unknown" not in (thing, code):
        things = thing if isinstance(thing, list) else [thing]
        if not set(ORACLE._things(code)) & set(things):
            del given["hs"]
    return with_a_thing(given)


def span_around(draw, day):
    """A span of days with this day in it, as a text."""
    first, last = sorted([day, draw(days)])
    form = draw(OF_FIVE)
    if form == 0:
        return f"/{last}"
    if form == 1:
        return f"{first}/"
    if form == 2:
        return f"{str(first)[:7]}/{str(last)[:7]}"
    return f"{str(first)[:4]}/{str(last)[:4]}" if form == 3 else f"{first}/{last}"


@st.composite
def gappy_cases(draw, known=1):
    """A case: facts that some paragraph asks for, most of them as it asks, and a few others.

    `known=2` leaves fewer gaps.
    """
    paragraph = draw(chosen(DRAWN))
    met, ways_out = asked_by(paragraph)
    asked = dict(draw(met))
    if ways_out is not None and draw(BOOLEANS):
        asked |= draw(ways_out)[1]
    given = {"on": draw(days_of(paragraph, known))}
    for name, wanted in asked.items():
        fate = draw(fates(known))
        if fate == 0:
            given[name] = "unknown"
        elif fate == 1:
            given[name] = draw(values(name))
        elif fate > 2 and name != "on":
            given[name] = draw(meeting(name, wanted))
    for name in draw(others(tuple(asked))):
        given[name] = draw(values(name) if known > 1 else values_or_unknown(name))
    thing, code = given.get("item", "unknown"), given.get("hs", "unknown")
    if "unknown" not in (thing, code) and not ORACLE.stand_together(thing, code):
        del given["hs"]
    return with_a_thing(given)


@functools.cache
def asked_by(paragraph):
    """Ways to meet a paragraph, and ways out of it, to draw from; None where there are none."""
    ways_out = ORACLE.ways_out(paragraph)
    met = st.sampled_from(clauses(ORACLE.bans[paragraph]["when"]))
    return met, st.sampled_from(ways_out) if ways_out else None


@functools.cache
def days_of(paragraph, known):
    """Days for a case about a paragraph: any, and such as it is in force on."""
    since = ORACLE.adopted[paragraph.partition(":")[0]]
    known_days = days | st.dates(ORACLE.bans[paragraph].get("from", since), date(2026, 12, 31))
    return known_days if known > 1 else known_days | st.just("unknown")


@functools.cache
def others(asked):
    """A few facts that are not asked for."""
    names = [name for name in ORACLE.facts if name not in asked and name != "on"]
    return st.lists(st.sampled_from(names), max_size=4, unique=True)


@functools.cache
def values_or_unknown(name):
    return values(name) | st.just("unknown")


def with_a_thing(given):
    """The case, without its thing where that is nothing and the act is one that needs a thing."""
    things, acts = (given.get(name) for name in ("item", "conduct"))
    things = things if isinstance(things, list) else [things]
    acts = acts if isinstance(acts, list) else [acts]
    of_things = ORACLE.facts["conduct"]["of_things"]
    if things == ["nothing"] and all(act in of_things for act in acts):
        del given["item"]
    return given


def meeting(name, wanted):
    """Values that a test asks for, or for a limit the values around it."""
    if name == "hs":
        return chosen(tuple(spread(wanted)))
    if isinstance(wanted, dict):
        (limit,) = wanted.values()
        step = timedelta(days=1) if isinstance(limit, date) else 1
        return chosen((limit - step, limit, limit + step))
    return chosen(tuple(wanted) if isinstance(wanted, list) else (wanted,))


cut_laws = st.lists(
    st.sampled_from([*(int(key) for key in ORACLE.adopted if key.isdecimal()), *ORACLE.measures]),
    max_size=4,
    unique=True,
)
