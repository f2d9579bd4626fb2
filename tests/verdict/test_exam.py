"""What a lawyer would ask of the resolutions, one line a case: exam.toml was written before any of
it was run, and a line was changed only where the texts, and not the kit, had been misread.
"""

import pathlib
import tomllib

import pytest

from sanctionslab import Case, classify
from sanctionslab.vocabulary import fact

EXAM = pathlib.Path(__file__).with_name("exam.toml")
ROWS = [
    (case, answer)
    for rows in tomllib.loads(EXAM.read_text(encoding="utf-8")).values()
    for case, answer in rows.items()
]
VERDICTS = {"barred": "prohibited", "free": "not prohibited", "open": "undetermined"}


def facts(line):
    """The facts of a line: a day, then names that say by themselves whose values they are."""
    day, *words = line.split(" ")
    found = {"on": day}
    for word in words:
        name, equals, value = word.partition("=")
        if equals:
            found[name] = value.replace(",", " or ")
        else:
            kinds = ("direction", "conduct")
            found[next((k for k in kinds if word in fact(k).values), "item")] = word
    return found


def difference(line, answer):
    """What the classifier says otherwise than the line, or nothing."""
    told, _, reason = answer.partition(" | ")
    verdict, _, paragraph = told.partition(" ")
    finding = classify(Case(**facts(line)))
    speaking = finding.grounds if verdict == "barred" else finding.possible
    if str(finding.verdict) != VERDICTS[verdict]:
        return f"{finding.verdict}, not {verdict}: {reason}"
    if paragraph and paragraph not in {ground.id for ground in speaking}:
        return f"{paragraph} is not among {[ground.id for ground in speaking]}: {reason}"
    return ""


@pytest.mark.parametrize("line, answer", ROWS, ids=[line for line, _ in ROWS])
def test_the_classifier_answers_as_the_texts_do(line, answer):
    assert not difference(line, answer)


@pytest.mark.parametrize(
    "line, answer",
    [
        ("2018-05-01 from_dprk transfer coal", "free | wrong"),
        ("2018-05-01 from_dprk transfer coal", "barred 2321:26 | replaced by then"),
        ("2018-05-01 to_dprk transfer refined_petroleum", "open 2375:14 | replaced by then"),
    ],
)
def test_a_wrong_answer_is_noticed(line, answer):
    assert difference(line, answer)
