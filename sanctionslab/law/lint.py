"""law/lint."""

from datetime import timedelta

from .. import vocabulary
from ..errors import _quoted, near
from ..logic import Truth
from .measure import LawError


def _lint(checked, whole=False):
    """Refuse law that cannot be used. In a `whole` law every paragraph that is named must be there."""
    measures = checked._measures

    def refuse(measure, reason, key, value=None):
        raise LawError(f"{measure.resolution}.toml, {measure.id}: {reason}", key, value)

    seen = set()
    for measure in (m for r in checked.resolutions for m in r.measures):
        if measure.id in seen:
            refuse(measure, "two measures have this id.", "id")
        seen.add(measure.id)
        adopted = checked.resolution(measure.resolution).adopted
        for key, ids in (
            ("replaces", measure.replaces),
            ("extends", measure.extends),
            ("lifts", measure.lifts),
            ("by", [e.by for e in measure.unless if e.by.partition(":")[0] != measure.resolution]),
        ):
            for other in ids:
                if (
                    other not in measures
                    and other != "all"
                    and (whole or other.partition(":")[0] in checked._resolutions)
                    and other not in checked._removed
                ):
                    refuse(
                        measure,
                        f"{key} names {_quoted(other)}, which is no measure.{near(other, measures)}",
                        key,
                        other,
                    )
        if adopted and measure.starts and measure.starts < adopted:
            refuse(
                measure,
                f"from {measure.starts} is before its adoption on {adopted}.",
                "from",
                measure.starts,
            )
        if adopted and measure.ends and measure.ends <= (measure.starts or adopted):
            refuse(
                measure,
                f"it ends on {measure.ends}, before it begins, so it can never apply.",
                "until",
                measure.ends,
            )
        for tests in (*measure.when, *(t for e in measure.unless for t in e.when)):
            if reason := _impossible(measure, tests, adopted):
                refuse(measure, reason, "when", tests)
    _refuse_cycles(measures, refuse)


def _impossible(measure, tests, adopted):
    """Why no case can meet a conjunction, or None."""
    by_fact = {}
    for test in tests:
        by_fact.setdefault(test.fact, []).append(test)
    things = {key for test in by_fact.get("item", ()) for key in test.wanted}
    codes = [
        code for key in things if key != vocabulary.OTHER for code in vocabulary.item(key).codes
    ]
    for test in by_fact.get("hs", ()):
        if codes and all(test.check(code) is Truth.NO for code in codes):
            return "its item and its hs exclude each other, so it can never apply."
    starts = measure.starts or adopted
    for test in by_fact.get("on", ()):
        if starts and test.wanted[0] - timedelta(days=test.op == "before") < starts:
            return f"on {test.op} {test.wanted[0]} is over before it begins, so it can never apply."
    return None


def _refuse_cycles(measures, refuse):
    for key in ("replaces", "extends"):
        done, path = set(), []

        def walk(paragraph):
            if paragraph in path:
                chain = " -> ".join([*path[path.index(paragraph) :], paragraph])
                refuse(measures[paragraph], f"a cycle of {key}: {chain}.", key, paragraph)
            if paragraph in measures and paragraph not in done:
                path.append(paragraph)
                for other in getattr(measures[paragraph], key):
                    walk(other)
                done.add(path.pop())

        for start in measures:
            walk(start)
