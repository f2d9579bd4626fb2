"""How fast is a verdict? Ratios in one run, against a hand-written if-chain and two rule engines
that users might pick.

    python -m pip install ".[bench]"
    python benchmarks/verdict.py

Everybody answers the same question with the same five paragraphs: 1718:8(a)(i), 1718:8(a)(iii),
2094:23, 2397:7 with its exception, and the Committee's power in 2397:25. The peers get plain facts
with nothing missing, made ready beforehand, and return a word. sanctionslab is timed with these
five paragraphs, with the whole law, and with its explanation. All answers are checked to be equal
first.

Times are the fastest of several rounds, for this machine and this run only: compare ratios, not
seconds. Nothing here is asserted about speed. The peers do not do what the rest of the table does:
unknown facts, explanations, and what would change the answer.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import date
from itertools import product
from pathlib import Path

import rule_engine
import zen

import sanctionslab as sl
from sanctionslab.law import Law

PARAGRAPHS = ("1718:8(a)(i)", "1718:8(a)(iii)", "2094:23", "2397:7", "2397:25")
SINCE = {
    "1718": date(2006, 10, 14).toordinal(),
    "2094": date(2013, 3, 7).toordinal(),
    "2397": date(2017, 12, 22).toordinal(),
}
LUXURY = ("jewellery", "gems", "yacht", "luxury_automobile", "racing_car")
THINGS = (
    "luxury_automobile",
    "passenger_car",
    "bus",
    "wheat_flour",
    "artillery_shell",
    "fur",
    "aircraft_part",
)
CASES = [
    sl.Case(
        on=on,
        direction=direction,
        conduct="transfer",
        item=item,
        national_luxury=luxury,
        reading_2094_cars="wide",
        public_transport=item == "bus",
        civil_aircraft_part=item == "aircraft_part",
        committee_approval=approval,
    )
    for on, direction, item, luxury, approval in product(
        ("2005-06-01", "2010-06-01", "2015-06-01", "2024-02-18"),
        ("to_dprk", "from_dprk"),
        THINGS,
        ("yes", "no"),
        ("yes", "no"),
    )
]
NAMES = (
    "direction",
    "conduct",
    "item",
    "arms",
    "national_luxury",
    "public_transport",
    "reading_2094_cars",
    "civil_aircraft_part",
    "committee_approval",
)


def plain(case):
    return {
        "day": case.value("on").toordinal(),
        "chapter": int(case.value("hs")[:2]),
        **{name: str(case.value(name)) for name in NAMES},
    }


def five_paragraphs():
    """The law with nothing but the five paragraphs."""
    some = sl.law().only(1718, 2094, 2397)
    return some.without(*(m.id for m in some.measures if m.id not in PARAGRAPHS))


# the peers


def if_chain(facts):
    day = facts["day"]
    if facts["direction"] != "to_dprk" or facts["conduct"] != "transfer":
        return "not prohibited"
    if day >= SINCE["2397"] and facts["committee_approval"] == "yes":
        return "not prohibited"
    if day >= SINCE["1718"] and (facts["arms"] == "heavy" or facts["national_luxury"] == "yes"):
        return "prohibited"
    if day >= SINCE["2094"]:
        if facts["item"] in LUXURY:
            return "prohibited"
        if (
            facts["item"] == "passenger_car"
            and facts["public_transport"] == "no"
            and facts["reading_2094_cars"] == "wide"
        ):
            return "prohibited"
    if day >= SINCE["2397"] and (72 <= facts["chapter"] <= 76 or 78 <= facts["chapter"] <= 89):
        if facts["civil_aircraft_part"] == "yes" and facts["chapter"] not in (86, 87, 89):
            return "not prohibited"
        return "prohibited"
    return "not prohibited"


def rules():
    """The bans as expressions of rule-engine: something is prohibited if one of them matches."""
    luxury = "[" + ", ".join(map(json.dumps, LUXURY)) + "]"
    approved = f'(day >= {SINCE["2397"]} and committee_approval == "yes")'
    into = f'direction == "to_dprk" and conduct == "transfer" and not {approved}'
    bans = (
        f'day >= {SINCE["1718"]} and arms == "heavy"',
        f'day >= {SINCE["1718"]} and national_luxury == "yes"',
        f"day >= {SINCE['2094']} and item in {luxury}",
        f'day >= {SINCE["2094"]} and item == "passenger_car" and public_transport == "no" '
        'and reading_2094_cars == "wide"',
        f"day >= {SINCE['2397']} and chapter >= 72 and chapter <= 89 and chapter != 77 "
        'and not (civil_aircraft_part == "yes" and not chapter in [86, 87, 89])',
    )
    return [rule_engine.Rule(f"{into} and {ban}") for ban in bans]


RULES = rules()


def with_rule_engine(facts):
    return "prohibited" if any(rule.matches(facts) for rule in RULES) else "not prohibited"


def decision():
    """The bans as a decision table of zen-engine, first hit first."""
    inputs = ("day", "chapter", *NAMES)
    into = {"direction": '"to_dprk"', "conduct": '"transfer"'}
    free, barred = '"not prohibited"', '"prohibited"'
    rows = [
        ({"day": f">= {SINCE['2397']}", "committee_approval": '"yes"'}, free),
        ({**into, "day": f">= {SINCE['1718']}", "arms": '"heavy"'}, barred),
        ({**into, "day": f">= {SINCE['1718']}", "national_luxury": '"yes"'}, barred),
        (
            {**into, "day": f">= {SINCE['2094']}", "item": ", ".join(map(json.dumps, LUXURY))},
            barred,
        ),
        (
            {
                **into,
                "day": f">= {SINCE['2094']}",
                "item": '"passenger_car"',
                "public_transport": '"no"',
                "reading_2094_cars": '"wide"',
            },
            barred,
        ),
        (
            {
                **into,
                "day": f">= {SINCE['2397']}",
                "chapter": "[72..76], [78..85], 88",
                "civil_aircraft_part": '"yes"',
            },
            free,
        ),
        ({**into, "day": f">= {SINCE['2397']}", "chapter": "[72..76], [78..89]"}, barred),
        ({}, free),
    ]
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in inputs],
        "outputs": [{"id": "verdict", "name": "verdict", "field": "verdict"}],
        "rules": [
            {"_id": str(n), **dict.fromkeys(inputs, ""), **row, "verdict": verdict}
            for n, (row, verdict) in enumerate(rows)
        ],
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "table", "type": "decisionTableNode", "name": "table", "content": table},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b}
        for a, b in (("in", "table"), ("table", "out"))
    ]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


ZEN = decision()


def with_zen(facts):
    return ZEN.evaluate(facts)["result"]["verdict"]


# the clock


def microseconds(function, arguments, rounds=15):
    """The fastest round, for one call."""
    function(arguments[0])
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        for argument in arguments:
            function(argument)
        times.append((time.perf_counter() - start) / len(arguments))
    return min(times) * 1e6


def milliseconds_to_start(codes, rounds=25):
    """The median time that a fresh Python takes for each code, in turns, with compiled files in
    place as after any first use.
    """
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    times = {code: [] for code in codes}
    for _ in range(rounds):
        for code in codes:
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-c", code],
                check=True,
                cwd=Path(sl.__file__).resolve().parent.parent,
                env=environment,
            )
            times[code].append(time.perf_counter() - start)
    return {code: statistics.median(found[1:]) * 1e3 for code, found in times.items()}


def table(title, unit, rows, base):
    print(f"\n{title:64} {unit:>9} {'ratio':>8}")
    for name, value in rows:
        print(f"{name:64} {value:9.1f} {value / base:8.2f}")


def main():
    five, facts = five_paragraphs(), [plain(case) for case in CASES]
    for case, known in zip(CASES, facts, strict=True):
        answers = {
            str(sl.classify(case, five).verdict),
            if_chain(known),
            with_rule_engine(known),
            with_zen(known),
        }
        assert len(answers) == 1, (case, answers)
    print(
        f"Python {platform.python_version()} on {platform.system()}; "
        f"{len(CASES)} cases with equal answers from all four;"
        f" the whole law has {sum(m.prohibits for m in sl.law().measures)} bans"
    )

    chain = microseconds(if_chain, facts)
    table(
        "one verdict; ratio to the if-chain",
        "µs",
        [
            ("if-chain, five paragraphs", chain),
            ("rule-engine, five paragraphs", microseconds(with_rule_engine, facts)),
            ("zen-engine, five paragraphs", microseconds(with_zen, facts, rounds=3)),
            (
                "sanctionslab, five paragraphs, verdict",
                microseconds(lambda case: sl.classify(case, five), CASES),
            ),
            ("sanctionslab, whole law, verdict", microseconds(sl.classify, CASES)),
            (
                "sanctionslab, whole law, verdict from plain facts",
                microseconds(lambda case: sl.classify(sl.Case(**case.given)), CASES),
            ),
            (
                "sanctionslab, whole law, verdict with full explanation",
                microseconds(lambda case: sl.classify(case).explain(), CASES, rounds=3),
            ),
        ],
        chain,
    )

    gift, tea = sl.case("aurus-2024-02"), sl.case("tea-set-2024-06")
    verdict = microseconds(sl.classify, [gift])
    table(
        "what if; ratio to one verdict on the gift",
        "µs",
        [
            ("verdict", verdict),
            (
                "flips of the gift, first time under a law",
                microseconds(
                    lambda case: sl.flips(case, Law(sl.law().resolutions)), [gift], rounds=3
                ),
            ),
            ("flips of the gift", microseconds(sl.flips, [gift])),
            (
                "flips of the gift, one change",
                microseconds(lambda case: sl.flips(case, size=1), [gift]),
            ),
            ("over_time of the gift", microseconds(sl.over_time, [gift])),
            ("robust of the gift", microseconds(sl.robust, [gift])),
            (
                "distrust of one source",
                microseconds(lambda case: sl.distrust(case, "kremlin"), [gift]),
            ),
            ("deciders of the tea set", microseconds(sl.deciders, [tea])),
        ],
        verdict,
    )

    codes = {
        "python alone": "pass",
        "import sanctionslab": "import sanctionslab, sys; assert 'pandas' not in sys.modules",
        "import sanctionslab and one verdict": (
            "import sanctionslab as sl; sl.classify(sl.Case(on='2024-02-18', conduct='meeting'))"
        ),
        "import pandas": "import pandas",
    }
    taken = milliseconds_to_start(codes.values())
    table(
        "start of a program; ratio to python alone",
        "ms",
        [(name, taken[code]) for name, code in codes.items()],
        taken["pass"],
    )


if __name__ == "__main__":
    main()
