"""What was reviewed: a digest of every entry of the data, and what follows from it in examples.

After a change of the data that is meant, and has been read: python tests/reviewed.py
It writes reviewed.txt and examples.txt anew. Read their diff: it says which paragraph, case or
claim is another one now, in its logic, its words or its sources, and which verdicts turned.
"""

import csv
import hashlib
import json
import tomllib
from datetime import timedelta
from pathlib import Path

import sanctionslab as sl
from sanctionslab.vocabulary import CHAPTERS, fact, facts, headings

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
DIGESTS, EXAMPLES = HERE / "reviewed.txt", HERE / "examples.txt"
DAY = timedelta(days=1)

# Which part of an entry a key belongs to. What is in neither list is its logic.
WORDS = {"title", "duty", "note", "text", "granted_by", "summary", "trigger", "gist", "label"}
WORDS |= {"question", "why", "silence", "claim", "headline", "name", "unknown", "correction"}
WORDS |= {"way_out"}
SOURCES = {"source", "sources", "confidence", "evidence", "chain", "corroborated_by", "basis"}
SOURCES |= {"asserted_by", "contested", "admitted", "paragraph", "locator", "stands_behind"}
SOURCES |= {"address", "seen"}
PARTS = ("logic", "words", "sources")

TABLES = ("facts.toml", "cases.toml", "regime.toml", "articles.toml", "trade_formats.toml")
DRAWN = ("trade_extract",)  # tables that are made up, by a seed


def entries():
    """Every entry of the data: (its name, what it holds)."""
    for path in (*sorted((DATA / "law").glob("*.toml")), *(DATA / name for name in TABLES)):
        yield from entries_of(path)
    for path in sorted(DATA.glob("*.csv")):
        if path.stem not in DRAWN:
            yield from entries_of(path)


def entries_of(path):
    """Every entry of one file."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield f"{path.stem} {next(iter(row.values()))}", row
        return
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    if path.name in TABLES:
        for key, entry in read.items():
            yield f"{path.stem} {key}", entry
        return
    measures = read.pop("measure", [])
    yield f"law {path.stem}", read
    for measure in measures:
        yield f"law {measure['id']}", measure


def leaves(value, path=()):
    """Every single value in an entry with the keys that lead to it."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*path, key))
    elif isinstance(value, list) and value:
        for place, part in enumerate(value):
            yield from leaves(part, (*path, place))
    else:
        yield path, value


def part_of(path):
    """The part of an entry that a value belongs to, by the last of its keys that tells."""
    for key in reversed(path):
        if key in WORDS:
            return "words"
        if key in SOURCES:
            return "sources"
    return "logic"


def digests(some=None):
    """A line for each entry: a digest of its logic, its words and its sources, then its name.

    Arguments: `some` of the entries; without it all.
    """
    seen = {}
    for name, entry in entries() if some is None else some:
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f"{name} #{seen[name]}"
        parts = {part: [] for part in PARTS}
        for path, value in leaves(entry):
            parts[part_of(path)].append([list(path), str(value), type(value).__name__])
        texts = (json.dumps(parts[part], ensure_ascii=False) for part in PARTS)
        marks = (hashlib.sha256(text.encode()).hexdigest()[:10] for text in texts)
        yield f"{' '.join(marks)}  {name}"


# Examples: what follows from the data, at and beside every edge that it sets


def inside_and_outside(test):
    """Values at and beside the edges of a test: those that meet it, and those that do not."""
    match test.op:
        case "in":
            described = fact(test.fact)
            others = ["yes", "no"] if described.type == "yes/no" else list(described.values)
            wanted = [str(value) for value in test.wanted]
            return wanted, [other for other in others if other not in wanted][:3]
        case "hs":
            codes = [f"{int(code) + step:0{len(code)}}" for code in test.wanted for step in (-1, 1)]
            real = {code for code in codes if code[:2] in CHAPTERS and len(code) % 2 == 0}
            known = (code for code in real if len(code) == 2 or code[:4] in headings())
            beside = sorted(code for code in known if not code.startswith(test.wanted))
            return list(test.wanted), beside
        case "above":
            return [test.wanted[0] + 1], [test.wanted[0]]
        case "below":
            return [test.wanted[0] - 1], [test.wanted[0]]
        case "before":
            return [str(test.wanted[0] - DAY)], [str(test.wanted[0])]
        case "on_or_after":
            return [str(test.wanted[0])], [str(test.wanted[0] - DAY)]
    return [str(test.wanted[0])], [str(test.wanted[0] + DAY)]


