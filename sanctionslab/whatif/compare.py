"""Two findings side by side: what differs between them, in facts, law and verdict."""

from dataclasses import dataclass

from ..cases import Case
from ..law import Law
from ..outline import lines_of, list_html
from ..verdict import Finding, classify
from ..vocabulary import Value, fact, facts, labels

WORDS_OF_GROUNDS = {
    "lost": "No longer a ground",
    "gained": "New ground",
    "kept": "Still a ground",
}


@dataclass(frozen=True)
class Comparison:
    """Two findings side by side: what changed in facts, law and verdict, what did not, and why."""

    before: Finding
    after: Finding

    @property
    def facts(self) -> dict[str, tuple[Value, Value]]:
        """The facts that differ: {name: (value before, value after)}."""
        pairs = {
            name: (self.before.case.value(name), self.after.case.value(name)) for name in facts()
        }
        return {name: (old, new) for name, (old, new) in pairs.items() if old != new}

    @property
    def law(self) -> dict[str, tuple[str, ...]]:
        """What only one of the laws has, resolutions and single measures, and what differs."""
        old, new = self.before.law, self.after.law
        if old is new:
            return {"without": (), "with": (), "changed": ()}
        news = {measure.id: measure for measure in new.measures}
        # A measure that the other law lacks is told with what it is without.
        changed = (one.id for one in old.measures if news.get(one.id, one) != one)
        return {
            "without": _only_in(old, new),
            "with": _only_in(new, old),
            "changed": tuple(changed),
        }

    @property
    def grounds(self) -> dict[str, tuple[str, ...]]:
        """The ids of grounds that were lost, gained and kept."""
        old = [ground.id for ground in self.before.grounds]
        new = [ground.id for ground in self.after.grounds]
        return {
            "lost": tuple(id_ for id_ in old if id_ not in new),
            "gained": tuple(id_ for id_ in new if id_ not in old),
            "kept": tuple(id_ for id_ in old if id_ in new),
        }

    @property
    def lines(self) -> list[str]:
        """The comparison as sentences."""
        lines = [self._verdict_line()]
        for name, (old, new) in self.facts.items():
            described = fact(name)
            lines.append(f"{described.label}: {described.words(old)} -> {described.words(new)}.")
        law = self.law
        lines += [f"{_called(key)} is left out." for key in law["without"]]
        lines += [f"{_called(key)} is added." for key in law["with"]]
        lines += [f"Paragraph {id_} is changed." for id_ in law["changed"]]
        for kind, ids in self.grounds.items():
            if ids:
                lines.append(f"{WORDS_OF_GROUNDS[kind]}: {', '.join(ids)}.")
        if self.after.lifted_by:
            lines.append(f"Lifted by: {', '.join(self.after.lifted_by)}.")
        if self.after.hinges_on:
            lines.append(f"Now it hinges on: {labels(self.after.hinges_on, ', ')}.")
        return lines

    def _verdict_line(self) -> str:
        old, new = self.before.verdict, self.after.verdict
        if old is new:
            return f"The verdict holds: {new}."
        return f"The verdict moves from {old} to {new}."

    def __repr__(self) -> str:
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        return list_html(lines_of(self.lines), marked=False)


def _only_in(law: Law, other: Law) -> tuple[str, ...]:
    """The resolutions that only `law` has, and the measures missing from those that both have."""
    resolutions = (resolution.key for resolution in law.resolutions)
    measures = (measure.id for measure in law.measures if other.has(measure.resolution))
    return tuple(name for name in (*resolutions, *measures) if not other.has(name))


def _called(key: str) -> str:
    return f"{'Paragraph' if ':' in key else 'Resolution'} {key}"


def compare(before: Finding | Case, after: Finding | Case) -> Comparison:
    """Two findings side by side.

    Arguments: two Findings, or two Cases (judged by the whole law). Raises KitError for anything
    else.

    >>> car = Case(on="2024-02-18", direction="to_dprk", conduct="transfer",
    ...            item="luxury_automobile")
    >>> print(compare(car, car.but(conduct="display")))
    The verdict moves from prohibited to not prohibited.
    What was done: goods were passed on (supplied, sold, given, lent) -> something was shown.
    No longer a ground: 2094:23, 2397:7.
    """
    return Comparison(_finding(before), _finding(after))


def _finding(side: Finding | Case) -> Finding:
    return side if isinstance(side, Finding) else classify(side)
