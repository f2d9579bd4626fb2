"""The data is as it was read, and what follows from it is what followed then.

Words, sources and logic of every entry are held by a digest. Beside every edge of the law stands an
example: a code just inside a prefix and just outside, the day before and the day, a clause met
alone and with each of its tests just missed, each way out. So nothing changes unseen: a change that
was meant shows in the diff of two files, which `python tests/reviewed.py` writes anew.
"""

from difflib import unified_diff

import pytest
import reviewed
from reviewed import DIGESTS, EXAMPLES, digests, examples, stored

import sanctionslab as sl

AGAIN = "If that was meant, and has been read: python tests/reviewed.py"


def differences(path, lines):
    found = list(unified_diff(stored(path), list(lines), n=0, lineterm=""))[2:]
    return [line for line in found if not line.startswith("@@")]


@pytest.mark.parametrize("path, made", [(DIGESTS, digests), (EXAMPLES, examples)])
def test_nothing_has_changed_unseen(path, made):
    changed = differences(path, made())
    assert not changed, "\n".join([f"{len(changed)} lines of {path.name}:", *changed[:40], AGAIN])


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
