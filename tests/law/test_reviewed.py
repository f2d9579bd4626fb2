"""The data is as it was read, and what follows from it is what followed then.

Words, sources and logic of every entry are held by a digest. Beside every edge of the law stands an
example: a code just inside a prefix and just outside, the day before and the day, a clause met
alone and with each of its tests just missed, each way out. So nothing changes unseen: a change that
was meant shows in the diff of two files, which `python tests/reviewed.py` writes anew.
"""

import random
from dataclasses import replace
from difflib import unified_diff

import pytest
import reviewed
from law_cases import edited
from reviewed import DATA, DIGESTS, EXAMPLES, digests, entries_of, examples, stored

import sanctionslab as sl
from sanctionslab.law import load

AGAIN = "If that was meant, and has been read: python tests/reviewed.py"


def differences(path, lines):
    found = list(unified_diff(stored(path), list(lines), n=0, lineterm=""))[2:]
    return [line for line in found if not line.startswith("@@")]


@pytest.mark.parametrize("path, made", [(DIGESTS, digests), (EXAMPLES, examples)])
def test_nothing_has_changed_unseen(path, made):
    changed = differences(path, made())
    assert not changed, "\n".join([f"{len(changed)} lines of {path.name}:", *changed[:40], AGAIN])


# Held elsewhere: what an exercise or a prediction says by its truth, computed anew; the list of the
# tables by the tables; what is drawn by its seed.
HELD_ELSEWHERE = {"exercises", "predictions", "datapackage", "trade_extract"}


def test_no_file_of_the_data_is_without_digests():
    held = {line.split()[3] for line in stored(DIGESTS)}
    files = {path.stem for path in DATA.iterdir() if path.is_file()}
    assert files - held == HELD_ELSEWHERE


def test_every_paragraph_with_tests_has_examples_on_both_sides():
    """So that a test of the law that is changed turns one of them."""
    met = {}
    for line in stored(EXAMPLES):
        if line.startswith("on="):
            _, _, outcome = line.partition(" -> ")
            grounds, possible = outcome.partition(": ")[2].split(" / ")[:2]
            for id_ in (*grounds.split(), *possible.split()):
                met[id_] = met.get(id_, 0) + 1
    missing = [m.id for m in sl.law().measures if m.prohibits and m.when and m.id not in met]
    assert missing == []


def test_a_change_of_words_logic_or_sources_shows_in_its_own_column(monkeypatch):
    plain = {"title": "One", "when": {"item": "bus"}, "source": ["a"]}
    changed = {
        "words": {**plain, "title": "Two"},
        "logic": {**plain, "when": {"item": "horse"}},
        "sources": {**plain, "source": ["b"]},
    }
    monkeypatch.setattr(reviewed, "entries", lambda: [("law 1:1", plain)])
    [before] = digests()
    for place, part in enumerate(reviewed.PARTS):
        monkeypatch.setattr(reviewed, "entries", lambda part=part: [("law 1:1", changed[part])])
        [after] = digests()
        differ = [one != other for one, other in zip(before.split(), after.split(), strict=True)]
        assert [number for number, is_other in enumerate(differ) if is_other] == [place]


def less(value, gone):
    """The value of a test without one of its parts."""
    return [part for part in value if part != gone]


def outcomes(law, paragraph=None):
    """What follows, under a law, in the examples that name a paragraph, or in all of them."""
    for line in stored(EXAMPLES):
        text, _, said = line.partition(" -> ")
        if line.startswith("on=") and (paragraph is None or paragraph in said.split()):
            given = dict(part.split("=", 1) for part in text.split("; "))
            case = reviewed.case_of(given)
            if case:
                yield line, f"{text} -> {reviewed.outcome(case, law)}"


def mutated_entries():
    """Every measure with one value of one test left out: (paragraph, what, its tests)."""
    for measure in sl.law().measures:
        for place, clause in enumerate(measure.when if measure.prohibits else ()):
            for number, test in enumerate(clause):
                for value in test.wanted if len(test.wanted) > 1 else ():
                    narrower = replace(test, wanted=tuple(less(test.wanted, value)))
                    changed = (*clause[:number], narrower, *clause[number + 1 :])
                    when = (*measure.when[:place], changed, *measure.when[place + 1 :])
                    yield measure.id, f"{test.fact} without {value}", replace(measure, when=when)


def changed_law(mutant):
    return sl.Law(
        replace(one, measures=tuple(mutant if m.id == mutant.id else m for m in one.measures))
        for one in sl.law().resolutions
    )


# Met by the clause beside it too, unless the work is remote; the digest holds it.
SAME_ANYWAY = {("2397:8", "direction without none")}
MUTANTS = [one for one in mutated_entries() if one[:2] not in SAME_ANYWAY]
DRAWN = random.Random(7).sample(MUTANTS, 40)


@pytest.mark.parametrize("paragraph, what, mutant", DRAWN, ids=[f"{m[0]} {m[1]}" for m in DRAWN])
def test_a_value_that_goes_missing_turns_an_example(paragraph, what, mutant):
    law = changed_law(mutant)
    assert any(before != after for before, after in outcomes(law, paragraph))


# What once changed in the logic of the law, and no test noticed: file, before, after.
LOGIC_ONCE_UNSEEN = {
    "1874:9 without training": ("1874", '"training", "repair", "know_how"]', '"know_how"]'),
    "2270:7 without to_dprk": ("2270", '["to_dprk", "from_dprk"]\narms', '["from_dprk"]\narms'),
    "2397:7, aircraft without 72-76": (
        "2397",
        '["72-76", "78-83", "84-85", "88',
        '["78-83", "84-85", "88',
    ),
    "2270:8, food without 02-04": ("2270", '["02-04", "07-12", "15', '["07-12", "15'),
    "1874:9 extends nothing": ("1874", 'extends = ["1718:8(b)"]\n', ""),
    "2321:10 extends nothing": ("2321", 'extends = ["2270:17"]\nconfidence', "confidence"),
}


@pytest.mark.parametrize("what", LOGIC_ONCE_UNSEEN)
def test_what_once_went_missing_from_the_law_turns_an_example(tmp_path, what):
    resolution, old, new = LOGIC_ONCE_UNSEEN[what]
    law = load(edited(tmp_path, f"{resolution}.toml", old, new))
    orders = {line for line in stored(EXAMPLES) if line.startswith(("from ", "without "))}
    assert orders != set(reviewed.orders(law)) or any(
        before != after for before, after in outcomes(law)
    )


# And in texts and tables: file, before, after.
WORDS_ONCE_UNSEEN = [
    ("items.csv", ",2604,7501-7508,", ",,7501-7508,"),
    ("law/2397.toml", "must stop the supply", "may stop the supply"),
    ("law/2270.toml", "Food and medicine are outside", "Food and medicine are not outside"),
    ("cases.toml", "value = 2024-02-18, evidence", "value = 2024-02-19, evidence"),
    ("cases.toml", 'evidence = ["KH-03", "KH-10", "T-34"]', 'evidence = ["KH-03", "T-34"]'),
    ("trade_formats.toml", '3 = "out"\n4 = "in"', '3 = "in"\n4 = "in"'),
    ("trade_formats.toml", 'seen = "file"', 'seen = "known"'),
    ("articles.toml", "The re-run was read;", "The article was read;"),
]


@pytest.mark.parametrize("name, old, new", WORDS_ONCE_UNSEEN)
def test_what_once_changed_in_words_and_tables_has_another_digest(tmp_path, name, old, new):
    path = DATA / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    changed = tmp_path / path.name
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert list(digests(entries_of(changed))) != list(digests(entries_of(path)))
