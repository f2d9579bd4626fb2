"""Cases that meet what a paragraph asks for, and copies of the law with one change."""

import shutil
from datetime import timedelta

from oracle import DATA, ORACLE

from sanctionslab import Case, law

ONE = timedelta(days=1)

# No door opens on its own.
HARD = {
    "notified": "no",
    "within_cap": "no",
    "livelihood": "no",
    "state_finding": "no",
    "new": "yes",
    "field": "nuclear",
    "hs": "870323",
}


def next_to(op, limit):
    """A value that just meets a limit."""
    if op == "above":
        return limit + 1
    if op == "before":
        return limit - ONE
    return 0 if op == "below" else limit  # on_or_before and on_or_after take in the day itself


def a_case(*parts, on):
    """A case that meets all the conjunctions on or before a day and leaves every other door shut.

    None if they exclude each other.
    """
    options = {}
    for test in (test for tests in parts for test in tests):
        if test.op in ("in", "hs"):
            before = options.get(test.fact, test.wanted)
            options[test.fact] = [value for value in test.wanted if value in before]
        else:
            options[test.fact] = [next_to(test.op, test.wanted[0])]
    if not all(options.values()):
        return None
    facts = {**HARD, **{name: values[0] for name, values in options.items()}}
    opens = any(test.op == "on_or_after" for tests in parts for test in tests if test.fact == "on")
    facts["on"] = (max if opens else min)(on, facts.get("on", on))
    if "item" in facts and not ORACLE.fits(ORACLE.items[facts["item"]], facts["hs"]):
        del facts["hs"]
    return Case(**facts)


def first_days(*measures):
    """The days, in order, on which all the measures stand."""
    return [day for day in law().boundaries if all(m in law().in_force(day) for m in measures)]


BANS = [m for m in law().measures if m.prohibits]


def edited(tmp_path, name, old, new):
    """A copy of the law folder with one change to one file."""
    folder = tmp_path / "law"
    shutil.copytree(DATA / "law", folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text, f"{name} no longer says: {old}"
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    return folder