def around(clause):
    """Facts that meet a clause, each of its values in turn, and facts that just fail one test."""
    met = {test.fact: inside_and_outside(test)[0][0] for test in clause}
    yield met
    for test in clause:
        inside, outside = inside_and_outside(test)
        for value in (*inside[1:], *outside):
            yield {**met, test.fact: value}
        yield {name: value for name, value in met.items() if name != test.fact}


def asked():
    """The facts of every example, each once, by the paragraph that it is about."""
    law = sl.law()
    for measure in law.measures:
        first = measure.starts or law.resolution(measure.id.partition(":")[0]).day
        last = measure.ends
        days = [first, first - DAY, *((last, last + DAY) if last else ())]
        ways = [facts_ for clause in measure.when for facts_ in around(clause)]
        for given in ways:
            yield measure.id, {"on": str(first), **given}
        for day in days[1:]:
            for clause in measure.when:
                yield measure.id, {**next(around(clause)), "on": str(day)}
        for exemption in law.exemptions(measure):
            for clause in measure.when[:2]:
                met = next(around(clause))
                for way in exemption.when:
                    for given in around(way):
                        yield measure.id, {"on": str(first), **met, **given}
    for row in sl.items().to_dict("records"):
        for direction in ("to_dprk", "from_dprk"):
            for thing in ({"item": row["key"]}, *({"hs": code} for code in codes_of(row))):
                given = {"direction": direction, "conduct": "transfer", **thing}
                yield row["key"], {"on": "2024-02-18", **given}


def codes_of(row):
    """The codes that a row of the items names: each where its ranges begin and end."""
    texts = [row["hs"], *str(row["also_hs"] or "").split(";"), *str(row["fills"] or "").split(";")]
    return sorted({code for text in texts for code in text.split("-") if code.isdecimal()})


def case_of(given):
    """The case of an example, or None where its facts contradict each other."""
    numbers = {
        name: float(value)
        for name, value in given.items()
        if name in facts() and fact(name).type == "number"
    }
    try:
        return sl.Case(**{**given, **numbers})
    except sl.KitError:
        return None


def outcome(case, law=None):
    """What follows for a case: the verdict, then what prohibits / might / it hinges on / nearly."""
    finding = sl.classify(case, law)
    parts = (
        " ".join(ground.id for ground in finding.grounds),
        " ".join(ground.id for ground in finding.possible if ground not in finding.grounds),
        " ".join(name for name in facts() if name in finding.hinges_on),
        " ".join(measure.id for measure, _ in finding.near_misses),
    )
    return f"{finding.verdict}: {' / '.join(parts)}"


def written(given):
    return "; ".join(f"{name}={given[name]}" for name in facts() if name in given)


def examples():
    """A line for each example: the facts, then what follows."""
    done = set()
    for _, given in asked():
        text = written(given)
        if text not in done and (case := case_of(given)):
            done.add(text)
            yield f"{text} -> {outcome(case)}"
    for described in facts().values():
        origin = sl.Case(on="2024-02-18").origin(described.name)
        yield f"presumed {described.name} -> {origin[0]}, {origin[1]}"
    yield from orders()


def orders(law=None):
    """Which paragraphs are in force on each day of the law, and what leaving one out changes."""
    law = law or sl.law()
    for day in law.boundaries:
        come = {measure.id for measure in law.in_force(day)}
        gone = {measure.id for measure in law.in_force(day - DAY)}
        new, old = (" ".join(sorted(ids)) for ids in (come - gone, gone - come))
        yield f"from {day} -> in: {new} / out: {old}"
    last = law.boundaries[-1]
    named = {name for m in law.measures for name in (*m.replaces, *m.extends)}
    named |= {m.id for m in law.measures if m.replaces or m.extends}
    for name in sorted(named):
        for day in (last, law.resolution(name.partition(":")[0]).day):
            less = law.without(name) if ":" in name and law.has(name) else law.without(name[:4])
            before = {measure.id for measure in law.in_force(day)}
            after = {measure.id for measure in less.in_force(day)}
            changed = " ".join(sorted(before ^ after))
            yield f"without {name} on {day} -> {changed}"


def stored(path):
    """The lines of a file, without the heading."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]


def write():
    """Write both files anew."""
    heading = "# Written by python tests/reviewed.py, after the data has been read again.\n"
    for path, lines in ((DIGESTS, digests()), (EXAMPLES, examples())):
        text = heading + "\n".join(lines) + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"Wrote {path.name}: read its diff")


if __name__ == "__main__":
    write()
