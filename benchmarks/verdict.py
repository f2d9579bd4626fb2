"""How fast is a verdict? Ratios in one run, against an if-chain and two rule engines that users might pick.

    python -m pip install rule-engine zen-engine     (only this benchmark needs them)
    python benchmarks/verdict.py

The peers answer one small question, three rules on goods that go into the DPRK; sanctionslab answers it with the whole law,
and explains itself. Results are checked to be equal first. Times are medians; compare them within one run only.
"""
import json
import platform
import statistics
import subprocess
import sys
import time
from datetime import date

import rule_engine
import zen

import sanctionslab as sl

VEHICLES_AND_METALS, ANNEX_2094 = date(2017, 12, 22), date(2013, 3, 7)
LUXURY = ("jewellery", "gems", "yacht", "luxury_automobile", "racing_car")
CASES = [sl.Case(on=on, direction="to_dprk", conduct="transfer", item=item, national_luxury="no", reading_2094_cars="narrow")
         for on in ("2010-06-01", "2015-06-01", "2024-02-18") for item in ("luxury_automobile", "bus", "wheat_flour", "artillery_shell")]


def if_chain(case):
    chapter = int(case.value("hs")[:2])
    if case.given["on"] >= VEHICLES_AND_METALS and 72 <= chapter <= 89:
        return "prohibited"
    if case.given["on"] >= ANNEX_2094 and case.given["item"] in LUXURY:
        return "prohibited"
    return "prohibited" if case.value("arms") == "heavy" else "not prohibited"


def facts_of(case):
    return {"day": case.given["on"].toordinal(), "chapter": int(case.value("hs")[:2]), "item": case.given["item"], "arms": case.value("arms")}


RULES = [rule_engine.Rule(text) for text in (
    f"day >= {VEHICLES_AND_METALS.toordinal()} and chapter >= 72 and chapter <= 89",
    f"day >= {ANNEX_2094.toordinal()} and ({' or '.join(f'item == {json.dumps(item)}' for item in LUXURY)})",
    "arms == 'heavy'")]


def with_rule_engine(case):
    facts = facts_of(case)
    return "prohibited" if any(rule.matches(facts) for rule in RULES) else "not prohibited"


def decision():
    inputs = [("day", "d"), ("chapter", "c"), ("item", "i"), ("arms", "a")]
    rows = [{"d": f">= {VEHICLES_AND_METALS.toordinal()}", "c": "[72..89]"},
            {"d": f">= {ANNEX_2094.toordinal()}", "i": ", ".join(json.dumps(item) for item in LUXURY)}, {"a": '"heavy"'}, {}]
    table = {"hitPolicy": "first", "inputs": [{"id": key, "name": name, "field": name} for name, key in inputs],
             "outputs": [{"id": "v", "name": "verdict", "field": "verdict"}],
             "rules": [{"_id": str(n), **{key: "" for _, key in inputs}, **row, "v": '"prohibited"' if row else '"not prohibited"'}
                       for n, row in enumerate(rows)]}
    nodes = [{"id": "in", "type": "inputNode", "name": "in"}, {"id": "t", "type": "decisionTableNode", "name": "t", "content": table},
             {"id": "out", "type": "outputNode", "name": "out"}]
    edges = [{"id": "1", "type": "edge", "sourceId": "in", "targetId": "t"}, {"id": "2", "type": "edge", "sourceId": "t", "targetId": "out"}]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


ZEN = decision()


def with_zen(case):
    return ZEN.evaluate(facts_of(case))["result"]["verdict"]


def microseconds(function, cases=CASES, rounds=200):
    """The median time of one call, over all cases."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        for case in cases:
            function(case)
        times.append((time.perf_counter() - start) / len(cases))
    return statistics.median(times) * 1e6


def milliseconds_to_start(code, rounds=15):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def main():
    for case in CASES:
        answers = {str(sl.classify(case).verdict), if_chain(case), with_rule_engine(case), with_zen(case)}
        assert len(answers) == 1, (case, answers)
    print(f"Python {platform.python_version()}, {len(sl.law().measures)} measures, {len(CASES)} cases, results equal\n")
    verdict = microseconds(sl.classify)
    rows = [("if-chain, 3 rules", microseconds(if_chain)), ("sanctionslab, whole law, verdict", verdict),
            ("sanctionslab, whole law, verdict and full explanation", microseconds(lambda case: sl.classify(case).explain(), rounds=20)),
            ("zen-engine, 3 rules", microseconds(with_zen)), ("rule-engine, 3 rules", microseconds(with_rule_engine, rounds=50))]
    print(f"{'one verdict':58} {'µs':>9} {'ratio':>7}")
    for name, time_ in rows:
        print(f"{name:58} {time_:9.1f} {time_ / verdict:7.2f}")
    gift = sl.case("aurus-2024-02")
    tea = sl.case("tea-set-2024-06")
    print(f"\n{'what if, of the gift':58} {'µs':>9} {'ratio':>7}")
    for name, function in [("flips, one change", lambda c: sl.flips(c, size=1)), ("flips, up to two changes", sl.flips), ("over_time", sl.over_time),
                           ("robust", sl.robust), ("distrust", lambda c: sl.distrust(c, "kremlin"))]:
        function(gift)
        time_ = microseconds(function, [gift], rounds=20)
        print(f"{name:58} {time_:9.1f} {time_ / verdict:7.2f}")
    time_ = microseconds(sl.deciders, [tea], rounds=20)
    print(f"{'deciders, of the tea set':58} {time_:9.1f} {time_ / verdict:7.2f}")
    bare = milliseconds_to_start("pass")
    print(f"\n{'start of a program':58} {'ms':>9} {'ratio':>7}")
    for name, code in [("python alone", "pass"), ("import sanctionslab", "import sanctionslab, sys; assert 'pandas' not in sys.modules"),
                       ("import pandas", "import pandas")]:
        time_ = milliseconds_to_start(code)
        print(f"{name:58} {time_:9.1f} {time_ / bare:7.2f}")


if __name__ == "__main__":
    main()
